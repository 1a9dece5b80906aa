//! The parts that page models share: numbers, badges, cards, chart heads, empty states.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::Tier;
use crate::present::text::Lang;

/// What every page model is made with: language, clock and seed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageContext {
    /// The language of every text.
    pub lang: Lang,
    /// The moment that counts as now.
    pub now: Timestamp,
    /// The seed of resampled intervals.
    pub seed: u64,
}

/// A number as it is and as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Num {
    /// The number; missing is `None`.
    pub raw: Option<f64>,
    /// As shown; missing is —.
    pub text: String,
}

/// A range as it is and as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RangeText {
    /// Lower end in the unit of its number.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Share of cases it is meant to cover.
    pub level: f64,
    /// Both ends as shown.
    pub text: String,
}

/// How a point or stone is drawn: solid = happened and clear, hollow = estimated,
/// ghost = unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dot {
    /// Observed and clear of its comparison.
    Solid,
    /// An estimate.
    Hollow,
    /// The range spans the comparison.
    Ghost,
}

/// Whether a rise is good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// More is better: change colours apply.
    MoreIsBetter,
    /// Less is better: the warning colour applies with a word.
    LessIsBetter,
    /// Neither.
    Neutral,
}

/// A change against a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// Relative change of an amount or count (0.096), or difference of a rate in its own unit.
    pub raw: f64,
    /// As shown, with ▲ or ▼: `▲9.6%`, `▼0.23点`.
    pub text: String,
    /// Up, down, or `None` when it rounds to nothing.
    pub up: Option<bool>,
    /// Whether more is better.
    pub sense: Sense,
    /// 变差 or 好转 where less is better; else empty.
    pub word: String,
}

/// Where a value stands in the own history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// The tier.
    pub tier: Tier,
    /// Its word in the language.
    pub text: String,
}

/// The median of like sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Median {
    /// In the unit of the metric.
    pub raw: f64,
    /// The figure alone: `38,600`.
    pub figure: String,
    /// With its word: `中位 38,600`.
    pub text: String,
    /// How many like sessions stand behind it.
    pub sessions: usize,
}

/// 口径: how a number was made. Shown on hover at every number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explain {
    /// Stable word of the metric.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its formula in words.
    pub formula: String,
    /// The counts put in: `4,180 ÷ 9,960`.
    pub counts: String,
    /// The value the counts give.
    pub value: Option<f64>,
    /// Count above the line.
    pub numerator: Option<f64>,
    /// Count below the line.
    pub denominator: Option<f64>,
    /// What the ratio is multiplied by: 1, or 1,000 for a figure per thousand.
    pub scale: f64,
    /// What the export itself reports, where it reports a ratio.
    pub reported: Option<String>,
    /// Which money is meant; empty for what is not money.
    pub basis: String,
    /// What a person should know when reading it; may be empty.
    pub note: String,
    /// `file › sheet › row`.
    pub sources: Vec<String>,
}

/// One metric card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricCard {
    /// Stable word of the metric.
    pub key: String,
    /// Name.
    pub label: String,
    /// The value without its trailing unit; — when missing.
    pub value: Num,
    /// Trailing unit such as `%`, `人`; may be empty.
    pub unit: String,
    /// Tier in the own history.
    pub badge: Badge,
    /// Change against the median of like sessions.
    pub change: Option<Change>,
    /// That median.
    pub median: Option<Median>,
    /// A remark that belongs beside the value, such as the refund's age.
    pub remark: String,
    /// The range of a rate from few people.
    pub interval: Option<RangeText>,
    /// Whether few people stand behind it: dashed badge and range.
    pub small_sample: bool,
    /// The last ten sessions of the account in order, this one last.
    pub spark: Vec<Option<f64>>,
    /// What to import when the value is missing; else empty.
    pub missing: String,
    /// 口径.
    pub explain: Explain,
}

/// What every chart carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChartHead {
    /// Title.
    pub title: String,
    /// Unit and scope: `万元 · 近 4 周 12 场`.
    pub unit: String,
    /// Names of the series, in drawing order.
    pub series: Vec<String>,
    /// The one plain sentence below.
    pub sentence: String,
}

/// An honest empty state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Empty {
    /// What is missing.
    pub title: String,
    /// What it unlocks and where to get it.
    pub detail: String,
    /// The button.
    pub action: String,
}

/// One line that a person should see on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Whether it warns.
    pub warn: bool,
    /// The line.
    pub text: String,
}

/// One entry of a chooser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice<T> {
    /// What it stands for.
    pub id: T,
    /// As shown.
    pub text: String,
    /// Whether it is chosen.
    pub selected: bool,
}
