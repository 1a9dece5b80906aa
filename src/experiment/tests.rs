//! What the engine of experiments promises, by simulation and by worked examples.

mod experiment;
mod off_policy;
mod schedule;
mod watching;

use rand::Rng;
use rand::distributions::Distribution;
use rand_distr::StandardNormal;

/// A standard normal deviate.
fn normal(rng: &mut impl Rng) -> f64 {
    StandardNormal.sample(rng)
}

/// The mean of numbers.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The variance of numbers.
fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|value| (value - middle).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}
