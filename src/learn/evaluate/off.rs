//! How far off a model was where it was tested: what its answers' ranges are made from when the
//! method gives none of its own.

use super::{Held, Pieces, calibration, calibration_bins, percentile};
use crate::domain::{Cancelled, Interval, Job};
use crate::learn::{CalibrationBin, stat};

/// Fewest tested rows to speak of how far numbers are usually off.
const FEWEST: usize = 8;

/// What resampling says of the tested rates.
pub(crate) struct Resampled {
    /// The calibration.
    pub bins: Vec<CalibrationBin>,
    /// Half of the 80% range of the rate of all tested rows, in log-odds; `None` where it is not
    /// known.
    pub level: Option<f64>,
}

/// The calibration with ranges that know that rows of one group (a viewer, a session) go together:
/// from resampling groups, and never narrower than Wilson's range of so many rows.
///
/// Errors: cancelled.
pub(crate) fn resampled_calibration(
    job: &Job,
    held: &Held,
    (predictions, pieces): (&[f64], &Pieces),
    seed: u64,
) -> Result<Resampled, Cancelled> {
    let (mut bins, _) = calibration(pieces, predictions, &held.y, &held.w);
    let Some(of_row) = calibration_bins(pieces, &held.w) else {
        return Ok(Resampled { bins, level: None });
    };
    let of_row = places(&of_row);
    let mut rates: Vec<Vec<f64>> = vec![Vec::new(); bins.len()];
    let mut levels = Vec::new();
    held.groups.run(job, seed, held.groups.rounds(), |times| {
        let mut sums = vec![(0.0, 0.0); rates.len()];
        for (row, &bin) in of_row.iter().enumerate() {
            let weight = held.w[row] * times[row];
            sums[bin] = (sums[bin].0 + weight, sums[bin].1 + weight * held.y[row]);
        }
        let (weight, found) = sums.iter().fold((0.0, 0.0), |(w, f), s| (w + s.0, f + s.1));
        if found > 0.0 && found < weight {
            levels.push(stat::log_odds(found / weight));
        }
        for (rates, (weight, found)) in rates.iter_mut().zip(sums) {
            if weight > 0.0 {
                rates.push(found / weight);
            }
        }
    })?;
    for (bin, rates) in bins.iter_mut().zip(&mut rates) {
        if let Some(range) = percentile(rates) {
            let (low, high) = (bin.interval.low.min(range.low), bin.interval.high.max(range.high));
            bin.interval = Interval::new(low, high);
        }
    }
    let level = percentile(&mut levels).map(|range| (range.high - range.low) / 2.0);
    Ok(Resampled { bins, level })
}

/// Bins numbered without those that are empty.
fn places(bins: &[usize]) -> Vec<usize> {
    let mut used = bins.to_vec();
    used.sort_unstable();
    used.dedup();
    bins.iter().map(|bin| used.partition_point(|known| known < bin)).collect()
}

/// What is to be added to an answer for the ends of its 80% range: the tested rows' outcomes less
/// what was said of them, at the tenth and the ninetieth of a hundred, a little further out where
/// few were tested (split conformal: Vovk et al. 2005).
pub(crate) fn usually_off(held: &Held, predictions: &[f64]) -> Option<Interval> {
    let n = held.y.len();
    if held.rate || n < FEWEST {
        return None;
    }
    let mut off: Vec<f64> = held.y.iter().zip(predictions).map(|(y, p)| y - p).collect();
    off.sort_unstable_by(f64::total_cmp);
    // The k-th of n with k = 0.9 (n + 1), rounded up, counted from the other end for the lower.
    let k = ((n as f64 + 1.0) * 0.9).ceil() as usize;
    let at = |share: f64| stat::quantile(&off, share);
    let share = (k.min(n) - 1) as f64 / (n - 1) as f64;
    Some(Interval::new(at(1.0 - share), at(share)))
}
