//! The tables of a brushed range, from the orders paid in it: traffic and products.

use super::brush::Sums;
use super::tables::channel_columns;
use super::{ChannelRow, ChannelTable, SessionProductRow, SessionProductTable};
use crate::domain::{Basis, ChannelGroup, Snapshot};
use crate::metrics::{SaleLine, sold};
use crate::present::format::{capital, compact, fixed, percent};
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Empty, Num};
use crate::present::text::{brush as say, metrics as names};

/// Traffic of the orders paid in the range; views are told for the whole session only.
pub(super) fn channels(sums: &Sums<'_>, lines: &[&SaleLine], all: &[SaleLine]) -> ChannelTable {
    let lang = sums.lang;
    let title = lang.pick("渠道", "Channels").to_owned();
    if all.iter().all(|line| line.group.is_none()) {
        let head = ChartHead {
            title,
            sentence: say::channels_stay(lang).to_owned(),
            ..ChartHead::default()
        };
        return ChannelTable { head, ..ChannelTable::default() };
    }
    let groups = sold(lines.iter().copied(), |line| line.group);
    let total: f64 = groups.iter().map(|g| g.paid).sum();
    let natural = groups
        .iter()
        .find(|g| g.of == ChannelGroup::Natural)
        .map(|g| percent(g.paid / total.max(f64::MIN_POSITIVE)));
    let currency = &sums.session.currency;
    let rows = groups
        .iter()
        .map(|g| {
            let spend = sums.part.spend.filter(|s| g.of == ChannelGroup::Paid && *s > 0.0);
            ChannelRow {
                group: g.of,
                is_group: true,
                name: names::channel_group(g.of, lang).to_owned(),
                views: Num::missing(),
                bar: if total > 0.0 { g.paid / total } else { 0.0 },
                amount: Num::of(g.paid, compact(g.paid, lang)),
                gpm: Num::missing(),
                roi: Num::maybe(spend.map(|spend| g.paid / spend), |r| fixed(r, 2)),
                sources: Vec::new(),
            }
        })
        .collect();
    ChannelTable {
        head: ChartHead {
            title,
            unit: say::channels_unit(lang).to_owned(),
            series: Vec::new(),
            sentence: say::channels_sentence(natural.as_deref(), lang),
        },
        columns: channel_columns(names::basis_name(Basis::Paid, lang), currency, lang),
        rows,
        empty: None,
    }
}

/// What sold in the range, by the orders paid in it.
pub(super) fn products(
    snapshot: &Snapshot,
    sums: &Sums<'_>,
    lines: &[&SaleLine],
    any: bool,
) -> SessionProductTable {
    let lang = sums.lang;
    let title = lang.pick("商品", "Products").to_owned();
    let rows = sold(lines.iter().copied(), |line| line.product);
    let Some(first) = rows.first() else {
        let (title_of, detail) = say::no_sales(any, lang);
        return SessionProductTable {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(Empty {
                title: title_of.to_owned(),
                detail: detail.to_owned(),
                action: String::new(),
            }),
            ..SessionProductTable::default()
        };
    };
    let total: f64 = rows.iter().map(|r| r.paid).sum();
    let share = |paid: f64| (total > 0.0).then(|| paid / total);
    let name = names::basis_name(Basis::Paid, lang);
    let named = capital(name);
    let sentence = say::products_sentence(
        &product_name(snapshot, first.of),
        &Num::percent(share(first.paid)).text,
        lang,
    );
    SessionProductTable {
        head: ChartHead {
            title,
            unit: say::products_unit(rows.len(), lang),
            series: Vec::new(),
            sentence,
        },
        columns: lang
            .pick(["商品", name, "占比", "订单"], ["Product", &named, "Share", "Orders"])
            .map(str::to_owned)
            .to_vec(),
        rows: rows
            .iter()
            .map(|r| SessionProductRow {
                product: r.of,
                name: product_name(snapshot, r.of),
                amount: Num::of(r.paid, compact(r.paid, lang)),
                share: Num::percent(share(r.paid)),
                orders: Num::count(Some(r.orders)),
                click_rate: Num::missing(),
                order_rate: Num::missing(),
                order_interval: None,
                explain: Vec::new(),
            })
            .collect(),
        empty: None,
    }
}
