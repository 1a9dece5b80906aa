//! What to know before trusting a model, beyond its verdict.

use serde::Serialize;

use crate::domain::Verdict;
use crate::learn::{
    Contrast, Drift, DriftLevel, Engine, Fairness, ModelReport, OutcomeUnit, TrainReport, Unit,
};
use crate::present::format;
use crate::present::pages::ChartHead;
use crate::present::text::Lang;
use crate::present::text::learn::{self as say, trust as text};

/// The section, part by part.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TrustView {
    /// Heading and label of what opens it.
    pub title: String,
    /// How much more data it would take; empty where the model may be used.
    pub more: String,
    /// New data against old; `None` at a first training.
    pub drift: Option<TrustTable>,
    /// Figures by group, a table per column.
    pub groups: Vec<TrustTable>,
    /// Slopes over all rows and within sessions.
    pub contrasts: Option<ContrastView>,
    /// Label of the button that trains both engines.
    pub beside: String,
    /// The two engines, where both were tried.
    pub engines: Option<TrustTable>,
    /// Every feature with how it is made.
    pub features: Option<TrustTable>,
}

/// A small table with a sentence above it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TrustTable {
    /// Title and sentence.
    pub head: ChartHead,
    /// Whether the sentence is a warning.
    pub warn: bool,
    /// Heads.
    pub columns: Vec<String>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

/// The same features, looked at in two ways.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContrastView {
    /// The two ends of the switch.
    pub switch: [String; 2],
    /// All together.
    pub pooled: TrustTable,
    /// Within a session.
    pub within: TrustTable,
}

fn head(title: String, sentence: String) -> ChartHead {
    ChartHead { title, sentence, ..ChartHead::default() }
}

/// Makes the section for the model shown. `since` is how what came after its training differs; it
/// says more than how that training's own rows differed from the one before.
pub(super) fn view(
    report: &TrainReport,
    model: &ModelReport,
    since: Option<&Drift>,
    lang: Lang,
) -> TrustView {
    TrustView {
        title: text::trust_title(lang),
        more: more(report, model, lang),
        drift: since.or(report.drift.as_ref()).map(|drift| drift_table(drift, lang)),
        groups: model.fairness.iter().map(|fairness| group_table(fairness, lang)).collect(),
        contrasts: contrasts(report, lang),
        beside: text::beside(lang),
        engines: engines(report, lang),
        features: Some(TrustTable {
            head: head(
                text::features_title(lang),
                text::features_sentence(&report.held_back, lang),
            ),
            warn: false,
            columns: text::features_columns(lang),
            rows: model
                .model
                .features
                .iter()
                .map(|range| {
                    vec![
                        say::feature_name(&range.feature.key, lang),
                        say::formula(&range.feature.key, lang),
                        format::percent_digits(range.missing, 0),
                        text::filled(range, lang),
                    ]
                })
                .collect(),
        }),
    }
}

/// How much more data it would take.
pub fn more(report: &TrainReport, model: &ModelReport, lang: Lang) -> String {
    match &model.more {
        Some(more) if model.verdict == Verdict::DoNotUse => {
            text::more_data(more, report.question, report.source, lang)
        }
        _ => String::new(),
    }
}

/// The table of drift.
pub fn drift_table(drift: &Drift, lang: Lang) -> TrustTable {
    TrustTable {
        head: head(text::drift_title(lang), text::drift_sentence(drift, lang)),
        warn: drift.level == DriftLevel::Act,
        columns: text::drift_columns(lang),
        rows: drift
            .features
            .iter()
            .map(|feature| {
                vec![
                    say::feature_name(&feature.feature, lang),
                    format::fixed(feature.psi, 2),
                    text::drift_level(feature.level, lang),
                ]
            })
            .collect(),
    }
}

/// The table of one column's groups.
pub fn group_table(fairness: &Fairness, lang: Lang) -> TrustTable {
    TrustTable {
        head: head(
            text::fairness_title(&fairness.feature, lang),
            text::fairness_sentence(fairness, lang),
        ),
        warn: fairness.below_four_fifths,
        columns: text::fairness_columns(lang),
        rows: fairness
            .groups
            .iter()
            .map(|group| {
                let share = |rate: &crate::learn::RateEstimate| {
                    text::share_with_range(rate.value, &rate.interval)
                };
                vec![
                    text::group_name(&fairness.feature, &group.group, lang),
                    format::count(group.people as f64),
                    share(&group.base),
                    format::percent(group.predicted),
                    share(&group.called),
                    format::percent_digits(group.ratio, 0),
                    group.found.as_ref().map_or_else(|| "—".to_owned(), share),
                ]
            })
            .collect(),
    }
}

