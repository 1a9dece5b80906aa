//! A checked plan request: every number finite and in range, every response known.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::crowd::Crowd;
use super::result::Slot;
use super::template::{Scenario, TemplateSet};
use super::wider::Wider;
use crate::domain::{Currency, ProductId, ProductKind, Role};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] $variant),*
        }

        impl $name {
            /// The stable word used in files, JSON and the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }
    };
}

words! {
    /// What a plan makes as large as it can. The goal is in the same unit.
    Objective {
        /// `m (1 - rho) - rho * return_cost` per order.
        Profit = "profit",
        /// Price per order.
        Gmv = "gmv",
        /// `price (1 - rho)` per order.
        Net = "net",
        /// 1 per order.
        Orders = "orders",
    }
}

impl Objective {
    /// Every objective, in the order shown.
    pub const ALL: &'static [Self] = &[Self::Gmv, Self::Net, Self::Profit, Self::Orders];

    /// The objective a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|o| o.word() == word)
    }
}

words! {
    /// How a split is found.
    Method {
        /// The best of `water`, `dp` and `lp` that keeps every limit.
        Auto = "auto",
        /// Exact water-filling on shares, with the exploration part.
        Water = "water",
        /// The best whole minutes for values of any shape, by dynamic programme.
        Dp = "dp",
        /// Linear program with side rows and the average of the worst sessions.
        Lp = "lp",
        /// The average of the best plans of draws from what is known: all exploration.
        Explore = "explore",
        /// Everybody the same, as far as the limits allow.
        Equal = "equal",
        /// The split of the last session; only as a comparison.
        Last = "last",
        /// The run-down as a hand laid it.
        Laid = "laid",
    }
}

impl Method {
    /// Methods that can be asked for, in the order shown.
    pub const AVAILABLE: &'static [Self] =
        &[Self::Auto, Self::Water, Self::Dp, Self::Lp, Self::Explore, Self::Equal];

    /// The method a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::AVAILABLE.iter().copied().find(|m| m.word() == word)
    }
}

words! {
    /// What varies in the simulation.
    Uncertainty {
        /// Rates, a shock to the whole session, viewers and orders.
        Full = "full",
        /// Only the chance in the number of orders; rates and viewers are fixed.
        Orders = "orders",
    }
}

impl Uncertainty {
    /// The value a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Full, Self::Orders].into_iter().find(|u| u.word() == word)
    }
}

/// How many people are expected to watch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewers {
    /// One session in ten has fewer.
    pub p10: f64,
    /// The middle; plans and expected values are computed with it.
    pub p50: f64,
    /// One session in ten has more.
    pub p90: f64,
}

impl Viewers {
    /// Exactly this many.
    pub fn fixed(viewers: f64) -> Self {
        Self { p10: viewers, p50: viewers, p90: viewers }
    }

    /// The viewers of a session of another length: they come in at the same pace. Never fewer
    /// than a tenth nor more than twice as many: nobody knows what lies beyond.
    #[must_use]
    pub fn lasting(&self, minutes: u32, usual: Option<u32>) -> Self {
        let factor = usual
            .filter(|usual| *usual > 0)
            .map_or(1.0, |usual| (f64::from(minutes) / f64::from(usual)).clamp(0.1, 2.0));
        Self {
            p10: (self.p10 * factor).round().max(1.0),
            p50: (self.p50 * factor).round().max(1.0),
            p90: (self.p90 * factor).round().max(1.0),
        }
    }

    /// The same relative spread around another middle.
    #[must_use]
    pub fn around(&self, p50: f64) -> Self {
        if self.p50 > 0.0 {
            let factor = p50 / self.p50;
            Self { p10: self.p10 * factor, p50, p90: self.p90 * factor }
        } else {
            Self::fixed(p50)
        }
    }
}

/// What is asked of the worst sessions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// The part of simulated sessions that counts as the worst.
    pub worst: f64,
    /// Their average must reach this, in the objective's unit.
    pub floor: Option<f64>,
    /// How much their average counts in what is made large; the rest is the expected value.
    pub weight: f64,
}

impl Risk {
    /// Part of the sessions that counts as the worst where nobody says otherwise.
    pub const WORST: f64 = 0.1;
}

/// What one session says about one product.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Which session, numbered by time; `None` for counts stated in a file.
    pub session: Option<u32>,
    /// Viewers with full attention: the session's viewers times the product's share.
    pub exposure: f64,
    /// The product's share of the session; `None` when only the total exposure is known.
    pub share: Option<f64>,
    /// Orders.
    pub orders: f64,
}

/// How a product's value follows from its share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// Orders per viewer if all the exposure were its own: a straight line.
    Conversion(f64),
    /// `value(share) = slope * kappa * (1 - exp(-share / kappa))` at the median viewers,
    /// in the objective's unit.
    Saturating {
        /// Value per unit of share at the start.
        slope: f64,
        /// Share at which the curve bends.
        kappa: f64,
    },
    /// Learnt from counts, shrunken towards like products. Empty for a new product.
    Learnt(Vec<Observation>),
}

