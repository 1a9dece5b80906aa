//! Turns features into the standardised columns of the linear models, inside each fold.

use serde::{Deserialize, Serialize};

/// How one encoded column comes from a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "make")]
pub(super) enum Make {
    /// The number, or ln(1 + number).
    Number { log: bool, median: f64 },
    /// 1 when missing.
    Missing,
    /// 1 at this code.
    Level { code: u32, reference: Option<u32> },
}

/// One encoded column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Encoded {
    /// Index of the feature.
    pub feature: usize,
    #[serde(flatten)]
    pub make: Make,
    /// Training mean before standardising.
    pub mean: f64,
    /// Training standard deviation before standardising; above 0.
    pub std: f64,
}

/// All encoded columns of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Encoder {
    pub columns: Vec<Encoded>,
}
