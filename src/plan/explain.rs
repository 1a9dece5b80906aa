//! Why the plan is as it is: limits, prices, what is left out, curves, swings, notes.

use statrs::distribution::{ContinuousCDF, Gamma as GammaDistribution};

use super::bounds::Limits;
use super::choose::{Choice, NOTHING};
use super::curve::ValueCurve;
use super::request::{PlanRequest, Response, Uncertainty};
use super::response::{Fitted, Knowledge};
use super::result::{
    Bin, Curve, CurvePoint, Detail, Driver, Explanation, HowLearnt, Limit, Need, Note, Swing,
};
use super::shrink::Gamma;
use super::simulate::{DRAWS, Draws, quantile};
use super::solve::{expected, weight};
use crate::domain::Interval;

/// Stock counts as a limit when this part of another expected order would find no piece.
const STOCK_FELT: f64 = 0.05;
/// Distance at which a share counts as standing at its bound.
const AT_BOUND: f64 = 1e-9;
/// Bars of the histogram.
const BINS: usize = 40;
/// Points of a curve.
const POINTS: usize = 41;
/// Products shown among the swings.
const SWINGS: usize = 6;
/// Below this many sessions the ranges rest mostly on experience with live sessions in general.
const FEW_SESSIONS: usize = 5;

/// A solved request with everything that explains it.
pub struct Solved<'a> {
    /// The request, products by id.
    pub request: &'a PlanRequest,
    /// What was learnt.
    pub knowledge: &'a Knowledge,
    /// Limits as given.
    pub limits: &'a Limits,
    /// Planned shares (exploration left aside), prices and final boxes.
    pub choice: &'a Choice,
    /// Curves while every host has an equal part: what the split was found by.
    pub curves: &'a [ValueCurve],
    /// Curves with who presents what.
    pub presented: &'a [ValueCurve],
    /// Draws.
    pub draws: &'a Draws,
    /// Final shares.
    pub shares: &'a [f64],
    /// Whether the split goes by value; an equal split has no prices.
    pub by_worth: bool,
    /// Products held at what has been seen.
    pub capped: &'a [usize],
    /// What one less of the floor of the worst sessions would bring.
    pub floor_price: f64,
    /// The split is in whole minutes: what comes in takes a whole one.
    pub in_minutes: bool,
}

impl Solved<'_> {
    fn id(&self, at: usize) -> String {
        self.request.products[at].id.clone()
    }

    fn planned(&self, at: usize) -> f64 {
        self.choice.filled.shares[at]
    }

    fn slope(&self, at: usize) -> f64 {
        self.curves[at].marginal(self.planned(at), 1.0)
    }

    /// Whether share may move between two products as far as category caps go.
    fn may_move(&self, from: usize, to: usize) -> bool {
        self.cap_price(to) <= 0.0 || self.limits.group[from] == self.limits.group[to]
    }

    /// What a first bit of share for a product costs: the least slope among those that can give
    /// some up. At a kink this is not the budget's price but the end of its interval that counts.
    fn cost_of_share(&self, at: usize) -> Option<f64> {
        (0..self.curves.len())
            .filter(|from| *from != at && self.may_move(*from, at))
            .filter(|from| self.planned(*from) > self.limits.bounds[*from].low + AT_BOUND)
            .map(|from| self.slope(from))
            .reduce(f64::min)
    }

    /// What a bit of share taken from a product brings elsewhere: the greatest slope among those
    /// that can take some.
    fn use_of_share(&self, at: usize) -> Option<f64> {
        (0..self.curves.len())
            .filter(|to| *to != at && self.may_move(at, *to))
            .filter(|to| self.planned(*to) < self.limits.bounds[*to].high - AT_BOUND)
            .map(|to| self.slope(to))
            .reduce(f64::max)
    }

    fn cap_price(&self, at: usize) -> f64 {
        self.limits.group[at].map_or(0.0, |g| self.choice.filled.cap_price[g])
    }

    /// What holds a product where it is.
    pub fn limit(&self, at: usize) -> Limit {
        let given = &self.limits.bounds[at];
        let used = &self.choice.bounds[at];
        let share = self.planned(at);
        let curve = &self.curves[at];
        if given.low_by == Limit::Lock {
            Limit::Lock
        } else if curve.stock == Some(0) {
            Limit::Stock
        } else if share >= given.high - AT_BOUND && given.high < 1.0 - AT_BOUND {
            given.high_by
        } else if used.low > 0.0 && share <= used.low + AT_BOUND {
            used.low_by
        } else if used.high < given.high && given.least_in > 0.0 {
            Limit::MinMinutes
        } else if self.stock_felt(at) {
            Limit::Stock
        } else if share > NOTHING && self.cap_price(at) > 0.0 {
            Limit::Category
        } else {
            Limit::None
        }
    }

    fn stock_felt(&self, at: usize) -> bool {
        let curve = &self.curves[at];
        let demand = curve.demand(self.planned(at));
        demand > 0.0
            && curve.stock.is_some_and(|s| super::poisson::still_open(demand, s) < 1.0 - STOCK_FELT)
    }
}

