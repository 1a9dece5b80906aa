//! The log of behaviour as those read it who go through all of it: row by row, or viewer by
//! viewer. What rows name is found by number, so that no text is looked up for every row.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, Rows, params};

use super::events::ids_of;
use super::{Store, StoreError};
use crate::domain::{Action, Job};

/// A row of a behaviour log.
#[derive(Clone, Copy, Debug)]
pub struct LogRow<'a> {
    /// Keyed hash of the viewer.
    pub viewer: &'a str,
    /// Product.
    pub product: Option<i64>,
    /// Action word.
    pub action: &'a str,
    /// Milliseconds.
    pub at: i64,
}

/// When somebody did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Row of the log.
    pub row: i64,
    /// File.
    pub source: i64,
    /// Milliseconds.
    pub at: i64,
}

/// A comment of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The author's number in the log, when the log knows them.
    pub viewer: Option<i64>,
    /// The author's keyed hash.
    pub key: String,
    /// File.
    pub source: i64,
    /// Session.
    pub session: Option<i64>,
    /// Milliseconds; 0 when nothing tells.
    pub at: i64,
}

/// How exactly a file says when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exactness {
    /// Some row has seconds.
    pub seconds: bool,
    /// Some row lies off the half hours.
    pub minutes: bool,
}

/// Rows between two looks at whether to stop.
const STEP: u64 = 16_384;

