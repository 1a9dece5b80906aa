//! The table of talk segments.

use super::{SegmentRow, SegmentTable};
use crate::domain::{Basis, Session, Snapshot, SourceCell};
use crate::metrics::{Talk, talk_review};
use crate::present::format::{
    self, compact, count, ends, fixed, money, percent_digits, signed, signed_count,
};
use crate::present::pages::make::sources;
use crate::present::pages::named::product_name;
use crate::present::pages::{ChartHead, Dot, Empty, Explain, Num, RangeText};
use crate::present::text::pages::{Need, needs};
use crate::present::text::{Lang, brush, metrics as names};

/// Talk segments with their lift.
pub fn segment_table(snapshot: &Snapshot, session: &Session, lang: Lang) -> SegmentTable {
    let talk = talk_review(snapshot, session);
    let title = lang.pick("讲解片段", "Talk segments").to_owned();
    if talk.segments.is_empty() {
        return SegmentTable {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(needs(Need::Segments, lang)),
            ..SegmentTable::default()
        };
    }
    let currency = &session.currency;
    let basis = names::basis_name(talk.basis.unwrap_or(Basis::Created), lang);
    let n = talk.segments.len();
    let baseline = talk.baseline.map(|b| money(b, currency, lang));
    let scope = match (talk.whole_session, lang) {
        (true, Lang::Zh) => "本场平均",
        (false, Lang::Zh) => "各段平均",
        (true, Lang::En) => "session mean",
        (false, Lang::En) => "segment mean",
    };
    let unit = match (baseline, lang) {
        (Some(b), Lang::Zh) => {
            format!("{n} 段，对比{scope}每千观众分钟 {b}；线是 80% 区间，空心 = 说不清")
        }
        (Some(b), Lang::En) => {
            format!("{n} segments vs {scope} {b} per 1K v-min; line 80% range, hollow unclear")
        }
        (None, Lang::Zh) => format!("{n} 段；缺在线人数或金额，比不了"),
        (None, Lang::En) => format!("{n} segments; people online or amounts are missing"),
    };
    table(snapshot, session, &talk.segments, unit, basis, lang)
}

/// The talks of a brushed range, ranked among themselves.
pub(super) fn segments_in(
    snapshot: &Snapshot,
    session: &Session,
    (talks, partly): (&[Talk], usize),
    basis: Option<Basis>,
    lang: Lang,
) -> SegmentTable {
    if talks.is_empty() {
        let (title, detail) = brush::no_talks(!snapshot.segments_of(session.id).is_empty(), lang);
        let empty =
            Empty { title: title.to_owned(), detail: detail.to_owned(), action: String::new() };
        let title = lang.pick("讲解片段", "Talk segments").to_owned();
        return SegmentTable {
            head: ChartHead { title, ..ChartHead::default() },
            empty: Some(empty),
            ..SegmentTable::default()
        };
    }
    let unit = brush::talks_unit(talks.len(), partly, lang);
    let basis = names::basis_name(basis.unwrap_or(Basis::Created), lang);
    table(snapshot, session, talks, unit, basis, lang)
}

fn table(
    snapshot: &Snapshot,
    session: &Session,
    talks: &[Talk],
    unit: String,
    basis: &str,
    lang: Lang,
) -> SegmentTable {
    let reach = talks
        .iter()
        .filter_map(|t| t.interval)
        .map(|r| r.low.abs().max(r.high.abs()))
        .fold(0.0f64, f64::max)
        .min(3.0);
    let title = lang.pick("讲解片段", "Talk segments").to_owned();
    let named = format::capital(basis);
    SegmentTable {
        head: ChartHead {
            title,
            unit,
            series: Vec::new(),
            sentence: segment_sentence(snapshot, talks, lang),
        },
        columns: match lang {
            Lang::Zh => [
                "开始",
                "商品",
                "分钟",
                "平均在线",
                "观众变化",
                "点击",
                "订单",
                basis,
                "每千观众分钟",
                "比本场平均",
                "名次",
            ],
            Lang::En => [
                "Start",
                "Product",
                "Min",
                "Online",
                "Viewers ±",
                "Clicks",
                "Orders",
                &named,
                "Per 1K v-min",
                "vs session",
                "Rank",
            ],
        }
        .map(str::to_owned)
        .to_vec(),
        rows: talks.iter().map(|t| segment_row(snapshot, session, t, basis, lang)).collect(),
        reach,
        empty: None,
    }
}

