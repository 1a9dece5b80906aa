//! From a checked request to a finished plan: learn, split, explore, simulate, explain.

use rayon::prelude::*;

use super::bounds::Limits;
use super::choose::{Choice, NOTHING, choose};
use super::curve::ValueCurve;
use super::error::{Conflict, PlanError};
use super::explain::{self, Solved};
use super::explore::averaged;
use super::goal::{Aim, probability};
use super::minutes::{MinuteBounds, whole};
use super::request::{Method, Objective, PlanProduct, PlanRequest, Response};
use super::response::{Fitted, learn};
use super::result::{Compared, Gain, HowLearnt, Item, PlanResult, Total};
use super::rundown::{Turn, slots};
use super::simulate::{Draws, Source, range80};
use super::water::Worth;
use crate::domain::{Interval, Job};

/// Accuracy below which two plans are the same.
const SAME: f64 = 1e-9;
/// A straight line is not followed further than this many times the greatest share seen,
const BEYOND_SEEN: f64 = 1.25;
/// nor, for a product never seen, beyond this share.
const NEW_CAP: f64 = 0.1;

/// Computes a plan. The same request and seed give the same plan, whatever the number of threads
/// and the order of the products.
///
/// # Errors
/// [`PlanError::Infeasible`] with the rows in conflict and the smallest change;
/// [`PlanError::Cancelled`].
pub fn solve(job: &Job, request: &PlanRequest) -> Result<PlanResult, PlanError> {
    job.check()?;
    let mut order: Vec<usize> = (0..request.products.len()).collect();
    order.sort_by(|a, b| request.products[*a].id.cmp(&request.products[*b].id));
    let mut sorted = request.clone();
    sorted.products = order.iter().map(|at| request.products[*at].clone()).collect();
    let mut result = solve_sorted(job, &mut sorted)?;
    // Back into the order of the request.
    let mut back = vec![0; order.len()];
    for (from, to) in order.iter().enumerate() {
        back[*to] = from;
    }
    result.items = back.iter().map(|at| result.items[*at].clone()).collect();
    result.detail.curves = back.iter().map(|at| result.detail.curves[*at].clone()).collect();
    Ok(result)
}

fn solve_sorted(job: &Job, request: &mut PlanRequest) -> Result<PlanResult, PlanError> {
    // The wishes as given come first, so that an error is about them.
    Limits::of(request)?;
    job.report("plan/learn", "", 0, 4);
    let knowledge = learn(request);
    let capped = cap_straight_lines(request, &knowledge.fitted);
    let limits = Limits::of(request)?;
    let curves: Vec<ValueCurve> = request
        .products
        .iter()
        .zip(&knowledge.fitted)
        .zip(&limits.bounds)
        .map(|((product, fitted), bounds)| curve(request, product, fitted, bounds.high))
        .collect();
    job.check()?;

    job.report("plan/split", "", 1, 4);
    let splits = Splits::find(request, &curves, &knowledge.fitted, &limits, job.seed)?;
    job.check()?;

    job.report("plan/simulate", "", 2, 4);
    let sources: Vec<Source<'_>> = request
        .products
        .iter()
        .zip(&knowledge.fitted)
        .map(|(product, fitted)| Source { id: &product.id, posterior: fitted.posterior })
        .collect();
    let draws =
        Draws::new(job.seed, request.uncertainty, &sources, &request.viewers, knowledge.spread);
    job.check()?;
    let shares = splits.shares(splits.method).to_vec();
    let totals = draws.totals(&curves, &shares, 1.0);
    let compared = splits.compare(request, &curves, &draws, &totals);
    job.check()?;

    job.report("plan/goal", "", 3, 4);
    let (goal, needs) = match request.goal {
        Some(goal) => {
            let aim = Aim {
                draws: &draws,
                curves: &curves,
                shares: &shares,
                totals: &totals,
                goal,
                viewers: request.viewers,
                uncertainty: request.uncertainty,
                most_seen: request.most_viewers_seen,
            };
            let (result, needs) = aim.result();
            (Some(result), needs)
        }
        None => (None, Vec::new()),
    };
    let solved = Solved {
        request,
        knowledge: &knowledge,
        limits: &limits,
        choice: splits.choice(),
        curves: &curves,
        draws: &draws,
        shares: &shares,
        by_worth: splits.method != Method::Equal,
        capped: &capped,
    };
    let items = items(&solved, &splits.explored(request));
    let detail = explain::detail(&solved, job.seed, &totals, needs);
    job.report("plan/goal", "", 4, 4);
    Ok(PlanResult {
        slots: run_down(request, &items),
        total: Total { expected: expected(&curves, &shares), interval: range80(&totals) },
        goal,
        method: splits.method,
        gain_over_equal: compared
            .iter()
            .find(|c| c.method == splits.method)
            .map_or(Gain { value: 0.0, interval: Interval::new(0.0, 0.0) }, |c| c.gain),
        compared,
        items,
        detail,
    })
}

