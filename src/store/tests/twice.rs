//! Orders of which two reports of one platform tell count once, whichever comes first.

use super::*;

fn line(order: &str, line: &str, paid: i64) -> ParsedRow<OrderFacts> {
    let facts = OrderFacts {
        order_id: Some(order.to_owned()),
        line_id: Some(line.to_owned()),
        created_at: Some(at("2026-11-21T12:00:00Z")),
        paid: Some(Money(paid)),
        ..OrderFacts::default()
    };
    ParsedRow { account: Some(account("山禾小铺")), ..row(2, facts) }
}

fn of(kind: &str, orders: Vec<ParsedRow<OrderFacts>>) -> (SourceMeta, ParsedTables) {
    (meta(kind, kind), ParsedTables { orders, ..ParsedTables::default() })
}

/// Line, what it paid and when its session started.
type Told = Vec<(String, i64, Option<String>)>;

fn live(store: &Store) -> Told {
    let sessions = store.snapshot().unwrap().sessions;
    let mut lines: Told = store
        .rows::<OrderFacts>(&RowFilter::default())
        .unwrap()
        .into_iter()
        .map(|row| {
            let session = sessions.iter().find(|s| Some(s.id) == row.session);
            let start = session.map(|s| s.start.timestamp().to_string());
            (row.facts.line_id.unwrap(), row.facts.paid.unwrap().0, start)
        })
        .collect();
    lines.sort();
    lines
}

/// Every order of the files, the newest again, and every one of them undone.
fn in_any_order(files: &[(SourceMeta, ParsedTables)], wanted: &[Told], all: &Told) {
    let count = files.len();
    let orders: Vec<Vec<usize>> = match count {
        2 => vec![vec![0, 1], vec![1, 0]],
        _ => vec![
            vec![0, 1, 2],
            vec![0, 2, 1],
            vec![1, 0, 2],
            vec![1, 2, 0],
            vec![2, 0, 1],
            vec![2, 1, 0],
        ],
    };
    for order in orders {
        let (_folder, mut store) = fresh();
        let mut ids = vec![ImportId(0); count];
        for file in &order {
            ids[*file] = import(&mut store, &files[*file].0, &files[*file].1);
        }
        assert_eq!(live(&store), *all, "{order:?}");
        for (meta, tables) in files {
            let name = format!("{} again", meta.name);
            let again = import(&mut store, &SourceMeta { name, ..meta.clone() }, tables);
            assert_eq!(live(&store), *all, "{order:?} and {} again", meta.name);
            store.undo_import(again, now()).unwrap();
            assert_eq!(live(&store), *all, "{order:?} and {} again, undone", meta.name);
        }
        for file in 0..count {
            store.undo_import(ids[file], now()).unwrap();
            assert_eq!(live(&store), wanted[file], "{order:?} without {}", files[file].0.name);
            ids[file] = import(&mut store, &files[file].0, &files[file].1);
            assert_eq!(live(&store), *all, "{order:?} with {} back", files[file].0.name);
        }
        assert!(store.check().unwrap().ok);
    }
}

fn told(lines: &[(&str, i64, Option<&str>)]) -> Told {
    lines.iter().map(|(id, paid, s)| ((*id).to_owned(), *paid, s.map(str::to_owned))).collect()
}

/// The two name the goods differently, so that only the order's id tells that it is one.
#[test]
fn an_order_of_both_xiaohongshu_reports_counts_once() {
    let buyer =
        of("xhs.buyer_orders", vec![line("P1", "P1/6612/1", 6_804), line("P2", "P2/6613/1", 900)]);
    let orders = of(
        "xhs.orders",
        vec![
            line("P1", "P1/坚果礼盒 大份/1", 6_900),
            line("P3", "P3/海苔/1", 500),
            line("P3", "P3/海苔/2", 500),
        ],
    );
    let both = told(&[
        ("P1/6612/1", 6_804, None),
        ("P2/6613/1", 900, None),
        ("P3/海苔/1", 500, None),
        ("P3/海苔/2", 500, None),
    ]);
    let alone = [
        told(&[
            ("P1/坚果礼盒 大份/1", 6_900, None),
            ("P3/海苔/1", 500, None),
            ("P3/海苔/2", 500, None),
        ]),
        told(&[("P1/6612/1", 6_804, None), ("P2/6613/1", 900, None)]),
    ];
    in_any_order(&[buyer, orders], &alone, &both);
}

/// The LIVE orders alone name the session; the other reports know what became of an order.
#[test]
fn taobao_live_orders_name_the_session_of_what_other_reports_tell() {
    const ROOM: &str = "2026-11-21T11:30:00Z";
    let in_room = |mut row: ParsedRow<OrderFacts>| {
        row.session =
            Some(SessionRef { external_id: Some("room".to_owned()), ..session_ref(ROOM) });
        row
    };
    let sold = of(
        "taobao.live_orders",
        vec![
            in_room(line("T1", "a", 1_000)),
            in_room(line("T1", "b", 2_000)),
            in_room(line("T2", "T2", 500)),
            in_room(line("T3", "T3", 70)),
        ],
    );
    // Of T1 the item report knows a line that no session sold.
    let items = of(
        "taobao.order_items",
        vec![line("T1", "a", 900), line("T1", "b", 0), line("T1", "c", 10), line("T2", "T2", 500)],
    );
    let whole = of("taobao.orders", vec![line("T1", "T1", 910), line("T2", "T2", 500)]);
    let room = Some(ROOM);
    let all = told(&[
        ("T2", 500, room),
        ("T3", 70, room),
        ("a", 900, room),
        ("b", 0, room),
        ("c", 10, None),
    ]);
    let without = [
        told(&[("T2", 500, None), ("a", 900, None), ("b", 0, None), ("c", 10, None)]),
        told(&[("T2", 500, room), ("T3", 70, room), ("a", 1_000, room), ("b", 2_000, room)]),
        all.clone(),
    ];
    in_any_order(&[sold, items, whole], &without, &all);
}
