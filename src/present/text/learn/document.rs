//! The JSON documents of `train` and `predict`: the keys of the command line's contract first,
//! then what else a reader may want. Sentences are in the chosen language, codes never change.

use serde_json::{Map, Value, json};

use super::{Lang, out_of_range, skip_reason, verdict_reason, warning};
use crate::learn::{Baselines, ModelReport, Prediction, Scores, TrainReport};

/// A training as the `train --json` document.
pub fn train_document(report: &TrainReport, lang: Lang) -> Value {
    json!({
        "question": report.question,
        "source": report.source,
        "unit": report.unit,
        "rows": report.rows,
        "positives": report.positives,
        "base": report.base,
        "split": report.split,
        "seed": report.seed,
        "models": report.models.iter().map(|m| model(report, m, lang)).collect::<Vec<_>>(),
        "skipped": report.skipped.iter().map(|s| json!({
            "name": s.name,
            "reason": skip_reason(&s.reason, lang),
            "detail": s.reason,
        })).collect::<Vec<_>>(),
        "warnings": report.warnings.iter().map(|w| json!({
            "code": w.code,
            "message": warning(w, lang),
            "columns": w.columns,
            "before": w.before,
            "after": w.after,
        })).collect::<Vec<_>>(),
        "features": report.features,
    })
}

fn model(report: &TrainReport, model: &ModelReport, lang: Lang) -> Value {
    let mut all = Map::new();
    all.insert("name".to_owned(), json!(model.name));
    all.insert("engine".to_owned(), json!(model.engine));
    all.extend(scores(&model.scores));
    for (key, value) in [
        ("intervals", json!(model.intervals)),
        ("verdict", json!(model.verdict)),
        (
            "reason",
            json!(verdict_reason(&model.reason, &report.unit, lang)),
        ),
        ("reason_detail", json!(model.reason)),
        ("baseline", baselines(&model.baseline)),
        ("fit_seconds", json!(model.fit_seconds)),
        ("test_positives", json!(model.test_positives)),
        ("calibration", json!(model.calibration)),
        ("lift", json!(model.lift)),
        ("roc", json!(model.roc)),
        ("confusion", json!(model.confusion)),
        ("importance", json!(model.importance)),
        ("tree", json!(model.tree)),
        ("coefficients", json!(model.coefficients)),
    ] {
        all.insert(key.to_owned(), value);
    }
    Value::Object(all)
}

fn scores(scores: &Scores) -> Map<String, Value> {
    match json!(scores) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn baselines(all: &Baselines) -> Value {
    let one = |baseline: &crate::learn::Baseline| {
        let mut map = Map::new();
        if let Some(feature) = &baseline.feature {
            map.insert("feature".to_owned(), json!(feature));
        }
        map.extend(scores(&baseline.scores));
        Value::Object(map)
    };
    json!({
        "constant": one(&all.constant),
        "last_session": all.last_session.as_ref().map(one),
        "single_feature": all.single_feature.as_ref().map(one),
    })
}

/// An answer as the `predict --json` document.
pub fn prediction_document(prediction: &Prediction, lang: Lang) -> Value {
    json!({
        "value": prediction.value,
        "interval": prediction.interval,
        "average": prediction.average,
        "contributions": prediction.contributions,
        "warnings": prediction.out_of_range.iter().map(|o| json!({
            "code": "out_of_range",
            "message": out_of_range(o, lang),
            "columns": [o.feature],
            "low": o.low,
            "high": o.high,
        })).collect::<Vec<_>>(),
    })
}
