//! The smaller blocks of the overview: weekday × hour, products, next session, income.

use std::collections::BTreeMap;

use super::{
    HeatCell, HeatTable, IncomePart, IncomeSplit, NextSession, Planned, TopProduct, TopProducts,
};
use crate::domain::{Basis, Money, ProductKind, Session, Snapshot, Takings};
use crate::metrics::{Board, ENOUGH, HourTable, hour_table};
use crate::present::format::{self, compact, count, day, fixed, weekday_name};
use crate::present::pages::filters::Filters;
use crate::present::pages::make::axis;
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Num, PageContext};
use crate::present::text::{Lang, metrics as names};

/// Amount per hour on air by weekday and hour.
pub fn heat(
    sessions: &[&Session],
    basis: Basis,
    takings: Option<&Takings>,
    lang: Lang,
) -> HeatTable {
    let none = Takings::new();
    let HourTable { cells, sessions: counted, spread } =
        hour_table(sessions, basis, takings.unwrap_or(&none));
    let Some(last) = sessions.last() else {
        return HeatTable::default();
    };
    let currency = &last.currency;
    let mut hours: Vec<u8> = cells.iter().map(|c| c.hour).collect();
    hours.sort_unstable();
    hours.dedup();
    let most = cells.iter().map(|c| c.per_hour).fold(0.0, f64::max);
    let least = cells.iter().map(|c| c.per_hour).fold(f64::INFINITY, f64::min);
    let (divisor, unit) = axis(most, currency, lang);
    let name = names::basis_name(basis, lang);
    let best = cells
        .iter()
        .filter(|c| c.sessions >= ENOUGH)
        .max_by(|a, b| a.per_hour.total_cmp(&b.per_hour));
    let when = match (spread, lang) {
        (0, Lang::Zh) => "按订单付款的时间算；空白是没播过，不是 0。".to_owned(),
        (0, Lang::En) => {
            "Counted by when orders were paid; blank means not on air, not 0.".to_owned()
        }
        (n, Lang::Zh) if n == counted => {
            "没有订单，每场按小时平均摊开；空白是没播过，不是 0。".to_owned()
        }
        (n, Lang::En) if n == counted => {
            "Without orders each session is spread evenly; blank means not on air, not 0."
                .to_owned()
        }
        (n, Lang::Zh) => format!("没有订单的 {n} 场平均摊开；空白是没播过，不是 0。"),
        (n, Lang::En) => {
            format!("{n} sessions without orders are spread evenly; blank means not on air, not 0.")
        }
    };
    let sentence = match (best, lang) {
        (_, _) if cells.is_empty() => lang
            .pick("缺开播、下播时间或金额，算不出每小时。", "Start, end or amount is missing.")
            .to_owned(),
        (None, Lang::Zh) => format!("每格都不足 5 场，先别急着挑时间。{when}"),
        (None, Lang::En) => format!("No cell has five sessions yet. {when}"),
        (Some(c), Lang::Zh) => format!(
            "{} {} 点最好，每小时 {}。{when}",
            weekday_name(usize::from(c.weekday), lang),
            c.hour,
            format::money(c.per_hour, currency, lang)
        ),
        (Some(c), Lang::En) => format!(
            "{} {}:00 is best at {} an hour. {when}",
            weekday_name(usize::from(c.weekday), lang),
            c.hour,
            format::money(c.per_hour, currency, lang)
        ),
    };
    HeatTable {
        head: ChartHead {
            title: lang.pick("什么时候播得好", "When it goes well").to_owned(),
            unit: match lang {
                Lang::Zh => format!("单小时{name} {unit} · 缺角 = 不足 5 场"),
                Lang::En => format!("{name} per hour, {unit} · cut corner = fewer than 5 sessions"),
            },
            series: Vec::new(),
            sentence,
        },
        rows: (0..7).map(|d| weekday_name(d, lang)).collect(),
        columns: hours.iter().map(|h| lang.pick(format!("{h} 点"), format!("{h}:00"))).collect(),
        cells: cells
            .iter()
            .map(|c| HeatCell {
                row: usize::from(c.weekday),
                column: hours.binary_search(&c.hour).unwrap_or(0),
                value: Num::of(
                    c.per_hour,
                    if divisor > 1.0 { fixed(c.per_hour / divisor, 2) } else { count(c.per_hour) },
                ),
                sessions: c.sessions,
                few: c.sessions < ENOUGH,
                step: if most > least {
                    (((c.per_hour - least) / (most - least)) * 6.0).round() as u8
                } else {
                    3
                },
                hover: {
                    let at = weekday_name(usize::from(c.weekday), lang);
                    let amount = format::money(c.per_hour, currency, lang);
                    let (h, n, time) = (c.hour, c.sessions, fixed(c.hours, 1));
                    match lang {
                        Lang::Zh => format!("{at} {h} 点 · 每小时 {amount} · {n} 场共 {time} 小时"),
                        Lang::En => {
                            format!("{at} {h}:00 · {amount} an hour · {n} sessions, {time} h")
                        }
                    }
                },
            })
            .collect(),
        hours,
    }
}

