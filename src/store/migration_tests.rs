//! A store of an older version is brought up to date whole or not at all; a newer one is refused.

use std::path::Path;

use super::schema::{MIGRATIONS, Migrations, version};
use super::{Store, StoreError};
use crate::domain::{AccountId, ActionDraft, ActionKind, PlanId, SessionId};

const BASE: &str = MIGRATIONS.0[0];
/// A step that adds a table and fills it from what is there.
const COUNTED: &str = "CREATE TABLE counted (notes INTEGER NOT NULL) STRICT;
     INSERT INTO counted SELECT count(*) FROM meta WHERE key LIKE 'kept%';";
/// A step that changes rows.
const RENAMED: &str = "UPDATE meta SET key = 'renamed' WHERE key = 'kept';";
/// A step that breaks after it has done something.
const BROKEN: &str = "CREATE TABLE half (x INTEGER) STRICT; DELETE FROM meta;
     INSERT INTO nowhere VALUES (1);";

/// A store of the first version with something in it.
fn old_store(path: &Path) {
    let store = Store::with_schema(path, Migrations(&[BASE])).unwrap();
    store.connection.execute("INSERT INTO meta VALUES ('kept', 'a value')", []).unwrap();
}

/// Every table, index and row of `meta`, as text.
fn content(store: &Store) -> Vec<String> {
    store
        .connection
        .prepare("SELECT coalesce(sql, name) FROM sqlite_master UNION ALL SELECT key || value FROM meta ORDER BY 1")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn an_older_store_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    old_store(&path);
    let steps = Migrations(&[BASE, COUNTED, RENAMED]);
    let store = Store::with_schema(&path, steps).unwrap();
    let one = |sql: &str| -> String { store.connection.query_row(sql, [], |r| r.get(0)).unwrap() };
    assert_eq!(version(&store.connection).unwrap(), 3);
    assert_eq!(one("SELECT value FROM meta WHERE key = 'renamed'"), "a value");
    assert_eq!(one("SELECT CAST(notes AS TEXT) FROM counted"), "1");
    let before = content(&store);
    drop(store);

    // Up to date, nothing is run again: the second step could not.
    assert_eq!(content(&Store::with_schema(&path, steps).unwrap()), before);
}

#[test]
fn a_migration_that_fails_midway_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    old_store(&path);
    let before = content(&Store::with_schema(&path, Migrations(&[BASE])).unwrap());
    let failed = Store::with_schema(&path, Migrations(&[BASE, COUNTED, BROKEN])).unwrap_err();
    assert!(matches!(failed, StoreError::Sql(_)), "{failed:?}");

    // Not even the step before the broken one is left.
    let store = Store::with_schema(&path, Migrations(&[BASE])).unwrap();
    assert_eq!(version(&store.connection).unwrap(), 1);
    assert_eq!(content(&store), before);
    drop(store);
    // Nor is anything in the way of the real steps.
    assert!(Store::open(&path).unwrap().check().unwrap().ok);
}

#[test]
fn a_newer_store_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    drop(Store::with_schema(&path, Migrations(&[BASE, COUNTED])).unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let known = Migrations(&[BASE]);
    // One step more than this program knows.
    let mut more = vec![BASE, COUNTED];
    more.resize(MIGRATIONS.0.len() + 1, RENAMED);
    let refused = [Store::with_schema(&path, known), {
        let newest = Migrations(&more);
        drop(Store::with_schema(&folder.path().join("b.fupan"), newest).unwrap());
        Store::open_read_only(&folder.path().join("b.fupan"))
    }];
    for (store, versions) in
        refused.into_iter().zip([(2, 1), (MIGRATIONS.newest() + 1, MIGRATIONS.newest())])
    {
        let error = store.unwrap_err();
        assert!(
            matches!(error, StoreError::TooNew { found, known, .. } if (found, known) == versions),
            "{error:?}"
        );
    }
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn events_of_an_older_store_keep_their_places_and_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    let old = Store::with_schema(&path, Migrations(&MIGRATIONS.0[..3])).unwrap();
    old.connection
        .execute_batch(
            "INSERT INTO imports (id, at) VALUES (1, 0), (2, 0);
             INSERT INTO sources (id, import_id, name, sha256, size, kind, platform, as_of,
                                  rows_read, rows_stored, rows_skipped, rows_rejected, remarks)
             VALUES (1, 1, 'a', 'a', 1, 'events', 'generic', 0, 3, 3, 0, 0, ''),
                    (2, 2, 'b', 'b', 1, 'events', 'generic', 0, 2, 2, 0, 0, '');
             INSERT INTO accounts VALUES (7, 'douyin', NULL, 'x', 'CNY', 'Asia/Shanghai');
             INSERT INTO sessions (id, account_id, start_at, end_at) VALUES (5, 7, 0, 2000);
             INSERT INTO products VALUES (9, 'generic', 'p', 'p');
             INSERT INTO events (source_id, sheet, row_no, key, account_id, session_id, product_id,
                                 at, viewer_key, action, value, by_time)
             VALUES (1, '', 2, '1::2', 7, 5, 9, 1000, 'v1', 'view', NULL, 0),
                    (1, '', 4, '1::4', NULL, 5, NULL, 1500, 'v2', 'purchase', 4.5, 1),
                    (1, '', 5, '1::5', NULL, NULL, 9, 9000, 'v1', 'view', NULL, 1),
                    -- Old line breaks: every row was the first.
                    (2, 'S', 1, '2:S:1', NULL, NULL, 9, NULL, NULL, NULL, NULL, 0),
                    (2, 'S', 1, '2:S:1', NULL, NULL, 9, 3, 'v1', 'view', NULL, 0);",
        )
        .unwrap();
    let told = |store: &Store| -> Vec<String> {
        let mut statement = store
            .connection
            .prepare(
                "SELECT source_id, sheet, account_id, session_id, product_id, at, viewer_key,
                        action, value, live, row_no FROM events ORDER BY id",
            )
            .unwrap();
        let text = |row: &rusqlite::Row<'_>| {
            let values: Result<Vec<rusqlite::types::Value>, _> =
                (0..11).map(|c| row.get(c)).collect();
            values.map(|values| format!("{values:?}"))
        };
        statement.query_map([], text).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut before = told(&old);
    // The row told twice takes the next number.
    before[4] = before[4].replace("Integer(1)]", "Integer(2)]");
    drop(old);

    let mut store = Store::open(&path).unwrap();
    assert_eq!(told(&store), before);
    assert!(store.check().unwrap().ok);
    assert_eq!(store.count::<crate::domain::EventFacts>().unwrap(), 5);
    assert!(store.knows_viewer("v2").unwrap() && !store.knows_viewer("v3").unwrap());
    let now = jiff::Timestamp::UNIX_EPOCH;
    assert_eq!(store.undo_import(crate::domain::ImportId(1), now).unwrap().rows_removed, 3);
    assert_eq!(told(&store), before[3..]);
    assert!(!store.knows_viewer("v2").unwrap(), "nobody is remembered whom no event names");
}