/// Holds straight lines learnt from sessions near what has been seen, where nobody gave an upper
/// bound, and widens the caps together until they can hold a whole session. Returns who was capped.
fn cap_straight_lines(request: &mut PlanRequest, fitted: &[Fitted]) -> Vec<usize> {
    let open: Vec<usize> = (0..fitted.len())
        .filter(|at| {
            let product = &request.products[*at];
            product.cap_to_seen
                && product.lock_share.is_none()
                && matches!(fitted[*at].learnt, HowLearnt::StraightLine | HowLearnt::New)
        })
        .collect();
    let given: Vec<f64> = request.products.iter().map(|p| p.max_share).collect();
    let mut factor = 1.0;
    while factor < 1e3 {
        for at in &open {
            let seen = fitted[*at].seen_to.map_or(NEW_CAP, |s| BEYOND_SEEN * s);
            let least = request.products[*at].min_share.max(
                f64::from(request.products[*at].min_minutes.max(1)) / f64::from(request.minutes),
            );
            request.products[*at].max_share = (factor * seen).max(least).min(given[*at]);
        }
        if Limits::of(request).is_ok() {
            return open
                .into_iter()
                .filter(|at| request.products[*at].max_share < given[*at])
                .collect();
        }
        factor *= 1.25;
    }
    for at in &open {
        request.products[*at].max_share = given[*at];
    }
    Vec::new()
}

/// Value of one order in the objective's unit; `None` when a figure is missing.
pub fn weight(objective: Objective, product: &PlanProduct) -> Option<f64> {
    let kept = 1.0 - product.return_rate;
    match objective {
        Objective::Orders => Some(1.0),
        Objective::Gmv => product.price,
        Objective::Net => product.price.map(|price| price * kept),
        Objective::Profit => {
            product.margin.map(|margin| margin * kept - product.return_rate * product.return_cost)
        }
    }
}

fn curve(request: &PlanRequest, product: &PlanProduct, fitted: &Fitted, high: f64) -> ValueCurve {
    let value_per_order = weight(request.objective, product);
    let slope = fitted.rate * request.viewers.p50;
    let (slope, weight, counted) = match (&product.response, value_per_order) {
        // A stated curve gives the value; orders follow from the value of one, where it is known.
        (Response::Saturating { .. }, Some(w)) if w > 0.0 => (slope / w, w, true),
        (Response::Saturating { .. }, _) => (slope, 1.0, false),
        // The door has made sure that the figure is there.
        (_, w) => (slope, w.unwrap_or(0.0), true),
    };
    ValueCurve::new(slope, fitted.kappa, weight, counted, product.stock, high)
}

/// Expected value of a split, analytic, at the median viewers.
pub fn expected(curves: &[ValueCurve], shares: &[f64]) -> f64 {
    curves.iter().zip(shares).map(|(curve, share)| curve.value(*share)).sum()
}

/// The splits that are compared.
struct Splits {
    /// The one the plan uses.
    method: Method,
    best: Choice,
    even: Choice,
    averaged: Option<Vec<f64>>,
    all: Vec<(Method, Vec<f64>)>,
}

impl Splits {
    fn find(
        request: &PlanRequest,
        curves: &[ValueCurve],
        fitted: &[Fitted],
        limits: &Limits,
        seed: u64,
    ) -> Result<Self, Conflict> {
        let worths: Vec<Worth<'_>> = curves.iter().map(|c| Worth::Curve(c, 1.0)).collect();
        let best = choose(&worths, limits, request)?;
        let even = choose(&vec![Worth::Even; curves.len()], limits, request)?;
        let unsure = fitted.iter().any(|f| f.posterior.is_some());
        let part = request.explore;
        let average = |part: f64| averaged(curves, fitted, limits, &best, request, seed, part);
        let mean = average(part);
        let mixed: Vec<f64> = best
            .filled
            .shares
            .iter()
            .zip(&mean)
            .map(|(planned, explored)| (1.0 - part) * planned + part * explored)
            .collect();
        let mut all = vec![(Method::Water, mixed)];
        if unsure || request.method == Method::Explore {
            all.push((Method::Explore, average(1.0)));
        }
        if let Some(last) = last_split(&request.products) {
            all.push((Method::Last, last));
        }
        all.push((Method::Equal, even.filled.shares.clone()));
        Ok(Self {
            method: match request.method {
                Method::Auto | Method::Last => Method::Water,
                method => method,
            },
            best,
            even,
            averaged: (part > 0.0).then_some(mean),
            all,
        })
    }

