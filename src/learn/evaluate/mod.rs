//! Honest evaluation: splits, scores on rows not learnt from, intervals, baselines, importance.

pub(super) mod baseline;
mod bootstrap;
pub(super) mod effect;
pub(super) mod importance;
mod off;
mod pieces;
mod ranking;
mod scores;
pub(super) mod split;
#[cfg(test)]
mod tests;

use super::fit::{Data, Recipe, fit};
use super::model::Body;
use super::{LearnError, stat};
use crate::domain::{Interval, Job};

pub use bootstrap::Resampler;
pub(super) use off::{resampled_calibration, usually_off};
pub use pieces::{Crowd, Pieces};
pub use ranking::Ranking;
pub use scores::{
    brier, calibration, calibration_bins, calibration_fit, confusion, lift, log_loss,
    mean_absolute_error, r_squared, roc, root_mean_squared_error,
};
pub use split::{Fold, Split};

/// The test rows of all folds, one after the other, with their outcome.
pub(super) struct Held {
    /// Where each fold begins; one more entry at the end.
    pub starts: Vec<usize>,
    pub y: Vec<f64>,
    pub w: Vec<f64>,
    /// Whom resampling keeps together, numbered from 0.
    pub groups: Resampler,
    pub rate: bool,
}

impl Held {
    pub fn new(data: &Data<'_>, split: &Split) -> Self {
        let mut rows = Vec::new();
        let mut starts = vec![0];
        for fold in &split.folds {
            rows.extend_from_slice(&fold.test);
            starts.push(rows.len());
        }
        let ids: Vec<u32> =
            rows.iter().map(|&r| data.groups.map_or(r, |g| g[r as usize])).collect();
        Self {
            y: rows.iter().map(|&r| data.y[r as usize]).collect(),
            w: rows.iter().map(|&r| data.w[r as usize]).collect(),
            groups: Resampler::new(&ids),
            starts,
            rate: data.rate,
        }
    }

    /// Buyers (weight of successes) and others among the test rows.
    pub fn sides(&self) -> (f64, f64) {
        let positive = stat::sum(self.y.iter().zip(&self.w).map(|(y, w)| y * w));
        let all = stat::sum(self.w.iter().copied());
        (positive, all - positive)
    }

    /// Weights of successes and failures per row, each row counted `times`.
    pub fn weights(&self, times: Option<&[f64]>) -> (Vec<f64>, Vec<f64>) {
        let at = |i: usize| self.w[i] * times.map_or(1.0, |t| t[i]);
        (
            (0..self.y.len()).map(|i| at(i) * self.y[i]).collect(),
            (0..self.y.len()).map(|i| at(i) * (1.0 - self.y[i])).collect(),
        )
    }

    /// One ranking per fold, sorted once and used for every resample.
    pub fn rankings(&self, predictions: &[f64]) -> Vec<Ranking> {
        self.starts.windows(2).map(|w| Ranking::new(&predictions[w[0]..w[1]])).collect()
    }

    /// Means over folds of a ranking score; folds that lack a side are left out.
    pub fn ranked(
        &self,
        rankings: &[Ranking],
        pos: &[f64],
        neg: &[f64],
        score: impl Fn(&Ranking, &[f64], &[f64]) -> Option<f64>,
    ) -> Option<f64> {
        let found: Vec<f64> = rankings
            .iter()
            .zip(self.starts.windows(2))
            .filter_map(|(r, w)| score(r, &pos[w[0]..w[1]], &neg[w[0]..w[1]]))
            .collect();
        (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64)
    }

    /// Mean AUC over folds, each row counted `times`.
    pub fn auc(&self, rankings: &[Ranking], times: Option<&[f64]>) -> Option<f64> {
        let (pos, neg) = self.weights(times);
        self.ranked(rankings, &pos, &neg, Ranking::roc_auc)
    }

    /// Mean average precision over folds, each row counted `times`.
    pub fn pr_auc(&self, rankings: &[Ranking], times: Option<&[f64]>) -> Option<f64> {
        let (pos, neg) = self.weights(times);
        self.ranked(rankings, &pos, &neg, Ranking::average_precision)
    }

    /// All scores of predictions, with the constant's predictions for the skill and those of
    /// last time for the scaled error.
    pub fn scores(
        &self,
        predictions: &[f64],
        constant: &[f64],
        last: Option<&[f64]>,
    ) -> super::Scores {
        let (y, w) = (&self.y, &self.w);
        let mae = mean_absolute_error(predictions, y, w);
        let mut scores = super::Scores {
            mae: Some(mae),
            rmse: Some(root_mean_squared_error(predictions, y, w)),
            ..super::Scores::default()
        };
        if self.rate {
            scores.mae = None;
            scores.rmse = None;
            let rankings = self.rankings(predictions);
            let own = brier(predictions, y, w);
            let base = brier(constant, y, w);
            scores.roc_auc = self.auc(&rankings, None);
            scores.pr_auc = self.pr_auc(&rankings, None);
            scores.log_loss = Some(log_loss(predictions, y, w));
            scores.brier = Some(own);
            scores.brier_skill = (base > 0.0).then(|| 1.0 - own / base);
            if let Some((intercept, slope)) = calibration_fit(predictions, y, w) {
                scores.calibration_slope = Some(slope);
                scores.calibration_intercept = Some(intercept);
            }
            scores.calibration_error =
                Some(calibration(&Pieces::ties(predictions), predictions, y, w).1);
        } else {
            scores.r2 = r_squared(predictions, y, w);
            scores.mase =
                last.map(|last| mae / mean_absolute_error(last, y, w)).filter(|v| v.is_finite());
        }
        scores
    }
}

/// Out-of-fold predictions in the order of the test rows, fold by fold, and what was fitted per fold.
pub(super) fn cross_predict(
    job: &Job,
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    split: &Split,
) -> Result<(Vec<f64>, Vec<Body>), LearnError> {
    let mut predictions = Vec::new();
    let mut bodies = Vec::new();
    for (at, fold) in split.folds.iter().enumerate() {
        job.check()?;
        let part = job.part("train", recipe.kind.word(), at, split.folds.len());
        part.report("train", recipe.kind.word(), 0, 1);
        let body = fit(&part, data, recipe, active, &fold.train)?;
        predictions.extend(body.predict_rows(job, data.columns, &fold.test)?);
        bodies.push(body);
    }
    Ok((predictions, bodies))
}

/// The 80% interval of resampled values around nothing but themselves (percentile bootstrap).
pub(super) fn percentile(values: &mut [f64]) -> Option<Interval> {
    if values.len() < 20 {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    Some(Interval::new(stat::quantile(values, 0.1), stat::quantile(values, 0.9)))
}

/// Standard deviation of resampled values.
pub(super) fn deviation(values: &[f64]) -> f64 {
    let n = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt()
}
