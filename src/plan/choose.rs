//! Which products are in: minimum minutes ("not at all or at least so long") and the number of
//! products, on top of the exact water-filling.
//!
//! Both make the problem combinatorial. Here one product at a time is raised or dropped, whichever
//! costs less after solving again; with no such wishes the water-filling stands as it is.

use super::bounds::{Bounds, Limits};
use super::error::Conflict;
use super::request::PlanRequest;
use super::water::{Filled, Row, Worth, fill, room};

/// A share below this counts as none.
pub const NOTHING: f64 = 1e-12;
/// Accuracy of the shares of the plan itself.
const EXACT: f64 = 1e-13;

/// The chosen split and the boxes it was found in.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Shares and prices.
    pub filled: Filled,
    /// The boxes with products dropped (`high` 0) and raised.
    pub bounds: Vec<Bounds>,
    /// Price of each product's least and greatest share, where the method gives them; else they
    /// follow from the slopes.
    pub limit_prices: Option<Vec<(f64, f64)>>,
}

/// Builds the rows of a problem from worths and boxes.
pub fn rows<'a>(worths: &[Worth<'a>], bounds: &[Bounds], limits: &Limits) -> Vec<Row<'a>> {
    worths
        .iter()
        .zip(bounds)
        .zip(&limits.group)
        .map(|((worth, b), group)| Row { worth: *worth, low: b.low, high: b.high, group: *group })
        .collect()
}

struct Problem<'a, 'b> {
    worths: &'b [Worth<'a>],
    limits: &'b Limits,
    caps: Vec<f64>,
}

impl Problem<'_, '_> {
    /// Solves within boxes; `None` when they cannot hold a whole session.
    fn solve(&self, bounds: &[Bounds]) -> Option<(Filled, f64)> {
        let rows = rows(self.worths, bounds, self.limits);
        let low: f64 = bounds.iter().map(|b| b.low).sum();
        let crowded = self.caps.iter().enumerate().any(|(group, cap)| {
            let least: f64 = rows.iter().filter(|r| r.group == Some(group)).map(|r| r.low).sum();
            least > cap + 1e-9
        });
        if low > 1.0 + 1e-9 || room(&rows, &self.caps) < 1.0 - 1e-9 || crowded {
            return None;
        }
        let filled = fill(&rows, &self.caps, 1.0, EXACT);
        let value = rows.iter().zip(&filled.shares).map(|(row, share)| row.value(*share)).sum();
        Some((filled, value))
    }
}

/// Finds the best split within all limits.
pub fn choose(
    worths: &[Worth<'_>],
    limits: &Limits,
    request: &PlanRequest,
) -> Result<Choice, Conflict> {
    let problem = Problem { worths, limits, caps: limits.cap_values() };
    let mut bounds = limits.bounds.clone();
    let too_small = |bounds: &[Bounds]| Conflict::ProductsTooSmall {
        max_products: request.max_products,
        total: room(&rows(worths, bounds, limits), &problem.caps),
    };
    let Some((mut filled, _)) = problem.solve(&bounds) else {
        return Err(too_small(&bounds));
    };
    // Each round settles at least one product for good.
    for _ in 0..3 * bounds.len() + 3 {
        if let Some(at) = too_short(&filled, &bounds) {
            (filled, bounds) = raise_or_drop(&problem, &bounds, at)
                .ok_or_else(|| minutes_conflict(request, at))?;
            continue;
        }
        let count = filled.shares.iter().filter(|s| **s > NOTHING).count();
        if count > request.max_products {
            (filled, bounds) =
                drop_least(&problem, &bounds, &filled).ok_or_else(|| too_small(&bounds))?;
        } else if count < request.min_products {
            match add_best(&problem, &bounds, &filled, request) {
                Some(next) => (filled, bounds) = next,
                None => break,
            }
        } else {
            break;
        }
    }
    Ok(Choice { filled, bounds, limit_prices: None })
}

fn minutes_conflict(request: &PlanRequest, at: usize) -> Conflict {
    Conflict::MinutesOver {
        rows: vec![request.products[at].id.clone()],
        need: request.products[at].min_minutes,
        session: request.minutes,
    }
}

/// The product that is furthest below its minimum minutes.
fn too_short(filled: &Filled, bounds: &[Bounds]) -> Option<usize> {
    let part = |at: usize| filled.shares[at] / bounds[at].least_in;
    (0..bounds.len())
        .filter(|at| {
            let share = filled.shares[*at];
            share > NOTHING && share < bounds[*at].least_in - 1e-9
        })
        .min_by(|a, b| part(*a).total_cmp(&part(*b)))
}

fn dropped(bounds: &[Bounds], at: usize) -> Vec<Bounds> {
    let mut next = bounds.to_vec();
    next[at].low = 0.0;
    next[at].high = 0.0;
    next
}

fn raised(bounds: &[Bounds], at: usize, low: f64) -> Vec<Bounds> {
    let mut next = bounds.to_vec();
    next[at].low = low.min(next[at].high);
    next[at].low_by = super::result::Limit::MinMinutes;
    next
}

fn raise_or_drop(
    problem: &Problem<'_, '_>,
    bounds: &[Bounds],
    at: usize,
) -> Option<(Filled, Vec<Bounds>)> {
    let up = raised(bounds, at, bounds[at].least_in);
    let out = dropped(bounds, at);
    match (problem.solve(&up), problem.solve(&out)) {
        (Some(a), Some(b)) if a.1 > b.1 => Some((a.0, up)),
        (_, Some(b)) => Some((b.0, out)),
        (Some(a), None) => Some((a.0, up)),
        (None, None) => None,
    }
}

/// Drops the product whose value exceeds the price of its share the least.
fn drop_least(
    problem: &Problem<'_, '_>,
    bounds: &[Bounds],
    filled: &Filled,
) -> Option<(Filled, Vec<Bounds>)> {
    let rows = rows(problem.worths, bounds, problem.limits);
    let surplus = |at: usize| {
        let share = filled.shares[at];
        rows[at].value(share) - filled.lambda * share
    };
    let mut candidates: Vec<usize> = (0..rows.len())
        .filter(|at| filled.shares[*at] > NOTHING && !problem.limits.bounds[*at].required())
        .collect();
    candidates.sort_by(|a, b| surplus(*a).total_cmp(&surplus(*b)));
    candidates.into_iter().find_map(|at| {
        let next = dropped(bounds, at);
        problem.solve(&next).map(|(filled, _)| (filled, next))
    })
}

/// Brings in the product that loses least against the price of share.
fn add_best(
    problem: &Problem<'_, '_>,
    bounds: &[Bounds],
    filled: &Filled,
    request: &PlanRequest,
) -> Option<(Filled, Vec<Bounds>)> {
    let least = |at: usize| bounds[at].least_in.max(1.0 / f64::from(request.minutes));
    let rows = rows(problem.worths, bounds, problem.limits);
    let mut candidates: Vec<usize> = (0..rows.len())
        .filter(|at| filled.shares[*at] <= NOTHING && bounds[*at].high >= least(*at))
        .collect();
    let surplus = |at: usize| rows[at].value(least(at)) - filled.lambda * least(at);
    candidates.sort_by(|a, b| surplus(*b).total_cmp(&surplus(*a)));
    candidates.into_iter().find_map(|at| {
        let next = raised(bounds, at, least(at));
        problem.solve(&next).map(|(filled, _)| (filled, next))
    })
}
