//! The import tray: files that were read and wait, or were just written. No language yet;
//! [`view`] makes the rows as they are shown.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::repairs::Repairs;
use super::summary::{self, ImportSummary, SummaryFile, SummaryRow};
use crate::domain::{ImportId, ParsedTables, Platform, RemarkedFile, Remarks, SessionId, Snapshot};
use crate::engine::{CleaningCounts, ImportReport, PreparedFile, PreparedImport};
use crate::ingest::{AliasOffer, IngestError};
use crate::present::text::{
    Lang, ingest as say, repairs as repairs_text, summary as summary_text, tray as text,
};

mod days;
mod rows;

use rows::{failed_row, file_row};

/// How many rows of each table a file holds, in the order they are named to a person.
pub type TableCounts = Vec<(&'static str, u64)>;

/// A file that could be read.
#[derive(Clone, Debug)]
pub struct TrayFile {
    /// As given.
    pub path: PathBuf,
    /// Its name, after that of the archive it came in.
    pub name: String,
    /// Name inside an archive.
    pub inner: Option<String>,
    /// SHA-256, by which it is found again in a report.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Kind word.
    pub kind: String,
    /// Platform.
    pub platform: Platform,
    /// Text encoding or `xlsx`.
    pub encoding: String,
    /// Row of the header; 0 where there is none.
    pub header_row: u32,
    /// Columns that are understood.
    pub mapped: usize,
    /// Unknown headers that look like columns which are missing.
    pub offers: Vec<AliasOffer>,
    /// The kept template it was read with.
    pub template: Option<String>,
    /// What it holds.
    pub tables: TableCounts,
    /// First and last day it tells of.
    pub days: Option<(Date, Date)>,
    /// Sessions it would add, or added.
    pub new_sessions: u64,
    /// Rows it would write, or wrote.
    pub stored: u64,
    /// Older rows these replace.
    pub replaced: u64,
    /// Totals, children and blanks left out.
    pub skipped: u64,
    /// Rows the reader refused.
    pub refused: u64,
    /// Everything there is to say, rows that find no session included.
    pub remarks: Remarks,
    /// The same bytes were imported before, or stand in the tray twice.
    pub duplicate: bool,
}

impl TrayFile {
    /// Rows that do not come in, those without a known session included.
    pub fn rejected(&self) -> u64 {
        self.refused + self.remarks.homeless
    }
}

/// A file that gave nothing.
#[derive(Clone, Debug)]
pub struct TrayFailure {
    /// As given.
    pub path: PathBuf,
    /// Why.
    pub error: IngestError,
    /// Found in a folder rather than named.
    pub from_folder: bool,
}

/// What lies in the tray.
#[derive(Clone, Debug, Default)]
pub struct Tray {
    /// Readable files.
    pub files: Vec<TrayFile>,
    /// The others.
    pub failed: Vec<TrayFailure>,
    /// `Some` after writing; the import, when anything was new.
    pub written: Option<Option<ImportId>>,
    /// What cleaning found after writing.
    pub cleaning: Option<CleaningCounts>,
}

impl Tray {
    /// The tray of what was read.
    pub fn of(prepared: &PreparedImport) -> Self {
        Self {
            files: prepared.files.iter().map(tray_file).collect(),
            failed: prepared
                .failed
                .iter()
                .map(|failed| TrayFailure {
                    path: failed.path.clone(),
                    error: failed.error.clone(),
                    from_folder: failed.from_folder,
                })
                .collect(),
            written: None,
            cleaning: None,
        }
    }

    /// The same tray after writing, with what really happened.
    #[must_use]
    pub fn after(mut self, report: &ImportReport) -> Self {
        for file in &mut self.files {
            let Some(done) = report.files.iter().find(|done| done.sha256 == file.sha256) else {
                continue;
            };
            file.stored = done.rows_stored;
            file.replaced = done.rows_replaced;
            file.remarks = done.remarks();
        }
        self.written = Some(report.import);
        self
    }

    /// Every file and archive in it, each once.
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = Vec::new();
        let files = self.files.iter().map(|file| &file.path);
        for path in files.chain(self.failed.iter().map(|failed| &failed.path)) {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        paths
    }

    /// Files that writing would really take in.
    pub fn ready(&self) -> usize {
        self.files.iter().filter(|file| !file.duplicate).count()
    }
}

fn tray_file(prepared: &PreparedFile) -> TrayFile {
    let file = &prepared.file;
    TrayFile {
        name: match &file.inner {
            Some(inner) => format!("{} › {inner}", file_name(std::path::Path::new(&file.path))),
            None => file_name(std::path::Path::new(&file.path)),
        },
        path: PathBuf::from(&file.path),
        inner: file.inner.clone(),
        sha256: file.sha256.clone(),
        size: file.size,
        kind: file.kind.0.clone(),
        platform: file.platform,
        encoding: file.encoding.clone(),
        header_row: file.header_row,
        mapped: file.mapping.len(),
        offers: file.offers.clone(),
        template: file.template.clone(),
        tables: table_counts(&file.tables),
        days: days::of(&file.tables),
        new_sessions: prepared.new_sessions,
        stored: prepared.counts.stored,
        replaced: prepared.counts.replaced,
        skipped: file.rows_skipped,
        refused: file.rows_rejected,
        remarks: Remarks {
            rejects: file.rejects.iter().chain(&prepared.homeless).cloned().collect(),
            homeless: prepared.counts.homeless,
            warnings: file.warnings.clone(),
            unknown_columns: file.unknown_columns.clone(),
            columns: file.columns.clone(),
        },
        duplicate: prepared.same_as.is_some(),
    }
}

fn table_counts(tables: &ParsedTables) -> TableCounts {
    [
        ("sessions", tables.sessions.len()),
        ("products", tables.session_products.len()),
        ("orders", tables.orders.len()),
        ("refunds", tables.refunds.len()),
        ("segments", tables.segments.len()),
        ("events", tables.events.len()),
        ("comments", tables.comments.len()),
        ("visits", tables.visits.len()),
        ("catalogue", tables.products.len()),
        ("viewers", tables.viewers.len()),
        ("income", tables.income.len()),
        ("channels", tables.channels.len()),
        ("minutes", tables.minutes.len()),
        ("periods", tables.periods.len()),
    ]
    .into_iter()
    .filter(|(_, rows)| *rows > 0)
    .map(|(table, rows)| (table, rows as u64))
    .collect()
}

/// How a row of the tray is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TrayState {
    /// Read, nothing to say.
    Known,
    /// Read, something to look at.
    Check,
    /// Nobody knows this kind.
    Ask,
    /// The same bytes are in already.
    Duplicate,
    /// Could not be read.
    Failed,
}

