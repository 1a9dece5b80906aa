//! Importing: read everything, say what would happen, then write it all in one transaction.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Engine, EngineError, shield};
use crate::domain::{
    ColumnFates, ImportId, Job, Reject, Remarks, SessionId, SourceId, Warning, WarningCode,
};
use crate::ingest::{self, IngestError, ParsedFile, ReadOptions};
use crate::store::{SourceCounts, SourceMeta};

/// What a person said about the files.
pub type ImportOptions = ReadOptions;

/// A file that was read and is ready to be written.
#[derive(Clone, Debug)]
pub struct PreparedFile {
    /// What was read.
    pub file: ParsedFile,
    /// The import that already holds these bytes: writing would change nothing.
    pub same_as: Option<ImportId>,
    /// What writing it would do, counted by doing it and rolling back; zeros where it was only
    /// read.
    pub counts: SourceCounts,
    /// Sessions it would add.
    pub new_sessions: u64,
    /// Rows that name no session although their table needs one, as far as they are listed.
    pub homeless: Vec<Reject>,
}

/// A file that could not be read.
#[derive(Clone, Debug)]
pub struct FailedFile {
    /// As given.
    pub path: PathBuf,
    /// Why.
    pub error: IngestError,
    /// Found in a folder rather than named: leaving it out is no failure.
    pub from_folder: bool,
}

/// Files that were read, before anything is written.
#[derive(Clone, Debug, Default)]
pub struct PreparedImport {
    /// Readable files, in the order given.
    pub files: Vec<PreparedFile>,
    /// The others.
    pub failed: Vec<FailedFile>,
}

/// What became of one file. Serialises to the documented JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileOutcome {
    /// As given; an inner file behind `!`.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Kind word.
    pub kind: String,
    /// Name of the kept template it was read with.
    pub template: Option<String>,
    /// Platform word.
    pub platform: String,
    /// Text encoding.
    pub encoding: String,
    /// Rows below the header.
    pub rows_read: u64,
    /// Rows written; 0 when the same file was imported before.
    pub rows_stored: u64,
    /// Older rows they replace.
    pub rows_replaced: u64,
    /// Totals, children, blanks.
    pub rows_skipped: u64,
    /// Rows that could not be used.
    pub rows_rejected: u64,
    /// Of these, rows that name no known session although their table needs one.
    #[serde(skip)]
    pub rows_homeless: u64,
    /// Those rows.
    pub rejects: Vec<Reject>,
    /// Headers that no kind knows.
    pub unknown_columns: Vec<String>,
    /// Which of its columns are stored, hashed and never read.
    pub columns: ColumnFates,
    /// Those of them that look like columns which are missing.
    pub offers: Vec<ingest::AliasOffer>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

impl FileOutcome {
    /// Its name without its folder, after that of the archive it came in.
    pub fn name(&self) -> String {
        let (outer, inner) = match self.path.split_once('!') {
            Some((outer, inner)) => (outer, Some(inner)),
            None => (self.path.as_str(), None),
        };
        let outer = name_of(Path::new(outer));
        inner.map_or(outer.clone(), |inner| format!("{outer} › {inner}"))
    }

    /// Everything there is to say about it.
    pub fn remarks(&self) -> Remarks {
        Remarks {
            rejects: self.rejects.clone(),
            homeless: self.rows_homeless,
            warnings: self.warnings.clone(),
            unknown_columns: self.unknown_columns.clone(),
            columns: self.columns.clone(),
        }
    }
}

/// What an import did, or would do. Serialises to the documented JSON.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportReport {
    /// The batch; `null` when nothing was written.
    pub import: Option<ImportId>,
    /// Nothing was written because only the plan was wanted.
    pub dry_run: bool,
    /// One entry for each file read.
    pub files: Vec<FileOutcome>,
    /// Files that could not be read.
    #[serde(skip)]
    pub failed: Vec<FailedFile>,
    /// Sessions in the store afterwards.
    pub sessions: u64,
    /// Products in the store afterwards.
    pub products: u64,
    /// Order lines in the store afterwards.
    pub order_lines: u64,
    /// Events in the store afterwards.
    pub events: u64,
    /// Comments in the store afterwards.
    pub comments: u64,
}

impl ImportReport {
    /// Rows rejected over all files.
    pub fn rows_rejected(&self) -> u64 {
        self.files.iter().map(|file| file.rows_rejected).sum()
    }

    /// Whether every named file came in (files left out of a folder do not count).
    pub fn failed_by_name(&self) -> usize {
        self.failed.iter().filter(|failed| !failed.from_folder).count()
    }
}

impl Engine {
    /// Reads files and folders and counts what importing them would do. Writes nothing.
    pub fn prepare_import(
        &mut self,
        job: &Job,
        paths: &[PathBuf],
        options: &ImportOptions,
    ) -> Result<PreparedImport, EngineError> {
        let mut prepared = self.read_import(job, paths, options)?;
        self.count_changes(job, &mut prepared)?;
        Ok(prepared)
    }

