//! The files everything came from: what each one is, how much of it is in, how it was read.

use serde::Serialize;

use super::DataInputs;
use crate::domain::{Platform, SourceId};
use crate::present::format;
use crate::present::pages::PageContext;
use crate::present::text::{data as text, ingest as say, tray};

/// Files of the imports that stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// Title.
    pub title: String,
    /// `72 个文件 · 3.1 MB`.
    pub note: String,
    /// Column headers: file, kind, rows, replaced, rejected, encoding, when.
    pub columns: Vec<String>,
    /// Newest import first, in the order of the import.
    pub rows: Vec<FileRow>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    /// Where its rows say they come from.
    pub source: SourceId,
    /// Name, with the archive it came in.
    pub name: String,
    /// `抖音 · 直播间列表`.
    pub kind: String,
    /// Rows that came in.
    pub rows: String,
    /// Older rows they stepped in for; empty when none.
    pub replaced: String,
    /// Rows left out; empty when none.
    pub rejected: String,
    /// `GB18030`; empty for workbooks.
    pub encoding: String,
    /// `今天 23:12`.
    pub when: String,
}

pub(super) fn files(inputs: &DataInputs<'_>, context: &PageContext) -> Files {
    let lang = context.lang;
    let today = context.now.to_zoned_datetime(inputs.zone.clone()).date();
    let standing = || inputs.imports.iter().filter(|import| import.undone_at.is_none());
    let rows: Vec<FileRow> = standing()
        .flat_map(|import| import.sources.iter().map(move |source| (import, source)))
        .map(|(import, source)| {
            let at = import.at.to_zoned_datetime(inputs.zone.clone());
            let platform = Platform::from_word(&source.platform).unwrap_or(Platform::Generic);
            let some = |n: u64| if n == 0 { String::new() } else { format::count(n as f64) };
            FileRow {
                source: source.id,
                name: source.full_name(),
                kind: tray::kind(platform, &say::kind_name(&source.kind, lang), lang),
                rows: format::count(source.rows_stored as f64),
                replaced: some(source.rows_replaced),
                rejected: some(source.rows_left_out()),
                encoding: source.encoding.clone().unwrap_or_default(),
                when: text::when(&at, at.date() == today, lang),
            }
        })
        .collect();
    let size: u64 = standing().flat_map(|import| &import.sources).map(|source| source.size).sum();
    Files {
        title: text::files_title(lang),
        note: if rows.is_empty() {
            String::new()
        } else {
            text::files_note(rows.len(), size, lang)
        },
        columns: text::files_columns(lang),
        rows,
    }
}
