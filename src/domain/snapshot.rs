//! What the engines read: one consistent picture of the store at one revision.
//!
//! Facts of several exports about the same thing are already merged (newest first, missing
//! fields filled from the others). Rows in the millions (minutes, order lines, events,
//! comments, visits) are not here; the store hands those out by query.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ZonedDateTime;

use super::{
    AccountId, ChannelFacts, Currency, HostId, Money, Platform, ProductFacts, ProductId,
    ProductKind, Record, Reported, Role, SegmentFacts, SessionFacts, SessionId,
    SessionProductFacts, SourceId,
};

/// An imported file.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Id.
    pub id: SourceId,
    /// File name without its folder.
    pub name: String,
    /// Kind word, such as `douyin.compass.sessions`.
    pub kind: String,
}

/// The place a number came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCell {
    /// The file.
    pub source: SourceId,
    /// Sheet or inner file.
    pub sheet: String,
    /// Row, from 1.
    pub row: u32,
}

/// One account of one platform.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Id.
    pub id: AccountId,
    /// Platform.
    pub platform: Platform,
    /// Name shown.
    pub name: String,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// IANA time zone of its sessions.
    pub time_zone: String,
}

/// Somebody who presents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Id.
    pub id: HostId,
    /// Name.
    pub name: String,
}

/// One broadcast of one account.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// Account.
    pub account: AccountId,
    /// Platform of the account.
    pub platform: Platform,
    /// Currency of the account.
    pub currency: Currency,
    /// The platform's own id.
    pub external_id: Option<String>,
    /// Host, when known.
    pub host: Option<HostId>,
    /// Start in the account's time zone.
    pub start: ZonedDateTime,
    /// Merged facts.
    pub facts: SessionFacts,
    /// Ratios as reported.
    pub reported: Reported,
    /// Where the facts came from, newest first.
    pub origins: Vec<SourceCell>,
    /// When the newest export about it was made or imported: the refund date.
    pub as_of: jiff::Timestamp,
}

/// Seconds between a session's end and the moment of its export within which the end is only
/// when it was exported.
const STILL_RUNNING: i64 = 60;

impl Session {
    /// Whether the newest export about it was made while it still went on: platforms then write
    /// the moment of the export as its end.
    pub fn is_partial(&self) -> bool {
        self.facts
            .end_at
            .is_some_and(|end| (end.as_second() - self.as_of.as_second()).abs() <= STILL_RUNNING)
    }
}

/// A product with what the merchant said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Id.
    pub id: ProductId,
    /// Platform of its id.
    pub platform: Platform,
    /// The platform's own id.
    pub external_id: Option<String>,
    /// Name.
    pub name: String,
    /// Catalogue facts merged with the merchant's own settings (settings win).
    pub facts: ProductFacts,
    /// Cost of one return, when set.
    pub return_cost: Option<Money>,
    /// What is sold.
    pub kind: ProductKind,
    /// What it is for; `None` until somebody says.
    pub role: Option<Role>,
}

/// What each session took in each quarter of an hour, by quarters since the epoch: its paid
/// order lines, in major units.
pub type Takings = BTreeMap<SessionId, BTreeMap<i64, f64>>;

/// Seconds of one step of [`Takings`].
pub const TAKINGS_STEP: i64 = 900;

/// One product in one session.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionProduct {
    /// Session.
    pub session: SessionId,
    /// Product.
    pub product: ProductId,
    /// Merged facts.
    pub facts: SessionProductFacts,
    /// Ratios as reported.
    pub reported: Reported,
    /// Where the facts came from.
    pub origins: Vec<SourceCell>,
    /// Whether they were counted from order lines because no export of the session lists products.
    pub derived: bool,
}

/// One channel of one session.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Session.
    pub session: SessionId,
    /// Facts.
    pub facts: ChannelFacts,
}

/// One talk segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Session.
    pub session: SessionId,
    /// Product presented.
    pub product: ProductId,
    /// Facts.
    pub facts: SegmentFacts,
}

/// Income that is not an order.
#[derive(Clone, Debug, PartialEq)]
pub struct Income {
    /// Currency of the amount.
    pub currency: Currency,
    /// When, in the account's time zone.
    pub at: ZonedDateTime,
    /// Stream.
    pub kind: ProductKind,
    /// How much.
    pub amount: Money,
}

