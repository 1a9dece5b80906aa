//! Asking a model: values, intervals, contributions, and what lies outside the data seen.

use std::collections::BTreeMap;

use super::encode::Make;
use super::kernel::Tree;
use super::model::{Body, LinearBody};
use super::{
    CellValue, Coefficient, CoefficientTerm, Column, Contribution, Feature, FeatureRange,
    LearnError, Model, OutOfRange, Prediction, RangeKind, Table, stat,
};
use crate::domain::Interval;

impl FeatureRange {
    /// What a column holds.
    pub(super) fn of(feature: &Feature, column: &Column) -> Self {
        let rows = column.len();
        let (range, missing) = match column {
            Column::Numeric(values) => {
                let mut present: Vec<f64> =
                    values.iter().copied().filter(|v| !v.is_nan()).collect();
                let missing = rows - present.len();
                let median = stat::median(&mut present);
                let at = |share: f64| stat::quantile(&present, share);
                (
                    RangeKind::Number {
                        min: at(0.0),
                        p01: at(0.01),
                        median,
                        p99: at(0.99),
                        max: at(1.0),
                    },
                    missing,
                )
            }
            Column::Category { codes, labels } => {
                let mut counts = vec![0u64; labels.len()];
                for &code in codes {
                    if let Some(count) = counts.get_mut(code as usize) {
                        *count += 1;
                    }
                }
                let usual = counts
                    .iter()
                    .enumerate()
                    .max_by_key(|(at, count)| (**count, std::cmp::Reverse(*at)))
                    .map(|(at, _)| at as u32);
                let missing = codes.iter().filter(|c| **c == Column::MISSING).count();
                (RangeKind::Category { levels: labels.clone(), counts, usual }, missing)
            }
        };
        Self { feature: feature.clone(), range, missing: missing as f64 / rows.max(1) as f64 }
    }

    /// What stands in where nothing is given: the middle value or the most frequent level, or
    /// nothing where most rows have nothing.
    pub fn typical(&self) -> CellValue {
        if self.missing > 0.5 {
            return CellValue::Missing;
        }
        match &self.range {
            RangeKind::Number { median, .. } => CellValue::Number(*median),
            RangeKind::Category { levels, usual, .. } => usual
                .and_then(|u| levels.get(u as usize))
                .map_or(CellValue::Missing, |l| CellValue::Text(l.clone())),
        }
    }

    /// The value as the number models compute with; NaN is missing or never seen.
    fn code(&self, value: &CellValue) -> Result<f64, LearnError> {
        match (&self.range, value) {
            (_, CellValue::Missing) => Ok(f64::NAN),
            (RangeKind::Number { .. }, CellValue::Number(v)) if v.is_finite() => Ok(*v),
            (RangeKind::Number { .. }, CellValue::Number(v)) => Err(LearnError::NeedsNumber {
                feature: self.feature.key.clone(),
                value: v.to_string(),
            }),
            (RangeKind::Number { .. }, CellValue::Text(text)) => {
                text.trim().parse().ok().filter(|v: &f64| v.is_finite()).ok_or_else(|| {
                    LearnError::NeedsNumber {
                        feature: self.feature.key.clone(),
                        value: text.clone(),
                    }
                })
            }
            (RangeKind::Category { levels, .. }, value) => {
                let text = match value {
                    CellValue::Text(text) => text.clone(),
                    CellValue::Number(v) => v.to_string(),
                    CellValue::Missing => return Ok(f64::NAN),
                };
                Ok(levels.iter().position(|l| *l == text).map_or(f64::NAN, |at| at as f64))
            }
        }
    }

    /// Whether the model has seen the like of a value.
    pub(super) fn outside(&self, value: &CellValue, code: f64) -> Option<OutOfRange> {
        let (low, high) = match &self.range {
            RangeKind::Number { min, max, .. }
                if !code.is_nan() && (code < *min || code > *max) =>
            {
                (Some(*min), Some(*max))
            }
            RangeKind::Category { .. } if code.is_nan() && *value != CellValue::Missing => {
                (None, None)
            }
            _ if *value == CellValue::Missing && self.missing == 0.0 => (None, None),
            _ => return None,
        };
        Some(OutOfRange { feature: self.feature.key.clone(), value: value.clone(), low, high })
    }
}

