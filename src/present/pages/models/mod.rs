//! Models: a page per question. The verdict first, then the tree, then the checks.

mod ask;
mod bill;
mod build;
mod checks;
mod effects;
mod json;
mod looks;
mod threshold;
mod tree;
mod trust;
mod versions;
mod what_if;

use serde::Serialize;

use super::{ChartHead, Dot, Empty, Notice, Num, RangeText};
use crate::domain::Verdict;
use crate::learn::{ModelKind, Question};

pub use ask::{ModelsAsk, ModelsInput, ModelsView};
pub use bill::{BillKind, BillRow, BillView};
pub use build::{models, shown};
pub use effects::{EffectChart, EffectMark, EffectsView};
pub use json::{Asked, models_json, predict_json, train_json};
pub use looks::{FoundItem, FoundView, LeafView, Tools};
pub use threshold::{ConfusionStep, ConfusionView, CostField, thresholds_json};
pub use trust::{ContrastView, TrustTable, TrustView, drift_table, table_lines, trust_lines};
pub use versions::{VersionCell, VersionColumn, VersionLine, VersionsView};
pub use what_if::{
    AnswerView, FeatureControl, SpreadBin, WhatIfFeature, WhatIfView, lines as what_if_lines,
};

/// One training of one question, newest first in the store.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its number in the store.
    pub id: i64,
    /// The report, with its models.
    pub report: crate::learn::TrainReport,
    /// When it was trained, in the zone people read.
    pub at: jiff::ZonedDateTime,
    /// Sessions in the store then are unknown; the data's revision tells whether it is current.
    pub revision: u64,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ModelsPage {
    /// The three questions in a line.
    pub question: String,
    /// Every question with its verdict.
    pub questions: Vec<QuestionItem>,
    /// The methods of the chosen question.
    pub methods: Vec<MethodItem>,
    /// What the number beside a method means.
    pub methods_note: String,
    /// Earlier trainings.
    pub versions: Vec<VersionItem>,
    /// Whether new data came since the training shown.
    pub stale: String,
    /// So much came since that training again is worth it.
    pub suggest: bool,
    /// Label of the one button: train or train again.
    pub train_label: String,
    /// Label of the button that puts trainings side by side.
    pub compare_label: String,
    /// Trainings side by side, when asked for.
    pub compare: Option<VersionsView>,
    /// Labels of what can be done with the model.
    pub tools: Tools,
    /// The row that was looked for.
    pub found: Option<FoundView>,
    /// The rows of a node.
    pub leaf: Option<LeafView>,
    /// How one answer comes about.
    pub bill: Option<BillView>,
    /// Now and changed, when asked for.
    pub what_if: Option<WhatIfView>,
    /// Nothing trained yet: what to press.
    pub empty: Option<Empty>,
    /// The verdict of the chosen method.
    pub card: Option<ModelCard>,
    /// The tree.
    pub tree: Option<TreeView>,
    /// What each feature adds, for methods with coefficients.
    pub coefficients: Option<CoefficientView>,
    /// How the answer moves with one feature, for methods that have neither.
    pub effects: Option<EffectsView>,
    /// Is what it says right?
    pub calibration: Option<CurveView>,
    /// Whom to talk to first.
    pub lift: Option<CurveView>,
    /// Does it tell apart?
    pub roc: Option<CurveView>,
    /// What helps most.
    pub importance: Option<ImportanceView>,
    /// Whom a threshold calls.
    pub confusion: Option<ConfusionView>,
    /// What to know before trusting it, beyond the verdict.
    pub trust: Option<TrustView>,
    /// What to know before believing.
    pub notices: Vec<Notice>,
    /// Status line.
    pub status: String,
}

/// A question in the left column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionItem {
    /// The question.
    pub question: Question,
    /// `谁会买？`
    pub title: String,
    /// `8,412 人次 · 389 人买了`, or that it was not asked yet.
    pub line: String,
    /// Verdict of its best method.
    pub verdict: Option<(Verdict, String)>,
    /// Whether it is shown.
    pub selected: bool,
}

