//! What a plan is: the part that leaves as JSON and the detail that the screen draws.

use serde::{Deserialize, Serialize};

use super::given::Given;
use super::host::HostSplit;
use super::result_how::{Chosen, Loss, Playbook, Unable, WorstSessions};
use super::template::{Scenario, TemplateSet};
use super::{Method, Viewers, Wider};
use crate::domain::Interval;

/// A finished plan. Serialises to the JSON of `fupan plan`; values are in the objective's unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanResult {
    /// One row per product of the request, in its order. Shares sum to 1.
    pub items: Vec<Item>,
    /// Run-down; slots follow each other without a gap.
    pub slots: Vec<Slot>,
    /// All products together.
    pub total: Total,
    /// The goal, when there is one.
    pub goal: Option<GoalResult>,
    /// The method used; never `auto`.
    pub method: Method,
    /// What it brings against an equal split.
    pub gain_over_equal: Gain,
    /// Methods side by side, best first.
    pub compared: Vec<Compared>,
    /// What the screen draws besides.
    pub detail: Detail,
}

impl PlanResult {
    /// Who presents, with each one's share where the plan is split host by host.
    pub fn hosts(&self) -> Vec<(String, Option<f64>)> {
        match (&self.detail.hosts, &self.detail.given) {
            (Some(split), _) => {
                split.hosts.iter().map(|part| (part.host.clone(), Some(part.share))).collect()
            }
            (None, Some(given)) => {
                given.hosts.iter().flatten().map(|host| (host.clone(), None)).collect()
            }
            (None, None) => Vec::new(),
        }
    }
}

/// One product's part of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Id.
    pub product_id: String,
    /// Name.
    pub name: String,
    /// Share of the exposure, exploration included.
    pub share: f64,
    /// The part of `share` that is exploration.
    pub explore_share: f64,
    /// Whole minutes.
    pub minutes: u32,
    /// Expected orders at the median viewers; `None` when the price of an order is unknown.
    pub expected_orders: Option<f64>,
    /// Expected value at the median viewers, analytic.
    pub expected_value: f64,
    /// 80% of simulated sessions lie inside.
    pub value_interval: Interval,
    /// What another 1% of share would bring, by the slope of the curve.
    pub marginal_per_percent: f64,
    /// What keeps it from having more or less.
    pub limit: Limit,
}

/// What holds a product where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Nothing: another shift would not be better.
    None,
    /// Its least share.
    MinShare,
    /// Its greatest share.
    MaxShare,
    /// Its least minutes.
    MinMinutes,
    /// Its most minutes.
    MaxMinutes,
    /// Its stock.
    Stock,
    /// The cap of its category.
    Category,
    /// Its lock.
    Lock,
}

/// One slot of the run-down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Minutes from the start.
    pub start_minute: u32,
    /// Length.
    pub minutes: u32,
    /// Product.
    pub product_id: String,
    /// Who presents.
    pub host: Option<String>,
}

/// All products together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Total {
    /// Expected value at the median viewers, analytic.
    pub expected: f64,
    /// 80% of simulated sessions lie inside.
    pub interval: Interval,
}

/// How likely the goal is and what it would take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalResult {
    /// What is to be reached.
    pub target: f64,
    /// Share of sessions that reach it.
    pub probability: f64,
    /// Wilson range of the probability from the number of draws.
    pub probability_interval: Interval,
    /// Median viewers at which the probability is 80%; `None` when stock or curves forbid it.
    pub viewers_needed_80: Option<u64>,
    /// Target divided by the median viewers.
    pub value_per_viewer_needed: f64,
}

/// A difference with its range over what is not known (rates, session, viewers; not luck).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// Expected difference.
    pub value: f64,
    /// 80% range.
    pub interval: Interval,
}

impl Gain {
    /// Whether the range lies clear of zero.
    pub fn is_clear(&self) -> bool {
        self.interval.is_clear()
    }
}

