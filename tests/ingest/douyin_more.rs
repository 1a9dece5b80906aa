//! Douyin: the workbook of third-party tools, the trend, products of a period.

use super::columns::{Column, book, grid, is_known_in_disguise};
use super::support::{C, one, show, texts, xlsx};

const CHANNELS: &[Column] = &[
    ("渠道名称", &["整体", "自然流量", "直播推荐", "关注", "付费流量"]),
    ("人均观看时长", &["1分5秒", "1分9秒", "1分20秒", "2分1秒", "30秒"]),
    ("观看次数", &["8947", "6947", "5000", "1947", "2,000"]),
    ("观看人数", &["6782", "5000", "3900", "1.2万", "1900"]),
    ("用户支付金额", &["¥236,552", "¥200,000", "¥150,000", "¥50,000", "¥36,552"]),
    ("成交订单数", &["48", "40", "30", "10", "8"]),
    ("笔单价", &["¥4,928.17", "¥5,000", "¥5,000", "¥5,000", "¥4,569"]),
    ("观看-成交率(次数)", &["0.54%", "0.58%", "0.6%", "0.51%", "0.4%"]),
    ("投放消耗(店铺绑定)", &["¥12,000", "-", "-", "-", "¥12,000"]),
    ("投放消耗(店铺被投)", &["¥12,000", "-", "-", "-", "¥12,000"]),
];

const TALKS: &[Column] = &[
    ("商品ID", &["3601234567890123456", "3601234567890123457", "3601234567890123456"]),
    ("商品名称", &["洗发水", "护发素", "洗发水"]),
    ("商品主图", &["https://x", "https://x", "https://x"]),
    ("讲解开始时间戳", &["1785197749", "1785198000000", "1785199000"]),
    ("讲解结束时间戳", &["1785197989", "1785198300000", "1785198900"]),
    ("用户支付金额(元)", &["12000.5", "0", "1"]),
    ("成交件数", &["3", "0", "1"]),
    ("起止人数变化", &["-12", "5", "1"]),
    ("分均在线人数", &["35.5", "22", "1"]),
];

fn collected() -> Vec<u8> {
    let overview = vec![
        texts(&["达人昵称", "抖音号", "直播标题", "直播开始时间", "直播结束时间", "直播时长"]),
        texts(&[
            "弹动个人护理",
            "20296833869",
            "周二上新",
            "2026/07/28 08:15:49",
            "2026/07/28 10:19:06",
            "2小时3分17秒",
        ]),
    ];
    let figures = vec![
        texts(&["直播间观看人数", "6782"]),
        texts(&["平均在线人数", "22"]),
        texts(&["最高在线人数", "41"]),
        texts(&["点赞次数", "1.2万"]),
        texts(&["成交人数", "46"]),
        texts(&["首购率", "61.5%"]),
        texts(&["粉丝成交人数占比", "12.1%"]),
        texts(&["粉丝用户支付金额占比", "—"]),
        texts(&["人均观看时长", "1分5秒"]),
    ];
    let mut goods = grid(&[
        ("商品ID", &["3601234567890123456", "3601234567890123457"]),
        ("商品名称", &["洗发水", "护发素"]),
        ("讲解次数", &["2", "1"]),
        ("直播间价格", &["¥1,299.00", "¥59.9"]),
        ("用户支付金额", &["¥200,000", "¥36,552"]),
        ("成交件数", &["44", "8"]),
        ("商品点击人数", &["1,200", "295"]),
        ("商品曝光-点击率（人数）", &["24.92%", "12.3%"]),
    ]);
    goods.push(vec![C::T("-"), C::T("500ml"), C::T(""), C::T(""), C::T("¥150,000")]);
    xlsx(&[
        ("场次概览", overview),
        ("核心指标", figures),
        ("渠道流量", grid(CHANNELS)),
        ("货品明细", goods),
        ("商品讲解", grid(TALKS)),
        ("说明", vec![texts(&["由工具采集"])]),
    ])
}

/// Epoch seconds and milliseconds stand in one column; a segment that ends before it starts is
/// refused; the parent channel beside its children and the total are left out; of two spends that
/// can be the same money one is read.
#[test]
fn collected_workbook_with_talk_segments() {
    let file = one("弹动_2026-07-28_7533998877665544332.xlsx", &collected());
    insta::assert_snapshot!(show(&file));
    let session = file.tables.sessions[0].session.as_ref().unwrap();
    assert_eq!(session.external_id.as_deref(), Some("7533998877665544332"));
    assert!(file.tables.segments.iter().all(|row| row.session.as_ref() == Some(session)));
}

const TREND: &[Column] = &[
    ("时间", &["2026/09/07 20:00", "2026/09/07 20:01", "2026/09/07 20:02", "昨晚"]),
    ("评论次数", &["12", "1,204", "-", "1"]),
    ("新加直播团人数", &["0", "3", "—", "1"]),
    ("新增粉丝数", &["5", "0", "", "1"]),
];

#[test]
fn trend_by_the_minute() {
    let name = "山禾_流量综合趋势分析下载_数据更新日期2026-09-08.xlsx";
    insta::assert_snapshot!(show(&one(name, &book("Sheet1", &[], TREND))));
}

