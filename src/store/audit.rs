//! What every column of the store holds, by looking: stored as it is, a keyed hash, nothing; and
//! whether any text looks like a phone number, an ID number, an e-mail or a postal address.
//!
//! The tables come from the schema itself, so that none can be forgotten.

use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use serde::Serialize;

use super::{Store, StoreError};
use crate::domain::Job;
use crate::privacy::{self, Personal};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Values as the files tell them.
    Kept,
    /// Keyed hashes of people, every one of them.
    Hashed,
    /// Nothing so far.
    Nothing,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnHolds {
    /// Its name.
    pub column: String,
    /// What it holds.
    pub holds: Holds,
    /// Rows that have a value.
    pub values: u64,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableHolds {
    /// Its name.
    pub table: String,
    /// Rows.
    pub rows: u64,
    /// Its columns in order.
    pub columns: Vec<ColumnHolds>,
}

/// Texts of one column that look personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suspect {
    /// Table.
    pub table: String,
    /// Column.
    pub column: String,
    /// What they look like; `null` where a person's id stands without being hashed.
    pub what: Option<Personal>,
    /// How many.
    pub count: u64,
}

/// What was found in the whole store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StoreAudit {
    /// Every table of the schema that has rows, and every column of it.
    pub tables: Vec<TableHolds>,
    /// Texts that were read and judged.
    pub texts: u64,
    /// What looks personal.
    pub findings: Vec<Suspect>,
}

/// How a text column is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judge {
    /// Keyed hashes and nothing else.
    Hash,
    /// Ids that platforms give to things: eleven digits are no phone number here. The keys made
    /// of them, names of files and our own closed words likewise. Only an e-mail would show.
    Id,
    /// A JSON document: its texts.
    Document,
    /// The free columns of a visit: texts and numbers of whatever kind.
    Features,
    /// Free text.
    Text,
}

fn judge(table: &str, column: &str) -> Judge {
    match column {
        "viewer_key" | "buyer_key" => Judge::Hash,
        "order_id" | "line_id" | "refund_id" | "sku_id" | "sku_code" | "visit_id" | "key"
        | "external_id" | "sha256" | "product_key" => Judge::Id,
        // Names of files and sheets: platforms put numbers of eleven digits into them.
        "name" | "inner_name" if table == "sources" => Judge::Id,
        "sheet" => Judge::Id,
        "value" if matches!(table, "settings" | "meta") => Judge::Id,
        "features" => Judge::Features,
        "body" if table == "templates" => Judge::Text,
        "remarks" | "body" | "report" | "request" | "result" => Judge::Document,
        _ => Judge::Text,
    }
}

/// Rows between two looks at whether to stop.
const STEP: u64 = 4_096;

impl Store {
    /// Looks at every column of every table. Changes nothing.
    pub fn audit(&self, job: &Job) -> Result<StoreAudit, StoreError> {
        let guard = self.connection.unchecked_transaction()?;
        let mut audit = StoreAudit::default();
        let tables: Vec<String> = self
            .connection
            .prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                 ORDER BY rowid",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let total = tables.len() as u64;
        for (done, table) in (0..).zip(tables) {
            job.check()?;
            job.report("check", &*table, done, total);
            self.audit_table(job, &table, &mut audit)?;
        }
        guard.finish()?;
        Ok(audit)
    }

