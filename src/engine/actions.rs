//! Open actions: kept when a finding is followed or a line is typed, carried from session to
//! session, closed by a hand or by what a later session shows.

use jiff::Timestamp;

use super::{Engine, EngineError, ScoredPlan};
use crate::domain::{
    ActionDraft, ActionHand, ActionId, ActionKind, ActionState, Job, KeptAction, MinuteFacts,
    SessionId,
};
use crate::metrics::spend_by_block;
use crate::plan::{self, JudgedAction, SpendByBlock};
use crate::store::RowFilter;

/// What a hand does with an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionStep {
    /// It is done.
    Done,
    /// It will not be done.
    Drop,
    /// It is to be done after all, whatever hand or numbers said.
    Reopen,
    /// As a hand had it before: how each of these is taken back.
    Back(ActionHand),
}

impl Engine {
    /// Every action with what later sessions show of it, newest first.
    pub fn actions(&mut self) -> Result<Vec<JudgedAction>, EngineError> {
        let kept = self.store.actions()?;
        if kept.is_empty() {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot()?;
        let mut spend = SpendByBlock::new();
        for session in plan::sessions_of_spend(&snapshot, &kept) {
            let filter = RowFilter { session: Some(session), ..RowFilter::default() };
            let rows = self.store.rows::<MinuteFacts>(&filter)?;
            let minutes: Vec<MinuteFacts> = rows.into_iter().map(|row| row.facts).collect();
            let blocks = spend_by_block(&minutes);
            if !blocks.is_empty() {
                spend.insert(session, blocks);
            }
        }
        Ok(plan::judge(&snapshot, &spend, kept))
    }

    /// Keeps what was decided. What is open already stays as it is: it is carried over, not made
    /// anew. Returns the numbers of those that were added.
    pub fn keep_actions(
        &mut self,
        job: &Job,
        drafts: &[ActionDraft],
    ) -> Result<Vec<ActionId>, EngineError> {
        let known = self.actions()?;
        let mut new: Vec<ActionDraft> = Vec::new();
        for draft in drafts {
            let open = known.iter().filter(|known| known.is_open());
            let mut there = open.map(|known| &known.action.what).chain(&new);
            if !there.any(|other| other.is_about_the_same(draft)) {
                new.push(draft.clone());
            }
        }
        Ok(self.store.add_actions(&new, job.now)?)
    }

    /// Keeps a line typed by hand; without a session it comes from the latest one. Returns its
    /// number; `None` where nothing was typed, or the same is open already.
    pub fn add_action(
        &mut self,
        job: &Job,
        text: &str,
        session: Option<SessionId>,
    ) -> Result<Option<ActionId>, EngineError> {
        let session = match session {
            Some(session) => Some(session),
            None => match self.find_session(None) {
                Ok(session) => Some(session),
                Err(EngineError::NoSessions) => None,
                Err(error) => return Err(error),
            },
        };
        let text = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.is_none() {
            return Ok(None);
        }
        let draft = ActionDraft { session, text, ..ActionDraft::new(ActionKind::Own) };
        Ok(self.keep_actions(job, &[draft])?.first().copied())
    }

    /// Takes actions out again that were added by a slip.
    pub fn remove_actions(&mut self, ids: &[ActionId]) -> Result<(), EngineError> {
        Ok(self.store.remove_actions(ids)?)
    }

    /// Does something with an action. Returns what a hand had said of it before.
    pub fn set_action(
        &mut self,
        job: &Job,
        id: ActionId,
        step: ActionStep,
    ) -> Result<ActionHand, EngineError> {
        let kept = self.store.action(id)?;
        let closed = |state| ActionHand { state, closed_at: Some(job.now), ..kept.hand };
        let hand = match step {
            ActionStep::Done => closed(ActionState::Done),
            ActionStep::Drop => closed(ActionState::Dropped),
            ActionStep::Reopen => ActionHand {
                state: ActionState::Open,
                closed_at: None,
                heed_after: self.newest_start(&kept)?.max(kept.hand.heed_after),
            },
            ActionStep::Back(hand) => hand,
        };
        Ok(self.store.set_action(id, &hand)?)
    }

    /// What a plan's session shows that should be done about it, as far as it is not open already.
    pub fn plan_findings(scored: &ScoredPlan, known: &[JudgedAction]) -> Vec<ActionDraft> {
        let score = scored.score.as_ref();
        score.map_or_else(Vec::new, |score| plan::shortfalls(score, scored.record.id, known))
    }

    /// When the newest session that an action is carried through began.
    fn newest_start(&mut self, kept: &KeptAction) -> Result<Timestamp, EngineError> {
        let snapshot = self.snapshot()?;
        let own = snapshot.sessions.iter();
        let own = own.filter(|s| kept.account.is_none_or(|account| s.account == account));
        Ok(own.map(|session| session.start.timestamp()).max().unwrap_or(kept.since))
    }
}
