//! One import: every file of a confirmed batch in one transaction.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::hash::{Hash, Hasher};

use jiff::Timestamp;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use rusqlite::{Transaction, params};

use super::resolve::{Resolver, describe_sessions};
use super::source::{SourceCounts, SourceMeta};
use super::stop::{Listening, Stop};
use super::{Store, StoreError, attach, events, open, refunds, remarks, sums};
use crate::domain::{
    Cell, CommentFacts, EventTable, ImportId, IncomeFacts, Job, MinuteFacts, OrderFacts, ParsedRow,
    ParsedTables, PeriodFacts, Record, RefundFacts, Reject, SessionFacts, SessionProductFacts,
    SourceId, ViewerFacts, VisitFacts,
};

/// An import in progress. Dropped without `commit`, it leaves no trace.
pub struct ImportTx<'store> {
    // Goes first: taking the transaction back must not be stopped.
    listening: Option<Listening>,
    stop: Stop,
    pub(super) transaction: Transaction<'store>,
    import: i64,
    now: Timestamp,
    /// The sessions before it.
    sessions: i64,
    resolver: Resolver,
    /// Only what would change is wanted.
    counting: bool,
    /// The indexes of the events are gone until the end.
    loose_events: bool,
    /// Rows that name no session although their table needs one, by file: what to say of them.
    pub(super) homeless: BTreeMap<i64, Vec<Reject>>,
}

impl Store {
    /// Starts an import.
    pub fn begin_import(&mut self, now: Timestamp) -> Result<ImportTx<'_>, StoreError> {
        let stop = self.stop.clone();
        events::sort_on_disk(&self.connection)?;
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction
            .execute("INSERT INTO imports (at) VALUES (?1)", params![now.as_millisecond()])?;
        let import = transaction.last_insert_rowid();
        let sessions = attach::sessions_mark(&transaction)?;
        Ok(ImportTx {
            listening: None,
            stop,
            transaction,
            import,
            now,
            sessions,
            resolver: Resolver::default(),
            counting: false,
            loose_events: false,
            homeless: BTreeMap::new(),
        })
    }

    /// The import that already holds a file with these bytes, unless it was undone or rows of it
    /// found no session then.
    pub fn import_of(&self, sha256: &str) -> Result<Option<ImportId>, StoreError> {
        use rusqlite::OptionalExtension as _;
        Ok(self
            .connection
            .prepare_cached(
                "SELECT i.id FROM sources s JOIN imports i ON i.id = s.import_id
                 WHERE s.sha256 = ?1 AND i.undone_at IS NULL
                 AND s.rows_stored >= s.rows_read - s.rows_skipped - s.rows_rejected
                 ORDER BY i.id LIMIT 1",
            )?
            .query_row([sha256], |row| row.get(0).map(ImportId))
            .optional()?)
    }
}

/// Where a row belongs, once its names are resolved.
#[derive(Clone, Copy, Default)]
struct Place {
    account: Option<i64>,
    session: Option<i64>,
    product: Option<i64>,
}

