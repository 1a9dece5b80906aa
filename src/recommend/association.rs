//! What is bought together: pairs of products in one buyer's purchases of one occasion, with
//! support, confidence and lift (Agrawal, Imielinski & Swami, 1993).
//!
//! The usual lift misleads in a live shop twice: what was never on sale on the same day cannot be
//! bought together, and most buyers take one thing, so that nearly every pair looks rarer than
//! chance (who bought nothing is in no list). So the pairs of each day are also compared with those
//! that would come if the same number of pairs fell on the products as often as each was bought:
//! `pairs · 2 x y / (M² − Σ m²)`, M the purchases of the day and m those of each product (the graph
//! of given expected degrees, Chung & Lu, 2002). Where people choose products independently that is
//! exactly what comes.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use super::data::{DAY, Event, Interactions, OCCASION_GAP};
use crate::domain::{Cancelled, FEWEST_PEOPLE, Interval, Job, ProductId};

/// Pairs of fewer different buyers are not told.
pub const FEWEST: u32 = FEWEST_PEOPLE as u32;
/// Share of the pairs called clear that may be chance (Benjamini & Hochberg, 1995).
const FALSE: f64 = 0.1;

/// Two products and how they are bought.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// The rarer one.
    #[serde(skip)]
    pub from: ProductId,
    /// What stands for it outside the program.
    pub from_id: String,
    /// Its name.
    pub from_name: String,
    /// The other one.
    #[serde(skip)]
    pub to: ProductId,
    /// What stands for it outside the program.
    pub to_id: String,
    /// Its name.
    pub to_name: String,
    /// Occasions with both.
    pub both: u32,
    /// Different buyers of both on one occasion.
    pub buyers: u32,
    /// Share of all occasions with both, 0..=1.
    pub support: f64,
    /// Of the occasions with the rarer one, the share that has the other too, 0..=1.
    pub confidence: f64,
    /// Its 80% range (Wilson).
    pub confidence_interval: Interval,
    /// The other way round: of the occasions with the other, the share that has the rarer one.
    pub confidence_back: f64,
    /// The usual lift: the share with both over the product of both shares.
    pub lift: f64,
    /// How many times as often as by chance, on the same days and for as many pairs; 1 is chance.
    pub times_chance: f64,
    /// Its 80% range.
    pub times_chance_interval: Interval,
    /// Whether it is more (or less) than chance, beside how many pairs were looked at.
    pub clear: bool,
}

/// All pairs of at least [`FEWEST`] buyers, those with most occasions beyond chance first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Associations {
    /// Occasions: the purchases of one buyer that lie less than half a day apart.
    pub occasions: u32,
    /// Those with two products or more.
    pub of_several: u32,
    /// Pairs that were bought together by too few to be told.
    pub untold: usize,
    /// The pairs.
    pub pairs: Vec<Pair>,
}

/// Per product: on how many occasions of a day it was bought, by day.
type Days = BTreeMap<i64, f64>;

/// What chance needs to know of a day.
#[derive(Clone, Copy, Debug, Default)]
struct Day {
    /// Two products on one occasion.
    pairs: f64,
    /// Products bought, on all occasions.
    bought: f64,
    /// The squares of what each product has of them.
    squares: f64,
}

/// Counts the pairs.
///
/// Errors: cancelled.
pub fn associations(job: &Job, data: &Interactions) -> Result<Associations, Cancelled> {
    let purchases = data.purchases();
    let mut order: Vec<u32> = (0..purchases.len() as u32).collect();
    // Purchases come by time: those of one viewer side by side stay so.
    order.sort_by_key(|at| purchases[*at as usize].viewer);
    let mut seen = Seen::new(data.items.len());
    let of = |at: &u32| &purchases[*at as usize];
    for (turn, mine) in order.chunk_by(|a, b| of(a).viewer == of(b).viewer).enumerate() {
        if turn.is_multiple_of(1024) {
            job.check()?;
        }
        let mine: Vec<&Event> = mine.iter().map(of).collect();
        seen.buyer(&mine);
    }
    seen.pairs(job, data)
}

/// What was counted so far.
struct Seen {
    occasions: u32,
    of_several: u32,
    days: BTreeMap<i64, Day>,
    items: Vec<Days>,
    counts: Vec<u32>,
    /// Occasions and buyers with both, by the two places (lower first).
    both: HashMap<(u32, u32), (u32, u32)>,
}

impl Seen {
    fn new(items: usize) -> Self {
        Self {
            occasions: 0,
            of_several: 0,
            days: BTreeMap::new(),
            items: vec![Days::new(); items],
            counts: vec![0; items],
            both: HashMap::new(),
        }
    }