impl Model {
    /// Answers for one row. Features that are not named take their typical value;
    /// [`CellValue::Missing`] is missing.
    pub fn predict(&self, row: &BTreeMap<String, CellValue>) -> Result<Prediction, LearnError> {
        if let Some(unknown) =
            row.keys().find(|key| self.features.iter().all(|f| f.feature.key != **key))
        {
            return Err(LearnError::UnknownFeature(unknown.clone()));
        }
        let mut values = Vec::with_capacity(self.features.len());
        let mut codes = Vec::with_capacity(self.features.len());
        let mut out_of_range = Vec::new();
        for feature in &self.features {
            let given = row.get(&feature.feature.key);
            let value = given.cloned().unwrap_or_else(|| feature.typical());
            let code = feature.code(&value)?;
            if given.is_some() {
                out_of_range.extend(feature.outside(&value, code));
            }
            values.push(value);
            codes.push(code);
        }
        let mut answer = match &self.body {
            Body::Tree(tree) => self.ask_tree(tree, &codes),
            Body::Linear(body) => self.ask_linear(body, &codes),
            Body::Logistic(body) => self.ask_logistic(body, &codes),
            Body::Forest(trees) => self.ask_forest(trees, &codes),
            Body::Boosting(boosted) => self.ask_boosting(boosted, &codes),
            Body::Net(body) => self.ask_net(body, &codes),
        };
        answer.out_of_range = out_of_range;
        for part in &mut answer.contributions {
            if let Some(at) = self.features.iter().position(|f| f.feature.key == part.feature) {
                part.value = values[at].clone();
            }
        }
        answer.contributions.sort_by(|a, b| b.amount.abs().total_cmp(&a.amount.abs()));
        Ok(answer)
    }

    /// Predictions for every row of a table that has the model's features.
    pub fn predict_table(&self, table: &Table) -> Result<Vec<f64>, LearnError> {
        let aligned = self.align(table)?;
        Ok(self.body.predict(table.rows(), |feature, row| aligned.code(feature, row)))
    }

    /// The tree, when the model is one. Its features are indices into [`Model::features`].
    pub fn tree(&self) -> Option<&Tree> {
        match &self.body {
            Body::Tree(tree) => Some(tree),
            _ => None,
        }
    }

    /// The coefficients per unit of the feature, when the model has any.
    pub fn coefficients(&self) -> Vec<Coefficient> {
        let (Body::Linear(body) | Body::Logistic(body)) = &self.body else {
            return Vec::new();
        };
        let size = body.weights.len() + 1;
        body.encoder
            .columns
            .iter()
            .zip(&body.weights)
            .enumerate()
            .map(|(at, (column, weight))| {
                let range = &self.features[column.feature];
                let level = |code: u32| match &range.range {
                    RangeKind::Category { levels, .. } => {
                        levels.get(code as usize).cloned().unwrap_or_default()
                    }
                    RangeKind::Number { .. } => String::new(),
                };
                let value = weight / column.std;
                let std_error = body
                    .covariance
                    .get((at + 1) * size + at + 1)
                    .map(|v| v.max(0.0).sqrt() / column.std);
                Coefficient {
                    feature: range.feature.key.clone(),
                    term: match column.make {
                        Make::Number { log: false, .. } => CoefficientTerm::Value,
                        Make::Number { log: true, .. } => CoefficientTerm::Log,
                        Make::Missing => CoefficientTerm::Missing,
                        Make::Level { code, reference } => CoefficientTerm::Level {
                            level: level(code),
                            reference: level(reference),
                        },
                    },
                    value,
                    std_error,
                    interval: std_error.map(|se| {
                        let half = stat::student(0.9, body.freedom) * se;
                        Interval::new(value - half, value + half)
                    }),
                    per_std: *weight,
                }
            })
            .collect()
    }

