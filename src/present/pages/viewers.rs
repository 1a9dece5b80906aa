//! Viewers: who buys and returns? What the page will hold, with an honest empty state.

use serde::Serialize;

use super::Empty;
use crate::domain::Snapshot;
use crate::engine::Cleaning;
use crate::present::text::{Lang, pages as text};

pub mod cleaning;

pub use cleaning::{CleanSwitch, CleaningCard, CleaningRow};

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
    /// Who counts as no customer; `None` while there is no log of viewers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cleaning: Option<CleaningCard>,
}

/// Makes the page.
pub fn viewers(snapshot: &Snapshot, lang: Lang) -> ViewersPage {
    ViewersPage {
        question: text::viewers_question(lang),
        empty: text::viewers_empty(lang),
        will_hold: text::viewers_will_hold(lang),
        have: text::viewers_have(snapshot.order_lines, snapshot.events, snapshot.comments, lang),
        cleaning: None,
    }
}

/// Makes the page with its cleaning report.
pub fn with_cleaning(snapshot: &Snapshot, found: &Cleaning, lang: Lang) -> ViewersPage {
    let known = found.rows > 0 || !found.flagged.is_empty() || !found.cleared.is_empty();
    ViewersPage { cleaning: known.then(|| cleaning::build(found, lang)), ..viewers(snapshot, lang) }
}
