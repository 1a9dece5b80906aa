//! Laws of order lines: which session they belong to, what they say of its products.

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
fn orders_that_only_say_when_they_were_paid_find_their_session() {
    let order = |line: &str, paid_at: &str| {
        let facts = OrderFacts {
            line_id: Some(line.to_owned()),
            paid_at: Some(at(paid_at)),
            paid: Some(Money(1_000)),
            ..OrderFacts::default()
        };
        ParsedRow { account: Some(account("山禾小铺")), ..row(2, facts) }
    };
    let orders = ParsedTables {
        orders: vec![order("in", "2026-11-21T12:00:00Z"), order("out", "2026-11-22T12:00:00Z")],
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("s", "list"), &sessions(vec![session_row(2, START, 100)]));
    import(&mut store, &meta("o", "orders"), &orders);
    let rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
    let attached: Vec<&str> = rows
        .iter()
        .filter(|row| row.session.is_some())
        .map(|row| row.facts.line_id.as_deref().unwrap())
        .collect();
    assert_eq!(attached, ["in"]);
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

#[test]
fn orders_count_the_products_of_a_session_until_a_list_does() {
    let product =
        ProductRef { platform: Platform::Douyin, external_id: Some("p-1".into()), name: None };
    let line = |number: u32, order: &str, paid: i64, refund: Option<i64>| {
        let facts = OrderFacts {
            order_id: Some(order.to_owned()),
            line_id: Some(format!("{order}-{number}")),
            created_at: Some(at("2026-11-21T12:00:00Z")),
            carrier: Some("直播".to_owned()),
            qty: Some(2),
            paid: Some(Money(paid)),
            refund: refund.map(Money),
            buyer_key: Some(format!("buyer of {order}")),
            ..OrderFacts::default()
        };
        ParsedRow { product: Some(product.clone()), ..row(number, facts) }
    };
    let orders = ParsedTables {
        orders: vec![
            line(2, "a", 1_000, Some(0)),
            line(3, "a", 500, Some(0)),
            line(4, "b", 2_000, Some(2_000)),
            line(5, "unpaid", 0, None),
        ],
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("s", "list"), &sessions(vec![session_row(2, START, 100)]));
    import(&mut store, &meta("o", "orders"), &orders);
    let found = store.snapshot().unwrap().session_products;
    assert_eq!(found.len(), 1);
    assert!(found[0].derived);
    let facts = &found[0].facts;
    assert_eq!((facts.orders, facts.items, facts.buyers), (Some(2), Some(6), Some(2)));
    assert_eq!(facts.paid_amount, Some(Money(3_500)));
    assert_eq!((facts.refund_amount, facts.refund_orders), (Some(Money(2_000)), Some(1)));
    assert_eq!((facts.impr_uv, facts.click_uv), (None, None), "orders do not tell who looked");
    assert_eq!(found[0].origins.first().map(|cell| cell.row), Some(2));

    let listed = SessionProductFacts { orders: Some(9), ..SessionProductFacts::default() };
    let list = ParsedTables {
        session_products: vec![ParsedRow {
            session: session_row(2, START, 100).session,
            product: Some(product),
            ..row(2, listed)
        }],
        ..ParsedTables::default()
    };
    let listing = import(&mut store, &meta("p", "products"), &list);
    let found = store.snapshot().unwrap().session_products;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].derived, found[0].facts.orders), (false, Some(9)));
    store.undo_import(listing, now()).unwrap();
    assert!(store.snapshot().unwrap().session_products[0].derived);
}

#[test]
fn purchases_are_handed_out_with_buyer_product_and_what_was_paid() {
    let (_folder, mut store) = fresh();
    let line = |id: &str, product: Option<&str>, buyer: Option<&str>| {
        let facts = OrderFacts {
            line_id: Some(id.to_owned()),
            order_id: Some(format!("o{id}")),
            created_at: Some(at("2026-11-21T12:00:00Z")),
            paid: Some(Money(1_000)),
            qty: Some(2),
            buyer_key: buyer.map(str::to_owned),
            ..OrderFacts::default()
        };
        let product = product.map(|id| ProductRef {
            platform: Platform::Douyin,
            external_id: Some(id.to_owned()),
            name: None,
        });
        ParsedRow { product, ..row(2, facts) }
    };
    let orders = vec![
        line("1", Some("a"), Some("k1")),
        line("2", None, Some("k1")),
        line("3", Some("b"), Some("k2")),
        line("4", Some("b"), None),
    ];
    import(&mut store, &meta("o", "orders"), &ParsedTables { orders, ..ParsedTables::default() });
    let whole = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
    let mut bought = Vec::new();
    let job = Job::new(Timestamp::UNIX_EPOCH, 0);
    store
        .each_purchase(&job, |product, buyer, facts| {
            bought.push((product, buyer.to_owned(), facts.clone()));
        })
        .unwrap();
    assert_eq!((whole.len(), bought.len()), (4, 2), "one has no product, one no buyer");
    for (product, buyer, facts) in bought {
        let row = whole.iter().find(|row| row.product == Some(product)).unwrap();
        assert_eq!(row.facts.buyer_key.as_deref(), Some(buyer.as_str()));
        let OrderFacts { paid, created_at, .. } = row.facts;
        assert_eq!(facts, OrderFacts { paid, created_at, ..OrderFacts::default() });
    }
}