/// Everything the screen draws besides the table.
pub fn detail(solved: &Solved<'_>, seed: u64, totals: &[f64], needs: Vec<Need>) -> Detail {
    Detail {
        by_hand: None,
        viewers: solved.request.viewers,
        draws: DRAWS,
        seed,
        sessions: solved.knowledge.spread.sessions,
        observations: solved.knowledge.observations,
        histogram: histogram(totals),
        curves: (0..solved.curves.len()).map(|at| curve(solved, at)).collect(),
        needs,
        swings: swings(solved),
        explanations: explanations(solved),
        notes: notes(solved),
        wider: solved.request.wider.filter(|_| solved.request.uncertainty == Uncertainty::Full),
        chosen: None,
        loss: None,
        worst: None,
        playbook: None,
        given: None,
        hosts: None,
    }
}

/// Equal bars from the 0.1% to the 99.9% point; what lies outside counts in the end bars.
fn histogram(totals: &[f64]) -> Vec<Bin> {
    let (low, high) = (quantile(totals, 0.001), quantile(totals, 0.999));
    if high <= low {
        return vec![Bin { low, high, count: totals.len() as u32 }];
    }
    let width = (high - low) / BINS as f64;
    let mut bins: Vec<Bin> = (0..BINS)
        .map(|at| Bin {
            low: low + width * at as f64,
            high: low + width * (at + 1) as f64,
            count: 0,
        })
        .collect();
    for total in totals {
        let at = (((total - low) / width).max(0.0) as usize).min(BINS - 1);
        bins[at].count += 1;
    }
    bins
}

/// The 80% range of a rate.
fn rate_range(posterior: Option<Gamma>) -> Option<Interval> {
    let posterior = posterior?;
    let gamma = GammaDistribution::new(posterior.shape, posterior.rate).ok()?;
    Some(Interval::new(gamma.inverse_cdf(0.1), gamma.inverse_cdf(0.9)))
}

fn curve(solved: &Solved<'_>, at: usize) -> Curve {
    let (fitted, curve) = (&solved.knowledge.fitted[at], &solved.presented[at]);
    let product = &solved.request.products[at];
    let viewers = solved.request.viewers.p50;
    let range = rate_range(fitted.posterior);
    let (low, high) = range.map_or((1.0, 1.0), |r| (r.low / fitted.rate, r.high / fitted.rate));
    let farthest = [Some(solved.shares[at]), fitted.seen_to, product.last_share]
        .into_iter()
        .flatten()
        .fold(0.0, f64::max);
    let end = (1.5 * farthest).clamp(0.25, 1.0);
    let points = (0..POINTS)
        .map(|step| {
            let share = end * step as f64 / (POINTS - 1) as f64;
            CurvePoint {
                share,
                value: curve.quick_value(share, 1.0),
                low: curve.quick_value(share, low),
                high: curve.quick_value(share, high),
            }
        })
        .collect();
    let dots = match &product.response {
        Response::Learnt(seen) => seen
            .iter()
            .filter(|s| s.exposure > 0.0)
            .filter_map(|s| {
                let share = s.share?;
                Some((share, curve.weight * s.orders * viewers * share / s.exposure))
            })
            .collect(),
        _ => Vec::new(),
    };
    Curve {
        learnt: fitted.learnt,
        kappa: fitted.kappa.is_finite().then_some(fitted.kappa),
        rate: curve.counted.then(|| curve.slope / viewers),
        rate_interval: range,
        raw_rate: fitted.raw_rate,
        points,
        seen_to: fitted.seen_to,
        dots,
        last_share: product.last_share,
    }
}

