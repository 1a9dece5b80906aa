//! The charts of the overview: bars, calendar, weekday × hour, products, income, next session.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Calendar, CalendarDay, HeatCell, HeatTable, IncomePart, IncomeSplit, NextSession, Planned,
    SessionBar, SessionBars, TopProduct, TopProducts,
};
use crate::domain::{Basis, Money, ProductKind, Session, Snapshot, Tier};
use crate::metrics::{Board, ENOUGH, Standing, hour_table, like_sessions, standing};
use crate::present::format::{
    self, compact, count, day, fixed, month_day, percent, weekday, weekday_name,
};
use crate::present::pages::filters::Filters;
use crate::present::pages::make::{amount_metric, axis, badge, product_name};
use crate::present::pages::{ChartHead, Num, PageContext};
use crate::present::text::{Lang, metrics as names};

/// How many bars are drawn at most: the latest.
const MOST_BARS: usize = 30;
/// Weeks of the calendar.
const WEEKS: usize = 26;

fn stand_of(snapshot: &Snapshot, session: &Session) -> Standing {
    let value = session.facts.amount().map(|(m, _)| m.major());
    let like = like_sessions(snapshot, session);
    standing(snapshot, amount_metric(session), value, &like)
}

/// Amount per session, in one basis.
pub fn trend(snapshot: &Snapshot, sessions: &[&Session], basis: Basis, lang: Lang) -> SessionBars {
    let skip = sessions.len().saturating_sub(MOST_BARS);
    let shown: Vec<&Session> = sessions[skip..]
        .iter()
        .copied()
        .filter(|s| s.facts.amount().is_none_or(|(_, b)| b == basis))
        .collect();
    let Some(last) = shown.last() else {
        return SessionBars::default();
    };
    let currency = &last.currency;
    let mut most = 0.0f64;
    let mut total = Money::ZERO;
    let (mut reached, mut judged) = (0, 0);
    let mut farthest: Option<(f64, &Session)> = None;
    let bars: Vec<SessionBar> = shown
        .iter()
        .map(|session| {
            let stand = stand_of(snapshot, session);
            let amount = session.facts.amount().map(|(m, _)| m);
            total = total + amount.unwrap_or(Money::ZERO);
            let major = amount.map(Money::major);
            most = most
                .max(major.unwrap_or(0.0))
                .max(stand.median.unwrap_or(0.0));
            if let (Some(value), Some(median)) = (major, stand.median) {
                judged += 1;
                reached += usize::from(value >= median);
                if median > 0.0 && value < median {
                    let gap = value / median - 1.0;
                    if farthest.is_none_or(|(worst, _)| gap < worst) {
                        farthest = Some((gap, session));
                    }
                }
            }
            let badge = badge(stand.tier, lang);
            let shown = Num::money(major, currency, lang);
            SessionBar {
                session: session.id,
                date: month_day(&session.start),
                weekday: weekday(&session.start, lang),
                hover: format!(
                    "{} · {} · {}",
                    day(&session.start, lang),
                    shown.text,
                    badge.text
                ),
                amount: shown,
                badge,
                median: stand.median,
            }
        })
        .collect();
    let (axis_divisor, unit) = axis(most, currency, lang);
    let n = bars.len();
    let sum = format::money(total.major(), currency, lang);
    let name = names::basis_name(basis, lang);
    let far = farthest.map(|(gap, s)| (percent(-gap), day(&s.start, lang)));
    let sentence = match (judged, far, lang) {
        (0, _, Lang::Zh) => "可比的场次不足 5 场，先看高低，还不评好坏。".to_owned(),
        (0, _, Lang::En) => "Fewer than five like sessions: heights only, no tiers yet.".to_owned(),
        (_, None, Lang::Zh) => format!("{judged} 场全都到了同类中位。"),
        (_, None, Lang::En) => format!("All {judged} sessions reached the median of their like."),
        (_, Some((gap, at)), Lang::Zh) => {
            format!("{judged} 场里 {reached} 场到了同类中位；差得最多的是 {at}，少 {gap}。")
        }
        (_, Some((gap, at)), Lang::En) => format!(
            "{reached} of {judged} sessions reached the median of their like; furthest below was {at}, by {gap}."
        ),
    };
    SessionBars {
        head: ChartHead {
            title: match lang {
                Lang::Zh => format!("每场{name}"),
                Lang::En => format!("{} per session", capital(name)),
            },
            unit: match lang {
                Lang::Zh => format!("{unit} · {n} 场 · 合计 {sum}"),
                Lang::En => format!("{unit} · {n} sessions · {sum} in all"),
            },
            series: vec![
                name.to_owned(),
                lang.pick("同类场次中位", "Median of like sessions")
                    .to_owned(),
            ],
            sentence,
        },
        axis_divisor,
        bars,
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Monday of a date's week.
fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(jiff::Span::new().days(back))
        .unwrap_or(date)
}

/// Whole days from one date to another.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Half a year of sessions ending with the latest session or plan.
pub fn calendar(
    snapshot: &Snapshot,
    sessions: &[&Session],
    planned: &[Planned],
    lang: Lang,
) -> Calendar {
    let last = sessions
        .iter()
        .map(|s| s.start.date())
        .chain(planned.iter().map(|p| p.start.date()))
        .max();
    let Some(last) = last else {
        return Calendar::default();
    };
    let first = monday(last)
        .checked_sub(jiff::Span::new().weeks(WEEKS as i64 - 1))
        .unwrap_or(last);
    let mut days: BTreeMap<Date, CalendarDay> = BTreeMap::new();
    let mut legend: BTreeMap<Tier, usize> = BTreeMap::new();
    let place = |date: Date| CalendarDay {
        week: (days_between(first, date) / 7) as usize,
        weekday: date.weekday().to_monday_zero_offset() as usize,
        tier: None,
        sessions: Vec::new(),
        planned: false,
        hover: String::new(),
    };
    let mut shown = 0;
    for session in sessions.iter().filter(|s| s.start.date() >= first) {
        let tier = stand_of(snapshot, session).tier;
        *legend.entry(tier).or_default() += 1;
        shown += 1;
        let date = session.start.date();
        let cell = days.entry(date).or_insert_with(|| place(date));
        cell.tier = Some(cell.tier.map_or(tier, |known| known.min(tier)));
        cell.sessions.push(session.id);
        let amount = Num::money(
            session.facts.amount().map(|(m, _)| m.major()),
            &session.currency,
            lang,
        );
        let line = format!(
            "{} · {} · {}",
            day(&session.start, lang),
            amount.text,
            names::tier(tier, lang)
        );
        cell.hover = join(&cell.hover, &line);
    }
    for plan in planned.iter().filter(|p| p.start.date() >= first) {
        let date = plan.start.date();
        let cell = days.entry(date).or_insert_with(|| place(date));
        cell.planned = true;
        let line = match lang {
            Lang::Zh => format!("{} · 已排「{}」", day(&plan.start, lang), plan.name),
            Lang::En => format!("{} · planned “{}”", day(&plan.start, lang), plan.name),
        };
        cell.hover = join(&cell.hover, &line);
    }
    let mut months = Vec::new();
    for week in 0..WEEKS {
        let start = first
            .checked_add(jiff::Span::new().weeks(week as i64))
            .unwrap_or(first);
        if week == 0 || start.day() <= 7 {
            months.push((week, month_name(start.month(), lang)));
        }
    }
    // The first label gives way where the next month begins in the following column.
    if months.len() > 1 && months[1].0 == 1 {
        months.remove(0);
    }
    Calendar {
        head: ChartHead {
            title: lang.pick("半年场次", "Half a year").to_owned(),
            unit: match lang {
                Lang::Zh => format!("{shown} 场 · 和同类场次比"),
                Lang::En => format!("{shown} sessions · against their like"),
            },
            series: Vec::new(),
            sentence: calendar_sentence(&legend, planned, lang),
        },
        weeks: WEEKS,
        weekdays: (0..7).map(|d| weekday_name(d, lang)).collect(),
        months,
        legend: legend
            .into_iter()
            .map(|(tier, n)| (tier, format!("{} {n}", names::tier(tier, lang))))
            .collect(),
        days: days.into_values().collect(),
    }
}

fn join(known: &str, line: &str) -> String {
    if known.is_empty() {
        line.to_owned()
    } else {
        format!("{known}\n{line}")
    }
}

fn month_name(month: i8, lang: Lang) -> String {
    const EN: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    match lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => EN[(month - 1) as usize % 12].to_owned(),
    }
}

