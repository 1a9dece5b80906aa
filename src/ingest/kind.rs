//! Kinds of export as data: what their TOML files say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::header::normalise;
use crate::domain::{
    ChannelFacts, CommentFacts, EventFacts, Field, FieldKind, IncomeFacts, MinuteFacts, OrderFacts,
    PeriodFacts, Platform, ProductFacts, Record, RefundFacts, SegmentFacts, SessionFacts,
    SessionProductFacts, ViewerFacts, VisitFacts,
};

/// A kind's stable id, such as `douyin.compass.sessions` or `events`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KindId(pub String);

impl From<&str> for KindId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl fmt::Display for KindId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What one row of a table is about; also the table it goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// One session.
    Sessions,
    /// One product in one session.
    SessionProducts,
    /// One channel of one session.
    Channels,
    /// One point of a session's time curve.
    Minutes,
    /// One stretch of talk.
    Segments,
    /// One order line.
    Orders,
    /// One after-sale case of an order line.
    Refunds,
    /// One catalogue product.
    Products,
    /// One viewer.
    Viewers,
    /// One amount of other income.
    Income,
    /// One comment.
    Comments,
    /// One action of a viewer.
    Events,
    /// One visit with an outcome.
    Visits,
    /// One period of a shop, host, product or its ads.
    Periods,
}

impl Grain {
    /// The stable word used in files, JSON and the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sessions => "sessions",
            Self::SessionProducts => "session_products",
            Self::Channels => "channels",
            Self::Minutes => "minutes",
            Self::Segments => "segments",
            Self::Orders => "orders",
            Self::Refunds => "refunds",
            Self::Products => "products",
            Self::Viewers => "viewers",
            Self::Income => "income",
            Self::Comments => "comments",
            Self::Events => "events",
            Self::Visits => "visits",
            Self::Periods => "periods",
        }
    }

    /// The canonical fields of its rows.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Sessions => SessionFacts::FIELDS,
            Self::SessionProducts => SessionProductFacts::FIELDS,
            Self::Channels => ChannelFacts::FIELDS,
            Self::Minutes => MinuteFacts::FIELDS,
            Self::Segments => SegmentFacts::FIELDS,
            Self::Orders => OrderFacts::FIELDS,
            Self::Refunds => RefundFacts::FIELDS,
            Self::Products => ProductFacts::FIELDS,
            Self::Viewers => ViewerFacts::FIELDS,
            Self::Income => IncomeFacts::FIELDS,
            Self::Comments => CommentFacts::FIELDS,
            Self::Events => EventFacts::FIELDS,
            Self::Visits => VisitFacts::FIELDS,
            Self::Periods => PeriodFacts::FIELDS,
        }
    }
}

/// How a kind's file is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One table under one header row.
    #[default]
    Table,
    /// One session in several sheets, each laid out in its own way.
    Workbook,
}

/// A canonical column and the headers it is known by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnDef {
    /// Canonical name.
    pub name: String,
    /// Exported headers, the preferred first. The canonical name itself counts too in generic kinds.
    pub aliases: Vec<String>,
}

/// What tells a kind from the others: normalised headers; alternatives are separated by `|`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Fingerprint {
    pub must: Vec<String>,
    pub must_not: Vec<String>,
    pub sheets: Vec<String>,
}

/// How a bare number in a ratio column is meant; `17.25%` is a percentage anywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BareRatio {
    /// 0.1725 is 17.25 %.
    #[default]
    Fraction,
    /// 17.25 is 17.25 %.
    Percent,
}

/// The unit of a bare number in a duration column without a unit in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeUnit {
    /// Hours.
    Hours,
    /// Minutes.
    Minutes,
    /// Seconds.
    Seconds,
}

impl TimeUnit {
    pub fn seconds(self) -> f64 {
        match self {
            Self::Hours => 3600.0,
            Self::Minutes => 60.0,
            Self::Seconds => 1.0,
        }
    }
}

/// How a reported figure is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportedAs {
    Ratio,
    Money,
    Number,
}

