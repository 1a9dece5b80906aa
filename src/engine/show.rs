//! Rows as they are, for `fupan show`, CSV export and scripts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{Engine, EngineError};
use crate::domain::{
    AccountId, Cell, ChannelFacts, CommentFacts, EventFacts, IncomeFacts, MinuteFacts, OrderFacts,
    PeriodFacts, ProductFacts, ProductId, Record, SegmentFacts, Session, SessionId, SessionProduct,
    SessionProductFacts, Snapshot, SourceCell, SourceId, ViewerFacts, VisitFacts, exposure,
};
use crate::store::{RowFilter, StoredRow};

/// A table that can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowTable {
    /// One row per session, facts of all files merged.
    Sessions,
    /// One row per product; with a session that session's products.
    Products,
    /// Channels.
    Channels,
    /// Minutes.
    Minutes,
    /// Talk segments.
    Segments,
    /// Order lines.
    Orders,
    /// Events.
    Events,
    /// Comments.
    Comments,
    /// Visits.
    Visits,
    /// Viewers.
    Viewers,
    /// Other income.
    Income,
    /// Figures of hours, days and periods.
    Periods,
    /// Viewers that are no customers, and those a person called customers.
    Flagged,
}

/// Which rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShowFilter {
    /// Only this session.
    pub session: Option<SessionId>,
    /// From this day on, as the account it happened to counts days.
    pub from: Option<Date>,
    /// To this day, included.
    pub to: Option<Date>,
}

impl ShowFilter {
    /// Whether a day is wanted.
    pub(super) fn takes(&self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }

    /// Which rows to read: the days of whatever zone lie within.
    fn widest(&self) -> RowFilter {
        // Zones lie between 14 hours before and 12 hours behind UTC; beyond the calendar's ends
        // there is nothing to leave out.
        let midnight = |day: Date| Some(day.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp());
        let moved = |at: Timestamp, hours: i64| at.checked_add(SignedDuration::from_hours(hours));
        RowFilter {
            session: self.session,
            product: None,
            from: self.from.and_then(midnight).and_then(|at| moved(at, -24).ok()),
            to: self.to.and_then(midnight).and_then(|at| moved(at, 48).ok()),
        }
    }
}

/// What rows name, found at once however many rows and sessions there are.
pub(super) struct Named<'a> {
    snapshot: &'a Snapshot,
    sessions: BTreeMap<SessionId, &'a Session>,
    files: BTreeMap<SourceId, &'a str>,
    zones: BTreeMap<AccountId, TimeZone>,
    /// The zone of every account, when all have the same.
    only_zone: Option<TimeZone>,
}

impl<'a> Named<'a> {
    pub(super) fn of(snapshot: &'a Snapshot) -> Self {
        let accounts = &snapshot.accounts;
        let zones: BTreeMap<AccountId, TimeZone> = accounts
            .iter()
            .filter_map(|account| Some((account.id, TimeZone::get(&account.time_zone).ok()?)))
            .collect();
        let same = accounts.windows(2).all(|two| two[0].time_zone == two[1].time_zone);
        Self {
            snapshot,
            sessions: snapshot.sessions.iter().map(|session| (session.id, session)).collect(),
            files: snapshot.sources.iter().map(|file| (file.id, file.name.as_str())).collect(),
            only_zone: zones.values().next().filter(|_| same).cloned(),
            zones,
        }
    }

    /// The zone of what a row belongs to: its session, else its account, else the only one.
    fn zone_of<F>(&self, row: &StoredRow<F>) -> Option<&TimeZone> {
        let session = row.session.and_then(|id| self.sessions.get(&id));
        session
            .map(|session| session.start.time_zone())
            .or_else(|| self.zones.get(&row.account?))
            .or(self.only_zone.as_ref())
    }

    fn source(&self, origin: Option<&SourceCell>) -> Value {
        origin.map_or(Value::Null, |origin| {
            json!({
                "file": self.files.get(&origin.source),
                "sheet": origin.sheet,
                "row": origin.row,
            })
        })
    }
}

