//! Trainings of one question side by side: what went in, how each method did, which is in use.

use serde::Serialize;

use super::Run;
use crate::domain::Verdict;
use crate::learn::{
    Comparison, Engine, ModelKind, OutcomeUnit, Question, ScoreChange, compare, methods,
};
use crate::present::format;
use crate::present::pages::ChartHead;
use crate::present::text::{Lang, learn as say, models as text};

/// Trainings shown at most; the one in use is always among them.
const MOST: usize = 4;

/// Trainings side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionsView {
    /// The question all of them answer.
    pub question: Question,
    /// Title, unit, sentence.
    pub head: ChartHead,
    /// One per training, newest first.
    pub columns: Vec<VersionColumn>,
    /// One per thing that is compared.
    pub lines: Vec<VersionLine>,
    /// Puts one to use.
    pub use_label: String,
    /// Removes one.
    pub delete_label: String,
}

/// One training.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionColumn {
    /// Its number in the store.
    pub run: i64,
    /// Position in the list of all.
    pub index: usize,
    /// When.
    pub title: String,
    /// Whether it is in use.
    pub in_use: bool,
    /// `在用`; empty for the others.
    pub badge: String,
}

/// One thing that is compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionLine {
    /// What.
    pub label: String,
    /// One per training.
    pub cells: Vec<VersionCell>,
}

/// One figure.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct VersionCell {
    /// The figure.
    pub text: String,
    /// Its range, or what changed since the training before.
    pub note: String,
    /// The verdict's word, for methods.
    pub verdict: Option<(Verdict, String)>,
}

pub(super) fn view(
    runs: &[Run],
    in_use: usize,
    chosen_by_hand: bool,
    question: Question,
    lang: Lang,
) -> VersionsView {
    let mut shown: Vec<usize> = (0..runs.len().min(MOST)).collect();
    if in_use >= shown.len() && in_use < runs.len() {
        shown.pop();
        shown.push(in_use);
    }
    let unit = runs.first().map_or(OutcomeUnit::Rate, |run| run.report.unit.clone());
    // Each against the training before it, which need not be shown.
    let against: Vec<Option<Comparison>> = shown
        .iter()
        .map(|&at| runs.get(at + 1).map(|older| compare(&older.report, &runs[at].report)))
        .collect();
    let reports = || shown.iter().map(|&at| &runs[at].report);
    let moved = |value: f64| if value == 0.0 { String::new() } else { format::signed_count(value) };
    let [rows, found, base, features] = text::version_lines(question, lang);
    let mut lines = vec![VersionLine {
        label: rows,
        cells: reports()
            .zip(&against)
            .map(|(report, change)| VersionCell {
                text: format::count(report.rows as f64),
                note: change.as_ref().map_or_else(String::new, |c| moved(c.rows as f64)),
                verdict: None,
            })
            .collect(),
    }];
    if reports().any(|report| report.positives.is_some()) {
        lines.push(VersionLine {
            label: found,
            cells: reports()
                .zip(&against)
                .map(|(report, change)| VersionCell {
                    text: report.positives.map_or("—".to_owned(), format::count),
                    note: change.as_ref().and_then(|c| c.positives).map_or_else(String::new, moved),
                    verdict: None,
                })
                .collect(),
        });
    }
    lines.push(VersionLine {
        label: base,
        cells: reports()
            .map(|report| VersionCell {
                text: text::outcome(report.base.value, &report.unit, lang),
                note: text::outcome_range(&report.base.interval, &report.unit, lang),
                verdict: None,
            })
            .collect(),
    });
    lines.push(VersionLine {
        label: features,
        cells: against
            .iter()
            .map(|change| VersionCell {
                text: change.as_ref().map_or("—".to_owned(), |change| {
                    let names = |keys: &[String]| -> Vec<String> {
                        keys.iter().map(|key| say::feature_name(key, lang)).collect()
                    };
                    text::came_and_went(&names(&change.added), &names(&change.gone), lang)
                }),
                ..VersionCell::default()
            })
            .collect(),
    });
    for method in methods() {
        let cells: Vec<VersionCell> = shown
            .iter()
            .zip(&against)
            .map(|(&at, change)| score(&runs[at], method, change.as_ref(), &unit, lang))
            .collect();
        if cells.iter().any(|cell| cell.verdict.is_some()) {
            lines.push(VersionLine { label: say::trust::method_of(method, lang), cells });
        }
    }
    let used = runs.get(in_use).map_or_else(String::new, |run| text::version_head(&run.at));
    VersionsView {
        question,
        head: ChartHead {
            title: text::versions_title(lang),
            unit: text::versions_unit(unit == OutcomeUnit::Rate, lang),
            series: Vec::new(),
            sentence: text::versions_sentence(&used, chosen_by_hand, runs.len(), lang),
        },
        columns: shown
            .iter()
            .map(|&at| VersionColumn {
                run: runs[at].id,
                index: at,
                title: text::version_head(&runs[at].at),
                in_use: at == in_use,
                badge: if at == in_use { text::in_use(lang) } else { String::new() },
            })
            .collect(),
        lines,
        use_label: text::use_button(lang),
        delete_label: text::delete_button(lang),
    }
}

fn score(
    run: &Run,
    method: (ModelKind, Engine),
    change: Option<&Comparison>,
    unit: &OutcomeUnit,
    lang: Lang,
) -> VersionCell {
    let Some(model) = run.report.models.iter().find(|m| (m.name, m.engine) == method) else {
        return VersionCell { text: "—".to_owned(), ..VersionCell::default() };
    };
    let rate = *unit == OutcomeUnit::Rate;
    let (value, range) = if rate {
        (model.scores.roc_auc, model.intervals.get("roc_auc"))
    } else {
        (model.scores.mae, model.intervals.get("mae"))
    };
    let shown = |value: f64| {
        if rate { format::fixed(value, 2) } else { text::outcome(value, unit, lang) }
    };
    let range = range.map(|range| format::ends(&shown(range.low), &shown(range.high)));
    let moved = change
        .and_then(|change| change.scores.iter().find(|s| (s.name, s.engine) == method))
        .and_then(|score| better(score, rate))
        .map(|better| text::score_moved(better, lang));
    VersionCell {
        text: value.map_or("—".to_owned(), shown),
        note: [range, moved].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        verdict: Some((model.verdict, say::verdict_word(model.verdict, lang))),
    }
}

/// Whether a method did better than before; the inner `None`: the ranges overlap.
fn better(score: &ScoreChange, rate: bool) -> Option<Option<bool>> {
    let (older, newer) = (score.older?, score.newer?);
    Some(score.clear.then_some((newer.value > older.value) == rate))
}