fn contrasts(report: &TrainReport, lang: Lang) -> Option<ContrastView> {
    if report.contrasts.is_empty() {
        return None;
    }
    let table = |within: bool| TrustTable {
        head: head(text::contrast_title(lang), text::contrast_sentence(within, lang)),
        warn: false,
        columns: text::contrast_columns(lang),
        rows: report.contrasts.iter().map(|c| slope_row(report, c, within, lang)).collect(),
    };
    let switch = text::contrast_switch(lang);
    Some(ContrastView { switch, pooled: table(false), within: table(true) })
}

fn slope_row(report: &TrainReport, contrast: &Contrast, within: bool, lang: Lang) -> Vec<String> {
    let effect = if within { &contrast.both.within } else { &contrast.both.pooled };
    let key = &contrast.feature;
    let feature = report.features.iter().find(|feature| feature.key == *key);
    // Of one second nothing is left after rounding.
    let seconds = feature.is_some_and(|feature| feature.unit == Unit::Seconds);
    let factor = if seconds { 60.0 } else { 1.0 };
    let slope = |value: f64| text::slope(value * factor, &report.unit, lang);
    vec![
        text::per(key, seconds, lang),
        slope(effect.slope),
        format!("{} ~ {}", slope(effect.interval.low), slope(effect.interval.high)),
        text::slope_reading(contrast, within, lang),
    ]
}

fn engines(report: &TrainReport, lang: Lang) -> Option<TrustTable> {
    let theirs: Vec<&ModelReport> =
        report.models.iter().filter(|model| model.engine == Engine::Linfa).collect();
    let pairs: Vec<&ModelReport> = theirs
        .iter()
        .flat_map(|theirs| {
            let ours = report
                .models
                .iter()
                .find(|model| model.name == theirs.name && model.engine == Engine::Fupan);
            ours.into_iter().chain([*theirs])
        })
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let rate = report.unit == OutcomeUnit::Rate;
    let row = |model: &&ModelReport| {
        let (name, value) =
            if rate { ("roc_auc", model.scores.roc_auc) } else { ("mae", model.scores.mae) };
        let shown = |value: f64| {
            if rate { format::fixed(value, 3) } else { format::compact(value, lang) }
        };
        vec![
            say::model_name(model.name, lang),
            model.engine.word().to_owned(),
            value.map_or_else(|| "—".to_owned(), shown),
            model
                .intervals
                .get(name)
                .map_or_else(String::new, |r| format::ends(&shown(r.low), &shown(r.high))),
            format!("{} ms", format::fixed(model.fit_seconds * 1e3, 1)),
        ]
    };
    Some(TrustTable {
        head: head(text::engines_title(lang), text::engines_sentence(lang)),
        warn: false,
        columns: text::engines_columns(rate, lang),
        rows: pairs.iter().map(row).collect(),
    })
}

/// The section as plain lines, for the command line.
pub fn trust_lines(report: &TrainReport, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for model in &report.models {
        let more = more(report, model, lang);
        if !more.is_empty() {
            lines.push(format!("{}: {more}", text::engine_name(model, lang)));
        }
    }
    if let Some(model) = report.models.iter().find(|model| !model.fairness.is_empty()) {
        let name = say::model_name(model.name, lang);
        for fairness in &model.fairness {
            let table = group_table(fairness, lang);
            lines.push(format!("{} ({name}): {}", table.head.title, table.head.sentence));
            lines.extend(table_lines(&table));
        }
    }
    if let Some(table) = engines(report, lang) {
        lines.push(format!("{}: {}", table.head.title, table.head.sentence));
        lines.extend(table_lines(&table));
    }
    if let Some(drift) = &report.drift {
        lines.push(text::drift_sentence(drift, lang));
    }
    lines
}

/// A table as plain lines.
pub fn table_lines(table: &TrustTable) -> impl Iterator<Item = String> {
    std::iter::once(&table.columns).chain(&table.rows).map(|row| format!("  {}", row.join(" · ")))
}