impl Store {
    /// Hands out every row of behaviour that names a viewer and a time, in the order stored.
    pub fn each_event(
        &self,
        job: &Job,
        mut take: impl FnMut(&LogRow<'_>),
    ) -> Result<(), StoreError> {
        let viewers = self.names("SELECT id, viewer_key FROM viewer_keys")?;
        let actions = self.names("SELECT id, word FROM action_words")?;
        let mut statement = self.connection.prepare_cached(
            "SELECT viewer_id, product_id, action_id, at FROM event_rows
             WHERE viewer_id IS NOT NULL AND at IS NOT NULL ORDER BY id",
        )?;
        walk(job, statement.query([])?, |row| {
            let Some(viewer) = viewers.of(row.get(0)?) else {
                return Ok(());
            };
            let action: Option<i64> = row.get(2)?;
            take(&LogRow {
                viewer,
                product: row.get(1)?,
                action: action.and_then(|id| actions.of(id)).unwrap_or_default(),
                at: row.get(3)?,
            });
            Ok(())
        })
    }

    /// Hands out when each viewer of the log did something, viewer by viewer.
    pub fn each_viewer(
        &self,
        job: &Job,
        mut take: impl FnMut(i64, &[Moment]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        // All of it stands in the index, in this order: no row is looked up.
        let mut statement = self.connection.prepare_cached(
            "SELECT viewer_id, at, id FROM event_rows
             WHERE viewer_id IS NOT NULL AND at IS NOT NULL ORDER BY viewer_id, at, id",
        )?;
        let (mut viewer, mut moments) = (None, Vec::new());
        walk(job, statement.query([])?, |row| {
            let next = row.get(0)?;
            if viewer != Some(next) {
                if let Some(viewer) = viewer {
                    take(viewer, &moments)?;
                }
                viewer = Some(next);
                moments.clear();
            }
            moments.push(moment(row.get(2)?, row.get(1)?));
            Ok(())
        })?;
        viewer.map_or(Ok(()), |viewer| take(viewer, &moments))
    }

    /// When one viewer did something, in order of time.
    pub fn moments_of(&self, viewer: i64) -> Result<Vec<Moment>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, at FROM event_rows WHERE viewer_id = ?1 AND at IS NOT NULL
                 ORDER BY at, id",
            )?
            .query_map([viewer], |row| Ok(moment(row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// What a row of the log tells: product and action.
    pub fn deed(&self, row: i64) -> Result<(Option<i64>, Option<Action>), StoreError> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT e.product_id, a.word FROM event_rows e
                 LEFT JOIN action_words a ON a.id = e.action_id WHERE e.id = ?1",
            )?
            .query_row([row], |row| {
                let word: Option<String> = row.get(1)?;
                Ok((row.get(0)?, word.as_deref().and_then(Action::from_word)))
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Whether any row of the log belongs to a session.
    pub fn log_has_sessions(&self) -> Result<bool, StoreError> {
        Ok(self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM event_rows WHERE session_id IS NOT NULL)",
            [],
            |row| row.get(0),
        )?)
    }

    /// Hands out the viewer and session of every row that has a session, or is a purchase, and
    /// whether it is one.
    pub fn each_presence(
        &self,
        job: &Job,
        mut take: impl FnMut(i64, Option<i64>, bool),
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT viewer_id, session_id, coalesce(action_id = ?1, 0) FROM event_rows
             WHERE viewer_id IS NOT NULL AND at IS NOT NULL
               AND (session_id IS NOT NULL OR action_id = ?1)",
        )?;
        let purchase: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM action_words WHERE word = ?1")?
            .query_row([Action::Purchase.word()], |row| row.get(0))
            .optional()?;
        walk(job, statement.query([purchase])?, |row| {
            take(row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(())
        })
    }

    /// Every live comment that names an author.
    pub fn comments_said(&self, job: &Job) -> Result<Vec<Said>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.id, c.viewer_key, c.source_id, c.session_id,
                    coalesce(c.at, s.start_at + cast(c.offset_s * 1000 AS INTEGER), 0)
             FROM comments c LEFT JOIN sessions s ON s.id = c.session_id
             LEFT JOIN viewer_keys v ON v.viewer_key = c.viewer_key
             WHERE c.live = 1 AND c.viewer_key IS NOT NULL ORDER BY c.id",
        )?;
        let mut all = Vec::new();
        walk(job, statement.query([])?, |row| {
            all.push(Said {
                viewer: row.get(0)?,
                key: row.get(1)?,
                source: row.get(2)?,
                session: row.get(3)?,
                at: row.get(4)?,
            });
            Ok(())
        })?;
        Ok(all)
    }

    /// The number of a viewer in the log, by the keyed hash.
    pub fn viewer_number(&self, key: &str) -> Result<Option<i64>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM viewer_keys WHERE viewer_key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// The keyed hash of a viewer in the log, by the number.
    pub fn viewer_key(&self, number: i64) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT viewer_key FROM viewer_keys WHERE id = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?)
    }

    /// The highest number a viewer of the log has.
    pub fn last_viewer_number(&self) -> Result<i64, StoreError> {
        let sql = "SELECT coalesce(max(id), 0) FROM viewer_keys";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// How exactly each file with behaviour or comments says when.
    pub fn log_exactness(&self) -> Result<BTreeMap<i64, Exactness>, StoreError> {
        let mut known: BTreeMap<i64, Exactness> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(
            "SELECT source_id, max(at % 60000 <> 0), max(at % 1800000 <> 0) FROM comments
             WHERE live = 1 AND at IS NOT NULL GROUP BY source_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let told = Exactness { seconds: row.get(1)?, minutes: row.get(2)? };
            known.insert(row.get(0)?, told);
        }
        let sources: Vec<i64> = self
            .connection
            .prepare_cached("SELECT source_id FROM event_sheets")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        // Most files answer with their first rows: what is asked ends there.
        let off = |source: i64, step: i64| -> Result<bool, StoreError> {
            let (first, last) = ids_of(source);
            let mut statement = self.connection.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM event_rows
                                WHERE id BETWEEN ?1 AND ?2 AND at % ?3 <> 0)",
            )?;
            Ok(statement.query_row(params![first, last, step], |row| row.get(0))?)
        };
        for source in sources {
            let told = known.entry(source).or_default();
            told.seconds |= off(source, 60_000)?;
            told.minutes |= told.seconds || off(source, 1_800_000)?;
        }
        Ok(known)
    }

    fn names(&self, sql: &str) -> Result<Names, StoreError> {
        let mut names = Names::default();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, name): (i64, Box<str>) = (row.get(0)?, row.get(1)?);
            let at = usize::try_from(id).unwrap_or_default();
            if at >= names.0.len() {
                names.0.resize(at + 1, None);
            }
            names.0[at] = Some(name);
        }
        Ok(names)
    }
}

/// Texts by the number a dictionary gave them, which counts up from 1.
#[derive(Default)]
struct Names(Vec<Option<Box<str>>>);

impl Names {
    fn of(&self, id: i64) -> Option<&str> {
        self.0.get(usize::try_from(id).ok()?)?.as_deref()
    }
}

/// Goes through all rows, and stops when the job is asked to.
pub(super) fn walk(
    job: &Job,
    mut rows: Rows<'_>,
    mut take: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut done = 0;
    while let Some(row) = rows.next()? {
        if done % STEP == 0 {
            job.check()?;
        }
        done += 1;
        take(row)?;
    }
    Ok(())
}

fn moment(row: i64, at: i64) -> Moment {
    Moment { row, source: super::events::source_of(row), at }
}
