//! Douyin: the order export, one row per line, with the personal columns filled with names,
//! numbers and addresses that cannot be anybody's.

use jiff::civil::{DateTime, date};

use super::catalog::ShopKind;
use super::ledger::exported_at;
use super::sheet::{Fault, dashed, delimited, grouped};
use super::totals::PAID_CHANNELS;
use super::world::{Line, Order, Shop, after};

const HEADER: [&str; 74] = [
    "主订单编号",
    "子订单编号",
    "选购商品",
    "商品规格",
    "商品数量",
    "商品ID",
    "商家编码",
    "商品单价",
    "订单应付金额",
    "运费",
    "优惠总金额",
    "平台优惠",
    "商家优惠",
    "达人优惠",
    "商家改价",
    "支付优惠",
    "红包抵扣",
    "支付方式",
    "手续费",
    "收件人",
    "收件人手机号",
    "省",
    "市",
    "区",
    "街道",
    "详细地址",
    "是否修改过地址",
    "地址修改时段",
    "买家留言",
    "订单提交时间",
    "旗帜颜色",
    "商家备注",
    "订单完成时间",
    "支付完成时间",
    "APP渠道",
    "流量来源",
    "订单状态",
    "承诺发货时间",
    "订单类型",
    "鲁班落地页ID",
    "达人ID",
    "达人昵称",
    "所属门店ID",
    "售后状态",
    "取消原因",
    "预约发货时间",
    "仓库ID",
    "仓库名称",
    "序列号",
    "是否安心购",
    "广告渠道",
    "流量类型",
    "流量体裁",
    "流量渠道",
    "发货主体",
    "发货主体明细",
    "发货时间",
    "降价类优惠",
    "平台实际承担优惠金额",
    "商家实际承担优惠金额",
    "达人实际承担优惠金额",
    "预计送达时间",
    "是否平台仓自流转",
    "车型",
    "商品69码",
    "发货SN码",
    "发货IMEI码1",
    "发货IMEI码2",
    "预约送达时间",
    "建议发货时间（起）",
    "建议发货时间（止）",
    "物流SN码",
    "物流IMEI码1",
    "物流IMEI码2",
];

/// One export of the orders placed from `from` until before `to`.
pub fn export(shop: &Shop, from: DateTime, to: DateTime) -> Result<Vec<u8>, Fault> {
    let header = HEADER.iter().map(ToString::to_string).collect();
    let rows = shop
        .orders
        .iter()
        .filter(|o| from <= o.created && o.created < to)
        .flat_map(|order| order.lines.iter().map(move |line| row(shop, order, line)));
    delimited(std::iter::once(header).chain(rows))
}

fn row(shop: &Shop, order: &Order, line: &Line) -> Vec<String> {
    let product = &shop.products[line.product];
    let buyer = &order.buyer;
    let number = &buyer.key[buyer.key.len() - 5..];
    let phone = if buyer.masked {
        format!("{}****{}", &buyer.key[..3], &buyer.key[7..])
    } else {
        buyer.key.clone()
    };
    let money = |cents: i64| grouped(cents);
    let old = order.created < after(exported_at(), -15 * 86_400);
    let shipped = order.created < after(exported_at(), -86_400);
    let status = match order.paid {
        None => "已关闭",
        Some(_) if old => "已完成",
        Some(_) if shipped => "已发货",
        Some(_) => "待发货",
    };
    let after_sale = match line.refund {
        Some(refund) if refund.fast => "同意退款，退款成功",
        Some(_) if line.spec == 0 => "退款成功",
        Some(_) => "已全额退款",
        None if line.id.ends_with("77") => "售后关闭",
        None => "-",
    };
    let live = order.session.is_some();
    // The platform says where an order came from only a day later.
    let carrier = if order.created >= date(2026, 11, 22).at(0, 0, 0, 0) {
        "数据将于第二天更新"
    } else {
        order.carrier
    };
    let by_ad = live && PAID_CHANNELS.contains(&order.channel);
    let done = order.paid.filter(|_| old).map(|paid| dashed(after(paid, 9 * 86_400)));
    let sent = order.paid.filter(|_| shipped).map(|paid| dashed(after(paid, 16 * 3_600)));
    let zero = || "0.00".to_owned();
    let none = String::new;
    let dash = || "-".to_owned();
    vec![
        format!("{}\t", order.id),
        format!("\t{}", line.id),
        product.name.to_owned(),
        product.specs[line.spec].to_owned(),
        line.qty.to_string(),
        format!("\t{}", product.id),
        product.code.clone(),
        money(line.price),
        money(line.paid()),
        zero(),
        money(line.subsidy),
        money(line.subsidy),
        zero(),
        zero(),
        zero(),
        zero(),
        zero(),
        if order.paid.is_some() { "抖音支付".to_owned() } else { dash() },
        zero(),
        format!("样例买家{number}"),
        phone,
        buyer.region.to_owned(),
        "样例市".to_owned(),
        "样例区".to_owned(),
        "样例街道".to_owned(),
        "样例路 1 号".to_owned(),
        "否".to_owned(),
        dash(),
        none(),
        dashed(order.created),
        none(),
        none(),
        done.unwrap_or_else(dash),
        order.paid.map_or_else(dash, dashed),
        "抖音".to_owned(),
        if live { "小店自卖" } else { "精选联盟" }.to_owned(),
        status.to_owned(),
        dashed(after(order.created, 2 * 86_400)),
        "普通订单".to_owned(),
        none(),
        if live { shop.kind.account_id().to_owned() } else { dash() },
        if live { shop.kind.name().to_owned() } else { dash() },
        none(),
        after_sale.to_owned(),
        if order.paid.is_none() { "超时未支付".to_owned() } else { none() },
        none(),
        none(),
        none(),
        none(),
        "是".to_owned(),
        if by_ad { "巨量千川".to_owned() } else { dash() },
        if by_ad { "广告" } else { "非广告" }.to_owned(),
        carrier.to_owned(),
        dash(),
        "商家".to_owned(),
        none(),
        sent.unwrap_or_else(dash),
        zero(),
        money(line.subsidy),
        zero(),
        zero(),
        none(),
        "否".to_owned(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
        none(),
    ]
}

/// The exports as they are sent around: by period, with the platform's kind of file name.
pub fn exports(shop: &Shop) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let day = |month, day| date(2026, month, day).at(0, 0, 0, 0);
    let all = (day(1, 1), day(12, 31));
    let periods: &[(DateTime, DateTime, &str)] = match shop.kind {
        ShopKind::Shanhe => &[
            (all.0, day(7, 1), "1795361821_3a4c72bd19e05f68.csv"),
            (day(7, 1), day(9, 1), "1795361955_c07e51d2aa84b390.csv"),
            (day(9, 1), day(11, 1), "1795362103_5d18f6e04b7c2a95.csv"),
            (day(11, 1), all.1, "1795362240_e92b30c57f14d86a.csv"),
        ],
        _ => &[(all.0, all.1, "1795362377_0f6ad81b93ce7254.csv")],
    };
    periods.iter().map(|&(from, to, name)| Ok((name.to_owned(), export(shop, from, to)?))).collect()
}

/// The same text in GB18030.
pub fn in_gb18030(utf8: &[u8]) -> Result<Vec<u8>, Fault> {
    let text = std::str::from_utf8(utf8)?;
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(text);
    if unmappable {
        return Err("a character has no place in GB18030".into());
    }
    Ok(bytes.into_owned())
}
