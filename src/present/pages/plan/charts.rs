//! Curves, methods, run-down and swings of the Plan page.

use super::{
    CurvePanel, CurveView, MethodPanel, MethodRow, SwingPanel, SwingRow, View, missing, num,
};
use crate::domain::Interval;
use crate::plan::{Compared, Curve, Driver, Gain, Item, Method};
use crate::present::format;
use crate::present::pages::ChartHead;
use crate::present::text::{Lang, plan as text};

impl View<'_> {
    pub(super) fn curves(&self) -> CurvePanel {
        let curves: Vec<CurveView> = self
            .order()
            .into_iter()
            .map(|at| self.curve(&self.result.items[at], &self.result.detail.curves[at]))
            .collect();
        CurvePanel {
            head: ChartHead {
                title: self
                    .lang
                    .pick("给得越多，卖得越多吗", "Share and sales")
                    .to_owned(),
                unit: format!(
                    "{} → {} {}",
                    self.lang.pick("份额", "share"),
                    text::objective(self.request.objective, self.lang),
                    self.unit.word()
                ),
                series: curves.iter().map(|c| c.name.clone()).collect(),
                sentence: self
                    .lang
                    .pick(
                        "实线见过，虚线没见过；越平越不值得再加。",
                        "Solid was seen, dashed was not; the flatter, the less another percent brings.",
                    )
                    .to_owned(),
            },
            curves,
        }
    }

    pub(super) fn curve(&self, item: &Item, curve: &Curve) -> CurveView {
        CurveView {
            id: item.product_id.clone(),
            name: item.name.clone(),
            caption: format!(
                "{} → {}",
                Self::share(item.share).text,
                self.unit.amount(item.expected_value)
            ),
            line: curve.points.iter().map(|p| [p.share, p.value]).collect(),
            band: curve.points.iter().map(|p| [p.share, p.low, p.high]).collect(),
            seen_to: curve.seen_to,
            dots: curve.dots.iter().map(|(x, y)| [*x, *y]).collect(),
            last: curve
                .last_share
                .filter(|share| *share > 0.0)
                .map(|share| [share, on_line(curve, share)]),
            proposed: [item.share, item.expected_value],
        }
    }

    pub(super) fn methods(&self) -> MethodPanel {
        MethodPanel {
            title: self.lang.pick("换个方法", "Other methods").to_owned(),
            rows: self.result.compared.iter().map(|compared| self.method(compared)).collect(),
        }
    }

    pub(super) fn method(&self, compared: &Compared) -> MethodRow {
        let Gain { value, interval } = compared.gain;
        let itself = compared.method == Method::Equal;
        let clear = compared.gain.is_clear();
        MethodRow {
            method: compared.method,
            name: text::method(compared.method, self.lang).to_owned(),
            expected: self.figure(compared.expected),
            gain: if itself {
                missing()
            } else {
                num(value, format::signed(text::figure(value, self.lang)))
            },
            gain_range: match (itself, clear) {
                (true, _) => String::new(),
                (false, true) => self.range(&interval).text,
                (false, false) => self.lang.pick("收益不明显", "not clear").to_owned(),
            },
            gain_clear: clear,
            probability: compared
                .probability
                .map_or_else(missing, |p| num(p, format::percent_digits(p, 0))),
            chosen: compared.method == self.result.method,
            can_choose: compared.method != Method::Last,
        }
    }

    pub(super) fn swings(&self) -> SwingPanel {
        let rows: Vec<SwingRow> = self
            .result
            .detail
            .swings
            .iter()
            .map(|swing| SwingRow {
                label: text::driver(&swing.driver, &|id| self.name(id), self.lang),
                range: self.range(&Interval::new(swing.low, swing.high)),
            })
            .collect();
        let sentence = match (self.result.detail.swings.first(), self.lang) {
            (None, _) => String::new(),
            (Some(first), Lang::Zh) => format!(
                "结果最看「{}」。",
                text::driver(&first.driver, &|id| self.name(id), self.lang)
            ),
            (Some(first), Lang::En) => {
                let label = text::driver(&first.driver, &|id| self.name(id), self.lang);
                match first.driver {
                    Driver::Rate { .. } => format!("What matters most: {label}."),
                    _ => format!("What matters most: {}.", label.to_lowercase()),
                }
            }
        };
        SwingPanel {
            head: ChartHead {
                title: self.lang.pick("结果最看什么", "What does it depend on?").to_owned(),
                unit: self.unit.word(),
                series: rows.iter().map(|r| r.label.clone()).collect(),
                sentence,
            },
            expected: self.result.total.expected,
            rows,
        }
    }
}

/// The curve's value at a share, between its points.
fn on_line(curve: &Curve, share: f64) -> f64 {
    let points = &curve.points;
    let at = points.partition_point(|p| p.share < share);
    match (at.checked_sub(1).and_then(|i| points.get(i)), points.get(at)) {
        (Some(a), Some(b)) => {
            a.value + (b.value - a.value) * (share - a.share) / (b.share - a.share)
        }
        (Some(a), None) => a.value,
        (None, b) => b.map_or(0.0, |p| p.value),
    }
}
