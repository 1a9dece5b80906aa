//! Turns metrics of the engine into the parts of page models.

use super::{Badge, Change, Explain, Median, MetricCard, Num, PageContext, RangeText, Sense};
use crate::domain::{Currency, Interval, Session, Snapshot, SourceCell, Tier};
use crate::metrics::{
    Direction, LikeGroup, MetricKey, MetricValue, Standing, Unit, Way, amount_key, facts_of,
    refund_days, session_margin, session_metric, standing,
};
use crate::present::format::{
    self, MISSING, compact, count, fixed, money, money_fixed, percent, points,
};
use crate::present::text::{Lang, metrics as names};

impl Num {
    /// Missing.
    pub fn missing() -> Self {
        Self { raw: None, text: MISSING.to_owned() }
    }

    /// A value with its text.
    pub fn of(raw: f64, text: String) -> Self {
        Self { raw: Some(raw), text }
    }

    /// A value that may be missing.
    pub fn maybe(raw: Option<f64>, text: impl FnOnce(f64) -> String) -> Self {
        raw.map_or_else(Self::missing, |value| Self::of(value, text(value)))
    }

    /// A count.
    pub fn count(raw: Option<i64>) -> Self {
        Self::maybe(raw.map(|n| n as f64), count)
    }

    /// A share with one decimal.
    pub fn percent(raw: Option<f64>) -> Self {
        Self::maybe(raw, percent)
    }

    /// A share of counts below the line with nothing: as `percent`, of two counts.
    pub fn money(raw: Option<f64>, currency: &Currency, lang: Lang) -> Self {
        Self::maybe(raw, |value| money(value, currency, lang))
    }
}

/// A range of amounts.
pub fn money_range(range: Interval) -> RangeText {
    RangeText {
        low: range.low,
        high: range.high,
        level: range.level,
        text: format::count_range(&range),
    }
}

/// A range of shares.
pub fn share_range(range: Interval) -> RangeText {
    RangeText {
        low: range.low,
        high: range.high,
        level: range.level,
        text: format::percent_range(&range),
    }
}

/// A badge.
pub fn badge(tier: Tier, lang: Lang) -> Badge {
    Badge { tier, text: names::tier(tier, lang).to_owned() }
}

/// The share as a figure of three digits, without its sign: `6.89`, `42.0`.
pub fn share_figure(share: f64) -> String {
    let digits = if (share * 100.0).abs() < 10.0 { 2 } else { 1 };
    fixed(share * 100.0, digits)
}

/// A metric's value without its trailing unit, and the unit.
pub fn value_and_unit(
    key: MetricKey,
    value: Option<f64>,
    currency: &Currency,
    lang: Lang,
) -> (Num, &'static str) {
    let Some(value) = value else {
        return (Num::missing(), "");
    };
    let (text, unit) = match key.unit() {
        Unit::Money if is_small_money(key) && value.abs() < 1000.0 => {
            (money_fixed(value, currency, 1), "")
        }
        Unit::Money => (money(value, currency, lang), ""),
        Unit::People => (compact(value, lang), lang.pick("人", "")),
        Unit::Orders => (compact(value, lang), lang.pick("单", "")),
        Unit::Share => (fixed(value * 100.0, 2), "%"),
        Unit::Seconds if value >= 60.0 => (fixed(value / 60.0, 1), lang.pick("分钟", "min")),
        Unit::Seconds => (count(value), lang.pick("秒", "s")),
        Unit::Ratio => (fixed(value, 2), ""),
    };
    (Num::of(value, text), unit)
}

fn is_small_money(key: MetricKey) -> bool {
    matches!(
        key,
        MetricKey::PerBuyer | MetricKey::PerOrder | MetricKey::PerItem | MetricKey::UvValue
    )
}

/// A metric's figure alone, for a median: no sign, no unit.
fn figure(key: MetricKey, value: f64, lang: Lang) -> String {
    match key.unit() {
        Unit::Money if is_small_money(key) && value.abs() < 1000.0 => fixed(value, 1),
        Unit::Money | Unit::People | Unit::Orders => compact(value, lang),
        Unit::Share => share_figure(value),
        Unit::Seconds if value >= 60.0 => fixed(value / 60.0, 1),
        Unit::Seconds => count(value),
        Unit::Ratio => fixed(value, 2),
    }
}

