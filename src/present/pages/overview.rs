//! Overview: how am I doing? The page model; `build` makes it.

use jiff::ZonedDateTime;
use serde::Serialize;

use super::{
    Badge, Change, ChartHead, Choice, Dot, Empty, Explain, MetricCard, Notice, Num, RangeText,
};
use crate::domain::{
    AccountId, ActionDraft, MinuteFacts, Money, ProductId, ProductKind, SessionId, Takings, Tier,
};
use crate::plan::MinuteWish;

mod blocks;
pub(super) mod build;
mod cards;
mod charts;

pub use build::overview;
pub use cards::{CARDS_SETTING, cards_of, with_card};

/// What the overview needs besides the snapshot. All may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverviewExtras<'a> {
    /// Minutes of the latest session, in order: lets advert timing be judged.
    pub minutes: &'a [MinuteFacts],
    /// Sessions that are planned, by start.
    pub planned: &'a [Planned],
    /// When the money of each session came in: lets hours be told apart.
    pub takings: Option<&'a Takings>,
    /// The cards a person chose, as they are kept; the usual eight when there are none.
    pub cards: Option<&'a str>,
}

/// A planned session.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Name of the plan.
    pub name: String,
    /// Start, when it has a date.
    pub start: Option<ZonedDateTime>,
    /// Length in minutes.
    pub minutes: u32,
    /// Goal.
    pub goal: Option<Money>,
    /// Probability of reaching it, 0..1.
    pub probability: Option<f64>,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OverviewPage {
    /// The page's question: 我播得怎么样？
    pub question: String,
    /// What to show when there is no session; then the rest is empty.
    pub empty: Option<Empty>,
    /// Accounts to choose from; amounts of one account only are shown.
    pub accounts: Vec<Choice<AccountId>>,
    /// The latest session.
    pub hero: Option<Hero>,
    /// At most three, by money.
    pub findings: Vec<FindingView>,
    /// What stands in place of findings when nothing can be said; else empty.
    pub findings_note: String,
    /// `区间 80%，不证明因果`.
    pub findings_foot: String,
    /// What to do next, in one line.
    pub next_action: String,
    /// Eight cards of the latest session.
    pub cards: Vec<MetricCard>,
    /// What may stand on a card: its word and its name.
    pub card_choices: Vec<CardChoice>,
    /// Whether a person chose the cards.
    pub cards_chosen: bool,
    /// Amount per session.
    pub trend: SessionBars,
    /// Half a year of sessions.
    pub calendar: Calendar,
    /// Weekday × hour.
    pub heat: HeatTable,
    /// Products that sold best.
    pub top_products: TopProducts,
    /// The next planned session.
    pub next: Option<NextSession>,
    /// Goods, courses, ad share.
    pub income: IncomeSplit,
    /// Status line: `61 场 · 40 个商品 · 14,982 条子订单`.
    pub status: String,
    /// `金额没注明的都是成交金额，含退款`.
    pub basis_note: String,
    /// Things to know.
    pub notices: Vec<Notice>,
}

/// A metric that may stand on a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardChoice {
    /// Its stable word, as it is kept.
    pub key: String,
    /// Its name.
    pub text: String,
}

/// The latest session in five seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hero {
    /// The session.
    pub session: SessionId,
    /// `最近一场 · 11-21 周六 19:30–22:30 · 阿禾`.
    pub line: String,
    /// Its amount.
    pub amount: Num,
    /// `成交金额` or `支付金额`.
    pub basis: String,
    /// Tier.
    pub badge: Badge,
    /// Change against the median of like sessions.
    pub change: Option<Change>,
    /// `比同类 14 场中位 ¥38,600`, or why there is no comparison.
    pub compared: String,
    /// The verdict: what made the difference.
    pub verdict: String,
    /// The session was still on the air when it was exported; empty when it was not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub partial: String,
    /// 口径 of the amount.
    pub explain: Explain,
}

/// One finding: what to change and what it may bring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingView {
    /// From 1.
    pub rank: usize,
    /// What to do: `手冲壶少讲 12 分钟`.
    pub title: String,
    /// What was seen.
    pub lines: Vec<String>,
    /// `多卖约 ¥1,540`.
    pub gain: Num,
    /// Its range, one scale over all findings of the page.
    pub interval: RangeText,
    /// Solid or hollow.
    pub dot: Dot,
    /// What "add to the plan" would do.
    pub action: FindingAction,
    /// What is kept of it then.
    #[serde(skip)]
    pub draft: ActionDraft,
}

/// What a finding asks a plan to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FindingAction {
    /// Talk more (or, negative, less) about a product.
    TalkMinutes {
        /// The product.
        product: ProductId,
        /// Its id in a plan.
        plan_id: String,
        /// Minutes to add.
        minutes: i64,
        /// Minutes it then has.
        to: u32,
    },
    /// Move advert spend to another time.
    MoveSpend {
        /// Minutes from the start where it was.
        from_minute: u32,
        /// Minutes from the start where it may do better.
        to_minute: u32,
    },
    /// Work on a funnel step.
    FixStep {
        /// Stable word of the step's rate.
        step: String,
    },
}