/// How the expected total moves with one input at its 10% and 90% points, shares kept.
fn swings(solved: &Solved<'_>) -> Vec<Swing> {
    let request = solved.request;
    if request.uncertainty == Uncertainty::Orders {
        return Vec::new();
    }
    let scaled = |k: f64| -> f64 {
        let presented = solved.presented.iter().zip(solved.shares);
        presented.map(|(c, share)| c.weight * c.sold(*share, k)).sum()
    };
    let total = expected(solved.presented, solved.shares);
    let mut swings = vec![
        Swing {
            driver: Driver::Viewers,
            low: scaled(request.viewers.p10 / request.viewers.p50),
            high: scaled(request.viewers.p90 / request.viewers.p50),
        },
        Swing {
            driver: Driver::Session,
            low: scaled(quantile(&solved.draws.shock, 0.1)),
            high: scaled(quantile(&solved.draws.shock, 0.9)),
        },
    ];
    for at in 0..solved.curves.len() {
        let (curve, share) = (&solved.presented[at], solved.shares[at]);
        if let Some(range) = rate_range(solved.knowledge.fitted[at].posterior)
            && share > NOTHING
        {
            let mean = solved.knowledge.fitted[at].rate;
            let rest = total - curve.value(share);
            swings.push(Swing {
                driver: Driver::Rate { product_id: solved.id(at) },
                low: rest + curve.weight * curve.sold(share, range.low / mean),
                high: rest + curve.weight * curve.sold(share, range.high / mean),
            });
        }
    }
    swings.sort_by(|a, b| (b.high - b.low).abs().total_cmp(&(a.high - a.low).abs()));
    swings.truncate(SWINGS);
    swings
}

fn explanations(solved: &Solved<'_>) -> Vec<Explanation> {
    let mut list = Vec::new();
    if !solved.by_worth {
        return list;
    }
    let count = solved.curves.len();
    let inside = (0..count)
        .filter(|at| solved.planned(*at) > NOTHING && solved.limit(*at) == Limit::None)
        .count();
    // Where the worst sessions count, the price of share is no longer what share brings.
    let blind = solved.floor_price <= 0.0 && solved.request.risk.is_none_or(|r| r.weight <= 0.0);
    if inside > 0 && (blind || solved.choice.limit_prices.is_none()) {
        list.push(Explanation::Level {
            per_percent: 0.01 * solved.choice.filled.lambda,
            products: inside,
        });
    }
    for (group, (category, cap)) in solved.limits.caps.iter().enumerate() {
        let price = solved.choice.filled.cap_price[group];
        if price > 0.0 {
            list.push(Explanation::CategoryBinding {
                category: category.clone(),
                cap: *cap,
                per_percent: 0.01 * price,
            });
        }
    }
    let floor = solved.request.risk.and_then(|risk| risk.floor);
    if let Some(floor) = floor.filter(|_| solved.floor_price > 1e-6) {
        let per_percent = 0.01 * floor.abs() * solved.floor_price;
        list.push(Explanation::FloorBinding { floor, per_percent });
    }
    for at in 0..count {
        if let Some(binding) = binding(solved, at) {
            list.push(binding);
        }
    }
    for at in 0..count {
        if solved.shares[at] <= NOTHING && solved.limits.bounds[at].high_by != Limit::Lock {
            list.push(left_out(solved, at));
        } else if solved.knowledge.fitted[at].learnt == HowLearnt::New {
            list.push(Explanation::Trial { product_id: solved.id(at), share: solved.shares[at] });
        }
    }
    list
}

