//! The hybrid: how popularity, shared buyers and content are mixed for one audience.
//!
//! `(1 - w_u) pop + w_u ((1 - c) shared + c content)` with `w_u = b · n_u / (n_u + tau)`; each
//! side is scaled to a largest value of 1 over the products that may be listed.

use std::sync::Arc;

use serde::Serialize;

use super::collab::ItemKnn;
use super::content::{COLD_BUYERS, Content};
use super::data::{Event, Item, Matrix, Signals};
use super::ease::{self, Ease};
use crate::domain::{Cancelled, Job};

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

impl Default for Tuned {
    /// Popularity leads until a fold shows clearly that the personal part does better.
    fn default() -> Self {
        Self {
            half_life_days: Some(14.0),
            blend: 0.25,
            tau: 20.0,
            content_share: 0.25,
            fold_viewers: 0,
        }
    }
}

impl Tuned {
    /// The personal share of a viewer with `purchases` behind.
    pub fn personal(&self, purchases: f64) -> f64 {
        if purchases > 0.0 { self.blend * purchases / (purchases + self.tau) } else { 0.0 }
    }
}

/// Everything fitted on one set of events.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    pub matrix: Arc<Matrix>,
    /// Products × viewers.
    pub columns: Vec<Vec<(u32, f64)>>,
    pub ease: Option<Ease>,
    pub knn: ItemKnn,
    pub content: Content,
    /// For every product with few buyers: who it borrows from.
    lenders: Vec<Vec<(u32, f64)>>,
}

/// The three sides for one audience, each 0..=1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides {
    pub popularity: Vec<f64>,
    pub similar: Vec<f64>,
    pub content: Vec<f64>,
}

/// How the sides are mixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mix {
    /// Share of the personal part.
    pub personal: f64,
    /// Share of content in it.
    pub content: f64,
    /// Whether new products borrow from old ones.
    pub borrow: bool,
}

impl Base {
    pub fn fit(
        job: &Job,
        items: &[Item],
        viewers: usize,
        events: &[Event],
        signals: &Signals,
    ) -> Result<Self, Cancelled> {
        let matrix = Arc::new(Matrix::new(events, viewers, items.len(), signals));
        job.report("recommend/neighbours", "", 0, 3);
        let knn = ItemKnn::fit(job, &matrix)?;
        job.report("recommend/ease", "", 1, 3);
        let ease = Ease::fit(job, &matrix, ease::lambda(&matrix))?;
        job.report("recommend/content", "", 2, 3);
        let content = Content::fit(items);
        let columns = matrix.columns();
        let buyers: Vec<usize> = columns.iter().map(Vec::len).collect();
        let lenders = content.lenders(&buyers);
        Ok(Self { matrix, columns, ease, knn, content, lenders })
    }

    /// Scores by shared buyers: the regression, or neighbours where there is none.
    pub fn shared_buyers(&self, history: &[(u32, f64)]) -> Vec<f64> {
        match &self.ease {
            Some(ease) => ease.score(history),
            None => self.knn.score(history),
        }
    }

    /// What having bought `from` adds to the shared-buyers score of `to`.
    pub fn shared_weight(&self, from: u32, to: u32) -> f64 {
        match &self.ease {
            Some(ease) => ease.weight(from, to),
            None => self.knn.weight(from, to),
        }
    }

    /// The like products that a product with few buyers borrows from.
    pub fn lenders(&self, item: usize) -> &[(u32, f64)] {
        &self.lenders[item]
    }

    /// Likeness of two products for variety: by content, else by buyers.
    pub fn likeness(&self, a: u32, b: u32) -> f64 {
        if self.content.is_empty() {
            super::collab::buyer_cosine(&self.columns[a as usize], &self.columns[b as usize])
        } else {
            self.content.likeness(a, b)
        }
    }

    /// How much a product still borrows: all with no buyer, nothing from [`COLD_BUYERS`] on.
    fn room(&self, item: usize) -> f64 {
        (1.0 - self.columns[item].len() as f64 / COLD_BUYERS as f64).max(0.0)
    }

    /// The weighted sides of every product: popularity, similar, content.
    pub fn mix(&self, sides: &Sides, mix: Mix) -> Vec<[f64; 3]> {
        let w = mix.personal;
        let c = if self.content.is_empty() { 0.0 } else { mix.content };
        (0..sides.popularity.len())
            .map(|i| {
                let popularity = (1.0 - w) * sides.popularity[i];
                let similar = w * (1.0 - c) * sides.similar[i];
                let mut content = w * c * sides.content[i];
                if let (true, Some(&(_, nearest))) = (mix.borrow, self.lenders[i].first()) {
                    let lent = |of: &[f64]| {
                        let total: f64 = self.lenders[i].iter().map(|(_, l)| l).sum();
                        let sum: f64 =
                            self.lenders[i].iter().map(|&(j, l)| l * of[j as usize]).sum();
                        (sum / total - of[i]).max(0.0)
                    };
                    let borrowed =
                        (1.0 - w) * lent(&sides.popularity) + w * (1.0 - c) * lent(&sides.similar);
                    content += self.room(i) * nearest * borrowed;
                }
                [popularity, similar, content]
            })
            .collect()
    }
}

/// Scales scores so that the best open product has 1; what is not above zero becomes 0.
pub(crate) fn scaled(mut scores: Vec<f64>, open: &[bool]) -> Vec<f64> {
    let best = scores
        .iter()
        .zip(open)
        .filter(|(_, open)| **open)
        .fold(0.0f64, |best, (score, _)| best.max(*score));
    for score in &mut scores {
        *score = if best > 0.0 { (*score / best).max(0.0) } else { 0.0 };
    }
    scores
}
