//! What is different between a plan and an earlier one: shares and minutes of every product, and
//! what changed in what they were made from.

use serde::{Deserialize, Serialize};

use super::given::{Given, GivenProduct};
use super::request::{Method, Objective};
use super::result::{Item, PlanResult};

/// Shares closer than this are the same: half of the percent that people see.
const SAME_SHARE: f64 = 0.005;
/// Rates, prices and viewers that differ by no more than this part of themselves are the same.
const SAME_PART: f64 = 0.005;

/// A figure then and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair<T> {
    /// In the earlier plan.
    pub then: T,
    /// In this one.
    pub now: T,
}

/// What is different.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// Expected total; `None` when the two count different things.
    pub expected: Option<Pair<f64>>,
    /// What changed for the session as a whole.
    pub reasons: Vec<Reason>,
    /// Products whose share or minutes moved, the furthest first.
    pub moved: Vec<Moved>,
}

/// A product that has another share or other minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Id.
    pub product_id: String,
    /// Name.
    pub name: String,
    /// Share; 0 where it is not in.
    pub share: Pair<f64>,
    /// Minutes.
    pub minutes: Pair<u32>,
    /// What changed for it. Empty where nothing did, neither for it nor for another product.
    pub reasons: Vec<Reason>,
}

/// Something a plan is made from that changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reason {
    /// Sessions to learn from.
    Sessions(Pair<usize>),
    /// Records of products in sessions, of as many sessions.
    Observations(Pair<usize>),
    /// Viewers to expect.
    Viewers(Pair<f64>),
    /// Length.
    Minutes(Pair<u32>),
    /// What is made large.
    Objective(Pair<Objective>),
    /// The goal, with the probability of reaching it.
    Goal {
        /// The goal.
        goal: Pair<Option<f64>>,
        /// Its probability.
        probability: Pair<Option<f64>>,
    },
    /// The floor of the worst sessions.
    Floor(Pair<Option<f64>>),
    /// Share for exploration.
    Explore(Pair<f64>),
    /// How the split was found.
    Method(Pair<Method>),
    /// Who presents.
    Hosts(Pair<Vec<String>>),
    /// The cap of a category.
    CategoryCap {
        /// Category.
        category: String,
        /// Its cap.
        cap: Pair<Option<f64>>,
    },
    /// The product was not among those planned.
    Came,
    /// The product is no longer among those planned.
    Went,
    /// Orders per viewer, as learnt.
    Rate(Pair<f64>),
    /// Money per order.
    Price(Pair<Option<f64>>),
    /// What is kept of an order.
    Margin(Pair<Option<f64>>),
    /// Pieces left.
    Stock(Pair<Option<u64>>),
    /// Least share.
    Least(Pair<f64>),
    /// Greatest share.
    Most(Pair<f64>),
    /// Least minutes.
    LeastMinutes(Pair<u32>),
    /// Most minutes.
    MostMinutes(Pair<Option<u32>>),
    /// It must be in, or need no longer.
    Must(Pair<bool>),
    /// Fixed share.
    Lock(Pair<Option<f64>>),
    /// Nothing of its own: it makes room for another product or takes up what that one left.
    Others {
        /// The product that moved most the other way.
        product_id: String,
        /// Its name.
        name: String,
        /// By how much of the session.
        by: f64,
    },
}

/// Compares a plan with an earlier one.
pub fn since(then: &PlanResult, now: &PlanResult) -> Since {
    let given = then.detail.given.as_ref().zip(now.detail.given.as_ref());
    let mut moved: Vec<Moved> = now
        .items
        .iter()
        .map(|item| (find(then, &item.product_id), Some(item)))
        .chain(
            then.items
                .iter()
                .filter(|item| find(now, &item.product_id).is_none())
                .map(|item| (Some(item), None)),
        )
        .filter_map(|(before, after)| product(before, after, given))
        .collect();
    moved.sort_by(|a, b| apart(b).abs().total_cmp(&apart(a).abs()));
    let others: Vec<Option<Reason>> = moved.iter().map(|one| other(&moved, one)).collect();
    for (one, other) in moved.iter_mut().zip(others) {
        if one.reasons.is_empty() {
            one.reasons.extend(other);
        }
    }
    let alike = given.is_none_or(|(then, now)| then.objective == now.objective);
    Since {
        expected: alike.then_some(Pair { then: then.total.expected, now: now.total.expected }),
        reasons: session(then, now, given),
        moved,
    }
}

fn find<'a>(plan: &'a PlanResult, id: &str) -> Option<&'a Item> {
    plan.items.iter().find(|item| item.product_id == id)
}

fn apart(moved: &Moved) -> f64 {
    moved.share.now - moved.share.then
}

/// The product that moved most the other way, one with reasons of its own before any other.
fn other(moved: &[Moved], one: &Moved) -> Option<Reason> {
    let far = |moved: &Moved| apart(moved).abs() >= SAME_SHARE;
    let counter = |other: &&Moved| far(one) && far(other) && apart(other) * apart(one) < 0.0;
    let most = moved.iter().filter(counter).max_by(|a, b| {
        let rank = |m: &Moved| (!m.reasons.is_empty(), apart(m).abs());
        let ((x, p), (y, q)) = (rank(a), rank(b));
        x.cmp(&y).then(p.total_cmp(&q))
    })?;
    Some(Reason::Others {
        product_id: most.product_id.clone(),
        name: most.name.clone(),
        by: apart(most),
    })
}

fn near(pair: Pair<f64>) -> bool {
    (pair.now - pair.then).abs() <= SAME_PART * pair.then.abs().max(pair.now.abs())
}

