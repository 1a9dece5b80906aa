//! The command line as a person and a script use it, on the sample data.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "command_line/actions.rs"]
mod actions;
#[path = "command_line/attacks.rs"]
mod attacks;
#[path = "command_line/browser.rs"]
mod browser;
#[path = "command_line/cleaning.rs"]
mod cleaning;
#[path = "command_line/data.rs"]
mod data;
#[path = "command_line/experiment.rs"]
mod experiment;
#[path = "command_line/hosts.rs"]
mod hosts;
#[path = "command_line/imports.rs"]
mod imports;
#[path = "command_line/insight.rs"]
mod insight;
#[path = "command_line/kinds.rs"]
mod kinds;
#[path = "command_line/map.rs"]
mod map;
#[path = "command_line/models.rs"]
mod models;
#[path = "command_line/offer.rs"]
mod offer;
#[path = "command_line/periods.rs"]
mod periods;
#[path = "command_line/privacy.rs"]
mod privacy;
#[path = "command_line/report.rs"]
mod report;
#[path = "command_line/review.rs"]
mod review;
#[path = "command_line/trouble.rs"]
mod trouble;
#[cfg(feature = "gui")]
#[path = "command_line/window.rs"]
mod window;
#[path = "command_line/words.rs"]
mod words;

#[path = "pages_support/broken.rs"]
mod broken;

use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

fn fupan(folder: &Path, args: &[&str]) -> Output {
    fupan_in("zh", folder, args)
}

