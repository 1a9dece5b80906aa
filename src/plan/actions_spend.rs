//! Whether ad spend was moved from one half-hour to another, by what later sessions spent in both.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::actions::later;
use crate::domain::{ActionKind, ActionState, KeptAction, Session, SessionId, Snapshot};

/// Advert spend of sessions by whole half-hours, by the minute from the start at which each begins;
/// of those sessions whose minutes name any.
pub type SpendByBlock = BTreeMap<SessionId, BTreeMap<u32, f64>>;

/// The part of both half-hours' spend from which on most of it is at the new time.
const MOST: f64 = 0.5;

/// Why sessions whose minutes name their spend tell nothing of moved spend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Untold {
    /// The session was over before both half-hours were.
    TooShort,
    /// Nothing was spent in either of them: what was saved was not moved.
    NoSpend,
    /// What the session that the action comes from spent at the new time is not known any more.
    NoBefore,
}

/// Sessions whose spend [`judge`](super::judge) wants to know: those that open actions about spend
/// come from, and those after them.
pub fn sessions_of_spend(snapshot: &Snapshot, actions: &[KeptAction]) -> BTreeSet<SessionId> {
    let about = |action: &&KeptAction| {
        action.what.kind == ActionKind::MoveSpend && action.hand.state == ActionState::Open
    };
    actions
        .iter()
        .filter(about)
        .flat_map(|action| {
            later(snapshot, action).map(|session| session.id).chain(action.what.session)
        })
        .collect()
}

/// The part of what two half-hours cost that the one to which spend should move has, and whether it
/// was moved: half or more, and more than there was before. Spend that was only cut at the old time
/// was not. `None` for a session that names no spend.
pub(super) fn moved(
    spend: &SpendByBlock,
    action: &KeptAction,
    session: &Session,
) -> Option<Result<(f64, bool), Untold>> {
    let what = &action.what;
    let (old, new) = what.figure.zip(what.wish)?;
    let at = |session: SessionId, minute: f64| spend.get(&session)?.get(&(minute as u32)).copied();
    spend.get(&session.id)?;
    let Some((from, to)) = at(session.id, old).zip(at(session.id, new)) else {
        return Some(Err(Untold::TooShort));
    };
    if from + to <= 0.0 {
        return Some(Err(Untold::NoSpend));
    }
    let part = to / (from + to);
    let before = what.session.and_then(|origin| at(origin, new));
    Some(before.map(|before| (part, is_most(part) && to > before)).ok_or(Untold::NoBefore))
}

/// Whether a part is that of spend that was moved, as far as it goes.
pub(super) fn is_most(part: f64) -> bool {
    part >= MOST
}
