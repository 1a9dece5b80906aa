//! The documented JSON of `fupan train`, `fupan predict` and `fupan models`.

use serde_json::{Map, Value, json};

use super::Run;
use crate::domain::{FEWEST_PEOPLE, Verdict};
use crate::engine::Since;
use crate::learn::{
    Answer, Baseline, Confusion, Engine, ModelKind, ModelReport, Question, Scores, TrainReport,
    WhatIf, compare,
};
use crate::present::text::{Lang, learn as say};

/// The document of a training: figures flat beside each model's name, reasons as sentences.
/// `ids` are the stored versions of the models, in order; empty when nothing was stored.
pub fn train_json(report: &TrainReport, ids: &[i64], lang: Lang) -> Value {
    let models: Vec<Value> = report
        .models
        .iter()
        .enumerate()
        .map(|(at, model)| model_json(report, model, ids.get(at).copied(), lang))
        .collect();
    let skipped: Vec<Value> = report
        .skipped
        .iter()
        .map(|skipped| {
            let (question, source) = (report.question, report.source);
            let reason = say::skip_reason(&skipped.reason, question, source, lang);
            json!({ "name": skipped.name, "reason": reason })
        })
        .collect();
    let warnings: Vec<Value> = report
        .warnings
        .iter()
        .map(|warning| {
            json!({
                "code": warning.code,
                "message": say::warning(warning, report.question, lang),
                "columns": warning.columns,
                "before": warning.before,
                "after": warning.after,
            })
        })
        .collect();
    json!({
        "question": report.question,
        "source": report.source,
        "rows": report.rows,
        "positives": report.positives,
        "base": report.base,
        "split": report.split.map(|split| json!(split.kind)),
        "split_detail": report.split,
        "models": models,
        "skipped": skipped,
        "warnings": warnings,
        "features": features_json(report, lang),
        "held_back": report.held_back,
        "contrasts": report.contrasts,
        "drift": report.drift,
        "seed": report.seed,
    })
}

fn model_json(report: &TrainReport, model: &ModelReport, id: Option<i64>, lang: Lang) -> Value {
    let mut value = Map::new();
    value.insert("model_id".to_owned(), json!(id));
    value.insert("name".to_owned(), json!(model.name));
    value.insert("engine".to_owned(), json!(model.engine));
    flat(&mut value, &model.scores);
    value.insert("intervals".to_owned(), json!(model.intervals));
    value.insert("verdict".to_owned(), json!(model.verdict));
    value.insert(
        "reason".to_owned(),
        json!(say::verdict_reason(&model.reason, &report.unit, report.question, lang)),
    );
    value.insert(
        "baseline".to_owned(),
        json!({
            "constant": baseline(Some(&model.baseline.constant)),
            "last_session": baseline(model.baseline.last_session.as_ref()),
            "single_feature": baseline(model.baseline.single_feature.as_ref()),
        }),
    );
    value.insert("fit_seconds".to_owned(), json!(model.fit_seconds));
    value.insert("importance".to_owned(), json!(model.importance));
    value.insert("coefficients".to_owned(), json!(model.coefficients));
    let bins: Vec<_> = model.calibration.iter().filter(|bin| bin.n >= FEWEST_PEOPLE).collect();
    value.insert("calibration".to_owned(), json!(bins));
    let called = |row: &&Confusion| row.true_positive + row.false_positive >= FEWEST_PEOPLE;
    let thresholds: Vec<_> = model.confusion.iter().filter(called).collect();
    value.insert("lift".to_owned(), json!(model.lift));
    value.insert("roc".to_owned(), json!(model.roc));
    value.insert("thresholds".to_owned(), json!(thresholds));
    value.insert("fairness".to_owned(), json!(model.fairness));
    value.insert("more_data".to_owned(), json!(model.more));
    value.insert("reproducible".to_owned(), json!(reproducible(model)));
    value.insert("tree".to_owned(), tree(model));
    value.into()
}

/// The tree; of a node of too few people only its place is told.
fn tree(model: &ModelReport) -> Value {
    let mut value = json!(model.tree);
    let hidden = model.hidden_nodes();
    let nodes = value.get_mut("nodes").and_then(Value::as_array_mut).into_iter().flatten();
    for (at, node) in nodes.enumerate() {
        if let Some(figures) = node.as_object_mut().filter(|_| hidden[at]) {
            for name in ["rows", "weight", "sum", "value", "deviation", "interval"] {
                figures.insert(name.to_owned(), Value::Null);
            }
        }
    }
    value
}

/// Every feature with how it is made and what stands in where it is missing.
fn features_json(report: &TrainReport, lang: Lang) -> Vec<Value> {
    let ranges = report.models.first().map(|model| &model.model.features);
    let of = |key: &str| ranges.and_then(|ranges| ranges.iter().find(|r| r.feature.key == key));
    report
        .features
        .iter()
        .map(|feature| {
            let range = of(&feature.key);
            json!({
                "key": feature.key,
                "name": say::feature_name(&feature.key, lang),
                "formula": say::formula(&feature.key, lang),
                "unit": feature.unit,
                "missing": range.map(|range| range.missing),
                "filled": range.map(|range| say::trust::filled(range, lang)),
            })
        })
        .collect()
}

