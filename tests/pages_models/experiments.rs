//! What experiments say, in both languages, as data.

use std::collections::BTreeMap;

use fupan::domain::{AccountId, Arm, Currency, ExperimentId, Interval, SessionId, Snapshot};
use fupan::engine::{Experiment, NewDefaults, PlannedSession};
use fupan::experiment::{
    Adjusted, End, Estimate, Ground, OffPolicy, Outcome, Planned, Refused, Says, SeenSession,
    Watch, Worth,
};
use fupan::metrics::{MetricKey, Slot};
use fupan::present::pages::evaluate::{
    ExperimentDraft, ExperimentsInputs, ExperimentsView, FormField, card, experiments, form, split,
};
use fupan::present::text::Lang;
use fupan::store::ExperimentRecord;
use jiff::Timestamp;
use jiff::civil::date;

use super::pages_support::shop;

fn now() -> Timestamp {
    "2026-11-22T08:00:00Z".parse().unwrap()
}

fn outcome(says: Says, ground: Ground) -> Outcome {
    Outcome {
        says,
        ground,
        estimate: Some(Estimate {
            difference: 3.2,
            interval: Interval::new(1.9, 4.5),
            means: [23.2, 20.0],
            sessions: [8, 7],
            adjusted: Adjusted::By { share: 0.38 },
        }),
        watch: Watch {
            range: Some(Interval { low: 1.1, high: 5.6, level: 0.95 }),
            pairs: 7,
            more: None,
            needed: None,
            anew: None,
        },
        sessions: [8, 7],
        by_hand: if ground == Ground::Lot { 0 } else { 15 },
        without_figure: 0,
        open: 1,
        end: None,
    }
}

fn fresh() -> NewDefaults {
    NewDefaults {
        first_days: (date(2026, 11, 22), date(2027, 11, 23)),
        from: date(2026, 11, 23),
        seed: 482_913,
        sessions: (4, 200),
        longest: 60,
    }
}

/// An experiment of the shop with three places: done, missed, to come.
fn experiment(snapshot: &Snapshot, metric: MetricKey, outcome: Outcome) -> Experiment {
    let last = snapshot.sessions.last().unwrap();
    let place = |day, arm, pair| Planned { day, slot: Slot::Evening, pair, arm };
    let seen = SeenSession {
        session: last.id,
        at: last.start.timestamp(),
        arm: Some(Arm::A),
        planned: Some(0),
        by_hand: false,
        value: Some(23.4),
        usual: Some(20.0),
    };
    Experiment {
        record: ExperimentRecord {
            id: ExperimentId(3),
            name: "开场".to_owned(),
            metric: metric.word().to_owned(),
            account: AccountId(1),
            ways: ["先发福利".to_owned(), String::new()],
            seed: 7,
            created_at: last.start.timestamp() - jiff::SignedDuration::from_hours(24),
            stopped_at: None,
            planned: Vec::new(),
            by_hand: BTreeMap::new(),
        },
        metric,
        currency: Currency::cny(),
        planned: vec![
            PlannedSession { planned: place(last.start.date(), Arm::A, 0), session: Some(seen) },
            PlannedSession { planned: place(date(2026, 11, 21), Arm::B, 0), session: None },
            PlannedSession { planned: place(date(2026, 11, 28), Arm::B, 1), session: None },
        ],
        others: Vec::new(),
        outcome,
    }
}

