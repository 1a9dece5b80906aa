//! The playbook of a plan: the run-down cut into stages, what each brings as planned or with another
//! product instead, and from that what to do when the takings lag.
//!
//! How the session goes (viewers, mood) is one factor on every rate. What has been taken by a stage
//! says something about it: its chances are weighed by how well they explain the takings, so that
//! being behind also lowers what the rest is expected to bring. Orders are Poisson; another product
//! in place of the planned one brings what the next minutes of its curve bring.

use super::bounds::Bounds;
use super::choose::NOTHING;
use super::curve::ValueCurve;
use super::playbook::{Gain, Policy, policy, sum};
use super::request::PlanRequest;
use super::result::{Item, Limit, Slot};
use super::result_how::{Playbook, PlaybookRule, PlaybookStep};

/// Levels up to the goal.
const LEVELS: usize = 160;
/// Looks at the takings, at most.
const LOOKS: u32 = 12;
/// Values of the session's factor.
const MOODS: usize = 15;
/// Products that are offered instead.
const OFFERED: usize = 5;
/// From this many orders on their number is taken as normal.
const MANY: f64 = 40.0;
/// A rule must raise the probability by this much.
const TELLING: f64 = 0.01;

/// What a playbook is made from.
pub struct Way<'a> {
    /// The request.
    pub request: &'a PlanRequest,
    /// Values.
    pub curves: &'a [ValueCurve],
    /// Boxes.
    pub bounds: &'a [Bounds],
    /// The plan.
    pub items: &'a [Item],
    /// Its run-down.
    pub slots: &'a [Slot],
    /// Factor of session and viewers, per draw.
    pub common: &'a [f64],
    /// What is to be reached.
    pub goal: f64,
}

/// Mean orders of products, in a stage.
type Orders = Vec<(usize, f64)>;

/// A stage: the plan first, then what can be done instead.
struct Stage {
    minute: u32,
    actions: Vec<(Option<usize>, Orders)>,
}

/// Mean and variance of what is taken up to a stage at a factor of 1.
#[derive(Clone, Copy, Default)]
struct SoFar {
    mean: f64,
    variance: f64,
}

