//! Logistic regression by Newton's method (iteratively reweighted least squares).

use ndarray::{Array1, Array2, ArrayView2};

use super::LearnError;
use super::linalg::{Cholesky, Outer, fold_chunks};
use super::linear::LinearFit;
use super::stat;
use crate::domain::Job;

/// Below this ridge, separable data would push coefficients to infinity.
pub(super) const LEAST_RIDGE: f64 = 1e-6;
const ROUNDS: usize = 100;

/// Minimises Σ wᵢ [ln(1 + e^ηᵢ) − yᵢ ηᵢ] + ½·ridge·‖β‖² with η = a + xβ, the intercept free.
///
/// `y` may be a rate with its trials in `w`. The ridge is raised to 1e-6 so that
/// separable data stay finite. Standard errors come from the inverse Hessian.
pub fn logistic_regression(
    x: ArrayView2<'_, f64>,
    y: &[f64],
    w: &[f64],
    ridge: f64,
) -> Result<LinearFit, LearnError> {
    logistic_watched(&Job::new(jiff::Timestamp::UNIX_EPOCH, 0), x, y, w, ridge)
}

/// As [`logistic_regression`], for a job that may be stopped between two passes over the rows.
pub(super) fn logistic_watched(
    job: &Job,
    x: ArrayView2<'_, f64>,
    y: &[f64],
    w: &[f64],
    ridge: f64,
) -> Result<LinearFit, LearnError> {
    let (n, p) = x.dim();
    super::estimators::check_lengths(n, y, w)?;
    let ridge = ridge.max(LEAST_RIDGE);
    let total: f64 = stat::sum(w.iter().copied());
    let rate = stat::sum(w.iter().zip(y).map(|(w, y)| w * y)) / total;
    let x = x.as_standard_layout();
    let data = Data { x: x.as_slice().unwrap_or_default(), y, w, ridge };
    // Intercept last, so that the weights line up with the columns.
    let mut beta = Array1::<f64>::zeros(p + 1);
    beta[p] = stat::log_odds(rate.clamp(1e-9, 1.0 - 1e-9));
    let mut here = data.at(&beta);
    for _ in 0..ROUNDS {
        job.check()?;
        let step = Cholesky::new(&here.hessian)?.solve(&here.gradient);
        let decrement = here.gradient.dot(&step);
        if decrement <= 1e-12 * total {
            // Newton's error squares with every step: after this one nothing is left.
            beta -= &step;
            break;
        }
        let mut length = 1.0;
        let mut next = data.at(&(&beta - &step));
        while next.loss > here.loss && length > 1e-9 {
            length /= 2.0;
            next = data.at(&(&beta - &(&step * length)));
        }
        if next.loss >= here.loss {
            // Below the resolution of the loss there is nothing left to gain.
            break;
        }
        beta -= &(&step * length);
        here = next;
    }
    let inverse = Cholesky::new(&here.hessian)?.inverse();
    let size = p + 1;
    let place = |i: usize| if i == 0 { p } else { i - 1 };
    let covariance =
        (0..size * size).map(|k| inverse[[place(k / size), place(k % size)]]).collect();
    let intercept = beta[p];
    let mut weights = beta.to_vec();
    weights.truncate(p);
    Ok(LinearFit {
        intercept,
        weights,
        covariance,
        residual: 0.0,
        freedom: (total - size as f64).max(1.0),
    })
}

struct Data<'a> {
    /// Rows one after the other.
    x: &'a [f64],
    y: &'a [f64],
    w: &'a [f64],
    ridge: f64,
}

/// Penalised loss with its derivatives; the intercept stands last.
struct Point {
    loss: f64,
    gradient: Array1<f64>,
    hessian: Array2<f64>,
}

impl Data<'_> {
    /// One pass over the rows.
    fn at(&self, beta: &Array1<f64>) -> Point {
        let size = beta.len();
        let p = size - 1;
        let mut loss = 0.0;
        let mut gradient = Array1::<f64>::zeros(size);
        let mut outer = Outer::new(size);
        let (slopes, intercept) = (&beta.to_vec()[..p], beta[p]);
        fold_chunks(
            self.y.len(),
            |rows| {
                let (mut gradient, mut outer) = (vec![0.0; size], Outer::new(size));
                let mut loss = Loss::default();
                let mut four = vec![1.0; 4 * size];
                for from in rows.clone().step_by(4) {
                    let mut scales = [0.0; 4];
                    let block = scales.iter_mut().zip(four.chunks_exact_mut(size));
                    for (i, (scale, row)) in (from..rows.end).zip(block) {
                        row[..p].copy_from_slice(&self.x[i * p..(i + 1) * p]);
                        let eta =
                            intercept + slopes.iter().zip(&*row).map(|(b, v)| b * v).sum::<f64>();
                        let (y, w) = (self.y[i], self.w[i]);
                        // e^−|η| serves the probability and the loss.
                        let e = (-eta.abs()).exp();
                        let rate = if eta >= 0.0 { 1.0 } else { e } / (1.0 + e);
                        loss.add(w, eta.max(0.0) - y * eta, 1.0 + e);
                        let miss = w * (rate - y);
                        gradient.iter_mut().zip(&*row).for_each(|(g, v)| *g += miss * v);
                        *scale = w * rate * (1.0 - rate);
                    }
                    // What is left of rows before has no weight.
                    outer.add(&four, scales);
                }
                (loss.total(), gradient, outer)
            },
            |(l, g, o)| {
                loss += l;
                gradient += &Array1::from(g);
                outer.merge(&o);
            },
        );
        let mut hessian = outer.matrix();
        for (j, slope) in slopes.iter().enumerate() {
            loss += 0.5 * self.ridge * slope * slope;
            gradient[j] += self.ridge * slope;
            hessian[[j, j]] += self.ridge;
        }
        Point { loss, gradient, hessian }
    }
}

