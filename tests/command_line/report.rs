//! Reports, workbooks, tables and pictures from the command line, and what comments ask.

use std::path::Path;
use std::time::{Duration, Instant};

use super::{asked, failed, fupan, fupan_in, has_keys, printed, shops};
use calamine::{Data, Reader, Xlsx, open_workbook};

fn write(lang: &str, shop: &Path, args: &[&str]) -> String {
    printed(&fupan_in(lang, shop, &[&["report"], args].concat()))
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(value)) => Some(*value),
        _ => None,
    }
}

#[test]
fn a_workbook_holds_the_numbers_of_the_review() {
    let shop = shops();
    let shop = shop.path();
    let review = asked(shop, &["review", "--session", "2"]);
    for (lang, cards, dictionary) in
        [("zh", "指标", "数据字典"), ("en", "Metrics", "Data dictionary")]
    {
        let path = shop.join(format!("{lang}.xlsx"));
        let out = path.to_str().unwrap();
        assert!(write(lang, shop, &["--session", "2", "--out", out]).contains(out));
        let mut book: Xlsx<_> = open_workbook(&path).unwrap();
        let names = book.sheet_names();
        assert!(names.len() >= 7, "{names:?}");
        assert_eq!(names.last().map(String::as_str), Some(dictionary));
        let sheet = book.worksheet_range(cards).unwrap();
        let mut compared = 0;
        for row in 1..sheet.height() {
            let Some(Data::String(key)) = sheet.get((row, 0)) else {
                panic!("row {row} has no key");
            };
            let metrics = review["metrics"].as_array().unwrap();
            let metric = metrics.iter().find(|metric| metric["key"] == key.as_str()).unwrap();
            assert_eq!(number(sheet.get((row, 2))), metric["value"].as_f64(), "{key}");
            compared += usize::from(metric["value"].is_f64() || metric["value"].is_i64());
        }
        assert!(compared >= 4, "{compared}");
        let products = book.worksheet_range(lang_pick(lang, "商品", "Products")).unwrap();
        assert_eq!(products.height() - 1, review["products"].as_array().unwrap().len());
    }
}

fn lang_pick(lang: &str, zh: &'static str, en: &'static str) -> &'static str {
    if lang == "zh" { zh } else { en }
}

#[test]
fn tables_are_written_one_by_one_or_all_at_once() {
    let shop = shops();
    let shop = shop.path();
    let one = shop.join("one.csv");
    write("en", shop, &["--session", "2", "--out", one.to_str().unwrap()]);
    let text = std::fs::read_to_string(&one).unwrap();
    assert!(text.starts_with("\u{feff}Key,Metric,Value"), "{text}");

    let out = one.to_str().unwrap();
    write("en", shop, &["--table", "products", "--session", "2", "--out", out]);
    assert!(std::fs::read_to_string(&one).unwrap().starts_with("\u{feff}Product,Amount"));

    let said = write("en", shop, &["--table", "all", "--session", "2", "--out", out]);
    assert!(said.contains("files written") && said.contains("one-cards.csv"), "{said}");
    assert!(shop.join("one-dictionary.csv").exists() && shop.join("one-minutes.csv").exists());

    let folder = shop.join("tables/");
    let folder = format!("{}/", folder.to_str().unwrap().trim_end_matches('/'));
    write("zh", shop, &["--page", "products", "--out", &folder]);
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.contains(&"products.csv".to_owned()), "{names:?}");
    assert!(names.contains(&"history.csv".to_owned()), "{names:?}");
    for word in ["sessions", "hours"] {
        let out = shop.join(format!("{word}.csv"));
        let args = ["--page", "overview", "--table", word, "--out", out.to_str().unwrap()];
        write("zh", shop, &args);
        assert!(std::fs::read_to_string(&out).unwrap().lines().count() > 2, "{word}");
    }
}

