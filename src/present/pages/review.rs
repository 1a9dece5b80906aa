//! Review: what happened in this session? The page model; `build` makes it.

use jiff::Timestamp;
use serde::Serialize;

use super::comments::CommentsPage;
use super::overview::FindingView;
use super::{Change, ChartHead, Choice, Dot, Empty, Explain, MetricCard, Notice, Num, RangeText};
use crate::domain::{ChannelGroup, MinuteFacts, Money, ProductId, SessionId, SourceCell};
use crate::metrics::{SaleLine, Stretch};

mod brush;
mod brush_funnel;
mod brush_tables;
mod build;
mod compare;
mod evidence;
mod extras;
mod funnel;
mod json;
mod lanes;
mod minutes;
mod segments;
mod tables;

pub use brush::brush;
pub(super) use build::partial_note;
pub use build::review;
pub use compare::{CompareCurve, CompareExtras, ComparePage, CompareRow, compare};
pub use evidence::{Evidence, EvidenceRow, LikeSession, WorstMetric};
pub use json::{brush_json, compare_json, review_json};

/// What the review needs besides the snapshot. All may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReviewExtras<'a> {
    /// Minutes of the session, in order.
    pub minutes: &'a [MinuteFacts],
    /// Where each of them stood; empty where nobody knows.
    pub minute_origins: &'a [Option<SourceCell>],
    /// Whether the minutes were rebuilt from orders and comments.
    pub minutes_derived: bool,
    /// Comments per minute, in order, where minutes carry none.
    pub comments: &'a [CommentCount],
    /// Things that happened: giveaways, adverts, host changes, violations.
    pub events: &'a [LaneEvent],
    /// Notes about the session.
    pub notes: &'a [SessionNote],
    /// Order lines of the session added up, when the store has some.
    pub orders: Option<OrderTotals>,
    /// Paid order lines, each at the moment it counts.
    pub sales: &'a [SaleLine],
}

/// Comments of one minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentCount {
    /// Start of the minute.
    pub at: Timestamp,
    /// How many.
    pub count: i64,
}

/// Something that happened in the session.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneEvent {
    /// What kind.
    pub kind: LaneKind,
    /// Start.
    pub start: Timestamp,
    /// End; `None` for a moment.
    pub end: Option<Timestamp>,
    /// Text to show.
    pub text: String,
}

/// Kinds of lane marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LaneKind {
    /// A product is presented.
    Talk,
    /// 福利
    Giveaway,
    /// Advert spend.
    Advert,
    /// Another host takes over.
    Host,
    /// The platform warned.
    Violation,
    /// A person's note.
    Note,
}

/// A note about a session.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionNote {
    /// As the store numbers it.
    pub id: i64,
    /// Where in the session; `None` for the whole.
    pub at: Option<Timestamp>,
    /// Text.
    pub text: String,
}

/// Order lines of one session added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderTotals {
    /// Distinct paid orders.
    pub orders: i64,
    /// Paid.
    pub paid: Money,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReviewPage {
    /// The page's question: 这场发生了什么？
    pub question: String,
    /// What to show when there is no such session; then the rest is empty.
    pub empty: Option<Empty>,
    /// The session.
    pub session: Option<SessionId>,
    /// `11-21 周六 19:30–22:30 · 阿禾 · 抖音`.
    pub line: String,
    /// Sessions to choose from, newest first.
    pub sessions: Vec<Choice<SessionId>>,
    /// `退款才 2 天，退款率还会变`; empty when refunds are settled or unknown.
    pub refund_note: String,
    /// The session was still on the air when it was exported; empty when it was not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub partial: String,
    /// Verdict in words.
    pub verdict: VerdictLine,
    /// What the verdict is built from.
    pub evidence: Evidence,
    /// What to change next time, most money first; at most three.
    pub findings: Vec<FindingView>,
    /// Eight compact cards.
    pub cards: Vec<MetricCard>,
    /// Funnel in people.
    pub funnel_people: FunnelView,
    /// Funnel in times.
    pub funnel_times: FunnelView,
    /// Minute curve.
    pub minutes: MinuteChart,
    /// Channels.
    pub channels: ChannelTable,
    /// Products of the session.
    pub products: SessionProductTable,
    /// Talk segments.
    pub segments: SegmentTable,
    /// Totals against each other.
    pub reconciliation: Vec<ReconcileLine>,
    /// Notes of the whole session.
    pub notes: Vec<String>,
    /// `来源：整场数据.xlsx 等 3 个文件`.
    pub source_line: String,
    /// Things to know.
    pub notices: Vec<Notice>,
    /// What is not in the store for this session.
    pub gaps: Vec<String>,
    /// What was written in it; read only when somebody asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<CommentsPage>,
}

