//! Usable, weak or do not use: the rule, with its reason.

use super::evaluate::baseline::Simple;
use super::evaluate::{Held, deviation};
use super::{Baselines, LiftPoint, Reason, Scores, stat};
use crate::domain::{Cancelled, Interval, Job, Verdict};

/// One-sided 1%: how sure one must be that a model beats chance before it is more than
/// "do not use". With two methods tried on shuffled outcomes this lets through about 2%.
pub(super) const SURE: f64 = 2.33;
/// Fewest buyers and fewest others among the tested.
const FEWEST_TESTED: f64 = 10.0;
/// Fewest tested rows for numbers.
const FEWEST_ROWS: usize = 8;
/// AUC below which a model is weak at best.
const SMALL: f64 = 0.6;

/// Resampled figures the verdict needs.
pub(super) struct Spread {
    /// Standard deviation of the AUC.
    pub auc: f64,
    /// AUC less that of the best single feature: mean and standard deviation.
    pub over_single: Option<(f64, f64)>,
}

/// Judges a model of rates.
pub(super) fn rate(
    held: &Held,
    scores: &Scores,
    baselines: &Baselines,
    spread: &Spread,
    lift: &[LiftPoint],
    suspects: Vec<String>,
) -> (Verdict, Reason) {
    let (buyers, others) = held.sides();
    let auc = scores.roc_auc.unwrap_or(0.5);
    let rarer = buyers.min(others);
    if rarer < FEWEST_TESTED || scores.roc_auc.is_none() {
        let reason = Reason::TooFewTested { found: rarer, needed: FEWEST_TESTED };
        return (Verdict::DoNotUse, reason);
    }
    let skill = scores.brier_skill.unwrap_or(0.0);
    if auc - SURE * spread.auc <= 0.5 || (skill <= 0.0 && auc < SMALL) {
        let half = stat::Z80 * spread.auc;
        let reason = Reason::NoBetterThanChance {
            auc,
            interval: Interval::new(auc - half, (auc + half).min(1.0)),
        };
        return (Verdict::DoNotUse, reason);
    }
    if !suspects.is_empty() {
        return (Verdict::Weak, Reason::SuspectedLeak { columns: suspects });
    }
    if auc < SMALL {
        return (Verdict::Weak, Reason::SmallGain { auc });
    }
    let (slope, error) =
        (scores.calibration_slope.unwrap_or(1.0), scores.calibration_error.unwrap_or(0.0));
    let base = buyers / (buyers + others);
    if skill <= 0.0 || !(0.5..=2.0).contains(&slope) || error > (0.5 * base).max(0.02) {
        return (Verdict::Weak, Reason::RatesOff { slope, error });
    }
    if let (Some((gain, sd)), Some(single)) = (spread.over_single, &baselines.single_feature)
        && gain < -stat::Z80 * sd
    {
        let reason = Reason::NoBetterThanOneFeature {
            feature: single.feature.clone().unwrap_or_default(),
            score: auc,
            baseline: single.scores.roc_auc.unwrap_or(0.5),
        };
        return (Verdict::Weak, reason);
    }
    let fifth = lift.iter().find(|p| (p.reached - 0.2).abs() < 1e-9).map_or(0.2, |p| p.found);
    let reason = Reason::FindsBuyers { reached: 0.2, found: fifth };
    (Verdict::Usable, reason)
}

/// Judges a model of numbers by resampling the rows' differences in error.
///
/// Errors: cancelled.
pub(super) fn number(
    held: &Held,
    scores: &Scores,
    baselines: &Baselines,
    predictions: &[f64],
    simple: &Simple,
    suspects: Vec<String>,
    (job, seed): (&Job, u64),
) -> Result<(Verdict, Reason), Cancelled> {
    if held.y.len() < FEWEST_ROWS {
        let reason =
            Reason::TooFewTested { found: held.y.len() as f64, needed: FEWEST_ROWS as f64 };
        return Ok((Verdict::DoNotUse, reason));
    }
    let mae = scores.mae.unwrap_or(f64::NAN);
    let of = |b: &super::Baseline| b.scores.mae.unwrap_or(f64::NAN);
    let squared = |p: f64, y: f64| (p - y) * (p - y);
    let absolute = |p: f64, y: f64| (p - y).abs();
    let (gain, sd) = gain(held, &simple.constant, predictions, squared, (job, seed))?;
    if gain <= SURE * sd {
        let reason = Reason::NoBetterThanMean { mae, baseline: of(&baselines.constant) };
        return Ok((Verdict::DoNotUse, reason));
    }
    let mut clear = true;
    let mut best = of(&baselines.constant);
    if let (Some(last), Some(baseline)) = (&simple.last, &baselines.last_session) {
        let (gain, sd) = self::gain(held, last, predictions, absolute, (job, seed))?;
        if gain <= 0.0 {
            let reason = Reason::NoBetterThanLast { mae, baseline: of(baseline) };
            return Ok((Verdict::DoNotUse, reason));
        }
        clear &= gain > stat::Z80 * sd;
        best = best.min(of(baseline));
    }
    if !suspects.is_empty() {
        return Ok((Verdict::Weak, Reason::SuspectedLeak { columns: suspects }));
    }
    if !clear && let Some(last) = &baselines.last_session {
        let reason = Reason::NoBetterThanLast { mae, baseline: of(last) };
        return Ok((Verdict::Weak, reason));
    }
    if let (Some((_, single)), Some(baseline)) = (&simple.single, &baselines.single_feature) {
        let (gain, sd) = self::gain(held, single, predictions, absolute, (job, seed))?;
        if gain < -stat::Z80 * sd {
            let reason = Reason::NoBetterThanOneFeature {
                feature: baseline.feature.clone().unwrap_or_default(),
                score: mae,
                baseline: of(baseline),
            };
            return Ok((Verdict::Weak, reason));
        }
        best = best.min(of(baseline));
    }
    Ok(if mae < best {
        (Verdict::Usable, Reason::CloserThanBaselines { mae, baseline: best })
    } else {
        (Verdict::Weak, Reason::NoBetterThanMean { mae, baseline: best })
    })
}

/// Mean fall of the error from one set of predictions to another, with its resampled
/// standard deviation.
fn gain(
    held: &Held,
    from: &[f64],
    to: &[f64],
    error: impl Fn(f64, f64) -> f64,
    (job, seed): (&Job, u64),
) -> Result<(f64, f64), Cancelled> {
    let gains: Vec<f64> =
        (0..held.y.len()).map(|i| error(from[i], held.y[i]) - error(to[i], held.y[i])).collect();
    let mean = |times: Option<&[f64]>| {
        let weight = |i: usize| held.w[i] * times.map_or(1.0, |t| t[i]);
        stat::sum((0..gains.len()).map(|i| weight(i) * gains[i]))
            / stat::sum((0..gains.len()).map(weight))
    };
    let mut resampled = Vec::new();
    held.groups.run(job, seed, 400, |times| {
        let value = mean(Some(times));
        if value.is_finite() {
            resampled.push(value);
        }
    })?;
    // Few rows make the bootstrap too sure of itself.
    let n = held.groups.groups() as f64;
    let widen = (n / (n - 1.0).max(1.0)).sqrt() * stat::student(0.99, n - 1.0) / stat::normal(0.99);
    Ok((mean(None), deviation(&resampled) * widen))
}