/// What a column is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// Field `index` of the grain's record.
    Field { index: usize, name: &'static str, kind: FieldKind },
    /// A reference to a session, product or account, by its canonical name.
    Ref(&'static str),
    /// A ratio that is kept beside the recomputed one.
    Reported { name: String, how: ReportedAs },
    /// A person's id: read for the keyed hash and for nothing else.
    Identity { rank: usize },
    /// Personal: never read.
    Drop,
    /// Known, of no use.
    Ignore,
}

/// The names of references, as kinds and templates write them.
pub(super) const REFS: &[&str] = &[
    "session_id",
    "session_start",
    "time_range",
    "account_id",
    "account_name",
    "platform",
    "currency",
    "country",
    "product_id",
    "product_name",
];

/// The columns of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableSpec {
    /// Normalised header → its purpose and its rank among the aliases of the same purpose.
    pub aliases: BTreeMap<String, (Target, usize)>,
    pub require: Vec<String>,
    pub columns: Vec<ColumnDef>,
    pub dropped: Vec<String>,
    /// Headers of no alias are of no use: the kind has no place for them, whatever they are.
    pub ignore_rest: bool,
}

impl TableSpec {
    /// The purpose of a canonical name in this table, for templates.
    pub fn target_of(&self, grain: Grain, name: &str) -> Option<Target> {
        target(grain, name).or_else(|| self.aliases.get(&normalise(name)).map(|(t, _)| t.clone()))
    }
}

/// One sheet of a workbook kind.
#[derive(Clone, Debug)]
pub(super) struct SheetSpec {
    pub names: Vec<String>,
    pub grain: Grain,
    /// `pairs` (names beside or above their values), `table` or `nested`.
    pub shape: SheetShape,
    pub table: TableSpec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SheetShape {
    Pairs,
    Table,
    Nested,
    /// Known and of no use.
    Ignored,
}

/// Words as they are compared.
fn normalised<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let words = Vec::<String>::deserialize(from)?;
    Ok(words.iter().map(|word| normalise(word)).collect())
}

/// Status words of an order export, compared after normalising.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StatusWords {
    /// Never paid.
    #[serde(deserialize_with = "normalised")]
    pub unpaid: Vec<String>,
    /// Closed or cancelled.
    #[serde(deserialize_with = "normalised")]
    pub closed: Vec<String>,
    /// After-sale words that mean the line was refunded in full.
    #[serde(deserialize_with = "normalised")]
    pub refunded: Vec<String>,
    /// After-sale words that mean nothing went back so far.
    #[serde(deserialize_with = "normalised")]
    pub waiting: Vec<String>,
}

/// Values of a traffic or channel column and what they mean, compared after normalising.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GroupWords {
    #[serde(deserialize_with = "normalised")]
    pub natural: Vec<String>,
    #[serde(deserialize_with = "normalised")]
    pub paid: Vec<String>,
    /// Rows that add up all the others.
    #[serde(deserialize_with = "normalised")]
    pub total: Vec<String>,
    /// Rows that add up the natural or the paid channels when those stand beside them.
    #[serde(deserialize_with = "normalised")]
    pub parents: Vec<String>,
}

