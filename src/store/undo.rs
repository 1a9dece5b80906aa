//! The history of imports, and taking one back.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use super::{Store, StoreError, attach, events, import, open, refunds, remarks, resolve, sums};
use crate::domain::{ImportId, Remarks, SourceId};

/// One import in the history.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportRecord {
    /// Id, as `--undo` takes it.
    pub id: ImportId,
    /// When.
    pub at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// Its files.
    pub sources: Vec<SourceRecord>,
}

/// One file of an import.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceRecord {
    /// Id.
    pub id: SourceId,
    /// File name.
    pub name: String,
    /// Name inside a container.
    pub inner_name: Option<String>,
    /// Kind word.
    pub kind: String,
    /// Platform word.
    pub platform: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Rows below the header.
    pub rows_read: u64,
    /// Rows written.
    pub rows_stored: u64,
    /// Older rows replaced.
    pub rows_replaced: u64,
    /// Totals, children and blanks left out.
    pub rows_skipped: u64,
    /// Rows rejected by the reader.
    pub rows_rejected: u64,
    /// Rejects and warnings.
    #[serde(skip)]
    pub remarks: Remarks,
}

impl SourceRecord {
    /// Its name, after that of the archive it came in.
    pub fn full_name(&self) -> String {
        match &self.inner_name {
            Some(inner) => format!("{} › {inner}", self.name),
            None => self.name.clone(),
        }
    }

    /// Rows that did not come in, those without a known session included.
    pub fn rows_left_out(&self) -> u64 {
        self.rows_rejected + self.remarks.homeless
    }
}

/// What an undo did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Undone {
    /// The import.
    pub import: ImportId,
    /// Rows taken out.
    pub rows_removed: u64,
    /// Older rows that live again.
    pub rows_restored: u64,
}

