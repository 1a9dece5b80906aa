//! Laws of the store.

mod again;
mod mixed_files;
mod orders;
mod refunds;
mod taught;
mod twice;

use std::path::Path;
use std::sync::atomic::Ordering;

use jiff::Timestamp;

use super::{ProductSettings, RowFilter, SourceMeta, Store, StoreError, schema};
use crate::domain::{
    AccountRef, ChannelFacts, CommentFacts, Currency, EventFacts, ImportId, IncomeFacts, Job,
    MinuteFacts, Money, OrderFacts, Origin, ParsedRow, ParsedTables, PeriodFacts, Platform,
    ProductFacts, ProductRef, Record, RefundFacts, SegmentFacts, SessionFacts, SessionProductFacts,
    SessionRef, ViewerFacts, VisitFacts,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-22T00:00:00Z")
}

fn job() -> Job {
    Job::new(now(), 42)
}

fn account(name: &str) -> AccountRef {
    AccountRef {
        platform: Platform::Douyin,
        external_id: Some("79****14".to_owned()),
        name: Some(name.to_owned()),
        currency: Currency::cny(),
        time_zone: "Asia/Shanghai".to_owned(),
    }
}

fn session_ref(start: &str) -> SessionRef {
    SessionRef { account: account("山禾小铺"), external_id: None, start_at: Some(at(start)) }
}

fn row<F>(number: u32, facts: F) -> ParsedRow<F> {
    ParsedRow::new(Origin { sheet: "".into(), row: number }, facts)
}

fn session_row(number: u32, start: &str, viewers: i64) -> ParsedRow<SessionFacts> {
    let facts = SessionFacts {
        start_at: Some(at(start)),
        end_at: Some(at(start) + jiff::SignedDuration::from_hours(3)),
        viewers_uv: Some(viewers),
        host: Some("阿禾".to_owned()),
        ..SessionFacts::default()
    };
    ParsedRow { session: Some(session_ref(start)), ..row(number, facts) }
}

fn meta(name: &str, kind: &str) -> SourceMeta {
    SourceMeta {
        name: name.to_owned(),
        inner_name: None,
        sha256: name.to_owned(),
        size: 1,
        kind: kind.to_owned(),
        platform: "douyin".to_owned(),
        encoding: None,
        as_of: None,
        merge_group: kind.to_owned(),
        rows_read: 1,
        rows_skipped: 0,
        rows_rejected: 0,
        remarks: "{}".to_owned(),
        account: None,
    }
}

fn import(store: &mut Store, meta: &SourceMeta, tables: &ParsedTables) -> ImportId {
    let mut tx = store.begin_import(now()).unwrap();
    tx.add_source(&job(), meta, tables).unwrap();
    tx.commit().unwrap().0.unwrap()
}

fn sessions(rows: Vec<ParsedRow<SessionFacts>>) -> ParsedTables {
    ParsedTables { sessions: rows, ..ParsedTables::default() }
}

fn fresh() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open_or_create(&folder.path().join("a.fupan")).unwrap();
    (folder, store)
}

const START: &str = "2026-11-21T11:30:00Z";

#[test]
fn every_record_has_exactly_its_columns() {
    fn compare<F: Record>(store: &Store) {
        const FRAME: usize = 9;
        let names: Vec<String> = store
            .connection
            .prepare(&format!("SELECT name FROM pragma_table_info('{}')", F::TABLE))
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let fields: Vec<&str> = F::FIELDS.iter().map(|field| field.name).collect();
        let own: Vec<&str> =
            names[FRAME..].iter().map(String::as_str).filter(|name| *name != "by_time").collect();
        assert_eq!(own, fields, "{}", F::TABLE);
    }
    let (_folder, store) = fresh();
    compare::<SessionFacts>(&store);
    compare::<SessionProductFacts>(&store);
    compare::<ChannelFacts>(&store);
    compare::<MinuteFacts>(&store);
    compare::<SegmentFacts>(&store);
    compare::<OrderFacts>(&store);
    compare::<RefundFacts>(&store);
    compare::<ProductFacts>(&store);
    compare::<ViewerFacts>(&store);
    compare::<PeriodFacts>(&store);
    compare::<CommentFacts>(&store);
    compare::<EventFacts>(&store);
    compare::<VisitFacts>(&store);
    compare::<IncomeFacts>(&store);
}