impl Way<'_> {
    /// The playbook; `None` when orders or their value are unknown.
    pub fn playbook(&self) -> Option<Playbook> {
        let active = |at: &usize| self.items[*at].share > NOTHING;
        let known = (0..self.items.len())
            .filter(active)
            .all(|at| self.curves[at].counted && self.curves[at].weight >= 0.0);
        if !known || self.slots.is_empty() || self.goal <= 0.0 {
            return None;
        }
        let block = self.request.block_minutes.max(1);
        let every = self.request.minutes.div_ceil(LOOKS).div_ceil(block) * block;
        let stages = self.stages(every);
        let unit = self.goal / LEVELS as f64;
        let moods = moods(self.common);
        let so_far = self.so_far(&stages);
        // Per stage, action and mood.
        let tables: Vec<Vec<Vec<Gain>>> = stages
            .iter()
            .map(|stage| {
                let each = |orders: &Orders| {
                    moods.iter().map(|mood| self.gain(orders, *mood, unit)).collect()
                };
                stage.actions.iter().map(|(_, orders)| each(orders)).collect()
            })
            .collect();
        let gains = |stage: usize, level: usize| -> Vec<Gain> {
            let weights = weigh(&moods, so_far[stage], level as f64 * unit, unit);
            tables[stage].iter().map(|table| mixed(table, &weights)).collect()
        };
        let policy = policy(stages.len(), LEVELS, &gains);
        Some(Playbook {
            keep: policy.keep[0][0],
            follow: policy.best[0][0],
            every,
            steps: (1..stages.len())
                .map(|stage| PlaybookStep {
                    minute: stages[stage].minute,
                    expected: so_far[stage].mean,
                    rules: self.rules(&stages[stage], stage, &policy, so_far[stage].mean, &moods),
                })
                .collect(),
        })
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.product_id == id)
    }

    fn stages(&self, every: u32) -> Vec<Stage> {
        let session = self.request.minutes;
        // A product with a share but no whole minute is talked about in passing: what it brings is
        // spread over the rest.
        let with_minutes: f64 =
            self.items.iter().filter(|item| item.minutes > 0).map(|item| item.expected_value).sum();
        let total: f64 = self.items.iter().map(|item| item.expected_value).sum();
        let lift = if with_minutes > 0.0 { total / with_minutes } else { 1.0 };
        (0..session.div_ceil(every))
            .map(|number| {
                let (from, to) = (number * every, ((number + 1) * every).min(session));
                let mut planned: Orders = Vec::new();
                for slot in self.slots {
                    let shown = to
                        .min(slot.start_minute + slot.minutes)
                        .saturating_sub(from.max(slot.start_minute));
                    if let (true, Some(at)) = (shown > 0, self.place(&slot.product_id)) {
                        let item = &self.items[at];
                        let part = f64::from(shown) / f64::from(item.minutes.max(1));
                        planned.push((at, lift * part * item.expected_orders.unwrap_or(0.0)));
                    }
                }
                let mut actions = vec![(None, planned)];
                if number > 0 {
                    actions.extend(self.instead(&actions[0].1, to - from));
                }
                Stage { minute: from, actions }
            })
            .collect()
    }

    /// What can be shown instead of a stage's plan: nothing where a person locked or required what
    /// is there.
    fn instead(&self, planned: &Orders, minutes: u32) -> Vec<(Option<usize>, Orders)> {
        if planned.iter().any(|(at, _)| self.bounds[*at].required()) {
            return Vec::new();
        }
        let more = f64::from(minutes) / f64::from(self.request.minutes);
        let mut offers: Vec<(usize, f64)> = (0..self.items.len())
            .filter(|at| {
                let (share, b) = (self.items[*at].share, &self.bounds[*at]);
                share > NOTHING
                    && b.low_by != Limit::Lock
                    && share + more <= b.high + 1e-9
                    && planned.iter().any(|(other, _)| other != at)
            })
            .map(|at| {
                let (curve, share) = (&self.curves[at], self.items[at].share);
                (at, curve.sold(share + more, 1.0) - curve.sold(share, 1.0))
            })
            .filter(|(at, orders)| *orders > 0.0 && self.curves[*at].weight > 0.0)
            .collect();
        let value = |(at, orders): &(usize, f64)| self.curves[*at].weight * orders;
        offers.sort_by(|a, b| value(b).total_cmp(&value(a)));
        // The dearest is worth a look too: when little time is left, one order of it may do.
        let dearest = offers
            .iter()
            .copied()
            .max_by(|a, b| self.curves[a.0].weight.total_cmp(&self.curves[b.0].weight));
        offers.truncate(OFFERED);
        if let Some(dearest) = dearest
            && !offers.contains(&dearest)
        {
            offers.push(dearest);
        }
        offers.into_iter().map(|(at, orders)| (Some(at), vec![(at, orders)])).collect()
    }

    /// Mean and variance of the plan up to each stage.
    fn so_far(&self, stages: &[Stage]) -> Vec<SoFar> {
        let mut sum = SoFar::default();
        stages
            .iter()
            .map(|stage| {
                let before = sum;
                for (at, orders) in &stage.actions[0].1 {
                    let weight = self.curves[*at].weight;
                    sum.mean += weight * orders;
                    sum.variance += weight * weight * orders;
                }
                before
            })
            .collect()
    }

    /// What orders bring at a mood, in units.
    fn gain(&self, orders: &Orders, mood: f64, unit: f64) -> Gain {
        let nothing = Gain { start: 0, chance: vec![1.0] };
        orders
            .iter()
            .map(|(at, mean)| counted(mean * mood, self.curves[*at].weight / unit))
            .fold(nothing, |all, one| sum(&all, &one))
    }

    /// Stretches of levels at which the same switch is best and tells.
    fn rules(
        &self,
        stage: &Stage,
        number: usize,
        policy: &Policy,
        expected: f64,
        moods: &[f64],
    ) -> Vec<PlaybookRule> {
        let unit = self.goal / LEVELS as f64;
        // Only what may well happen: between the worst and the expected course.
        let lowest = (moods[0] * expected / unit) as usize;
        let highest = ((expected / unit) as usize).min(LEVELS - 1);
        let tells = |level: usize| {
            let gains = policy.best[number][level] - policy.keep[number][level];
            Some(policy.action[number][level]).filter(|how| *how > 0 && gains >= TELLING)
        };
        let mut rules = Vec::new();
        let mut level = lowest;
        while level <= highest {
            let Some(how) = tells(level) else {
                level += 1;
                continue;
            };
            let from = level;
            while level < highest && tells(level + 1) == Some(how) {
                level += 1;
            }
            let middle = (from + level) / 2;
            if let Some(product) = stage.actions[how].0 {
                rules.push(PlaybookRule {
                    behind_from: expected - level as f64 * unit,
                    behind_to: expected - from as f64 * unit,
                    product_id: self.items[product].product_id.clone(),
                    keep: policy.keep[number][middle],
                    switch: policy.best[number][middle],
                });
            }
            level += 1;
        }
        // Least behind first, as a session goes wrong.
        rules.reverse();
        rules
    }
}

