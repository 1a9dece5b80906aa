//! Tables on a small made-up shop: nothing in a row may come from after its outcome.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::domain::{
    Account, Action, Currency, Host, HostId, Money, Platform, Product, ProductFacts, ProductKind,
    Role, Segment, SegmentFacts, SessionFacts, SessionProduct, SessionProductFacts, VisitFacts,
};
use crate::learn::{Column, LearnError, Outcome, OutcomeUnit, Table};

/// Minutes after the start of a session on a day of January 2026 (it starts at 20:00).
fn at(day: i64, minutes: i64) -> Timestamp {
    let start: Timestamp = "2026-01-01T12:00:00Z".parse().unwrap();
    Timestamp::from_second(start.as_second() + day * 86_400 + minutes * 60).unwrap()
}

fn product(id: i64, role: Role) -> Product {
    Product {
        id: ProductId(id),
        platform: Platform::Douyin,
        external_id: None,
        name: format!("商品{id}"),
        facts: ProductFacts {
            category: Some("茶".to_owned()),
            price: Some(Money(9_900)),
            ..ProductFacts::default()
        },
        return_cost: None,
        kind: ProductKind::Goods,
        role: Some(role),
    }
}

/// Three sessions on days 0, 1, 2; the second opens with the giveaway.
fn shop() -> Snapshot {
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let mut snapshot = Snapshot {
        accounts: vec![Account {
            id: AccountId(1),
            platform: Platform::Douyin,
            name: "茶铺".to_owned(),
            currency: Currency::cny(),
            time_zone: "Asia/Shanghai".to_owned(),
        }],
        hosts: vec![Host { id: HostId(1), name: "阿禾".to_owned() }],
        products: vec![product(1, Role::Profit), product(2, Role::Giveaway)],
        ..Snapshot::default()
    };
    for day in 0..3 {
        let id = SessionId(day + 10);
        snapshot.sessions.push(Session {
            id,
            account: AccountId(1),
            platform: Platform::Douyin,
            currency: Currency::cny(),
            external_id: None,
            host: Some(HostId(1)),
            start: at(day, 0).to_zoned_datetime(zone.clone()),
            facts: SessionFacts {
                start_at: Some(at(day, 0)),
                end_at: Some(at(day, 120)),
                paid_amount: Some(Money(100_000 * (day + 1))),
                ad_spend: Some(Money(5_000)),
                ..SessionFacts::default()
            },
            reported: Vec::new(),
            origins: Vec::new(),
            as_of: at(day, 200),
        });
        for (product, clicks, buyers) in [(1, 100, 10 + day), (2, 50, 60)] {
            snapshot.session_products.push(SessionProduct {
                session: id,
                product: ProductId(product),
                facts: SessionProductFacts {
                    price: Some(Money(10_000 + 1_000 * day)),
                    click_uv: Some(clicks),
                    buyers: Some(buyers),
                    ..SessionProductFacts::default()
                },
                reported: Vec::new(),
                origins: Vec::new(),
                derived: false,
            });
        }
        let first = if day == 1 { 2 } else { 1 };
        for (product, from) in [(first, 5), (3 - first, 40)] {
            snapshot.segments.push(Segment {
                session: id,
                product: ProductId(product),
                facts: SegmentFacts {
                    start_at: Some(at(day, from)),
                    end_at: Some(at(day, from + 20)),
                    ..SegmentFacts::default()
                },
            });
        }
    }
    snapshot
}

fn column(table: &Table, key: &str) -> Vec<f64> {
    match &table.columns[table.feature(key).unwrap()] {
        Column::Numeric(values) => values.clone(),
        Column::Category { codes, .. } => codes.iter().map(|c| f64::from(*c)).collect(),
    }
}

fn event(viewer: u32, day: i64, minutes: i64, action: Action, product: i64) -> ViewerEvent {
    ViewerEvent {
        viewer,
        session: SessionId(day + 10),
        product: Some(ProductId(product)),
        action,
        at: at(day, minutes),
        value: (action == Action::View).then_some(30.0),
    }
}

