//! Figures by group, drift, more data, the other engine, columns that models do not look at.

use super::*;
use crate::domain::Interval;
use crate::learn::{DriftLevel, is_sensitive};

/// Buyers whose gender goes with how they watch, so that a model calls one side more.
fn with_gender(rows: usize) -> Table {
    let mut table = viewers(rows, 11);
    let Column::Numeric(dwell) = &table.columns[0] else { unreachable!() };
    let gender: Vec<Option<String>> = dwell
        .iter()
        .enumerate()
        .map(|(at, dwell)| match at % 50 {
            0 => None,
            1 => Some("x".to_owned()),
            _ if *dwell > 100.0 => Some("f".to_owned()),
            _ => Some("m".to_owned()),
        })
        .collect();
    table.features.push(Feature::before("gender", Unit::Category, Family::Viewer));
    table.columns.push(Column::from_texts(&gender));
    table
}

#[test]
fn what_a_person_is_is_compared_and_not_learnt_from() {
    let table = with_gender(2_400);
    let mut spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let report = train(&job(), &table, &spec).unwrap();
    assert!(is_sensitive("gender"));
    assert_eq!(report.held_back, ["gender"]);
    assert!(report.features.iter().all(|f| f.key != "gender"));
    let model = &report.models[0];
    let by = &model.fairness[0];
    assert_eq!(by.feature, "gender");
    let names: Vec<&str> = by.groups.iter().map(|g| g.group.as_str()).collect();
    assert!(names.contains(&"f") && names.contains(&"m"));
    // 600 are tested: of x and of the unknown some twelve each, which nobody is shown.
    assert_eq!((names.len(), by.hidden), (2, 2));
    assert_eq!(by.below_four_fifths, by.groups.iter().any(|g| g.ratio < 0.8));
    let most = by.groups.iter().map(|g| g.called.value).fold(0.0, f64::max);
    for group in &by.groups {
        assert!(group.people >= 30);
        assert!((group.ratio - group.called.value / most).abs() < 1e-12);
        assert!(group.base.interval.contains(group.base.value));
        assert!(group.found.unwrap().value > group.called.value, "buyers are called more");
    }
    // All that is called is about a fifth.
    let people: usize = by.groups.iter().map(|g| g.people).sum();
    let called: f64 = by.groups.iter().map(|g| g.called.value * g.people as f64).sum();
    assert!((called / people as f64 - 0.2).abs() < 0.05);

    // Where all that is left are some twelve, the smallest group goes with them: nobody can work
    // out what the twelve did. Two groups are needed to compare anything.
    let mut one_few = table.clone();
    let gender = one_few.columns.last_mut().unwrap();
    let Column::Category { codes, labels } = gender else { panic!("{gender:?}") };
    let x = labels.iter().position(|label| label == "x").unwrap() as u32;
    codes
        .iter_mut()
        .filter(|code| **code >= labels.len() as u32)
        .for_each(|code| *code = (x + 1) % 3);
    let alone = train(&job(), &one_few, &spec).unwrap();
    let alone = &alone.models[0].fairness;
    assert!(alone.iter().all(|by| by.feature != "gender"), "{alone:?}");

    spec.sensitive = true;
    let report = train(&job(), &table, &spec).unwrap();
    assert!(report.held_back.is_empty());
    assert!(report.features.iter().any(|f| f.key == "gender"));
    spec.by = Some("region".to_owned());
    let report = train(&job(), &table, &spec).unwrap();
    assert!(report.models[0].fairness.iter().any(|f| f.feature == "region"));
}

#[test]
fn new_rows_like_the_old_are_steady_and_others_are_not() {
    let table = viewers(2_400, 12);
    let spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let model = train(&job(), &table, &spec).unwrap().models.remove(0).model;
    assert!(model.newer_rows(&table).is_empty());
    assert!(model.drift(&table, &[]).is_none());

    let like = viewers(1_200, 13);
    let rows: Vec<u32> = (0..1_200).collect();
    let drift = model.drift(&like, &rows).unwrap();
    assert_eq!(drift.level, DriftLevel::Steady, "{drift:?}");
    assert!(drift.features.iter().all(|f| f.psi < 0.1));

    let mut other = like.clone();
    let Column::Numeric(dwell) = &mut other.columns[0] else { unreachable!() };
    dwell.iter_mut().for_each(|v| *v *= 4.0);
    let Outcome::Binary(bought) = &mut other.outcome else { unreachable!() };
    bought.iter_mut().step_by(2).for_each(|b| *b = true);
    let drift = model.drift(&other, &rows).unwrap();
    assert_eq!(drift.features[0].feature, "dwell_s");
    assert_eq!((drift.features[0].level, drift.base_level), (DriftLevel::Act, DriftLevel::Act));
    assert_eq!(drift.level, DriftLevel::Act);

    // The index by hand: shares .5/.5 become .9/.1.
    let by_hand = 0.4 * (0.9f64 / 0.5).ln() - 0.4 * (0.1f64 / 0.5).ln();
    let mut flag = table.clone();
    flag.features.truncate(1);
    flag.columns = vec![Column::Numeric((0..2_400).map(|at| f64::from(at % 2)).collect())];
    let model = train(&job(), &flag, &spec).unwrap().models.remove(0).model;
    flag.columns =
        vec![Column::Numeric((0..2_400).map(|at| f64::from(u8::from(at % 10 == 0))).collect())];
    let drift = model.drift(&flag, &(0..2_400).collect::<Vec<_>>()).unwrap();
    assert!((drift.features[0].psi - by_hand).abs() < 1e-9, "{}", drift.features[0].psi);
}