/// Rows as JSON objects with canonical keys, all with the same keys in the same order.
pub type Shown = Vec<Map<String, Value>>;

impl Engine {
    /// The rows of one table.
    pub fn show(&mut self, table: ShowTable, filter: &ShowFilter) -> Result<Shown, EngineError> {
        let snapshot = self.snapshot()?;
        match table {
            ShowTable::Sessions => Ok(sessions(&snapshot, filter)),
            ShowTable::Products => match filter.session {
                Some(session) => Ok(session_products(&snapshot, session)),
                None => {
                    let catalogue = self.store.rows::<ProductFacts>(&RowFilter::default())?;
                    let told = catalogue.into_iter().filter_map(|row| {
                        let product = row.product?;
                        Some((product, row.origin))
                    });
                    Ok(products(&snapshot, &told.collect()))
                }
            },
            ShowTable::Channels => self.stored::<ChannelFacts>(&snapshot, filter),
            ShowTable::Minutes => {
                let mut rows = self.stored::<MinuteFacts>(&snapshot, filter)?;
                rows.extend(self.rebuilt_minutes(&snapshot, filter)?);
                Ok(rows)
            }
            ShowTable::Segments => self.stored::<SegmentFacts>(&snapshot, filter),
            ShowTable::Orders => self.stored::<OrderFacts>(&snapshot, filter),
            ShowTable::Events => self.stored::<EventFacts>(&snapshot, filter),
            ShowTable::Comments => self.stored::<CommentFacts>(&snapshot, filter),
            ShowTable::Visits => self.visits(&snapshot, filter),
            ShowTable::Viewers => self.stored::<ViewerFacts>(&snapshot, filter),
            ShowTable::Income => self.stored::<IncomeFacts>(&snapshot, filter),
            ShowTable::Periods => self.stored::<PeriodFacts>(&snapshot, filter),
            ShowTable::Flagged => self.flagged_rows(),
        }
    }

    fn stored<F: Record>(
        &self,
        snapshot: &Snapshot,
        filter: &ShowFilter,
    ) -> Result<Shown, EngineError> {
        let named = Named::of(snapshot);
        let time = time_of::<F>();
        let rows = self.store.rows::<F>(&filter.widest())?;
        let wanted = |row: &StoredRow<F>, zone: Option<&TimeZone>| {
            let Some(Cell::Time(at)) = time.map(|index| row.facts.get(index)) else {
                // A table without a time has no days; a row without its time lies in none.
                return time.is_none() || (filter.from.is_none() && filter.to.is_none());
            };
            filter.takes(at.to_zoned_datetime(zone.cloned().unwrap_or(TimeZone::UTC)).date())
        };
        Ok(rows
            .iter()
            .filter_map(|row| {
                let zone = named.zone_of(row);
                wanted(row, zone).then(|| stored_row(&named, row, zone))
            })
            .collect())
    }

    fn visits(&self, snapshot: &Snapshot, filter: &ShowFilter) -> Result<Shown, EngineError> {
        let mut shown = self.stored::<VisitFacts>(snapshot, filter)?;
        for row in &mut shown {
            let features = row.get("features").and_then(Value::as_str).map(serde_json::from_str);
            if let Some(Ok(features)) = features {
                row.insert("features".to_owned(), features);
            }
        }
        Ok(shown)
    }
}

/// The id of a session in every table, and what `--session` takes: the platform's, or our own
/// number where the platform gave none.
fn session_id(session: &Session) -> String {
    session.external_id.clone().unwrap_or_else(|| session.id.0.to_string())
}

/// The time by which the rows of a table are found.
fn time_of<F: Record>() -> Option<usize> {
    ["at", "start_at", "created_at"].into_iter().find_map(F::index_of)
}