#[test]
fn a_viewer_row_knows_nothing_after_the_first_purchase() {
    let events = [
        // Viewer 0 comes on day 0 and buys on day 1 at minute 30; later events must not count.
        event(0, 0, 3, Action::View, 1),
        event(0, 0, 6, Action::Click, 1),
        event(0, 1, 10, Action::View, 2),
        event(0, 1, 20, Action::Click, 1),
        event(0, 1, 30, Action::Purchase, 1),
        event(0, 1, 31, Action::View, 1),
        event(0, 1, 40, Action::Like, 1),
        event(0, 2, 1, Action::View, 1),
        // Viewer 1 buys at once: nothing was seen before, so there is no row.
        event(1, 0, 5, Action::Purchase, 1),
        event(1, 0, 9, Action::View, 1),
        // An event of a session nobody knows.
        ViewerEvent { session: SessionId(99), ..event(1, 0, 1, Action::View, 1) },
    ];
    let orders =
        [ViewerOrder { viewer: 0, session: Some(SessionId(11)), at: at(1, 30), paid: 88.0 }];
    let viewers =
        [Viewer { fan_level: Some("fan".to_owned()), ..Viewer::default() }, Viewer::default()];
    let table = buyers(&shop(), None, &viewers, &events, &orders);
    table.check().unwrap();
    assert_eq!(table.outcome, Outcome::Binary(vec![false, true, false]));
    assert_eq!(table.order, Some(vec![0, 1, 2]));
    assert_eq!(table.groups, Some(vec![0, 0, 0]));
    assert_eq!(column(&table, "views"), [1.0, 1.0, 1.0]);
    assert_eq!(column(&table, "dwell_s"), [30.0, 30.0, 30.0]);
    assert_eq!(column(&table, "clicks"), [1.0, 1.0, 0.0]);
    assert_eq!(column(&table, "interactions"), [0.0, 0.0, 0.0]);
    assert_eq!(column(&table, "giveaway_seen"), [0.0, 1.0, 0.0]);
    assert_eq!(column(&table, "past_orders"), [0.0, 0.0, 1.0]);
    assert_eq!(column(&table, "past_spend"), [0.0, 0.0, 88.0]);
    assert_eq!(column(&table, "past_sessions"), [0.0, 1.0, 2.0]);
    // Of earlier sessions: none yet, none of one, one of two; the tea was clicked on day 0.
    let buying = column(&table, "past_buying");
    assert!(buying[0].is_nan() && buying[1..] == [0.0, 0.5]);
    let liked = column(&table, "favourite_seen");
    assert!(liked[0].is_nan() && liked[1..] == [1.0, 1.0]);
    let favourite = &table.columns[table.feature("favourite_category").unwrap()];
    let labels = vec!["茶".to_owned()];
    assert_eq!(*favourite, Column::Category { codes: vec![Column::MISSING, 0, 0], labels });
    let days = column(&table, "days_since_order");
    assert!(days[0].is_nan() && (days[2] - (1.0 - 30.0 / 1440.0)).abs() < 1e-9);
    assert_eq!(column(&table, "hour"), [20.0, 20.0, 20.0]);
}

/// Viewers who click one to six times and, whoever they are, do or do not buy after one of their
/// clicks: nothing they do tells who buys.
fn chance_alone() -> Vec<ViewerEvent> {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut events = Vec::new();
    for viewer in 0..4_000 {
        let clicks = rng.gen_range(1..=6);
        for minute in 0..clicks {
            events.push(event(viewer, 0, 3 * minute, Action::View, 1));
            events.push(event(viewer, 0, 3 * minute + 1, Action::Click, 1));
        }
        if rng.gen_bool(0.3) {
            let after = rng.gen_range(0..clicks);
            events.push(event(viewer, 0, 3 * after + 2, Action::Purchase, 1));
        }
    }
    events
}

