//! From shares to whole minutes: largest remainder within each product's minutes.

use super::choose::NOTHING;

/// Least and most minutes of a product that is in.
#[derive(Clone, Copy, Debug)]
pub struct MinuteBounds {
    /// Least.
    pub least: u32,
    /// Most.
    pub most: u32,
}

/// Whole minutes that sum to `minutes` and follow the shares as closely as the bounds allow.
/// A product without a share gets none. Ties go to the earlier row.
pub fn whole(shares: &[f64], bounds: &[MinuteBounds], minutes: u32) -> Vec<u32> {
    let exact: Vec<f64> = shares.iter().map(|s| s * f64::from(minutes)).collect();
    let mut given: Vec<u32> = exact
        .iter()
        .zip(bounds)
        .map(|(m, b)| {
            if *m <= NOTHING {
                0
            } else {
                ((m + 1e-9).floor() as u32).clamp(b.least.min(b.most), b.most)
            }
        })
        .collect();
    let gap = |given: &[u32], at: usize| exact[at] - f64::from(given[at]);
    loop {
        let sum: u32 = given.iter().sum();
        let in_play = (0..given.len()).filter(|at| exact[*at] > NOTHING);
        let next = match sum.cmp(&minutes) {
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Less => in_play
                .filter(|at| given[*at] < bounds[*at].most)
                .max_by(|a, b| gap(&given, *a).total_cmp(&gap(&given, *b)).then(b.cmp(a)))
                .map(|at| (at, true)),
            std::cmp::Ordering::Greater => in_play
                .filter(|at| given[*at] > bounds[*at].least)
                .min_by(|a, b| gap(&given, *a).total_cmp(&gap(&given, *b)).then(b.cmp(a)))
                .map(|at| (at, false)),
        };
        match next {
            Some((at, true)) => given[at] += 1,
            Some((at, false)) => given[at] -= 1,
            // Minutes and shares were checked together; only rounding of bounds leads here.
            None => break,
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(n: usize) -> Vec<MinuteBounds> {
        vec![MinuteBounds { least: 0, most: 240 }; n]
    }

    #[test]
    fn minutes_follow_shares_and_sum_up() {
        assert_eq!(whole(&[0.3, 0.4, 0.3], &free(3), 240), [72, 96, 72]);
        assert_eq!(whole(&[0.5, 0.5, 0.0], &free(3), 5), [3, 2, 0]);
        let bounds = [MinuteBounds { least: 10, most: 60 }, MinuteBounds { least: 0, most: 240 }];
        assert_eq!(whole(&[0.08, 0.92], &bounds, 100), [10, 90]);
        assert_eq!(whole(&[0.7, 0.3], &bounds, 100), [60, 40]);
        assert_eq!(whole(&[0.0, 1.0], &bounds, 100), [0, 100]);
    }
}
