//! Shapes and noise: Hill curves, serially correlated shocks, overdispersed draws.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Gamma, Poisson, StandardNormal};

/// The generator's only source of chance.
pub type Dice = ChaCha8Rng;

/// An own stream for one purpose, so that drawing more in one place moves nothing elsewhere.
pub fn dice(seed: u64, purpose: &str, number: usize) -> Dice {
    let mut hash = seed ^ 0x9E37_79B9_7F4A_7C15;
    for byte in purpose.bytes().chain((number as u64).to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        hash ^= hash >> 29;
    }
    ChaCha8Rng::seed_from_u64(hash)
}

/// True with probability `p`.
pub fn chance(dice: &mut Dice, p: f64) -> bool {
    dice.r#gen::<f64>() < p
}

/// A standard normal draw.
pub fn normal(dice: &mut Dice) -> f64 {
    StandardNormal.sample(dice)
}

/// A gamma draw with mean 1 and variance 1 / `shape`.
pub fn gamma(dice: &mut Dice, shape: f64) -> f64 {
    Gamma::new(shape, 1.0 / shape).map_or(1.0, |g| g.sample(dice))
}

/// A beta draw.
pub fn beta(dice: &mut Dice, a: f64, b: f64) -> f64 {
    Beta::new(a, b).map_or(0.5, |d| d.sample(dice))
}

/// A Poisson draw; 0 for a mean that is not positive.
pub fn poisson(dice: &mut Dice, mean: f64) -> u64 {
    Poisson::new(mean).map_or(0, |d| d.sample(dice) as u64)
}

/// An overdispersed count: Poisson with a gamma mean.
pub fn count(dice: &mut Dice, mean: f64, shape: f64) -> u64 {
    let mean = mean * gamma(dice, shape);
    poisson(dice, mean)
}

/// Index drawn in proportion to `weights`.
pub fn pick(dice: &mut Dice, weights: &[f64]) -> usize {
    let total: f64 = weights.iter().sum();
    let mut left = dice.r#gen::<f64>() * total;
    for (index, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return index;
        }
    }
    weights.len() - 1
}

/// A stationary AR(1) series with mean 0 and standard deviation `sd`, and a second one whose
/// innovations correlate with the first by `rho`.
pub fn shocks(dice: &mut Dice, n: usize, phi: f64, sd: f64, rho: f64) -> (Vec<f64>, Vec<f64>) {
    let keep = (1.0 - phi * phi).sqrt();
    let (mut first, mut second) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let (mut x, mut y) = (0.0, 0.0);
    for at in 0..n {
        let e = normal(dice);
        let f = rho * e + (1.0 - rho * rho).sqrt() * normal(dice);
        let scale = if at == 0 { 1.0 } else { keep };
        x = phi * x + scale * e;
        y = phi * y + scale * f;
        first.push(sd * x);
        second.push(sd * y);
    }
    (first, second)
}

/// Minutes after which the Hill curve and the straight line have given the same.
pub const REFERENCE_MINUTES: f64 = 15.0;
/// Steepness of all Hill curves.
pub const HILL_POWER: f64 = 1.25;

/// What the talk minutes from `from` to `to` are worth when `half` minutes give half of all:
/// a Hill curve weighted by `saturation`, the straight line for the rest.
pub fn talk_worth(from: f64, to: f64, half: f64, saturation: f64) -> f64 {
    let hill = |m: f64| m.powf(HILL_POWER) / (m.powf(HILL_POWER) + half.powf(HILL_POWER));
    let scale = REFERENCE_MINUTES / hill(REFERENCE_MINUTES);
    saturation * scale * (hill(to) - hill(from)) + (1.0 - saturation) * (to - from)
}
