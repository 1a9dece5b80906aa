//! What the recommender answers: plain data with numbers and word enums, no sentences.

use serde::Serialize;

use super::blend::Tuned;
use super::request::{Audience, Recommender, Weights};
use crate::domain::{Cancelled, Currency, ProductId};

/// Why no list or no measurement could be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RecommendError {
    /// The job was asked to stop.
    #[error("cancelled")]
    Cancelled(#[from] Cancelled),
    /// No product is known.
    #[error("no products")]
    NoProducts,
    /// No sale of any product is known.
    #[error("no sales")]
    NoSales,
    /// No purchase with a viewer and a time is known, or too few to hold some back.
    #[error("too few purchases to measure with: {found}, at least {needed} are needed")]
    TooFewPurchases {
        /// Purchases there are.
        found: usize,
        /// Purchases needed.
        needed: usize,
    },
    /// Every purchase held back is of a product that its buyer had bought before.
    #[error("nothing to measure with: what was held back are repeat purchases")]
    OnlyRepeats,
    /// A weight, share or count is out of its range.
    #[error("setting out of range: {0}")]
    BadSetting(&'static str),
}

/// The sides of a score. They add up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Parts {
    /// What sells lately.
    pub popularity: f64,
    /// What buyers of the same products bought.
    pub similar: f64,
    /// What is like the products bought; for a new product also what it borrows from old ones.
    pub content: f64,
    /// What it earns against the others.
    pub profit: f64,
    /// What it gets for being new.
    pub novelty: f64,
    /// What it loses for being like a product that stands higher; 0 or below.
    pub variety: f64,
}

/// One side of a score, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// See [`Parts::popularity`].
    Popularity,
    /// See [`Parts::similar`].
    Similar,
    /// See [`Parts::content`].
    Content,
    /// See [`Parts::profit`].
    Profit,
    /// See [`Parts::novelty`].
    Novelty,
    /// See [`Parts::variety`].
    Variety,
}

impl Parts {
    /// Every side with its name, in the order of the fields.
    pub fn each(&self) -> [(Part, f64); 6] {
        [
            (Part::Popularity, self.popularity),
            (Part::Similar, self.similar),
            (Part::Content, self.content),
            (Part::Profit, self.profit),
            (Part::Novelty, self.novelty),
            (Part::Variety, self.variety),
        ]
    }

    /// The score.
    pub fn sum(&self) -> f64 {
        self.each().iter().map(|(_, value)| value).sum()
    }

    /// The prediction alone: how much it is wanted.
    pub(crate) fn wanted(&self) -> f64 {
        self.popularity + self.similar + self.content
    }
}

/// Why a product stands in the list: its largest side, with the numbers behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// Buyers of a product that this audience bought also bought this one.
    BoughtTogether {
        /// That product.
        with: ProductId,
        /// Its name.
        with_name: String,
        /// Viewers who bought both.
        buyers: u32,
    },
    /// It sells lately.
    PopularLately {
        /// Orders in the last days.
        orders: f64,
        /// How many days.
        days: u32,
    },
    /// It sold well over the whole time.
    Popular {
        /// Orders.
        orders: f64,
    },
    /// It is like a product that this audience bought.
    Like {
        /// That product.
        like: ProductId,
        /// Its name.
        like_name: String,
        /// Same category.
        same_category: bool,
    },
    /// New, and like a product that sells.
    NewLike {
        /// That product.
        like: ProductId,
        /// Its name.
        like_name: String,
    },
    /// New: a few showings will tell.
    NewNeedsTry {
        /// Orders so far.
        orders: f64,
        /// Days since it was first on sale, when known.
        days: Option<u32>,
    },
    /// It earns more than most.
    HighMargin {
        /// Margin of one piece after returns, in major units.
        margin: f64,
        /// Its currency, when known.
        currency: Option<Currency>,
    },
    /// Nothing speaks for it in particular: it fills the list.
    Fill,
}

/// One product of the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommended {
    /// The product.
    #[serde(skip)]
    pub product: ProductId,
    /// The platform's id, else our own, as text.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Falls down the list, or stays equal.
    pub score: f64,
    /// What the score is made of.
    pub parts: Parts,
    /// The main reason.
    pub reason: Reason,
    /// Whether it stands here because part of the list is kept for new products.
    pub exploration: bool,
}

/// Why a product cannot stand in the list at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Barred {
    /// The viewer has bought it and repeats were not asked for.
    AlreadyBought,
    /// Nothing left.
    OutOfStock,
}

