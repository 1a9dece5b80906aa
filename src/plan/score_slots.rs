//! Slot by slot: what the run-down foretold of a stretch of the session, and what was on and taken
//! in while it went on.

use serde::Serialize;

use super::aired::{Aired, TakingsFrom};
use super::simulate::Z90;
use super::{Item, PlanResult, Slot};
use crate::domain::Interval;

/// The planned product must have been on for so much of its slot before the range is judged: it
/// foretells what this product brings.
const HELD: f64 = 0.5;

/// A product that was on during a slot.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OnAir {
    /// The product as plans name it.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// How long, in minutes.
    pub minutes: f64,
}

/// One slot, planned and seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SlotScore {
    /// Minutes from the start.
    pub start_minute: u32,
    /// Length.
    pub minutes: u32,
    /// The product that was planned.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Who was to present.
    pub host: Option<String>,
    /// The product's value in the plan, by minutes among its slots.
    pub planned: f64,
    /// Its 80% range, wider than the product's where a slot is only part of it; `None` where
    /// the plan promised nothing.
    pub interval: Option<Interval>,
    /// Minutes of it in which the session went on; `None` when its length is not known.
    pub aired: Option<f64>,
    /// What was really on, longest first; empty when nothing was or nothing tells.
    pub on: Vec<OnAir>,
    /// The part of the slot in which the planned product was on; `None` without talk segments.
    pub held: Option<f64>,
    /// Mean number online.
    pub online: Option<f64>,
    /// Orders of all products in these minutes.
    pub orders: Option<f64>,
    /// Value of all products in these minutes, in the plan's unit.
    pub actual: Option<f64>,
    /// Whether it lies in the range; `None` unless the planned product was on for half of it.
    pub inside: Option<bool>,
}

/// The run-down beside the session.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SlotReview {
    /// Slots in order.
    pub slots: Vec<SlotScore>,
    /// Where takings come from.
    pub takings: TakingsFrom,
    /// Whether talk segments tell what was on.
    pub talks_known: bool,
    /// Share of all planned minutes in which the planned product was on.
    pub held: Option<f64>,
}

/// Puts a session beside the run-down of a plan.
pub fn score_slots(plan: &PlanResult, aired: &Aired) -> SlotReview {
    let slots: Vec<SlotScore> = plan
        .slots
        .iter()
        .filter_map(|slot| {
            let item = plan.items.iter().find(|item| item.product_id == slot.product_id)?;
            let all: u32 = of_product(plan, &slot.product_id).map(|slot| slot.minutes).sum();
            Some(score_slot(slot, item, all, aired))
        })
        .collect();
    let talks_known = !aired.talks.is_empty();
    let minutes: f64 = slots.iter().map(|slot| f64::from(slot.minutes)).sum();
    let held: f64 = slots.iter().filter_map(|s| Some(s.held? * f64::from(s.minutes))).sum();
    SlotReview {
        held: (talks_known && minutes > 0.0).then(|| held / minutes),
        slots,
        takings: aired.takings,
        talks_known,
    }
}

fn of_product<'a>(plan: &'a PlanResult, id: &'a str) -> impl Iterator<Item = &'a Slot> {
    plan.slots.iter().filter(move |slot| slot.product_id == id)
}

fn score_slot(slot: &Slot, item: &Item, all: u32, aired: &Aired) -> SlotScore {
    let (from, to) = (slot.start_minute, slot.start_minute + slot.minutes);
    let part = f64::from(slot.minutes) / f64::from(all.max(1));
    let length = f64::from(slot.minutes);
    let lasted = aired.length.map(|end| (end - f64::from(from)).clamp(0.0, length));
    let mut on: Vec<OnAir> = Vec::new();
    for (talk, minutes) in aired.overlaps(from, to) {
        match on.iter_mut().find(|known| known.product_id == talk.product_id) {
            Some(known) => known.minutes += minutes,
            None => on.push(OnAir {
                product_id: talk.product_id.clone(),
                name: talk.name.clone(),
                minutes,
            }),
        }
    }
    on.sort_by(|a, b| b.minutes.total_cmp(&a.minutes).then(a.product_id.cmp(&b.product_id)));
    let held = (!aired.talks.is_empty()).then(|| {
        let minutes = on.iter().find(|on| on.product_id == slot.product_id).map(|on| on.minutes);
        (minutes.unwrap_or(0.0) / length).min(1.0)
    });
    // A slot that the session did not reach took nothing that anybody could tell.
    let reached = lasted != Some(0.0);
    let (orders, actual) = if reached { aired.taken(from, to) } else { (None, None) };
    let interval = (item.expected_value > 0.0).then(|| band(item, part));
    let judged = held.is_some_and(|held| held >= HELD);
    SlotScore {
        start_minute: from,
        minutes: slot.minutes,
        product_id: item.product_id.clone(),
        name: item.name.clone(),
        host: slot.host.clone(),
        planned: item.expected_value * part,
        interval,
        aired: lasted,
        inside: interval.zip(actual).filter(|_| judged).map(|(range, took)| range.contains(took)),
        on,
        held,
        online: aired.online(from, to).filter(|_| reached),
        orders,
        actual,
    }
}

/// The range of a part of a product's exposure. Rate, session and viewers move all its parts
/// alike; chance in the number of orders weighs more, the fewer of them a part has.
fn band(item: &Item, part: f64) -> Interval {
    let (middle, range) = (item.expected_value, item.value_interval);
    let spread = (range.high - range.low) / (2.0 * Z90 * middle);
    let variance = spread * spread;
    let chance = match item.expected_orders {
        Some(orders) if orders > 0.0 && part > 0.0 => (1.0 / part - 1.0) / orders,
        _ => 0.0,
    };
    let wider = if variance > 0.0 { ((variance + chance) / variance).sqrt() } else { 1.0 };
    let low = middle - (middle - range.low) * wider;
    let high = middle + (range.high - middle) * wider;
    Interval { low: (low * part).max(0.0), high: high * part, level: range.level }
}