#[test]
fn every_older_version_ends_as_a_fresh_store_does() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = Store::open_or_create(&folder.path().join("fresh.fupan")).unwrap();
    for steps in 1..=MIGRATIONS.0.len() {
        let path = folder.path().join(format!("{steps}.fupan"));
        drop(Store::with_schema(&path, Migrations(&MIGRATIONS.0[..steps])).unwrap());
        assert_eq!(content(&Store::open(&path).unwrap()), content(&fresh), "from {steps}");
    }
}

#[test]
fn a_store_without_actions_keeps_its_plans_and_takes_actions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    let before = MIGRATIONS.0.iter().position(|step| step.contains("CREATE TABLE actions"));
    let old = Store::with_schema(&path, Migrations(&MIGRATIONS.0[..before.unwrap()])).unwrap();
    old.connection
        .execute_batch(
            "INSERT INTO accounts VALUES (7, 'douyin', NULL, 'x', 'CNY', 'Asia/Shanghai');
             INSERT INTO sessions (id, account_id, start_at, end_at) VALUES (5, 7, 1000, 2000);
             INSERT INTO plans VALUES (3, '周六', 1, 0, 1, 42, '{}', '{}', 5);",
        )
        .unwrap();
    drop(old);

    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.plans().unwrap()[0].name, "周六");
    assert_eq!(store.actions().unwrap(), []);
    let (session, plan) = (Some(SessionId(5)), Some(PlanId(3)));
    let step = Some("buyers/prod_click_uv".to_owned());
    let draft = ActionDraft { session, plan, step, ..ActionDraft::new(ActionKind::FixStep) };
    let now = jiff::Timestamp::from_millisecond(9000).unwrap();
    let id = store.add_actions(std::slice::from_ref(&draft), now).unwrap()[0];
    let kept = store.action(id).unwrap();
    assert_eq!((&kept.what, kept.made_at, kept.account), (&draft, now, Some(AccountId(7))));
    assert_eq!(kept.since.as_millisecond(), 1000);
    // All of them or none: one of a session that is not there.
    let stranger = ActionDraft { session: Some(SessionId(6)), ..draft.clone() };
    let failed = store.add_actions(&[draft, stranger], now).unwrap_err();
    assert!(matches!(failed, StoreError::NotFound { what: "session", .. }), "{failed:?}");
    assert_eq!(store.actions().unwrap(), [kept]);
    // Words without a person are refused, and so is a person's line without words.
    for kind in ["'own', NULL", "'fix_step', 'words'"] {
        let row = format!(
            "INSERT INTO actions (made_at, since, heed_after, kind, text) VALUES (0, 0, 0, {kind})"
        );
        assert!(store.connection.execute(&row, []).is_err(), "{kind}");
    }
    // It outlives plan, session and account.
    store
        .connection
        .execute_batch("DELETE FROM plans; DELETE FROM sessions; DELETE FROM accounts;")
        .unwrap();
    let left = store.action(id).unwrap();
    assert_eq!((left.what.session, left.what.plan, left.account), (None, None, None));
    assert_eq!(left.since.as_millisecond(), 1000);
    assert!(store.check().unwrap().ok);
}
