//! The imports, newest first, each to be taken back as a whole.

use serde::Serialize;

use super::DataInputs;
use crate::domain::ImportId;
use crate::present::pages::PageContext;
use crate::present::text::data as text;
use crate::store::SourceRecord;

/// Imports listed.
const HISTORY: usize = 50;

/// Imports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// Title.
    pub title: String,
    /// Newest first.
    pub rows: Vec<HistoryRow>,
    /// Instead of rows when there are none.
    pub empty: String,
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// The import.
    pub import: ImportId,
    /// `今天 23:12`, `11-19 23:40`.
    pub when: String,
    /// `8 个文件 · 2,104 行`.
    pub what: String,
    /// `3 行没收进`; empty when every row came in.
    pub left_out: String,
    /// File names, for hover.
    pub files: String,
    /// `撤销`, or that it was undone.
    pub action: String,
    /// Whether it can be taken back.
    pub standing: bool,
}

pub(super) fn history(inputs: &DataInputs<'_>, context: &PageContext) -> History {
    let lang = context.lang;
    let today = context.now.to_zoned_datetime(inputs.zone.clone()).date();
    History {
        title: text::history_title(lang),
        empty: if inputs.imports.is_empty() { text::no_imports(lang) } else { String::new() },
        rows: inputs
            .imports
            .iter()
            .take(HISTORY)
            .map(|import| {
                let at = import.at.to_zoned_datetime(inputs.zone.clone());
                let rows: u64 = import.sources.iter().map(|source| source.rows_stored).sum();
                let names: Vec<String> =
                    import.sources.iter().map(SourceRecord::full_name).collect();
                let lost: u64 = import.sources.iter().map(SourceRecord::rows_left_out).sum();
                let standing = import.undone_at.is_none();
                HistoryRow {
                    import: import.id,
                    when: text::when(&at, at.date() == today, lang),
                    what: text::import_line(import.sources.len(), rows, lang),
                    left_out: text::left_out(lost, lang),
                    files: names.join("\n"),
                    action: text::undo(standing, lang),
                    standing,
                }
            })
            .collect(),
    }
}
