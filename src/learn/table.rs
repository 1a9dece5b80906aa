//! The table that models learn from: named columns, an outcome, and what keeps splits honest.

use serde::{Deserialize, Serialize};

use super::LearnError;
use crate::domain::Currency;

/// Most rows × columns of a table: with its bins and the matrix of one fit it takes 1.5 GB.
const MOST_CELLS: usize = 60_000_000;

/// What a number of a feature counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// How often.
    Count,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
    /// Major units of the table's currency.
    Money,
    /// Hour of the day, 0..24.
    Hour,
    /// A fraction, 0..1 or a factor.
    Ratio,
    /// 0 or 1.
    Flag,
    /// Any other number.
    Number,
    /// One of several labels.
    Category,
}

/// What a feature is about; decides how a sentence speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Who the viewer is and what the viewer did in earlier sessions.
    Viewer,
    /// What the viewer did in this session before the outcome.
    Behaviour,
    /// The product.
    Product,
    /// Hour, weekday, slot.
    Time,
    /// The session as planned.
    Session,
    /// A person's own column.
    Own,
}

/// Whether a feature is known when a prediction would be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// Known before the outcome: may be used.
    Before,
    /// Known only afterwards: blocked.
    OnlyAfter,
    /// Nobody said (a person's own table): used, and watched by the leakage guard.
    Unknown,
}

/// What is known of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Stable name; the catalogue turns known names into words.
    pub key: String,
    /// Unit of its numbers.
    pub unit: Unit,
    /// What it is about.
    pub family: Family,
    /// When it is known.
    pub timing: Timing,
}

impl Feature {
    /// A feature that is known before the outcome.
    pub fn before(key: impl Into<String>, unit: Unit, family: Family) -> Self {
        Self { key: key.into(), unit, family, timing: Timing::Before }
    }
}

/// The values of one feature, one per row.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers; NaN is missing.
    Numeric(Vec<f64>),
    /// Indices into `labels`; [`Column::MISSING`] is missing.
    Category {
        /// One code per row.
        codes: Vec<u32>,
        /// The labels in the order of their codes.
        labels: Vec<String>,
    },
}

impl Column {
    /// The code of a missing category.
    pub const MISSING: u32 = u32::MAX;

    /// A category column from texts; `None` is missing. Labels are sorted, so that the codes
    /// do not depend on the order of the rows.
    pub fn from_texts(texts: &[Option<String>]) -> Self {
        let mut labels: Vec<String> = texts.iter().flatten().cloned().collect();
        labels.sort();
        labels.dedup();
        let codes = texts
            .iter()
            .map(|text| match text {
                Some(text) => labels.binary_search(text).map_or(Self::MISSING, |at| at as u32),
                None => Self::MISSING,
            })
            .collect();
        Self::Category { codes, labels }
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numeric(values) => values.len(),
            Self::Category { codes, .. } => codes.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What the outcome's numbers mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeUnit {
    /// A share of people or clicks that buys.
    Rate,
    /// Major units of a currency.
    Money(Currency),
    /// Any other number.
    Number,
}

/// What is to be predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Yes or no.
    Binary(Vec<bool>),
    /// A number; finite.
    Numeric(Vec<f64>),
    /// So many of so many, for example orders of clickers. `0 <= successes <= trials`.
    Binomial {
        /// How many did.
        successes: Vec<f64>,
        /// How many could.
        trials: Vec<f64>,
    },
}

impl Outcome {
    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Binary(values) => values.len(),
            Self::Numeric(values) => values.len(),
            Self::Binomial { trials, .. } => trials.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is a number rather than a rate.
    pub fn is_numeric(&self) -> bool {
        matches!(self, Self::Numeric(_))
    }
}

/// Rows × features with an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// One per column.
    pub features: Vec<Feature>,
    /// One per feature, all of the same length.
    pub columns: Vec<Column>,
    /// One value per row.
    pub outcome: Outcome,
    /// What the outcome's numbers mean.
    pub unit: OutcomeUnit,
    /// Row weights, above 0; `None` is 1 for all.
    pub weights: Option<Vec<f64>>,
    /// Who a row belongs to (the viewer): rows of one group never stand on both sides of a
    /// k-fold split and are resampled together.
    pub groups: Option<Vec<u32>>,
    /// The session's place in time (0 is the oldest), for the session-forward split.
    pub order: Option<Vec<u32>>,
    /// When that session (or day) began, in seconds since 1970: what came since a training is told
    /// by it.
    pub when: Option<Vec<i64>>,
    /// What "the same as last time" would say for the row; NaN when there is no last time.
    pub last: Option<Vec<f64>>,
    /// What a person calls the row; empty when nothing better than its number is known.
    pub labels: Vec<String>,
}

