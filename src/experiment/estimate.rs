//! The difference between two ways of running a session, with less noise where something known
//! before the session foretells its figure.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::domain::{Arm, Interval};

/// The figure of one session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// How it was run.
    pub arm: Arm,
    /// Its figure.
    pub value: f64,
    /// What was to be expected of it before it began, from sessions before the experiment.
    pub usual: Option<f64>,
}

/// What became of the adjustment by what was known before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Adjusted {
    /// It takes this share of the noise away.
    By {
        /// Share of the variance within the ways that it explains.
        share: f64,
    },
    /// Sessions before the experiment do not say what to expect of every session.
    Unknown,
    /// What was to be expected is the same for all, or does not foretell the figure.
    NoHelp,
    /// Too few sessions to tell.
    TooFew,
}

/// The difference of the means.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Mean of the way that is tried less mean of the other.
    pub difference: f64,
    /// Its range for one look at the end, by Student's t.
    pub interval: Interval,
    /// Means as they are, of A and B.
    pub means: [f64; 2],
    /// Sessions, of A and B.
    pub sessions: [usize; 2],
    /// Whether it is adjusted.
    pub adjusted: Adjusted,
}

/// Sessions from which on an adjustment is tried: one more coefficient costs more below.
const LEAST_ADJUSTED: usize = 8;

/// The difference of the means, adjusted where that takes noise away; `None` with fewer than two
/// sessions of a way.
///
/// CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013): `(ȳA − ȳB) − θ(x̄A − x̄B)` with
/// `θ = cov(x, y) / var(x)` within the ways, which leaves `1 − ρ²` of the variance. Its range is
/// that of the analysis of covariance with `n − 3` degrees of freedom, the plain one that of Welch
/// (1947), so that few sessions have a wide one. The adjustment is kept only where it leaves less
/// noise per degree of freedom than there was.
pub fn estimate(readings: &[Reading], level: f64) -> Option<Estimate> {
    let of = |arm: Arm| -> Vec<f64> {
        readings.iter().filter(|r| r.arm == arm).map(|r| r.value).collect()
    };
    let (a, b) = (Part::of(&of(Arm::A))?, Part::of(&of(Arm::B))?);
    let plain = Estimate {
        difference: a.mean - b.mean,
        interval: welch(&a, &b, level),
        means: [a.mean, b.mean],
        sessions: [a.n, b.n],
        adjusted: Adjusted::TooFew,
    };
    if readings.len() < LEAST_ADJUSTED {
        return Some(plain);
    }
    let both: Option<Vec<(Arm, f64, f64)>> =
        readings.iter().map(|r| Some((r.arm, r.usual?, r.value))).collect();
    let Some(both) = both else {
        return Some(Estimate { adjusted: Adjusted::Unknown, ..plain });
    };
    Some(
        adjusted(&both, &plain, (&a, &b), level)
            .unwrap_or(Estimate { adjusted: Adjusted::NoHelp, ..plain }),
    )
}

/// Mean and variance of one way.
struct Part {
    n: usize,
    mean: f64,
    squares: f64,
}

impl Part {
    fn of(values: &[f64]) -> Option<Self> {
        let n = values.len();
        if n < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self { n, mean, squares })
    }

    /// Squared standard error of the mean.
    fn error(&self) -> f64 {
        self.squares / ((self.n - 1) * self.n) as f64
    }
}

fn welch(a: &Part, b: &Part, level: f64) -> Interval {
    let (ea, eb) = (a.error(), b.error());
    let below = ea * ea / (a.n - 1) as f64 + eb * eb / (b.n - 1) as f64;
    let freedom = if below > 0.0 { (ea + eb).powi(2) / below } else { (a.n + b.n - 2) as f64 };
    range(a.mean - b.mean, (ea + eb).sqrt(), freedom, level)
}

fn adjusted(
    both: &[(Arm, f64, f64)],
    plain: &Estimate,
    (a, b): (&Part, &Part),
    level: f64,
) -> Option<Estimate> {
    let usual = |arm: Arm| -> Vec<f64> {
        both.iter().filter(|(of, ..)| *of == arm).map(|(_, x, _)| *x).collect()
    };
    let (xa, xb) = (Part::of(&usual(Arm::A))?, Part::of(&usual(Arm::B))?);
    let sxx = xa.squares + xb.squares;
    let syy = a.squares + b.squares;
    let sxy: f64 = both
        .iter()
        .map(|(arm, x, y)| match arm {
            Arm::A => (x - xa.mean) * (y - a.mean),
            Arm::B => (x - xb.mean) * (y - b.mean),
        })
        .sum();
    // Nothing to tell sessions apart by, or nothing to explain.
    let scale = both.iter().map(|(_, x, _)| x * x).sum::<f64>();
    if sxx <= 1e-12 * scale || syy <= 0.0 {
        return None;
    }
    let theta = sxy / sxx;
    let left = (syy - theta * sxy).max(0.0);
    let freedom = (both.len() - 3) as f64;
    let noise = left / freedom;
    if noise >= syy / (both.len() - 2) as f64 {
        return None;
    }
    let apart = xa.mean - xb.mean;
    let difference = plain.difference - theta * apart;
    let error = noise * (1.0 / a.n as f64 + 1.0 / b.n as f64 + apart * apart / sxx);
    Some(Estimate {
        difference,
        interval: range(difference, error.sqrt(), freedom, level),
        adjusted: Adjusted::By { share: 1.0 - left / syy },
        ..*plain
    })
}

fn range(middle: f64, error: f64, freedom: f64, level: f64) -> Interval {
    let reach = StudentsT::new(0.0, 1.0, freedom.max(1.0))
        .map_or(f64::INFINITY, |t| t.inverse_cdf(0.5 + level / 2.0));
    Interval { low: middle - reach * error, high: middle + reach * error, level }
}