/// Values of the session's factor that stand for equally many draws.
fn moods(common: &[f64]) -> Vec<f64> {
    let mut sorted = common.to_vec();
    sorted.sort_by(f64::total_cmp);
    let each = sorted.len().div_ceil(MOODS).max(1);
    sorted.chunks(each).map(|chunk| chunk.iter().sum::<f64>() / chunk.len() as f64).collect()
}

/// How likely each mood is when so much has been taken.
fn weigh(moods: &[f64], so_far: SoFar, taken: f64, unit: f64) -> Vec<f64> {
    if so_far.mean <= 0.0 {
        return vec![1.0 / moods.len() as f64; moods.len()];
    }
    let fit: Vec<f64> = moods
        .iter()
        .map(|mood| {
            // A level stands for a whole unit around it.
            let variance = mood * so_far.variance + unit * unit / 12.0;
            let off = taken - mood * so_far.mean;
            -0.5 * off * off / variance - 0.5 * variance.ln()
        })
        .collect();
    let top = fit.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = fit.iter().map(|f| (f - top).exp()).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / total).collect()
}

/// A mixture of distributions.
fn mixed(table: &[Gain], weights: &[f64]) -> Gain {
    let used = || table.iter().zip(weights).filter(|(_, w)| **w > 1e-6);
    let start = used().map(|(g, _)| g.start).min().unwrap_or(0);
    let end = used().map(|(g, _)| g.start + g.chance.len()).max().unwrap_or(1);
    let mut chance = vec![0.0; end - start];
    let mut total = 0.0;
    for (gain, weight) in used() {
        total += weight;
        for (to, p) in chance[gain.start - start..].iter_mut().zip(&gain.chance) {
            *to += weight * p;
        }
    }
    for p in &mut chance {
        *p /= total;
    }
    Gain { start, chance }
}

/// What a Poisson number of orders brings, in units: every value goes to its two nearest levels so
/// that the mean is kept. Everything past the goal is the goal.
fn counted(mean: f64, each: f64) -> Gain {
    let root = mean.sqrt();
    let (first, last) = if mean < MANY {
        (0.0, (mean + 7.0 * root + 6.0).ceil())
    } else {
        ((mean - 5.0 * root).floor(), (mean + 5.0 * root).ceil())
    };
    let start = ((first * each) as usize).min(LEVELS);
    let end = ((last * each) as usize + 1).min(LEVELS);
    let mut chance = vec![0.0; end - start + 1];
    let mut put = |orders: f64, p: f64| {
        let at = (orders * each).min(LEVELS as f64);
        let below = (at as usize).clamp(start, end);
        let part = (at - below as f64).clamp(0.0, 1.0);
        chance[below - start] += p * (1.0 - part);
        chance[(below + 1).min(end) - start] += p * part;
    };
    if mean < MANY {
        let mut mass = (-mean).exp();
        let mut n = 0.0;
        while n <= last {
            put(n, mass);
            n += 1.0;
            mass *= mean / n;
        }
    } else {
        // At most a few hundred points over ten standard deviations.
        let step = ((last - first) / 200.0).max(1.0);
        let mut n = first;
        while n <= last {
            let z = (n - mean) / root;
            put(n, (-0.5 * z * z).exp());
            n += step;
        }
    }
    let total: f64 = chance.iter().sum();
    for p in &mut chance {
        *p /= total;
    }
    Gain { start, chance }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(gain: &Gain) -> f64 {
        gain.chance.iter().enumerate().map(|(at, p)| p * (gain.start + at) as f64).sum()
    }

    #[test]
    fn what_orders_bring_keeps_its_mean() {
        for (orders, each) in [(0.3, 12.0), (5.0, 1.7), (39.0, 0.2), (41.0, 0.2), (4_000.0, 0.01)] {
            let gain = counted(orders, each);
            assert!((mean(&gain) - orders * each).abs() < 1e-3 * orders * each, "{gain:?}");
            assert!((gain.chance.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn being_behind_says_that_the_session_goes_badly() {
        let moods = [0.5, 1.0, 1.5];
        let so_far = SoFar { mean: 1_000.0, variance: 20_000.0 };
        let weights = weigh(&moods, so_far, 550.0, 10.0);
        assert!(weights[0] > 0.9, "{weights:?}");
        assert_eq!(weigh(&moods, SoFar::default(), 0.0, 10.0), vec![1.0 / 3.0; 3]);
    }
}
