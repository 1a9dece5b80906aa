//! A person's own table: the template form, from TOML to something checked.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::kind::find;
use super::{IngestError, KindId, TemplateProblem};
use crate::domain::{Action, Currency, Platform};

/// Where a template's column stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnAt {
    /// Position from 1.
    Position(u32),
    /// Header.
    Header(String),
}

/// Whether there is a header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HeaderAt {
    /// Search it in the first rows.
    #[default]
    Search,
    /// There is none.
    None,
    /// It is this row, from 1.
    Row(u32),
}

/// How `value` is compared in an action rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
    /// `==`
    Equal,
    /// `!=`
    Other,
}

/// A rule on the value column: `value >= 4`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueRule {
    /// How.
    pub comparison: Comparison,
    /// With what.
    pub bound: f64,
}

impl ValueRule {
    /// Whether a value meets the rule.
    pub fn holds(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::AtLeast => value >= self.bound,
            Comparison::Above => value > self.bound,
            Comparison::AtMost => value <= self.bound,
            Comparison::Below => value < self.bound,
            Comparison::Equal => value == self.bound,
            Comparison::Other => value != self.bound,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("value")?.trim_start();
        let signs = [
            (">=", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            ("==", Comparison::Equal),
            ("!=", Comparison::Other),
            (">", Comparison::Above),
            ("<", Comparison::Below),
            ("=", Comparison::Equal),
        ];
        let (sign, comparison) = *signs.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let bound: f64 = rest[sign.len()..].trim().parse().ok()?;
        bound.is_finite().then_some(Self { comparison, bound })
    }
}

/// How times are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeFormat {
    /// Seconds since 1970.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMillis,
    /// A strftime pattern.
    Pattern(String),
}

/// How a visit's outcome is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// Two words such as TRUE and FALSE or 0 and 1, else numbers.
    #[default]
    Detect,
    /// This value is 1, every other 0.
    Positive(String),
    /// A number.
    Numeric,
}

/// A checked template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The kind it reads.
    pub kind: KindId,
    /// The header.
    pub header: HeaderAt,
    /// Delimiter, when given.
    pub delimiter: Option<u8>,
    /// Encoding label, when given.
    pub encoding: Option<String>,
    /// Canonical name and place, sorted by name.
    pub columns: Vec<(String, ColumnAt)>,
    /// Columns of visits that are no features.
    pub ignore: Vec<ColumnAt>,
    /// Actions made from the value, in the order of the action words.
    pub rules: Vec<(Action, ValueRule)>,
    /// Words of the file for actions.
    pub action_map: BTreeMap<String, Action>,
    /// How times are written.
    pub time_format: Option<TimeFormat>,
    /// How the outcome is read.
    pub outcome: Outcome,
    /// Currency of the amounts.
    pub currency: Option<Currency>,
    /// IANA zone of the times.
    pub time_zone: Option<String>,
    /// Platform the rows belong to.
    pub platform: Option<Platform>,
    /// Name of the account the rows belong to.
    pub account: Option<String>,
}

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
            "header",
            "delimiter",
            "encoding",
            "columns",
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
        let Some(kind) = find(id).filter(|k| k.layout == super::Layout::Table) else {
            let known: Vec<_> =
                super::kinds().iter().filter(|k| k.generic).map(|k| k.id.0.as_str()).collect();
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

        let mut time_format = None;
        if let Some(time) = section(&table, "time")? {
            known(time, "time.", &["format"])?;
            time_format = match text(time, "time.", "format")? {
                None => None,
                Some("epoch-seconds") => Some(TimeFormat::EpochSeconds),
                Some("epoch-millis") => Some(TimeFormat::EpochMillis),
                Some(pattern) if pattern.contains('%') => {
                    Some(TimeFormat::Pattern(pattern.to_owned()))
                }
                Some(_) => {
                    let forms = "\"epoch-seconds\" | \"epoch-millis\" | \"%Y-%m-%d %H:%M:%S\"";
                    return Err(expected("time.format", forms));
                }
            };
        }

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
            header,
            delimiter,
            encoding: encoding.map(str::to_owned),
            columns,
            ignore,
            rules,
            action_map,
            time_format,
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