/// A method in the left column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MethodItem {
    /// The method.
    pub name: ModelKind,
    /// Its name.
    pub label: String,
    /// What it is good for.
    pub hint: String,
    /// Its score; empty when not trained.
    pub score: String,
    /// Why it was not trained; empty when it was.
    pub locked: String,
    /// Whether it is shown.
    pub selected: bool,
}

/// A training in the left column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionItem {
    /// Position in the list.
    pub index: usize,
    /// Its number in the store.
    pub run: i64,
    /// `11-21 23:20 · 8,412 行`.
    pub label: String,
    /// `11-21 23:20`, where there is no room for more.
    pub short: String,
    /// Score of the method shown.
    pub score: String,
    /// Whether it is shown.
    pub selected: bool,
    /// `在用`; empty for the others.
    pub in_use: String,
}

/// The verdict in five seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelCard {
    /// Usable, weak, do not use.
    pub verdict: Verdict,
    /// Its word.
    pub badge: String,
    /// The reason as one sentence.
    pub headline: String,
    /// How it was tested, and what it does not say.
    pub detail: String,
    /// Figures with a plain name each.
    pub facts: Vec<Fact>,
}

/// One figure of the card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// Plain name.
    pub label: String,
    /// Figure.
    pub value: String,
    /// Range or comparison.
    pub note: String,
    /// The term and what it means, on hover.
    pub hover: String,
}

/// The tree, left to right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Levels shown.
    pub levels: usize,
    /// Levels there are.
    pub levels_max: usize,
    /// End of the bars' scale, in the outcome's unit.
    pub scale_max: f64,
    /// Nodes; parents before children.
    pub nodes: Vec<TreeNodeView>,
}

/// One node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "each marks the node in a way of its own")]
pub struct TreeNodeView {
    /// The node in the whole tree.
    pub id: usize,
    /// Position of the parent in the list.
    pub parent: Option<usize>,
    /// Steps from the root.
    pub depth: usize,
    /// `而且停留满 4 分钟`.
    pub condition: String,
    /// `100 人里约 24 个买`, or that too few are behind it.
    pub headline: String,
    /// Rate or mean.
    pub value: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// `98 / 412`.
    pub counts: String,
    /// Share of all rows, 0..1: width of the link.
    pub share: f64,
    /// A badge such as `最肯买`; empty for most.
    pub badge: String,
    /// The best leaf.
    pub best: bool,
    /// Fewer than 20 people: figures are not shown.
    pub hidden: bool,
    /// On the way of the row that was looked for.
    pub on_path: bool,
    /// Its rows are listed.
    pub selected: bool,
    /// The way here with count, figure and range as one sentence.
    pub sentence: String,
}

/// Coefficients, largest effect first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoefficientView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Bars reach from −reach to reach.
    pub reach: f64,
    /// One per feature.
    pub rows: Vec<CoefficientRow>,
}

/// One coefficient.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoefficientRow {
    /// Feature in words.
    pub label: String,
    /// Effect of a usual difference (one standard deviation).
    pub effect: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// Solid when its sign is clear.
    pub dot: Dot,
}

/// A curve with the line it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurveView {
    /// Title, axes, sentence.
    pub head: ChartHead,
    /// Points in percent.
    pub points: Vec<CurvePoint>,
    /// End of both axes in percent, horizontal and vertical.
    pub max: (f64, f64),
    /// The point to mark, with its label and the label of what chance gives.
    pub marked: Option<(usize, String, String)>,
    /// Label of the diagonal.
    pub diagonal: String,
}

/// One point of a curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Horizontal, percent.
    pub x: f64,
    /// Vertical, percent.
    pub y: f64,
    /// Range of y, percent.
    pub range: Option<(f64, f64)>,
    /// Hover text.
    pub hover: String,
}

/// What helps most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportanceView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Largest first, at most eight.
    pub rows: Vec<ImportanceRow>,
    /// End of the scale.
    pub reach: f64,
}

/// One feature's importance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportanceRow {
    /// Feature in words.
    pub label: String,
    /// What shuffling it costs.
    pub value: Num,
    /// Its range.
    pub interval: RangeText,
    /// Ghost when the range includes 0.
    pub dot: Dot,
}