/// What the findings ask of a plan: it has a knob for minutes, and for nothing else.
pub fn minute_wishes(findings: &[FindingView]) -> Vec<MinuteWish> {
    findings
        .iter()
        .filter_map(|finding| match &finding.action {
            FindingAction::TalkMinutes { plan_id, minutes, to, .. } => {
                Some(MinuteWish { id: plan_id.clone(), minutes: *to, more: *minutes > 0 })
            }
            FindingAction::MoveSpend { .. } | FindingAction::FixStep { .. } => None,
        })
        .collect()
}

/// What is kept of the findings when they are followed.
pub fn drafts(findings: &[FindingView]) -> Vec<ActionDraft> {
    findings.iter().map(|finding| finding.draft.clone()).collect()
}

/// Amount per session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SessionBars {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// What the axis divides by (10,000 for 万).
    pub axis_divisor: f64,
    /// One per session, by start.
    pub bars: Vec<SessionBar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SessionBar {
    /// The session.
    pub session: SessionId,
    /// `11-21`.
    pub date: String,
    /// `周六`.
    pub weekday: String,
    /// Amount; missing is drawn as a gap.
    pub amount: Num,
    /// Tier.
    pub badge: Badge,
    /// Median of its like sessions, in major units.
    pub median: Option<f64>,
    /// Hover text.
    pub hover: String,
}

/// Sessions by day.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Calendar {
    /// Title, counts, sentence.
    pub head: ChartHead,
    /// Weeks shown.
    pub weeks: usize,
    /// Row labels, Monday first.
    pub weekdays: Vec<String>,
    /// Column where each month begins, and its name.
    pub months: Vec<(usize, String)>,
    /// How many sessions stand in each tier: `优秀 15`.
    pub legend: Vec<(Tier, String)>,
    /// Days with a session or a plan.
    pub days: Vec<CalendarDay>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalendarDay {
    /// Column from 0, oldest first.
    pub week: usize,
    /// Row from 0 = Monday.
    pub weekday: usize,
    /// Best tier of the day's sessions; `None` for a plan only.
    pub tier: Option<Tier>,
    /// Its sessions.
    pub sessions: Vec<SessionId>,
    /// Whether a plan stands there.
    pub planned: bool,
    /// Hover text.
    pub hover: String,
}

/// Weekday × hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HeatTable {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// Row labels, Monday first.
    pub rows: Vec<String>,
    /// Hours shown, in order.
    pub hours: Vec<u8>,
    /// Column labels.
    pub columns: Vec<String>,
    /// Cells that have data; the others stay empty, never 0.
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeatCell {
    /// Row from 0 = Monday.
    pub row: usize,
    /// Position in `hours`.
    pub column: usize,
    /// Amount per hour.
    pub value: Num,
    /// Sessions behind it.
    pub sessions: usize,
    /// Fewer than five sessions: the cut corner.
    pub few: bool,
    /// Step of the seven-step scale, 0 = lowest.
    pub step: u8,
    /// Hover text.
    pub hover: String,
}

/// Products that sold best.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TopProducts {
    /// Title, scope, sentence.
    pub head: ChartHead,
    /// Column headers.
    pub columns: Vec<String>,
    /// At most five.
    pub rows: Vec<TopProduct>,
    /// `全部 40 个`.
    pub all: String,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TopProduct {
    /// The product.
    pub product: ProductId,
    /// Name.
    pub name: String,
    /// Amount.
    pub amount: Num,
    /// Length of its bar, 0..1 of the first.
    pub bar: f64,
    /// Orders.
    pub orders: Num,
    /// Margin per talk minute; — with the reason in `margin_note`.
    pub margin_per_minute: Num,
    /// Why the margin is missing; else empty.
    pub margin_note: String,
}

/// The next planned session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextSession {
    /// `11-24 周二 20:00 · 120 分钟`; without a date the plan's name and length.
    pub line: String,
    /// `到 ¥28,000 的把握`.
    pub asked: String,
    /// Name of the plan.
    pub plan: String,
    /// Goal.
    pub goal: Num,
    /// Probability of reaching it.
    pub probability: Num,
    /// Filled stones out of twenty.
    pub stones: u8,
    /// `播 20 场约 8 场能到`.
    pub sentence: String,
}

/// Goods, courses, ad share.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IncomeSplit {
    /// Title, scope, sentence.
    pub head: ChartHead,
    /// One per stream that has money.
    pub parts: Vec<IncomePart>,
}

/// One stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IncomePart {
    /// The stream.
    pub kind: ProductKind,
    /// Its name.
    pub label: String,
    /// Amount.
    pub amount: Num,
    /// Share of the three.
    pub share: Num,
}
