//! Draws by lot which coming session is run which way.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use crate::domain::Arm;
use crate::metrics::Slot;

/// A coming session and the way it is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// The day, in the account's time zone.
    pub day: Date,
    /// The part of the day.
    pub slot: Slot,
    /// Sessions of one pair are alike and run different ways.
    pub pair: u32,
    /// The way.
    pub arm: Arm,
}

/// Pairs sessions that are alike and tosses a coin for each pair.
///
/// Two neighbours of the same weekday and part of the day are a pair; what is left over is paired
/// in the order of time. So no weekday and part of the day, and no schedule as a whole, has one
/// way more than once more than the other. The coins come from the seed alone, and each pair has
/// its own: nothing that is seen in one pair tells anything about the next.
pub fn draw(days: &[(Date, Slot)], seed: u64) -> Vec<Planned> {
    let mut order: Vec<usize> = (0..days.len()).collect();
    order.sort_by_key(|at| days[*at]);
    let mut alike: BTreeMap<(i8, Slot), Vec<usize>> = BTreeMap::new();
    for at in order {
        let (day, slot) = days[at];
        alike.entry((day.weekday().to_monday_zero_offset(), slot)).or_default().push(at);
    }
    let mut pairs: Vec<Vec<usize>> = Vec::new();
    let mut left: Vec<usize> = Vec::new();
    for group in alike.into_values() {
        let even = group.len() - group.len() % 2;
        pairs.extend(group[..even].chunks(2).map(<[usize]>::to_vec));
        left.extend(&group[even..]);
    }
    left.sort_by_key(|at| days[*at]);
    pairs.extend(left.chunks(2).map(<[usize]>::to_vec));
    pairs.sort_by_key(|pair| pair.iter().map(|at| days[*at]).min());
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut planned: Vec<Planned> = Vec::with_capacity(days.len());
    for (number, pair) in (0..).zip(&pairs) {
        let first = if rng.gen_bool(0.5) { Arm::A } else { Arm::B };
        for (arm, at) in [first, first.other()].into_iter().zip(pair) {
            let (day, slot) = days[*at];
            planned.push(Planned { day, slot, pair: number, arm });
        }
    }
    planned.sort_by_key(|session| (session.day, session.slot, session.pair));
    planned
}