#[test]
fn every_table_is_strict() {
    let (_folder, store) = fresh();
    let loose: i64 = store
        .connection
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0
             AND type <> 'view' AND name NOT LIKE 'sqlite_%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
}

#[test]
fn facts_come_back_as_they_went_in() {
    let (_folder, mut store) = fresh();
    let mut tables = sessions(vec![session_row(2, START, 12_840)]);
    tables.sessions[0].facts.gmv = Some(Money(4_231_900));
    tables.sessions[0].facts.avg_online = Some(214.5);
    tables.sessions[0].reported = vec![("click_rate".to_owned(), 0.4197)];
    import(&mut store, &meta("a.xlsx", "list"), &tables);

    let snapshot = store.snapshot().unwrap();
    let session = &snapshot.sessions[0];
    assert_eq!(session.facts, tables.sessions[0].facts);
    assert_eq!(session.reported, tables.sessions[0].reported);
    assert_eq!(session.start.hour(), 19, "in the account's zone");
    assert_eq!(snapshot.hosts[0].name, "阿禾");
    assert_eq!(session.origins[0].row, 2, "a number knows its row");
    assert!(store.check().unwrap().ok);
}

#[test]
fn a_newer_export_replaces_and_its_undo_restores() {
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("first", "list"), &sessions(vec![session_row(2, START, 100)]));
    let second =
        import(&mut store, &meta("second", "list"), &sessions(vec![session_row(2, START, 150)]));
    let third =
        import(&mut store, &meta("third", "list"), &sessions(vec![session_row(2, START, 175)]));
    let viewers = |store: &Store| {
        let snapshot = store.snapshot().unwrap();
        assert_eq!(snapshot.sessions.len(), 1);
        snapshot.sessions[0].facts.viewers_uv
    };
    assert_eq!(viewers(&store), Some(175));

    // Taking the middle one back changes nothing that is seen; then the newest.
    store.undo_import(second, now()).unwrap();
    assert_eq!(viewers(&store), Some(175));
    let undone = store.undo_import(third, now()).unwrap();
    assert_eq!((undone.rows_removed, undone.rows_restored), (1, 1));
    assert_eq!(viewers(&store), Some(100));
    assert!(matches!(store.undo_import(third, now()), Err(StoreError::NotFound { .. })));
    assert!(store.check().unwrap().ok);
}

#[test]
fn an_older_export_does_not_push_a_newer_one_aside() {
    let (_folder, mut store) = fresh();
    let newer = SourceMeta { as_of: Some(at("2026-11-21T20:00:00Z")), ..meta("new", "list") };
    let older = SourceMeta { as_of: Some(at("2026-11-21T16:00:00Z")), ..meta("old", "list") };
    import(&mut store, &newer, &sessions(vec![session_row(2, START, 150)]));
    import(&mut store, &older, &sessions(vec![session_row(2, START, 100)]));
    assert_eq!(store.snapshot().unwrap().sessions[0].facts.viewers_uv, Some(150));
}

#[test]
fn exports_of_other_kinds_complete_each_other() {
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("list", "list"), &sessions(vec![session_row(2, START, 100)]));
    let mut workbook = session_row(2, "2026-11-21T11:30:49Z", 0);
    workbook.facts.viewers_uv = None;
    workbook.facts.likes = Some(7);
    import(&mut store, &meta("book", "workbook"), &sessions(vec![workbook]));
    let snapshot = store.snapshot().unwrap();
    assert_eq!(snapshot.sessions.len(), 1, "the start's minute is the key");
    let facts = &snapshot.sessions[0].facts;
    assert_eq!((facts.viewers_uv, facts.likes), (Some(100), Some(7)));
}

#[test]
fn undoing_the_only_import_leaves_nothing_behind() {
    let (_folder, mut store) = fresh();
    let mut tables = sessions(vec![session_row(2, START, 100)]);
    tables.session_products.push(ParsedRow {
        session: Some(session_ref(START)),
        product: Some(ProductRef {
            platform: Platform::Douyin,
            external_id: Some("1".to_owned()),
            name: Some("挂耳咖啡".to_owned()),
        }),
        ..row(3, SessionProductFacts { orders: Some(3), ..SessionProductFacts::default() })
    });
    let id = import(&mut store, &meta("a", "book"), &tables);
    assert_eq!(store.snapshot().unwrap().products.len(), 1);
    store.undo_import(id, now()).unwrap();
    let snapshot = store.snapshot().unwrap();
    assert!(snapshot.sessions.is_empty() && snapshot.products.is_empty());
    assert!(snapshot.accounts.is_empty() && snapshot.hosts.is_empty());
    assert_eq!(store.imports().unwrap()[0].undone_at, Some(now()), "the history keeps it");
}

