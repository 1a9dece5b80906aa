//! Which row of a key lives, and which session a row belongs to that has only a time.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::StoreError;
use crate::domain::SourceId;

/// Every table with facts from files, but for the events.
pub(super) const FACT_TABLES: &[&str] = &[
    "session_facts",
    "session_products",
    "channels",
    "minutes",
    "segments",
    "order_lines",
    "refunds",
    "product_facts",
    "viewers",
    "comments",
    "visits",
    "income",
    "periods",
];

/// Tables in which a row without a session has no meaning.
pub(super) fn needs_session(table: &str) -> bool {
    matches!(table, "session_facts" | "session_products" | "channels" | "minutes" | "segments")
}

/// Tables in which two rows of one file with the same key are two things: their keys are numbered.
pub(super) fn counts_rows(table: &str) -> bool {
    matches!(table, "order_lines" | "income" | "minutes" | "segments" | "channels" | "periods")
}

/// Tables whose rows belong to an account even when they belong to no session.
pub(super) fn needs_account(table: &str) -> bool {
    matches!(table, "order_lines" | "income" | "periods")
}

/// Tables whose rows have a key of their own, so that a row of another file can be about the
/// same thing. The others hold what happened, and only the file's bytes say that it is the same.
pub(super) fn has_natural_key(table: &str) -> bool {
    !matches!(table, "comments" | "visits")
}

/// After a source is written: of all rows with one of its keys only the newest lives.
/// Returns how many older rows stepped back.
pub(super) fn supersede(db: &Connection, table: &str, source: i64) -> Result<u64, StoreError> {
    let before = dead(db, table, source)?;
    db.execute(
        &format!(
            "UPDATE {table} SET live = 0 WHERE live = 1
             AND key IN (SELECT key FROM {table} WHERE source_id = ?1)
             AND EXISTS (
                 SELECT 1 FROM {table} newer
                 JOIN sources sn ON sn.id = newer.source_id
                 JOIN sources so ON so.id = {table}.source_id
                 WHERE newer.key = {table}.key AND newer.id <> {table}.id
                 AND (sn.as_of, newer.id) > (so.as_of, {table}.id))"
        ),
        params![source],
    )?;
    Ok(dead(db, table, source)? - before)
}

fn dead(db: &Connection, table: &str, source: i64) -> Result<u64, StoreError> {
    Ok(db.query_row(
        &format!(
            "SELECT count(*) FROM {table} WHERE live = 0 AND source_id <> ?1
             AND key IN (SELECT key FROM {table} WHERE source_id = ?1)"
        ),
        params![source],
        |row| row.get::<_, i64>(0),
    )? as u64)
}

/// After rows are gone: the newest that is left of each of these keys lives again.
/// Expects the keys in the temporary table `freed`.
pub(super) fn revive(db: &Connection, table: &str) -> Result<u64, StoreError> {
    Ok(db.execute(
        &format!(
            "UPDATE {table} SET live = 1 WHERE live = 0 AND key IN (SELECT key FROM freed)
             AND NOT EXISTS (
                 SELECT 1 FROM {table} newer
                 JOIN sources sn ON sn.id = newer.source_id
                 JOIN sources so ON so.id = {table}.source_id
                 WHERE newer.key = {table}.key AND newer.id <> {table}.id
                 AND (sn.as_of, newer.id) > (so.as_of, {table}.id))"
        ),
        [],
    )? as u64)
}

/// A number that changes with the sessions' places in time and their accounts.
pub(super) fn sessions_mark(db: &Connection) -> Result<i64, StoreError> {
    Ok(db.query_row(
        "SELECT coalesce(sum(id * 1009 + start_at % 1000003 + coalesce(end_at, 7) % 1000003 * 31
                             + account_id * 13), 0) FROM sessions",
        [],
        |row| row.get(0),
    )?)
}

/// Takes back every session that was found by time, so that [`by_time`] finds them anew.
pub(super) fn forget_times(db: &Connection) -> Result<(), StoreError> {
    for table in ["order_lines", "comments"] {
        db.execute(
            &format!(
                "UPDATE {table} SET session_id = NULL WHERE by_time = 1 AND session_id IS NOT NULL"
            ),
            [],
        )?;
    }
    Ok(())
}

