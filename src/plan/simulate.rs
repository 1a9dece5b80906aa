//! The simulation: draws of everything that is not known, made once and used for every split
//! (common random numbers).
//!
//! Orders of product p in draw d are Poisson with mean
//! `A_pd / E[A_p] * L_pd * c_d * V_d / V_50 * demand_p(share)`, never above the stock: `A` from its
//! Gamma, `L` lognormal with standard deviation .15 and mean 1, `c` the session shock, `V` viewers.
//! Every product has its own random stream, keyed by its id, so neither its place in the list nor
//! the number of threads changes a figure.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma as GammaDraw, StandardNormal, StudentT};
use rayon::prelude::*;
use statrs::function::erf::erfc_inv;

use super::curve::ValueCurve;
use super::poisson::count_at;
use super::request::{Uncertainty, Viewers};
use super::response::SessionSpread;
use super::shrink::Gamma;

/// Draws behind every interval and probability.
pub const DRAWS: usize = 10_000;
/// Normal deviate of the 90% point.
pub const Z90: f64 = 1.281_551_565_544_6;
/// Standard deviation of the noise per product and session.
pub const PRODUCT_NOISE: f64 = 0.15;
/// Standard deviation of the logarithm that a session strays by until own sessions tell.
pub const SESSION_SPREAD: f64 = 0.25;
/// Sessions that this is worth.
pub const SESSION_WORTH: f64 = 4.0;
/// Draws handled together; fixed, so that sums do not depend on threads.
const CHUNK: usize = 1_250;

/// A random stream of its own for a purpose and a name.
pub fn stream(seed: u64, purpose: &str, name: &str) -> ChaCha8Rng {
    // FNV-1a over both words, then mixed with the seed.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in purpose.bytes().chain([0]).chain(name.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ChaCha8Rng::seed_from_u64(seed.rotate_left(32) ^ hash)
}

/// What one product is drawn from.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// Id: the key of its stream.
    pub id: &'a str,
    /// What is known of its rate; `None` when stated.
    pub posterior: Option<Gamma>,
}

/// All draws.
pub struct Draws {
    /// Session shock per draw.
    pub shock: Vec<f64>,
    /// Shock times viewers over the median viewers, per draw.
    common: Vec<f64>,
    /// Rate over its mean, noise included, per product and draw.
    factor: Vec<Vec<f64>>,
    /// Quantile of the order count per product and draw: probability and normal deviate.
    luck: Vec<Vec<(f64, f64)>>,
    /// More luck, where earlier plans' ranges were too narrow.
    more: Option<MoreLuck>,
}

/// What multiplies the variance of order counts: a noise of mean 1 on what is expected.
struct MoreLuck {
    /// Variance to add, in variances of the count.
    variance: f64,
    /// A normal deviate per product and draw.
    noise: Vec<Vec<f64>>,
}

impl Draws {
    /// Makes the draws. The spread of everything that is not known is multiplied by `wider`, its
    /// means stay: 1 is what the model says.
    pub fn new(
        seed: u64,
        uncertainty: Uncertainty,
        sources: &[Source<'_>],
        viewers: &Viewers,
        spread: SessionSpread,
        wider: f64,
    ) -> Self {
        let full = uncertainty == Uncertainty::Full;
        let wider = if full { wider.max(1.0) } else { 1.0 };
        let mut shock = if full { shocks(seed, spread) } else { vec![1.0; DRAWS] };
        stretch(&mut shock, wider);
        let common = if full {
            let mut rng = stream(seed, "viewers", "");
            let low = (viewers.p50 / viewers.p10).ln() / Z90;
            let high = (viewers.p90 / viewers.p50).ln() / Z90;
            shock
                .iter()
                .map(|c| {
                    let z: f64 = StandardNormal.sample(&mut rng);
                    c * (wider * z * if z < 0.0 { low } else { high }).exp()
                })
                .collect()
        } else {
            shock.clone()
        };
        let (factor, luck) = sources
            .par_iter()
            .map(|source| {
                let mut factors = factors(seed, source, full);
                stretch(&mut factors, wider);
                (factors, luck(seed, source.id))
            })
            .unzip();
        let more = (wider > 1.0).then(|| MoreLuck {
            variance: wider * wider - 1.0,
            noise: sources.par_iter().map(|source| normals(seed, source.id)).collect(),
        });
        Self { shock, common, factor, luck, more }
    }

    /// Session shock times viewers over the median viewers, per draw.
    pub fn common(&self) -> &[f64] {
        &self.common
    }

    /// The factor on a product's rate in a draw: rate, session and viewers together.
    pub fn scale(&self, at: usize, draw: usize) -> f64 {
        self.factor[at][draw] * self.common[draw]
    }

    /// Simulated value of one product per draw, with all rates or viewers multiplied by `scale`.
    pub fn product_values(
        &self,
        at: usize,
        curve: &ValueCurve,
        share: f64,
        scale: f64,
    ) -> Vec<f64> {
        let mean = scale * curve.demand(share);
        (0..DRAWS).map(|d| self.value(at, curve, mean, d)).collect()
    }

    /// Simulated total per draw.
    pub fn totals(&self, curves: &[ValueCurve], shares: &[f64], scale: f64) -> Vec<f64> {
        let active = active(curves, shares, scale);
        self.sum(&active, |draws, at, mean, d| draws.value(at, &curves[at], mean, d))
    }

    /// Expected total per draw given everything but luck: what a split is worth in that world.
    pub fn worths(&self, curves: &[ValueCurve], shares: &[f64]) -> Vec<f64> {
        let active = active(curves, shares, 1.0);
        self.sum(&active, |draws, at, mean, d| {
            let curve = &curves[at];
            let mu = mean * draws.factor[at][d] * draws.common[d];
            curve.weight * curve.table.as_ref().map_or(mu, |t| t.at(mu).0)
        })
    }

    fn value(&self, at: usize, curve: &ValueCurve, mean: f64, d: usize) -> f64 {
        let mut mu = mean * self.factor[at][d] * self.common[d];
        if !curve.counted {
            return mu * curve.weight;
        }
        if let Some(more) = &self.more {
            let spread = (more.variance / mean).ln_1p();
            mu *= (spread.sqrt() * more.noise[at][d] - 0.5 * spread).exp();
        }
        let (u, z) = self.luck[at][d];
        let orders = count_at(mu, u, z);
        let sold = curve.stock.map_or(orders, |s| orders.min(s as f64));
        sold * curve.weight
    }

    fn sum(
        &self,
        active: &[(usize, f64)],
        value: impl Fn(&Self, usize, f64, usize) -> f64 + Sync,
    ) -> Vec<f64> {
        let mut totals = vec![0.0; DRAWS];
        totals.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, part)| {
            for (at, mean) in active {
                for (offset, total) in part.iter_mut().enumerate() {
                    *total += value(self, *at, *mean, chunk * CHUNK + offset);
                }
            }
        });
        totals
    }
}

