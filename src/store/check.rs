//! Whether the file is sound: SQLite's own check, foreign keys, and laws of our own.

use serde::Serialize;

use super::{Store, StoreError, attach, events, sums};

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `integrity`, `foreign_key`, `live_key`, `sum`.
    pub code: &'static str,
    /// What and where.
    pub detail: String,
}

/// The outcome of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Schema version.
    pub schema: i64,
    /// Nothing found.
    pub ok: bool,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Store {
    /// Reads the whole file and checks it. Changes nothing.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        let mut findings = self.integrity()?;
        let schema = super::schema::version(&self.connection)?;
        if !findings.is_empty() {
            // The laws below cannot be read off a damaged file.
            return Ok(CheckReport { schema, ok: false, findings });
        }
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let table: String = row.get(0)?;
            let id: Option<i64> = row.get(1)?;
            findings.push(Finding {
                code: "foreign_key",
                detail: format!("{table} {}", id.unwrap_or_default()),
            });
        }
        let unknown = events::unknown(&self.connection)?;
        if unknown > 0 {
            findings.push(Finding { code: "foreign_key", detail: format!("events: {unknown}") });
        }
        for table in attach::FACT_TABLES {
            let twice: i64 = self.connection.query_row(
                &format!(
                    "SELECT count(*) FROM (SELECT key FROM {table} WHERE live = 1
                     GROUP BY key HAVING count(*) > 1)"
                ),
                [],
                |row| row.get(0),
            )?;
            if twice > 0 {
                findings.push(Finding { code: "live_key", detail: format!("{table}: {twice}") });
            }
        }
        for table in sums::wrong(&self.connection)? {
            findings.push(Finding { code: "sum", detail: table.to_owned() });
        }
        Ok(CheckReport { schema, ok: findings.is_empty(), findings })
    }

    /// What SQLite finds wrong with the file. It gives up where the damage is too great: then
    /// that is the finding.
    fn integrity(&self) -> Result<Vec<Finding>, StoreError> {
        let lines = || -> Result<Vec<String>, StoreError> {
            let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        };
        let found = match lines() {
            Err(StoreError::Damaged { detail }) => vec![detail],
            other => other?,
        };
        let bad = found.into_iter().filter(|line| line != "ok");
        Ok(bad.map(|detail| Finding { code: "integrity", detail }).collect())
    }
}
