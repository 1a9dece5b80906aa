//! From training reports to the page.

use super::{
    CoefficientRow, CoefficientView, ConfusionView, CurvePoint, CurveView, Fact, ImportanceRow,
    ImportanceView, MethodItem, ModelCard, ModelsInput, ModelsPage, QuestionItem, Run, VersionItem,
    effects, tree, trust,
};
use crate::domain::{FEWEST_PEOPLE, Verdict};
use crate::learn::{
    CoefficientTerm, Engine, ModelKind, ModelReport, OutcomeUnit, Question, Skipped, TrainReport,
};
use crate::present::format;
use crate::present::pages::{ChartHead, Dot, Notice, Num, PageContext, RangeText};
use crate::present::text::{Lang, learn as say, models as text};

/// Makes the page.
pub fn models(input: &ModelsInput<'_>, context: &PageContext) -> ModelsPage {
    let lang = context.lang;
    let question = input
        .question
        .or_else(|| input.runs.iter().find(|(_, runs)| !runs.is_empty()).map(|(q, _)| *q))
        .unwrap_or(Question::Buyers);
    let runs = runs_of(input, question);
    let run = runs.get(input.version).or(runs.first());
    let chosen = run.and_then(|run| chosen_model(&run.report, input.method));
    let mut page = ModelsPage {
        question: text::page_question(lang),
        questions: Question::ALL
            .iter()
            .map(|q| question_item(*q, runs_of(input, *q), *q == question, lang))
            .collect(),
        methods_note: text::methods_note(run.map(|run| &run.report.unit), lang),
        train_label: text::train_label(run.is_some(), lang),
        ..ModelsPage::default()
    };
    let Some(run) = run else {
        page.empty = Some(text::nothing_trained(question, lang));
        return page;
    };
    let report = &run.report;
    page.stale = if run.revision == input.revision { text::fresh(lang) } else { text::stale(lang) };
    page.methods = methods(report, chosen, lang);
    page.versions = runs
        .iter()
        .enumerate()
        .map(|(index, version)| VersionItem {
            index,
            label: text::version(&version.at, version.report.rows, lang),
            score: chosen
                .and_then(|model| version.report.models.iter().find(|m| m.name == model.name))
                .map(|model| score_text(model, &version.report.unit, lang))
                .unwrap_or_default(),
            selected: std::ptr::eq(version, run),
        })
        .collect();
    page.notices = report
        .warnings
        .iter()
        .map(|warning| Notice { warn: true, text: say::warning(warning, report.question, lang) })
        .collect();
    let Some(model) = chosen else {
        page.empty = Some(text::below_gates(&report.base, &report.unit, report.question, lang));
        return page;
    };
    page.card = Some(card(report, model, lang));
    page.tree = tree::view(report, model, input.levels, lang);
    page.coefficients = coefficients(report, model, lang);
    page.effects = effects::view(report, model, lang);
    page.calibration = calibration(model, lang);
    page.lift = lift(model, lang);
    page.importance = importance(report, model, lang);
    page.confusion = confusion(model, lang);
    page.trust = Some(trust::view(report, model, lang));
    page.status =
        text::status(report.rows, report.features.len(), model.fit_seconds, report.seed, lang);
    page
}

fn runs_of<'a>(input: &ModelsInput<'a>, question: Question) -> &'a [Run] {
    input.runs.iter().find(|(q, _)| *q == question).map_or(&[], |(_, runs)| runs)
}

