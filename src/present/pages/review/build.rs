//! Makes the review of one session.

use super::evidence::evidence;
use super::funnel::funnel_view;
use super::minutes::minute_chart;
use super::segments::segment_table;
use super::tables::{channel_table, product_table};
use super::{BridgePart, ReconcileLine, ReviewExtras, ReviewPage, VerdictLine};
use crate::domain::{Currency, Session, SessionId, Snapshot};
use crate::metrics::{
    Against, Diagnosis, FunnelKind, MetricKey, Part, REFUNDS_SETTLED_DAYS, Reconciled, Table,
    Verdict, completeness, diagnose, funnel, like_sessions, reconcile, refund_days,
};
use crate::present::format::{self, money, percent, signed_money};
use crate::present::pages::make::{amount_metric, card, money_range, share_figure};
use crate::present::pages::named::{session_choices, session_line};
use crate::present::pages::overview::{OverviewExtras, build::finding_views};
use crate::present::pages::{Dot, Notice, Num, PageContext};
use crate::present::text::{Lang, metrics as names, pages as text, review as say};

/// Makes the review of a session; of the latest one when `session` is `None`.
pub fn review(
    snapshot: &Snapshot,
    session: Option<SessionId>,
    extras: &ReviewExtras<'_>,
    context: &PageContext,
) -> ReviewPage {
    let lang = context.lang;
    let chosen = match session {
        Some(id) => snapshot.session(id),
        None => latest(snapshot),
    };
    let Some(session) = chosen else {
        return ReviewPage {
            question: text::review_question(lang),
            empty: Some(text::no_sessions(text::Lack::of(snapshot, false), lang)),
            ..ReviewPage::default()
        };
    };
    let like = like_sessions(snapshot, session);
    let diagnosis = diagnose(session, &like, context.seed);
    let people = funnel(FunnelKind::People, &session.facts, &like);
    let times = funnel(FunnelKind::Times, &session.facts, &like);
    let (findings, _) = finding_views(
        snapshot,
        session,
        &like,
        &OverviewExtras { minutes: extras.minutes, ..OverviewExtras::default() },
        context,
    );
    let title = findings.first().map(|f| f.title.as_str());
    let verdict = verdict(&diagnosis, session, say::next_action(title, &diagnosis, lang), lang);
    ReviewPage {
        question: text::review_question(lang),
        empty: None,
        session: Some(session.id),
        line: session_line(snapshot, session, true, lang),
        sessions: session_choices(snapshot, Some(session.id), lang),
        refund_note: refund_note(session, lang),
        partial: partial_note(session, lang),
        evidence: evidence(snapshot, session, &like, &diagnosis, &verdict.parts, context),
        verdict,
        findings,
        cards: [
            amount_metric(session),
            MetricKey::NetGmv,
            MetricKey::Viewers,
            MetricKey::AvgWatch,
            MetricKey::ClickRate,
            MetricKey::OrderRate,
            MetricKey::Gpm,
            MetricKey::NewFollowers,
        ]
        .into_iter()
        .map(|key| card(snapshot, session, key, &like, context))
        .collect(),
        funnel_people: funnel_view(snapshot, session, &people, lang),
        funnel_times: funnel_view(snapshot, session, &times, lang),
        minutes: minute_chart(snapshot, session, extras, lang),
        channels: channel_table(snapshot, session, lang),
        products: product_table(snapshot, session, lang),
        segments: segment_table(snapshot, session, lang),
        reconciliation: reconcile(snapshot, session, extras.orders.map(|o| o.paid))
            .iter()
            .map(|line| reconcile_line(line, session, lang))
            .collect(),
        notes: extras.notes.iter().filter(|n| n.at.is_none()).map(|n| n.text.clone()).collect(),
        source_line: source_line(snapshot, session, lang),
        notices: notices(snapshot, session, lang),
        gaps: gaps(snapshot, session, extras, lang),
        comments: None,
    }
}

/// The session that started last.
pub(super) fn latest(snapshot: &Snapshot) -> Option<&Session> {
    snapshot.sessions.iter().max_by_key(|s| (s.start.timestamp(), s.id))
}

fn refund_note(session: &Session, lang: Lang) -> String {
    match (refund_days(session), lang) {
        (Some(days), _) if days >= REFUNDS_SETTLED_DAYS => String::new(),
        (None, _) => String::new(),
        (Some(days), Lang::Zh) => format!("退款才 {days} 天，退款率还会变"),
        (Some(days), Lang::En) => {
            format!("Refunds: {days} days old, may still grow")
        }
    }
}

