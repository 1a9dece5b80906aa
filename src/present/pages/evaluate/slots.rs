//! The run-down beside the session, slot by slot.

use jiff::SignedDuration;
use serde::Serialize;

use super::build::range_text;
use crate::domain::Session;
use crate::engine::ScoredPlan;
use crate::plan::{OnAir, SlotScore};
use crate::present::format;
use crate::present::pages::{Num, RangeText};
use crate::present::text::evaluate_slots as text;
use crate::present::text::plan::{Unit, figure};

/// The slots of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SlotTable {
    /// Title.
    pub title: String,
    /// `9 段里 6 段落在区间里`.
    pub note: String,
    /// Column heads.
    pub columns: Vec<String>,
    /// One a slot.
    pub rows: Vec<SlotRow>,
    /// How much of the run-down was kept, and where the takings are from.
    pub sentence: String,
    /// Why no takings are told; empty when they are.
    pub empty: String,
}

/// One slot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlotRow {
    /// When: `19:30–20:05`.
    pub time: String,
    /// What was planned: product, and who presents.
    pub planned_product: String,
    /// What was on.
    pub on: String,
    /// Mean number online.
    pub online: Num,
    /// Orders of all products.
    pub orders: Num,
    /// Value in the plan.
    pub planned: Num,
    /// Its range.
    pub range: Option<RangeText>,
    /// What was taken.
    pub actual: Num,
    /// `区间内`, `讲了别的`.
    pub mark: String,
    /// Whether it lies in the range.
    pub inside: Option<bool>,
}

impl SlotRow {
    /// Whether every cell says something, if only that nothing is known.
    pub fn columns_are_complete(&self) -> bool {
        let words = [&self.time, &self.planned_product, &self.on, &self.mark];
        let figures = [&self.online, &self.orders, &self.planned, &self.actual];
        words.iter().all(|word| !word.is_empty()) && figures.iter().all(|num| !num.text.is_empty())
    }
}

/// The table of a plan; empty while it has not been looked at or has no session.
pub(super) fn slots(plan: &ScoredPlan, session: Option<&Session>, unit: &Unit) -> SlotTable {
    let lang = unit.lang;
    let (Some(review), Some(session)) = (&plan.slots, session) else {
        return SlotTable::default();
    };
    let judged = review.slots.iter().filter(|slot| slot.inside.is_some()).count();
    let inside = review.slots.iter().filter(|slot| slot.inside == Some(true)).count();
    SlotTable {
        title: text::title(lang),
        note: text::note(inside, judged, lang),
        columns: text::columns(&unit.word(), lang),
        rows: review.slots.iter().map(|slot| row(slot, session, unit)).collect(),
        sentence: text::sentence(review.held, review.takings, lang),
        empty: text::empty(review.takings, plan.objective, lang),
    }
}

fn row(slot: &SlotScore, session: &Session, unit: &Unit) -> SlotRow {
    let lang = unit.lang;
    let clock = |minute: u32| {
        let at = session.start.checked_add(SignedDuration::from_mins(i64::from(minute)));
        at.map_or_else(|_| minute.to_string(), |at| format::clock(&at))
    };
    SlotRow {
        time: format::ends(&clock(slot.start_minute), &clock(slot.start_minute + slot.minutes)),
        planned_product: match &slot.host {
            Some(host) => format!("{} · {host}", slot.name),
            None => slot.name.clone(),
        },
        on: on(&slot.on, slot.held.is_some(), unit),
        online: Num::maybe(slot.online, format::count),
        orders: Num::maybe(slot.orders, format::count),
        planned: Num::of(slot.planned, figure(slot.planned, lang)),
        range: slot.interval.map(|range| range_text(range, lang)),
        actual: Num::maybe(slot.actual, |value| figure(value, lang)),
        mark: text::mark(slot, lang),
        inside: slot.inside,
    }
}

/// Products that were on, longest first; of more than two how many others there were.
fn on(on: &[OnAir], known: bool, unit: &Unit) -> String {
    const NAMED: usize = 2;
    if on.is_empty() {
        return if known { text::nothing_on(unit.lang) } else { format::MISSING.to_owned() };
    }
    let named: Vec<String> =
        on.iter().take(NAMED).map(|on| text::on_air(&on.name, on.minutes, unit.lang)).collect();
    let mut words = named.join(unit.lang.pick("、", ", "));
    if on.len() > NAMED {
        words += &text::and_others(on.len() - NAMED, unit.lang);
    }
    words
}
