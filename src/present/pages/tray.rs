//! The import tray: files that were read and wait, or were just written. No language yet;
//! [`view`] makes the rows as they are shown.

use std::path::PathBuf;

use serde::Serialize;

use crate::domain::{ImportId, ParsedTables, Platform, Reject, Warning, WarningCode};
use crate::engine::{ImportReport, PreparedFile, PreparedImport};
use crate::ingest::{AliasOffer, IngestError};
use crate::present::format;
use crate::present::text::{Lang, ingest as say, mapping, tray as text};

/// How many rows of each table a file holds, in the order they are named to a person.
pub type TableCounts = Vec<(&'static str, u64)>;

/// A file that could be read.
#[derive(Clone, Debug)]
pub struct TrayFile {
    /// As given.
    pub path: PathBuf,
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
    /// Columns that are understood.
    pub mapped: usize,
    /// Headers nobody knows.
    pub unknown_columns: Vec<String>,
    /// Those of them that look like columns which are missing.
    pub offers: Vec<AliasOffer>,
    /// The kept template it was read with.
    pub template: Option<String>,
    /// What it holds.
    pub tables: TableCounts,
    /// Sessions it would add, or added.
    pub new_sessions: u64,
    /// Rows it would write, or wrote.
    pub stored: u64,
    /// Older rows these replace.
    pub replaced: u64,
    /// Rows refused.
    pub rejected: u64,
    /// Those rows.
    pub rejects: Vec<Reject>,
    /// What to know.
    pub warnings: Vec<Warning>,
    /// The same bytes were imported before, or stand in the tray twice.
    pub duplicate: bool,
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
            file.rejected = done.rows_rejected;
            file.warnings.clone_from(&done.warnings);
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
        path: PathBuf::from(&file.path),
        inner: file.inner.clone(),
        sha256: file.sha256.clone(),
        size: file.size,
        kind: file.kind.0.clone(),
        platform: file.platform,
        encoding: file.encoding.clone(),
        mapped: file.mapping.len(),
        unknown_columns: file.unknown_columns.clone(),
        offers: file.offers.clone(),
        template: file.template.clone(),
        tables: table_counts(&file.tables),
        new_sessions: prepared.new_sessions,
        stored: prepared.counts.stored,
        replaced: prepared.counts.replaced,
        rejected: file.rows_rejected + prepared.counts.homeless,
        rejects: file.rejects.clone(),
        warnings: file.warnings.clone(),
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

/// One remark about a file, one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemarkLine {
    /// Whether something is wrong, rather than worth knowing.
    pub problem: bool,
    /// The sentence.
    pub text: String,
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
    /// What there is to know, problems first.
    pub remarks: Vec<RemarkLine>,
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
}

/// Remarks shown for one file; the rest is counted.
const REMARKS: usize = 40;

/// The tray in words.
pub fn view(tray: &Tray, lang: Lang) -> TrayView {
    let mut rows: Vec<TrayRow> =
        tray.files.iter().map(|file| file_row(file, tray.written.is_some(), lang)).collect();
    rows.extend(tray.failed.iter().map(|failed| failed_row(failed, lang)));
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
    }
}

fn file_row(file: &TrayFile, written: bool, lang: Lang) -> TrayRow {
    let worrying = file.warnings.iter().any(|warning| worries(warning.code));
    let state = if file.duplicate {
        TrayState::Duplicate
    } else if file.rejected > 0 || worrying {
        TrayState::Check
    } else {
        TrayState::Known
    };
    let mut remarks: Vec<RemarkLine> = file
        .rejects
        .iter()
        .take(REMARKS)
        .map(|reject| RemarkLine { problem: true, text: say::reject(reject, lang) })
        .collect();
    if file.rejects.len() > REMARKS {
        let rest = text::more_rejects(file.rejects.len() - REMARKS, lang);
        remarks.push(RemarkLine { problem: true, text: rest });
    }
    remarks.extend(file.warnings.iter().map(|warning| RemarkLine {
        problem: worries(warning.code),
        text: say::warning(warning, lang),
    }));
    remarks.extend(
        file.offers
            .iter()
            .map(|offer| RemarkLine { problem: false, text: mapping::renamed(offer, lang) }),
    );
    if let Some(name) = &file.template {
        remarks.push(RemarkLine { problem: false, text: text::by_template(name, lang) });
    }
    if !file.unknown_columns.is_empty() {
        let text = text::unknown_columns(&file.unknown_columns, lang);
        remarks.push(RemarkLine { problem: false, text });
    }
    TrayRow {
        path: file.path.clone(),
        name: name(file),
        size: format::bytes(file.size),
        kind: text::kind(file.platform, &say::kind_name(&file.kind, lang), lang),
        remark: text::remark(file, lang),
        count: text::counts(&file.tables, lang),
        state,
        badge: text::badge(state, file.rejected, written, lang),
        outcome: text::outcome(file, written, lang),
        remarks,
        actions: if written || file.duplicate { Vec::new() } else { actions(file, lang) },
    }
}

