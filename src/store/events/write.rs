//! Writing the events of one file: what they name is looked up once, the rows go in by the batch.

use rusqlite::{Connection, OptionalExtension as _, Statement, params};

use super::ROW_BITS;
use super::by_time::Sessions;
use crate::domain::{Action, Event, EventTable, Job};
use crate::store::resolve::Resolver;
use crate::store::{SourceMeta, StoreError};

/// Rows that go in with one statement.
const BATCH: usize = 50;
/// Viewers that are put in order at once.
const STRETCH: usize = 100_000;
/// Rows that are put in the order of the viewers at once where indexes are kept up.
const SORTED: usize = 50_000;
/// Rows between two looks at the cancel flag.
const CHECK_EVERY: usize = 5_000;

/// Finds or makes everything the events name, as writing them would, and writes no event.
/// Returns how many there are.
pub(in crate::store) fn count(
    db: &Connection,
    resolver: &mut Resolver,
    table: &EventTable,
) -> Result<u64, StoreError> {
    Named::of(db, resolver, table)?;
    Ok(table.len() as u64)
}

/// Writes the events of one file; `indexed` says that the indexes are kept up meanwhile. Returns
/// how many there are.
pub(in crate::store) fn write(
    db: &Connection,
    resolver: &mut Resolver,
    job: &Job,
    meta: &SourceMeta,
    source: i64,
    table: &EventTable,
    indexed: bool,
) -> Result<u64, StoreError> {
    if table.is_empty() {
        return Ok(0);
    }
    db.prepare_cached("INSERT INTO event_sheets (source_id, sheet) VALUES (?1, ?2)")?
        .execute(params![source, table.sheet()])?;
    let named = Named::of(db, resolver, table)?;
    let viewers = viewers(db, job, table)?;
    let actions = actions(db)?;
    let sessions = Sessions::of(db, &meta.platform)?;
    let total = table.len() as u64;
    let mut rows = Rows::new(db)?;
    let mut waiting = Vec::with_capacity(if indexed { SORTED.min(table.len()) } else { 0 });
    let mut last = source << ROW_BITS;
    for (done, event) in table.iter().enumerate() {
        if done % CHECK_EVERY == 0 {
            job.check()?;
            job.report("write", meta.name.clone(), done as u64, total);
        }
        let Event { row, place, product, viewer, at, action, value } = event;
        // Should a file tell a row number twice, the later row takes the next.
        last = (last + 1).max(source << ROW_BITS | i64::from(row));
        debug_assert_eq!(last >> ROW_BITS, source, "no file has so many rows");
        let own = named.sessions[place as usize];
        let session = own.or_else(|| sessions.at(at?));
        let bound = Bound {
            id: last,
            viewer: viewer.map(|code| viewers[code as usize]),
            product: product.and_then(|code| named.products[code as usize]),
            action: action.map(|action| actions[action as usize]),
            at,
            value,
            session,
            by_time: own.is_none() && session.is_some(),
        };
        if !indexed {
            rows.push(bound)?;
            continue;
        }
        waiting.push(bound);
        if waiting.len() == SORTED {
            rows.sorted(&mut waiting)?;
        }
    }
    rows.flush()?;
    rows.sorted(&mut waiting)?;
    Ok(total)
}

/// Sessions by the number of a place, products by their number.
struct Named {
    sessions: Vec<Option<i64>>,
    products: Vec<Option<i64>>,
}

impl Named {
    fn of(
        db: &Connection,
        resolver: &mut Resolver,
        table: &EventTable,
    ) -> Result<Self, StoreError> {
        let mut sessions = Vec::with_capacity(table.places().len());
        for place in table.places() {
            sessions.push(match &place.session {
                Some(wanted) => resolver.session(db, wanted)?,
                None => None,
            });
        }
        let mut products = Vec::with_capacity(table.products().len());
        for wanted in table.products() {
            products.push(resolver.product(db, wanted)?);
        }
        Ok(Self { sessions, products })
    }
}

/// The numbers of the file's viewers in the store.
fn viewers(db: &Connection, job: &Job, table: &EventTable) -> Result<Vec<i64>, StoreError> {
    let mut known_ones = db.prepare_cached("SELECT id FROM viewer_keys WHERE viewer_key = ?1")?;
    let mut make = db.prepare_cached(
        "INSERT INTO viewer_keys (viewer_key) VALUES (?1) ON CONFLICT DO NOTHING",
    )?;
    let none: bool =
        db.query_row("SELECT NOT EXISTS (SELECT 1 FROM viewer_keys)", [], |row| row.get(0))?;
    let keys = table.viewers();
    // In the order of the dictionary's index, stretch by stretch, so that it is gone through from
    // its beginning to its end and not here and there.
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    for stretch in order.chunks_mut(STRETCH) {
        job.check()?;
        stretch.sort_unstable_by(|one, other| keys.get(*one).cmp(keys.get(*other)));
    }
    let mut ids = vec![0; keys.len()];
    for (done, code) in order.into_iter().enumerate() {
        if done % CHECK_EVERY == 0 {
            job.check()?;
        }
        let key = keys.get(code);
        let find = |find: &mut Statement<'_>| find.query_row([key], |row| row.get(0)).optional();
        let known = if none { None } else { find(&mut known_ones)? };
        ids[code as usize] = match known {
            Some(id) => id,
            None if make.execute([key])? == 1 => db.last_insert_rowid(),
            // Two raw ids that differ only by blanks are one person.
            None => find(&mut known_ones)?.unwrap_or_default(),
        };
    }
    Ok(ids)
}

