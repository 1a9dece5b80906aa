//! How much wider ranges must be than the model says, by what became of earlier plans: ranges are
//! never narrower than the scorecard supports.

use serde::{Deserialize, Serialize};

use super::PlanScore;
use super::simulate::Z90;
use crate::domain::Interval;
use crate::metrics::{wilson, z};

/// Products of one session go up and down together: so much of their spread is the session's.
const TOGETHER: f64 = 0.3;
/// Beyond this a plan says nothing any more.
const MOST: f64 = 4.0;

/// What earlier plans say of ranges.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wider {
    /// The spread of everything that is not known is multiplied by this, 1 or more.
    pub factor: f64,
    /// Plans it rests on.
    pub plans: usize,
    /// Their products with a range and a value.
    pub products: usize,
    /// Of these within the range as the model alone would have told it.
    pub inside: usize,
}

/// Learns it from plans that were made before their session; `None` without any.
///
/// Ranges that were already widened are taken back to what the model said, so that the factor does
/// not swing: a plan that held because it was widened is no reason to narrow the next one. A few
/// misses are chance: only a coverage whose range lies below what was promised widens anything,
/// and products of one session count as far fewer than there are.
pub fn wider(scores: &[&PlanScore]) -> Option<Wider> {
    let (mut products, mut inside, mut plans) = (0, 0, 0);
    for score in scores {
        let judged = score.products.iter().filter_map(|product| {
            let range = product.interval.filter(|_| product.inside.is_some())?;
            let range =
                if score.wider > 1.0 { told(product.planned, range, score.wider) } else { range };
            Some(range.contains(product.actual?))
        });
        let held: Vec<bool> = judged.collect();
        products += held.len();
        inside += held.iter().filter(|held| **held).count();
        plans += usize::from(!held.is_empty());
    }
    if products == 0 {
        return None;
    }
    let (all, held) = (products as f64, inside as f64);
    let each = all / plans as f64;
    // The design effect of clusters.
    let worth = all / (1.0 + (each - 1.0) * TOGETHER);
    let most = wilson(held / all * worth, worth, Interval::LEVEL)?.high;
    let factor = if most < Interval::LEVEL { (Z90 / z(most)).min(MOST) } else { 1.0 };
    Some(Wider { factor, plans, products, inside })
}

/// The range as the model told it before it was widened: spreads are multiplied in ratios. Where
/// nothing at all lies in the range, nothing at all lay in it before.
fn told(middle: f64, range: Interval, by: f64) -> Interval {
    let back = |end: f64| if middle > 0.0 { middle * (end / middle).powf(1.0 / by) } else { end };
    Interval { low: back(range.low.max(0.0)), high: back(range.high), level: range.level }
}
