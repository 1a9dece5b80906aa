//! The hybrid: how popularity, shared buyers and content are mixed for one audience.

use serde::Serialize;

/// Half-life and blend, with how they were found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tuned {
    /// Half-life of a purchase in days; `None` when purchases do not age.
    pub half_life_days: Option<f64>,
    /// Largest share of the personal part, 0..=1.
    pub blend: f64,
    /// Purchases at which a viewer gets half of that share.
    pub tau: f64,
    /// Share of content within the personal part, 0..=1.
    pub content_share: f64,
    /// Viewers of the fold it was tuned on; 0 when the defaults were kept untried.
    pub fold_viewers: usize,
}