    /// Reads files and folders, for those who write them at once and ask nobody before.
    pub fn read_import(
        &mut self,
        job: &Job,
        paths: &[PathBuf],
        options: &ImportOptions,
    ) -> Result<PreparedImport, EngineError> {
        let mut prepared = PreparedImport::default();
        let options = &self.taught(options)?;
        let all = expand(paths);
        for (done, (path, from_folder)) in all.iter().enumerate() {
            job.check()?;
            let job = job.part("read", &name_of(path), done, all.len());
            job.report("read", "", 0, 0);
            match ingest::read(&job, path, options) {
                Ok(files) => {
                    for mut file in files {
                        let said = shield::protect(&job, &self.hasher, &mut file.tables)?;
                        file.warnings.extend(said);
                        let again =
                            prepared.files.iter().any(|known| known.file.sha256 == file.sha256);
                        if again {
                            file.warnings.push(same_file(&file));
                        }
                        let same_as = self.store.import_of(&file.sha256)?;
                        prepared.files.push(PreparedFile {
                            same_as: same_as.or(again.then_some(ImportId(0))),
                            file,
                            counts: SourceCounts::default(),
                            new_sessions: 0,
                            homeless: Vec::new(),
                        });
                    }
                }
                Err(IngestError::Cancelled(cancelled)) => return Err(cancelled.into()),
                Err(error) => prepared.failed.push(FailedFile {
                    path: path.clone(),
                    error,
                    from_folder: *from_folder,
                }),
            }
        }
        Ok(prepared)
    }

    /// The options with what was taught so far, unless they bring their own.
    fn taught(&self, options: &ImportOptions) -> Result<ImportOptions, EngineError> {
        let mut options = options.clone();
        if *options.known == ingest::Known::default() {
            options.known = self.known()?;
        }
        Ok(options)
    }

    /// Names the session of files that are about one and say not which.
    pub fn name_session(
        &mut self,
        id: &str,
        options: &mut ImportOptions,
    ) -> Result<(), EngineError> {
        let session = self.find_session(Some(id))?;
        options.session = Some(self.store.session_ref(session)?);
        Ok(())
    }

    /// Names the session of one such file.
    pub fn name_session_of(
        &self,
        path: PathBuf,
        session: SessionId,
        options: &mut ImportOptions,
    ) -> Result<(), EngineError> {
        options.sessions.push((path, self.store.session_ref(session)?));
        Ok(())
    }

    /// Writes what was prepared, everything or nothing. Files whose bytes are in the store
    /// already change nothing.
    pub fn commit_import(
        &mut self,
        job: &Job,
        prepared: &PreparedImport,
    ) -> Result<ImportReport, EngineError> {
        let mut report = ImportReport { failed: prepared.failed.clone(), ..Default::default() };
        let files = &prepared.files;
        let mut written: Vec<Option<(SourceId, SourceCounts)>> = vec![None; files.len()];
        let mut lost: Vec<Vec<Reject>> = vec![Vec::new(); files.len()];
        let mut homeless = BTreeMap::new();
        let order = writing_order(files);
        if !order.is_empty() {
            let mut tx = self.store.begin_import(job.now)?;
            tx.listen_to(job);
            for (done, at) in order.into_iter().enumerate() {
                let meta = meta(&files[at].file);
                let job = job.part("write", &meta.name, done, files.len());
                let (source, counts) = tx.add_source(&job, &meta, &files[at].file.tables)?;
                written[at] = Some((source, counts));
                lost[at] = tx.homeless(source).to_vec();
                if !lost[at].is_empty() {
                    tx.set_remarks(source, &remarks(&files[at].file, &lost[at], counts.homeless))?;
                }
            }
            job.check()?;
            let (import, without_session) = tx.commit()?;
            report.import = import;
            homeless = without_session;
        }
        for ((file, written), lost) in files.iter().zip(written).zip(lost) {
            let mut outcome = outcome(&file.file, written.map(|(_, counts)| counts), &lost);
            if let Some(count) = written.and_then(|(source, _)| homeless.get(&source)) {
                let is_refunds = !file.file.tables.refunds.is_empty();
                let code = if is_refunds {
                    WarningCode::RefundsWithoutOrder
                } else {
                    WarningCode::OrdersWithoutSession
                };
                outcome.warnings.push(Warning::of_file(code, "", *count));
            }
            report.files.push(outcome);
        }
        self.fill_totals(&mut report)?;
        Ok(report)
    }

    /// What an import of the prepared files would report.
    pub fn dry_run(&mut self, prepared: &PreparedImport) -> Result<ImportReport, EngineError> {
        let files = prepared
            .files
            .iter()
            .map(|file| {
                let counts = file.same_as.is_none().then_some(file.counts);
                outcome(&file.file, counts, &file.homeless)
            })
            .collect();
        let mut report = ImportReport {
            dry_run: true,
            files,
            failed: prepared.failed.clone(),
            ..Default::default()
        };
        self.fill_totals(&mut report)?;
        Ok(report)
    }

