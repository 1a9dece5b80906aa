//! From a checked request to a finished plan: learn, split, explore, simulate, explain.

use rayon::prelude::*;

use super::bounds::Limits;
use super::choose::NOTHING;
use super::curve::ValueCurve;
use super::error::PlanError;
use super::explain::{self, Solved};
use super::given::Given;
use super::goal::Aim;
use super::host::{self, HostRates};
use super::lay::laid_minutes;
use super::methods::{Ground, Splits};
use super::minutes::{MinuteBounds, whole};
use super::request::{Method, Objective, PlanProduct, PlanRequest, Response};
use super::response::{Fitted, learn};
use super::result::{Gain, HowLearnt, Item, PlanResult, Slot, Total};
use super::result_how::{Loss, WorstSessions};
use super::risk::worst_average;
use super::rundown::{Turn, slots};
use super::simulate::{Draws, Source, range80};
use super::stages::Way;
use crate::domain::{Interval, Job};

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
    result.detail.given = Some(Given::of(request, &result));
    Ok(result)
}

fn solve_sorted(job: &Job, request: &mut PlanRequest) -> Result<PlanResult, PlanError> {
    // The wishes as given come first, so that an error is about them.
    Limits::of(request)?;
    job.report("plan/learn", "", 0, 4);
    let mut knowledge = learn(request);
    let rates = HostRates::learn(request, &knowledge);
    rates.apply(&mut knowledge.fitted);
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

    job.report("plan/simulate", "", 1, 4);
    let sources: Vec<Source<'_>> = request
        .products
        .iter()
        .zip(&knowledge.fitted)
        .map(|(product, fitted)| Source { id: &product.id, posterior: fitted.posterior })
        .collect();
    let draws = Draws::new(
        job.seed,
        request.uncertainty,
        &sources,
        &request.viewers,
        knowledge.spread,
        request.wider_by(),
    );
    job.check()?;

    job.report("plan/split", "", 2, 4);
    let ground = Ground {
        request,
        curves: &curves,
        fitted: &knowledge.fitted,
        limits: &limits,
        draws: &draws,
        seed: job.seed,
    };
    let mut splits = Splits::find(job, ground)?;
    let hosts = host::Ground { request, fitted: &knowledge.fitted, curves: &curves, rates: &rates };
    let by_hand = (!request.laid.is_empty()).then(|| {
        let own = own_run_down(hosts, &splits.chosen().shares);
        splits.lay(ground, own)
    });
    let plan = splits.chosen();
    let shares = plan.shares.clone();
    let slots = match &by_hand {
        Some(_) => request.laid.clone(),
        None => own_run_down(hosts, &shares),
    };
    // From here on with who presents what; until here everybody had an equal part.
    let most = limits.bounds.iter().map(|bounds| bounds.high);
    let presented = host::presented(hosts, &slots, most);
    let totals = draws.totals(&presented, &shares, 1.0);
    let compared = splits.compare(Ground { curves: &presented, ..ground }, &totals);
    job.check()?;

    job.report("plan/goal", "", 3, 4);
    let (goal, needs) = match request.goal {
        Some(goal) => {
            let aim = Aim {
                draws: &draws,
                curves: &presented,
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
    let basis = &plan.basis;
    let solved = Solved {
        request,
        knowledge: &knowledge,
        limits: &basis.limits,
        choice: &basis.choice,
        curves: &curves,
        presented: &presented,
        draws: &draws,
        shares: &shares,
        by_worth: plan.method != Method::Equal,
        capped: &capped,
        floor_price: basis.floor_price,
        in_minutes: plan.method == Method::Dp,
    };
    let minutes: Vec<u32> = match &by_hand {
        Some(_) => request.products.iter().map(|p| laid_minutes(&request.laid, &p.id)).collect(),
        None => whole(&shares, &minute_bounds(request), request.minutes),
    };
    let items = items(&solved, &plan.explored, &minutes);
    let mut detail = explain::detail(&solved, job.seed, &totals, needs);
    detail.notes.extend(splits.notes.iter().cloned());
    detail.chosen = Some(splits.why);
    detail.hosts = host::apart(hosts, &shares, &slots, job.seed);
    detail.notes.extend(detail.hosts.iter().flat_map(|split| split.floors_missed(request)));
    detail.by_hand = by_hand;
    detail.loss = Some(loss(&presented, &limits, &shares, &splits));
    detail.worst = request.risk.map(|risk| WorstSessions {
        worst: risk.worst,
        average: worst_average(&totals, risk.worst),
        floor: risk.floor,
    });
    detail.playbook = request.goal.and_then(|goal| {
        let common = draws.common();
        let way = Way {
            request,
            curves: &presented,
            bounds: &limits.bounds,
            items: &items,
            slots: &slots,
            common,
            goal,
        };
        way.playbook()
    });
    job.report("plan/goal", "", 4, 4);
    Ok(PlanResult {
        slots,
        total: Total { expected: expected(&presented, &shares), interval: range80(&totals) },
        goal,
        method: plan.method,
        gain_over_equal: compared
            .iter()
            .find(|c| c.method == plan.method)
            .map_or(Gain { value: 0.0, interval: Interval::new(0.0, 0.0) }, |c| c.gain),
        compared,
        items,
        detail,
    })
}

/// The plan as a loss against every product having the whole session to itself.
fn loss(curves: &[ValueCurve], limits: &Limits, shares: &[f64], splits: &Splits) -> Loss {
    // What cannot be in could bring nothing.
    let ceiling: f64 = curves
        .iter()
        .zip(&limits.bounds)
        .filter(|(_, b)| b.high > 0.0)
        .map(|(curve, _)| curve.value(1.0).max(0.0))
        .sum();
    let equal = splits
        .all
        .iter()
        .find(|split| split.method == Method::Equal)
        .map_or(shares, |split| &split.shares);
    Loss {
        ceiling,
        expected: ceiling - expected(curves, shares),
        equal: ceiling - expected(curves, equal),
    }
}

/// Holds straight lines learnt from sessions near what has been seen, where nobody gave an upper
/// bound, and widens the caps together until they can hold a whole session. Returns who was capped.
pub(super) fn cap_straight_lines(request: &mut PlanRequest, fitted: &[Fitted]) -> Vec<usize> {
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

/// The value of a product's share in the objective's unit, up to a share of `high`.
pub(super) fn curve(
    request: &PlanRequest,
    product: &PlanProduct,
    fitted: &Fitted,
    high: f64,
) -> ValueCurve {
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

/// Least and most minutes of every product that is in.
pub(super) fn minute_bounds(request: &PlanRequest) -> Vec<MinuteBounds> {
    request
        .products
        .iter()
        .map(|p| MinuteBounds {
            least: if p.lock_share.is_some() { 0 } else { p.min_minutes },
            most: p.max_minutes.unwrap_or(request.minutes).min(request.minutes),
        })
        .collect()
}

fn items(solved: &Solved<'_>, explored: &[f64], minutes: &[u32]) -> Vec<Item> {
    let request = solved.request;
    (0..request.products.len())
        .into_par_iter()
        .map(|at| {
            let (product, curve, share) =
                (&request.products[at], &solved.presented[at], solved.shares[at]);
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
                // Another percent would be everybody's alike.
                marginal_per_percent: 0.01 * solved.curves[at].marginal(share, 1.0),
                limit: solved.limit(at),
            }
        })
        .collect()
}

/// The run-down that a plan makes of shares.
fn own_run_down(ground: host::Ground<'_>, shares: &[f64]) -> Vec<Slot> {
    let host::Ground { request, curves, .. } = ground;
    let minutes = whole(shares, &minute_bounds(request), request.minutes);
    let turns: Vec<Turn> = (0..shares.len())
        .map(|at| Turn {
            id: request.products[at].id.clone(),
            role: request.products[at].role,
            minutes: minutes[at],
            per_minute: curves[at].value(shares[at]) / f64::from(minutes[at].max(1)),
        })
        .collect();
    host::give(ground, shares, slots(&turns, request.block_minutes))
}
