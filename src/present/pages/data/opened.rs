//! What is shown of one import of the history, or of one file: what it did and what is wrong.

use serde::Serialize;

use super::DataInputs;
use crate::domain::{ImportId, Platform, RemarkedFile, SourceId};
use crate::present::format;
use crate::present::pages::PageContext;
use crate::present::pages::repairs::Repairs;
use crate::present::pages::summary::{self, ImportSummary};
use crate::present::text::{data as text, ingest as say, repairs, summary as words, tray};
use crate::store::{ImportRecord, SourceRecord};

/// What a person looks closer at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// An import of the history.
    Import(ImportId),
    /// A file.
    Source(SourceId),
}

/// The closer look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenedView {
    /// An import.
    Import(Box<ImportSummary>),
    /// A file.
    Source(Box<SourceView>),
}

/// One file: where its rows went and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The file.
    pub source: SourceId,
    /// Its import.
    pub import: ImportId,
    /// Its name.
    pub title: String,
    /// `抖音 · 直播间列表 · GB18030 · 1.2 MB · 今天 23:12 导入`.
    pub note: String,
    /// `这些行去了哪里`.
    pub tables_title: String,
    /// Rows of each table.
    pub tables: Vec<TableLine>,
    /// What is wrong with it.
    pub repairs: Repairs,
    /// The button that exports rejected rows of its import; empty without any.
    pub export: String,
}

/// Rows of one file in one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableLine {
    /// `订单`.
    pub table: String,
    /// `3,997 行（第 2–3998 行）`.
    pub rows: String,
    /// `12 场 · 3 行已被新文件替换`.
    pub used: String,
}

pub(super) fn opened(inputs: &DataInputs<'_>, context: &PageContext) -> Option<OpenedView> {
    let lang = context.lang;
    match inputs.opened? {
        Opened::Import(id) => {
            let record = inputs.imports.iter().find(|import| import.id == id)?;
            let when = when(record, inputs, context);
            Some(OpenedView::Import(Box::new(summary::of_record(record, &when, lang))))
        }
        Opened::Source(id) => {
            let standing = inputs.imports.iter().filter(|import| import.undone_at.is_none());
            let (import, source) = standing
                .flat_map(|import| import.sources.iter().map(move |source| (import, source)))
                .find(|(_, source)| source.id == id)?;
            Some(OpenedView::Source(Box::new(view(inputs, import, source, context))))
        }
    }
}

fn when(import: &ImportRecord, inputs: &DataInputs<'_>, context: &PageContext) -> String {
    let today = context.now.to_zoned_datetime(inputs.zone.clone()).date();
    let at = import.at.to_zoned_datetime(inputs.zone.clone());
    text::when(&at, at.date() == today, context.lang)
}

fn view(
    inputs: &DataInputs<'_>,
    import: &ImportRecord,
    source: &SourceRecord,
    context: &PageContext,
) -> SourceView {
    let lang = context.lang;
    let platform = Platform::from_word(&source.platform).unwrap_or(Platform::Generic);
    let title = source.full_name();
    let remarked = RemarkedFile {
        name: &title,
        rows_rejected: source.rows_rejected,
        remarks: &source.remarks,
    };
    let repairs = Repairs::of(&[remarked], lang);
    let note = [
        tray::kind(platform, &say::kind_name(&source.kind, lang), lang),
        source.encoding.clone().unwrap_or_default().to_uppercase(),
        format::bytes(source.size),
        words::imported(&when(import, inputs, context), lang),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(" · ");
    SourceView {
        source: source.id,
        import: import.id,
        note,
        tables_title: words::tables_title(lang),
        tables: inputs
            .source_rows
            .iter()
            .map(|rows| TableLine {
                table: words::table(rows.table, lang).to_owned(),
                rows: words::table_rows(rows.rows, rows.first_row, rows.last_row, lang),
                used: words::table_use(rows.sessions, rows.superseded, lang),
            })
            .collect(),
        repairs,
        export: repairs::export(source.rows_left_out(), lang),
        title,
    }
}