#[test]
fn settings_win_over_the_catalogue_and_survive_its_undo() {
    let (_folder, mut store) = fresh();
    let product = ProductRef {
        platform: Platform::Douyin,
        external_id: Some("1".to_owned()),
        name: Some("挂耳咖啡".to_owned()),
    };
    let facts = ProductFacts {
        unit_cost: Some(Money(2_000)),
        price: Some(Money(5_990)),
        ..ProductFacts::default()
    };
    let tables = ParsedTables {
        products: vec![ParsedRow { product: Some(product), ..row(2, facts) }],
        ..ParsedTables::default()
    };
    let id = import(&mut store, &meta("p", "products"), &tables);
    let product = store.snapshot().unwrap().products[0].id;
    let change = ProductSettings { unit_cost: Some(Money(2_500)), ..ProductSettings::default() };
    store.set_product(product, &change).unwrap();
    let seen = store.snapshot().unwrap().products[0].clone();
    assert_eq!((seen.facts.unit_cost, seen.facts.price), (Some(Money(2_500)), Some(Money(5_990))));
    store.undo_import(id, now()).unwrap();
    assert_eq!(store.snapshot().unwrap().products[0].facts.unit_cost, Some(Money(2_500)));
}

#[test]
fn a_cancelled_import_leaves_no_trace() {
    let (_folder, mut store) = fresh();
    let job = job();
    job.cancel_flag().store(true, Ordering::Relaxed);
    let mut tx = store.begin_import(now()).unwrap();
    let tables = sessions(vec![session_row(2, START, 100)]);
    assert!(matches!(
        tx.add_source(&job, &meta("a", "list"), &tables),
        Err(StoreError::Cancelled(_))
    ));
    drop(tx);
    assert!(store.imports().unwrap().is_empty());
    assert_eq!(store.revision().unwrap(), 0);
}

#[test]
fn a_full_disk_leaves_the_store_as_it_was() {
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("a", "list"), &sessions(vec![session_row(2, START, 100)]));
    let before = store.snapshot().unwrap();
    let pages: u32 =
        store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.limit_pages(pages + 2);
    let many = (0..5_000)
        .map(|n| {
            let facts =
                CommentFacts { text: Some("好喝吗".repeat(40)), ..CommentFacts::default() };
            row(n, facts)
        })
        .collect();
    let tables = ParsedTables { comments: many, ..ParsedTables::default() };
    let mut tx = store.begin_import(now()).unwrap();
    let outcome = tx.add_source(&job(), &meta("b", "comments"), &tables);
    assert!(matches!(outcome, Err(StoreError::DiskFull)), "{outcome:?}");
    drop(tx);
    assert_eq!(store.snapshot().unwrap(), before);
    assert!(store.check().unwrap().ok);
}