#[test]
fn where_a_row_stops_does_not_tell_how_it_ended() {
    let by_clicks = chance_alone();
    let views_only: Vec<ViewerEvent> =
        by_clicks.iter().filter(|e| e.action != Action::Click).copied().collect();
    for (events, key) in [(&by_clicks, "clicks"), (&by_clicks, "views"), (&views_only, "views")] {
        let table = buyers(&shop(), None, &[], events, &[]);
        let Outcome::Binary(bought) = &table.outcome else { panic!() };
        let mean = |side: bool| {
            let values: Vec<f64> = column(&table, key)
                .into_iter()
                .zip(bought)
                .filter_map(|(value, bought)| (*bought == side).then_some(value))
                .collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        // A whole visit has 3.5 clicks on average, up to a purchase 2.25.
        let apart = mean(true) - mean(false);
        assert!(apart.abs() < 0.12, "{key}: {apart}");
        assert!((mean(true) - 2.25).abs() < 0.12, "{key}: {}", mean(true));
    }
    // Where nobody buys, visits are taken whole.
    let idle: Vec<ViewerEvent> =
        by_clicks.into_iter().filter(|e| e.action != Action::Purchase).collect();
    let table = buyers(&shop(), None, &[], &idle, &[]);
    let clicks = column(&table, "clicks").iter().sum::<f64>() / 4_000.0;
    assert!((clicks - 3.5).abs() < 0.1, "{clicks}");
}

#[test]
fn product_rows_look_back_only() {
    let table = products(&shop(), Some(AccountId(1)));
    table.check().unwrap();
    let Outcome::Binomial { successes, trials } = &table.outcome else { panic!() };
    assert_eq!(trials, &[100.0, 50.0, 100.0, 50.0, 100.0, 50.0]);
    assert_eq!(successes, &[10.0, 50.0, 11.0, 50.0, 12.0, 50.0], "no more buyers than clickers");
    assert_eq!(column(&table, "past_shows"), [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]);
    assert_eq!(column(&table, "price"), [100.0, 100.0, 110.0, 110.0, 120.0, 120.0]);
    let against = column(&table, "price_vs_usual");
    assert!(against[0].is_nan());
    assert!((against[2] - 1.1).abs() < 1e-12 && (against[4] - 120.0 / 105.0).abs() < 1e-12);
    let past = column(&table, "past_rate");
    assert!(past[0].is_nan());
    assert!((past[2] - (10.0 + 50.0 * 0.4) / 150.0).abs() < 1e-12);
    assert_eq!(column(&table, "talk_minutes"), [20.0; 6]);
    assert_eq!(column(&table, "first_talk_minute"), [5.0, 40.0, 40.0, 5.0, 5.0, 40.0]);
    assert!((table.last.as_ref().unwrap()[2] - 0.1).abs() < 1e-12);
    assert!(products(&shop(), Some(AccountId(2))).outcome.is_empty());
}

#[test]
fn session_rows_carry_the_opener_and_the_past() {
    let mut shop = shop();
    let table = session_sales(&shop, None).unwrap();
    table.check().unwrap();
    assert_eq!(table.outcome, Outcome::Numeric(vec![1_000.0, 2_000.0, 3_000.0]));
    assert_eq!(table.unit, OutcomeUnit::Money(Currency::cny()));
    assert_eq!(column(&table, "giveaway_opener"), [0.0, 1.0, 0.0]);
    assert_eq!(column(&table, "planned_minutes"), [120.0; 3]);
    assert_eq!(column(&table, "ad_spend"), [50.0; 3]);
    let past = column(&table, "past_median");
    assert!(past[0].is_nan());
    assert_eq!(past[1..], [1_000.0, 1_500.0]);
    assert_eq!(table.last.as_ref().unwrap()[2], 2_000.0);
    assert!(table.feature("account").is_none(), "one account needs no column");

    // Another currency is not mixed in.
    shop.sessions[1].currency = Currency("USD".to_owned());
    let table = session_sales(&shop, None).unwrap();
    assert_eq!(table.outcome, Outcome::Numeric(vec![1_000.0, 3_000.0]));
    shop.sessions.clear();
    assert!(session_sales(&shop, None).is_none());
}

#[test]
fn own_columns_are_numbers_or_categories() {
    let row = |outcome: Option<f64>, features: &str, day: i64| VisitFacts {
        outcome,
        features: Some(features.to_owned()),
        at: Some(at(day, 0)),
        ..VisitFacts::default()
    };
    let rows = [
        row(Some(1.0), r#"{"pages": 3, "month": "Feb", "mixed": 1}"#, 3),
        row(Some(0.0), r#"{"pages": null, "month": "May", "mixed": "x"}"#, 1),
        row(None, r#"{"pages": 9, "month": "May"}"#, 1),
        row(Some(0.0), r#"{"month": null, "mixed": 2}"#, 3),
    ];
    let table = visits(&rows, false);
    table.check().unwrap();
    assert_eq!(table.outcome, Outcome::Binary(vec![true, false, false]));
    assert_eq!(table.order, Some(vec![1, 0, 1]));
    let keys: Vec<&str> = table.features.iter().map(|f| f.key.as_str()).collect();
    assert_eq!(keys, ["mixed", "month", "pages"]);
    assert_eq!(column(&table, "pages")[0], 3.0);
    assert!(column(&table, "pages")[1].is_nan());
    let Column::Category { codes, labels } = &table.columns[1] else { panic!() };
    assert_eq!((labels.join(","), codes[2]), ("Feb,May".to_owned(), Column::MISSING));
    assert_eq!(visits(&rows, true).outcome, Outcome::Numeric(vec![1.0, 0.0, 0.0]));
}

#[test]
fn another_column_of_a_table_of_ones_own_may_be_the_outcome() {
    let row = |outcome: f64, features: &str| VisitFacts {
        outcome: Some(outcome),
        features: Some(features.to_owned()),
        ..VisitFacts::default()
    };
    let rows = [
        row(1.0, r#"{"age":31,"came":"是","city":"a","spent":20.5}"#),
        row(0.0, r#"{"age":44,"came":"否","city":"b","spent":0}"#),
        row(0.0, r#"{"age":25,"city":"c","spent":3}"#),
    ];
    let came = visits_by(&rows, "came").unwrap();
    assert_eq!(came.outcome, Outcome::Binary(vec![true, false]));
    let keys: Vec<&str> = came.features.iter().map(|f| f.key.as_str()).collect();
    assert_eq!(keys, ["age", "city", "spent"], "neither outcome is a feature");
    let spent = visits_by(&rows, "spent").unwrap();
    assert_eq!(spent.outcome, Outcome::Numeric(vec![20.5, 0.0, 3.0]));
    assert!(matches!(visits_by(&rows, "nothing"), Err(LearnError::NoColumn(_))));
    assert!(matches!(visits_by(&rows, "city"), Err(LearnError::NotAnOutcome { .. })));
}

#[test]
fn stock_is_that_after_the_session_before() {
    let mut snapshot = shop();
    for (at, row) in snapshot.session_products.iter_mut().enumerate() {
        row.facts.stock = Some(100 - at as i64);
    }
    let table = products(&snapshot, None);
    let stock = column(&table, "past_stock");
    assert!(stock[0].is_nan() && stock[1].is_nan());
    assert_eq!(stock[2..], [100.0, 99.0, 98.0, 97.0]);
}
