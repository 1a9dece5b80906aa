//! Files and values that cannot be used: what is said, and that nothing is made or changed.

use serde_json::Value;

use super::{asked, failed, fupan, fupan_in, printed, sample, shops};

/// Words of libraries and of the system that must not reach people who read Chinese.
const FOREIGN: [&str; 12] = [
    "os error",
    "No such",
    "Is a directory",
    "invalid",
    "Invalid",
    "EOCD",
    "expected",
    "zip",
    "SQLite",
    "malformed",
    "denied",
    "not found",
];

#[test]
fn a_failed_import_makes_no_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("odd.csv"), "a,b\n1,2\n").unwrap();
    std::fs::write(path("cut.zip"), b"PK\x03\x04 and no more").unwrap();
    std::fs::write(path("empty.csv"), "").unwrap();
    std::fs::create_dir(path("nothing")).unwrap();
    for names in [&["odd.csv"][..], &["missing.csv"], &["cut.zip", "empty.csv"], &["nothing"]] {
        let paths: Vec<String> = names.iter().map(|name| path(name)).collect();
        let mut args = vec!["import"];
        args.extend(paths.iter().map(String::as_str));
        for json in [false, true] {
            let args = [&args[..], if json { &["--json"] } else { &[] }].concat();
            let output = fupan(folder.path(), &args);
            assert_eq!(output.status.code(), Some(1), "{names:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(!said.trim().is_empty(), "{names:?}");
            if !json {
                assert!(output.stdout.is_empty(), "no table of nothing: {names:?}");
                assert!(said.lines().last().unwrap().starts_with("  "), "what to do: {said}");
            }
            for made in ["a.fupan", "a.fupan-lock", "a.fupan-wal"] {
                assert!(!folder.path().join(made).exists(), "{names:?}: {made}");
            }
        }
    }
    // One file that can be read is enough.
    let both = ["import", &path("odd.csv"), &sample("chujian/events.csv")];
    assert_eq!(fupan(folder.path(), &both).status.code(), Some(3));
    assert!(folder.path().join("a.fupan").exists());
    assert!(!asked(folder.path(), &["show", "events"])["rows"].as_array().unwrap().is_empty());
    // A store that was there stays as it is.
    let before = std::fs::read(folder.path().join("a.fupan")).unwrap();
    assert_eq!(failed(folder.path(), &["import", &path("odd.csv")]).0, 1);
    assert_eq!(std::fs::read(folder.path().join("a.fupan")).unwrap(), before);
}