/// Reports of order lines that know less than other reports of the same platform: they tell of
/// an order only as long as nothing else does. Their lines may be called otherwise, so that one
/// line cannot step in for another.
const SECOND_REPORTS: &str = "('xhs.orders', 'taobao.live_orders')";

/// Whether the lines of a kind of report keep their keys apart from those of other reports, so
/// that a newer one does not step in for a report that knows more.
pub(super) fn has_own_lines(kind: &str) -> bool {
    kind == "taobao.live_orders"
}

/// Orders of which several reports tell count once. `CROSS JOIN` keeps the search with the few
/// files of these kinds, of which most stores have none.
pub(super) fn orders_told_twice_step_back(db: &Connection) -> Result<u64, StoreError> {
    let whole = whole_orders_step_back(db)?;
    let second = db.execute(
        &format!(
            "UPDATE order_lines SET live = 0 WHERE id IN (
                 SELECT line.id
                 FROM sources own CROSS JOIN order_lines line ON line.source_id = own.id
                 WHERE own.kind IN {SECOND_REPORTS} AND line.live = 1 AND EXISTS (
                     SELECT 1 FROM order_lines better JOIN sources s ON s.id = better.source_id
                     WHERE better.order_id = line.order_id AND better.live = 1
                     AND s.platform = own.platform AND s.kind <> own.kind))"
        ),
        [],
    )? as u64;
    Ok(whole + second)
}

/// Order lines of a session that only another report of the same line names. As sessions found
/// by time, they are found anew when the sessions change.
fn named_elsewhere(db: &Connection) -> Result<(), StoreError> {
    db.execute(
        &format!(
            "UPDATE order_lines SET session_id = named.session_id, by_time = 1
             FROM (SELECT line.id, told.session_id
                   FROM sources own CROSS JOIN order_lines told ON told.source_id = own.id
                   JOIN order_lines line ON line.order_id = told.order_id
                       AND line.line_id = told.line_id AND line.id <> told.id
                   JOIN sources s ON s.id = line.source_id AND s.platform = own.platform
                   WHERE own.kind IN {SECOND_REPORTS} AND told.by_time = 0
                       AND told.session_id IS NOT NULL
                       AND (line.session_id IS NULL OR line.by_time = 1)
                   ORDER BY told.id) named
             WHERE named.id = order_lines.id"
        ),
        [],
    )?;
    Ok(())
}

/// A row that is a whole order (the order's id is its line's) steps back where another kind of
/// report knows the lines of that order, so that the order counts once. Returns how many did.
fn whole_orders_step_back(db: &Connection) -> Result<u64, StoreError> {
    Ok(db.execute(
        "UPDATE order_lines SET live = 0 WHERE id IN (
             SELECT whole.id FROM order_lines whole JOIN sources own ON own.id = whole.source_id
             JOIN order_lines line ON line.order_id = whole.order_id
             JOIN sources other ON other.id = line.source_id
             WHERE whole.live = 1 AND whole.line_id = whole.order_id
             AND line.live = 1 AND line.line_id <> line.order_id
             AND other.platform = own.platform AND other.kind <> own.kind)",
        [],
    )? as u64)
}

/// After rows are gone: orders whose better report went with them live again. Returns how many.
pub(super) fn orders_return(db: &Connection) -> Result<u64, StoreError> {
    let raised = db.execute(
        &format!(
            "UPDATE order_lines SET live = 1 WHERE live = 0
             AND (line_id = order_id
                  OR source_id IN (SELECT id FROM sources WHERE kind IN {SECOND_REPORTS}))
             AND NOT EXISTS (
                 SELECT 1 FROM order_lines newer
                 JOIN sources sn ON sn.id = newer.source_id
                 JOIN sources so ON so.id = order_lines.source_id
                 WHERE newer.key = order_lines.key AND newer.id <> order_lines.id
                 AND (sn.as_of, newer.id) > (so.as_of, order_lines.id))"
        ),
        [],
    )? as u64;
    Ok(raised.saturating_sub(orders_told_twice_step_back(db)?))
}

