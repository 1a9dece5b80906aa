//! E3 and E4: what the adjustment takes away, how often the range cries wolf, how often it finds
//! what is there.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{mean, normal, variance};
use crate::domain::Arm;
use crate::experiment::{Adjusted, FALSE_ALARMS, LEAST_PAIRS, Reading, ahead, estimate, watch};

/// `n` sessions of each way with a figure known before that goes with theirs by `rho`.
fn readings(n: usize, rho: f64, effect: f64, rng: &mut ChaCha8Rng) -> Vec<Reading> {
    (0..2 * n)
        .map(|at| {
            let arm = if at % 2 == 0 { Arm::A } else { Arm::B };
            let (x, noise) = (normal(rng), normal(rng));
            let up = if arm == Arm::A { effect } else { 0.0 };
            let value = 50.0 + 10.0 * (rho * x + (1.0 - rho * rho).sqrt() * noise) + up;
            Reading { arm, value, usual: Some(48.0 + 3.0 * x) }
        })
        .collect()
}

#[test]
fn e3_cuped_variance_ratio_is_one_less_rho_squared() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for rho in [0.3_f64, 0.6, 0.9] {
        let (mut plain, mut less) = (Vec::new(), Vec::new());
        for _ in 0..8_000 {
            let all = readings(50, rho, 4.0, &mut rng);
            let adjusted = estimate(&all, 0.8).unwrap();
            less.push(adjusted.difference);
            plain.push(adjusted.means[0] - adjusted.means[1]);
        }
        let ratio = variance(&less) / variance(&plain);
        assert!((ratio - (1.0 - rho * rho)).abs() <= 0.02, "{rho}: {ratio}");
        assert!((mean(&less) - 4.0).abs() < 0.1, "{}", mean(&less));
    }
}

#[test]
fn ranges_of_few_sessions_cover_as_often_as_they_say() {
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for (n, rho) in [(3, 0.7), (5, 0.7), (12, 0.0), (12, 0.7)] {
        let runs = 2_000;
        let held = (0..runs)
            .filter(|_| {
                estimate(&readings(n, rho, 4.0, &mut rng), 0.8).unwrap().interval.contains(4.0)
            })
            .count() as f64
            / f64::from(runs);
        assert!((0.77..=0.845).contains(&held), "{n} sessions of a way, {rho}: {held}");
    }
}

#[test]
fn what_foretells_nothing_changes_nothing() {
    let reading = |arm, value, usual| Reading { arm, value, usual };
    let values = [5.0, 7.0, 6.0, 9.0, 4.0, 8.0, 6.0, 7.0];
    let with = |usual: &dyn Fn(usize) -> Option<f64>| -> Vec<Reading> {
        let arm = |at: usize| if at.is_multiple_of(2) { Arm::A } else { Arm::B };
        (0..8).map(|at| reading(arm(at), values[at], usual(at))).collect()
    };
    let plain = -2.5;
    let found = |usual: &dyn Fn(usize) -> Option<f64>| estimate(&with(usual), 0.8).unwrap();
    let same = found(&|_| Some(6.0));
    assert_eq!((same.difference, same.adjusted), (plain, Adjusted::NoHelp));
    let one_missing = found(&|at| (at > 0).then_some(at as f64));
    assert_eq!((one_missing.difference, one_missing.adjusted), (plain, Adjusted::Unknown));
    let exact = found(&|at| Some(values[at]));
    assert_eq!(exact.adjusted, Adjusted::By { share: 1.0 });
    let few = &with(&|at| Some(at as f64))[..6];
    assert_eq!(estimate(few, 0.8).unwrap().adjusted, Adjusted::TooFew);
    assert_eq!(estimate(&few[..3], 0.8), None, "one session of a way has no range");
    assert_eq!(estimate(&[], 0.8), None);
}

/// Noise of a session.
type Noise = fn(&mut ChaCha8Rng) -> f64;

fn lognormal(rng: &mut ChaCha8Rng) -> f64 {
    // Standard deviation 1: a few sessions sell many times what the others do.
    (1.0 * normal(rng)).exp() / 2.161_197
}

/// Streams of paired sessions with an effect, a look after every pair; in how many a difference
/// was ever reported, and after how many pairs in the middle.
fn found(effect: f64, noise: Noise, known: bool, pairs: usize, streams: usize) -> (f64, usize) {
    let mut rng = ChaCha8Rng::seed_from_u64(44);
    let mut when: Vec<usize> = Vec::new();
    for _ in 0..streams {
        let mut differences = Vec::new();
        for pair in 1..=pairs {
            let (one, other) = (noise(&mut rng), noise(&mut rng));
            // The coin says which of the two is run as A.
            let apart = if rng.gen_bool(0.5) { one - other } else { other - one };
            differences.push(apart + effect);
            let usual = known.then_some(std::f64::consts::SQRT_2);
            if ahead(&differences, usual).is_some() {
                when.push(pair);
                break;
            }
        }
    }
    when.sort_unstable();
    let middle = when.get(when.len() / 2).copied().unwrap_or(usize::MAX);
    (when.len() as f64 / streams as f64, middle)
}

#[test]
fn e4_no_more_than_five_false_alarms_in_a_hundred_peeked_streams() {
    for (name, noise) in [("normal", normal as Noise), ("lognormal", lognormal)] {
        for known in [true, false] {
            let (alarms, _) = found(0.0, noise, known, 60, 1_000);
            assert!(alarms <= FALSE_ALARMS, "{name}, size known {known}: {alarms}");
        }
    }
}

