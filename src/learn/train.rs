//! From a table to a report: gates, honest tests, guards, verdicts, and the model to keep.

use std::collections::BTreeMap;
use std::time::Instant;

use super::evaluate::baseline::Simple;
use super::evaluate::effect::effects;
use super::evaluate::importance::importance;
use super::evaluate::{
    Crowd, Held, Pieces, Ranking, Split, confusion, cross_predict, deviation, lift, percentile,
    r_squared, resampled_calibration, roc, usually_off,
};
use super::fairness::by_group;
use super::fit::{Data, Recipe, binary_loss, fit};
use super::gates::{self, Size};
use super::kernel::Bins;
use super::model::Body;
use super::prepare::prepare;
use super::{
    Baselines, Contrast, Engine, FeatureRange, LearnError, LearnWarning, LearnWarningCode, Model,
    ModelKind, ModelReport, MoreData, Question, Reason, RowKind, Scores, Seen, SkipReason, Skipped,
    SplitKind, Table, TrainReport, TrainSpec, confound, guard, stat, verdict,
};
use crate::domain::{Interval, Job, Verdict};

/// Trains, tests and judges the methods asked for.
///
/// The same table, spec and seed give the same report on any number of threads, up to
/// `fit_seconds`.
pub fn train(job: &Job, table: &Table, spec: &TrainSpec) -> Result<TrainReport, LearnError> {
    table.check()?;
    let base = table.base(None);
    let (ready, mut warnings, held_back) = prepare(table, spec.sensitive);
    let mut report = TrainReport {
        question: spec.question,
        source: spec.source,
        outcome: spec.outcome.clone(),
        unit: table.unit.clone(),
        rows: table.rows(),
        positives: table.positives(),
        base,
        split: None,
        features: ready.features.clone(),
        models: Vec::new(),
        skipped: Vec::new(),
        warnings: Vec::new(),
        held_back,
        contrasts: confound::contrasts(job, &ready)?,
        drift: None,
        seed: spec.seed,
    };
    let size = Size::of(&ready);
    let mut recipes = Vec::new();
    for &kind in &spec.models {
        match gates::recipe(kind, &size, spec) {
            Ok(_) if ready.columns.is_empty() => {
                report.skipped.push(Skipped { name: kind, reason: SkipReason::NoColumns })
            }
            Ok(recipe) => recipes.push(recipe),
            Err(reason) => report.skipped.push(Skipped { name: kind, reason }),
        }
    }
    if spec.beside {
        let theirs = TrainSpec { engine: Engine::Linfa, ..spec.clone() };
        let theirs = spec.models.iter().filter_map(|&k| gates::recipe(k, &size, &theirs).ok());
        recipes.extend(theirs.filter(|_| !ready.columns.is_empty()).collect::<Vec<_>>());
    }
    warnings.extend(confounder_warnings(&report.contrasts));
    if recipes.is_empty() {
        report.warnings = warnings;
        return Ok(report);
    }
    let Some(split) = Split::of(&ready, spec.folds.as_deref(), spec.seed)? else {
        report
            .skipped
            .extend(recipes.iter().map(|r| Skipped { name: r.kind, reason: SkipReason::NoSplit }));
        report.warnings = warnings;
        return Ok(report);
    };

    let started = Instant::now();
    let bins = Bins::new(&ready.columns);
    let binning = started.elapsed().as_secs_f64();
    let (y, w) = ready.targets();
    let data = Data {
        job,
        columns: &ready.columns,
        y: &y,
        w: &w,
        rate: !ready.outcome.is_numeric(),
        groups: ready.groups.as_deref(),
        bins: &bins,
    };
    let held = Held::new(&data, &split);
    job.check()?;
    let simple = Simple::of(&data, ready.last.as_deref(), &split, size.min_leaf())?;
    let baselines = simple.report(&held, &ready.features);
    warnings.extend(guard::almost_the_outcome(&data, &ready.features)?);
    warnings.extend(base_rate_warning(&data, &split));

    let context = Context {
        job,
        spec,
        table: &ready,
        whole: table,
        data,
        split: &split,
        held,
        simple,
        baselines,
        binning,
        size,
    };
    for recipe in &recipes {
        match context.model(recipe, &mut warnings) {
            Ok(model) => report.models.push(model),
            Err(LearnError::Cancelled(c)) => return Err(c.into()),
            Err(error @ (LearnError::Linfa(_) | LearnError::Singular)) => {
                report.skipped.push(Skipped {
                    name: recipe.kind,
                    reason: SkipReason::Failed { message: error.to_string() },
                });
            }
            Err(error) => return Err(error),
        }
    }
    report.split = Some(split.info);
    report.warnings = warnings;
    Ok(report)
}

