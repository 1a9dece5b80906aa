//! The linfa crates as selectable engines, behind guards.
//!
//! What the guards are for (linfa 0.8.1): a NaN in linfa-trees recurses until the stack ends
//! (only a [`FiniteMatrix`] gets in, depth and size are limited); its pruning by equal label
//! leaves one leaf on rare buyers (fitted with balanced weights); fit sends `<=` left but
//! predict `<` (leaf rates are rebuilt by walking with `<`); linfa-logistic gives the
//! probability of the more frequent label (the sign is fixed here); hash order makes its trees
//! differ from run to run (the report says so).

use linfa::Dataset;
use linfa::traits::Fit;
use linfa_trees::DecisionTree;
use ndarray::Array1;

use super::encode::{Encoded, Encoder, Make, raw};
use super::fit::Data;
use super::kernel::{GrowParams, Node, Rule, Split, Tree, refill};
use super::linalg::FiniteMatrix;
use super::linear::LinearFit;
use super::{Column, LearnError};
use crate::domain::Interval;

/// Most rows × columns that linfa is given; its tree is O(columns · rows · nodes).
pub(super) const MOST_CELLS: usize = 4_000_000;
/// Deepest tree that linfa is asked for; it recurses per level.
const MOST_DEPTH: usize = 16;

/// Ordinary least squares by linfa-linear: no weights, ridge or standard errors.
pub(super) fn linear(x: FiniteMatrix, y: &[f64]) -> Result<LinearFit, LearnError> {
    let x = x.into_inner();
    if x.nrows() <= x.ncols() {
        return Err(LearnError::Singular);
    }
    let fitted = linfa_linear::LinearRegression::new()
        .fit(&Dataset::new(x, Array1::from(y.to_vec())))
        .map_err(|e| LearnError::Linfa(e.to_string()))?;
    checked(fitted.intercept(), fitted.params().to_vec())
}

/// Logistic regression by linfa-logistic with the sign turned towards y = 1.
pub(super) fn logistic(x: FiniteMatrix, y: &[f64], ridge: f64) -> Result<LinearFit, LearnError> {
    let labels: Array1<bool> = y.iter().map(|v| *v > 0.5).collect();
    let fitted = linfa_logistic::LogisticRegression::default()
        .alpha(ridge.max(super::logistic::LEAST_RIDGE))
        .max_iterations(1_000)
        .gradient_tolerance(1e-6)
        .fit(&Dataset::new(x.into_inner(), labels))
        .map_err(|e| LearnError::Linfa(e.to_string()))?;
    let sign = if fitted.labels().pos.class { 1.0 } else { -1.0 };
    checked(sign * fitted.intercept(), fitted.params().iter().map(|w| sign * w).collect())
}

fn checked(intercept: f64, weights: Vec<f64>) -> Result<LinearFit, LearnError> {
    if !(intercept.is_finite() && weights.iter().all(|w| w.is_finite())) {
        return Err(LearnError::Singular);
    }
    Ok(LinearFit { intercept, weights, covariance: Vec::new(), residual: 0.0, freedom: 1.0 })
}

/// A classification tree by linfa-trees, turned into our flat form.
pub(super) fn tree(
    data: &Data<'_>,
    active: &[usize],
    rows: &[u32],
    params: &GrowParams,
) -> Result<Tree, LearnError> {
    let encoder = Encoder::fit(data.job, data.columns, active, rows, data.w)?;
    let x = encoder.matrix(rows.len(), |f, at| raw(&data.columns[f], rows[at] as usize))?;
    let labels: Array1<bool> = rows.iter().map(|&r| data.y[r as usize] > 0.5).collect();
    let buyers = labels.iter().filter(|b| **b).count();
    let others = labels.len() - buyers;
    let blank = |parent, depth| Node {
        parent,
        depth,
        rows: 0,
        weight: 0.0,
        sum: 0.0,
        value: 0.0,
        deviation: 0.0,
        interval: Interval::new(0.0, 0.0),
        split: None,
    };
    let mut flat = Tree { nodes: vec![blank(None, 0)] };
    if buyers > 0 && others > 0 && !encoder.columns.is_empty() {
        // Each class weighs one half in all: leaves with more buyers than usual then differ
        // in label from the others and survive linfa's pruning.
        let half = labels.len() as f64 / 2.0;
        let weights: Array1<f32> = labels
            .iter()
            .map(|b| (half / if *b { buyers } else { others } as f64) as f32)
            .collect();
        let fitted = DecisionTree::params()
            .max_depth(Some(params.depth.clamp(1, MOST_DEPTH)))
            .min_weight_split(2.0 * params.min_leaf as f32)
            .min_weight_leaf(params.min_leaf as f32)
            .fit(&Dataset::new(x.into_inner(), labels).with_weights(weights))
            .map_err(|e| LearnError::Linfa(e.to_string()))?;
        let mut open = vec![(fitted.root_node(), 0usize)];
        while let Some((node, at)) = open.pop() {
            let [Some(left), Some(right)] = node.children()[..] else {
                continue;
            };
            if node.is_leaf() {
                continue;
            }
            let (column, threshold, gain) = node.split();
            let (rule, missing_left) = translate(&encoder.columns[column], threshold, data);
            let next = flat.nodes.len();
            let depth = flat.nodes[at].depth + 1;
            flat.nodes.push(blank(Some(at as u32), depth));
            flat.nodes.push(blank(Some(at as u32), depth));
            flat.nodes[at].split = Some(Split {
                feature: encoder.columns[column].feature,
                rule,
                missing_left,
                left: next as u32,
                right: next as u32 + 1,
                gain,
            });
            open.push((right.as_ref(), next + 1));
            open.push((left.as_ref(), next));
        }
    }
    rebuild(&mut flat, data, rows, params);
    Ok(flat)
}

/// Counts and rates from the rows that really arrive; a child that nobody reaches is cut off
/// with its sibling.
fn rebuild(flat: &mut Tree, data: &Data<'_>, rows: &[u32], params: &GrowParams) {
    loop {
        let paths: Vec<Vec<usize>> = rows
            .iter()
            .map(|&r| flat.path(|f| raw(&data.columns[f], r as usize), usize::MAX))
            .collect();
        let mut reached = vec![false; flat.nodes.len()];
        paths.iter().flatten().for_each(|&n| reached[n] = true);
        let empty_parent = flat.nodes.iter().enumerate().find_map(|(at, node)| {
            node.split
                .as_ref()
                .filter(|s| reached[at] && !(reached[s.left as usize] && reached[s.right as usize]))
                .map(|_| at)
        });
        if let Some(at) = empty_parent {
            flat.nodes[at].split = None;
            flat.compact();
            continue;
        }
        refill(flat, &paths, rows, data.y, data.w, params);
        return;
    }
}

/// linfa's "standardised column < threshold goes left" as a rule on the feature itself.
fn translate(column: &Encoded, threshold: f64, data: &Data<'_>) -> (Rule, bool) {
    match column.make {
        Make::Number { log, median } => {
            let value = threshold * column.std + column.mean;
            let value = if log { value.exp_m1() } else { value };
            // x < t is x <= the float below t.
            let below = value.next_down();
            (Rule::AtMost { threshold: below }, median <= below)
        }
        Make::Missing => (Rule::Present, false),
        Make::Level { code, .. } => {
            let labels = match &data.columns[column.feature] {
                Column::Category { labels, .. } => labels.len() as u32,
                Column::Numeric(_) => 0,
            };
            let codes = (0..labels).filter(|&c| c != code).collect();
            (Rule::OneOf { codes }, true)
        }
    }
}
