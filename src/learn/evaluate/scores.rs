//! Scores of rates and numbers. Every row has an outcome `y` (0..1 for rates) and a weight `w`;
//! a binomial row of k successes in n trials is y = k/n with w = n.

use ndarray::Array2;

use super::pieces::Pieces;
use crate::learn::fit::binary_loss;
use crate::learn::logistic::logistic_regression;
use crate::learn::{CalibrationBin, Confusion, LiftPoint, RocPoint, stat};

fn weighted_mean(values: impl Iterator<Item = f64>, w: &[f64]) -> f64 {
    let total = stat::sum(w.iter().copied());
    stat::sum(values.zip(w).map(|(v, w)| v * w)) / total
}

/// Mean negative log-likelihood per trial, in nats; p is kept inside [1e-15, 1 − 1e-15].
pub fn log_loss(p: &[f64], y: &[f64], w: &[f64]) -> f64 {
    weighted_mean(p.iter().zip(y).map(|(&p, &y)| binary_loss(p, y)), w)
}

/// Mean squared error of the rate per trial: y(1−p)² + (1−y)p².
pub fn brier(p: &[f64], y: &[f64], w: &[f64]) -> f64 {
    weighted_mean(p.iter().zip(y).map(|(p, y)| y * (1.0 - p) * (1.0 - p) + (1.0 - y) * p * p), w)
}

/// Mean absolute error, in the outcome's unit.
pub fn mean_absolute_error(p: &[f64], y: &[f64], w: &[f64]) -> f64 {
    weighted_mean(p.iter().zip(y).map(|(p, y)| (p - y).abs()), w)
}

/// Root mean squared error, in the outcome's unit.
pub fn root_mean_squared_error(p: &[f64], y: &[f64], w: &[f64]) -> f64 {
    weighted_mean(p.iter().zip(y).map(|(p, y)| (p - y) * (p - y)), w).sqrt()
}

/// 1 − squared error ÷ squared deviation from the mean; `None` when the outcome never varies.
pub fn r_squared(p: &[f64], y: &[f64], w: &[f64]) -> Option<f64> {
    let mean = weighted_mean(y.iter().copied(), w);
    let all = weighted_mean(y.iter().map(|y| (y - mean) * (y - mean)), w);
    let left = weighted_mean(p.iter().zip(y).map(|(p, y)| (p - y) * (p - y)), w);
    (all > 0.0).then(|| 1.0 - left / all)
}

/// (intercept, slope) of the outcome's log-odds on the predicted log-odds (Cox 1958); (0, 1)
/// is perfect. `None` when all predictions are equal or a side is empty.
pub fn calibration_fit(p: &[f64], y: &[f64], w: &[f64]) -> Option<(f64, f64)> {
    let positive = stat::sum(y.iter().zip(w).map(|(y, w)| y * w));
    let total = stat::sum(w.iter().copied());
    let first = *p.first()?;
    if p.iter().all(|v| (v - first).abs() < 1e-12) || positive <= 0.0 || positive >= total {
        return None;
    }
    let x =
        Array2::from_shape_fn((p.len(), 1), |(i, _)| stat::log_odds(p[i].clamp(1e-6, 1.0 - 1e-6)));
    let fit = logistic_regression(x.view(), y, w, 0.0).ok()?;
    Some((fit.intercept, fit.weights[0]))
}

/// Bins of a calibration.
const BINS: usize = 10;

/// The bin of each row: ten of equal mass by prediction; what is not cut stays together. `None`
/// where there is nothing to tell.
pub fn calibration_bins(pieces: &Pieces, w: &[f64]) -> Option<Vec<usize>> {
    let total = stat::sum(w.iter().copied());
    let mut bins = vec![0; w.len()];
    let mut done = None;
    // A whole piece takes the bin of its middle.
    for piece in pieces.iter().rev() {
        let before = done.unwrap_or(0.0);
        let mass: f64 = piece.iter().map(|&row| w[row as usize]).sum();
        let middle = (before + mass / 2.0) / total;
        let bin = ((middle * BINS as f64) as usize).min(BINS - 1);
        piece.iter().for_each(|&row| bins[row as usize] = bin);
        done = Some(before + mass);
    }
    done.map(|_| bins)
}

