//! One fit of one method on some rows, and predictions from what was fitted.

use rayon::prelude::*;

use super::encode::{Encoder, raw};
use super::kernel::{
    Bins, BoostParams, ForestParams, GrowParams, boost, boost_watched, forest, grow_watched,
    out_of_bag_error,
};
use super::linear::{LinearFit, least_squares};
use super::logistic::logistic_watched;
use super::model::{Body, LinearBody, NetBody};
use super::net::{NetParams, train_net};
use super::{Column, Engine, LearnError, ModelKind, linfa_engine, stat};
use crate::domain::{Cancelled, Job};

/// What every fit of one training shares.
pub(super) struct Data<'a> {
    /// Progress, and whether to stop.
    pub job: &'a Job,
    pub columns: &'a [Column],
    /// Outcome per row (a rate for binomial rows).
    pub y: &'a [f64],
    /// Weight per row (trials for binomial rows).
    pub w: &'a [f64],
    /// Whether the outcome is a rate.
    pub rate: bool,
    /// Rows of one group stay together in inner splits.
    pub groups: Option<&'a [u32]>,
    pub bins: &'a Bins,
}

/// How a method is to be fitted; chosen by the gates.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recipe {
    pub kind: ModelKind,
    pub engine: Engine,
    pub ridge: f64,
    /// Most encoded columns of a linear model.
    pub limit: Option<usize>,
    /// Depths to choose from by inner loss.
    pub depth: (usize, usize),
    pub min_leaf: usize,
    /// Sizes of leaves that a forest chooses from; empty: `min_leaf` it is.
    pub leaves: &'static [usize],
    /// Whether boosting stops where rows kept aside say so, or takes all its rounds.
    pub stops: bool,
    /// Trees of a forest, rounds of boosting.
    pub trees: usize,
    /// Of bootstrap samples, drawn features, first weights.
    pub seed: u64,
}

/// Trees of a forest that tell sizes of leaves, or features, apart.
const TREES_TO_CHOOSE: usize = 40;
/// Share of each step that boosting takes, and most leaves of its trees.
const BOOSTING: (f64, usize) = (0.05, 15);
/// Hidden units of the neural net, layer by layer, and most passes over the rows.
const NET: ([usize; 2], usize) = ([32, 16], 100);
/// One row (or group of rows) in so many tells boosting and the neural net when to stop.
const ASIDE: u64 = 8;

/// Rows asked about between two looks at whether to stop.
const AT_ONCE: usize = 8_192;

/// Weight of the parent in a leaf's shrunken value.
pub(super) const PRIOR: f64 = 10.0;

impl Recipe {
    /// The same with fewer trees of a forest, for questions that need no last digit.
    pub fn quick(&self) -> Self {
        if self.kind != ModelKind::Forest {
            return self.clone();
        }
        let min_leaf = self.leaves.get(1).copied().unwrap_or(self.min_leaf);
        Self { trees: self.trees.min(TREES_TO_CHOOSE), leaves: &[], min_leaf, ..self.clone() }
    }

    pub fn grow(&self, depth: usize, rate: bool) -> GrowParams {
        GrowParams {
            depth,
            min_leaf: self.min_leaf,
            // A mean of few rows (sessions) needs less of its parent than a rare rate does.
            prior: if rate { PRIOR } else { 1.0 },
            rate,
        }
    }
}

