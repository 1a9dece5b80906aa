//! Help and wrong words, in both languages.

use std::path::Path;
use std::process::Command;

use super::{asked, failed, fupan, fupan_in, printed, sample, shops};

const COMMANDS: [&str; 20] = [
    "actions",
    "demo",
    "import",
    "imports",
    "kinds",
    "show",
    "set",
    "note",
    "review",
    "train",
    "drift",
    "predict",
    "models",
    "recommend",
    "plan",
    "plans",
    "evaluate",
    "report",
    "check",
    "privacy",
];

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_speaks_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let help = |lang: &str, args: &[&str]| printed(&fupan_in(lang, folder.path(), args));
    let zh = help("zh", &["--help"]);
    for word in ["用法：", "命令：", "参数：", "选项：", "复盘"] {
        assert!(zh.contains(word), "{word}: {zh}");
    }
    for word in ["Usage", "Options", "Commands", "Print", "possible", "default"] {
        assert!(!zh.contains(word), "{word}: {zh}");
    }
    let en = help("en", &["--help"]);
    assert!(en.contains("Usage:") && en.contains("Options:") && !has_chinese(&en), "{en}");
    for command in COMMANDS {
        let zh = help("zh", &[command, "--help"]);
        let en = help("en", &[command, "--help"]);
        assert!(
            zh.contains("用法：")
                && zh.contains("选项：")
                && zh.contains("--json") == en.contains("--json")
        );
        assert!(!has_chinese(&en), "{en}");
        // Every line that explains an argument explains it in Chinese.
        for line in zh.lines().filter(|line| line.trim_start().starts_with('-')) {
            assert!(has_chinese(line), "{command}: {line}");
        }
        assert_eq!(help("zh", &["help", command]), zh, "{command}");
    }
    let plan = help("zh", &["plan", "--help"]);
    assert!(plan.contains("可选：gmv、net、profit、orders"), "{plan}");
    assert!(plan.contains("默认 42"), "{plan}");
    assert_eq!(failed(folder.path(), &["help", "nosuch"]).0, 2);
}

#[test]
fn help_follows_the_system_when_nothing_is_said() {
    let help = |locale: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_fupan"))
            .arg("--help")
            .env("LC_ALL", locale)
            .env("LANG", locale)
            .output()
            .unwrap();
        printed(&output)
    };
    assert!(help("zh_CN.UTF-8").contains("用法："));
    assert!(help("en_GB.UTF-8").contains("Usage:"));
}

