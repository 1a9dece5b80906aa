//! An experiment over a store: drawn, filled by imports, stopped, removed and taken back.

use std::fmt::Write as _;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

use super::{
    Engine, EngineError, Experiment, ExperimentProblem, ImportOptions, NewExperiment, Places,
};
use crate::domain::{Arm, Job, SessionId};
use crate::experiment::{End, Ground, Refused, Says};
use crate::metrics::{MetricKey, Slot};
use crate::plan::Scope;
use crate::store::{PlanRecord, StoreError};

/// Evenings at 20:00 in Shanghai, one a day.
fn evening(number: i64) -> Timestamp {
    let first: Timestamp = "2026-06-01T12:00:00Z".parse().unwrap();
    first + SignedDuration::from_hours(24 * number)
}

struct Shop {
    folder: tempfile::TempDir,
    engine: Engine,
    imports: usize,
}

impl Shop {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let engine = Engine::open_or_create(&folder.path().join("a.fupan"), &places).unwrap();
        Self { folder, engine, imports: 0 }
    }

    /// Imports the evenings of these numbers with what they took per viewer.
    fn broadcast(&mut self, evenings: &[(i64, f64)]) -> crate::domain::ImportId {
        let mut text = "场次id,账号,开播时间,时长,观看人数,观看次数,订单数,支付金额\n".to_owned();
        for (number, each) in evenings {
            let at = evening(*number).in_tz("Asia/Shanghai").unwrap();
            let at = at.strftime("%Y-%m-%d %H:%M:%S");
            writeln!(text, "S{number},小满,{at},3小时,1000,1300,100,{}", each * 1_000.0).unwrap();
        }
        self.imports += 1;
        let path = self.folder.path().join(format!("sessions_{}.csv", self.imports));
        std::fs::write(&path, text).unwrap();
        let last = evenings.iter().map(|(number, _)| *number).max().unwrap();
        let job = Job::new(evening(last) + SignedDuration::from_hours(12), 42);
        let options = ImportOptions::default();
        let prepared = self.engine.prepare_import(&job, &[path], &options).unwrap();
        self.engine.commit_import(&job, &prepared).unwrap().import.unwrap()
    }

    fn session(&mut self, number: i64) -> SessionId {
        self.engine.find_session(Some(&format!("S{number}"))).unwrap()
    }

    fn seen(&mut self) -> Experiment {
        self.seen_on(21)
    }

    /// As it is looked at in the morning after an evening.
    fn seen_on(&mut self, number: i64) -> Experiment {
        let now = evening(number) + SignedDuration::from_hours(12);
        self.engine.experiment("开场", now).unwrap()
    }
}

fn asked(sessions: usize) -> NewExperiment {
    NewExperiment {
        name: " 开场 ".to_owned(),
        ways: ["先发福利".to_owned(), String::new()],
        metric: MetricKey::UvValue,
        sessions,
        from: None,
        seed: Some(7),
        account: None,
    }
}

/// Ups and downs between evenings.
fn wobble(number: i64) -> f64 {
    0.2 * ((number * 5) % 7 - 3) as f64
}

/// A shop of three weeks with an experiment drawn on the day after.
fn begun(sessions: usize) -> Shop {
    let mut shop = Shop::open();
    let past: Vec<(i64, f64)> = (0..21).map(|n| (n, 20.0 + wobble(n))).collect();
    shop.broadcast(&past);
    let job = Job::new(evening(20) + SignedDuration::from_hours(12), 42);
    let record = shop.engine.new_experiment(&job, &asked(sessions)).unwrap();
    assert_eq!((record.name.as_str(), record.planned.len()), ("开场", sessions));
    shop
}

/// What each planned evening takes: A brings `extra` more.
fn evenings(shop: &mut Shop, extra: f64) -> Vec<(i64, f64)> {
    let planned = shop.seen().planned;
    (22..)
        .zip(&planned)
        .map(|(n, place)| {
            let up = if place.planned.arm == Arm::A { extra } else { 0.0 };
            (n, 20.0 + wobble(n) + up)
        })
        .collect()
}

