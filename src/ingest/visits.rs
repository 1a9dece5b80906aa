//! Visits: an outcome and free feature columns, kept as one JSON object a row.

use serde_json::{Map, Number, Value};

use super::cell::is_missing;
use super::cell::number::{Dialect, parse_number};
use super::grid::{CellRef, Row};
use super::header::normalise;
use super::kind::Grain;
use super::remarks::Refusal;
use super::table::TableReader;
use super::template::Outcome;
use crate::domain::VisitFacts;

/// How the columns of a table of visits are read.
pub(super) struct Plan {
    outcome_at: Option<(usize, String)>,
    outcome: Reading,
    dialect: Dialect,
    /// Position, name, and whether all values are numbers.
    features: Vec<(usize, String, bool)>,
}

enum Reading {
    /// This normalised word is 1, the others 0.
    Positive(String),
    Numeric,
}

/// Words of two-valued outcomes; the first is 1.
const PAIRS: &[(&str, &str)] = &[
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("是", "否"),
    ("购买", "未购买"),
    ("成交", "未成交"),
];

impl Plan {
    /// Looks through all rows once; `None` for other grains.
    pub fn of(table: &TableReader<'_>, rows: &[Row]) -> Option<Self> {
        if table.grain != Grain::Visits {
            return None;
        }
        let outcome_at = table
            .columns
            .list
            .iter()
            .find(|c| super::detect::canonical(&c.target) == "outcome")
            .map(|c| (c.at, c.header.clone()));
        let template = table.options.template.as_ref();
        let wanted = template.map(|t| &t.outcome);
        let decimal = template.and_then(|t| t.decimal);
        let dialect = decimal.map_or(Dialect::PLAIN, Dialect::with_decimal);
        let outcome = match (wanted, &outcome_at) {
            (Some(Outcome::Positive(word)), _) => Reading::Positive(normalise(word)),
            (Some(Outcome::Numeric), _) | (_, None) => Reading::Numeric,
            (_, Some((at, _))) => detect(rows, *at),
        };
        let features = table
            .columns
            .free
            .iter()
            .map(|(at, name)| (*at, name.clone(), is_numeric(rows, *at, dialect)))
            .collect();
        Some(Self { outcome_at, outcome, dialect, features })
    }

    /// Fills outcome and features of a row.
    pub fn fill(&self, row: &Row, facts: &mut VisitFacts) -> Result<(), Refusal> {
        if let Some((at, header)) = &self.outcome_at {
            let text = row.cell(*at).text();
            if is_missing(&text) {
                return Err(Refusal::new("missing_key", header, ""));
            }
            facts.outcome = Some(match &self.outcome {
                Reading::Positive(word) => f64::from(u8::from(normalise(&text) == *word)),
                Reading::Numeric => number(row.cell(*at), self.dialect)
                    .ok_or_else(|| Refusal::new("not_a_number", header, &text))?,
            });
        }
        let mut features = Map::new();
        for (at, name, numeric) in &self.features {
            let cell = row.cell(*at);
            let text = cell.text();
            let value = if is_missing(&text) || text.trim() == "NA" {
                Value::Null
            } else if *numeric {
                number(cell, self.dialect)
                    .and_then(Number::from_f64)
                    .map_or(Value::Null, Value::Number)
            } else {
                Value::String(text.trim().to_owned())
            };
            features.insert(name.clone(), value);
        }
        facts.features = Some(Value::Object(features).to_string());
        Ok(())
    }
}

fn number(cell: CellRef<'_>, dialect: Dialect) -> Option<f64> {
    match cell {
        CellRef::Number(number) | CellRef::Serial(number) => Some(number),
        other => parse_number(&other.text(), dialect),
    }
    .filter(|n| n.is_finite())
}

fn values(rows: &[Row], at: usize) -> impl Iterator<Item = CellRef<'_>> {
    rows.iter()
        .map(move |row| row.cell(at))
        .filter(|cell| !is_missing(&cell.text()) && cell.text().trim() != "NA")
}

fn is_numeric(rows: &[Row], at: usize, dialect: Dialect) -> bool {
    values(rows, at).all(|cell| number(cell, dialect).is_some())
}

fn detect(rows: &[Row], at: usize) -> Reading {
    for (yes, no) in PAIRS {
        let mut any = false;
        let all = values(rows, at).all(|cell| {
            any = true;
            let word = normalise(&cell.text());
            word == *yes || word == *no
        });
        if any && all {
            return Reading::Positive((*yes).to_owned());
        }
    }
    Reading::Numeric
}
