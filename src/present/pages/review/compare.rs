//! Two sessions side by side.

use serde::Serialize;

use super::BridgePart;
use super::build::bridge_part;
use crate::domain::{FEWEST_PEOPLE, MinuteFacts, Money, Session, SessionId, Snapshot};
use crate::metrics::{MetricKey, between, minute_amount, minute_basis};
use crate::present::format;
use crate::present::pages::make::{
    amount_metric, change, explain, metric_of, metric_sources, value_and_unit,
};
use crate::present::pages::named::session_line;
use crate::present::pages::{Change, ChartHead, Empty, Explain, Num, PageContext};
use crate::present::text::{Lang, brush as say, metrics as names};

/// The minutes of both sessions, in order. Both may be empty.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CompareExtras<'a> {
    /// Of the session.
    pub now: &'a [MinuteFacts],
    /// Of the one it is compared with.
    pub base: &'a [MinuteFacts],
}

/// Two sessions side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparePage {
    /// The two, as the store numbers them.
    pub sessions: (SessionId, SessionId),
    /// The session.
    pub now: String,
    /// The one it is compared with.
    pub base: String,
    /// Column headers of the rows.
    pub columns: Vec<String>,
    /// Title, unit and sentence of the curves.
    pub head: ChartHead,
    /// Curves of both over each other, by minutes from the start.
    pub curves: Vec<CompareCurve>,
    /// What is missing when there is no curve.
    pub empty: Option<Empty>,
    /// Each metric of both.
    pub rows: Vec<CompareRow>,
    /// The difference split over factors; empty when the money cannot be compared.
    pub parts: Vec<BridgePart>,
    /// The verdict in one sentence.
    pub sentence: String,
}

/// One figure of both sessions, minute by minute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareCurve {
    /// Stable word.
    pub key: String,
    /// Name.
    pub title: String,
    /// Largest value of both, as shown.
    pub peak: String,
    /// Here: minutes from the start and value.
    pub now: Vec<(u32, f64)>,
    /// There.
    pub base: Vec<(u32, f64)>,
}

/// One metric of both sessions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareRow {
    /// Stable word.
    pub key: String,
    /// Name.
    pub label: String,
    /// Here.
    pub now: Num,
    /// There.
    pub base: Num,
    /// Unit of both.
    pub unit: String,
    /// The change.
    pub change: Option<Change>,
    /// 口径 of the value here.
    pub explain: Explain,
}

/// Compares two sessions; `None` when one is not in the snapshot. Amounts of different currency
/// or basis stand side by side without a change.
pub fn compare(
    snapshot: &Snapshot,
    now: SessionId,
    base: SessionId,
    extras: &CompareExtras<'_>,
    context: &PageContext,
) -> Option<ComparePage> {
    let lang = context.lang;
    let (a, b) = (snapshot.session(now)?, snapshot.session(base)?);
    let keys = [
        amount_metric(a),
        MetricKey::NetGmv,
        MetricKey::Viewers,
        MetricKey::AvgWatch,
        MetricKey::EntryRate,
        MetricKey::ClickRate,
        MetricKey::OrderRate,
        MetricKey::Gpm,
        MetricKey::PerBuyer,
        MetricKey::NewFollowers,
        MetricKey::RefundRateAmount,
    ];
    let rows = keys
        .into_iter()
        .map(|key| {
            let (x, y) = (metric_of(snapshot, a, key), metric_of(snapshot, b, key));
            let same_money = x.basis == y.basis && (x.basis.is_none() || a.currency == b.currency);
            let (now, unit) = value_and_unit(key, x.value, &a.currency, lang);
            let (base, other_unit) = value_and_unit(key, y.value, &b.currency, lang);
            CompareRow {
                key: key.word().to_owned(),
                label: names::metric_name(key, lang).to_owned(),
                now,
                base,
                unit: if unit.is_empty() { other_unit } else { unit }.to_owned(),
                change: x
                    .value
                    .zip(y.value)
                    .filter(|_| same_money)
                    .and_then(|(now, base)| change(key, now, base, lang)),
                explain: explain(&x, &a.currency, metric_sources(snapshot, a, key, lang), lang),
            }
        })
        .collect();
    let split = between(a, b);
    let largest = split
        .as_ref()
        .map_or(0.0, |(_, parts)| parts.iter().map(|p| p.amount.abs()).fold(0.0, f64::max));
    let sentence = match (&split, lang) {
        (None, Lang::Zh) => "两场的币种或金额口径不同，金额不能相比。".to_owned(),
        (None, Lang::En) => {
            "The sessions count in different currencies or amounts: they cannot be compared."
                .to_owned()
        }
        (Some((total, _)), _) => {
            let amount = format::money(cents(total.abs()), &a.currency, lang);
            match (lang, *total >= 0.0) {
                (Lang::Zh, true) => format!("这场多 {amount}；两场之比不证明因果。"),
                (Lang::Zh, false) => format!("这场少 {amount}；两场之比不证明因果。"),
                (Lang::En, true) => format!("{amount} more than the other; proves no cause."),
                (Lang::En, false) => format!("{amount} less than the other; proves no cause."),
            }
        }
    };
    let curves = curves(a, b, extras, lang);
    Some(ComparePage {
        sessions: (a.id, b.id),
        columns: lang
            .pick(["指标", "这场", "对照场", "变化"], ["Metric", "This one", "The other", "Change"])
            .map(str::to_owned)
            .to_vec(),
        head: ChartHead {
            title: lang.pick("叠在一起看", "Over each other").to_owned(),
            unit: lang
                .pick(
                    "开播后的分钟 · 实线这场，虚线对照场",
                    "minutes from the start · dashed: the other",
                )
                .to_owned(),
            series: curves.iter().map(|curve| curve.title.clone()).collect(),
            sentence: curves_sentence(&curves, a, lang),
        },
        empty: curves.is_empty().then(|| {
            let (title, detail) = say::no_curves(lang);
            Empty { title: title.to_owned(), detail: detail.to_owned(), action: String::new() }
        }),
        curves,
        now: session_line(snapshot, a, true, lang),
        base: session_line(snapshot, b, true, lang),
        rows,
        parts: split.map_or_else(Vec::new, |(_, parts)| {
            parts.iter().map(|p| bridge_part(p, a, largest, lang)).collect()
        }),
        sentence,
    })
}

