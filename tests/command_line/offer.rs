//! recommend, plan, plans, report.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{asked, failed, fupan, fupan_in, has_keys, interval, printed, sample, shops};

#[test]
fn recommend_lists_products_with_reasons() {
    let shop = shops();
    let shop = shop.path();
    let list = asked(shop, &["recommend", "-n", "4"]);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 4);
    let scores: Vec<f64> = items.iter().map(|item| item["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    for item in items {
        has_keys(item, &["product_id", "name", "parts", "reason"]);
        let parts: f64 =
            item["parts"].as_object().unwrap().values().map(|part| part.as_f64().unwrap()).sum();
        assert!((parts - item["score"].as_f64().unwrap()).abs() < 1e-9, "{item:#}");
        assert!(!item["reason"].as_str().unwrap().is_empty());
    }
    assert_eq!(asked(shop, &["recommend", "--next-session", "-n", "4"]), list);
    let new = asked(shop, &["recommend", "--segment", "new", "-n", "2"]);
    assert_eq!(new["items"].as_array().unwrap().len(), 2);
    // A raw id is taken and nowhere printed.
    let viewer = fupan(shop, &["recommend", "--viewer", "13800000001", "-n", "1", "--json"]);
    assert!(printed(&viewer).contains("product_id"));
    assert!(!String::from_utf8_lossy(&viewer.stdout).contains("13800000001"));
    let text = printed(&fupan_in("en", shop, &["recommend"]));
    assert!(text.contains("Reason") && text.contains(items[0]["name"].as_str().unwrap()));
    for args in [
        &["recommend", "--segment", "nobody"][..],
        &["recommend", "--segment", "new", "--next-session"],
        &["recommend", "--viewer", "x", "--segment", "new"],
        &["recommend", "--evaluate", "--protocol", "guess"],
    ] {
        assert_eq!(failed(shop, args).0, 2, "{args:?}");
    }
}

#[test]
fn recommenders_are_measured() {
    let shop = shops();
    for protocol in ["time", "random", "last"] {
        let report =
            asked(shop.path(), &["recommend", "--evaluate", "--protocol", protocol, "--seed", "3"]);
        has_keys(&report, &["users", "items", "events"]);
        assert_eq!((&report["protocol"], &report["k"]), (&json!(protocol), &json!(10)));
        let models = report["models"].as_array().unwrap();
        let names: Vec<&str> = models.iter().map(|m| m["name"].as_str().unwrap()).collect();
        for name in ["popularity", "item_knn", "content", "hybrid"] {
            assert!(names.contains(&name), "{names:?}");
        }
        for model in models {
            for key in ["hr", "recall", "ndcg", "map", "coverage"] {
                let value = model[key].as_f64().unwrap();
                assert!((0.0..=1.0).contains(&value), "{key} {value}");
            }
            let (low, high) = interval(&model["ndcg_interval"]);
            assert!(low >= 0.0 && high <= 1.0);
        }
    }
    assert!(printed(&fupan(shop.path(), &["recommend", "--evaluate"])).contains("NDCG"));
}

/// A log of forty buyers on one evening: thirty take the pot with its filters, ten something else.
fn log() -> String {
    let mut text = String::from("viewer,product,action,time\n");
    for buyer in 0..40 {
        let products: &[&str] = match buyer {
            0..30 => &["pot", "filters"],
            30..35 => &["pot"],
            _ => &["tea", "cup"],
        };
        for product in products {
            let _ = writeln!(text, "b{buyer},{product},purchase,1757246{buyer:03}");
        }
    }
    text
}