pub(super) fn stored_row<F: Record>(
    named: &Named<'_>,
    row: &StoredRow<F>,
    zone: Option<&TimeZone>,
) -> Map<String, Value> {
    let snapshot = named.snapshot;
    let account = row.account.and_then(|id| snapshot.account(id));
    let session = row.session.and_then(|id| named.sessions.get(&id).copied());
    let mut shown = Map::new();
    if F::TABLE == PeriodFacts::TABLE {
        let name = account.map(|account| &account.name).filter(|name| !name.is_empty());
        shown.insert("account_name".to_owned(), json!(name));
    } else if F::TABLE != ViewerFacts::TABLE {
        shown.insert("session_id".to_owned(), json!(session.map(session_id)));
        shown.insert("session_start".to_owned(), json!(session.map(|s| rfc3339(&s.start))));
    }
    if matches!(F::TABLE, "order_lines" | "segments" | "events" | "comments" | "periods") {
        let product = row.product.and_then(|id| snapshot.product(id));
        let id = product.map(|p| p.external_id.clone().unwrap_or_else(|| p.id.0.to_string()));
        shown.insert("product_id".to_owned(), json!(id));
        shown.insert("product_name".to_owned(), json!(product.map(|p| &p.name)));
    }
    facts(&mut shown, &row.facts, zone);
    if F::TABLE == MinuteFacts::TABLE {
        shown.insert("derived".to_owned(), json!(false));
    }
    if matches!(
        F::TABLE,
        "order_lines" | "channels" | "minutes" | "segments" | "income" | "periods"
    ) {
        let currency = session
            .map(|s| s.currency.0.clone())
            .or_else(|| account.map(|account| account.currency.0.clone()));
        shown.insert("currency".to_owned(), json!(currency));
    }
    shown.insert("source".to_owned(), named.source(Some(&row.origin)));
    shown
}

fn sessions(snapshot: &Snapshot, filter: &ShowFilter) -> Shown {
    let named = Named::of(snapshot);
    snapshot
        .sessions
        .iter()
        .filter(|session| {
            filter.session.is_none_or(|id| id == session.id) && filter.takes(session.start.date())
        })
        .map(|session| {
            let account = snapshot.account(session.account);
            let mut shown = Map::new();
            shown.insert("id".to_owned(), json!(session.id));
            shown.insert("session_id".to_owned(), json!(session_id(session)));
            shown.insert("platform".to_owned(), json!(session.platform.word()));
            shown.insert("account_name".to_owned(), json!(account.map(|a| &a.name)));
            facts(&mut shown, &session.facts, Some(session.start.time_zone()));
            let host = session.host.and_then(|id| snapshot.host(id));
            shown.insert("host".to_owned(), json!(host.map(|host| &host.name)));
            let spend = snapshot.ad_spend.get(&session.id);
            shown.insert("ad_spend_derived".to_owned(), json!(spend.map(|spend| spend.major())));
            shown.insert("reported".to_owned(), reported(&session.reported));
            shown.insert("currency".to_owned(), json!(session.currency.0));
            shown.insert("source".to_owned(), named.source(session.origins.first()));
            shown
        })
        .collect()
}

fn session_products(snapshot: &Snapshot, session: SessionId) -> Shown {
    let named = Named::of(snapshot);
    let zone = snapshot.session(session).map(|s| s.start.time_zone().clone());
    let currency = snapshot.session(session).map(|s| s.currency.0.clone());
    snapshot
        .products_of(session)
        .iter()
        .map(|row| {
            let product = snapshot.product(row.product);
            let mut shown = Map::new();
            shown.insert("session_id".to_owned(), json!(snapshot.session(session).map(session_id)));
            shown.insert(
                "product_id".to_owned(),
                json!(
                    product
                        .map(|p| { p.external_id.clone().unwrap_or_else(|| p.id.0.to_string()) })
                ),
            );
            shown.insert("product_name".to_owned(), json!(product.map(|p| &p.name)));
            facts(&mut shown, &row.facts, zone.as_ref());
            shown.insert("reported".to_owned(), reported(&row.reported));
            shown.insert("derived".to_owned(), json!(row.derived));
            shown.insert("impr_uv_estimated".to_owned(), json!(exposure(row)));
            shown.insert("currency".to_owned(), json!(currency));
            shown.insert("source".to_owned(), named.source(row.origins.first()));
            shown
        })
        .collect()
}

