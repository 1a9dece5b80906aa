//! What if: controls for every feature, and two answers side by side as distributions.

use serde::Serialize;

use super::ModelsAsk;
use super::bill::{self, BillView};
use crate::engine::ModelLook;
use crate::learn::{
    Answer, CellValue, FeatureRange, ModelKind, ModelReport, OutcomeUnit, RangeKind, TrainReport,
    Unit,
};
use crate::present::format;
use crate::present::pages::{ChartHead, Num, RangeText};
use crate::present::text::{Lang, learn as say, models as text};

/// Bars of a distribution.
const BARS: usize = 32;

/// Now and changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIfView {
    /// Title, from where, what the changes do.
    pub head: ChartHead,
    /// Every feature, the ones that help most first.
    pub features: Vec<WhatIfFeature>,
    /// The answer as it is.
    pub now: AnswerView,
    /// The answer after the changes.
    pub changed: AnswerView,
    /// What the axis is.
    pub unit: String,
    /// The scale both distributions share: percent, or the outcome's unit.
    pub range: (f64, f64),
    /// Rates are written as percent, the rest short.
    pub rate: bool,
    /// Values outside what the model has seen.
    pub warnings: Vec<String>,
    /// Takes all changes back.
    pub reset: String,
    /// Whether anything is changed.
    pub is_changed: bool,
    /// How the changed answer comes about.
    pub bill: BillView,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerView {
    /// `现在`, `改了以后`.
    pub title: String,
    /// `100 人里约 14 个买`.
    pub headline: String,
    /// The figure.
    pub value: Num,
    /// Its 80% range.
    pub interval: Option<RangeText>,
    /// The range in words.
    pub range: String,
    /// The distribution; empty where nothing tells.
    pub bins: Vec<SpreadBin>,
}

/// One bar of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SpreadBin {
    /// Left end, on the shared scale.
    pub low: f64,
    /// Right end.
    pub high: f64,
    /// The chance that the answer lies in it.
    pub chance: f64,
}

/// One feature that can be changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhatIfFeature {
    /// Stable name.
    pub key: String,
    /// Its name.
    pub label: String,
    /// The value as it stands in the what-if.
    pub value: String,
    /// The value it comes from.
    pub before: String,
    /// Whether it was changed.
    pub changed: bool,
    /// Whether the value lies outside what was seen.
    pub outside: bool,
    /// What it was seen between; empty for categories.
    pub seen: String,
    /// How it is changed.
    pub control: FeatureControl,
}

/// How a feature is changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FeatureControl {
    /// A slider.
    Number {
        /// The value; where it is missing, the middle one.
        value: f64,
        /// Ends of the slider: wider than what was seen.
        ends: (f64, f64),
        /// What was seen.
        seen: (f64, f64),
        /// One step.
        step: f64,
    },
    /// A choice.
    Category {
        /// Stable words and how they read, frequent ones first.
        options: Vec<(String, String)>,
        /// The one chosen; `None` when missing.
        chosen: Option<usize>,
    },
}

