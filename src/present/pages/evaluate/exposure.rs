//! Who got how much of the exposure, by groups of products.

use serde::Serialize;

use crate::engine::ScoredPlan;
use crate::plan::{Fairness, FloorWish, Group, GroupShare, Grouping};
use crate::present::format;
use crate::present::pages::Num;
use crate::present::text::{Lang, evaluate_exposure as text};

/// The groups.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExposureTable {
    /// Title.
    pub title: String,
    /// `2 条下限，1 条没守住`; else that none is set.
    pub note: String,
    /// Column heads.
    pub columns: Vec<String>,
    /// One a group.
    pub rows: Vec<ExposureRow>,
    /// What to know about it.
    pub sentence: String,
    /// Words of the button that hands the floors to the next plan; empty while none is set.
    pub hold: String,
    /// What it hands over.
    pub wishes: Vec<FloorWish>,
    /// Why a typed floor is none.
    pub not_a_share: String,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExposureRow {
    /// Which.
    pub group: Group,
    /// By what it is grouped.
    pub by: String,
    /// The group with how many products it has.
    pub label: String,
    /// Its share of the products.
    pub offered: String,
    /// Its share of the exposure in the plan.
    pub planned: String,
    /// In the session.
    pub seen: Num,
    /// Its share of the value.
    pub earned: Num,
    /// The floor as it is typed, in percent; empty without one.
    pub floor: String,
    /// What the field is called.
    pub field: String,
    /// `守住`, `播时没守住`; empty without a floor.
    pub mark: String,
    /// Whether the floor held, in plan and session.
    pub held: Option<bool>,
}

/// The table of a plan; empty while it has not been looked at or has no session.
pub(super) fn exposure(plan: &ScoredPlan, wishes: &[FloorWish], lang: Lang) -> ExposureTable {
    if plan.score.is_none() {
        return ExposureTable::default();
    }
    let rows: Vec<ExposureRow> = plan
        .exposure
        .iter()
        .flat_map(|fairness| fairness.groups.iter().map(move |group| row(fairness, group, lang)))
        .collect();
    let floors = rows.iter().filter(|row| row.held.is_some()).count();
    let missed = rows.iter().filter(|row| row.held == Some(false)).count();
    let by_host = plan.exposure.iter().any(|fairness| fairness.by == Grouping::Host);
    let left_out = plan.exposure.iter().map(|fairness| fairness.left_out).max().unwrap_or(0);
    ExposureTable {
        title: text::title(lang),
        note: text::note(floors, missed, lang),
        columns: text::columns(lang),
        sentence: match rows.is_empty() {
            true => text::no_groups(lang),
            false => text::sentence(left_out, by_host, lang),
        },
        rows,
        hold: if wishes.is_empty() { String::new() } else { text::hold(wishes.len(), lang) },
        wishes: wishes.to_vec(),
        not_a_share: text::not_a_share(lang),
    }
}

fn row(fairness: &Fairness, group: &GroupShare, lang: Lang) -> ExposureRow {
    let share = |value: f64| format::percent_digits(value, 0);
    let name = text::group(&group.group, lang);
    ExposureRow {
        by: text::grouping(fairness.by, lang),
        field: text::field(&name, lang),
        label: text::label(&name, group.products, lang),
        group: group.group.clone(),
        offered: share(group.offered),
        planned: share(group.planned),
        seen: Num::maybe(group.seen, share),
        earned: Num::maybe(group.earned, share),
        floor: group.floor.map_or_else(String::new, |floor| {
            format::fixed(floor * 100.0, usize::from((floor * 100.0).fract() > 0.001))
        }),
        mark: text::mark(group, lang),
        held: group.held_in_plan.map(|plan| plan && group.held.unwrap_or(true)),
    }
}