fn calendar_sentence(legend: &BTreeMap<Tier, usize>, planned: &[Planned], lang: Lang) -> String {
    let dates: Vec<String> = planned.iter().map(|p| month_day(&p.start)).collect();
    if !dates.is_empty() {
        return match lang {
            Lang::Zh => format!("虚线是已排的 {} 场：{}。", dates.len(), dates.join("、")),
            Lang::En => format!("Dashed: {} planned, {}.", dates.len(), dates.join(", ")),
        };
    }
    let top = legend.get(&Tier::Top).copied().unwrap_or(0);
    let unclear = legend.get(&Tier::Unclear).copied().unwrap_or(0);
    match (unclear, lang) {
        (0, Lang::Zh) => format!("{top} 场优秀；还没有排下一场。"),
        (0, Lang::En) => format!("{top} top sessions; nothing is planned yet."),
        (n, Lang::Zh) => format!("{top} 场优秀，{n} 场可比的太少还说不清；还没有排下一场。"),
        (n, Lang::En) => {
            format!("{top} top sessions, {n} with too few like ones; nothing is planned yet.")
        }
    }
}

/// Amount per hour on air by weekday and hour.
pub fn heat(sessions: &[&Session], basis: Basis, lang: Lang) -> HeatTable {
    let cells = hour_table(sessions, basis);
    let Some(last) = sessions.last() else {
        return HeatTable::default();
    };
    let currency = &last.currency;
    let mut hours: Vec<u8> = cells.iter().map(|c| c.hour).collect();
    hours.sort_unstable();
    hours.dedup();
    let most = cells.iter().map(|c| c.per_hour).fold(0.0, f64::max);
    let least = cells
        .iter()
        .map(|c| c.per_hour)
        .fold(f64::INFINITY, f64::min);
    let (divisor, unit) = axis(most, currency, lang);
    let name = names::basis_name(basis, lang);
    let best = cells
        .iter()
        .filter(|c| c.sessions >= ENOUGH)
        .max_by(|a, b| a.per_hour.total_cmp(&b.per_hour));
    let spread = lang.pick(
        "每场按小时平均摊开；空白是没播过，不是 0。",
        "Each session is spread evenly over its hours; blank means not on air, not 0.",
    );
    let sentence = match (best, lang) {
        (_, _) if cells.is_empty() => lang
            .pick(
                "缺开播、下播时间或金额，算不出每小时。",
                "Start, end or amount is missing.",
            )
            .to_owned(),
        (None, Lang::Zh) => format!("每格都不足 5 场，先别急着挑时间。{spread}"),
        (None, Lang::En) => format!("No cell has five sessions yet. {spread}"),
        (Some(c), Lang::Zh) => format!(
            "{} {} 点最好，每小时 {}。{spread}",
            weekday_name(usize::from(c.weekday), lang),
            c.hour,
            format::money(c.per_hour, currency, lang)
        ),
        (Some(c), Lang::En) => format!(
            "{} {}:00 is best at {} an hour. {spread}",
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
        columns: hours
            .iter()
            .map(|h| lang.pick(format!("{h} 点"), format!("{h}:00")))
            .collect(),
        cells: cells
            .iter()
            .map(|c| HeatCell {
                row: usize::from(c.weekday),
                column: hours.binary_search(&c.hour).unwrap_or(0),
                value: Num::of(
                    c.per_hour,
                    if divisor > 1.0 {
                        fixed(c.per_hour / divisor, 2)
                    } else {
                        count(c.per_hour)
                    },
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
    let stats: Vec<_> = board
        .products
        .iter()
        .filter(|p| filters.product(snapshot, p.product))
        .collect();
    let first = stats.first().and_then(|p| p.amount).unwrap_or(0.0);
    let rows: Vec<TopProduct> = stats
        .iter()
        .filter(|p| p.amount.is_some())
        .take(5)
        .map(|p| TopProduct {
            product: p.product,
            name: product_name(snapshot, p.product),
            amount: Num::maybe(p.amount, |a| compact(a, lang)),
            bar: if first > 0.0 {
                (p.amount.unwrap_or(0.0) / first).max(0.0)
            } else {
                0.0
            },
            orders: Num::count(p.orders),
            margin_per_minute: Num::maybe(p.margin_per_minute.ok(), |m| {
                if m.abs() < 100.0 {
                    fixed(m, 1)
                } else {
                    count(m)
                }
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
    let mut earning: Vec<&TopProduct> = rows
        .iter()
        .filter(|r| r.margin_per_minute.raw.is_some_and(|m| m > 0.0))
        .collect();
    earning.sort_by(|a, b| {
        b.margin_per_minute
            .raw
            .unwrap_or(0.0)
            .total_cmp(&a.margin_per_minute.raw.unwrap_or(0.0))
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
                    "{}每讲 1 分钟赚 {amount}，是{}的 {times} 倍。",
                    best.name, least.name
                ),
                Lang::En => format!(
                    "{} earns {amount} a talk minute, {times} times {}.",
                    best.name, least.name
                ),
            }
        }
        (_, Some(top), Lang::Zh) => format!(
            "{}卖得最多；填上成本、导入讲解片段，就能看到每讲 1 分钟赚多少。",
            top.name
        ),
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
                Lang::En => format!("{sessions} sessions"),
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
                format!("{name}, {currency}"),
                "Orders".to_owned(),
                "Margin per talk minute".to_owned(),
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
    let plan = planned
        .iter()
        .filter(|p| p.start.timestamp() >= context.now)
        .min_by_key(|p| p.start.timestamp())?;
    let (at, time, minutes) = (
        day(&plan.start, lang),
        format::clock(&plan.start),
        plan.minutes,
    );
    let stones = plan
        .probability
        .map_or(0, |p| (p * 20.0).round().clamp(0.0, 20.0) as u8);
    Some(NextSession {
        line: match lang {
            Lang::Zh => format!("下一场 · {at} {time} · {minutes} 分钟"),
            Lang::En => format!("Next session · {at} {time} · {minutes} min"),
        },
        plan: plan.name.clone(),
        goal: Num::money(plan.goal.map(Money::major), &latest.currency, lang),
        probability: Num::maybe(plan.probability, |p| format::percent_digits(p, 0)),
        stones,
        sentence: match (plan.probability, lang) {
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
        let kind = snapshot
            .product(stats.product)
            .map_or(ProductKind::Goods, |p| p.kind);
        if let Some(amount) = stats.amount {
            *sums.entry(kind).or_default() += amount;
        }
    }
    let (from, to) = (
        sessions.first().map(|s| s.start.date()),
        sessions.last().map(|s| s.start.date()),
    );
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
    let most = parts.iter().max_by(|a, b| {
        a.amount
            .raw
            .unwrap_or(0.0)
            .total_cmp(&b.amount.raw.unwrap_or(0.0))
    });
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
                Lang::En => format!("{basis} · {} sessions", sessions.len()),
            },
            series: Vec::new(),
            sentence,
        },
        parts,
    }
}
