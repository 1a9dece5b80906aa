//! The leakage guard: columns that tell the outcome too well to have been known before it.

use super::encode::raw;
use super::evaluate::{Held, Ranking, Split, cross_predict};
use super::fit::{Data, Recipe};
use super::{
    Column, Feature, Importance, LearnError, LearnWarning, LearnWarningCode, Timing, stat,
};
use crate::domain::{Cancelled, Job};

/// AUC of one column alone above which it is suspected.
const ALMOST: f64 = 0.97;
/// Share of the distance from a coin's AUC that dropping one column may cost.
const COLLAPSE: f64 = 0.3;

/// What one column alone reaches: AUC for rates, R² for numbers, on all rows.
pub(super) fn alone(data: &Data<'_>, feature: usize) -> f64 {
    let n = data.y.len();
    let column = &data.columns[feature];
    let score: Vec<f64> = match column {
        // Missing may itself be the sign: it stands below every number, and apart.
        Column::Numeric(values) => {
            values.iter().map(|v| if v.is_nan() { f64::MIN } else { *v }).collect()
        }
        Column::Category { labels, .. } => leave_one_out(data, column, labels.len()),
    };
    if !data.rate {
        let total = stat::sum(data.w.iter().copied());
        let mean = |v: &[f64]| stat::sum(v.iter().zip(data.w).map(|(v, w)| v * w)) / total;
        let score: Vec<f64> =
            (0..n).map(|r| if score[r] == f64::MIN { 0.0 } else { score[r] }).collect();
        let (ms, my) = (mean(&score), mean(data.y));
        let moment = |a: &[f64], ma: f64, b: &[f64], mb: f64| {
            stat::sum((0..n).map(|r| data.w[r] * (a[r] - ma) * (b[r] - mb)))
        };
        let both = moment(&score, ms, data.y, my);
        let square = moment(&score, ms, &score, ms) * moment(data.y, my, data.y, my);
        return if square > 0.0 { both * both / square } else { 0.0 };
    }
    let pos: Vec<f64> = (0..n).map(|r| data.w[r] * data.y[r]).collect();
    let neg: Vec<f64> = (0..n).map(|r| data.w[r] * (1.0 - data.y[r])).collect();
    let auc =
        |score: &[f64]| Ranking::new(score).roc_auc(&pos, &neg).map_or(0.5, |a| a.max(1.0 - a));
    let there: Vec<f64> = (0..n).map(|r| f64::from(u8::from(raw(column, r).is_nan()))).collect();
    auc(&score).max(auc(&there))
}

/// The rate of the other rows of the same level, drawn a little towards the overall rate.
fn leave_one_out(data: &Data<'_>, column: &Column, labels: usize) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); labels + 1];
    let (mut all, mut weight) = (0.0, 0.0);
    let level = |row: usize| match raw(column, row) {
        v if v.is_nan() => labels,
        v => v as usize,
    };
    for row in 0..data.y.len() {
        let (w, wy) = (data.w[row], data.w[row] * data.y[row]);
        let at = &mut sums[level(row)];
        *at = (at.0 + w, at.1 + wy);
        all += wy;
        weight += w;
    }
    let mean = all / weight;
    (0..data.y.len())
        .map(|row| {
            let (w, wy) = sums[level(row)];
            (wy - data.w[row] * data.y[row] + mean) / (w - data.w[row] + 1.0)
        })
        .collect()
}

/// Columns that alone almost are the outcome.
///
/// Errors: cancelled.
pub(super) fn almost_the_outcome(
    data: &Data<'_>,
    features: &[Feature],
) -> Result<Vec<LearnWarning>, Cancelled> {
    let mut found = Vec::new();
    for (at, feature) in features.iter().enumerate() {
        data.job.check()?;
        let score = alone(data, at);
        if score > ALMOST {
            found.push(LearnWarning {
                code: LearnWarningCode::AlmostTheOutcome,
                columns: vec![feature.key.clone()],
                before: Some(score),
                after: None,
            });
        }
    }
    Ok(found)
}

/// Whether leaving out the most important columns, one at a time, makes the AUC collapse.
pub(super) fn hangs_on_one(
    job: &Job,
    data: &Data<'_>,
    recipe: &Recipe,
    split: &Split,
    held: &Held,
    auc: f64,
    importance: &[Importance],
    features: &[Feature],
) -> Result<Vec<LearnWarning>, LearnError> {
    let mut found = Vec::new();
    if auc < 0.75 || features.len() < 2 {
        return Ok(found);
    }
    for top in importance.iter().take(2) {
        // A shuffled column still misleads the model a little, so shuffling costs more than
        // leaving out: what shuffling does not hurt need not be tried.
        if top.value < COLLAPSE * (auc - 0.5) / 2.0 {
            continue;
        }
        let rest: Vec<usize> =
            (0..features.len()).filter(|&f| !top.features.contains(&features[f].key)).collect();
        if rest.is_empty() {
            continue;
        }
        let (without, _) = cross_predict(job, data, &recipe.quick(), &rest, split)?;
        let Some(left) = held.auc(&held.rankings(&without), None) else {
            continue;
        };
        if auc - left > COLLAPSE * (auc - 0.5) {
            found.push(LearnWarning {
                code: LearnWarningCode::HangsOnOneColumn,
                columns: top.features.clone(),
                before: Some(auc),
                after: Some(left),
            });
        }
    }
    Ok(found)
}

/// The columns under suspicion: almost the outcome, or indispensable and of unknown timing.
pub(super) fn suspects(warnings: &[LearnWarning], features: &[Feature]) -> Vec<String> {
    let unknown =
        |key: &String| features.iter().any(|f| f.key == *key && f.timing == Timing::Unknown);
    let mut columns: Vec<String> = warnings
        .iter()
        .flat_map(|w| {
            w.columns.iter().filter(move |c| match w.code {
                LearnWarningCode::AlmostTheOutcome => true,
                LearnWarningCode::HangsOnOneColumn => unknown(c),
                _ => false,
            })
        })
        .cloned()
        .collect();
    columns.sort();
    columns.dedup();
    columns
}
