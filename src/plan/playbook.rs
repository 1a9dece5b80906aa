//! The way to a goal as a programme over stages: in each, with what has been taken so far, one of
//! several things is done next; what is made large is the probability of the goal at the end.

/// A switch must beat the plan by this much, else the plan goes on.
const WORTH_IT: f64 = 0.002;

/// A distribution of what a stage brings: probabilities of `start`, `start + 1`, … units.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// Units of the first probability.
    pub start: usize,
    /// Probabilities that sum to 1.
    pub chance: Vec<f64>,
}

/// The best thing to do in every stage and at every level, with its chances.
#[derive(Clone, Debug)]
pub struct Policy {
    /// `[stage][level]`: the probability of the goal if the best is done from here on. One more
    /// stage than there are: the end.
    pub best: Vec<Vec<f64>>,
    /// The same if the first thing, the plan, is done to the end.
    pub keep: Vec<Vec<f64>>,
    /// What is best; 0 is the plan.
    pub action: Vec<Vec<usize>>,
}

/// Finds the policy. Levels go from 0 to `goal`, which stands for everything at or above it.
/// `gains` gives the distribution of each thing that can be done, the plan first; a switch that
/// gains less than `margin` is not made.
fn policy_with(
    stages: usize,
    goal: usize,
    margin: f64,
    gains: &dyn Fn(usize, usize) -> Vec<Gain>,
) -> Policy {
    let end: Vec<f64> = (0..=goal).map(|level| f64::from(u8::from(level == goal))).collect();
    let mut best = vec![end.clone()];
    let mut keep = vec![end];
    let mut action = Vec::new();
    for stage in (0..stages).rev() {
        let (after, kept_after) = (&best[best.len() - 1], &keep[keep.len() - 1]);
        let mut now = vec![1.0; goal + 1];
        let mut kept = vec![1.0; goal + 1];
        let mut how = vec![0; goal + 1];
        for level in 0..goal {
            let gains = gains(stage, level);
            let ahead = |gain: &Gain, values: &[f64]| -> f64 {
                let reached = |units: usize| values[(level + gain.start + units).min(goal)];
                gain.chance.iter().enumerate().map(|(units, p)| p * reached(units)).sum()
            };
            let Some(plan) = gains.first() else {
                continue;
            };
            kept[level] = ahead(plan, kept_after);
            now[level] = ahead(plan, after);
            let mut line = now[level] + margin;
            for (at, gain) in gains.iter().enumerate().skip(1) {
                let chance = ahead(gain, after);
                if chance > line {
                    (line, now[level], how[level]) = (chance, chance, at);
                }
            }
        }
        best.push(now);
        keep.push(kept);
        action.push(how);
    }
    best.reverse();
    keep.reverse();
    action.reverse();
    Policy { best, keep, action }
}

/// Finds the policy; switches that gain next to nothing are not made.
pub fn policy(stages: usize, goal: usize, gains: &dyn Fn(usize, usize) -> Vec<Gain>) -> Policy {
    policy_with(stages, goal, WORTH_IT, gains)
}

/// The distribution of an independent sum.
pub fn sum(a: &Gain, b: &Gain) -> Gain {
    let mut chance = vec![0.0; a.chance.len() + b.chance.len() - 1];
    for (i, p) in a.chance.iter().enumerate() {
        for (j, q) in b.chance.iter().enumerate() {
            chance[i + j] += p * q;
        }
    }
    Gain { start: a.start + b.start, chance }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Three stages, three things to do, a goal of three units; each thing brings 0 to 2 units.
    type Toy = Vec<Vec<[f64; 3]>>;

    fn toy() -> impl Strategy<Value = Toy> {
        let chances = (0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(a, b)| {
            let (low, high) = (a.min(b), a.max(b));
            [low, high - low, 1.0 - high]
        });
        prop::collection::vec(prop::collection::vec(chances, 3), 3)
    }

    /// The chance of three units when `rule[stage][level]` says what to do.
    fn by_rule(toy: &Toy, rule: &[[usize; 3]; 3]) -> f64 {
        fn go(toy: &Toy, rule: &[[usize; 3]; 3], stage: usize, level: usize) -> f64 {
            if level >= 3 {
                return 1.0;
            }
            if stage == 3 {
                return 0.0;
            }
            let chances = toy[stage][rule[stage][level]];
            (0..3).map(|units| chances[units] * go(toy, rule, stage + 1, level + units)).sum()
        }
        go(toy, rule, 0, 0)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn p8_the_playbook_equals_every_policy_tried(toy in toy()) {
            let gains = |stage: usize, _: usize| {
                toy[stage].iter().map(|c| Gain { start: 0, chance: c.to_vec() }).collect()
            };
            let found = policy_with(3, 3, 0.0, &gains);
            // Nothing is taken before the first stage, so it has one level: 3 * 27 * 27 rules.
            let mut best = 0.0_f64;
            for first in 0..3 {
                for code in 0..729_usize {
                    let digit = |place: u32| code / 3_usize.pow(place) % 3;
                    let rule = [
                        [first, 0, 0],
                        [digit(0), digit(1), digit(2)],
                        [digit(3), digit(4), digit(5)],
                    ];
                    best = best.max(by_rule(&toy, &rule));
                }
            }
            prop_assert!((found.best[0][0] - best).abs() < 1e-12, "{} {best}", found.best[0][0]);
            prop_assert!((found.keep[0][0] - by_rule(&toy, &[[0; 3]; 3])).abs() < 1e-12);
            // What it says to do reaches what it says.
            let mut rule = [[0; 3]; 3];
            for (row, how) in rule.iter_mut().zip(&found.action) {
                row.copy_from_slice(&how[..3]);
            }
            prop_assert!((by_rule(&toy, &rule) - best).abs() < 1e-12);
        }
    }

    #[test]
    fn sums_of_distributions() {
        let coin = Gain { start: 1, chance: vec![0.5, 0.5] };
        assert_eq!(sum(&coin, &coin), Gain { start: 2, chance: vec![0.25, 0.5, 0.25] });
    }
}