/// The sessions of these places of a table of 24, each with the moment it began.
fn some_sessions(table: &Table, wanted: impl Fn(u32) -> bool) -> Table {
    let order = table.order.clone().unwrap();
    let kept: Vec<usize> = (0..table.rows()).filter(|&row| wanted(order[row])).collect();
    let columns = table.columns.iter().map(|column| match column {
        Column::Numeric(values) => Column::Numeric(kept.iter().map(|&r| values[r]).collect()),
        Column::Category { codes, labels } => Column::Category {
            codes: kept.iter().map(|&r| codes[r]).collect(),
            labels: labels.clone(),
        },
    });
    let Outcome::Binary(bought) = &table.outcome else { unreachable!() };
    Table {
        columns: columns.collect(),
        outcome: Outcome::Binary(kept.iter().map(|&r| bought[r]).collect()),
        groups: table.groups.as_ref().map(|groups| kept.iter().map(|&r| groups[r]).collect()),
        order: Some(kept.iter().map(|&r| order[r]).collect()),
        when: Some(kept.iter().map(|&r| i64::from(order[r]) * 86_400).collect()),
        ..table.clone()
    }
}

#[test]
fn old_sessions_that_come_late_are_new_and_sessions_without_rows_make_nothing_new() {
    let all = viewers(2_400, 21);
    let spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let learn = |table: &Table| train(&job(), table, &spec).unwrap().models.remove(0).model;

    // Sessions 8 to 19 were there first: places with gaps before them, as where sessions without
    // rows are counted too.
    let first = some_sessions(&all, |at| (8..20).contains(&at));
    let model = learn(&first);
    assert!(model.newer_rows(&first).is_empty(), "it has learnt from them all");

    // Then came two later ones and, late, five old ones.
    let late = |at: u32| at < 5 || (20..22).contains(&at);
    let now = some_sessions(&all, |at| late(at) || (8..20).contains(&at));
    let rows = model.newer_rows(&now);
    let order = now.order.as_ref().unwrap();
    assert_eq!(rows.len(), 700);
    assert!(rows.iter().all(|&row| late(order[row as usize])));
    let drift = model.drift(&now, &rows).unwrap();
    assert_eq!((drift.sessions, drift.late), (Some(7), 5));
    assert!(drift.outside.unwrap() < 0.05, "{:?}", drift.outside);

    // More rows of a session it has seen are new, those it has seen are not.
    let mut fewer = some_sessions(&all, |at| at < 16);
    let model = learn(&fewer);
    for row in 1_500..1_600 {
        fewer.order.as_mut().unwrap()[row] = 3;
        fewer.when.as_mut().unwrap()[row] = 3 * 86_400;
    }
    assert_eq!(model.newer_rows(&fewer), (1_500..1_600).collect::<Vec<_>>());

    // One kept before moments were goes by the number of sessions, whatever their places.
    let mut old: serde_json::Value = serde_json::to_value(learn(&first)).unwrap();
    old["seen"]["moments"] = serde_json::json!([]);
    let old: Model = serde_json::from_value(old).unwrap();
    assert!(old.newer_rows(&first).is_empty());
    assert!(!old.newer_rows(&now).is_empty());
}

