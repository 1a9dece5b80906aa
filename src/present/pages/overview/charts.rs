//! The bars and the calendar of the overview.

use std::collections::BTreeMap;

use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::{Calendar, CalendarDay, Planned, SessionBar, SessionBars};
use crate::domain::{Basis, Money, Session, Snapshot, Tier};
use crate::metrics::{Standing, like_sessions, standing};
use crate::present::format::{self, day, month_day, percent, weekday, weekday_name};
use crate::present::pages::make::{amount_metric, axis, badge};
use crate::present::pages::{ChartHead, Num};
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
            most = most.max(major.unwrap_or(0.0)).max(stand.median.unwrap_or(0.0));
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
                hover: format!("{} · {} · {}", day(&session.start, lang), shown.text, badge.text),
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
                Lang::En => format!("{} per session", format::capital(name)),
            },
            unit: match lang {
                Lang::Zh => format!("{unit} · {n} 场 · 合计 {sum}"),
                Lang::En => format!("{unit} · {} · {sum} in all", format::sessions_en(n)),
            },
            series: vec![
                name.to_owned(),
                lang.pick("同类场次中位", "Median of like sessions").to_owned(),
            ],
            sentence,
        },
        axis_divisor,
        bars,
    }
}

/// Monday of a date's week.
fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(jiff::Span::new().days(back)).unwrap_or(date)
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
    // A plan without a date has no place in a calendar.
    let undated = planned.iter().any(|plan| plan.start.is_none());
    let planned: Vec<(&ZonedDateTime, &Planned)> =
        planned.iter().filter_map(|plan| Some((plan.start.as_ref()?, plan))).collect();
    let last = sessions
        .iter()
        .map(|s| s.start.date())
        .chain(planned.iter().map(|(start, _)| start.date()))
        .max();
    let Some(last) = last else {
        return Calendar::default();
    };
    let first = monday(last).checked_sub(jiff::Span::new().weeks(WEEKS as i64 - 1)).unwrap_or(last);
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
        let amount =
            Num::money(session.facts.amount().map(|(m, _)| m.major()), &session.currency, lang);
        let line = format!(
            "{} · {} · {}",
            day(&session.start, lang),
            amount.text,
            names::tier(tier, lang)
        );
        cell.hover = join(&cell.hover, &line);
    }
    for (start, plan) in planned.iter().filter(|(start, _)| start.date() >= first) {
        let date = start.date();
        let cell = days.entry(date).or_insert_with(|| place(date));
        cell.planned = true;
        let line = match lang {
            Lang::Zh => format!("{} · 已排「{}」", day(start, lang), plan.name),
            Lang::En => format!("{} · planned '{}'", day(start, lang), plan.name),
        };
        cell.hover = join(&cell.hover, &line);
    }
    let mut months = Vec::new();
    for week in 0..WEEKS {
        let start = first.checked_add(jiff::Span::new().weeks(week as i64)).unwrap_or(first);
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
                Lang::En => format!("{} · against their like", format::sessions_en(shown)),
            },
            series: Vec::new(),
            sentence: calendar_sentence(&legend, &planned, undated, lang),
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
    if known.is_empty() { line.to_owned() } else { format!("{known}\n{line}") }
}

fn month_name(month: i8, lang: Lang) -> String {
    const EN: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Zh => format!("{month}月"),
        Lang::En => EN[(month - 1) as usize % 12].to_owned(),
    }
}

fn calendar_sentence(
    legend: &BTreeMap<Tier, usize>,
    planned: &[(&ZonedDateTime, &Planned)],
    undated: bool,
    lang: Lang,
) -> String {
    let dates: Vec<String> = planned.iter().map(|(start, _)| month_day(start)).collect();
    if !dates.is_empty() {
        return match lang {
            Lang::Zh => format!("虚线是已排的 {} 场：{}。", dates.len(), dates.join("、")),
            Lang::En => format!("Dashed: {} planned, {}.", dates.len(), dates.join(", ")),
        };
    }
    let top = legend.get(&Tier::Top).copied().unwrap_or(0);
    let unclear = legend.get(&Tier::Unclear).copied().unwrap_or(0);
    let known = match (unclear, lang) {
        (0, Lang::Zh) => format!("{top} 场优秀"),
        (0, Lang::En) if top == 1 => "1 top session".to_owned(),
        (0, Lang::En) => format!("{top} top sessions"),
        (n, Lang::Zh) => format!("{top} 场优秀，{n} 场可比的太少还说不清"),
        (n, Lang::En) => format!("{top} among the best, {n} with too few like ones"),
    };
    match (undated, lang) {
        (false, Lang::Zh) => format!("{known}；还没有排下一场。"),
        (false, Lang::En) => format!("{known}; nothing is planned yet."),
        (true, Lang::Zh) => format!("{known}；排好的计划还没定日子。"),
        (true, Lang::En) => format!("{known}; what is planned has no date yet."),
    }
}