/// A product that was left out before scoring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// The product.
    #[serde(skip)]
    pub product: ProductId,
    /// The platform's id, else our own, as text.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Barred,
}

/// A product that was scored and did not make the list.
#[derive(Clone, Debug, PartialEq)]
pub struct NotListed {
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// Its place, from 1, counted on below the list.
    pub rank: usize,
    /// Its parts, variety against the finished list.
    pub parts: Parts,
    /// The listed product that it is most like.
    pub most_like: Option<ProductId>,
}

/// Why a product is not in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNot {
    /// It is in the list.
    Listed {
        /// Its place, from 1.
        rank: usize,
    },
    /// It cannot be.
    Barred {
        /// Why.
        reason: Barred,
    },
    /// Its score is lower than the last one listed.
    LowerScore {
        /// Its place, from 1.
        rank: usize,
        /// Its score.
        score: f64,
        /// The lowest score that made the list on its own.
        needed: f64,
        /// The side on which it falls behind most.
        weakest: Part,
    },
    /// It would have stood in the list were it not so like another.
    TooSimilar {
        /// That product's name.
        to: String,
    },
    /// Its place is kept for a new product.
    GaveWayToNew {
        /// That product's name.
        to: String,
    },
    /// No such product.
    Unknown,
}

/// What a person should know about the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// The viewer has bought nothing yet or is not known: the list is what sells.
    NoHistory,
    /// The group has too few people to speak of: the list is what sells to everybody.
    SegmentTooSmall {
        /// People in it.
        viewers: usize,
        /// People needed.
        needed: usize,
    },
    /// No purchases with viewers are known: the list rests on sales alone.
    NoViewers,
    /// Products have different currencies: profit was left aside.
    MixedCurrencies,
    /// No margin is known: profit was left aside.
    NoMargins,
    /// More products than the regression takes; neighbours stand in for it.
    ManyProducts {
        /// Products.
        products: usize,
        /// Most the regression takes.
        most: usize,
    },
    /// Fewer products than asked for could be listed.
    ShortList {
        /// Asked for.
        asked: usize,
    },
}

/// A ranked list with everything a page needs to explain it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecommendReport {
    /// The list, best first.
    pub items: Vec<Recommended>,
    /// For whom.
    pub audience: Audience,
    /// How it was scored.
    pub model: Recommender,
    /// The sliders it was made with.
    pub weights: Weights,
    /// How much of the score is personal, 0..=1.
    pub personal_share: f64,
    /// People whose purchases the personal part rests on.
    pub viewers: usize,
    /// Half-life and blend in use.
    pub tuned: Tuned,
    /// Products left out before scoring.
    pub left_out: Vec<LeftOut>,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// Every other product, best first.
    #[serde(skip)]
    pub others: Vec<NotListed>,
}

impl RecommendReport {
    /// Why a product is not in the list, or where it stands.
    pub fn why_not(&self, product: ProductId) -> WhyNot {
        if let Some(at) = self.items.iter().position(|i| i.product == product) {
            return WhyNot::Listed { rank: at + 1 };
        }
        if let Some(out) = self.left_out.iter().find(|o| o.product == product) {
            return WhyNot::Barred { reason: out.reason };
        }
        let Some(other) = self.others.iter().find(|o| o.product == product) else {
            return WhyNot::Unknown;
        };
        let score = other.parts.sum();
        let own_merit = self.items.iter().rev().find(|i| !i.exploration);
        let Some(last) = own_merit.or(self.items.last()) else {
            return WhyNot::Unknown;
        };
        let newcomer = self.items.iter().find(|i| i.exploration);
        if let Some(newcomer) = newcomer.filter(|n| score > n.score) {
            let place = other.rank - self.items.len();
            if place <= self.items.iter().filter(|i| i.exploration).count() {
                return WhyNot::GaveWayToNew { to: newcomer.name.clone() };
            }
        }
        if score - other.parts.variety > last.score {
            let twin = self.items.iter().find(|i| Some(i.product) == other.most_like);
            if let Some(twin) = twin {
                return WhyNot::TooSimilar { to: twin.name.clone() };
            }
        }
        let behind = last
            .parts
            .each()
            .into_iter()
            .zip(other.parts.each())
            .map(|((part, theirs), (_, own))| (part, theirs - own))
            .fold((Part::Popularity, f64::NEG_INFINITY), |worst, next| {
                if next.1 > worst.1 { next } else { worst }
            });
        WhyNot::LowerScore { rank: other.rank, score, needed: last.score, weakest: behind.0 }
    }
}
