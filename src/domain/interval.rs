//! A range with the level it is meant to cover.

use serde::{Deserialize, Serialize};

/// A two-sided range, for example an 80% interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end, in the unit of the value it belongs to.
    pub low: f64,
    /// Upper end, in the same unit.
    pub high: f64,
    /// The share of cases it is meant to cover, 0..1.
    pub level: f64,
}

impl Interval {
    /// The level of every interval a person is shown unless it says otherwise.
    pub const LEVEL: f64 = 0.8;

    /// The normal quantile of a two-sided range of that level.
    pub(crate) const Z: f64 = 1.281_551_565_544_600_4;

    /// An interval at the usual 80% level.
    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high, level: Self::LEVEL }
    }

    /// Wilson's score range of a rate seen in `trials`, with the normal quantile `z` of the level
    /// (E. B. Wilson, JASA 22, 1927).
    pub(crate) fn wilson(rate: f64, trials: f64, z: f64, level: f64) -> Self {
        let z2 = z * z;
        let bottom = 1.0 + z2 / trials;
        let centre = (rate + z2 / (2.0 * trials)) / bottom;
        let spread = rate * (1.0 - rate) / trials + z2 / (4.0 * trials * trials);
        let half = z / bottom * spread.max(0.0).sqrt();
        Self { low: (centre - half).max(0.0), high: (centre + half).min(1.0), level }
    }

    /// Whether a value lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Whether zero lies strictly outside: the sign is clear.
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }

    /// The same range with both ends multiplied by a factor of zero or more.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, level: self.level }
    }
}