const PERIOD: &[Column] = &[
    ("商品标题", &["坚果礼盒", "海苔", "合计"]),
    ("商品图片", &["https://x", "https://x", ""]),
    ("商品编号", &["3601234567890123456", "3601234567890123457", ""]),
    ("成交金额", &["¥25,980.00", "0", "¥25,980.00"]),
    ("成交订单数", &["20", "0", "20"]),
    ("成交件数", &["20", "0", "20"]),
    ("成交人数", &["19", "0", "19"]),
    ("预估佣金收入", &["100", "0", "100"]),
    ("新用户成交人数", &["7", "0", "7"]),
    ("曝光人数", &["1.2万", "30", "1.2万"]),
    ("曝光次数", &["3.1万", "40", "3.1万"]),
    ("点击人数", &["1,495", "3", "1,498"]),
    ("点击次数", &["1,990", "3", "1,993"]),
    ("退款率", &["5%", "-", "5%"]),
    ("品质退货率（滞后）", &["0.1%", "-", "0.1%"]),
    ("直播间商品曝光人数", &["9,000", "0", "9,000"]),
    ("直播间成交金额", &["¥20,000.00", "0", "¥20,000.00"]),
    ("直播间曝光-点击转化率", &["12%", "-", "12%"]),
];

/// Figures of a period belong to no session: names are learnt, nothing is counted.
#[test]
fn products_of_a_period_tell_names() {
    let file = one("商品.xlsx", &book("Sheet1", &[], PERIOD));
    insta::assert_snapshot!(show(&file));
}

#[test]
fn known_in_any_order_and_with_full_width_brackets() {
    is_known_in_disguise("douyin.trend", TREND);
    is_known_in_disguise("douyin.products", PERIOD);
}

/// A minute table of a person's own, with people online and its session, is no platform's trend.
#[test]
fn a_persons_own_minutes_stay_their_own() {
    let text =
        "场次id,时间,在线人数,评论次数,新加直播团人数,新增粉丝数\n1,2026/09/07 20:00,30,12,0,5\n";
    assert_eq!(one("分钟.csv", text.as_bytes()).kind.0, "minutes");
}

/// Spend by day and hour, and what hosts did over a period, name no session: they have a table of
/// their own, and so do videos.
#[test]
fn spend_of_days_and_hours_and_hosts_of_periods() {
    let daily = "抖音号名称,抖音号ID,日期,净成交ROI,净成交金额,净成交订单数,净成交订单成本,用户实际支付金额,净成交金额结算率,1小时内退款率,整体展示次数,整体点击次数,整体点击率,整体转化率,整体消耗,整体成交金额,整体支付ROI,整体千次展现费用\n山禾,793,全部,1,1,1,1,1,1%,1%,1,1,1%,1%,1,1,1,1\n山禾,793,2026-09-07,1,1,1,1,1,1%,1%,1,1,1%,1%,1,1,1,1\n";
    let hourly = "时间-小时,整体消耗,整体支付ROI,整体成交金额,整体成交订单数,整体成交订单成本,整体成交智能优惠券金额,1小时内退款金额,1小时内退款订单数,净成交金额\n2025-09-08 20:00,\"1,200.5\",2,1,1,1,1,1,1,1\n";
    let hosts = "账号,主播名称,开播时长,直播间用户支付金额,单小时用户支付金额,最高在线人数,平均在线人数,平均件单价,引流能力 曝光-观看率,留人能力 留存率,互动能力 观看-互动率,吸粉能力 新增粉丝数,吸粉能力 观看-关注率,吸粉能力 新加团人数,转化能力 单UV价值(元),成交人数,策略人群TOP3,性别,年龄段TOP3,城市等级TOP3,地域分布TOP3\n山禾,阿禾,3小时,1,1,1,1,1,1%,1%,1%,1,1%,1,1,1,a,b,c,d,e\n";
    let newer = hourly.replace("时间-小时", "小时区间");
    let videos = "视频标题,视频ID,带货商品ID,视频观看次数,用户支付金额(元),直播间入口曝光次数,引流直播间次数,投放消耗(元)\na,1,2,3,4,5,6,7\n";
    let material = "素材名称,素材ID,素材评估,素材时长,素材来源,整体展现次数\na,1,好,15,本地,3\n";
    let name = "2025-09-09 12_34_56_1234567890123456789.csv";
    insta::assert_snapshot!("qianchuan_daily", show(&one("千川.csv", daily.as_bytes())));
    insta::assert_snapshot!("qianchuan_hourly", show(&one(name, hourly.as_bytes())));
    let renamed = one(name, newer.as_bytes());
    assert_eq!(renamed.tables, one(name, hourly.as_bytes()).tables);
    let period = "主播分析_20260901-20260930.csv";
    insta::assert_snapshot!("douyin_hosts", show(&one(period, hosts.as_bytes())));
    let period = "[20260901-20260930]短视频_自营.csv";
    insta::assert_snapshot!("douyin_videos", show(&one(period, videos.as_bytes())));
    insta::assert_snapshot!("qianchuan_videos", show(&one("素材.csv", material.as_bytes())));
}