/// One method beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Method.
    pub method: Method,
    /// Expected value at the median viewers.
    pub expected: f64,
    /// Against the equal split.
    pub gain: Gain,
    /// Against the split of the last session; `None` without one.
    #[serde(default)]
    pub gain_over_last: Option<Gain>,
    /// Probability of the goal.
    pub probability: Option<f64>,
    /// Average of the worst sessions, where the request asks something of them.
    #[serde(default)]
    pub worst_average: Option<f64>,
    /// Whether it keeps every limit of the request; a plan that was not made for it need not.
    #[serde(default = "yes")]
    pub keeps_limits: bool,
}

fn yes() -> bool {
    true
}

/// What the screen draws besides the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// Viewer forecast the plan was made with.
    pub viewers: Viewers,
    /// Draws behind every interval.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// Past sessions learnt from.
    pub sessions: usize,
    /// Product × session observations learnt from.
    pub observations: usize,
    /// Simulated outcomes of the total, equal widths.
    pub histogram: Vec<Bin>,
    /// One curve per item, in the same order.
    pub curves: Vec<Curve>,
    /// Which single changes would bring the probability to 80%; empty without a goal.
    pub needs: Vec<Need>,
    /// What the total depends on most, largest swing first.
    pub swings: Vec<Swing>,
    /// Why the plan is as it is.
    pub explanations: Vec<Explanation>,
    /// What a person should know about the inputs.
    pub notes: Vec<Note>,
    /// Why this method; `None` in plans of before.
    #[serde(default)]
    pub chosen: Option<Chosen>,
    /// The plan's own run-down, where a hand laid another one.
    #[serde(default)]
    pub by_hand: Option<ByHand>,
    /// The plan as a loss.
    #[serde(default)]
    pub loss: Option<Loss>,
    /// The worst sessions, where the request asks something of them.
    #[serde(default)]
    pub worst: Option<WorstSessions>,
    /// How much wider its ranges are than the model says; `None` where no plan of before tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wider: Option<Wider>,
    /// What to do on the way when the goal is at stake; `None` without a goal.
    #[serde(default)]
    pub playbook: Option<Playbook>,
    /// What it was made from; `None` in plans of before.
    #[serde(default)]
    pub given: Option<Given>,
    /// The split host by host; `None` with fewer than two hosts.
    #[serde(default)]
    pub hosts: Option<HostSplit>,
}

/// What the plan would be without the hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ByHand {
    /// Its method.
    pub method: Method,
    /// Its run-down.
    pub slots: Vec<Slot>,
    /// Its shares, products by id.
    pub shares: Vec<f64>,
}

/// One bar of the outcome histogram.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Lower edge.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
    /// Draws inside.
    pub count: u32,
}

/// A product's response, to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// How it came about.
    pub learnt: HowLearnt,
    /// Share at which it bends; `None` for a straight line.
    pub kappa: Option<f64>,
    /// Orders per viewer with full attention at the start; `None` when orders are unknown.
    pub rate: Option<f64>,
    /// 80% range of `rate`.
    pub rate_interval: Option<Interval>,
    /// Orders ÷ exposure before shrinkage.
    pub raw_rate: Option<f64>,
    /// Points by rising share.
    pub points: Vec<CurvePoint>,
    /// Greatest share seen in own sessions; beyond it the curve is a guess.
    pub seen_to: Option<f64>,
    /// Past sessions as (share, value at the planned viewers).
    pub dots: Vec<(f64, f64)>,
    /// Share of the last session.
    pub last_share: Option<f64>,
}

/// How a response came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowLearnt {
    /// Stated in the request.
    Stated,
    /// Learnt; the bend of its own category.
    OwnCategory,
    /// Learnt; the bend of all products together, its category has too few sessions.
    AllProducts,
    /// Learnt; a straight line, because no bend can be told from the data.
    StraightLine,
    /// No sessions of its own: the average of like products.
    New,
}

/// One point of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Share.
    pub share: f64,
    /// Expected value.
    pub value: f64,
    /// Lower edge of the 80% band of the rate.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
}