pub(super) fn view(
    report: &TrainReport,
    model: &ModelReport,
    look: &ModelLook,
    ask: &ModelsAsk,
    lang: Lang,
) -> Option<WhatIfView> {
    let what_if = look.what_if.as_ref()?;
    let unit = &report.unit;
    let rate = *unit == OutcomeUnit::Rate;
    let of = bill::name(look, ask, lang);
    let (now, changed) = (&what_if.now, &what_if.changed);
    let spreads = || [now.spread, changed.spread].into_iter().flatten();
    let low = spreads().map(|spread| spread.at(0.005)).fold(f64::INFINITY, f64::min);
    let high = spreads().map(|spread| spread.at(0.995)).fold(f64::NEG_INFINITY, f64::max);
    let range = if low < high { (low, high) } else { (0.0, 1.0) };
    let factor = if rate { 100.0 } else { 1.0 };
    let [title_now, title_changed] = text::sides(lang);
    let borrowed = matches!(model.name, ModelKind::Forest | ModelKind::Boosting | ModelKind::Net);
    let answer = |title: String, answer: &Answer| {
        answer_view(report, (title, borrowed), answer, range, lang)
    };
    let names: Vec<String> = what_if
        .moved
        .iter()
        .filter_map(|moved| {
            let feature = report.features.iter().find(|f| f.key == moved.feature)?;
            Some(text::change(
                &say::feature_name(&moved.feature, lang),
                &say::effect_value(feature, &moved.from, lang),
                &say::effect_value(feature, &moved.to, lang),
            ))
        })
        .collect();
    let ends = |answer: &Answer| answer.prediction.interval;
    let clear = ends(now).zip(ends(changed)).map(|(a, b)| a.high < b.low || b.high < a.low);
    let difference = changed.prediction.value - now.prediction.value;
    let sentence = if names.is_empty() {
        text::nothing_changed(lang)
    } else {
        text::what_if_sentence(
            &names.join(lang.pick("，", ", ")),
            &text::outcome(now.prediction.value, unit, lang),
            &text::outcome(changed.prediction.value, unit, lang),
            &text::part(difference, unit, lang),
            clear,
            lang,
        )
    };
    Some(WhatIfView {
        head: ChartHead {
            title: text::what_if_title(lang),
            unit: text::what_if_from(&of, lang),
            series: Vec::new(),
            sentence,
        },
        features: features(model, look, ask, lang),
        now: answer(title_now, now),
        changed: answer(title_changed, changed),
        unit: text::spread_unit(unit, lang),
        range: (range.0 * factor, range.1 * factor),
        rate,
        warnings: changed
            .prediction
            .out_of_range
            .iter()
            .map(|outside| say::out_of_range(outside, lang))
            .collect(),
        reset: text::undo_changes(lang),
        is_changed: !names.is_empty(),
        bill: bill::account(report, &changed.prediction, &of, lang),
    })
}

fn answer_view(
    report: &TrainReport,
    // `borrowed`: the method gives no range of its own, so that it comes from the test.
    (title, borrowed): (String, bool),
    answer: &Answer,
    range: (f64, f64),
    lang: Lang,
) -> AnswerView {
    let unit = &report.unit;
    let rate = *unit == OutcomeUnit::Rate;
    let factor = if rate { 100.0 } else { 1.0 };
    let interval = answer.prediction.interval.map(|interval| RangeText {
        low: interval.low,
        high: interval.high,
        level: interval.level,
        text: text::outcome_range(&interval, unit, lang),
    });
    let words = interval.as_ref().map(|interval| interval.text.as_str());
    let width = (range.1 - range.0) / BARS as f64;
    let bins = answer.spread.map_or_else(Vec::new, |spread| {
        (0..BARS)
            .map(|at| {
                let (low, high) = (range.0 + width * at as f64, range.0 + width * (at + 1) as f64);
                let chance = (spread.below(high) - spread.below(low)).max(0.0);
                SpreadBin { low: low * factor, high: high * factor, chance }
            })
            .collect()
    });
    AnswerView {
        title,
        headline: say::node_headline(answer.prediction.value, unit, report.question, lang),
        value: Num {
            raw: Some(answer.prediction.value),
            text: text::outcome(answer.prediction.value, unit, lang),
        },
        range: if borrowed {
            text::tested_range_line(words, rate, report.question, lang)
        } else if rate {
            text::rate_range_line(words, lang)
        } else {
            text::range_line(words, lang)
        },
        interval,
        bins,
    }
}

