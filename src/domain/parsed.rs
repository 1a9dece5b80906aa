//! What the importer hands to the store: typed rows that name their session, product and
//! viewer the way the file does, and that know where they stood.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use super::{
    ChannelFacts, CommentFacts, Currency, EventTable, IncomeFacts, MinuteFacts, OrderFacts,
    PeriodFacts, Platform, ProductFacts, RefundFacts, SegmentFacts, SessionFacts,
    SessionProductFacts, ViewerFacts, VisitFacts,
};

/// Where a row stood in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Sheet or inner file; empty for a plain file.
    pub sheet: Arc<str>,
    /// Row as a spreadsheet counts, from 1.
    pub row: u32,
}

/// The account a row belongs to, as the file names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountRef {
    /// Platform.
    pub platform: Platform,
    /// Id as exported (may be masked); `None` when the file names no account.
    pub external_id: Option<String>,
    /// Name as exported.
    pub name: Option<String>,
    /// Currency found in header, cells or country.
    pub currency: Currency,
    /// IANA zone the file's local times are in.
    pub time_zone: String,
}

/// The session a row belongs to, as the file names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionRef {
    /// Its account.
    pub account: AccountRef,
    /// Room or session id, when the platform exports one.
    pub external_id: Option<String>,
    /// Start, when the file has it; with the account the key when there is no id.
    pub start_at: Option<Timestamp>,
}

/// The product a row is about, as the file names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProductRef {
    /// Platform whose id it is.
    pub platform: Platform,
    /// Id as text.
    pub external_id: Option<String>,
    /// Name.
    pub name: Option<String>,
}

/// A person's id as it stood in a file. Hashed before it reaches the store; never printed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawIdentity(pub String);

impl fmt::Debug for RawIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawIdentity(…)")
    }
}

/// Ratios as the export reports them: canonical or exported name and value.
pub type Reported = Vec<(String, f64)>;

/// One typed row with its references.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedRow<F> {
    /// Where it stood.
    pub origin: Origin,
    /// Its account, for rows that belong to no single session (orders, income, products).
    pub account: Option<AccountRef>,
    /// Its session, when the file says.
    pub session: Option<SessionRef>,
    /// Its product, when it is about one.
    pub product: Option<ProductRef>,
    /// Its viewer or buyer, when the file has an unmasked id.
    pub identity: Option<RawIdentity>,
    /// The facts.
    pub facts: F,
    /// Reported ratios.
    pub reported: Reported,
}

impl<F> ParsedRow<F> {
    /// A row with facts and a place, and no references yet.
    pub fn new(origin: Origin, facts: F) -> Self {
        Self {
            origin,
            account: None,
            session: None,
            product: None,
            identity: None,
            facts,
            reported: Vec::new(),
        }
    }
}

/// Everything one file holds, by grain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedTables {
    /// Sessions.
    pub sessions: Vec<ParsedRow<SessionFacts>>,
    /// Session × product.
    pub session_products: Vec<ParsedRow<SessionProductFacts>>,
    /// Channels.
    pub channels: Vec<ParsedRow<ChannelFacts>>,
    /// Minutes.
    pub minutes: Vec<ParsedRow<MinuteFacts>>,
    /// Talk segments.
    pub segments: Vec<ParsedRow<SegmentFacts>>,
    /// Order lines.
    pub orders: Vec<ParsedRow<OrderFacts>>,
    /// Refunds in a file of their own.
    pub refunds: Vec<ParsedRow<RefundFacts>>,
    /// Catalogue rows.
    pub products: Vec<ParsedRow<ProductFacts>>,
    /// Viewers.
    pub viewers: Vec<ParsedRow<ViewerFacts>>,
    /// Comments.
    pub comments: Vec<ParsedRow<CommentFacts>>,
    /// Events.
    pub events: EventTable,
    /// Visits.
    pub visits: Vec<ParsedRow<VisitFacts>>,
    /// Other income.
    pub income: Vec<ParsedRow<IncomeFacts>>,
    /// Figures of periods.
    pub periods: Vec<ParsedRow<PeriodFacts>>,
}

impl ParsedTables {
    /// Rows of all grains together.
    pub fn len(&self) -> usize {
        self.sessions.len()
            + self.session_products.len()
            + self.channels.len()
            + self.minutes.len()
            + self.segments.len()
            + self.orders.len()
            + self.refunds.len()
            + self.products.len()
            + self.viewers.len()
            + self.comments.len()
            + self.events.len()
            + self.visits.len()
            + self.income.len()
            + self.periods.len()
    }

    /// Whether no row was read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