impl ImportTx<'_> {
    /// Only counts what each file would change. Rows that no other row can be the same thing as
    /// need not be written for that; the transaction must not be committed.
    #[must_use]
    pub fn only_counting(mut self) -> Self {
        self.counting = true;
        self
    }

    /// Stops even within a long statement when the job is asked to.
    pub fn listen_to(&mut self, job: &Job) {
        self.listening = Some(self.stop.listen(job));
    }

    /// Writes one file.
    pub fn add_source(
        &mut self,
        job: &Job,
        meta: &SourceMeta,
        tables: &ParsedTables,
    ) -> Result<(SourceId, SourceCounts), StoreError> {
        self.transaction.execute(
            "INSERT INTO sources (import_id, name, inner_name, sha256, size, kind, platform,
                    encoding, as_of, rows_read, rows_skipped, rows_rejected, remarks)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                self.import,
                meta.name,
                meta.inner_name,
                meta.sha256,
                meta.size as i64,
                meta.kind,
                meta.platform,
                meta.encoding,
                meta.as_of.unwrap_or(self.now).as_millisecond(),
                meta.rows_read as i64,
                meta.rows_skipped as i64,
                meta.rows_rejected as i64,
                meta.remarks
            ],
        )?;
        let source = self.transaction.last_insert_rowid();
        let mut counts = SourceCounts::default();
        let group = meta.merge_group.as_str();
        let mut written = Vec::new();
        let mut writer =
            Writer { tx: self, job, source, meta, counts: &mut counts, written: &mut written };

        writer.rows(&tables.products, |row, place| {
            place.product.map_or_else(|| unique(source, row), |id| format!("{id}|{group}"))
        })?;
        writer.rows(&tables.sessions, |row, place| match place.session {
            Some(id) => format!("{id}|{group}"),
            None => unique(source, row),
        })?;
        if !tables.sessions.is_empty() {
            // Rows that follow, here or in the next file, may find their session by its end.
            let db = &writer.tx.transaction;
            describe_sessions(db, sessions_of(db, OF_SOURCE, source)?)?;
        }
        writer.rows(&tables.session_products, |row, place| {
            match (place.session, place.product) {
                (Some(session), Some(product)) => format!("{session}|{product}|{group}"),
                _ => unique(source, row),
            }
        })?;
        writer.rows(&tables.channels, |row, place| match (place.session, &row.facts.channel) {
            (Some(session), Some(channel)) => format!("{session}|{channel}"),
            _ => unique(source, row),
        })?;
        writer.rows(&tables.minutes, |row, place| match (place.session, row.facts.at) {
            (Some(session), Some(at)) => format!("{session}|{}", at.as_millisecond() / 60_000),
            _ => unique(source, row),
        })?;
        writer.rows(&tables.segments, |row, place| {
            match (place.session, place.product, row.facts.start_at) {
                (Some(session), Some(product), Some(at)) => {
                    format!("{session}|{product}|{}", at.as_millisecond())
                }
                _ => unique(source, row),
            }
        })?;
        writer.rows::<OrderFacts>(&tables.orders, |row, _| match &row.facts.line_id {
            // A line's number may be counted anew in every order.
            Some(line) => {
                let order = row.facts.order_id.as_deref().unwrap_or_default();
                let own = if attach::has_own_lines(&meta.kind) { "|own" } else { "" };
                format!("{}|{order}|{line}{own}", meta.platform)
            }
            None => unique(source, row),
        })?;
        writer.rows::<RefundFacts>(&tables.refunds, |row, _| match &row.facts.refund_id {
            Some(case) => {
                // One case may be about several lines.
                let line = row.facts.line_id.as_deref().unwrap_or_default();
                format!("{}|{case}|{line}", meta.platform)
            }
            None => unique(source, row),
        })?;
        writer.rows::<ViewerFacts>(&tables.viewers, |row, _| match &row.facts.viewer_key {
            Some(key) => key.clone(),
            None => unique(source, row),
        })?;
        // Without a natural key, identical rows are kept: the file's bytes are what repeats.
        writer.rows::<CommentFacts>(&tables.comments, |row, _| unique(source, row))?;
        writer.events(&tables.events)?;
        writer.rows::<VisitFacts>(&tables.visits, |row, _| unique(source, row))?;
        writer.rows::<IncomeFacts>(&tables.income, |row, place| {
            let at = row.facts.at.map_or(0, Timestamp::as_millisecond);
            let kind = row.facts.kind.as_deref().unwrap_or("");
            format!("{}|{at}|{kind}", place.account.unwrap_or(0))
        })?;
        writer.rows::<PeriodFacts>(&tables.periods, |row, place| {
            let facts = &row.facts;
            let moment = |at: Option<Timestamp>| at.map_or(0, Timestamp::as_millisecond);
            let word = |text: &Option<String>| text.clone().unwrap_or_default();
            // Whatever a video is called meanwhile, and however long it is out, its newest figures
            // count.
            if let Some(id) = &facts.subject_id {
                let (account, start) = (place.account.unwrap_or(0), moment(facts.start_at));
                return format!("{account}|{group}|{}|#{id}|{start}", word(&facts.subject));
            }
            format!(
                "{}|{group}|{}|{}|{}|{}|{}",
                place.account.unwrap_or(0),
                word(&facts.subject),
                word(&facts.subject_name),
                place.product.unwrap_or(0),
                moment(facts.start_at),
                moment(facts.end_at)
            )
        })?;

        for table in written {
            counts.replaced += attach::supersede(&self.transaction, table, source)?;
        }
        self.transaction.execute(
            "UPDATE sources SET rows_stored = ?2, rows_replaced = ?3 WHERE id = ?1",
            params![source, counts.stored as i64, counts.replaced as i64],
        )?;
        Ok((SourceId(source), counts))
    }

    /// Sessions so far, this import's included.
    pub fn session_count(&self) -> Result<u64, StoreError> {
        Ok(self
            .transaction
            .query_row("SELECT count(*) FROM sessions", [], |row| row.get::<_, i64>(0))?
            as u64)
    }

    /// Attaches what has only a time to its session, and makes the whole import visible.
    /// Returns the import and, by file, the number of order lines that belong to no known session,
    /// or of refunds that belong to no known order.
    /// A file that left nothing in the store is not remembered: mended or read another way, it
    /// may come again. An import of such files alone is none.
    pub fn commit(mut self) -> Result<(Option<ImportId>, BTreeMap<SourceId, u64>), StoreError> {
        debug_assert!(!self.counting, "a count is not an import");
        let db = &self.transaction;
        if self.loose_events {
            events::make_indexes(db)?;
        }
        db.execute("DELETE FROM sources WHERE import_id = ?1 AND rows_stored = 0", [self.import])?;
        let files: i64 = db.query_row(
            "SELECT count(*) FROM sources WHERE import_id = ?1",
            [self.import],
            |row| row.get(0),
        )?;
        if files == 0 {
            return Ok((None, BTreeMap::new()));
        }
        if attach::brings_orders(db, self.import)? {
            attach::orders_told_twice_step_back(db)?;
        }
        refunds::tell(db)?;
        if attach::sessions_mark(db)? != self.sessions {
            attach::forget_times(db)?;
            events::find_sessions(db)?;
        }
        attach::by_time(db)?;
        let mut homeless = attach::orders_without_session(db, Some(self.import))?;
        homeless.extend(refunds::without_order(db, Some(self.import))?);
        sums::refresh(db)?;
        open::bump_revision(db)?;
        // From here on it is done or not, and not stopped half way.
        self.listening = None;
        self.transaction.commit()?;
        Ok((Some(ImportId(self.import)), homeless))
    }
}

