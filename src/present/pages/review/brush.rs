//! What a stretch of the minute curve adds up to: cards, funnel, traffic, products and talks of
//! these minutes, in place of those of the session.
//!
//! Times and money are added, people online are averaged. Where no export tells part of a session
//! (talks, channels), the page says so.

use super::brush_tables::{channels, products};
use super::segments::segments_in;
use super::{BrushFigure, BrushView, ReviewExtras};
use crate::domain::{FEWEST_PEOPLE, Interval, MinuteFacts, Session, Snapshot, Tier};
use crate::metrics::{
    MinuteSum, SaleLine, Stretch, minute_basis, sum_minutes, talk_review, talks_in, wilson,
};
use crate::present::format::{
    self, clock, compact, count, fixed, money, money_fixed, percent, points,
};
use crate::present::pages::make::{change_text, share_figure, share_range};
use crate::present::pages::{Badge, Explain, Median, MetricCard, Num, PageContext, Sense};
use crate::present::text::{Lang, brush as say, metrics as names};

/// Cards of a range, at most as many as the session has.
const CARDS: usize = 8;

/// What the minutes of a stretch add up to. `None` when no point of the curve lies in it.
pub fn brush(
    snapshot: &Snapshot,
    session: &Session,
    extras: &ReviewExtras<'_>,
    stretch: Stretch,
    context: &PageContext,
) -> Option<BrushView> {
    let lang = context.lang;
    let start = session.start.timestamp();
    let all: Vec<MinuteFacts> = extras.minutes.iter().filter(|m| m.at.is_some()).cloned().collect();
    let range = stretch.minutes_of(start, &all);
    let (mut first, mut last) = (range.first()?.at?, range.last()?.at?);
    let points = |rows: &[MinuteFacts]| rows.len().max(1) as f64;
    let mut minutes = (points(&range), points(&all));
    // A rebuilt curve has gaps: minutes without an order are minutes all the same.
    if let Some(seconds) = session.facts.exact_seconds().filter(|_| extras.minutes_derived) {
        let end = (seconds / 60.0).ceil().max(1.0) as u32;
        let within = Stretch { to: stretch.to.min(end - 1).max(stretch.from), ..stretch };
        let (from, to) = within.span(start);
        (first, last) = (from, jiff::Timestamp::from_second(to.as_second() - 60).unwrap_or(to));
        minutes = (f64::from(within.minutes()), f64::from(end));
    }
    let basis = minute_basis(&all);
    let sums = Sums {
        session,
        part: sum_minutes(&range, basis),
        whole: sum_minutes(&all, basis),
        minutes,
        lang,
    };
    let step = if extras.minutes_derived { 60 } else { point_length(&all) };
    let seconds = last.as_second() - first.as_second() + step;
    let length = format::duration(seconds as f64, lang);
    let zone = session.start.time_zone();
    let local = |at: jiff::Timestamp| clock(&at.to_zoned_datetime(zone.clone()));
    let review = talk_review(snapshot, session);
    let (talks, partly) = talks_in(&review, stretch, start);
    let lines: Vec<&SaleLine> =
        extras.sales.iter().filter(|line| stretch.holds(start, line.at)).collect();
    Some(BrushView {
        stretch,
        range: format!("{}–{}", local(first), local(last)),
        sentence: sums.sentence(&length),
        length,
        figures: sums.figures(),
        cards: sums.cards(),
        funnel: sums.funnel(),
        channels: channels(&sums, &lines, extras.sales),
        products: products(snapshot, &sums, &lines, !extras.sales.is_empty()),
        segments: segments_in(snapshot, session, (&talks, partly), review.basis, lang),
    })
}

/// Whether enough people were there to say how many of them did something.
fn crowded(sum: &MinuteSum) -> bool {
    sum.avg_online.is_some_and(|online| online >= FEWEST_PEOPLE)
}

/// The smallest step between points is the length of one; a lone point is a minute.
fn point_length(rows: &[MinuteFacts]) -> i64 {
    rows.windows(2)
        .filter_map(|w| Some(w[1].at?.as_second() - w[0].at?.as_second()))
        .filter(|gap| *gap > 0)
        .min()
        .unwrap_or(60)
}

/// A range and its session added up.
pub(super) struct Sums<'a> {
    pub session: &'a Session,
    pub part: MinuteSum,
    pub whole: MinuteSum,
    /// Minutes of both.
    pub minutes: (f64, f64),
    pub lang: Lang,
}

/// How a card of a range is compared with the session.
enum Against {
    /// A sum: by the minute.
    Pace,
    /// A mean or a ratio that is no share: as it is, in per cent.
    Level,
    /// A share: in points.
    Points,
}