/// Σ w (plain + ln odds), with one logarithm for many rows of one weight: their odds, each within
/// 1 and 2, are multiplied first.
#[derive(Default)]
struct Loss {
    total: f64,
    weight: f64,
    product: f64,
    rows: u32,
}

impl Loss {
    /// Rows whose product is still far from the largest number.
    const MOST: u32 = 512;

    fn add(&mut self, weight: f64, plain: f64, odds: f64) {
        if weight != self.weight || self.rows == Self::MOST {
            self.total = self.total();
            (self.weight, self.product, self.rows) = (weight, 1.0, 0);
        }
        self.total += weight * plain;
        self.product *= odds;
        self.rows += 1;
    }

    fn total(&self) -> f64 {
        if self.rows == 0 { self.total } else { self.total + self.weight * self.product.ln() }
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Fixture {
        x: Vec<Vec<f64>>,
        y: Vec<f64>,
        w: Vec<f64>,
        cases: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        ridge: f64,
        weighted: bool,
        intercept: f64,
        weights: Vec<f64>,
        std_errors: Vec<f64>,
    }

    fn fixture() -> (Array2<f64>, Fixture) {
        let f: Fixture =
            serde_json::from_str(include_str!("../../tests/fixtures/learn/logistic.json")).unwrap();
        let x = Array2::from_shape_fn((f.x.len(), f.x[0].len()), |(i, j)| f.x[i][j]);
        (x, f)
    }

    #[test]
    fn equals_newton_cholesky() {
        let (x, f) = fixture();
        for case in &f.cases {
            let w = if case.weighted { f.w.clone() } else { vec![1.0; f.y.len()] };
            let fit = logistic_regression(x.view(), &f.y, &w, case.ridge).unwrap();
            assert!((fit.intercept - case.intercept).abs() < 1e-6);
            let p = case.weights.len();
            for (j, expect) in case.weights.iter().enumerate() {
                assert!((fit.weights[j] - expect).abs() < 1e-6);
            }
            for (j, expect) in case.std_errors.iter().enumerate() {
                let got = fit.covariance[j * (p + 1) + j].sqrt();
                assert!((got - expect).abs() < 1e-6, "{got} {expect}");
            }
        }
    }

    #[test]
    fn the_probability_is_that_of_buying_and_repeats_are_weights() {
        let x = Array2::from_shape_fn((200, 1), |(i, _)| (i % 20) as f64 / 10.0);
        let y: Vec<f64> = (0..200).map(|i| f64::from(u8::from(i % 20 >= 18))).collect();
        let fit = logistic_regression(x.view(), &y, &[1.0; 200], 1.0).unwrap();
        assert!(fit.weights[0] > 0.0, "more of x means more buyers");
        let rate: f64 = x
            .column(0)
            .iter()
            .map(|v| stat::logistic(fit.intercept + fit.weights[0] * v))
            .sum::<f64>()
            / 200.0;
        assert!((rate - 0.1).abs() < 1e-9, "mean prediction equals the base rate");

        // Twenty groups as rates with ten trials each say the same.
        let groups = Array2::from_shape_fn((20, 1), |(i, _)| i as f64 / 10.0);
        let rates: Vec<f64> = (0..20).map(|i| f64::from(u8::from(i >= 18))).collect();
        let same = logistic_regression(groups.view(), &rates, &[10.0; 20], 1.0).unwrap();
        assert!((same.weights[0] - fit.weights[0]).abs() < 1e-9);
    }

    #[test]
    fn separable_and_one_sided_data_stay_finite() {
        let x = Array2::from_shape_fn((40, 1), |(i, _)| i as f64);
        let y: Vec<f64> = (0..40).map(|i| f64::from(u8::from(i >= 20))).collect();
        for ridge in [0.0, 1e-3, 1.0] {
            let fit = logistic_regression(x.view(), &y, &[1.0; 40], ridge).unwrap();
            assert!(fit.weights[0].is_finite() && fit.weights[0] > 0.0);
            assert!(fit.covariance.iter().all(|v| v.is_finite()));
        }
        let fit = logistic_regression(x.view(), &[0.0; 40], &[1.0; 40], 0.0).unwrap();
        assert!(fit.intercept.is_finite() && fit.weights[0].is_finite());
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let x = Array2::from_shape_fn((20_000, 2), |(i, j)| ((i * (7 + j)) % 101) as f64 / 50.0);
        let y: Vec<f64> = (0..20_000).map(|i| f64::from(u8::from((i * 31) % 97 < 20))).collect();
        let w = vec![1.0; y.len()];
        let run = |threads| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap()
                .install(|| logistic_regression(x.view(), &y, &w, 1.0).unwrap())
        };
        assert_eq!(run(1), run(3));
    }
}
