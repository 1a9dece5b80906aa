//! What was imported, what was wrong with it, and where its rows went.

use std::collections::BTreeMap;

use super::{Engine, EngineError};
use crate::domain::{ImportId, Money, SessionId, SourceId, Warning, WarningCode};
use crate::metrics::{Broken, SessionExport, sanity};
use crate::store::{ImportRecord, SessionCounts, SourceRows, StoreError, Waiting};

impl Engine {
    /// The history of imports, newest first, each file with everything there is to say about it:
    /// what was found when it was read, and what its rows still wait for today.
    pub fn imports(&self) -> Result<Vec<ImportRecord>, EngineError> {
        let mut imports = self.store.imports()?;
        let Waiting { orders, refunds } = self.store.waiting()?;
        for file in imports.iter_mut().flat_map(|import| &mut import.sources) {
            for (waiting, code) in [
                (&orders, WarningCode::OrdersWithoutSession),
                (&refunds, WarningCode::RefundsWithoutOrder),
            ] {
                if let Some(count) = waiting.get(&file.id) {
                    file.remarks.warnings.push(Warning::of_file(code, "", *count));
                }
            }
        }
        Ok(imports)
    }

    /// One import of the history.
    pub fn import_record(&self, id: ImportId) -> Result<ImportRecord, EngineError> {
        let found = self.imports()?.into_iter().find(|import| import.id == id);
        Ok(found.ok_or(StoreError::NotFound { what: "import", id: id.0.to_string() })?)
    }

    /// The laws that numbers of sessions break.
    pub fn sanity(&mut self) -> Result<Vec<Broken>, EngineError> {
        let counts = self.session_counts()?;
        Ok(sanity(&*self.snapshot()?, &orders_paid(&counts)))
    }

    /// Where the rows of one file went.
    pub fn source_rows(&self, source: SourceId) -> Result<Vec<SourceRows>, EngineError> {
        Ok(self.store.source_rows(source)?)
    }
}

/// What the order lines of each session were paid, where there are some.
pub fn orders_paid(counts: &BTreeMap<SessionId, SessionCounts>) -> BTreeMap<SessionId, Money> {
    let some = counts.iter().filter(|(_, counts)| counts.order_lines > 0);
    some.map(|(session, counts)| (*session, counts.paid)).collect()
}

/// The exports that tell of whole sessions.
pub fn session_exports() -> Vec<SessionExport> {
    crate::ingest::kinds()
        .iter()
        // Nobody is sent to a tool of a third party to look for a number.
        .filter(|kind| !kind.generic && kind.id.0 != "douyin.collected_workbook")
        .map(|kind| SessionExport {
            kind: kind.id.0.clone(),
            platform: kind.platform,
            facts: kind.session_facts(),
        })
        .filter(|export| !export.facts.is_empty())
        .collect()
}
