//! What if: an answer now and after a change, each as a distribution rather than one number.

use std::collections::BTreeMap;

use statrs::distribution::{ContinuousCDF, Normal};

use super::{CellValue, LearnError, Model, ModelReport, OutcomeUnit, Prediction, stat};
use crate::domain::Interval;

/// Where the answer may lie: the 80% range, continued outwards as a normal curve on each side —
/// of the log-odds for rates, of the number itself otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    rate: bool,
    low: f64,
    middle: f64,
    high: f64,
}

/// An answer with its distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Value, parts, path.
    pub prediction: Prediction,
    /// Where it may lie; `None` where nothing tells.
    pub spread: Option<Spread>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The feature.
    pub feature: String,
    /// Before.
    pub from: CellValue,
    /// After.
    pub to: CellValue,
}

/// Two answers side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// Every feature as it is.
    pub values: BTreeMap<String, CellValue>,
    /// The answer now.
    pub now: Answer,
    /// The answer after the changes.
    pub changed: Answer,
    /// What was changed.
    pub moved: Vec<Moved>,
}

impl Spread {
    /// The spread with this middle and 80% range; `None` when the range has no width.
    pub fn of(value: f64, range: &Interval, rate: bool) -> Option<Self> {
        let scale = |x: f64| if rate { stat::log_odds(x) } else { x };
        let middle = scale(value);
        // A shrunken value may lie at the very edge of its own range.
        let (low, high) = (scale(range.low).min(middle), scale(range.high).max(middle));
        (high > low && low.is_finite() && high.is_finite()).then_some(Self {
            rate,
            low,
            middle,
            high,
        })
    }

    /// The chance that the answer lies below `x`.
    pub fn below(&self, x: f64) -> f64 {
        if self.rate && (x <= 0.0 || x >= 1.0) {
            return f64::from(u8::from(x >= 1.0));
        }
        let at = if self.rate { stat::log_odds(x) } else { x };
        let side = if at < self.middle { self.middle - self.low } else { self.high - self.middle };
        if side <= 0.0 {
            return f64::from(u8::from(at >= self.middle));
        }
        let z = (at - self.middle) / side * stat::Z80;
        Normal::new(0.0, 1.0).map_or(0.5, |normal| normal.cdf(z))
    }

    /// The value below which the answer lies with this chance.
    pub fn at(&self, chance: f64) -> f64 {
        let z = stat::normal(chance) / stat::Z80;
        let side = if z < 0.0 { self.middle - self.low } else { self.high - self.middle };
        let at = self.middle + z * side;
        if self.rate { stat::logistic(at) } else { at }
    }

    /// The 80% range.
    pub fn interval(&self) -> Interval {
        Interval::new(self.at(0.1), self.at(0.9))
    }
}

/// The range of an answer from what was tested: that of the rate among those told about the same
/// (the nearest of ten bins), or how far numbers lay from what was said.
pub(super) fn tested(report: &ModelReport, value: f64) -> Option<Interval> {
    let odds = |p: f64| stat::log_odds(p);
    if let Some(bin) = report
        .calibration
        .iter()
        .min_by(|a, b| (a.predicted - value).abs().total_cmp(&(b.predicted - value).abs()))
    {
        // The bin's range, moved as far as this answer lies from what was said of the bin. Where
        // nobody (or everybody) bought, the range ends at a tenth of a person, not at never.
        let least = 0.1 / bin.n.max(1.0);
        let (low, high) = (bin.interval.low.max(least), bin.interval.high.min(1.0 - least));
        let said = odds(bin.predicted);
        // What is said is itself off by the luck of those learnt from, which the bin does not know.
        let (middle, level) =
            (odds(bin.observed.clamp(least, 1.0 - least)), report.level.unwrap_or(0.0));
        let low = middle - (middle - odds(low)).hypot(level);
        let high = middle + (odds(high) - middle).hypot(level);
        let (below, above) = around(low - said, high - said);
        let end = |moved: f64| stat::logistic(odds(value) + moved);
        return Some(Interval::new(end(below), end(above)));
    }
    if let Some(off) = report.usually_off {
        let (below, above) = around(off.low, off.high);
        return Some(Interval::new(value + below, value + above));
    }
    // Kept before that was known.
    let half = stat::Z80 * report.scores.rmse?;
    Some(Interval::new(value - half, value + half))
}

/// How far a range reaches below and above what is said. What is said lies within its own range, a
/// twentieth of half its width from the end at least, so that its distribution has two sides.
fn around(low: f64, high: f64) -> (f64, f64) {
    let least = 0.05 * (high - low) / 2.0;
    (low.min(-least), high.max(least))
}

/// Answers for `values` as they are and with `changes`. Forests, boosting and nets carry no range
/// of their own; the report says how far off they were where they were tested.
pub fn what_if(
    model: &Model,
    report: Option<&ModelReport>,
    values: &BTreeMap<String, CellValue>,
    changes: &BTreeMap<String, CellValue>,
) -> Result<WhatIf, LearnError> {
    let mut full = BTreeMap::new();
    for feature in &model.features {
        let key = feature.feature.key.clone();
        let value = values.get(&key).cloned().unwrap_or_else(|| feature.typical());
        full.insert(key, value);
    }
    let rate = model.unit == OutcomeUnit::Rate;
    let answer = |mut prediction: Prediction| {
        prediction.interval = prediction.interval.or_else(|| tested(report?, prediction.value));
        let spread =
            prediction.interval.as_ref().and_then(|i| Spread::of(prediction.value, i, rate));
        Answer { prediction, spread }
    };
    let now = answer(model.predict(&full)?);
    let mut after = full.clone();
    after.extend(changes.clone());
    let mut changed = answer(model.predict(&after)?);
    // What is as it was is no news, even where the row itself is unusual.
    changed.prediction.out_of_range.retain(|outside| changes.contains_key(&outside.feature));
    let moved = changes
        .iter()
        .filter(|(key, to)| full.get(*key) != Some(*to))
        .map(|(key, to)| Moved {
            feature: key.clone(),
            from: full.get(key).cloned().unwrap_or(CellValue::Missing),
            to: to.clone(),
        })
        .collect();
    Ok(WhatIf { values: full, now, changed, moved })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_meets_its_range_and_is_one_in_all() {
        for (value, low, high, rate) in [
            (0.14, 0.11, 0.18, true),
            (0.02, 0.005, 0.03, true),
            (38_000.0, 20_000.0, 51_000.0, false),
            (-3.0, -3.0, 4.0, false),
        ] {
            let spread = Spread::of(value, &Interval::new(low, high), rate).unwrap();
            assert!((spread.at(0.5) - value).abs() < 1e-9 * value.abs().max(1.0));
            assert!((spread.at(0.9) - high).abs() < 1e-9 * high.abs().max(1.0), "{spread:?}");
            assert!((spread.interval().low - low).abs() < 1e-9 * low.abs().max(1.0));
            if low < value {
                assert!((spread.below(low) - 0.1).abs() < 1e-6);
                assert!((spread.below(spread.at(0.3)) - 0.3).abs() < 1e-6);
            }
            assert!((spread.below(high) - 0.9).abs() < 1e-6);
            if rate {
                assert_eq!((spread.below(0.0), spread.below(1.0)), (0.0, 1.0));
            }
        }
        assert!(Spread::of(0.5, &Interval::new(0.5, 0.5), true).is_none());
        // A value outside its own range widens it.
        let edge = Spread::of(0.3, &Interval::new(0.1, 0.2), true).unwrap();
        assert!((edge.at(0.9) - 0.3).abs() < 1e-9);
    }
}
