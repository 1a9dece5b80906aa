//! What is rebuilt or not whole says so wherever it is shown.

use fupan::domain::{Job, MinuteFacts, Money, SessionId, exposure};
use fupan::engine::{Engine, ImportOptions, Places, ShowFilter, ShowTable};
use fupan::present::pages::Filters;
use fupan::present::pages::overview::{OverviewExtras, overview};
use fupan::present::pages::products::{ProductsExtras, products};
use fupan::present::pages::review::{ReviewExtras, review};
use fupan::present::text::Lang;

use crate::pages_support::{context, minute_of, shop};

fn job(now: &str) -> Job {
    Job::new(now.parse().unwrap(), 1)
}

/// A store in a folder of its own, into which files are written and imported.
struct Desk {
    folder: tempfile::TempDir,
    engine: Engine,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
        Self { folder, engine }
    }

    fn import(&mut self, now: &str, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let job = job(now);
        let prepared =
            self.engine.prepare_import(&job, &[path], &ImportOptions::default()).unwrap();
        assert!(prepared.failed.is_empty(), "{:?}", prepared.failed);
        self.engine.commit_import(&job, &prepared).unwrap();
    }
}

const RUNNING: &str = "\
场次id,账号,开播时间,下播时间,观看人数,订单数,成交金额
s1,小店,2026-11-21 19:30:00,2026-11-21 21:00:00,700,40,4000
";

#[test]
fn a_session_exported_on_the_air_says_so_until_the_whole_one_comes() {
    let mut desk = Desk::new();
    desk.import("2026-11-21T13:00:20Z", "on_air.csv", RUNNING);
    let said = |desk: &mut Desk, lang| {
        let snapshot = desk.engine.snapshot().unwrap();
        let page = review(&snapshot, None, &ReviewExtras::default(), &context(lang));
        let first =
            overview(&snapshot, &Filters::default(), &OverviewExtras::default(), &context(lang));
        assert_eq!(page.partial, first.hero.unwrap().partial);
        (page.partial, snapshot.sessions[0].facts.viewers_uv)
    };
    let (zh, viewers) = said(&mut desk, Lang::Zh);
    assert!(zh.contains("还在播") && zh.contains("再导出一次"), "{zh}");
    assert_eq!(viewers, Some(700));
    assert!(said(&mut desk, Lang::En).0.contains("Still on the air"));

    let whole = RUNNING.replace("21:00:00,700,40,4000", "22:30:00,1200,90,9100");
    desk.import("2026-11-22T01:00:00Z", "whole.csv", &whole);
    assert_eq!(said(&mut desk, Lang::Zh), (String::new(), Some(1_200)));
}

const ORDERS: &str = "\
订单号,商品id,数量,实付金额,下单时间,支付时间,状态
a1,7,1,60,2026-11-21 19:40:10,2026-11-21 19:41:30,已完成
a2,7,1,60,2026-11-21 19:41:05,2026-11-21 19:41:50,已完成
a3,7,2,120,2026-11-21 20:10:00,2026-11-21 20:10:40,已完成
";

#[test]
fn minutes_without_an_export_are_rebuilt_and_marked() {
    let mut desk = Desk::new();
    desk.import("2026-11-22T01:00:00Z", "session.csv", RUNNING);
    desk.import("2026-11-22T01:01:00Z", "orders.csv", ORDERS);
    let comments = "时间,用户,评论内容\n2026-11-21 19:41:20,u1,好看\n2026-11-21 20:30:00,u2,来了\n";
    desk.import("2026-11-22T01:02:00Z", "comments.csv", comments);
    let shown = desk.engine.show(ShowTable::Minutes, &ShowFilter::default()).unwrap();
    let rows: Vec<(&str, &serde_json::Value, &serde_json::Value, &serde_json::Value)> = shown
        .iter()
        .map(|row| {
            assert_eq!(row["derived"], true);
            assert!(row["source"]["file"].is_string() && row["source"]["row"].is_u64(), "{row:?}");
            (row["at"].as_str().unwrap(), &row["orders"], &row["paid_amount"], &row["comments"])
        })
        .collect();
    let null = serde_json::Value::Null;
    assert_eq!(
        rows,
        [
            ("2026-11-21T19:41:00+08:00", &2.into(), &120.0.into(), &1.into()),
            ("2026-11-21T20:10:00+08:00", &1.into(), &120.0.into(), &null),
            ("2026-11-21T20:30:00+08:00", &null, &null, &1.into()),
        ]
    );
    let session = desk.engine.find_session(None).unwrap();
    let snapshot = desk.engine.snapshot().unwrap();
    let detail = desk.engine.session_detail(session).unwrap();
    for (lang, word) in [(Lang::Zh, "还原的"), (Lang::En, "rebuilt")] {
        let page =
            detail.with_extras(|extras| review(&snapshot, Some(session), extras, &context(lang)));
        assert!(page.minutes.derived && page.minutes.head.title.contains(word));
        assert!(page.minutes.panels.iter().all(|panel| !panel.explain.contains("exported")));
        assert!(page.minutes.panels.iter().any(|panel| panel.key == "comments"));
        let told = &page.minutes.sources;
        assert_eq!(told.len(), page.minutes.offsets.len());
        assert!(told.iter().all(|told| told.contains(".csv › ")), "{told:?}");
    }

    // A curve of a file takes its place, and is none.
    let curve = "场次id,账号,时间,在线人数\ns1,小店,2026-11-21 19:31:00,20\n";
    desk.import("2026-11-22T01:03:00Z", "minutes.csv", curve);
    let shown = desk.engine.show(ShowTable::Minutes, &ShowFilter::default()).unwrap();
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["derived"], false);
    assert_eq!(shown[0]["source"]["file"], "minutes.csv");
    assert!(!desk.engine.session_detail(session).unwrap().minutes_derived);
}