/// A change against a comparison: shares in points, everything else in per cent.
pub fn change(key: MetricKey, now: f64, base: f64, lang: Lang) -> Option<Change> {
    let sense = match key.direction() {
        Direction::Up => Sense::MoreIsBetter,
        Direction::Down => Sense::LessIsBetter,
        Direction::Neutral => Sense::Neutral,
    };
    if key.unit() == Unit::Share {
        return Some(change_text(now - base, &points((now - base).abs(), lang), sense, lang));
    }
    if base <= 0.0 {
        return None;
    }
    let raw = now / base - 1.0;
    Some(change_text(raw, &percent(raw.abs()), sense, lang))
}

/// A change with its arrow.
pub fn change_text(raw: f64, size: &str, sense: Sense, lang: Lang) -> Change {
    let nothing = !size.bytes().any(|b| (b'1'..=b'9').contains(&b));
    let up = (!nothing).then_some(raw > 0.0);
    let text = match up {
        None => lang.pick("持平", "same").to_owned(),
        Some(true) => format!("▲{size}"),
        Some(false) => format!("▼{size}"),
    };
    let word = match (sense, up) {
        (Sense::LessIsBetter, Some(true)) => lang.pick("变差", "worse"),
        (Sense::LessIsBetter, Some(false)) => lang.pick("好转", "better"),
        _ => "",
    };
    Change { raw, text, up, sense, word: word.to_owned() }
}

/// `file › sheet › row` of each place, newest first, at most three.
pub fn sources(snapshot: &Snapshot, cells: &[SourceCell], lang: Lang) -> Vec<String> {
    cells
        .iter()
        .take(3)
        .map(|cell| {
            let file = snapshot
                .sources
                .iter()
                .find(|s| s.id == cell.source)
                .map_or(MISSING, |s| s.name.as_str());
            let row = lang.pick(format!("第 {} 行", cell.row), format!("row {}", cell.row));
            if cell.sheet.is_empty() {
                format!("{file} › {row}")
            } else {
                format!("{file} › {} › {row}", cell.sheet)
            }
        })
        .collect()
}

/// Where the numbers of one metric stood: the rows that told its facts; where no file says which
/// row told what, all rows about the session.
pub fn metric_sources(
    snapshot: &Snapshot,
    session: &Session,
    key: MetricKey,
    lang: Lang,
) -> Vec<String> {
    fact_sources(snapshot, session, facts_of(key).iter().copied(), lang)
}

/// The rows that told facts of a session; where no file says which row told what, all rows about
/// the session.
pub fn fact_sources<'a>(
    snapshot: &Snapshot,
    session: &Session,
    facts: impl Iterator<Item = &'a str>,
    lang: Lang,
) -> Vec<String> {
    let mut cells: Vec<SourceCell> = Vec::new();
    for fact in facts {
        if let Some(cell) = snapshot.origin_of(session, fact)
            && !cells.contains(cell)
        {
            cells.push(cell.clone());
        }
    }
    if cells.is_empty() {
        return sources(snapshot, &session.origins, lang);
    }
    sources(snapshot, &cells, lang)
}

/// 口径 of a metric value.
pub fn explain(
    value: &MetricValue,
    currency: &Currency,
    sources: Vec<String>,
    lang: Lang,
) -> Explain {
    let key = value.key;
    let side = |x: Option<f64>, is_money: bool| match x {
        None => MISSING.to_owned(),
        Some(x) if is_money => money_fixed(x, currency, if x.fract() == 0.0 { 0 } else { 2 }),
        Some(x) if x.fract() == 0.0 => count(x),
        Some(x) => fixed(x, 2),
    };
    let above_money = value.basis.is_some();
    let below_money =
        matches!(key, MetricKey::Roi | MetricKey::NetRoi | MetricKey::RefundRateAmount);
    let counts = if value.denominator.is_none() && value.numerator == value.value {
        if key.unit() == Unit::Seconds {
            value.value.map_or_else(|| MISSING.to_owned(), |s| format::duration(s, lang))
        } else {
            side(value.numerator, above_money)
        }
    } else {
        let mut text = format!(
            "{} ÷ {}",
            side(value.numerator, above_money || below_money),
            side(value.denominator, below_money)
        );
        if value.scale != 1.0 {
            text = format!("{text} × {}", count(value.scale));
        }
        text
    };
    let reported = value.reported.map(|x| {
        let shown = value_and_unit(key, Some(x), currency, lang);
        match lang {
            Lang::Zh => format!("平台写的是 {}{}", shown.0.text, shown.1),
            Lang::En => format!("the export says {}{}", shown.0.text, shown.1),
        }
    });
    Explain {
        key: key.word().to_owned(),
        name: names::metric_name(key, lang).to_owned(),
        formula: names::formula(key, value.basis, lang),
        counts,
        value: value.value,
        numerator: value.numerator,
        denominator: value.denominator,
        scale: value.scale,
        reported,
        basis: value.basis.map(|b| names::basis_name(b, lang).to_owned()).unwrap_or_default(),
        note: names::note(key, value.way, lang).to_owned(),
        sources,
    }
}