/// The diagnosis in words and as a bridge.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct VerdictLine {
    /// One sentence with the number.
    pub headline: String,
    /// One sentence of evidence with its range.
    pub detail: String,
    /// One per factor; they add up to the difference.
    pub parts: Vec<BridgePart>,
    /// What the comparison is made with, and that it proves no cause.
    pub footnote: String,
    /// The next thing to do.
    pub action: String,
}

/// One factor's share of the difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BridgePart {
    /// Stable word of the factor.
    pub factor: String,
    /// Its name.
    pub label: String,
    /// Money.
    pub amount: Num,
    /// The same by the other way of splitting.
    pub shapley: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// Solid when the sign is clear.
    pub dot: Dot,
    /// Length of its bar, −1..1 of the largest.
    pub bar: f64,
    /// Value here and in the comparison: `41.97% · 中位 37.4%`.
    pub hover: String,
}

/// One funnel.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FunnelView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Steps from the top.
    pub steps: Vec<FunnelStepView>,
    /// What is missing; `None` when there is something to draw.
    pub empty: Option<Empty>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelStepView {
    /// Canonical name of the count.
    pub key: String,
    /// Its name.
    pub label: String,
    /// The count.
    pub count: Num,
    /// Rate from the step above; — for the first.
    pub rate: Num,
    /// Range of the rate.
    pub interval: Option<RangeText>,
    /// Median of like sessions: `中位 7.12`.
    pub median: String,
    /// Change in points.
    pub change: Option<Change>,
    /// The weakest step.
    pub weakest: bool,
    /// `最弱 · 差 0.23 点`; else empty.
    pub weakest_text: String,
    /// Width of the bar, 0..1, by logarithm.
    pub width: f64,
    /// 口径 of the rate.
    pub explain: Explain,
}

/// The minute curve with its lanes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MinuteChart {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Rebuilt from orders and comments: drawn as an estimate.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub derived: bool,
    /// Minutes from the start, one per point.
    pub offsets: Vec<u32>,
    /// `20:45`, one per point.
    pub clock: Vec<String>,
    /// `file › sheet › row`, one per point; empty where nobody knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Panels to stack; the first four are shown at first.
    pub panels: Vec<MinutePanel>,
    /// Lanes below.
    pub lanes: Vec<Lane>,
    /// What is missing; `None` when there is something to draw.
    pub empty: Option<Empty>,
}

/// One panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MinutePanel {
    /// Stable word.
    pub key: String,
    /// Name.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// `峰值 412`.
    pub peak: String,
    /// One value per point; gaps stay empty.
    pub values: Vec<Option<f64>>,
    /// The same as shown.
    pub texts: Vec<String>,
    /// Whether it is drawn as bars.
    pub bars: bool,
    /// 口径: the minute curve divides by people online.
    pub explain: String,
}

/// One lane of marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lane {
    /// What kind.
    pub kind: LaneKind,
    /// Its name.
    pub label: String,
    /// Marks in order.
    pub marks: Vec<LaneMark>,
}

/// One mark.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LaneMark {
    /// Minutes from the start.
    pub from: f64,
    /// End; equals `from` for a moment.
    pub to: f64,
    /// Text.
    pub text: String,
    /// Product, for its colour.
    pub product: Option<ProductId>,
    /// The note behind it, which can be removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<i64>,
}

