//! What a training reports. Enums and numbers only; the sentences are in `present::text::learn`.

use serde::{Deserialize, Serialize};

use super::kernel::Tree;
use super::{
    CellValue, Contrast, Drift, Engine, Fairness, Feature, Model, ModelKind, MoreData, OutcomeUnit,
    Question, Source,
};
use crate::domain::{Interval, Verdict};

/// A rate or mean with its support.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateEstimate {
    /// The estimate.
    pub value: f64,
    /// Its 80% interval.
    pub interval: Interval,
    /// Rows (or trials) behind it.
    pub n: f64,
}

/// How test rows were kept apart from training rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitKind {
    /// Earlier sessions teach, later sessions test.
    SessionForward,
    /// Stratified folds.
    StratifiedKFold,
    /// Stratified folds, all rows of one viewer together.
    GroupedKFold,
    /// Folds from outside.
    GivenFolds,
}

/// The split in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitInfo {
    /// Which kind.
    pub kind: SplitKind,
    /// Number of folds.
    pub folds: usize,
    /// Sessions that taught (session-forward; of the first fold).
    pub train_sessions: Option<usize>,
    /// Sessions that tested (session-forward; of all folds).
    pub test_sessions: Option<usize>,
    /// Rows tested over all folds.
    pub test_rows: usize,
}

/// Figures on rows that were not learnt from; `None` where a figure makes no sense for the
/// outcome. `roc_auc` and `pr_auc` are means over folds, the others pool the test rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Area under the ROC curve: .5 guesses, 1 is perfect.
    pub roc_auc: Option<f64>,
    /// Average precision; the base rate is what guessing gives.
    pub pr_auc: Option<f64>,
    /// Mean negative log-likelihood per trial, nats.
    pub log_loss: Option<f64>,
    /// Mean squared error of the rate.
    pub brier: Option<f64>,
    /// 1 − Brier ÷ Brier of the constant training rate.
    pub brier_skill: Option<f64>,
    /// Slope of the outcome's log-odds on the predicted log-odds; 1 is right.
    pub calibration_slope: Option<f64>,
    /// Intercept of the same fit; 0 is right.
    pub calibration_intercept: Option<f64>,
    /// Mean |predicted − observed| over ten bins of equal mass.
    pub calibration_error: Option<f64>,
    /// Mean absolute error, outcome's unit.
    pub mae: Option<f64>,
    /// Root mean squared error, outcome's unit.
    pub rmse: Option<f64>,
    /// 1 − squared error ÷ squared deviation of the test rows.
    pub r2: Option<f64>,
    /// Mean absolute error ÷ that of "the same as last session".
    pub mase: Option<f64>,
}

/// A simple rule with its scores on the same test rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The feature used, for the single-feature rule.
    pub feature: Option<String>,
    /// Its scores.
    pub scores: Scores,
}

/// What any model must beat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The training mean for everyone.
    pub constant: Baseline,
    /// The same as last time, where there is a last time.
    pub last_session: Option<Baseline>,
    /// The best rule that looks at one feature, chosen on training rows.
    pub single_feature: Option<Baseline>,
}

/// One of ten groups of equal mass by predicted rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Mean prediction.
    pub predicted: f64,
    /// Observed rate.
    pub observed: f64,
    /// 80% interval of the observed rate.
    pub interval: Interval,
    /// Trials in the bin.
    pub n: f64,
}

/// A point of the curve "reach so many people, find so many buyers".
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiftPoint {
    /// Share of people reached, best first.
    pub reached: f64,
    /// Share of all buyers among them.
    pub found: f64,
}

/// A point of the ROC curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RocPoint {
    /// Share of non-buyers called.
    pub false_positive_rate: f64,
    /// Share of buyers called.
    pub true_positive_rate: f64,
}

/// Whom a threshold calls, in people (trials).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// Called when the predicted rate is at least this.
    pub threshold: f64,
    /// Called and bought.
    pub true_positive: f64,
    /// Called and did not buy.
    pub false_positive: f64,
    /// Not called and bought.
    pub false_negative: f64,
    /// Not called and did not buy.
    pub true_negative: f64,
}

/// What shuffling a feature on the test rows costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Importance {
    /// The feature, or several that move together and are shuffled together.
    pub features: Vec<String>,
    /// Loss of AUC (rates) or rise of MAE in the outcome's unit (numbers).
    pub value: f64,
    /// 80% interval; one that includes 0 means "not shown to help".
    pub interval: Interval,
}

