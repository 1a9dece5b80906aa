//! Templates and aliases are kept, replaced, and forgotten; every change moves the revision on.

use crate::store::{AliasRecord, KindRecord, Store, StoreError, TemplateRecord};

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
    let mut kind = KindRecord {
        id: "我的店.场次".to_owned(),
        body: "id = \"我的店.场次\"".to_owned(),
        saved_at: template.saved_at,
    };
    store.save_kind(&kind).unwrap();
    kind.body.push('\n');
    store.save_kind(&kind).unwrap();
    assert_eq!(store.revision().unwrap(), before + 5);
    drop(store);

    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.templates().unwrap(), [template]);
    assert_eq!(store.aliases().unwrap(), [alias("orders")]);
    assert_eq!(store.own_kinds().unwrap(), [kind]);
    store.remove_template("我的直播").unwrap();
    assert!(store.remove_alias_of("other", "h").is_err(), "of another kind");
    store.remove_alias("h").unwrap();
    store.remove_kind("我的店.场次").unwrap();
    assert!(store.own_kinds().unwrap().is_empty());
    assert!(store.templates().unwrap().is_empty() && store.aliases().unwrap().is_empty());
    for gone in [
        store.remove_template("我的直播"),
        store.remove_alias("h"),
        store.remove_kind("我的店.场次"),
    ] {
        assert!(matches!(gone, Err(StoreError::NotFound { .. })));
    }
}
