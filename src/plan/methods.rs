//! The methods side by side: each finds its split, the best that keeps every limit is the plan.

use super::bounds::Limits;
use super::choose::{Choice, NOTHING, choose};
use super::crowd::Crowd;
use super::curve::ValueCurve;
use super::error::{Conflict, PlanError};
use super::explore::averaged;
use super::goal::probability;
use super::knapsack::steps;
use super::lay::shares_by_hand;
use super::linear_split::{self, Linear};
use super::request::{Method, PlanProduct, PlanRequest};
use super::response::Fitted;
use super::result::{ByHand, Compared, Gain, Note, Slot};
use super::result_how::{Chosen, Unable};
use super::risk::worst_average;
use super::simulate::{Draws, range80};
use super::solve::expected;
use super::timetable::timetable;
use super::water::Worth;
use crate::domain::{Interval, Job};

/// Accuracy below which two splits are the same.
const SAME: f64 = 1e-9;
/// A method is better only by more than this part of the value: what tables are off by is no gain.
const BETTER: f64 = 1e-6;
/// The programme in whole minutes stands beside the others up to so many steps, a few hundredths of
/// a second; beyond, only when it is asked for.
const QUICK_STEPS: usize = 60_000_000;
/// The linear program without risk, as the programme in minutes, up to so many products.
const QUICK_PRODUCTS: usize = 60;

/// What all methods work on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The request, products by id.
    pub request: &'a PlanRequest,
    /// Values.
    pub curves: &'a [ValueCurve],
    /// What was learnt.
    pub fitted: &'a [Fitted],
    /// Limits.
    pub limits: &'a Limits,
    /// Draws.
    pub draws: &'a Draws,
    /// Seed of the exploration.
    pub seed: u64,
}

impl Ground<'_> {
    /// Average of a split's worst sessions, where the request asks something of them.
    fn worst(&self, shares: &[f64]) -> Option<f64> {
        let risk = self.request.risk?;
        Some(worst_average(&self.draws.totals(self.curves, shares, 1.0), risk.worst))
    }
}

/// Where a split comes from: what explains it.
#[derive(Clone, Debug)]
pub struct Basis {
    /// Planned shares (exploration left aside), prices and final boxes.
    pub choice: Choice,
    /// Limits as the method sees them.
    pub limits: Limits,
    /// What one less of the floor of the worst sessions would bring.
    pub floor_price: f64,
    /// What a person should know about it.
    pub note: Option<Note>,
}

/// One method's split.
#[derive(Clone, Debug)]
pub struct Split {
    /// Method.
    pub method: Method,
    /// Final shares.
    pub shares: Vec<f64>,
    /// The exploration part of each.
    pub explored: Vec<f64>,
    /// Where it comes from; for the last session's split, which is no plan, the equal one.
    pub basis: Basis,
}

/// Mixes exploration into a plan; plans with the same products in share their averaged plan.
pub struct Explorer<'a> {
    ground: Ground<'a>,
    known: Vec<(Vec<bool>, Vec<f64>)>,
}

impl Explorer<'_> {
    /// The final shares and the exploration part of each.
    pub fn mix(&mut self, choice: &Choice) -> (Vec<f64>, Vec<f64>) {
        let part = self.ground.request.explore;
        let planned = &choice.filled.shares;
        if part <= 0.0 {
            return (planned.clone(), vec![0.0; planned.len()]);
        }
        let support: Vec<bool> = planned.iter().map(|share| *share > NOTHING).collect();
        let Ground { request, curves, fitted, limits, seed, .. } = self.ground;
        // Without anything unsure the averaged plan is the plan itself.
        let unsure = fitted.iter().any(|f| f.posterior.is_some());
        let mean = match self.known.iter().find(|(known, _)| unsure && *known == support) {
            Some((_, mean)) => mean.clone(),
            None => {
                let mean = averaged(curves, fitted, limits, choice, request, seed, part);
                self.known.push((support, mean.clone()));
                mean
            }
        };
        let explored: Vec<f64> = mean.iter().map(|share| part * share).collect();
        let shares = planned
            .iter()
            .zip(&explored)
            .map(|(p, explored)| (1.0 - part) * p + explored)
            .collect();
        (shares, explored)
    }
}

/// All splits with the one that is the plan.
pub struct Splits {
    /// Splits.
    pub all: Vec<Split>,
    /// The plan.
    pub plan: usize,
    /// Why it.
    pub why: Chosen,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// Average of the worst sessions per split, where the request asks something of them.
    worst: Vec<Option<f64>>,
}

