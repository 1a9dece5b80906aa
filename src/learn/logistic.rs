//! Logistic regression by Newton's method (iteratively reweighted least squares).

use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

use super::LearnError;
use super::linalg::{Cholesky, fold_chunks, run};
use super::linear::LinearFit;
use super::stat;

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
    let (n, p) = x.dim();
    super::estimators::check_lengths(n, y, w)?;
    let ridge = ridge.max(LEAST_RIDGE);
    let total: f64 = stat::sum(w.iter().copied());
    let rate = stat::sum(w.iter().zip(y).map(|(w, y)| w * y)) / total;
    // Intercept last, so that slices of the weights line up with the columns.
    let mut beta = Array1::<f64>::zeros(p + 1);
    beta[p] = stat::log_odds(rate.clamp(1e-9, 1.0 - 1e-9));

    let mut loss = objective(x, y, w, &beta, ridge);
    for _ in 0..ROUNDS {
        let (gradient, hessian) = derivatives(x, y, w, &beta, ridge);
        let step = Cholesky::new(&hessian)?.solve(&gradient);
        let decrement = gradient.dot(&step);
        if decrement <= 1e-14 * (1.0 + loss.abs()) {
            break;
        }
        let mut length = 1.0;
        let mut moved = false;
        for _ in 0..40 {
            let next = &beta - &(&step * length);
            let next_loss = objective(x, y, w, &next, ridge);
            if next_loss <= loss {
                // Below the resolution of the loss there is nothing left to gain.
                moved = loss - next_loss > 1e-15 * loss.abs() || decrement > 1e-10;
                beta = next;
                loss = next_loss;
                break;
            }
            length /= 2.0;
        }
        if !moved {
            break;
        }
    }
    let (_, hessian) = derivatives(x, y, w, &beta, ridge);
    let inverse = Cholesky::new(&hessian)?.inverse();
    let size = p + 1;
    let place = |i: usize| if i == 0 { p } else { i - 1 };
    let covariance = (0..size * size)
        .map(|k| inverse[[place(k / size), place(k % size)]])
        .collect();
    Ok(LinearFit {
        intercept: beta[p],
        weights: slopes(&beta).to_vec(),
        covariance,
        residual: 0.0,
        freedom: (total - size as f64).max(1.0),
    })
}

/// The weights without the intercept, which stands last.
fn slopes(beta: &Array1<f64>) -> ndarray::ArrayView1<'_, f64> {
    beta.slice_axis(Axis(0), Slice::from(..beta.len() - 1))
}

fn linear_predictor(x: ArrayView2<'_, f64>, beta: &Array1<f64>) -> Array1<f64> {
    let p = x.ncols();
    x.dot(&slopes(beta)) + beta[p]
}

fn objective(x: ArrayView2<'_, f64>, y: &[f64], w: &[f64], beta: &Array1<f64>, ridge: f64) -> f64 {
    let mut loss = 0.0;
    fold_chunks(
        x.nrows(),
        |rows| {
            let eta = linear_predictor(run(&x, &rows), beta);
            rows.zip(eta)
                .map(|(i, eta)| w[i] * (stat::softplus(eta) - y[i] * eta))
                .sum::<f64>()
        },
        |part| loss += part,
    );
    let weights = slopes(beta);
    loss + 0.5 * ridge * weights.dot(&weights)
}

/// Gradient and Hessian with the intercept last.
fn derivatives(
    x: ArrayView2<'_, f64>,
    y: &[f64],
    w: &[f64],
    beta: &Array1<f64>,
    ridge: f64,
) -> (Array1<f64>, Array2<f64>) {
    let p = x.ncols();
    let mut gradient = Array1::<f64>::zeros(p + 1);
    let mut hessian = Array2::<f64>::zeros((p + 1, p + 1));
    fold_chunks(
        x.nrows(),
        |rows| {
            let part = run(&x, &rows);
            let rate = linear_predictor(part, beta).mapv(stat::logistic);
            let miss: Array1<f64> = rows
                .clone()
                .zip(&rate)
                .map(|(i, r)| w[i] * (r - y[i]))
                .collect();
            let curve: Array1<f64> = rows.zip(&rate).map(|(i, r)| w[i] * r * (1.0 - r)).collect();
            let weighted = &part * &curve.view().insert_axis(Axis(1));
            (
                part.t().dot(&miss),
                miss.sum(),
                part.t().dot(&weighted),
                weighted.sum_axis(Axis(0)),
                curve.sum(),
            )
        },
        |(g, g0, h, h0, h00)| {
            gradient[p] += g0;
            for j in 0..p {
                gradient[j] += g[j];
                for k in 0..p {
                    hessian[[j, k]] += h[[j, k]];
                }
                hessian[[p, j]] += h0[j];
                hessian[[j, p]] += h0[j];
            }
            hessian[[p, p]] += h00;
        },
    );
    for j in 0..p {
        gradient[j] += ridge * beta[j];
        hessian[[j, j]] += ridge;
    }
    (gradient, hessian)
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
            let w = if case.weighted {
                f.w.clone()
            } else {
                vec![1.0; f.y.len()]
            };
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
        let y: Vec<f64> = (0..200)
            .map(|i| f64::from(u8::from(i % 20 >= 18)))
            .collect();
        let fit = logistic_regression(x.view(), &y, &[1.0; 200], 1.0).unwrap();
        assert!(fit.weights[0] > 0.0, "more of x means more buyers");
        let rate: f64 = x
            .column(0)
            .iter()
            .map(|v| stat::logistic(fit.intercept + fit.weights[0] * v))
            .sum::<f64>()
            / 200.0;
        assert!(
            (rate - 0.1).abs() < 1e-9,
            "mean prediction equals the base rate"
        );

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
        let y: Vec<f64> = (0..20_000)
            .map(|i| f64::from(u8::from((i * 31) % 97 < 20)))
            .collect();
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