/// One product that may be in the plan. Shares are final shares, 0..1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanProduct {
    /// Id in files and JSON; unique in the request.
    pub id: String,
    /// The product in the store, when it is there.
    pub product: Option<ProductId>,
    /// Name.
    pub name: String,
    /// What is sold.
    pub kind: ProductKind,
    /// What it is for.
    pub role: Option<Role>,
    /// Category; products without one form no group.
    pub category: Option<String>,
    /// Money per order, major units.
    pub price: Option<f64>,
    /// What is kept of an order that is not returned.
    pub margin: Option<f64>,
    /// Share of orders that come back.
    pub return_rate: f64,
    /// What one return costs.
    pub return_cost: f64,
    /// Pieces left; `None` is unlimited.
    pub stock: Option<u64>,
    /// Least share.
    pub min_share: f64,
    /// Greatest share.
    pub max_share: f64,
    /// Least minutes when it is in.
    pub min_minutes: u32,
    /// Most minutes.
    pub max_minutes: Option<u32>,
    /// It must be in.
    pub must_include: bool,
    /// Its share is fixed.
    pub lock_share: Option<f64>,
    /// How it responds.
    pub response: Response,
    /// Its share of the last session.
    pub last_share: Option<f64>,
    /// Nobody gave an upper bound: where the response turns out to be a straight line, the share
    /// is held near what has been seen.
    pub cap_to_seen: bool,
}

/// A plan that can be computed. Comes out of [`super::PlanForm::check`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// Length in minutes.
    pub minutes: u32,
    /// Least length of a slot.
    pub block_minutes: u32,
    /// Viewer forecast.
    pub viewers: Viewers,
    /// What is to be reached, in the objective's unit.
    pub goal: Option<f64>,
    /// What is made large.
    pub objective: Objective,
    /// How.
    pub method: Method,
    /// Share kept for exploration, 0..1.
    pub explore: f64,
    /// What is asked of the worst sessions.
    pub risk: Option<Risk>,
    /// What varies.
    pub uncertainty: Uncertainty,
    /// Least number of products in the plan.
    pub min_products: usize,
    /// Greatest number of products in the plan.
    pub max_products: usize,
    /// Greatest share per category.
    pub category_caps: BTreeMap<String, f64>,
    /// Who presents, each name once.
    pub hosts: Vec<String>,
    /// Least part of the exposure, per host.
    #[serde(default)]
    pub host_floors: BTreeMap<String, f64>,
    /// Who presented past sessions, by the number observations give them, as far as exports tell.
    #[serde(default)]
    pub past_hosts: BTreeMap<u32, String>,
    /// When it begins, on the clock of the place.
    #[serde(default)]
    pub start: Option<DateTime>,
    /// Whether a session that began then or later is among those learnt from: the plan may know
    /// what it says.
    #[serde(default)]
    pub already_seen: bool,
    /// The run-down laid by hand, which fills the session; empty leaves it to the plan.
    #[serde(default)]
    pub laid: Vec<Slot>,
    /// How many are online when, as far as past sessions tell.
    #[serde(default)]
    pub crowd: Option<Crowd>,
    /// How much wider ranges are than the model says, by what became of earlier plans.
    #[serde(default)]
    pub wider: Option<Wider>,
    /// Currency of every amount.
    pub currency: Currency,
    /// Most viewers of any own session, when known.
    pub most_viewers_seen: Option<f64>,
    /// The template that filled in what was left open, with what that was.
    #[serde(default)]
    pub template: Option<(Scenario, Vec<TemplateSet>)>,
    /// Products that may be in.
    pub products: Vec<PlanProduct>,
}

impl PlanRequest {
    /// The least part of the exposure a host is to have.
    pub(super) fn host_floor(&self, host: &str) -> f64 {
        self.host_floors.get(host).copied().unwrap_or(0.0)
    }

    /// Past sessions of a host that say something of products of the plan.
    pub fn sessions_with(&self, host: &str) -> usize {
        let seen = self.products.iter().flat_map(|product| match &product.response {
            Response::Learnt(seen) => seen.as_slice(),
            _ => &[],
        });
        let sessions: BTreeSet<u32> = seen.filter_map(|seen| seen.session).collect();
        let of = |session: &&u32| self.past_hosts.get(*session).is_some_and(|name| name == host);
        sessions.iter().filter(of).count()
    }

    /// Who presented past sessions, the latest first.
    pub fn known_hosts(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.past_hosts.values().rev() {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }

    /// What spreads are multiplied by; 1 where earlier plans' ranges held or none are known.
    pub(super) fn wider_by(&self) -> f64 {
        self.wider.map_or(1.0, |wider| wider.factor.max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Viewers;

    #[test]
    fn viewers_come_in_at_the_usual_pace_within_reason() {
        let usual = Viewers { p10: 700.0, p50: 1_000.0, p90: 1_400.0 };
        for (minutes, usual_minutes, middle) in [
            (180, Some(180), 1_000.0),
            (90, Some(180), 500.0),
            (5, Some(180), 100.0),
            (900, Some(180), 2_000.0),
            (90, None, 1_000.0),
        ] {
            let asked = usual.lasting(minutes, usual_minutes);
            assert_eq!(asked.p50, middle, "{minutes} of {usual_minutes:?}");
            assert!((asked.p90 / asked.p50 - 1.4).abs() < 1e-9);
        }
    }
}
