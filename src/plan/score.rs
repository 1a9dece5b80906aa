//! A plan beside the session it became: what was planned and what came, whether the ranges held,
//! and a bridge from the one to the other that adds up.

use serde::Serialize;

use super::result::Curve;
use super::seen::{Seen, SeenProduct};
use super::{Item, PlanResult};
use crate::domain::{Interval, SessionId};
use crate::metrics::{shapley, wilson};

/// One product, planned and seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductScore {
    /// Id.
    pub product_id: String,
    /// Name.
    pub name: String,
    /// Share in the plan; 0 for a product that was not in it.
    pub planned_share: f64,
    /// Share of the session.
    pub share: Option<f64>,
    /// Minutes in the plan.
    pub planned_minutes: u32,
    /// Minutes talked.
    pub minutes: Option<f64>,
    /// Value in the plan.
    pub planned: f64,
    /// The plan's 80% range; `None` for a product that was not in it.
    pub interval: Option<Interval>,
    /// What came.
    pub actual: Option<f64>,
    /// Whether it lies in the range; `None` where it was not planned, not shown, or not known.
    pub inside: Option<bool>,
    /// No piece was left at the end.
    pub sold_out: bool,
}

/// What moved the total from the plan to what came; the parts add up to the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PlanBridge {
    /// More or fewer viewers.
    pub viewers: f64,
    /// Another split of their attention.
    pub mix: f64,
    /// Orders per viewer shown.
    pub rate: f64,
    /// Value per order.
    pub basket: f64,
    /// A lower rate of what was sold out.
    pub stock_out: f64,
    /// What cannot be told apart: products without a share, rounding of the plan.
    pub residual: f64,
}

impl PlanBridge {
    /// All parts together.
    pub fn sum(&self) -> f64 {
        self.viewers + self.mix + self.rate + self.basket + self.stock_out + self.residual
    }
}

/// The difference told apart another way: what the plan's own model says of the viewers and the
/// split that really were.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ModelSplit {
    /// What the model expects with them.
    pub expected: f64,
    /// Of the difference: other viewers and another split than planned.
    pub execution: f64,
    /// Of the difference: the model was wrong, or luck.
    pub model: f64,
    /// `expected` over what the planned split would have brought with these viewers.
    pub attained: Option<f64>,
}

/// The goal of a plan and whether it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct GoalScore {
    /// What was to be reached.
    pub target: f64,
    /// The plan's probability.
    pub probability: f64,
    /// Whether it was.
    pub reached: bool,
}

/// A plan with its session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanScore {
    /// The session.
    pub session: SessionId,
    /// Value in the plan.
    pub planned: f64,
    /// Its 80% range.
    pub interval: Interval,
    /// What came.
    pub actual: f64,
    /// Whether it lies in the range.
    pub inside: bool,
    /// Viewers in the plan.
    pub planned_viewers: f64,
    /// Who watched.
    pub viewers: Option<f64>,
    /// What the plan's spreads were multiplied by; 1 as the model said.
    pub wider: f64,
    /// The goal, when there was one.
    pub goal: Option<GoalScore>,
    /// Products of the plan in its order, then those sold without being in it.
    pub products: Vec<ProductScore>,
    /// Why; `None` when viewers or every share is unknown.
    pub bridge: Option<PlanBridge>,
    /// Model against execution; `None` as above.
    pub model: Option<ModelSplit>,
    /// `1 − 0.5 Σ |T − T*|`: how much of the traffic went where the plan wanted it.
    pub utilisation: Option<f64>,
}

