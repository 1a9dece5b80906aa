//! The tables of the review: channels and products.

use super::{ChannelRow, ChannelTable, SessionProductRow, SessionProductTable};
use crate::domain::{
    Basis, ChannelFacts, ChannelGroup, Currency, Money, Session, SessionProduct,
    SessionProductFacts, Snapshot, SourceCell,
};
use crate::metrics::{
    MetricKey, MetricValue, channel_groups, channel_metric, group, product_metric,
};
use crate::present::format::{self, compact, fixed, percent};
use crate::present::pages::make::{explain, share_range, sources};
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Num};
use crate::present::text::pages::{Need, needs};
use crate::present::text::{Lang, metrics as names};

/// Channels by group.
pub fn channel_table(snapshot: &Snapshot, session: &Session, lang: Lang) -> ChannelTable {
    let channels = snapshot.channels_of(session.id);
    let groups = channel_groups(channels);
    let title = lang.pick("渠道", "Channels").to_owned();
    if groups.is_empty() {
        return ChannelTable {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(needs(Need::Channels, lang)),
            ..ChannelTable::default()
        };
    }
    let most = groups.iter().filter_map(|g| g.total.views_pv).max().unwrap_or(0) as f64;
    let currency = &session.currency;
    let row = |group: ChannelGroup, f: &ChannelFacts, is_group: bool, name: String| ChannelRow {
        group,
        is_group,
        name,
        views: Num::count(f.views_pv),
        bar: f.views_pv.filter(|_| most > 0.0).map_or(0.0, |v| v as f64 / most),
        amount: Num::maybe(f.amount().map(|(m, _)| m.major()), |a| compact(a, lang)),
        gpm: Num::maybe(channel_metric(MetricKey::Gpm, f).value, |g| compact(g, lang)),
        roi: Num::maybe(channel_metric(MetricKey::Roi, f).value, |r| fixed(r, 2)),
        sources: channel_sources(snapshot, session, group, f, is_group, lang),
    };
    let mut rows = Vec::new();
    for group in &groups {
        let name = names::channel_group(group.group, lang).to_owned();
        rows.push(row(group.group, &group.total, true, name));
        rows.extend(group.channels.iter().map(|f| {
            let name = f.channel.clone().unwrap_or_else(|| format::MISSING.to_owned());
            row(group.group, f, false, name)
        }));
    }
    let views: i64 = groups.iter().filter_map(|g| g.total.views_pv).sum();
    let natural = groups
        .iter()
        .find(|g| g.group == ChannelGroup::Natural)
        .and_then(|g| g.total.views_pv)
        .filter(|_| views > 0)
        .map(|n| percent(n as f64 / views as f64));
    let basis = groups.iter().find_map(|g| g.total.amount().map(|(_, b)| b));
    let unit_money = names::basis_name(basis.unwrap_or(Basis::Created), lang);
    ChannelTable {
        head: ChartHead {
            title,
            unit: match (natural, lang) {
                (Some(share), Lang::Zh) => format!("次数，自然占 {share} · 不证明因果"),
                (Some(share), Lang::En) => format!("views, natural {share}; proves no cause"),
                (None, Lang::Zh) => "次数".to_owned(),
                (None, Lang::En) => "views".to_owned(),
            },
            series: Vec::new(),
            sentence: channel_sentence(&rows, currency, lang),
        },
        columns: channel_columns(unit_money, currency, lang),
        rows,
        empty: None,
    }
}

/// Headers of the channels; `money` is the name of the amount.
pub(super) fn channel_columns(money: &str, currency: &Currency, lang: Lang) -> Vec<String> {
    match lang {
        Lang::Zh => vec![
            "来源".to_owned(),
            "观看次数".to_owned(),
            format!("{money} {}", unit_of(currency, lang)),
            "千次观看成交".to_owned(),
            "ROI".to_owned(),
        ],
        Lang::En => vec![
            "Source".to_owned(),
            "Views".to_owned(),
            format::capital(money),
            "Per 1,000".to_owned(),
            "ROI".to_owned(),
        ],
    }
}

/// 元 where it is yuan in Chinese, else the currency's code.
fn unit_of(currency: &Currency, lang: Lang) -> String {
    crate::present::pages::make::axis(1.0, currency, lang).1
}

/// The rows a channel, or all channels of a group, stood in.
fn channel_sources(
    snapshot: &Snapshot,
    session: &Session,
    of: ChannelGroup,
    facts: &ChannelFacts,
    is_group: bool,
    lang: Lang,
) -> Vec<String> {
    let rows = snapshot.channels_of(session.id).iter();
    let cells: Vec<SourceCell> = rows
        .zip(snapshot.channel_origins_of(session.id))
        .filter(|(row, _)| {
            group(&row.facts) == of && (is_group || row.facts.channel == facts.channel)
        })
        .map(|(_, cell)| cell.clone())
        .collect();
    sources(snapshot, &cells, lang)
}