/// What can be done about a file besides importing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowAction {
    /// Say what its columns are.
    Map {
        /// Name inside an archive.
        inner: Option<String>,
    },
    /// Accept renamed headers.
    Accept(Vec<AliasOffer>),
    /// Look at the sessions it may be about.
    ChooseSession,
    /// Say which session it is about.
    Belongs(SessionId),
}

/// One row of the tray.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrayRow {
    /// The file as given, to take it out again.
    pub path: PathBuf,
    /// Its name; an inner file after its archive.
    pub name: String,
    /// `1.2 MB`; empty when unknown.
    pub size: String,
    /// `抖音 · 直播间列表`.
    pub kind: String,
    /// `55 列都认得`.
    pub remark: String,
    /// `12 场`; — when nothing was read.
    pub count: String,
    /// How it is marked.
    pub state: TrayState,
    /// The mark's word.
    pub badge: String,
    /// `新增 3 场，更新 9 场`.
    pub outcome: String,
    /// `11-01–11-21`; empty when it has no days.
    pub days: String,
    /// What is wrong with it.
    pub repairs: Repairs,
    /// Why it could not be read and what to do; empty for a file that was read.
    pub trouble: Vec<String>,
    /// What became of its columns, and which of its viewers count as no customers.
    pub notes: Vec<String>,
    /// What can be done about it, with its words; the first stands in the row where the file
    /// waits for it.
    pub actions: Vec<(RowAction, String)>,
}

