//! From training reports to the page.

use super::{
    CoefficientRow, CoefficientView, Fact, MethodItem, ModelCard, ModelsInput, ModelsPage,
    ModelsView, QuestionItem, Run, VersionItem, bill, checks, effects, looks, threshold, tree,
    trust, versions, what_if,
};
use crate::domain::Verdict;
use crate::learn::{
    CoefficientTerm, Drift, Engine, ModelKind, ModelReport, OutcomeUnit, Question, Skipped,
    TrainReport, grew,
};
use crate::present::format;
use crate::present::pages::{ChartHead, Dot, Notice, Num, PageContext, RangeText};
use crate::present::text::{Lang, learn as say, models as text};

/// The question and training that are shown, and the method where there was enough for one;
/// `None` when nothing was trained.
pub fn shown<'a>(input: &ModelsInput<'a>) -> Option<(Question, &'a Run, Option<&'a ModelReport>)> {
    let question = shown_question(input);
    let run = shown_run(input, question)?;
    Some((question, run, chosen_model(&run.report, input.ask.method)))
}

fn shown_question(input: &ModelsInput<'_>) -> Question {
    let trained = || input.runs.iter().find(|(_, runs)| !runs.is_empty()).map(|(q, _)| *q);
    input.ask.question.or_else(trained).unwrap_or(Question::Buyers)
}

/// The training in use: the one a person chose, else the newest.
fn used(input: &ModelsInput<'_>, question: Question) -> usize {
    let chosen = input.in_use.iter().find(|(q, _)| *q == question).map(|(_, run)| *run);
    runs_of(input, question).iter().position(|run| Some(run.id) == chosen).unwrap_or(0)
}

fn shown_run<'a>(input: &ModelsInput<'a>, question: Question) -> Option<&'a Run> {
    let runs = runs_of(input, question);
    let at = input.ask.version.unwrap_or_else(|| used(input, question));
    runs.get(at).or(runs.first())
}

/// Makes the page.
pub fn models(input: &ModelsInput<'_>, context: &PageContext) -> ModelsPage {
    let lang = context.lang;
    let question = shown_question(input);
    let runs = runs_of(input, question);
    let run = shown_run(input, question);
    let chosen = run.and_then(|run| chosen_model(&run.report, input.ask.method));
    let in_use = used(input, question);
    let mut page = ModelsPage {
        question: text::page_question(lang),
        questions: Question::ALL
            .iter()
            .map(|q| {
                let runs = runs_of(input, *q);
                question_item(*q, runs.get(used(input, *q)), *q == question, lang)
            })
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
    if let Some(now) = input.rows_now.filter(|now| grew(report.rows, *now)) {
        page.stale = text::grown(report.rows, now, question, lang);
        page.suggest = true;
    } else if input.drift.is_some_and(Drift::is_clear) {
        page.stale = text::drifted(lang);
        page.suggest = true;
    }
    page.methods = methods(report, chosen, lang);
    page.versions = runs
        .iter()
        .enumerate()
        .map(|(index, version)| VersionItem {
            index,
            run: version.id,
            label: text::version(&version.at, version.report.rows, lang),
            short: text::version_head(&version.at),
            score: chosen
                .and_then(|model| version.report.models.iter().find(|m| m.name == model.name))
                .map(|model| score_text(model, &version.report.unit, lang))
                .unwrap_or_default(),
            selected: std::ptr::eq(version, run),
            in_use: if index == in_use { text::in_use(lang) } else { String::new() },
        })
        .collect();
    page.compare_label = text::compare_button(lang);
    page.notices = report
        .warnings
        .iter()
        .map(|warning| Notice { warn: true, text: say::warning(warning, report.question, lang) })
        .collect();
    if input.ask.view == ModelsView::Versions {
        let chosen_by_hand = input.in_use.iter().any(|(q, _)| *q == question);
        page.compare = Some(versions::view(runs, in_use, chosen_by_hand, question, context.lang));
    }
    let Some(model) = chosen else {
        page.empty = Some(text::below_gates(&report.base, &report.unit, report.question, lang));
        return page;
    };
    page.card = Some(card(report, model, lang));
    page.tree = tree::view(report, model, input, lang);
    page.coefficients = coefficients(report, model, lang);
    page.effects = effects::view(report, model, lang);
    page.calibration = checks::calibration(model, question, lang);
    page.lift = checks::lift(model, question, lang);
    page.roc = checks::roc(model, question, lang);
    page.importance = checks::importance(report, model, lang);
    page.confusion = threshold::view(model, question, input, lang);
    page.tools = looks::tools(report, lang);
    if let Some(look) = input.look {
        let stale = run.revision != input.revision;
        page.found = looks::found(report, model, look, &input.ask, lang);
        page.leaf = looks::leaf(report, model, look, stale, lang);
        page.bill = Some(bill::view(report, look, &input.ask, lang));
        page.what_if = what_if::view(report, model, look, &input.ask, lang);
    }
    page.trust = Some(trust::view(report, model, input.drift, lang));
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

fn question_item(
    question: Question,
    run: Option<&Run>,
    selected: bool,
    lang: Lang,
) -> QuestionItem {
    let newest = run.map(|run| &run.report);
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
            label: text::auc_label(report.question, lang),
            value: format::fixed(auc, 2),
            note: range("roc_auc").map_or_else(String::new, |range| {
                format::ends(&format::fixed(range.low, 2), &format::fixed(range.high, 2))
            }),
            hover: text::auc_hover(report.question, lang),
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
