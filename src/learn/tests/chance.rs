//! Where there is nothing to be learnt, nothing is believed: methods of many trees and the net.
//! Logistic regression and the tree have all their hundred seeds in every run (`tests.rs`).

use super::*;

/// How many of the seeds made somebody believe a method that learnt shuffled outcomes. Everything is
/// as the gates choose it; there are just enough buyers for the method.
fn believed(kind: ModelKind, seeds: impl Iterator<Item = u64>) -> usize {
    // The net opens at 1,000 buyers, the others at 300.
    let (rows, base) = if kind == ModelKind::Net { (2_400, -1.7) } else { (900, -1.9) };
    let believes = |seed: &u64| {
        let mut table = viewers_of(rows, *seed, base).0;
        let Outcome::Binary(bought) = &mut table.outcome else { unreachable!() };
        bought.shuffle(&mut ChaCha8Rng::seed_from_u64(1_000 + seed));
        let mut spec = TrainSpec::new(Question::Buyers, Source::Events, *seed);
        spec.models = vec![kind];
        let report = train(&job(), &table, &spec).unwrap();
        assert_eq!(report.models.len(), 1, "{:?}", report.skipped);
        report.models[0].verdict != Verdict::DoNotUse
    };
    seeds.filter(believes).count()
}

const KINDS: [ModelKind; 3] = [ModelKind::Forest, ModelKind::Boosting, ModelKind::Net];

#[test]
fn many_trees_and_the_net_do_not_believe_chance() {
    for kind in KINDS {
        // Every tenth of the hundred, which are too slow for every run.
        let found = believed(kind, (0..100).step_by(10));
        assert!(found <= 1, "{kind:?}: {found} of 10 believed");
    }
}

#[test]
#[ignore = "a minute: all hundred seeds, for `cargo test --lib chance -- --ignored --nocapture`"]
fn in_a_hundred_seeds_chance_is_believed_five_times_at_most() {
    for kind in KINDS {
        let found = believed(kind, 0..100);
        println!("{kind:?}: {found} of 100 believed");
        assert!(found <= 5, "{kind:?}: {found} of 100 believed");
    }
}
