//! The worst sessions: their average in the draws, and the few scenarios that stand for the draws
//! in the linear program.

use super::curve::ValueCurve;
use super::simulate::{DRAWS, Draws};

/// Scenarios of the linear program.
pub const SCENARIOS: usize = 200;

/// Average of the worst part of outcomes.
pub fn worst_average(totals: &[f64], part: f64) -> f64 {
    let count = ((part * totals.len() as f64).round() as usize).clamp(1, totals.len().max(1));
    let mut sorted = totals.to_vec();
    if count < sorted.len() {
        sorted.select_nth_unstable_by(count - 1, f64::total_cmp);
    }
    // In order, so that the sum does not depend on how the selection went.
    let worst = &mut sorted[..count];
    worst.sort_by(f64::total_cmp);
    worst.iter().sum::<f64>() / count as f64
}

/// Scenarios spread evenly from the worst draw to the best by what a split brings in them: the
/// middle one of every fifty, so that a handful says what ten thousand say about that split.
pub fn scenarios(draws: &Draws, curves: &[ValueCurve], shares: &[f64]) -> Vec<Vec<f64>> {
    let worths = draws.worths(curves, shares);
    let mut order: Vec<usize> = (0..DRAWS).collect();
    order.sort_by(|a, b| worths[*a].total_cmp(&worths[*b]).then(a.cmp(b)));
    let each = DRAWS / SCENARIOS;
    order
        .chunks(each)
        .map(|chunk| {
            let draw = chunk[chunk.len() / 2];
            (0..curves.len()).map(|at| draws.scale(at, draw)).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::worst_average;

    #[test]
    fn the_worst_part_is_averaged() {
        let totals: Vec<f64> = (0..10).map(|n| f64::from((n * 7) % 10)).collect();
        assert_eq!(worst_average(&totals, 0.1), 0.0);
        assert_eq!(worst_average(&totals, 0.3), 1.0);
        assert_eq!(worst_average(&totals, 1.0), 4.5);
        assert_eq!(worst_average(&[7.0], 0.01), 7.0);
    }
}