#[test]
fn e4_a_planted_effect_is_found_in_most_streams() {
    for (name, noise) in [("normal", normal as Noise), ("lognormal", lognormal)] {
        for known in [true, false] {
            let (share, pairs) = found(1.5, noise, known, 20, 500);
            assert!(share >= 0.75 && pairs <= 14, "{name}, size known {known}: {share} at {pairs}");
        }
    }
}

#[test]
fn the_range_holds_the_effect_at_every_look() {
    let mut rng = ChaCha8Rng::seed_from_u64(45);
    let mut missed = 0;
    for _ in 0..200 {
        let differences: Vec<f64> =
            (0..40).map(|_| lognormal(&mut rng) - lognormal(&mut rng) + 0.7).collect();
        // At the end the range itself, before it whether its values left the truth out.
        let range = watch(&differences, None).range;
        let outside = range.is_some_and(|range| !range.contains(0.7))
            || (2..=40).any(|n| {
                let moved: Vec<f64> = differences[1..n].iter().map(|d| d - 0.7).collect();
                ahead(&moved, Some(differences[0].abs())).is_some()
            });
        missed += usize::from(outside);
    }
    assert!(missed <= 10, "{missed}");
}

#[test]
fn a_range_has_ends_from_six_pairs_on_and_moves_with_its_numbers() {
    let some = [3.0, 1.0, 2.5, -0.5, 2.0, 1.5, 2.2, 0.9];
    for n in 0..LEAST_PAIRS {
        assert_eq!(watch(&some[..n], Some(1.0)).range, None, "{n}");
    }
    let seen = watch(&some, Some(1.0));
    let range = seen.range.unwrap();
    assert!(range.low < range.high && (range.level - 0.95).abs() < 1e-12);
    // The short way to the answer says the same at every look.
    for differences in [&some[..], &[3.0, -2.0, 1.0, -1.0, 0.5, 2.0, -3.0][..], &[-2.0; 9][..]] {
        for n in 0..=differences.len() {
            let seen = watch(&differences[..n], Some(1.0));
            let outside = seen.range.is_some_and(|range| range.is_clear());
            assert_eq!(ahead(&differences[..n], Some(1.0)), seen.more);
            assert_eq!(seen.more.is_some(), outside, "{n} of {differences:?}");
        }
    }
    // The unit and the side do not matter.
    let other: Vec<f64> = some.iter().map(|d| -100.0 * d).collect();
    let mirrored = watch(&other, Some(100.0)).range.unwrap();
    assert!((mirrored.low + 100.0 * range.high).abs() < 1e-6 * 100.0);
    assert!((mirrored.high + 100.0 * range.low).abs() < 1e-6 * 100.0);
    let moved: Vec<f64> = some.iter().map(|d| d + 7.0).collect();
    let moved = watch(&moved, Some(1.0)).range.unwrap();
    assert!((moved.low - range.low - 7.0).abs() < 1e-9);
    // Nothing ever differs: no end of nonsense, nothing reported.
    let nothing = watch(&[0.0; 30], None);
    assert_eq!((nothing.range, nothing.more, nothing.needed), (None, None, None));
}

#[test]
fn how_many_more_are_needed_is_about_right() {
    // Always ahead by the same: each pair is worth as much as the last.
    let ahead = [1.0_f64; 40];
    let guess = watch(&ahead[..4], Some(1.0)).needed.unwrap();
    let really = (4..=40).find(|n| watch(&ahead[..*n], Some(1.0)).more.is_some()).unwrap() - 4;
    assert!(guess.abs_diff(really) <= 2, "guessed {guess}, really {really}");
    assert_eq!(watch(&ahead[..2], Some(1.0)).needed, None, "two pairs say nothing");
    let level = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
    assert_eq!(watch(&level, Some(1.0)).needed, None, "no end in sight");
}

#[test]
fn how_long_a_new_one_would_take_is_about_right() {
    let ahead = [1.0_f64; 40];
    let guess = watch(&ahead[..4], Some(1.0)).anew.unwrap();
    let really = (1..=40).find(|n| watch(&ahead[..*n], Some(1.0)).more.is_some()).unwrap();
    assert!((really..=really + 3).contains(&guess), "guessed {guess}, really {really}");
    assert_eq!(watch(&ahead[..2], Some(1.0)).anew, None, "two pairs say nothing");
    assert_eq!(watch(&[1.0, -1.0, 1.0, -1.0, 1.0, -1.0], Some(1.0)).anew, None, "too close");
    assert_eq!(watch(&ahead, Some(1.0)).anew, None, "it is told already");

    // From twelve pairs with noise that did not tell: how often a new one of that length does.
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    for (effect, least) in [(1.0, 0.55), (1.5, 0.8)] {
        let stream = |pairs: usize, rng: &mut ChaCha8Rng| -> Vec<f64> {
            (0..pairs).map(|_| effect + 2.0_f64.sqrt() * normal(rng)).collect()
        };
        let (mut said, mut told, mut runs) = (Vec::new(), 0, 0);
        while runs < 400 {
            let seen = watch(&stream(12, &mut rng), Some(2.0_f64.sqrt()));
            if seen.more.is_some() {
                continue;
            }
            runs += 1;
            let Some(pairs) = seen.anew else { continue };
            said.push(pairs as f64);
            let after = stream(pairs, &mut rng);
            told += usize::from(watch(&after, Some(2.0_f64.sqrt())).more == Some(Arm::A));
        }
        let share = told as f64 / said.len() as f64;
        assert!(share > least, "{effect}: {share}");
    }
}
