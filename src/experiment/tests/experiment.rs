//! From sessions of a store to what an experiment says.

use std::collections::BTreeMap;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::domain::{
    AccountId, Arm, Currency, Money, Platform, Reported, Session, SessionFacts, SessionId, Snapshot,
};
use crate::experiment::{
    Asked, End, Ground, Outcome, Planned, Says, draw, outcome, seen, spread_before,
};
use crate::metrics::{MetricKey, Slot};

const ACCOUNT: AccountId = AccountId(1);

fn session(id: i64, start: ZonedDateTime, paid: f64, viewers: i64) -> Session {
    let at = start.timestamp();
    Session {
        id: SessionId(id),
        account: ACCOUNT,
        platform: Platform::Douyin,
        currency: Currency::cny(),
        external_id: None,
        host: None,
        start,
        facts: SessionFacts {
            paid_amount: Some(Money((paid * 100.0) as i64)),
            viewers_uv: Some(viewers),
            start_at: Some(at),
            end_at: Some(at + SignedDuration::from_hours(2)),
            ..SessionFacts::default()
        },
        reported: Reported::default(),
        origins: Vec::new(),
        as_of: at + SignedDuration::from_hours(48),
    }
}

fn evening(day: i8) -> ZonedDateTime {
    let month = 1 + day / 28;
    date(2026, month, 1 + day % 28).at(20, 0, 0, 0).in_tz("Asia/Shanghai").unwrap()
}

/// Twelve sessions before, then those of the schedule with `extra` per viewer for A.
fn shop(planned: &[Planned], extra: f64) -> Snapshot {
    let wobble = |at: usize| [0.0, 0.4, -0.3, 0.2, -0.4, 0.1, 0.3, -0.2][at % 8];
    let mut sessions: Vec<Session> = (0..12)
        .map(|at| session(at, evening(at as i8), 1_000.0 * (5.0 + wobble(at as usize)), 1_000))
        .collect();
    sessions.extend(planned.iter().enumerate().map(|(at, one)| {
        let start = one.day.at(20, 0, 0, 0).in_tz("Asia/Shanghai").unwrap();
        let up = if one.arm == Arm::A { extra } else { 0.0 };
        session(100 + at as i64, start, 1_000.0 * (5.0 + wobble(at * 3 + 1) + up), 1_000)
    }));
    Snapshot { sessions, ..Snapshot::default() }
}

fn schedule(count: i8) -> Vec<Planned> {
    let days: Vec<_> = (0..count).map(|at| (evening(40 + at).date(), Slot::Evening)).collect();
    draw(&days, 11)
}

fn made() -> Timestamp {
    evening(30).timestamp()
}

fn looked(
    snapshot: &Snapshot,
    planned: &[Planned],
    by_hand: &BTreeMap<SessionId, Option<Arm>>,
    end: Option<End>,
) -> Outcome {
    let asked = Asked {
        metric: MetricKey::UvValue,
        account: ACCOUNT,
        from: made(),
        until: None,
        planned,
        by_hand,
    };
    let seen = seen(snapshot, &asked);
    outcome(planned, &seen, spread_before(snapshot, &asked), end)
}

#[test]
fn an_experiment_goes_from_nothing_to_a_clear_answer() {
    let planned = schedule(28);
    let none = BTreeMap::new();
    let mut shop = shop(&planned, 2.0);
    let all = shop.sessions.split_off(12);
    let mut clear = None;
    assert_eq!(looked(&shop, &planned, &none, None).says, Says::NoSession);
    for (at, session) in (1..).zip(all) {
        shop.sessions.push(session);
        let found = looked(&shop, &planned, &none, None);
        if at == 1 {
            assert!(matches!(found.says, Says::OneWay { .. }), "{found:?}");
        }
        assert_eq!((found.ground, found.open), (Ground::Lot, planned.len() - at));
        if let Says::Clear { more } = found.says {
            assert_eq!(more, Arm::A);
            let range = found.watch.range.unwrap();
            assert!(range.contains(2.0) && range.low > 0.0, "{range:?}");
            clear = Some(at);
            break;
        }
    }
    assert!((12..=24).contains(&clear.unwrap()), "clear after {clear:?}");

    // Nothing to find: unclear while it runs, never clear when it is over.
    let level = super::experiment::shop(&planned, 0.0);
    assert!(matches!(looked(&level, &planned, &none, None).says, Says::Unclear { .. }));
    assert_eq!(looked(&level, &planned, &none, Some(End::AllIn)).says, Says::NeverClear);
}

