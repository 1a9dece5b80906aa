//! The plain data of the Plan page.

use serde::Serialize;

use super::board::{CrowdView, Hand};
use super::hosts::HostPanel;
use super::since::SinceView;

use crate::plan::{Limit, Method};
use crate::present::pages::actions::ActionsForPlan;
use crate::present::pages::{ChartHead, Notice, Num, RangeText};

/// The page of a finished plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanPage {
    /// The page's question: 流量和时间怎么分？能不能达到目标？
    pub question: String,
    /// The verdict in words.
    pub verdict: String,
    /// Goal strip.
    pub strip: GoalStrip,
    /// Split table.
    pub table: SplitTable,
    /// Response curves of the products with the most at stake.
    pub curves: CurvePanel,
    /// Methods side by side.
    pub methods: MethodPanel,
    /// Run-down.
    pub board: Board,
    /// What the forecast depends on.
    pub swings: SwingPanel,
    /// Why the plan is as it is, one sentence each.
    pub explanations: Vec<String>,
    /// What to do on the way to the goal; `None` without a goal.
    pub playbook: Option<PlaybookView>,
    /// Who presents, and the split host by host.
    pub hosts: HostPanel,
    /// What changed since the last plan that was kept; `None` when none was.
    pub since: Option<SinceView>,
    /// What open actions ask of it; `None` where it does all of that, or there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<ActionsForPlan>,
    /// What a person should know about the inputs.
    pub notices: Vec<Notice>,
    /// `依据 14 场、158 条讲解 · 一万次推演 · 种子 42`.
    pub evidence: String,
}

/// Target, viewers, forecast, probability, what it would take.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalStrip {
    /// `180 分钟`.
    pub length: String,
    /// What is made large: 成交金额.
    pub objective: String,
    /// Share kept for exploration.
    pub explore: f64,
    /// Target; missing when none was given.
    pub target: Num,
    /// Median viewers.
    pub viewers: Num,
    /// Range of viewers; `None` when exactly known.
    pub viewers_range: Option<RangeText>,
    /// What the worst sessions must bring on average; `None` where nothing is asked.
    pub floor: Option<Num>,
    /// Which sessions those are: 最差一成的平均.
    pub floor_note: String,
    /// What asking for it does.
    pub floor_help: String,
    /// Expected total.
    pub expected: Num,
    /// Its 80% range.
    pub range: RangeText,
    /// Outcome histogram: bars with whether they lie past the goal.
    pub bars: Vec<Bar>,
    /// Probability of the goal.
    pub probability: Option<Odds>,
    /// Heading of the changes.
    pub needs_title: String,
    /// Single changes that would each make it 80%.
    pub needs: Vec<NeedRow>,
}

/// One bar of the histogram.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// Lower edge.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
    /// Share of draws, 0..1.
    pub share: f64,
    /// Its middle reaches the goal.
    pub past_goal: bool,
}

/// The probability in figures and stones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Odds {
    /// `26%`.
    pub probability: Num,
    /// `±1 点`; empty when exact.
    pub precision: String,
    /// Filled stones of 100.
    pub stones: u8,
    /// `播 100 场这样的直播，约 26 场能到`.
    pub sentence: String,
}

/// A single change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedRow {
    /// What.
    pub label: String,
    /// Now.
    pub now: String,
    /// Needed; may be empty.
    pub needed: String,
    /// How much more.
    pub more: String,
    /// A warning, such as more viewers than ever seen.
    pub warning: Option<String>,
}

/// The split table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitTable {
    /// Unit of the value columns: 元.
    pub unit: String,
    /// Whether a last split is known.
    pub has_last: bool,
    /// Rows by value, locked and left-out ones in place.
    pub rows: Vec<SplitRow>,
    /// Sum row.
    pub total: TotalRow,
    /// Greatest end of all value ranges: the scale of the bars.
    pub scale: f64,
    /// The plain sentence below.
    pub sentence: String,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SplitRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role's stable word; empty when unknown.
    pub role: String,
    /// Role, or 新品 for a product without sessions.
    pub role_text: String,
    /// Whether its share is locked.
    pub locked: bool,
    /// Share of the last session.
    pub last: Num,
    /// Proposed share.
    pub share: Num,
    /// The part of it that is exploration.
    pub explore: Num,
    /// Lower bound.
    pub min: f64,
    /// Upper bound.
    pub max: f64,
    /// Minutes.
    pub minutes: Num,
    /// Expected orders.
    pub orders: Num,
    /// Expected value.
    pub value: Num,
    /// Its range; `None` for a product that is left out.
    pub range: Option<RangeText>,
    /// What another 1% would bring; missing for locked and left-out products.
    pub per_percent: Num,
    /// The limit's stable word.
    pub limit: Limit,
    /// What holds it, in words.
    pub limit_text: String,
    /// Whether that is a limit a person could relax.
    pub binding: bool,
    /// Whether it is in the plan.
    pub included: bool,
}

