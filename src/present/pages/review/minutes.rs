//! The minute curve: a panel for each figure that any minute has.

use jiff::Timestamp;

use super::lanes::lanes;
use super::{MinuteChart, MinutePanel, ReviewExtras};
use crate::domain::{Basis, FEWEST_PEOPLE, MinuteFacts, Money, Session, Snapshot};
use crate::metrics::{minute_amount, minute_basis};
use crate::present::format::{self, clock, count, money, percent};
use crate::present::pages::ChartHead;
use crate::present::pages::make::sources;
use crate::present::text::pages::{Need, needs};
use crate::present::text::{Lang, metrics as names};

/// The minute curve.
pub fn minute_chart(
    snapshot: &Snapshot,
    session: &Session,
    extras: &ReviewExtras<'_>,
    lang: Lang,
) -> MinuteChart {
    let rows: Vec<(Timestamp, &MinuteFacts)> =
        extras.minutes.iter().filter_map(|m| Some((m.at?, m))).collect();
    let placed = extras.minutes.iter().zip(extras.minute_origins).filter(|(m, _)| m.at.is_some());
    let told = placed.map(|(_, origin)| {
        let cells = origin.as_ref().map_or(&[][..], std::slice::from_ref);
        sources(snapshot, cells, lang).into_iter().next().unwrap_or_default()
    });
    let told: Vec<String> = told.collect();
    let start = session.start.timestamp();
    let offset = |at: Timestamp| (at.as_second() - start.as_second()) as f64 / 60.0;
    let lanes = lanes(snapshot, session, extras, lang);
    let derived = extras.minutes_derived;
    let title = lang.pick("分钟曲线", "Minute by minute").to_owned();
    if rows.is_empty() {
        return MinuteChart {
            head: ChartHead { title, ..ChartHead::default() },
            lanes,
            empty: Some(needs(Need::Minutes, lang)),
            ..MinuteChart::default()
        };
    }
    let title = match (derived, lang) {
        (false, _) => title,
        (true, Lang::Zh) => format!("{title}（还原的）"),
        (true, Lang::En) => format!("{title} (rebuilt)"),
    };
    let basis = minute_basis(extras.minutes);
    let panels = panels(session, extras, &rows, basis, lang);
    let zone = session.start.time_zone();
    let local = |at: Timestamp| clock(&at.to_zoned_datetime(zone.clone()));
    MinuteChart {
        head: ChartHead {
            title,
            unit: match (extras.minutes_derived, lang) {
                (false, Lang::Zh) => format!("{} 个点", rows.len()),
                (false, Lang::En) => format!("{} points", rows.len()),
                (true, Lang::Zh) => format!("{} 个点 · 由订单和评论还原，没有在线人数", rows.len()),
                (true, Lang::En) => {
                    format!(
                        "{} points · rebuilt from orders and comments, without people online",
                        rows.len()
                    )
                }
            },
            series: panels.iter().map(|p| p.title.clone()).collect(),
            sentence: sentence(session, &rows, basis, lang),
        },
        derived,
        offsets: rows.iter().map(|(at, _)| offset(*at).max(0.0) as u32).collect(),
        clock: rows.iter().map(|(at, _)| local(*at)).collect(),
        sources: told,
        panels,
        lanes,
        empty: None,
    }
}

