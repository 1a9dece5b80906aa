//! The session an event falls into that names none.

use rusqlite::{Connection, params};

use super::ids_of;
use crate::domain::Platform;
use crate::store::StoreError;

/// Rows looked at before what changed is written.
const STEP: usize = 50_000;

/// The sessions that rows of one file can belong to by their time.
pub(super) struct Sessions {
    /// Start, end and id, by start.
    list: Vec<(i64, i64, i64)>,
    longest: i64,
}

impl Sessions {
    /// Those of a file's platform; a person's own table may be about any.
    pub fn of(db: &Connection, platform: &str) -> Result<Self, StoreError> {
        let mut list: Vec<(i64, i64, i64)> = db
            .prepare_cached(
                "SELECT s.start_at, s.end_at, s.id
                 FROM sessions s JOIN accounts a ON a.id = s.account_id
                 WHERE s.end_at IS NOT NULL AND (?1 = ?2 OR a.platform = ?1)",
            )?
            .query_map(params![platform, Platform::Generic.word()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<Result<_, _>>()?;
        list.sort_unstable_by_key(|(start, _, id)| (*start, *id));
        let longest = list.iter().map(|(start, end, _)| end - start).max().unwrap_or(0);
        Ok(Self { list, longest })
    }

    /// The session that was live at a moment; of several the one that began last.
    pub fn at(&self, at: i64) -> Option<i64> {
        let begun = self.list.partition_point(|(start, ..)| *start <= at);
        self.list[..begun]
            .iter()
            .rev()
            // No session that began earlier than that can still run.
            .take_while(|(start, ..)| *start >= at - self.longest)
            .find(|(_, end, _)| *end >= at)
            .map(|(.., id)| *id)
    }
}

/// After the sessions changed: finds anew the session of every event that names none.
pub(in crate::store) fn find_sessions(db: &Connection) -> Result<(), StoreError> {
    let sources: Vec<(i64, String)> = db
        .prepare_cached(
            "SELECT f.source_id, s.platform
             FROM event_sheets f JOIN sources s ON s.id = f.source_id ORDER BY f.source_id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut look = db.prepare_cached(
        "SELECT id, at, session_id FROM event_rows
         WHERE id BETWEEN ?1 AND ?2 AND at IS NOT NULL AND (session_id IS NULL OR by_time = 1)
         ORDER BY id LIMIT ?3",
    )?;
    let mut put = db.prepare_cached(
        "UPDATE event_rows SET session_id = ?2, by_time = ?2 IS NOT NULL WHERE id = ?1",
    )?;
    for (source, platform) in sources {
        let sessions = Sessions::of(db, &platform)?;
        let (mut first, last) = ids_of(source);
        loop {
            let mut changes: Vec<(i64, Option<i64>)> = Vec::new();
            let mut seen = 0;
            let mut rows = look.query(params![first, last, STEP as i64])?;
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let found = sessions.at(row.get(1)?);
                if found != row.get(2)? {
                    changes.push((id, found));
                }
                seen += 1;
                first = id + 1;
            }
            drop(rows);
            for (id, session) in changes {
                put.execute(params![id, session])?;
            }
            if seen < STEP {
                break;
            }
        }
    }
    Ok(())
}
