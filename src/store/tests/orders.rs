//! Which session an order line belongs to.

use super::*;

#[test]
fn orders_find_their_session_by_time_whichever_comes_first() {
    let order = |line: &str, created: &str, carrier: &str| {
        let facts = OrderFacts {
            line_id: Some(line.to_owned()),
            created_at: Some(at(created)),
            carrier: Some(carrier.to_owned()),
            paid: Some(Money(1_000)),
            ..OrderFacts::default()
        };
        let nameless = AccountRef { name: None, external_id: None, ..account("") };
        ParsedRow { account: Some(nameless), ..row(2, facts) }
    };
    let orders = ParsedTables {
        orders: vec![
            order("in", "2026-11-21T12:00:00Z", "直播"),
            order("card", "2026-11-21T12:00:00Z", "商品卡"),
            order("late", "2026-11-21T18:00:00Z", "直播"),
        ],
        ..ParsedTables::default()
    };
    let list = sessions(vec![session_row(2, START, 100)]);
    for orders_first in [true, false] {
        let (_folder, mut store) = fresh();
        let files = [(meta("o", "orders"), &orders), (meta("s", "list"), &list)];
        let order: [usize; 2] = if orders_first { [0, 1] } else { [1, 0] };
        for index in order {
            import(&mut store, &files[index].0, files[index].1);
        }
        let rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
        let attached: Vec<&str> = rows
            .iter()
            .filter(|row| row.session.is_some())
            .map(|row| row.facts.line_id.as_deref().unwrap())
            .collect();
        assert_eq!(attached, ["in"], "orders first: {orders_first}");
        assert_eq!(store.snapshot().unwrap().accounts.len(), 1, "orders first: {orders_first}");
    }
}

#[test]
fn orders_without_a_session_are_counted_by_file() {
    let order = |line: &str, created: &str| {
        let facts = OrderFacts {
            line_id: Some(line.to_owned()),
            created_at: Some(at(created)),
            // A product card sells at any time and in no session.
            carrier: (line == "card").then(|| "商品卡".to_owned()),
            ..OrderFacts::default()
        };
        ParsedRow { account: Some(account("山禾小铺")), ..row(2, facts) }
    };
    let orders = |lines: &[(&str, &str)]| ParsedTables {
        orders: lines.iter().map(|(line, created)| order(line, created)).collect(),
        ..ParsedTables::default()
    };
    let (within, outside) = ("2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z");
    let files = [
        (meta("none", "orders"), orders(&[("1", within)])),
        (meta("list", "list"), sessions(vec![session_row(2, START, 100)])),
        (meta("one", "orders"), orders(&[("2", within), ("3", outside)])),
        (meta("two", "orders"), orders(&[("4", outside), ("card", outside), ("5", outside)])),
    ];
    let (_folder, mut store) = fresh();
    let mut tx = store.begin_import(now()).unwrap();
    let sources: Vec<_> =
        files.iter().map(|(meta, tables)| tx.add_source(&job(), meta, tables).unwrap().0).collect();
    let (_, homeless) = tx.commit().unwrap();
    assert_eq!(homeless.into_iter().collect::<Vec<_>>(), [(sources[2], 1), (sources[3], 2)]);
}