/// What a coefficient multiplies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "term")]
pub enum CoefficientTerm {
    /// The number as it is.
    Value,
    /// ln(1 + number).
    Log,
    /// 1 when the feature is missing.
    Missing,
    /// 1 when the category is this one; the effect is against `reference`.
    Level {
        /// The level.
        level: String,
        /// The level it is compared with.
        reference: String,
    },
}

/// One coefficient with its uncertainty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Coefficient {
    /// The feature.
    pub feature: String,
    /// What it multiplies.
    #[serde(flatten)]
    pub term: CoefficientTerm,
    /// Effect of one unit (log-odds for rates, the outcome's unit for numbers).
    pub value: f64,
    /// Standard error; `None` from engines that give none.
    pub std_error: Option<f64>,
    /// 80% interval of `value`.
    pub interval: Option<Interval>,
    /// Effect of one standard deviation, to compare features.
    pub per_std: f64,
}

/// How the answer moves with one feature, everything else as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectCurve {
    /// The feature.
    pub feature: String,
    /// Numbers ascending, categories by how frequent they are.
    pub points: Vec<EffectPoint>,
}

/// One value of a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EffectPoint {
    /// The value.
    pub value: CellValue,
    /// Mean answer over the rows when all have this value, outcome's unit.
    pub mean: f64,
    /// Share of rows with this category, or at or below this number.
    pub share: f64,
}

/// Why the verdict is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Reason {
    /// Too little was tested to say anything.
    TooFewTested {
        /// Buyers (or rows) tested.
        found: f64,
        /// Needed.
        needed: f64,
    },
    /// Tells buyers from others no better than a coin.
    NoBetterThanChance {
        /// AUC.
        auc: f64,
        /// Its interval.
        interval: Interval,
    },
    /// No better than the mean for everyone.
    NoBetterThanMean {
        /// The model's mean absolute error.
        mae: f64,
        /// The mean's.
        baseline: f64,
    },
    /// No better than "the same as last session".
    NoBetterThanLast {
        /// The model's mean absolute error.
        mae: f64,
        /// That of last session.
        baseline: f64,
    },
    /// One feature alone does as well.
    NoBetterThanOneFeature {
        /// The feature.
        feature: String,
        /// The model's score (AUC, or MAE for numbers).
        score: f64,
        /// That of the feature.
        baseline: f64,
    },
    /// Ranks, but the rates it says are off.
    RatesOff {
        /// Calibration slope.
        slope: f64,
        /// Mean calibration error.
        error: f64,
    },
    /// Only a little better than chance.
    SmallGain {
        /// AUC.
        auc: f64,
    },
    /// The score hangs on columns that may be known only afterwards.
    SuspectedLeak {
        /// The columns.
        columns: Vec<String>,
    },
    /// Finds clearly more buyers than chance.
    FindsBuyers {
        /// Share of people reached.
        reached: f64,
        /// Share of buyers among them.
        found: f64,
    },
    /// Predicts the number clearly better than the simple rules.
    CloserThanBaselines {
        /// The model's mean absolute error.
        mae: f64,
        /// The best simple rule's.
        baseline: f64,
    },
}

/// Why a method was not trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum SkipReason {
    /// Fewer buyers than the method needs.
    NeedsBuyers {
        /// Found.
        found: f64,
        /// Needed.
        needed: f64,
    },
    /// Fewer rows than the method needs.
    NeedsRows {
        /// Found.
        found: usize,
        /// Needed.
        needed: usize,
    },
    /// Everybody did the same: nothing to tell apart.
    OneOutcome,
    /// The method predicts numbers, the question asks yes or no.
    OutcomeIsRate,
    /// The method predicts rates, the question asks a number.
    OutcomeIsNumber,
    /// The chosen engine has no such method for this outcome.
    EngineCannot,
    /// Too large for the engine's guards.
    TooLargeForEngine {
        /// Rows × columns.
        cells: usize,
        /// Allowed.
        limit: usize,
    },
    /// No usable column was left.
    NoColumns,
    /// No honest split of these rows exists.
    NoSplit,
    /// The engine failed.
    Failed {
        /// Its message.
        message: String,
    },
}

/// A method that was not trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skipped {
    /// The method.
    pub name: ModelKind,
    /// Why.
    pub reason: SkipReason,
}

/// Kinds of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LearnWarningCode {
    /// Columns known only after the outcome were left out.
    KnownOnlyAfter,
    /// One column alone tells the outcome almost perfectly.
    AlmostTheOutcome,
    /// Without this column the score collapses.
    HangsOnOneColumn,
    /// Good overall, bad within sessions (or the reverse): not a cause.
    Confounded,
    /// A column with one value only, left out.
    ConstantColumn,
    /// Mostly missing, left out.
    MostlyMissing,
    /// The engine gives other figures from run to run.
    NotReproducible,
    /// The share that buys changed between training and test sessions.
    BaseRateChanged,
    /// Fewer features were used than there are, because there are few buyers.
    FeaturesLimited,
}