/// Ten bins of equal mass by prediction (what is not cut stays together) and the mean
/// |predicted − observed| weighted by mass.
pub fn calibration(pieces: &Pieces, p: &[f64], y: &[f64], w: &[f64]) -> (Vec<CalibrationBin>, f64) {
    let total = stat::sum(w.iter().copied());
    let mut sums = [(0.0, 0.0, 0.0); BINS];
    for (row, bin) in calibration_bins(pieces, w).into_iter().flatten().enumerate() {
        let sum = &mut sums[bin];
        *sum = (sum.0 + w[row], sum.1 + w[row] * p[row], sum.2 + w[row] * y[row]);
    }
    let bins: Vec<CalibrationBin> = sums
        .iter()
        .filter(|s| s.0 > 0.0)
        .map(|&(n, predicted, observed)| CalibrationBin {
            predicted: predicted / n,
            observed: observed / n,
            interval: stat::wilson(observed / n, n),
            n,
        })
        .collect();
    let error = bins.iter().map(|b| b.n / total * (b.predicted - b.observed).abs()).sum();
    (bins, error)
}

fn sides(y: &[f64], w: &[f64]) -> (Vec<f64>, Vec<f64>) {
    (
        y.iter().zip(w).map(|(y, w)| y * w).collect(),
        y.iter().zip(w).map(|(y, w)| (1.0 - y) * w).collect(),
    )
}

/// The ROC curve from (0, 0) to (1, 1), thinned to at most 101 points.
pub fn roc(pieces: &Pieces, y: &[f64], w: &[f64]) -> Vec<RocPoint> {
    let (pos, neg) = sides(y, w);
    let (all_pos, all_neg) = (stat::sum(pos.iter().copied()), stat::sum(neg.iter().copied()));
    if all_pos <= 0.0 || all_neg <= 0.0 {
        return Vec::new();
    }
    let point = |(found, vain): &(f64, f64)| RocPoint {
        false_positive_rate: (vain / all_neg).min(1.0),
        true_positive_rate: (found / all_pos).min(1.0),
    };
    let sums = pieces.sums(&pos, &neg);
    match sums.len().saturating_sub(1) {
        0..=100 => sums.iter().map(point).collect(),
        last => (0..=100).map(|i| point(&sums[i * last / 100])).collect(),
    }
}

/// Share of successes found when the best-ranked share of trials is reached, at 0, .05 … 1.
/// Within a piece the rows are reached at random, so the curve is straight there.
pub fn lift(pieces: &Pieces, y: &[f64], w: &[f64]) -> Vec<LiftPoint> {
    const STEPS: usize = 20;
    let (pos, neg) = sides(y, w);
    let (all_pos, all) = (stat::sum(pos.iter().copied()), stat::sum(w.iter().copied()));
    let sums = pieces.sums(&pos, &neg);
    if all_pos <= 0.0 || sums.is_empty() {
        return Vec::new();
    }
    let curve: Vec<(f64, f64)> =
        sums.iter().map(|(found, vain)| ((found + vain) / all, found / all_pos)).collect();
    let mut at = 1;
    (0..=STEPS)
        .map(|step| {
            let reached = step as f64 / STEPS as f64;
            while at + 1 < curve.len() && curve[at].0 < reached {
                at += 1;
            }
            let ((x0, y0), (x1, y1)) = (curve[at - 1], curve[at]);
            let share = if x1 > x0 { (reached - x0) / (x1 - x0) } else { 1.0 };
            LiftPoint { reached, found: (y0 + share.clamp(0.0, 1.0) * (y1 - y0)).clamp(0.0, 1.0) }
        })
        .collect()
}

/// Whom each threshold calls (prediction ≥ threshold).
pub fn confusion(p: &[f64], y: &[f64], w: &[f64], thresholds: &[f64]) -> Vec<Confusion> {
    thresholds
        .iter()
        .map(|&threshold| {
            let mut c = Confusion {
                threshold,
                true_positive: 0.0,
                false_positive: 0.0,
                false_negative: 0.0,
                true_negative: 0.0,
            };
            for ((p, y), w) in p.iter().zip(y).zip(w) {
                if *p >= threshold {
                    c.true_positive += w * y;
                    c.false_positive += w * (1.0 - y);
                } else {
                    c.false_negative += w * y;
                    c.true_negative += w * (1.0 - y);
                }
            }
            c
        })
        .collect()
}