fn panels(
    session: &Session,
    extras: &ReviewExtras<'_>,
    rows: &[(Timestamp, &MinuteFacts)],
    basis: Option<Basis>,
    lang: Lang,
) -> Vec<MinutePanel> {
    let currency = &session.currency;
    let plain = |v: f64| count(v);
    let cash = |v: f64| money(v, currency, lang);
    let rate = |v: f64| percent(v);
    let comments = |at: Timestamp, m: &MinuteFacts| {
        m.comments.or_else(|| {
            extras
                .comments
                .binary_search_by_key(&at, |c| c.at)
                .ok()
                .map(|i| extras.comments[i].count)
        })
    };
    let people = lang.pick("人", "people");
    let times = lang.pick("次", "times");
    let amount_name =
        basis.map(|b| format::capital(names::basis_name(b, lang))).unwrap_or_default();
    let amount_name = amount_name.as_str();
    let note = if extras.minutes_derived {
        lang.pick(
            "由订单的支付时间和评论的时间还原，不是平台的分钟数据",
            "rebuilt from when orders were paid and comments written, not the platform's minutes",
        )
    } else {
        lang.pick("平台导出的每分钟原数", "as exported for each minute")
    };
    // One series: its word, name, unit, whether bars, what a person should know, value, text.
    type Series<'a> = (
        &'static str,
        &'a str,
        &'a str,
        bool,
        &'a str,
        Vec<Option<f64>>,
        &'a dyn Fn(f64) -> String,
    );
    let ints = |of: &dyn Fn(&MinuteFacts) -> Option<i64>| -> Vec<Option<f64>> {
        rows.iter().map(|(_, m)| of(m).map(|n| n as f64)).collect()
    };
    // One click of two people is no 50%: where the room is nearly empty there is no rate.
    let unit = currency.0.as_str();
    let series: Vec<Series<'_>> = vec![
        (
            "online",
            lang.pick("在线人数", "People online"),
            people,
            false,
            note,
            ints(&|m| m.online),
            &plain,
        ),
        (
            "amount",
            amount_name,
            unit,
            true,
            note,
            rows.iter().map(|(_, m)| minute_amount(m, basis?).map(Money::major)).collect(),
            &cash,
        ),
        (
            "click_rate",
            lang.pick("商品点击率", "Click rate"),
            "%",
            false,
            lang.pick(
                "点击人数 ÷ 在线人数：和整场的商品点击率不是一个数",
                "people clicking ÷ people online: not the session's click rate",
            ),
            rows.iter()
                .map(|(_, m)| {
                    let online = m.online.filter(|n| *n as f64 >= FEWEST_PEOPLE)?;
                    Some(m.click_uv? as f64 / online as f64)
                })
                .collect(),
            &rate,
        ),
        ("entered", lang.pick("进入", "Came in"), times, false, note, ints(&|m| m.entered), &plain),
        (
            "orders",
            lang.pick("订单", "Orders"),
            lang.pick("单", "orders"),
            true,
            note,
            ints(&|m| m.orders),
            &plain,
        ),
        (
            "comments",
            lang.pick("评论", "Comments"),
            lang.pick("条", "comments"),
            true,
            note,
            rows.iter().map(|(at, m)| comments(*at, m).map(|n| n as f64)).collect(),
            &plain,
        ),
        (
            "left_count",
            lang.pick("离开", "Left"),
            times,
            false,
            note,
            ints(&|m| m.left_count),
            &plain,
        ),
        (
            "new_followers",
            lang.pick("新增粉丝", "New followers"),
            people,
            true,
            note,
            ints(&|m| m.new_followers),
            &plain,
        ),
        (
            "spend",
            lang.pick("投放消耗", "Ad spend"),
            unit,
            true,
            note,
            rows.iter().map(|(_, m)| m.spend.map(Money::major)).collect(),
            &cash,
        ),
    ];
    series
        .into_iter()
        .filter(|s| s.5.iter().any(Option::is_some))
        .map(|(key, title, unit, bars, explain, values, text)| {
            let top = values.iter().flatten().copied().fold(f64::MIN, f64::max);
            MinutePanel {
                key: key.to_owned(),
                title: title.to_owned(),
                unit: unit.to_owned(),
                peak: match lang {
                    Lang::Zh => format!("峰值 {}", text(top)),
                    Lang::En => format!("peak {}", text(top)),
                },
                texts: values
                    .iter()
                    .map(|v| v.map_or_else(|| format::MISSING.to_owned(), text))
                    .collect(),
                values,
                bars,
                explain: explain.to_owned(),
            }
        })
        .collect()
}

/// The ten minutes that sold most, or else the peak of people online.
fn sentence(
    session: &Session,
    rows: &[(Timestamp, &MinuteFacts)],
    basis: Option<Basis>,
    lang: Lang,
) -> String {
    let zone = session.start.time_zone();
    let local = |at: Timestamp| clock(&at.to_zoned_datetime(zone.clone()));
    let amounts: Vec<f64> = rows
        .iter()
        .map(|(_, m)| basis.and_then(|b| minute_amount(m, b)).map_or(0.0, Money::major))
        .collect();
    let total: f64 = amounts.iter().sum();
    if total > 0.0 && rows.len() >= 10 {
        // Ten minutes on the clock: a rebuilt curve has gaps.
        let window = |at: usize| -> f64 {
            rows[at..]
                .iter()
                .zip(&amounts[at..])
                .take_while(|((t, _), _)| t.as_second() < rows[at].0.as_second() + 600)
                .map(|(_, amount)| amount)
                .sum()
        };
        let best = (0..rows.len())
            .map(|at| (at, window(at)))
            .fold((0, f64::MIN), |best, x| if x.1 > best.1 { x } else { best });
        let from = local(rows[best.0].0);
        let (amount, share) = (money(best.1, &session.currency, lang), percent(best.1 / total));
        return match lang {
            Lang::Zh => format!("{from} 起 10 分钟卖得最多：{amount}，占曲线合计的 {share}。"),
            Lang::En => {
                format!("The ten minutes from {from} sold most: {amount}, {share} of the curve.")
            }
        };
    }
    let peak = rows
        .iter()
        .filter_map(|(at, m)| Some((m.online?, *at)))
        .max_by_key(|(online, at)| (*online, std::cmp::Reverse(*at)));
    match (peak, lang) {
        (Some((n, at)), Lang::Zh) => format!("{} 在线最多，{} 人。", local(at), count(n as f64)),
        (Some((n, at)), Lang::En) => {
            format!("Most people online at {}: {}.", local(at), count(n as f64))
        }
        (None, Lang::Zh) => "分钟数据里没有在线人数和金额。".to_owned(),
        (None, Lang::En) => "The minutes carry neither people online nor amounts.".to_owned(),
    }
}
