//! What one file says twice, and what is left when another file is taken back.

use super::*;
use crate::domain::Seconds;

fn loose(name: &str) -> SessionRef {
    SessionRef { external_id: Some(name.to_owned()), ..session_ref(START) }
}

#[test]
fn alike_lines_of_one_file_are_all_kept() {
    let line = |number: u32, order: &str, line: &str, paid: i64| {
        let facts = OrderFacts {
            order_id: Some(order.to_owned()),
            line_id: Some(line.to_owned()),
            paid: Some(Money(paid)),
            ..OrderFacts::default()
        };
        row(number, facts)
    };
    let income = |number: u32, amount: i64| {
        let facts = IncomeFacts {
            at: Some(at(START)),
            kind: Some("ad_share".to_owned()),
            amount: Some(Money(amount)),
        };
        ParsedRow { account: Some(account("山禾小铺")), ..row(number, facts) }
    };
    let tables = ParsedTables {
        // Lines counted anew in every order, and one line told twice.
        orders: vec![
            line(2, "O1", "1", 100),
            line(3, "O1", "2", 200),
            line(4, "O2", "1", 400),
            line(5, "O2", "1", 800),
        ],
        income: vec![income(2, 10_000), income(3, 25_000)],
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    let first = import(&mut store, &meta("o", "orders"), &tables);
    let paid = |store: &Store| -> i64 {
        let rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
        rows.iter().filter_map(|row| row.facts.paid).map(|paid| paid.0).sum()
    };
    assert_eq!(paid(&store), 1_500);
    let earned: i64 = store.snapshot().unwrap().income.iter().map(|row| row.amount.0).sum();
    assert_eq!(earned, 35_000);
    // The newer export of the same steps in for each of them, and goes again.
    let newer = import(&mut store, &meta("newer", "orders"), &tables);
    assert_eq!(paid(&store), 1_500);
    store.undo_import(newer, now()).unwrap();
    assert_eq!(paid(&store), 1_500);
    store.undo_import(first, now()).unwrap();
    assert_eq!(paid(&store), 0);
}

#[test]
fn a_session_that_only_events_name_outlives_the_undo_of_another_file() {
    let event = EventFacts {
        at: Some(at(START)),
        action: Some("view".to_owned()),
        viewer_key: Some("v".to_owned()),
        ..EventFacts::default()
    };
    let events = ParsedTables {
        sessions: vec![ParsedRow {
            session: Some(loose("L9")),
            ..row(2, SessionFacts { start_at: Some(at(START)), ..SessionFacts::default() })
        }],
        ..ParsedTables::default()
    };
    let named = ParsedTables {
        events: [ParsedRow { session: Some(loose("L9")), ..row(2, event) }].into_iter().collect(),
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    let list = import(&mut store, &meta("list", "list"), &events);
    import(&mut store, &meta("events", "events"), &named);
    let of_session = |store: &Store| {
        let rows = store.rows::<EventFacts>(&RowFilter::default()).unwrap();
        rows.iter().filter(|row| row.session.is_some()).count()
    };
    assert_eq!(of_session(&store), 1);
    store.undo_import(list, now()).unwrap();
    assert_eq!((store.snapshot().unwrap().sessions.len(), of_session(&store)), (1, 1));
}

#[test]
fn a_session_that_only_a_note_is_left_of_waits_for_its_files() {
    let (_folder, mut store) = fresh();
    let tables = sessions(vec![session_row(2, START, 100)]);
    let id = import(&mut store, &meta("list", "list"), &tables);
    let session = store.snapshot().unwrap().sessions[0].id;
    store.add_note(session, None, "新主播", now()).unwrap();
    store.undo_import(id, now()).unwrap();
    assert_eq!(store.snapshot().unwrap().sessions, []);
    import(&mut store, &meta("list", "list"), &tables);
    let again = store.snapshot().unwrap().sessions[0].id;
    assert_eq!((again, store.notes(again).unwrap().len()), (session, 1));
}

#[test]
fn host_and_end_are_those_of_the_newest_file_that_stands() {
    let list = |host: &str, hours: f64| {
        let mut tables = sessions(vec![session_row(2, START, 100)]);
        tables.sessions[0].facts.host = Some(host.to_owned());
        tables.sessions[0].facts.end_at = None;
        tables.sessions[0].facts.duration_s = Some(Seconds(hours * 3600.0));
        tables
    };
    let late = OrderFacts {
        order_id: Some("late".to_owned()),
        created_at: Some(at("2026-11-21T15:00:00Z")),
        carrier: Some("直播".to_owned()),
        paid: Some(Money(100)),
        ..OrderFacts::default()
    };
    let orders = ParsedTables { orders: vec![row(2, late)], ..ParsedTables::default() };
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("o", "orders"), &orders);
    import(&mut store, &meta("short", "list"), &list("甲", 1.0));
    let attached = |store: &Store| {
        let rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
        (rows[0].session.is_some(), store.snapshot().unwrap().hosts[0].name.clone())
    };
    assert_eq!(attached(&store), (false, "甲".to_owned()));
    let longer = import(&mut store, &meta("long", "list"), &list("乙", 5.0));
    assert!(attached(&store).0);
    store.undo_import(longer, now()).unwrap();
    assert_eq!(attached(&store), (false, "甲".to_owned()), "as before the longer list came");
}

#[test]
fn a_sparser_file_fills_in_and_wipes_nothing() {
    let facts = |orders: Option<i64>, stock: Option<i64>| SessionProductFacts {
        orders,
        stock,
        ..SessionProductFacts::default()
    };
    let table = |facts: SessionProductFacts| ParsedTables {
        session_products: vec![ParsedRow {
            session: session_row(2, START, 100).session,
            product: Some(ProductRef {
                platform: Platform::Douyin,
                external_id: Some("p-1".into()),
                name: None,
            }),
            ..row(2, facts)
        }],
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("full", "products"), &table(facts(Some(9), Some(3))));
    import(&mut store, &meta("sparse", "products"), &table(facts(None, Some(2))));
    let found = store.snapshot().unwrap().session_products[0].facts.clone();
    assert_eq!((found.orders, found.stock), (Some(9), Some(2)));
}

#[test]
fn a_file_that_left_nothing_may_come_again() {
    let (_folder, mut store) = fresh();
    // A talk segment of a session that nobody knows has no place.
    let segment =
        ParsedTables { segments: vec![row(2, SegmentFacts::default())], ..ParsedTables::default() };
    let file = meta("segments", "segments");
    let mut tx = store.begin_import(now()).unwrap();
    tx.add_source(&job(), &file, &segment).unwrap();
    assert_eq!(tx.commit().unwrap().0, None);
    assert_eq!(store.import_of(&file.sha256).unwrap(), None);
    assert!(store.imports().unwrap().is_empty());
}