#[test]
fn wrong_words_are_code_2_and_say_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let plan = ["plan", "--viewers", "100", "--minutes", "60"];
    let plan_with = |more: &[&'static str]| [&plan[..], more].concat();
    for (args, zh, en) in [
        (vec!["plan", "--viewers", "0", "--minutes", "60"], "大于 0", "above 0"),
        (vec!["plan", "--viewers", "-5", "--minutes", "60"], "大于 0", "above 0"),
        (vec!["plan", "--viewers", "nan", "--minutes", "60"], "大于 0", "above 0"),
        (vec!["plan", "--viewers", "many", "--minutes", "60"], "大于 0", "above 0"),
        (vec!["plan", "--viewers", "100", "--minutes", "0"], "1 到 1440", "1 to 1440"),
        (vec!["plan", "--viewers", "100", "--minutes", "1441"], "1 到 1440", "1 to 1440"),
        (plan_with(&["--objective", "foo"]), "gmv、net、profit、orders", "gmv, net, profit"),
        (
            plan_with(&["--method", "magic"]),
            "auto、water、dp、lp、explore、equal",
            "auto, water, dp, lp",
        ),
        (plan_with(&["--explore", "3"]), "0 到 1", "from 0 to 1"),
        (plan_with(&["--goal", "0"]), "大于 0", "above 0"),
        (plan_with(&["--goal", "-1"]), "大于 0", "above 0"),
        (plan_with(&["--seed", "-1"]), "0 或更大", "from 0 up"),
        (plan_with(&["--save", ""]), "写一个名字", "a name"),
        (vec!["plan"], "--viewers：写大于 0 的数", "--minutes: Give a whole number"),
        (vec!["show"], "sessions、products", "sessions, products"),
        (vec!["review", "--session", ""], "fupan show sessions", "fupan show sessions"),
        (vec!["set", "--product", "", "price=1"], "fupan show products", "fupan show products"),
        (vec!["recommend", "-n", "0"], "1 到 1000", "1 to 1000"),
        (vec!["recommend", "--viewer", ""], "代号", "viewer's id"),
        (vec!["recommend", "--segment", "nobody"], "new、returning", "new, returning"),
        (vec!["recommend", "--evaluate", "--protocol", "x"], "time、random、last", "time, random"),
        (vec!["train", "--question", "weather"], "buyers、products、session-sales", "buyers,"),
        (vec!["train", "--question", "buyers", "--depth", "0"], "1 到 30", "1 to 30"),
        (vec!["train", "--question", "buyers", "--min-leaf", "0"], "1 或更大", "from 1 up"),
        (vec!["train", "--question", "buyers", "--model", "x"], "linear、logistic", "linear,"),
        (vec!["train", "--question", "buyers", "--engine", "x"], "fupan、linfa", "fupan, linfa"),
        (vec!["train"], "--question", "--question"),
        (vec!["predict", "--question", "buyers", "--model-id", "x"], "整数", "number of a model"),
        (vec!["predict", "--question", "buyers", "--set", "=3"], "特征=值", "FEATURE=VALUE"),
        (vec!["show", "nothing"], "sessions、products", "sessions, products"),
        (vec!["show", "sessions", "--from", "soon"], "2026-11-01", "2026-11-01"),
        (vec!["show", "sessions", "--from", "2026-02-30"], "2026-11-01", "2026-11-01"),
        (vec!["show", "sessions", "--from", "2026-12-01", "--to", "2026-01-01"], "对调", "Swap"),
        (vec!["show", "sessions", "--csv", "--json"], "不能一起用", "cannot be used together"),
        (vec!["note", "--minute", "-3", "x"], "0 或更大", "from 0 up"),
        (vec!["note", ""], "不能是空的", "cannot be empty"),
        (vec!["note", "--minute", "3"], "要记下的话", "the words of the note"),
        (vec!["imports", "--undo", "x"], "fupan imports", "fupan imports"),
        (vec!["import", "x.csv", "--kind", "foo"], "tiktok.orders", "tiktok.orders"),
        (vec!["import"], "文件或文件夹的路径", "a file or folder"),
        (vec!["set"], "例如 unit_cost=12.5", "such as unit_cost"),
        (vec!["report"], "--out", "--out"),
        (vec!["report", "--out", "r.docx"], ".html", ".html"),
        (vec!["kinds", "extra"], "不认识「extra」", "'extra' means nothing"),
        (vec!["kinds", "--jsno"], "--json", "--json"),
        (vec!["kinds", "--json", "--json"], "只能写一次", "once only"),
        (vec!["-x"], "fupan --help", "fupan --help"),
    ] {
        for (lang, wanted) in [("zh", zh), ("en", en)] {
            let output = fupan_in(lang, folder.path(), &args);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            assert!(said.contains(wanted), "{args:?}: {said}");
            assert!(output.stdout.is_empty(), "{args:?}");
            assert_eq!(has_chinese(&said), lang == "zh", "{args:?}: {said}");
            for english in ["error:", "invalid value", "Usage:", "unexpected"] {
                assert!(!said.contains(english), "{args:?}: {said}");
            }
        }
    }
    assert!(!folder.path().join("a.fupan").exists());
}

/// Whether the reader of a pipe goes away is not the program's business.
#[test]
fn a_closed_pipe_ends_in_silence() {
    use std::io::{BufRead as _, BufReader, Read as _};
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    printed(&fupan(
        folder.path(),
        &["import", &sample("shanhe/minutes.csv"), &sample("shanhe/sessions.csv")],
    ));
    for format in [&[][..], &["--json"], &["--csv"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_fupan"))
            .arg("--store")
            .arg(folder.path().join("a.fupan"))
            .args(["show", "minutes"])
            .args(format)
            .env("FUPAN_DATA_DIR", folder.path().join("data"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut reader = BufReader::with_capacity(16, child.stdout.take().unwrap());
        reader.read_line(&mut line).unwrap();
        assert!(!line.is_empty());
        drop(reader);
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{format:?}");
        assert_eq!(said, "", "{format:?}");
    }
}

/// Somebody who writes into a full disk must not believe that all is there.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_the_output_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let full = std::fs::OpenOptions::new().write(true).open(Path::new("/dev/full")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(["--lang", "zh", "kinds"])
        .env("FUPAN_DATA_DIR", folder.path())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("磁盘满了"));
}

#[test]
fn a_session_has_one_id_in_every_table() {
    let shop = shops();
    let shop = shop.path();
    let sessions = asked(shop, &["show", "sessions"]);
    let ids: Vec<&str> = sessions["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["session_id"].as_str().unwrap())
        .collect();
    assert!(ids.iter().any(|id| id.len() > 10), "the platform's own: {ids:?}");
    for table in ["segments", "orders", "events"] {
        let rows = asked(shop, &["show", table]);
        let mut named = 0;
        for row in
            rows["rows"].as_array().unwrap().iter().filter(|row| !row["session_id"].is_null())
        {
            assert!(ids.contains(&row["session_id"].as_str().unwrap()), "{table}: {row}");
            named += 1;
        }
        assert!(named > 0, "{table}");
    }
    // And `--session` takes it.
    for id in &ids {
        let one = asked(shop, &["show", "sessions", "--session", id]);
        assert_eq!(one["rows"].as_array().unwrap().len(), 1, "{id}");
        assert_eq!(one["rows"][0]["session_id"], *id);
        for row in asked(shop, &["show", "products", "--session", id])["rows"].as_array().unwrap() {
            assert_eq!(row["session_id"], *id);
        }
    }
}
