//! Douyin: the session list with 55 columns, and the product list of a session.

use super::sheet::{Cell, Fault, n, percent, plain, ratio, slashed, t, texts, workbook, yuan};
use super::world::{Session, Shop};

const LIST: [&str; 55] = [
    "主播头像",
    "主播昵称",
    "主播抖音号",
    "直播开始时间",
    "直播结束时间",
    "直播时长(分钟)",
    "直播间曝光人数",
    "直播间曝光次数",
    "直播间观看人数",
    "单小时观看人数",
    "直播间观看次数",
    "直播激励观看次数",
    "最高在线人数",
    "平均在线人数",
    "人均观看时长(分钟)",
    "评论次数",
    "新加直播团人数",
    "新增粉丝数",
    "取关粉丝数",
    "观看老粉占比",
    "带货商品数",
    "直播间商品曝光人数",
    "直播间商品点击人数",
    "直播间商品曝光次数",
    "直播间商品点击次数",
    "直播间成交订单数",
    "直播间成交金额",
    "直播间用户支付金额",
    "单小时用户支付金额",
    "直播间成交件数",
    "直播间成交人数",
    "直播间退款订单数",
    "直播间退款金额",
    "直播间退款人数",
    "预估佣金支出",
    "商品曝光-点击率(次数)",
    "商品曝光-点击率(人数)",
    "商品点击-成交率(次数)",
    "商品点击-成交率(人数)",
    "观看-成交率(次数)",
    "观看-成交率(人数)",
    "预售订单数",
    "预售全款金额",
    "新加购物团人数",
    "投放消耗(店铺绑定)",
    "投放消耗(店铺被投)",
    "净成交金额",
    "净成交订单数",
    "1小时退款金额",
    "1小时退款订单数",
    "1小时退款率",
    "消费券引导支付金额",
    "消费券引导支付占比",
    "消费券补贴金额",
    "消费券使用量",
];

/// The session list of some of a shop's sessions.
pub fn sessions(shop: &Shop, sessions: &[Session]) -> Result<Vec<u8>, Fault> {
    let mut rows = vec![texts(&LIST)];
    rows.extend(sessions.iter().map(|session| list_row(shop, session)));
    workbook(&[("直播间列表", rows)])
}

fn fraction(part: f64, whole: f64) -> Cell {
    ratio(part, whole).map_or_else(|| t("-"), |r| Cell::N((r * 10_000.0).round() / 10_000.0))
}

fn list_row(shop: &Shop, session: &Session) -> Vec<Cell> {
    let (plan, x, s) = (&session.plan, &session.totals, &session.totals.sales);
    let hours = f64::from(plan.length) / 3_600.0;
    let money = |cents: i64| Cell::N(plain(cents));
    let spend = || {
        if plan.ads() { money(plan.spend) } else { Cell::N(0.0) }
    };
    let f = |count: u64| count as f64;
    let (tickets, ticket_paid, ticket_subsidy) = s.vouchers;
    let voucher = |cell: Cell| if tickets > 0 { cell } else { t("-") };
    vec![
        t("https://example.com/avatar/sample.png"),
        t(shop.kind.name()),
        t(shop.kind.masked_id()),
        t(slashed(plan.start)),
        t(slashed(plan.end())),
        Cell::N((f64::from(plan.length) / 60.0).round()),
        n(x.impressions),
        n(x.impression_times),
        n(x.viewers),
        Cell::N(f(x.viewers) / hours),
        n(x.views),
        t("-"),
        Cell::N(x.peak as f64),
        Cell::N(x.online.round()),
        Cell::N((x.watch as f64 / f(x.viewers) / 60.0 * 100.0).round() / 100.0),
        n(x.comments),
        n(x.clubs),
        n(x.follows),
        n(x.unfollows),
        fraction(f(x.fans), f(x.viewers)),
        n(x.offers.len() as u64),
        n(x.shown.0),
        n(x.clicks.0),
        n(x.shown.1),
        n(x.clicks.1),
        n(s.orders),
        money(s.gmv),
        money(s.paid),
        Cell::N(plain(s.paid) / hours),
        Cell::N(s.items as f64),
        n(s.buyers),
        n(s.refund_orders),
        money(s.refund),
        n(s.refund_users),
        Cell::N(0.0),
        fraction(f(x.clicks.1), f(x.shown.1)),
        fraction(f(x.clicks.0), f(x.shown.0)),
        fraction(f(s.orders), f(x.clicks.1)),
        fraction(f(s.buyers), f(x.clicks.0)),
        fraction(f(s.orders), f(x.views)),
        fraction(f(s.buyers), f(x.viewers)),
        t("-"),
        t("-"),
        n(x.clubs / 3),
        spend(),
        spend(),
        money(s.gmv - s.fast),
        n(s.orders - s.fast_orders),
        money(s.fast),
        n(s.fast_orders),
        fraction(plain(s.fast), plain(s.gmv)),
        voucher(money(ticket_paid)),
        voucher(fraction(plain(ticket_paid), plain(s.paid))),
        voucher(money(ticket_subsidy)),
        voucher(n(tickets)),
    ]
}

const PRODUCTS: [&str; 21] = [
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
    "发货前退款人数",
    "发货前订单退款率",
    "发货后退款订单数",
    "发货后退款金额",
    "发货后退款人数",
    "发货后订单退款率",
    "商品主图",
];

/// The product list of one session.
pub fn products(shop: &Shop, session: &Session) -> Result<Vec<u8>, Fault> {
    let mut rows = vec![texts(&PRODUCTS)];
    for (index, (offer, x)) in session.plan.offers.iter().zip(&session.totals.offers).enumerate() {
        let product = &shop.products[offer.product];
        let s = &x.sales;
        let talks = session.plan.talks.iter().filter(|talk| talk.offer == index).count();
        let per_thousand = ratio(s.paid as f64 * 1000.0, x.shown.1 as f64);
        rows.push(vec![
            t(product.id.as_str()),
            t(product.name),
            n(talks as u64),
            t(slashed(session.plan.at(offer.listed))),
            t(yuan(offer.price)),
            t(yuan(s.paid)),
            Cell::N(s.items as f64),
            t("-"),
            n(x.clicks.0),
            t(percent(x.clicks.0, x.shown.0, "-")),
            t(percent(s.buyers, x.clicks.0, "-")),
            t(per_thousand.map_or_else(|| "-".to_owned(), |v| yuan(v.round() as i64))),
            n(s.fast_orders),
            t(yuan(s.fast)),
            n(s.fast_users),
            t(percent(s.fast_orders, s.orders, "-")),
            n(s.late_orders),
            t(yuan(s.refund - s.fast)),
            n(s.late_users),
            t(percent(s.late_orders, s.orders, "-")),
            t("https://example.com/item/sample.png"),
        ]);
    }
    workbook(&[("商品列表", rows)])
}
