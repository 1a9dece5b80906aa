//! The run-down laid by hand: a slot is taken to another minute, or the edge between two is moved.
//! Slots follow each other without a gap before and after.

use super::crowd::Crowd;
use super::request::PlanRequest;
use super::result::{PlanResult, Slot};

/// What a hand does to a run-down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lay {
    /// The slot is to begin at this minute; what stood there goes on after it.
    Move {
        /// Which slot.
        slot: usize,
        /// Minute.
        to: u32,
    },
    /// The edge between this slot and the next one is to lie at this minute.
    Edge {
        /// The slot before the edge.
        slot: usize,
        /// Minute.
        to: u32,
    },
}

/// Nearer than this to the edge of a slot, that edge is meant: nobody wants to talk about a product
/// for two minutes.
const SNAP: u32 = 3;

/// The run-down after it. What is not possible changes nothing.
pub fn lay(slots: &[Slot], lay: Lay) -> Vec<Slot> {
    match lay {
        Lay::Move { slot, to } => moved(slots, slot, to),
        Lay::Edge { slot, to } => stretched(slots, slot, to),
    }
}

/// Every product keeps its minutes: a slot that is broken into goes on behind the one that came.
fn moved(slots: &[Slot], which: usize, to: u32) -> Vec<Slot> {
    let Some(taken) = slots.get(which) else {
        return slots.to_vec();
    };
    let mut rest: Vec<Slot> = slots.to_vec();
    rest.remove(which);
    let end: u32 = rest.iter().map(|slot| slot.minutes).sum();
    let rest = tiled(rest);
    let to = snapped(&rest, to.min(end));
    let mut out: Vec<Slot> = Vec::new();
    let mut placed = false;
    for slot in rest {
        let (start, stop) = (slot.start_minute, slot.start_minute + slot.minutes);
        if placed || stop <= to {
            out.push(slot);
            continue;
        }
        placed = true;
        if start < to {
            out.push(Slot { minutes: to - start, ..slot.clone() });
        }
        out.push(taken.clone());
        out.push(Slot { minutes: stop - to.max(start), ..slot });
    }
    if !placed {
        out.push(taken.clone());
    }
    joined(out)
}

/// The edge, but no product may lose its last minute by it.
fn stretched(slots: &[Slot], which: usize, to: u32) -> Vec<Slot> {
    let (Some(before), Some(after)) = (slots.get(which), slots.get(which + 1)) else {
        return slots.to_vec();
    };
    let (from, until) = (before.start_minute, after.start_minute + after.minutes);
    if until - from < 2 {
        return slots.to_vec();
    }
    let to = to.clamp(from + 1, until - 1);
    let mut out = slots.to_vec();
    out[which].minutes = to - from;
    out[which + 1].start_minute = to;
    out[which + 1].minutes = until - to;
    out
}

/// The edge that is meant, if one is near.
fn snapped(slots: &[Slot], to: u32) -> u32 {
    slots
        .iter()
        .flat_map(|slot| [slot.start_minute, slot.start_minute + slot.minutes])
        .filter(|edge| edge.abs_diff(to) < SNAP)
        .min_by_key(|edge| edge.abs_diff(to))
        .unwrap_or(to)
}

/// Starts that follow from the lengths.
pub(super) fn tiled(mut slots: Vec<Slot>) -> Vec<Slot> {
    let mut at = 0;
    for slot in &mut slots {
        slot.start_minute = at;
        at += slot.minutes;
    }
    slots
}

/// Neighbours of the same product and host are one slot.
pub(super) fn joined(slots: Vec<Slot>) -> Vec<Slot> {
    let mut out: Vec<Slot> = Vec::new();
    for slot in slots {
        match out.last_mut() {
            Some(last) if last.product_id == slot.product_id && last.host == slot.host => {
                last.minutes += slot.minutes;
            }
            _ => out.push(slot),
        }
    }
    tiled(out)
}

/// Minutes of a product in a run-down.
pub(super) fn laid_minutes(slots: &[Slot], product: &str) -> u32 {
    slots.iter().filter(|slot| slot.product_id == product).map(|slot| slot.minutes).sum()
}

/// The shares of a run-down laid by hand: a product's planned share grows and falls with the part of
/// all viewer-minutes that its slots have, against what it has in the plan's own run-down. They sum
/// to 1. What is talked about in passing, without a slot in either, keeps its weight.
pub(super) fn shares_by_hand(
    ids: &[&str],
    planned: &[f64],
    own: &[Slot],
    laid: &[Slot],
    crowd: &Crowd,
) -> Vec<f64> {
    let weights: Vec<f64> = ids
        .iter()
        .zip(planned)
        .map(|(id, share)| {
            let (before, after) = (crowd.exposure(own, id), crowd.exposure(laid, id));
            if before > 0.0 {
                share * after / before
            } else if after > 0.0 {
                after
            } else {
                *share
            }
        })
        .collect();
    let total: f64 = weights.iter().sum();
    weights.iter().map(|weight| if total > 0.0 { weight / total } else { 0.0 }).collect()
}

/// A solved plan's run-down under a hand: what it would be worth in another order, told at once.
#[derive(Clone, Debug, PartialEq)]
pub struct LayBoard {
    /// The run-down as it is.
    pub slots: Vec<Slot>,
    /// How many are online when.
    pub crowd: Crowd,
    own: Vec<Slot>,
    ids: Vec<String>,
    planned: Vec<f64>,
    /// Per product (share, value), by rising share.
    curves: Vec<Vec<(f64, f64)>>,
}

