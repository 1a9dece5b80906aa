//! The simple rules that stand beside every model: constant, last session, best single feature.

use super::{Held, Split};
use crate::domain::Cancelled;
use crate::learn::fit::{Data, binary_loss};
use crate::learn::kernel::{GrowParams, grow_watched};
use crate::learn::{Baseline, Baselines, Feature, stat};

/// Predictions of the simple rules on the test rows, fold by fold.
pub(crate) struct Simple {
    pub constant: Vec<f64>,
    pub last: Option<Vec<f64>>,
    /// Feature chosen in most folds and the rule's predictions.
    pub single: Option<(usize, Vec<f64>)>,
}

impl Simple {
    /// Errors: cancelled.
    pub fn of(
        data: &Data<'_>,
        last: Option<&[f64]>,
        split: &Split,
        min_leaf: usize,
    ) -> Result<Self, Cancelled> {
        let mut constant = Vec::new();
        let mut previous = Vec::new();
        let mut single = Vec::new();
        let mut votes = vec![0usize; data.columns.len()];
        for fold in &split.folds {
            let weight = stat::sum(fold.train.iter().map(|&r| data.w[r as usize]));
            let mean =
                stat::sum(fold.train.iter().map(|&r| data.w[r as usize] * data.y[r as usize]))
                    / weight;
            constant.extend(fold.test.iter().map(|_| mean));
            if let Some(last) = last {
                previous.extend(fold.test.iter().map(|&r| {
                    let value = last[r as usize];
                    if value.is_nan() { mean } else { value }
                }));
            }
            if let Some((feature, rule)) = best_single(data, &fold.train, &fold.test, min_leaf)? {
                votes[feature] += 1;
                single.extend(rule);
            }
        }
        let favourite = (0..votes.len()).rev().max_by_key(|&f| votes[f]);
        let complete = single.len() == constant.len();
        Ok(Self {
            single: favourite.filter(|_| complete && !single.is_empty()).map(|f| (f, single)),
            last: last.map(|_| previous),
            constant,
        })
    }

    pub fn report(&self, held: &Held, features: &[Feature]) -> Baselines {
        let score = |p: &[f64]| held.scores(p, &self.constant, self.last.as_deref());
        Baselines {
            constant: Baseline { feature: None, scores: score(&self.constant) },
            last_session: self.last.as_ref().map(|p| Baseline { feature: None, scores: score(p) }),
            single_feature: self.single.as_ref().map(|(f, p)| Baseline {
                feature: Some(features[*f].key.clone()),
                scores: score(p),
            }),
        }
    }
}

/// A tree of two questions about one feature; the feature is chosen on training rows.
fn best_single(
    data: &Data<'_>,
    train: &[u32],
    test: &[u32],
    min_leaf: usize,
) -> Result<Option<(usize, Vec<f64>)>, Cancelled> {
    let params = GrowParams { depth: 2, min_leaf, prior: 0.0, rate: data.rate };
    let mut best: Option<(f64, usize, crate::learn::kernel::Tree)> = None;
    for feature in 0..data.columns.len() {
        let tree = grow_watched(data.job, data.bins, &[feature], train, data.y, data.w, &params)?;
        let loss: f64 = tree
            .leaves()
            .map(|(_, leaf)| {
                if data.rate {
                    leaf.weight * binary_loss(leaf.value, leaf.sum / leaf.weight)
                } else {
                    leaf.weight * leaf.deviation * leaf.deviation
                }
            })
            .sum();
        if best.as_ref().is_none_or(|(b, _, _)| loss < *b) {
            best = Some((loss, feature, tree));
        }
    }
    let Some((_, feature, tree)) = best else {
        return Ok(None);
    };
    let body = crate::learn::model::Body::Tree(tree);
    Ok(Some((feature, body.predict_rows(data.job, data.columns, test)?)))
}
