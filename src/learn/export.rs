//! A model in an open form that a few lines of any language can compute with, beside the score
//! that such a computation must give on the rows it learnt from.

use serde::Serialize;

use super::encode::{Encoder, Make};
use super::evaluate::{Ranking, log_loss, mean_absolute_error, r_squared};
use super::kernel::{Rule, Tree};
use super::model::Body;
use super::net::NetParts;
use super::{Engine, FeatureRange, LearnError, Model, ModelKind, OutcomeUnit, Question, Table};

/// Grows when the form changes.
const FORM: u32 = 1;

/// Which rows go left at a node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Numbers up to and with this; where there is none, every number.
    AtMost(Option<f64>),
    /// These categories, by their place in the feature's levels.
    OneOf(Vec<u32>),
}

/// One node of a tree; children are places in the tree's list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenNode {
    /// The answer of a leaf.
    pub value: f64,
    /// Feature asked for, by its place; `None` at a leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<usize>,
    /// Who goes left.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub test: Option<Test>,
    /// Whether rows without a value go left.
    #[serde(skip_serializing_if = "is_false")]
    pub missing_left: bool,
    /// Left child.
    #[serde(skip_serializing_if = "is_zero")]
    pub left: usize,
    /// Right child.
    #[serde(skip_serializing_if = "is_zero")]
    pub right: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it a reference")]
fn is_zero(value: &usize) -> bool {
    *value == 0
}

/// A column of a linear model or a net: `(x − mean) ÷ std` of what `make` makes of the feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenColumn {
    /// The feature by its place.
    pub feature: usize,
    /// `number`, `log` (of 1 + number), `missing` (1 or 0) or `level` (1 or 0).
    pub make: &'static str,
    /// Stands in where a number is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median: Option<f64>,
    /// The level, by its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u32>,
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub std: f64,
}

/// How the answer is computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Formula {
    /// `start + Σ weight × column`.
    Linear {
        /// At average columns.
        start: f64,
        /// One per column.
        weights: Vec<f64>,
        /// The columns.
        columns: Vec<OpenColumn>,
    },
    /// `start + each × Σ leaf`.
    Trees {
        /// Before the first tree.
        start: f64,
        /// Share of each tree.
        each: f64,
        /// The trees; node 0 is a root.
        trees: Vec<Vec<OpenNode>>,
    },
    /// `centre + scale × net(columns)`, layers with rectified units between them.
    Net {
        /// The columns.
        columns: Vec<OpenColumn>,
        /// Layers, scale and centre.
        #[serde(flatten)]
        net: NetParts,
    },
}

/// How well the model says the rows it learnt from: better than it will do on new ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TrainingScore {
    /// AUC; `None` for numbers or when only one outcome was seen.
    pub roc_auc: Option<f64>,
    /// Mean negative log-likelihood per trial.
    pub log_loss: Option<f64>,
    /// R²; `None` for rates.
    pub r2: Option<f64>,
    /// Mean absolute error.
    pub mae: Option<f64>,
}

/// Everything a few lines need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelExport {
    /// Form of this document.
    pub form: u32,
    /// What was asked.
    pub question: Question,
    /// The method.
    pub name: ModelKind,
    /// Whose implementation.
    pub engine: Engine,
    /// What the outcome's numbers mean.
    pub unit: OutcomeUnit,
    /// The features in the order of the formula.
    pub features: Vec<FeatureRange>,
    /// Whether the formula gives log-odds: the answer is 1 / (1 + e^−x).
    pub log_odds: bool,
    /// The formula.
    pub formula: Formula,
    /// Rows of the table beside it.
    pub rows: usize,
    /// The score on them.
    pub training_score: TrainingScore,
}

/// The model in the open form, and what it says of every row of the table.
pub fn export(model: &Model, table: &Table) -> Result<(ModelExport, Vec<f64>), LearnError> {
    let predicted = model.predict_table(table)?;
    let (y, w) = table.targets();
    let rate = model.unit == OutcomeUnit::Rate;
    let (pos, neg): (Vec<f64>, Vec<f64>) =
        y.iter().zip(&w).map(|(y, w)| (w * y, w * (1.0 - y))).unzip();
    let training_score = TrainingScore {
        roc_auc: rate.then(|| Ranking::new(&predicted).roc_auc(&pos, &neg)).flatten(),
        log_loss: rate.then(|| log_loss(&predicted, &y, &w)),
        r2: if rate { None } else { r_squared(&predicted, &y, &w) },
        mae: (!rate).then(|| mean_absolute_error(&predicted, &y, &w)),
    };
    let (formula, log_odds) = formula(&model.body);
    let export = ModelExport {
        form: FORM,
        question: model.question,
        name: model.name,
        engine: model.engine,
        unit: model.unit.clone(),
        features: model.features.clone(),
        log_odds,
        formula,
        rows: table.rows(),
        training_score,
    };
    Ok((export, predicted))
}

fn formula(body: &Body) -> (Formula, bool) {
    match body {
        Body::Linear(linear) | Body::Logistic(linear) => (
            Formula::Linear {
                start: linear.intercept,
                weights: linear.weights.clone(),
                columns: columns(&linear.encoder),
            },
            matches!(body, Body::Logistic(_)),
        ),
        Body::Tree(tree) => {
            (Formula::Trees { start: 0.0, each: 1.0, trees: vec![open(tree)] }, false)
        }
        Body::Forest(trees) => {
            let each = 1.0 / trees.trees().max(1) as f64;
            (Formula::Trees { start: 0.0, each, trees: trees.open() }, false)
        }
        Body::Boosting(boosted) => (
            Formula::Trees {
                start: boosted.start,
                each: boosted.rate,
                trees: boosted.trees.open(),
            },
            boosted.odds,
        ),
        Body::Net(net) => {
            (Formula::Net { columns: columns(&net.encoder), net: net.net.parts() }, net.rate)
        }
    }
}

fn columns(encoder: &Encoder) -> Vec<OpenColumn> {
    encoder
        .columns
        .iter()
        .map(|column| {
            let (make, median, level) = match column.make {
                Make::Number { log: false, median } => ("number", Some(median), None),
                Make::Number { log: true, median } => ("log", Some(median), None),
                Make::Missing => ("missing", None, None),
                Make::Level { code, .. } => ("level", None, Some(code)),
            };
            let (mean, std) = (column.mean, column.std);
            OpenColumn { feature: column.feature, make, median, level, mean, std }
        })
        .collect()
}

fn open(tree: &Tree) -> Vec<OpenNode> {
    tree.nodes
        .iter()
        .map(|node| {
            let split = node.split.as_ref();
            OpenNode {
                value: node.value,
                feature: split.map(|split| split.feature),
                test: split.map(|split| match &split.rule {
                    Rule::AtMost { threshold } => Test::AtMost(Some(*threshold)),
                    Rule::OneOf { codes } => Test::OneOf(codes.clone()),
                    Rule::Present => Test::AtMost(None),
                }),
                missing_left: split.is_some_and(|split| split.missing_left),
                left: split.map_or(0, |split| split.left as usize),
                right: split.map_or(0, |split| split.right as usize),
            }
        })
        .collect()
}
