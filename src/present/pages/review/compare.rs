//! Two sessions side by side.

use serde::Serialize;

use super::BridgePart;
use super::build::bridge_part;
use crate::domain::{SessionId, Snapshot};
use crate::metrics::{MetricKey, between};
use crate::present::pages::make::{
    amount_metric, change, explain, metric_of, metric_sources, session_line, value_and_unit,
};
use crate::present::pages::{Change, Explain, Num, PageContext};
use crate::present::text::{Lang, metrics as names};

/// Two sessions side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ComparePage {
    /// The session.
    pub now: String,
    /// The one it is compared with.
    pub base: String,
    /// Each metric of both.
    pub rows: Vec<CompareRow>,
    /// The difference split over factors; empty when the money cannot be compared.
    pub parts: Vec<BridgePart>,
    /// The verdict in one sentence.
    pub sentence: String,
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
            let amount = crate::present::format::money(total.abs(), &a.currency, lang);
            match (lang, *total >= 0.0) {
                (Lang::Zh, true) => format!("这场多 {amount}；两场之比不证明因果。"),
                (Lang::Zh, false) => format!("这场少 {amount}；两场之比不证明因果。"),
                (Lang::En, true) => format!("{amount} more than the other; proves no cause."),
                (Lang::En, false) => format!("{amount} less than the other; proves no cause."),
            }
        }
    };
    Some(ComparePage {
        now: session_line(snapshot, a, true, lang),
        base: session_line(snapshot, b, true, lang),
        rows,
        parts: split.map_or_else(Vec::new, |(_, parts)| {
            parts.iter().map(|p| bridge_part(p, a, largest, lang)).collect()
        }),
        sentence,
    })
}