/// Whether an import brought order lines.
pub(super) fn brings_orders(db: &Connection, import: i64) -> Result<bool, StoreError> {
    Ok(db.query_row(
        "SELECT EXISTS (SELECT 1 FROM sources s JOIN order_lines o ON o.source_id = s.id
                        WHERE s.import_id = ?1)",
        [import],
        |row| row.get(0),
    )?)
}

/// Order lines `t` that can have been sold in a live room.
const LIVE: &str = "AND (t.carrier IS NULL OR t.carrier LIKE '%直播%' OR t.carrier LIKE '%live%')";

/// Gives orders and comments without a session the one they fall into; events get theirs while
/// they are written.
/// Orders count only where the export says live room, or says nothing about where.
/// The row remembers that its session was found by its time.
pub(super) fn by_time(db: &Connection) -> Result<(), StoreError> {
    named_elsewhere(db)?;
    // No session that began earlier than that can still run: the index ends the search there.
    let longest: i64 =
        db.query_row("SELECT coalesce(max(end_at - start_at), 0) FROM sessions", [], |row| {
            row.get(0)
        })?;
    // Some exports say only when an order was paid.
    let ordered = "coalesce(t.created_at, t.paid_at)";
    for (table, time, extra) in [("order_lines", ordered, LIVE), ("comments", "t.at", "")] {
        db.execute(
            &format!(
                "UPDATE {table} AS t SET by_time = 1, session_id = (
                     SELECT s.id FROM sessions s JOIN accounts a ON a.id = s.account_id
                     JOIN sources f ON f.id = t.source_id
                     WHERE s.start_at <= {time} AND s.start_at >= {time} - ?1
                     AND s.end_at >= {time}
                     AND (t.account_id IS NULL OR t.account_id = s.account_id
                          OR (SELECT name FROM accounts WHERE id = t.account_id) IS NULL)
                     AND (f.platform = 'generic' OR f.platform = a.platform)
                     ORDER BY s.start_at DESC LIMIT 1)
                 WHERE t.session_id IS NULL AND {time} IS NOT NULL {extra}"
            ),
            [longest],
        )?;
    }
    db.execute(
        "UPDATE order_lines SET account_id = (SELECT account_id FROM sessions s WHERE s.id = session_id)
         WHERE session_id IS NOT NULL AND (account_id IS NULL OR
             (SELECT name FROM accounts a WHERE a.id = order_lines.account_id) IS NULL)",
        [],
    )?;
    // Files that name no account belong to the platform's only account, once it is known.
    for table in ["order_lines", "income", "periods"] {
        db.execute(
            &format!(
                "UPDATE {table} SET account_id = (
                     SELECT named.id FROM accounts named JOIN accounts own ON own.id = {table}.account_id
                     WHERE named.platform = own.platform AND named.currency = own.currency
                     AND named.name IS NOT NULL)
                 WHERE account_id IN (
                     SELECT own.id FROM accounts own WHERE own.name IS NULL AND own.external_id IS NULL
                     AND 1 = (SELECT count(*) FROM accounts named
                              WHERE named.platform = own.platform
                              AND named.currency = own.currency AND named.name IS NOT NULL))"
            ),
            [],
        )?;
    }
    // A nameless account that no row uses any more was only a placeholder.
    db.execute(
        "DELETE FROM accounts WHERE name IS NULL AND external_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM order_lines WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM income WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM periods WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM session_facts WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM comments WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM product_facts WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM visits WHERE account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM viewers WHERE account_id = accounts.id)",
        [],
    )?;
    Ok(())
}

/// Order lines that can have been sold in a live room and lie in no known session, by file; of one
/// import or of all that stand. Those of product cards and short videos belong to none.
pub(super) fn orders_without_session(
    db: &Connection,
    import: Option<i64>,
) -> Result<BTreeMap<SourceId, u64>, StoreError> {
    Ok(db
        .prepare(&format!(
            "SELECT t.source_id, count(*) FROM order_lines t JOIN sources s ON s.id = t.source_id
             WHERE s.import_id = coalesce(?1, s.import_id) AND t.live = 1
             AND t.session_id IS NULL {LIVE}
             GROUP BY t.source_id"
        ))?
        .query_map([import], |row| Ok((SourceId(row.get(0)?), row.get::<_, i64>(1)? as u64)))?
        .collect::<Result<_, _>>()?)
}