/// What a kind of export looks like. Serialises what people may know of it.
#[derive(Clone, Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "keys of a file, each a wish of its own")]
pub struct KindDef {
    /// Its id.
    pub id: KindId,
    /// Where it comes from.
    pub platform: Platform,
    /// What a row is about; in a workbook the main table.
    pub grain: Grain,
    /// How the file is laid out.
    pub layout: Layout,
    /// Whether it is a person's own table, for which templates exist.
    pub generic: bool,
    /// Whether a person added it.
    pub own: bool,
    /// The kind that is built in and steps back for it.
    pub replaces: Option<String>,
    /// Exports of one group replace each other for the same session.
    pub merge_group: String,
    /// Known columns with their headers.
    pub columns: Vec<ColumnDef>,
    /// Personal headers that are never stored.
    pub dropped: Vec<String>,
    #[serde(skip)]
    pub(super) fingerprint: Fingerprint,
    #[serde(skip)]
    pub(super) priority: i32,
    #[serde(skip)]
    pub(super) currency: Option<String>,
    #[serde(skip)]
    pub(super) time_zone: Option<String>,
    #[serde(skip)]
    pub(super) bare_ratio: BareRatio,
    #[serde(skip)]
    pub(super) day_first: Option<bool>,
    #[serde(skip)]
    pub(super) needs_session: bool,
    /// What belongs to a whole order: fields, `currency`, `viewer`.
    #[serde(skip)]
    pub(super) order_level: Vec<String>,
    /// Whether a row is a whole order; its line is then known by the order's id, as platforms
    /// know the only line of an order.
    #[serde(skip)]
    pub(super) whole_orders: bool,
    /// What joins the names of several products in one cell.
    #[serde(skip)]
    pub(super) joined_names: Option<String>,
    /// Values of identity columns that mean no one in particular, such as guests.
    #[serde(skip)]
    pub(super) nobody: Vec<String>,
    #[serde(skip)]
    pub(super) units: BTreeMap<String, TimeUnit>,
    /// Figures that add up over rows about the same session.
    #[serde(skip)]
    pub(super) add_up: Vec<String>,
    /// What its figures of periods are of, and how long these are.
    #[serde(skip)]
    pub(super) period: Option<PeriodSpec>,
    /// Names of the files that come with it in one archive, which alone look like something else.
    #[serde(skip)]
    pub(super) beside: Vec<String>,
    #[serde(skip)]
    pub(super) table: TableSpec,
    #[serde(skip)]
    pub(super) sheets: Vec<SheetSpec>,
    #[serde(skip)]
    pub(super) status: StatusWords,
    #[serde(skip)]
    pub(super) groups: GroupWords,
}

/// Figures of periods in a file: of what, and how long each is.
#[derive(Clone, Debug)]
pub(super) struct PeriodSpec {
    /// The subject's word.
    pub subject: String,
    /// From one row's moment to its end.
    pub step: PeriodStep,
    /// The figures' own columns, where the rows are about something else too (products).
    pub figures: Option<TableSpec>,
}

/// How long a row's period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PeriodStep {
    /// An hour from its moment.
    Hour,
    /// A day.
    Day,
    /// The month of its moment.
    Month,
    /// What the rows above the header or the file's name say, the same for every row.
    File,
    /// From its day to the file's end or the export: a video.
    Since,
}

impl KindDef {
    /// Whether its rows are of months.
    pub(super) fn is_by_month(&self) -> bool {
        self.period.as_ref().is_some_and(|period| period.step == PeriodStep::Month)
    }

    /// The facts about whole sessions that it has columns for; none for a kind about something
    /// else.
    pub fn session_facts(&self) -> BTreeSet<String> {
        let tables: Vec<&TableSpec> = match self.layout {
            Layout::Table if self.grain == Grain::Sessions => vec![&self.table],
            Layout::Table => Vec::new(),
            Layout::Workbook => self
                .sheets
                .iter()
                .filter(|sheet| sheet.grain == Grain::Sessions)
                .map(|sheet| &sheet.table)
                .collect(),
        };
        tables
            .into_iter()
            .flat_map(|table| &table.columns)
            .filter(|column| SessionFacts::index_of(&column.name).is_some())
            .map(|column| column.name.clone())
            .collect()
    }
}

/// The purpose of a canonical name.
pub(super) fn target(grain: Grain, name: &str) -> Option<Target> {
    if name == "viewer" && !matches!(grain, Grain::Sessions) {
        return Some(Target::Identity { rank: 0 });
    }
    let fields = grain.fields();
    // Keyed hashes are made by the store; no column fills them.
    if let Some(index) = fields.iter().position(|f| f.name == name)
        && !matches!(name, "buyer_key" | "viewer_key" | "features")
    {
        return Some(Target::Field { index, name: fields[index].name, kind: fields[index].kind });
    }
    REFS.iter().find(|r| **r == name).map(|r| Target::Ref(r))
}
