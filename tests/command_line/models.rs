//! `models` and what-if: trainings compared, chosen, removed, exported, and a script in another
//! language that comes to the same score.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::insight::visits_of;
use super::{asked, copy_of, failed, fupan, fupan_in, interval, printed, sample};

/// A folder with a store of its own that holds the big shop, but for curves and comments, which
/// teach no model. It is imported once.
fn shop() -> TempDir {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let idle = ["minutes.csv", "comments.csv", "channels.csv", "income.csv"];
        let files: Vec<String> = std::fs::read_dir(sample("shanhe"))
            .unwrap()
            .flatten()
            .filter(|entry| !idle.iter().any(|name| entry.file_name() == *name))
            .map(|entry| entry.path().display().to_string())
            .collect();
        let files = files.iter().map(String::as_str);
        printed(&fupan(folder.path(), &std::iter::once("import").chain(files).collect::<Vec<_>>()));
        folder
    });
    copy_of(made)
}

/// What the script says of an export; `None` without Python.
#[allow(clippy::print_stderr, reason = "a test that is left out says so")]
fn recomputed(model: &str, rows: &str) -> Option<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recompute_score.py");
    let run = Command::new("python3").arg(script).args([model, rows]).output();
    let Ok(run) = run else {
        eprintln!("SKIPPED: python3 is not here, so that no other language recomputes the score");
        return None;
    };
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

fn same(found: &Value, expected: &Value, what: &str) {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{what}: {found} {expected}"
    );
}

/// Exports each model of a training and recomputes it.
fn exported_and_recomputed(folder: &Path, question: &str, trained: &Value) -> usize {
    let out = folder.join("out").display().to_string();
    let mut done = 0;
    for model in trained["models"].as_array().unwrap() {
        let id = model["model_id"].to_string();
        let args = ["models", "--question", question, "--export", &out, "--model-id", &id];
        let said = asked(folder, &args);
        assert_eq!((&said["same_data"], &said["row_count"]), (&json!(true), &trained["rows"]));
        let (document, table) = (said["model"].as_str().unwrap(), said["rows"].as_str().unwrap());
        let export: Value =
            serde_json::from_str(&std::fs::read_to_string(document).unwrap()).unwrap();
        assert_eq!((&export["name"], &export["form"]), (&model["name"], &json!(1)));
        let score = &export["training_score"];
        let Some(found) = recomputed(document, table) else {
            return 0;
        };
        let name = model["name"].as_str().unwrap();
        for key in ["roc_auc", "log_loss", "r2", "mae"] {
            assert_eq!(score[key].is_null(), found[key].is_null(), "{name} {key}");
            if !score[key].is_null() {
                same(&found[key], &score[key], &format!("{question} {name} {key}"));
            }
        }
        let apart = found["largest_difference"].as_f64().unwrap();
        let size =
            if score["r2"].is_null() { 1.0 } else { trained["base"]["value"].as_f64().unwrap() };
        assert!(apart <= 1e-9 * size, "{question} {name}: {apart}");
        done += 1;
    }
    done
}