fn fupan_in(lang: &str, folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(["--lang", lang, "--store"])
        .arg(folder.join("a.fupan"))
        .args(args)
        .env("FUPAN_DATA_DIR", folder.join("data"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a command prints as JSON when it is done.
fn asked(folder: &Path, args: &[&str]) -> Value {
    json(&fupan(folder, &[args, &["--json"]].concat()))
}

/// The exit code and, in one text, what was said on standard error.
fn failed(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = fupan(folder, args);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has_keys(value: &Value, wanted: &[&str]) {
    let found = keys(value);
    for key in wanted {
        assert!(found.contains(key), "no {key} in {found:?}");
    }
}

/// An interval whose ends are in order.
fn interval(value: &Value) -> (f64, f64) {
    let (low, high) = (value["low"].as_f64().unwrap(), value["high"].as_f64().unwrap());
    assert!(low <= high && value["level"] == 0.8, "{value}");
    (low, high)
}

/// A folder with a store of its own that holds the two smaller shops: 15 sessions, 9 products
/// and more. They are imported once.
fn shops() -> TempDir {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        printed(&fupan(folder.path(), &["import", &sample("guangying"), &sample("chujian")]));
        folder
    });
    copy_of(made)
}

/// Another folder with the same store.
fn copy_of(made: &TempDir) -> TempDir {
    let own = tempfile::tempdir().unwrap();
    std::fs::create_dir(own.path().join("data")).unwrap();
    for file in ["a.fupan", "data/identity.key"] {
        std::fs::copy(made.path().join(file), own.path().join(file)).unwrap();
    }
    own
}

fn sample(part: &str) -> String {
    format!("{}/sample_data/{part}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_sample_data_goes_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    // The whole folder, as `demo` takes it: everything in it that could be an export is one.
    let all = sample("");
    let args = ["import", "--json", all.as_str()];
    let first = json(&fupan(folder.path(), &args));
    assert_eq!(first["sessions"], 67);
    assert!(first["order_lines"].as_u64().unwrap() > 15_000);
    assert!(first["failed"].as_array().unwrap().is_empty());
    for file in first["files"].as_array().unwrap() {
        assert_eq!(file["rows_rejected"], 0, "{}", file["path"]);
        assert!(file["unknown_columns"].as_array().unwrap().is_empty(), "{}", file["path"]);
    }

    // The same files again change nothing.
    let again = json(&fupan(folder.path(), &args));
    assert_eq!(again["import"], Value::Null);
    assert_eq!(again["order_lines"], first["order_lines"]);

    // What the platform says of the last session is what its parts add up to.
    let review = json(&fupan(folder.path(), &["review", "--json"]));
    let metric = |key: &str| {
        let all = review["metrics"].as_array().unwrap();
        all.iter().find(|metric| metric["key"] == key).unwrap()["value"].as_f64().unwrap()
    };
    assert!((metric("paid_amount") - 42_090.0).abs() < 1_000.0);

    // The giveaway that looks good pooled and is bad within sessions is warned about.
    let buyers = json(&fupan(folder.path(), &["train", "--question", "buyers", "--json"]));
    let warnings = buyers["warnings"].as_array().unwrap();
    let confounded = warnings.iter().find(|warning| warning["code"] == "confounded").unwrap();
    assert_eq!(confounded["columns"], serde_json::json!(["giveaway_seen"]));
    assert!(confounded["before"].as_f64().unwrap() > 0.0);
    assert!(confounded["after"].as_f64().unwrap() < 0.0);
    let models = buyers["models"].as_array().unwrap();
    assert!(models.iter().any(|model| model["verdict"] == "usable"), "{buyers:#}");
    let tree = models.iter().find(|model| model["name"] == "tree").unwrap();
    assert!(tree["roc_auc"].as_f64().unwrap() > 0.6);

    let said =
        "「看过福利款」放在一起看是好的，同一场里比却是坏的：多半是那些场次本来就好。别当成原因。";
    assert_eq!(confounded["message"], said);

    let plan = json(&fupan(
        folder.path(),
        &["plan", "--viewers", "14000", "--minutes", "180", "--goal", "50000", "--json"],
    ));
    let shares: f64 =
        plan["items"].as_array().unwrap().iter().map(|item| item["share"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");

    // Two other shops lie in the store: neither the list nor the plan takes their products.
    let others = ["3719004", "1730884"];
    let list = json(&fupan(folder.path(), &["recommend", "-n", "60", "--json"]));
    assert!(list["items"].as_array().unwrap().len() > 20);
    for item in [&list, &plan].into_iter().flat_map(|of| of["items"].as_array().unwrap()) {
        let id = item["product_id"].as_str().unwrap();
        assert!(!others.iter().any(|shop| id.starts_with(shop)), "{item:#}");
    }

    let undone = json(&fupan(folder.path(), &["imports", "--undo", "1", "--json"]));
    assert!(undone["rows_removed"].as_u64().unwrap() > 90_000);
    let left = json(&fupan(folder.path(), &["show", "sessions", "--json"]));
    assert!(left["rows"].as_array().unwrap().is_empty());
}

#[test]
fn a_word_that_is_neither_command_nor_file_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let (code, said) = failed(folder.path(), &["nosuch"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("没有「nosuch」这个命令，也没有这个文件"), "{said}");
    let (code, said) = failed(folder.path(), &["reviw"]);
    assert!(code == 2 && said.contains("fupan review"), "{said}");
    // One file of several is missing: nothing is opened for the others.
    let (code, said) = failed(folder.path(), &[&sample("chujian/events.csv"), "gone.csv"]);
    assert!(code == 2 && said.contains("gone.csv"), "{said}");
    // A file that is there needs a window, and here is none.
    let (code, said) = failed(folder.path(), &[&sample("chujian/events.csv")]);
    assert!(code == 1 && said.contains("打不开窗口"), "{said}");
}

#[test]
fn failures_say_what_to_do_and_end_with_their_code() {
    let folder = tempfile::tempdir().unwrap();
    let missing = fupan(folder.path(), &["review"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("找不到数据文件"));
    assert_eq!(fupan(folder.path(), &["train"]).status.code(), Some(2));
    let odd = folder.path().join("odd.csv");
    std::fs::write(&odd, "").unwrap();
    let empty = fupan(folder.path(), &["import", odd.to_str().unwrap()]);
    assert_eq!(empty.status.code(), Some(1));
}
