//! Evaluate: did it work? A saved plan beside the session it became, why they differ, and how
//! often the plans' ranges held.

mod build;
mod experiment_form;
mod experiments;
mod exposure;
mod slots;

use serde::Serialize;

use super::actions::ActionsView;
use super::{Choice, Empty, Num, RangeText};
use crate::domain::{PlanId, SessionId};

pub use build::{evaluate, shown};
pub use experiment_form::{ExperimentDraft, ExperimentForm, FormField, Usual, form};
pub use experiments::{
    ExperimentCard, ExperimentRow, ExperimentsInputs, ExperimentsView, SplitCard, card,
    experiments, split,
};
pub use exposure::{ExposureRow, ExposureTable};
pub use slots::{SlotRow, SlotTable};

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EvaluatePage {
    /// The page's question: 计划管用吗？
    pub question: String,
    /// Instead of everything while no plan is saved.
    pub empty: Option<Nothing>,
    /// Saved plans, newest first.
    pub plans: Vec<Choice<PlanId>>,
    /// What stands before the choice of a plan, and before that of its session.
    pub labels: [String; 2],
    /// The outcome in one sentence.
    pub verdict: String,
    /// What the sentence rests on, or what to do next.
    pub detail: String,
    /// What makes the comparison worth less; empty when nothing does.
    pub warning: String,
    /// The session it is compared with.
    pub session: Attach,
    /// Plan and outcome of the whole: value, viewers, goal, traffic.
    pub facts: Vec<FactRow>,
    /// Title of `facts`.
    pub facts_title: String,
    /// Heads of `facts`: what, plan, outcome.
    pub fact_columns: [String; 3],
    /// Product by product.
    pub table: ScoreTable,
    /// Slot by slot.
    pub slots: SlotTable,
    /// What the switch between the tables is called.
    pub tabs_label: String,
    /// Who got how much of the exposure.
    pub exposure: ExposureTable,
    /// Names of the tables that share a card: products, slots, exposure.
    pub tabs: Vec<String>,
    /// Why the total differs.
    pub bridge: BridgeView,
    /// How plans did so far.
    pub card: CardView,
    /// What is to be done, whatever plan is shown; `None` until it was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<ActionsView>,
    /// Experiments; made beside the plans, from the same store.
    #[serde(skip_serializing_if = "ExperimentsView::is_unmade")]
    pub experiments: ExperimentsView,
}

/// What the page will hold, with what of it is in already.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nothing {
    /// What it needs and where that comes from.
    pub empty: Empty,
    /// What it will hold.
    pub will_hold: Vec<String>,
    /// What of it is in the store already, in counts.
    pub have: Vec<String>,
}

/// The choice of the session a plan became.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Attach {
    /// Sessions, newest first.
    pub sessions: Vec<Choice<SessionId>>,
    /// The session that it most likely became, while none is chosen.
    pub likely: Option<SessionId>,
    /// Words of the button that takes it: `就是这场：11-21 周六 19:30`; empty without one.
    pub take: String,
    /// What stands there while none is chosen.
    pub none: String,
    /// Words of the button that takes it back; empty while none is chosen.
    pub detach: String,
}

/// One figure, planned and seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactRow {
    /// What.
    pub label: String,
    /// In the plan.
    pub planned: String,
    /// What came.
    pub actual: String,
    /// What it means, on hover.
    pub hover: String,
}

/// The products.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ScoreTable {
    /// Title.
    pub title: String,
    /// `18 个里 15 个落在区间里`.
    pub note: String,
    /// Column heads.
    pub columns: Vec<String>,
    /// Whether its amounts are orders and not money.
    #[serde(skip)]
    pub in_orders: bool,
    /// One a product.
    pub rows: Vec<ScoreRow>,
    /// One sentence.
    pub sentence: String,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreRow {
    /// Name.
    pub name: String,
    /// Share, planned and seen: `12% → 9%`.
    pub share: String,
    /// Minutes, planned and seen.
    pub minutes: String,
    /// Value in the plan.
    pub planned: Num,
    /// The plan's range; `None` for a product that was not in it.
    pub range: Option<RangeText>,
    /// What came.
    pub actual: Num,
    /// `区间内`, `低于区间`, `计划外`.
    pub mark: String,
    /// Whether it lies in the range.
    pub inside: Option<bool>,
}

/// The way from the plan to what came.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BridgeView {
    /// Title.
    pub title: String,
    /// `加起来正好是差额`.
    pub note: String,
    /// The parts.
    pub parts: Vec<BridgePart>,
    /// The largest part in words, and what the model has to do with it.
    pub sentence: String,
    /// Instead of parts, why there are none.
    pub empty: String,
}

/// One part of the bridge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BridgePart {
    /// What.
    pub label: String,
    /// How much, with its sign.
    pub amount: Num,
}

/// How plans did so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CardView {
    /// Title.
    pub title: String,
    /// What, and how much.
    pub rows: Vec<(String, String)>,
    /// What it says about the ranges.
    pub sentence: String,
}