#[test]
fn rows_outside_what_was_seen_are_counted() {
    let table = viewers(1_200, 22);
    let spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let model = train(&job(), &table, &spec).unwrap().models.remove(0).model;
    let mut other = viewers(400, 23);
    let before = model.drift(&other, &(0..400).collect::<Vec<_>>()).unwrap().outside.unwrap();
    let Column::Numeric(past) = &mut other.columns[1] else { unreachable!() };
    past.iter_mut().take(100).for_each(|value| *value = 50.0);
    let drift = model.drift(&other, &(0..400).collect::<Vec<_>>()).unwrap();
    assert!((drift.outside.unwrap() - 0.25).abs() <= before, "{:?} {before}", drift.outside);
    other.features[1].key = "gone".to_owned();
    let drift = model.drift(&other, &(0..400).collect::<Vec<_>>()).unwrap();
    assert_eq!(drift.outside, None, "a column it asks for is gone");
}

#[test]
fn an_unclear_model_says_how_much_more_it_needs() {
    let mut table = viewers(600, 14);
    let Outcome::Binary(bought) = &mut table.outcome else { unreachable!() };
    bought.shuffle(&mut ChaCha8Rng::seed_from_u64(4));
    let spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let report = train(&job(), &table, &spec).unwrap();
    for model in &report.models {
        assert_eq!(model.verdict, Verdict::DoNotUse);
        let more = model.more.unwrap();
        assert_eq!(Some(more.found), report.positives);
        assert!(more.needed.is_none_or(|needed| needed > more.found));
    }
    let good = train(&job(), &viewers(2_400, 1), &spec).unwrap();
    assert!(good.models.iter().all(|model| model.more.is_none()));
}

#[test]
fn slopes_stand_beside_each_other_for_every_number() {
    let table = viewers(1_200, 15);
    let spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    let report = train(&job(), &table, &spec).unwrap();
    let keys: Vec<&str> = report.contrasts.iter().map(|c| c.feature.as_str()).collect();
    assert_eq!(keys, ["dwell_s", "past_orders"]);
    for contrast in &report.contrasts {
        assert!(contrast.both.pooled.slope > 0.0 && contrast.both.within.slope > 0.0);
    }
}

#[test]
fn both_engines_stand_beside_each_other() {
    let table = viewers(1_500, 8);
    let mut spec = TrainSpec::readable(Question::Buyers, Source::Events, 7);
    spec.beside = true;
    let report = train(&job(), &table, &spec).unwrap();
    let found: Vec<(ModelKind, Engine)> =
        report.models.iter().map(|m| (m.name, m.engine)).collect();
    assert_eq!(
        found,
        [
            (ModelKind::Logistic, Engine::Fupan),
            (ModelKind::Tree, Engine::Fupan),
            (ModelKind::Logistic, Engine::Linfa),
            (ModelKind::Tree, Engine::Linfa),
        ]
    );
    assert!(report.warnings.iter().any(|w| w.code == LearnWarningCode::NotReproducible));
    for (ours, theirs) in report.models.iter().zip(&report.models[2..]) {
        let (a, b) = (ours.scores.roc_auc.unwrap(), theirs.scores.roc_auc.unwrap());
        assert!((a - b).abs() < 0.06, "{a} {b}");
    }
}

#[test]
fn many_rows_of_few_people_tell_nothing_of_a_ranking() {
    let trained = |people: u32| {
        let mut table = viewers_of(2_400, 3, -1.6).0;
        table.groups = Some((0..2_400).map(|row| row % people).collect());
        let mut spec = TrainSpec::new(Question::Buyers, Source::Events, 3);
        spec.models = vec![ModelKind::Logistic];
        train(&job(), &table, &spec).unwrap().models.remove(0)
    };
    let few = trained(19);
    assert!(few.calibration.is_empty() && few.confusion.is_empty());
    assert!(few.lift.is_empty() && few.roc.is_empty());
    let enough = trained(600);
    assert!(!enough.calibration.is_empty() && !enough.confusion.is_empty());
    assert!(enough.lift.len() == 21 && enough.roc.len() > 5);
}

#[test]
fn trainings_are_compared_engine_by_engine() {
    let mut spec = TrainSpec::new(Question::Buyers, Source::Events, 7);
    spec.models = vec![ModelKind::Logistic];
    spec.beside = true;
    let older = train(&job(), &viewers(800, 3), &spec).unwrap();
    let mut newer = older.clone();
    let theirs = newer.models.iter_mut().find(|model| model.engine == Engine::Linfa).unwrap();
    theirs.scores.roc_auc = Some(0.999);
    theirs.intervals.insert("roc_auc".to_owned(), Interval::new(0.998, 1.0));
    let found = crate::learn::compare(&older, &newer).scores;
    let told: Vec<_> = found.iter().map(|s| (s.name, s.engine, s.clear)).collect();
    assert_eq!(
        told,
        [(ModelKind::Logistic, Engine::Fupan, false), (ModelKind::Logistic, Engine::Linfa, true)]
    );
    assert_eq!(found[0].older, found[0].newer, "ours did not change");
}