/// What relaxing a product's own limit would bring per 1% of share.
fn binding(solved: &Solved<'_>, at: usize) -> Option<Explanation> {
    let limit = solved.limit(at);
    let share = solved.planned(at);
    let slope = solved.slope(at);
    let more = solved.cost_of_share(at).map_or(0.0, |cost| slope - cost);
    let less = solved.use_of_share(at).map_or(0.0, |used| used - slope);
    let prices = solved.choice.limit_prices.as_ref().map(|prices| prices[at]);
    let (less, more) = prices.filter(|_| limit != Limit::Lock).unwrap_or((less, more));
    let gain = match limit {
        Limit::MaxShare | Limit::MaxMinutes => more,
        Limit::MinShare | Limit::MinMinutes if share > NOTHING => less,
        Limit::Lock => more.max(less),
        _ => return None,
    };
    // A solver's zero has its last digits; a price of a millionth of the level is none.
    let least = 1e-6 * solved.choice.filled.lambda.abs() * f64::from(u8::from(prices.is_some()));
    (gain > least).then(|| Explanation::Binding {
        product_id: solved.id(at),
        limit,
        share: Some(share),
        per_percent: 0.01 * gain,
    })
}

/// The rate from which a product would earn the price of its share: at once, or over its minimum
/// minutes.
fn left_out(solved: &Solved<'_>, at: usize) -> Explanation {
    let curve = &solved.curves[at];
    let minute = if solved.in_minutes { 1.0 / f64::from(solved.request.minutes) } else { 0.0 };
    let least = solved.limits.bounds[at].least_in.max(minute);
    let mean_use = if least > 0.0 { curve.used(least) / least } else { 1.0 };
    let viewers = solved.request.viewers.p50;
    // In whole minutes the minute that would have to go has its own price.
    let cost = match solved.in_minutes {
        true => Some(solved.choice.filled.lambda).filter(|price| *price > 0.0),
        false => solved.cost_of_share(at),
    };
    let needed = cost
        .filter(|_| curve.counted && curve.weight > 0.0 && curve.stock != Some(0))
        // It is out at its rate of now: where steps hide by how little, it is by a little.
        .map(|cost| (cost / (curve.weight * viewers * mean_use)).max(curve.slope / viewers));
    Explanation::LeftOut {
        product_id: solved.id(at),
        rate: curve.counted.then(|| curve.slope / viewers),
        rate_needed: needed,
    }
}

fn notes(solved: &Solved<'_>) -> Vec<Note> {
    let request = solved.request;
    let ids = |keep: &dyn Fn(usize) -> bool| -> Vec<String> {
        (0..request.products.len()).filter(|at| keep(*at)).map(|at| solved.id(at)).collect()
    };
    let template = request.template.clone();
    let mut notes: Vec<Note> =
        template.into_iter().map(|(scenario, sets)| Note::Template { scenario, sets }).collect();
    let fitted: &[Fitted] = &solved.knowledge.fitted;
    let straight = fitted.iter().filter(|f| f.learnt == HowLearnt::StraightLine).count();
    if straight > 0 {
        notes.push(Note::StraightLines { products: straight });
    }
    if !solved.capped.is_empty() {
        notes.push(Note::CappedAtSeen { product_ids: ids(&|at| solved.capped.contains(&at)) });
    }
    let ignored = ids(&|at| request.products[at].stock.is_some() && !solved.curves[at].counted);
    if !ignored.is_empty() {
        notes.push(Note::StockIgnored { product_ids: ignored });
    }
    let losing = ids(&|at| {
        solved.shares[at] > NOTHING
            && weight(request.objective, &request.products[at]).is_some_and(|w| w < 0.0)
    });
    if !losing.is_empty() {
        notes.push(Note::LosesMoney { product_ids: losing });
    }
    if request.already_seen {
        notes.push(Note::AlreadySeen);
    }
    if request.uncertainty == Uncertainty::Full {
        match solved.knowledge.spread.sessions {
            0 => notes.push(Note::NoSessions),
            sessions if sessions < FEW_SESSIONS => notes.push(Note::FewSessions { sessions }),
            _ => {}
        }
        if let Some(wider) = request.wider.filter(|wider| wider.factor > 1.0) {
            notes.push(Note::Widened { wider });
        }
    }
    notes
}