#[test]
fn an_experiment_is_drawn_filled_by_imports_and_says_what_it_shows() {
    let mut shop = begun(24);
    let drawn = shop.seen();
    assert_eq!(drawn.outcome.says, Says::NoSession);
    assert!(drawn.planned.iter().all(|place| place.planned.slot == Slot::Evening));
    let ahead = drawn.planned.iter().map(|place| place.planned.day);
    assert!(ahead.is_sorted(), "every evening from the next day on");

    let all = evenings(&mut shop, 3.0);
    shop.broadcast(&all[..1]);
    assert!(matches!(shop.seen().outcome.says, Says::OneWay { .. }));
    shop.broadcast(&all[1..6]);
    let some = shop.seen().outcome;
    assert!(matches!(some.says, Says::Unclear { .. }), "{some:?}");
    assert_eq!((some.open, some.sessions.iter().sum::<usize>()), (18, 6));
    let import = shop.broadcast(&all[6..]);
    let done = shop.seen();
    assert_eq!(done.outcome.says, Says::Clear { more: Arm::A });
    assert_eq!((done.outcome.ground, done.outcome.open), (Ground::Lot, 0));
    let estimate = done.outcome.estimate.unwrap();
    assert!((estimate.difference - 3.0).abs() < 0.5, "{estimate:?}");
    assert!(done.outcome.watch.range.unwrap().contains(3.0));
    assert!(done.planned.iter().all(|place| place.session.is_some()));

    // The evenings are taken back with their import, and the places are open again.
    let job = Job::new(evening(60), 42);
    shop.engine.undo_import(&job, import).unwrap();
    assert_eq!(shop.seen().outcome.open, 18);
}

#[test]
fn a_way_is_said_by_hand_and_taken_back() {
    let mut shop = begun(8);
    let all = evenings(&mut shop, 0.0);
    let import = shop.broadcast(&all[..4]);
    let id = shop.seen().record.id;
    let first = shop.session(22);
    let drawn = shop.seen().planned[0].session.unwrap().arm.unwrap();
    let said = |shop: &mut Shop, way| shop.engine.say_way(id, first, way).unwrap();
    assert_eq!(said(&mut shop, Some(Some(drawn.other()))), None);
    let seen = shop.seen();
    let place = seen.planned[0].session.unwrap();
    assert_eq!((place.arm, place.by_hand), (Some(drawn.other()), true));
    assert_eq!(seen.outcome.ground, Ground::PartlyByHand);
    assert_eq!(said(&mut shop, Some(None)), Some(Some(drawn.other())));
    assert_eq!(shop.seen().planned[0].session.unwrap().arm, None);

    // What a person said keeps the session when its import is taken back, and is there again after.
    let job = Job::new(evening(60), 42);
    shop.engine.undo_import(&job, import).unwrap();
    shop.broadcast(&all[..4]);
    let first = shop.session(22);
    assert_eq!(shop.seen().planned[0].session.unwrap().arm, None);
    assert_eq!(shop.engine.say_way(id, first, None).unwrap(), Some(None));
    assert_eq!(shop.seen().outcome.ground, Ground::Lot);

    // Sessions of before are none of its.
    let old = shop.session(3);
    let refused = shop.engine.say_way(id, old, Some(Some(Arm::A))).unwrap_err();
    assert!(matches!(refused, EngineError::Experiment(ExperimentProblem::NotItsSession)));
}

#[test]
fn an_experiment_is_stopped_removed_and_comes_back_as_it_was() {
    let mut shop = begun(8);
    let all = evenings(&mut shop, 0.0);
    shop.broadcast(&all[..4]);
    let id = shop.seen().record.id;
    let first = shop.session(22);
    shop.engine.say_way(id, first, Some(None)).unwrap();
    let stop = evening(25) + SignedDuration::from_hours(12);
    assert_eq!(shop.engine.stop_experiment(id, Some(stop)).unwrap(), None);
    // What comes after the stop does not join it.
    shop.broadcast(&all[4..]);
    let stopped = shop.seen();
    assert!(!stopped.runs());
    assert_eq!((stopped.outcome.open, stopped.outcome.says), (4, Says::NeverClear));
    assert!(matches!(
        shop.engine.running_experiment(None, evening(30)),
        Err(EngineError::Experiment(ExperimentProblem::NoneRuns))
    ));

    let record = shop.engine.remove_experiment(id).unwrap();
    assert!(shop.engine.experiments(evening(60)).unwrap().is_empty());
    assert!(shop.engine.remove_experiment(id).is_err());
    shop.engine.restore_experiment(&record).unwrap();
    assert_eq!(shop.seen(), stopped);
    let twice = shop.engine.restore_experiment(&record).unwrap_err();
    assert!(matches!(twice, EngineError::Experiment(ExperimentProblem::NameTaken { .. })));
    assert_eq!(shop.engine.stop_experiment(id, None).unwrap(), Some(stop));
    assert_eq!(shop.seen().outcome.open, 0, "the evenings in between belong to it again");
}

