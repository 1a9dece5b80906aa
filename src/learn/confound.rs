//! Pooled against within-session: does a feature keep its sign when sessions are compared with
//! themselves only?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Column, Outcome, Table, stat};
use crate::domain::{Cancelled, Interval, Job};

/// One-sided normal quantile at which a sign counts as clear (5% each way).
const CLEAR: f64 = 1.645;
/// Fewest groups with a contrast for a judgement.
const FEWEST_GROUPS: usize = 5;

/// A slope of the outcome on the feature.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Change of the outcome per unit of the feature.
    pub slope: f64,
    /// Standard error, allowing rows of one group to move together.
    pub std_error: f64,
    /// 80% interval of the slope.
    pub interval: Interval,
}

impl Effect {
    fn new(slope: f64, std_error: f64) -> Self {
        let half = stat::Z80 * std_error;
        Self { slope, std_error, interval: Interval::new(slope - half, slope + half) }
    }

    fn sign(&self) -> i8 {
        if self.slope > CLEAR * self.std_error {
            1
        } else if self.slope < -CLEAR * self.std_error {
            -1
        } else {
            0
        }
    }
}

/// The same slope over all rows and between rows of one session only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledVsWithin {
    /// Over all rows.
    pub pooled: Effect,
    /// With every session's own mean taken off both sides.
    pub within: Effect,
    /// Sessions in which the feature varies.
    pub groups: usize,
}

impl PooledVsWithin {
    /// Whether the two clearly have opposite signs: what looks good overall is bad within
    /// sessions, or the reverse. Then sessions differ for another reason.
    pub fn contradicts(&self) -> bool {
        self.groups >= FEWEST_GROUPS && self.pooled.sign() * self.within.sign() == -1
    }
}

/// Slopes of `outcome` on `feature`, pooled and within groups. Rows with a NaN are left out.
/// `None` when the feature varies in no group. Standard errors are sandwich estimates with
/// groups as clusters (Liang and Zeger 1986).
pub fn pooled_vs_within(
    feature: &[f64],
    outcome: &[f64],
    weights: &[f64],
    group: &[u32],
) -> Option<PooledVsWithin> {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for row in 0..feature.len() {
        if feature[row].is_finite() && outcome[row].is_finite() {
            members.entry(group[row]).or_default().push(row);
        }
    }
    let mean = |rows: &mut dyn Iterator<Item = usize>, values: &[f64]| {
        let (mut total, mut weight) = (0.0, 0.0);
        for row in rows {
            total += weights[row] * values[row];
            weight += weights[row];
        }
        total / weight
    };
    let all = || members.values().flatten().copied();
    let (mx, my) = (mean(&mut all(), feature), mean(&mut all(), outcome));
    let centres: BTreeMap<u32, (f64, f64)> = members
        .iter()
        .map(|(&g, rows)| {
            let own = |values| mean(&mut rows.iter().copied(), values);
            (g, (own(feature), own(outcome)))
        })
        .collect();
    let slope = |centre: &dyn Fn(u32) -> (f64, f64)| -> Option<Effect> {
        let (mut sxx, mut sxy) = (0.0, 0.0);
        for (&g, rows) in &members {
            let (cx, cy) = centre(g);
            for &row in rows {
                sxx += weights[row] * (feature[row] - cx).powi(2);
                sxy += weights[row] * (feature[row] - cx) * (outcome[row] - cy);
            }
        }
        if sxx <= 1e-12 {
            return None;
        }
        let slope = sxy / sxx;
        let meat: f64 = members
            .iter()
            .map(|(&g, rows)| {
                let (cx, cy) = centre(g);
                rows.iter()
                    .map(|&row| {
                        let x = feature[row] - cx;
                        weights[row] * x * (outcome[row] - cy - slope * x)
                    })
                    .sum::<f64>()
                    .powi(2)
            })
            .sum();
        let groups = members.len() as f64;
        let correction = if groups > 1.0 { groups / (groups - 1.0) } else { 1.0 };
        Some(Effect::new(slope, (meat * correction).sqrt() / sxx))
    };
    let groups = members
        .iter()
        .filter(|(g, rows)| {
            let cx = centres[g].0;
            rows.iter().any(|&r| (feature[r] - cx).abs() > 1e-12)
        })
        .count();
    Some(PooledVsWithin { pooled: slope(&|_| (mx, my))?, within: slope(&|g| centres[&g])?, groups })
}

/// A feature with its two slopes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contrast {
    /// The feature.
    pub feature: String,
    /// Over all rows, and within sessions.
    #[serde(flatten)]
    pub both: PooledVsWithin,
}

/// Both slopes of every numeric feature that varies within some session; nothing where rows know
/// no session.
///
/// Errors: cancelled.
pub fn contrasts(job: &Job, table: &Table) -> Result<Vec<Contrast>, Cancelled> {
    let Some(order) = &table.order else {
        return Ok(Vec::new());
    };
    let (mut y, w) = table.targets();
    if let Outcome::Numeric(values) = &table.outcome {
        y.clone_from(values);
    }
    let mut found = Vec::new();
    for (feature, column) in table.features.iter().zip(&table.columns) {
        job.check()?;
        if let Column::Numeric(x) = column
            && let Some(both) = pooled_vs_within(x, &y, &w, order)
        {
            found.push(Contrast { feature: feature.key.clone(), both });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Sessions with an opener are big nights; whoever saw the opener buys less than others of
    /// the same night when `damping` is below 1.
    fn nights(lift: f64, damping: f64, seed: u64) -> (Vec<f64>, Vec<f64>, Vec<u32>) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (mut x, mut y, mut g) = (Vec::new(), Vec::new(), Vec::new());
        for session in 0..40 {
            let big = session % 3 == 0;
            let base = 0.15 * if big { lift } else { 1.0 };
            for _ in 0..150 {
                let seen = big && rng.r#gen::<f64>() < 0.6;
                let p = base * if seen { damping } else { 1.0 };
                x.push(f64::from(u8::from(seen)));
                y.push(f64::from(u8::from(rng.r#gen::<f64>() < p)));
                g.push(session);
            }
        }
        (x, y, g)
    }

    #[test]
    fn a_confounder_is_found_and_its_twin_is_quiet() {
        let mut planted = 0;
        let mut twin = 0;
        for seed in 0..20 {
            let (x, y, g) = nights(3.0, 0.65, seed);
            let both = pooled_vs_within(&x, &y, &vec![1.0; x.len()], &g).unwrap();
            planted += usize::from(both.contradicts());
            let (x, y, g) = nights(1.0, 1.0, seed);
            let both = pooled_vs_within(&x, &y, &vec![1.0; x.len()], &g).unwrap();
            twin += usize::from(both.contradicts());
        }
        assert_eq!(planted, 20);
        assert_eq!(twin, 0);
    }

    #[test]
    fn slopes_are_what_they_should_be() {
        // Two sessions: within each the outcome falls by 1 per unit, the second lies 10 higher.
        let x = [0.0, 1.0, 2.0, 5.0, 6.0, 7.0];
        let y = [2.0, 1.0, 0.0, 12.0, 11.0, 10.0];
        let both = pooled_vs_within(&x, &y, &[1.0; 6], &[0, 0, 0, 1, 1, 1]).unwrap();
        assert!((both.within.slope + 1.0).abs() < 1e-12);
        assert!(both.pooled.slope > 1.0);
        assert!(!both.contradicts(), "two sessions are too few to say");
        assert!(pooled_vs_within(&[1.0, 2.0], &[0.0, 1.0], &[1.0; 2], &[0, 1]).is_none());
    }
}