fn near_if_both(pair: Pair<Option<f64>>) -> bool {
    match (pair.then, pair.now) {
        (Some(then), Some(now)) => near(Pair { then, now }),
        (then, now) => then.is_none() && now.is_none(),
    }
}

fn product(
    before: Option<&Item>,
    after: Option<&Item>,
    given: Option<(&Given, &Given)>,
) -> Option<Moved> {
    let item = after.or(before)?;
    let share = Pair {
        then: before.map_or(0.0, |item| item.share),
        now: after.map_or(0.0, |item| item.share),
    };
    let minutes = Pair {
        then: before.map_or(0, |item| item.minutes),
        now: after.map_or(0, |item| item.minutes),
    };
    // In a session of another length the same share has other minutes.
    let longer = given.is_some_and(|(then, now)| then.minutes != now.minutes);
    let same = (share.now - share.then).abs() < SAME_SHARE;
    if same && (longer || minutes.then == minutes.now) {
        return None;
    }
    let reasons = match (before, after) {
        (None, _) => vec![Reason::Came],
        (_, None) => vec![Reason::Went],
        _ => given
            .and_then(|(then, now)| then.find(&item.product_id).zip(now.find(&item.product_id)))
            .map_or_else(Vec::new, |(then, now)| of_product(then, now)),
    };
    Some(Moved {
        product_id: item.product_id.clone(),
        name: item.name.clone(),
        share,
        minutes,
        reasons,
    })
}

fn of_product(then: &GivenProduct, now: &GivenProduct) -> Vec<Reason> {
    let mut list = Vec::new();
    let mut add = |same: bool, reason: Reason| {
        if !same {
            list.push(reason);
        }
    };
    if let (Some(then), Some(now)) = (then.rate, now.rate) {
        let rate = Pair { then, now };
        // A hundredth of a percent is what people see.
        add(near(rate) || (rate.now - rate.then).abs() < 1e-4, Reason::Rate(rate));
    }
    let price = Pair { then: then.price, now: now.price };
    add(near_if_both(price), Reason::Price(price));
    let margin = Pair { then: then.margin, now: now.margin };
    add(near_if_both(margin), Reason::Margin(margin));
    let stock = Pair { then: then.stock, now: now.stock };
    add(stock.then == stock.now, Reason::Stock(stock));
    let lock = Pair { then: then.lock_share, now: now.lock_share };
    add(lock.then == lock.now, Reason::Lock(lock));
    let least = Pair { then: then.min_share, now: now.min_share };
    add(least.then == least.now, Reason::Least(least));
    let most = Pair { then: then.max_share, now: now.max_share };
    add(most.then == most.now, Reason::Most(most));
    let least = Pair { then: then.min_minutes, now: now.min_minutes };
    add(least.then == least.now, Reason::LeastMinutes(least));
    let most = Pair { then: then.max_minutes, now: now.max_minutes };
    add(most.then == most.now, Reason::MostMinutes(most));
    let must = Pair { then: then.must_include, now: now.must_include };
    add(must.then == must.now, Reason::Must(must));
    list
}

fn session(then: &PlanResult, now: &PlanResult, given: Option<(&Given, &Given)>) -> Vec<Reason> {
    let mut list = Vec::new();
    let sessions = Pair { then: then.detail.sessions, now: now.detail.sessions };
    let records = Pair { then: then.detail.observations, now: now.detail.observations };
    if sessions.then != sessions.now {
        list.push(Reason::Sessions(sessions));
    } else if records.then != records.now {
        list.push(Reason::Observations(records));
    }
    let viewers = Pair { then: then.detail.viewers.p50, now: now.detail.viewers.p50 };
    if !near(viewers) {
        list.push(Reason::Viewers(viewers));
    }
    let alike = given.is_none_or(|(then, now)| then.objective == now.objective);
    if let Some((then, now)) = given {
        if then.minutes != now.minutes {
            list.push(Reason::Minutes(Pair { then: then.minutes, now: now.minutes }));
        }
        if !alike {
            list.push(Reason::Objective(Pair { then: then.objective, now: now.objective }));
        }
    }
    let of = |plan: &PlanResult| {
        let goal = plan.goal.as_ref();
        (goal.map(|goal| goal.target), goal.map(|goal| goal.probability))
    };
    let ((goal_then, odds_then), (goal_now, odds_now)) = (of(then), of(now));
    // In another unit, the goal and the floor are other figures without having changed.
    if alike && goal_then != goal_now {
        list.push(Reason::Goal {
            goal: Pair { then: goal_then, now: goal_now },
            probability: Pair { then: odds_then, now: odds_now },
        });
    }
    if let Some((then, now)) = given {
        if alike && then.floor != now.floor {
            list.push(Reason::Floor(Pair { then: then.floor, now: now.floor }));
        }
        if (then.explore - now.explore).abs() > 1e-9 {
            list.push(Reason::Explore(Pair { then: then.explore, now: now.explore }));
        }
        if let (Some(then), Some(now)) = (&then.hosts, &now.hosts)
            && then != now
        {
            list.push(Reason::Hosts(Pair { then: then.clone(), now: now.clone() }));
        }
        let categories = then.category_caps.keys().chain(now.category_caps.keys());
        let categories: std::collections::BTreeSet<&String> = categories.collect();
        for category in categories {
            let of = |given: &Given| given.category_caps.get(category).copied();
            let cap = Pair { then: of(then), now: of(now) };
            if cap.then != cap.now {
                list.push(Reason::CategoryCap { category: category.clone(), cap });
            }
        }
    }
    if then.method != now.method {
        list.push(Reason::Method(Pair { then: then.method, now: now.method }));
    }
    list
}