/// A metric of a session; margins come from its products.
pub fn metric_of(snapshot: &Snapshot, session: &Session, key: MetricKey) -> MetricValue {
    let spend = snapshot.ad_spend.get(&session.id);
    if key == MetricKey::Margin {
        session_margin(snapshot, session)
    } else if let (MetricKey::Roi | MetricKey::NetRoi, Some(spend)) = (key, spend) {
        // Only where the session's own exports say nothing of what its ads cost.
        let mut session = session.clone();
        session.facts.ad_spend = Some(*spend);
        session_metric(key, &session, snapshot.channels_of(session.id)).by(Way::SpendFromAds)
    } else {
        session_metric(key, session, snapshot.channels_of(session.id))
    }
}

/// The card of a metric of a session.
pub fn card(
    snapshot: &Snapshot,
    session: &Session,
    key: MetricKey,
    like: &LikeGroup<'_>,
    context: &PageContext,
) -> MetricCard {
    let lang = context.lang;
    let currency = &session.currency;
    let metric = metric_of(snapshot, session, key);
    let stand: Standing = standing(snapshot, key, metric.value, like);
    let (value, unit) = value_and_unit(key, metric.value, currency, lang);
    let small = metric.interval.is_some_and(|r| {
        // Few people: the range reaches more than a fifth of the value to each side.
        metric.value.is_some_and(|v| r.high - r.low > 0.4 * v.max(1e-9))
    });
    let remark = if key == MetricKey::NetGmv && metric.value.is_some() {
        refund_days(session).map_or_else(String::new, |days| match lang {
            Lang::Zh => format!("退款才 {days} 天"),
            Lang::En => format!("refunds {days} d"),
        })
    } else {
        String::new()
    };
    MetricCard {
        key: key.word().to_owned(),
        label: names::metric_name(key, lang).to_owned(),
        value,
        unit: unit.to_owned(),
        badge: badge(stand.tier, lang),
        change: metric.value.zip(stand.median).and_then(|(now, base)| change(key, now, base, lang)),
        median: stand.median.map(|raw| {
            let figure = figure(key, raw, lang);
            Median {
                raw,
                text: match lang {
                    Lang::Zh => format!("中位 {figure}"),
                    Lang::En => format!("vs {figure}"),
                },
                figure,
                sessions: stand.sessions,
            }
        }),
        remark,
        interval: metric.interval.map(share_range),
        small_sample: small,
        spark: spark(snapshot, session, key, like),
        missing: if metric.value.is_none() {
            names::missing(key, lang).to_owned()
        } else {
            String::new()
        },
        explain: explain(&metric, currency, metric_sources(snapshot, session, key, lang), lang),
    }
}

/// The metric over the last ten like sessions up to this one, in order, this one last.
fn spark(
    snapshot: &Snapshot,
    session: &Session,
    key: MetricKey,
    like: &LikeGroup<'_>,
) -> Vec<Option<f64>> {
    let mut line: Vec<&Session> = like
        .sessions
        .iter()
        .copied()
        .filter(|s| s.start.timestamp() <= session.start.timestamp() && s.id != session.id)
        .collect();
    line.sort_by_key(|s| (s.start.timestamp(), s.id));
    line.push(session);
    let skip = line.len().saturating_sub(10);
    line.iter().skip(skip).map(|s| metric_of(snapshot, s, key).value).collect()
}

/// The key of a session's amount in its own basis.
pub fn amount_metric(session: &Session) -> MetricKey {
    amount_key(&session.facts)
}

/// Amounts of an axis: what to divide by and the unit's word: `万元`, `千元`, `元`.
pub fn axis(most: f64, currency: &Currency, lang: Lang) -> (f64, String) {
    let (divisor, word) = match lang {
        Lang::Zh if most >= 1e8 => (1e8, "亿"),
        Lang::Zh if most >= 1e4 => (1e4, "万"),
        Lang::En if most >= 1e6 => (1e6, "M"),
        Lang::En if most >= 1e4 => (1e3, "K"),
        _ => (1.0, ""),
    };
    let unit = if *currency == Currency::cny() && lang == Lang::Zh {
        format!("{word}元")
    } else if word.is_empty() {
        currency.0.clone()
    } else {
        format!("{word} {}", currency.0)
    };
    (divisor, unit)
}
