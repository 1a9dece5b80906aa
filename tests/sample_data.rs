//! The sample data is what its README says: reproducible, of the promised size, consistent from
//! file to file, with the planted effects in it, and without them in its twin.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "sample_data/effects.rs"]
mod effects;
#[path = "../sample_data/generator/mod.rs"]
mod generator;
#[path = "sample_data/looks.rs"]
mod looks;
#[path = "sample_data/models.rs"]
mod models;
#[path = "sample_data/reading.rs"]
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use generator::catalog::ShopKind;
use generator::files::{OutFile, files};
use generator::params::{Effects, Params};
use generator::world::{Shop, World};
use reading::{OrderLine, Table, book, cents, number, sold_between, table, unzip};

fn planted() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::make(&Params::planted()))
}

fn written() -> &'static [OutFile] {
    static FILES: OnceLock<Vec<OutFile>> = OnceLock::new();
    FILES.get_or_init(|| files(planted()).unwrap())
}

fn shanhe() -> &'static Shop {
    &planted().shops[0]
}

fn bytes(path: &str) -> &'static [u8] {
    &written().iter().find(|f| f.path == path).unwrap().bytes
}

fn matching(part: &str) -> Vec<&'static OutFile> {
    written().iter().filter(|f| f.path.contains(part)).collect()
}

/// The order lines of the shop, as its archive holds them.
fn order_lines() -> &'static [OrderLine] {
    static LINES: OnceLock<Vec<OrderLine>> = OnceLock::new();
    LINES.get_or_init(|| reading::order_lines(&unzip(bytes("shanhe/订单_2026下半年.zip"))))
}

/// The rows of the shop's session lists.
fn list_rows() -> Table {
    matching("shanhe/直播间列表")
        .into_iter()
        .flat_map(|f| reading::records(&book(&f.bytes)["直播间列表"], 0))
        .collect()
}

// The bytes depend on the last digit of the system's exp and ln, so they are pinned where the
// files were made.
#[cfg(target_os = "linux")]
#[test]
fn the_files_checked_in_are_what_the_generator_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let mut expected = BTreeSet::new();
    for file in written() {
        let found = std::fs::read(root.join(&file.path)).unwrap();
        assert!(found == file.bytes, "{} differs: run the generator", file.path);
        expected.insert(root.join(&file.path));
    }
    for shop in &planted().shops {
        for entry in std::fs::read_dir(root.join(shop.kind.folder())).unwrap() {
            let path = entry.unwrap().path();
            assert!(expected.contains(&path), "{} is not generated", path.display());
        }
    }
}

#[cfg(not(target_os = "linux"))]
#[test]
fn the_same_seed_gives_the_same_bytes() {
    let again = files(&World::make(&Params::planted())).unwrap();
    assert_eq!(again.len(), written().len());
    for (a, b) in again.iter().zip(written()) {
        assert_eq!(a.path, b.path);
        assert!(a.bytes == b.bytes, "{}", a.path);
    }
}

#[test]
fn sizes_are_as_promised() {
    let total: usize = written().iter().map(|f| f.bytes.len()).sum();
    assert!(total < 10_000_000, "{total}");
    let main = &planted().shops[..2];
    assert_eq!(main.iter().map(|s| s.sessions.len()).sum::<usize>(), 61);
    assert_eq!(main.iter().map(|s| s.products.len()).sum::<usize>(), 40);
    assert!(main.iter().flat_map(|s| &s.products).all(|p| p.cost > 0));
    let lines: usize = main.iter().flat_map(|s| &s.orders).map(|o| o.lines.len()).sum();
    assert!((14_500..15_500).contains(&lines), "{lines}");
    let buyers: BTreeSet<String> = unzip(bytes("shanhe/会员行为_2026下半年.zip"))
        .iter()
        .flat_map(|(_, bytes)| table(bytes))
        .filter(|row| row["action"] == "purchase")
        .map(|row| row["viewer"].clone())
        .collect();
    assert!(buyers.len() >= 1_300, "{}", buyers.len());
    assert!(matching("直播间列表").iter().all(|f| f.bytes.len() > 5_000));
    assert_eq!(matching("shanhe/直播间详情页").len(), 28);
}

