//! The leakage guard and the guards around the linfa engines, through the trainer.

use super::*;

#[test]
fn leaks_are_blocked_or_named() {
    let mut table = viewers(1_500, 5);
    let Outcome::Binary(bought) = &table.outcome else { unreachable!() };
    let echo: Vec<f64> =
        bought.iter().enumerate().map(|(i, b)| if *b { 5.0 } else { (i % 2) as f64 }).collect();
    let known_after =
        Feature { timing: Timing::OnlyAfter, ..Feature::before("paid", Unit::Money, Family::Own) };
    table.features.push(known_after);
    table.columns.push(Column::Numeric(echo.clone()));
    table.features.push(Feature::before("always", Unit::Number, Family::Own));
    table.columns.push(Column::Numeric(vec![1.0; 1_500]));
    let spec = TrainSpec::new(Question::Buyers, Source::Events, 7);
    let report = train(&job(), &table, &spec).unwrap();
    let columns = |code| -> Vec<String> {
        report.warnings.iter().filter(|w| w.code == code).flat_map(|w| w.columns.clone()).collect()
    };
    assert_eq!(columns(LearnWarningCode::KnownOnlyAfter), ["paid"]);
    assert_eq!(columns(LearnWarningCode::ConstantColumn), ["always"]);
    assert!(report.models.iter().all(|m| m.scores.roc_auc.unwrap() < 0.9), "the echo was not used");

    table.features[3].timing = Timing::Unknown;
    let report = train(&job(), &table, &spec).unwrap();
    let almost: Vec<&LearnWarning> =
        report.warnings.iter().filter(|w| w.code == LearnWarningCode::AlmostTheOutcome).collect();
    assert_eq!(almost[0].columns, ["paid"]);
    assert!(
        report
            .warnings
            .iter()
            .any(|w| w.code == LearnWarningCode::HangsOnOneColumn && w.after.unwrap() < 0.85)
    );
    for model in &report.models {
        assert_eq!(model.verdict, Verdict::Weak);
        assert!(matches!(&model.reason, Reason::SuspectedLeak { columns } if columns == &["paid"]));
    }
}

#[test]
fn linfa_engines_run_behind_their_guards() {
    let table = viewers(1_500, 8);
    let spec =
        TrainSpec { engine: Engine::Linfa, ..TrainSpec::new(Question::Buyers, Source::Events, 7) };
    let theirs = train(&job(), &table, &spec).unwrap();
    let own = train(&job(), &table, &TrainSpec { engine: Engine::Fupan, ..spec.clone() }).unwrap();
    assert_eq!(theirs.models.len(), 2);
    for (a, b) in theirs.models.iter().zip(&own.models) {
        assert_eq!((a.name, a.engine), (b.name, Engine::Linfa));
        let (a, b) = (a.scores.roc_auc.unwrap(), b.scores.roc_auc.unwrap());
        assert!((a - b).abs() < 0.06, "{a} {b}");
    }
    // The same objective: the same coefficients, and buyers are y = 1.
    for (a, b) in theirs.models[0].coefficients.iter().zip(&own.models[0].coefficients) {
        assert!((a.value - b.value).abs() < 1e-3 * b.value.abs().max(1.0));
        assert_eq!(a.std_error, None);
    }
    let tree = theirs.models[1].tree.as_ref().unwrap();
    assert!(tree.leaves().count() > 1, "pruning left more than one leaf");
    assert_eq!(tree.leaves().map(|(_, l)| l.rows).sum::<u64>(), 1_500);
    assert!(theirs.warnings.iter().any(|w| w.code == LearnWarningCode::NotReproducible));

    let sales = TrainSpec {
        engine: Engine::Linfa,
        ..TrainSpec::new(Question::SessionSales, Source::History, 7)
    };
    let report = train(&job(), &sessions(150, 1), &sales).unwrap();
    assert_eq!(report.models[0].name, ModelKind::Linear);
    assert!(report.models[0].scores.r2.unwrap() > 0.9);
    assert_eq!(
        report.skipped[1],
        Skipped { name: ModelKind::Tree, reason: SkipReason::EngineCannot }
    );
}
