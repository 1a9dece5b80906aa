//! How much more data a model would need before it could be believed.

use serde::{Deserialize, Serialize};

/// A gain below this share of what it is measured in is taken for none: no amount of the same data
/// would make it useful.
const NO_GAIN: f64 = 0.02;
/// More than so many times the data is not worth naming.
const MOST_TIMES: f64 = 50.0;

/// How much there is, and how much would do if new data were like the old.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoreData {
    /// Buyers (rows, for numbers) there are.
    pub found: f64,
    /// As many in all would do; `None` where more of the same would hardly help and other columns
    /// are needed.
    pub needed: Option<f64>,
}

impl MoreData {
    /// For a gain that must be `sure` times its standard deviation, which shrinks with the square
    /// root of the data.
    pub(super) fn for_gain(found: f64, gain: f64, deviation: f64, sure: f64) -> Self {
        let times = (sure * deviation / gain).powi(2);
        let hopeless = gain.is_nan() || gain < NO_GAIN || !(1.0..=MOST_TIMES).contains(&times);
        Self { found, needed: (!hopeless).then(|| (found * times).ceil()) }
    }

    /// Where too few were tested: in proportion.
    pub(super) fn in_proportion(found: f64, tested: f64, needed: f64) -> Self {
        let times = needed / tested;
        let sensible = times.is_finite() && times <= MOST_TIMES;
        Self { found, needed: sensible.then(|| (found * times).ceil()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_as_sure_needs_four_times_the_data() {
        // A gain of .05 with a deviation of .04: 1.25 of the 2.5 that are asked for.
        let more = MoreData::for_gain(40.0, 0.05, 0.04, 2.5);
        assert_eq!(more.needed, Some(160.0));
        for (gain, deviation) in [(0.001, 0.04), (-0.1, 0.04), (0.03, 0.5), (f64::NAN, 0.1)] {
            assert_eq!(MoreData::for_gain(40.0, gain, deviation, 2.5).needed, None);
        }
        assert_eq!(MoreData::in_proportion(12.0, 4.0, 10.0).needed, Some(30.0));
        assert_eq!(MoreData::in_proportion(12.0, 0.0, 10.0).needed, None);
    }
}
