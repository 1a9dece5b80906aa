//! Who the viewers are that cleaning must know of, and what a person said of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::params;

use super::{Store, StoreError, open};

impl Store {
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