fn segment_row(
    snapshot: &Snapshot,
    session: &Session,
    talk: &Talk,
    basis: &str,
    lang: Lang,
) -> SegmentRow {
    let zone = session.start.time_zone();
    let start = talk.start.map_or_else(
        || format::MISSING.to_owned(),
        |t| format::clock(&t.to_zoned_datetime(zone.clone())),
    );
    let currency = &session.currency;
    SegmentRow {
        product: talk.product,
        name: product_name(snapshot, talk.product),
        start,
        minutes: Num::maybe(talk.minutes, count),
        avg_online: Num::maybe(talk.avg_online, count),
        viewer_change: Num::maybe(talk.viewer_change.map(|n| n as f64), signed_count),
        clicks: Num::count(talk.clicks),
        orders: Num::count(talk.orders),
        amount: Num::maybe(talk.amount, |a| compact(a, lang)),
        per_thousand: Num::maybe(talk.per_thousand, |a| compact(a, lang)),
        lift: Num::maybe(talk.lift, |l| signed(percent_digits(l, 0))),
        interval: talk.interval.map(|r| RangeText {
            low: r.low,
            high: r.high,
            level: r.level,
            text: ends(&signed(fixed(r.low * 100.0, 0)), &signed(percent_digits(r.high, 0))),
        }),
        dot: match talk.interval {
            None => Dot::Ghost,
            Some(range) if range.is_clear() => Dot::Solid,
            Some(_) => Dot::Hollow,
        },
        rank: talk.rank,
        explain: Explain {
            key: "per_thousand_viewer_minutes".to_owned(),
            name: lang.pick("每千观众分钟成交", "Per 1,000 viewer-minutes").to_owned(),
            formula: match lang {
                Lang::Zh => format!("{basis} ÷（分钟 × 平均在线）× 1000"),
                Lang::En => format!("{basis} ÷ (minutes × mean online) × 1,000"),
            },
            counts: match (talk.amount, talk.viewer_minutes) {
                (Some(a), Some(vm)) => {
                    format!("{} ÷ {} × 1,000", money(a, currency, lang), count(vm))
                }
                _ => format::MISSING.to_owned(),
            },
            value: talk.per_thousand,
            numerator: talk.amount,
            denominator: talk.viewer_minutes,
            scale: 1000.0,
            reported: None,
            basis: basis.to_owned(),
            note: lang
                .pick(
                    "讲的时候人多人少已经除掉；不证明因果",
                    "The number of people online is taken out; proves no cause",
                )
                .to_owned(),
            sources: talk_sources(snapshot, session, talk, lang),
        },
    }
}

/// The rows a talk was put together from: those of its product within its time.
fn talk_sources(snapshot: &Snapshot, session: &Session, talk: &Talk, lang: Lang) -> Vec<String> {
    let rows = snapshot.segments_of(session.id).iter();
    let cells: Vec<SourceCell> = rows
        .zip(snapshot.segment_origins_of(session.id))
        .filter(|(row, _)| {
            row.product == talk.product
                && row.facts.start_at >= talk.start
                && row.facts.end_at <= talk.end.max(row.facts.start_at)
        })
        .map(|(_, cell)| cell.clone())
        .collect();
    sources(snapshot, &cells, lang)
}

fn segment_sentence(snapshot: &Snapshot, talks: &[Talk], lang: Lang) -> String {
    let clear = |better: bool| {
        talks
            .iter()
            .filter(|t| t.is_clear() && t.lift.is_some_and(|l| (l > 0.0) == better))
            .max_by(|a, b| {
                let size = |t: &Talk| t.lift.unwrap_or(0.0).abs();
                size(a).total_cmp(&size(b))
            })
            .map(|t| {
                (product_name(snapshot, t.product), percent_digits(t.lift.unwrap_or(0.0).abs(), 0))
            })
    };
    match (clear(true), clear(false), lang) {
        (Some((a, up)), Some((b, down)), Lang::Zh) => {
            format!("同样的流量，「{a}」比本场多卖 {up}，「{b}」少卖 {down}；不证明因果。")
        }
        (Some((a, up)), None, Lang::Zh) => {
            format!("同样的流量，「{a}」比本场多卖 {up}；其余说不清。不证明因果。")
        }
        (None, Some((b, down)), Lang::Zh) => {
            format!("同样的流量，「{b}」比本场少卖 {down}；其余说不清。不证明因果。")
        }
        (None, None, Lang::Zh) => "每一段和本场平均的差都还说不清。".to_owned(),
        (Some((a, up)), Some((b, down)), Lang::En) => format!(
            "For the same traffic {a} sold {up} more than the session and {b} {down} less; proves no cause."
        ),
        (Some((a, up)), None, Lang::En) => {
            format!("For the same traffic {a} sold {up} more than the session; proves no cause.")
        }
        (None, Some((b, down)), Lang::En) => {
            format!("For the same traffic {b} sold {down} less than the session; proves no cause.")
        }
        (None, None, Lang::En) => "No segment differs clearly from the session.".to_owned(),
    }
}
