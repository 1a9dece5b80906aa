//! Laws of refunds that come in a file of their own.

use super::*;

const PLACED: &str = "2026-11-21T12:00:00Z";

fn line(
    id: &str,
    paid: i64,
    refund: Option<i64>,
    after_sale: Option<&str>,
) -> ParsedRow<OrderFacts> {
    let facts = OrderFacts {
        order_id: Some("O1".to_owned()),
        line_id: Some(id.to_owned()),
        created_at: Some(at(PLACED)),
        carrier: Some("直播".to_owned()),
        paid: Some(Money(paid)),
        refund: refund.map(Money),
        after_sale: after_sale.map(str::to_owned),
        ..OrderFacts::default()
    };
    let product =
        ProductRef { platform: Platform::Douyin, external_id: Some(format!("p-{id}")), name: None };
    ParsedRow { account: Some(account("山禾小铺")), product: Some(product), ..row(2, facts) }
}

fn case(id: &str, line: &str, refunded: Option<i64>, status: &str) -> ParsedRow<RefundFacts> {
    let facts = RefundFacts {
        refund_id: Some(id.to_owned()),
        order_id: Some("O1".to_owned()),
        line_id: Some(line.to_owned()),
        asked: Some(Money(500)),
        refunded: refunded.map(Money),
        status: Some(status.to_owned()),
        at: Some(at("2026-11-22T08:00:00Z")),
        ..RefundFacts::default()
    };
    row(2, facts)
}

fn orders(orders: Vec<ParsedRow<OrderFacts>>) -> ParsedTables {
    ParsedTables { orders, ..ParsedTables::default() }
}

fn cases(refunds: Vec<ParsedRow<RefundFacts>>) -> ParsedTables {
    ParsedTables { refunds, ..ParsedTables::default() }
}

/// Files with the day of their export.
fn files() -> Vec<(SourceMeta, ParsedTables)> {
    let dated = |name: &str, kind: &str, day: &str| SourceMeta {
        as_of: Some(at(&format!("{day}T00:00:00Z"))),
        ..meta(name, kind)
    };
    vec![
        (dated("s", "list", "2026-11-22"), sessions(vec![session_row(2, START, 100)])),
        (
            dated("o1", "orders", "2026-11-22"),
            // The third was never paid, the fourth no case is about.
            orders(vec![
                line("a", 1_000, Some(0), None),
                line("b", 2_000, None, None),
                line("c", 0, None, None),
                line("d", 400, Some(400), Some("退款成功")),
            ]),
        ),
        (
            dated("o2", "orders", "2026-11-24"),
            orders(vec![
                line("a", 1_000, Some(0), Some("售后关闭")),
                line("b", 2_000, Some(2_000), None),
            ]),
        ),
        (
            dated("r1", "cases", "2026-11-23"),
            cases(vec![
                case("1", "a", Some(300), "退款成功"),
                case("2", "a", Some(0), "售后待处理"),
                case("3", "b", Some(0), "售后待处理"),
                case("4", "c", Some(900), "退款成功"),
                case("5", "elsewhere", Some(900), "退款成功"),
            ]),
        ),
        (
            dated("r2", "cases", "2026-11-25"),
            cases(vec![case("2", "a", Some(200), "退款成功"), case("3", "b", None, "?")]),
        ),
    ]
}

type Told = (String, Option<i64>, Option<i64>, Option<String>, Option<Timestamp>);

/// What every live order line says, and what it means for the products of the session.
fn told(store: &Store) -> (Vec<Told>, Vec<(Option<Money>, Option<Money>)>) {
    let mut lines: Vec<_> = store
        .rows::<OrderFacts>(&RowFilter::default())
        .unwrap()
        .into_iter()
        .map(|row| {
            let facts = row.facts;
            let cents = |money: Option<Money>| money.map(|money| money.0);
            let id = facts.line_id.unwrap();
            (id, cents(facts.paid), cents(facts.refund), facts.after_sale, facts.refund_at)
        })
        .collect();
    lines.sort();
    let mut sold: Vec<_> = store
        .snapshot()
        .unwrap()
        .session_products
        .into_iter()
        .map(|row| (row.facts.paid_amount, row.facts.refund_amount))
        .collect();
    sold.sort();
    (lines, sold)
}

