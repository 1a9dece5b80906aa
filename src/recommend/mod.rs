//! What to show next, with reasons. Knows no files, no SQL, no window.
//!
//! `data` interns what happened, `popularity`, `collab`, `ease` and `content` score products,
//! `blend` mixes them, `rank` turns scores into a list with reasons, `evaluate` measures;
//! `association` counts what is bought together.

mod association;
mod blend;
mod collab;
mod content;
mod data;
mod ease;
mod evaluate;
mod from_domain;
mod model;
mod popularity;
mod quality;
mod rank;
mod reason;
mod report;
mod request;
mod scores;
mod spd;
mod split;
#[cfg(test)]
mod tests;
mod tune;

use std::sync::Arc;

use crate::domain::Job;

pub use association::{Associations, FEWEST, Pair, associations};
pub use blend::Tuned;
pub use data::{Interaction, Interactions, Item, Sale, Signals, Told, Viewer};
pub use evaluate::evaluate;
pub use from_domain::catalogue;
pub use model::Model;
pub use quality::{AtK, Gain, ModelQuality, QualityReport, SkipReason, SkippedModel};
pub use report::{
    Barred, LeftOut, NotListed, Note, Part, Parts, Reason, RecommendError, RecommendReport,
    Recommended, WhyNot,
};
pub use request::{
    Audience, FitOptions, Protocol, RecommendRequest, Recommender, ViewerSegment, Weights,
};

/// Fits and makes one list. Keep a [`Model`] instead where several lists are asked of the same
/// data: moving a slider only needs [`Model::list`].
pub fn recommend(
    job: &Job,
    data: &Arc<Interactions>,
    request: &RecommendRequest,
) -> Result<RecommendReport, RecommendError> {
    Model::fit(job, data, &FitOptions::default())?.list(job, request)
}