#[test]
fn the_small_account_stays_below_every_gate() {
    let orders = table(&matching("chujian/179")[0].bytes);
    let buyers: BTreeSet<&String> = orders.iter().map(|r| &r["收件人手机号"]).collect();
    assert!((5..20).contains(&buyers.len()), "{}", buyers.len());
    assert_eq!(planted().shops[2].sessions.len(), 6);
}

#[test]
fn the_calendar_is_the_one_of_the_story() {
    let last = shanhe().sessions.last().unwrap();
    assert_eq!(last.plan.start.to_string(), "2026-11-21T19:30:00");
    assert_eq!(last.plan.end().to_string(), "2026-11-21T22:30:00");
    assert_eq!(shanhe().sessions[0].plan.start.date().to_string(), "2026-05-23");
    let gmv = last.totals.sales.gmv;
    assert!((4_000_000..4_400_000).contains(&gmv), "{gmv}");
    for session in &shanhe().sessions {
        let (day, hour) = (session.plan.start.date().weekday(), session.plan.start.hour());
        use jiff::civil::Weekday::{Saturday, Sunday, Thursday, Tuesday};
        match hour {
            14 => assert_eq!(day, Sunday),
            _ => assert!([Tuesday, Thursday, Saturday].contains(&day), "{}", session.plan.start),
        }
    }
}

#[test]
fn funnels_narrow_and_parts_add_up() {
    for session in planted().shops.iter().flat_map(|s| &s.sessions) {
        let x = &session.totals;
        assert!(x.sales.buyers <= x.clicks.0 && x.clicks.0 <= x.shown.0);
        assert!(x.shown.0 <= x.viewers && x.viewers <= x.impressions && x.viewers <= x.views);
        assert!(x.sales.buyers <= x.sales.orders && x.sales.orders <= x.sales.lines);
        assert!(x.sales.fast <= x.sales.refund && x.sales.refund <= x.sales.paid);
        for offer in &x.offers {
            assert!(offer.sales.buyers <= offer.clicks.0 && offer.clicks.0 <= offer.shown.0);
        }
        let offers = x.offers.iter().map(|o| o.sales.paid).sum::<i64>();
        let channels = x.channels.iter().map(|c| c.sales.paid).sum::<i64>();
        let minutes = x.minutes.iter().map(|m| m.sales.paid).sum::<i64>();
        assert_eq!([offers, channels, minutes], [x.sales.paid; 3]);
        assert_eq!(x.channels.iter().map(|c| c.viewers).sum::<u64>(), x.viewers);
        assert_eq!(x.channels.iter().map(|c| c.spend).sum::<i64>(), session.plan.spend);
        assert_eq!(x.minutes.iter().map(|m| m.entered).sum::<u64>(), x.views);
        assert_eq!(x.minutes.iter().map(|m| m.left).sum::<u64>(), x.views);
        assert_eq!(x.minutes.iter().map(|m| m.comments).sum::<u64>(), x.comments);
        assert_eq!(x.minutes.iter().map(|m| m.follows).sum::<u64>(), x.follows);
    }
}

#[test]
fn orders_add_up_to_the_session_list() {
    let list = list_rows();
    assert_eq!(list.len(), 52);
    for row in &list {
        let from = row["直播开始时间"].replace('/', "-");
        let to = row["直播结束时间"].replace('/', "-");
        let own = sold_between(order_lines(), &from, &to);
        let paid: i64 = own.clone().map(|l| l.paid).sum();
        assert_eq!(paid, cents(&row["直播间用户支付金额"]), "{from}");
        let subsidy: i64 = own.clone().map(|l| l.subsidy).sum();
        assert_eq!(paid + subsidy, cents(&row["直播间成交金额"]), "{from}");
        let orders: BTreeSet<&str> = own.clone().map(|l| &*l.order).collect();
        assert_eq!(orders.len() as f64, number(&row["直播间成交订单数"]));
        let refunded: i64 = own.filter(|l| l.refunded).map(|l| l.paid).sum();
        assert_eq!(refunded, cents(&row["直播间退款金额"]), "{from}");
    }
}