#[test]
fn every_state_of_an_experiment_has_its_own_sentence() {
    let snapshot = shop();
    let clear = Says::Clear { more: Arm::A };
    let states = [
        (Says::NoSession, Ground::Lot, "还没有播到", "None of its"),
        (Says::OneWay { arm: Arm::A }, Ground::Lot, "还没有 B 可以比", "there is no B"),
        (Says::Unclear { more_sessions: Some(6) }, Ground::Lot, "大约再播 6 场", "about 6 more"),
        (
            Says::Unclear { more_sessions: None },
            Ground::Lot,
            "差别还太小",
            "small beside how sessions vary",
        ),
        (
            clear,
            Ground::Lot,
            "走 A（先发福利）时，UV价值高 ¥3.20，范围 ¥1.10 到 ¥5.60",
            "range ¥1.10 to ¥5.60",
        ),
        (clear, Ground::PartlyByHand, "高 ¥3.20", "¥3.20 more"),
        (Says::NeverClear, Ground::Lot, "播完也说不清", "without an answer"),
        (
            Says::Change { change: -2.0, later: Arm::A },
            Ground::BeforeAfter,
            "低 ¥2.00。这是变化，不是效果",
            "A change, not an effect",
        ),
    ];
    for (says, ground, zh, en) in states {
        let one = experiment(&snapshot, MetricKey::UvValue, outcome(says, ground));
        for (lang, words) in [(Lang::Zh, zh), (Lang::En, en)] {
            let card = card(&snapshot, &one, now(), lang);
            assert!(card.verdict.contains(words), "{}", card.verdict);
            assert_eq!(card.doubtful, ground != Ground::Lot);
            assert!(!card.ground.is_empty() && !card.next.is_empty());
            // A word that promises more than was compared stands only where a lot decided.
            let effect = card.verdict.contains("效果") || card.verdict.contains("effect");
            assert_eq!(effect, matches!(says, Says::Change { .. }), "{}", card.verdict);
        }
    }
    let few = Outcome {
        watch: Watch { range: None, pairs: 2, more: None, needed: None, anew: None },
        ..outcome(Says::Unclear { more_sessions: None }, Ground::Lot)
    };
    let card = card(&snapshot, &experiment(&snapshot, MetricKey::UvValue, few), now(), Lang::Zh);
    assert!(card.verdict.contains("现在 2 对，至少要 6 对") && card.range.is_none());
}

#[test]
fn the_schedule_tells_what_is_done_missed_and_to_come() {
    let snapshot = shop();
    let says = outcome(Says::Unclear { more_sessions: None }, Ground::Lot);
    let mut one = experiment(&snapshot, MetricKey::ViewerConversion, says);
    let seen = |one: &Experiment, lang| card(&snapshot, one, now(), lang);
    let zh = seen(&one, Lang::Zh);
    let states: Vec<&str> = zh.rows.iter().map(|row| row.state.as_str()).collect();
    assert_eq!(states, ["已播", "没找到这场", "还没播"]);
    assert_eq!(zh.next, "下一场 11-28 周六 晚间：走 B。");
    assert_eq!(seen(&one, Lang::En).next, "Next, Sat 11-28 evening: run B.");
    // Shares differ in points.
    let fact = |card: &fupan::present::pages::evaluate::ExperimentCard| card.facts[0].1.clone();
    assert!(fact(&zh).ends_with('点') && fact(&seen(&one, Lang::En)).ends_with("pt"));
    // Orders are whole, their means need not be.
    let mut orders = experiment(&snapshot, MetricKey::PaidOrders, one.outcome.clone());
    orders.planned[0].session.as_mut().unwrap().value = Some(312.0);
    let card = seen(&orders, Lang::Zh);
    assert_eq!((card.rows[0].figure.as_str(), card.columns[2].as_str()), ("312", "成交订单数"));
    assert_eq!((card.facts[0].1.as_str(), card.facts[3].1.as_str()), ("+3.2", "23.2"));
    assert_eq!(zh.rows[0].session, Some(snapshot.sessions.last().unwrap().id));
    assert!(zh.rows[1].session.is_none() && zh.rows[1].figure.is_empty(), "missing is empty");

    // By hand: another way, left out; a session that was not planned is offered.
    let id: SessionId = zh.rows[0].session.unwrap();
    one.record.by_hand.insert(id, Some(Arm::B));
    if let Some(seen) = &mut one.planned[0].session {
        (seen.arm, seen.by_hand) = (Some(Arm::B), true);
    }
    let said = seen(&one, Lang::Zh);
    assert_eq!((said.rows[0].way.as_str(), said.rows[0].state.as_str()), ("B", "已播，手工改过"));
    assert_eq!(said.hands[said.rows[0].hand], "B");
    one.record.by_hand.insert(id, None);
    one.planned[0].session.as_mut().unwrap().arm = None;
    let out = seen(&one, Lang::Zh);
    assert_eq!((out.rows[0].way.as_str(), out.rows[0].state.as_str()), ("", "不算"));
    one.planned[0].session = None;
    let offered = seen(&one, Lang::Zh).add;
    assert_eq!(offered.len(), 2, "one session, as A or as B: {offered:#?}");
    assert!(offered.iter().all(|choice| choice.id.0 == id));
    one.record.stopped_at = Some(now());
    one.outcome.end = Some(End::Stopped);
    one.outcome.says = Says::OneWay { arm: Arm::A };
    let stopped = seen(&one, Lang::Zh);
    assert!(stopped.next.is_empty() && !stopped.runs);
}

