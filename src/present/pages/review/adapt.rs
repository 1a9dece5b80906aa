//! The review from what the engine hands out about one session.

use serde_json::Value;

use super::{
    CommentCount, OrderTotals, ReviewExtras, ReviewPage, SessionNote, review, review_json,
};
use crate::domain::{SessionId, Snapshot};
use crate::engine::SessionDetail;
use crate::present::pages::PageContext;

/// The review of a session with its detail.
pub fn of_session(
    snapshot: &Snapshot,
    session: SessionId,
    detail: &SessionDetail,
    context: &PageContext,
) -> ReviewPage {
    let comments: Vec<CommentCount> = detail
        .comments
        .iter()
        .map(|&(at, count)| CommentCount { at, count })
        .collect();
    let notes: Vec<SessionNote> = detail
        .notes
        .iter()
        .map(|note| SessionNote {
            at: note.at,
            text: note.text.clone(),
        })
        .collect();
    let extras = ReviewExtras {
        minutes: &detail.minutes,
        minutes_derived: detail.minutes_derived,
        comments: &comments,
        events: &[],
        notes: &notes,
        orders: detail.orders.map(|o| OrderTotals {
            orders: o.orders,
            paid: o.paid,
        }),
    };
    review(snapshot, Some(session), &extras, context)
}

/// `review --json` of a session; null when it is not in the snapshot.
pub fn json(
    snapshot: &Snapshot,
    session: SessionId,
    _detail: &SessionDetail,
    context: &PageContext,
) -> Value {
    review_json(snapshot, Some(session), context).unwrap_or(Value::Null)
}
