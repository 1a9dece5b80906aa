//! Permutation importance on the test rows, correlated columns shuffled together.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Held, Split, deviation, percentile};
use crate::domain::{Interval, Job};
use crate::learn::encode::raw;
use crate::learn::fit::Data;
use crate::learn::model::Body;
use crate::learn::{Feature, Importance, LearnError, stat};

/// Shuffles per feature.
const SHUFFLES: usize = 3;
/// Resamples per shuffle.
const RESAMPLES: usize = 60;
/// Columns that correlate more than this (in ranks) are shuffled together.
const TOGETHER: f64 = 0.85;
/// Rows that correlations are taken from.
const SAMPLE: usize = 2_000;

/// Groups of features that move together.
pub(crate) fn clusters(data: &Data<'_>) -> Vec<Vec<usize>> {
    let rows = data.y.len();
    let step = rows.div_ceil(SAMPLE).max(1);
    let ranks: Vec<Vec<f64>> = data
        .columns
        .iter()
        .map(|column| {
            let values: Vec<f64> = (0..rows).step_by(step).map(|r| raw(column, r)).collect();
            match column {
                crate::learn::Column::Numeric(_) => ranked(&values),
                // The order of codes means nothing.
                crate::learn::Column::Category { .. } => Vec::new(),
            }
        })
        .collect();
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for feature in 0..data.columns.len() {
        let home = clusters.iter_mut().find(|members| {
            members.iter().any(|&m| correlation(&ranks[m], &ranks[feature]).abs() > TOGETHER)
        });
        match home {
            Some(members) => members.push(feature),
            None => clusters.push(vec![feature]),
        }
    }
    clusters
}

/// Mean ranks, missing in the middle, centred and scaled to unit length.
fn ranked(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&i| !values[i].is_nan()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    let mut ranks = vec![f64::NAN; values.len()];
    let mut from = 0;
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && values[order[to]] == values[order[from]] {
            to += 1;
        }
        for &i in &order[from..to] {
            ranks[i] = (from + to - 1) as f64 / 2.0;
        }
        from = to;
    }
    let middle = order.len().saturating_sub(1) as f64 / 2.0;
    let mut length = 0.0;
    for rank in &mut ranks {
        *rank = if rank.is_nan() { 0.0 } else { *rank - middle };
        length += *rank * *rank;
    }
    let length = f64::sqrt(length);
    if length > 0.0 {
        ranks.iter_mut().for_each(|r| *r /= length);
    }
    ranks
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    if a.len() == b.len() { a.iter().zip(b).map(|(a, b)| a * b).sum() } else { 0.0 }
}

/// What shuffling each cluster costs: AUC lost for rates, absolute error gained for numbers.
pub(crate) fn importance(
    job: &Job,
    data: &Data<'_>,
    held: &Held,
    split: &Split,
    bodies: &[Body],
    predictions: &[f64],
    features: &[Feature],
    seed: u64,
) -> Result<Vec<Importance>, LearnError> {
    let base = held.rankings(predictions);
    let mut found = Vec::new();
    let clusters = clusters(data);
    let of = clusters.len() as u64;
    for (at, cluster) in clusters.into_iter().enumerate() {
        job.report("evaluate", "", at as u64, of);
        let (mut points, mut spread) = (Vec::new(), Vec::new());
        for shuffle in 0..SHUFFLES as u64 {
            job.check()?;
            let mut rng = ChaCha8Rng::seed_from_u64(seed ^ ((at as u64) << 8 | shuffle));
            let mut shuffled = Vec::with_capacity(predictions.len());
            for (fold, body) in split.folds.iter().zip(bodies) {
                job.check()?;
                let mut other = fold.test.clone();
                other.shuffle(&mut rng);
                shuffled.extend(body.predict(fold.test.len(), |f, i| {
                    let row = if cluster.contains(&f) { other[i] } else { fold.test[i] };
                    raw(&data.columns[f], row as usize)
                }));
            }
            if shuffled == predictions {
                points.push(0.0);
                continue;
            }
            if held.rate {
                let rankings = held.rankings(&shuffled);
                let loss = |times: Option<&[f64]>| {
                    Some(held.auc(&base, times)? - held.auc(&rankings, times)?)
                };
                points.extend(loss(None));
                held.groups.run(job, seed ^ shuffle, RESAMPLES, |times| {
                    spread.extend(loss(Some(times)));
                })?;
            } else {
                let gain: Vec<f64> = (0..held.y.len())
                    .map(|i| (shuffled[i] - held.y[i]).abs() - (predictions[i] - held.y[i]).abs())
                    .collect();
                let mean = |times: Option<&[f64]>| {
                    let weight = |i: usize| held.w[i] * times.map_or(1.0, |t| t[i]);
                    stat::sum((0..gain.len()).map(|i| weight(i) * gain[i]))
                        / stat::sum((0..gain.len()).map(weight))
                };
                points.push(mean(None));
                held.groups.run(job, seed ^ shuffle, RESAMPLES, |times| {
                    let value = mean(Some(times));
                    if value.is_finite() {
                        spread.push(value);
                    }
                })?;
            }
        }
        let value = points.iter().sum::<f64>() / points.len().max(1) as f64;
        // Centred on the mean over shuffles: a single shuffle is luck.
        let half = stat::Z80 * deviation(&spread);
        let interval = percentile(&mut spread)
            .map_or(Interval::new(value, value), |_| Interval::new(value - half, value + half));
        found.push(Importance {
            features: cluster.iter().map(|&f| features[f].key.clone()).collect(),
            value,
            interval,
        });
    }
    found.sort_by(|a, b| b.value.total_cmp(&a.value));
    Ok(found)
}