impl Table {
    /// Rows.
    pub fn rows(&self) -> usize {
        self.outcome.len()
    }

    /// Index of a feature.
    pub fn feature(&self, key: &str) -> Option<usize> {
        self.features.iter().position(|f| f.key == key)
    }

    /// Checks that all parts fit together and hold what they may hold.
    pub fn check(&self) -> Result<(), LearnError> {
        let rows = self.rows();
        if rows == 0 || self.columns.is_empty() {
            return Err(LearnError::Empty);
        }
        // Before any value is looked at: this much is not even gone through.
        let cells = rows.saturating_mul(self.columns.len());
        if cells > MOST_CELLS {
            return Err(LearnError::TooLarge { cells, limit: MOST_CELLS });
        }
        let same = |what: &'static str, found: usize, expected: usize| {
            if found == expected {
                Ok(())
            } else {
                Err(LearnError::Shape { what, found, expected })
            }
        };
        same("features", self.features.len(), self.columns.len())?;
        for (at, column) in self.columns.iter().enumerate() {
            same("column", column.len(), rows)?;
            let fine = match column {
                Column::Numeric(values) => values.iter().all(|v| v.is_nan() || v.is_finite()),
                Column::Category { codes, labels } => {
                    codes.iter().all(|&c| c == Column::MISSING || (c as usize) < labels.len())
                }
            };
            if !fine {
                return Err(LearnError::NotFinite { column: at });
            }
        }
        let outcome_fine = match &self.outcome {
            Outcome::Binary(_) => true,
            Outcome::Numeric(values) => values.iter().all(|v| v.is_finite()),
            Outcome::Binomial { successes, trials } => {
                same("successes", successes.len(), rows)?;
                successes
                    .iter()
                    .zip(trials)
                    .all(|(s, t)| t.is_finite() && *s >= 0.0 && s <= t && *t > 0.0)
            }
        };
        if !outcome_fine {
            return Err(LearnError::NotFinite { column: self.columns.len() });
        }
        if let Some(weights) = &self.weights {
            same("weights", weights.len(), rows)?;
            if !weights.iter().all(|w| w.is_finite() && *w > 0.0) {
                return Err(LearnError::NotFinite { column: self.columns.len() });
            }
        }
        if let Some(groups) = &self.groups {
            same("groups", groups.len(), rows)?;
        }
        if let Some(order) = &self.order {
            same("order", order.len(), rows)?;
        }
        if let Some(when) = &self.when {
            same("when", when.len(), rows)?;
        }
        if let Some(last) = &self.last {
            same("last", last.len(), rows)?;
        }
        if !self.labels.is_empty() {
            same("labels", self.labels.len(), rows)?;
        }
        Ok(())
    }

    /// The outcome as (mean, weight) per row: a rate with its trials, a 0/1 or a number with
    /// the row's weight. Every estimator learns from this form.
    pub fn targets(&self) -> (Vec<f64>, Vec<f64>) {
        let weight = |row: usize| self.weights.as_ref().map_or(1.0, |w| w[row]);
        let rows = self.rows();
        match &self.outcome {
            Outcome::Binary(values) => (
                values.iter().map(|&v| f64::from(u8::from(v))).collect(),
                (0..rows).map(weight).collect(),
            ),
            Outcome::Numeric(values) => (values.clone(), (0..rows).map(weight).collect()),
            Outcome::Binomial { successes, trials } => (
                successes.iter().zip(trials).map(|(s, t)| s / t).collect(),
                trials.iter().enumerate().map(|(row, t)| t * weight(row)).collect(),
            ),
        }
    }

    /// How many did what is to be predicted (buyers, orders); `None` for a numeric outcome.
    pub fn positives(&self) -> Option<f64> {
        match &self.outcome {
            Outcome::Binary(values) => Some(values.iter().filter(|v| **v).count() as f64),
            Outcome::Binomial { successes, .. } => Some(successes.iter().sum()),
            Outcome::Numeric(_) => None,
        }
    }
}
