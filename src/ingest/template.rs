//! A person's own table: what a template says of it. Reading the form is in `read`, writing it
//! in `write`.

mod read;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::KindId;
use super::header::Unit;
use crate::domain::{Action, Currency, FieldKind, Platform};

/// Where a template's column stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ColumnAt {
    /// Position from 1.
    Position(u32),
    /// Header.
    Header(String),
}

/// Whether there is a header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderAt {
    /// Search it in the first rows.
    #[default]
    Search,
    /// There is none.
    None,
    /// It is this row, from 1.
    Row(u32),
}

/// How `value` is compared in an action rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `==`
    Equal,
    /// `!=`
    Other,
}

/// A rule on the value column: `value >= 4`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueRule {
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub bound: f64,
}

impl ValueRule {
    /// Whether a value meets the rule.
    pub fn holds(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::AtLeast => value >= self.bound,
            Comparison::Above => value > self.bound,
            Comparison::AtMost => value <= self.bound,
            Comparison::Below => value < self.bound,
            Comparison::Equal => value == self.bound,
            Comparison::Other => value != self.bound,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("value")?.trim_start();
        let signs = [
            (">=", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            ("==", Comparison::Equal),
            ("!=", Comparison::Other),
            (">", Comparison::Above),
            ("<", Comparison::Below),
            ("=", Comparison::Equal),
        ];
        let (sign, comparison) = *signs.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let bound: f64 = rest[sign.len()..].trim().parse().ok()?;
        bound.is_finite().then_some(Self { comparison, bound })
    }
}

/// How times are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Seconds since 1970.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMillis,
    /// A strftime pattern.
    Pattern(String),
}

/// What a bare number of a column counts, where neither header nor cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitWord {
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
    /// 17.25 is 17.25 %.
    Percent,
    /// 0.1725 is 17.25 %.
    Fraction,
}

impl UnitWord {
    /// Every unit.
    pub const ALL: [Self; 5] =
        [Self::Seconds, Self::Minutes, Self::Hours, Self::Fraction, Self::Percent];

    /// The word in templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::Minutes => "minutes",
            Self::Seconds => "seconds",
            Self::Percent => "percent",
            Self::Fraction => "fraction",
        }
    }

    /// The unit a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// The units a field of this kind may be written in; the usual one first.
    pub fn of(kind: FieldKind) -> &'static [Self] {
        match kind {
            FieldKind::Seconds => &[Self::Seconds, Self::Minutes, Self::Hours],
            FieldKind::Fraction => &[Self::Fraction, Self::Percent],
            _ => &[],
        }
    }

    /// As a header's bracket would say it; a fraction is what numbers are anyway.
    pub(super) fn unit(self) -> Option<Unit> {
        match self {
            Self::Hours => Some(Unit::Time(3600.0)),
            Self::Minutes => Some(Unit::Time(60.0)),
            Self::Seconds => Some(Unit::Time(1.0)),
            Self::Percent => Some(Unit::Percent),
            Self::Fraction => None,
        }
    }
}

/// What becomes of a row with a cell that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadCells {
    /// The row is refused.
    #[default]
    Refuse,
    /// The cell counts as not filled in; a row without what it needs is refused all the same.
    Empty,
}

/// How a visit's outcome is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Two words such as TRUE and FALSE or 0 and 1, else numbers.
    #[default]
    Detect,
    /// This value is 1, every other 0.
    Positive(String),
    /// A number.
    Numeric,
}

/// A checked template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The kind it reads.
    pub kind: KindId,
    /// The sheet; another one with the same headers will do when they are searched.
    pub sheet: Option<String>,
    /// The header.
    pub header: HeaderAt,
    /// Delimiter, when given.
    pub delimiter: Option<u8>,
    /// Encoding label, when given.
    pub encoding: Option<String>,
    /// Canonical name and place, sorted by name.
    pub columns: Vec<(String, ColumnAt)>,
    /// Columns of visits that are no features.
    pub ignore: Vec<ColumnAt>,
    /// Actions made from the value, in the order of the action words.
    pub rules: Vec<(Action, ValueRule)>,
    /// Words of the file for actions.
    pub action_map: BTreeMap<String, Action>,
    /// How times are written.
    pub time_format: Option<TimeFormat>,
    /// Whether the day stands before the month where the year is last; told by the values when
    /// absent.
    pub day_first: Option<bool>,
    /// The column with the time of day, where the main time column holds only the day.
    pub of_day: Option<ColumnAt>,
    /// Units of columns that do not tell theirs, sorted by name.
    pub units: Vec<(String, UnitWord)>,
    /// The decimal sign; told column by column when absent.
    pub decimal: Option<char>,
    /// What becomes of cells that cannot be read.
    pub bad_cells: BadCells,
    /// How the outcome is read.
    pub outcome: Outcome,
    /// Currency of the amounts.
    pub currency: Option<Currency>,
    /// IANA zone of the times.
    pub time_zone: Option<String>,
    /// Platform the rows belong to.
    pub platform: Option<Platform>,
    /// Name of the account the rows belong to.
    pub account: Option<String>,
}

/// The fields that a time of day goes to, the likeliest first.
pub(super) const MAIN_TIMES: &[&str] =
    &["start_at", "at", "created_at", "paid_at", "session_start", "listed_at"];

impl Template {
    /// A template of a kind that says nothing yet.
    pub fn new(kind: KindId) -> Self {
        Self {
            kind,
            sheet: None,
            header: HeaderAt::Search,
            delimiter: None,
            encoding: None,
            columns: Vec::new(),
            ignore: Vec::new(),
            rules: Vec::new(),
            action_map: BTreeMap::new(),
            time_format: None,
            day_first: None,
            of_day: None,
            units: Vec::new(),
            decimal: None,
            bad_cells: BadCells::Refuse,
            outcome: Outcome::Detect,
            currency: None,
            time_zone: None,
            platform: None,
            account: None,
        }
    }

    /// The headers it names, those that are not used included.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        let used = self.columns.iter().map(|(_, at)| at);
        used.chain(&self.of_day).chain(&self.ignore).filter_map(|at| match at {
            ColumnAt::Header(header) => Some(header.as_str()),
            ColumnAt::Position(_) => None,
        })
    }
}