#[test]
fn a_full_disk_under_many_events_leaves_the_store_as_it_was() {
    let events = |rows: u32, viewers: u32| ParsedTables {
        events: (0..rows)
            .map(|n| {
                let facts = EventFacts {
                    at: Some(at(START)),
                    viewer_key: Some(format!("{:032}", n % viewers)),
                    action: Some("view".to_owned()),
                    ..EventFacts::default()
                };
                row(n + 2, facts)
            })
            .collect(),
        ..ParsedTables::default()
    };
    let (_folder, mut store) = fresh();
    import(&mut store, &meta("a", "events"), &events(10, 3));
    let before = store.snapshot().unwrap();
    let pages: u32 =
        store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    // Full while the rows are written, and while the indexes are made of them.
    for room in [3, 120] {
        store.limit_pages(pages + room);
        let mut tx = store.begin_import(now()).unwrap();
        let outcome = tx
            .add_source(&job(), &meta("b", "events"), &events(12_000, 50))
            .and_then(|_| tx.commit());
        assert!(matches!(outcome, Err(StoreError::DiskFull)), "{outcome:?}");
        assert_eq!(store.snapshot().unwrap(), before);
        assert!(store.check().unwrap().ok);
        let indexes: i64 = store
            .connection
            .query_row(
                "SELECT count(*) FROM sqlite_master
                 WHERE type = 'index' AND tbl_name = 'event_rows'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(indexes, 3);
    }
    store.limit_pages(pages + 10_000);
    import(&mut store, &meta("b", "events"), &events(12_000, 50));
    assert_eq!(store.snapshot().unwrap().events, 12_010);
    assert!(store.check().unwrap().ok);
}

#[test]
fn events_find_their_session_by_time_whichever_comes_first() {
    let minutes = |store: &Store| -> Vec<(Option<i64>, bool)> {
        store
            .rows::<EventFacts>(&RowFilter::default())
            .unwrap()
            .iter()
            .map(|row| (row.session.map(|id| id.0), row.account.is_some()))
            .collect()
    };
    let events = ParsedTables {
        events: [(2, START), (3, "2026-11-21T14:00:00Z"), (4, "2026-11-21T20:00:00Z")]
            .into_iter()
            .map(|(number, time)| {
                let facts = EventFacts { at: Some(at(time)), ..EventFacts::default() };
                row(number, facts)
            })
            .collect(),
        ..ParsedTables::default()
    };
    let sessions = sessions(vec![session_row(2, START, 100)]);
    let found = [(None, false), (Some(1), false), (Some(1), false)];
    for events_first in [true, false] {
        let (_folder, mut store) = fresh();
        let (mut first, mut second) =
            ((meta("e", "events"), &events), (meta("s", "list"), &sessions));
        if !events_first {
            std::mem::swap(&mut first, &mut second);
        }
        import(&mut store, &first.0, first.1);
        let last = import(&mut store, &second.0, second.1);
        assert_eq!(minutes(&store), found);
        assert!(store.check().unwrap().ok);
        store.undo_import(last, now()).unwrap();
        let left = if events_first { vec![(None, false); 3] } else { Vec::new() };
        assert_eq!(minutes(&store), left);
    }
}

#[test]
fn bad_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let open = |path: &Path| Store::open_or_create(path).unwrap_err();

    std::fs::write(path("zero.fupan"), b"").unwrap();
    assert!(matches!(open(&path("zero.fupan")), StoreError::ZeroBytes { .. }));

    std::fs::write(path("text.fupan"), "this is no database, but long enough ".repeat(40)).unwrap();
    assert!(matches!(open(&path("text.fupan")), StoreError::NotAStore { .. }));

    rusqlite::Connection::open(path("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t (x)")
        .unwrap();
    assert!(matches!(open(&path("other.db")), StoreError::NotAStore { .. }));

    let store = Store::open_or_create(&path("new.fupan")).unwrap();
    store.connection.pragma_update(None, "user_version", schema::MIGRATIONS.newest() + 1).unwrap();
    drop(store);
    assert!(matches!(open(&path("new.fupan")), StoreError::TooNew { .. }));

    assert!(matches!(Store::open(&path("absent.fupan")).unwrap_err(), StoreError::Missing { .. }));

    // A file where a folder should be: nobody can write there, whoever runs the test.
    let below = path("text.fupan").join("a.fupan");
    assert!(matches!(open(&below), StoreError::ReadOnly { .. }));
}

#[test]
fn one_writer_at_a_time_and_readers_beside_it() {
    let (_folder, store) = fresh();
    let path = store.path().to_owned();
    assert!(matches!(Store::open(&path).unwrap_err(), StoreError::InUse { .. }));
    assert_eq!(Store::open_read_only(&path).unwrap().revision().unwrap(), 0);
    drop(store);
    assert!(Store::open(&path).is_ok());
}

#[test]
fn a_backup_is_a_whole_store() {
    let (folder, mut store) = fresh();
    import(&mut store, &meta("a", "list"), &sessions(vec![session_row(2, START, 100)]));
    let copy = folder.path().join("copy.fupan");
    store.backup_to(&copy).unwrap();
    assert_eq!(Store::open(&copy).unwrap().snapshot().unwrap(), store.snapshot().unwrap());
}
