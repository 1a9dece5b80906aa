//! What is bought together, against counts by hand.

use super::*;

fn found(rows: &[Interaction]) -> Associations {
    let data = Interactions::new(rows, &items(6), &[], &[]);
    associations(&job(), &data).unwrap()
}

/// `n` buyers of all these products at a day, named after `who`.
fn buyers(rows: &mut Vec<Interaction>, who: &str, n: usize, products: &[i64], day: f64) {
    for at in 0..n {
        rows.extend(products.iter().map(|&product| bought(&format!("{who}{at}"), product, day)));
    }
}

#[test]
fn over_one_day_it_is_the_usual_support_confidence_and_lift() {
    // 100 occasions: 30 with both, 20 with the first alone, 10 with the second alone, 40 others.
    let mut rows = Vec::new();
    buyers(&mut rows, "both", 30, &[1, 2], 1.0);
    buyers(&mut rows, "first", 20, &[1], 1.0);
    buyers(&mut rows, "second", 10, &[2], 1.0);
    buyers(&mut rows, "other", 40, &[3], 1.0);
    let found = found(&rows);
    assert_eq!((found.occasions, found.of_several, found.untold), (100, 30, 0));
    let [pair] = found.pairs.as_slice() else { panic!("{found:#?}") };
    // The rarer one (40 of 100) leads to the other (50 of 100).
    assert_eq!((pair.from, pair.to, pair.both, pair.buyers), (ProductId(2), ProductId(1), 30, 30));
    assert!((pair.support - 0.30).abs() < 1e-12);
    assert!((pair.confidence - 30.0 / 40.0).abs() < 1e-12);
    assert!((pair.confidence_back - 30.0 / 50.0).abs() < 1e-12);
    assert!((pair.lift - 0.30 / (0.40 * 0.50)).abs() < 1e-12);
    // 30 pairs fall on 50, 40 and 40 purchases: 30 · 2 · 50 · 40 / (130² − 50² − 2 · 40²).
    assert!((pair.times_chance - 30.0 / (30.0 * 4_000.0 / 11_200.0)).abs() < 1e-12);
    assert!(pair.times_chance_interval.low > 1.0 && pair.clear, "{pair:#?}");
    assert!(pair.confidence_interval.contains(0.75));
}

#[test]
fn what_was_never_on_sale_on_one_day_does_not_look_like_a_pair() {
    // On two evenings each of three products is taken by half of all, without regard to the others
    // (25 of each choice; who takes nothing is in no list). Later evenings sell something else:
    // over all of them together the three would seem to belong together.
    let mut rows = Vec::new();
    for day in [1.0, 2.0] {
        for choice in 1..8_u32 {
            let products: Vec<i64> = (1..=3).filter(|p| choice & (1 << (p - 1)) != 0).collect();
            buyers(&mut rows, &format!("d{day}c{choice}b"), 25, &products, day);
        }
    }
    buyers(&mut rows, "later", 1_000, &[4], 3.0);
    let found = found(&rows);
    assert_eq!(found.pairs.len(), 3);
    for pair in &found.pairs {
        assert!((pair.times_chance - 1.0).abs() < 1e-12 && !pair.clear, "{pair:#?}");
        assert!(pair.lift > 3.0, "{pair:#?}");
    }
}

#[test]
fn one_buyer_counts_once_and_few_are_not_told() {
    let mut rows = Vec::new();
    // Nineteen buyers, each on three evenings: 57 occasions of too few people.
    for day in [1.0, 2.0, 3.0] {
        buyers(&mut rows, "few", 19, &[1, 2], day);
        buyers(&mut rows, "enough", 20, &[3, 4], day);
        buyers(&mut rows, "rest", 30, &[5], day);
    }
    let found = found(&rows);
    assert_eq!(found.untold, 1);
    let [pair] = found.pairs.as_slice() else { panic!("{found:#?}") };
    assert_eq!((pair.both, pair.buyers), (60, 20));
}

#[test]
fn purchases_of_one_evening_are_one_occasion_and_of_two_are_two() {
    let mut rows = Vec::new();
    for at in 0..25 {
        // Two hours apart, and a day apart.
        rows.push(bought(&format!("evening{at}"), 1, 1.0));
        rows.push(bought(&format!("evening{at}"), 2, 1.0 + 2.0 / 24.0));
        rows.push(bought(&format!("apart{at}"), 3, 1.0));
        rows.push(bought(&format!("apart{at}"), 4, 2.0));
    }
    let found = found(&rows);
    let pairs: Vec<_> = found.pairs.iter().map(|pair| (pair.from, pair.to)).collect();
    assert_eq!(pairs, [(ProductId(1), ProductId(2))]);
    assert_eq!(found.occasions, 75);
}

#[test]
fn chance_alone_is_hardly_ever_called_clear() {
    // 2,000 buyers of anything on one of ten days, forty streams: at most a tenth of what is called
    // clear may be chance, so hardly any stream has anything.
    let mut streams = 0;
    for seed in 0..40 {
        let mut random = Stream(seed);
        let mut rows = Vec::new();
        for buyer in 0..2_000 {
            let day = f64::from(buyer % 10);
            for product in 1..=5 {
                // From half of all buyers down to a tenth.
                if random.below(2 * product as u64) == 0 {
                    rows.push(bought(&format!("b{buyer}"), product, day));
                }
            }
        }
        let found = found(&rows);
        assert!(found.pairs.len() >= 8);
        streams += usize::from(found.pairs.iter().any(|pair| pair.clear));
    }
    assert!(streams <= 4, "{streams} of 40");
}

#[test]
fn nothing_bought_is_no_pair() {
    assert_eq!(found(&[]).pairs, []);
}
