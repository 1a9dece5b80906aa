//! A store of an older version is brought up to date whole or not at all; a newer one is refused.

use std::path::Path;

use super::schema::{MIGRATIONS, Migrations, version};
use super::{Store, StoreError};

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
    let refused = [Store::with_schema(&path, known), {
        let mut newer = vec![BASE, COUNTED];
        newer.resize(MIGRATIONS.0.len() + 1, RENAMED);
        drop(Store::with_schema(&folder.path().join("b.fupan"), Migrations(&newer)).unwrap());
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
fn every_older_version_ends_as_a_fresh_store_does() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = Store::open_or_create(&folder.path().join("fresh.fupan")).unwrap();
    for steps in 1..=MIGRATIONS.0.len() {
        let path = folder.path().join(format!("{steps}.fupan"));
        drop(Store::with_schema(&path, Migrations(&MIGRATIONS.0[..steps])).unwrap());
        assert_eq!(content(&Store::open(&path).unwrap()), content(&fresh), "from {steps}");
    }
}
