//! What can be asked of the recommender, with the defaults and their reasons.

use serde::{Deserialize, Serialize};

use super::data::Signals;
use crate::domain::{FanLevel, words};

words! {
    /// A way to score products.
    Recommender {
        /// All purchases count alike.
        Popularity = "popularity",
        /// Older purchases count less.
        PopularityDecay = "popularity_decay",
        /// Products that share buyers, by cosine.
        ItemKnn = "item_knn",
        /// Products that share buyers, by one ridge regression per product.
        Ease = "ease",
        /// Products with a like title, category, price and brand.
        Content = "content",
        /// All of these, weighted by how much is known of the viewer.
        Hybrid = "hybrid",
    }
}

words! {
    /// How the quality is measured.
    Protocol {
        /// Trained on the first 80% of the purchases by time, tested on the last 20%.
        Time = "time",
        /// Tested on a random 20% of the purchases.
        Random = "random",
        /// Tested on the last new product of every viewer.
        Last = "last",
    }
}

words! {
    /// A group of viewers.
    ViewerSegment {
        /// Bought on one occasion so far.
        New = "new",
        /// Bought on two occasions.
        Returning = "returning",
        /// Bought on three occasions or more.
        Loyal = "loyal",
        /// Does not follow.
        NotFan = "none",
        /// 粉丝
        Fan = "fan",
        /// 粉丝团
        Club = "club",
    }
}

impl ViewerSegment {
    /// Whether a viewer belongs to the group.
    pub(crate) fn holds(self, occasions: u32, fan_level: Option<FanLevel>) -> bool {
        match self {
            Self::New => occasions == 1,
            Self::Returning => occasions == 2,
            Self::Loyal => occasions >= 3,
            Self::NotFan => fan_level == Some(FanLevel::None),
            Self::Fan => fan_level == Some(FanLevel::Fan),
            Self::Club => fan_level == Some(FanLevel::Club),
        }
    }
}

/// Who the list is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "key", rename_all = "snake_case")]
pub enum Audience {
    /// One viewer, by keyed hash.
    Viewer(String),
    /// A group.
    Segment(ViewerSegment),
    /// Everybody who may come next time: all buyers, the recent ones more.
    NextSession,
}

/// How much each side counts: the sliders. All at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// What sells lately.
    pub popularity: f64,
    /// What buyers of the same products bought.
    pub similar: f64,
    /// What is like the products bought.
    pub content: f64,
    /// What earns.
    pub profit: f64,
    /// What is new.
    pub novelty: f64,
}

impl Default for Weights {
    /// The three sides of the prediction as they were measured; profit and novelty decide
    /// between products that are about equally wanted.
    fn default() -> Self {
        Self { popularity: 1.0, similar: 1.0, content: 1.0, profit: 0.25, novelty: 0.1 }
    }
}

impl Weights {
    /// Whether every weight is a number of 0 or more and at least one is above 0.
    pub fn is_valid(&self) -> bool {
        let all = [self.popularity, self.similar, self.content, self.profit, self.novelty];
        all.iter().all(|w| w.is_finite() && *w >= 0.0) && all.iter().any(|w| *w > 0.0)
    }
}

/// One request for a list.
#[derive(Clone, Debug, PartialEq)]
pub struct RecommendRequest {
    /// For whom.
    pub audience: Audience,
    /// How many products.
    pub n: usize,
    /// How products are scored.
    pub model: Recommender,
    /// The sliders.
    pub weights: Weights,
    /// Whether products that the viewer has bought may come again (consumables).
    pub allow_repeat: bool,
    /// Share of the list kept for new products, 0..=1.
    pub explore_share: f64,
    /// How much a product loses for being like one that stands higher, 0..=1.
    pub diversity: f64,
}

impl RecommendRequest {
    /// Ten products, the hybrid, a tenth of the list for new products.
    pub fn new(audience: Audience) -> Self {
        Self {
            audience,
            n: 10,
            model: Recommender::Hybrid,
            weights: Weights::default(),
            allow_repeat: false,
            explore_share: 0.1,
            diversity: 0.15,
        }
    }
}

/// What the fit may be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitOptions {
    /// Which actions count.
    pub signals: Signals,
    /// Whether half-life and blend are tuned on the last training fold.
    pub tune: bool,
}

impl Default for FitOptions {
    fn default() -> Self {
        Self { signals: Signals::PURCHASES, tune: true }
    }
}