#[test]
fn what_is_bought_together_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log.csv"), log()).unwrap();
    printed(&fupan(folder.path(), &["import", folder.path().join("log.csv").to_str().unwrap()]));
    let found = asked(folder.path(), &["recommend", "--together"]);
    // Five people are too few to be told of as a pair.
    assert_eq!((&found["occasions"], &found["of_several"]), (&json!(40), &json!(35)));
    assert_eq!(found["untold"], json!(1));
    let [pair] = found["pairs"].as_array().unwrap().as_slice() else { panic!("{found}") };
    assert_eq!((&pair["from_name"], &pair["to_name"]), (&json!("filters"), &json!("pot")));
    assert_eq!(
        (&pair["both"], &pair["buyers"], &pair["clear"]),
        (&json!(30), &json!(30), &json!(true))
    );
    let number = |key: &str| pair[key].as_f64().unwrap();
    assert!((number("support") - 0.75).abs() < 1e-12 && (number("confidence") - 1.0).abs() < 1e-12);
    assert!((number("lift") - 40.0 / 35.0).abs() < 1e-12);
    let (low, high) = interval(&pair["times_chance_interval"]);
    assert!(low < number("times_chance") && number("times_chance") < high, "{pair}");

    let shown = printed(&fupan(folder.path(), &["recommend", "--together"]));
    assert!(shown.contains("明显更常") && shown.contains("40 次购买里 35 次"), "{shown}");
    let wrong = fupan(folder.path(), &["recommend", "--together", "--evaluate"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_plan_from_a_file_and_what_is_typed_wins_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let spec = sample("founding_case.toml");
    let plan = |more: &[&str]| asked(folder.path(), &[&["plan", "--spec", &spec], more].concat());
    let minutes = |plan: &Value| -> f64 {
        plan["items"].as_array().unwrap().iter().map(|i| i["minutes"].as_f64().unwrap()).sum()
    };
    let stated = plan(&[]);
    assert_eq!(stated["goal"]["target"], 100_000.0);
    assert_eq!(stated["goal"]["value_per_viewer_needed"], 100.0);
    assert_eq!(stated["goal"]["probability"], 0.0);
    assert_eq!(plan(&["--viewers", "1000"])["goal"], stated["goal"]);

    let twice = plan(&["--viewers", "2000"]);
    assert_eq!(twice["goal"]["value_per_viewer_needed"], 50.0);
    let short = plan(&["--minutes", "60", "--goal", "50000"]);
    assert_eq!(short["goal"]["target"], 50_000.0);
    assert!((minutes(&short) - 60.0).abs() < 1e-6, "{}", minutes(&short));
    assert!(minutes(&stated) > 61.0);
    assert!(!folder.path().join("a.fupan").exists(), "a plan in a file needs no store");

    assert_eq!(failed(folder.path(), &["plan"]).0, 2);
    assert_eq!(failed(folder.path(), &["plan", "--viewers", "100"]).0, 2);
    assert_eq!(failed(folder.path(), &["plan", "--spec", &spec, "--method", "magic"]).0, 2);
    assert_eq!(failed(folder.path(), &["plan", "--spec", "absent.toml"]).0, 1);
}

#[test]
fn a_plan_is_made_by_every_method_and_says_why_and_what_to_do_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("three.toml");
    let text = "[session]\nminutes = 60\nviewers = { p10 = 700, p50 = 1000, p90 = 1400 }\n\
        goal = 3000\nexplore = 0\nrisk = { floor = FLOOR }\n"
        .to_owned()
        + &["A", "B", "C"]
            .iter()
            .zip([0.05, 0.03, 0.02])
            .map(|(id, rate)| {
                format!(
                    "[[product]]\nid = \"{id}\"\nprice = 80\nmax_share = 0.5\nconversion = {rate}\n"
                )
            })
            .collect::<String>();
    std::fs::write(&spec, text.replace("FLOOR", "500")).unwrap();
    let spec_path = spec.to_str().unwrap();
    for method in ["auto", "water", "dp", "lp", "explore", "equal"] {
        let plan = asked(folder.path(), &["plan", "--spec", spec_path, "--method", method]);
        if method != "auto" {
            assert_eq!(plan["method"], method);
        }
        let compared: Vec<&str> = plan["compared"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["method"].as_str().unwrap())
            .collect();
        for method in ["water", "dp", "lp", "equal"] {
            assert!(compared.contains(&method), "{compared:?}");
        }
        assert!(plan["detail"]["worst"]["average"].as_f64().unwrap() > 0.0);
        assert!(plan["detail"]["playbook"]["keep"].is_f64());
    }
    let args = ["plan", "--spec", spec_path];
    for (lang, chosen, way) in
        [("zh", "自动选了", "落后了怎么办"), ("en", "Chosen by itself", "fall behind")]
    {
        let said = printed(&fupan_in(lang, folder.path(), &args));
        assert!(said.contains(chosen) && said.contains(way), "{said}");
    }
    std::fs::write(&spec, text.replace("FLOOR", "90000")).unwrap();
    let (code, said) = failed(folder.path(), &args);
    assert_eq!(code, 1);
    assert!(said.contains("floor"), "{said}");
}

