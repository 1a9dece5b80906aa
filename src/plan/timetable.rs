//! From a request to the whole-minute programme and back: what is locked stands aside, the rest of
//! the session is cut into minutes, limits are rounded inwards.

use super::bounds::{Bounds, Limits};
use super::choose::{Choice, NOTHING};
use super::curve::ValueCurve;
use super::knapsack::{Frame, Item, Search, Timetable, best};
use super::request::PlanRequest;
use super::result::Limit;
use super::result_how::Unable;
use super::water::Filled;
use crate::domain::{Cancelled, Job};

/// Rounding of stated shares that counts as a whole minute.
const CLOSE: f64 = 1e-9;

/// The best whole minutes with the limits as the grid of minutes sees them.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// Shares, prices and boxes.
    pub choice: Choice,
    /// Limits rounded inwards to whole minutes.
    pub limits: Limits,
}

/// The session without what is locked.
struct Grid {
    /// Minutes given out by the programme.
    minutes: usize,
    /// Share of one of them.
    unit: f64,
}

impl Grid {
    fn of(limits: &Limits, request: &PlanRequest) -> Self {
        let locked: f64 = locks(limits).map(|at| limits.bounds[at].low).sum();
        let rest = (1.0 - locked).max(0.0);
        // A locked share need not be a whole number of minutes: the rest is then cut into minutes
        // that are longer by a trifle, so that minimum minutes still hold.
        let minutes = (rest * f64::from(request.minutes) + CLOSE).floor() as usize;
        Self { minutes, unit: if minutes > 0 { rest / minutes as f64 } else { 0.0 } }
    }

    fn up(&self, share: f64) -> usize {
        (share / self.unit - CLOSE).ceil().max(0.0) as usize
    }

    fn down(&self, share: f64) -> usize {
        (share / self.unit + CLOSE).floor().max(0.0) as usize
    }
}

fn locks(limits: &Limits) -> impl Iterator<Item = usize> {
    (0..limits.bounds.len()).filter(|at| limits.bounds[*at].low_by == Limit::Lock)
}

/// Finds the best whole minutes.
pub fn timetable(
    job: &Job,
    curves: &[ValueCurve],
    limits: &Limits,
    request: &PlanRequest,
) -> Result<Result<Minutes, Unable>, Cancelled> {
    let grid = Grid::of(limits, request);
    if grid.minutes == 0 {
        return Ok(Err(Unable::WholeMinutes));
    }
    let (items, at_item) = items(curves, limits, &grid);
    let frame = frame(limits, request, &grid);
    let found = match best(job, &items, &frame)? {
        Search::Found(found) => found,
        Search::None => return Ok(Err(Unable::WholeMinutes)),
        Search::TooLarge => return Ok(Err(Unable::TooLarge)),
    };
    let mut shares: Vec<f64> = limits.bounds.iter().map(|b| b.low).collect();
    for (item, minutes) in at_item.iter().zip(&found.minutes) {
        shares[*item] = grid.unit * *minutes as f64;
    }
    let cap_price = cap_prices(job, &items, &frame, &found, &grid)?;
    let lambda = found.last_minute.map_or(0.0, |value| value / grid.unit);
    let rounded = rounded(limits, &grid);
    let bounds = boxes(&rounded, curves, &shares, lambda);
    Ok(Ok(Minutes {
        choice: Choice { filled: Filled { shares, lambda, cap_price }, bounds, limit_prices: None },
        limits: rounded,
    }))
}

/// What may be had, and which product each item is.
fn items(curves: &[ValueCurve], limits: &Limits, grid: &Grid) -> (Vec<Item>, Vec<usize>) {
    let free: Vec<usize> =
        (0..curves.len()).filter(|at| limits.bounds[*at].low_by != Limit::Lock).collect();
    let items = free
        .iter()
        .map(|at| {
            let bounds = &limits.bounds[*at];
            let low = grid.up(bounds.low.max(bounds.least_in)).max(1);
            let high = grid.down(bounds.high).min(grid.minutes);
            let value = |m: usize| curves[*at].quick_value(grid.unit * m as f64, 1.0);
            Item {
                none: (!bounds.required()).then_some(0.0),
                low,
                values: (low..=high).map(value).collect(),
                group: limits.group[*at],
            }
        })
        .collect();
    (items, free)
}

fn frame(limits: &Limits, request: &PlanRequest, grid: &Grid) -> Frame {
    let locked_in = locks(limits).filter(|at| limits.bounds[*at].low > NOTHING).count();
    let caps = limits
        .caps
        .iter()
        .enumerate()
        .map(|(group, (_, cap))| {
            let inside: f64 = locks(limits)
                .filter(|at| limits.group[*at] == Some(group))
                .map(|at| limits.bounds[at].low)
                .sum();
            grid.down((cap - inside).max(0.0))
        })
        .collect();
    Frame {
        minutes: grid.minutes,
        caps,
        least: request.min_products.saturating_sub(locked_in),
        most: request.max_products.saturating_sub(locked_in),
    }
}

/// What a minute more of each cap that is used up would bring, per unit of share.
fn cap_prices(
    job: &Job,
    items: &[Item],
    frame: &Frame,
    found: &Timetable,
    grid: &Grid,
) -> Result<Vec<f64>, Cancelled> {
    (0..frame.caps.len())
        .map(|group| {
            let inside = items.iter().zip(&found.minutes).filter(|(i, _)| i.group == Some(group));
            if inside.map(|(_, minutes)| minutes).sum::<usize>() < frame.caps[group] {
                return Ok(0.0);
            }
            let mut wider = frame.clone();
            wider.caps[group] += 1;
            Ok(match best(job, items, &wider)? {
                Search::Found(more) => ((more.value - found.value) / grid.unit).max(0.0),
                _ => 0.0,
            })
        })
        .collect()
}

/// Limits as the grid sees them: what stands at the last whole minute stands at its limit.
fn rounded(limits: &Limits, grid: &Grid) -> Limits {
    let bounds = limits
        .bounds
        .iter()
        .map(|b| {
            if b.low_by == Limit::Lock {
                return *b;
            }
            Bounds {
                low: if b.required() { grid.unit * grid.up(b.low).max(1) as f64 } else { 0.0 },
                high: if b.high < 1.0 { grid.unit * grid.down(b.high) as f64 } else { b.high },
                ..*b
            }
        })
        .collect();
    Limits { bounds, ..limits.clone() }
}

/// The boxes that explain the split: what is in has its minimum minutes as a lower bound; what is
/// out although its first bit would pay is out because of them.
fn boxes(limits: &Limits, curves: &[ValueCurve], shares: &[f64], lambda: f64) -> Vec<Bounds> {
    limits
        .bounds
        .iter()
        .enumerate()
        .map(|(at, b)| {
            if b.low_by == Limit::Lock {
                *b
            } else if shares[at] > NOTHING && b.least_in > b.low {
                Bounds { low: b.least_in, low_by: Limit::MinMinutes, ..*b }
            } else if shares[at] <= NOTHING && curves[at].marginal(0.0, 1.0) > lambda {
                Bounds { low: 0.0, high: 0.0, ..*b }
            } else {
                *b
            }
        })
        .collect()
}