/// Puts a session beside a plan. `None` when no product of the session has a value.
pub fn score(plan: &PlanResult, seen: &Seen) -> Option<PlanScore> {
    let of = |id: &str| seen.products.iter().find(|product| product.id == id);
    let planned: Vec<(&Item, Option<&SeenProduct>)> =
        plan.items.iter().map(|item| (item, of(&item.product_id))).collect();
    let in_plan = |id: &str| plan.items.iter().any(|item| item.product_id == id);
    let beside: Vec<&SeenProduct> =
        seen.products.iter().filter(|product| !in_plan(&product.id)).collect();
    if !seen.products.iter().any(|product| product.value.is_some()) {
        return None;
    }
    let shares_known = seen.products.iter().any(|product| product.share.is_some());
    let mut products: Vec<ProductScore> = planned
        .iter()
        .map(|(item, seen)| {
            // Planned and not in the session at all: it brought nothing.
            let actual = seen.map_or(Some(0.0), |seen| seen.value);
            let share = seen.map_or(shares_known.then_some(0.0), |seen| seen.share);
            // The range foretells what a share brings: without any there is nothing to judge.
            let judged = item.share > 0.0 && share != Some(0.0);
            ProductScore {
                product_id: item.product_id.clone(),
                name: item.name.clone(),
                planned_share: item.share,
                share,
                planned_minutes: item.minutes,
                minutes: seen.and_then(|seen| seen.minutes),
                planned: item.expected_value,
                interval: Some(item.value_interval).filter(|_| item.share > 0.0),
                actual,
                inside: actual
                    .filter(|_| judged)
                    .map(|actual| item.value_interval.contains(actual)),
                sold_out: seen.is_some_and(|seen| seen.sold_out),
            }
        })
        .collect();
    // What was neither planned nor sold is not part of the story.
    products.retain(|product| {
        product.planned_share > 0.0 || product.actual.is_some_and(|actual| actual != 0.0)
    });
    products.extend(beside.iter().map(|seen| ProductScore {
        product_id: seen.id.clone(),
        name: seen.name.clone(),
        planned_share: 0.0,
        share: seen.share,
        planned_minutes: 0,
        minutes: seen.minutes,
        planned: 0.0,
        interval: None,
        actual: seen.value,
        inside: None,
        sold_out: seen.sold_out,
    }));
    let actual: f64 = products.iter().filter_map(|product| product.actual).sum();
    let total = plan.total;
    let traffic = seen.viewers.filter(|viewers| *viewers > 0.0 && shares_known);
    let utilisation = shares_known.then(|| {
        let apart: f64 =
            products.iter().map(|p| (p.share.unwrap_or(0.0) - p.planned_share).abs()).sum();
        1.0 - 0.5 * apart
    });
    Some(PlanScore {
        session: seen.session,
        planned: total.expected,
        interval: total.interval,
        actual,
        inside: total.interval.contains(actual),
        planned_viewers: plan.detail.viewers.p50,
        viewers: seen.viewers,
        wider: plan.detail.wider.map_or(1.0, |wider| wider.factor),
        goal: plan.goal.as_ref().map(|goal| GoalScore {
            target: goal.target,
            probability: goal.probability,
            reached: actual >= goal.target,
        }),
        bridge: traffic.map(|viewers| bridge(plan, &planned, &beside, viewers, actual)),
        model: traffic.map(|viewers| model_split(plan, &planned, &beside, viewers, actual)),
        products,
        utilisation,
    })
}

/// viewers × share × orders per viewer shown × value per order, each factor switched in every
/// order (Shapley), product by product.
fn bridge(
    plan: &PlanResult,
    planned: &[(&Item, Option<&SeenProduct>)],
    beside: &[&SeenProduct],
    viewers: f64,
    actual: f64,
) -> PlanBridge {
    let mut out = PlanBridge::default();
    let usual = plan.detail.viewers.p50;
    for (item, seen) in planned {
        let base = Factors::new(usual, Some(item.share), item.expected_orders, item.expected_value);
        let now = match seen {
            Some(seen) => match seen.value {
                Some(value) => Factors::new(viewers, seen.share, seen.orders, value),
                // Nobody knows what it brought: nothing is said of it.
                None => continue,
            },
            None => Factors::new(viewers, Some(0.0), Some(0.0), 0.0),
        };
        let sold_out = seen.is_some_and(|seen| seen.sold_out);
        out.add(base, now, sold_out);
    }
    for seen in beside {
        let Some(value) = seen.value else { continue };
        let base = Factors::new(usual, Some(0.0), Some(0.0), 0.0);
        out.add(base, Factors::new(viewers, seen.share, seen.orders, value), seen.sold_out);
    }
    out.residual += actual - plan.total.expected - out.sum();
    out
}

/// The four factors of one product's value, as far as they are known.
#[derive(Clone, Copy)]
struct Factors {
    viewers: f64,
    share: Option<f64>,
    orders: Option<f64>,
    value: f64,
}

impl Factors {
    fn new(viewers: f64, share: Option<f64>, orders: Option<f64>, value: f64) -> Self {
        Self { viewers, share, orders, value }
    }

    /// Orders per viewer shown; `None` where nobody was shown it.
    fn rate(&self, orders: f64) -> Option<f64> {
        let shown = self.viewers * self.share?;
        (shown > 0.0).then(|| orders / shown)
    }
}