/// Products that sold best.
pub fn top_products(
    snapshot: &Snapshot,
    filters: &Filters,
    board: &Board,
    sessions: usize,
    latest: &Session,
    lang: Lang,
) -> TopProducts {
    let currency = &latest.currency;
    let stats: Vec<_> =
        board.products.iter().filter(|p| filters.product(snapshot, p.product)).collect();
    let first = stats.first().and_then(|p| p.amount).unwrap_or(0.0);
    let rows: Vec<TopProduct> = stats
        .iter()
        .filter(|p| p.amount.is_some())
        .take(5)
        .map(|p| TopProduct {
            product: p.product,
            name: product_name(snapshot, p.product),
            amount: Num::maybe(p.amount, |a| compact(a, lang)),
            bar: if first > 0.0 { (p.amount.unwrap_or(0.0) / first).max(0.0) } else { 0.0 },
            orders: Num::count(p.orders),
            margin_per_minute: Num::maybe(p.margin_per_minute.ok(), |m| {
                if m.abs() < 100.0 { fixed(m, 1) } else { count(m) }
            }),
            margin_note: p
                .margin_per_minute
                .err()
                .map(|reason| names::no_margin(reason, lang).to_owned())
                .unwrap_or_default(),
        })
        .collect();
    let basis = board.basis.unwrap_or(Basis::Created);
    let name = names::basis_name(basis, lang);
    let mut earning: Vec<&TopProduct> =
        rows.iter().filter(|r| r.margin_per_minute.raw.is_some_and(|m| m > 0.0)).collect();
    earning.sort_by(|a, b| {
        b.margin_per_minute.raw.unwrap_or(0.0).total_cmp(&a.margin_per_minute.raw.unwrap_or(0.0))
    });
    let sentence = match (earning.as_slice(), rows.first(), lang) {
        ([best, .., least], _, _) => {
            let (a, b) = (
                best.margin_per_minute.raw.unwrap_or(0.0),
                least.margin_per_minute.raw.unwrap_or(1.0),
            );
            let amount = format::money_fixed(a, currency, usize::from(a < 100.0));
            let times = fixed(a / b, 1);
            match lang {
                Lang::Zh => format!(
                    "「{}」每讲 1 分钟赚 {amount}，是「{}」的 {times} 倍。",
                    best.name, least.name
                ),
                Lang::En => format!(
                    "{} earns {amount} a talk minute, {times} times {}.",
                    best.name, least.name
                ),
            }
        }
        ([only], _, Lang::Zh) => {
            format!("「{}」每讲 1 分钟赚 {}。", only.name, only.margin_per_minute.text)
        }
        ([only], _, Lang::En) => {
            format!("{} earns {} a talk minute.", only.name, only.margin_per_minute.text)
        }
        (_, Some(top), Lang::Zh) => {
            format!("「{}」卖得最多；填上成本、导入讲解片段，就能看到每讲 1 分钟赚多少。", top.name)
        }
        (_, Some(top), Lang::En) => format!(
            "{} sells most; set costs and import talk times to see what a talk minute earns.",
            top.name
        ),
        (_, None, Lang::Zh) => "导入带商品表的整场数据，就能看到卖得最好的商品。".to_owned(),
        (_, None, Lang::En) => {
            "Import a workbook with its product sheet to see products.".to_owned()
        }
    };
    let n = stats.len();
    TopProducts {
        head: ChartHead {
            title: lang.pick("卖得最好的商品", "Best sellers").to_owned(),
            unit: match lang {
                Lang::Zh => format!("{sessions} 场"),
                Lang::En => format::sessions_en(sessions),
            },
            series: Vec::new(),
            sentence,
        },
        columns: match lang {
            Lang::Zh => vec![
                "商品".to_owned(),
                format!("{name} {currency}"),
                "订单".to_owned(),
                "毛利/讲解分钟".to_owned(),
            ],
            Lang::En => vec![
                "Product".to_owned(),
                format::capital(name),
                "Orders".to_owned(),
                "Margin/talk min".to_owned(),
            ],
        },
        rows,
        all: match lang {
            Lang::Zh => format!("全部 {n} 个"),
            Lang::En => format!("All {n}"),
        },
    }
}

