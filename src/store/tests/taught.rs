//! Templates and aliases are kept, replaced, and forgotten; every change moves the revision on.

use crate::store::{AliasRecord, Store, StoreError, TemplateRecord};

#[test]
fn what_was_taught_is_kept_replaced_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.fupan");
    let mut store = Store::open_or_create(&path).unwrap();
    let mut template = TemplateRecord {
        name: "我的直播".to_owned(),
        body: "kind = \"sessions\"".to_owned(),
        headers: vec!["哪天".to_owned(), "场观".to_owned()],
        wins: false,
        saved_at: "2026-11-22T15:40:00Z".parse().unwrap(),
    };
    let before = store.revision().unwrap();
    store.save_template(&template).unwrap();
    template.wins = true;
    store.save_template(&template).unwrap();
    let alias = |name: &str| AliasRecord {
        kind: "k".to_owned(),
        header: "h".to_owned(),
        name: name.to_owned(),
    };
    store.add_aliases(&[alias("gmv"), alias("orders")]).unwrap();
    assert_eq!(store.revision().unwrap(), before + 3);
    drop(store);

    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.templates().unwrap(), [template]);
    assert_eq!(store.aliases().unwrap(), [alias("orders")]);
    store.remove_template("我的直播").unwrap();
    store.remove_alias("h").unwrap();
    assert!(store.templates().unwrap().is_empty() && store.aliases().unwrap().is_empty());
    for gone in [store.remove_template("我的直播"), store.remove_alias("h")] {
        assert!(matches!(gone, Err(StoreError::NotFound { .. })));
    }
}
