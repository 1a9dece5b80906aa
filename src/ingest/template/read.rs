//! Templates from TOML to something checked.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{BadCells, ColumnAt, HeaderAt, Outcome, Template, TimeFormat, UnitWord, ValueRule};
use crate::domain::{Action, Currency, Platform};
use crate::ingest::built_in::find;
use crate::ingest::kind::{KindDef, Target};
use crate::ingest::{IngestError, TemplateProblem};

fn bad(key: impl Into<String>, problem: TemplateProblem) -> IngestError {
    IngestError::BadTemplate { key: key.into(), problem }
}

fn expected(key: impl Into<String>, what: &str) -> IngestError {
    bad(key, TemplateProblem::Expected(what.to_owned()))
}

fn text<'a>(table: &'a Table, prefix: &str, key: &str) -> Result<Option<&'a str>, IngestError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(expected(format!("{prefix}{key}"), "\"…\"")),
    }
}

fn section<'a>(table: &'a Table, key: &str) -> Result<Option<&'a Table>, IngestError> {
    match table.get(key) {
        None => Ok(None),
        Some(Value::Table(inner)) => Ok(Some(inner)),
        Some(_) => Err(expected(key, &format!("[{key}]"))),
    }
}

fn known(table: &Table, prefix: &str, keys: &[&str]) -> Result<(), IngestError> {
    match table.keys().find(|key| !keys.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(bad(format!("{prefix}{key}"), TemplateProblem::Unknown(keys.join(", ")))),
    }
}

fn column_at(key: &str, value: &Value) -> Result<ColumnAt, IngestError> {
    match value {
        Value::String(header) if !header.trim().is_empty() => Ok(ColumnAt::Header(header.clone())),
        Value::Integer(at) if (1..=16_384).contains(at) => Ok(ColumnAt::Position(*at as u32)),
        _ => Err(expected(key, "\"header\" | 1, 2, 3 …")),
    }
}

impl Template {
    /// Reads a template.
    ///
    /// Errors: [`IngestError::BadTemplate`] with the key at fault.
    pub fn parse(source: &str) -> Result<Self, IngestError> {
        let table: Table = toml::from_str(source.trim_start_matches('\u{feff}'))
            .map_err(|e| bad("", TemplateProblem::Syntax(e.message().to_owned())))?;
        let keys = [
            "kind",
            "sheet",
            "header",
            "delimiter",
            "encoding",
            "decimal",
            "bad_cells",
            "columns",
            "units",
            "actions",
            "time",
            "outcome",
            "currency",
            "time_zone",
            "platform",
            "account",
        ];
        known(&table, "", &keys)?;
        let id = text(&table, "", "kind")?.ok_or_else(|| bad("kind", TemplateProblem::Missing))?;
        let Some(kind) = find(id).filter(|k| k.layout == crate::ingest::Layout::Table) else {
            let known: Vec<_> = crate::ingest::kinds()
                .iter()
                .filter(|k| k.generic)
                .map(|k| k.id.0.as_str())
                .collect();
            return Err(bad("kind", TemplateProblem::Unknown(known.join(", "))));
        };

        let header = match table.get("header") {
            None | Some(Value::Boolean(true)) => HeaderAt::Search,
            Some(Value::Boolean(false)) => HeaderAt::None,
            Some(Value::Integer(row)) if (1..=1_000_000).contains(row) => {
                HeaderAt::Row(*row as u32)
            }
            Some(_) => return Err(expected("header", "true | false | 1, 2, 3 …")),
        };
        let delimiter = match text(&table, "", "delimiter")? {
            None => None,
            Some("tab") => Some(b'\t'),
            Some(sign) => match sign.as_bytes() {
                [byte] if byte.is_ascii() && *byte != b'"' => Some(*byte),
                _ => return Err(expected("delimiter", "\",\" | \";\" | \"\\t\" | \"|\"")),
            },
        };
        let encoding = text(&table, "", "encoding")?;
        if let Some(label) = encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            return Err(expected("encoding", "\"utf-8\" | \"gb18030\" | \"utf-16le\" …"));
        }

        let mut columns = Vec::new();
        let mut ignore = Vec::new();
        for (key, value) in section(&table, "columns")?.into_iter().flatten() {
            let path = format!("columns.{key}");
            if key == "ignore" {
                let Value::Array(list) = value else {
                    return Err(expected(path, "[\"…\", \"…\"]"));
                };
                for item in list {
                    ignore.push(column_at(&path, item)?);
                }
            } else if kind.table.target_of(kind.grain, key).is_some() {
                columns.push((key.clone(), column_at(&path, value)?));
            } else {
                let names: Vec<_> = kind.columns.iter().map(|c| c.name.as_str()).collect();
                return Err(bad(path, TemplateProblem::Unknown(names.join(", "))));
            }
        }
        if columns.is_empty() {
            return Err(bad("columns", TemplateProblem::Missing));
        }
        if header == HeaderAt::None
            && let Some((key, _)) = columns.iter().find(|(_, at)| matches!(at, ColumnAt::Header(_)))
        {
            return Err(expected(format!("columns.{key}"), "1, 2, 3 … (header = false)"));
        }

        let mut rules = Vec::new();
        let mut action_map = BTreeMap::new();
        for (key, value) in section(&table, "actions")?.into_iter().flatten() {
            let path = format!("actions.{key}");
            if key == "map" {
                let Value::Table(map) = value else {
                    return Err(expected(path, "{ word = \"view\" }"));
                };
                for (word, action) in map {
                    let action = action.as_str().and_then(Action::from_word).ok_or_else(|| {
                        bad(format!("{path}.{word}"), TemplateProblem::Unknown(actions()))
                    })?;
                    action_map.insert(word.trim().to_lowercase(), action);
                }
            } else {
                let action = Action::from_word(key)
                    .ok_or_else(|| bad(path.clone(), TemplateProblem::Unknown(actions())))?;
                let rule = value
                    .as_str()
                    .and_then(ValueRule::parse)
                    .ok_or_else(|| expected(path, "\"value >= 4\""))?;
                rules.push((action, rule));
            }
        }
        rules.sort_by_key(|(action, _)| std::cmp::Reverse(*action == Action::Purchase));

