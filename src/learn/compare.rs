//! Two trainings of one question side by side: what went in, and what came out.

use super::{Engine, ModelKind, ModelReport, OutcomeUnit, TrainReport};
use crate::domain::{Interval, Verdict};

/// A method's score with its range and verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// AUC for rates, mean absolute error for numbers.
    pub value: f64,
    /// Its 80% range.
    pub interval: Option<Interval>,
    /// The verdict.
    pub verdict: Verdict,
}

/// One method in both trainings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreChange {
    /// The method.
    pub name: ModelKind,
    /// Whose implementation: one's scores say nothing of the other's.
    pub engine: Engine,
    /// Then.
    pub older: Option<Scored>,
    /// Now.
    pub newer: Option<Scored>,
    /// Whether the ranges lie apart, so that the difference is more than luck.
    pub clear: bool,
}

/// What changed from the older to the newer training.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// More rows, or fewer.
    pub rows: i64,
    /// Change of buyers (orders); `None` for numbers.
    pub positives: Option<f64>,
    /// Overall rate or mean, then and now.
    pub base: (f64, f64),
    /// Features that came in.
    pub added: Vec<String>,
    /// Features that went.
    pub gone: Vec<String>,
    /// Every method that either has.
    pub scores: Vec<ScoreChange>,
}

impl Scored {
    /// The score a method is judged by.
    pub fn of(model: &ModelReport, unit: &OutcomeUnit) -> Option<Self> {
        let (name, value) = match unit {
            OutcomeUnit::Rate => ("roc_auc", model.scores.roc_auc),
            _ => ("mae", model.scores.mae),
        };
        Some(Self {
            value: value?,
            interval: model.intervals.get(name).copied(),
            verdict: model.verdict,
        })
    }
}

/// Every method of every engine, ours first.
pub fn methods() -> impl Iterator<Item = (ModelKind, Engine)> {
    ModelKind::ALL
        .iter()
        .flat_map(|name| [Engine::Fupan, Engine::Linfa].map(|engine| (*name, engine)))
}

/// Compares two trainings of the same question.
pub fn compare(older: &TrainReport, newer: &TrainReport) -> Comparison {
    let keys = |report: &TrainReport| -> Vec<String> {
        report.features.iter().map(|feature| feature.key.clone()).collect()
    };
    let (before, now) = (keys(older), keys(newer));
    let without = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|key| !those.contains(key)).cloned().collect()
    };
    let scores = methods()
        .filter_map(|(name, engine)| {
            let of = |report: &TrainReport| {
                let model = report.models.iter().find(|m| (m.name, m.engine) == (name, engine))?;
                Scored::of(model, &report.unit)
            };
            let (older, newer) = (of(older), of(newer));
            if older.is_none() && newer.is_none() {
                return None;
            }
            let ranges = older.and_then(|s| s.interval).zip(newer.and_then(|s| s.interval));
            let clear = ranges.is_some_and(|(a, b)| a.high < b.low || b.high < a.low);
            Some(ScoreChange { name, engine, older, newer, clear })
        })
        .collect();
    Comparison {
        rows: newer.rows as i64 - older.rows as i64,
        positives: older.positives.zip(newer.positives).map(|(a, b)| b - a),
        base: (older.base.value, newer.base.value),
        added: without(&now, &before),
        gone: without(&before, &now),
        scores,
    }
}
