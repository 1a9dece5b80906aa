//! Live exports of Taobao and Xiaohongshu: sessions, their products, their orders.

use fupan::domain::{Money, OrderFacts};
use fupan::engine::{Engine, ImportOptions};
use fupan::ingest::recognise_bytes;
use fupan::privacy::Hasher;
use fupan::store::{RowFilter, Store};

use super::columns::{Column, book, is_known_in_disguise};
use super::support::{job, one, show};

const SESSIONS: &[Column] = &[
    ("直播标题", &["周三上新", "早场", "合计"]),
    ("场次id", &["314159265358", "314159265359", ""]),
    ("开播时间", &["2026-06-16 20:12:45", "2026-06-17 08:00:00", ""]),
    ("直播间观看次数", &["1.2万", "860", ""]),
    ("直播间观看人数", &["8,042", "700", ""]),
    ("新增粉丝数", &["66", "0", ""]),
    ("转粉率", &["0.0082", "0", ""]),
    ("商品点击人数", &["2,011", "90", ""]),
    ("商品点击次数", &["4,400", "131", ""]),
    ("商品点击率", &["0.25", "-", ""]),
    ("商品加购人数", &["410", "8", ""]),
    ("商品加购件数", &["520", "9", ""]),
    ("成交转化率", &["0.0213", "0", ""]),
    ("成交人数", &["171", "0", ""]),
    ("成交件数", &["233", "0", ""]),
    ("成交笔数", &["190", "0", ""]),
    ("成交金额", &["15,203.50", "0", "15,203.50"]),
    ("互助率", &["0.12", "0.05", ""]),
];

#[test]
fn taobao_sessions_with_their_ids() {
    let file = one("直播分场次.xlsx", &book("Sheet1", &["直播分场次", ""], SESSIONS));
    insta::assert_snapshot!(show(&file));
    let facts = &file.tables.sessions[0].facts;
    assert_eq!((facts.gmv, facts.paid_amount), (Some(Money(1_520_350)), None));
}

const OLDER: &[Column] = &[
    ("开播时间", &["2020-11-11 20:00:00"]),
    ("场次标题", &["双十一专场"]),
    ("开播时长(分钟)", &["183"]),
    ("直播间浏览人数", &["5,020"]),
    ("直播间浏览次数", &["9,102"]),
    ("封面图点击率", &["3.1%"]),
    ("人均停留时长(秒)", &["95.5"]),
    ("互动率", &["7.02%"]),
    ("新增粉丝量", &["41"]),
    ("种草成交金额(元)", &["8,800.00"]),
    ("引导进店次数", &["130"]),
];

#[test]
fn taobao_sessions_of_the_older_list() {
    let file = one("直播数据.xlsx", &book("Sheet1", &[], OLDER));
    insta::assert_snapshot!(show(&file));
    assert_eq!(file.tables.sessions[0].facts.duration_s.unwrap().0, 183.0 * 60.0);
}

const PRODUCTS: &[Column] = &[
    ("商品标题", &["坚果礼盒", "海苔", "没有场次"]),
    ("商品id", &["650000000001", "650000000002", "650000000003"]),
    ("直播标题", &["周三上新", "周三上新", ""]),
    ("场次id", &["314159265358", "314159265358", ""]),
    ("开播时间", &["2026-06-16 20:12:45", "2026-06-16 20:12:45", ""]),
    ("商品点击人数", &["1,204", "310", "1"]),
    ("商品点击次数", &["2,010", "401", "1"]),
    ("加购商品件数", &["400", "-", "1"]),
    ("加购人数", &["377", "-", "1"]),
    ("成交人数", &["150", "12", "1"]),
    ("成交件数", &["160", "40", "1"]),
    ("成交笔数", &["155", "13", "1"]),
    ("成交金额", &["14,000.00", "396.00", "1"]),
];

#[test]
fn taobao_products_of_sessions() {
    let file = one("直播分商品效果.xlsx", &book("Sheet1", &[], PRODUCTS));
    insta::assert_snapshot!(show(&file));
}

