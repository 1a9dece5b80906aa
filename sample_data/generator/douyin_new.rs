//! Douyin: the session workbook as it is downloaded in 2026, six sheets, each laid out its own
//! way.

use super::sheet::{Cell, Fault, n, percent, ratio, slashed, span, t, texts, workbook, yuan};
use super::totals::{CHANNELS, ChannelTotals, PAID_CHANNELS, Sales};
use super::world::{Order, Session, Shop};

const MISSING: &str = "—";

/// The workbook of one session; `orders` are the session's own.
pub fn session(shop: &Shop, session: &Session, orders: &[&Order]) -> Result<Vec<u8>, Fault> {
    workbook(&[
        ("基本信息", basics(shop, session)),
        ("整体看板", board(session)),
        ("流量分析-流量转化", funnel(session)),
        ("流量分析-渠道分析", channels(session)),
        ("流量分析-短视频引流", videos(session)),
        ("商品分析-商品明细", products(shop, session, orders)),
    ])
}

fn per(amount: i64, count: u64) -> String {
    ratio(amount as f64, count as f64)
        .map_or_else(|| MISSING.to_owned(), |v| yuan(v.round() as i64))
}

fn basics(shop: &Shop, session: &Session) -> Vec<Vec<Cell>> {
    let (plan, x) = (&session.plan, &session.totals);
    vec![
        texts(&[
            "达人头像",
            "达人昵称",
            "抖音号or火山号",
            "达人等级",
            "达人类型",
            "粉丝数",
            "直播时间",
            "直播时长",
            "直播间用户支付金额",
            "千次观看用户支付金额",
        ]),
        vec![
            t("https://example.com/avatar/sample.png"),
            t(shop.kind.name()),
            t(shop.kind.account_id()),
            t("LV4"),
            t("商家"),
            t("3.6万"),
            t(format!("{}-{}", slashed(plan.start), slashed(plan.end()))),
            t(span(u64::from(plan.length), "分")),
            t(yuan(x.sales.paid)),
            t(per(x.sales.paid * 1000, x.views)),
        ],
    ]
}

fn board(session: &Session) -> Vec<Vec<Cell>> {
    let (x, s) = (&session.totals, &session.totals.sales);
    vec![
        texts(&[
            "直播间观看人数",
            "直播间曝光-观看率(人数)",
            "平均在线人数",
            "最高在线人数",
            "商品点击人数",
            "直播间商品曝光-点击率(人数)",
            "人均观看时长",
            "新增粉丝数",
            "直播间观看-关注率(人数)",
            "直播间观看-互动率(人数)",
            "人均评论次数",
            "直播间观看-成交率(人数)",
            "直播间商品点击-成交率(人数)",
            "客单价",
            "退款金额",
            "退款订单数",
            "退款人数",
        ]),
        vec![
            n(x.viewers),
            t(percent(x.viewers, x.impressions, MISSING)),
            Cell::N(x.online.round()),
            Cell::N(x.peak as f64),
            n(x.clicks.0),
            t(percent(x.clicks.0, x.shown.0, MISSING)),
            t(span(x.watch / x.viewers.max(1), "分")),
            n(x.follows),
            t(percent(x.follows, x.viewers, MISSING)),
            t(percent(x.engaged, x.viewers, MISSING)),
            Cell::N((x.comments as f64 / x.viewers.max(1) as f64 * 100.0).round() / 100.0),
            t(percent(s.buyers, x.viewers, MISSING)),
            t(percent(s.buyers, x.clicks.0, MISSING)),
            t(per(s.paid, s.buyers)),
            t(yuan(s.refund)),
            n(s.refund_orders),
            n(s.refund_users),
        ],
    ]
}

fn funnel(session: &Session) -> Vec<Vec<Cell>> {
    let (x, s) = (&session.totals, &session.totals.sales);
    let count = |key: &str, value: u64| vec![t(key), n(value)];
    let rate = |key: &str, part, whole| vec![t(key), t(percent(part, whole, MISSING))];
    vec![
        count("直播间曝光人数", x.impressions),
        count("直播间曝光次数", x.impression_times),
        rate("直播间曝光-观看率(人数)", x.viewers, x.impressions),
        count("直播间观看人数", x.viewers),
        count("直播间观看次数", x.views),
        rate("直播间观看-商品曝光率(人数)", x.shown.0, x.viewers),
        count("商品曝光人数", x.shown.0),
        rate("直播间商品曝光-点击率(人数)", x.clicks.0, x.shown.0),
        count("商品点击人数", x.clicks.0),
        rate("直播间商品点击-成交率(人数)", s.buyers, x.clicks.0),
        count("成交订单数", s.orders),
        count("成交人数", s.buyers),
    ]
}