#[test]
fn without_experiments_the_view_teaches_and_offers_one() {
    let snapshot = shop();
    let view = |all: &[Experiment], chosen, lang| -> ExperimentsView {
        let inputs = ExperimentsInputs {
            snapshot: &snapshot,
            experiments: all,
            chosen,
            split: None,
            fresh: &fresh(),
            now: now(),
        };
        experiments(&inputs, lang)
    };
    for lang in [Lang::Zh, Lang::En] {
        let none = view(&[], None, lang);
        assert!(!none.teaching.is_empty() && none.shown.is_none() && none.split.is_none());
        assert!(none.form.metrics.len() >= 10 && none.form.metrics[0].selected);
        assert!(
            none.form.labels.iter().chain(&none.buttons).chain(&none.titles).all(|w| !w.is_empty())
        );
    }
    let mut old = experiment(&snapshot, MetricKey::UvValue, outcome(Says::NeverClear, Ground::Lot));
    old.record.id = ExperimentId(9);
    old.record.stopped_at = Some(now());
    old.outcome.end = Some(End::Stopped);
    let runs = experiment(&snapshot, MetricKey::UvValue, outcome(Says::NoSession, Ground::Lot));
    let all = [old, runs];
    // The one that runs is shown, else what was chosen.
    assert_eq!(view(&all, None, Lang::Zh).shown.unwrap().id, ExperimentId(3));
    let chosen = view(&all, Some(ExperimentId(9)), Lang::Zh);
    assert_eq!(chosen.shown.unwrap().id, ExperimentId(9));
    assert_eq!(chosen.choices[0].text, "开场 · 已停");
    assert!(chosen.choices[0].selected && chosen.teaching.is_empty());
}

#[test]
fn another_split_is_told_with_what_it_takes_for_granted_or_why_not() {
    let worth = |gain: f64, low: f64, high: f64| Worth {
        value: 1.0 + gain,
        gain,
        gain_interval: Interval::new(low, high),
    };
    let found = |robust: Worth| OffPolicy {
        logged: 1.0,
        snips: worth(0.02, -0.1, 0.2),
        doubly_robust: robust,
        effective: 230.0,
        talks: 900,
        sessions: 52,
        unseen: 0.0,
        floored: 0,
    };
    let told = |robust, lang| split("周六", &Ok(found(robust)), lang);
    assert!(
        told(worth(0.1, 0.04, 0.16), Lang::Zh).sentence.contains("大约多 10.0%（+4.0% 到 +16.0%）")
    );
    assert!(told(worth(-0.1, -0.16, -0.04), Lang::En).sentence.contains("about 10.0% less"));
    let unclear = told(worth(0.1, -0.04, 0.16), Lang::Zh);
    assert!(unclear.sentence.contains("看不出更多还是更少") && unclear.assumes.contains("前提"));
    let refusals = [
        (Refused::NoTalks, "讲解时段"),
        (Refused::FewSessions { sessions: 3, needed: 5 }, "3 场"),
        (Refused::Unseen { share: 0.4 }, "40%"),
        (Refused::TooLittle { effective: 31.0, needed: 50.0, more_sessions: 12 }, "12 场"),
    ];
    for (why, words) in refusals {
        let zh = split("周六", &Err(why), Lang::Zh);
        assert!(zh.sentence.contains(words) && zh.assumes.is_empty() && zh.facts.is_empty());
        assert!(split("周六", &Err(why), Lang::En).sentence.contains("Cannot be estimated"));
    }
}

