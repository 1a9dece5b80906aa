//! experiment, and what a plan's split would have brought.

use super::{asked, failed, fupan, fupan_in, has_keys, printed, sample, shops};

#[test]
fn an_experiment_is_drawn_shown_stopped_and_deleted() {
    let shop = shops();
    let shop = shop.path();
    let nothing = printed(&fupan(shop, &["experiment"]));
    assert!(nothing.contains("抽签走 A 或 B"), "{nothing}");
    let new = ["experiment", "new", "开场", "--sessions", "12", "--seed", "7", "--a", "先发福利"];
    let drawn = asked(shop, &new);
    has_keys(&drawn, &["name", "metric", "a", "b", "seed", "outcome", "planned", "others"]);
    assert_eq!((&drawn["metric"], &drawn["seed"]), (&"uv_value".into(), &7.into()));
    let planned = drawn["planned"].as_array().unwrap();
    assert_eq!(planned.len(), 12);
    let of = |arm: &str| planned.iter().filter(|one| one["arm"] == arm).count();
    assert_eq!((of("a"), of("b")), (6, 6));
    assert_eq!(drawn["outcome"]["says"]["kind"], "no_session");
    assert_eq!(asked(shop, &["experiment", "show"]), drawn);
    assert_eq!(asked(shop, &["experiment", "list"])["experiments"][0], drawn);

    // The same seed draws the same once more.
    let again = asked(shop, &["experiment", "new", "再来", "--sessions", "12", "--seed", "7"]);
    assert_eq!(again["planned"], drawn["planned"]);
    let (code, said) = failed(shop, &["experiment", "show"]);
    assert!(code == 1 && said.contains("开场") && said.contains("--name"), "{said}");
    printed(&fupan(shop, &["experiment", "delete", "再来"]));

    for (lang, words) in
        [("zh", ["下一场", "先发福利", "还没播"]), ("en", ["Next", "先发福利", "to come"])]
    {
        let text = printed(&fupan_in(lang, shop, &["experiment", "show", "开场"]));
        assert!(words.iter().all(|word| text.contains(word)), "{text}");
    }
    let stopped = asked(shop, &["experiment", "stop", "开场"]);
    assert!(stopped["stopped_at"].is_string());
    let text = printed(&fupan(shop, &["experiment", "show", "开场"]));
    assert!(text.contains("没比出来就停了") && !text.contains("照着播就行"), "{text}");
    assert!(asked(shop, &["experiment", "resume", "开场"])["stopped_at"].is_null());

    let orders = ["experiment", "new", "单量", "--metric", "paid_orders"];
    assert_eq!(asked(shop, &orders)["metric"], "paid_orders");
    for (lang, words) in [("zh", "成交订单数"), ("en", "Paid orders")] {
        let text = printed(&fupan_in(lang, shop, &["experiment", "show", "单量"]));
        assert!(text.contains(words), "{text}");
    }
    printed(&fupan(shop, &["experiment", "delete", "单量"]));

    // A session of before the experiment is none of its.
    let rows = asked(shop, &["show", "sessions"]);
    let old = rows["rows"][0]["session_id"].as_str().map(str::to_owned);
    let old = old.unwrap_or_else(|| rows["rows"][0]["external_id"].as_str().unwrap().to_owned());
    let (code, said) = failed(shop, &["experiment", "assign", &old, "a"]);
    assert!(code == 1 && said.contains("不在这个实验里"), "{said}");

    for args in [
        &["experiment", "new"][..],
        &["experiment", "assign", &old],
        &["experiment", "assign", &old, "c"],
        &["experiment", "new", "x", "--metric", "luck"],
        &["experiment", "guess"],
    ] {
        assert_eq!(failed(shop, args).0, 2, "{args:?}");
    }
    for args in [
        &["experiment", "new", "开场"][..],
        &["experiment", "new", "x", "--sessions", "3"],
        &["experiment", "new", "x", "--from", "2020-01-01"],
        &["experiment", "new", "x", "--from", "9999-12-31"],
        &["experiment", "show", "没有"],
        &["experiment", "stop", "没有"],
    ] {
        let (code, said) = failed(shop, args);
        assert!(code == 1 && said.lines().count() >= 2, "{args:?}: {said}");
    }
    assert_eq!(
        asked(shop, &["experiment", "delete", "开场"])["experiments"],
        serde_json::json!([])
    );
}

#[test]
fn another_split_is_told_with_its_range_or_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path();
    printed(&fupan(shop, &["import", &sample("shanhe")]));
    let plan = ["plan", "--viewers", "8000", "--minutes", "180", "--save", "周六", "--json"];
    printed(&fupan(shop, &plan));
    let found = asked(shop, &["evaluate", "--plan", "周六", "--what-if-split"]);
    let split = &found["what_if_split"];
    has_keys(split, &["logged", "snips", "doubly_robust", "effective", "talks", "sessions"]);
    assert!(split["effective"].as_f64().unwrap() >= 50.0, "{split:#}");
    let range = &split["doubly_robust"]["gain_interval"];
    assert!(range["low"].as_f64() < range["high"].as_f64() && range["level"] == 0.8);
    for (lang, word) in [("zh", "有效讲解段数"), ("en", "Talks that count")] {
        let text =
            printed(&fupan_in(lang, shop, &["evaluate", "--plan", "周六", "--what-if-split"]));
        assert!(text.contains(word), "{text}");
    }
    let plain = asked(shop, &["evaluate", "--plan", "周六"]);
    assert!(plain.get("what_if_split").is_none(), "only where it is asked for");
    assert_eq!(failed(shop, &["evaluate", "--what-if-split"]).0, 2);

    // All of the exposure on one product: its own talks are too few, and how many more is said.
    let rows = asked(shop, &["plan", "--viewers", "8000", "--minutes", "180"]);
    let id = rows["items"][0]["product_id"].as_str().unwrap();
    let spec = shop.join("one.toml");
    let text = format!(
        "[session]\nminutes = 60\nviewers = 5000\nexplore = 0\n[[product]]\nid = \"{id}\"\n"
    );
    std::fs::write(&spec, text).unwrap();
    let spec = spec.to_str().unwrap();
    printed(&fupan(shop, &["plan", "--spec", spec, "--save", "一个", "--json"]));
    let refused = asked(shop, &["evaluate", "--plan", "一个", "--what-if-split"]);
    let why = &refused["what_if_split"]["refused"];
    assert_eq!(why["reason"], "too_little", "{why:#}");
    assert!(why["more_sessions"].as_u64().unwrap() > 0);
}
