//! Viewer actions: a table of numbers beside dictionaries, written by the million. Reading goes
//! through the view `events`, which looks like every other table of facts.

mod by_time;
mod write;

use rusqlite::{Connection, params};

use super::StoreError;

pub(super) use by_time::find_sessions;
pub(super) use write::{count, write};

/// Bits of an id that are the row's number; those above are the file's.
const ROW_BITS: u32 = 32;
const ROW_MASK: i64 = (1 << ROW_BITS) - 1;

/// Rows from which on an index is made anew rather than kept up, when the table does not hold
/// [`TIMES`] as many already.
const MANY: u64 = 10_000;
const TIMES: u64 = 4;

/// The indexes, as the schema makes them.
const INDEXES: &[(&str, &str)] = &[
    ("event_rows_viewer", "event_rows (viewer_id, at)"),
    ("event_rows_product", "event_rows (product_id, action_id)"),
    ("event_rows_session", "event_rows (session_id, at) WHERE session_id IS NOT NULL"),
];

/// First and last id a file's rows can have.
pub(super) fn ids_of(source: i64) -> (i64, i64) {
    (source << ROW_BITS, source << ROW_BITS | ROW_MASK)
}

/// The file of an id.
pub(super) fn source_of(id: i64) -> i64 {
    id >> ROW_BITS
}

fn rows(db: &Connection) -> Result<u64, StoreError> {
    Ok(db.query_row("SELECT count(*) FROM event_rows", [], |row| row.get::<_, i64>(0))? as u64)
}

/// Takes the indexes away when keeping them up through so many changes would cost more than
/// making them anew. Returns whether it did: then [`make_indexes`] must follow.
pub(super) fn drop_indexes(db: &Connection, changes: u64) -> Result<bool, StoreError> {
    let there = rows(db)?;
    let pays = there == 0 || (changes >= MANY && changes.saturating_mul(TIMES) >= there);
    if pays {
        for (name, _) in INDEXES {
            db.execute_batch(&format!("DROP INDEX {name}"))?;
        }
    }
    Ok(pays)
}

/// Makes the indexes over everything that is there.
pub(super) fn make_indexes(db: &Connection) -> Result<(), StoreError> {
    let cache: i64 = db.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    // What the cache holds is sorted at once: small pieces, sorted by a thread beside this one,
    // take half the time, and little memory.
    db.execute_batch("PRAGMA cache_size = -2000; PRAGMA threads = 1;")?;
    for (name, columns) in INDEXES {
        db.execute_batch(&format!("CREATE INDEX {name} ON {columns}"))?;
    }
    db.pragma_update(None, "cache_size", cache)?;
    Ok(())
}

/// Before a transaction: sorted pieces may go to the disk. They hold numbers only.
pub(super) fn sort_on_disk(db: &Connection) -> Result<(), StoreError> {
    Ok(db.execute_batch("PRAGMA temp_store = FILE;")?)
}

/// How many events name a viewer, a product or an action that is not there. No foreign key holds
/// that: checking every one of millions would take an eighth of the time of an import.
pub(super) fn unknown(db: &Connection) -> Result<u64, StoreError> {
    Ok(db.query_row(
        "SELECT count(*) FROM event_rows
         WHERE (viewer_id IS NOT NULL AND viewer_id NOT IN (SELECT id FROM viewer_keys))
            OR (product_id IS NOT NULL AND product_id NOT IN (SELECT id FROM products))
            OR (action_id IS NOT NULL AND action_id NOT IN (SELECT id FROM action_words))
            OR id >> 32 NOT IN (SELECT source_id FROM event_sheets)",
        [],
        |row| row.get::<_, i64>(0),
    )? as u64)
}

/// Removes the events of an import. Returns how many there were.
pub(super) fn remove(db: &Connection, import: i64) -> Result<u64, StoreError> {
    let sources: Vec<i64> = db
        .prepare_cached(
            "SELECT f.source_id FROM event_sheets f JOIN sources s ON s.id = f.source_id
             WHERE s.import_id = ?1",
        )?
        .query_map([import], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if sources.is_empty() {
        return Ok(0);
    }
    let mut going = 0;
    for source in &sources {
        let (first, last) = ids_of(*source);
        going += db.query_row(
            "SELECT count(*) FROM event_rows WHERE id BETWEEN ?1 AND ?2",
            params![first, last],
            |row| row.get::<_, i64>(0),
        )? as u64;
    }
    let loose = drop_indexes(db, going)?;
    for source in sources {
        let (first, last) = ids_of(source);
        db.execute("DELETE FROM event_rows WHERE id BETWEEN ?1 AND ?2", params![first, last])?;
        db.execute("DELETE FROM event_sheets WHERE source_id = ?1", [source])?;
    }
    if loose {
        make_indexes(db)?;
    }
    // Nobody is remembered whom no event names.
    db.execute(
        "DELETE FROM viewer_keys WHERE NOT EXISTS
             (SELECT 1 FROM event_rows WHERE viewer_id = viewer_keys.id)",
        [],
    )?;
    Ok(going)
}
