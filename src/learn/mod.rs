//! Features, models, honest evaluation and explanation. Knows no files, no SQL, no window.
//!
//! The way of the data: a [`Table`] (built by `questions` or from visits) goes into
//! [`train`] with a [`TrainSpec`]; out comes a [`TrainReport`] whose [`Model`]s can be stored,
//! loaded again and asked with [`Model::predict`].

mod encode;
mod error;
pub mod kernel;
mod linear;
mod model;
mod report;
mod spec;
mod table;

pub use error::LearnError;
pub use model::{CellValue, Contribution, FeatureRange, Model, OutOfRange, Prediction, RangeKind};
pub use report::{
    Baseline, Baselines, CalibrationBin, Coefficient, CoefficientTerm, Confusion, Importance,
    LearnWarning, LearnWarningCode, LiftPoint, ModelReport, RateEstimate, Reason, RocPoint, Scores,
    SkipReason, Skipped, SplitInfo, SplitKind, TrainReport,
};
pub use spec::{Engine, ModelKind, Question, Source, TrainSpec};
pub use table::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Timing, Unit};