impl Sums<'_> {
    fn money_name(&self) -> String {
        let lang = self.lang;
        let name = self.part.basis.or(self.whole.basis).map(|b| names::basis_name(b, lang));
        format::capital(name.unwrap_or(lang.pick("金额", "amount")))
    }

    fn sentence(&self, length: &str) -> String {
        let currency = &self.session.currency;
        match (self.part.amount, self.whole.amount, self.lang) {
            (Some(a), Some(all), Lang::Zh) if all > 0.0 => format!(
                "这 {length}卖了 {}，占整场的 {}。",
                money(a, currency, self.lang),
                percent(a / all)
            ),
            (Some(a), Some(all), Lang::En) if all > 0.0 => format!(
                "These {length} sold {}, {} of the session.",
                money(a, currency, self.lang),
                percent(a / all)
            ),
            (_, _, Lang::Zh) => "这段没有金额。".to_owned(),
            (_, _, Lang::En) => "No amount in this range.".to_owned(),
        }
    }

    /// The few figures that stand beside the brush while it is drawn.
    fn figures(&self) -> Vec<BrushFigure> {
        let (part, whole, lang) = (&self.part, &self.whole, self.lang);
        let share = |a: Option<f64>, b: Option<f64>| {
            a.zip(b).filter(|(_, b)| *b > 0.0).map(|(a, b)| Num::of(a / b, percent(a / b)))
        };
        let sum = |key: &str, label: String, a: Option<i64>, b: Option<i64>| {
            let (a, b) = (a.map(|n| n as f64), b.map(|n| n as f64));
            BrushFigure {
                key: key.to_owned(),
                label,
                value: Num::maybe(a, |v| compact(v, lang)),
                share: share(a, b),
            }
        };
        let name = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        let mut out = vec![
            BrushFigure {
                key: "amount".to_owned(),
                label: self.money_name(),
                value: Num::money(part.amount, &self.session.currency, lang),
                share: share(part.amount, whole.amount),
            },
            sum("entered", name("进入", "Came in"), part.entered, whole.entered),
            sum("orders", name("订单", "Orders"), part.orders, whole.orders),
            sum("comments", name("评论", "Comments"), part.comments, whole.comments),
            BrushFigure {
                key: "avg_online".to_owned(),
                label: name("平均在线", "Mean online"),
                value: Num::maybe(part.avg_online, count),
                share: None,
            },
            BrushFigure {
                key: "click_rate".to_owned(),
                label: name("商品点击率（每在线）", "Clicks per person online"),
                value: Num::maybe(part.click_per_online.filter(|_| crowded(part)), |r| {
                    format!("{}%", fixed(r * 100.0, 1))
                }),
                share: None,
            },
        ];
        out.retain(|f| f.value.raw.is_some());
        out
    }

    fn cards(&self) -> Vec<MetricCard> {
        let (part, whole, lang) = (&self.part, &self.whole, self.lang);
        let currency = &self.session.currency;
        let number = |n: Option<i64>| n.map(|n| n as f64);
        let cash = |v: f64| money(v, currency, lang);
        let small_cash = |v: f64| money_fixed(v, currency, 1);
        let plain = |v: f64| compact(v, lang);
        let share = |v: f64| share_figure(v);
        let amount = self.money_name();
        let sum = |key, name: &str, unit, text: &dyn Fn(f64) -> String, a, b| {
            self.card((key, name, unit), text, (a, a, None), (b, b, None), 1.0, &Against::Pace)
        };
        let name = |zh, en| lang.pick(zh, en);
        let times = name("次", "");
        let people = name("人", "");
        let both = |a: Option<f64>, b: Option<f64>, scale: f64| {
            let value = a.zip(b).filter(|(_, b)| *b > 0.0).map(|(a, b)| a / b * scale);
            (value, a, b)
        };
        let clicks = |s: &MinuteSum| {
            let known = s.clicks_online.filter(|_| crowded(s));
            both(known.map(|c| c.0), known.map(|c| c.1), 1.0)
        };
        let entered = |s: &MinuteSum| number(s.entered).filter(|n| *n >= FEWEST_PEOPLE);
        let conversion = |s: &MinuteSum| both(number(s.orders), entered(s), 1.0);
        let worth = |s: &MinuteSum| both(s.amount, entered(s), 1000.0);
        let basket = |s: &MinuteSum| both(s.amount, number(s.orders), 1.0);
        let rate = |key, name: &str, a, b| {
            self.card((key, name, "%"), &share, a, b, 1.0, &Against::Points)
        };
        let mean = |s: &MinuteSum| (s.avg_online, s.avg_online, None);
        let online = name("平均在线", "Mean online");
        let (came, orders) = (name("进入", "Came in"), name("订单", "Orders"));
        [
            sum("amount", &amount, "", &cash, part.amount, whole.amount),
            sum(
                "orders",
                orders,
                name("单", ""),
                &plain,
                number(part.orders),
                number(whole.orders),
            ),
            sum("entered", came, times, &plain, number(part.entered), number(whole.entered)),
            self.card(
                ("avg_online", online, people),
                &plain,
                mean(part),
                mean(whole),
                1.0,
                &Against::Level,
            ),
            rate(
                "click_per_online",
                name("点击（每在线）", "Clicks per online"),
                clicks(part),
                clicks(whole),
            ),
            rate(
                "orders_per_entry",
                name("进入-下单率", "Orders per entry"),
                conversion(part),
                conversion(whole),
            ),
            self.card(
                ("amount_per_thousand", name("千次进入成交", "Per 1,000 entries"), ""),
                &cash,
                worth(part),
                worth(whole),
                1000.0,
                &Against::Level,
            ),
            self.card(
                ("per_order", name("笔单价", "Per order"), ""),
                &small_cash,
                basket(part),
                basket(whole),
                1.0,
                &Against::Level,
            ),
            sum(
                "new_followers",
                name("新增粉丝", "New followers"),
                people,
                &plain,
                number(part.new_followers),
                number(whole.new_followers),
            ),
            sum(
                "comments",
                name("评论", "Comments"),
                name("条", ""),
                &plain,
                number(part.comments),
                number(whole.comments),
            ),
        ]
        .into_iter()
        .flatten()
        .take(CARDS)
        .collect()
    }

    /// One card: a value with what stands above and below its line, here and in the session.
    fn card(
        &self,
        (key, label, unit): (&str, &str, &str),
        text: &dyn Fn(f64) -> String,
        part: (Option<f64>, Option<f64>, Option<f64>),
        whole: (Option<f64>, Option<f64>, Option<f64>),
        scale: f64,
        against: &Against,
    ) -> Option<MetricCard> {
        let lang = self.lang;
        let (value, above, below) = part;
        let value = value?;
        let pace = matches!(against, Against::Pace);
        let (here, there) = if pace {
            (value / self.minutes.0, whole.0.map(|v| v / self.minutes.1))
        } else {
            (value, whole.0)
        };
        let change = there.and_then(|there| match against {
            Against::Points => Some(change_text(
                here - there,
                &points((here - there).abs(), lang),
                Sense::MoreIsBetter,
                lang,
            )),
            _ if there > 0.0 => {
                let raw = here / there - 1.0;
                Some(change_text(raw, &percent(raw.abs()), Sense::MoreIsBetter, lang))
            }
            _ => None,
        });
        let shown = |v: Option<f64>| {
            v.map_or_else(
                || format::MISSING.to_owned(),
                |v| if v.fract() == 0.0 { count(v) } else { fixed(v, 2) },
            )
        };
        let counts = if below.is_some() {
            let text = format!("{} ÷ {}", shown(above), shown(below));
            if scale == 1.0 { text } else { format!("{text} × {}", count(scale)) }
        } else {
            shown(above)
        };
        let of_all = whole.0.filter(|all| pace && *all > 0.0).map(|all| percent(value / all));
        Some(MetricCard {
            key: key.to_owned(),
            label: label.to_owned(),
            value: Num::of(value, text(value)),
            unit: unit.to_owned(),
            badge: Badge { tier: Tier::Unclear, text: String::new() },
            change,
            median: there.map(|raw| {
                let figure = match unit {
                    "%" => format!("{}%", text(raw)),
                    // A few a minute: whole numbers would hide the difference.
                    _ if pace && raw < 100.0 && key != "amount" => fixed(raw, 1),
                    _ => text(raw),
                };
                Median { raw, text: say::whole(&figure, pace, lang), figure, sessions: 0 }
            }),
            remark: of_all.map_or_else(String::new, |share| say::share(&share, lang)),
            interval: (unit == "%")
                .then(|| wilson(above?, below?, Interval::LEVEL))
                .flatten()
                .map(share_range),
            small_sample: false,
            spark: Vec::new(),
            missing: String::new(),
            explain: Explain {
                key: key.to_owned(),
                name: label.to_owned(),
                formula: say::added_up(lang).to_owned(),
                counts,
                value: Some(value),
                numerator: above,
                denominator: below,
                scale,
                reported: None,
                basis: String::new(),
                note: lang
                    .pick(
                        "次数和金额才相加，在线人数取平均",
                        "only times and money are added; people online are averaged",
                    )
                    .to_owned(),
                sources: Vec::new(),
            },
        })
    }
}
