//! Where a viewer's row stops. A buyer's row stops at the first purchase; were the rows of the
//! others to run to the end of the visit, they would hold more of everything, and a model would
//! learn that those who do little buy. So theirs stop where rows of buyers with as many steps
//! stop.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::ViewerEvent;
use crate::domain::Action;

/// Part of the golden section: its multiples, modulo 1, spread evenly however many are taken.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// How far into a visit a buyer bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stop {
    /// Steps before the first purchase.
    passed: usize,
    /// Milliseconds from the last of them (or the visit's first event) to the purchase.
    wait: i64,
}

/// Stops of buyers by the number of steps of their whole visit.
#[derive(Default)]
struct Pool(BTreeMap<usize, (Vec<Stop>, u32)>);

impl Pool {
    fn add(&mut self, steps: &[Timestamp], begin: Timestamp, first: Timestamp) {
        let passed = steps.partition_point(|at| *at < first);
        let from = if passed > 0 { steps[passed - 1] } else { begin };
        let wait = first.as_millisecond() - from.as_millisecond();
        self.0.entry(steps.len()).or_default().0.push(Stop { passed, wait });
    }

    fn sort(&mut self) {
        self.0.values_mut().for_each(|(stops, _)| stops.sort_unstable());
    }

    /// The next stop for a visit of so many steps: in turn one of those of buyers with as many,
    /// or with the number nearest to it, then at the same share of the steps.
    fn take(&mut self, steps: usize) -> Option<Stop> {
        let nearest = *self.0.keys().min_by_key(|own| (own.abs_diff(steps), **own))?;
        let (stops, taken) = self.0.get_mut(&nearest)?;
        let share = (f64::from(*taken) * GOLDEN).fract();
        *taken += 1;
        let mut stop = stops[(share * stops.len() as f64) as usize];
        if nearest != steps && stop.passed > 0 {
            let part = stop.passed as f64 / nearest as f64;
            stop.passed = ((part * steps as f64).round() as usize).clamp(1, steps);
        }
        Some(stop)
    }
}

/// The stops of all buyers.
///
/// The steps of a visit are its clicks, since a click is what an order follows; where there are
/// none, everything that was done.
#[derive(Default)]
pub(super) struct Stops {
    clicks: Pool,
    events: Pool,
}

impl Stops {
    /// The stops of visits with a first purchase. Events of a visit are in order of time.
    pub(super) fn of<'a>(
        visits: impl Iterator<Item = (&'a [&'a ViewerEvent], Option<Timestamp>)>,
    ) -> Self {
        let mut stops = Self::default();
        for (run, first) in visits {
            let Some(first) = first.filter(|first| run[0].at < *first) else {
                continue;
            };
            stops.events.add(&steps(run, |_| true), run[0].at, first);
            let clicks = steps(run, |action| action == Action::Click);
            if !clicks.is_empty() {
                stops.clicks.add(&clicks, run[0].at, first);
            }
        }
        stops.clicks.sort();
        stops.events.sort();
        stops
    }

    /// The moment from which nothing of a visit without a purchase counts; `None` when nobody
    /// bought, and all of it does.
    pub(super) fn take(&mut self, run: &[&ViewerEvent]) -> Option<Timestamp> {
        let clicks = steps(run, |action| action == Action::Click);
        let (steps, stop) = if clicks.is_empty() || self.clicks.0.is_empty() {
            let all = steps(run, |_| true);
            let stop = self.events.take(all.len())?;
            (all, stop)
        } else {
            let stop = self.clicks.take(clicks.len())?;
            (clicks, stop)
        };
        let from = if stop.passed > 0 { steps[stop.passed - 1] } else { run[0].at };
        Timestamp::from_millisecond(from.as_millisecond().saturating_add(stop.wait)).ok()
    }
}

fn steps(run: &[&ViewerEvent], wanted: impl Fn(Action) -> bool) -> Vec<Timestamp> {
    run.iter().filter(|e| e.action != Action::Purchase && wanted(e.action)).map(|e| e.at).collect()
}
