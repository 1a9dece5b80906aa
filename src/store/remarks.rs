//! What is wrong with a file, kept beside it: written with the import, read with the history, and
//! what its rows still wait for.

use std::collections::BTreeMap;

use serde::Serialize;

use super::import::ImportTx;
use super::{Store, StoreError, attach, refunds};
use crate::domain::{Origin, Reject, Remarks, SourceId};

/// Rows without a session that are listed one by one; more are only counted.
const LISTED: usize = 1_000;

/// Rows of one file in one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRows {
    /// The table.
    pub table: &'static str,
    /// Rows it brought.
    pub rows: u64,
    /// Of these, rows that newer ones of other files stepped in for.
    pub superseded: u64,
    /// Sessions they are about.
    pub sessions: u64,
    /// First and last row of its sheets.
    pub first_row: u32,
    /// Last row.
    pub last_row: u32,
}

/// Rows that wait for another file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Order lines that lie in no known session, by file.
    pub orders: BTreeMap<SourceId, u64>,
    /// Refunds of orders that no file told of, by file.
    pub refunds: BTreeMap<SourceId, u64>,
}

impl ImportTx<'_> {
    /// Rows of a file that was added and that name no session although their table needs one.
    pub fn homeless(&self, source: SourceId) -> &[Reject] {
        self.homeless.get(&source.0).map_or(&[], Vec::as_slice)
    }

    /// Keeps other remarks with a file that was added.
    pub fn set_remarks(&self, source: SourceId, remarks: &str) -> Result<(), StoreError> {
        self.transaction
            .execute("UPDATE sources SET remarks = ?2 WHERE id = ?1", (source.0, remarks))?;
        Ok(())
    }
}

impl Store {
    /// What the rows of each file still wait for.
    pub fn waiting(&self) -> Result<Waiting, StoreError> {
        Ok(Waiting {
            orders: attach::orders_without_session(&self.connection, None)?,
            refunds: refunds::without_order(&self.connection, None)?,
        })
    }

    /// Where the rows of one file went.
    pub fn source_rows(&self, source: SourceId) -> Result<Vec<SourceRows>, StoreError> {
        let mut all = Vec::new();
        for &table in attach::FACT_TABLES {
            let found = self
                .connection
                .prepare_cached(&format!(
                    "SELECT count(*), coalesce(sum(live = 0), 0), count(DISTINCT session_id),
                            coalesce(min(row_no), 0), coalesce(max(row_no), 0)
                     FROM {table} WHERE source_id = ?1"
                ))?
                .query_row([source.0], |row| {
                    Ok(SourceRows {
                        table,
                        rows: row.get::<_, i64>(0)? as u64,
                        superseded: row.get::<_, i64>(1)? as u64,
                        sessions: row.get::<_, i64>(2)? as u64,
                        first_row: row.get::<_, i64>(3)? as u32,
                        last_row: row.get::<_, i64>(4)? as u32,
                    })
                })?;
            if found.rows > 0 {
                all.push(found);
            }
        }
        Ok(all)
    }
}

/// Notes a row without a session, as long as the list is short.
pub(super) fn add_homeless(list: &mut Vec<Reject>, origin: &Origin) {
    if list.len() < LISTED {
        list.push(Reject {
            sheet: origin.sheet.to_string(),
            row: origin.row,
            column: String::new(),
            value: String::new(),
            reason: "no_session".to_owned(),
        });
    }
}

/// What was kept; what an older version kept in another form says nothing.
pub(super) fn parsed(text: &str) -> Remarks {
    serde_json::from_str(text).unwrap_or_default()
}
