//! Curves of how the answer moves with one feature, for models that cannot be drawn otherwise.

use serde::Serialize;

use crate::learn::{CellValue, EffectCurve, EffectPoint, ModelReport, OutcomeUnit, TrainReport};
use crate::present::format;
use crate::present::pages::ChartHead;
use crate::present::text::{Lang, learn as say, models as text};

/// Curves of the features that help most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectsView {
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// At most four.
    pub charts: Vec<EffectChart>,
    /// The vertical scale all of them share.
    pub range: (f64, f64),
    /// Amounts and numbers are written short on the axis, percent as they are.
    pub short: bool,
}

/// One feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectChart {
    /// The feature's name.
    pub title: String,
    /// Categories are dots side by side, numbers a line.
    pub category: bool,
    /// Left to right.
    pub points: Vec<EffectMark>,
}

/// One value of a feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectMark {
    /// Place on the horizontal axis.
    pub x: f64,
    /// The answer: percent, or the outcome's unit.
    pub y: f64,
    /// The value as it stands under the axis.
    pub label: String,
    /// What is read out and shown on hover.
    pub hover: String,
}

/// The curves of a model.
pub(super) fn view(report: &TrainReport, model: &ModelReport, lang: Lang) -> Option<EffectsView> {
    if model.tree.is_some() || !model.coefficients.is_empty() {
        return None;
    }
    let rate = report.unit == OutcomeUnit::Rate;
    let factor = if rate { 100.0 } else { 1.0 };
    let charts: Vec<EffectChart> = model
        .effects
        .iter()
        .filter(|curve| curve.points.len() > 1)
        .map(|curve| chart(report, curve, factor, lang))
        .collect();
    let all = || charts.iter().flat_map(|chart| &chart.points).map(|point| point.y);
    let (low, high) =
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    // From zero unless that hides the movement: a line that is flat at the top says nothing.
    let low =
        if low.is_finite() && low > 0.6 * high { low - 0.2 * (high - low) } else { low.min(0.0) };
    Some(EffectsView {
        head: ChartHead {
            title: say::effects_title(lang),
            unit: say::effects_unit(&report.unit, lang),
            series: Vec::new(),
            sentence: sentence(report, model, lang),
        },
        charts,
        range: (low, if high > 0.0 { high * 1.08 } else { 1.0 }),
        short: !rate,
    })
}

fn chart(report: &TrainReport, curve: &EffectCurve, factor: f64, lang: Lang) -> EffectChart {
    let feature = report.features.iter().find(|f| f.key == curve.feature);
    let category = curve.points.iter().any(|p| matches!(p.value, CellValue::Text(_)));
    let name = say::feature_name(&curve.feature, lang);
    let mut points: Vec<&EffectPoint> = curve.points.iter().collect();
    points.sort_by_key(|point| say::effect_place(&curve.feature, &point.value));
    EffectChart {
        category,
        points: points
            .into_iter()
            .enumerate()
            .map(|(at, point)| {
                let label =
                    feature.map_or_else(String::new, |f| say::effect_value(f, &point.value, lang));
                let answer = text::outcome(point.mean, &report.unit, lang);
                let share = format::percent_digits(point.share, 0);
                let share = if category {
                    lang.pick(format!("占 {share}"), format!("{share} of rows"))
                } else {
                    lang.pick(format!("{share} 不超过它"), format!("{share} at or below"))
                };
                EffectMark {
                    x: match point.value {
                        CellValue::Number(value) => value,
                        _ => at as f64,
                    },
                    y: point.mean * factor,
                    hover: format!("{name} {label} · {answer} · {share}"),
                    label: feature
                        .map_or_else(String::new, |f| say::effect_tick(f, &point.value, lang)),
                }
            })
            .collect(),
        title: name,
    }
}

fn sentence(report: &TrainReport, model: &ModelReport, lang: Lang) -> String {
    let widest = model.effects.iter().filter_map(|curve| {
        let low = curve.points.iter().min_by(|a, b| a.mean.total_cmp(&b.mean))?;
        let high = curve.points.iter().max_by(|a, b| a.mean.total_cmp(&b.mean))?;
        Some((curve, low, high))
    });
    let widest = widest.max_by(|a, b| (a.2.mean - a.1.mean).total_cmp(&(b.2.mean - b.1.mean)));
    let Some((curve, low, high)) = widest else {
        return say::effects_none(lang);
    };
    let Some(feature) = report.features.iter().find(|f| f.key == curve.feature) else {
        return say::effects_none(lang);
    };
    say::effects_sentence(
        &say::feature_name(&curve.feature, lang),
        (&say::effect_value(feature, &low.value, lang), low.mean),
        (&say::effect_value(feature, &high.value, lang), high.mean),
        &report.unit,
        lang,
    )
}