    fn ask_tree(&self, tree: &Tree, codes: &[f64]) -> Prediction {
        let path = tree.path(|f| codes[f], usize::MAX);
        let mut amounts = vec![0.0; codes.len()];
        for step in path.windows(2) {
            if let Some(split) = &tree.nodes[step[0]].split {
                amounts[split.feature] += tree.nodes[step[1]].value - tree.nodes[step[0]].value;
            }
        }
        let leaf = &tree.nodes[path[path.len() - 1]];
        let interval = if self.name_is_rate() {
            leaf.interval
        } else {
            let n = leaf.rows.max(1) as f64;
            let half = stat::student(0.9, n - 1.0) * leaf.deviation * (1.0 + 1.0 / n).sqrt();
            Interval::new(leaf.value - half, leaf.value + half)
        };
        Prediction {
            value: leaf.value,
            interval: Some(interval),
            average: tree.nodes[0].value,
            contributions: self.parts(&amounts),
            out_of_range: Vec::new(),
            path,
        }
    }

    fn ask_linear(&self, body: &LinearBody, codes: &[f64]) -> Prediction {
        let (eta, amounts, variance) = body.ask(codes);
        Prediction {
            value: eta,
            interval: variance.map(|v| {
                let half = stat::student(0.9, body.freedom) * (v + body.residual).sqrt();
                Interval::new(eta - half, eta + half)
            }),
            average: body.intercept,
            contributions: self.parts(&amounts),
            out_of_range: Vec::new(),
            path: Vec::new(),
        }
    }

    /// Log-odds add up, rates do not: the change of the rate is shared out in proportion to
    /// the log-odds, so that the parts still add up to it.
    fn ask_logistic(&self, body: &LinearBody, codes: &[f64]) -> Prediction {
        let (eta, mut amounts, variance) = body.ask(codes);
        let (value, average) = (stat::logistic(eta), stat::logistic(body.intercept));
        share_out(&mut amounts, eta - body.intercept, value, average);
        Prediction {
            value,
            interval: variance.map(|v| {
                let half = stat::Z80 * v.sqrt();
                Interval::new(stat::logistic(eta - half), stat::logistic(eta + half))
            }),
            average,
            contributions: self.parts(&amounts),
            out_of_range: Vec::new(),
            path: Vec::new(),
        }
    }

    pub(super) fn parts(&self, amounts: &[f64]) -> Vec<Contribution> {
        self.features
            .iter()
            .zip(amounts)
            .filter(|(_, amount)| **amount != 0.0)
            .map(|(feature, amount)| Contribution {
                feature: feature.feature.key.clone(),
                value: CellValue::Missing,
                amount: *amount,
            })
            .collect()
    }

    fn name_is_rate(&self) -> bool {
        self.unit == super::OutcomeUnit::Rate
    }
}

/// Turns amounts of log-odds, which add up to `moved`, into amounts of the rate, which add up to
/// `value − average`.
pub(super) fn share_out(amounts: &mut [f64], moved: f64, value: f64, average: f64) {
    let factor =
        if moved.abs() > 1e-9 { (value - average) / moved } else { average * (1.0 - average) };
    amounts.iter_mut().for_each(|a| *a *= factor);
}

impl LinearBody {
    /// Linear predictor, its parts per feature, and its variance where the engine gives one.
    fn ask(&self, codes: &[f64]) -> (f64, Vec<f64>, Option<f64>) {
        let mut amounts = vec![0.0; codes.len()];
        let mut point = vec![1.0];
        let mut eta = self.intercept;
        for (column, weight) in self.encoder.columns.iter().zip(&self.weights) {
            let z = column.value(codes[column.feature]);
            point.push(z);
            amounts[column.feature] += weight * z;
            eta += weight * z;
        }
        let size = point.len();
        let variance = (self.covariance.len() == size * size).then(|| {
            let mut v = 0.0;
            for i in 0..size {
                for j in 0..size {
                    v += point[i] * point[j] * self.covariance[i * size + j];
                }
            }
            v.max(0.0)
        });
        (eta, amounts, variance)
    }
}
