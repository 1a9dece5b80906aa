//! The funnel of a brushed range: who came in, clicked and ordered in these minutes.

use super::brush::Sums;
use super::{FunnelStepView, FunnelView};
use crate::domain::{FEWEST_PEOPLE, Interval};
use crate::metrics::{MinuteSum, wilson};
use crate::present::format::{self, count, fixed, points};
use crate::present::pages::make::{change_text, share_figure, share_range};
use crate::present::pages::{ChartHead, Explain, Num, Sense};
use crate::present::text::brush as say;
use crate::present::text::pages::{Need, needs};

impl Sums<'_> {
    /// The funnel of a range: who came in, clicks, orders. Minutes tell no more.
    pub(super) fn funnel(&self) -> FunnelView {
        let lang = self.lang;
        let labels = [
            ("entered", lang.pick("进入", "Came in")),
            ("clicks", lang.pick("点商品", "Clicks")),
            ("orders", lang.pick("下单", "Orders")),
        ];
        let counts = |s: &MinuteSum| [s.entered, s.clicks, s.orders];
        let (part, whole) = (counts(&self.part), counts(&self.whole));
        let known: Vec<usize> = (0..3).filter(|at| part[*at].is_some()).collect();
        let mut head = ChartHead {
            title: lang.pick("漏斗", "Funnel").to_owned(),
            unit: say::funnel_unit(lang).to_owned(),
            series: Vec::new(),
            sentence: say::weakest(None, false, lang),
        };
        if known.len() < 2 {
            return FunnelView { head, steps: Vec::new(), empty: Some(needs(Need::Minutes, lang)) };
        }
        let ratio = |counts: &[Option<i64>; 3], at: usize, from: usize| {
            let (n, of) = (counts[at]? as f64, counts[from]? as f64);
            (of >= FEWEST_PEOPLE).then_some((n / of, n, of))
        };
        let weakest = known
            .windows(2)
            .filter_map(|pair| {
                let (here, n, of) = ratio(&part, pair[1], pair[0])?;
                let (there, ..) = ratio(&whole, pair[1], pair[0])?;
                let range = wilson(n, of, Interval::LEVEL)?;
                (there > 0.0 && range.high < there).then_some((pair, here / there))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(pair, _)| (pair[0], pair[1]));
        let compared = known.windows(2).any(|p| ratio(&whole, p[1], p[0]).is_some());
        head.sentence =
            say::weakest(weakest.map(|(a, b)| (labels[a].1, labels[b].1)), compared, lang);
        let most = part.iter().flatten().copied().max().unwrap_or(0) as f64;
        let steps = known
            .iter()
            .enumerate()
            .map(|(place, at)| {
                let from = place.checked_sub(1).map(|before| known[before]);
                let here = from.and_then(|from| ratio(&part, *at, from));
                let there = from.and_then(|from| ratio(&whole, *at, from));
                let is_weakest = weakest.is_some_and(|(_, b)| b == *at);
                self.step((labels[*at].0, labels[*at].1), part[*at], here, there, is_weakest, most)
            })
            .collect();
        FunnelView { head, steps, empty: None }
    }

    fn step(
        &self,
        (key, label): (&str, &str),
        n: Option<i64>,
        here: Option<(f64, f64, f64)>,
        there: Option<(f64, f64, f64)>,
        weakest: bool,
        most: f64,
    ) -> FunnelStepView {
        let lang = self.lang;
        let times = here.is_some_and(|(rate, ..)| rate > 1.0);
        let figure =
            |rate: f64| if times { format!("×{}", fixed(rate, 2)) } else { share_figure(rate) };
        let gap = here.zip(there).map(|(a, b)| a.0 - b.0);
        let far = |gap: f64| {
            if times { format!("×{}", fixed(gap.abs(), 2)) } else { points(gap.abs(), lang) }
        };
        FunnelStepView {
            key: key.to_owned(),
            label: label.to_owned(),
            count: Num::count(n),
            rate: Num::maybe(here.map(|h| h.0), |r| {
                if times { figure(r) } else { format!("{}%", figure(r)) }
            }),
            interval: here.and_then(|(_, n, of)| wilson(n, of, Interval::LEVEL)).map(share_range),
            median: there
                .map_or_else(String::new, |(rate, ..)| say::whole(&figure(rate), false, lang)),
            change: gap.map(|gap| change_text(gap, &far(gap), Sense::MoreIsBetter, lang)),
            weakest,
            weakest_text: gap.filter(|_| weakest).map_or_else(String::new, |gap| {
                lang.pick(format!("最弱 · 差 {}", far(gap)), format!("weakest · −{}", far(gap)))
            }),
            width: n.map_or(0.0, |n| {
                if most > 0.0 { (n as f64 + 1.0).ln() / (most + 1.0).ln() } else { 0.0 }
            }),
            explain: Explain {
                key: key.to_owned(),
                name: label.to_owned(),
                formula: say::added_up(lang).to_owned(),
                counts: match here {
                    Some((_, n, of)) => format!("{} ÷ {}", count(n), count(of)),
                    None => n.map_or_else(|| format::MISSING.to_owned(), |n| count(n as f64)),
                },
                value: here.map(|h| h.0),
                numerator: here.map(|h| h.1).or(n.map(|n| n as f64)),
                denominator: here.map(|h| h.2),
                scale: 1.0,
                reported: None,
                basis: String::new(),
                note: lang
                    .pick(
                        "逐分钟相加，是人次：同一个人在两分钟里点了算两次",
                        "added minute by minute: who clicked in two minutes counts twice",
                    )
                    .to_owned(),
                sources: Vec::new(),
            },
        }
    }
}
