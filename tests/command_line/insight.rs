//! train and predict, on a table of one's own that is made here.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{asked, failed, fupan, fupan_in, has_keys, interval, printed, shops};

/// 900 visits in which every page makes buying 3% likelier and nothing else matters.
fn visits() -> TempDir {
    visits_of(900, 0.05)
}

/// So many visits, of which this share buys without having seen a page.
pub fn visits_of(count: usize, least: f64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut state = 1u64;
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    let mut text = String::from("pages;month;noise;bought\n");
    for _ in 0..count {
        let (pages, month, noise) = ((draw() * 20.0) as u32, draw() < 0.5, (draw() * 97.0) as u32);
        let bought = draw() < least + 0.03 * f64::from(pages);
        let _ = writeln!(
            text,
            "{pages};{};{noise};{}",
            if month { "Feb" } else { "May" },
            if bought { "yes" } else { "no" }
        );
    }
    std::fs::write(path("visits.csv"), text).unwrap();
    std::fs::write(
        path("visits.toml"),
        "kind = \"visits\"\ndelimiter = \";\"\n[columns]\noutcome = \"bought\"\n[outcome]\npositive = \"yes\"\n",
    )
    .unwrap();
    let [table, template] = ["visits.csv", "visits.toml"].map(|n| path(n).display().to_string());
    printed(&fupan(folder.path(), &["import", &table, "--template", &template]));
    folder
}

