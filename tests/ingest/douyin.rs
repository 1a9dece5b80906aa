//! Douyin: session list, product list, orders in both variants.

use fupan::domain::Money;

use super::support::{C, gb18030, one, show, texts, xlsx};

/// The 55 headers of the session list with the documented sample row.
const SESSIONS: &[(&str, &str)] = &[
    ("主播头像", "https://p3.example/1.jpg"),
    ("主播昵称", "山禾零食铺"),
    ("主播抖音号", "793****514"),
    ("直播开始时间", "2026/09/07 08:55:37"),
    ("直播结束时间", "2026/09/08 00:55:49"),
    ("直播时长(分钟)", "960"),
    ("直播间曝光人数", "182584"),
    ("直播间曝光次数", "280286"),
    ("直播间观看人数", "15093"),
    ("单小时观看人数", "943.116017496355"),
    ("直播间观看次数", "21254"),
    ("直播激励观看次数", "-"),
    ("最高在线人数", "75"),
    ("平均在线人数", "24"),
    ("人均观看时长(分钟)", "1.07"),
    ("评论次数", "660"),
    ("新加直播团人数", "2"),
    ("新增粉丝数", "518"),
    ("取关粉丝数", "12"),
    ("观看老粉占比", "0.0421"),
    ("带货商品数", "3"),
    ("直播间商品曝光人数", "12774"),
    ("直播间商品点击人数", "6390"),
    ("直播间商品曝光次数", "67458"),
    ("直播间商品点击次数", "10306"),
    ("直播间成交订单数", "1536"),
    ("直播间成交金额", "61045.3"),
    ("直播间用户支付金额", "59847.17"),
    ("单小时用户支付金额", "3739.66"),
    ("直播间成交件数", "1547"),
    ("直播间成交人数", "1513"),
    ("直播间退款订单数", "375"),
    ("直播间退款金额", "14603.08"),
    ("直播间退款人数", "363"),
    ("预估佣金支出", "0"),
    ("商品曝光-点击率(次数)", "0.1528"),
    ("商品曝光-点击率(人数)", "0.5002"),
    ("商品点击-成交率(次数)", "0.149"),
    ("商品点击-成交率(人数)", "0.2368"),
    ("观看-成交率(次数)", "0.0723"),
    ("观看-成交率(人数)", "0.1002"),
    ("预售订单数", ""),
    ("预售全款金额", ""),
    ("新加购物团人数", ""),
    ("投放消耗(店铺绑定)", "24052.43"),
    ("投放消耗(店铺被投)", "24052.43"),
    ("净成交金额", "50512.9"),
    ("净成交订单数", "1271"),
    ("1小时退款金额", "10532.4"),
    ("1小时退款订单数", "265"),
    ("1小时退款率", "0.1725"),
    ("消费券引导支付金额", "-"),
    ("消费券引导支付占比", "-"),
    ("消费券补贴金额", "-"),
    ("消费券使用量", "-"),
];

fn session_list() -> Vec<u8> {
    let header = SESSIONS.iter().map(|(header, _)| C::T(header)).collect();
    let sample = SESSIONS.iter().map(|(_, value)| C::T(value)).collect();
    // The same session as numbers, with a masked and a missing value, and a day later.
    let numbers = SESSIONS
        .iter()
        .map(|(header, value)| match (*header, value.parse::<f64>()) {
            ("直播开始时间", _) => C::T("2026/9/8 9:33:16"),
            ("直播结束时间", _) => C::T("—"),
            (_, Ok(number)) => C::N(number),
            _ => C::T(value),
        })
        .collect();
    xlsx(&[("Sheet1", vec![header, sample, numbers])])
}

#[test]
fn session_list_snapshot() {
    let file = one("直播间列表.xlsx", &session_list());
    insta::assert_snapshot!(show(&file));
}

/// §7.1: the counts of the documented row reproduce the ratios that it reports.
#[test]
fn reported_ratios_follow_from_the_counts_that_were_read() {
    let file = one("直播间列表.xlsx", &session_list());
    assert_eq!(file.mapping.len(), 54, "every column but the portrait");
    assert!(file.unknown_columns.is_empty());
    let row = &file.tables.sessions[0];
    let f = &row.facts;
    let reported = |name: &str| row.reported.iter().find(|(n, _)| n == name).unwrap().1;
    let n = |value: Option<i64>| value.unwrap() as f64;
    let cases = [
        ("click_rate_uv", n(f.prod_click_uv) / n(f.prod_impr_uv)),
        ("click_rate_pv", n(f.prod_click_pv) / n(f.prod_impr_pv)),
        ("order_rate_uv", n(f.buyers) / n(f.prod_click_uv)),
        ("order_rate_pv", n(f.orders) / n(f.prod_click_pv)),
        ("viewer_conversion_uv", n(f.buyers) / n(f.viewers_uv)),
        ("viewer_conversion_pv", n(f.orders) / n(f.views_pv)),
    ];
    for (name, recomputed) in cases {
        assert!((reported(name) - recomputed).abs() < 6e-5, "{name}: {recomputed}");
    }
    assert_eq!(f.gmv.unwrap() - f.refund_amount_1h.unwrap(), f.net_gmv.unwrap());
    assert_eq!(f.orders.unwrap() - f.refund_orders_1h.unwrap(), f.net_orders.unwrap());
    assert_eq!(f.gmv, Some(Money(6_104_530)));
    let hours = f.exact_seconds().unwrap() / 3600.0;
    assert!((hours - 16.0033).abs() < 1e-4);
    assert!((reported("viewers_per_hour") - n(f.viewers_uv) / hours).abs() < 0.01);
    // Missing is never 0.
    assert_eq!((f.incentive_views_pv, f.presale_orders, f.vouchers_used), (None, None, None));
    assert_eq!(f.commission_cost, Some(Money(0)));
    // Spend of one campaign is not added up.
    assert_eq!(f.spend(), Some(Money(2_405_243)));
}

