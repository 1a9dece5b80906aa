//! Templates as TOML, so that a person can read and change them.

use std::fmt::Write as _;

use super::{BadCells, ColumnAt, Comparison, HeaderAt, Outcome, Template, TimeFormat, ValueRule};

impl ValueRule {
    fn text(&self) -> String {
        let sign = match self.comparison {
            Comparison::AtLeast => ">=",
            Comparison::Above => ">",
            Comparison::AtMost => "<=",
            Comparison::Below => "<",
            Comparison::Equal => "==",
            Comparison::Other => "!=",
        };
        format!("value {sign} {}", self.bound)
    }
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key, bare where TOML allows it.
fn key(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.chars().all(plain) { name.to_owned() } else { quoted(name) }
}

fn place(at: &ColumnAt) -> String {
    match at {
        ColumnAt::Position(position) => position.to_string(),
        ColumnAt::Header(header) => quoted(header),
    }
}

impl Template {
    /// The template as text that [`Template::parse`] reads back to the same.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        line(format!("kind = {}", quoted(&self.kind.0)));
        if let Some(sheet) = &self.sheet {
            line(format!("sheet = {}", quoted(sheet)));
        }
        match self.header {
            HeaderAt::Search => {}
            HeaderAt::None => line("header = false".to_owned()),
            HeaderAt::Row(row) => line(format!("header = {row}")),
        }
        let delimiter = self.delimiter.map(|byte| char::from(byte).to_string());
        let decimal = self.decimal.map(String::from);
        let words = [
            ("delimiter", delimiter.as_deref()),
            ("encoding", self.encoding.as_deref()),
            ("decimal", decimal.as_deref()),
            ("currency", self.currency.as_ref().map(|code| code.0.as_str())),
            ("time_zone", self.time_zone.as_deref()),
            ("platform", self.platform.map(crate::domain::Platform::word)),
            ("account", self.account.as_deref()),
            ("bad_cells", (self.bad_cells == BadCells::Empty).then_some("empty")),
        ];
        for (key, value) in words {
            if let Some(value) = value {
                line(format!("{key} = {}", quoted(value)));
            }
        }
        line("\n[columns]".to_owned());
        for (name, at) in &self.columns {
            line(format!("{} = {}", key(name), place(at)));
        }
        if !self.ignore.is_empty() {
            let list: Vec<String> = self.ignore.iter().map(place).collect();
            line(format!("ignore = [{}]", list.join(", ")));
        }
        if !self.units.is_empty() {
            line("\n[units]".to_owned());
            for (name, unit) in &self.units {
                line(format!("{} = {}", key(name), quoted(unit.word())));
            }
        }
        let format = match &self.time_format {
            None => None,
            Some(TimeFormat::EpochSeconds) => Some("epoch-seconds"),
            Some(TimeFormat::EpochMillis) => Some("epoch-millis"),
            Some(TimeFormat::Pattern(pattern)) => Some(pattern.as_str()),
        };
        if format.is_some() || self.day_first.is_some() || self.of_day.is_some() {
            line("\n[time]".to_owned());
            if let Some(format) = format {
                line(format!("format = {}", quoted(format)));
            }
            if let Some(day_first) = self.day_first {
                line(format!("day_first = {day_first}"));
            }
            if let Some(at) = &self.of_day {
                line(format!("of_day = {}", place(at)));
            }
        }
        if !self.rules.is_empty() || !self.action_map.is_empty() {
            line("\n[actions]".to_owned());
            for (action, rule) in &self.rules {
                line(format!("{} = {}", action.word(), quoted(&rule.text())));
            }
            if !self.action_map.is_empty() {
                let words: Vec<String> = self
                    .action_map
                    .iter()
                    .map(|(word, action)| format!("{} = {}", quoted(word), quoted(action.word())))
                    .collect();
                line(format!("map = {{ {} }}", words.join(", ")));
            }
        }
        match &self.outcome {
            Outcome::Detect => {}
            Outcome::Positive(word) => line(format!("\n[outcome]\npositive = {}", quoted(word))),
            Outcome::Numeric => line("\n[outcome]\nnumeric = true".to_owned()),
        }
        out
    }
}
