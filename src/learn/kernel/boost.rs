//! Gradient boosting: small trees one after the other, each on what is still wrong, by Newton
//! steps on the log-loss or the squared error (Friedman 2001; Chen & Guestrin 2016).

use std::borrow::Cow;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Ensemble;
use super::bare::{BareParams, grow_bare};
use super::bins::Bins;
use super::rows::Rows;
use crate::domain::{Cancelled, Job};
use crate::learn::fit::binary_loss;
use crate::learn::stat;

/// Drawn towards nothing with this weight: a leaf of almost certain rows has next to none.
const RIDGE: f64 = 1.0;

/// How boosting goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoostParams {
    /// Trees, one after the other.
    pub rounds: usize,
    /// Share of each step that is taken.
    pub rate: f64,
    /// Most leaves of a tree.
    pub leaves: usize,
    /// Least rows in a leaf.
    pub min_leaf: usize,
    /// Whether the outcome is a rate (steps of log-odds) or a number.
    pub odds: bool,
}

/// Boosted trees: `start + rate × Σ leaves`, log-odds where the outcome is a rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boosted {
    /// The trees.
    pub trees: Ensemble,
    /// Where all rows start.
    pub start: f64,
    /// Share of each tree's step that is taken.
    pub rate: f64,
    /// Whether the sum is of log-odds.
    pub odds: bool,
}

impl Boosted {
    /// The prediction of a row by its bins.
    pub(crate) fn ask(&self, codes: &[u8]) -> f64 {
        let sum = self.trees.sum(codes, self.start, self.rate);
        if self.odds { stat::logistic(sum) } else { sum }
    }
}

/// Boosts on `rows`; `y` and `w` are outcome and weight of **all** rows of the bins.
///
/// Errors: cancelled.
pub fn boost(
    job: &Job,
    bins: &Bins,
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &BoostParams,
) -> Result<Boosted, Cancelled> {
    boost_watched(job, bins, active, (rows, &[]), y, w, params).map(|(boosted, _)| boosted)
}

/// As [`boost`], with the number of rounds after which the `aside` rows, which are not learnt
/// from, are told best; all of them where there are none.
pub(crate) fn boost_watched(
    job: &Job,
    bins: &Bins,
    active: &[usize],
    (rows, aside): (&[u32], &[u32]),
    y: &[f64],
    w: &[f64],
    params: &BoostParams,
) -> Result<(Boosted, usize), Cancelled> {
    let total = stat::sum(rows.iter().map(|&r| w[r as usize]));
    let mean = stat::sum(rows.iter().map(|&r| w[r as usize] * y[r as usize])) / total;
    let start = if params.odds { stat::log_odds(mean) } else { mean };
    let bare = BareParams {
        min_leaf: params.min_leaf,
        leaves: Some(params.leaves),
        drawn: None,
        ridge: RIDGE,
        offset: 0.0,
        bounds: (f64::NEG_INFINITY, f64::INFINITY),
    };
    let mut trees = Ensemble::new(bins);
    let mut now = vec![start; y.len()];
    let error = |now: &[f64]| {
        stat::sum(aside.iter().map(|&row| {
            let (row, z) = (row as usize, now[row as usize]);
            w[row]
                * if params.odds {
                    binary_loss(stat::logistic(z), y[row])
                } else {
                    (z - y[row]) * (z - y[row])
                }
        }))
    };
    let (mut weight, mut sum) = (vec![0.0; y.len()], vec![0.0; y.len()]);
    let mut best = (error(&now), 0);
    for round in 0..params.rounds {
        job.check()?;
        job.report("trees", "", round as u64, params.rounds as u64);
        steps(params.odds, &now, y, w, &mut weight, &mut sum);
        let data =
            Rows { index: rows.to_vec(), weight: Cow::Borrowed(&weight), sum: Cow::Borrowed(&sum) };
        let (tree, leaves, data) = grow_bare(bins, active, data, &bare, None);
        if leaves.len() < 2 {
            break;
        }
        for (node, from, to) in leaves {
            let step = params.rate * f64::from(tree.nodes[node].value);
            data.index[from..to].iter().for_each(|&row| now[row as usize] += step);
        }
        trees.push(&tree);
        if aside.is_empty() {
            best.1 = round + 1;
            continue;
        }
        for &row in aside {
            now[row as usize] += params.rate * trees.last(&bins.codes(row));
        }
        let error = error(&now);
        if error < best.0 {
            best = (error, round + 1);
        }
    }
    Ok((Boosted { trees, start, rate: params.rate, odds: params.odds }, best.1))
}

/// Rows that one thread takes at a time.
const CHUNK: usize = 8_192;

/// Weight × curvature and weight × what is still wrong, of every row of the table.
fn steps(odds: bool, now: &[f64], y: &[f64], w: &[f64], weight: &mut [f64], sum: &mut [f64]) {
    let rows = (weight.par_chunks_mut(CHUNK), sum.par_chunks_mut(CHUNK));
    let told = (now.par_chunks(CHUNK), y.par_chunks(CHUNK), w.par_chunks(CHUNK));
    (rows, told).into_par_iter().for_each(|((weight, sum), (now, y, w))| {
        for at in 0..now.len() {
            let (p, bend) = if odds {
                let p = stat::logistic(now[at]);
                (p, p * (1.0 - p))
            } else {
                (now[at], 1.0)
            };
            weight[at] = w[at] * bend;
            sum[at] = w[at] * (y[at] - p);
        }
    });
}
