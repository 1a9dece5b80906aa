//! The linear program as a method: relaxed first, then with the products in that the programme in
//! minutes found, its floor corrected until ten thousand draws with luck agree.

use super::bounds::{Bounds, Limits};
use super::choose::{Choice, NOTHING};
use super::error::PlanError;
use super::linear::NoOptimum;
use super::lp::{Answer, Question, Worst};
use super::methods::{Explorer, Ground};
use super::request::PlanRequest;
use super::result::{Limit, Note};
use super::result_how::Unable;
use super::risk::{scenarios, worst_average};
use super::water::Filled;
use crate::domain::Job;

/// Corrections of what is asked of the scenarios.
const CORRECTIONS: usize = 8;
/// A floor is met closely when no more than this part of it lies above.
const CLOSELY: f64 = 0.005;

/// What the linear program found.
#[derive(Clone, Debug)]
pub struct Linear {
    /// Planned shares with their prices.
    pub choice: Choice,
    /// Final shares, exploration included.
    pub shares: Vec<f64>,
    /// The exploration part of each.
    pub explored: Vec<f64>,
    /// What one less of the floor would bring.
    pub floor_price: f64,
    /// What a person should know about it.
    pub note: Option<Note>,
}

struct Search<'a> {
    ground: Ground<'a>,
    near: &'a [f64],
    support: &'a Choice,
    scenarios: Vec<Vec<f64>>,
}

/// Finds the split. `near` is where to look first, `support` says which products may be in when
/// minimum minutes or numbers of products leave the linear world.
pub fn find(
    job: &Job,
    ground: Ground<'_>,
    explorer: &mut Explorer<'_>,
    near: &Choice,
    support: &Choice,
) -> Result<Result<Linear, Unable>, PlanError> {
    let near = &near.filled.shares;
    let scenarios = match ground.request.risk {
        Some(_) => scenarios(ground.draws, ground.curves, near),
        None => Vec::new(),
    };
    let search = Search { ground, near, support, scenarios };
    let weight = ground.request.risk.map_or(0.0, |risk| risk.weight);
    let Some((floor, part)) = ground.request.risk.and_then(|r| r.floor.map(|f| (f, r.worst)))
    else {
        let found = search.answer(None, weight);
        return Ok(found.map(|f| search.linear(f, explorer)).map_err(|_| Unable::Numbers));
    };
    let average = |linear: &Linear| {
        worst_average(&ground.draws.totals(ground.curves, &linear.shares, 1.0), part)
    };
    // The scenarios leave out luck and exploration, so what is asked of them is moved until the
    // draws meet the floor closely: first beyond what is missing, then by halves.
    let mut asked = floor;
    let (mut fails, mut holds): (Option<f64>, Option<(f64, Linear)>) = (None, None);
    // What is asked for each that is missed, by the last two tries.
    let mut step = Step::default();
    let mut nearest: Option<(f64, Linear)> = None;
    for _ in 0..CORRECTIONS {
        job.check()?;
        let above = match search.answer(Some(asked), weight) {
            Ok(found) => {
                let linear = search.linear(found, explorer);
                let above = average(&linear) - floor;
                if above >= -1e-9 * floor.abs() {
                    let binds = linear.floor_price > 1e-6;
                    holds = Some((asked, linear));
                    if !binds || above <= CLOSELY * floor.abs() {
                        break;
                    }
                } else {
                    fails = Some(asked);
                    step.missed(asked, above);
                    keep_better(&mut nearest, above, linear);
                }
                above
            }
            // More than the scenarios can give: a little less.
            Err(NoOptimum::Infeasible) if fails.is_some() => 0.0,
            Err(NoOptimum::Infeasible) => break,
            Err(_) => return Ok(Err(Unable::Numbers)),
        };
        asked = match (fails, &holds) {
            (Some(low), Some((high, _))) => 0.5 * (low + high),
            (Some(low), None) if above < 0.0 => step.beyond(low, above),
            (Some(low), None) => 0.5 * (low + asked),
            (None, _) => asked - 1.1 * above,
        };
    }
    if let Some((_, linear)) = holds {
        return Ok(Ok(linear));
    }
    // Nothing reached it: what comes closest is judged by the caller.
    match search.answer(None, 1.0) {
        Ok(found) => {
            let linear = search.linear(found, explorer);
            let above = average(&linear) - floor;
            keep_better(&mut nearest, above, linear);
        }
        Err(_) if nearest.is_none() => return Ok(Err(Unable::Numbers)),
        Err(_) => {}
    }
    Ok(nearest.map(|(_, linear)| linear).ok_or(Unable::Numbers))
}

