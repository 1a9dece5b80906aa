//! Who presents: the split host by host, a host's floor, the exposure by host.

use std::sync::OnceLock;

use serde_json::Value;

use super::{TempDir, asked, copy_of, failed, fupan, fupan_in, has_keys, printed, sample};

/// A shop of two hosts: its sessions, products, talks and minutes, without its orders and viewers.
fn shop() -> TempDir {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let wanted =
            ["sessions.", "segments.", "minutes.", "products.", "直播间列表", "直播商品列表"];
        let mut files: Vec<String> = std::fs::read_dir(sample("shanhe"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                wanted.iter().any(|start| name.starts_with(start))
            })
            .map(|path| path.display().to_string())
            .collect();
        files.sort();
        let folder = tempfile::tempdir().unwrap();
        let args: Vec<&str> =
            std::iter::once("import").chain(files.iter().map(String::as_str)).collect();
        printed(&fupan(folder.path(), &args));
        folder
    });
    copy_of(made)
}

const PLAN: [&str; 5] = ["plan", "--viewers", "9000", "--minutes", "120"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&PLAN[..], more].concat()
}

#[test]
fn a_plan_says_who_presents_what() {
    let shop = shop();
    let shop = shop.path();
    let alone = asked(shop, &PLAN);
    assert!(alone["detail"]["hosts"].is_null());
    let plan = asked(shop, &with(&["--hosts", "小满、阿禾"]));
    let split = &plan["detail"]["hosts"];
    has_keys(split, &["hosts", "gain", "told"]);
    let hosts = split["hosts"].as_array().unwrap();
    let names: Vec<&str> = hosts.iter().map(|host| host["host"].as_str().unwrap()).collect();
    assert_eq!(names, ["小满", "阿禾"]);
    has_keys(
        &hosts[0],
        &["sessions", "minutes", "share", "factor", "interval", "expected_value", "products"],
    );
    let number = |value: &Value| value.as_f64().unwrap();
    let sum = |key: &str| hosts.iter().map(|host| number(&host[key])).sum::<f64>();
    assert!((sum("share") - 1.0).abs() < 1e-9);
    assert!((sum("minutes") - 120.0).abs() < 1e-9);
    let total = number(&plan["total"]["expected"]);
    assert!((sum("expected_value") - total).abs() < 1e-6 * total);
    for slot in plan["slots"].as_array().unwrap() {
        assert!(names.contains(&slot["host"].as_str().unwrap()), "{slot}");
    }
    for (lang, word, head) in
        [("zh", "谁来讲哪一段", "主播和商品"), ("en", "Who presents what", "Host and product")]
    {
        let text = printed(&fupan_in(lang, shop, &with(&["--hosts", "小满,阿禾"])));
        assert!(text.contains(word) && text.contains(head), "{text}");
        let one = printed(&fupan_in(lang, shop, &with(&["--hosts", "小满"])));
        assert!(one.contains(word) && !one.contains(head), "{one}");
    }
    assert_eq!(failed(shop, &with(&["--hosts", ""])).0, 2);
}

#[test]
fn exposure_is_told_by_host_and_a_floor_is_held() {
    let shop = shop();
    let shop = shop.path();
    printed(&fupan_in("zh", shop, &with(&["--hosts", "小满、阿禾", "--save", "两位"])));
    let sessions = asked(shop, &["show", "sessions"]);
    let ids = sessions["rows"].as_array().unwrap().iter().rev();
    let ids = ids.map(|row| row["id"].as_i64().unwrap().to_string());
    let mut scored = ids.map(|id| asked(shop, &["evaluate", "--plan", "两位", "--session", &id]));
    let by_host = |report: &Value| {
        let all = report["plans"][0]["exposure"].as_array().cloned().unwrap_or_default();
        all.into_iter().find(|one| one["by"] == "host")
    };
    let told = scored.by_ref().take(12).find_map(|report| by_host(&report)).unwrap();
    let groups = told["groups"].as_array().unwrap();
    let sum: f64 = groups.iter().map(|group| group["planned"].as_f64().unwrap()).sum();
    assert!(groups.len() == 2 && (sum - 1.0).abs() < 1e-9, "{told:#}");
    // Nobody followed this run-down: its slots say nothing of who presented.
    assert!(groups.iter().all(|group| group["seen"].is_null() && group["held"].is_null()));
    let set = asked(shop, &["evaluate", "--plan", "两位", "--exposure-floor", "host:小满=70%"]);
    let host = by_host(&set).unwrap();
    let group = host["groups"].as_array().unwrap().iter().find(|g| g["group"] == "host:小满");
    assert_eq!(group.unwrap()["held_in_plan"], false);
    let held = asked(shop, &with(&["--hosts", "小满、阿禾", "--hold-floors"]));
    let share = held["detail"]["hosts"]["hosts"][0]["share"].as_f64().unwrap();
    assert!(share >= 0.7, "{share}");
    for (lang, word) in [("zh", "主播的实际曝光"), ("en", "a host's exposure")] {
        let text = printed(&fupan_in(lang, shop, &["evaluate", "--plan", "两位"]));
        assert!(text.contains(word), "{text}");
    }
}
