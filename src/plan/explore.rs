//! Exploration: the average of the best plans of 64 draws from what is known.
//!
//! A product whose rate is unsure is best in some of the draws and so gets some share: enough to
//! learn, little enough not to cost much.

use rand_distr::{Distribution, Gamma as GammaDraw};
use rayon::prelude::*;

use super::bounds::{Bounds, Limits};
use super::choose::{Choice, NOTHING, rows};
use super::curve::ValueCurve;
use super::request::PlanRequest;
use super::response::Fitted;
use super::simulate::stream;
use super::water::{Worth, fill};

/// Posterior draws averaged over.
const PLANS: usize = 64;
/// Accuracy of their shares.
const CLOSE: f64 = 1e-9;

/// The averaged plan, such that `(1 - part) * planned + part * averaged` meets every limit. Crumbs
/// (below the minimum minutes, or half a minute) go to the products that explore most.
pub fn averaged(
    curves: &[ValueCurve],
    fitted: &[Fitted],
    limits: &Limits,
    choice: &Choice,
    request: &PlanRequest,
    seed: u64,
    part: f64,
) -> Vec<f64> {
    let planned = &choice.filled.shares;
    if part <= 0.0 || fitted.iter().all(|f| f.posterior.is_none()) {
        return planned.clone();
    }
    let factors = factors(fitted, request, seed);
    let caps = limits.cap_values();
    let mut bounds: Vec<Bounds> = limits
        .bounds
        .iter()
        .zip(planned)
        .map(|(b, share)| Bounds {
            // What is in stays in at its minimum minutes in every draw.
            low: if *share > NOTHING { b.low.max(b.least_in) } else { b.low },
            ..*b
        })
        .collect();
    let half_minute = 0.5 / f64::from(request.minutes);
    loop {
        let plans: Vec<Vec<f64>> = factors
            .par_iter()
            .map(|draw| {
                let worths: Vec<Worth<'_>> = curves
                    .iter()
                    .zip(draw)
                    .map(|(curve, factor)| Worth::Curve(curve, *factor))
                    .collect();
                fill(&rows(&worths, &bounds, limits), &caps, 1.0, CLOSE).shares
            })
            .collect();
        let mut mean = vec![0.0; curves.len()];
        for plan in &plans {
            for (sum, share) in mean.iter_mut().zip(plan) {
                *sum += share / PLANS as f64;
            }
        }
        let total: f64 = mean.iter().sum();
        for share in &mut mean {
            *share /= total;
        }
        let share = |at: usize| (1.0 - part) * planned[at] + part * mean[at];
        let mut new: Vec<usize> =
            (0..mean.len()).filter(|at| planned[*at] <= NOTHING && mean[*at] > NOTHING).collect();
        let inside = planned.iter().filter(|s| **s > NOTHING).count();
        let crumbs =
            new.iter().filter(|at| share(**at) < bounds[**at].least_in.max(half_minute)).count();
        let surplus = (inside + new.len()).saturating_sub(request.max_products);
        if crumbs == 0 && surplus == 0 {
            return mean;
        }
        // Furthest below what it needs goes first; half of the crumbs at a time, so that what they
        // leave can lift the others.
        new.sort_by(|a, b| {
            let need = |at: usize| share(at) / bounds[at].least_in.max(half_minute);
            need(*a).total_cmp(&need(*b))
        });
        for at in new.into_iter().take(surplus.max(crumbs.div_ceil(2))) {
            bounds[at].high = 0.0;
        }
    }
}

/// Rates over their means: one row per draw, one column per product.
fn factors(fitted: &[Fitted], request: &PlanRequest, seed: u64) -> Vec<Vec<f64>> {
    let columns: Vec<Vec<f64>> = fitted
        .iter()
        .zip(&request.products)
        .map(|(f, product)| {
            let gamma = f.posterior.and_then(|g| GammaDraw::new(g.shape, 1.0 / g.shape).ok());
            let mut rng = stream(seed, "explore", &product.id);
            (0..PLANS).map(|_| gamma.map_or(1.0, |g| g.sample(&mut rng))).collect()
        })
        .collect();
    (0..PLANS).map(|draw| columns.iter().map(|c| c[draw]).collect()).collect()
}
