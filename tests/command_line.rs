//! The command line as a person and a script use it, on the sample data.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn fupan(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(["--lang", "zh", "--store"])
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

fn sample(part: &str) -> String {
    format!("{}/sample_data/{part}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_sample_data_goes_in_whole() {
    let folder = tempfile::tempdir().unwrap();
    let parts = [sample("shanhe"), sample("guangying"), sample("chujian")];
    let args: Vec<&str> =
        ["import", "--json"].into_iter().chain(parts.iter().map(String::as_str)).collect();
    let first = json(&fupan(folder.path(), &args));
    assert_eq!(first["sessions"], 67);
    assert!(first["order_lines"].as_u64().unwrap() > 15_000);
    assert!(first["failed"].as_array().unwrap().is_empty());
    for file in first["files"].as_array().unwrap() {
        assert_eq!(file["rows_rejected"], 0, "{}", file["path"]);
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
    let models = buyers["models"].as_array().unwrap();
    assert!(models.iter().any(|model| model["verdict"] == "usable"), "{buyers:#}");
    let tree = models.iter().find(|model| model["name"] == "tree").unwrap();
    assert!(tree["roc_auc"].as_f64().unwrap() > 0.6);

    let plan = json(&fupan(
        folder.path(),
        &["plan", "--viewers", "14000", "--minutes", "180", "--goal", "50000", "--json"],
    ));
    let shares: f64 =
        plan["items"].as_array().unwrap().iter().map(|item| item["share"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9, "{shares}");

    let undone = json(&fupan(folder.path(), &["imports", "--undo", "1", "--json"]));
    assert!(undone["rows_removed"].as_u64().unwrap() > 90_000);
    let left = json(&fupan(folder.path(), &["show", "sessions", "--json"]));
    assert!(left["rows"].as_array().unwrap().is_empty());
}

#[test]
fn the_command_line_answers_with_json() {
    let folder = tempfile::tempdir().unwrap();
    let spec = sample("founding_case.toml");
    let plan = json(&fupan(folder.path(), &["plan", "--spec", &spec, "--json"]));
    assert_eq!(plan["goal"]["target"], 100_000.0);
    assert_eq!(plan["goal"]["value_per_viewer_needed"], 100.0);
    assert_eq!(plan["goal"]["probability"], 0.0);
    let kinds = json(&fupan(folder.path(), &["kinds", "--json"]));
    assert!(kinds["kinds"].as_array().unwrap().len() >= 9);
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