/// The next planned session.
pub fn next_session(
    planned: &[Planned],
    latest: &Session,
    context: &PageContext,
) -> Option<NextSession> {
    let lang = context.lang;
    let ahead = planned
        .iter()
        .filter_map(|p| Some((p.start.as_ref()?, p)))
        .filter(|(start, _)| start.timestamp() >= context.now)
        .min_by_key(|(start, _)| start.timestamp());
    // A plan without a date is for whatever comes next.
    let (start, plan) = match ahead {
        Some((start, plan)) => (Some(start), plan),
        None => (None, planned.iter().find(|p| p.start.is_none())?),
    };
    let when = start.map_or_else(
        || lang.pick(format!("「{}」", plan.name), format!("'{}'", plan.name)),
        |start| format!("{} {}", day(start, lang), format::clock(start)),
    );
    let minutes = plan.minutes;
    let stones = plan.probability.map_or(0, |p| (p * 20.0).round().clamp(0.0, 20.0) as u8);
    let goal = Num::money(plan.goal.map(Money::major), &latest.currency, lang);
    Some(NextSession {
        line: match lang {
            Lang::Zh => format!("{when} · {minutes} 分钟"),
            Lang::En => format!("{when} · {minutes} min"),
        },
        asked: match (plan.goal, lang) {
            (Some(_), Lang::Zh) => format!("到 {} 的把握", goal.text),
            (Some(_), Lang::En) => format!("Chance of {}", goal.text),
            (None, _) => lang.pick("达到目标的把握", "Chance of the goal").to_owned(),
        },
        plan: plan.name.clone(),
        goal,
        probability: Num::maybe(plan.probability, |p| format::percent_digits(p, 0)),
        stones,
        sentence: match (plan.probability, lang) {
            (None, Lang::Zh) if plan.goal.is_none() => "没定目标：打开计划填一个".to_owned(),
            (None, Lang::En) if plan.goal.is_none() => {
                "no goal: open the plan and set one".to_owned()
            }
            (Some(_), Lang::Zh) => format!("播 20 场约 {stones} 场能到"),
            (Some(_), Lang::En) => format!("about {stones} of 20 such sessions would reach it"),
            (None, Lang::Zh) => "这个计划还没算把握".to_owned(),
            (None, Lang::En) => "the odds of this plan are not worked out yet".to_owned(),
        },
    })
}

/// Goods, courses and ad share of the sessions shown and the income of the same days.
pub fn income(
    snapshot: &Snapshot,
    sessions: &[&Session],
    latest: &Session,
    board: &Board,
    lang: Lang,
) -> IncomeSplit {
    let currency = &latest.currency;
    let mut sums: BTreeMap<ProductKind, f64> = BTreeMap::new();
    for stats in &board.products {
        let kind = snapshot.product(stats.product).map_or(ProductKind::Goods, |p| p.kind);
        if let Some(amount) = stats.amount {
            *sums.entry(kind).or_default() += amount;
        }
    }
    let (from, to) =
        (sessions.first().map(|s| s.start.date()), sessions.last().map(|s| s.start.date()));
    for item in &snapshot.income {
        let day = item.at.date();
        let inside = from.is_some_and(|f| day >= f) && to.is_some_and(|t| day <= t);
        if item.currency == *currency && inside {
            *sums.entry(item.kind).or_default() += item.amount.major();
        }
    }
    let total: f64 = sums.values().sum();
    let parts: Vec<IncomePart> = sums
        .into_iter()
        .map(|(kind, amount)| IncomePart {
            kind,
            label: names::product_kind(kind, lang).to_owned(),
            amount: Num::of(amount, format::money(amount, currency, lang)),
            share: Num::percent((total > 0.0).then(|| amount / total)),
        })
        .collect();
    let most = parts
        .iter()
        .max_by(|a, b| a.amount.raw.unwrap_or(0.0).total_cmp(&b.amount.raw.unwrap_or(0.0)));
    let sentence = match (most, lang) {
        (Some(part), Lang::Zh) => format!("{}占 {}。", part.label, part.share.text),
        (Some(part), Lang::En) => format!("{} bring {}.", part.label, part.share.text),
        (None, Lang::Zh) => "导入商品表或其他收入，就能看到三种收入。".to_owned(),
        (None, Lang::En) => "Import products or other income to see the three streams.".to_owned(),
    };
    let basis = names::basis_name(board.basis.unwrap_or(Basis::Created), lang);
    IncomeSplit {
        head: ChartHead {
            title: lang.pick("三种收入", "Three streams of income").to_owned(),
            unit: match lang {
                Lang::Zh => format!("{basis} · {} 场", sessions.len()),
                Lang::En => format!("{basis} · {}", format::sessions_en(sessions.len())),
            },
            series: Vec::new(),
            sentence,
        },
        parts,
    }
}
