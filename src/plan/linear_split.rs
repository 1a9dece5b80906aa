//! The linear program as a method: relaxed first, then with the products in that the programme in
//! minutes found; a floor for the worst sessions holds in the ten thousand draws with luck.

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
use super::solve::expected;
use super::water::Filled;
use crate::domain::Job;

/// A floor is met closely when no more than this part of it lies above.
const CLOSELY: f64 = 0.002;
/// Steps between a split that misses the floor and one that holds it, at most.
const STEPS: usize = 12;
/// Steps end when no more than this part of what lies between the two is held above the floor.
const CLOSE: f64 = 1e-3;

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
    let average =
        |shares: &[f64]| worst_average(&ground.draws.totals(ground.curves, shares, 1.0), part);
    let holds = |above: f64| above >= -1e-9 * floor.abs();
    // The scenarios are few and leave out luck and exploration: what they promise is measured in
    // the draws. Without the floor; with it; as safe as can be.
    let (mut misses, mut safe): (Option<(f64, Linear)>, Option<(f64, Linear)>) = (None, None);
    for (asked, weight) in [(None, weight), (Some(floor), weight), (None, 1.0)] {
        job.check()?;
        let linear = match search.answer(asked, weight) {
            Ok(found) => search.linear(found, explorer),
            // More than the scenarios can give; the draws may still.
            Err(NoOptimum::Infeasible) if asked.is_some() => continue,
            Err(_) => return Ok(Err(Unable::Numbers)),
        };
        let above = average(&linear.shares) - floor;
        if holds(above) {
            let closely = above <= CLOSELY * floor.abs();
            // Nothing is given up by the split that does not ask for the floor.
            let free = asked.is_none() && misses.is_none();
            safe = Some((above, linear));
            if closely || free {
                break;
            }
        } else {
            keep_better(&mut misses, above, linear);
        }
    }
    Ok(Ok(match (misses, safe) {
        (Some(misses), Some(safe)) => {
            search.between(misses, safe, explorer, &|shares| average(shares) - floor)
        }
        (None, Some((_, linear))) | (Some((_, linear)), None) => linear,
        (None, None) => return Ok(Err(Unable::Numbers)),
    }))
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
        let relaxed = self.within(&limits.bounds, self.near, floor, weight)?;
        if in_or_out_holds(&relaxed.shares, limits, request) {
            return Ok((relaxed, limits.bounds.clone(), false));
        }
        let bounds = self.supported();
        let near: Vec<f64> =
            relaxed.shares.iter().zip(&bounds).map(|(s, b)| s.clamp(b.low, b.high)).collect();
        let answer = self.within(&bounds, &near, floor, weight)?;
        Ok((answer, bounds, true))
    }

    fn within(
        &self,
        bounds: &[Bounds],
        near: &[f64],
        floor: Option<f64>,
        weight: f64,
    ) -> Result<Answer, NoOptimum> {
        let Ground { request, curves, limits, .. } = self.ground;
        Question {
            curves,
            bounds,
            group: &limits.group,
            caps: &limits.cap_values(),
            worst: request.risk.filter(|_| floor.is_some() || weight > 0.0).map(|risk| Worst {
                scenarios: &self.scenarios,
                part: risk.worst,
                floor,
                weight,
            }),
            near,
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

    /// The split between one that misses the floor and one that holds it, as near to the first as
    /// the draws allow: every split between two keeps the rows that both keep. The floor's price is
    /// what the two give up for what they gain.
    fn between(
        &self,
        (short, misses): (f64, Linear),
        (spare, safe): (f64, Linear),
        explorer: &mut Explorer<'_>,
        above: &dyn Fn(&[f64]) -> f64,
    ) -> Linear {
        let value = |linear: &Linear| expected(self.ground.curves, &linear.shares);
        let floor_price = ((value(&misses) - value(&safe)) / (spare - short)).max(0.0);
        let mut held = Linear { floor_price, ..safe.clone() };
        if misses.note != safe.note {
            return held;
        }
        let (from, to) = (&misses.choice.filled.shares, &safe.choice.filled.shares);
        // What the worst sessions bring bends down between the two, so a straight line from one
        // to the other lies below it and meets the floor on the side that holds.
        let (mut low, mut high) = ((0.0, short), (1.0, spare));
        for step in 0..STEPS {
            let part = match step % 3 {
                2 => 0.5 * (low.0 + high.0),
                _ => low.0 + (high.0 - low.0) * -low.1 / (high.1 - low.1),
            };
            let mut choice = safe.choice.clone();
            choice.filled.shares = from.iter().zip(to).map(|(a, b)| a + part * (b - a)).collect();
            let (shares, explored) = explorer.mix(&choice);
            let over = above(&shares);
            if over < 0.0 {
                low = (part, over);
                continue;
            }
            high = (part, over);
            held = Linear { choice, shares, explored, ..held };
            if over <= CLOSE * (spare - short) {
                break;
            }
        }
        held
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