    /// Counts by importing and rolling back: exact, whatever the rules of replacement are.
    fn count_changes(
        &mut self,
        job: &Job,
        prepared: &mut PreparedImport,
    ) -> Result<(), EngineError> {
        let mut tx = self.store.begin_import(job.now)?.only_counting();
        tx.listen_to(job);
        let files = prepared.files.len();
        for (done, at) in writing_order(&prepared.files).into_iter().enumerate() {
            let file = &mut prepared.files[at];
            let before = tx.session_count()?;
            let meta = meta(&file.file);
            // Nothing is written here, so nobody is told so.
            let job = job.part("count", &meta.name, done, files);
            let (source, counts) = tx.add_source(&job, &meta, &file.file.tables)?;
            file.counts = counts;
            file.homeless = tx.homeless(source).to_vec();
            file.new_sessions = tx.session_count()? - before;
        }
        drop(tx);
        Ok(())
    }

    fn fill_totals(&mut self, report: &mut ImportReport) -> Result<(), EngineError> {
        let snapshot = self.snapshot()?;
        report.sessions = snapshot.sessions.len() as u64;
        report.products = snapshot.products.len() as u64;
        report.order_lines = snapshot.order_lines;
        report.events = snapshot.events;
        report.comments = snapshot.comments;
        Ok(())
    }
}

/// Positions of the files to write: those that bring sessions first, because rows of the others
/// may name a session that only they know. Within each, as given.
fn writing_order(files: &[PreparedFile]) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..files.len()).filter(|at| files[*at].same_as.is_none()).collect();
    order.sort_by_key(|at| files[*at].file.tables.sessions.is_empty());
    order
}

fn outcome(file: &ParsedFile, counts: Option<SourceCounts>, lost: &[Reject]) -> FileOutcome {
    let written = counts.unwrap_or_default();
    let mut warnings = file.warnings.clone();
    if counts.is_none() && !warnings.iter().any(|w| w.code == WarningCode::SameFileAgain) {
        warnings.push(same_file(file));
    }
    FileOutcome {
        path: match &file.inner {
            Some(inner) => format!("{}!{inner}", file.path),
            None => file.path.clone(),
        },
        sha256: file.sha256.clone(),
        kind: file.kind.0.clone(),
        template: file.template.clone(),
        platform: file.platform.word().to_owned(),
        encoding: file.encoding.clone(),
        rows_read: file.rows_read,
        rows_stored: written.stored,
        rows_replaced: written.replaced,
        rows_skipped: file.rows_skipped,
        rows_rejected: file.rows_rejected + written.homeless,
        rows_homeless: written.homeless,
        rejects: file.rejects.iter().chain(lost).cloned().collect(),
        unknown_columns: file.unknown_columns.clone(),
        columns: file.columns.clone(),
        offers: file.offers.clone(),
        warnings,
    }
}

/// Everything there is to say about a file, as it is kept with it.
fn remarks(file: &ParsedFile, lost: &[Reject], homeless: u64) -> String {
    let remarks = Remarks {
        rejects: file.rejects.iter().chain(lost).cloned().collect(),
        homeless,
        warnings: file.warnings.clone(),
        unknown_columns: file.unknown_columns.clone(),
        columns: file.columns.clone(),
    };
    serde_json::to_string(&remarks).unwrap_or_default()
}

fn same_file(file: &ParsedFile) -> Warning {
    Warning::of_file(WarningCode::SameFileAgain, file.path.clone(), 1)
}

fn meta(file: &ParsedFile) -> SourceMeta {
    SourceMeta {
        name: name_of(Path::new(&file.path)),
        inner_name: file.inner.clone(),
        sha256: file.sha256.clone(),
        size: file.size,
        kind: file.kind.0.clone(),
        platform: file.platform.word().to_owned(),
        encoding: Some(file.encoding.clone()),
        as_of: file.as_of,
        merge_group: file.merge_group.clone(),
        rows_read: file.rows_read,
        rows_skipped: file.rows_skipped,
        rows_rejected: file.rows_rejected,
        remarks: remarks(file, &[], 0),
        account: None,
    }
}

/// Files as named, and for folders what lies directly or deeper in them, in a stable order.
fn expand(paths: &[PathBuf]) -> Vec<(PathBuf, bool)> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut all);
        } else {
            all.push((path.clone(), false));
        }
    }
    all
}

fn walk(folder: &Path, all: &mut Vec<(PathBuf, bool)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let hidden =
            path.file_name().is_none_or(|name| name.to_string_lossy().starts_with(['.', '~']));
        if hidden {
            continue;
        }
        if path.is_dir() {
            walk(&path, all);
        } else if is_table(&path) {
            all.push((path, true));
        }
    }
}

/// In a folder only what can be a table is looked at; a file that is named is always read.
fn is_table(path: &Path) -> bool {
    const KNOWN: [&str; 9] = ["csv", "tsv", "txt", "xlsx", "xls", "zip", "xml", "json", "jsonl"];
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| KNOWN.contains(&extension.to_ascii_lowercase().as_str()))
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