fn models(report: &Value) -> Vec<&str> {
    report["models"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect()
}

#[test]
fn train_and_predict() {
    let folder = visits();
    let folder = folder.path();
    let (code, said) = failed(folder, &["predict", "--question", "buyers"]);
    assert_eq!(code, 1);
    assert!(
        said.contains("还没有训练过") && said.contains("fupan train --question buyers"),
        "{said}"
    );

    let report = asked(folder, &["train", "--question", "buyers"]);
    has_keys(&report, &["base", "split", "seed"]);
    assert_eq!((&report["question"], &report["source"]), (&json!("buyers"), &json!("visits")));
    assert_eq!((&report["rows"], &report["split"]), (&json!(900), &json!("stratified_k_fold")));
    assert_eq!(models(&report), ["logistic", "tree", "forest", "boosting"]);
    assert_eq!(report["skipped"][0]["name"], "linear");
    assert!(!report["skipped"][0]["reason"].as_str().unwrap().is_empty());
    assert!(report["warnings"].as_array().unwrap().is_empty());
    for model in report["models"].as_array().unwrap() {
        has_keys(model, &["pr_auc", "log_loss", "brier", "r2", "mae", "reason", "fit_seconds"]);
        assert_eq!(model["engine"], "fupan");
        // One feature decides here: a method that does no better than it alone is called weak.
        assert!(["usable", "weak"].contains(&model["verdict"].as_str().unwrap()), "{model:#}");
        let auc = model["roc_auc"].as_f64().unwrap();
        let (low, high) = interval(&model["intervals"]["roc_auc"]);
        assert!(low < auc && auc < high && low > 0.6, "{model:#}");
        has_keys(&model["baseline"], &["constant", "single_feature"]);
        assert_eq!(model["baseline"]["single_feature"]["feature"], "pages");
        assert_eq!(model["importance"][0]["features"], json!(["pages"]));
    }
    predictions(folder, &report);

    // A later training is a version of its own; one method alone when asked for.
    let tree =
        ["train", "--question", "buyers", "--model", "tree", "--depth", "2", "--min-leaf", "50"];
    let again = asked(folder, &tree);
    assert_eq!(models(&again), ["tree"]);
    assert!(again["models"][0]["model_id"].as_i64() > report["models"][1]["model_id"].as_i64());
    let linfa =
        asked(folder, &["train", "--question", "buyers", "--engine", "linfa", "--model", "tree"]);
    assert_eq!(linfa["models"][0]["engine"], "linfa");
    assert_eq!(linfa["models"][0]["reproducible"], false);
    let both = ["train", "--question", "buyers", "--model", "logistic", "--engine", "both"];
    let both_models = asked(folder, &both);
    assert_eq!(models(&both_models), ["logistic", "logistic"]);
    assert_eq!(both_models["models"][1]["engine"], "linfa");
    let text = printed(&fupan_in("en", folder, &both));
    assert!(
        text.contains("Logistic regression (linfa) [") && text.contains("Beside the"),
        "{text}"
    );
    let features = both_models["features"].as_array().unwrap();
    assert!(features.iter().all(|f| !f["formula"].as_str().unwrap().is_empty()));
    let text = printed(&fupan_in("en", folder, &["train", "--question", "buyers", "--seed", "7"]));
    assert!(text.contains("Who buys?") && text.contains("Decision tree ["), "{text}");
}

fn predictions(folder: &Path, report: &Value) {
    let at = |args: &[&str]| asked(folder, &[&["predict", "--question", "buyers"], args].concat());
    let value = |answer: &Value| answer["value"].as_f64().unwrap();
    let (few, many) = (at(&["--set", "pages=2"]), at(&["--set", "pages=18", "--set", "month=Feb"]));
    assert!(value(&few) < 0.25 && value(&many) > 0.45, "{few:#} {many:#}");
    for answer in [&few, &many] {
        let (low, high) = interval(&answer["interval"]);
        assert!(low > 0.0 && low < value(answer) && value(answer) < high && high < 1.0);
        // The parts lead from the average to the answer.
        let parts = answer["contributions"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["amount"].as_f64().unwrap()).sum();
        let average = answer["average"].as_f64().unwrap();
        assert!((average + sum - value(answer)).abs() < 1e-9, "{answer:#}");
        assert_eq!(answer["question"], "buyers");
        assert!(answer["warnings"].as_array().unwrap().is_empty());
    }
    let far = at(&["--set", "pages=999"]);
    assert_eq!(far["warnings"].as_array().unwrap().len(), 1, "{far:#}");

    let ids: Vec<String> = report["models"]
        .as_array()
        .unwrap()
        .iter()
        .map(|model| model["model_id"].to_string())
        .collect();
    for id in &ids {
        let answer = at(&["--model-id", id, "--set", "pages=18"]);
        assert_eq!(answer["model_id"].to_string(), *id);
        assert!(value(&answer) > 0.4);
    }
    let (_, said) = failed(folder, &["predict", "--question", "buyers", "--set", "colour=1"]);
    assert!(said.contains("pages") && said.contains("month"), "what it has: {said}");
    let text = printed(&fupan(folder, &["predict", "--question", "buyers", "--set", "pages=18"]));
    assert!(text.contains('%'), "{text}");
    for (code, args) in [
        (1, &["predict", "--question", "buyers", "--model-id", "99"][..]),
        (1, &["predict", "--question", "products", "--model-id", &ids[0]]),
        (1, &["predict", "--question", "buyers", "--set", "colour=1"]),
        (2, &["predict", "--question", "buyers", "--set", "pages"]),
        (2, &["predict", "--question", "weather"]),
        (2, &["predict"]),
    ] {
        assert_eq!(failed(folder, args).0, code, "{args:?}");
    }
}

#[test]
fn folds_may_come_from_a_file() {
    let folder = visits();
    let path = folder.path().join("folds.csv");
    let train = ["train", "--question", "buyers", "--model", "logistic", "--folds"];
    let with_folds = |text: &str| {
        std::fs::write(&path, text).unwrap();
        fupan(folder.path(), &[&train[..], &[path.to_str().unwrap(), "--json"]].concat())
    };
    let rows: String = (0..900).map(|row| format!("{row},{}\n", row % 3)).collect();
    let given: Value =
        serde_json::from_slice(&with_folds(&format!("row,fold\n{rows}")).stdout).unwrap();
    assert_eq!(given["split_detail"]["folds"], 3);
    assert_eq!(with_folds("0\n1\nx\n").status.code(), Some(2), "no number");
    assert_eq!(with_folds("0\n1\n").status.code(), Some(1), "too few rows");
}

#[test]
fn training_that_trains_nothing_says_why() {
    let shop = shops();
    let shop = shop.path();
    // Below every gate: done, with the reasons.
    let sales = asked(shop, &["train", "--question", "session-sales"]);
    assert!(models(&sales).is_empty());
    assert_eq!(sales["positives"], Value::Null);
    let skipped: Vec<&str> =
        sales["skipped"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(skipped, ["linear", "logistic", "tree", "forest", "boosting", "net"]);
    let text = printed(&fupan_in("en", shop, &["train", "--question", "session-sales"]));
    assert!(text.contains("11 more sessions needed"), "{text}");
    // Warnings are printed with the rest.
    assert!(text.contains("  ! ") && text.contains("the same in every row"), "{text}");
    // What was not trained cannot be asked.
    assert_eq!(failed(shop, &["predict", "--question", "session-sales"]).0, 1);
    for args in [
        &["train"][..],
        &["train", "--question", "weather"],
        &["train", "--question", "buyers", "--model", "oracle"],
        &["train", "--question", "buyers", "--engine", "steam"],
    ] {
        assert_eq!(failed(shop, args).0, 2, "{args:?}");
    }
}

#[test]
fn another_outcome_is_chosen_on_the_command_line() {
    let folder = visits();
    let train = ["train", "--question", "buyers", "--model", "linear", "--outcome"];
    let noise = asked(folder.path(), &[&train[..], &["noise"]].concat());
    assert_eq!(noise["positives"], Value::Null, "an amount");
    assert_eq!(noise["models"][0]["verdict"], "do_not_use");
    let keys: Vec<&str> =
        noise["features"].as_array().unwrap().iter().map(|f| f["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["month", "pages"], "the outcome named at import is no feature");
    has_keys(&noise["models"][0]["more_data"], &["found", "needed"]);
    // Its rows are written with the outcome it learnt, and another training is no drift of it.
    let out = folder.path().join("out").display().to_string();
    asked(folder.path(), &["models", "--question", "buyers", "--export", &out]);
    let rows = std::fs::read_to_string(folder.path().join("out/buyers-linear.csv")).unwrap();
    let outcome = |line: &str| line.split(',').nth(3).unwrap().parse::<f64>().unwrap();
    assert!(rows.lines().skip(1).any(|line| outcome(line) > 1.0), "{}", &rows[..200]);
    let (code, said) = failed(folder.path(), &[&train[..], &["colour"]].concat());
    assert!(code == 1 && said.contains("colour"), "{said}");
    let (_, said) = failed(folder.path(), &[&train[..], &["month"]].concat());
    assert!(said.contains("month") && (said.contains("May") || said.contains("Feb")), "{said}");
}

#[test]
fn drift_is_told_on_the_command_line() {
    let folder = visits();
    let folder = folder.path();
    let drift = ["drift", "--question", "buyers"];
    assert_eq!(failed(folder, &drift).0, 1, "nothing was trained");
    let train = ["train", "--question", "buyers", "--model", "logistic"];
    assert_eq!(asked(folder, &train)["drift"], Value::Null, "a first training");
    assert_eq!(asked(folder, &drift)["drift"], Value::Null, "nothing came since");

    let rows: String = (0..300).map(|row| format!("{};Feb;{};yes\n", 15 + row % 5, row)).collect();
    std::fs::write(folder.join("more.csv"), format!("pages;month;noise;bought\n{rows}")).unwrap();
    let [table, template] =
        ["more.csv", "visits.toml"].map(|n| folder.join(n).display().to_string());
    printed(&fupan(folder, &["import", &table, "--template", &template]));
    let found = asked(folder, &drift);
    assert_eq!(found["drift"]["rows"], 300);
    assert_eq!(
        (&found["drift"]["level"], &found["drift"]["base_level"]),
        (&json!("act"), &json!("act"))
    );
    assert_eq!((&found["train_again"], &found["rows_now"]), (&json!(true), &json!(1_200)));
    let predict = ["predict", "--question", "buyers"];
    let since = asked(folder, &predict)["since_training"].clone();
    assert_eq!((&since["train_again"], &since["drift"]), (&json!(true), &found["drift"]));
    // Of the new ones 203 have a noise beyond what was seen.
    let outside = since["drift"]["outside"].as_f64().unwrap();
    assert!((outside - 203.0 / 300.0).abs() < 1e-9, "{outside}");
    let said = printed(&fupan_in("en", folder, &predict));
    assert!(said.contains("! 300 rows more since the training (33% more)"), "{said}");
    assert!(said.contains("67.7% of the new rows hold a value the model has not seen."), "{said}");
    let text = printed(&fupan_in("en", folder, &drift));
    assert!(text.contains("train again") && text.contains("pages"), "{text}");
    assert_eq!(asked(folder, &train)["drift"]["rows"], 300, "a retraining says it too");
    assert_eq!(asked(folder, &drift)["drift"], Value::Null, "and has learnt from them");
    let since = asked(folder, &predict)["since_training"].clone();
    assert_eq!((&since["train_again"], &since["message"]), (&json!(false), &json!("")));
}
