//! What the whole store holds of people: the look at every column, and what every file said of
//! its own.

use std::sync::Arc;

use serde::Serialize;

use super::{Engine, EngineError};
use crate::domain::{ColumnFates, Job, Warning, WarningCode};
use crate::store::{Holds, StoreAudit};

/// What became of the columns of one file that stands in the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceFates {
    /// The file, with the archive it came in.
    pub file: String,
    /// Kind word.
    pub kind: String,
    /// Its columns; `null` for files of before this was noted.
    pub columns: Option<ColumnFates>,
    /// Texts of it in which something was masked.
    pub masked: u64,
}

/// Everything the store holds, and what it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrivacyAudit {
    /// Whether nothing looks personal.
    pub clean: bool,
    /// What was found by looking.
    #[serde(flatten)]
    pub store: StoreAudit,
    /// Every file that stands, newest import first.
    pub sources: Vec<SourceFates>,
    /// Texts in which something was masked before they were written.
    pub masked: u64,
}

impl PrivacyAudit {
    /// How many columns hold this.
    pub fn columns(&self, holds: Holds) -> usize {
        let all = self.store.tables.iter().flat_map(|table| &table.columns);
        all.filter(|column| column.holds == holds).count()
    }

    /// Every header that some file had and that was never read, each once.
    pub fn dropped(&self) -> Vec<String> {
        let mut all = ColumnFates::default();
        for source in &self.sources {
            if let Some(columns) = &source.columns {
                all.join(columns);
            }
        }
        all.dropped
    }
}

impl Engine {
    /// Looks at the whole store; once per revision.
    pub fn privacy_audit(&mut self, job: &Job) -> Result<Arc<PrivacyAudit>, EngineError> {
        let revision = self.store.revision()?;
        if let Some((_, known)) = self.audited.as_ref().filter(|(of, _)| *of == revision) {
            return Ok(Arc::clone(known));
        }
        let store = self.store.audit(job)?;
        let mut sources = Vec::new();
        for import in self.store.imports()?.iter().filter(|import| import.undone_at.is_none()) {
            for source in &import.sources {
                let remarks = &source.remarks;
                let masked = |w: &&Warning| w.code == WarningCode::PersonalTextMasked;
                sources.push(SourceFates {
                    file: match &source.inner_name {
                        Some(inner) => format!("{} › {inner}", source.name),
                        None => source.name.clone(),
                    },
                    kind: source.kind.clone(),
                    // An older version of the program did not keep what became of columns.
                    columns: (!remarks.columns.is_empty()).then(|| remarks.columns.clone()),
                    masked: remarks.warnings.iter().filter(masked).map(|w| w.count).sum(),
                });
            }
        }
        let audit = Arc::new(PrivacyAudit {
            clean: store.findings.is_empty(),
            store,
            masked: sources.iter().map(|source| source.masked).sum(),
            sources,
        });
        self.audited = Some((revision, Arc::clone(&audit)));
        Ok(audit)
    }
}