#[test]
fn the_form_says_what_to_do_beside_what_is_wrong_and_asks_for_what_it_shows() {
    use FormField as F;
    let draft = |change: &dyn Fn(&mut ExperimentDraft)| {
        let mut draft = ExperimentDraft { name: "话术".to_owned(), ..ExperimentDraft::default() };
        change(&mut draft);
        draft
    };
    for lang in [Lang::Zh, Lang::En] {
        let form = form(&fresh(), vec!["开场".to_owned()], None, lang);
        let asked = form.asked(&draft(&|_| {})).unwrap();
        assert_eq!(asked.sessions, 20);
        assert_eq!((asked.from, asked.seed), (Some(date(2026, 11, 23)), Some(482_913)));
        assert!(form.lot_line(&draft(&|_| {})).ends_with("482913"), "the number is seen");
        let other = form.next_lot(&draft(&|_| {}));
        assert_ne!(other, "482913");
        let typed = draft(&|d| {
            d.from = Some("12-1".to_owned());
            d.lot = Some(other.clone());
            d.sessions = Some("12".to_owned());
        });
        let asked = form.asked(&typed).unwrap();
        assert_eq!((asked.from, asked.sessions), (Some(date(2026, 12, 1)), 12));
        assert_eq!(asked.seed.unwrap().to_string(), other);
        assert!(form.lot_line(&typed).ends_with(&other));

        let wrong: [(FormField, &dyn Fn(&mut ExperimentDraft)); 9] = [
            (F::Name, &|d| (d.name, d.pressed) = (" ".to_owned(), true)),
            (F::Name, &|d| d.name = "开场 ".to_owned()),
            (F::Name, &|d| d.name = "长".repeat(61)),
            (F::WayB, &|d| d.ways[1] = "长".repeat(61)),
            (F::Sessions, &|d| d.sessions = Some("3".to_owned())),
            (F::Sessions, &|d| d.sessions = Some(String::new())),
            (F::FirstDay, &|d| d.from = Some("2026-11-21".to_owned())),
            (F::FirstDay, &|d| d.from = Some("下周".to_owned())),
            (F::Lot, &|d| d.lot = Some("七".to_owned())),
        ];
        for (field, change) in wrong {
            let draft = draft(change);
            let said = form.problem(field, &draft).unwrap();
            assert!(said.chars().count() > 8, "{said}");
            assert_eq!(form.asked(&draft), None, "{draft:?}");
            let others = [F::Name, F::WayA, F::WayB, F::Sessions, F::FirstDay, F::Lot];
            let others = others.into_iter().filter(|other| *other != field);
            assert!(others.into_iter().all(|other| form.problem(other, &draft).is_none()));
        }
        // Nobody is told off before anything was typed.
        assert_eq!(form.problem(F::Name, &ExperimentDraft::default()), None);
        assert_eq!(form.asked(&ExperimentDraft::default()), None);
    }
}