/// Something to know before believing a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnWarning {
    /// What kind of thing.
    pub code: LearnWarningCode,
    /// The columns it is about.
    pub columns: Vec<String>,
    /// The figure that made it fire (an AUC, a rate, an effect), where there is one.
    pub before: Option<f64>,
    /// The figure to compare with (without the column, within sessions, afterwards).
    pub after: Option<f64>,
}

/// One trained and tested model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelReport {
    /// The method.
    pub name: ModelKind,
    /// Whose implementation.
    pub engine: Engine,
    /// Scores on rows not learnt from.
    pub scores: Scores,
    /// 80% intervals of scores by name, by resampling viewers.
    pub intervals: std::collections::BTreeMap<String, Interval>,
    /// What it must beat.
    pub baseline: Baselines,
    /// Whether to rely on it.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// Buyers (successes) among the tested; `None` for numbers.
    pub test_positives: Option<f64>,
    /// Seconds of one fit on all rows, binning included.
    pub fit_seconds: f64,
    /// Ten bins of predicted against observed rate.
    pub calibration: Vec<CalibrationBin>,
    /// How far the rate of all tested rows may be off by the luck of the people or sessions that
    /// were tested: half of its 80% range by resampling, in log-odds.
    #[serde(default)]
    pub level: Option<f64>,
    /// What is to be added to a number for the ends of its 80% range, from the tested rows.
    #[serde(default)]
    pub usually_off: Option<Interval>,
    /// Reach against buyers found, 0 to 1 in steps of at most .05.
    pub lift: Vec<LiftPoint>,
    /// ROC curve, thinned to at most 101 points.
    pub roc: Vec<RocPoint>,
    /// Whom thresholds call, from the strictest to the widest.
    pub confusion: Vec<Confusion>,
    /// Permutation importance, largest first.
    pub importance: Vec<Importance>,
    /// The tree of the model trained on all rows.
    pub tree: Option<Tree>,
    /// Different people behind each node of the tree, where rows are people's: one of them may have
    /// many rows. Empty otherwise.
    #[serde(default)]
    pub tree_people: Vec<u32>,
    /// The coefficients of the model trained on all rows.
    pub coefficients: Vec<Coefficient>,
    /// How the answer moves with the features that help most, for models without tree and
    /// coefficients.
    #[serde(default)]
    pub effects: Vec<EffectCurve>,
    /// Figures by group, for columns that say what a person is and the one asked for.
    #[serde(default)]
    pub fairness: Vec<Fairness>,
    /// How much more data it would take, where the verdict is not to use it.
    #[serde(default)]
    pub more: Option<MoreData>,
    /// The model trained on all rows, to be stored.
    pub model: Model,
}

/// Everything about one training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrainReport {
    /// What was asked.
    pub question: Question,
    /// Which rows.
    pub source: Source,
    /// The column of a person's own table that was predicted; `None`: the one named at import.
    #[serde(default)]
    pub outcome: Option<String>,
    /// What the outcome's numbers mean.
    pub unit: OutcomeUnit,
    /// Rows.
    pub rows: usize,
    /// Buyers (successes); `None` for a number.
    pub positives: Option<f64>,
    /// The overall rate or mean: all that can be said below the gates.
    pub base: RateEstimate,
    /// How test rows were kept apart; `None` when nothing was tested.
    pub split: Option<SplitInfo>,
    /// The features offered to the models.
    pub features: Vec<Feature>,
    /// Trained models in the order asked.
    pub models: Vec<ModelReport>,
    /// Methods not trained.
    pub skipped: Vec<Skipped>,
    /// What to know before believing.
    pub warnings: Vec<LearnWarning>,
    /// Columns that say what a person is, which no model looked at.
    #[serde(default)]
    pub held_back: Vec<String>,
    /// Every number's slope over all rows and within sessions.
    #[serde(default)]
    pub contrasts: Vec<Contrast>,
    /// How the sessions since the training before differ from those it learnt from.
    #[serde(default)]
    pub drift: Option<Drift>,
    /// The seed used.
    pub seed: u64,
}

impl TrainReport {
    /// What the test said of a kept model.
    pub fn of(&self, model: &Model) -> Option<&ModelReport> {
        self.models.iter().find(|other| other.name == model.name && other.engine == model.engine)
    }
}
