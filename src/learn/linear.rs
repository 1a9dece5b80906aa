//! Least squares with weights and ridge through the centred Gram matrix.

use ndarray::{Array1, Array2, ArrayView2};

use super::LearnError;
use super::linalg::{Cholesky, Outer, fold_chunks};

/// A fitted linear predictor.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearFit {
    /// Value at x = 0.
    pub intercept: f64,
    /// One per column.
    pub weights: Vec<f64>,
    /// Covariance of (intercept, weights), row-major (p + 1)².
    pub covariance: Vec<f64>,
    /// Residual variance; 0 for logistic regression.
    pub residual: f64,
    /// Residual degrees of freedom.
    pub freedom: f64,
}

/// Weighted least squares: minimises Σ wᵢ (yᵢ − a − xᵢβ)² + ridge·‖β‖², intercept free.
///
/// Weights count as repeated rows. Standard errors use (XᵀWX + ridge)⁻¹ times the residual
/// variance. Columns that repeat each other share their effect.
pub fn least_squares(
    x: ArrayView2<'_, f64>,
    y: &[f64],
    w: &[f64],
    ridge: f64,
) -> Result<LinearFit, LearnError> {
    let (n, p) = x.dim();
    super::estimators::check_lengths(n, y, w)?;
    let total: f64 = super::stat::sum(w.iter().copied());
    let x = x.as_standard_layout();
    let values = x.as_slice().unwrap_or_default();
    let row = |i: usize| &values[i * p..(i + 1) * p];
    let mut mean_x = Array1::<f64>::zeros(p);
    let mut mean_y = 0.0;
    fold_chunks(
        n,
        |rows| {
            let mut part = vec![0.0; p];
            let mut sum_y = 0.0;
            for i in rows {
                part.iter_mut().zip(row(i)).for_each(|(s, v)| *s += w[i] * v);
                sum_y += w[i] * y[i];
            }
            (part, sum_y)
        },
        |(part, sum_y)| {
            mean_x += &Array1::from(part);
            mean_y += sum_y;
        },
    );
    mean_x /= total;
    mean_y /= total;

    // Outer products of (centred x, centred y): Gram, moments and squares in one go.
    let mut sums = Outer::new(p + 1);
    fold_chunks(
        n,
        |rows| {
            let mut part = Outer::new(p + 1);
            let mut centred = vec![0.0; 4 * (p + 1)];
            for from in rows.clone().step_by(4) {
                let mut scales = [0.0; 4];
                let four = scales.iter_mut().zip(centred.chunks_exact_mut(p + 1));
                for (i, (scale, centred)) in (from..rows.end).zip(four) {
                    for ((c, v), m) in centred.iter_mut().zip(row(i)).zip(&mean_x) {
                        *c = v - m;
                    }
                    centred[p] = y[i] - mean_y;
                    *scale = w[i];
                }
                // What is left of rows before has no weight.
                part.add(&centred, scales);
            }
            part
        },
        |part| sums.merge(&part),
    );
    let sums = sums.matrix();
    let mut gram = Array2::from_shape_fn((p, p), |(i, j)| sums[[i, j]]);
    let moment = Array1::from_shape_fn(p, |i| sums[[i, p]]);
    let square = sums[[p, p]];
    gram.diag_mut().iter_mut().for_each(|d| *d += ridge);
    let solver = Cholesky::new(&gram)?;
    let mut beta = solver.solve(&moment);
    // One step of refinement takes back what squaring the columns cost in precision.
    let correction = solver.solve(&(&moment - &gram.dot(&beta)));
    beta += &correction;

    let explained = 2.0 * beta.dot(&moment) - beta.dot(&gram.dot(&beta)) + ridge * beta.dot(&beta);
    let freedom = (total - p as f64 - 1.0).max(1.0);
    let residual = ((square - explained).max(0.0)) / freedom;
    let inverse = solver.inverse() * residual;
    let covariance = with_intercept(&inverse, &mean_x, residual / total);
    Ok(LinearFit {
        intercept: mean_y - mean_x.dot(&beta),
        weights: beta.to_vec(),
        covariance,
        residual,
        freedom,
    })
}