#[test]
fn a_run_down_is_laid_by_hand_and_written_for_print_workbook_and_calendar() {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("hand.toml");
    let text = r#"
[session]
start = "2026-11-28 19:30"
minutes = 60
viewers = 1000
explore = 0
[[product]]
id = "a"
name = "挂耳咖啡"
role = "profit"
price = 60
conversion = 0.05
[[product]]
id = "b"
name = "手冲壶"
price = 200
response = { slope = 4000, kappa = 0.2 }
"#;
    std::fs::write(&spec, text).unwrap();
    let path = spec.to_str().unwrap().to_owned();
    // Who presents a slot is a host of the plan.
    let own = asked(folder.path(), &["plan", "--spec", &path, "--hosts", "阿禾"]);
    let hand = "[[slot]]\nproduct = \"b\"\nminutes = 20\nhost = \"阿禾\"\n\
                [[slot]]\nproduct = \"a\"\nminutes = 40\n";
    std::fs::write(&spec, format!("{text}{hand}")).unwrap();
    let laid = asked(folder.path(), &["plan", "--spec", &path]);
    assert_eq!(laid["method"], json!("laid"));
    let slots = laid["slots"].as_array().unwrap();
    let told: Vec<(i64, i64, &str)> = slots
        .iter()
        .map(|slot| {
            let number = |key: &str| slot[key].as_i64().unwrap();
            (number("start_minute"), number("minutes"), slot["product_id"].as_str().unwrap())
        })
        .collect();
    assert_eq!(told, [(0, 20, "b"), (20, 40, "a")]);
    assert_eq!(laid["detail"]["by_hand"]["slots"], own["slots"], "the plan's own stands beside it");

    let write = |name: &str| {
        let out = folder.path().join(name);
        let target = out.to_str().unwrap().to_owned();
        printed(&fupan(folder.path(), &["plan", "--spec", &path, "--out", &target]));
        std::fs::read(out).unwrap()
    };
    let html = String::from_utf8(write("r.html")).unwrap();
    assert!(html.contains("19:30–19:50") && html.contains("挂耳咖啡") && html.contains("阿禾"));
    assert!(!html.contains("http://") && !html.contains("https://"), "it loads nothing");
    let ics = String::from_utf8(write("r.ics")).unwrap();
    assert!(ics.contains("DTSTART:20261128T195000") && ics.contains("DTEND:20261128T203000"));
    let book = write("r.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(book)).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "流程单").unwrap();
    assert_eq!(sheet.height(), 3, "a head and two slots");
    assert_eq!(sheet.get((1, 3)), Some(&calamine::Data::String("手冲壶".to_owned())));
    assert_eq!(sheet.get((1, 2)), Some(&calamine::Data::Float(20.0)));

    // Without a time there is no calendar, and the message says how to give one.
    std::fs::write(&spec, text.replace("start = \"2026-11-28 19:30\"", "")).unwrap();
    let (code, said) = failed(folder.path(), &["plan", "--spec", &path, "--out", "x.ics"]);
    assert_eq!(code, 1);
    assert!(said.contains("--start"), "{said}");
    let (code, said) = failed(folder.path(), &["plan", "--spec", &path, "--out", "x.doc"]);
    assert_eq!(code, 2);
    assert!(said.contains(".ics"), "{said}");
    assert!(!folder.path().join("x.ics").exists());
    // The hand's minutes must fill the session.
    std::fs::write(&spec, format!("{text}{}", hand.replace("40", "30"))).unwrap();
    let (_, said) = failed(folder.path(), &["plan", "--spec", &path]);
    assert!(said.contains("50") && said.contains("60"), "{said}");
}

#[test]
fn plans_are_kept_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let spec = sample("founding_case.toml");
    for version in 1..=2 {
        printed(&fupan(folder.path(), &["plan", "--spec", &spec, "--save", "双十二"]));
        let plans = asked(folder.path(), &["plans"]);
        let plans = plans["plans"].as_array().unwrap();
        has_keys(&plans[0], &["name", "version", "created_at", "session"]);
        assert!(plans.iter().any(|plan| plan["name"] == "双十二" && plan["version"] == version));
    }
    assert!(printed(&fupan(folder.path(), &["plans"])).contains("双十二"));
}