/// What a brushed range adds up to, in place of the session's own figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BrushView {
    /// The minutes it is of.
    pub stretch: Stretch,
    /// `20:36–21:04`.
    pub range: String,
    /// `28 分钟`.
    pub length: String,
    /// `成交`, `进入`, `订单` … with value and share of the session.
    pub figures: Vec<BrushFigure>,
    /// One sentence.
    pub sentence: String,
    /// Cards of the range, each against the whole session.
    pub cards: Vec<MetricCard>,
    /// Came in, clicked, ordered.
    pub funnel: FunnelView,
    /// Traffic of the orders paid in it; no rows where no order tells its traffic.
    pub channels: ChannelTable,
    /// Products of the orders paid in it.
    pub products: SessionProductTable,
    /// Talks that lie in it.
    pub segments: SegmentTable,
}

/// One figure of a brushed range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BrushFigure {
    /// Stable word.
    pub key: String,
    /// Name.
    pub label: String,
    /// Sum or mean in the range.
    pub value: Num,
    /// Share of the whole session, for sums.
    pub share: Option<Num>,
}

/// Channels of the session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChannelTable {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Column headers.
    pub columns: Vec<String>,
    /// Group rows followed by their channels.
    pub rows: Vec<ChannelRow>,
    /// What is missing.
    pub empty: Option<Empty>,
}

/// One channel or group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelRow {
    /// Natural, paid or unknown.
    pub group: ChannelGroup,
    /// Whether it is the group's sum (of times and money; people are never added).
    pub is_group: bool,
    /// Name.
    pub name: String,
    /// Views, times.
    pub views: Num,
    /// Length of its bar, 0..1 of the largest group.
    pub bar: f64,
    /// Amount.
    pub amount: Num,
    /// Amount per 1,000 views.
    pub gpm: Num,
    /// Amount per unit spent.
    pub roi: Num,
    /// `file › sheet › row`, for hover.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// Products of one session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SessionProductTable {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Column headers.
    pub columns: Vec<String>,
    /// By amount.
    pub rows: Vec<SessionProductRow>,
    /// What is missing.
    pub empty: Option<Empty>,
}

/// One product of one session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionProductRow {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Amount.
    pub amount: Num,
    /// Share of the products' sum.
    pub share: Num,
    /// Sales.
    pub orders: Num,
    /// Click rate.
    pub click_rate: Num,
    /// Order rate.
    pub order_rate: Num,
    /// Its range.
    pub order_interval: Option<RangeText>,
    /// 口径 of both rates and the amount.
    pub explain: Vec<Explain>,
}

/// Talk segments.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SegmentTable {
    /// Title with the baseline, sentence.
    pub head: ChartHead,
    /// Column headers.
    pub columns: Vec<String>,
    /// By start.
    pub rows: Vec<SegmentRow>,
    /// Lifts are drawn on this scale, −reach..reach.
    pub reach: f64,
    /// What is missing.
    pub empty: Option<Empty>,
}

/// One talk segment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentRow {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// `20:36`.
    pub start: String,
    /// Minutes.
    pub minutes: Num,
    /// Mean online.
    pub avg_online: Num,
    /// Change of viewers.
    pub viewer_change: Num,
    /// Clicks.
    pub clicks: Num,
    /// Orders.
    pub orders: Num,
    /// Amount.
    pub amount: Num,
    /// Amount per 1,000 viewer-minutes.
    pub per_thousand: Num,
    /// Against the session's baseline.
    pub lift: Num,
    /// Its range.
    pub interval: Option<RangeText>,
    /// Solid when clear of zero, hollow when not, ghost when unknown.
    pub dot: Dot,
    /// From 1; `None` when it cannot be ranked.
    pub rank: Option<usize>,
    /// 口径.
    pub explain: Explain,
}

/// Two totals that should agree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReconcileLine {
    /// Whether they agree within the tolerance; `None` when one is missing.
    pub agrees: Option<bool>,
    /// The sentence.
    pub text: String,
}