const ORDERS: &[Column] = &[
    ("直播标题", &["周三上新", "周三上新", "周三上新"]),
    ("开播时间", &["2026-06-16 20:12:45", "2026-06-16 20:12:45", "2026-06-16 20:12:45"]),
    ("场次id", &["314159265358", "314159265358", "314159265358"]),
    ("代播主播名称", &["晴天", "晴天", "-"]),
    ("会员名", &["tb_lan_88", "t**3", "tb_lan_90"]),
    ("直播间粉丝层级", &["铁粉", "新粉", ""]),
    ("商品id", &["650000000001", "650000000002", "650000000002"]),
    ("商品标题", &["坚果礼盒", "海苔", "海苔"]),
    ("商品一级类目", &["零食", "零食", "零食"]),
    ("父订单", &["3401234567890123457", "3401234567890123457", "3401234567890123499"]),
    ("子订单", &["3401234567890123460", "3401234567890123461", "3401234567890123499"]),
    ("下单时间", &["2026-06-16 20:40:00", "2026-06-16 20:40:00", "2026-06-16 20:41:00"]),
    ("支付时间", &["2026-06-16 20:40:31", "2026-06-16 20:40:31", ""]),
    ("支付金额", &["1,279.00", "20.00", "10.00"]),
    ("确认收货时间", &["", "", ""]),
    ("确认收货金额", &["", "", ""]),
];

#[test]
fn taobao_live_orders_name_their_session() {
    let file = one("直播订单明细.xlsx", &book("Sheet1", &[], ORDERS));
    insta::assert_snapshot!(show(&file));
    let paid: Vec<_> = file.tables.orders.iter().map(|row| row.facts.paid.unwrap().0).collect();
    assert_eq!(paid, [127_900, 2_000, 0], "the last was never paid");
}

/// Members are known by their keyed hash, and the session of the list is that of the orders.
#[test]
fn taobao_files_of_one_session_meet_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("a.fupan");
    let mut engine =
        Engine::with_hasher(Store::open_or_create(&store).unwrap(), Hasher::new([7; 32])).unwrap();
    for (name, columns) in [("o.xlsx", ORDERS), ("p.xlsx", PRODUCTS), ("s.xlsx", SESSIONS)] {
        let path = folder.path().join(name);
        std::fs::write(&path, book("Sheet1", &[], columns)).unwrap();
        let prepared = engine.read_import(&job(), &[path], &ImportOptions::default()).unwrap();
        assert!(prepared.failed.is_empty(), "{:?}", prepared.failed);
        engine.commit_import(&job(), &prepared).unwrap();
    }
    let snapshot = engine.snapshot().unwrap();
    assert_eq!((snapshot.accounts.len(), snapshot.sessions.len()), (1, 2));
    assert_eq!(snapshot.session_products.len(), 2);
    drop(engine);
    let bytes = std::fs::read(&store).unwrap();
    assert!(!bytes.windows(9).any(|part| part == b"tb_lan_88"), "a member's name was stored");
    let orders = Store::open(&store).unwrap().rows::<OrderFacts>(&RowFilter::default()).unwrap();
    let keys: Vec<bool> = orders.iter().map(|row| row.facts.buyer_key.is_some()).collect();
    assert_eq!(keys, [true, false, true], "a masked name is nobody");
}

#[test]
fn taobao_totals_of_days() {
    let console: &[Column] = &[
        ("统计日期", &["2026-06-16"]),
        ("当日开播场次数", &["1"]),
        ("当日开播时长（分钟）", &["183"]),
        ("当日观看人数", &["8042"]),
        ("当日成交金额（元）", &["15203.5"]),
    ];
    let overview: &[Column] = &[
        ("开播场次", &["1"]),
        ("直播访问人数", &["8042"]),
        ("种草成交金额", &["15203.5"]),
        ("开播时长", &["183"]),
        ("统计日期", &["2026-06-16"]),
    ];
    for (name, columns) in [("taobao_console", console), ("taobao_overview", overview)] {
        let file = one("每日概览.xlsx", &book("Sheet1", &[], columns));
        insta::assert_snapshot!(name, show(&file));
    }
}