/// The whole picture at one revision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Grows with every change of the store.
    pub revision: u64,
    /// Files.
    pub sources: Vec<Source>,
    /// Accounts.
    pub accounts: Vec<Account>,
    /// Hosts.
    pub hosts: Vec<Host>,
    /// Sessions by start.
    pub sessions: Vec<Session>,
    /// Products by id.
    pub products: Vec<Product>,
    /// Session × product, by session then product.
    pub session_products: Vec<SessionProduct>,
    /// Channels, by session.
    pub channels: Vec<Channel>,
    /// Where each of the channels stood, in their order.
    pub channel_origins: Vec<SourceCell>,
    /// Talk segments, by session then start.
    pub segments: Vec<Segment>,
    /// Where each of the segments stood, in their order.
    pub segment_origins: Vec<SourceCell>,
    /// Other income by time.
    pub income: Vec<Income>,
    /// Ad spend of sessions whose exports have none, worked out from the ads' hours or days.
    pub ad_spend: BTreeMap<SessionId, Money>,
    /// Order lines in the store.
    pub order_lines: u64,
    /// Events in the store.
    pub events: u64,
    /// Comments in the store.
    pub comments: u64,
    /// Visits in the store.
    pub visits: u64,
    /// For each session and each of its facts in their order the origin that told it: a position
    /// in `Session::origins`, [`NOT_TOLD`] for none.
    pub told_by: BTreeMap<SessionId, Vec<u8>>,
}

/// In [`Snapshot::told_by`]: no origin told this fact.
pub const NOT_TOLD: u8 = u8::MAX;

impl Snapshot {
    /// The session with an id.
    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|s| s.id == id)
    }

    /// The cell's row that told one fact of a session.
    pub fn origin_of<'a>(&self, session: &'a Session, fact: &str) -> Option<&'a SourceCell> {
        let index = SessionFacts::index_of(fact)?;
        let at = *self.told_by.get(&session.id)?.get(index)?;
        session.origins.get(usize::from(at)).filter(|_| at != NOT_TOLD)
    }

    /// The product with an id.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.products.binary_search_by_key(&id, |p| p.id).ok().map(|at| &self.products[at])
    }

    /// The host with an id.
    pub fn host(&self, id: HostId) -> Option<&Host> {
        self.hosts.iter().find(|h| h.id == id)
    }

    /// The account with an id.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|a| a.id == id)
    }

    /// The products of one session.
    pub fn products_of(&self, session: SessionId) -> &[SessionProduct] {
        slice_of(&self.session_products, session, |row| row.session)
    }

    /// The products of one account's shop: those of its sessions, and those of its platform that
    /// no session of another account ever showed.
    pub fn shop_of(&self, account: AccountId) -> BTreeSet<ProductId> {
        let platform = self.accounts.iter().find(|a| a.id == account).map(|a| a.platform);
        let owner: BTreeMap<SessionId, AccountId> =
            self.sessions.iter().map(|session| (session.id, session.account)).collect();
        let listed = self.session_products.iter().map(|row| (row.session, row.product));
        let talked = self.segments.iter().map(|row| (row.session, row.product));
        let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
        for (session, product) in listed.chain(talked) {
            let here = owner.get(&session) == Some(&account);
            if here {
                own.insert(product)
            } else {
                others.insert(product)
            };
        }
        let waiting = self
            .products
            .iter()
            .filter(|product| Some(product.platform) == platform && !others.contains(&product.id));
        own.extend(waiting.map(|product| product.id));
        own
    }

    /// The channels of one session.
    pub fn channels_of(&self, session: SessionId) -> &[Channel] {
        slice_of(&self.channels, session, |row| row.session)
    }

    /// Where the channels of one session stood.
    pub fn channel_origins_of(&self, session: SessionId) -> &[SourceCell] {
        beside(&self.channels, &self.channel_origins, session, |row| row.session)
    }

    /// Where the talk segments of one session stood.
    pub fn segment_origins_of(&self, session: SessionId) -> &[SourceCell] {
        beside(&self.segments, &self.segment_origins, session, |row| row.session)
    }

    /// The talk segments of one session.
    pub fn segments_of(&self, session: SessionId) -> &[Segment] {
        slice_of(&self.segments, session, |row| row.session)
    }
}

/// What stands beside the run of rows of one session.
fn beside<'a, T>(
    rows: &[T],
    origins: &'a [SourceCell],
    session: SessionId,
    key: impl Fn(&T) -> SessionId,
) -> &'a [SourceCell] {
    let from = rows.partition_point(|row| key(row) < session);
    let to = rows.partition_point(|row| key(row) <= session);
    origins.get(from..to).unwrap_or_default()
}

/// The run of rows of one session in a slice that is ordered by session id.
fn slice_of<T>(rows: &[T], session: SessionId, key: impl Fn(&T) -> SessionId) -> &[T] {
    let from = rows.partition_point(|row| key(row) < session);
    let to = rows.partition_point(|row| key(row) <= session);
    &rows[from..to]
}