#[test]
fn what_libraries_and_the_system_say_does_not_reach_people() {
    let folder = shops();
    let folder = folder.path();
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(path("cut.zip"), b"PK\x03\x04 and no more").unwrap();
    let book = std::fs::read(sample("chujian/直播间列表_2026-10-14_2026-11-11.xlsx")).unwrap();
    std::fs::write(path("cut.xlsx"), &book[..3_000]).unwrap();
    std::fs::create_dir(path("folder.html")).unwrap();
    std::fs::write(path("file"), "x").unwrap();
    std::fs::write(path("bad.toml"), "kind = \"events\n").unwrap();
    std::fs::write(path("latin.toml"), b"kind = \"\xe9\"\n").unwrap();
    let csv = sample("chujian/events.csv");
    for args in [
        &["import", &path("cut.zip")][..],
        &["import", &path("cut.xlsx")],
        &["import", &path("missing.csv")],
        &["import", &csv, "--template", &path("missing.toml")],
        &["import", &csv, "--template", &path("folder.html")],
        &["import", &csv, "--template", &path("latin.toml")],
        &["plan", "--spec", &path("missing.toml")],
        &["plan", "--spec", &path("folder.html")],
        &["train", "--question", "buyers", "--folds", &path("folder.html")],
        &["report", "--out", &path("no/r.html")],
        &["report", "--out", &path("file/r.html")],
        &["report", "--out", &path("folder.html")],
    ] {
        for lang in ["zh", "en"] {
            let output = fupan_in(lang, folder, args);
            assert_eq!(output.status.code(), Some(1), "{args:?}");
            let said = String::from_utf8(output.stderr).unwrap();
            let names: Vec<&str> = args.iter().copied().filter(|arg| arg.contains('/')).collect();
            let rest = names.iter().fold(said.clone(), |text, name| text.replace(name, ""));
            assert!(rest.lines().count() >= 3, "what, why and what to do: {said}");
            if lang == "zh" {
                for word in FOREIGN {
                    assert!(!rest.replace(".zip", "").contains(word), "{word}: {said}");
                }
            } else {
                assert!(!rest.contains("os error"), "{said}");
            }
        }
    }
    // What a library said of a text is marked as its own words.
    let (_, said) = failed(folder, &["import", &csv, "--template", &path("bad.toml")]);
    assert!(
        said.contains("少了引号") && said.contains("（原话：") && said.contains("说明文档"),
        "{said}"
    );
    // The reader's words are there for whoever mends the file.
    let output = fupan(folder, &["import", &path("cut.zip"), "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["failed"][0]["cause"].as_str().unwrap().contains("damaged"), "{report:#}");
    assert!(!report["failed"][0]["detail"].as_str().unwrap().contains("EOCD"), "{report:#}");
}

#[test]
fn a_store_that_cannot_be_used_is_told_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("a.fupan");
    let tell = |what: &str| {
        for lang in ["zh", "en"] {
            let output = fupan_in(lang, folder.path(), &["imports"]);
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{what}: {said}");
            assert!(said.lines().count() >= 3, "{what}: {said}");
            if lang == "zh" {
                for word in FOREIGN {
                    assert!(!said.contains(word), "{what}, {word}: {said}");
                }
            }
        }
    };
    std::fs::write(&store, b"SQLite format 3\0 and nothing more").unwrap();
    tell("no database");
    std::fs::write(&store, "just a text that is long enough to be read as something").unwrap();
    tell("a text");
    std::fs::write(&store, "").unwrap();
    tell("empty");
    std::fs::remove_file(&store).unwrap();
    std::fs::create_dir(&store).unwrap();
    tell("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(["--lang", "zh", "import", &sample("chujian/events.csv"), "--store"])
        .arg(file.join("b.fupan"))
        .env("FUPAN_DATA_DIR", folder.path().join("data"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("不能写入") && !said.contains("os error"), "{said}");
}

#[test]
fn many_files_are_remarked_on_in_few_lines() {
    let folder = tempfile::tempdir().unwrap();
    let text = printed(&fupan(folder.path(), &["import", &sample("shanhe")]));
    let marked = |line: &&str| line.starts_with("  ! ") || line.starts_with("  · ");
    let remarks: Vec<&str> = text.lines().filter(marked).collect();
    assert!((3..=15).contains(&remarks.len()), "{}: {remarks:#?}", remarks.len());
    let report = asked(folder.path(), &["import", "--dry-run", &sample("shanhe")]);
    let files = report["files"].as_array().unwrap();
    let said: usize = files.iter().map(|file| file["warnings"].as_array().unwrap().len()).sum();
    assert!(said > 3 * remarks.len(), "each file's own are in the JSON: {said}");
    let skus = remarks.iter().find(|line| line.contains("SKU")).unwrap();
    assert!(skus.contains(".xlsx › ") && skus.contains(" 个文件"), "{skus}");
}

#[test]
fn notes_are_told_by_the_clock_of_their_session() {
    let shop = shops();
    let shop = shop.path();
    // The session began at 20:00:16 in Kuala Lumpur, whatever zone the reader sits in.
    for zone in ["America/New_York", "Asia/Shanghai", "UTC"] {
        let run = |args: &[&str]| {
            let output = std::process::Command::new(env!("CARGO_BIN_EXE_fupan"))
                .arg("--store")
                .arg(shop.join("a.fupan"))
                .args(args)
                .env("FUPAN_DATA_DIR", shop.join("data"))
                .env("TZ", zone)
                .output()
                .unwrap();
            printed(&output)
        };
        let text = run(&["note", "--session", "1", "--minute", "35", "音量太小"]);
        assert!(text.contains("20:35 音量太小"), "{zone}: {text}");
        let notes: Value =
            serde_json::from_str(&run(&["note", "--session", "1", "--json"])).unwrap();
        assert_eq!(notes["notes"][0]["at"], "2026-09-18T20:35:16+08:00");
    }
}

#[test]
fn a_viewer_nobody_knows_is_said_to_be_unknown() {
    let shop = shops();
    let shop = shop.path();
    let list = asked(shop, &["recommend", "--viewer", "nobody at all", "-n", "3"]);
    assert_eq!(list["viewer_known"], false);
    assert!(list["notes"][0].as_str().unwrap().contains("没有这位观众"), "{list:#}");
    assert_eq!(list["items"].as_array().unwrap().len(), 3);
    for (lang, said) in [("zh", "没有这位观众"), ("en", "Nothing is known of this viewer")] {
        let text = printed(&fupan_in(lang, shop, &["recommend", "--viewer", "nobody at all"]));
        assert!(text.starts_with(said), "{text}");
    }
    // A viewer with only events is known; the list still says when nothing was bought.
    let events = std::fs::read_to_string(sample("chujian/events.csv")).unwrap();
    let mut lines = events.lines();
    let at = lines.next().unwrap().split(',').position(|head| head.contains("viewer")).unwrap();
    let viewer = lines.next().unwrap().split(',').nth(at).unwrap();
    let list = asked(shop, &["recommend", "--viewer", viewer]);
    assert_eq!(list["viewer_known"], true, "{viewer}: {list:#}");
    assert!(asked(shop, &["recommend"]).get("viewer_known").is_none());
}

#[test]
fn a_stock_that_is_no_number_of_pieces_is_remarked_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows = "A1,杯子,家居,19.9,无\nA2,碗,家居,29.9,-3\nA3,盘,家居,9.9,5\nA4,壶,家居,99,2.5\n\
                A5,勺,家居,5,\nA6,筷,家居,5,0\n";
    std::fs::write(path("p.csv"), format!("id,name,category,price,stock\n{rows}")).unwrap();
    let report = asked(folder.path(), &["import", &path("p.csv"), "--kind", "products"]);
    let file = &report["files"][0];
    assert_eq!((&file["rows_stored"], &file["rows_rejected"]), (&6.into(), &0.into()));
    let warning = &file["warnings"][0];
    assert_eq!((&warning["code"], &warning["count"]), (&"stock_not_read".into(), &3.into()));
    let rows = asked(folder.path(), &["show", "products"]);
    let stock: Vec<Option<i64>> =
        rows["rows"].as_array().unwrap().iter().map(|row| row["stock"].as_i64()).collect();
    assert_eq!(stock, [None, None, Some(5), None, None, Some(0)]);
    let text = printed(&fupan_in(
        "en",
        folder.path(),
        &["import", "--dry-run", &path("p.csv"), "--kind", "products"],
    ));
    assert!(text.contains("already") || text.contains("0 for none"), "{text}");

    // The same in a plan, and on the command line.
    for stock in ["-3", "\"无\"", "2.5"] {
        let spec = format!(
            "[session]\nminutes = 60\nviewers = 100\n[[product]]\nid = \"A\"\nconversion = 0.03\nprice = 5\nstock = {stock}\n"
        );
        std::fs::write(path("plan.toml"), spec).unwrap();
        let (code, said) = failed(folder.path(), &["plan", "--spec", &path("plan.toml")]);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(&format!("stock = {stock}")) && said.contains("没货写 0"), "{said}");
        assert!(!said.contains("u64"), "{said}");
        let value = format!("stock={}", stock.trim_matches('"'));
        let (code, said) = failed(folder.path(), &["set", "--product", "A3", &value]);
        assert!(code == 2 && said.contains("stock（件"), "{said}");
    }
}
