//! Laws of files of several kinds about the same sessions and products.

use super::*;

fn product(id: &str) -> ProductRef {
    ProductRef {
        platform: Platform::Douyin,
        external_id: Some(id.to_owned()),
        name: Some(format!("商品{id}")),
    }
}

/// A workbook reports ratios for its channels too; they belong to no product.
#[test]
fn what_channels_report_is_not_put_beside_products() {
    let (_folder, mut store) = fresh();
    let channel = |number: u32, name: &str| ParsedRow {
        session: Some(session_ref(START)),
        reported: vec![("viewer_conversion_pv".to_owned(), 0.5)],
        ..row(number, ChannelFacts { channel: Some(name.to_owned()), ..ChannelFacts::default() })
    };
    let tables = ParsedTables {
        session_products: vec![ParsedRow {
            session: Some(session_ref(START)),
            product: Some(product("1")),
            reported: vec![("click_rate_uv".to_owned(), 0.25)],
            ..row(2, SessionProductFacts { orders: Some(3), ..SessionProductFacts::default() })
        }],
        channels: vec![channel(2, "直播推荐"), channel(3, "关注"), channel(4, "搜索")],
        ..sessions(vec![session_row(2, START, 100)])
    };
    import(&mut store, &meta("book", "workbook"), &tables);
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.channels.len(), 3);
    assert_eq!(snapshot.session_products[0].reported, tables.session_products[0].reported);
    assert!(store.check().unwrap().ok);
}

/// A platform's list of products knows names and no costs.
#[test]
fn a_list_of_another_kind_leaves_the_catalogue_alone() {
    let (_folder, mut store) = fresh();
    let catalogue = |facts: ProductFacts| ParsedTables {
        products: vec![ParsedRow { product: Some(product("1")), ..row(2, facts) }],
        ..ParsedTables::default()
    };
    let cost =
        |money: i64| ProductFacts { unit_cost: Some(Money(money)), ..ProductFacts::default() };
    import(&mut store, &meta("own", "products"), &catalogue(cost(2_000)));
    import(&mut store, &meta("list", "tiktok.product_list"), &catalogue(ProductFacts::default()));
    let seen = |store: &Store| store.snapshot().unwrap().products[0].facts.unit_cost;
    assert_eq!(seen(&store), Some(Money(2_000)));
    import(&mut store, &meta("own 2", "products"), &catalogue(cost(1_800)));
    assert_eq!(seen(&store), Some(Money(1_800)), "a newer catalogue still replaces the older");
}

#[test]
fn minutes_without_a_session_belong_to_the_one_that_was_live() {
    let (_folder, mut store) = fresh();
    let nobody = AccountRef { name: None, external_id: None, ..account("") };
    let minute = |number: u32, time: &str| ParsedRow {
        account: Some(nobody.clone()),
        ..row(
            number,
            MinuteFacts { at: Some(at(time)), comments: Some(7), ..MinuteFacts::default() },
        )
    };
    let curve = ParsedTables {
        minutes: vec![
            minute(2, "2026-11-21T11:29:00Z"),
            minute(3, "2026-11-21T11:30:00Z"),
            minute(4, "2026-11-21T14:30:00Z"),
            minute(5, "2026-11-21T14:31:00Z"),
        ],
        ..ParsedTables::default()
    };
    // The session starts within the minute of the curve.
    let start = "2026-11-21T11:30:37Z";
    let mut list = sessions(vec![session_row(2, start, 100)]);
    import(&mut store, &meta("list", "list"), &list);
    let mut tx = store.begin_import(now()).unwrap();
    let counts = tx.add_source(&job(), &meta("curve", "douyin.trend"), &curve).unwrap().1;
    tx.commit().unwrap();
    assert_eq!((counts.stored, counts.homeless), (2, 2));
    let rows = store.rows::<MinuteFacts>(&RowFilter::default()).unwrap();
    let placed: Vec<u32> = rows.iter().map(|row| row.origin.row).collect();
    assert_eq!(placed, [3, 4]);

    // Two rooms live at once: nobody can tell.
    let other = AccountRef { external_id: None, ..account("另一家") };
    list.sessions[0].session =
        Some(SessionRef { account: other, external_id: None, start_at: Some(at(start)) });
    import(&mut store, &meta("other", "list"), &list);
    let mut tx = store.begin_import(now()).unwrap();
    let counts = tx.add_source(&job(), &meta("again", "douyin.trend"), &curve).unwrap().1;
    assert_eq!((counts.stored, counts.homeless), (0, 4));
}

/// Some lists of a platform name the account and some do not, in whatever order they come.
#[test]
fn lists_with_and_without_the_account_tell_of_the_same_sessions() {
    for named_first in [true, false] {
        let (_folder, mut store) = fresh();
        let named = session_row(2, START, 100);
        let mut nameless = session_row(2, START, 100);
        let nobody = AccountRef { name: None, external_id: None, ..account("") };
        nameless.session.as_mut().unwrap().account = nobody.clone();
        nameless.account = Some(nobody);
        let mut lists = [("named", named), ("nameless", nameless)];
        if !named_first {
            lists.reverse();
        }
        for (kind, row) in lists {
            import(&mut store, &meta(kind, kind), &sessions(vec![row]));
        }
        let snapshot = store.snapshot().unwrap();
        let names: Vec<&str> = snapshot.accounts.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["山禾小铺"], "named first: {named_first}");
        assert_eq!(snapshot.sessions.len(), 1, "named first: {named_first}");
        // Another account of the platform is another one.
        let mut other = session_row(2, START, 5);
        other.session.as_mut().unwrap().account =
            AccountRef { external_id: None, ..account("另一家") };
        import(&mut store, &meta("other", "named"), &sessions(vec![other]));
        assert_eq!(store.snapshot().unwrap().sessions.len(), 2);
    }
}

/// Rows that found no session were not stored: once the session is known, the file may come again.
#[test]
fn a_file_whose_rows_found_no_session_may_come_again() {
    let (_folder, mut store) = fresh();
    let nobody = AccountRef { name: None, external_id: None, ..account("") };
    let minute = |number: u32, time: &str| ParsedRow {
        account: Some(nobody.clone()),
        ..row(number, MinuteFacts { at: Some(at(time)), ..MinuteFacts::default() })
    };
    let curve = ParsedTables {
        minutes: vec![minute(2, "2026-11-21T11:31:00Z"), minute(3, "2026-11-21T11:32:00Z")],
        ..ParsedTables::default()
    };
    let file = SourceMeta { rows_read: 3, rows_rejected: 1, ..meta("curve", "douyin.trend") };
    let mut tx = store.begin_import(now()).unwrap();
    tx.add_source(&job(), &file, &curve).unwrap();
    assert_eq!(tx.commit().unwrap().0, None, "it left nothing");
    assert_eq!(store.import_of("curve").unwrap(), None);
    import(&mut store, &meta("list", "list"), &sessions(vec![session_row(2, START, 100)]));
    let again = import(&mut store, &file, &curve);
    assert_eq!(store.import_of("curve").unwrap(), Some(again));
    assert_eq!(store.count::<MinuteFacts>().unwrap(), 2);
}