/// Fits on `rows`, looking at the `active` features only.
pub(super) fn fit(
    job: &Job,
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<Body, LearnError> {
    match recipe.kind {
        ModelKind::Tree => {
            let depth = choose_depth(data, recipe, active, rows)?;
            let params = recipe.grow(depth, data.rate);
            Ok(Body::Tree(match recipe.engine {
                Engine::Fupan => {
                    grow_watched(job, data.bins, active, rows, data.y, data.w, &params)?
                }
                Engine::Linfa => linfa_engine::tree(data, active, rows, &params)?,
            }))
        }
        ModelKind::Linear | ModelKind::Logistic => linear(data, recipe, active, rows),
        ModelKind::Forest => {
            let p = active.len();
            // As usual: the root of all for rates, a third of them for numbers.
            let drawn = if data.rate { (p as f64).sqrt().ceil() as usize } else { p.div_ceil(3) };
            let (trees, min_leaf, seed) = (recipe.trees, recipe.min_leaf, recipe.seed);
            let mut params = ForestParams { trees, min_leaf, drawn, seed };
            params.min_leaf = choose_leaf(job, data, recipe, active, rows, &params)?;
            Ok(Body::Forest(forest(job, data.bins, active, rows, data.y, data.w, &params)?))
        }
        ModelKind::Boosting => {
            let mut params = BoostParams {
                rounds: recipe.trees,
                rate: BOOSTING.0,
                leaves: BOOSTING.1,
                min_leaf: recipe.min_leaf,
                odds: data.rate,
            };
            if recipe.stops {
                params.rounds = choose_rounds(job, data, active, rows, &params)?;
            }
            Ok(Body::Boosting(boost(job, data.bins, active, rows, data.y, data.w, &params)?))
        }
        ModelKind::Net => net(job, data, recipe, active, rows),
    }
}

fn linear(
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<Body, LearnError> {
    let mut encoder = Encoder::fit(data.job, data.columns, active, rows, data.w)?;
    let y: Vec<f64> = rows.iter().map(|&r| data.y[r as usize]).collect();
    let w: Vec<f64> = rows.iter().map(|&r| data.w[r as usize]).collect();
    let cell = |feature: usize, at: usize| raw(&data.columns[feature], rows[at] as usize);
    if let Some(limit) = recipe.limit
        && encoder.columns.len() > limit
    {
        keep_strongest(&mut encoder, limit.max(1), &y, &w, cell);
    }
    let x = encoder.matrix(rows.len(), cell)?;
    let fitted = match (recipe.engine, recipe.kind) {
        (Engine::Fupan, ModelKind::Logistic) => {
            logistic_watched(data.job, x.view(), &y, &w, recipe.ridge)?
        }
        (Engine::Fupan, _) => least_squares(x.view(), &y, &w, recipe.ridge)?,
        (Engine::Linfa, ModelKind::Logistic) => linfa_engine::logistic(x, &y, recipe.ridge)?,
        (Engine::Linfa, _) => linfa_engine::linear(x, &y)?,
    };
    let LinearFit { intercept, weights, covariance, residual, freedom } = fitted;
    let body = LinearBody { encoder, intercept, weights, covariance, residual, freedom };
    Ok(if recipe.kind == ModelKind::Logistic { Body::Logistic(body) } else { Body::Linear(body) })
}

fn net(
    job: &Job,
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<Body, LearnError> {
    let encoder = Encoder::fit(data.job, data.columns, active, rows, data.w)?;
    let y: Vec<f64> = rows.iter().map(|&r| data.y[r as usize]).collect();
    let w: Vec<f64> = rows.iter().map(|&r| data.w[r as usize]).collect();
    let aside: Vec<bool> = rows.iter().map(|&r| part(data, r, ASIDE) == 0).collect();
    let x =
        encoder.matrix(rows.len(), |feature, at| raw(&data.columns[feature], rows[at] as usize))?;
    let params =
        NetParams { hidden: NET.0.to_vec(), passes: NET.1, rate: data.rate, seed: recipe.seed };
    let net = train_net(job, x.view(), &y, &w, &aside, &params)?;
    Ok(Body::Net(NetBody { encoder, net, rate: data.rate }))
}

/// Keeps the columns with the largest correlation with the outcome, in their order.
fn keep_strongest(
    encoder: &mut Encoder,
    limit: usize,
    y: &[f64],
    w: &[f64],
    cell: impl Fn(usize, usize) -> f64,
) {
    let strength: Vec<f64> = encoder
        .columns
        .iter()
        .map(|c| {
            // The column is standardised: the moment with y is the covariance.
            stat::sum((0..y.len()).map(|at| w[at] * c.value(cell(c.feature, at)) * y[at])).abs()
        })
        .collect();
    let mut order: Vec<usize> = (0..strength.len()).collect();
    order.sort_by(|&a, &b| strength[b].total_cmp(&strength[a]).then(a.cmp(&b)));
    order.truncate(limit);
    order.sort_unstable();
    encoder.columns = order.into_iter().map(|at| encoder.columns[at].clone()).collect();
}

/// The size of a forest's leaves with the smallest error out of bag; the larger wins a tie.
fn choose_leaf(
    job: &Job,
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
    params: &ForestParams,
) -> Result<usize, LearnError> {
    let mut best = (f64::INFINITY, params.min_leaf);
    for &min_leaf in recipe.leaves.iter().rev() {
        let trees = params.trees.min(TREES_TO_CHOOSE);
        let params = ForestParams { trees, min_leaf, ..*params };
        let error = out_of_bag_error(job, data.bins, active, rows, data.y, data.w, &params)?;
        if error < best.0 {
            best = (error, min_leaf);
        }
    }
    Ok(best.1)
}

/// The number of rounds after which rows kept aside are told best.
fn choose_rounds(
    job: &Job,
    data: &Data<'_>,
    active: &[usize],
    rows: &[u32],
    params: &BoostParams,
) -> Result<usize, LearnError> {
    let (aside, learnt): (Vec<u32>, Vec<u32>) =
        rows.iter().partition(|&&row| part(data, row, ASIDE) == 0);
    if aside.is_empty() || learnt.is_empty() {
        return Ok(params.rounds);
    }
    let parts = (learnt.as_slice(), aside.as_slice());
    let (_, rounds) = boost_watched(job, data.bins, active, parts, data.y, data.w, params)?;
    Ok(rounds.max(1))
}

/// One of `parts` parts for a row; rows of one group are in one part.
fn part(data: &Data<'_>, row: u32, parts: u64) -> u64 {
    let id = data.groups.map_or(row, |g| g[row as usize]);
    // Fibonacci hashing spreads neighbouring ids over the parts.
    (u64::from(id).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) % parts
}

/// The depth with the smallest loss over three inner folds; the shallower wins a tie.
fn choose_depth(
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<usize, Cancelled> {
    let (low, high) = recipe.depth;
    if low >= high {
        return Ok(high);
    }
    let mut loss = vec![0.0; high + 1];
    for fold in 0..3 {
        let (test, train): (Vec<u32>, Vec<u32>) =
            rows.iter().partition(|&&r| part(data, r, 3) == fold);
        if test.is_empty() || train.is_empty() {
            return Ok(low);
        }
        let params = recipe.grow(high, data.rate);
        let tree = grow_watched(data.job, data.bins, active, &train, data.y, data.w, &params)?;
        for &row in &test {
            let row = row as usize;
            let path = tree.path(|f| raw(&data.columns[f], row), high);
            let (y, w) = (data.y[row], data.w[row]);
            for depth in low..=high {
                let value = tree.nodes[path[depth.min(path.len() - 1)]].value;
                loss[depth] +=
                    w * if data.rate { binary_loss(value, y) } else { (value - y) * (value - y) };
            }
        }
    }
    let best = (low..=high).reduce(|best, at| if loss[at] < loss[best] { at } else { best });
    Ok(best.unwrap_or(high))
}

/// Negative log-likelihood of a rate y under p, per trial.
pub(super) fn binary_loss(p: f64, y: f64) -> f64 {
    let p = p.clamp(1e-15, 1.0 - 1e-15);
    -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
}

impl Body {
    /// Predictions for rows whose raw values `value(feature, at)` gives.
    pub fn predict(&self, rows: usize, value: impl Fn(usize, usize) -> f64 + Sync) -> Vec<f64> {
        match self {
            Self::Tree(tree) => {
                (0..rows).map(|at| tree.nodes[tree.leaf(|f| value(f, at))].value).collect()
            }
            Self::Linear(body) => (0..rows).map(|at| body.eta(|f| value(f, at))).collect(),
            Self::Logistic(body) => {
                (0..rows).map(|at| stat::logistic(body.eta(|f| value(f, at)))).collect()
            }
            Self::Forest(trees) => {
                let ask = |at| trees.mean(&trees.codes(|f| value(f, at)));
                (0..rows).into_par_iter().map(ask).collect()
            }
            Self::Boosting(boosted) => {
                let ask = |at| boosted.ask(&boosted.trees.codes(|f| value(f, at)));
                (0..rows).into_par_iter().map(ask).collect()
            }
            Self::Net(body) => body.predict(rows, value),
        }
    }

    /// Enough of it to tell which features matter: a forest's answers come from hundreds of trees,
    /// and a few dozen lean on the same features.
    pub fn light(self) -> Self {
        match self {
            Self::Forest(trees) => Self::Forest(trees.first(TREES_TO_CHOOSE)),
            other => other,
        }
    }

    /// Predictions for rows of a table.
    ///
    /// Errors: cancelled.
    pub fn predict_rows(
        &self,
        job: &Job,
        columns: &[Column],
        rows: &[u32],
    ) -> Result<Vec<f64>, Cancelled> {
        let mut answers = Vec::with_capacity(rows.len());
        for part in rows.chunks(AT_ONCE) {
            job.check()?;
            answers.extend(self.predict(part.len(), |f, at| raw(&columns[f], part[at] as usize)));
        }
        Ok(answers)
    }
}

impl NetBody {
    /// Predictions for rows whose raw values `value(feature, at)` gives.
    fn predict(&self, rows: usize, value: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        // Missing values are filled in, so that only a number beyond all bounds has no answer.
        let Ok(x) = self.encoder.matrix(rows, value) else {
            return vec![f64::NAN; rows];
        };
        let values = self.net.values(x.view());
        if self.rate { values.into_iter().map(stat::logistic).collect() } else { values }
    }
}

impl LinearBody {
    /// The linear predictor of one row.
    pub fn eta(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.encoder
            .columns
            .iter()
            .zip(&self.weights)
            .fold(self.intercept, |eta, (column, weight)| {
                eta + weight * column.value(value(column.feature))
            })
    }
}
