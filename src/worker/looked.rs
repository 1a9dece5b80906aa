//! The session that is looked at: its minutes and orders are read once, so that a brush that is
//! drawn over them is answered from memory.

use std::sync::Arc;

use super::Failure;
use crate::domain::{SessionId, Snapshot};
use crate::engine::{Engine, SessionDetail};
use crate::metrics::Stretch;
use crate::present::pages::review::{self, BrushView, CompareExtras, ComparePage, brush, compare};
use crate::present::pages::{PageContext, ReviewExtras, ReviewPage};

/// As many sessions as a comparison shows.
const KEPT: usize = 2;

/// Details of the sessions looked at last, of one revision of the store.
#[derive(Default)]
pub(super) struct Looked {
    revision: u64,
    /// The newest last.
    details: Vec<(SessionId, Arc<SessionDetail>)>,
}

impl Looked {
    /// Minutes, notes and orders of a session.
    pub fn detail(
        &mut self,
        engine: &mut Engine,
        session: SessionId,
    ) -> Result<Arc<SessionDetail>, Failure> {
        let revision = engine.revision()?;
        if self.revision != revision {
            *self = Self { revision, details: Vec::new() };
        }
        if let Some((_, detail)) = self.details.iter().find(|(id, _)| *id == session) {
            return Ok(Arc::clone(detail));
        }
        let detail = Arc::new(engine.session_detail(session)?);
        self.details.push((session, Arc::clone(&detail)));
        if self.details.len() > KEPT {
            self.details.remove(0);
        }
        Ok(detail)
    }
}

/// The review of a session; of the latest one with an amount when none is named.
pub(super) fn review_page(
    engine: &mut Engine,
    looked: &mut Looked,
    snapshot: &Snapshot,
    session: Option<SessionId>,
    context: &PageContext,
) -> Result<ReviewPage, Failure> {
    // A session that an undo took away is not asked for any more.
    let session = match session.filter(|id| snapshot.session(*id).is_some()) {
        Some(session) => Some(session),
        None if snapshot.sessions.is_empty() => None,
        None => Some(engine.find_session(None)?),
    };
    let Some(id) = session else {
        return Ok(review::review(snapshot, None, &ReviewExtras::default(), context));
    };
    let detail = looked.detail(engine, id)?;
    Ok(detail.with_extras(|extras| review::review(snapshot, session, extras, context)))
}

/// What a range of a session's minutes adds up to.
pub(super) fn brushed(
    engine: &mut Engine,
    looked: &mut Looked,
    snapshot: &Snapshot,
    session: SessionId,
    stretch: Stretch,
    context: &PageContext,
) -> Result<Option<BrushView>, Failure> {
    let Some(known) = snapshot.session(session) else {
        return Ok(None);
    };
    let detail = looked.detail(engine, session)?;
    Ok(detail.with_extras(|extras| brush(snapshot, known, extras, stretch, context)))
}

/// Two sessions side by side.
pub(super) fn compared(
    engine: &mut Engine,
    looked: &mut Looked,
    snapshot: &Snapshot,
    (now, base): (SessionId, SessionId),
    context: &PageContext,
) -> Result<Option<ComparePage>, Failure> {
    if snapshot.session(now).is_none() || snapshot.session(base).is_none() {
        return Ok(None);
    }
    let (a, b) = (looked.detail(engine, now)?, looked.detail(engine, base)?);
    let extras = CompareExtras { now: &a.minutes, base: &b.minutes };
    Ok(compare(snapshot, now, base, &extras, context))
}
