//! import, imports, kinds, set, note, check.

use serde_json::Value;

use super::{asked, failed, fupan, fupan_in, has_keys, json, printed, sample, shops};

#[test]
fn imports_are_listed_and_undone() {
    let shop = shops();
    let shop = shop.path();
    let list = asked(shop, &["imports"]);
    let [import] = &list["imports"].as_array().unwrap()[..] else { panic!("{list:#}") };
    has_keys(import, &["id", "at", "undone_at", "sources"]);
    assert_eq!((&import["id"], &import["undone_at"]), (&Value::from(1), &Value::Null));
    let sources = import["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 9);
    let kinds: Vec<&str> = sources.iter().map(|s| s["kind"].as_str().unwrap()).collect();
    for kind in ["tiktok.orders", "tiktok.creator_live", "douyin.orders", "events", "products"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let stored: u64 = sources.iter().map(|s| s["rows_stored"].as_u64().unwrap()).sum();
    let text = printed(&fupan_in("en", shop, &["imports"]));
    assert!(text.contains("Files") && text.contains(&stored.to_string()), "{text}");

    let undone = asked(shop, &["imports", "--undo", "1"]);
    assert_eq!(undone["rows_removed"], stored);
    assert_eq!(undone["rows_restored"], 0);
    assert!(asked(shop, &["imports"])["imports"][0]["undone_at"].is_string());
    for table in ["sessions", "products", "orders", "events"] {
        assert_eq!(asked(shop, &["show", table])["rows"], Value::Array(Vec::new()), "{table}");
    }
    let (code, said) = failed(shop, &["imports", "--undo", "1"]);
    assert_eq!(code, 1);
    assert!(said.contains("fupan imports"), "what to do: {said}");

    // The same files are new again.
    assert_eq!(asked(shop, &["import", &sample("chujian")])["import"], 2);
}

#[test]
fn a_dry_run_writes_nothing_and_rejected_rows_are_code_3() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let plan = asked(folder.path(), &["import", "--dry-run", &sample("chujian")]);
    assert_eq!((&plan["dry_run"], &plan["import"]), (&Value::from(true), &Value::Null));
    assert!(plan["files"].as_array().unwrap().iter().all(|file| file["rows_stored"] != 0));
    assert!(!folder.path().join("a.fupan").exists());

    let rows =
        "viewer,product_id,action,time\nm1,1,view,2026-11-01 20:00:00\nm2,1,view,yesterday\n";
    std::fs::write(path("log.csv"), rows).unwrap();
    let output = fupan(folder.path(), &["import", &path("log.csv"), "--json"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stdout));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let file = &report["files"][0];
    assert_eq!((&file["rows_stored"], &file["rows_rejected"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(file["rejects"][0]["value"], "yesterday");
    assert_eq!(file["rejects"][0]["row"], 3);

    // A file that cannot be read beside one that can: done, and said.
    std::fs::write(path("odd.csv"), "a,b\n1,2\n").unwrap();
    let both = ["import", &path("odd.csv"), &sample("chujian/events.csv"), "--json"];
    let output = fupan(folder.path(), &both);
    assert_eq!(output.status.code(), Some(3));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    has_keys(&report["failed"][0], &["path", "title", "detail", "action"]);
    assert_eq!(report["files"].as_array().unwrap().len(), 1);
}

#[test]
fn kinds_name_their_columns() {
    let folder = tempfile::tempdir().unwrap();
    let kinds = asked(folder.path(), &["kinds"]);
    let kinds = kinds["kinds"].as_array().unwrap();
    let find =
        |id: &str| kinds.iter().find(|kind| kind["id"] == id).unwrap_or_else(|| panic!("{id}"));
    for id in [
        "douyin.compass.sessions",
        "douyin.session_workbook",
        "douyin.session_products",
        "douyin.orders",
        "douyin.collected_workbook",
        "douyin.products",
        "douyin.trend",
        "tiktok.creator_live",
        "tiktok.creator_live_zh",
        "tiktok.live_ads",
        "tiktok.live_analysis",
        "tiktok.live_list",
        "tiktok.live_product_sales",
        "tiktok.orders",
        "tiktok.product_list",
        "tiktok.product_list_wide",
        "tiktok.session_products",
        "tiktok.trend",
        "sessions",
        "session_products",
        "channels",
        "minutes",
        "segments",
        "orders",
        "products",
        "viewers",
        "income",
        "comments",
        "events",
        "visits",
    ] {
        has_keys(find(id), &["id", "platform", "columns"]);
    }
    let comments = find("comments")["columns"].as_array().unwrap();
    let product = comments.iter().find(|column| column["name"] == "product_id").unwrap();
    assert!(product["aliases"].as_array().unwrap().contains(&Value::from("商品id")));
    // People's text names every kind, in either language and without a store.
    for lang in ["zh", "en"] {
        let text = printed(&fupan_in(lang, folder.path(), &["kinds"]));
        for kind in kinds {
            let id = kind["id"].as_str().unwrap();
            assert!(text.lines().any(|line| line.starts_with(&format!("{id}  "))), "{id}");
        }
    }
    assert!(!folder.path().join("a.fupan").exists());
}

#[test]
fn set_changes_products_and_nothing_else() {
    let shop = shops();
    let shop = shop.path();
    let products = asked(shop, &["show", "products"]);
    let product = &products["rows"][0];
    let (id, name) =
        (product["product_id"].as_str().unwrap(), product["product_name"].as_str().unwrap());
    let pairs = ["unit_cost=12.5", "return_cost=3", "stock=77", "role=image", "category=样例"];
    printed(&fupan(shop, &[&["set", "--product", id][..], &pairs].concat()));
    printed(&fupan(shop, &["set", "--product", name, "price=45.6"]));
    let changed = asked(shop, &["show", "products"]);
    let rows = changed["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["product_id"] == id).unwrap();
    assert_eq!(row["unit_cost"], 12.5);
    assert_eq!(row["return_cost"], 3.0);
    assert_eq!(row["price"], 45.6);
    assert_eq!(row["stock"], 77);
    assert_eq!((&row["role"], &row["category"]), (&"image".into(), &"样例".into()));
    assert_eq!(row["product_name"], name);

    // There are no other settings: neither a typing error nor the store's own marks are kept.
    let settings = || {
        let store = fupan::store::Store::open_read_only(&shop.join("a.fupan")).unwrap();
        store.settings().unwrap()
    };
    let before = settings();
    let named = format!("product={id}");
    for wrong in [
        &["set", &named, "price=-5"][..],
        &["set", &named],
        &["set", "greeting=你好"],
        &["set", "identity_key=0"],
        &["set", "identity_key="],
        &["set", "price=5"],
    ] {
        let (code, said) = failed(shop, wrong);
        assert_eq!(code, 2, "{wrong:?}");
        assert!(said.contains("price"), "what is allowed: {said}");
    }
    assert_eq!(settings(), before);

    // Words that mean nothing are wrong usage and change nothing; an unknown product failed.
    for wrong in [
        "price=much",
        "price=-1",
        "category= ",
        "role=king",
        "colour=red",
        "stock=1.5",
        "unit_cost",
    ] {
        let (code, said) = failed(shop, &["set", "--product", id, "unit_cost=99", wrong]);
        assert_eq!(code, 2, "{wrong}");
        assert!(said.contains(wrong), "{said}");
    }
    assert_eq!(failed(shop, &["set", "--product", "nobody", "price=1"]).0, 1);
    assert_eq!(asked(shop, &["show", "products"]), changed);
}

#[test]
fn notes_are_kept_with_their_minute() {
    let shop = shops();
    let shop = shop.path();
    printed(&fupan(shop, &["note", "--session", "1", "--minute", "35", "音量太小"]));
    let notes = asked(shop, &["note", "--session", "1", "整场节奏快"]);
    assert_eq!(notes["session"], 1);
    let list = notes["notes"].as_array().unwrap();
    assert_eq!(list.len(), 2);
    let with_time = list.iter().find(|note| note["text"] == "音量太小").unwrap();
    // The session began at 20:00:16 in Kuala Lumpur.
    let at: jiff::Timestamp = with_time["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(at, "2026-09-18T12:35:16Z".parse().unwrap());
    let whole = list.iter().find(|note| note["text"] == "整场节奏快").unwrap();
    assert_eq!(whole["at"], Value::Null);

    printed(&fupan(shop, &["note", "--remove", &with_time["id"].to_string()]));
    let left = asked(shop, &["note", "--session", "1"]);
    assert_eq!(left["notes"].as_array().unwrap().len(), 1);
    assert!(printed(&fupan(shop, &["note", "--session", "1"])).contains("整场节奏快"));
    let other = asked(shop, &["note"]);
    assert!(other["notes"].as_array().unwrap().is_empty(), "the latest session has none");
    // A minute the session does not have is refused with the session's length.
    let lasted = asked(shop, &["show", "sessions", "--session", "1"])["rows"][0].clone();
    let moment = |key: &str| lasted[key].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let seconds = moment("end_at").duration_since(moment("start_at")).as_secs();
    let (last, length) = ((seconds / 60).to_string(), (seconds + 59) / 60);
    printed(&fupan(shop, &["note", "--session", "1", "--minute", &last, "收尾"]));
    let past = (length + 1).to_string();
    for minute in [past.as_str(), "999999999", "4294967295"] {
        let (code, said) = failed(shop, &["note", "--session", "1", "--minute", minute, "x"]);
        assert_eq!(code, 1, "{minute}: {said}");
        assert!(said.contains(minute) && said.contains(&format!("长 {length} 分钟")), "{said}");
    }
    let kept = asked(shop, &["note", "--session", "1"])["notes"].as_array().unwrap().len();
    assert_eq!(kept, 2);
    assert_eq!(failed(shop, &["note", "--session", "99", "x"]).0, 1);
    assert_eq!(failed(shop, &["note", "--remove", "99"]).0, 1);
    assert_eq!(failed(shop, &["note", "--remove", "1", "x"]).0, 2);
}

#[test]
fn check_finds_damage_and_a_foreign_key() {
    let shop = shops();
    let shop = shop.path();
    let fine = asked(shop, &["check"]);
    assert_eq!(fine["ok"], true);
    assert_eq!(fine["schema"], 9);
    assert_eq!(fine["identity_key_matches"], true);
    assert_eq!(fine["findings"], Value::Array(Vec::new()));

    // On another machine the keys of viewers are others.
    std::fs::remove_file(shop.join("data/identity.key")).unwrap();
    assert_eq!(asked(shop, &["check"])["identity_key_matches"], false);

    // Whoever imports now is told that buyers will not be recognised, and what to do.
    let import = ["import", &sample("guangying"), "--json"];
    let output = fupan(shop, &import);
    assert_eq!(json(&output)["identity_key_matches"], false);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("另一把密钥") && said.contains("identity.key"), "{said}");
    let own = shops();
    let output = fupan(own.path(), &import);
    assert_eq!(json(&output)["identity_key_matches"], true);
    assert!(!String::from_utf8(output.stderr).unwrap().contains("identity.key"));

    // A page in the middle is overwritten.
    let file = shop.join("a.fupan");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();
    let output = fupan(shop, &["check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], false);
    has_keys(&report["findings"][0], &["code", "detail"]);
    assert_eq!(failed(shop, &["check"]).0, 1);
}

#[test]
fn nothing_asks_for_a_store_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["imports"][..],
        &["show", "sessions"],
        &["set", "--product", "a", "price=1"],
        &["note"],
        &["review"],
        &["train", "--question", "buyers"],
        &["predict", "--question", "buyers"],
        &["recommend"],
        &["plan", "--viewers", "100", "--minutes", "60"],
        &["plans"],
        &["report", "--out", "x.html"],
        &["check"],
    ] {
        let (code, said) = failed(folder.path(), args);
        assert_eq!(code, 1, "{args:?}");
        assert!(said.contains("找不到数据文件"), "{args:?}: {said}");
    }
    assert!(!folder.path().join("a.fupan").exists());
    let kinds = json(&fupan(folder.path(), &["kinds", "--json"]));
    assert!(kinds["kinds"].as_array().unwrap().len() >= 18);
}

#[test]
fn rows_may_stand_before_the_session_they_name() {
    let folder = tempfile::tempdir().unwrap();
    // The talk names its sessions by room id, which only the list of sessions knows.
    let (talk, list) = ("segments.csv", "Creator-Live-Performance_20261122233512.xlsx");
    let paths: Vec<String> = [talk, list].map(|name| sample(&format!("guangying/{name}"))).into();
    let args: Vec<&str> = ["import"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let report = asked(folder.path(), &args);
    let stored: Vec<u64> = report["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["rows_stored"].as_u64().unwrap())
        .collect();
    assert_eq!(stored, [86, 9], "in the order given");
}

#[test]
fn days_are_those_of_the_account() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // At 23:30 in New York it is noon of the next day in Shanghai; at 00:30 in Shanghai it is
    // noon of the day before in New York.
    let tables = [
        ("ny", "America/New_York", "2026-10-07 23:00", "2026-10-07 23:30"),
        ("sh", "Asia/Shanghai", "2026-10-08 00:10", "2026-10-08 00:30"),
    ];
    for (shop, zone, start, ordered) in tables {
        for kind in ["sessions", "orders"] {
            let template = format!(
                "kind = \"{kind}\"\naccount = \"{shop}\"\ntime_zone = \"{zone}\"\n[columns]\n"
            );
            let (columns, rows) = if kind == "sessions" {
                ("start_at = 1\nend_at = 2\npaid_amount = 3\n", format!("{start},,100\n"))
            } else {
                (
                    "order_id = 1\ncreated_at = 2\nqty = 3\nproduct_id = 4\npaid = 5\n",
                    format!("{shop}1,{ordered},1,A,50\n"),
                )
            };
            std::fs::write(path("t.toml"), template + columns).unwrap();
            let file = path(&format!("{shop}-{kind}.csv"));
            std::fs::write(&file, format!("a,b,c,d,e\n{rows}")).unwrap();
            asked(folder.path(), &["import", &file, "--template", &path("t.toml")]);
        }
    }
    let days = |table: &str, from: &str, to: &str| {
        let rows = asked(folder.path(), &["show", table, "--from", from, "--to", to]);
        let at = if table == "sessions" { "start_at" } else { "created_at" };
        rows["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[at].as_str().unwrap()[..10].to_owned())
            .collect::<Vec<_>>()
    };
    for table in ["sessions", "orders"] {
        assert_eq!(days(table, "2026-10-07", "2026-10-07"), ["2026-10-07"], "{table}");
        assert_eq!(days(table, "2026-10-08", "2026-10-08"), ["2026-10-08"], "{table}");
        assert_eq!(days(table, "2026-10-07", "2026-10-08").len(), 2, "{table}");
        assert!(days(table, "2026-10-09", "9999-12-31").is_empty(), "{table}");
        assert!(days(table, "0001-01-01", "2026-10-06").is_empty(), "{table}");
    }
}
