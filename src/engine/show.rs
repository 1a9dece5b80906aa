//! Rows as they are, for `fupan show`, CSV export and scripts.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::{Engine, EngineError};
use crate::domain::{
    Cell, ChannelFacts, CommentFacts, EventFacts, IncomeFacts, MinuteFacts, OrderFacts, Record,
    SegmentFacts, SessionId, SessionProduct, SessionProductFacts, Snapshot, SourceCell,
    ViewerFacts, VisitFacts,
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
}

/// Which rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShowFilter {
    /// Only this session.
    pub session: Option<SessionId>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
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
                None => Ok(products(&snapshot)),
            },
            ShowTable::Channels => self.stored::<ChannelFacts>(&snapshot, filter),
            ShowTable::Minutes => self.stored::<MinuteFacts>(&snapshot, filter),
            ShowTable::Segments => self.stored::<SegmentFacts>(&snapshot, filter),
            ShowTable::Orders => self.stored::<OrderFacts>(&snapshot, filter),
            ShowTable::Events => self.stored::<EventFacts>(&snapshot, filter),
            ShowTable::Comments => self.stored::<CommentFacts>(&snapshot, filter),
            ShowTable::Visits => self.visits(&snapshot, filter),
            ShowTable::Viewers => self.stored::<ViewerFacts>(&snapshot, filter),
            ShowTable::Income => self.stored::<IncomeFacts>(&snapshot, filter),
        }
    }

    fn stored<F: Record>(
        &self,
        snapshot: &Snapshot,
        filter: &ShowFilter,
    ) -> Result<Shown, EngineError> {
        let filter = RowFilter {
            session: filter.session,
            from: filter.from,
            to: filter.to,
            ..RowFilter::default()
        };
        let rows = self.store.rows::<F>(&filter)?;
        Ok(rows.iter().map(|row| stored_row(snapshot, row)).collect())
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

fn stored_row<F: Record>(snapshot: &Snapshot, row: &StoredRow<F>) -> Map<String, Value> {
    let account = row.account.and_then(|id| snapshot.account(id));
    let session = row.session.and_then(|id| snapshot.session(id));
    let zone = session
        .map(|s| s.start.time_zone().clone())
        .or_else(|| account.and_then(|account| TimeZone::get(&account.time_zone).ok()));
    let mut shown = Map::new();
    if F::TABLE != ViewerFacts::TABLE {
        shown.insert("session_id".to_owned(), json!(row.session));
        shown.insert("session_start".to_owned(), json!(session.map(|s| rfc3339(&s.start))));
    }
    if matches!(F::TABLE, "order_lines" | "segments" | "events" | "comments") {
        let product = row.product.and_then(|id| snapshot.product(id));
        let id = product.map(|p| p.external_id.clone().unwrap_or_else(|| p.id.0.to_string()));
        shown.insert("product_id".to_owned(), json!(id));
        shown.insert("product_name".to_owned(), json!(product.map(|p| &p.name)));
    }
    facts(&mut shown, &row.facts, zone.as_ref());
    if matches!(F::TABLE, "order_lines" | "channels" | "minutes" | "segments" | "income") {
        let currency = session
            .map(|s| s.currency.0.clone())
            .or_else(|| account.map(|account| account.currency.0.clone()));
        shown.insert("currency".to_owned(), json!(currency));
    }
    shown.insert("source".to_owned(), source(snapshot, Some(&row.origin)));
    shown
}

fn sessions(snapshot: &Snapshot, filter: &ShowFilter) -> Shown {
    snapshot
        .sessions
        .iter()
        .filter(|session| {
            let at = session.start.timestamp();
            filter.session.is_none_or(|id| id == session.id)
                && filter.from.is_none_or(|from| at >= from)
                && filter.to.is_none_or(|to| at < to)
        })
        .map(|session| {
            let account = snapshot.account(session.account);
            let mut shown = Map::new();
            shown.insert("id".to_owned(), json!(session.id));
            shown.insert("session_id".to_owned(), json!(session.external_id));
            shown.insert("platform".to_owned(), json!(session.platform.word()));
            shown.insert("account_name".to_owned(), json!(account.map(|a| &a.name)));
            facts(&mut shown, &session.facts, Some(session.start.time_zone()));
            let host = session.host.and_then(|id| snapshot.host(id));
            shown.insert("host".to_owned(), json!(host.map(|host| &host.name)));
            shown.insert("reported".to_owned(), reported(&session.reported));
            shown.insert("currency".to_owned(), json!(session.currency.0));
            shown.insert("source".to_owned(), source(snapshot, session.origins.first()));
            shown
        })
        .collect()
}

fn session_products(snapshot: &Snapshot, session: SessionId) -> Shown {
    let zone = snapshot.session(session).map(|s| s.start.time_zone().clone());
    let currency = snapshot.session(session).map(|s| s.currency.0.clone());
    snapshot
        .products_of(session)
        .iter()
        .map(|row| {
            let product = snapshot.product(row.product);
            let mut shown = Map::new();
            shown.insert("session_id".to_owned(), json!(session));
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
            shown.insert("currency".to_owned(), json!(currency));
            shown.insert("source".to_owned(), source(snapshot, row.origins.first()));
            shown
        })
        .collect()
}

/// One row per product: the catalogue with the sums over sessions. People are never summed.
fn products(snapshot: &Snapshot) -> Shown {
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
    snapshot
        .products
        .iter()
        .map(|product| {
            let rows: Vec<&SessionProduct> =
                snapshot.session_products.iter().filter(|row| row.product == product.id).collect();
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
                .and_then(|row| snapshot.session(row.session))
                .map(|session| session.currency.0.clone());
            shown.insert("currency".to_owned(), json!(currency));
            let origin = rows.first().and_then(|row| row.origins.first());
            shown.insert("source".to_owned(), source(snapshot, origin));
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

fn source(snapshot: &Snapshot, origin: Option<&SourceCell>) -> Value {
    origin.map_or(Value::Null, |origin| {
        let file = snapshot.sources.iter().find(|source| source.id == origin.source);
        json!({
            "file": file.map(|source| &source.name),
            "sheet": origin.sheet,
            "row": origin.row,
        })
    })
}
