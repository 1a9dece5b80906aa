//! What of a table may be used at all: blocks what is known too late, drops what says nothing.

use super::encode::raw;
use super::{Column, LearnWarning, LearnWarningCode, Table, Timing, is_sensitive};

/// Columns with more missing than this are left out.
const MOST_MISSING: f64 = 0.95;

/// The table without unusable columns, a warning per kind of reason, and the columns that say what
/// a person is, which are used only where `sensitive` asks for it.
pub(super) fn prepare(table: &Table, sensitive: bool) -> (Table, Vec<LearnWarning>, Vec<String>) {
    let mut kept = Vec::new();
    let mut held_back = Vec::new();
    let mut left_out: Vec<(LearnWarningCode, Vec<String>)> = [
        LearnWarningCode::KnownOnlyAfter,
        LearnWarningCode::MostlyMissing,
        LearnWarningCode::ConstantColumn,
    ]
    .map(|code| (code, Vec::new()))
    .to_vec();
    for (at, (feature, column)) in table.features.iter().zip(&table.columns).enumerate() {
        if !sensitive && is_sensitive(&feature.key) {
            held_back.push(feature.key.clone());
            continue;
        }
        let missing = (0..column.len()).filter(|&r| raw(column, r).is_nan()).count() as f64
            / column.len() as f64;
        let reason = if feature.timing == Timing::OnlyAfter {
            Some(0)
        } else if missing > MOST_MISSING {
            Some(1)
        } else if missing == 0.0 && is_constant(column) {
            Some(2)
        } else {
            None
        };
        match reason {
            Some(reason) => left_out[reason].1.push(feature.key.clone()),
            None => kept.push(at),
        }
    }
    let warnings = left_out
        .into_iter()
        .filter(|(_, columns)| !columns.is_empty())
        .map(|(code, columns)| LearnWarning { code, columns, before: None, after: None })
        .collect();
    let table = Table {
        features: kept.iter().map(|&at| table.features[at].clone()).collect(),
        columns: kept.iter().map(|&at| table.columns[at].clone()).collect(),
        ..table.clone()
    };
    (table, warnings, held_back)
}

fn is_constant(column: &Column) -> bool {
    match column {
        Column::Numeric(values) => values.windows(2).all(|w| w[0] == w[1]),
        Column::Category { codes, .. } => codes.windows(2).all(|w| w[0] == w[1]),
    }
}