/// The facts of one file, for [`sessions_of`].
const OF_SOURCE: &str = "= ?1";
/// The facts of every file of an import, for [`sessions_of`].
pub(super) const OF_IMPORT: &str = "IN (SELECT id FROM sources WHERE import_id = ?1)";

/// The sessions that a file or a whole import has facts of.
pub(super) fn sessions_of(
    db: &rusqlite::Connection,
    sources: &'static str,
    id: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT DISTINCT session_id FROM session_facts
             WHERE session_id IS NOT NULL AND source_id {sources}"
        ))?
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

fn unique<F>(source: i64, row: &ParsedRow<F>) -> String {
    format!("{source}:{}:{}", row.origin.sheet, row.origin.row)
}

struct Writer<'a, 'store> {
    tx: &'a mut ImportTx<'store>,
    job: &'a Job,
    source: i64,
    meta: &'a SourceMeta,
    counts: &'a mut SourceCounts,
    /// Tables with rows of this file whose keys other files may have too.
    written: &'a mut Vec<&'static str>,
}

impl Writer<'_, '_> {
    fn rows<F: Record + 'static>(
        &mut self,
        rows: &[ParsedRow<F>],
        key: impl Fn(&ParsedRow<F>, Place) -> String,
    ) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        if attach::has_natural_key(F::TABLE) {
            self.written.push(F::TABLE);
        }
        // Rows of one file that look alike are several things, not one thing told twice.
        let numbered = attach::counts_rows(F::TABLE);
        let mut seen: HashMap<u64, u32> = HashMap::new();
        let total = rows.len() as u64;
        let ImportTx { transaction: db, resolver, counting, homeless, .. } = &mut *self.tx;
        let mut statement = db.prepare_cached(&insert_sql::<F>())?;
        for (done, row) in rows.iter().enumerate() {
            if done % 256 == 0 {
                self.job.check()?;
                self.job.report("write", self.meta.name.clone(), done as u64, total);
            }
            let place = place(db, resolver, self.meta, row)?;
            if place.session.is_none() && attach::needs_session(F::TABLE) {
                self.counts.homeless += 1;
                remarks::add_homeless(homeless.entry(self.source).or_default(), &row.origin);
                continue;
            }
            if *counting && !attach::has_natural_key(F::TABLE) {
                self.counts.stored += 1;
                continue;
            }
            let mut key = key(row, place);
            if numbered {
                let mut hasher = DefaultHasher::new();
                key.hash(&mut hasher);
                let times = seen.entry(hasher.finish()).or_insert(0_u32);
                *times += 1;
                if *times > 1 {
                    let _ = write!(key, "#{times}");
                }
            }
            let mut values: Vec<CellSql> = Vec::with_capacity(F::FIELDS.len() + 7);
            values.extend([
                CellSql(Cell::Int(self.source)),
                CellSql(Cell::Text(row.origin.sheet.to_string())),
                CellSql(Cell::Int(i64::from(row.origin.row))),
                CellSql(Cell::Text(key)),
                CellSql(place.account.map_or(Cell::Null, Cell::Int)),
                CellSql(place.session.map_or(Cell::Null, Cell::Int)),
                CellSql(place.product.map_or(Cell::Null, Cell::Int)),
            ]);
            values.extend((0..F::FIELDS.len()).map(|index| CellSql(row.facts.get(index))));
            statement.execute(rusqlite::params_from_iter(&values))?;
            self.counts.stored += 1;
            // Only sessions and their products are shown beside what the platform reports.
            let beside = match F::TABLE {
                SessionFacts::TABLE => Some("session_reported"),
                SessionProductFacts::TABLE => Some("session_product_reported"),
                _ => None,
            };
            if let Some(table) = beside.filter(|_| !row.reported.is_empty()) {
                let fact = db.last_insert_rowid();
                let mut statement = db.prepare_cached(&format!(
                    "INSERT OR REPLACE INTO {table} (fact_id, name, value) VALUES (?1, ?2, ?3)"
                ))?;
                for (name, value) in row.reported.iter().filter(|(_, value)| value.is_finite()) {
                    statement.execute(params![fact, name, value])?;
                }
            }
        }
        Ok(())
    }
}