    fn shares(&self, method: Method) -> &[f64] {
        self.all
            .iter()
            .find(|(m, _)| *m == method)
            .map_or(&self.best.filled.shares, |(_, shares)| shares)
    }

    fn choice(&self) -> &Choice {
        if self.method == Method::Equal { &self.even } else { &self.best }
    }

    /// The exploration part of every product's share.
    fn explored(&self, request: &PlanRequest) -> Vec<f64> {
        match (self.method, &self.averaged) {
            (Method::Explore, _) => self.shares(Method::Explore).to_vec(),
            (Method::Water, Some(mean)) => mean.iter().map(|s| request.explore * s).collect(),
            _ => vec![0.0; request.products.len()],
        }
    }

    fn compare(
        &self,
        request: &PlanRequest,
        curves: &[ValueCurve],
        draws: &Draws,
        totals: &[f64],
    ) -> Vec<Compared> {
        let equal = self.shares(Method::Equal);
        let (base, base_worths) = (expected(curves, equal), draws.worths(curves, equal));
        let mut compared: Vec<Compared> = self
            .all
            .iter()
            .map(|(method, shares)| {
                let value = expected(curves, shares);
                let same = shares.iter().zip(equal).all(|(a, b)| (a - b).abs() < SAME);
                let gain = if same {
                    Gain { value: 0.0, interval: Interval::new(0.0, 0.0) }
                } else {
                    let apart: Vec<f64> = draws
                        .worths(curves, shares)
                        .iter()
                        .zip(&base_worths)
                        .map(|(a, b)| a - b)
                        .collect();
                    Gain { value: value - base, interval: range80(&apart) }
                };
                Compared {
                    method: *method,
                    expected: value,
                    gain,
                    probability: request.goal.map(|goal| {
                        if *method == self.method {
                            probability(totals, goal)
                        } else {
                            probability(&draws.totals(curves, shares, 1.0), goal)
                        }
                    }),
                }
            })
            .collect();
        compared.sort_by(|a, b| b.expected.total_cmp(&a.expected));
        compared
    }
}

/// The last session's split over the products of the plan, scaled to sum to 1.
fn last_split(products: &[PlanProduct]) -> Option<Vec<f64>> {
    let shares: Vec<f64> = products.iter().map(|p| p.last_share.unwrap_or(0.0)).collect();
    let total: f64 = shares.iter().sum();
    (total > 0.0).then(|| shares.iter().map(|s| s / total).collect())
}

fn items(solved: &Solved<'_>, explored: &[f64]) -> Vec<Item> {
    let request = solved.request;
    let bounds: Vec<MinuteBounds> = request
        .products
        .iter()
        .map(|p| MinuteBounds {
            least: if p.lock_share.is_some() { 0 } else { p.min_minutes },
            most: p.max_minutes.unwrap_or(request.minutes).min(request.minutes),
        })
        .collect();
    let minutes = whole(solved.shares, &bounds, request.minutes);
    (0..request.products.len())
        .into_par_iter()
        .map(|at| {
            let (product, curve, share) =
                (&request.products[at], &solved.curves[at], solved.shares[at]);
            let values = solved.draws.product_values(at, curve, share, 1.0);
            Item {
                product_id: product.id.clone(),
                name: product.name.clone(),
                share,
                explore_share: if explored[at] > NOTHING { explored[at] } else { 0.0 },
                minutes: minutes[at],
                expected_orders: curve.counted.then(|| curve.sold(share, 1.0)),
                expected_value: curve.value(share),
                value_interval: range80(&values),
                marginal_per_percent: 0.01 * curve.marginal(share, 1.0),
                limit: solved.limit(at),
            }
        })
        .collect()
}

fn run_down(request: &PlanRequest, items: &[Item]) -> Vec<super::result::Slot> {
    let turns: Vec<Turn> = request
        .products
        .iter()
        .zip(items)
        .map(|(product, item)| Turn {
            id: product.id.clone(),
            role: product.role,
            minutes: item.minutes,
            per_minute: item.expected_value / f64::from(item.minutes.max(1)),
        })
        .collect();
    slots(&turns, request.block_minutes, &request.hosts)
}