    /// Counts the purchases of one buyer, by time.
    fn buyer(&mut self, mine: &[&Event]) {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for occasion in mine.chunk_by(|a, b| b.at - a.at < OCCASION_GAP) {
            let day = occasion[0].at.div_euclid(DAY as i64);
            let mut items: Vec<u32> = occasion.iter().map(|event| event.item).collect();
            items.sort_unstable();
            items.dedup();
            self.occasions += 1;
            self.of_several += u32::from(items.len() > 1);
            let n = items.len() as f64;
            let told = self.days.entry(day).or_default();
            told.pairs += n * (n - 1.0) / 2.0;
            told.bought += n;
            for (at, &item) in items.iter().enumerate() {
                self.counts[item as usize] += 1;
                *self.items[item as usize].entry(day).or_default() += 1.0;
                pairs.extend(items[at + 1..].iter().map(|&other| (item, other)));
            }
        }
        pairs.sort_unstable();
        for same in pairs.chunk_by(|a, b| a == b) {
            let (occasions, buyers) = self.both.entry(same[0]).or_default();
            *occasions += same.len() as u32;
            *buyers += 1;
        }
    }

    /// What chance alone would bring, day by day.
    fn by_chance(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (&self.items[a as usize], &self.items[b as usize]);
        let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let of = |(day, x): (&i64, &f64)| {
            let (y, day) = (more.get(day)?, self.days.get(day)?);
            Some(day.pairs * 2.0 * x * y / (day.bought * day.bought - day.squares))
        };
        fewer.iter().filter_map(of).sum()
    }

    fn pairs(mut self, job: &Job, data: &Interactions) -> Result<Associations, Cancelled> {
        for (day, n) in self.items.iter().flatten() {
            self.days.entry(*day).or_default().squares += n * n;
        }
        let mut found: Vec<(Pair, f64, f64)> = Vec::new();
        let mut untold = 0;
        for (turn, (&(a, b), &(both, buyers))) in self.both.iter().enumerate() {
            if turn.is_multiple_of(4096) {
                job.check()?;
            }
            if buyers < FEWEST {
                untold += 1;
                continue;
            }
            let expected = self.by_chance(a, b);
            let count = |item: u32| self.counts[item as usize];
            let (from, to) = if (count(b), b) < (count(a), a) { (b, a) } else { (a, b) };
            let (item, other) = (&data.items[from as usize], &data.items[to as usize]);
            let times = f64::from(both);
            let confidence = times / f64::from(count(from));
            // The spread of a count of rare things: 1/√n of its logarithm.
            let spread = (Interval::Z / times.sqrt()).exp();
            let ratio = times / expected;
            let all = f64::from(self.occasions);
            let pair = Pair {
                from: item.product,
                from_id: item.public_id(),
                from_name: item.shown_name(),
                to: other.product,
                to_id: other.public_id(),
                to_name: other.shown_name(),
                both,
                buyers,
                support: times / all,
                confidence,
                confidence_interval: Interval::wilson(
                    confidence,
                    f64::from(count(from)),
                    Interval::Z,
                    Interval::LEVEL,
                ),
                confidence_back: times / f64::from(count(to)),
                lift: times * all / (f64::from(count(from)) * f64::from(count(to))),
                times_chance: ratio,
                times_chance_interval: Interval::new(ratio / spread, ratio * spread),
                clear: false,
            };
            found.push((pair, times - expected, chance_of(times, expected)));
        }
        tell_clear(&mut found);
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then((a.0.from, a.0.to).cmp(&(b.0.from, b.0.to))));
        Ok(Associations {
            occasions: self.occasions,
            of_several: self.of_several,
            untold,
            pairs: found.into_iter().map(|(pair, _, _)| pair).collect(),
        })
    }
}

/// The chance of a count at least so far from the expected one (Poisson, by its normal).
fn chance_of(count: f64, expected: f64) -> f64 {
    Normal::standard().sf((count - expected).abs() / expected.sqrt()) * 2.0
}

/// Marks the pairs that differ from chance so that at most a tenth of those marked are expected to
/// be chance, however many were looked at.
fn tell_clear(found: &mut [(Pair, f64, f64)]) {
    let mut chances: Vec<f64> = found.iter().map(|(_, _, chance)| *chance).collect();
    chances.sort_by(f64::total_cmp);
    let all = chances.len() as f64;
    let passes = |(at, chance): &(usize, &f64)| **chance <= FALSE * (*at as f64 + 1.0) / all;
    let most = chances.iter().enumerate().filter(passes).map(|(_, chance)| *chance).next_back();
    for (pair, _, chance) in found {
        pair.clear = most.is_some_and(|most| *chance <= most);
    }
}