impl Writer<'_, '_> {
    fn events(&mut self, table: &EventTable) -> Result<(), StoreError> {
        let ImportTx { transaction: db, resolver, counting, loose_events, .. } = &mut *self.tx;
        if *counting {
            self.counts.stored += events::count(db, resolver, table)?;
            return Ok(());
        }
        if !*loose_events && !table.is_empty() {
            *loose_events = events::drop_indexes(db, table.len() as u64)?;
        }
        self.counts.stored +=
            events::write(db, resolver, self.job, self.meta, self.source, table, !*loose_events)?;
        Ok(())
    }
}

/// Finds or makes what a row names.
fn place<F: Record>(
    db: &Transaction<'_>,
    resolver: &mut Resolver,
    meta: &SourceMeta,
    row: &ParsedRow<F>,
) -> Result<Place, StoreError> {
    let at = F::index_of("at").map(|index| row.facts.get(index));
    let session = match (&row.session, at) {
        (Some(wanted), _) => resolver.session(db, wanted)?,
        // A curve that names no session is about the one that was live.
        (None, Some(Cell::Time(at))) if F::TABLE == MinuteFacts::TABLE => {
            resolver.session_at(db, row.account.as_ref(), at)?
        }
        (None, _) => None,
    };
    let wanted = row
        .account
        .as_ref()
        .or(row.session.as_ref().map(|session| &session.account))
        .or(meta.account.as_ref());
    let account = match (session, wanted) {
        (Some(session), _) => Some(resolver.account_of(db, session)?),
        (None, Some(wanted)) if attach::needs_account(F::TABLE) => {
            Some(resolver.account(db, wanted)?)
        }
        _ => None,
    };
    let product = match &row.product {
        Some(wanted) => resolver.product(db, wanted)?,
        None => None,
    };
    Ok(Place { account, session, product })
}

fn insert_sql<F: Record>() -> String {
    let mut columns =
        String::from("source_id, sheet, row_no, key, account_id, session_id, product_id");
    let mut marks = String::from("?1, ?2, ?3, ?4, ?5, ?6, ?7");
    for (index, field) in F::FIELDS.iter().enumerate() {
        let _ = write!(columns, ", {}", field.name);
        let _ = write!(marks, ", ?{}", index + 8);
    }
    format!("INSERT INTO {} ({columns}) VALUES ({marks})", F::TABLE)
}

/// A cell on its way into SQLite.
pub(super) struct CellSql(pub Cell);

impl ToSql for CellSql {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match &self.0 {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Cell::Money(value) => ToSqlOutput::Owned(Value::Integer(value.0)),
            Cell::Real(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Cell::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Cell::Time(value) => ToSqlOutput::Owned(Value::Integer(value.as_millisecond())),
        })
    }
}
