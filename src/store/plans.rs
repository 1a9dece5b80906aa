//! Saved plans, versioned by name, with their items and slots.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{PlanId, SessionId};

/// One product's part in a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanItem {
    /// The product's key in the plan.
    pub product_key: String,
    /// Its name.
    pub name: String,
    /// Share of exposure, 0..=1.
    pub share: f64,
    /// Minutes.
    pub minutes: u32,
    /// Expected orders.
    pub expected_orders: Option<f64>,
    /// Expected value in the objective's unit.
    pub expected_value: Option<f64>,
    /// 80% interval of the value.
    pub value_interval: Option<(f64, f64)>,
}

/// One slot of the run-down.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanSlot {
    /// Minute from the session's start.
    pub start_minute: u32,
    /// Length in minutes.
    pub minutes: u32,
    /// The product's key in the plan.
    pub product_key: String,
    /// Who presents.
    pub host: Option<String>,
}

/// A saved plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRecord {
    /// Id; 0 before it is stored.
    pub id: PlanId,
    /// Name.
    pub name: String,
    /// Counts up from 1 for each name; 0 before it is stored.
    pub version: u32,
    /// When it was saved.
    pub created_at: Timestamp,
    /// Revision of the data it was made from.
    pub revision: u64,
    /// Seed.
    pub seed: u64,
    /// The request, as JSON.
    pub request: String,
    /// The result, as JSON.
    pub result: String,
    /// The session it became.
    pub session: Option<SessionId>,
    /// Items.
    pub items: Vec<PlanItem>,
    /// Slots.
    pub slots: Vec<PlanSlot>,
}

impl Store {
    /// Saves a plan as the next version of its name.
    pub fn save_plan(&mut self, plan: &PlanRecord) -> Result<(PlanId, u32), StoreError> {
        let tx = self.connection.transaction()?;
        let version: u32 = tx.query_row(
            "SELECT 1 + coalesce(max(version), 0) FROM plans WHERE name = ?1",
            [&plan.name],
            |row| row.get(0),
        )?;
        tx.execute(
            "INSERT INTO plans (name, version, created_at, revision, seed, request, result)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                plan.name,
                version,
                plan.created_at.as_millisecond(),
                plan.revision as i64,
                plan.seed as i64,
                plan.request,
                plan.result
            ],
        )?;
        let id = tx.last_insert_rowid();
        for (position, item) in plan.items.iter().enumerate() {
            tx.execute(
                "INSERT INTO plan_items VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    id,
                    position as i64,
                    item.product_key,
                    item.name,
                    item.share,
                    item.minutes,
                    item.expected_orders,
                    item.expected_value,
                    item.value_interval.map(|ends| ends.0),
                    item.value_interval.map(|ends| ends.1)
                ],
            )?;
        }
        for (position, slot) in plan.slots.iter().enumerate() {
            tx.execute(
                "INSERT INTO plan_slots VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    id,
                    position as i64,
                    slot.start_minute,
                    slot.minutes,
                    slot.product_key,
                    slot.host
                ],
            )?;
        }
        tx.commit()?;
        Ok((PlanId(id), version))
    }

    /// Says which session a plan became. Returns what was said before.
    pub fn attach_plan(
        &mut self,
        plan: PlanId,
        session: Option<SessionId>,
    ) -> Result<Option<SessionId>, StoreError> {
        let tx = self.connection.transaction()?;
        let before: Option<Option<i64>> = tx
            .query_row("SELECT session_id FROM plans WHERE id = ?1", [plan.0], |row| row.get(0))
            .optional()?;
        let Some(before) = before else {
            return Err(StoreError::NotFound { what: "plan", id: plan.0.to_string() });
        };
        tx.execute(
            "UPDATE plans SET session_id = ?2 WHERE id = ?1",
            params![plan.0, session.map(|session| session.0)],
        )?;
        tx.commit()?;
        Ok(before.map(SessionId))
    }

    /// Every plan with the session it became: what scores hang on, without reading plans.
    pub fn plan_links(&self) -> Result<Vec<(PlanId, Option<SessionId>)>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, session_id FROM plans ORDER BY id")?
            .query_map([], |row| {
                Ok((PlanId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(SessionId)))
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Every plan without its items, newest first.
    pub fn plans(&self) -> Result<Vec<PlanRecord>, StoreError> {
        let sql =
            "SELECT id, name, version, created_at, revision, seed, request, result, session_id
                   FROM plans ORDER BY id DESC";
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_map([], plan_row)?
            .collect::<Result<_, _>>()?)
    }

    /// The newest version of a name, with items and slots.
    pub fn plan(&self, name: &str) -> Result<PlanRecord, StoreError> {
        let mut plan = self
            .connection
            .prepare_cached(
                "SELECT id, name, version, created_at, revision, seed, request, result, session_id
                 FROM plans WHERE name = ?1 ORDER BY version DESC LIMIT 1",
            )?
            .query_row([name], plan_row)
            .optional()?
            .ok_or_else(|| StoreError::NotFound { what: "plan", id: name.to_owned() })?;
        plan.items = self
            .connection
            .prepare_cached(
                "SELECT product_key, name, share, minutes, expected_orders, expected_value,
                        value_low, value_high
                 FROM plan_items WHERE plan_id = ?1 ORDER BY position",
            )?
            .query_map([plan.id.0], |row| {
                let low: Option<f64> = row.get(6)?;
                let high: Option<f64> = row.get(7)?;
                Ok(PlanItem {
                    product_key: row.get(0)?,
                    name: row.get(1)?,
                    share: row.get(2)?,
                    minutes: row.get(3)?,
                    expected_orders: row.get(4)?,
                    expected_value: row.get(5)?,
                    value_interval: low.zip(high),
                })
            })?
            .collect::<Result<_, _>>()?;
        plan.slots = self
            .connection
            .prepare_cached(
                "SELECT start_minute, minutes, product_key, host
                 FROM plan_slots WHERE plan_id = ?1 ORDER BY position",
            )?
            .query_map([plan.id.0], |row| {
                Ok(PlanSlot {
                    start_minute: row.get(0)?,
                    minutes: row.get(1)?,
                    product_key: row.get(2)?,
                    host: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?;
        Ok(plan)
    }
}

fn plan_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<PlanRecord> {
    Ok(PlanRecord {
        id: PlanId(row.get(0)?),
        name: row.get(1)?,
        version: row.get(2)?,
        created_at: moment(row.get(3)?),
        revision: row.get::<_, i64>(4)? as u64,
        seed: row.get::<_, i64>(5)? as u64,
        request: row.get(6)?,
        result: row.get(7)?,
        session: row.get::<_, Option<i64>>(8)?.map(SessionId),
        items: Vec::new(),
        slots: Vec::new(),
    })
}
