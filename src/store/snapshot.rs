//! The picture the engines read: facts of all live sources merged, newest first.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::undo::{SESSION_WITHOUT_DATA, moment};
use super::{RowFilter, Store, StoreError, StoredRow};
use crate::domain::{
    Account, AccountId, Cell, Channel, ChannelFacts, CommentFacts, Currency, EventFacts, Host,
    HostId, Income, IncomeFacts, NOT_TOLD, Platform, Product, ProductFacts, ProductId, ProductKind,
    Record, Reported, Role, Segment, SegmentFacts, Session, SessionFacts, SessionId,
    SessionProduct, SessionProductFacts, Snapshot, Source, SourceCell, SourceId, VisitFacts,
    spend_of_sessions,
};

impl Store {
    /// Reads one consistent picture of everything the engines work on.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        // One read transaction, so that a writer beside us cannot change it half way.
        let guard = self.connection.unchecked_transaction()?;
        let as_of = self.source_times()?;
        let accounts = self.accounts()?;
        let mut told_by = BTreeMap::new();
        let sessions = self.sessions(&accounts, &as_of, &mut told_by)?;
        let (channels, channel_origins) = self
            .rows::<ChannelFacts>(&RowFilter::default())?
            .into_iter()
            .filter_map(|row| {
                Some((Channel { session: row.session?, facts: row.facts }, row.origin))
            })
            .unzip();
        let (segments, segment_origins) = self
            .rows::<SegmentFacts>(&RowFilter::default())?
            .into_iter()
            .filter_map(|row| {
                let (session, product) = (row.session?, row.product?);
                Some((Segment { session, product, facts: row.facts }, row.origin))
            })
            .unzip();
        let snapshot = Snapshot {
            revision: self.revision()?,
            sources: self.sources()?,
            hosts: self.hosts()?,
            ad_spend: spend_of_sessions(&sessions, &self.ad_periods()?),
            sessions,
            told_by,
            products: self.products(&as_of)?,
            session_products: self.session_products(&as_of)?,
            channels,
            channel_origins,
            segments,
            segment_origins,
            income: self.income(&accounts)?,
            order_lines: self.order_line_count()?,
            events: self.count::<EventFacts>()?,
            comments: self.count::<CommentFacts>()?,
            visits: self.count::<VisitFacts>()?,
            accounts,
        };
        guard.finish()?;
        Ok(snapshot)
    }

    fn source_times(&self) -> Result<BTreeMap<i64, i64>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, as_of FROM sources")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    fn sources(&self) -> Result<Vec<Source>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, coalesce(inner_name, name), kind FROM sources ORDER BY id")?
            .query_map([], |row| {
                Ok(Source { id: SourceId(row.get(0)?), name: row.get(1)?, kind: row.get(2)? })
            })?
            .collect::<Result<_, _>>()?)
    }

    fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, platform, coalesce(name, external_id, ''), currency, time_zone
                 FROM accounts ORDER BY id",
            )?
            .query_map([], |row| {
                Ok(Account {
                    id: AccountId(row.get(0)?),
                    platform: platform(&row.get::<_, String>(1)?),
                    name: row.get(2)?,
                    currency: Currency(row.get(3)?),
                    time_zone: row.get(4)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    fn hosts(&self) -> Result<Vec<Host>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, name FROM hosts ORDER BY id")?
            .query_map([], |row| Ok(Host { id: HostId(row.get(0)?), name: row.get(1)? }))?
            .collect::<Result<_, _>>()?)
    }

    fn sessions(
        &self,
        accounts: &[Account],
        as_of: &BTreeMap<i64, i64>,
        told_by: &mut BTreeMap<SessionId, Vec<u8>>,
    ) -> Result<Vec<Session>, StoreError> {
        let mut reported = self.reported("session_reported")?;
        let mut merged: BTreeMap<i64, Merged<SessionFacts>> = BTreeMap::new();
        self.each_of_sources::<SessionFacts>(&newest_first(as_of), |row| {
            if let Some(SessionId(id)) = row.session {
                let told = told_by
                    .entry(SessionId(id))
                    .or_insert_with(|| vec![NOT_TOLD; SessionFacts::FIELDS.len()]);
                let entry = merged.entry(id).or_default();
                note_teller(told, entry.origins.len(), &row.facts);
                entry.add(row, as_of, &mut reported);
            }
        })?;
        let mut sessions = Vec::new();
        // A session that only a note is left of waits in the store until its files come back.
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id, account_id, external_id, start_at, end_at, host_id FROM sessions
             WHERE NOT ({SESSION_WITHOUT_DATA}) ORDER BY start_at, id",
        ))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let Some(account) = accounts.iter().find(|a| a.id.0 == row.get(1).unwrap_or(-1)) else {
                continue;
            };
            let start = moment(row.get(3)?);
            let Merged { mut facts, reported, origins, as_of } =
                merged.remove(&id).unwrap_or_default();
            facts.start_at.get_or_insert(start);
            if facts.end_at.is_none() {
                facts.end_at = row.get::<_, Option<i64>>(4)?.map(moment);
            }
            sessions.push(Session {
                id: SessionId(id),
                account: account.id,
                platform: account.platform,
                currency: account.currency.clone(),
                external_id: row.get(2)?,
                host: row.get::<_, Option<i64>>(5)?.map(HostId),
                start: zoned(start, &account.time_zone),
                facts,
                reported,
                origins,
                as_of: moment(as_of),
            });
        }
        Ok(sessions)
    }

    fn products(&self, as_of: &BTreeMap<i64, i64>) -> Result<Vec<Product>, StoreError> {
        let mut merged: BTreeMap<i64, Merged<ProductFacts>> = BTreeMap::new();
        self.each_of_sources::<ProductFacts>(&newest_first(as_of), |row| {
            if let Some(ProductId(id)) = row.product {
                merged.entry(id).or_default().add(row, as_of, &mut BTreeMap::new());
            }
        })?;
        let settings = self.all_product_settings()?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, platform, external_id, name FROM products ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut products = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let mut facts = merged.remove(&id).unwrap_or_default().facts;
            let own = settings.get(&id).cloned().unwrap_or_default();
            facts.price = own.price.or(facts.price);
            facts.unit_cost = own.unit_cost.or(facts.unit_cost);
            facts.stock = own.stock.or(facts.stock);
            facts.category = own.category.or(facts.category);
            let role = own.role.or(facts.role.as_deref().and_then(Role::from_word));
            let kind = own
                .kind
                .or(facts.kind.as_deref().and_then(ProductKind::from_word))
                .unwrap_or(ProductKind::Goods);
            products.push(Product {
                id: ProductId(id),
                platform: platform(&row.get::<_, String>(1)?),
                external_id: row.get(2)?,
                name: row.get(3)?,
                facts,
                return_cost: own.return_cost,
                kind,
                role,
            });
        }
        Ok(products)
    }

    fn session_products(
        &self,
        as_of: &BTreeMap<i64, i64>,
    ) -> Result<Vec<SessionProduct>, StoreError> {
        let mut reported = self.reported("session_product_reported")?;
        // The one wide table with many rows: each is written to its place once.
        let mut all: Vec<SessionProduct> = Vec::with_capacity(self.session_product_rows()?);
        let mut places: HashMap<(SessionId, ProductId), usize> = HashMap::new();
        self.each_of_sources::<SessionProductFacts>(&newest_first(as_of), |row| {
            let (Some(session), Some(product)) = (row.session, row.product) else {
                return;
            };
            let at = *places.entry((session, product)).or_insert(all.len());
            let told = reported.remove(&row.id).unwrap_or_default();
            match all.get_mut(at) {
                Some(known) => {
                    known.facts.fill_from(&row.facts);
                    join_reported(&mut known.reported, told);
                    known.origins.push(row.origin);
                }
                None => all.push(SessionProduct {
                    session,
                    product,
                    facts: row.facts,
                    reported: told,
                    origins: vec![row.origin],
                    derived: false,
                }),
            }
        })?;
        let covered: HashSet<SessionId> = places.keys().map(|(session, _)| *session).collect();
        self.products_from_orders(|sold| {
            if !covered.contains(&sold.session) {
                all.push(sold);
            } else if let Some(at) = places.get(&(sold.session, sold.product)) {
                fill_from_orders(&mut all[*at], sold);
            }
        })?;
        all.sort_by_cached_key(|row| (row.session, row.product));
        Ok(all)
    }

    fn income(&self, accounts: &[Account]) -> Result<Vec<Income>, StoreError> {
        let rows = self.rows::<IncomeFacts>(&RowFilter::default())?;
        Ok(rows
            .into_iter()
            .filter_map(|row| {
                let account = accounts.iter().find(|a| Some(a.id) == row.account)?;
                Some(Income {
                    currency: account.currency.clone(),
                    at: zoned(row.facts.at?, &account.time_zone),
                    kind: row
                        .facts
                        .kind
                        .as_deref()
                        .and_then(ProductKind::from_word)
                        .unwrap_or(ProductKind::Goods),
                    amount: row.facts.amount?,
                })
            })
            .collect())
    }

    /// Rows of files; those that are worked out from orders come on top.
    fn session_product_rows(&self) -> Result<usize, StoreError> {
        let count: i64 =
            self.connection
                .query_row("SELECT count(*) FROM session_products", [], |row| row.get(0))?;
        Ok(count as usize)
    }

    fn reported(&self, table: &str) -> Result<BTreeMap<i64, Reported>, StoreError> {
        let mut all: BTreeMap<i64, Reported> = BTreeMap::new();
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT fact_id, name, value FROM {table}"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.entry(row.get(0)?).or_default().push((row.get(1)?, row.get(2)?));
        }
        Ok(all)
    }
}

