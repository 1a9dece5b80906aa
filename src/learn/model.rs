//! A trained model that can be stored, loaded and asked.

use serde::{Deserialize, Serialize};

use super::encode::Encoder;
use super::kernel::{Boosted, Ensemble, Tree};
use super::net::Net;
use super::{Engine, Feature, ModelKind, OutcomeUnit, Question, Seen};
use crate::domain::Interval;

/// One value given to a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CellValue {
    /// A number.
    Number(f64),
    /// A category.
    Text(String),
    /// Known to be missing.
    Missing,
}

/// What a model saw of one feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum RangeKind {
    /// A number.
    Number {
        /// Smallest.
        min: f64,
        /// First percentile: below it the model has hardly seen anything.
        p01: f64,
        /// Middle value; stands in where nothing is given.
        median: f64,
        /// 99th percentile.
        p99: f64,
        /// Largest.
        max: f64,
    },
    /// A category.
    Category {
        /// The levels in the order of their codes.
        levels: Vec<String>,
        /// Rows per level.
        counts: Vec<u64>,
        /// The most frequent level; stands in where nothing is given.
        usual: Option<u32>,
    },
}

/// A feature with what the model saw of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureRange {
    /// The feature.
    #[serde(flatten)]
    pub feature: Feature,
    /// What was seen.
    pub range: RangeKind,
    /// Share of rows without a value.
    pub missing: f64,
}

/// What one feature adds to a prediction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The feature.
    pub feature: String,
    /// Its value in this row.
    pub value: CellValue,
    /// Added to the average, in the outcome's unit (a rate, yuan).
    pub amount: f64,
}

/// A value the model has not seen the like of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutOfRange {
    /// The feature.
    pub feature: String,
    /// What was given.
    pub value: CellValue,
    /// Smallest number seen; `None` for a category.
    pub low: Option<f64>,
    /// Largest number seen; `None` for a category.
    pub high: Option<f64>,
}

/// An answer with its uncertainty and its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// The rate or number.
    pub value: f64,
    /// 80% interval: of the rate for rates, of a new outcome for numbers.
    pub interval: Option<Interval>,
    /// What a row of average contribution gets; `average + Σ amount = value`.
    pub average: f64,
    /// Parts, largest first.
    pub contributions: Vec<Contribution>,
    /// Values outside what the model has seen.
    pub out_of_range: Vec<OutOfRange>,
    /// Nodes from root to leaf, for a tree.
    pub path: Vec<usize>,
}

/// The fitted parts of a linear or logistic model, on encoded (standardised) columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LinearBody {
    pub encoder: Encoder,
    /// On the log-odds or outcome scale, at average columns.
    pub intercept: f64,
    /// Per encoded column.
    pub weights: Vec<f64>,
    /// Covariance of (intercept, weights), row-major; empty when the engine gives none.
    pub covariance: Vec<f64>,
    /// Residual variance; 0 for rates.
    pub residual: f64,
    /// Residual degrees of freedom.
    pub freedom: f64,
}

/// The fitted parts of a neural net, on encoded (standardised) columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NetBody {
    pub encoder: Encoder,
    pub net: Net,
    /// Whether the net gives log-odds.
    pub rate: bool,
}

/// What was fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Body {
    Linear(LinearBody),
    Logistic(LinearBody),
    Tree(Tree),
    Forest(Ensemble),
    Boosting(Boosted),
    Net(NetBody),
}

/// A trained model with everything needed to ask it: preprocessing, ranges, coefficients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// What was asked.
    pub question: Question,
    /// The method.
    pub name: ModelKind,
    /// Whose implementation.
    pub engine: Engine,
    /// What the outcome's numbers mean.
    pub unit: OutcomeUnit,
    /// The features it uses, in its own order.
    pub features: Vec<FeatureRange>,
    /// Rows it learnt from.
    pub rows: usize,
    /// How its features were spread in them: what later rows are compared with.
    #[serde(default)]
    pub(super) seen: Seen,
    pub(super) body: Body,
}

impl Model {
    /// Leaves out the hundreds of trees of a forest or of boosting, which only asking needs: a
    /// report that is shown keeps the rest.
    #[must_use]
    pub fn without_trees(mut self) -> Self {
        match &mut self.body {
            Body::Forest(trees) => *trees = Ensemble::default(),
            Body::Boosting(boosted) => boosted.trees = Ensemble::default(),
            Body::Linear(_) | Body::Logistic(_) | Body::Tree(_) | Body::Net(_) => {}
        }
        self
    }
}