#[test]
fn paid_and_created_are_never_compared() {
    let planned = schedule(12);
    let nobody = BTreeMap::new();
    let asked = |metric| Asked {
        metric,
        account: ACCOUNT,
        from: made(),
        until: None,
        planned: &planned,
        by_hand: &nobody,
    };
    // From the third session on exports tell only what was created.
    let mut snapshot = shop(&planned, 1.0);
    for session in snapshot.sessions.iter_mut().skip(14) {
        session.facts.gmv = session.facts.paid_amount.take();
    }
    let values = |snapshot: &Snapshot, metric| -> Vec<Option<f64>> {
        seen(snapshot, &asked(metric)).iter().map(|one| one.value).collect()
    };
    let told = values(&snapshot, MetricKey::UvValue);
    assert!(told[..2].iter().all(Option::is_some) && told[2..].iter().all(Option::is_none));
    let outcome = looked(&snapshot, &planned, &nobody, None);
    assert_eq!((outcome.sessions.iter().sum::<usize>(), outcome.without_figure), (2, 10));
    // All of them created: they are compared, and what was paid before says nothing of them.
    for session in snapshot.sessions.iter_mut().skip(12) {
        session.facts.gmv = session.facts.gmv.or(session.facts.paid_amount.take());
    }
    let found = seen(&snapshot, &asked(MetricKey::UvValue));
    assert!(found.iter().all(|one| one.value.is_some() && one.usual.is_none()));
    assert_eq!(spread_before(&snapshot, &asked(MetricKey::UvValue)), None);

    // Orders count where they were paid; those that were only created are no figure.
    for (at, session) in snapshot.sessions.iter_mut().enumerate() {
        session.facts.orders_created = Some(500);
        session.facts.sku_orders = Some(450);
        session.facts.orders = (at % 2 == 0).then_some(300 + at as i64);
    }
    let told = values(&snapshot, MetricKey::PaidOrders);
    assert_eq!(told[..4], [Some(312.0), None, Some(314.0), None]);
}

#[test]
fn only_sessions_of_the_experiment_decide_what_is_compared() {
    let planned = schedule(8);
    let mut snapshot = shop(&planned, 1.0);
    // Before the first of them: one that was not planned, and the first itself, both created.
    snapshot.sessions.insert(12, session(200, evening(35), 5_000.0, 1_000));
    for session in &mut snapshot.sessions[12..14] {
        session.facts.gmv = session.facts.paid_amount.take();
    }
    let told = |by_hand: &BTreeMap<SessionId, Option<Arm>>| -> Vec<i64> {
        let (from, until, metric) = (made(), None, MetricKey::UvValue);
        let asked = Asked { metric, account: ACCOUNT, from, until, planned: &planned, by_hand };
        assert_eq!(spread_before(&snapshot, &asked).is_some(), !by_hand.is_empty());
        let seen = seen(&snapshot, &asked).into_iter().filter(|one| one.value.is_some());
        seen.map(|one| one.session.0).collect()
    };
    assert_eq!(told(&BTreeMap::new()), [100], "the first of the schedule decides");
    let out = BTreeMap::from([(SessionId(100), None)]);
    assert_eq!(told(&out), (101..108).collect::<Vec<_>>(), "not the one beside it, or left out");
}