#[test]
fn what_is_no_experiment_is_refused() {
    let mut shop = Shop::open();
    let job = Job::new(evening(30), 42);
    let none = shop.engine.new_experiment(&job, &asked(20)).unwrap_err();
    assert!(matches!(none, EngineError::NoSessions));
    let mut shop = begun(8);
    let mut refused = |change: &dyn Fn(&mut NewExperiment)| {
        let mut wrong = NewExperiment { name: "别的".to_owned(), ..asked(20) };
        change(&mut wrong);
        match shop.engine.new_experiment(&job, &wrong).unwrap_err() {
            EngineError::Experiment(problem) => problem,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(refused(&|w| w.name = "  ".to_owned()), ExperimentProblem::Name { .. }));
    assert!(matches!(refused(&|w| w.ways[1] = "长".repeat(61)), ExperimentProblem::Name { .. }));
    assert!(matches!(
        refused(&|w| w.name = "开场".to_owned()),
        ExperimentProblem::NameTaken { .. }
    ));
    assert!(matches!(refused(&|w| w.sessions = 3), ExperimentProblem::Sessions { .. }));
    assert!(matches!(refused(&|w| w.sessions = 201), ExperimentProblem::Sessions { .. }));
    // Evening 30 in Shanghai is the first of July.
    let wrong = |refused: ExperimentProblem| match refused {
        ExperimentProblem::FirstDay { least, most } => (least, most),
        other => panic!("{other:?}"),
    };
    let days = (date(2026, 7, 1), date(2027, 7, 2));
    assert_eq!(wrong(refused(&|w| w.from = Some(date(2026, 6, 30)))), days);
    assert_eq!(wrong(refused(&|w| w.from = Some(date(2062, 7, 1)))), days);
    let unknown = shop.engine.experiment("没有", evening(30)).unwrap_err();
    assert!(matches!(unknown, EngineError::Store(StoreError::NotFound { what: "experiment", .. })));

    // Two at once: which one is meant has to be said.
    let other = NewExperiment { name: "话术".to_owned(), seed: None, ..asked(4) };
    shop.engine.new_experiment(&job, &other).unwrap();
    let several = shop.engine.running_experiment(None, evening(22)).unwrap_err();
    assert!(
        matches!(several, EngineError::Experiment(ExperimentProblem::SeveralRun { names }) if names.len() == 2)
    );
    assert_eq!(shop.engine.running_experiment(Some("话术"), evening(30)).unwrap().planned.len(), 4);
}

#[test]
fn an_experiment_begins_on_the_day_and_with_the_number_that_are_asked_for() {
    let mut shop = begun(8);
    let job = Job::new(evening(21), 42);
    let usual = shop.engine.new_experiment_defaults(&job, None).unwrap();
    assert_eq!((usual.from, usual.first_days.0), (date(2026, 6, 23), date(2026, 6, 22)));
    let mut drawn = |name: &str, from, seed| {
        let new = NewExperiment { name: name.to_owned(), from, seed, ..asked(8) };
        shop.engine.new_experiment(&job, &new).unwrap()
    };
    // Nothing asked for is what the form shows: tomorrow, and the number of this moment.
    let plain = drawn("一", None, None);
    assert_eq!((plain.seed, plain.planned[0].day), (usual.seed, usual.from));
    let typed = drawn("二", Some(usual.from), Some(usual.seed));
    assert_eq!(typed.planned, plain.planned, "the same number over the same days");
    let later = drawn("三", Some(date(2026, 7, 10)), Some(usual.seed));
    assert_eq!(later.planned[0].day, date(2026, 7, 10), "every evening is usual");
    let other = drawn("四", None, Some(crate::experiment::next_lot(usual.seed)));
    assert_ne!(other.seed, plain.seed);
    // Without any session there is a day all the same: nothing is drawn yet.
    let bare = Shop::open().engine.new_experiment_defaults(&job, None).unwrap();
    assert_eq!(bare.from, date(2026, 6, 23));
}

#[test]
fn an_experiment_whose_days_are_past_is_at_its_end() {
    // Nothing to find, drawn for the evenings 22 to 33.
    let mut shop = begun(12);
    let all = evenings(&mut shop, 0.0);
    let first = shop.seen().planned[0].planned.day;
    assert_eq!(first, date(2026, 6, 23));
    shop.broadcast(&all[..11]);
    // On its last day there is still one to come; on the morning after, it never came.
    let last = shop.seen().planned[11].planned.day;
    assert_eq!(last, date(2026, 7, 4));
    let during = shop.seen_on(32).outcome;
    assert_eq!((during.end, during.open), (None, 1));
    assert!(matches!(during.says, Says::Unclear { .. }), "{during:?}");
    let after = shop.seen_on(33).outcome;
    assert_eq!((after.end, after.says), (Some(End::Missing { sessions: 1 }), Says::NeverClear));
    assert_eq!(after.watch, during.watch, "an end brings no second look");
    // It comes in late, and all are there.
    shop.broadcast(&all[11..]);
    assert_eq!(shop.seen_on(33).outcome.end, Some(End::AllIn));
    let id = shop.seen().record.id;
    shop.engine.stop_experiment(id, Some(evening(33))).unwrap();
    assert_eq!(shop.seen_on(33).outcome.end, Some(End::Stopped));
    shop.engine.stop_experiment(id, None).unwrap();

    // Another one that still has sessions to come is the one that is meant.
    let job = Job::new(evening(33), 42);
    let other = NewExperiment { name: "话术".to_owned(), ..asked(4) };
    shop.engine.new_experiment(&job, &other).unwrap();
    let meant = shop.engine.running_experiment(None, evening(33)).unwrap();
    assert_eq!(meant.record.name, "话术");
    let several = shop.engine.running_experiment(None, evening(60)).unwrap_err();
    assert!(matches!(several, EngineError::Experiment(ExperimentProblem::SeveralRun { .. })));
}

#[test]
fn an_experiment_is_judged_by_the_orders_that_were_paid() {
    let mut shop = begun(12);
    let job = Job::new(evening(20) + SignedDuration::from_hours(13), 42);
    let new =
        NewExperiment { name: "单量".to_owned(), metric: MetricKey::PaidOrders, ..asked(12) };
    shop.engine.new_experiment(&job, &new).unwrap();
    let all = evenings(&mut shop, 3.0);
    shop.broadcast(&all);
    let seen = shop.engine.experiment("单量", evening(30)).unwrap();
    assert_eq!((seen.metric, seen.record.metric.as_str()), (MetricKey::PaidOrders, "paid_orders"));
    // Every evening has a hundred orders, whatever it takes.
    let estimate = seen.outcome.estimate.unwrap();
    assert_eq!((estimate.means, estimate.difference), ([100.0, 100.0], 0.0));
}

#[test]
fn without_talks_another_split_is_refused() {
    let mut shop = begun(4);
    let result = r#"{"items":[]}"#;
    let plan = PlanRecord {
        id: crate::domain::PlanId(0),
        name: "计划".to_owned(),
        version: 1,
        created_at: evening(30),
        revision: 1,
        seed: 1,
        request: String::new(),
        result: result.to_owned(),
        session: None,
        items: Vec::new(),
        slots: Vec::new(),
    };
    let job = Job::new(evening(30), 42);
    // A plan that cannot be read is an error, a store without talks a reason.
    assert!(shop.engine.what_if_split(&job, &plan, &Scope::default()).is_err());
    let found = crate::experiment::logged_split(
        &shop.engine.snapshot().unwrap(),
        &Scope::default(),
        &[("x".to_owned(), 1.0)],
    );
    assert!(found.talks.is_empty());
    assert_eq!(
        crate::experiment::off_policy(&found.talks, &found.target, 1),
        Err(Refused::NoTalks)
    );
}
