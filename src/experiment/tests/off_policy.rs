//! E5: when another split can be told of, and whether what is told is right.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{mean, normal};
use crate::experiment::{LEAST_EFFECTIVE, Logged, Refused, off_policy};

/// Rates of four products: what a viewer with full attention brings.
const RATES: [f64; 4] = [1.0, 2.0, 4.0, 3.0];

/// Sessions of talks. With `confounded` the last product is only on in strong sessions.
fn log(sessions: usize, confounded: bool, rng: &mut ChaCha8Rng) -> Vec<Logged> {
    let mut talks = Vec::new();
    for session in 0..sessions {
        let strong = rng.gen_bool(0.5);
        let strength = if !confounded {
            (0.2 * normal(rng)).exp()
        } else if strong {
            1.5
        } else {
            0.5
        };
        for (product, rate) in RATES.into_iter().enumerate() {
            if confounded && product == 3 && !strong {
                continue;
            }
            for _ in 0..2 {
                let exposure = 100.0 * rng.gen_range(0.5..1.5);
                let noise = (0.3 * normal(rng)).exp() / 1.046;
                let value = exposure * rate * strength * noise;
                talks.push(Logged { session, product, exposure, value });
            }
        }
    }
    talks
}

fn worth_of(split: &[f64; 4]) -> f64 {
    split.iter().zip(RATES).map(|(share, rate)| share * rate).sum()
}

#[test]
fn e5_the_effective_sample_guard_fires() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let talks = log(20, false, &mut rng);
    // All of the exposure on one product: only its own 40 talks count.
    let refused = off_policy(&talks, &[0.0, 0.0, 1.0, 0.0], 1).unwrap_err();
    let Refused::TooLittle { effective, needed, more_sessions } = refused else {
        panic!("{refused:?}");
    };
    assert!((30.0..=40.0).contains(&effective) && needed == LEAST_EFFECTIVE, "{effective}");
    // So many sessions more, and it is enough; one in four fewer, and it is not.
    let longer = |more: usize| {
        off_policy(
            &log(20 + more, false, &mut ChaCha8Rng::seed_from_u64(5)),
            &[0.0, 0.0, 1.0, 0.0],
            1,
        )
    };
    assert!(longer(more_sessions + 1).is_ok(), "{more_sessions}");
    assert!(matches!(longer(more_sessions * 3 / 4), Err(Refused::TooLittle { .. })));
    // The split that was is told with every talk.
    let as_it_was = off_policy(&talks, &[0.25; 4], 1).unwrap();
    assert!(as_it_was.effective > 120.0 && as_it_was.talks == 160, "{as_it_was:?}");
    assert!(as_it_was.snips.gain.abs() < 0.05 && as_it_was.doubly_robust.gain.abs() < 0.05);
}

#[test]
fn what_cannot_be_told_is_refused_with_its_reason() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let split = [0.25; 4];
    assert_eq!(off_policy(&[], &split, 1), Err(Refused::NoTalks));
    let few = off_policy(&log(3, false, &mut rng), &split, 1);
    assert_eq!(few, Err(Refused::FewSessions { sessions: 3, needed: 5 }));
    // A product that was never on.
    let talks: Vec<Logged> =
        log(30, false, &mut rng).into_iter().filter(|talk| talk.product != 3).collect();
    let refused = off_policy(&talks, &[0.2, 0.2, 0.2, 0.4], 1).unwrap_err();
    assert!(
        matches!(refused, Refused::Unseen { share } if (share - 0.4).abs() < 1e-9),
        "{refused:?}"
    );
    // A little of it is left out and said.
    let told = off_policy(&talks, &[0.3, 0.3, 0.35, 0.05], 1).unwrap();
    assert!((told.unseen - 0.05).abs() < 1e-9);
    let broken = Logged { session: 0, product: 0, exposure: f64::NAN, value: 1.0 };
    assert_eq!(off_policy(&[broken], &split, 1), Err(Refused::NoTalks));
}

#[test]
fn both_figures_find_the_worth_of_another_split() {
    let split = [0.1, 0.2, 0.5, 0.2];
    let truth = worth_of(&split) / worth_of(&[0.25; 4]) - 1.0;
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let (mut snips, mut robust, mut held) = (Vec::new(), Vec::new(), 0);
    for run in 0..40 {
        let found = off_policy(&log(30, false, &mut rng), &split, run).unwrap();
        snips.push(found.snips.gain);
        robust.push(found.doubly_robust.gain);
        held += usize::from(found.doubly_robust.gain_interval.contains(truth));
    }
    assert!((mean(&snips) - truth).abs() < 0.02, "{} for {truth}", mean(&snips));
    assert!((mean(&robust) - truth).abs() < 0.02, "{} for {truth}", mean(&robust));
    assert!((26..=40).contains(&held), "the 80% range held in {held} of 40");
}

#[test]
fn a_product_that_was_only_on_in_strong_sessions_is_not_taken_for_a_strong_one() {
    // Half of the exposure to the product that strong sessions flatter.
    let split = [0.2, 0.2, 0.2, 0.4];
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let (mut snips, mut robust) = (Vec::new(), Vec::new());
    for run in 0..20 {
        let found = off_policy(&log(40, true, &mut rng), &split, run).unwrap();
        snips.push(found.snips.value);
        robust.push(found.doubly_robust.value);
    }
    // A session is of strength one on average, by exposure: 8 talks in strong ones, 6 in weak ones.
    let usual = (8.0 * 1.5 + 6.0 * 0.5) / 14.0;
    let truth = worth_of(&split) * usual;
    let off = |values: &[f64]| (mean(values) / truth - 1.0).abs();
    assert!(off(&robust) < 0.06, "{} for {truth}", mean(&robust));
    assert!(off(&robust) < 0.5 * off(&snips), "{} and {}", mean(&robust), mean(&snips));
}

#[test]
fn a_rare_product_does_not_decide_everything() {
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut talks = log(40, false, &mut rng);
    // The last product is on for a moment, once.
    talks.retain(|talk| talk.product != 3);
    talks.push(Logged { session: 0, product: 3, exposure: 1.0, value: 500.0 });
    let found = off_policy(&talks, &[0.3, 0.3, 0.3, 0.1], 1).unwrap();
    assert_eq!(found.floored, 1);
    assert!(found.snips.gain < 0.3, "{:?}", found.snips);
}