        let (time_format, day_first, of_day) = times(&table)?;
        if of_day.is_some()
            && header == HeaderAt::None
            && !matches!(of_day, Some(ColumnAt::Position(_)))
        {
            return Err(expected("time.of_day", "1, 2, 3 … (header = false)"));
        }
        let units = units(&table, kind)?;
        let decimal = match text(&table, "", "decimal")? {
            None => None,
            Some(".") => Some('.'),
            Some(",") => Some(','),
            Some(_) => return Err(expected("decimal", "\".\" | \",\"")),
        };
        let bad_cells = match text(&table, "", "bad_cells")? {
            None | Some("refuse") => BadCells::Refuse,
            Some("empty") => BadCells::Empty,
            Some(_) => return Err(expected("bad_cells", "\"refuse\" | \"empty\"")),
        };

        let mut outcome = Outcome::Detect;
        if let Some(table) = section(&table, "outcome")? {
            known(table, "outcome.", &["positive", "numeric"])?;
            outcome = match (table.get("positive"), table.get("numeric")) {
                (Some(Value::String(word)), None) => Outcome::Positive(word.clone()),
                (Some(Value::Integer(word)), None) => Outcome::Positive(word.to_string()),
                (Some(Value::Boolean(word)), None) => Outcome::Positive(word.to_string()),
                (None, Some(Value::Boolean(true))) => Outcome::Numeric,
                (None, None | Some(Value::Boolean(false))) => Outcome::Detect,
                (Some(_), Some(_)) => return Err(expected("outcome", "positive | numeric")),
                (Some(_), None) => return Err(expected("outcome.positive", "\"TRUE\"")),
                (None, Some(_)) => return Err(expected("outcome.numeric", "true")),
            };
        }

        let time_zone = text(&table, "", "time_zone")?;
        if let Some(zone) = time_zone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            return Err(expected("time_zone", "\"Asia/Shanghai\""));
        }
        let currency = text(&table, "", "currency")?;
        if let Some(code) = currency
            && !(code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return Err(expected("currency", "\"CNY\""));
        }
        let platform = match text(&table, "", "platform")? {
            None => None,
            Some(word) => Some(Platform::from_word(word).ok_or_else(|| {
                let words: Vec<_> = Platform::ALL.iter().map(|p| p.word()).collect();
                bad("platform", TemplateProblem::Unknown(words.join(", ")))
            })?),
        };
        Ok(Self {
            kind: kind.id.clone(),
            sheet: text(&table, "", "sheet")?.map(str::to_owned),
            header,
            delimiter,
            encoding: encoding.map(str::to_owned),
            columns,
            ignore,
            rules,
            action_map,
            time_format,
            day_first,
            of_day,
            units,
            decimal,
            bad_cells,
            outcome,
            currency: currency.map(|code| Currency(code.to_owned())),
            time_zone: time_zone.map(str::to_owned),
            platform,
            account: text(&table, "", "account")?.map(str::to_owned),
        })
    }
}

fn actions() -> String {
    let words: Vec<_> = Action::ALL.iter().map(|a| a.word()).collect();
    words.join(", ")
}

/// The section on times: how they are written, which of day and month comes first, and the
/// column with the time of day.
fn times(
    table: &Table,
) -> Result<(Option<TimeFormat>, Option<bool>, Option<ColumnAt>), IngestError> {
    let Some(time) = section(table, "time")? else {
        return Ok((None, None, None));
    };
    known(time, "time.", &["format", "day_first", "of_day"])?;
    let format = match text(time, "time.", "format")? {
        None => None,
        Some("epoch-seconds") => Some(TimeFormat::EpochSeconds),
        Some("epoch-millis") => Some(TimeFormat::EpochMillis),
        Some(pattern) if pattern.contains('%') => Some(TimeFormat::Pattern(pattern.to_owned())),
        Some(_) => {
            let forms = "\"epoch-seconds\" | \"epoch-millis\" | \"%Y-%m-%d %H:%M:%S\"";
            return Err(expected("time.format", forms));
        }
    };
    let day_first = match time.get("day_first") {
        None => None,
        Some(Value::Boolean(day_first)) => Some(*day_first),
        Some(_) => return Err(expected("time.day_first", "true | false")),
    };
    let of_day = time.get("of_day").map(|at| column_at("time.of_day", at)).transpose()?;
    Ok((format, day_first, of_day))
}

/// Units of fields that may be written in several.
fn units(table: &Table, kind: &KindDef) -> Result<Vec<(String, UnitWord)>, IngestError> {
    let mut units = Vec::new();
    for (key, value) in section(table, "units")?.into_iter().flatten() {
        let path = format!("units.{key}");
        let allowed = match kind.table.target_of(kind.grain, key) {
            Some(Target::Field { kind, .. }) => UnitWord::of(kind),
            _ => &[],
        };
        let words: Vec<_> = allowed.iter().map(|unit| unit.word()).collect();
        let unit = value.as_str().and_then(UnitWord::from_word);
        let Some(unit) = unit.filter(|unit| allowed.contains(unit)) else {
            return Err(bad(path, TemplateProblem::Unknown(words.join(", "))));
        };
        units.push((key.clone(), unit));
    }
    Ok(units)
}