impl Store {
    /// Every import, newest first.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, StoreError> {
        let mut imports: Vec<ImportRecord> = self
            .connection
            .prepare_cached("SELECT id, at, undone_at FROM imports ORDER BY id DESC")?
            .query_map([], |row| {
                Ok(ImportRecord {
                    id: ImportId(row.get(0)?),
                    at: moment(row.get(1)?),
                    undone_at: row.get::<_, Option<i64>>(2)?.map(moment),
                    sources: Vec::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for import in &mut imports {
            import.sources = self
                .connection
                .prepare_cached(
                    "SELECT id, name, inner_name, kind, platform, sha256, size, encoding,
                            rows_stored, rows_replaced, rows_rejected, remarks, rows_read,
                            rows_skipped
                     FROM sources WHERE import_id = ?1 ORDER BY id",
                )?
                .query_map([import.id.0], |row| {
                    Ok(SourceRecord {
                        id: SourceId(row.get(0)?),
                        name: row.get(1)?,
                        inner_name: row.get(2)?,
                        kind: row.get(3)?,
                        platform: row.get(4)?,
                        sha256: row.get(5)?,
                        size: row.get::<_, i64>(6)? as u64,
                        encoding: row.get(7)?,
                        rows_stored: row.get::<_, i64>(8)? as u64,
                        rows_replaced: row.get::<_, i64>(9)? as u64,
                        rows_rejected: row.get::<_, i64>(10)? as u64,
                        remarks: remarks::parsed(&row.get::<_, String>(11)?),
                        rows_read: row.get::<_, i64>(12)? as u64,
                        rows_skipped: row.get::<_, i64>(13)? as u64,
                    })
                })?
                .collect::<Result<_, _>>()?;
        }
        Ok(imports)
    }

    /// Takes one import back: its rows go, what they replaced lives again. The history keeps it.
    pub fn undo_import(&mut self, id: ImportId, now: Timestamp) -> Result<Undone, StoreError> {
        let tx =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let open_import: Option<i64> = tx
            .query_row(
                "SELECT id FROM imports WHERE id = ?1 AND undone_at IS NULL",
                [id.0],
                |row| row.get(0),
            )
            .optional()?;
        if open_import.is_none() {
            return Err(StoreError::NotFound { what: "import", id: id.0.to_string() });
        }
        let (mut removed, mut restored) = (0, 0);
        let before = attach::sessions_mark(&tx)?;
        // Its order lines may name sessions for those of other files.
        let named: bool = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM sources s JOIN order_lines o ON o.source_id = s.id
                            WHERE s.import_id = ?1 AND o.session_id IS NOT NULL AND o.by_time = 0)",
            [id.0],
            |row| row.get(0),
        )?;
        let told = import::sessions_of(&tx, import::OF_IMPORT, id.0)?;
        tx.execute_batch("CREATE TEMP TABLE IF NOT EXISTS freed (key TEXT PRIMARY KEY)")?;
        for table in attach::FACT_TABLES {
            tx.execute("DELETE FROM freed", [])?;
            tx.execute(
                &format!(
                    "INSERT OR IGNORE INTO freed SELECT key FROM {table} WHERE source_id IN
                     (SELECT id FROM sources WHERE import_id = ?1)"
                ),
                [id.0],
            )?;
            removed += tx.execute(
                &format!(
                    "DELETE FROM {table} WHERE source_id IN
                     (SELECT id FROM sources WHERE import_id = ?1)"
                ),
                [id.0],
            )? as u64;
            restored += attach::revive(&tx, table)?;
        }
        tx.execute_batch("DROP TABLE freed")?;
        removed += events::remove(&tx, id.0)?;
        restored += attach::orders_return(&tx)?;
        refunds::tell(&tx)?;
        resolve::describe_sessions(&tx, told)?;
        remove_orphans(&tx)?;
        if attach::sessions_mark(&tx)? != before || named {
            attach::forget_times(&tx)?;
            events::find_sessions(&tx)?;
        }
        attach::by_time(&tx)?;
        sums::refresh(&tx)?;
        tx.execute(
            "UPDATE imports SET undone_at = ?2 WHERE id = ?1",
            params![id.0, now.as_millisecond()],
        )?;
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(Undone { import: id, rows_removed: removed, rows_restored: restored })
    }
}

/// No imported row speaks of a session any more.
pub(super) const SESSION_WITHOUT_DATA: &str = "
    NOT EXISTS (SELECT 1 FROM session_facts f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM session_products f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM channels f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM minutes f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM segments f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM order_lines f WHERE f.session_id = sessions.id AND f.by_time = 0)
    AND NOT EXISTS (SELECT 1 FROM comments f WHERE f.session_id = sessions.id AND f.by_time = 0)
    AND NOT EXISTS (SELECT 1 FROM events f WHERE f.session_id = sessions.id AND f.by_time = 0)
    AND NOT EXISTS (SELECT 1 FROM visits f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM viewers f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM product_facts f WHERE f.session_id = sessions.id)
    AND NOT EXISTS (SELECT 1 FROM income f WHERE f.session_id = sessions.id)";

/// Sessions, products, hosts and accounts that nothing speaks of any more. What a person added
/// by hand (notes, costs, plans, experiments) keeps its owner.
fn remove_orphans(db: &rusqlite::Connection) -> Result<(), StoreError> {
    db.execute_batch(&format!(
        "DELETE FROM sessions WHERE {SESSION_WITHOUT_DATA}
         AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.session_id = sessions.id)
         AND NOT EXISTS (SELECT 1 FROM plans p WHERE p.session_id = sessions.id)
         AND NOT EXISTS (SELECT 1 FROM experiment_ways w WHERE w.session_id = sessions.id);
         DELETE FROM products WHERE
             NOT EXISTS (SELECT 1 FROM session_products f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM segments f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM order_lines f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM product_facts f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM events f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM comments f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM periods f WHERE f.product_id = products.id)
         AND NOT EXISTS (SELECT 1 FROM product_settings p WHERE p.product_id = products.id);
         DELETE FROM hosts WHERE NOT EXISTS (SELECT 1 FROM sessions s WHERE s.host_id = hosts.id);
         DELETE FROM accounts WHERE
             NOT EXISTS (SELECT 1 FROM sessions s WHERE s.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM session_facts f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM order_lines f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM comments f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM product_facts f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM visits f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM viewers f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM income f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM periods f WHERE f.account_id = accounts.id)
         AND NOT EXISTS (SELECT 1 FROM experiments e WHERE e.account_id = accounts.id);"
    ))?;
    Ok(())
}

pub(super) fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or_default()
}