/// The sum row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TotalRow {
    /// 合计.
    pub label: String,
    /// Minutes.
    pub minutes: Num,
    /// Expected value.
    pub value: Num,
    /// Its range.
    pub range: RangeText,
    /// `比平均分 +3,700`, or that the gain is not clear.
    pub gain: String,
    /// What it is against, for a narrow cell: 比平均分.
    pub gain_against: String,
    /// The gain alone, or 收益不明显.
    pub gain_short: String,
    /// Whether the gain is clear.
    pub gain_clear: bool,
}

/// Response curves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurvePanel {
    /// Title, unit and sentence.
    pub head: ChartHead,
    /// One per product, in the order of the table.
    pub curves: Vec<CurveView>,
}

/// One curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurveView {
    /// Product id.
    pub id: String,
    /// Name.
    pub name: String,
    /// `18% → ¥9,640`.
    pub caption: String,
    /// (share, value) points.
    pub line: Vec<[f64; 2]>,
    /// (share, low, high) of the band.
    pub band: Vec<[f64; 3]>,
    /// Up to here the line is solid, beyond dashed; `None` when nothing was seen.
    pub seen_to: Option<f64>,
    /// Past sessions.
    pub dots: Vec<[f64; 2]>,
    /// Last session's point.
    pub last: Option<[f64; 2]>,
    /// The proposed point.
    pub proposed: [f64; 2],
}

/// What to do when the takings lag.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaybookView {
    /// Title: 播到一半落后了怎么办.
    pub title: String,
    /// Whether watching the takings pays.
    pub sentence: String,
    /// `1:20 落后 ¥3,000 到 ¥6,000 → 换讲…`, in order of time.
    pub rules: Vec<String>,
}

/// Methods side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MethodPanel {
    /// Title: 换个方法.
    pub title: String,
    /// Rows.
    pub rows: Vec<MethodRow>,
}

/// One method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MethodRow {
    /// Method.
    pub method: Method,
    /// Its name.
    pub name: String,
    /// Expected value.
    pub expected: Num,
    /// Against the equal split; missing for that split itself.
    pub gain: Num,
    /// Range of the gain, or 收益不明显.
    pub gain_range: String,
    /// Whether the gain is clear.
    pub gain_clear: bool,
    /// Probability of the goal.
    pub probability: Num,
    /// The plan on the page.
    pub chosen: bool,
    /// Whether it can be asked for; the last split cannot.
    pub can_choose: bool,
}

/// The run-down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// Title: 排品时间轴.
    pub title: String,
    /// What a hand can do with it.
    pub hint: String,
    /// Length of the session.
    pub minutes: u32,
    /// Slots in order.
    pub slots: Vec<SlotView>,
    /// What the hand's run-down brings against the plan's own; empty when no hand laid it.
    pub laid: String,
    /// How many are online when; `None` while past sessions do not tell.
    pub crowd: Option<CrowdView>,
    /// Answers a hand at once.
    #[serde(skip)]
    pub hand: Hand,
}

/// One slot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlotView {
    /// Product id.
    pub id: String,
    /// Product's row in the table: its colour.
    pub row: usize,
    /// Name, with 返场 from the second time on.
    pub name: String,
    /// Minutes from the start.
    pub start: u32,
    /// Minutes.
    pub minutes: u32,
    /// `0:35–0:50 · 15 分`.
    pub when: String,
    /// Who presents; may be empty.
    pub host: String,
    /// From the second time on.
    pub again: bool,
}

/// What the forecast depends on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwingPanel {
    /// Title, unit and sentence.
    pub head: ChartHead,
    /// The expected total.
    pub expected: f64,
    /// Rows, largest swing first.
    pub rows: Vec<SwingRow>,
}

/// One input.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwingRow {
    /// What.
    pub label: String,
    /// Total at its low and high end.
    pub range: RangeText,
}