#[test]
fn the_report_is_one_file_that_loads_nothing() {
    let shop = shops();
    let shop = shop.path();
    let names: Vec<String> = asked(shop, &["recommend"])["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap().replace('&', "&amp;"))
        .collect();
    assert!(names.len() >= 5);
    for (lang, code, next, trust) in [
        ("zh", "zh-CN", "下一场", "数据可信吗"),
        ("en", "en", "Next session", "Can the data be trusted?"),
    ] {
        let path = shop.join(format!("{lang}.html"));
        let out = path.to_str().unwrap();
        let said = printed(&fupan_in(lang, shop, &["report", "--session", "2", "--out", out]));
        assert!(said.contains(out), "{said}");
        let html = std::fs::read_to_string(&path).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>"));
        assert!(html.contains(&format!("<html lang=\"{code}\">")));
        for word in
            ["http:", "https:", "url(", "@import", "<script", "<img", "<link", " src=", " href="]
        {
            assert!(!html.contains(word), "{lang}: {word}");
        }
        assert!(html.matches("<svg").count() >= 10);
        assert!(html.contains(next) && html.contains(trust), "{lang}");
        for name in &names {
            assert!(html.contains(name.as_str()), "{lang}: {name} is recommended");
        }
        let other = if lang == "zh" { "Funnel" } else { "漏斗" };
        assert!(!html.contains(other), "one language at a time");
    }
    let bad = shop.join("no-folder/r.html");
    for (code, args) in [
        (1, &["report", "--session", "99", "--out", "r.html"][..]),
        (1, &["report", "--out", bad.to_str().unwrap()]),
        (2, &["report", "--out", "r.docx"]),
        (2, &["report"]),
    ] {
        assert_eq!(failed(shop, args).0, code, "{args:?}");
    }
}

#[test]
fn the_demo_does_the_main_job_without_a_display() {
    let folder = tempfile::tempdir().unwrap();
    let demo = asked(folder.path(), &["demo"]);
    has_keys(&demo, &["store", "report", "review", "models", "recommend", "plan"]);
    for question in ["buyers", "products", "session-sales"] {
        assert!(!models_of(&demo, question).is_empty(), "{question}");
    }
    assert!(demo["recommend"]["items"].as_array().unwrap().len() >= 5);
    assert!(demo["plan"]["goal"]["probability"].as_f64().is_some_and(|p| p > 0.0 && p < 1.0));
    let html = std::fs::read_to_string(demo["report"].as_str().unwrap()).unwrap();
    assert!(html.contains("<svg"));
    // What a model without worth says comes with its verdict.
    let sales = asked(folder.path(), &["predict", "--question", "session-sales"]);
    assert_eq!(sales["verdict"], "do_not_use", "{sales:#}");
    let said = printed(&fupan(folder.path(), &["predict", "--question", "session-sales"]));
    assert!(said.contains("不要用"), "{said}");
    // The plan is kept: the window shows it as what comes next.
    assert_eq!(asked(folder.path(), &["plans"])["plans"].as_array().unwrap().len(), 1);
}

fn models_of(demo: &serde_json::Value, question: &str) -> Vec<serde_json::Value> {
    demo["models"][question]["models"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_plan_is_scored_against_its_session_and_taken_back() {
    let shop = shops();
    let shop = shop.path();
    let nothing = printed(&fupan(shop, &["evaluate"]));
    assert!(nothing.contains("还没有计划"), "{nothing}");
    printed(&fupan(shop, &["plan", "--viewers", "800", "--minutes", "120", "--save", "周六"]));
    let (code, said) = failed(shop, &["evaluate", "--plan", "周日"]);
    assert!(code == 1 && said.contains("周日"), "{said}");
    assert_eq!(failed(shop, &["evaluate", "--plan", "周六", "--session", "9999"]).0, 1);
    assert_eq!(failed(shop, &["evaluate", "--session", "2"]).0, 2);
    assert!(asked(shop, &["evaluate", "--plan", "周六"])["plans"][0]["score"].is_null());

    let sessions = asked(shop, &["show", "sessions"]);
    // The newest session of the shop that the plan is for, with talk segments.
    let session = sessions["rows"].as_array().unwrap().iter().rev();
    let session = session.map(|row| row["id"].as_i64().unwrap().to_string());
    let scored = session.map(|id| asked(shop, &["evaluate", "--plan", "周六", "--session", &id]));
    let mut scored = scored.take(12);
    let report = scored.find(|report| report["plans"][0]["score"]["bridge"].is_object()).unwrap();
    has_keys(&report, &["plans", "scorecard"]);
    let plan = &report["plans"][0];
    has_keys(plan, &["name", "version", "session", "objective", "after_the_fact", "score"]);
    assert_eq!(plan["after_the_fact"], true, "the sample lies in the past");
    assert_eq!(report["scorecard"]["plans"], 0, "and does not count");
    let score = &plan["score"];
    let number = |value: &Value| value.as_f64().unwrap();
    let bridge = score["bridge"].as_object().unwrap();
    let parts: f64 = bridge.values().map(number).sum();
    let difference = number(&score["actual"]) - number(&score["planned"]);
    assert!((parts - difference).abs() < 1e-6 * difference.abs().max(1.0), "{bridge:?}");
    let used = number(&score["utilisation"]);
    assert!((0.0..=1.0).contains(&used), "{used}");
    for (lang, word) in [("zh", "差额从哪来"), ("en", "Where the difference comes from")] {
        let text = printed(&fupan_in(lang, shop, &["evaluate", "--plan", "周六"]));
        assert!(text.contains(word), "{text}");
    }
    // Slot by slot, and by groups with a floor to set.
    let slots = plan["slots"]["slots"].as_array().unwrap();
    assert!(slots.iter().any(|slot| slot["actual"].is_number()), "{slots:#?}");
    has_keys(&slots[0], &["start_minute", "planned", "interval", "on", "held", "actual", "inside"]);
    assert_eq!(failed(shop, &["evaluate", "--exposure-floor", "age:old=5%"]).0, 2);
    assert_eq!(failed(shop, &["evaluate", "--exposure-floor", "age:new=150%"]).0, 2);
    let set = asked(shop, &["evaluate", "--plan", "周六", "--exposure-floor", "price:low=35%"]);
    assert_eq!(set["floors"]["price:low"], 0.35);
    let groups = set["plans"][0]["exposure"].as_array().unwrap().iter();
    let mut groups = groups.flat_map(|by| by["groups"].as_array().unwrap());
    let low = groups.find(|group| group["group"] == "price:low").unwrap();
    assert_eq!(low["held"], number(&low["seen"]) >= 0.35);
    let members = |plan: &Value| -> f64 {
        let items = plan["items"].as_array().unwrap();
        let shares = items.iter().filter(|item| item["limit"] == "min_share");
        shares.map(|item| number(&item["share"])).sum()
    };
    let held = ["plan", "--viewers", "800", "--minutes", "120", "--hold-floors"];
    assert!(members(&asked(shop, &held)) > 0.2, "the floor is held");
    let none = asked(shop, &["evaluate", "--exposure-floor", "price:low=0"]);
    assert_eq!(none["floors"], serde_json::json!({}));
    printed(&fupan(shop, &["evaluate", "--plan", "周六", "--detach"]));
    assert!(asked(shop, &["evaluate"])["plans"][0]["session"].is_null());
}

#[test]
fn a_plan_for_a_session_that_is_in_already_says_that_it_has_seen_it() {
    let shop = shops();
    let plan = |start: &str| {
        let asked = asked(
            shop.path(),
            &["plan", "--viewers", "9000", "--minutes", "180", "--start", start],
        );
        let notes = asked["detail"]["notes"].as_array().unwrap();
        notes.iter().any(|note| note["note"] == "already_seen")
    };
    assert!(plan("2026-01-05 19:30"));
    assert!(!plan("2027-01-05 19:30"));
    let said = printed(&fupan(
        shop.path(),
        &["plan", "--viewers", "9000", "--minutes", "180", "--start", "2026-01-05 19:30"],
    ));
    assert!(said.contains("只能事后对照，不算预测"), "{said}");
}
