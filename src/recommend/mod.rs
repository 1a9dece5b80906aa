//! What to show next, with reasons. Knows no files, no SQL, no window.
//!
//! `data` interns what happened, `popularity`, `collab`, `ease` and `content` score products,
//! `blend` mixes them, `rank` turns scores into a list with reasons, `evaluate` measures.

mod blend;
mod data;
mod quality;
mod report;
mod request;

pub use blend::Tuned;
pub use data::{Interaction, Interactions, Item, Sale, Signals, Viewer};
pub use quality::{AtK, Gain, ModelQuality, QualityReport, SkipReason, SkippedModel};
pub use report::{
    Barred, LeftOut, NotListed, Note, Part, Parts, Reason, RecommendError, RecommendReport,
    Recommended, WhyNot,
};
pub use request::{
    Audience, FitOptions, Protocol, RecommendRequest, Recommender, ViewerSegment, Weights,
};