/// One single change that brings the probability of the goal to 80%.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Need {
    /// More viewers.
    Viewers {
        /// Median now.
        now: f64,
        /// Median needed.
        needed: f64,
        /// Most viewers ever seen, when the need goes beyond it.
        beyond_seen: Option<f64>,
    },
    /// More orders per viewer.
    Conversion {
        /// Orders per viewer now.
        now: f64,
        /// Needed.
        needed: f64,
    },
    /// More value per order.
    PerOrder {
        /// Value per order now.
        now: f64,
        /// Needed.
        needed: f64,
    },
    /// Neither more viewers nor more conversion can do it: stock runs out first.
    StockForbids {
        /// The most that the stock in the plan can bring.
        most: f64,
    },
}

/// How far the expected total moves when one input goes from low to high.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swing {
    /// The input.
    pub driver: Driver,
    /// Total at its low end (one in ten is lower).
    pub low: f64,
    /// Total at its high end.
    pub high: f64,
}

/// An input of the forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Driver {
    /// Number of viewers.
    Viewers,
    /// How well the whole session goes.
    Session,
    /// One product's order rate.
    Rate {
        /// The product.
        product_id: String,
    },
}

/// Why the plan is as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Explanation {
    /// Products without a limit all bring this much per 1% of share.
    Level {
        /// Value per 1%.
        per_percent: f64,
        /// How many products.
        products: usize,
    },
    /// A limit costs this much per 1% of share: what relaxing it would bring.
    Binding {
        /// The product.
        product_id: String,
        /// The limit.
        limit: Limit,
        /// The bound as a share, where it is one.
        share: Option<f64>,
        /// Value per 1%, above 0.
        per_percent: f64,
    },
    /// A category's cap costs this much per 1% of share.
    CategoryBinding {
        /// The category.
        category: String,
        /// The cap.
        cap: f64,
        /// Value per 1%.
        per_percent: f64,
    },
    /// The floor of the worst sessions binds: 1% less of it would bring this much.
    FloorBinding {
        /// The floor.
        floor: f64,
        /// Value per 1% of the floor.
        per_percent: f64,
    },
    /// A product is left out; this rate would bring it in.
    LeftOut {
        /// The product.
        product_id: String,
        /// Orders per viewer with full attention now.
        rate: Option<f64>,
        /// Rate from which it would get a share; `None` when no rate can (no value per order).
        rate_needed: Option<f64>,
    },
    /// A product has no sessions; this share is there to learn.
    Trial {
        /// The product.
        product_id: String,
        /// Share.
        share: f64,
    },
}

/// What a person should know about the inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// No bend could be told from the data: straight lines, held at what has been seen.
    StraightLines {
        /// How many products.
        products: usize,
    },
    /// Upper bounds were put where the data end.
    CappedAtSeen {
        /// Products.
        product_ids: Vec<String>,
    },
    /// Stock was not applied: the number of orders is unknown without a price.
    StockIgnored {
        /// Products.
        product_ids: Vec<String>,
    },
    /// A product loses money with every order and is in the plan only because of a limit.
    LosesMoney {
        /// Products.
        product_ids: Vec<String>,
    },
    /// No past sessions: the range comes from experience with live sessions in general.
    NoSessions,
    /// The method asked for gives no plan here; another stands in.
    Instead {
        /// Asked for.
        method: Method,
        /// Why not.
        unable: Unable,
    },
    /// The plan's method does not look at the worst sessions, and their average misses the floor.
    FloorMissed {
        /// The floor.
        floor: f64,
        /// Their average.
        average: f64,
    },
    /// Which products are in was settled in whole minutes; the linear program split their shares.
    ChosenInMinutes,
    /// A template filled in what was left open.
    Template {
        /// Which.
        scenario: Scenario,
        /// What it set.
        sets: Vec<TemplateSet>,
    },
    /// Earlier plans' ranges held less often than was said: these are wider.
    Widened {
        /// By how much, and what tells.
        wider: Wider,
    },
    /// A host has less of the exposure than was asked for: no slots add up to it.
    HostFloorMissed {
        /// Host.
        host: String,
        /// The floor.
        floor: f64,
        /// What the host has.
        share: f64,
    },
    /// A session that began when this one does, or later, was learnt from.
    AlreadySeen,
    /// Few past sessions.
    FewSessions {
        /// How many.
        sessions: usize,
    },
}