    fn audit_table(
        &self,
        job: &Job,
        table: &str,
        audit: &mut StoreAudit,
    ) -> Result<(), StoreError> {
        let columns: Vec<(String, String)> = self
            .connection
            .prepare("SELECT name, type FROM pragma_table_info(?1)")?
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut sql = String::from("SELECT count(*)");
        for (name, _) in &columns {
            let _ = write!(sql, ", count({name})");
        }
        let _ = write!(sql, " FROM {table}");
        let (rows, values) = self.connection.query_row(&sql, [], |row| {
            let values: Vec<i64> =
                (0..columns.len()).map(|at| row.get(at + 1)).collect::<Result<_, _>>()?;
            Ok((row.get::<_, i64>(0)? as u64, values))
        })?;
        if rows == 0 {
            return Ok(());
        }
        let mut holds = Vec::new();
        for ((name, kind), values) in columns.into_iter().zip(values) {
            let values = values as u64;
            let hashed = kind == "TEXT" && values > 0 && self.all_hashes(table, &name)?;
            if kind == "TEXT" && values > 0 {
                self.judge_column(job, table, &name, hashed, values, audit)?;
            }
            holds.push(ColumnHolds {
                column: name,
                holds: match values {
                    0 => Holds::Nothing,
                    _ if hashed => Holds::Hashed,
                    _ => Holds::Kept,
                },
                values,
            });
        }
        audit.tables.push(TableHolds { table: table.to_owned(), rows, columns: holds });
        Ok(())
    }

    /// Whether every value of a column has the form of a keyed hash: 32 hexadecimal digits.
    fn all_hashes(&self, table: &str, column: &str) -> Result<bool, StoreError> {
        Ok(self.connection.query_row(
            &format!(
                "SELECT NOT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL
                     AND (length({column}) <> 32 OR {column} GLOB '*[^0-9a-f]*'))"
            ),
            [],
            |row| row.get(0),
        )?)
    }

    fn judge_column(
        &self,
        job: &Job,
        table: &str,
        column: &str,
        hashed: bool,
        values: u64,
        audit: &mut StoreAudit,
    ) -> Result<(), StoreError> {
        let mut found = |what, count| {
            let same = |s: &&mut Suspect| s.table == table && s.column == column && s.what == what;
            match audit.findings.iter_mut().find(same) {
                Some(known) => known.count += count,
                None => audit.findings.push(Suspect {
                    table: table.to_owned(),
                    column: column.to_owned(),
                    what,
                    count,
                }),
            }
        };
        audit.texts += values;
        if hashed {
            return Ok(());
        }
        let judge = judge(table, column);
        if judge == Judge::Hash {
            // Somebody's id stands here as it is.
            found(None, values);
            return Ok(());
        }
        let narrowed = match judge {
            Judge::Id => format!("WHERE {column} LIKE '%@%.%'"),
            _ => format!("WHERE {column} IS NOT NULL"),
        };
        let sql = format!("SELECT {column} FROM {table} {narrowed}");
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            read += 1;
            if read % STEP == 0 {
                job.check()?;
            }
            let ValueRef::Text(bytes) = row.get_ref(0)? else {
                continue;
            };
            let text = String::from_utf8_lossy(bytes);
            for what in looks(judge, &text) {
                found(Some(what), 1);
            }
        }
        Ok(())
    }
}

/// What a text looks like, each once.
fn looks(judge: Judge, text: &str) -> Vec<Personal> {
    let mut seen: Vec<Personal> = Vec::new();
    let mut note = |what: Personal| {
        if !seen.contains(&what) {
            seen.push(what);
        }
    };
    match judge {
        Judge::Document | Judge::Features => {
            if let Ok(document) = serde_json::from_str(text) {
                each_text(&document, judge == Judge::Features, &mut note);
            }
        }
        Judge::Id => privacy::find(text)
            .iter()
            .filter(|hit| hit.what == Personal::Email)
            .for_each(|hit| note(hit.what)),
        Judge::Text | Judge::Hash => {
            privacy::find(text).iter().for_each(|hit| note(hit.what));
        }
    }
    seen
}

fn each_text(value: &serde_json::Value, numbers: bool, note: &mut impl FnMut(Personal)) {
    use serde_json::Value;
    match value {
        Value::String(text) => privacy::find(text).iter().for_each(|hit| note(hit.what)),
        Value::Number(number)
            if numbers && number.as_f64().is_some_and(privacy::is_phone_number) =>
        {
            note(Personal::Phone);
        }
        Value::Array(list) => list.iter().for_each(|value| each_text(value, numbers, note)),
        Value::Object(map) => map.values().for_each(|value| each_text(value, numbers, note)),
        _ => {}
    }
}