#[test]
fn exported_minutes_are_not_called_rebuilt() {
    let start = shop().sessions[20].start.timestamp();
    let minutes = [MinuteFacts {
        at: Some(minute_of(start, 3)),
        paid_amount: Some(Money(100)),
        ..MinuteFacts::default()
    }];
    let extras = ReviewExtras { minutes: &minutes, ..ReviewExtras::default() };
    let page = review(&shop(), Some(SessionId(21)), &extras, &context(Lang::En));
    assert!(!page.minutes.derived && page.minutes.head.title == "Minute by minute");
    assert!(!serde_json::to_string(&page.minutes).unwrap().contains("derived"));
}

#[test]
fn rebuilt_exposures_are_used_and_said() {
    let plain = shop();
    let mut hidden = plain.clone();
    // One export says how many clicked and the rate, and not how many were shown the product.
    for row in hidden.session_products.iter_mut().filter(|row| row.product.0 == 2) {
        let (shown, clicks) = (row.facts.impr_uv.take().unwrap(), row.facts.click_uv.unwrap());
        let rate = (clicks as f64 / shown as f64 * 1e4).round() / 1e4;
        row.reported = vec![("click_rate_uv".to_owned(), rate)];
        let range = exposure(row).unwrap();
        assert!(range.low <= shown && shown <= range.high, "{shown} in {range:?}");
    }
    let page = |snapshot, lang| {
        let extras = ProductsExtras { chosen: None, baskets: &|_| Vec::new() };
        products(snapshot, &Filters::default(), &extras, &context(lang))
    };
    let (before, after) = (page(&plain, Lang::Zh), page(&hidden, Lang::Zh));
    assert!(after.table.head.unit.ends_with("1 个有还原的曝光人数"), "{}", after.table.head.unit);
    assert!(!before.table.head.unit.contains("还原"));
    assert!(page(&hidden, Lang::En).table.head.unit.contains("rebuilt"));
    let text = |page: &fupan::present::pages::ProductsPage| serde_json::to_string(page).unwrap();
    assert!(text(&after).contains("由点击人数 ÷ 平台写的点击率还原"));
    assert!(!text(&before).contains("点击率还原"));
    // The rates are those of the reported numbers, to rounding.
    let rate = |page: &fupan::present::pages::ProductsPage| {
        let row = page.table.rows.iter().find(|row| row.name == "Coffee beans").unwrap();
        row.click.raw.raw.unwrap()
    };
    assert!((rate(&before) - rate(&after)).abs() < 1e-3, "{} {}", rate(&before), rate(&after));
}

#[test]
fn a_step_of_the_funnel_names_the_rows_that_told_it() {
    let mut desk = Desk::new();
    let seen = "场次id,账号,开播时间,下播时间,直播间曝光人数,观看人数,商品曝光人数\n\
                s1,小店,2026-11-21 19:30:00,2026-11-21 21:00:00,9000,700,600\n";
    let sold = "场次id,账号,开播时间,下播时间,商品点击人数,成交人数,成交金额\n\
                s1,小店,2026-11-21 19:30:00,2026-11-21 21:00:00,300,40,4000\n";
    desk.import("2026-11-22T01:00:00Z", "seen.csv", seen);
    desk.import("2026-11-22T01:01:00Z", "sold.csv", sold);
    let snapshot = desk.engine.snapshot().unwrap();
    let page = review(&snapshot, None, &ReviewExtras::default(), &context(Lang::En));
    let told = |key: &str| {
        let step = page.funnel_people.steps.iter().find(|step| step.key == key);
        step.unwrap_or_else(|| panic!("no {key}")).explain.sources.clone()
    };
    assert_eq!(told("viewers_uv"), ["seen.csv › row 2"]);
    assert_eq!(told("buyers"), ["sold.csv › row 2"]);
    assert_eq!(told("prod_click_uv"), ["sold.csv › row 2", "seen.csv › row 2"]);
}
