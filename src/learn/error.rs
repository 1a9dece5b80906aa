//! What can go wrong while learning.

use crate::domain::Cancelled;

/// Errors of this layer. Too little data is not an error: it is a [`super::Skipped`].
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    /// The job was asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// There is nothing to learn from: no rows or no usable columns.
    #[error("there are no rows to learn from")]
    Empty,
    /// Two parts that must have the same length have not.
    #[error("{what} has {found} entries where {expected} are needed")]
    Shape {
        /// Which part.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length needed.
        expected: usize,
    },
    /// More cells than fit into memory beside what training needs.
    #[error("{cells} cells are more than the {limit} that can be learnt from at once")]
    TooLarge {
        /// Rows × columns.
        cells: usize,
        /// Allowed.
        limit: usize,
    },
    /// A number that is not finite where only finite ones can be used.
    #[error("column {column} holds a value that is not a finite number")]
    NotFinite {
        /// Index of the column.
        column: usize,
    },
    /// A setting that makes no sense, such as a negative ridge.
    #[error("the setting {name} cannot be {value}")]
    Setting {
        /// Which setting.
        name: &'static str,
        /// Its value.
        value: f64,
    },
    /// A feature the model does not know.
    #[error("the model has no feature named {0}")]
    UnknownFeature(String),
    /// A column to be predicted that the table has not.
    #[error("the table has no column named {0}")]
    NoColumn(String),
    /// A column to be predicted whose words do not say yes or no.
    #[error("the column {column} holds {value}, which is neither yes or no nor a number")]
    NotAnOutcome {
        /// The column.
        column: String,
        /// One of its values.
        value: String,
    },
    /// A text where a number is needed.
    #[error("the feature {feature} needs a number, not {value}")]
    NeedsNumber {
        /// The feature.
        feature: String,
        /// What was given.
        value: String,
    },
    /// Equations without a unique solution, also after a small ridge.
    #[error("the columns determine no unique solution")]
    Singular,
    /// The linfa library refused.
    #[error("linfa: {0}")]
    Linfa(String),
}

impl From<linfa::Error> for LearnError {
    fn from(error: linfa::Error) -> Self {
        Self::Linfa(error.to_string())
    }
}