fn channel_sentence(rows: &[ChannelRow], currency: &Currency, lang: Lang) -> String {
    let roi = rows
        .iter()
        .find(|r| r.is_group && r.group == ChannelGroup::Paid)
        .and_then(|r| r.roi.raw)
        .map(|roi| {
            let amount = format::money_fixed(roi, currency, 2);
            match lang {
                Lang::Zh => format!("付费每花 1 元成交 {amount}"),
                Lang::En => format!("Each unit of paid traffic sold {amount}"),
            }
        });
    // Thin channels look good by luck: only those with at least 200 views are named.
    let best = rows
        .iter()
        .filter(|r| !r.is_group && r.views.raw.is_some_and(|v| v >= 200.0))
        .filter(|r| r.gpm.raw.is_some_and(|g| g > 0.0))
        .max_by(|a, b| a.gpm.raw.unwrap_or(0.0).total_cmp(&b.gpm.raw.unwrap_or(0.0)))
        .map(|r| match lang {
            Lang::Zh => format!("「{}」来的每千次观看卖得最多（{}）", r.name, r.gpm.text),
            Lang::En => format!("{} sold most per 1,000 views ({})", r.name, r.gpm.text),
        });
    let said: Vec<String> = roi.into_iter().chain(best).collect();
    match (said.is_empty(), lang) {
        (true, Lang::Zh) => "渠道没有金额，只能看次数。".to_owned(),
        (true, Lang::En) => "No amounts by channel: views only.".to_owned(),
        (false, Lang::Zh) => format!("{}。", said.join("；")),
        (false, Lang::En) => format!("{}.", said.join("; ")),
    }
}

/// Products of the session.
pub fn product_table(snapshot: &Snapshot, session: &Session, lang: Lang) -> SessionProductTable {
    let title = lang.pick("商品", "Products").to_owned();
    let mut rows: Vec<_> = snapshot.products_of(session.id).iter().collect();
    if rows.is_empty() {
        return SessionProductTable {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(needs(Need::Products, lang)),
            ..SessionProductTable::default()
        };
    }
    let currency = &session.currency;
    let basis = session
        .facts
        .amount()
        .map(|(_, b)| b)
        .filter(|b| rows.iter().any(|r| of_basis(&r.facts, *b).is_some()))
        .or_else(|| rows.iter().find_map(|r| r.facts.amount().map(|(_, b)| b)))
        .unwrap_or(Basis::Created);
    let amount = |r: &&SessionProduct| of_basis(&r.facts, basis);
    rows.sort_by(|a, b| amount(b).cmp(&amount(a)).then(a.product.cmp(&b.product)));
    let total: f64 = rows.iter().filter_map(amount).map(Money::major).sum();
    let key = match basis {
        Basis::Paid => MetricKey::PaidAmount,
        Basis::Created => MetricKey::Gmv,
    };
    let views: Vec<SessionProductRow> = rows
        .iter()
        .map(|r| {
            let places = sources(snapshot, &r.origins, lang);
            let metric = |key| product_metric(key, r);
            let of = |people: MetricKey, times: MetricKey| -> MetricValue {
                let value = metric(people);
                if value.value.is_some() { value } else { metric(times) }
            };
            let click = of(MetricKey::ClickRate, MetricKey::ClickRatePv);
            let order = of(MetricKey::OrderRate, MetricKey::OrderRatePv);
            let own = amount(r).map(Money::major);
            SessionProductRow {
                product: r.product,
                name: product_name(snapshot, r.product),
                amount: Num::maybe(own, |a| compact(a, lang)),
                share: Num::percent(own.filter(|_| total > 0.0).map(|a| a / total)),
                orders: Num::count(r.facts.sales()),
                click_rate: Num::percent(click.value),
                order_rate: Num::percent(order.value),
                order_interval: order.interval.map(share_range),
                explain: [metric(key), click, order]
                    .iter()
                    .map(|v| explain(v, currency, places.clone(), lang))
                    .collect(),
            }
        })
        .collect();
    let name = names::basis_name(basis, lang);
    let first = &views[0];
    let sentence = match lang {
        Lang::Zh => format!("{}卖得最多，占商品合计的 {}。", first.name, first.share.text),
        Lang::En => format!("{} sold most, {} of the products' sum.", first.name, first.share.text),
    };
    let n = views.len();
    let named = format::capital(name);
    SessionProductTable {
        head: ChartHead {
            title,
            unit: match lang {
                Lang::Zh => format!("{n} 个 · {name} {}", unit_of(currency, lang)),
                Lang::En => format!("{n} · {name}, {currency}"),
            },
            series: Vec::new(),
            sentence,
        },
        columns: match lang {
            Lang::Zh => ["商品", name, "占比", "订单", "商品点击率", "点击-成交率"],
            Lang::En => ["Product", &named, "Share", "Orders", "Click rate", "Order rate"],
        }
        .map(str::to_owned)
        .to_vec(),
        rows: views,
        empty: None,
    }
}

fn of_basis(f: &SessionProductFacts, basis: Basis) -> Option<Money> {
    match basis {
        Basis::Paid => f.paid_amount,
        Basis::Created => f.gmv,
    }
}