fn actions(file: &TrayFile, lang: Lang) -> Vec<(RowAction, String)> {
    let mut actions = Vec::new();
    if !file.offers.is_empty() {
        let words = mapping::accept(&file.offers, lang);
        actions.push((RowAction::Accept(file.offers.clone()), words));
    }
    actions.push((RowAction::Map { inner: file.inner.clone() }, mapping::map_again(lang)));
    actions
}

/// What a person can say of a file that was not understood; nothing when that is not the trouble.
fn answers(error: &IngestError, inner: Option<&str>, lang: Lang) -> Vec<(RowAction, String)> {
    let map = || (RowAction::Map { inner: inner.map(str::to_owned) }, mapping::map_it(lang));
    match error {
        IngestError::UnknownKind { near, .. } if !near.is_empty() => {
            vec![(RowAction::Accept(near.clone()), mapping::accept(near, lang)), map()]
        }
        IngestError::UnknownKind { .. } | IngestError::MissingColumns { .. } => vec![map()],
        IngestError::Inside { name, error } => answers(error, Some(name), lang),
        _ => Vec::new(),
    }
}

fn failed_row(failed: &TrayFailure, lang: Lang) -> TrayRow {
    let notice = say::ingest_error(&failed.error, lang);
    let actions = answers(&failed.error, None, lang);
    let state = if actions.is_empty() { TrayState::Failed } else { TrayState::Ask };
    let remarks = [&notice.detail, &notice.action]
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| RemarkLine { problem: true, text: line.clone() })
        .collect();
    TrayRow {
        path: failed.path.clone(),
        name: file_name(&failed.path),
        size: String::new(),
        kind: notice.title.clone(),
        remark: String::new(),
        count: format::MISSING.to_owned(),
        state,
        badge: text::badge(state, 0, false, lang),
        outcome: text::failed_outcome(state, lang),
        remarks,
        actions,
    }
}

/// Warnings that ask for a look; the others only inform.
fn worries(code: WarningCode) -> bool {
    match code {
        WarningCode::DamagedId
        | WarningCode::AmbiguousDate
        | WarningCode::OrdersWithoutSession
        | WarningCode::RefundsWithoutOrder
        | WarningCode::UnknownStatus
        | WarningCode::PartialSession
        | WarningCode::ImplausibleLength
        | WarningCode::Inconsistent
        | WarningCode::ReplacedBytes
        | WarningCode::DuplicateHeader
        | WarningCode::CutOffLastLine
        | WarningCode::RowsWithoutAction
        | WarningCode::StockNotRead
        | WarningCode::AssumedThousands => true,
        WarningCode::TotalRowsSkipped
        | WarningCode::NestedRowsSkipped
        | WarningCode::RowsAddedUp
        | WarningCode::BlankRowsSkipped
        | WarningCode::DescriptionRowSkipped
        | WarningCode::PersonalColumnsDropped
        | WarningCode::TextAsMissing
        | WarningCode::SameFileAgain
        | WarningCode::EntriesSkipped => false,
    }
}

fn name(file: &TrayFile) -> String {
    match &file.inner {
        Some(inner) => format!("{} › {inner}", file_name(&file.path)),
        None => file_name(&file.path),
    }
}

/// The last part of a path.
pub fn file_name(path: &std::path::Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
