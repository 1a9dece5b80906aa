//! One product in detail: rate per session, price, best slots, what is bought with it.

use super::build::ProductsExtras;
use super::{
    HostView, PriceHistory, ProductDetail, RateHistory, RatePoint, SlotView, TogetherView,
};
use crate::domain::{FEWEST_PEOPLE, ProductId, Session, Snapshot};
use crate::metrics::{
    Board, ProductStats, SlotRate, bought_together, dispersion, hosts, price_history, rate_history,
    slots,
};
use crate::present::format::{self, count, fixed, money_fixed, month_day};
use crate::present::pages::make::{share_figure, share_range};
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Num, PageContext, RangeText};
use crate::present::text::{Lang, metrics as names, products as say};

/// A product in detail.
pub fn detail(
    snapshot: &Snapshot,
    sessions: &[&Session],
    board: &Board,
    stats: &ProductStats,
    extras: &ProductsExtras<'_>,
    context: &PageContext,
) -> ProductDetail {
    let lang = context.lang;
    let id = stats.product;
    let date = |session| {
        sessions
            .iter()
            .find(|s| s.id == session)
            .map_or_else(|| format::MISSING.to_owned(), |s| month_day(&s.start))
    };
    let (centre, rates) = rate_history(snapshot, sessions, id, board.kind);
    let outside = rates.iter().filter(|r| r.is_outside()).count();
    let points: Vec<RatePoint> = rates
        .iter()
        .map(|r| RatePoint {
            date: date(r.session),
            rate: Num::of(r.rate, share_figure(r.rate)),
            low: r.low,
            high: r.high,
            outside: r.is_outside(),
        })
        .collect();
    let first_outside = rates.iter().find(|r| r.is_outside()).map(|r| date(r.session));
    let account = sessions.last().map(|s| s.account);
    let swing = account.map_or(1.0, |a| dispersion(snapshot, a));
    let slots = slots(snapshot, sessions, id, swing);
    let currency = sessions.last().map(|s| s.currency.clone());
    let prices = price_history(snapshot, sessions, id);
    let price_points: Vec<(String, Num)> = prices
        .iter()
        .map(|(session, price)| {
            let text =
                currency.as_ref().map_or_else(|| fixed(*price, 1), |c| money_fixed(*price, c, 1));
            (date(*session), Num::of(*price, text))
        })
        .collect();
    let together = bought_together(&(extras.baskets)(id), id);
    // What stood beside it in a handful of orders is what a handful of people bought.
    let few = together.first().is_some_and(|t| (t.of as f64) < FEWEST_PEOPLE);
    let views: Vec<TogetherView> = together
        .iter()
        .take(if few { 0 } else { 5 })
        .map(|t| TogetherView {
            product: t.product,
            name: product_name(snapshot, t.product),
            orders: Num::count(Some(t.orders as i64)),
            share: Num::percent((t.of > 0).then(|| t.orders as f64 / t.of as f64)),
        })
        .collect();
    let best_slot = slots.first().filter(|s| s.minutes >= 10.0).map(slot_text);
    let (low, high) = (
        price_points
            .iter()
            .min_by(|a, b| a.1.raw.unwrap_or(0.0).total_cmp(&b.1.raw.unwrap_or(0.0))),
        price_points
            .iter()
            .max_by(|a, b| a.1.raw.unwrap_or(0.0).total_cmp(&b.1.raw.unwrap_or(0.0))),
    );
    let price_sentence = say::price(
        low.map(|p| p.1.text.as_str()),
        high.map(|p| p.1.text.as_str()),
        low.map(|p| p.0.as_str()),
        lang,
    );
    ProductDetail {
        product: id,
        name: product_name(snapshot, id),
        corner: stats.corner,
        corner_text: names::corner(stats.corner, lang).to_owned(),
        line: say::detail_line(
            best_slot.as_deref(),
            views.first().map(|t| (t.name.as_str(), t.orders.text.as_str())),
            lang,
        ),
        rates: RateHistory {
            head: ChartHead {
                title: names::metric_name(crate::metrics::MetricKey::OrderRate, lang).to_owned(),
                unit: lang
                    .pick(
                        "%，每场一个点；灰带 = 正常波动",
                        "%, one point per session; band = ordinary swings",
                    )
                    .to_owned(),
                series: Vec::new(),
                sentence: say::rate_history(points.len(), outside, first_outside.as_deref(), lang),
            },
            centre,
            points,
        },
        prices: PriceHistory {
            head: ChartHead {
                title: lang.pick("价格", "Price").to_owned(),
                unit: currency.map_or_else(String::new, |c| c.0),
                series: Vec::new(),
                sentence: price_sentence,
            },
            points: price_points,
        },
        slots: slots
            .iter()
            .take(5)
            .map(|s| SlotView {
                text: slot_text(s),
                minutes: Num::of(s.minutes, count(s.minutes)),
                rate: Num::of(s.rate, fixed(s.rate, 1)),
                interval: Some(RangeText {
                    low: s.interval.low,
                    high: s.interval.high,
                    level: s.interval.level,
                    text: format::ends(&fixed(s.interval.low, 1), &fixed(s.interval.high, 1)),
                }),
            })
            .collect(),
        hosts: host_views(snapshot, sessions, id, board, lang),
        when_head: ChartHead {
            title: say::when_title(lang),
            unit: say::when_unit(lang),
            series: Vec::new(),
            sentence: say::when_sentence(lang),
        },
        together_note: if views.is_empty() {
            say::no_together(snapshot.order_lines == 0, few, lang)
        } else {
            String::new()
        },
        together: views,
        comments: None,
    }
}

/// Order rate by host, where there is more than one.
fn host_views(
    snapshot: &Snapshot,
    sessions: &[&Session],
    product: ProductId,
    board: &Board,
    lang: Lang,
) -> Vec<HostView> {
    let rates = hosts(snapshot, sessions, product, board.kind);
    if rates.len() < 2 {
        return Vec::new();
    }
    let name =
        |id| snapshot.host(id).map_or_else(|| format::MISSING.to_owned(), |h| h.name.clone());
    rates
        .iter()
        .take(5)
        .map(|one| HostView {
            name: name(one.host),
            sessions: Num::of(one.sessions as f64, say::sessions(one.sessions, lang)),
            rate: Num::of(one.rate.estimate, share_figure(one.rate.estimate)),
            interval: Some(share_range(one.rate.interval)),
        })
        .collect()
}

/// `20:30–21:00`.
fn slot_text(slot: &SlotRate) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    format!("{}–{}", clock(slot.minute_of_day), clock(slot.minute_of_day + 30))
}