/// That the figures are those of a broadcast that still went on.
pub(in crate::present::pages) fn partial_note(session: &Session, lang: Lang) -> String {
    if !session.is_partial() {
        return String::new();
    }
    lang.pick(
        "导出时还在播，数字不完整：下播后再导出一次导入，会替换",
        "Still on the air when exported: export and import it again after the end, it is replaced",
    )
    .to_owned()
}

fn verdict(d: &Diagnosis, session: &Session, action: String, lang: Lang) -> VerdictLine {
    let currency = &session.currency;
    let largest = d.parts.iter().map(|p| p.amount.abs()).fold(0.0f64, f64::max);
    let footnote = if d.verdict == Verdict::Unclear && d.total.is_none() {
        lang.pick("满 5 场可比的才评好坏", "Five like sessions are needed to judge").to_owned()
    } else {
        say::compared_with(&d.criteria, lang)
    };
    VerdictLine {
        headline: say::headline(d, currency, lang),
        detail: say::detail(d, currency, lang),
        parts: d.parts.iter().map(|part| bridge_part(part, session, largest, lang)).collect(),
        footnote,
        action,
    }
}

/// One factor of a bridge.
pub(super) fn bridge_part(part: &Part, session: &Session, largest: f64, lang: Lang) -> BridgePart {
    let currency = &session.currency;
    let (now, base) = factor_sides(part, currency);
    BridgePart {
        factor: part.factor.word().to_owned(),
        label: names::factor(part.factor, lang).to_owned(),
        amount: Num::of(part.amount, signed_money(part.amount, currency, lang)),
        shapley: Num::of(part.shapley, signed_money(part.shapley, currency, lang)),
        interval: part.interval.map(money_range),
        dot: match part.interval {
            None => Dot::Solid,
            Some(range) if range.is_clear() => Dot::Solid,
            Some(_) => Dot::Ghost,
        },
        bar: if largest > 0.0 { part.amount / largest } else { 0.0 },
        hover: match lang {
            Lang::Zh => {
                format!("{now}，对照 {base}。每一步的金额，是把各步的中位凑成金额的中位后拆出来的")
            }
            Lang::En => format!(
                "{now}, compared with {base}. The money of each step is split after the medians of the steps are scaled to make the median amount"
            ),
        },
    }
}

/// A factor here and in the comparison, as shown.
fn factor_sides(part: &Part, currency: &Currency) -> (String, String) {
    let shown = |x: f64| {
        if part.factor.is_share() {
            format!("{}%", share_figure(x))
        } else if part.factor.is_money() {
            format::money_fixed(x, currency, 1)
        } else {
            format::count(x)
        }
    };
    (part.now.map_or_else(|| format::MISSING.to_owned(), shown), shown(part.base))
}

/// A factor here beside the comparison: `24.1% · 中位 17.3%`.
pub(super) fn factor_values(part: &Part, currency: &Currency, lang: Lang) -> String {
    let (now, base) = factor_sides(part, currency);
    lang.pick(format!("{now} · 中位 {base}"), format!("{now} · median {base}"))
}

fn reconcile_line(line: &Reconciled, session: &Session, lang: Lang) -> ReconcileLine {
    let name = names::basis_name(line.basis, lang);
    let (own, other) = (
        money(line.session.major(), &session.currency, lang),
        money(line.other.major(), &session.currency, lang),
    );
    let gap = if line.session.0 == 0 {
        format::MISSING.to_owned()
    } else {
        percent(((line.other.0 - line.session.0) as f64 / line.session.0 as f64).abs())
    };
    let what = match (line.against, lang) {
        (Against::Products, Lang::Zh) => "商品合计",
        (Against::Channels, Lang::Zh) => "渠道合计",
        (Against::Orders, Lang::Zh) => "子订单合计",
        (Against::Products, Lang::En) => "Products add up to",
        (Against::Channels, Lang::En) => "Channels add up to",
        (Against::Orders, Lang::En) => "Order lines add up to",
    };
    let text = match (line.agrees, lang) {
        (true, Lang::Zh) => format!("{what} {other}，与整场{name}一致"),
        (false, Lang::Zh) => {
            format!("{what} {other}，整场{name} {own}，差 {gap}：可能有商品或订单没导进来")
        }
        (true, Lang::En) => format!("{what} {other}: agrees with the session's {name}"),
        (false, Lang::En) => format!(
            "{what} {other}, the session's {name} is {own}, {gap} apart: some rows may be missing"
        ),
    };
    ReconcileLine { agrees: Some(line.agrees), text }
}

