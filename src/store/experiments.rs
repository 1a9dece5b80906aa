//! Experiments with their schedules and what was said by hand.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, params};

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{AccountId, Arm, ExperimentId, SessionId};

/// A session in the schedule of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledSession {
    /// The day, in the account's time zone.
    pub day: Date,
    /// The part of the day, as a stable word.
    pub slot: String,
    /// The pair it was drawn with.
    pub pair: u32,
    /// The way that was drawn.
    pub arm: Arm,
}

/// A kept experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExperimentRecord {
    /// Id; 0 before it is stored.
    pub id: ExperimentId,
    /// Name.
    pub name: String,
    /// The figure, as a stable word.
    pub metric: String,
    /// The account.
    pub account: AccountId,
    /// What A and B are, in the merchant's words.
    pub ways: [String; 2],
    /// The seed of the lot.
    pub seed: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was stopped.
    pub stopped_at: Option<Timestamp>,
    /// The schedule, by time.
    pub planned: Vec<ScheduledSession>,
    /// Said by hand; without a way the session does not count.
    pub by_hand: BTreeMap<SessionId, Option<Arm>>,
}

impl Store {
    /// Keeps an experiment. Its name must be free; one that was removed gets its number back.
    pub fn add_experiment(
        &mut self,
        record: &ExperimentRecord,
    ) -> Result<ExperimentId, StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "INSERT INTO experiments
                 (id, name, metric, account_id, way_a, way_b, seed, created_at, stopped_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                (record.id.0 > 0).then_some(record.id.0),
                record.name,
                record.metric,
                record.account.0,
                record.ways[0],
                record.ways[1],
                record.seed as i64,
                record.created_at.as_millisecond(),
                record.stopped_at.map(Timestamp::as_millisecond)
            ],
        )?;
        let id = ExperimentId(tx.last_insert_rowid());
        for (position, session) in record.planned.iter().enumerate() {
            tx.execute(
                "INSERT INTO experiment_sessions VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    id.0,
                    position as i64,
                    session.day.to_string(),
                    session.slot,
                    session.pair,
                    session.arm.word()
                ],
            )?;
        }
        for (session, arm) in &record.by_hand {
            say(&tx, id, *session, Some(*arm))?;
        }
        tx.commit()?;
        Ok(id)
    }

    /// Every experiment, newest first.
    pub fn experiments(&self) -> Result<Vec<ExperimentRecord>, StoreError> {
        let mut records: Vec<ExperimentRecord> = self
            .connection
            .prepare_cached(
                "SELECT id, name, metric, account_id, way_a, way_b, seed, created_at, stopped_at
                 FROM experiments ORDER BY created_at DESC, id DESC",
            )?
            .query_map([], |row| {
                Ok(ExperimentRecord {
                    id: ExperimentId(row.get(0)?),
                    name: row.get(1)?,
                    metric: row.get(2)?,
                    account: AccountId(row.get(3)?),
                    ways: [row.get(4)?, row.get(5)?],
                    seed: row.get::<_, i64>(6)? as u64,
                    created_at: moment(row.get(7)?),
                    stopped_at: row.get::<_, Option<i64>>(8)?.map(moment),
                    planned: Vec::new(),
                    by_hand: BTreeMap::new(),
                })
            })?
            .collect::<Result<_, _>>()?;
        for record in &mut records {
            record.planned = self.schedule(record.id)?;
            record.by_hand = self.said_by_hand(record.id)?;
        }
        Ok(records)
    }

    fn schedule(&self, id: ExperimentId) -> Result<Vec<ScheduledSession>, StoreError> {
        let rows: Vec<(String, String, u32, String)> = self
            .connection
            .prepare_cached(
                "SELECT day, slot, pair, arm FROM experiment_sessions
                 WHERE experiment_id = ?1 ORDER BY position",
            )?
            .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
            .collect::<Result<_, _>>()?;
        // A row that a hand from outside made unreadable is left out, as an unfilled place.
        Ok(rows
            .into_iter()
            .filter_map(|(day, slot, pair, arm)| {
                let (day, arm) = (day.parse().ok()?, Arm::from_word(&arm)?);
                Some(ScheduledSession { day, slot, pair, arm })
            })
            .collect())
    }

    fn said_by_hand(
        &self,
        id: ExperimentId,
    ) -> Result<BTreeMap<SessionId, Option<Arm>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT session_id, arm FROM experiment_ways WHERE experiment_id = ?1")?
            .query_map([id.0], |row| {
                let arm: Option<String> = row.get(1)?;
                Ok((SessionId(row.get(0)?), arm.as_deref().and_then(Arm::from_word)))
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Says when an experiment was stopped; `None` lets it go on. Returns what was said before.
    pub fn stop_experiment(
        &mut self,
        id: ExperimentId,
        at: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let tx = self.connection.transaction()?;
        let before: Option<Option<i64>> = tx
            .query_row("SELECT stopped_at FROM experiments WHERE id = ?1", [id.0], |row| row.get(0))
            .optional()?;
        let Some(before) = before else { return Err(unknown(id)) };
        tx.execute(
            "UPDATE experiments SET stopped_at = ?2 WHERE id = ?1",
            params![id.0, at.map(Timestamp::as_millisecond)],
        )?;
        tx.commit()?;
        Ok(before.map(moment))
    }

    /// Says how a session was run: a way, that it does not count (`Some(None)`), or nothing by hand
    /// (`None`). Returns what was said before.
    pub fn say_way(
        &mut self,
        id: ExperimentId,
        session: SessionId,
        way: Option<Option<Arm>>,
    ) -> Result<Option<Option<Arm>>, StoreError> {
        let before = self.said_by_hand(id)?.remove(&session);
        let tx = self.connection.transaction()?;
        say(&tx, id, session, way)?;
        tx.commit()?;
        Ok(before)
    }

    /// Removes an experiment; what it was can be kept again with [`Self::add_experiment`].
    pub fn remove_experiment(&mut self, id: ExperimentId) -> Result<ExperimentRecord, StoreError> {
        let record = self.experiments()?.into_iter().find(|known| known.id == id);
        let record = record.ok_or_else(|| unknown(id))?;
        // Schedule and ways go with it.
        self.connection.execute("DELETE FROM experiments WHERE id = ?1", [id.0])?;
        Ok(record)
    }
}

fn unknown(id: ExperimentId) -> StoreError {
    StoreError::NotFound { what: "experiment", id: id.0.to_string() }
}

fn say(
    tx: &Transaction<'_>,
    id: ExperimentId,
    session: SessionId,
    way: Option<Option<Arm>>,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM experiment_ways WHERE experiment_id = ?1 AND session_id = ?2",
        [id.0, session.0],
    )?;
    if let Some(arm) = way {
        tx.execute(
            "INSERT INTO experiment_ways VALUES (?1, ?2, ?3)",
            params![id.0, session.0, arm.map(Arm::word)],
        )?;
    }
    Ok(())
}