/// What is written of the overview is what the screen shows, the chosen cards among it.
#[test]
fn the_overview_is_written_with_the_cards_that_were_chosen() {
    let shop = shops();
    let shop = shop.path();
    let out = shop.join("cards.csv");
    let names = || {
        let args = ["--page", "overview", "--table", "cards", "--out", out.to_str().unwrap()];
        write("en", shop, &args);
        let text = std::fs::read_to_string(&out).unwrap();
        text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let usual: Vec<String> = names();
    assert_eq!(usual.len(), 8);
    let chosen = "roi,net_gmv,viewers,margin,click_rate,order_rate,gpm,per_order";
    printed(&fupan(shop, &["set", &format!("overview_cards={chosen}")]));
    let now: Vec<String> = names();
    assert_eq!(now.join(","), chosen);
}

#[test]
fn every_page_has_a_long_picture_and_every_chart_one_of_its_own() {
    let shop = shops();
    let shop = shop.path();
    let out = shop.join("x.png");
    let out = out.to_str().unwrap();
    let size = || {
        let bytes = std::fs::read(out).unwrap();
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        let at = |from: usize| u32::from_be_bytes(bytes[from..from + 4].try_into().unwrap());
        (at(16), at(20))
    };
    // Neither shop tells of channels; talks and clicks are those of the other one.
    for (page, charts) in [
        ("review", &["cards", "why", "funnel", "funnel-times", "minutes", "products"][..]),
        ("products", &["prices"]),
        ("overview", &["cards", "trend", "hours"]),
    ] {
        write("zh", shop, &["--page", page, "--out", out]);
        let (width, long) = size();
        assert!(width == 1656 && long > 300, "{page}: {width} × {long}");
        for chart in charts {
            write("en", shop, &["--page", page, "--chart", chart, "--out", out]);
            let (width, height) = size();
            assert!(
                width == 1656 && height > 100 && height <= long + 200,
                "{page} {chart} {height}"
            );
        }
    }
}

#[test]
fn what_cannot_be_written_says_what_can() {
    let shop = shops();
    let shop = shop.path();
    for (code, words, args) in [
        (2, ".html", &["report", "--out", "r.docx"][..]),
        (2, ".csv", &["report", "--table", "cards", "--out", "r.xlsx"]),
        (2, ".png", &["report", "--chart", "minutes", "--out", "r.csv"]),
        (2, "--page products", &["report", "--product", "1", "--out", "r.csv"]),
        (2, "--page evaluate", &["report", "--plan", "x", "--out", "r.html"]),
        (
            2,
            "--page review",
            &["report", "--page", "evaluate", "--session", "2", "--out", "r.html"],
        ),
        (1, "没有这个", &["report", "--page", "evaluate", "--plan", "没有这个", "--out", "r.html"]),
        (1, "HTML", &["report", "--page", "products", "--out", "r.html"]),
        (1, "指标", &["report", "--page", "products", "--table", "cards", "--out", "r.csv"]),
        (1, "漏斗", &["report", "--page", "products", "--chart", "funnel", "--out", "r.png"]),
    ] {
        let (got, said) = failed(shop, args);
        assert_eq!(got, code, "{args:?}: {said}");
        assert!(said.contains(words), "{args:?}: {said}");
    }
}

#[test]
fn a_plan_is_reported_by_its_name() {
    let shop = shops();
    let shop = shop.path();
    for name in ["周五", "周六"] {
        printed(&fupan(shop, &["plan", "--viewers", "800", "--minutes", "120", "--save", name]));
    }
    let out = shop.join("e.html");
    for (more, name, other) in [(&[][..], "周六", "周五"), (&["--plan", "周五"], "周五", "周六")]
    {
        let args = ["--page", "evaluate", "--out", out.to_str().unwrap()];
        write("zh", shop, &[&args, more].concat());
        let html = std::fs::read_to_string(&out).unwrap();
        assert!(html.contains(name) && !html.contains(other), "{more:?}");
    }
    // The page of a session may be named beside it.
    write("zh", shop, &["--page", "review", "--session", "2", "--out", out.to_str().unwrap()]);
}

/// The limit is one second for the optimised program; what tests run is several times slower.
#[test]
fn a_report_of_a_session_takes_a_moment() {
    let shop = shops();
    let shop = shop.path();
    let out = shop.join("r.html");
    let asked = Instant::now();
    write("zh", shop, &["--session", "2", "--out", out.to_str().unwrap()]);
    assert!(asked.elapsed() < Duration::from_secs(20), "{:?}", asked.elapsed());
}

/// One evening with two talks and a few comments.
fn evening() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let sessions = file(
        "sessions.csv",
        "场次id,账号,主播,开播时间,时长,观看人数,订单数,成交金额\n\
         s1,小店,阿禾,2026-11-21 19:00:00,2小时,900,10,1000\n",
    );
    let talks = file(
        "talks.csv",
        "场次id,账号,商品id,商品名称,讲解开始时间,讲解结束时间,成交金额\n\
         s1,小店,p1,挂耳咖啡,2026-11-21 19:00:00,2026-11-21 19:30:00,600\n\
         s1,小店,p2,五常大米,2026-11-21 19:30:00,2026-11-21 20:00:00,400\n",
    );
    let mut said = String::from("场次id,账号,评论时间,评论内容,用户昵称\n");
    for (minute, who, text) in [
        (1, "阿一", "这个多少钱"),
        (2, "阿二", "这个多少钱？"),
        (3, "阿三", "两包39块钱"),
        (12, "阿四", "这个多少钱啊"),
        (13, "阿四", "这个多少钱啊"),
        (35, "阿五", "什么时候发货"),
        (36, "阿六", "上次买的还没发货"),
    ] {
        said += &format!("s1,小店,2026-11-21 19:{minute:02}:00,{text},{who}\n");
    }
    let comments = file("comments.csv", &said);
    asked(folder.path(), &["import", &sessions, &talks, &comments]);
    folder
}