#[test]
fn workbooks_tell_the_same_as_the_list() {
    let list: BTreeMap<String, _> =
        list_rows().into_iter().map(|r| (r["直播开始时间"].clone(), r)).collect();
    let sum = |rows: &Table, column: &str| rows.iter().map(|r| cents(&r[column])).sum::<i64>();
    for file in matching("shanhe/直播间详情页") {
        let sheets = book(&file.bytes);
        let basics = &reading::records(&sheets["基本信息"], 0)[0];
        let channels = reading::records(&sheets["流量分析-渠道分析"], 0);
        let children: Table = channels
            .iter()
            .filter(|c| c["渠道名称"] != "整体")
            .filter(|c| {
                c["渠道名称"] != "付费流量" || channels.iter().all(|c| c["渠道名称"] != "千川PC版")
            })
            .cloned()
            .collect();
        if let Some(products) = sheets.get("商品分析-商品明细") {
            let start = basics["直播时间"].split('-').next().unwrap();
            let row = &list[start];
            let paid = cents(&row["直播间用户支付金额"]);
            assert_eq!(cents(&basics["直播间用户支付金额"]), paid);
            let products: Table = reading::records(products, 0)
                .into_iter()
                .filter(|p| p["商品ID"] != "-" && p["商品ID"] != "商品ID")
                .collect();
            assert_eq!(sum(&products, "用户支付金额"), paid, "{start}");
            assert_eq!(sum(&children, "用户支付金额"), paid, "{start}");
            let board = &reading::records(&sheets["整体看板"], 0)[0];
            assert_eq!(board["直播间观看人数"], row["直播间观看人数"]);
            assert_eq!(board["退款订单数"], row["直播间退款订单数"]);
        } else {
            let left = basics["直播时间"].split('~').next().unwrap();
            let (day, time) = left.split_once(' ').unwrap();
            let start = format!("{} {}", day.replace('-', "/"), time.replace('-', ":"));
            let row = &list[&start];
            let gmv = cents(&row["直播间成交金额"]);
            assert_eq!(cents(&basics["直播间成交金额"]), gmv);
            let products: Table = reading::records(&sheets["商品"], 2)
                .into_iter()
                .filter(|p| p["商品名称"] != "-")
                .collect();
            assert_eq!(sum(&products, "成交金额"), gmv, "{start}");
            assert_eq!(sum(&children, "成交金额"), gmv, "{start}");
        }
    }
}

#[test]
fn segments_minutes_and_events_agree_with_the_orders() {
    for segment in table(bytes("shanhe/segments.csv")) {
        let paid: i64 = sold_between(order_lines(), &segment["start_at"], &segment["end_at"])
            .filter(|l| l.product == segment["product_id"])
            .map(|l| l.paid)
            .sum();
        assert_eq!(paid, cents(&segment["paid_amount"]), "{segment:?}");
    }
    let mut curve: BTreeMap<String, i64> = BTreeMap::new();
    for minute in table(bytes("shanhe/minutes.csv")) {
        *curve.entry(minute["session_start"].clone()).or_default() += cents(&minute["paid_amount"]);
    }
    assert_eq!(curve.len(), 20);
    for row in list_rows() {
        if let Some(paid) = curve.get(&row["直播开始时间"].replace('/', "-")) {
            assert_eq!(*paid, cents(&row["直播间用户支付金额"]));
        }
    }
    let bought: BTreeSet<(&str, &str, &str)> = order_lines()
        .iter()
        .filter(|l| l.sold_live)
        .map(|l| (&*l.phone, &*l.product, &*l.created))
        .collect();
    let mut purchases = 0;
    for (_, log) in unzip(bytes("shanhe/会员行为_2026下半年.zip")) {
        for event in table(&log).iter().filter(|e| e["action"] == "purchase") {
            let key = (&*event["viewer"], &*event["product_id"], &*event["time"]);
            assert!(bought.contains(&key), "{event:?}");
            purchases += 1;
        }
    }
    assert!(purchases > 2_500, "{purchases}");
}

