//! Shares of small counts: Wilson ranges and beta-binomial shrinkage towards the own mean.

use rayon::prelude::*;
use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::gamma::{gamma_lr, ln_gamma};

use crate::domain::Interval;

/// z of a two-sided level of the normal distribution.
pub(crate) fn z(level: f64) -> f64 {
    if (level - 0.8).abs() < 1e-12 {
        return 1.281_551_565_544_600_4;
    }
    let (mut low, mut high) = (0.0, 10.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if statrs::function::erf::erf(middle / std::f64::consts::SQRT_2) < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Wilson's score range of `successes` out of `trials`
/// (E. B. Wilson, JASA 22, 1927). `None` when the counts are no share: nothing below the line,
/// or more above it than below.
pub fn wilson(successes: f64, trials: f64, level: f64) -> Option<Interval> {
    if !(trials > 0.0 && (0.0..=trials).contains(&successes)) {
        return None;
    }
    let mut range = Interval::wilson(successes / trials, trials, z(level), level);
    // Nothing or everything seen: the formula misses the end by its last bit.
    if successes == 0.0 {
        range.low = 0.0;
    }
    if successes == trials {
        range.high = 1.0;
    }
    Some(range)
}

/// A share pulled towards the mean of its peers as far as its own count leaves doubt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrunk {
    /// Successes.
    pub successes: f64,
    /// Trials.
    pub trials: f64,
    /// The estimate.
    pub estimate: f64,
    /// Its range.
    pub interval: Interval,
}

/// The peers' mean and the estimates, in the order of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// The mean the estimates are pulled towards.
    pub mean: f64,
    /// One per input.
    pub items: Vec<Shrunk>,
}

/// The strengths of the prior that are tried: from hardly any pull to nearly full pooling.
const STRENGTHS: usize = 33;