#[test]
fn another_language_comes_to_the_same_score() {
    let folder = visits_of(3_000, 0.3);
    let folder = folder.path();
    let trained = asked(folder, &["train", "--question", "buyers", "--trees", "40"]);
    let names: Vec<&str> =
        trained["models"].as_array().unwrap().iter().map(|m| m["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["logistic", "tree", "forest", "boosting", "net"]);
    let done = exported_and_recomputed(folder, "buyers", &trained);
    assert!(done == 5 || done == 0);

    let shop = shop();
    let shop = shop.path();
    for (question, models) in [("products", 4), ("session-sales", 2)] {
        let trained = asked(shop, &["train", "--question", question, "--trees", "40"]);
        let done = exported_and_recomputed(shop, question, &trained);
        assert!(done == models || done == 0, "{question}: {done}");
    }
}

#[test]
fn an_export_names_nobody() {
    // A log of viewers whose ids are typed in full.
    let folder = shop();
    let folder = folder.path();
    let out = folder.join("out");
    let to = out.display().to_string();
    let trained =
        asked(folder, &["train", "--question", "buyers", "--source", "events", "--model", "tree"]);
    assert_eq!(trained["models"].as_array().unwrap().len(), 1, "{:#}", trained["skipped"]);
    let text = printed(&fupan(folder, &["models", "--question", "buyers", "--export", &to]));
    assert!(text.contains("里面没有谁的编号"), "{text}");
    let rows = std::fs::read_to_string(out.join("buyers-tree.csv")).unwrap();
    assert!(rows.lines().nth(1).unwrap().starts_with("viewer "), "{}", &rows[..300]);
    // Neither the ids of the file nor the keyed hashes of the store.
    let long_hex = |cell: &str| cell.len() == 32 && cell.bytes().all(|b| b.is_ascii_hexdigit());
    assert!(!rows.split([',', '\n']).any(long_hex));
    let viewers = asked(folder, &["show", "viewers"]);
    assert!(!viewers["rows"].as_array().unwrap().is_empty());
}

#[test]
fn trainings_are_compared_chosen_and_removed() {
    let folder = visits_of(900, 0.05);
    let folder = folder.path();
    let at = |args: &[&str]| asked(folder, &[&["models", "--question", "buyers"], args].concat());
    assert!(at(&[])["trainings"].as_array().unwrap().is_empty());
    let said = printed(&fupan(folder, &["models", "--question", "buyers"]));
    assert!(said.contains("还没训练过这个问题"), "{said}");

    let train = |seed: &str, model: &str| {
        asked(folder, &["train", "--question", "buyers", "--model", model, "--seed", seed])
    };
    let first = train("1", "tree");
    train("2", "all");
    let list = at(&[]);
    let numbers: Vec<i64> = list["trainings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["training"].as_i64().unwrap())
        .collect();
    assert_eq!(numbers, [2, 1], "newest first");
    assert_eq!((&list["chosen"], &list["trainings"][0]["in_use"]), (&Value::Null, &json!(true)));
    let change = &list["trainings"][0]["since_the_one_before"];
    assert_eq!((&change["rows"], &change["features_added"]), (&json!(0), &json!([])));
    interval(&list["trainings"][0]["models"][0]["intervals"]["roc_auc"]);

    // What is in use answers, whatever is trained afterwards.
    let predict = || asked(folder, &["predict", "--question", "buyers", "--set", "pages=18"]);
    assert_ne!(predict()["model_id"], first["models"][0]["model_id"]);
    assert_eq!(at(&["--use", "1"])["chosen"], 1);
    assert_eq!(predict()["model_id"], first["models"][0]["model_id"]);
    train("3", "tree");
    assert_eq!(predict()["model_id"], first["models"][0]["model_id"]);
    let text = printed(&fupan_in("en", folder, &["models", "--question", "buyers"]));
    assert!(text.contains("because you chose it") && text.contains("Decision tree: "), "{text}");
    assert_eq!(at(&["--newest"])["chosen"], Value::Null);
    assert_ne!(predict()["model_id"], first["models"][0]["model_id"]);

    // Choosing and removing changes no data: nothing is out of date.
    let revision = |of: &Value, at: usize| of["trainings"][at]["revision"].clone();
    let before = at(&[]);
    at(&["--use", "1"]);
    let left = at(&["--delete", "1"]);
    assert_eq!(left["trainings"].as_array().unwrap().len(), 2);
    assert_eq!(left["chosen"], Value::Null, "what is gone is not in use");
    assert_eq!(revision(&left, 0), revision(&before, 0));
    let fourth = train("4", "tree");
    assert!(fourth["models"][0]["model_id"].as_i64() > first["models"][0]["model_id"].as_i64());
    for args in [["--use", "1"], ["--delete", "99"], ["--use", "99"]] {
        let (code, said) =
            failed(folder, &[&["models", "--question", "buyers"], &args[..]].concat());
        assert_eq!(code, 1, "{args:?} {said}");
    }
}

#[test]
fn a_what_if_starts_from_a_row_and_says_both_answers() {
    let shop = shop();
    let shop = shop.path();
    asked(shop, &["train", "--question", "products", "--model", "logistic"]);
    let base = ["predict", "--question", "products", "--from", "挂耳"];
    let plain = asked(shop, &base);
    assert!(plain["from"].as_str().unwrap().contains("挂耳"), "{plain:#}");
    assert_eq!(plain["value"], plain["now"]["value"], "nothing was changed");
    assert!(plain["changes"].as_array().unwrap().is_empty());
    let changed = asked(shop, &[&base[..], &["--set", "hour=21"]].concat());
    assert_eq!(changed["now"], plain["now"]);
    assert_eq!(changed["changes"][0]["feature"], "hour");
    // The distribution is told at growing chances, and its ends are the 80% range.
    let spread = changed["distribution"].as_array().unwrap();
    let values: Vec<f64> = spread.iter().map(|at| at["value"].as_f64().unwrap()).collect();
    assert!(values.is_sorted() && values[0] < values[8], "{values:?}");
    let (_, high) = interval(&changed["interval"]);
    assert!((values[7] - high).abs() < 1e-9);
    let text = printed(&fupan(shop, &[&base[..], &["--set", "hour=21"]].concat()));
    for word in ["现在", "改了以后", "起点：样样平均", "模型的答案", "走的路标出来了"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    let far = printed(&fupan(shop, &[&base[..], &["--set", "price=1000000"]].concat()));
    assert!(far.contains("  ! "), "{far}");
    let (code, said) = failed(shop, &["predict", "--question", "products", "--from", "没有的"]);
    assert!(code == 1 && said.contains("没有找到「没有的」"), "{said}");
}

#[test]
fn thresholds_are_listed_and_move_with_what_a_contact_costs() {
    let folder = shop();
    let folder = folder.path();
    asked(folder, &["train", "--question", "products", "--model", "logistic"]);
    let lines = ["models", "--question", "products", "--thresholds"];
    let free = asked(folder, &lines);
    let rows = free["thresholds"].as_array().unwrap();
    assert!(rows.len() > 20 && free["worth_of_one"].as_f64().unwrap() > 0.0);
    assert_eq!((&free["contact_cost"], &free["currency"]), (&json!(0.0), &json!("CNY")));
    assert_eq!(free["best"], rows.len() - 1, "where contacts cost nothing the widest line is best");
    let said = printed(&fupan(folder, &lines));
    assert!(said.contains("没说成本，按 0 算") && !said.contains("[最划算]"), "{said}");

    // A click that costs nearly what a click of the middling brings.
    let worth = free["worth_of_one"].as_f64().unwrap();
    let cost = format!("{:.2}", worth * 0.13);
    let dear = asked(folder, &[&lines[..3], &["--contact-cost", &cost]].concat());
    let best = dear["best"].as_u64().unwrap() as usize;
    assert!(best + 1 < rows.len(), "a dear contact asks for a stricter line");
    let net = |row: &Value| row["net"].as_f64().unwrap();
    let rows = dear["thresholds"].as_array().unwrap();
    assert!(rows.iter().all(|row| net(row) <= net(&rows[best])));
    let row = &rows[best];
    let figure = |key: &str| row[key].as_f64().unwrap();
    let expected =
        worth * figure("true_positive") - dear["contact_cost"].as_f64().unwrap() * figure("called");
    assert!((net(row) - expected).abs() < 1e-6 * expected.abs());
    // It is kept, and the list says which line is best.
    assert_eq!(asked(folder, &lines)["best"], dear["best"]);
    let said = printed(&fupan_in("en", folder, &lines));
    assert!(said.contains("[best]") && said.contains("is left"), "{said}");
    for bad in ["-1", "cheap"] {
        assert_eq!(failed(folder, &[&lines[..3], &["--contact-cost", bad]].concat()).0, 2, "{bad}");
    }
    assert_eq!(asked(folder, &lines)["best"], dear["best"], "what means nothing is not kept");
    // Amounts have no line.
    asked(folder, &["train", "--question", "session-sales", "--model", "linear"]);
    let (code, said) = failed(folder, &["models", "--question", "session-sales", "--thresholds"]);
    assert!(code == 1 && said.contains("没有可画的线"), "{said}");
}