/// A store into which these files went in this order.
fn after(order: &[usize]) -> (tempfile::TempDir, Store, Vec<ImportId>) {
    let (folder, mut store) = fresh();
    let files = files();
    let ids = order.iter().map(|at| import(&mut store, &files[*at].0, &files[*at].1)).collect();
    (folder, store, ids)
}

fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.len() <= 1 {
        return vec![of.to_vec()];
    }
    let mut all = Vec::new();
    for (at, first) in of.iter().enumerate() {
        let rest: Vec<usize> = [&of[..at], &of[at + 1..]].concat();
        all.extend(permutations(&rest).into_iter().map(|tail| [vec![*first], tail].concat()));
    }
    all
}

#[test]
fn refunds_join_their_lines_in_whatever_order_the_files_come() {
    let wanted = told(&after(&[0, 1, 2, 3, 4]).1);
    let at = Some(at("2026-11-22T08:00:00Z"));
    let success = Some("退款成功".to_owned());
    let lines: Vec<Told> = vec![
        // Two cases; the order file that says nothing went back is older than the second.
        ("a".into(), Some(1_000), Some(500), success.clone(), at),
        // No case gave anything back: the order file keeps its say.
        ("b".into(), Some(2_000), Some(2_000), None, None),
        ("c".into(), Some(0), None, None, None),
        ("d".into(), Some(400), Some(400), success, None),
    ];
    assert_eq!(wanted.0, lines);
    let money = |cents| Some(Money(cents));
    let sold = [(money(400), money(400)), (money(1_000), money(500)), (money(2_000), money(2_000))];
    assert_eq!(wanted.1, sold);
    for order in permutations(&[0, 1, 2, 3, 4]) {
        let (_folder, store, _) = after(&order);
        assert_eq!(told(&store), wanted, "{order:?}");
    }
}

#[test]
fn undoing_any_file_leaves_what_the_others_tell() {
    for order in [[0, 1, 2, 3, 4], [3, 4, 2, 1, 0], [1, 3, 0, 4, 2]] {
        for gone in 0..order.len() {
            let (_folder, mut store, ids) = after(&order);
            store.undo_import(ids[gone], now()).unwrap();
            let rest: Vec<usize> =
                order.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, f)| *f).collect();
            assert_eq!(told(&store), told(&after(&rest).1), "{order:?} without {}", order[gone]);
        }
        let (_folder, mut store, ids) = after(&order);
        for id in ids {
            store.undo_import(id, now()).unwrap();
        }
        for table in ["refunds", "own_refunds", "order_lines", "products", "accounts"] {
            let rows = format!("SELECT count(*) FROM {table}");
            let left: i64 = store.connection.query_row(&rows, [], |row| row.get(0)).unwrap();
            assert_eq!(left, 0, "{table}");
        }
    }
}

#[test]
fn the_same_cases_again_change_nothing() {
    let (_folder, mut store, _) = after(&[0, 1, 2, 3, 4]);
    let wanted = told(&store);
    for (meta, tables) in files() {
        import(&mut store, &SourceMeta { name: format!("{} again", meta.name), ..meta }, &tables);
        assert_eq!(told(&store), wanted);
    }
    assert!(store.check().unwrap().ok);
}

#[test]
fn cases_of_unknown_orders_wait_and_are_counted() {
    let (_folder, mut store) = fresh();
    let files = files();
    let mut count = |index: usize| {
        let mut tx = store.begin_import(now()).unwrap();
        let (source, _) = tx.add_source(&job(), &files[index].0, &files[index].1).unwrap();
        tx.commit().unwrap().1.get(&source).copied()
    };
    assert_eq!(count(3), Some(5));
    // Order lines are counted as ever: no session is known.
    assert_eq!(count(1), Some(4));
    assert_eq!(count(4), None);
}