/// One row per product: the catalogue with the sums over sessions. People are never summed.
fn products(snapshot: &Snapshot, catalogue: &BTreeMap<ProductId, SourceCell>) -> Shown {
    const SUMMED: [&str; 12] = [
        "impr_pv",
        "click_pv",
        "cart_adds",
        "orders",
        "sku_orders",
        "items",
        "gmv",
        "paid_amount",
        "refund_amount",
        "refund_orders",
        "refund_pre_amount",
        "refund_post_amount",
    ];
    let named = Named::of(snapshot);
    let mut of_product: BTreeMap<ProductId, Vec<&SessionProduct>> = BTreeMap::new();
    for row in &snapshot.session_products {
        of_product.entry(row.product).or_default().push(row);
    }
    snapshot
        .products
        .iter()
        .map(|product| {
            let rows = of_product.remove(&product.id).unwrap_or_default();
            let mut shown = Map::new();
            shown.insert("id".to_owned(), json!(product.id));
            shown.insert("product_id".to_owned(), json!(product.external_id));
            shown.insert("product_name".to_owned(), json!(product.name));
            shown.insert("platform".to_owned(), json!(product.platform.word()));
            facts(&mut shown, &product.facts, None);
            shown.insert("kind".to_owned(), json!(product.kind.word()));
            shown.insert("role".to_owned(), json!(product.role.map(crate::domain::Role::word)));
            shown.insert(
                "return_cost".to_owned(),
                json!(product.return_cost.map(crate::domain::Money::major)),
            );
            shown.insert("sessions".to_owned(), json!(rows.len()));
            for name in SUMMED {
                let Some(index) = SessionProductFacts::index_of(name) else {
                    continue;
                };
                let total = rows.iter().map(|row| row.facts.get(index)).fold(
                    Cell::Null,
                    |sum, cell| match (sum, cell) {
                        (Cell::Null, cell) => cell,
                        (sum, Cell::Null) => sum,
                        (Cell::Int(a), Cell::Int(b)) => Cell::Int(a + b),
                        (Cell::Money(a), Cell::Money(b)) => Cell::Money(a + b),
                        (sum, _) => sum,
                    },
                );
                shown.insert(name.to_owned(), json_cell(total, None));
            }
            let currency = rows
                .first()
                .and_then(|row| named.sessions.get(&row.session))
                .map(|session| session.currency.0.clone());
            shown.insert("currency".to_owned(), json!(currency));
            let sold = rows.first().and_then(|row| row.origins.first());
            // A product that no session had is told by the row that gave it a name.
            let origin = sold.or_else(|| catalogue.get(&product.id));
            shown.insert("source".to_owned(), named.source(origin));
            shown
        })
        .collect()
}

fn facts<F: Record>(shown: &mut Map<String, Value>, facts: &F, zone: Option<&TimeZone>) {
    for (index, field) in F::FIELDS.iter().enumerate() {
        shown.insert(field.name.to_owned(), json_cell(facts.get(index), zone));
    }
}

/// Amounts in major units, times with offset, missing as null.
fn json_cell(cell: Cell, zone: Option<&TimeZone>) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(value) => json!(value),
        Cell::Money(value) => json!(value.major()),
        Cell::Real(value) => json!(value),
        Cell::Text(value) => json!(value),
        Cell::Time(value) => {
            json!(rfc3339(&value.to_zoned_datetime(zone.cloned().unwrap_or(TimeZone::UTC))))
        }
    }
}

fn rfc3339(at: &jiff::ZonedDateTime) -> String {
    at.timestamp().display_with_offset(at.offset()).to_string()
}

fn reported(reported: &[(String, f64)]) -> Value {
    reported.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>().into()
}
