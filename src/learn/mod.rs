//! Features, models, honest evaluation and explanation. Knows no files, no SQL, no window.
//!
//! The way of the data: a [`Table`] (built by `questions` or from visits) goes into
//! [`train`] with a [`TrainSpec`]; out comes a [`TrainReport`] whose [`Model`]s can be stored,
//! loaded again and asked with [`Model::predict`].

mod ask;
mod base;
mod compare;
mod confound;
mod drift;
mod encode;
mod error;
pub mod estimators;
pub mod evaluate;
mod export;
mod fairness;
mod fit;
mod gates;
mod guard;
pub mod kernel;
mod linalg;
mod linear;
mod linfa_engine;
mod logistic;
mod look;
mod model;
mod needs;
mod net;
mod parts;
mod prepare;
pub mod questions;
mod report;
mod sensitive;
mod spec;
mod stat;
mod table;
#[cfg(test)]
mod tests;
mod threshold;
mod train;
mod verdict;
mod what_if;

pub use compare::{Comparison, ScoreChange, compare, methods};
pub use confound::{Contrast, Effect, PooledVsWithin, contrasts, pooled_vs_within};
pub use drift::{Drift, DriftLevel, FeatureDrift, Seen, SeenSpread, grew};
pub use error::LearnError;
pub use export::{ModelExport, TrainingScore, export};
pub use fairness::{Fairness, GroupFigures};
pub use kernel::Tree;
pub use linalg::FiniteMatrix;
pub use linear::{LinearFit, least_squares};
pub use logistic::logistic_regression;
pub use look::{NodeRows, RowKind};
pub use model::{CellValue, Contribution, FeatureRange, Model, OutOfRange, Prediction, RangeKind};
pub use needs::MoreData;
pub use report::{
    Baseline, Baselines, CalibrationBin, Coefficient, CoefficientTerm, Confusion, EffectCurve,
    EffectPoint, Importance, LearnWarning, LearnWarningCode, LiftPoint, ModelReport, RateEstimate,
    Reason, RocPoint, Scores, SkipReason, Skipped, SplitInfo, SplitKind, TrainReport,
};
pub use sensitive::is_sensitive;
pub use spec::{Engine, ModelKind, Question, Source, TrainSpec};
pub use table::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Timing, Unit};
pub use threshold::{Stakes, best_line};
pub use train::train;
pub use what_if::{Answer, Moved, Spread, WhatIf, what_if};