/// linfa's tree differs from run to run.
fn reproducible(model: &ModelReport) -> bool {
    !(model.engine == Engine::Linfa && model.name == ModelKind::Tree)
}

fn flat(value: &mut Map<String, Value>, scores: &Scores) {
    if let Value::Object(figures) = json!(scores) {
        value.extend(figures);
    }
}

fn baseline(baseline: Option<&Baseline>) -> Value {
    baseline.map_or(Value::Null, |baseline| {
        let mut value = Map::new();
        if let Some(feature) = &baseline.feature {
            value.insert("feature".to_owned(), json!(feature));
        }
        flat(&mut value, &baseline.scores);
        value.into()
    })
}

/// What `predict` was asked and answers.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The question.
    pub question: Question,
    /// The model's number.
    pub model_id: i64,
    /// Its verdict.
    pub verdict: Verdict,
    /// The row it starts from; `None`: the usual one.
    pub from: Option<&'a str>,
    /// Now and changed.
    pub what_if: &'a WhatIf,
    /// The data of today against what the model learnt from.
    pub since: &'a Since,
}

/// The document of a prediction: the changed answer on top, the one before beside it.
pub fn predict_json(asked: &Asked<'_>, lang: Lang) -> Value {
    let prediction = &asked.what_if.changed.prediction;
    let outside: Vec<Value> = prediction
        .out_of_range
        .iter()
        .map(|outside| {
            json!({
                "feature": outside.feature,
                "message": say::out_of_range(outside, lang),
            })
        })
        .collect();
    let now = &asked.what_if.now;
    json!({
        "question": asked.question,
        "model_id": asked.model_id,
        "verdict": asked.verdict.word(),
        "from": asked.from,
        "value": prediction.value,
        "interval": prediction.interval,
        "distribution": distribution(&asked.what_if.changed),
        "average": prediction.average,
        "contributions": prediction.contributions,
        "path": prediction.path,
        "now": {
            "value": now.prediction.value,
            "interval": now.prediction.interval,
            "distribution": distribution(now),
        },
        "changes": asked.what_if.moved.iter().map(|moved| {
            json!({ "feature": moved.feature, "from": moved.from, "to": moved.to })
        }).collect::<Vec<_>>(),
        "warnings": outside,
        "since_training": {
            "rows_learnt": asked.since.learnt,
            "rows_now": asked.since.rows,
            "drift": asked.since.drift,
            "train_again": asked.since.suggests_training(),
            "message": say::trust::since_training(asked.since, asked.question, lang)
                .join(lang.pick("", " ")),
        },
    })
}

/// The answer at nine chances, `null` where nothing tells.
fn distribution(answer: &Answer) -> Value {
    answer.spread.map_or(Value::Null, |spread| {
        let at = |chance: f64| json!({ "chance": chance, "value": spread.at(chance) });
        [0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95].map(at).to_vec().into()
    })
}

/// The document of `models`: trainings of a question, newest first.
pub fn models_json(question: Question, runs: &[Run], in_use: Option<i64>) -> Value {
    let used = in_use.or(runs.first().map(|run| run.id));
    let trainings: Vec<Value> = runs
        .iter()
        .enumerate()
        .map(|(at, run)| {
            let report = &run.report;
            let models: Vec<Value> = report
                .models
                .iter()
                .map(|model| {
                    let mut value = Map::new();
                    value.insert("name".to_owned(), json!(model.name));
                    value.insert("engine".to_owned(), json!(model.engine));
                    value.insert("verdict".to_owned(), json!(model.verdict));
                    value.insert("roc_auc".to_owned(), json!(model.scores.roc_auc));
                    value.insert("mae".to_owned(), json!(model.scores.mae));
                    value.insert("intervals".to_owned(), json!(model.intervals));
                    value.into()
                })
                .collect();
            let change = runs.get(at + 1).map(|older| compare(&older.report, report));
            json!({
                "training": run.id,
                "at": run.at.timestamp().to_string(),
                "source": report.source,
                "rows": report.rows,
                "positives": report.positives,
                "base": report.base,
                "in_use": Some(run.id) == used,
                "revision": run.revision,
                "models": models,
                "since_the_one_before": change.map(|change| json!({
                    "rows": change.rows,
                    "positives": change.positives,
                    "features_added": change.added,
                    "features_gone": change.gone,
                    "clearly_changed": change.scores.iter().filter(|score| score.clear)
                        .map(|score| json!({"name": score.name, "engine": score.engine}))
                        .collect::<Vec<_>>(),
                })),
            })
        })
        .collect();
    json!({ "question": question, "chosen": in_use, "trainings": trainings })
}