#[test]
fn taobao_comments_as_tools_collect_them() {
    let text = "Username,Comment Time,Comment Content\n晴**,2026-06-16 20:15:01,坚果有优惠吗\n\
                tb_lan_88,2026-06-16 20:15:09,\"买了,等发货\"\n";
    let file = one("comments.csv", text.as_bytes());
    insta::assert_snapshot!(show(&file));
}

const XHS: &[Column] = &[
    ("主播昵称", &["晴天", "晴天"]),
    ("直播开始时间", &["2026-08-11 19:30:00", "2026-08-12 19:30:00"]),
    ("直播时长（分钟）", &["182", "60"]),
    ("支付金额", &["12,069.00", "0"]),
    ("退款金额", &["1,060.50", "-"]),
    ("直播间曝光人数", &["1.2万", "90"]),
    ("直播间曝光次数", &["20,400", "120"]),
    ("直播间观看人数", &["3,120", "41"]),
    ("直播间观看次数", &["4,002", "55"]),
    ("平均在线人数", &["57.5", "2"]),
    ("人均停留时长", &["1分32秒", "20秒"]),
    ("互动人数", &["402", "1"]),
    ("评论人数", &["188", "0"]),
    ("商品曝光人数", &["2,800", "30"]),
    ("商品点击人数", &["901", "3"]),
    ("商品曝光次数", &["9,100", "44"]),
    ("商品点击次数", &["1,502", "3"]),
    ("商品点击率（人数）", &["32.18%", "10%"]),
    ("商品点击率（次数）", &["16.51%", "6.82%"]),
    ("支付人数", &["96", "0"]),
    ("支付订单数", &["101", "0"]),
    ("支付件数", &["120", "0"]),
    ("观看支付率", &["3.08%", "0%"]),
    ("支付转化率", &["10.65%", "0%"]),
    ("退款订单数", &["9", "-"]),
    ("退款人数", &["8", "-"]),
    ("退款率", &["8.79%", "-"]),
    ("新增粉丝数", &["37", "0"]),
];

#[test]
fn xiaohongshu_sessions() {
    let file = one("直播间列表.xlsx", &book("Sheet1", &[], XHS));
    insta::assert_snapshot!(show(&file));
    assert!(file.unknown_columns.is_empty());
}

#[test]
fn live_exports_are_recognised_however_their_headers_drift() {
    is_known_in_disguise("taobao.sessions", SESSIONS);
    is_known_in_disguise("taobao.sessions", OLDER);
    is_known_in_disguise("taobao.session_products", PRODUCTS);
    is_known_in_disguise("taobao.live_orders", ORDERS);
    is_known_in_disguise("xhs.sessions", XHS);
}

/// Words that anybody uses for a table of one's own.
#[test]
fn own_tables_are_not_taken_for_those_of_taobao() {
    let kind = |header: &str| {
        let text = format!("{header}\n1,2,2026-06-16 20:12:45,3,4,5\n");
        recognise_bytes("场次.csv", text.as_bytes()).map(|found| found.kind.0)
    };
    let own = "场次id,商品id,商品名称,商品点击人数,成交订单数,成交金额";
    assert_eq!(kind(own), Ok("session_products".to_owned()));
    let own = "平台,Username,Comment Time,Comment Content";
    assert_eq!(kind(own), Ok("comments".to_owned()));
    for header in [
        "场次id,开播时间,观看人数,成交金额",
        "账号,场次id,开播时间,观看人数,成交金额,成交笔数",
        "平台,场次标题,开播时间,直播间观看人数,成交金额,转粉率",
    ] {
        assert_eq!(kind(header), Ok("sessions".to_owned()), "{header}");
    }
}
