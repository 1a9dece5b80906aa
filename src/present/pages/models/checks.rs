//! The checks of a model: is it right, whom first, what helps, what a threshold does.

use super::{CurvePoint, CurveView, ImportanceRow, ImportanceView};
use crate::domain::FEWEST_PEOPLE;
use crate::learn::{ModelReport, OutcomeUnit, Question, TrainReport};
use crate::present::format;
use crate::present::pages::{ChartHead, Dot, Num, RangeText};
use crate::present::text::{Lang, learn as say, models as text};

pub(super) fn calibration(
    model: &ModelReport,
    question: Question,
    lang: Lang,
) -> Option<CurveView> {
    let bins: Vec<_> = model.calibration.iter().filter(|bin| bin.n >= FEWEST_PEOPLE).collect();
    let last = bins.last()?;
    let top = bins.iter().map(|bin| bin.predicted.max(bin.interval.high)).fold(0.0_f64, f64::max);
    let max = axis_end(top * 100.0);
    Some(CurveView {
        head: ChartHead {
            title: text::calibration_title(lang),
            unit: text::calibration_axes(lang),
            series: Vec::new(),
            sentence: text::calibration_sentence(last.predicted, last.observed, question, lang),
        },
        points: bins
            .iter()
            .map(|bin| CurvePoint {
                x: bin.predicted * 100.0,
                y: bin.observed * 100.0,
                range: Some((bin.interval.low * 100.0, bin.interval.high * 100.0)),
                hover: text::calibration_hover_at(
                    bin.predicted,
                    bin.observed,
                    bin.n,
                    question,
                    lang,
                ),
            })
            .collect(),
        max: (max, max),
        marked: None,
        diagonal: text::calibration_diagonal(lang),
    })
}

pub(super) fn lift(model: &ModelReport, question: Question, lang: Lang) -> Option<CurveView> {
    const REACHED: f64 = 0.2;
    let points = &model.lift;
    let at = points.iter().position(|point| point.reached >= REACHED - 1e-9)?;
    let marked = &points[at];
    Some(CurveView {
        head: ChartHead {
            title: text::lift_title(question, lang),
            unit: text::lift_axes(question, lang),
            series: Vec::new(),
            sentence: text::lift_sentence(marked.reached, marked.found, question, lang),
        },
        points: points
            .iter()
            .map(|point| CurvePoint {
                x: point.reached * 100.0,
                y: point.found * 100.0,
                range: None,
                hover: text::lift_sentence(point.reached, point.found, question, lang),
            })
            .collect(),
        max: (100.0, 100.0),
        marked: Some((
            at,
            format::percent_digits(marked.found, 0),
            format::percent_digits(marked.reached, 0),
        )),
        diagonal: text::lift_diagonal(lang),
    })
}

pub(super) fn importance(
    report: &TrainReport,
    model: &ModelReport,
    lang: Lang,
) -> Option<ImportanceView> {
    if model.importance.is_empty() {
        return None;
    }
    let rate = report.unit == OutcomeUnit::Rate;
    let factor = if rate { 100.0 } else { 1.0 };
    let shown = |value: f64| {
        if rate { format::fixed(value * 100.0, 1) } else { format::compact(value, lang) }
    };
    let rows: Vec<ImportanceRow> = model
        .importance
        .iter()
        .take(8)
        .map(|row| ImportanceRow {
            label: row
                .features
                .iter()
                .map(|key| say::feature_name(key, lang))
                .collect::<Vec<_>>()
                .join(lang.pick("、", ", ")),
            value: Num { raw: Some(row.value * factor), text: shown(row.value) },
            interval: RangeText {
                low: row.interval.low * factor,
                high: row.interval.high * factor,
                level: row.interval.level,
                text: format::ends(&shown(row.interval.low), &shown(row.interval.high)),
            },
            dot: if row.interval.is_clear() { Dot::Solid } else { Dot::Ghost },
        })
        .collect();
    let reach = rows
        .iter()
        .flat_map(|row| [row.interval.high, row.interval.low])
        .fold(0.0_f64, |reach, value| reach.max(value.abs()));
    let useless: Vec<&str> =
        rows.iter().filter(|row| row.dot == Dot::Ghost).map(|row| row.label.as_str()).collect();
    Some(ImportanceView {
        head: ChartHead {
            title: text::importance_title(lang),
            unit: text::importance_unit(rate, lang),
            series: Vec::new(),
            sentence: text::importance_sentence(
                rows.first().map_or("", |row| row.label.as_str()),
                &useless,
                lang,
            ),
        },
        rows,
        reach: if reach > 0.0 { reach } else { 1.0 },
    })
}

/// The ROC curve, marked where a fifth of the others is asked in vain.
pub(super) fn roc(model: &ModelReport, question: Question, lang: Lang) -> Option<CurveView> {
    const VAIN: f64 = 0.2;
    let auc = model.scores.roc_auc?;
    let points = &model.roc;
    let at = points.iter().rposition(|point| point.false_positive_rate <= VAIN + 1e-9)?;
    let marked = points[at];
    Some(CurveView {
        head: ChartHead {
            title: text::roc_title(lang),
            unit: text::roc_axes(question, lang),
            series: Vec::new(),
            sentence: text::roc_sentence(
                marked.false_positive_rate,
                marked.true_positive_rate,
                auc,
                question,
                lang,
            ),
        },
        points: points
            .iter()
            .map(|point| CurvePoint {
                x: point.false_positive_rate * 100.0,
                y: point.true_positive_rate * 100.0,
                range: None,
                hover: text::roc_point(
                    point.false_positive_rate,
                    point.true_positive_rate,
                    question,
                    lang,
                ),
            })
            .collect(),
        max: (100.0, 100.0),
        marked: Some((
            at,
            format::percent_digits(marked.true_positive_rate, 0),
            format::percent_digits(marked.false_positive_rate, 0),
        )),
        diagonal: text::lift_diagonal(lang),
    })
}

/// The end of an axis: the next of 1, 2, 3, 5, 10, 20, 30, 50, 100 percent.
fn axis_end(top: f64) -> f64 {
    [1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 50.0]
        .into_iter()
        .find(|end| top <= *end)
        .unwrap_or(100.0)
}