/// The method asked for, else the one to rely on most: by verdict, then by score; the tree wins
/// a tie because it can be read.
fn chosen_model(report: &TrainReport, wanted: Option<ModelKind>) -> Option<&ModelReport> {
    // The other engine's stand beside ours only where both were tried.
    let ours = || {
        let both = report.models.iter().any(|model| model.engine == Engine::Fupan);
        report.models.iter().filter(move |model| !both || model.engine == Engine::Fupan)
    };
    if let Some(model) = ours().find(|model| Some(model.name) == wanted) {
        return Some(model);
    }
    ours().max_by(|a, b| {
        let rank = |model: &ModelReport| {
            let verdict = match model.verdict {
                Verdict::Usable => 2,
                Verdict::Weak => 1,
                Verdict::DoNotUse => 0,
            };
            // Scores within a hundredth are a tie.
            let score = (score(model).unwrap_or(f64::NEG_INFINITY) * 100.0).round();
            (verdict, score, model.name == ModelKind::Tree)
        };
        let (a, b) = (rank(a), rank(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    })
}

fn score(model: &ModelReport) -> Option<f64> {
    model.scores.roc_auc.or(model.scores.r2)
}

fn score_text(model: &ModelReport, unit: &OutcomeUnit, lang: Lang) -> String {
    match (model.scores.roc_auc, model.scores.mae) {
        (Some(auc), _) => format::fixed(auc, 2),
        (None, Some(mae)) => text::outcome_error(mae, unit, lang),
        _ => "—".to_owned(),
    }
}

fn question_item(question: Question, runs: &[Run], selected: bool, lang: Lang) -> QuestionItem {
    let newest = runs.first().map(|run| &run.report);
    let best = newest.and_then(|report| chosen_model(report, None));
    QuestionItem {
        question,
        title: say::question_title(question, lang),
        line: newest.map_or_else(
            || text::not_asked_yet(lang),
            |report| text::question_line(question, report.rows, report.positives, lang),
        ),
        verdict: best.map(|model| (model.verdict, say::verdict_word(model.verdict, lang))),
        selected,
    }
}

fn methods(report: &TrainReport, chosen: Option<&ModelReport>, lang: Lang) -> Vec<MethodItem> {
    let both = report.models.iter().any(|model| model.engine == Engine::Fupan);
    let shown = report.models.iter().filter(|model| !both || model.engine == Engine::Fupan);
    let trained = shown.map(|model| MethodItem {
        name: model.name,
        label: say::model_name(model.name, lang),
        hint: text::method_hint(model.name, lang),
        score: score_text(model, &report.unit, lang),
        locked: String::new(),
        selected: chosen.is_some_and(|chosen| chosen.name == model.name),
    });
    let skipped = report.skipped.iter().map(|Skipped { name, reason }| MethodItem {
        name: *name,
        label: say::model_name(*name, lang),
        hint: String::new(),
        score: String::new(),
        locked: say::skip_reason(reason, report.question, report.source, lang),
        selected: false,
    });
    let mut items: Vec<MethodItem> = trained.chain(skipped).collect();
    // What can be read comes first.
    items.sort_by_key(|item| match item.name {
        ModelKind::Tree => 0,
        ModelKind::Logistic => 1,
        ModelKind::Linear => 2,
        ModelKind::Forest => 3,
        ModelKind::Boosting => 4,
        ModelKind::Net => 5,
    });
    items
}

fn card(report: &TrainReport, model: &ModelReport, lang: Lang) -> ModelCard {
    let scores = &model.scores;
    let unit = &report.unit;
    let mut facts = Vec::new();
    let range = |name: &str| model.intervals.get(name);
    if let Some(auc) = scores.roc_auc {
        facts.push(Fact {
            label: text::auc_label(lang),
            value: format::fixed(auc, 2),
            note: range("roc_auc").map_or_else(String::new, |range| {
                format::ends(&format::fixed(range.low, 2), &format::fixed(range.high, 2))
            }),
            hover: text::auc_hover(lang),
        });
        if let Some(single) = &model.baseline.single_feature {
            facts.push(Fact {
                label: text::single_label(lang),
                value: single.scores.roc_auc.map_or("—".to_owned(), |auc| format::fixed(auc, 2)),
                note: single
                    .feature
                    .as_deref()
                    .map(|key| say::feature_name(key, lang))
                    .unwrap_or_default(),
                hover: text::single_hover(lang),
            });
        }
        if let Some(error) = scores.calibration_error {
            facts.push(Fact {
                label: text::calibration_label(lang),
                value: text::points(error, lang),
                note: text::calibration_note(lang),
                hover: text::calibration_hover(lang),
            });
        }
        facts.push(Fact {
            label: text::tested_label(lang),
            value: report.split.map_or("—".to_owned(), |split| text::rows(split.test_rows, lang)),
            note: model
                .test_positives
                .map_or_else(String::new, |found| text::bought(found, report.question, lang)),
            hover: String::new(),
        });
    } else {
        for (label, value, hover) in [
            (text::mae_label(lang), scores.mae, text::mae_hover(lang)),
            (
                text::last_label(lang),
                model.baseline.last_session.as_ref().and_then(|b| b.scores.mae),
                text::last_hover(lang),
            ),
            (text::mean_label(lang), model.baseline.constant.scores.mae, text::mean_hover(lang)),
        ] {
            facts.push(Fact {
                label,
                value: value
                    .map_or("—".to_owned(), |value| text::outcome_error(value, unit, lang)),
                note: String::new(),
                hover,
            });
        }
        if let Some(r2) = scores.r2 {
            facts.push(Fact {
                label: text::r2_label(lang),
                value: format::fixed(r2, 2),
                note: String::new(),
                hover: text::r2_hover(lang),
            });
        }
    }
    ModelCard {
        verdict: model.verdict,
        badge: say::verdict_word(model.verdict, lang),
        headline: say::verdict_reason(&model.reason, unit, report.question, lang),
        detail: report.split.map_or_else(String::new, |split| say::split_sentence(&split, lang)),
        facts,
    }
}

fn coefficients(report: &TrainReport, model: &ModelReport, lang: Lang) -> Option<CoefficientView> {
    if model.coefficients.is_empty() {
        return None;
    }
    let mut rows: Vec<CoefficientRow> = model
        .coefficients
        .iter()
        .filter(|coefficient| coefficient.term != CoefficientTerm::Missing)
        .map(|coefficient| {
            // The range of one standard deviation has the same proportions as that of one unit.
            let factor = if coefficient.value == 0.0 {
                0.0
            } else {
                (coefficient.per_std / coefficient.value).abs()
            };
            let range = coefficient.interval.map(|range| range.scaled(factor));
            CoefficientRow {
                label: say::coefficient_label(coefficient, lang),
                effect: Num {
                    raw: Some(coefficient.per_std),
                    text: text::effect(coefficient.per_std, &report.unit, lang),
                },
                dot: match &range {
                    Some(range) if range.is_clear() => Dot::Solid,
                    Some(_) => Dot::Ghost,
                    None => Dot::Hollow,
                },
                interval: range.map(|range| RangeText {
                    low: range.low,
                    high: range.high,
                    level: range.level,
                    text: format::ends(
                        &text::effect(range.low, &report.unit, lang),
                        &text::effect(range.high, &report.unit, lang),
                    ),
                }),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        let size = |row: &CoefficientRow| row.effect.raw.unwrap_or_default().abs();
        size(b).total_cmp(&size(a))
    });
    rows.truncate(10);
    let reach = rows
        .iter()
        .flat_map(|row| {
            let range = row.interval.as_ref();
            [row.effect.raw, range.map(|r| r.low), range.map(|r| r.high)]
        })
        .flatten()
        .fold(0.0_f64, |reach, value| reach.max(value.abs()));
    let clear: Vec<&str> = rows
        .iter()
        .filter(|row| row.dot == Dot::Solid)
        .map(|row| row.label.as_str())
        .take(2)
        .collect();
    Some(CoefficientView {
        head: ChartHead {
            title: text::coefficients_title(lang),
            unit: text::coefficients_unit(&report.unit, lang),
            series: Vec::new(),
            sentence: text::coefficients_sentence(&clear, lang),
        },
        reach: if reach > 0.0 { reach } else { 1.0 },
        rows,
    })
}

fn calibration(model: &ModelReport, lang: Lang) -> Option<CurveView> {
    let bins: Vec<_> = model.calibration.iter().filter(|bin| bin.n >= FEWEST_PEOPLE).collect();
    let last = bins.last()?;
    let top = bins.iter().map(|bin| bin.predicted.max(bin.interval.high)).fold(0.0_f64, f64::max);
    let max = axis_end(top * 100.0);
    Some(CurveView {
        head: ChartHead {
            title: text::calibration_title(lang),
            unit: text::calibration_axes(lang),
            series: Vec::new(),
            sentence: text::calibration_sentence(last.predicted, last.observed, lang),
        },
        points: bins
            .iter()
            .map(|bin| CurvePoint {
                x: bin.predicted * 100.0,
                y: bin.observed * 100.0,
                range: Some((bin.interval.low * 100.0, bin.interval.high * 100.0)),
                hover: text::calibration_hover_at(bin.predicted, bin.observed, bin.n, lang),
            })
            .collect(),
        max: (max, max),
        marked: None,
        diagonal: text::calibration_diagonal(lang),
    })
}

fn lift(model: &ModelReport, lang: Lang) -> Option<CurveView> {
    const REACHED: f64 = 0.2;
    let points = &model.lift;
    let at = points.iter().position(|point| point.reached >= REACHED - 1e-9)?;
    let marked = &points[at];
    Some(CurveView {
        head: ChartHead {
            title: text::lift_title(lang),
            unit: text::lift_axes(lang),
            series: Vec::new(),
            sentence: text::lift_sentence(marked.reached, marked.found, lang),
        },
        points: points
            .iter()
            .map(|point| CurvePoint {
                x: point.reached * 100.0,
                y: point.found * 100.0,
                range: None,
                hover: text::lift_sentence(point.reached, point.found, lang),
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

fn importance(report: &TrainReport, model: &ModelReport, lang: Lang) -> Option<ImportanceView> {
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
    let useless: Vec<&str> = rows
        .iter()
        .filter(|row| row.dot == Dot::Ghost)
        .map(|row| row.label.as_str())
        .take(2)
        .collect();
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

fn confusion(model: &ModelReport, lang: Lang) -> Option<ConfusionView> {
    let step = (model.confusion.len() / 5).max(1);
    let rows: Vec<Vec<String>> = model
        .confusion
        .iter()
        .filter(|row| row.true_positive + row.false_positive >= FEWEST_PEOPLE)
        .step_by(step)
        .take(5)
        .map(|row| {
            vec![
                format::percent(row.threshold),
                format::count(row.true_positive + row.false_positive),
                format::count(row.true_positive),
                format::count(row.false_positive),
                format::count(row.false_negative),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| ConfusionView {
        head: ChartHead {
            title: text::confusion_title(lang),
            unit: text::confusion_unit(lang),
            series: Vec::new(),
            sentence: text::confusion_sentence(lang),
        },
        columns: text::confusion_columns(lang),
        rows,
    })
}

/// The end of an axis: the next of 1, 2, 3, 5, 10, 20, 30, 50, 100 percent.
fn axis_end(top: f64) -> f64 {
    [1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 50.0]
        .into_iter()
        .find(|end| top <= *end)
        .unwrap_or(100.0)
}