/// Notes which facts the row with this place among the origins tells that no newer one told.
fn note_teller(told: &mut [u8], at: usize, facts: &SessionFacts) {
    for (index, teller) in told.iter_mut().enumerate() {
        if *teller == NOT_TOLD && facts.get(index) != Cell::Null {
            *teller = at.min(usize::from(NOT_TOLD)) as u8;
        }
    }
}

/// Facts of several sources about one thing.
struct Merged<F> {
    facts: F,
    reported: Reported,
    origins: Vec<SourceCell>,
    as_of: i64,
}

impl<F: Default> Default for Merged<F> {
    fn default() -> Self {
        Self { facts: F::default(), reported: Vec::new(), origins: Vec::new(), as_of: 0 }
    }
}

impl<F: Record> Merged<F> {
    fn add(
        &mut self,
        row: StoredRow<F>,
        as_of: &BTreeMap<i64, i64>,
        reported: &mut BTreeMap<i64, Reported>,
    ) {
        self.facts.fill_from(&row.facts);
        join_reported(&mut self.reported, reported.remove(&row.id).unwrap_or_default());
        self.as_of = self.as_of.max(as_of.get(&row.origin.source.0).copied().unwrap_or_default());
        self.origins.push(row.origin);
    }
}

/// Reported ratios of an older source beside those of newer ones.
fn join_reported(known: &mut Reported, older: Reported) {
    for (name, value) in older {
        if !known.iter().any(|(told, _)| *told == name) {
            known.push((name, value));
        }
    }
}

/// Older exports count created orders only: what was paid stands in the order lines.
fn fill_from_orders(row: &mut SessionProduct, sold: SessionProduct) {
    let facts = &mut row.facts;
    if facts.paid_amount.is_none() && sold.facts.paid_amount.is_some() {
        facts.paid_amount = sold.facts.paid_amount;
        row.origins.extend(sold.origins);
    }
    facts.refund_amount = facts.refund_amount.or(sold.facts.refund_amount);
    facts.refund_orders = facts.refund_orders.or(sold.facts.refund_orders);
}

/// Sources, the newest first; within one moment the later import first. Facts about one thing
/// are merged in this order: what the newest file leaves out stands as an older one told it.
fn newest_first(as_of: &BTreeMap<i64, i64>) -> Vec<i64> {
    let mut sources: Vec<i64> = as_of.keys().copied().collect();
    sources.sort_by_key(|source| std::cmp::Reverse((as_of[source], *source)));
    sources
}

fn platform(word: &str) -> Platform {
    Platform::from_word(word).unwrap_or(Platform::Generic)
}

/// A moment in an account's zone; UTC when the zone is not known here.
fn zoned(at: Timestamp, zone: &str) -> ZonedDateTime {
    at.to_zoned_datetime(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}