/// The report of orders and the report of their items say the same thing twice.
#[test]
fn an_order_counts_once_beside_its_items_whichever_comes_first() {
    let line = |order: &str, line: &str, paid: i64| {
        let facts = OrderFacts {
            order_id: Some(order.to_owned()),
            line_id: Some(line.to_owned()),
            created_at: Some(at("2026-11-21T12:00:00Z")),
            paid: Some(Money(paid)),
            ..OrderFacts::default()
        };
        ParsedRow { account: Some(account("山禾小铺")), ..row(2, facts) }
    };
    let table = |orders| ParsedTables { orders, ..ParsedTables::default() };
    let whole = table(vec![line("O1", "O1", 3_000), line("O2", "O2", 500), line("O3", "O3", 70)]);
    // O2 has one item, which has its order's id; O3 is not in the report of items.
    let items = table(vec![line("O1", "a", 1_000), line("O1", "b", 2_000), line("O2", "O2", 500)]);
    let live = |store: &Store| {
        let rows = store.rows::<OrderFacts>(&RowFilter::default()).unwrap();
        let mut lines: Vec<(String, i64)> = rows
            .into_iter()
            .map(|row| (row.facts.line_id.unwrap(), row.facts.paid.unwrap().0))
            .collect();
        lines.sort();
        lines
    };
    let line = |name: &str, paid| (name.to_owned(), paid);
    let both = [line("O2", 500), line("O3", 70), line("a", 1_000), line("b", 2_000)];
    for whole_first in [true, false] {
        let (_folder, mut store) = fresh();
        let files = [(meta("w", "orders"), &whole), (meta("i", "items"), &items)];
        let order: [usize; 2] = if whole_first { [0, 1] } else { [1, 0] };
        let mut ids = [ImportId(0); 2];
        for index in order {
            ids[index] = import(&mut store, &files[index].0, files[index].1);
        }
        assert_eq!(live(&store), both, "whole first: {whole_first}");
        // Again, newer: still once.
        let again = import(&mut store, &meta("w2", "orders"), &whole);
        assert_eq!(live(&store), both, "whole first: {whole_first}");
        store.undo_import(again, now()).unwrap();
        assert_eq!(live(&store), both, "whole first: {whole_first}");
        let undone = store.undo_import(ids[1], now()).unwrap();
        let alone = [line("O1", 3_000), line("O2", 500), line("O3", 70)];
        assert_eq!(live(&store), alone, "whole first: {whole_first}");
        assert_eq!(undone.rows_removed, 3);
        store.undo_import(ids[0], now()).unwrap();
        assert_eq!(live(&store), [], "whole first: {whole_first}");
    }
    // Lines of the same report are no report of items.
    let (_folder, mut store) = fresh();
    let mixed = table(vec![whole.orders[0].clone(), items.orders[0].clone()]);
    import(&mut store, &meta("m", "orders"), &mixed);
    assert_eq!(live(&store).len(), 2);
}

/// Whatever comes, comes again newer, or is taken back: what is kept as a sum is the sum.
#[test]
fn sums_follow_their_order_lines() {
    let line = |number: u32, paid: i64, created: &str| {
        let facts = OrderFacts {
            order_id: Some(format!("o{number}")),
            line_id: Some(format!("o{number}")),
            created_at: Some(at(created)),
            carrier: Some("直播".to_owned()),
            paid: Some(Money(paid)),
            qty: Some(1),
            ..OrderFacts::default()
        };
        let product = ProductRef {
            platform: Platform::Douyin,
            external_id: Some("1".to_owned()),
            name: None,
        };
        ParsedRow {
            account: Some(account("山禾小铺")),
            product: Some(product),
            ..row(number, facts)
        }
    };
    let orders = |lines: Vec<ParsedRow<OrderFacts>>| ParsedTables {
        orders: lines,
        ..ParsedTables::default()
    };
    let during = "2026-11-21T12:00:00Z";
    let (_folder, mut store) = fresh();
    let sound = |store: &Store| {
        let report = store.check().unwrap();
        assert!(report.ok, "{report:?}");
        let sums = store.session_counts().unwrap();
        let paid: i64 = sums.values().map(|sum| sum.paid.0).sum();
        let products = store.snapshot().unwrap().session_products;
        let by_product: i64 =
            products.iter().filter_map(|row| row.facts.paid_amount).map(|paid| paid.0).sum();
        assert_eq!(paid, by_product);
        (sums.values().map(|sum| sum.order_lines).sum::<u64>(), paid)
    };
    let first = [line(2, 1_000, during), line(3, 500, "2026-11-23T12:00:00Z")];
    import(&mut store, &meta("one", "orders"), &orders(first.to_vec()));
    assert_eq!(sound(&store), (0, 0), "no session is known");
    let list = sessions(vec![session_row(2, START, 100)]);
    let known = import(&mut store, &meta("list", "list"), &list);
    assert_eq!(sound(&store), (1, 1_000));
    let newer = orders(vec![line(2, 1_500, during), line(4, 200, during)]);
    let second = import(&mut store, &meta("two", "orders"), &newer);
    assert_eq!(sound(&store), (2, 1_700));
    assert_eq!(store.snapshot().unwrap().order_lines, 3, "one outside the session");
    store.undo_import(second, now()).unwrap();
    assert_eq!(sound(&store), (1, 1_000));
    store.undo_import(known, now()).unwrap();
    assert_eq!(sound(&store), (0, 0));
}

/// A file whose sums were changed by another program is not called sound.
#[test]
fn a_sum_that_is_none_is_found() {
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("list", "list"), &sessions(vec![session_row(2, START, 100)]));
    assert!(store.check().unwrap().ok);
    let wrong = "INSERT INTO session_orders SELECT id, 1, 1, 100 FROM sessions";
    store.connection.execute(wrong, []).unwrap();
    let found = store.check().unwrap().findings;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].detail.as_str()), ("sum", "session_orders"));
}
