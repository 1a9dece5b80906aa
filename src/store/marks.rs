//! Behaviour rows as the cleaning reads them, and what a person said of a viewer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::params;

use super::{Store, StoreError, open};
use crate::domain::Job;

/// A row of a behaviour or comment log, as little of it as cleaning needs.
#[derive(Clone, Copy, Debug)]
pub struct LogRow<'a> {
    /// Row.
    pub id: i64,
    /// File.
    pub source: i64,
    /// Keyed hash of the viewer.
    pub viewer: &'a str,
    /// Session.
    pub session: Option<i64>,
    /// Product.
    pub product: Option<i64>,
    /// Action word; empty for comments.
    pub action: &'a str,
    /// Milliseconds.
    pub at: i64,
}

/// Rows between two looks at whether to stop.
const STEP: u64 = 16_384;

impl Store {
    /// Hands out every live row of behaviour that names a viewer and a time, in the order stored.
    pub fn each_event(
        &self,
        job: &Job,
        mut take: impl FnMut(&LogRow<'_>),
    ) -> Result<(), StoreError> {
        // The names are read once and found by number: SQLite would look two up for every row.
        let viewers = self.names("SELECT id, viewer_key FROM viewer_keys")?;
        let actions = self.names("SELECT id, word FROM action_words")?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, id >> 32, viewer_id, session_id, product_id, action_id, at
             FROM event_rows WHERE viewer_id IS NOT NULL AND at IS NOT NULL ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            if done % STEP == 0 {
                job.check()?;
            }
            done += 1;
            let Some(viewer) = viewers.get(&row.get::<_, i64>(2)?) else {
                continue;
            };
            let action = row.get::<_, Option<i64>>(5)?.and_then(|id| actions.get(&id));
            take(&LogRow {
                id: row.get(0)?,
                source: row.get(1)?,
                viewer,
                session: row.get(3)?,
                product: row.get(4)?,
                action: action.map_or("", String::as_str),
                at: row.get(6)?,
            });
        }
        Ok(())
    }

    fn names(&self, sql: &str) -> Result<BTreeMap<i64, String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// Hands out every live comment that names an author.
    pub fn each_comment(&self, job: &Job, take: impl FnMut(&LogRow<'_>)) -> Result<(), StoreError> {
        let sql = "SELECT c.id, c.source_id, c.viewer_key, c.session_id, NULL, '',
                          coalesce(c.at, s.start_at + cast(c.offset_s * 1000 AS INTEGER), 0)
                   FROM comments c LEFT JOIN sessions s ON s.id = c.session_id
                   WHERE c.live = 1 AND c.viewer_key IS NOT NULL ORDER BY c.id";
        self.each_row(job, sql, take)
    }

    fn each_row(
        &self,
        job: &Job,
        sql: &str,
        mut take: impl FnMut(&LogRow<'_>),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut done = 0;
        while let Some(row) = rows.next()? {
            if done % STEP == 0 {
                job.check()?;
            }
            done += 1;
            take(&LogRow {
                id: row.get(0)?,
                source: row.get(1)?,
                viewer: row.get_ref(2)?.as_str().unwrap_or_default(),
                session: row.get(3)?,
                product: row.get(4)?,
                action: row.get_ref(5)?.as_str().unwrap_or_default(),
                at: row.get(6)?,
            });
        }
        Ok(())
    }

    /// Of each file with behaviour or comments: whether some row has seconds, and whether some
    /// row lies off the half hours.
    pub fn log_precisions(&self) -> Result<BTreeMap<i64, (bool, bool)>, StoreError> {
        let mut known: BTreeMap<i64, (bool, bool)> = BTreeMap::new();
        for table in ["events", "comments"] {
            let sql =
                format!("SELECT source_id, at FROM {table} WHERE live = 1 AND at IS NOT NULL");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            // The rows of a file stand together: most need no look into the map.
            let mut last = (i64::MIN, (false, false));
            while let Some(row) = rows.next()? {
                let (source, at): (i64, i64) = (row.get(0)?, row.get(1)?);
                if source != last.0 {
                    known.insert(last.0, last.1);
                    last = (source, known.get(&source).copied().unwrap_or_default());
                }
                last.1.0 |= at % 60_000 != 0;
                last.1.1 |= at % 1_800_000 != 0;
            }
            known.insert(last.0, last.1);
        }
        Ok(known)
    }

    /// Every viewer with a paid order line.
    pub fn buyers(&self) -> Result<Vec<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT DISTINCT buyer_key FROM order_lines
                 WHERE live = 1 AND buyer_key IS NOT NULL AND paid > 0",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }

    /// The names and ids of the shops themselves.
    pub fn account_names(&self) -> Result<Vec<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT name FROM accounts WHERE name IS NOT NULL
                 UNION SELECT external_id FROM accounts WHERE external_id IS NOT NULL",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }

    /// What a person said of viewers: `person`, `staff` or `bot`, by keyed hash.
    pub fn viewer_marks(&self) -> Result<BTreeMap<String, String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT viewer_key, mark FROM viewer_marks")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// Marks a viewer; `None` leaves the judgement to the figures again.
    pub fn mark_viewer(
        &mut self,
        key: &str,
        mark: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        match mark {
            Some(mark) => tx.execute(
                "INSERT INTO viewer_marks (viewer_key, mark, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (viewer_key) DO UPDATE SET mark = excluded.mark, at = excluded.at",
                params![key, mark, now.as_millisecond()],
            )?,
            None => tx.execute("DELETE FROM viewer_marks WHERE viewer_key = ?1", [key])?,
        };
        open::bump_revision(&tx)?;
        tx.commit()?;
        Ok(())
    }
}