/// The tray as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TrayView {
    /// `导入托盘` or, after writing, `刚导入的`.
    pub title: String,
    /// What lies in it and that nothing was written yet, or what was.
    pub note: String,
    /// Files.
    pub rows: Vec<TrayRow>,
    /// `导入已识别的 6 个`.
    pub commit: String,
    /// Why nothing can be written; else empty.
    pub blocked: String,
    /// `一次写入，随时可以整批撤销`.
    pub foot: String,
    /// Whether this is what was written.
    pub written: bool,
    /// The import to take back.
    pub import: Option<ImportId>,
    /// What is wrong with all of them.
    pub repairs: Repairs,
    /// The button that exports rejected rows; empty without any.
    pub export: String,
    /// What was done, once they are written.
    pub summary: Option<ImportSummary>,
}

/// The tray in words.
pub fn view(tray: &Tray, snapshot: &Snapshot, lang: Lang) -> TrayView {
    let mut rows: Vec<TrayRow> = tray.files.iter().map(|file| file_row(file, tray, lang)).collect();
    rows.extend(tray.failed.iter().map(|failed| failed_row(failed, snapshot, lang)));
    let count = |state| rows.iter().filter(|row| row.state == state).count();
    let tally = text::Tally {
        files: rows.len(),
        known: count(TrayState::Known) + count(TrayState::Check),
        check: count(TrayState::Check),
        ask: count(TrayState::Ask),
        duplicate: count(TrayState::Duplicate),
        failed: count(TrayState::Failed),
        stored: tray.files.iter().map(|file| file.stored).sum(),
    };
    let written = tray.written.is_some();
    TrayView {
        title: text::title(written, lang),
        note: if written { text::written(&tally, lang) } else { text::waiting(&tally, lang) },
        commit: text::commit(tray.ready(), lang),
        blocked: if tray.ready() == 0 { text::blocked(&tally, lang) } else { String::new() },
        foot: text::foot(lang),
        rows,
        written,
        import: tray.written.flatten(),
        repairs: Repairs::of(&remarked(tray), lang),
        export: repairs_text::export(tray.files.iter().map(TrayFile::rejected).sum(), lang),
        summary: tray.written.map(|import| written_summary(tray, import, lang)),
    }
}

/// The files with their remarks, for the list and for export.
pub fn remarked(tray: &Tray) -> Vec<RemarkedFile<'_>> {
    tray.files.iter().filter(|file| !file.duplicate).map(remarked_file).collect()
}

fn remarked_file(file: &TrayFile) -> RemarkedFile<'_> {
    RemarkedFile { name: &file.name, rows_rejected: file.refused, remarks: &file.remarks }
}

fn written_summary(tray: &Tray, import: Option<ImportId>, lang: Lang) -> ImportSummary {
    let files: Vec<SummaryFile<'_>> = tray
        .files
        .iter()
        .map(|file| SummaryFile {
            name: file.name.clone(),
            kind: &file.kind,
            platform: file.platform,
            stored: file.stored,
            replaced: file.replaced,
            skipped: file.skipped,
            rejected: file.refused,
            again: file.duplicate,
            remarks: file.remarks.clone(),
        })
        .collect();
    let mut summary = summary::of_files(&files, lang);
    summary.import = import;
    summary.note = match import {
        Some(_) => summary_text::written(&summary.note, lang),
        None => text::written(&text::Tally::default(), lang),
    };
    summary.rows.extend(tray.failed.iter().map(|failed| SummaryRow {
        name: file_name(&failed.path),
        state: say::ingest_error(&failed.error, lang).title,
        ..SummaryRow::default()
    }));
    if import.is_some() {
        summary.undo = summary_text::undo(lang);
    }
    summary
}

/// The last part of a path.
pub fn file_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