#[test]
fn at_its_end_an_experiment_says_how_it_ended_and_what_to_do() {
    let snapshot = shop();
    let at_end = |says: Says, end: End, change: &dyn Fn(&mut Outcome), lang: Lang| {
        let mut outcome = Outcome { end: Some(end), ..outcome(says, Ground::Lot) };
        change(&mut outcome);
        let mut one = experiment(&snapshot, MetricKey::UvValue, outcome);
        one.planned.truncate(2);
        if end == End::Stopped {
            one.record.stopped_at = Some(now());
        }
        let inputs = ExperimentsInputs {
            snapshot: &snapshot,
            experiments: std::slice::from_ref(&one),
            chosen: None,
            split: None,
            fresh: &fresh(),
            now: now(),
        };
        let view = experiments(&inputs, lang);
        let card = view.shown.unwrap();
        (card.verdict, card.next, view.form.usual.sessions)
    };
    let missing = End::Missing { sessions: 1 };
    let same: &dyn Fn(&mut Outcome) = &|_| {};
    let long: &dyn Fn(&mut Outcome) = &|o| o.watch.anew = Some(21);
    let few: &dyn Fn(&mut Outcome) = &|o| (o.watch.pairs, o.watch.range) = (2, None);
    let bare: &dyn Fn(&mut Outcome) = &|o| o.without_figure = 2;
    let clear = Says::Clear { more: Arm::A };
    let states: [(Says, End, &dyn Fn(&mut Outcome), &str, &str); 12] = [
        (
            clear,
            End::AllIn,
            same,
            "排好的 2 场都播完了。可以停下它，以后就走 A",
            "All 2 sessions are in. Stop it, and run A",
        ),
        (clear, End::Stopped, same, "以后就走 A（先发福利）。", "Run A (先发福利) from now on."),
        (clear, missing, same, "2 场里有 1 场没找到；播过的话", "1 of 2 sessions not found."),
        (
            Says::NeverClear,
            End::AllIn,
            long,
            "停下它，另排一个 42 场左右的",
            "about 42 sessions, if they differ",
        ),
        (
            Says::NeverClear,
            End::Stopped,
            long,
            "另排一个 42 场左右的",
            "A new one may tell with about 42",
        ),
        (Says::NeverClear, missing, few, "至少 12 场的才可能说清", "at least 12 sessions."),
        (Says::NeverClear, End::AllIn, same, "哪种顺手就用哪种", "whichever is easier"),
        (Says::NoSession, missing, same, "没播就删掉，重新抽签排", "delete it and draw a new one"),
        (Says::OneWay { arm: Arm::B }, End::AllIn, bare, "2 场没有要比的数字", "import a table"),
        (
            Says::OneWay { arm: Arm::A },
            End::AllIn,
            same,
            "都播完了。算数的都走了同一种",
            "are in. All that count ran one way: stop it, draw a new one",
        ),
        (Says::NoSession, End::AllIn, same, "可是一场都没算", "are in. But none counts"),
        (
            Says::Change { change: 1.0, later: Arm::A },
            End::AllIn,
            same,
            "抽签另排一个",
            "draw a new one",
        ),
    ];
    for (says, end, change, zh, en) in states {
        for (lang, words) in [(Lang::Zh, zh), (Lang::En, en)] {
            let (verdict, next, sessions) = at_end(says, end, change, lang);
            assert!(next.contains(words), "{says:?} {end:?}: {next}");
            assert!(!verdict.contains("还") && !verdict.contains("yet"), "{verdict}");
            // The form of the next one begins with as many as would have been needed.
            assert_eq!(sessions, if next.contains("42") { "42" } else { "20" });
        }
    }
    let one = Experiment {
        planned: Vec::new(),
        ..experiment(
            &snapshot,
            MetricKey::UvValue,
            Outcome { end: Some(End::AllIn), ..outcome(clear, Ground::Lot) },
        )
    };
    let inputs = ExperimentsInputs {
        snapshot: &snapshot,
        experiments: &[one],
        chosen: None,
        split: None,
        fresh: &fresh(),
        now: now(),
    };
    assert_eq!(experiments(&inputs, Lang::Zh).choices[0].text, "开场 · 日子过完");
}
