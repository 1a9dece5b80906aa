//! How a model's answer moves with one feature: the mean answer over the rows when the feature is
//! set to each of a few values (partial dependence, Friedman 2001). The picture of models that
//! have no tree or coefficients to show.

use crate::domain::Cancelled;
use crate::learn::encode::raw;
use crate::learn::fit::Data;
use crate::learn::model::Body;
use crate::learn::{CellValue, Column, EffectCurve, EffectPoint, Feature, Importance, stat};

/// Features shown.
const SHOWN: usize = 4;
/// Rows that answers are averaged over.
const ROWS: usize = 400;
/// Values of a number, at quantiles.
const POINTS: usize = 11;
/// Levels of a category, the most frequent ones.
const LEVELS: usize = 8;

/// The curves of the features that help most.
///
/// Errors: cancelled.
pub(crate) fn effects(
    data: &Data<'_>,
    body: &Body,
    importance: &[Importance],
    features: &[Feature],
) -> Result<Vec<EffectCurve>, Cancelled> {
    importance
        .iter()
        .filter(|row| row.value > 0.0)
        .filter_map(|row| features.iter().position(|f| Some(&f.key) == row.features.first()))
        .take(SHOWN)
        .map(|feature| {
            data.job.check()?;
            let points = points(data, body, feature);
            Ok(EffectCurve { feature: features[feature].key.clone(), points })
        })
        .collect()
}

fn points(data: &Data<'_>, body: &Body, feature: usize) -> Vec<EffectPoint> {
    let step = data.y.len().div_ceil(ROWS).max(1);
    let rows: Vec<usize> = (0..data.y.len()).step_by(step).collect();
    let total = stat::sum(rows.iter().map(|&r| data.w[r]));
    let column = &data.columns[feature];
    values(column)
        .into_iter()
        .map(|(code, value, share)| {
            let answers = body.predict(rows.len(), |f, at| {
                if f == feature { code } else { raw(&data.columns[f], rows[at]) }
            });
            let sum = stat::sum(answers.iter().zip(&rows).map(|(p, &r)| data.w[r] * p));
            EffectPoint { value, mean: sum / total, share }
        })
        .collect()
}

/// Values a feature is set to, and the share of rows at or below (numbers) or at (categories) it.
fn values(column: &Column) -> Vec<(f64, CellValue, f64)> {
    match column {
        Column::Numeric(values) => {
            let mut present: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
            present.sort_unstable_by(f64::total_cmp);
            // Between the 2nd and the 98th percentile: beyond, hardly anything was seen.
            let mut found: Vec<f64> = (0..POINTS)
                .map(|at| 0.02 + 0.96 * at as f64 / (POINTS - 1) as f64)
                .map(|share| stat::quantile(&present, share))
                .filter(|value| !value.is_nan())
                .collect();
            found.dedup();
            found
                .into_iter()
                .map(|v| {
                    let below = present.partition_point(|p| *p <= v) as f64;
                    (v, CellValue::Number(v), below / present.len() as f64)
                })
                .collect()
        }
        Column::Category { codes, labels } => {
            let mut counts = vec![0usize; labels.len()];
            codes.iter().for_each(|&code| {
                if let Some(count) = counts.get_mut(code as usize) {
                    *count += 1;
                }
            });
            let mut order: Vec<usize> = (0..labels.len()).filter(|&at| counts[at] > 0).collect();
            order.sort_by_key(|&at| (std::cmp::Reverse(counts[at]), at));
            order.truncate(LEVELS);
            let share = |at: usize| counts[at] as f64 / codes.len() as f64;
            order
                .into_iter()
                .map(|at| (at as f64, CellValue::Text(labels[at].clone()), share(at)))
                .collect()
        }
    }
}