fn channel_row(name: &str, x: &ChannelTotals, paid: bool) -> Vec<Cell> {
    vec![
        t(name),
        t(span(x.watch / x.viewers.max(1), "分")),
        n(x.views),
        n(x.viewers),
        t(percent(x.engaged, x.views, MISSING)),
        t(yuan(x.sales.paid)),
        n(x.sales.orders),
        t(per(x.sales.paid, x.sales.orders)),
        t(percent(x.sales.orders, x.views, MISSING)),
        t(if paid { yuan(x.spend) } else { MISSING.to_owned() }),
    ]
}

fn together<'a>(channels: impl Iterator<Item = &'a ChannelTotals>) -> ChannelTotals {
    channels.fold(ChannelTotals::default(), |mut sum, x| {
        sum.viewers += x.viewers;
        sum.views += x.views;
        sum.watch += x.watch;
        sum.engaged += x.engaged;
        sum.spend += x.spend;
        sum.sales.orders += x.sales.orders;
        sum.sales.paid += x.sales.paid;
        sum
    })
}

/// The total row comes first; the parent of the paid channels stands before its children.
fn channels(session: &Session) -> Vec<Vec<Cell>> {
    let x = &session.totals.channels;
    let mut rows = vec![
        texts(&[
            "渠道名称",
            "人均观看时长",
            "观看次数",
            "观看人数",
            "直播间观看-互动率(次数)",
            "用户支付金额",
            "成交订单数",
            "笔单价",
            "直播间观看-成交率(次数)",
            "千川消耗",
        ]),
        channel_row("整体", &together(x.iter()), session.plan.ads()),
    ];
    for (name, channel) in CHANNELS.iter().zip(x).take(PAID_CHANNELS.start) {
        rows.push(channel_row(name, channel, false));
    }
    if session.plan.ads() {
        rows.push(channel_row("付费流量", &together(x[PAID_CHANNELS].iter()), true));
        for at in PAID_CHANNELS {
            rows.push(channel_row(CHANNELS[at], &x[at], true));
        }
    }
    rows
}

/// Two short videos that led into the room.
pub fn videos(session: &Session) -> Vec<Vec<Cell>> {
    let views = session.totals.channels[1].views;
    let mut rows = vec![texts(&[
        "短视频名称",
        "投稿时间",
        "短视频直播入口曝光次数",
        "短视频引流直播间次数",
        "短视频直播入口点击率(次数)",
    ])];
    for (name, days, share) in [("山里的早晨", 1, 2), ("今晚的好物", 0, 1)] {
        let led = views * share / 3;
        let shown = led * 27 + 113;
        let at = session.plan.start.date().at(12, 5, 0, 0);
        rows.push(vec![
            t(name),
            t(slashed(super::world::after(at, -days * 86_400))),
            n(shown),
            n(led),
            t(percent(led, shown, MISSING)),
        ]);
    }
    rows
}

const PRODUCT: [&str; 13] = [
    "商品ID",
    "商品名称",
    "用户支付金额",
    "成交件数",
    "成交人数",
    "成交订单数",
    "商品曝光人数",
    "商品点击人数",
    "商品曝光-点击率(人数)",
    "商品点击-成交率(人数)",
    "退款金额",
    "退款订单数",
    "退款人数",
];

/// Product rows, each with its variations below when it has several; the header is repeated
/// after a block of variations.
fn products(shop: &Shop, session: &Session, orders: &[&Order]) -> Vec<Vec<Cell>> {
    let mut rows = vec![texts(&PRODUCT)];
    let mut nested = false;
    for (offer, x) in session.plan.offers.iter().zip(&session.totals.offers) {
        if nested {
            rows.push(texts(&PRODUCT));
        }
        let product = &shop.products[offer.product];
        let mut row = vec![t(product.id.as_str()), t(product.name)];
        row.extend(sold(&x.sales));
        row.extend([
            n(x.shown.0),
            n(x.clicks.0),
            t(percent(x.clicks.0, x.shown.0, MISSING)),
            t(percent(x.sales.buyers, x.clicks.0, MISSING)),
        ]);
        row.extend(refunded(&x.sales));
        rows.push(row);
        nested = product.specs.len() > 1;
        for (spec, name) in product.specs.iter().enumerate().filter(|_| nested) {
            let s = Sales::of(orders.iter().copied(), |line| {
                line.product == offer.product && line.spec == spec
            });
            let mut row = vec![t("-"), t(*name)];
            row.extend(sold(&s));
            row.extend(std::iter::repeat_n(t(MISSING), 4));
            row.extend(refunded(&s));
            rows.push(row);
        }
    }
    rows
}

fn sold(s: &Sales) -> [Cell; 4] {
    [t(yuan(s.paid)), Cell::N(s.items as f64), n(s.buyers), n(s.orders)]
}

fn refunded(s: &Sales) -> [Cell; 3] {
    [t(yuan(s.refund)), n(s.refund_orders), n(s.refund_users)]
}