#[test]
fn product_list_takes_its_session_from_the_name() {
    let rows = vec![
        texts(&[
            "商品ID",
            "商品名称",
            "讲解次数",
            "首次上架时间",
            "直播间价格",
            "用户支付金额",
            "成交件数",
            "预售订单数",
            "商品点击人数",
            "商品曝光-点击率（人数）",
            "商品点击-成交转化率（人数）",
            "千次曝光用户支付金额",
            "发货前退款订单数",
            "发货前退款金额",
            "发货后退款订单数",
            "发货后退款金额",
            "商品主图",
            "新来的列",
        ]),
        texts(&[
            "3601234567890123456",
            "坚果礼盒",
            "12",
            "2026/09/07 20:01:00",
            "¥1,299.00",
            "¥25,980.00",
            "20",
            "-",
            "1,495",
            "24.92%",
            "3.08%",
            "¥512.40",
            "1",
            "¥1,299.00",
            "0",
            "¥0.00",
            "https://p3.example/2.jpg",
            "x",
        ]),
        texts(&["合计", "", "", "", "", "¥25,980.00", "20", "", "1,495"]),
    ];
    let bytes = xlsx(&[("Sheet1", rows)]);
    let file = one("直播商品列表_山禾_零食铺_2026-09-07_20-00-00.xlsx", &bytes);
    insta::assert_snapshot!(show(&file));
}

const ORDERS_1: &str = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,收件人,收件人手机号,省,市,区,街道,详细地址,买家留言,订单提交时间,支付完成时间,APP渠道,流量来源,订单状态,达人ID,达人昵称,售后状态,流量类型,流量体裁\n";

#[test]
fn orders_as_csv_with_tabs_and_quotes() {
    let body = concat!(
        "\t6920123456789012345\t,\t6920123456789012346\t,坚果礼盒,\"大份,红\",2,3601234567890123456,JG-01,\"1,299.00\",\"2,598.00\",0,张*,13812345678,浙江省,杭州市,西湖区,某街道,某路1号,\"快点\n发货\",2026/09/07 20:15:01,2026/09/07 20:15:30,抖音,小店自卖,已完成,-,-,-,广告,直播\n",
        "6920123456789012347,6920123456789012348,坚果礼盒,小份,1,3601234567890123456,JG-02,59.90,59.90,0,李*,138****5678,浙江省,杭州市,西湖区,x,y,,2026/09/07 20:16:00,,抖音,小店自卖,已关闭,-,-,-,非广告,直播\n",
        "6920123456789012349,6920123456789012350,海苔,原味,3,3601234567890123457,HT,9.90,29.70,0,王*,,江苏省,,,,,,2026/09/07 20:17:00,2026/09/07 20:17:20,抖音,精选联盟,已关闭,42,晴天,退款成功,数据将于第二天更新,数据将于第二天更新\n",
        "6920123456789012351,6920123456789012352,海苔,原味,一,3601234567890123457,HT,9.90,9.90,0,,,,,,,,,2026/09/07 20:18:00,2026/09/07 20:18:20,抖音,,已发货,-,-,售后关闭,非广告,短视频\n",
        "6.92012E+18,6.92012E+18,海苔,原味,1,3601234567890123457,HT,9.90,9.90,0,,,,,,,,,2026/09/07 20:19:00,2026/09/07 20:19:20,抖音,,已发货,-,-,-,非广告,直播\n",
    );
    let file = one("1762996440_3a4c72bd.csv", format!("{ORDERS_1}{body}").as_bytes());
    let shown = show(&file);
    for personal in ["张", "某路", "某街道", "快点", "138****5678"] {
        assert!(!shown.contains(personal), "{personal} was read");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn orders_of_the_second_variant_in_gb18030() {
    let text = concat!(
        "主订单编号,子订单编号,选购商品,货号,商品数量,商品ID,商品金额,订单应付金额,收件人,收件人手机号,快递信息,省,订单提交时间,支付完成时间,订单状态,售后状态,税费,流量类型,流量体裁\r\n",
        "6920123456789012345,6920123456789012346,坚果礼盒,JG-01,2,3601234567890123456,\"1,299.00\",\"2,598.00\",张*,13812345678,顺丰,浙江省,2026/09/07 20:15:01,2026/09/07 20:15:30,已完成,待收退货,0,非广告,直播\r\n",
        "6920123456789012347,6920123456789012348,海苔𠮷,HT,1,3601234567890123457,9.90,9.90,李*,,,上海市,2026/09/07 20:16:00,2026/09/07 20:16:09,已发货,\"同意退款，退款成功\",0,广告,直播\r\n",
    );
    let file = one("订单.csv", &gb18030(text));
    assert_eq!(file.encoding, "gb18030");
    insta::assert_snapshot!(show(&file));
}
