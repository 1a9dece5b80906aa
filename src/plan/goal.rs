//! How likely the goal is, and what viewers, conversion or value per order would make it 80%.

use super::curve::ValueCurve;
use super::poisson::upper_tail;
use super::request::{Uncertainty, Viewers};
use super::result::{GoalResult, Need};
use super::simulate::{DRAWS, Draws, Z90, quantile};
use crate::domain::Interval;

/// The probability that is looked for.
const WANTED: f64 = 0.8;

/// A split with a goal.
pub struct Aim<'a> {
    /// The draws.
    pub draws: &'a Draws,
    /// Curves in the order of the draws.
    pub curves: &'a [ValueCurve],
    /// Shares.
    pub shares: &'a [f64],
    /// Simulated totals of this split.
    pub totals: &'a [f64],
    /// What is to be reached.
    pub goal: f64,
    /// Viewer forecast.
    pub viewers: Viewers,
    /// What varies.
    pub uncertainty: Uncertainty,
    /// Most viewers ever seen.
    pub most_seen: Option<f64>,
}

/// Orders as one Poisson count: every product brings the same per order and no stock is in the way.
struct OneCount {
    /// Value per order.
    weight: f64,
    /// Mean at the median viewers.
    mean: f64,
    /// Orders that reach the goal.
    orders: u64,
    /// No more than this can be sold.
    stock: Option<u64>,
}

/// Share of draws that reach a goal.
pub fn probability(totals: &[f64], goal: f64) -> f64 {
    // A sum of prices may miss a round goal by its last bit.
    let line = goal - goal.abs() * 1e-12;
    totals.iter().filter(|t| **t >= line).count() as f64 / totals.len() as f64
}

/// Wilson's 80% range of a probability seen in the draws.
fn wilson(p: f64) -> Interval {
    let range = Interval::wilson(p, DRAWS as f64, Z90, Interval::LEVEL);
    // A share of all draws or of none lies at the end itself.
    Interval { low: range.low.min(p), high: range.high.max(p), ..range }
}

