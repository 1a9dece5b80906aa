//! Scores of one ranked list, and what they say over viewers.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::quality::AtK;
use crate::domain::Interval;

/// Resamples of a bootstrap.
const RESAMPLES: u64 = 1_000;

/// The `k` best open products, best first; equal scores by product order.
pub(crate) fn top(scores: &[f64], open: &[bool], k: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scores.len() as u32).filter(|&i| open[i as usize]).collect();
    let by = |a: &u32, b: &u32| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b));
    if k > 0 && order.len() > k {
        order.select_nth_unstable_by(k - 1, by);
        order.truncate(k);
    }
    order.sort_by(by);
    order.truncate(k);
    order
}

/// Discounted gain of a hit at a place from 0.
fn gain(place: usize) -> f64 {
    1.0 / (place as f64 + 2.0).log2()
}

/// NDCG at `k`: the ideal list holds `min(k, held back)` hits. `relevant` is sorted.
pub(crate) fn ndcg(list: &[u32], relevant: &[u32], k: usize) -> f64 {
    let hits = list.iter().take(k).enumerate();
    let dcg: f64 = hits
        .filter(|(_, item)| relevant.binary_search(item).is_ok())
        .map(|(place, _)| gain(place))
        .sum();
    let ideal: f64 = (0..k.min(relevant.len())).map(gain).sum();
    if ideal > 0.0 { dcg / ideal } else { 0.0 }
}

/// Every score of one viewer's list at `k`. `relevant` is sorted and not empty.
pub(crate) fn at_k(list: &[u32], relevant: &[u32], k: usize) -> AtK {
    let mut hits = 0.0;
    let mut precision = 0.0;
    for (place, item) in list.iter().take(k).enumerate() {
        if relevant.binary_search(item).is_ok() {
            hits += 1.0;
            precision += hits / (place as f64 + 1.0);
        }
    }
    AtK {
        k,
        hr: if hits > 0.0 { 1.0 } else { 0.0 },
        recall: hits / relevant.len() as f64,
        ndcg: ndcg(list, relevant, k),
        map: precision / k.min(relevant.len()) as f64,
    }
}

/// Means over viewers.
pub(crate) fn mean_at_k(k: usize, each: &[AtK]) -> AtK {
    let n = each.len().max(1) as f64;
    let mean = |of: fn(&AtK) -> f64| each.iter().map(of).sum::<f64>() / n;
    AtK {
        k,
        hr: mean(|a| a.hr),
        recall: mean(|a| a.recall),
        ndcg: mean(|a| a.ndcg),
        map: mean(|a| a.map),
    }
}

/// Bootstrap interval of the mean of `values`, resampling viewers. Resample `r` has its own
/// stream of the seed, so threads cannot change it, and two series of the same viewers are
/// resampled alike.
pub(crate) fn bootstrap(values: &[f64], seed: u64, level: f64) -> Interval {
    let n = values.len();
    let mut means: Vec<f64> = (0..RESAMPLES)
        .into_par_iter()
        .map(|r| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream(r);
            let sum: f64 = (0..n).map(|_| values[rng.gen_range(0..n)]).sum();
            sum / n.max(1) as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |q: f64| means[((q * RESAMPLES as f64) as usize).min(RESAMPLES as usize - 1)];
    Interval { low: at((1.0 - level) / 2.0), high: at(f64::midpoint(1.0, level)), level }
}

/// Gini coefficient of counts: 0 when all are equal, towards 1 when one has all.
pub(crate) fn gini(counts: &[u32]) -> f64 {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let n = sorted.len() as f64;
    let total: f64 = sorted.iter().map(|&c| f64::from(c)).sum();
    if total == 0.0 {
        return 0.0;
    }
    let ranked: f64 =
        sorted.iter().enumerate().map(|(at, &c)| (at as f64 + 1.0) * f64::from(c)).sum();
    2.0 * ranked / (n * total) - (n + 1.0) / n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-6, "{a} is not {b}");
    }

    /// R4: a list of five with hits at places 2 and 5, three products held back.
    #[test]
    fn worked_example() {
        let list = [10, 11, 12, 13, 14];
        let relevant = [11, 14, 99];
        let at5 = at_k(&list, &relevant, 5);
        close(at5.hr, 1.0);
        close(at5.recall, 2.0 / 3.0);
        // DCG 1/log2 3 + 1/log2 6 = .6309298 + .3868528; ideal 1 + .6309298 + .5.
        close(at5.ndcg, 1.0177826 / 2.1309298);
        // Precision 1/2 at the first hit, 2/5 at the second, over three held back.
        close(at5.map, (0.5 + 0.4) / 3.0);

        let at2 = at_k(&list, &relevant, 2);
        close(at2.recall, 1.0 / 3.0);
        // The ideal list of two holds two hits although three are held back.
        close(at2.ndcg, 0.6309298 / 1.6309298);
        close(at2.map, 0.5 / 2.0);

        let none = at_k(&list, &[98, 99], 5);
        assert_eq!((none.hr, none.recall, none.ndcg, none.map), (0.0, 0.0, 0.0, 0.0));
        close(at_k(&[11, 14], &[11, 14], 10).ndcg, 1.0);
    }

    #[test]
    fn top_is_by_score_then_product_and_skips_closed() {
        let scores = [0.5, 0.9, 0.5, 0.1, 0.7];
        let open = [true, false, true, true, true];
        assert_eq!(top(&scores, &open, 3), [4, 0, 2]);
        assert_eq!(top(&scores, &open, 10), [4, 0, 2, 3]);
        assert!(top(&scores, &open, 0).is_empty());
    }

    #[test]
    fn bootstrap_holds_the_mean_and_repeats() {
        let values: Vec<f64> = (0..200).map(|i| f64::from(i % 10)).collect();
        let a = bootstrap(&values, 7, 0.8);
        assert!(a.contains(4.5));
        // The mean's standard error is 2.87 / √200 = .203: an 80% range is about ±.26.
        assert!((a.high - a.low - 0.52).abs() < 0.1, "{a:?}");
        assert_eq!(a, bootstrap(&values, 7, 0.8));
    }

    #[test]
    fn gini_of_known_shares() {
        close(gini(&[5, 5, 5, 5]), 0.0);
        close(gini(&[0, 0, 0, 8]), 0.75);
        close(gini(&[1, 3]), 0.25);
        assert_eq!(gini(&[0, 0]), 0.0);
    }
}