impl Splits {
    /// Lets every method find its split and picks the plan.
    pub fn find(job: &Job, ground: Ground<'_>) -> Result<Self, PlanError> {
        let Ground { request, curves, limits, .. } = ground;
        let worths: Vec<Worth<'_>> = curves.iter().map(|c| Worth::Curve(c, 1.0)).collect();
        let best = choose(&worths, limits, request)?;
        let even = choose(&vec![Worth::Even; curves.len()], limits, request)?;
        let mut explorer = Explorer { ground, known: Vec::new() };
        let mut failed: Vec<(Method, Unable)> = Vec::new();
        let mut all = vec![split(&mut explorer, Method::Water, best.clone(), limits)];
        job.check()?;

        let quick = steps(curves.len(), request.minutes as usize) <= QUICK_STEPS;
        let mut in_minutes = None;
        if quick || matches!(request.method, Method::Dp | Method::Lp) {
            match timetable(job, curves, limits, request)? {
                Ok(found) => {
                    all.push(split(&mut explorer, Method::Dp, found.choice.clone(), &found.limits));
                    in_minutes = Some(found.choice);
                }
                Err(unable) => failed.push((Method::Dp, unable)),
            }
        }
        let asked = request.method == Method::Lp || request.risk.is_some();
        if asked || (quick && curves.len() <= QUICK_PRODUCTS) {
            let support = in_minutes.as_ref().unwrap_or(&best);
            match linear_split::find(job, ground, &mut explorer, &best, support)? {
                Ok(Linear { choice, shares, explored, floor_price, note }) => {
                    let basis = Basis { choice, limits: limits.clone(), floor_price, note };
                    all.push(Split { method: Method::Lp, shares, explored, basis });
                }
                Err(unable) => failed.push((Method::Lp, unable)),
            }
        }
        job.check()?;
        all.extend(besides(ground, &best, even));
        let worst = all.iter().map(|split| ground.worst(&split.shares)).collect();
        let mut splits = Self { all, plan: 0, why: Chosen::Asked, notes: Vec::new(), worst };
        splits.pick(ground, &failed)?;
        Ok(splits)
    }

    /// Puts the run-down that a hand laid in the plan's place; `own` is the plan's.
    pub fn lay(&mut self, ground: Ground<'_>, own: Vec<Slot>) -> ByHand {
        let request = ground.request;
        let planned = self.chosen().clone();
        let flat = Crowd::flat(request.minutes);
        let crowd = request.crowd.as_ref().unwrap_or(&flat);
        let ids: Vec<&str> = request.products.iter().map(|product| product.id.as_str()).collect();
        let shares = shares_by_hand(&ids, &planned.shares, &own, &request.laid, crowd);
        let explored = planned
            .explored
            .iter()
            .zip(planned.shares.iter().zip(&shares))
            .map(|(part, (before, after))| if *before > 0.0 { part * after / before } else { 0.0 })
            .collect();
        self.worst.push(ground.worst(&shares));
        let by_hand = ByHand { method: planned.method, slots: own, shares: planned.shares };
        self.all.push(Split { method: Method::Laid, shares, explored, basis: planned.basis });
        self.plan = self.all.len() - 1;
        by_hand
    }

    /// The split that is the plan.
    pub fn chosen(&self) -> &Split {
        &self.all[self.plan]
    }

    fn place(&self, method: Method) -> Option<usize> {
        self.all.iter().position(|split| split.method == method)
    }

    /// What a split is worth by what the request makes large, exploration left aside.
    fn worth(&self, ground: Ground<'_>, at: usize) -> f64 {
        let split = &self.all[at];
        let value = expected(ground.curves, &split.basis.choice.filled.shares);
        match (ground.request.risk, self.worst[at]) {
            (Some(risk), Some(worst)) => (1.0 - risk.weight) * value + risk.weight * worst,
            _ => value,
        }
    }

    fn keeps_floor(&self, ground: Ground<'_>, at: usize) -> bool {
        let floor = ground.request.risk.and_then(|risk| risk.floor);
        match (floor, self.worst[at]) {
            (Some(floor), Some(worst)) => worst >= floor - 1e-9 * floor.abs(),
            _ => true,
        }
    }

    fn pick(&mut self, ground: Ground<'_>, failed: &[(Method, Unable)]) -> Result<(), PlanError> {
        let asked = ground.request.method;
        let exact: Vec<usize> = [Method::Water, Method::Dp, Method::Lp]
            .into_iter()
            .filter_map(|method| self.place(method))
            .collect();
        let keeping: Vec<usize> =
            exact.iter().copied().filter(|at| self.keeps_floor(ground, *at)).collect();
        if let (Method::Auto | Method::Lp | Method::Last, true, Some(risk)) =
            (asked, keeping.is_empty(), ground.request.risk)
        {
            let most = exact.iter().filter_map(|at| self.worst[*at]).fold(f64::MIN, f64::max);
            let floor = risk.floor.unwrap_or(most);
            return Err(Conflict::RiskFloor { floor, most, worst: risk.worst }.into());
        }
        match self.place(asked) {
            Some(at) if asked != Method::Last => self.plan = at,
            _ if matches!(asked, Method::Dp | Method::Lp) => {
                // What was asked for gives no plan here: the next in exactness stands in.
                let instead = self.place(Method::Dp).filter(|at| keeping.contains(at));
                self.plan = instead.or(keeping.first().copied()).unwrap_or(0);
                if let Some((method, unable)) = failed.iter().find(|(method, _)| *method == asked) {
                    self.notes.push(Note::Instead { method: *method, unable: *unable });
                }
            }
            _ => self.automatic(ground, &keeping),
        }
        if !self.keeps_floor(ground, self.plan)
            && let (Some(risk), Some(average)) = (ground.request.risk, self.worst[self.plan])
            && let Some(floor) = risk.floor
        {
            self.notes.push(Note::FloorMissed { floor, average });
        }
        let note = self.chosen().basis.note.clone();
        self.notes.extend(note);
        Ok(())
    }

