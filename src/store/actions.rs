//! Open actions as they are kept: written down, closed or dropped by a hand, opened again.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{
    AccountId, ActionDraft, ActionHand, ActionId, ActionKind, ActionState, KeptAction, PlanId,
    SessionId,
};

/// Columns in the order in which [`kept`] reads them.
const COLUMNS: &str = "id, made_at, account_id, since, session_id, plan_id, kind, product_key,
    product_name, step, figure, wish, text, state, closed_at, heed_after, session_at";

impl Store {
    /// Writes actions down, all of them or none. They are carried through the sessions after the
    /// newest of their account; those that come from none, through all after now.
    pub fn add_actions(
        &mut self,
        drafts: &[ActionDraft],
        now: Timestamp,
    ) -> Result<Vec<ActionId>, StoreError> {
        let tx = self.connection.transaction()?;
        let ids = drafts.iter().map(|draft| add(&tx, draft, now)).collect::<Result<_, _>>()?;
        tx.commit()?;
        Ok(ids)
    }

    /// Takes actions out again that were added by a slip. Numbers that are not there are no matter.
    pub fn remove_actions(&mut self, ids: &[ActionId]) -> Result<(), StoreError> {
        let tx = self.connection.transaction()?;
        for id in ids {
            tx.execute("DELETE FROM actions WHERE id = ?1", [id.0])?;
        }
        tx.commit()?;
        Ok(())
    }

    /// Keeps what a hand says of an action. Returns what it said before.
    pub fn set_action(
        &mut self,
        id: ActionId,
        hand: &ActionHand,
    ) -> Result<ActionHand, StoreError> {
        let tx = self.connection.transaction()?;
        let before = one(&tx, id)?.hand;
        tx.execute(
            "UPDATE actions SET state = ?2, closed_at = ?3, heed_after = ?4 WHERE id = ?1",
            params![
                id.0,
                hand.state.word(),
                hand.closed_at.map(Timestamp::as_millisecond),
                hand.heed_after.as_millisecond()
            ],
        )?;
        tx.commit()?;
        Ok(before)
    }

    /// One action.
    pub fn action(&self, id: ActionId) -> Result<KeptAction, StoreError> {
        one(&self.connection, id)
    }

    /// Every action, newest first.
    pub fn actions(&self) -> Result<Vec<KeptAction>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM actions ORDER BY id DESC"))?
            .query_map([], kept)?
            .collect::<Result<_, _>>()?)
    }
}

fn add(db: &Connection, draft: &ActionDraft, now: Timestamp) -> Result<ActionId, StoreError> {
    let from: Option<(i64, i64, i64)> = match draft.session {
        None => None,
        Some(session) => {
            let found = db
                .query_row(
                    "SELECT s.account_id, s.start_at,
                            (SELECT max(start_at) FROM sessions WHERE account_id = s.account_id)
                     FROM sessions s WHERE s.id = ?1",
                    [session.0],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            let missing = || StoreError::NotFound { what: "session", id: session.0.to_string() };
            Some(found.ok_or_else(missing)?)
        }
    };
    let since = from.map_or(now.as_millisecond(), |(_, _, newest)| newest);
    db.execute(
        "INSERT INTO actions (made_at, account_id, since, session_id, plan_id, kind, product_key,
                              product_name, step, figure, wish, text, heed_after, session_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?3, ?13)",
        params![
            now.as_millisecond(),
            from.map(|(account, ..)| account),
            since,
            draft.session.map(|session| session.0),
            draft.plan.map(|plan| plan.0),
            draft.kind.word(),
            draft.product_id,
            draft.product,
            draft.step,
            draft.figure,
            draft.wish,
            draft.text,
            from.map(|(_, start, _)| start)
        ],
    )?;
    Ok(ActionId(db.last_insert_rowid()))
}

fn one(db: &Connection, id: ActionId) -> Result<KeptAction, StoreError> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM actions WHERE id = ?1"))?
        .query_row([id.0], kept)
        .optional()?
        .ok_or_else(|| StoreError::NotFound { what: "action", id: id.0.to_string() })
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptAction> {
    // A kind of a newer program is shown as what it says, which is nothing.
    let kind = ActionKind::from_word(&row.get::<_, String>(6)?).unwrap_or(ActionKind::Own);
    let state = ActionState::from_word(&row.get::<_, String>(13)?).unwrap_or(ActionState::Open);
    Ok(KeptAction {
        id: ActionId(row.get(0)?),
        made_at: moment(row.get(1)?),
        account: row.get::<_, Option<i64>>(2)?.map(AccountId),
        session_at: row.get::<_, Option<i64>>(16)?.map(moment),
        since: moment(row.get(3)?),
        what: ActionDraft {
            session: row.get::<_, Option<i64>>(4)?.map(SessionId),
            plan: row.get::<_, Option<i64>>(5)?.map(PlanId),
            kind,
            product_id: row.get(7)?,
            product: row.get(8)?,
            step: row.get(9)?,
            figure: row.get(10)?,
            wish: row.get(11)?,
            text: row.get(12)?,
        },
        hand: ActionHand {
            state,
            closed_at: row.get::<_, Option<i64>>(14)?.map(moment),
            heed_after: moment(row.get(15)?),
        },
    })
}