impl Aim<'_> {
    /// The goal's figures and the single changes that would each bring it to 80%.
    pub fn result(&self) -> (GoalResult, Vec<Need>) {
        let one = self.one_count();
        let (probability, range) = if let Some(one) = &one {
            let p = one.probability(one.mean);
            (p, Interval::new(p, p))
        } else {
            let p = probability(self.totals, self.goal);
            (p, wilson(p))
        };
        let scale = match &one {
            Some(one) => one.viewers_needed(self.viewers.p50).map(|v| v as f64 / self.viewers.p50),
            None => self.scale_needed(),
        };
        let needed = scale.map(|k| (k * self.viewers.p50 - 1e-6).ceil().max(0.0) as u64);
        let result = GoalResult {
            target: self.goal,
            probability,
            probability_interval: range,
            viewers_needed_80: needed,
            value_per_viewer_needed: self.goal / self.viewers.p50,
        };
        let needs = if probability >= WANTED {
            Vec::new()
        } else {
            self.needs(scale, needed, one.as_ref())
        };
        (result, needs)
    }

    fn needs(&self, scale: Option<f64>, viewers: Option<u64>, one: Option<&OneCount>) -> Vec<Need> {
        let mut needs = Vec::new();
        let counted = self.active().all(|(curve, _)| curve.counted);
        let orders: f64 = self.active().map(|(c, share)| c.sold(share, 1.0)).sum();
        let value: f64 = self.active().map(|(c, share)| c.value(share)).sum();
        let demand: f64 = self.active().map(|(c, share)| c.demand(share)).sum();
        if let (Some(k), Some(viewers)) = (scale, viewers) {
            let needed = viewers as f64;
            needs.push(Need::Viewers {
                now: self.viewers.p50,
                needed,
                beyond_seen: self.most_seen.filter(|most| needed > *most),
            });
            if counted {
                // More orders per viewer act exactly as more viewers do.
                let now = demand / self.viewers.p50;
                needs.push(Need::Conversion { now, needed: now * k });
            }
        } else if let Some(most) = self.stock_ceiling() {
            needs.push(Need::StockForbids { most });
        }
        if counted && orders > 0.0 && value > 0.0 {
            let now = value / orders;
            let factor = match one {
                Some(one) => one.value_factor(self.goal),
                None => Some(self.goal / quantile(self.totals, 1.0 - WANTED)),
            };
            if let Some(factor) = factor.filter(|f| f.is_finite() && *f > 0.0) {
                needs.push(Need::PerOrder { now, needed: now * factor });
            }
        }
        needs
    }

    fn active(&self) -> impl Iterator<Item = (&ValueCurve, f64)> {
        self.curves
            .iter()
            .zip(self.shares)
            .filter(|(curve, share)| curve.demand(**share) > 0.0)
            .map(|(curve, share)| (curve, *share))
    }

    /// The most that the stock in the plan can bring; `None` when something is unlimited.
    fn stock_ceiling(&self) -> Option<f64> {
        self.active().map(|(curve, _)| curve.stock.map(|s| curve.weight.max(0.0) * s as f64)).sum()
    }

    fn one_count(&self) -> Option<OneCount> {
        if self.uncertainty != Uncertainty::Orders {
            return None;
        }
        let (first, _) = self.active().next()?;
        let weight = first.weight;
        let alike = self.active().all(|(c, _)| c.counted && c.weight == weight && weight > 0.0);
        let several = self.active().nth(1).is_some();
        if !alike || (several && self.active().any(|(c, _)| c.stock.is_some())) {
            return None;
        }
        Some(OneCount {
            weight,
            mean: self.active().map(|(c, share)| c.demand(share)).sum(),
            orders: (self.goal / weight - 1e-9).ceil().max(0.0) as u64,
            stock: first.stock,
        })
    }

    /// The factor on viewers (or on every rate) at which the goal is reached in 80% of the draws.
    fn scale_needed(&self) -> Option<f64> {
        if self.stock_ceiling().is_some_and(|most| most < self.goal) {
            return None;
        }
        let reached = |k: f64| {
            quantile(&self.draws.totals(self.curves, self.shares, k), 1.0 - WANTED) - self.goal
        };
        let now = quantile(self.totals, 1.0 - WANTED);
        // The total is close to proportional: start there.
        let mut k = if now > 0.0 { (self.goal / now).clamp(1.0 / 64.0, 64.0) } else { 2.0 };
        let mut f = reached(k);
        let (mut low, mut high);
        if f >= 0.0 {
            high = (k, f);
            loop {
                k /= 1.1;
                f = reached(k);
                if f < 0.0 || k < 1e-6 {
                    low = (k, f);
                    break;
                }
                high = (k, f);
            }
        } else {
            low = (k, f);
            let mut step = 1.1;
            loop {
                k *= step;
                step = (step * step).min(4.0);
                f = reached(k);
                if f >= 0.0 {
                    high = (k, f);
                    break;
                }
                low = (k, f);
                if k > 1e6 {
                    return None;
                }
            }
        }
        for step in 0..40 {
            if high.0 / low.0 < 1.0 + 1e-5 {
                break;
            }
            let chord = low.0 - low.1 * (high.0 - low.0) / (high.1 - low.1);
            // A little to each side of the chord, so that both ends close in.
            let aside = if step % 2 == 0 { 1.0 + 4e-6 } else { 1.0 - 4e-6 };
            let middle = if step < 6 {
                (chord * aside).clamp(low.0, high.0)
            } else {
                (low.0 * high.0).sqrt()
            };
            let f = reached(middle);
            if f >= 0.0 {
                high = (middle, f);
            } else {
                low = (middle, f);
            }
        }
        Some(high.0)
    }
}

impl OneCount {
    fn probability(&self, mean: f64) -> f64 {
        if self.stock.is_some_and(|s| s < self.orders) {
            return 0.0;
        }
        let p = upper_tail(mean, self.orders);
        // Below one in a million million it is nothing, and above it is certain.
        if p < 1e-12 { 0.0 } else { p.min(1.0) }
    }

    /// The least whole number of viewers with a probability of 80%.
    fn viewers_needed(&self, now: f64) -> Option<u64> {
        let reaches = |viewers: u64| self.probability(self.mean * viewers as f64 / now) >= WANTED;
        let mut high = 1_u64;
        while !reaches(high) {
            high = high.checked_mul(2).filter(|v| *v < 1 << 50)?;
        }
        let mut low = 0;
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if reaches(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some(high)
    }

    /// The factor on the value of an order with which the orders reached in 80% are enough.
    fn value_factor(&self, goal: f64) -> Option<f64> {
        let sold = |n: u64| self.stock.is_none_or(|s| n <= s) && upper_tail(self.mean, n) >= WANTED;
        let mut n = self.mean as u64;
        while sold(n + 1) {
            n += 1;
        }
        while n > 0 && !sold(n) {
            n -= 1;
        }
        (n > 0).then(|| goal / (self.weight * n as f64))
    }
}
