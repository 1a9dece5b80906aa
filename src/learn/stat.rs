//! Small statistics that several parts share.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use crate::domain::{self, Interval};

/// The normal quantile of a two-sided 80% interval.
pub(crate) const Z80: f64 = Interval::Z;

/// Rows per partial sum.
const CHUNK: usize = 8_192;

/// A sum in fixed chunks folded in order: less rounding than one long sum, and the same bytes
/// however the work is cut.
pub(crate) fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut part, mut n) = (0.0, 0.0, 0usize);
    for value in values {
        part += value;
        n += 1;
        if n == CHUNK {
            total += part;
            part = 0.0;
            n = 0;
        }
    }
    total + part
}

/// Wilson's 80% interval of a rate seen in `n` trials (Wilson 1927).
pub(crate) fn wilson(rate: f64, n: f64) -> Interval {
    if n <= 0.0 {
        return Interval::new(0.0, 1.0);
    }
    Interval::wilson(rate, n, Z80, Interval::LEVEL)
}

/// The quantile of Student's t; the normal's where the freedom is too small to say.
pub(crate) fn student(probability: f64, freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom.max(1.0))
        .map_or_else(|_| normal(probability), |t| t.inverse_cdf(probability))
}

/// The quantile of the standard normal.
pub(crate) fn normal(probability: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(0.0, |n| n.inverse_cdf(probability))
}

/// 1 / (1 + e^−x), without overflow.
pub(crate) fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// ln(p / (1 − p)) with p kept inside (1e-12, 1 − 1e-12).
pub(crate) fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-12, 1.0 - 1e-12);
    (p / (1.0 - p)).ln()
}

/// The value at a share of a sorted list, linear between neighbours; NaN when it is empty.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    domain::quantile(sorted, share).unwrap_or(f64::NAN)
}

/// The middle of a list, which is sorted on the way; NaN when it is empty.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    domain::median(values).unwrap_or(f64::NAN)
}
