//! From what the engine hands out about a session to what the page needs.

use super::{CommentCount, OrderTotals, ReviewExtras, SessionNote};
use crate::engine::SessionDetail;

impl SessionDetail {
    /// Calls `make` with these rows as the page's extras.
    pub fn with_extras<R>(&self, make: impl FnOnce(&ReviewExtras<'_>) -> R) -> R {
        let comments: Vec<CommentCount> = self
            .comments
            .iter()
            .map(|(at, count)| CommentCount { at: *at, count: *count })
            .collect();
        let notes: Vec<SessionNote> = self
            .notes
            .iter()
            .map(|note| SessionNote { id: note.id, at: note.at, text: note.text.clone() })
            .collect();
        make(&ReviewExtras {
            minutes: &self.minutes,
            minute_origins: &self.minute_origins,
            minutes_derived: self.minutes_derived,
            comments: &comments,
            events: &[],
            notes: &notes,
            sales: &self.sales,
            orders: self.orders.map(|sum| OrderTotals { orders: sum.orders, paid: sum.paid }),
        })
    }
}
