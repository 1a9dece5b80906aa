//! Work on open actions: kept, typed, taken out again, closed and opened by a hand.

use super::Failure;
use crate::domain::{ActionDraft, ActionHand, ActionId, ActionState, Job};
use crate::engine::{ActionStep, Engine};
use crate::plan::PlanForm;

/// What is done with open actions.
#[derive(Clone, Debug, PartialEq)]
pub enum ActionWork {
    /// Keeps what was decided.
    Keep {
        /// What.
        drafts: Vec<ActionDraft>,
        /// The plan it was followed into, to say so once it is kept.
        followed: Option<Box<Followed>>,
    },
    /// Keeps a typed line.
    Add(String),
    /// Takes out again what was added by a slip.
    Remove(Vec<ActionId>),
    /// Closes one, drops it, opens it again, or takes that back.
    Set(ActionId, ActionStep),
}

/// Findings that went into a plan: what is said of it, and what the plan's form was before.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// The form before.
    pub form: PlanForm,
    /// Findings the plan can follow.
    pub added: usize,
    /// Findings it has no knob for.
    pub left: usize,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum ActionReply {
    /// Kept, under these numbers; none where all were open already.
    Kept(Vec<ActionId>, Option<Box<Followed>>),
    /// Taken out again.
    Removed,
    /// It stands so now; that is what a hand had said before.
    Set {
        /// Which.
        id: ActionId,
        /// How it stands.
        state: ActionState,
        /// What a hand had said.
        before: ActionHand,
    },
}

pub(super) fn run(
    engine: &mut Engine,
    job: &Job,
    work: ActionWork,
) -> Result<ActionReply, Failure> {
    Ok(match work {
        ActionWork::Keep { drafts, followed } => {
            ActionReply::Kept(engine.keep_actions(job, &drafts)?, followed)
        }
        ActionWork::Add(text) => {
            let added = engine.add_action(job, &text, None)?;
            ActionReply::Kept(added.into_iter().collect(), None)
        }
        ActionWork::Remove(ids) => {
            engine.remove_actions(&ids)?;
            ActionReply::Removed
        }
        ActionWork::Set(id, step) => {
            let before = engine.set_action(job, id, step)?;
            let judged = engine.actions()?.into_iter().find(|judged| judged.action.id == id);
            let state = judged.map_or(ActionState::Open, |judged| judged.state);
            ActionReply::Set { id, state, before }
        }
    })
}
