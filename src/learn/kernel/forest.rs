//! Random forest: trees on bootstrap samples, each question among a few drawn features
//! (Breiman 2001). Predicts the mean of the trees' leaves.

use std::borrow::Cow;

use rand::{Rng as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::Ensemble;
use super::bare::{BareParams, grow_bare};
use super::bins::Bins;
use super::rows::Rows;
use crate::domain::{Cancelled, Job};
use crate::learn::stat;

/// Trees grown between two reports of progress.
const ROUND: usize = 16;

/// How a forest grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ForestParams {
    /// Trees.
    pub trees: usize,
    /// Least rows in a leaf; a row drawn twice counts once.
    pub min_leaf: usize,
    /// Features drawn at each node.
    pub drawn: usize,
    /// Each tree has its own stream of it: the number of threads changes nothing.
    pub seed: u64,
}

/// Grows a forest on `rows`; `y` and `w` are outcome and weight of **all** rows of the bins.
///
/// Errors: cancelled.
pub fn forest(
    job: &Job,
    bins: &Bins,
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &ForestParams,
) -> Result<Ensemble, Cancelled> {
    let (bare, mean) = bare(active, rows, y, w, params);
    let mut ensemble = Ensemble::new(bins);
    for from in (0..params.trees).step_by(ROUND) {
        job.report("trees", "", from as u64, params.trees as u64);
        let round: Vec<_> = (from..params.trees.min(from + ROUND))
            .into_par_iter()
            .map(|tree| {
                job.check()?;
                let mut rng = stream(params.seed, tree);
                let data = bootstrap(rows, y, w, mean, &mut rng);
                Ok(grow_bare(bins, active, data, &bare, Some(rng)).0)
            })
            .collect::<Result<_, Cancelled>>()?;
        round.iter().for_each(|tree| ensemble.push(tree));
    }
    Ok(ensemble)
}

/// Weighted mean squared error of a forest on the rows that each tree did not see: what tells the
/// sizes of leaves apart without keeping rows aside.
///
/// Errors: cancelled.
pub(crate) fn out_of_bag_error(
    job: &Job,
    bins: &Bins,
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &ForestParams,
) -> Result<f64, Cancelled> {
    let (bare, mean) = bare(active, rows, y, w, params);
    let unseen: Vec<Vec<(usize, f64)>> = (0..params.trees)
        .into_par_iter()
        .map(|tree| {
            job.check()?;
            let mut rng = stream(params.seed, tree);
            let data = bootstrap(rows, y, w, mean, &mut rng);
            let mut seen = data.index.clone();
            seen.sort_unstable();
            let mut one = Ensemble::new(bins);
            one.push(&grow_bare(bins, active, data, &bare, Some(rng)).0);
            let unseen =
                rows.iter().enumerate().filter(|(_, row)| seen.binary_search(row).is_err());
            Ok(unseen.map(|(at, &row)| (at, one.mean(&bins.codes(row)))).collect())
        })
        .collect::<Result<_, Cancelled>>()?;
    let mut sums = vec![(0.0, 0u32); rows.len()];
    for (at, value) in unseen.into_iter().flatten() {
        sums[at].0 += value;
        sums[at].1 += 1;
    }
    let (mut error, mut total) = (0.0, 0.0);
    for (&row, (sum, times)) in rows.iter().zip(sums).filter(|(_, (_, times))| *times > 0) {
        let off = sum / f64::from(times) - y[row as usize];
        error += w[row as usize] * off * off;
        total += w[row as usize];
    }
    Ok(error / total)
}

fn bare(
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &ForestParams,
) -> (BareParams, f64) {
    let total = stat::sum(rows.iter().map(|&r| w[r as usize]));
    let mean = stat::sum(rows.iter().map(|&r| w[r as usize] * y[r as usize])) / total;
    let bare = BareParams {
        min_leaf: params.min_leaf,
        leaves: None,
        drawn: Some(params.drawn.clamp(1, active.len().max(1))),
        ridge: 0.0,
        offset: mean,
        bounds: rows.iter().fold((mean, mean), |(low, high), &r| {
            (low.min(y[r as usize]), high.max(y[r as usize]))
        }),
    };
    (bare, mean)
}

/// The random numbers of one tree.
fn stream(seed: u64, tree: usize) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(tree as u64);
    rng
}

/// As many rows as there are, drawn with replacement: a row's weight times how often it came.
/// Centred sums keep large outcomes (yuan) from drowning their differences.
fn bootstrap(rows: &[u32], y: &[f64], w: &[f64], mean: f64, rng: &mut ChaCha8Rng) -> Rows<'static> {
    let mut times = vec![0u32; rows.len()];
    for _ in 0..rows.len() {
        times[rng.gen_range(0..rows.len())] += 1;
    }
    let mut index = Vec::new();
    let (mut weight, mut sum) = (vec![0.0; y.len()], vec![0.0; y.len()]);
    for (&row, &times) in rows.iter().zip(&times).filter(|(_, times)| **times > 0) {
        let at = row as usize;
        index.push(row);
        weight[at] = w[at] * f64::from(times);
        sum[at] = weight[at] * (y[at] - mean);
    }
    Rows { index, weight: Cow::Owned(weight), sum: Cow::Owned(sum) }
}
