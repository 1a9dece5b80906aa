//! Recommend: what should I show, to whom? The page model; `build` makes it.

mod build;
mod json;
mod quality;
#[cfg(test)]
mod tests;
mod together;

use serde::Serialize;

use super::{Choice, Empty, Notice, Num, RangeText};
use crate::domain::ProductId;
use crate::recommend::{Audience, Part, Recommender};

pub use build::{build, first};
pub use json::json;
pub use quality::quality_table;
pub use together::{TogetherRow, TogetherTable, together_table};

/// The page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecommendPage {
    /// The page's question: 推什么，推给谁？
    pub question: String,
    /// What to show when there is nothing to rank; then lists are empty.
    pub empty: Option<Empty>,
    /// The verdict in words: the first products.
    pub verdict: String,
    /// Who the list is for and what it rests on.
    pub scope: String,
    /// Next session and the groups.
    pub audiences: Vec<Choice<Audience>>,
    /// Ways to score.
    pub models: Vec<Choice<Recommender>>,
    /// The weights to move.
    pub sliders: Vec<Slider>,
    /// Column heads of the list: place, product, score, reason.
    pub heads: Vec<String>,
    /// Legend of the sides of a score, in drawing order.
    pub legend: Vec<PartLabel>,
    /// The list, best first.
    pub rows: Vec<RecommendRow>,
    /// One plain sentence below the list.
    pub sentence: String,
    /// Title of what follows: 为什么没有它？
    pub others_title: String,
    /// Products that are not listed, with why.
    pub others: Vec<OtherRow>,
    /// How many more there are; empty when none.
    pub others_more: String,
    /// Things to know.
    pub notices: Vec<Notice>,
    /// Title of the table of what is bought together.
    pub together_title: String,
    /// That table; `None` until it was asked for.
    pub together: Option<TogetherTable>,
    /// Offline quality; `None` until it was measured.
    pub quality: Option<QualityTable>,
    /// What to say instead of the quality table when it could not be measured; else empty.
    pub quality_missing: String,
}

/// One weight to move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slider {
    /// Which side.
    pub part: Part,
    /// Its name.
    pub label: String,
    /// What moving it does.
    pub hint: String,
    /// Where it stands, 0..=2; 1 is as measured for the first three.
    pub value: f64,
    /// As shown.
    pub text: String,
}

/// A side's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartLabel {
    /// Which side.
    pub part: Part,
    /// Its name.
    pub text: String,
}

/// One side of one score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartText {
    /// Which side.
    pub part: Part,
    /// Its name.
    pub label: String,
    /// Points out of 100, signed.
    pub value: Num,
}

/// One listed product.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecommendRow {
    /// Place, from 1.
    pub rank: usize,
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Points out of 100 (more with the weights moved up).
    pub score: Num,
    /// The sides that are not nothing; they add up to the score.
    pub parts: Vec<PartText>,
    /// Why it stands here.
    pub reason: String,
    /// 试讲位 for a place kept for new products; else empty.
    pub badge: String,
}

/// One product that is not listed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OtherRow {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Why not.
    pub why_not: String,
    /// Its points; missing when it was left out before scoring.
    pub score: Num,
}

/// Offline quality against popularity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityTable {
    /// Title: 过去推得准吗？
    pub title: String,
    /// How it was measured, on whom.
    pub scope: String,
    /// Column heads.
    pub heads: Vec<String>,
    /// One per method.
    pub rows: Vec<QualityRow>,
    /// Methods that were not measured, with why; may be empty.
    pub skipped: Vec<String>,
    /// One plain sentence.
    pub sentence: String,
    /// What the columns mean.
    pub note: String,
}

/// One method's figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualityRow {
    /// The method.
    pub model: Recommender,
    /// Its name.
    pub name: String,
    /// What it does.
    pub hint: String,
    /// Of 100 buyers, how many get something they then bought.
    pub hr: Num,
    /// NDCG.
    pub ndcg: Num,
    /// Its range.
    pub ndcg_range: RangeText,
    /// Recall.
    pub recall: Num,
    /// MAP.
    pub map: Num,
    /// Share of products ever listed.
    pub coverage: Num,
    /// Difference from popularity: sign and figure, or 基准.
    pub against: String,
    /// 明显更好, 明显更差, 不明显; empty for popularity itself.
    pub verdict: String,
    /// Better and clearly.
    pub clear_win: bool,
}
