//! `kinds`: a person's own kinds are added, used, shown, replaced and taken away.

use super::{asked, failed, fupan, fupan_in, printed};

/// The example of the documentation: its table and its kind.
fn example() -> (String, String) {
    let page = include_str!("../../docs/kinds.md");
    let block = |fence: &str| {
        let (_, rest) = page.split_once(&format!("```{fence}\n")).unwrap();
        rest.split_once("```").unwrap().0.to_owned()
    };
    (block("csv"), block("toml"))
}

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn refused(&self, toml: &str) -> String {
        let path = self.file("bad.toml", toml);
        let (code, said) = failed(self.folder.path(), &["kinds", "--add", &path]);
        assert_eq!(code, 1, "{said}");
        said
    }
}

#[test]
fn the_documented_kind_is_added_recognised_read_and_taken_away() {
    let shop = Shop::new();
    let folder = shop.folder.path();
    let (table, toml) = example();
    let (table, toml) = (shop.file("名单.csv", &table), shop.file("k.toml", &toml));
    let (_, said) = failed(folder, &["import", &table]);
    assert!(said.contains("认不出"), "{said}");

    assert!(printed(&fupan(folder, &["kinds", "--add", &toml])).contains("小店工具.场次"));
    let report = asked(folder, &["import", &table]);
    let file = &report["files"][0];
    assert_eq!((&file["kind"], &file["platform"]), (&"小店工具.场次".into(), &"douyin".into()));
    assert_eq!((&file["rows_stored"], &report["sessions"]), (&2.into(), &2.into()));
    assert_eq!(file["columns"]["dropped"].as_array().map(Vec::len), Some(1), "{file:#}");
    let rows = asked(folder, &["show", "sessions"]);
    let row = rows["rows"].as_array().unwrap().iter().find(|row| row["host"] == "阿禾").unwrap();
    assert_eq!((&row["gmv"], &row["viewers_uv"]), (&3860.5.into(), &1284.into()));
    assert_eq!(row["start_at"], "2026-09-07T20:00:00+08:00");

    let kinds = asked(folder, &["kinds"]);
    assert_eq!(kinds["kinds"][0]["id"], "小店工具.场次");
    assert_eq!(
        (&kinds["kinds"][0]["own"], &kinds["kinds"][1]["own"]),
        (&true.into(), &false.into())
    );
    assert!(printed(&fupan(folder, &["kinds"])).contains("小店工具.场次  （自己的）"));
    let english = printed(&fupan_in("en", folder, &["kinds"]));
    assert!(english.contains("小店工具.场次  (your own)"));
    // By its name too, and with a header that is renamed later.
    let again = ["import", &table, "--kind", "小店工具.场次", "--dry-run"];
    assert_eq!(asked(folder, &again)["files"][0]["kind"], "小店工具.场次");
    printed(&fupan(folder, &["map", &table, "--alias", "总销量=orders"]));

    printed(&fupan(folder, &["kinds", "--remove", "小店工具.场次"]));
    let (code, said) = failed(folder, &["kinds", "--remove", "小店工具.场次"]);
    assert!(code == 1 && said.contains("自己的"), "{said}");
    assert_eq!(asked(folder, &["show", "sessions"])["rows"].as_array().unwrap().len(), 2);
    assert_eq!(asked(folder, &["check"])["ok"], true);
}

#[test]
fn a_kind_is_shown_as_a_file_to_start_from_and_takes_the_place_of_one_that_is_built_in() {
    let shop = Shop::new();
    let folder = shop.folder.path();
    let shown = printed(&fupan(folder, &["kinds", "--show", "douyin.compass.sessions"]));
    assert!(shown.contains("[fingerprint]") && !folder.join("a.fupan").exists());
    // As it stands it is the built-in one; under another id it takes its files.
    let said = shop.refused(&shown);
    assert!(said.contains("自带") && said.contains("replaces"), "{said}");
    let other = shown.replace("id = \"douyin.compass.sessions\"", "id = \"我的罗盘\"");
    let said = shop.refused(&other);
    assert!(said.contains("抖音罗盘") && said.contains("replaces"), "{said}");
    let other = format!("replaces = \"douyin.compass.sessions\"\n{other}");
    let path = shop.file("own.toml", &other);
    asked(folder, &["kinds", "--add", &path]);
    // A newer file of the same kind takes its place.
    asked(folder, &["kinds", "--add", &path]);
    let kinds = asked(folder, &["kinds"]);
    let ids: Vec<&str> = kinds["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.iter().filter(|id| **id == "我的罗盘").count(), 1);
    assert!(!ids.contains(&"douyin.compass.sessions"));
    let own = asked(folder, &["kinds", "--show", "我的罗盘"]);
    assert_eq!((&own["own"], own["toml"].as_str()), (&true.into(), Some(other.as_str())));

    let list = super::sample("chujian/直播间列表_2026-11-18_2026-11-18.xlsx");
    let report = asked(folder, &["import", &list, "--dry-run"]);
    assert_eq!(report["files"][0]["kind"], "我的罗盘");
}

#[test]
fn a_mistake_in_a_kind_file_is_told_with_its_line_in_both_languages() {
    let shop = Shop::new();
    let (_, toml) = example();
    let said = shop.refused(&toml.replace("orders =", "ordres ="));
    assert!(said.contains("行：sessions 没有 ordres 这个字段"), "{said}");
    let path = shop.file("bad.toml", &toml.replace("drop =", "dorp ="));
    let output = fupan_in("en", shop.folder.path(), &["kinds", "--add", &path]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Kind file, line 7: no key dorp"), "{said}");
    assert!(
        !printed(&fupan(shop.folder.path(), &["kinds"])).contains("（自己的"),
        "nothing is kept"
    );
    let (code, said) = failed(shop.folder.path(), &["kinds", "--add", "missing.toml"]);
    assert!(code == 1 && said.contains("missing.toml"), "{said}");
    let (code, said) = failed(shop.folder.path(), &["kinds", "--show", "nosuch"]);
    assert!(code == 1 && said.contains("nosuch"), "{said}");
}