/// The way to a floor that is missed: luck and what saturates give less than is asked for, so that
/// steps as long as what is missed would come close for ever and never arrive.
#[derive(Default)]
struct Step {
    last: Option<(f64, f64)>,
    per_missed: f64,
}

impl Step {
    fn missed(&mut self, asked: f64, above: f64) {
        if let Some((before, then)) = self.last.replace((asked, above))
            && above > then
        {
            self.per_missed = (asked - before) / (above - then);
        }
    }

    /// A little further than the last two tries point.
    fn beyond(&self, asked: f64, above: f64) -> f64 {
        asked - 1.2 * self.per_missed.max(1.0) * above
    }
}

fn keep_better(best: &mut Option<(f64, Linear)>, worth: f64, linear: Linear) {
    if best.as_ref().is_none_or(|(known, _)| worth > *known) {
        *best = Some((worth, linear));
    }
}

impl Search<'_> {
    /// Relaxed; then, if that breaks what is no row, with the products in of the support.
    fn answer(
        &self,
        floor: Option<f64>,
        weight: f64,
    ) -> Result<(Answer, Vec<Bounds>, bool), NoOptimum> {
        let Ground { request, limits, .. } = self.ground;
        let relaxed = self.within(&limits.bounds, floor, weight)?;
        if in_or_out_holds(&relaxed.shares, limits, request) {
            return Ok((relaxed, limits.bounds.clone(), false));
        }
        let bounds = self.supported();
        let answer = self.within(&bounds, floor, weight)?;
        Ok((answer, bounds, true))
    }

    fn within(
        &self,
        bounds: &[Bounds],
        floor: Option<f64>,
        weight: f64,
    ) -> Result<Answer, NoOptimum> {
        let Ground { request, curves, limits, .. } = self.ground;
        Question {
            curves,
            bounds,
            group: &limits.group,
            caps: &limits.cap_values(),
            worst: request.risk.map(|risk| Worst {
                scenarios: &self.scenarios,
                part: risk.worst,
                floor,
                weight,
            }),
            near: self.near,
        }
        .answer()
    }

    fn supported(&self) -> Vec<Bounds> {
        self.ground
            .limits
            .bounds
            .iter()
            .zip(&self.support.filled.shares)
            .map(|(b, share)| {
                if b.low_by == Limit::Lock {
                    *b
                } else if *share <= NOTHING {
                    Bounds { low: 0.0, high: 0.0, ..*b }
                } else if b.least_in > b.low {
                    Bounds { low: b.least_in.min(*share), low_by: Limit::MinMinutes, ..*b }
                } else {
                    *b
                }
            })
            .collect()
    }

    fn linear(
        &self,
        (answer, bounds, supported): (Answer, Vec<Bounds>, bool),
        explorer: &mut Explorer<'_>,
    ) -> Linear {
        let Answer { shares, lambda, cap_price, limit_prices, floor_price } = answer;
        let choice = Choice {
            filled: Filled { shares, lambda, cap_price: settled(cap_price, lambda) },
            bounds,
            limit_prices: Some(limit_prices),
        };
        let (shares, explored) = explorer.mix(&choice);
        Linear {
            choice,
            shares,
            explored,
            floor_price,
            note: supported.then_some(Note::ChosenInMinutes),
        }
    }
}

/// An interior point leaves prices of a billionth where nothing binds.
fn settled(prices: Vec<f64>, lambda: f64) -> Vec<f64> {
    prices.into_iter().map(|p| if p > 1e-6 * lambda.abs() { p } else { 0.0 }).collect()
}

/// Minimum minutes and numbers of products.
fn in_or_out_holds(shares: &[f64], limits: &Limits, request: &PlanRequest) -> bool {
    let count = shares.iter().filter(|share| **share > NOTHING).count();
    (request.min_products..=request.max_products).contains(&count)
        && shares
            .iter()
            .zip(&limits.bounds)
            .all(|(share, b)| *share <= NOTHING || *share >= b.least_in - 1e-9)
}