fn features(
    model: &ModelReport,
    look: &ModelLook,
    ask: &ModelsAsk,
    lang: Lang,
) -> Vec<WhatIfFeature> {
    let Some(what_if) = &look.what_if else {
        return Vec::new();
    };
    let rank = |range: &FeatureRange| {
        let helps = |row: &crate::learn::Importance| row.features.contains(&range.feature.key);
        model.importance.iter().position(helps).unwrap_or(usize::MAX)
    };
    let mut all: Vec<&FeatureRange> = model.model.features.iter().collect();
    all.sort_by_key(|range| rank(range));
    all.into_iter()
        .map(|range| {
            let key = &range.feature.key;
            let before = what_if.values.get(key).cloned().unwrap_or(CellValue::Missing);
            let value = ask.changes.get(key).cloned().unwrap_or_else(|| before.clone());
            let control = control(range, &value, lang);
            let (outside, seen) = match &control {
                FeatureControl::Number { value, seen, .. } => {
                    let say =
                        |x: f64| say::effect_value(&range.feature, &CellValue::Number(x), lang);
                    (
                        *value < seen.0 || *value > seen.1,
                        text::seen_between(&say(seen.0), &say(seen.1), lang),
                    )
                }
                FeatureControl::Category { .. } => (false, String::new()),
            };
            WhatIfFeature {
                key: key.clone(),
                label: say::feature_name(key, lang),
                value: say::effect_value(&range.feature, &value, lang),
                before: say::effect_value(&range.feature, &before, lang),
                changed: value != before,
                outside,
                seen,
                control,
            }
        })
        .collect()
}

fn control(range: &FeatureRange, value: &CellValue, lang: Lang) -> FeatureControl {
    match &range.range {
        RangeKind::Number { min, max, median, .. } => {
            let width = if max > min { max - min } else { max.abs().max(1.0) };
            // A quarter beyond what was seen on both sides, and never below nothing where
            // nothing below it was seen.
            let low = if *min >= 0.0 { (min - width / 4.0).max(0.0) } else { min - width / 4.0 };
            let mut ends = (low, max + width / 4.0);
            let value = match value {
                CellValue::Number(number) => *number,
                _ => *median,
            };
            let unit = range.feature.unit;
            let whole = matches!(
                unit,
                Unit::Count | Unit::Minutes | Unit::Hour | Unit::Days | Unit::Seconds
            );
            if unit == Unit::Flag {
                ends = (0.0, 1.0);
            } else if unit == Unit::Hour {
                ends = (0.0, 23.0);
            }
            let fine = nice(width / 100.0);
            let step = if unit == Unit::Flag {
                1.0
            } else if whole {
                fine.max(1.0).round()
            } else {
                fine
            };
            FeatureControl::Number {
                value,
                ends: (ends.0.min(value), ends.1.max(value)),
                seen: (*min, *max),
                step,
            }
        }
        RangeKind::Category { levels, counts, .. } => {
            let mut order: Vec<usize> = (0..levels.len()).collect();
            order.sort_by_key(|&at| (std::cmp::Reverse(counts.get(at).copied()), at));
            let options: Vec<(String, String)> = order
                .into_iter()
                .map(|at| {
                    let word = CellValue::Text(levels[at].clone());
                    (levels[at].clone(), say::effect_value(&range.feature, &word, lang))
                })
                .collect();
            let chosen = match value {
                CellValue::Text(text) => options.iter().position(|(word, _)| word == text),
                _ => None,
            };
            FeatureControl::Category { options, chosen }
        }
    }
}

/// The nearest of 1, 2, 5 × a power of ten at or below.
fn nice(step: f64) -> f64 {
    if step <= 0.0 || !step.is_finite() {
        return 1.0;
    }
    let power = 10f64.powf(step.log10().floor());
    let digit = step / power;
    power
        * if digit >= 5.0 {
            5.0
        } else if digit >= 2.0 {
            2.0
        } else {
            1.0
        }
}

/// The figures of a what-if in one line each, for people at the command line.
pub fn lines(view: &WhatIfView) -> Vec<String> {
    let one = |answer: &AnswerView| {
        format!("{}: {} · {} · {}", answer.title, answer.value.text, answer.headline, answer.range)
    };
    let mut lines = vec![one(&view.now)];
    if view.is_changed {
        lines.push(one(&view.changed));
        lines.push(format::capital(&view.head.sentence.replace("**", "")));
    }
    lines
}