struct Context<'a> {
    job: &'a Job,
    spec: &'a TrainSpec,
    table: &'a Table,
    /// The table with the columns that models do not look at.
    whole: &'a Table,
    data: Data<'a>,
    split: &'a Split,
    held: Held,
    simple: Simple,
    baselines: Baselines,
    binning: f64,
    size: Size,
}

impl Context<'_> {
    fn model(
        &self,
        recipe: &Recipe,
        warnings: &mut Vec<LearnWarning>,
    ) -> Result<ModelReport, LearnError> {
        let (data, held, features) = (&self.data, &self.held, &self.table.features);
        let seed = self.spec.seed;
        let active: Vec<usize> = (0..features.len()).collect();
        let (predictions, bodies) = cross_predict(self.job, data, recipe, &active, self.split)?;
        let scores = held.scores(&predictions, &self.simple.constant, self.simple.last.as_deref());
        self.job.check()?;
        let (intervals, spread) = self.intervals(&predictions)?;
        let light: Vec<Body> = bodies.into_iter().map(Body::light).collect();
        // Only a forest has become lighter: what the others answer is known.
        let answers: Vec<f64> = if recipe.kind == ModelKind::Forest {
            let mut answers = Vec::new();
            for (body, fold) in light.iter().zip(&self.split.folds) {
                answers.extend(body.predict_rows(self.job, data.columns, &fold.test)?);
            }
            answers
        } else {
            predictions.clone()
        };
        let importance =
            importance(self.job, data, held, self.split, &light, &answers, features, seed)?;
        if let Some(auc) = scores.roc_auc {
            let hangs = guard::hangs_on_one(
                self.job,
                data,
                recipe,
                self.split,
                held,
                auc,
                &importance,
                features,
            )?;
            hangs.into_iter().for_each(|warning| add(warnings, warning));
        }
        if recipe.engine == Engine::Linfa && recipe.kind == ModelKind::Tree {
            add(warnings, plain_warning(LearnWarningCode::NotReproducible));
        }
        if recipe.limit.is_some_and(|l| l < features.len()) {
            add(warnings, plain_warning(LearnWarningCode::FeaturesLimited));
        }

        let (y, w) = (&held.y, &held.w);
        let kind = RowKind::of(self.spec.question, self.spec.source);
        let pieces = Pieces::of(&predictions, Crowd::of(kind, held.groups.of_rows(), w));
        let curve = if data.rate { lift(&pieces, y, w) } else { Vec::new() };
        let suspects = guard::suspects(warnings, features);
        let (verdict, reason) = if data.rate {
            verdict::rate(held, &scores, &self.baselines, &spread, &curve, suspects)
        } else {
            verdict::number(
                held,
                &scores,
                &self.baselines,
                &predictions,
                &self.simple,
                suspects,
                (self.job, seed),
            )?
        };

        let (calibration, level) = if data.rate {
            let found = resampled_calibration(self.job, held, (&predictions, &pieces), seed)?;
            (found.bins, found.level)
        } else {
            (Vec::new(), None)
        };
        let more = self.more(verdict, &reason, &scores, &spread);
        let fairness = if data.rate && self.spec.question == Question::Buyers {
            let columns = (self.whole.features.as_slice(), self.whole.columns.as_slice());
            by_group(data, columns, self.split, &predictions, self.spec.by.as_deref())
        } else {
            Vec::new()
        };

        let all: Vec<u32> = (0..self.table.rows() as u32).collect();
        let started = Instant::now();
        let body =
            fit(&self.job.part("train", recipe.kind.word(), 0, 1), data, recipe, &active, &all)?;
        let fitting = started.elapsed().as_secs_f64();
        let model = Model {
            question: self.spec.question,
            name: recipe.kind,
            engine: recipe.engine,
            unit: self.table.unit.clone(),
            features: features
                .iter()
                .zip(&self.table.columns)
                .map(|(f, c)| FeatureRange::of(f, c))
                .collect(),
            rows: self.table.rows(),
            seen: Seen::of(self.table, self.table.base(None)),
            body,
        };
        let pictured = model.tree().is_some() || !model.coefficients().is_empty();
        let effects = if pictured {
            Vec::new()
        } else {
            effects(data, &model.body.clone().light(), &importance, features)?
        };
        let on_bins = [ModelKind::Tree, ModelKind::Forest, ModelKind::Boosting];
        let binned = on_bins.contains(&recipe.kind) && recipe.engine == Engine::Fupan;
        Ok(ModelReport {
            name: recipe.kind,
            engine: recipe.engine,
            scores,
            intervals,
            baseline: self.baselines.clone(),
            verdict,
            reason,
            test_positives: data.rate.then(|| held.sides().0),
            fit_seconds: fitting + if binned { self.binning } else { 0.0 },
            calibration,
            level,
            usually_off: usually_off(held, &predictions),
            lift: curve,
            roc: if data.rate { roc(&pieces, y, w) } else { Vec::new() },
            confusion: if data.rate {
                confusion(&predictions, y, w, &pieces.thresholds(&predictions))
            } else {
                Vec::new()
            },
            importance,
            tree_people: self.tree_people(&model)?,
            tree: model.tree().cloned(),
            coefficients: model.coefficients(),
            effects,
            fairness,
            more,
            model,
        })
    }

    /// Different people behind each node of a tree, where rows are people's.
    fn tree_people(&self, model: &Model) -> Result<Vec<u32>, LearnError> {
        let of_people = RowKind::of(self.spec.question, self.spec.source) == RowKind::Person;
        match (model.tree(), &self.table.groups) {
            (Some(tree), Some(groups)) if of_people => {
                Ok(model.people_through(tree, self.table, groups)?)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// How much more data it would take where the verdict is not to use the model.
    fn more(
        &self,
        said: Verdict,
        reason: &Reason,
        scores: &Scores,
        spread: &verdict::Spread,
    ) -> Option<MoreData> {
        if said != Verdict::DoNotUse {
            return None;
        }
        let rows = self.table.rows() as f64;
        let found = self.size.events.unwrap_or(rows);
        match reason {
            Reason::TooFewTested { found: tested, needed } => {
                Some(MoreData::in_proportion(found, *tested, *needed))
            }
            Reason::NoBetterThanChance { auc, .. } => {
                Some(MoreData::for_gain(found, auc - 0.5, spread.auc, verdict::SURE))
            }
            // Of the squared error a share is explained; by chance one in so many rows would be.
            Reason::NoBetterThanMean { .. } => {
                let tested = self.held.y.len().max(1) as f64;
                let explained = scores.r2.unwrap_or(0.0);
                Some(MoreData::for_gain(found, explained, 1.0 / tested.sqrt(), verdict::SURE))
            }
            _ => None,
        }
    }

    /// 80% intervals of the scores by resampling groups, and what the verdict needs.
    fn intervals(
        &self,
        predictions: &[f64],
    ) -> Result<(BTreeMap<String, Interval>, verdict::Spread), LearnError> {
        let held = &self.held;
        let (y, w) = (&held.y, &held.w);
        let mut drawn: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
        let mut over_single = Vec::new();
        let rankings = held.rankings(predictions);
        let single = self.simple.single.as_ref().map(|(_, p)| held.rankings(p));
        // Errors per row once, means per resample.
        let errors = row_errors(predictions, y, held.rate);
        let mut weights = vec![0.0; w.len()];
        let rounds = held.groups.rounds();
        held.groups.run(self.job, self.spec.seed, rounds, |times| {
            for (to, (w, t)) in weights.iter_mut().zip(w.iter().zip(times)) {
                *to = w * t;
            }
            let total: f64 = weights.iter().sum();
            let mut put = |name, value: Option<f64>| {
                if let Some(value) = value.filter(|v| v.is_finite()) {
                    drawn.entry(name).or_default().push(value);
                }
            };
            let mean = |errors: &[f64]| {
                let sum: f64 = errors.iter().zip(&weights).map(|(e, w)| e * w).sum();
                Some(sum / total)
            };
            if held.rate {
                let (pos, neg) = held.weights(Some(times));
                let auc = held.ranked(&rankings, &pos, &neg, Ranking::roc_auc);
                put("roc_auc", auc);
                let pr = held.ranked(&rankings, &pos, &neg, Ranking::average_precision);
                put("pr_auc", pr);
                put("log_loss", mean(&errors[0]));
                put("brier", mean(&errors[1]));
                if let (Some(auc), Some(single)) = (auc, &single) {
                    let single = held.ranked(single, &pos, &neg, Ranking::roc_auc);
                    over_single.extend(single.map(|s| auc - s));
                }
            } else {
                put("mae", mean(&errors[0]));
                put("rmse", mean(&errors[1]).map(f64::sqrt));
                put("r2", r_squared(predictions, y, &weights));
            }
        })?;
        let spread = verdict::Spread {
            auc: drawn.get("roc_auc").map_or(0.5, |v| deviation(v)),
            over_single: (!over_single.is_empty()).then(|| {
                let mean = over_single.iter().sum::<f64>() / over_single.len() as f64;
                (mean, deviation(&over_single))
            }),
        };
        let intervals = drawn
            .into_iter()
            .filter_map(|(name, mut values)| Some((name.to_owned(), percentile(&mut values)?)))
            .collect();
        Ok((intervals, spread))
    }
}

/// (log-loss, Brier) per row for rates, (absolute, squared) error for numbers.
fn row_errors(p: &[f64], y: &[f64], rate: bool) -> [Vec<f64>; 2] {
    let per_row = |error: &dyn Fn(f64, f64) -> f64| -> Vec<f64> {
        p.iter().zip(y).map(|(p, y)| error(*p, *y)).collect()
    };
    if rate {
        [per_row(&binary_loss), per_row(&|p, y| y * (1.0 - p) * (1.0 - p) + (1.0 - y) * p * p)]
    } else {
        [per_row(&|p, y| (p - y).abs()), per_row(&|p, y| (p - y) * (p - y))]
    }
}

/// Adds a warning unless an earlier model has given the same.
fn add(warnings: &mut Vec<LearnWarning>, warning: LearnWarning) {
    if !warnings.iter().any(|w| w.code == warning.code && w.columns == warning.columns) {
        warnings.push(warning);
    }
}

fn plain_warning(code: LearnWarningCode) -> LearnWarning {
    LearnWarning { code, columns: Vec::new(), before: None, after: None }
}

fn confounder_warnings(contrasts: &[Contrast]) -> Vec<LearnWarning> {
    contrasts
        .iter()
        .filter(|contrast| contrast.both.contradicts())
        .map(|contrast| LearnWarning {
            code: LearnWarningCode::Confounded,
            columns: vec![contrast.feature.clone()],
            before: Some(contrast.both.pooled.slope),
            after: Some(contrast.both.within.slope),
        })
        .collect()
}

/// Warns when later sessions buy at a clearly other rate than those learnt from.
fn base_rate_warning(data: &Data<'_>, split: &Split) -> Option<LearnWarning> {
    if !data.rate || split.info.kind != SplitKind::SessionForward {
        return None;
    }
    let fold = split.folds.first()?;
    let rate = |rows: &[u32]| {
        let n = stat::sum(rows.iter().map(|&r| data.w[r as usize]));
        let k = stat::sum(rows.iter().map(|&r| data.w[r as usize] * data.y[r as usize]));
        (k / n, stat::wilson(k / n, n))
    };
    let (before, b) = rate(&fold.train);
    let (after, a) = rate(&fold.test);
    let apart = a.low > b.high || b.low > a.high;
    let ratio = after.max(before) / after.min(before).max(1e-9);
    (apart && ratio > 1.3).then(|| LearnWarning {
        code: LearnWarningCode::BaseRateChanged,
        columns: Vec::new(),
        before: Some(before),
        after: Some(after),
    })
}
