//! Douyin: the session workbook as it was downloaded in 2025: other sheet names, other words,
//! GMV instead of paid amounts, counts in 万, variations nested under their product.

use super::douyin_new::videos;
use super::sheet::{Cell, Fault, n, named, percent, ratio, span, t, texts, workbook, yuan};
use super::totals::{CHANNELS, ChannelTotals, PAID_CHANNELS, Sales};
use super::world::{Order, Session, Shop};

const MISSING: &str = "-";

/// The workbook of one session; `orders` are the session's own.
pub fn session(shop: &Shop, session: &Session, orders: &[&Order]) -> Result<Vec<u8>, Fault> {
    workbook(&[
        ("基本信息", basics(shop, session)),
        ("流量&转化-转化漏斗", funnel(session)),
        ("流量分析-渠道分析", channels(session)),
        ("流量&转化-短视频引流", videos(session)),
        ("互动&人群&售后", service(session)),
        ("商品", products(shop, session, orders)),
    ])
}

fn per(amount: i64, count: u64) -> String {
    ratio(amount as f64, count as f64)
        .map_or_else(|| MISSING.to_owned(), |v| yuan(v.round() as i64))
}

/// Large counts lose their digits in this version: `1.2万`.
fn large(count: u64) -> Cell {
    if count >= 10_000 { t(format!("{:.1}万", count as f64 / 10_000.0)) } else { n(count) }
}

fn basics(shop: &Shop, session: &Session) -> Vec<Vec<Cell>> {
    let (plan, x) = (&session.plan, &session.totals);
    let spaced = |at| named(at).replace('_', " ");
    vec![
        texts(&[
            "达人昵称",
            "抖音号or火山号",
            "直播时间",
            "直播时长",
            "直播间成交金额",
            "千次观看成交金额",
        ]),
        vec![
            t(shop.kind.name()),
            t(shop.kind.account_id()),
            t(format!("{}~{}", spaced(plan.start), spaced(plan.end()))),
            t(span(u64::from(plan.length), "分钟")),
            t(yuan(x.sales.gmv)),
            t(per(x.sales.gmv * 1000, x.views)),
        ],
    ]
}

fn funnel(session: &Session) -> Vec<Vec<Cell>> {
    let (x, s) = (&session.totals, &session.totals.sales);
    let paid: u64 = x.channels[PAID_CHANNELS].iter().map(|c| c.viewers).sum();
    let rate = |part, whole| t(percent(part, whole, MISSING));
    vec![
        texts(&[
            "自然流量观看人数",
            "付费流量观看人数",
            "平均在线人数",
            "直播间曝光人数",
            "直播间观看人数",
            "直播间曝光次数",
            "商品曝光人数",
            "商品点击人数",
            "成交人数",
            "直播间曝光-成交转化率(人数)",
            "直播间曝光-观看率(人数)",
            "直播间观看-商品曝光率(人数)",
            "直播间商品曝光-点击率(人数)",
            "直播间商品点击-成交转化率(人数)",
            "直播间观看-成交转化率(人数)",
        ]),
        vec![
            n(x.viewers - paid),
            if session.plan.ads() { n(paid) } else { t(MISSING) },
            Cell::N(x.online.round()),
            n(x.impressions),
            n(x.viewers),
            n(x.impression_times),
            n(x.shown.0),
            n(x.clicks.0),
            n(s.buyers),
            rate(s.buyers, x.impressions),
            rate(x.viewers, x.impressions),
            rate(x.shown.0, x.viewers),
            rate(x.clicks.0, x.shown.0),
            rate(s.buyers, x.clicks.0),
            rate(s.buyers, x.viewers),
        ],
    ]
}

fn channel_row(name: &str, parts: &[ChannelTotals], spend: bool) -> Vec<Cell> {
    let sum = |count: fn(&ChannelTotals) -> u64| parts.iter().map(count).sum::<u64>();
    let (viewers, views, orders) = (sum(|c| c.viewers), sum(|c| c.views), sum(|c| c.sales.orders));
    let gmv: i64 = parts.iter().map(|c| c.sales.gmv).sum();
    let spent: i64 = parts.iter().map(|c| c.spend).sum();
    vec![
        t(name),
        t(span(sum(|c| c.watch) / viewers.max(1), "分钟")),
        large(views),
        n(viewers),
        t(yuan(gmv)),
        n(orders),
        t(per(gmv, orders)),
        t(if spend { yuan(spent) } else { MISSING.to_owned() }),
    ]
}