/// The numbers of the actions in the store, in the order of their kinds.
fn actions(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut ids = Vec::with_capacity(Action::ALL.len());
    for action in Action::ALL {
        db.prepare_cached("INSERT INTO action_words (word) VALUES (?1) ON CONFLICT DO NOTHING")?
            .execute([action.word()])?;
        ids.push(
            db.prepare_cached("SELECT id FROM action_words WHERE word = ?1")?
                .query_row([action.word()], |row| row.get(0))?,
        );
    }
    Ok(ids)
}

/// A row on its way into the table.
struct Bound {
    id: i64,
    viewer: Option<i64>,
    product: Option<i64>,
    action: Option<i64>,
    at: Option<i64>,
    value: Option<f64>,
    session: Option<i64>,
    by_time: bool,
}

const COLUMNS: &str = "viewer_id, product_id, action_id, at, value, session_id, by_time";
const WIDTH: usize = 7;

/// Collects rows for one statement.
struct Rows<'db> {
    db: &'db Connection,
    /// Rows that follow each other at the end of the table: `SQLite` counts their ids on, which
    /// spares it looking whether each is new.
    many: Statement<'db>,
    single: Statement<'db>,
    waiting: Vec<Bound>,
    /// The id that would be counted next.
    next: i64,
}

impl<'db> Rows<'db> {
    fn new(db: &'db Connection) -> Result<Self, StoreError> {
        let marks = format!("({})", ["?"; WIDTH].join(", "));
        let many = vec![marks; BATCH].join(", ");
        let marks = ["?"; WIDTH + 1].join(", ");
        let last: i64 =
            db.query_row("SELECT coalesce(max(id), 0) FROM event_rows", [], |row| row.get(0))?;
        Ok(Self {
            db,
            many: db.prepare(&format!("INSERT INTO event_rows ({COLUMNS}) VALUES {many}"))?,
            single: db
                .prepare(&format!("INSERT INTO event_rows ({COLUMNS}, id) VALUES ({marks})"))?,
            waiting: Vec::with_capacity(BATCH),
            next: last + 1,
        })
    }

    fn push(&mut self, row: Bound) -> Result<(), StoreError> {
        if row.id != self.next + self.waiting.len() as i64 {
            self.flush()?;
            if row.id != self.next {
                return self.one(&row);
            }
        }
        self.waiting.push(row);
        if self.waiting.len() == BATCH {
            for (at, row) in self.waiting.iter().enumerate() {
                bind(&mut self.many, at, row)?;
            }
            self.many.raw_execute()?;
            self.next += BATCH as i64;
            debug_assert_eq!(self.db.last_insert_rowid(), self.next - 1, "counted on");
            self.waiting.clear();
        }
        Ok(())
    }

    /// A row with its id; those after it count on from there.
    fn one(&mut self, row: &Bound) -> Result<(), StoreError> {
        bind(&mut self.single, 0, row)?;
        self.single.raw_bind_parameter(WIDTH + 1, row.id)?;
        self.single.raw_execute()?;
        // Only the table's end is counted on from.
        self.next = self.next.max(row.id + 1);
        Ok(())
    }

    /// Rows in the order of the index of viewers, which is gone through once for all of them and
    /// not here and there.
    fn sorted(&mut self, waiting: &mut Vec<Bound>) -> Result<(), StoreError> {
        waiting.sort_unstable_by_key(|row| (row.viewer, row.at, row.id));
        for row in waiting.drain(..) {
            self.one(&row)?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        for row in std::mem::take(&mut self.waiting) {
            self.one(&row)?;
        }
        Ok(())
    }
}

fn bind(statement: &mut Statement<'_>, at: usize, row: &Bound) -> Result<(), StoreError> {
    let first = at * WIDTH;
    statement.raw_bind_parameter(first + 1, row.viewer)?;
    statement.raw_bind_parameter(first + 2, row.product)?;
    statement.raw_bind_parameter(first + 3, row.action)?;
    statement.raw_bind_parameter(first + 4, row.at)?;
    statement.raw_bind_parameter(first + 5, row.value)?;
    statement.raw_bind_parameter(first + 6, row.session)?;
    statement.raw_bind_parameter(first + 7, row.by_time)?;
    Ok(())
}
