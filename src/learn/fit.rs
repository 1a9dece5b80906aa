//! One fit of one method on some rows, and predictions from what was fitted.

use super::encode::{Encoder, raw};
use super::kernel::{Bins, GrowParams, grow};
use super::linear::{LinearFit, least_squares};
use super::logistic::logistic_regression;
use super::model::{Body, LinearBody};
use super::{Column, Engine, LearnError, ModelKind, linfa_engine, stat};

/// What every fit of one training shares.
pub(super) struct Data<'a> {
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
}

/// Weight of the parent in a leaf's shrunken value.
pub(super) const PRIOR: f64 = 10.0;

impl Recipe {
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
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<Body, LearnError> {
    match recipe.kind {
        ModelKind::Tree => {
            let depth = choose_depth(data, recipe, active, rows);
            let params = recipe.grow(depth, data.rate);
            Ok(Body::Tree(match recipe.engine {
                Engine::Fupan => grow(data.bins, active, rows, data.y, data.w, &params),
                Engine::Linfa => linfa_engine::tree(data, active, rows, &params)?,
            }))
        }
        ModelKind::Linear | ModelKind::Logistic => linear(data, recipe, active, rows),
    }
}

fn linear(
    data: &Data<'_>,
    recipe: &Recipe,
    active: &[usize],
    rows: &[u32],
) -> Result<Body, LearnError> {
    let mut encoder = Encoder::fit(data.columns, active, rows, data.w);
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
            logistic_regression(x.view(), &y, &w, recipe.ridge)?
        }
        (Engine::Fupan, _) => least_squares(x.view(), &y, &w, recipe.ridge)?,
        (Engine::Linfa, ModelKind::Logistic) => linfa_engine::logistic(x, &y, recipe.ridge)?,
        (Engine::Linfa, _) => linfa_engine::linear(x, &y)?,
    };
    let LinearFit { intercept, weights, covariance, residual, freedom } = fitted;
    let body = LinearBody { encoder, intercept, weights, covariance, residual, freedom };
    Ok(if recipe.kind == ModelKind::Logistic { Body::Logistic(body) } else { Body::Linear(body) })
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

/// The depth with the smallest loss over three inner folds; the shallower wins a tie.
fn choose_depth(data: &Data<'_>, recipe: &Recipe, active: &[usize], rows: &[u32]) -> usize {
    let (low, high) = recipe.depth;
    if low >= high {
        return high;
    }
    let part = |row: u32| -> u64 {
        let id = data.groups.map_or(row, |g| g[row as usize]);
        // Fibonacci hashing spreads neighbouring ids over the folds.
        (u64::from(id).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) % 3
    };
    let mut loss = vec![0.0; high + 1];
    for fold in 0..3 {
        let (test, train): (Vec<u32>, Vec<u32>) = rows.iter().partition(|&&r| part(r) == fold);
        if test.is_empty() || train.is_empty() {
            return low;
        }
        let tree = grow(data.bins, active, &train, data.y, data.w, &recipe.grow(high, data.rate));
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
    (low..=high)
        .reduce(|best, depth| if loss[depth] < loss[best] { depth } else { best })
        .unwrap_or(high)
}

/// Negative log-likelihood of a rate y under p, per trial.
pub(super) fn binary_loss(p: f64, y: f64) -> f64 {
    let p = p.clamp(1e-15, 1.0 - 1e-15);
    -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
}

impl Body {
    /// Predictions for rows whose raw values `value(feature, at)` gives.
    pub fn predict(&self, rows: usize, value: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        match self {
            Self::Tree(tree) => {
                (0..rows).map(|at| tree.nodes[tree.leaf(|f| value(f, at))].value).collect()
            }
            Self::Linear(body) => (0..rows).map(|at| body.eta(|f| value(f, at))).collect(),
            Self::Logistic(body) => {
                (0..rows).map(|at| stat::logistic(body.eta(|f| value(f, at)))).collect()
            }
        }
    }

    /// Predictions for rows of a table.
    pub fn predict_rows(&self, columns: &[Column], rows: &[u32]) -> Vec<f64> {
        self.predict(rows.len(), |feature, at| raw(&columns[feature], rows[at] as usize))
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
