//! Viewers: who buys and returns? What the page will hold, with an honest empty state.

use serde::Serialize;

use super::Empty;
use crate::domain::Snapshot;
use crate::present::text::{Lang, pages as text};

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ViewersPage {
    /// The page's question: 谁会买，谁会回来？
    pub question: String,
    /// What it needs and where that comes from.
    pub empty: Empty,
    /// What it will hold.
    pub will_hold: Vec<String>,
    /// What of it is in the store already, in counts.
    pub have: Vec<String>,
}

/// Makes the page.
pub fn viewers(snapshot: &Snapshot, lang: Lang) -> ViewersPage {
    ViewersPage {
        question: text::viewers_question(lang),
        empty: text::viewers_empty(lang),
        will_hold: text::viewers_will_hold(lang),
        have: text::viewers_have(snapshot.order_lines, snapshot.events, snapshot.comments, lang),
    }
}