    fn automatic(&mut self, ground: Ground<'_>, keeping: &[usize]) {
        let mut ranked: Vec<(usize, f64)> =
            keeping.iter().map(|at| (*at, self.worth(ground, *at))).collect();
        // The simplest comes first and stays first among equals.
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let Some(&(_, top)) = ranked.first() else {
            return;
        };
        let near = BETTER * top.abs();
        let plan = keeping
            .iter()
            .copied()
            .find(|at| ranked.iter().any(|(r, worth)| r == at && *worth >= top - near))
            .unwrap_or(self.plan);
        self.plan = plan;
        let next = ranked.iter().find(|(at, _)| *at != plan);
        self.why = match next {
            None => Chosen::Alone,
            Some((_, worth)) if *worth >= top - near => Chosen::Alike,
            Some((at, worth)) => Chosen::Best { next: self.all[*at].method, by: top - worth },
        };
    }

    /// The methods as a table, best first. `totals` are those of the plan.
    pub fn compare(&self, ground: Ground<'_>, totals: &[f64]) -> Vec<Compared> {
        let Ground { request, curves, draws, .. } = ground;
        let worths: Vec<Vec<f64>> =
            self.all.iter().map(|split| draws.worths(curves, &split.shares)).collect();
        let gain = |at: usize, base: usize| {
            let (mine, theirs) = (&self.all[at].shares, &self.all[base].shares);
            if mine.iter().zip(theirs).all(|(a, b)| (a - b).abs() < SAME) {
                return Gain { value: 0.0, interval: Interval::new(0.0, 0.0) };
            }
            let apart: Vec<f64> =
                worths[at].iter().zip(&worths[base]).map(|(a, b)| a - b).collect();
            Gain {
                value: expected(curves, mine) - expected(curves, theirs),
                interval: range80(&apart),
            }
        };
        let equal = self.place(Method::Equal).unwrap_or(0);
        let last = self.place(Method::Last);
        let mut compared: Vec<Compared> = (0..self.all.len())
            .map(|at| {
                let split = &self.all[at];
                Compared {
                    method: split.method,
                    expected: expected(curves, &split.shares),
                    gain: gain(at, equal),
                    gain_over_last: last.map(|last| gain(at, last)),
                    probability: request.goal.map(|goal| {
                        if at == self.plan {
                            probability(totals, goal)
                        } else {
                            probability(&draws.totals(curves, &split.shares, 1.0), goal)
                        }
                    }),
                    worst_average: self.worst[at],
                    keeps_limits: self.keeps_floor(ground, at) && ground.limits.hold(&split.shares),
                }
            })
            .collect();
        compared.sort_by(|a, b| b.expected.total_cmp(&a.expected));
        compared
    }
}

fn split(explorer: &mut Explorer<'_>, method: Method, choice: Choice, limits: &Limits) -> Split {
    let (shares, explored) = explorer.mix(&choice);
    let basis = Basis { choice, limits: limits.clone(), floor_price: 0.0, note: None };
    Split { method, shares, explored, basis }
}

/// What stands beside the exact methods: all exploration, the last session's split, the same for
/// everybody.
fn besides(ground: Ground<'_>, best: &Choice, even: Choice) -> Vec<Split> {
    let Ground { request, curves, fitted, limits, seed, .. } = ground;
    let mut list = Vec::new();
    let none = vec![0.0; curves.len()];
    let basis =
        |choice: Choice| Basis { choice, limits: limits.clone(), floor_price: 0.0, note: None };
    if fitted.iter().any(|f| f.posterior.is_some()) || request.method == Method::Explore {
        let shares = averaged(curves, fitted, limits, best, request, seed, 1.0);
        list.push(Split {
            method: Method::Explore,
            explored: shares.clone(),
            shares,
            basis: basis(best.clone()),
        });
    }
    if let Some(shares) = last_split(&request.products) {
        list.push(Split {
            method: Method::Last,
            shares,
            explored: none.clone(),
            basis: basis(even.clone()),
        });
    }
    list.push(Split {
        method: Method::Equal,
        shares: even.filled.shares.clone(),
        explored: none,
        basis: basis(even),
    });
    list
}

/// The last session's split over the products of the plan, scaled to sum to 1.
fn last_split(products: &[PlanProduct]) -> Option<Vec<f64>> {
    let shares: Vec<f64> = products.iter().map(|p| p.last_share.unwrap_or(0.0)).collect();
    let total: f64 = shares.iter().sum();
    (total > 0.0).then(|| shares.iter().map(|s| s / total).collect())
}