fn source_line(snapshot: &Snapshot, session: &Session, lang: Lang) -> String {
    let mut files: Vec<&str> = Vec::new();
    for cell in &session.origins {
        let name = snapshot
            .sources
            .iter()
            .find(|s| s.id == cell.source)
            .map_or(format::MISSING, |s| s.name.as_str());
        if !files.contains(&name) {
            files.push(name);
        }
    }
    match (files.as_slice(), lang) {
        ([], _) => String::new(),
        ([one], Lang::Zh) => format!("来源：{one}"),
        ([one], Lang::En) => format!("From {one}"),
        ([one, ..], Lang::Zh) => format!("来源：{one} 等 {} 个文件", files.len()),
        ([one, ..], Lang::En) => format!("From {one} and {} more files", files.len() - 1),
    }
}

/// Another session of the account that was on the air at the same time.
fn overlapping<'a>(snapshot: &'a Snapshot, session: &Session) -> Option<&'a Session> {
    let span = |s: &Session| {
        let start = s.start.timestamp().as_second();
        Some((start, start + s.facts.exact_seconds()? as i64))
    };
    let (start, end) = span(session)?;
    snapshot.sessions.iter().find(|other| {
        other.id != session.id
            && other.account == session.account
            && span(other).is_some_and(|(from, to)| from < end && to > start)
    })
}

fn notices(snapshot: &Snapshot, session: &Session, lang: Lang) -> Vec<Notice> {
    let mut out = Vec::new();
    if let Some(other) = overlapping(snapshot, session) {
        let line = session_line(snapshot, other, false, lang);
        out.push(Notice { warn: true, text: say::overlaps(&line, lang) });
    }
    let f = &session.facts;
    if f.viewers_uv == Some(0) {
        out.push(Notice {
            warn: true,
            text: lang
                .pick(
                    "这场没有人观看，比率都算不出来",
                    "Nobody watched this session: no rate can be worked out",
                )
                .to_owned(),
        });
    }
    let above = |a: Option<i64>, b: Option<i64>| a.zip(b).is_some_and(|(a, b)| a > b);
    if above(f.buyers, f.prod_click_uv) || above(f.prod_click_uv, f.prod_impr_uv) {
        out.push(Notice {
            warn: true,
            text: lang
                .pick(
                    "有一步的人数比上一步还多：可能是两份导出的时间不同，这一步的比率先别信",
                    "A step holds more people than the one above: two exports may differ in time; do not trust that rate",
                )
                .to_owned(),
        });
    }
    out
}

/// What is not in the store for this session.
fn gaps(
    snapshot: &Snapshot,
    session: &Session,
    extras: &ReviewExtras<'_>,
    lang: Lang,
) -> Vec<String> {
    let orders = extras.orders.map_or(0, |o| o.orders.max(0).cast_unsigned());
    let minutes = if extras.minutes_derived { 0 } else { extras.minutes.len() as u64 };
    completeness(snapshot, session, minutes, orders)
        .into_iter()
        .filter(|c| c.share < 1.0)
        .map(|c| {
            let name = match (c.table, lang) {
                (Table::Session, Lang::Zh) => "整场数据",
                (Table::Products, Lang::Zh) => "商品",
                (Table::Channels, Lang::Zh) => "渠道",
                (Table::Segments, Lang::Zh) => "讲解片段",
                (Table::Minutes, Lang::Zh) => "分钟",
                (Table::Orders, Lang::Zh) => "订单",
                (Table::Session, Lang::En) => "session totals",
                (Table::Products, Lang::En) => "products",
                (Table::Channels, Lang::En) => "channels",
                (Table::Segments, Lang::En) => "talk segments",
                (Table::Minutes, Lang::En) => "minutes",
                (Table::Orders, Lang::En) => "orders",
            };
            let share = format::percent_digits(c.share, 0);
            match (c.share > 0.0, lang) {
                (false, Lang::Zh) => format!("没有{name}"),
                (true, Lang::Zh) => format!("{name}有 {share}"),
                (false, Lang::En) => format!("no {name}"),
                (true, Lang::En) => format!("{name}: {share} there"),
            }
        })
        .collect()
}