impl PlanBridge {
    fn add(&mut self, base: Factors, now: Factors, sold_out: bool) {
        let (Some(share0), Some(share1)) = (base.share, now.share) else {
            // Whatever came of it cannot be told apart: the residual takes it.
            return;
        };
        // Orders on both sides, or the value itself stands for them and one order is worth 1.
        let with_orders = base.orders.is_some() && now.orders.is_some();
        let orders = |of: Factors| of.orders.filter(|_| with_orders).unwrap_or(of.value);
        let (orders0, orders1) = (orders(base), orders(now));
        let worth = |of: Factors, orders: f64| (orders > 0.0).then(|| of.value / orders);
        // What one side cannot know is taken as on the other: then it explains nothing.
        let (rate0, rate1) = (base.rate(orders0), now.rate(orders1));
        let (worth0, worth1) = (worth(base, orders0), worth(now, orders1));
        let (Some(r0), Some(r1)) = (rate0.or(rate1), rate1.or(rate0)) else {
            return;
        };
        let (w0, w1) = (worth0.or(worth1).unwrap_or(0.0), worth1.or(worth0).unwrap_or(0.0));
        let parts = shapley(&[now.viewers, share1, r1, w1], &[base.viewers, share0, r0, w0]);
        self.viewers += parts[0];
        self.mix += parts[1];
        if sold_out && parts[2] < 0.0 {
            self.stock_out += parts[2];
        } else {
            self.rate += parts[2];
        }
        self.basket += parts[3];
    }
}

fn model_split(
    plan: &PlanResult,
    planned: &[(&Item, Option<&SeenProduct>)],
    beside: &[&SeenProduct],
    viewers: f64,
    actual: f64,
) -> ModelSplit {
    let scale = if plan.detail.viewers.p50 > 0.0 { viewers / plan.detail.viewers.p50 } else { 1.0 };
    let known: f64 = planned
        .iter()
        .zip(&plan.detail.curves)
        .map(|((_, seen), curve)| {
            at_share(curve, seen.and_then(|seen| seen.share).unwrap_or(0.0)) * scale
        })
        .sum();
    // The model knows nothing of products that were not in the plan: they are as they came.
    let others: f64 = beside.iter().filter_map(|seen| seen.value).sum();
    let expected = known + others;
    let best = plan.total.expected * scale;
    ModelSplit {
        expected,
        execution: expected - plan.total.expected,
        model: actual - expected,
        attained: (best > 0.0).then(|| expected / best),
    }
}

/// The value of a curve at a share: straight between its points, level beyond the last.
fn at_share(curve: &Curve, share: f64) -> f64 {
    let points = &curve.points;
    let after = points.partition_point(|point| point.share < share);
    match (after.checked_sub(1).and_then(|at| points.get(at)), points.get(after)) {
        (Some(a), Some(b)) if b.share > a.share => {
            a.value + (b.value - a.value) * (share - a.share) / (b.share - a.share)
        }
        (_, Some(point)) => point.value * if point.share > 0.0 { share / point.share } else { 1.0 },
        (Some(last), None) => last.value,
        (None, None) => 0.0,
    }
}

/// How plans did so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scorecard {
    /// Plans with a session, made before it.
    pub plans: usize,
    /// Totals in their 80% range.
    pub totals_inside: usize,
    /// Products with a range and a value.
    pub products: usize,
    /// Of these in their 80% range.
    pub products_inside: usize,
    /// Share of products in their range with its own range; `None` without any.
    pub coverage: Option<Interval>,
    /// Goals with the probability that was told.
    pub goals: usize,
    /// Goals that were reached.
    pub reached: usize,
    /// Mean of the probabilities that were told.
    pub mean_probability: Option<f64>,
    /// Mean squared distance of probability and outcome (0 best, .25 a coin).
    pub brier: Option<f64>,
    /// Median distance of total and plan, as a share of the plan.
    pub median_error: Option<f64>,
}

/// Adds up scores of plans that were made before their session.
pub fn scorecard(scores: &[&PlanScore]) -> Scorecard {
    let count = |inside: &dyn Fn(&PlanScore) -> bool| scores.iter().filter(|s| inside(s)).count();
    let judged: Vec<bool> =
        scores.iter().flat_map(|s| s.products.iter().filter_map(|p| p.inside)).collect();
    let inside = judged.iter().filter(|inside| **inside).count();
    let goals: Vec<GoalScore> = scores.iter().filter_map(|score| score.goal).collect();
    let mean = |value: &dyn Fn(&GoalScore) -> f64| {
        (!goals.is_empty()).then(|| goals.iter().map(value).sum::<f64>() / goals.len() as f64)
    };
    let mut errors: Vec<f64> = scores
        .iter()
        .filter(|score| score.planned > 0.0)
        .map(|score| (score.actual - score.planned).abs() / score.planned)
        .collect();
    errors.sort_by(f64::total_cmp);
    Scorecard {
        plans: scores.len(),
        totals_inside: count(&|score| score.inside),
        products: judged.len(),
        products_inside: inside,
        coverage: wilson(inside as f64, judged.len() as f64, Interval::LEVEL),
        goals: goals.len(),
        reached: goals.iter().filter(|goal| goal.reached).count(),
        mean_probability: mean(&|goal| goal.probability),
        brier: mean(&|goal| {
            let outcome = if goal.reached { 1.0 } else { 0.0 };
            (goal.probability - outcome).powi(2)
        }),
        median_error: crate::domain::quantile(&errors, 0.5),
    }
}
