//! Exposure by host: what each was to have by the plan, and what lay in those slots when the session
//! was on.
//!
//! Exports name one host a session, so nobody knows who really presented a slot: a host's part of
//! what was seen is what the slots planned as theirs came to.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::fairness::{Fairness, Floors, Group, GroupShare, Grouping, SLACK};
use crate::plan::{PlanScore, SlotReview, SlotScore};

/// The part of the run-down that must have been followed.
const FOLLOWED: f64 = 0.5;
/// The part of the time that may be untold.
const UNTOLD: f64 = 0.1;

/// What one host's slots came to.
#[derive(Default)]
struct Part<'a> {
    products: BTreeSet<&'a str>,
    planned: f64,
    seen: f64,
    value: f64,
}

/// The exposure of a plan and its session by host; `None` where fewer than two present, unless one
/// has a floor.
///
/// `hosts` are those of the plan, with their share where it was split host by host.
pub fn host_exposure(
    score: &PlanScore,
    slots: &SlotReview,
    hosts: &[(String, Option<f64>)],
    floors: &Floors,
) -> Option<Fairness> {
    // A host without a slot has nothing, which is told too.
    let mut parts: BTreeMap<&str, Part<'_>> =
        hosts.iter().map(|(host, _)| (host.as_str(), Part::default())).collect();
    let minutes = |product: &str| -> u32 {
        let of = slots.slots.iter().filter(|slot| slot.product_id == product);
        of.map(|slot| slot.minutes).sum()
    };
    let weight = |slot: &SlotScore| Some(slot.online? * slot.aired?);
    for slot in &slots.slots {
        let Some(host) = slot.host.as_deref() else { continue };
        let part = parts.entry(host).or_default();
        part.products.insert(&slot.product_id);
        let product = score.products.iter().find(|p| p.product_id == slot.product_id);
        let share = product.map_or(0.0, |product| product.planned_share);
        part.planned +=
            share * f64::from(slot.minutes) / f64::from(minutes(&slot.product_id).max(1));
        part.seen += weight(slot).unwrap_or(0.0);
        part.value += slot.actual.unwrap_or(0.0);
    }
    if parts.is_empty() {
        return None;
    }
    let group = |host: &str| Group { by: Grouping::Host, of: host.to_owned() };
    let floor = |host: &str| floors.get(&group(host)).copied();
    if parts.len() < 2 && !parts.keys().any(|host| floor(host).is_some()) {
        return None;
    }
    let sum = |of: fn(&Part<'_>) -> f64| parts.values().map(of).sum::<f64>();
    let (planned, seen, value) = (sum(|p| p.planned), sum(|p| p.seen), sum(|p| p.value));
    // A slot of which nothing tells counts as empty: a few short ones, with hardly anybody online,
    // change no share that people see.
    let known = |tells: &dyn Fn(&SlotScore) -> bool| {
        let reached = || slots.slots.iter().filter(|slot| slot.aired != Some(0.0));
        let all: u32 = reached().map(|slot| slot.minutes).sum();
        let silent: u32 = reached().filter(|slot| !tells(slot)).map(|slot| slot.minutes).sum();
        f64::from(silent) <= UNTOLD * f64::from(all)
    };
    // Where the run-down was not followed its slots say nothing of who presented.
    let followed = slots.held.is_none_or(|held| held >= FOLLOWED);
    let told = followed && seen > 0.0 && known(&|slot| weight(slot).is_some());
    let earned = followed && value > 0.0 && known(&|slot| slot.actual.is_some());
    let all = score.products.len().max(1) as f64;
    let mut groups: Vec<GroupShare> = parts
        .iter()
        .map(|(host, part)| {
            let floor = floor(host);
            let split = hosts.iter().find(|(name, _)| name == host).and_then(|(_, share)| *share);
            let of_slots = if planned > 0.0 { part.planned / planned } else { 0.0 };
            let planned = split.unwrap_or(of_slots);
            let seen = told.then(|| part.seen / seen);
            GroupShare {
                group: group(host),
                products: part.products.len(),
                offered: part.products.len() as f64 / all,
                planned,
                seen,
                earned: earned.then(|| part.value / value),
                floor,
                held_in_plan: floor.map(|floor| planned >= floor - SLACK),
                // Nobody knows who really stood there.
                held: None,
            }
        })
        .collect();
    groups.sort_by(|a, b| b.planned.total_cmp(&a.planned).then(a.group.cmp(&b.group)));
    Some(Fairness { by: Grouping::Host, groups, left_out: 0 })
}
