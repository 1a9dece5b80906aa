//! Measuring: repeatable, finds structure where there is some, claims none where there is none.

use super::*;

#[test]
fn one_order_in_two_lines_is_one_purchase_and_row_order_does_not_matter() {
    let mut rows = shop(true);
    let twice: Vec<Interaction> = rows.iter().take(50).cloned().collect();
    rows.extend(twice);
    let a = Interactions::new(&rows, &items(16), &[], &[]);
    assert_eq!(a.purchases(), Interactions::new(&shop(true), &items(16), &[], &[]).purchases());
    rows.reverse();
    let b = Interactions::new(&rows, &items(16), &[], &[]);
    assert_eq!(a.events, b.events);

    let a = evaluate(&job(), &a, Protocol::Random, 5).unwrap();
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let b = one_thread.install(|| evaluate(&job(), &b, Protocol::Random, 5).unwrap());
    assert_eq!(serde_json::to_string(&a).unwrap(), serde_json::to_string(&b).unwrap());
}

#[test]
fn repeats_alone_cannot_be_measured_with() {
    let rows: Vec<Interaction> =
        (0..80).map(|day| bought(&format!("v{}", day % 8), day % 8 + 1, day as f64)).collect();
    for protocol in [Protocol::Time, Protocol::Last] {
        assert_eq!(
            evaluate(&job(), &data(&rows, &items(8)), protocol, 5),
            Err(RecommendError::OnlyRepeats)
        );
    }
}

#[test]
fn evaluation_finds_camps_and_claims_nothing_without_them() {
    let bare: Vec<Item> = (1..=16).map(|i| Item::new(ProductId(i), "")).collect();
    for protocol in Protocol::ALL {
        let found = evaluate(&job(), &data(&shop(true), &bare), *protocol, 5).unwrap();
        let none = evaluate(&job(), &data(&shop(false), &bare), *protocol, 5).unwrap();
        for report in [&found, &none] {
            assert_eq!(report.users, 200);
            assert_eq!(report.items, 16);
            assert_eq!(report.models.len(), 5);
            assert_eq!(
                report.skipped,
                [SkippedModel { name: Recommender::Content, reason: SkipReason::NoContent }]
            );
            for model in &report.models {
                assert!(model.ndcg_interval.contains(model.ndcg), "{model:?}");
                assert!((0.0..=1.0).contains(&model.coverage));
            }
        }
        for name in [Recommender::Ease, Recommender::ItemKnn, Recommender::Hybrid] {
            let with = found.model(name).unwrap();
            let without = none.model(name).unwrap();
            assert!(with.clear_win, "{protocol:?} {name:?} {with:?}");
            assert!(!without.clear_win, "{protocol:?} {name:?} {without:?}");
        }
        assert!(found.tuned.fold_viewers > 0);
        assert!(found.tuned.blend > none.tuned.blend);
    }
}
