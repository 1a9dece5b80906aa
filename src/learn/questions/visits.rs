//! A person's own table: one row per visit, a chosen outcome, free feature columns.

use std::collections::BTreeMap;

use crate::domain::{FeatureValue, VisitFacts};
use crate::learn::LearnError;
use crate::learn::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Timing, Unit};

/// Words that mean yes in an outcome of two words.
const YES: &[&str] = &["1", "true", "yes", "y", "t", "是", "有", "买", "买了", "成交"];

/// Rows of visits with another column as the outcome; the one that was named when the table was
/// imported is left out, since it may tell the other.
///
/// Errors: no such column; words of which none means yes.
pub fn visits_by(rows: &[VisitFacts], column: &str) -> Result<Table, LearnError> {
    let mut turned = Vec::with_capacity(rows.len());
    let (mut known, mut numeric) = (false, false);
    let mut words: BTreeMap<String, bool> = BTreeMap::new();
    for row in rows {
        let mut features = row.feature_map();
        let outcome = match features.remove(column) {
            Some(FeatureValue::Number(value)) => {
                known = true;
                numeric |= value != 0.0 && value != 1.0;
                Some(value)
            }
            Some(FeatureValue::Text(word)) => {
                known = true;
                let yes = YES.contains(&word.trim().to_lowercase().as_str());
                words.insert(word, yes);
                Some(f64::from(u8::from(yes)))
            }
            _ => None,
        };
        turned.push(VisitFacts {
            visit_id: row.visit_id.clone(),
            at: row.at,
            outcome,
            features: serde_json::to_string(&features).ok(),
        });
    }
    if !known {
        return Err(LearnError::NoColumn(column.to_owned()));
    }
    // Two words, one of which means yes, are an outcome; others are a list of things.
    let bad = words.iter().find(|(_, yes)| !**yes);
    if let (Some((word, _)), false) = (bad, words.len() <= 2 && words.values().any(|yes| *yes)) {
        let (column, value) = (column.to_owned(), word.clone());
        return Err(LearnError::NotAnOutcome { column, value });
    }
    Ok(visits(&turned, numeric && words.is_empty()))
}

/// Rows of visits. A column is a number when all its values are, else a category.
///
/// With `numeric` the outcome is any number, else it is yes from 0.5 up. Rows without an outcome
/// are left out. Where every row has a time, its day orders the rows for the session-forward
/// split. Nobody said when the columns are known, so the leakage guard watches them.
pub fn visits(rows: &[VisitFacts], numeric: bool) -> Table {
    let rows: Vec<&VisitFacts> =
        rows.iter().filter(|r| r.outcome.is_some_and(f64::is_finite)).collect();
    let maps: Vec<BTreeMap<String, FeatureValue>> = rows.iter().map(|r| r.feature_map()).collect();
    let mut keys: Vec<&String> = maps.iter().flat_map(BTreeMap::keys).collect();
    keys.sort();
    keys.dedup();
    let mut features = Vec::new();
    let mut columns = Vec::new();
    for key in keys {
        let values: Vec<Option<&FeatureValue>> = maps.iter().map(|m| m.get(key)).collect();
        let is_text = values.iter().any(|v| matches!(v, Some(FeatureValue::Text(_))));
        let column = if is_text {
            Column::from_texts(
                &values
                    .iter()
                    .map(|v| match v {
                        Some(FeatureValue::Text(text)) => Some(text.clone()),
                        Some(FeatureValue::Number(number)) => Some(number.to_string()),
                        _ => None,
                    })
                    .collect::<Vec<_>>(),
            )
        } else {
            Column::Numeric(
                values
                    .iter()
                    .map(|v| match v {
                        Some(FeatureValue::Number(number)) if number.is_finite() => *number,
                        _ => f64::NAN,
                    })
                    .collect(),
            )
        };
        features.push(Feature {
            key: key.clone(),
            unit: if is_text { Unit::Category } else { Unit::Number },
            family: Family::Own,
            timing: Timing::Unknown,
        });
        columns.push(column);
    }
    let outcomes: Vec<f64> = rows.iter().filter_map(|r| r.outcome).collect();
    let days: Option<Vec<i64>> =
        rows.iter().map(|r| r.at.map(|at| at.as_second().div_euclid(86_400))).collect();
    let days = days.filter(|days| !days.is_empty());
    let when = days.as_ref().map(|days| days.iter().map(|day| day * 86_400).collect());
    let order = days.map(|days| {
        let mut sorted = days.clone();
        sorted.sort_unstable();
        sorted.dedup();
        days.iter().map(|day| sorted.partition_point(|d| d < day) as u32).collect()
    });
    Table {
        features,
        columns,
        unit: if numeric { OutcomeUnit::Number } else { OutcomeUnit::Rate },
        outcome: if numeric {
            Outcome::Numeric(outcomes)
        } else {
            Outcome::Binary(outcomes.iter().map(|o| *o >= 0.5).collect())
        },
        weights: None,
        groups: None,
        order,
        when,
        last: None,
        labels: rows.iter().map(|r| r.visit_id.clone().unwrap_or_default()).collect(),
    }
}
