//! Evaluate: did it work? What the page will hold, with an honest empty state.

use serde::Serialize;

use super::Empty;
use crate::domain::Snapshot;
use crate::present::text::{Lang, pages as text};

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvaluatePage {
    /// The page's question: 计划管用吗？
    pub question: String,
    /// What it needs and where that comes from.
    pub empty: Empty,
    /// What it will hold.
    pub will_hold: Vec<String>,
    /// What of it is in the store already, in counts.
    pub have: Vec<String>,
}

/// Makes the page. `plans` is how many plans the store holds.
pub fn evaluate(snapshot: &Snapshot, plans: usize, lang: Lang) -> EvaluatePage {
    EvaluatePage {
        question: text::evaluate_question(lang),
        empty: text::evaluate_empty(plans, lang),
        will_hold: text::evaluate_will_hold(lang),
        have: text::evaluate_have(snapshot.sessions.len(), plans, lang),
    }
}