#[test]
fn files_have_the_habits_of_their_platforms() {
    let list = book(&matching("shanhe/直播间列表")[0].bytes);
    assert_eq!(list["直播间列表"][0].len(), 55);
    assert!(list_rows().iter().all(|r| r["主播抖音号"] == "793****514"));
    let live = book(&matching("Creator-Live-Performance")[0].bytes);
    let rows = &live["performance_detail"];
    assert_eq!(rows[0][0], "2026-09-18 ~ 2026-11-13");
    assert_eq!((rows[2].len(), &*rows[2][0]), (35, "Room ID"));
    assert!(reading::all_text(&matching("Creator-Live-Performance")[0].bytes));
    let orders = table(&matching("guangying/All order")[0].bytes);
    assert_eq!(orders[0]["Order ID"], "Platform unique order ID.");
    let raw = String::from_utf8(matching("guangying/All order")[0].bytes.clone()).unwrap();
    assert!(raw.lines().nth(2).unwrap().contains("\t,"));
    let exports = unzip(bytes("shanhe/订单_2026下半年.zip"));
    assert_eq!(exports.len(), 4);
    assert!(std::str::from_utf8(&exports[0].1).is_err(), "the oldest is in GB18030");
    let newest = std::str::from_utf8(&exports[3].1).unwrap();
    assert!(newest.contains("\"1,") && newest.contains("数据将于第二天更新"));
    assert!(matching("chujian/179")[0].bytes.starts_with(b"\xEF\xBB\xBF"));
}

#[test]
fn nobody_in_the_files_exists() {
    for line in order_lines() {
        let phone = &line.phone;
        assert!(phone.starts_with("138000") || phone.starts_with("138****"), "{phone}");
        assert!(line.person.0.starts_with("样例买家") && line.person.1 == "样例路 1 号");
    }
    assert!(order_lines().iter().any(|l| l.phone.contains('*')));
}

#[test]
fn the_plan_file_states_the_founding_case() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/founding_case.toml");
    let plan: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let session = plan["session"].as_table().unwrap();
    assert_eq!(session["viewers"].as_integer(), Some(1_000));
    assert_eq!(session["goal"].as_integer(), Some(100_000));
    assert_eq!(plan["product"].as_array().unwrap().len(), 3);
}

#[test]
fn the_readme_names_every_size_of_the_planted_effects() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/README.md");
    let text = std::fs::read_to_string(path).unwrap();
    let e = Effects::planted();
    for (effect, size) in [
        ("evening", format!("×{:.2}", e.evening.exp())),
        ("elasticity", format!("−{:.1}", e.elasticity)),
        ("opener_damping", format!("×{:.2}", (-e.opener_damping).exp())),
        ("big_night", format!("×{:.1}", e.big_night.exp())),
        ("recency", format!("×{:.1}", e.recency.exp())),
        ("dwell", format!("^{:.1}", e.dwell)),
    ] {
        let line = text.lines().find(|l| l.contains(&format!("`{effect}`")));
        assert!(line.is_some_and(|l| l.contains(&size)), "{effect} {size}");
    }
    for file in written() {
        let name = file.path.rsplit('/').next().unwrap();
        let stem: String = name.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let known = if stem.is_empty() { name } else { stem.trim_end_matches(['_', '-']) };
        assert!(text.contains(known), "{name}");
    }
    assert_eq!(planted().shops[1].kind, ShopKind::Guangying);
}