/// The covariance of (value at x = 0, weights) from that of (value at the mean, weights).
fn with_intercept(inverse: &Array2<f64>, mean: &Array1<f64>, at_mean: f64) -> Vec<f64> {
    let p = mean.len();
    let side = inverse.dot(mean);
    let mut all = vec![0.0; (p + 1) * (p + 1)];
    all[0] = at_mean + mean.dot(&side);
    for i in 0..p {
        all[i + 1] = -side[i];
        all[(i + 1) * (p + 1)] = -side[i];
        for j in 0..p {
            all[(i + 1) * (p + 1) + j + 1] = inverse[[i, j]];
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use linfa::Dataset;
    use linfa::traits::Fit;
    use ndarray::{Array1, Array2, Axis};
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn data(n: usize, p: usize, seed: u64) -> (Array2<f64>, Vec<f64>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let x = Array2::from_shape_fn((n, p), |(_, j)| {
            100.0 * j as f64 + (1.0 + j as f64) * rng.r#gen::<f64>()
        });
        let y = x
            .rows()
            .into_iter()
            .map(|r| {
                3.0 + r.iter().enumerate().map(|(j, v)| v * (j as f64 - 1.5)).sum::<f64>()
                    + rng.r#gen::<f64>()
            })
            .collect();
        (x, y)
    }

    #[test]
    fn equals_the_closed_form_of_one_column() {
        let x = Array2::from_shape_vec((5, 1), vec![1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        let y = [2.1, 3.9, 6.2, 7.8, 10.1];
        let fit = least_squares(x.view(), &y, &[1.0; 5], 0.0).unwrap();
        // slope = Sxy / Sxx = 19.9 / 10, SE² = s² / Sxx
        assert!((fit.weights[0] - 1.99).abs() < 1e-12);
        assert!((fit.intercept - 0.05).abs() < 1e-12);
        let rss: f64 = (0..5)
            .map(|i| (y[i] - fit.intercept - fit.weights[0] * (i as f64 + 1.0)).powi(2))
            .sum();
        assert!((fit.residual - rss / 3.0).abs() < 1e-12);
        assert!((fit.covariance[3] - rss / 3.0 / 10.0).abs() < 1e-12);
        // Var(intercept) = s² (1/n + mean² / Sxx)
        assert!((fit.covariance[0] - rss / 3.0 * (0.2 + 0.9)).abs() < 1e-12);
    }

    #[test]
    fn equals_linfa_linear() {
        for seed in 0..5 {
            let (x, y) = data(300, 5, seed);
            let own = least_squares(x.view(), &y, &[1.0; 300], 0.0).unwrap();
            let theirs = linfa_linear::LinearRegression::new()
                .fit(&Dataset::new(x, Array1::from(y)))
                .unwrap();
            for (a, b) in own.weights.iter().zip(theirs.params()) {
                assert!((a - b).abs() < 1e-8, "{a} {b}");
            }
            assert!((own.intercept - theirs.intercept()).abs() < 1e-6);
        }
    }

    #[test]
    fn weights_are_repeated_rows() {
        let (x, y) = data(60, 3, 1);
        let times: Vec<usize> = (0..60).map(|i| 1 + i % 4).collect();
        let w: Vec<f64> = times.iter().map(|&t| t as f64).collect();
        let index: Vec<usize> = (0..60).flat_map(|i| std::iter::repeat_n(i, times[i])).collect();
        let long_x = x.select(Axis(0), &index);
        let long_y: Vec<f64> = index.iter().map(|&i| y[i]).collect();
        let a = least_squares(x.view(), &y, &w, 0.0).unwrap();
        let b = least_squares(long_x.view(), &long_y, &vec![1.0; index.len()], 0.0).unwrap();
        for (a, b) in a.weights.iter().zip(&b.weights) {
            assert!((a - b).abs() < 1e-8);
        }
        for (a, b) in a.covariance.iter().zip(&b.covariance) {
            assert!((a - b).abs() < 1e-8 * b.abs().max(1.0));
        }
    }

    #[test]
    fn repeated_columns_share_their_effect() {
        let x = Array2::from_shape_fn((50, 2), |(i, _)| i as f64);
        let y: Vec<f64> = (0..50).map(|i| 4.0 * f64::from(i)).collect();
        let fit = least_squares(x.view(), &y, &[1.0; 50], 0.0).unwrap();
        assert!((fit.weights[0] - 2.0).abs() < 1e-3 && (fit.weights[1] - 2.0).abs() < 1e-3);
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let (x, y) = data(20_000, 4, 9);
        let w = vec![1.0; 20_000];
        let run = |threads| {
            rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap()
                .install(|| least_squares(x.view(), &y, &w, 0.5).unwrap())
        };
        assert_eq!(run(1), run(3));
    }
}