/// Paid traffic is one row here, so that its parent's name stands for an ordinary channel.
fn channels(session: &Session) -> Vec<Vec<Cell>> {
    let x = &session.totals.channels;
    let mut rows = vec![texts(&[
        "渠道名称",
        "人均观看时长",
        "观看次数",
        "观看人数",
        "成交金额",
        "成交订单数",
        "笔单价",
        "千川消耗",
    ])];
    for at in 0..PAID_CHANNELS.start {
        rows.push(channel_row(CHANNELS[at], &x[at..=at], false));
    }
    if session.plan.ads() {
        rows.push(channel_row("付费流量", &x[PAID_CHANNELS], true));
    }
    rows.push(channel_row("整体", x, session.plan.ads()));
    rows
}

fn service(session: &Session) -> Vec<Vec<Cell>> {
    let (x, s) = (&session.totals, &session.totals.sales);
    vec![
        texts(&[
            "新增粉丝数",
            "评论次数",
            "人均观看时长",
            "直播间观看-互动率(人数)",
            "退款人数",
            "退款金额",
            "退款订单数",
        ]),
        vec![
            n(x.follows),
            n(x.comments),
            t(span(x.watch / x.viewers.max(1), "分钟")),
            t(percent(x.engaged, x.viewers, MISSING)),
            n(s.refund_users),
            t(yuan(s.refund)),
            n(s.refund_orders),
        ],
    ]
}

fn products(shop: &Shop, session: &Session, orders: &[&Order]) -> Vec<Vec<Cell>> {
    let (x, s) = (&session.totals, &session.totals.sales);
    let mut rows = vec![
        texts(&[
            "商品点击人数",
            "直播间商品曝光-点击率(人数)",
            "商品点击-成交转化率(人数)",
            "客单价",
        ]),
        vec![
            n(x.clicks.0),
            t(percent(x.clicks.0, x.shown.0, MISSING)),
            t(percent(s.buyers, x.clicks.0, MISSING)),
            t(per(s.gmv, s.buyers)),
        ],
        texts(&[
            "商品名称",
            "商品图片",
            "商品编号",
            "成交金额",
            "成交件数",
            "成交人数",
            "成交订单数",
            "预售订单数",
            "预售创建金额",
            "商品曝光人数",
            "商品点击人数",
            "商品曝光-点击率(人数)",
            "商品点击-成交转化率(人数)",
            "退款人数",
            "退款金额",
            "退款订单数",
        ]),
    ];
    for (offer, x) in session.plan.offers.iter().zip(&x.offers) {
        let product = &shop.products[offer.product];
        let s = &x.sales;
        let mut row =
            vec![t(product.name), t("https://example.com/item/sample.png"), t(product.id.as_str())];
        row.extend(sold(s));
        row.extend([
            n(x.shown.0),
            n(x.clicks.0),
            t(percent(x.clicks.0, x.shown.0, MISSING)),
            t(percent(s.buyers, x.clicks.0, MISSING)),
        ]);
        row.extend(refunded(s));
        rows.push(row);
        if product.specs.len() < 2 {
            continue;
        }
        rows.push(texts(&[
            "-",
            "sku名称",
            "sku图片",
            "成交金额",
            "成交件数",
            "成交人数",
            "成交订单数",
            "预售订单数",
            "预售创建金额",
            "退款人数",
            "退款金额",
            "退款订单数",
            "商品支付GPM",
        ]));
        for (spec, name) in product.specs.iter().enumerate() {
            let s = Sales::of(orders.iter().copied(), |line| {
                line.product == offer.product && line.spec == spec
            });
            let mut row = vec![t("-"), t(*name), t("https://example.com/item/sample.png")];
            row.extend(sold(&s));
            row.extend(refunded(&s));
            row.push(t(MISSING));
            rows.push(row);
        }
    }
    rows
}

fn sold(s: &Sales) -> [Cell; 6] {
    [t(yuan(s.gmv)), Cell::N(s.items as f64), n(s.buyers), n(s.orders), t(MISSING), t(MISSING)]
}

fn refunded(s: &Sales) -> [Cell; 3] {
    [n(s.refund_users), t(yuan(s.refund)), n(s.refund_orders)]
}