/// The figures both sessions tell by the minute.
fn curves(a: &Session, b: &Session, extras: &CompareExtras<'_>, lang: Lang) -> Vec<CompareCurve> {
    let currency = &a.currency;
    let cash = |v: f64| format::money(v, currency, lang);
    let rate = |v: f64| format::percent(v);
    let plain = |v: f64| format::count(v);
    let basis = minute_basis(extras.now);
    let same_money =
        basis.is_some() && basis == minute_basis(extras.base) && a.currency == b.currency;
    let line = |session: &Session, minutes: &[MinuteFacts], key: &str| -> Vec<(u32, f64)> {
        let start = session.start.timestamp().as_second();
        // Added up in hundredths: what is said of the end is what is said of the whole.
        let mut so_far = Money::ZERO;
        minutes
            .iter()
            .filter_map(|m| {
                let minute = ((m.at?.as_second() - start).max(0) / 60) as u32;
                let value = match key {
                    "online" => m.online? as f64,
                    "amount" => {
                        so_far = so_far + minute_amount(m, basis?).unwrap_or(Money::ZERO);
                        so_far.major()
                    }
                    // A click of two people is no rate.
                    _ => {
                        m.click_uv? as f64 / m.online.filter(|n| *n as f64 >= FEWEST_PEOPLE)? as f64
                    }
                };
                Some((minute, value))
            })
            .collect()
    };
    let text: [(&str, &dyn Fn(f64) -> String); 3] =
        [("online", &plain), ("amount", &cash), ("click_rate", &rate)];
    text.into_iter()
        .filter(|(key, _)| *key != "amount" || same_money)
        .filter_map(|(key, text)| {
            let (now, base) = (line(a, extras.now, key), line(b, extras.base, key));
            if now.len() < 2 || base.len() < 2 {
                return None;
            }
            let top = now.iter().chain(&base).map(|p| p.1).fold(0.0f64, f64::max);
            Some(CompareCurve {
                key: key.to_owned(),
                title: say::curve(key, lang).to_owned(),
                peak: lang.pick(format!("最高 {}", text(top)), format!("top {}", text(top))),
                now,
                base,
            })
        })
        .collect()
}

/// A difference of amounts to the hundredth: the same difference reads the same everywhere.
fn cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

/// How far ahead the session was when the shorter of both ended.
fn curves_sentence(curves: &[CompareCurve], session: &Session, lang: Lang) -> String {
    let ahead = curves.iter().find(|c| c.key == "amount").and_then(|c| {
        let end = c.now.last()?.0.min(c.base.last()?.0);
        let at = |line: &[(u32, f64)]| line.iter().rev().find(|p| p.0 <= end).map(|p| p.1);
        Some((end, cents(at(&c.now)? - at(&c.base)?)))
    });
    let said = ahead.map(|(minute, gap)| {
        (minute, format::money(gap.abs(), &session.currency, lang), gap >= 0.0)
    });
    say::curves_sentence(said.as_ref().map(|(m, text, more)| (*m, text.as_str(), *more)), lang)
}
