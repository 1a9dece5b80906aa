//! What a measurement of the recommenders answers.

use serde::Serialize;

use super::blend::Tuned;
use super::request::{Protocol, Recommender};
use crate::domain::Interval;

/// Ranking scores at one list length, means over viewers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct AtK {
    /// List length.
    pub k: usize,
    /// Share of viewers with at least one hit.
    pub hr: f64,
    /// Hits among the viewer's held-back products.
    pub recall: f64,
    /// Gain with hits counting less further down, against the best possible list.
    pub ndcg: f64,
    /// Mean of the precision at each hit.
    pub map: f64,
}

/// A difference in NDCG, viewer by viewer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// Mean difference.
    pub value: f64,
    /// 95% bootstrap interval over viewers. A win is claimed only outside it, and several
    /// methods are compared at once, so it is wider than the ranges shown elsewhere.
    pub interval: Interval,
}

/// One method's figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelQuality {
    /// The method.
    pub name: Recommender,
    /// Share of viewers with a hit at the report's k.
    pub hr: f64,
    /// Recall at k.
    pub recall: f64,
    /// NDCG at k.
    pub ndcg: f64,
    /// MAP at k.
    pub map: f64,
    /// Share of all products that were listed for somebody.
    pub coverage: f64,
    /// How unevenly the list places fall on products: 0 even, 1 all on one.
    pub gini: f64,
    /// 80% bootstrap interval of the NDCG over viewers.
    pub ndcg_interval: Interval,
    /// The same scores at 5, 10 and 20.
    pub at: Vec<AtK>,
    /// Against plain popularity; `None` for popularity itself.
    pub gain_over_popularity: Option<Gain>,
    /// Against decayed popularity; `None` for the two popularities.
    pub gain_over_decay: Option<Gain>,
    /// Clearly better than plain popularity and, for what is more than popularity, than decayed
    /// popularity too: holding back a viewer's own purchase makes plain popularity a little worse
    /// than it is, which alone could look like a win.
    pub clear_win: bool,
}

/// Why a method was not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// More products than it takes.
    TooManyProducts,
    /// Titles, categories, prices and brands are missing.
    NoContent,
}

/// A method that was not measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SkippedModel {
    /// The method.
    pub name: Recommender,
    /// Why.
    pub reason: SkipReason,
}

/// Offline quality of every method on the same held-back purchases.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityReport {
    /// How purchases were held back.
    pub protocol: Protocol,
    /// List length of the headline figures.
    pub k: usize,
    /// Viewers who bought something.
    pub users: usize,
    /// Products.
    pub items: usize,
    /// Purchases.
    pub events: usize,
    /// Viewers with something held back: those who count.
    pub test_users: usize,
    /// Of these, viewers with no purchase before.
    pub new_users: usize,
    /// Methods, in the order of [`Recommender::ALL`].
    pub models: Vec<ModelQuality>,
    /// Methods left out.
    pub skipped: Vec<SkippedModel>,
    /// Half-life and blend the hybrid was tuned to, without seeing what was held back.
    pub tuned: Tuned,
}

impl QualityReport {
    /// The figures of one method.
    pub fn model(&self, name: Recommender) -> Option<&ModelQuality> {
        self.models.iter().find(|m| m.name == name)
    }
}