fn active(curves: &[ValueCurve], shares: &[f64], scale: f64) -> Vec<(usize, f64)> {
    curves
        .iter()
        .zip(shares)
        .map(|(curve, share)| scale * curve.demand(*share))
        .enumerate()
        .filter(|(_, mean)| *mean > 0.0)
        .collect()
}

/// `log c = sqrt(v (1 + 1/H)) t_{nu0+H-1} - v/2`, clipped at ±1.5, `v = (nu0 sigma0² + (H-1) s²) /
/// (nu0 + H - 1)` with nu0 = 4 and sigma0 = .25; then divided by its mean, so that E[c] = 1.
fn shocks(seed: u64, spread: SessionSpread) -> Vec<f64> {
    let (nu0, sigma0) = (SESSION_WORTH, SESSION_SPREAD);
    let (h, s2) =
        if spread.sessions == 0 { (1.0, 0.0) } else { (spread.sessions as f64, spread.variance) };
    let freedom = nu0 + h - 1.0;
    let v = (nu0 * sigma0 * sigma0 + (h - 1.0) * s2) / freedom;
    let scale = (v * (1.0 + 1.0 / h)).sqrt();
    let mut rng = stream(seed, "session", "");
    let mut draws: Vec<f64> = match StudentT::new(freedom) {
        Ok(t) => (0..DRAWS)
            .map(|_| (scale * t.sample(&mut rng) - v / 2.0).clamp(-1.5, 1.5).exp())
            .collect(),
        // The degrees of freedom are at least 4.
        Err(_) => vec![1.0; DRAWS],
    };
    let mean = draws.iter().sum::<f64>() / DRAWS as f64;
    for c in &mut draws {
        *c /= mean;
    }
    draws
}

fn factors(seed: u64, source: &Source<'_>, full: bool) -> Vec<f64> {
    if !full {
        return vec![1.0; DRAWS];
    }
    let mut rng = stream(seed, "rate", source.id);
    let gamma = source.posterior.and_then(|g| GammaDraw::new(g.shape, 1.0 / g.shape).ok());
    (0..DRAWS)
        .map(|_| {
            let rate = gamma.map_or(1.0, |g| g.sample(&mut rng));
            let z: f64 = StandardNormal.sample(&mut rng);
            rate * (PRODUCT_NOISE * z - 0.5 * PRODUCT_NOISE * PRODUCT_NOISE).exp()
        })
        .collect()
}

/// Multiplies the spread of factors in the logarithm and keeps their mean.
fn stretch(factors: &mut [f64], wider: f64) {
    if wider <= 1.0 {
        return;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let before = mean(factors);
    for factor in factors.iter_mut() {
        *factor = factor.powf(wider);
    }
    let back = before / mean(factors);
    for factor in factors.iter_mut() {
        *factor *= back;
    }
}

fn normals(seed: u64, id: &str) -> Vec<f64> {
    let mut rng = stream(seed, "more luck", id);
    (0..DRAWS).map(|_| StandardNormal.sample(&mut rng)).collect()
}

fn luck(seed: u64, id: &str) -> Vec<(f64, f64)> {
    let mut rng = stream(seed, "orders", id);
    (0..DRAWS)
        .map(|_| {
            // The open interval, so that the deviate is finite.
            let u = (rng.gen_range(0..1_u64 << 53) as f64 + 0.5) / (1_u64 << 53) as f64;
            (u, -std::f64::consts::SQRT_2 * erfc_inv(2.0 * u))
        })
        .collect()
}

/// The value below which a part of the draws lie.
pub fn quantile(values: &[f64], part: f64) -> f64 {
    let mut copy = values.to_vec();
    let at = ((part * copy.len() as f64) as usize).min(copy.len().saturating_sub(1));
    *copy.select_nth_unstable_by(at, f64::total_cmp).1
}

/// The 80% range of draws.
pub fn range80(values: &[f64]) -> crate::domain::Interval {
    let mut copy = values.to_vec();
    let (low, high) = (copy.len() / 10, copy.len() * 9 / 10);
    let (_, first, above) = copy.select_nth_unstable_by(low, f64::total_cmp);
    let first = *first;
    let last = *above.select_nth_unstable_by(high - low - 1, f64::total_cmp).1;
    crate::domain::Interval::new(first, last)
}
