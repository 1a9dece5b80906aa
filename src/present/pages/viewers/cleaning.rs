//! The cleaning report: who counts as no customer and why, and what a person said of them.

use serde::Serialize;

use crate::engine::{Cleaning, FlaggedViewer, Mark};
use crate::present::text::{Lang, cleaning as text};

/// Viewers listed.
const LISTED: usize = 50;

/// The report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CleaningCard {
    /// Title.
    pub title: String,
    /// How much was looked at.
    pub note: String,
    /// What was found and what becomes of it.
    pub verdict: String,
    /// How the figures judge.
    pub rules: String,
    /// The switch.
    pub switch: CleanSwitch,
    /// Flagged viewers, then those a person called customers.
    pub rows: Vec<CleaningRow>,
    /// How many are not listed; empty when all are.
    pub more: String,
}

/// Whether flagged viewers are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CleanSwitch {
    /// What it is about.
    pub label: String,
    /// Left out, counted.
    pub choices: [String; 2],
    /// Whether they are left out.
    pub on: bool,
}

/// One viewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CleaningRow {
    /// Keyed hash, by which the mark is set.
    pub key: String,
    /// Its beginning.
    pub code: String,
    /// Why.
    pub why: String,
    /// What they did.
    pub acts: String,
    /// The button.
    pub action: String,
    /// What the button says of the viewer; `None` leaves it to the figures.
    pub mark: Option<Mark>,
    /// Whether a person called this viewer a customer.
    pub cleared: bool,
}

/// Makes the switch.
pub fn switch(on: bool, lang: Lang) -> CleanSwitch {
    CleanSwitch { label: text::switch(lang), choices: text::choices(lang), on }
}

/// Makes the report.
pub fn build(cleaning: &Cleaning, lang: Lang) -> CleaningCard {
    let all = cleaning.flagged.len() + cleaning.cleared.len();
    let flagged = cleaning.flagged.iter().map(|viewer| row(viewer, lang));
    let cleared = cleaning.cleared.iter().map(|viewer| row(viewer, lang));
    CleaningCard {
        title: text::title(lang),
        note: text::note(cleaning.rows, cleaning.viewers, lang),
        verdict: text::summary(&cleaning.counts(), lang),
        rules: text::rules(lang),
        switch: switch(cleaning.on, lang),
        rows: flagged.chain(cleared).take(LISTED).collect(),
        more: if all > LISTED { text::more(all - LISTED, lang) } else { String::new() },
    }
}

fn row(viewer: &FlaggedViewer, lang: Lang) -> CleaningRow {
    let cleared = viewer.mark == Some(Mark::Person);
    let marked = viewer.mark.is_some();
    CleaningRow {
        key: viewer.key.clone(),
        code: text::code(&viewer.key),
        why: text::why(viewer, lang),
        acts: text::acts(viewer, lang),
        action: text::action(cleared, marked, lang),
        mark: (!marked).then_some(Mark::Person),
        cleared,
    }
}