impl LayBoard {
    /// The board of a solved plan.
    pub fn of(request: &PlanRequest, result: &PlanResult) -> Self {
        let mut order: Vec<usize> = (0..result.items.len()).collect();
        order.sort_by(|a, b| result.items[*a].product_id.cmp(&result.items[*b].product_id));
        let (own, planned) = match &result.detail.by_hand {
            Some(plan) => (plan.slots.clone(), plan.shares.clone()),
            None => {
                let shares = order.iter().map(|at| result.items[*at].share).collect();
                (result.slots.clone(), shares)
            }
        };
        let points = |at: &usize| {
            result.detail.curves[*at].points.iter().map(|p| (p.share, p.value)).collect()
        };
        Self {
            slots: result.slots.clone(),
            own,
            ids: order.iter().map(|at| result.items[*at].product_id.clone()).collect(),
            planned,
            curves: order.iter().map(points).collect(),
            crowd: request.crowd.clone().unwrap_or_else(|| Crowd::flat(request.minutes)),
        }
    }

    /// What a run-down is expected to bring.
    pub fn value(&self, slots: &[Slot]) -> f64 {
        let ids: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        let shares = shares_by_hand(&ids, &self.planned, &self.own, slots, &self.crowd);
        shares.iter().zip(&self.curves).map(|(share, points)| between(points, *share)).sum()
    }
}

/// The value of a share, straight between the points of its curve and beyond the last two.
fn between(points: &[(f64, f64)], share: f64) -> f64 {
    let Some(last) = points.len().checked_sub(1).filter(|last| *last > 0) else {
        return 0.0;
    };
    let above = points.partition_point(|(x, _)| *x < share).clamp(1, last);
    let ((x0, y0), (x1, y1)) = (points[above - 1], points[above]);
    if x1 > x0 { y0 + (y1 - y0) * (share - x0) / (x1 - x0) } else { y0 }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn run(lengths: &[(&str, u32)]) -> Vec<Slot> {
        let slot = |(product, minutes): &(&str, u32)| Slot {
            start_minute: 0,
            minutes: *minutes,
            product_id: (*product).to_owned(),
            host: None,
        };
        tiled(lengths.iter().map(slot).collect())
    }

    fn told(slots: &[Slot]) -> Vec<(&str, u32)> {
        slots.iter().map(|slot| (slot.product_id.as_str(), slot.minutes)).collect()
    }

    #[test]
    fn a_slot_dropped_into_another_breaks_it_in_two() {
        let slots = run(&[("a", 20), ("b", 17), ("c", 17), ("d", 10)]);
        // c is to begin at minute 31, inside b.
        let after = lay(&slots, Lay::Move { slot: 2, to: 31 });
        assert_eq!(told(&after), [("a", 20), ("b", 11), ("c", 17), ("b", 6), ("d", 10)]);
        // Two minutes off the edge, the edge is meant.
        let after = lay(&slots, Lay::Move { slot: 2, to: 22 });
        assert_eq!(told(&after), [("a", 20), ("c", 17), ("b", 17), ("d", 10)]);
        // Back beside its own kind it is one slot again.
        let broken = lay(&slots, Lay::Move { slot: 2, to: 31 });
        let mended = lay(&broken, Lay::Move { slot: 2, to: 37 });
        assert_eq!(told(&mended), told(&slots));
        let last = lay(&slots, Lay::Move { slot: 0, to: 400 });
        assert_eq!(told(&last), [("b", 17), ("c", 17), ("d", 10), ("a", 20)]);
    }

    #[test]
    fn an_edge_gives_minutes_from_one_product_to_the_next() {
        let slots = run(&[("a", 20), ("b", 17)]);
        assert_eq!(told(&lay(&slots, Lay::Edge { slot: 0, to: 25 })), [("a", 25), ("b", 12)]);
        assert_eq!(told(&lay(&slots, Lay::Edge { slot: 0, to: 90 })), [("a", 36), ("b", 1)]);
        assert_eq!(told(&lay(&slots, Lay::Edge { slot: 0, to: 0 })), [("a", 1), ("b", 36)]);
        assert_eq!(lay(&slots, Lay::Edge { slot: 1, to: 5 }), slots, "there is no edge after it");
        assert_eq!(lay(&slots, Lay::Move { slot: 7, to: 5 }), slots);
    }

    proptest! {
        #[test]
        fn a_session_stays_full_and_a_move_takes_nobody_a_minute(
            lengths in proptest::collection::vec((0..5_usize, 1..40_u32), 1..12),
            which in 0..12_usize,
            to in 0..400_u32,
            edge in any::<bool>(),
        ) {
            const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
            let all: Vec<(&str, u32)> = lengths.iter().map(|(id, n)| (IDS[*id], *n)).collect();
            let slots = joined(run(&all));
            let after = lay(&slots, if edge {
                Lay::Edge { slot: which, to }
            } else {
                Lay::Move { slot: which, to }
            });
            let mut at = 0;
            for slot in &after {
                prop_assert_eq!(slot.start_minute, at);
                prop_assert!(slot.minutes > 0);
                at += slot.minutes;
            }
            prop_assert_eq!(at, slots.iter().map(|slot| slot.minutes).sum::<u32>());
            let minutes = |slots: &[Slot]| -> BTreeMap<String, u32> {
                let mut out = BTreeMap::new();
                for slot in slots {
                    *out.entry(slot.product_id.clone()).or_default() += slot.minutes;
                }
                out
            };
            if !edge {
                prop_assert_eq!(minutes(&after), minutes(&slots));
            }
        }
    }
}