/// Beta-binomial shrinkage. The prior's mean and strength are learnt from all counts (empirical
/// Bayes); the strength is averaged over a grid by its likelihood, and the doubt about mean and
/// strength is part of the range. Identical rates pool fully, and with unlimited trials an
/// estimate becomes the raw rate. `None` when there is no trial at all. Counts with more
/// successes than trials are cut at the trials.
pub fn shrink(counts: &[(f64, f64)], level: f64) -> Option<Pooled> {
    let counts: Vec<(f64, f64)> =
        counts.iter().map(|(k, n)| (k.clamp(0.0, n.max(0.0)), n.max(0.0))).collect();
    let trials: f64 = counts.iter().map(|c| c.1).sum();
    let successes: f64 = counts.iter().map(|c| c.0).sum();
    if trials <= 0.0 {
        return None;
    }
    let grid: Vec<Prior> = (0..STRENGTHS)
        .map(|step| {
            let strength = 10f64.powf(step as f64 / 8.0); // 1 to 10,000
            Prior::at(strength, &counts, successes / trials)
        })
        .collect();
    let best = grid.iter().map(|p| p.likelihood).fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = grid.iter().map(|p| (p.likelihood - best).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mix = |value: &dyn Fn(&Prior) -> f64| -> f64 {
        grid.iter().zip(&weights).map(|(p, w)| value(p) * w).sum::<f64>() / total
    };
    let mean = mix(&|p| p.mean);
    // Each alone: how many threads there are changes nothing.
    let items = counts
        .par_iter()
        .map(|&(k, n)| {
            let centre = |p: &Prior| (k + p.mean * p.strength) / (n + p.strength);
            let estimate = mix(&centre);
            let variance = mix(&|p| {
                let e = centre(p);
                let pull = p.strength / (n + p.strength);
                e * (1.0 - e) / (n + p.strength + 1.0)
                    + (e - estimate).powi(2)
                    + p.mean_variance * pull * pull
            });
            Shrunk {
                successes: k,
                trials: n,
                estimate,
                interval: beta_range(estimate, variance, level),
            }
        })
        .collect();
    Some(Pooled { mean, items })
}

struct Prior {
    strength: f64,
    mean: f64,
    mean_variance: f64,
    likelihood: f64,
}

impl Prior {
    fn at(strength: f64, counts: &[(f64, f64)], pooled: f64) -> Self {
        // A rate from n trials varies by m(1-m)(1/n)(1 + (n-1)/(s+1)): weigh by its inverse.
        let weight = |n: f64| n / (1.0 + (n - 1.0).max(0.0) / (strength + 1.0));
        let total: f64 = counts.iter().filter(|c| c.1 > 0.0).map(|c| weight(c.1)).sum();
        let mean: f64 =
            counts.iter().filter(|c| c.1 > 0.0).map(|&(k, n)| weight(n) / total * (k / n)).sum();
        // At the very ends the beta distribution does not exist: stay half a success inside.
        let edge = 0.5 / (total + 1.0);
        let inside = mean.clamp(edge, 1.0 - edge);
        let (a, b) = (inside * strength, (1.0 - inside) * strength);
        let likelihood = counts
            .iter()
            .filter(|c| c.1 > 0.0)
            .map(|&(k, n)| ln_beta(a + k, b + n - k) - ln_beta(a, b))
            .sum();
        let spread = inside.max(pooled.min(1.0 - edge));
        Self { strength, mean, mean_variance: spread * (1.0 - spread) / total, likelihood }
    }
}

/// Above so many counts the exact distributions are as good as normal.
const LARGE: f64 = 1e6;

/// The central range of a beta distribution with a mean and variance.
pub(crate) fn beta_range(mean: f64, variance: f64, level: f64) -> Interval {
    let most = mean * (1.0 - mean);
    if most <= 0.0 || variance <= 0.0 {
        // All or nothing seen: the range reaches inward by the deviation.
        let sd = variance.max(0.0).sqrt() * z(level);
        return Interval { low: (mean - sd).max(0.0), high: (mean + sd).min(1.0), level };
    }
    let strength = (most / variance.min(most * 0.999) - 1.0).max(1e-3);
    if strength > LARGE {
        let half = z(level) * variance.sqrt();
        return Interval { low: (mean - half).max(0.0), high: (mean + half).min(1.0), level };
    }
    let (a, b) = (mean * strength, (1.0 - mean) * strength);
    let (tail, scale) = ((1.0 - level) / 2.0, ln_beta(a, b));
    let density = |x: f64| ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - scale).exp();
    let at = |p: f64| rising((0.0, 1.0), mean, p, |x| beta_reg(a, b, x), density);
    Interval { low: at(tail), high: at(1.0 - tail), level }
}

/// The central range of a gamma distribution with a shape and mean `shape / rate`.
pub(crate) fn gamma_range(shape: f64, rate: f64, level: f64) -> Interval {
    if shape > LARGE {
        // The series behind the exact one gets longer with the shape; the normal distribution
        // with the first term for the skew is as good here.
        let z = z(level);
        let (centre, half) = (shape + (z * z - 1.0) / 3.0, z * shape.sqrt());
        return Interval { low: (centre - half) / rate, high: (centre + half) / rate, level };
    }
    let tail = (1.0 - level) / 2.0;
    let most = shape + 20.0 * (shape.sqrt() + 1.0);
    let scale = ln_gamma(shape);
    let below = |x: f64| if x > 0.0 { gamma_lr(shape, x) } else { 0.0 };
    let density = |x: f64| ((shape - 1.0) * x.ln() - x - scale).exp();
    let at = |p: f64| rising((0.0, most), shape, p, below, density);
    Interval { low: at(tail) / rate, high: at(1.0 - tail) / rate, level }
}

/// Where a rising function takes a value: Newton's steps from `start`, and halves of what is left
/// where a step would lead out of it. A page asks for thousands: halving alone takes sixty values
/// where these steps take seven.
fn rising(
    (mut low, mut high): (f64, f64),
    start: f64,
    target: f64,
    value: impl Fn(f64) -> f64,
    slope: impl Fn(f64) -> f64,
) -> f64 {
    let mut x = start;
    for _ in 0..100 {
        let gap = value(x) - target;
        if gap < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let step = x - gap / slope(x);
        let next = if step > low && step < high { step } else { f64::midpoint(low, high) };
        if (next - x).abs() <= 1e-13 * x {
            return next;
        }
        x = next;
    }
    x
}