#[test]
fn sessions_join_by_day_and_what_is_said_by_hand_wins() {
    let planned = schedule(8);
    let mut shop = shop(&planned, 0.0);
    // A second session on the first day, in the morning; one on a day that was not planned.
    let second = planned[0].day.at(9, 0, 0, 0).in_tz("Asia/Shanghai").unwrap();
    shop.sessions.push(session(200, second, 9_000.0, 1_000));
    shop.sessions.push(session(201, evening(55), 9_000.0, 1_000));
    // Too few people to tell of.
    shop.sessions.push(session(202, evening(56), 9_000.0, 19));
    shop.sessions.sort_by_key(|one| one.start.timestamp());
    let asked = |by_hand| Asked {
        metric: MetricKey::UvValue,
        account: ACCOUNT,
        from: made(),
        until: None,
        planned: &planned,
        by_hand,
    };
    let none = BTreeMap::new();
    let joined = seen(&shop, &asked(&none));
    assert_eq!(joined.len(), 8, "only what is in the schedule");
    assert!(joined.iter().all(|one| (100..108).contains(&one.session.0) && !one.by_hand));

    let said = BTreeMap::from([
        (SessionId(100), None),
        (SessionId(101), Some(planned[1].arm.other())),
        (SessionId(102), Some(planned[2].arm)),
        (SessionId(201), Some(Arm::B)),
        (SessionId(202), Some(Arm::A)),
    ]);
    let joined = seen(&shop, &asked(&said));
    let of = |id: i64| joined.iter().find(|one| one.session.0 == id).unwrap();
    assert_eq!((of(100).arm, of(100).by_hand), (None, true));
    assert_eq!((of(101).arm, of(101).by_hand), (Some(planned[1].arm.other()), true));
    assert!(!of(102).by_hand, "said as it was drawn");
    assert_eq!((of(201).arm, of(201).planned), (Some(Arm::B), None));
    assert_eq!((of(202).arm, of(202).value), (Some(Arm::A), None));
    let found = looked(&shop, &planned, &said, None);
    assert_eq!((found.ground, found.by_hand, found.without_figure), (Ground::PartlyByHand, 3, 1));
}

#[test]
fn first_one_way_then_the_other_is_a_change_and_no_effect() {
    let shop = shop(&schedule(20), 3.0);
    let by_hand: BTreeMap<SessionId, Option<Arm>> = (100..120)
        .map(|id| (SessionId(id), Some(if id < 110 { Arm::B } else { Arm::A })))
        .collect();
    let found = looked(&shop, &[], &by_hand, None);
    assert_eq!(found.ground, Ground::BeforeAfter);
    assert!(matches!(found.says, Says::Change { later: Arm::A, .. }), "{found:?}");
    // In turns it is a comparison, though not by lot.
    let turns: BTreeMap<SessionId, Option<Arm>> = (100..120)
        .map(|id| (SessionId(id), Some(if id % 2 == 0 { Arm::B } else { Arm::A })))
        .collect();
    let found = looked(&shop, &[], &turns, None);
    assert_eq!(found.ground, Ground::ByHand);
    assert!(!matches!(found.says, Says::Change { .. }));
}

#[test]
fn what_is_expected_comes_from_before_the_experiment_alone() {
    let planned = schedule(12);
    let none = BTreeMap::new();
    let asked = Asked {
        metric: MetricKey::UvValue,
        account: ACCOUNT,
        from: made(),
        until: None,
        planned: &planned,
        by_hand: &none,
    };
    let usual = |extra: f64| -> Vec<Option<f64>> {
        seen(&shop(&planned, extra), &asked).iter().map(|one| one.usual).collect()
    };
    assert!(usual(0.0).iter().all(Option::is_some));
    assert_eq!(usual(0.0), usual(50.0), "nothing that was tried moves it");
    let spread = |extra: f64| spread_before(&shop(&planned, extra), &asked);
    assert!(spread(0.0).is_some_and(|size| size > 0.1 && size < 1.0));
    assert_eq!(spread(0.0), spread(50.0));
}