#[test]
fn comments_say_what_is_asked_and_never_who_asked() {
    let shop = evening();
    let shop = shop.path();
    let found = asked(shop, &["comments"]);
    has_keys(&found, &["sessions", "all", "products", "without_time", "outside_talks", "left_out"]);
    let all = &found["all"];
    has_keys(all, &["comments", "read", "asking", "satisfaction", "asked", "complaints"]);
    assert_eq!((&all["comments"], &found["outside_talks"]), (&7.into(), &0.into()));
    let price = &all["asked"][0];
    has_keys(price, &["intent", "count", "timed", "unanswered", "minutes", "groups"]);
    assert_eq!((&price["intent"], &price["count"]), (&"price".into(), &3.into()), "{price}");
    assert_eq!(price["unanswered"], 1, "two were answered within five minutes: {price}");
    assert_eq!(price["groups"][0]["count"], 3, "{price}");
    assert_eq!(all["complaints"][0]["intent"], "delivery");
    assert!(all["complaints"][0]["groups"].as_array().unwrap().is_empty(), "one voice alone");
    assert_eq!(found["products"][0]["name"], "挂耳咖啡");
    assert_eq!(found["products"][0]["comments"]["comments"], 5);

    // No keyed hash and no name of anybody.
    let keys: Vec<String> = asked(shop, &["show", "comments"])["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["viewer_key"].as_str())
        .map(str::to_owned)
        .collect();
    assert_eq!(keys.len(), 7);
    let text = found.to_string();
    assert!(keys.iter().all(|key| !text.contains(key.as_str())));
    assert!(!text.contains("阿一") && !text.contains("还没发货"), "{text}");

    for (lang, words) in [("zh", "没人回"), ("en", "Unanswered")] {
        let said = printed(&fupan_in(lang, shop, &["comments", "--product", "p1"]));
        assert!(said.contains(words), "{said}");
        assert!(!said.contains("发货"), "not of this product: {said}");
    }
    let quiet = asked(shop, &["comments", "--session", "s1", "--product", "p2"]);
    assert_eq!(quiet["products"].as_array().unwrap().len(), 1);
}
