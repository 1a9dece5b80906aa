//! From a path or bytes to parsed files: open, recognise, map, read.

use std::io::Read as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::columns::{self, Columns};
use super::container::{self, Format, extension};
use super::detect;
use super::filename::{self, NameFacts};
use super::grid::{Document, Row};
use super::header::normalise;
use super::kind::{Grain, KindDef, KindId, Layout};
use super::limits::MAX_FILE;
use super::place::{self, Opened, Origin, Place};
use super::remarks::Remarks;
use super::table::TableReader;
use super::{
    IngestError, Known, ParsedFile, ReadOptions, grains, offers, periods, stream, workbook,
};
use crate::domain::{FileTrouble, Job, ParsedTables, WarningCode, hex};

/// Reads a file: text tables, workbooks, and archives of these (several results).
///
/// Errors: [`IngestError`] when nothing can be read from it; single bad rows are remarks.
pub fn read(job: &Job, path: &Path, options: &ReadOptions) -> Result<Vec<ParsedFile>, IngestError> {
    if let Some(file) = stream::read(job, path, options)? {
        return Ok(vec![file]);
    }
    let bytes = load(path)?;
    read_bytes(job, &path.to_string_lossy(), &bytes, options)
}

/// Reads a file that is in memory already; `name` is its path or name.
pub fn read_bytes(
    job: &Job,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<ParsedFile>, IngestError> {
    job.check()?;
    match container::format(bytes, name)? {
        Format::Archive => archive(job, name, bytes, options),
        format => Ok(vec![one(job, name, None, bytes, format, options)?]),
    }
}

/// The bytes of a file within the limit.
pub(super) fn load(path: &Path) -> Result<Vec<u8>, IngestError> {
    let bytes = load_head(path, MAX_FILE as usize + 1)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(IngestError::TooLarge { size: bytes.len() as u64, limit: MAX_FILE });
    }
    Ok(bytes)
}

/// The first bytes of a file.
pub(super) fn load_head(path: &Path, most: usize) -> Result<Vec<u8>, IngestError> {
    let unreadable = |error: std::io::Error| IngestError::Unreadable {
        reason: FileTrouble::of(&error),
        detail: error.to_string(),
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if meta.is_dir() {
        let detail = "is a folder".to_owned();
        return Err(IngestError::Unreadable { reason: FileTrouble::Folder, detail });
    }
    if meta.len() > MAX_FILE {
        return Err(IngestError::TooLarge { size: meta.len(), limit: MAX_FILE });
    }
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Every readable file of an archive; the others become a warning, or the error when none is left.
fn archive(
    job: &Job,
    path: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<ParsedFile>, IngestError> {
    let mut files: Vec<ParsedFile> = Vec::new();
    let mut skipped: Vec<(String, IngestError)> = Vec::new();
    container::entries(bytes, |entry| {
        job.check()?;
        let name = entry.name;
        let parsed = entry.content.and_then(|content| match container::format(&content, &name)? {
            Format::Archive => {
                Err(IngestError::NotWhatItSays { named: extension(&name), found: "zip".to_owned() })
            }
            format => one(job, path, Some(&name), &content, format, options),
        });
        match parsed {
            Ok(file) => files.push(file),
            Err(IngestError::Cancelled(cancelled)) => return Err(cancelled.into()),
            Err(error) => skipped.push((name, error)),
        }
        Ok(())
    })?;
    let beside = |file: &ParsedFile| {
        let name = file.inner.as_deref().unwrap_or_default();
        files.iter().any(|other| comes_with(&options.known, &other.kind, name))
    };
    let (beside, kept): (Vec<_>, Vec<_>) = files.iter().cloned().partition(beside);
    files = kept;
    match files.first_mut() {
        Some(first) => {
            for (name, error) in skipped {
                first.warnings.push(crate::domain::Warning::of_file(
                    WarningCode::EntriesSkipped,
                    format!("{name}: {error}"),
                    1,
                ));
            }
            for file in beside {
                first.warnings.push(crate::domain::Warning::of_file(
                    WarningCode::EntriesSkipped,
                    file.inner.unwrap_or_default(),
                    1,
                ));
            }
            Ok(files)
        }
        None => Err(IngestError::of_archive(skipped)),
    }
}

/// Whether a file of an archive comes with one of this kind that lies beside it.
pub(super) fn comes_with(known: &Known, kind: &KindId, name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let names = known.find(&kind.0).map_or(&[][..], |kind| &kind.beside);
    names.iter().any(|beside| beside.eq_ignore_ascii_case(file))
}

fn one(
    job: &Job,
    path: &str,
    inner: Option<&str>,
    bytes: &[u8],
    format: Format,
    options: &ReadOptions,
) -> Result<ParsedFile, IngestError> {
    let name = inner.unwrap_or(path);
    job.report("open", name, 0, 0);
    let opened = place::open(bytes, format, Origin { path, inner }, options, true)?;
    let Opened { document, place, options, saved } = opened;
    let mut options = options;
    let mut facts = NameFacts::of(name);
    if let Some(session) = options.session_of(path).cloned() {
        // What shows no money and no clock of its own has those of the session's account.
        let told = options.to_mut();
        told.currency = session.account.currency.clone();
        told.time_zone.clone_from(&session.account.time_zone);
        facts.given = Some(session);
    }
    let options = &*options;
    let mut remarks = Remarks::default();
    let mut tables = ParsedTables::default();
    remarks.warn(WarningCode::ReplacedBytes, "", document.replaced);
    for (what, count) in &document.left_out {
        remarks.warn(WarningCode::MessagesCounted, format!("{what} ×{count}"), *count);
    }

    let columns = if place.kind.layout == Layout::Workbook {
        let kind = place.kind;
        workbook::read(job, kind, options, &facts, &document, &mut tables, &mut remarks)?
    } else {
        table(job, name, &document, &place, options, &facts, &mut tables, &mut remarks)?
    };
    remarks.at_no_row();
    let dropped = grains::drop_parents(&mut tables.channels, place.kind);
    remarks.rows_skipped += dropped;
    remarks.warn(WarningCode::TotalRowsSkipped, "", dropped);
    let added = grains::add_up(&mut tables.sessions, place.kind);
    remarks.rows_skipped += added;
    remarks.warn(WarningCode::RowsAddedUp, "", added);
    job.check()?;

    let read = About {
        path,
        inner,
        sha256: hex(&Sha256::digest(bytes)),
        size: bytes.len() as u64,
        encoding: document.encoding,
        header_row: place.header.map_or(0, |at| document.sheets[place.sheet].rows[at].number),
        exported: filename::at(facts.exported, &columns.zone),
        template: saved,
    };
    Ok(read.parsed(place.kind, options, remarks, tables))
}

/// What is known of a file besides its rows.
pub(super) struct About<'a> {
    pub path: &'a str,
    pub inner: Option<&'a str>,
    pub sha256: String,
    pub size: u64,
    pub encoding: &'static str,
    pub header_row: u32,
    pub exported: Option<jiff::Timestamp>,
    /// Name of the kept template it was read with.
    pub template: Option<String>,
}

impl About<'_> {
    /// The file with what was read from it.
    pub fn parsed(
        self,
        kind: &KindDef,
        options: &ReadOptions,
        remarks: Remarks,
        tables: ParsedTables,
    ) -> ParsedFile {
        ParsedFile {
            path: self.path.to_owned(),
            inner: self.inner.map(str::to_owned),
            sha256: self.sha256,
            size: self.size,
            kind: kind.id.clone(),
            platform: options.template.as_ref().and_then(|t| t.platform).unwrap_or(kind.platform),
            encoding: self.encoding.to_owned(),
            header_row: self.header_row,
            rows_read: remarks.rows_read,
            rows_skipped: remarks.rows_skipped,
            rows_rejected: remarks.rows_rejected,
            warnings: remarks.warnings(),
            rejects: remarks.rejects,
            unknown_columns: remarks.unknown_columns,
            mapping: remarks.mapping,
            columns: remarks.columns,
            template: self.template,
            offers: remarks.offers,
            as_of: self.exported,
            merge_group: kind.merge_group.clone(),
            tables,
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "everything one table is read with")]
fn table(
    job: &Job,
    document_name: &str,
    document: &Document,
    place: &Place<'_>,
    options: &ReadOptions,
    name: &NameFacts,
    tables: &mut ParsedTables,
    remarks: &mut Remarks,
) -> Result<Columns, IngestError> {
    let sheet = &document.sheets[place.sheet];
    let header = place.header.map(|at| &sheet.rows[at]);
    let first = place.header.map_or(0, |at| at + 1);
    let rows = &sheet.rows[first.min(sheet.rows.len())..];
    let columns = columns_of(job, document, place, rows, options, name, remarks)?;
    if rows.iter().all(Row::is_blank) {
        return Err(IngestError::Empty);
    }
    let above = &sheet.rows[..place.header.unwrap_or(0)];
    let span = periods::span_of(above, document_name).filter(|_| place.kind.period.is_some());
    let reader = TableReader { span, ..reader_of(job, place.kind, options, name, &columns) };
    reader.read(sheet, first, header, tables, remarks)?;
    periods::figures(&reader, sheet, first, header, tables, remarks)?;
    Ok(columns)
}

/// The columns of a table; `rows` are all those below its header.
///
/// Errors: what a table of this kind must have is not there.
pub(super) fn columns_of(
    job: &Job,
    document: &Document,
    place: &Place,
    rows: &[Row],
    options: &ReadOptions,
    name: &NameFacts,
    remarks: &mut Remarks,
) -> Result<Columns, IngestError> {
    let kind = place.kind;
    let header = place.header.map(|at| &document.sheets[place.sheet].rows[at]);
    let (list, mut free) = match (&options.template, header) {
        (Some(template), _) => columns::map_template(header, template, kind, remarks)?,
        (None, Some(header)) => columns::map(header, &kind.table, kind.grain, remarks),
        (None, None) => (Vec::new(), Vec::new()),
    };
    // A platform's second header for the same thing is known, only not needed.
    if options.template.is_none() && !kind.generic {
        free.retain(|(_, header)| detect::lookup(&kind.table, &normalise(header)).is_none());
    }
    let width = header.map_or(0, Row::width);
    let columns = columns::settle(list, free, width, rows, kind, options, remarks);
    remarks.in_sheet(&document.sheets[place.sheet].name);
    columns::note(&columns, kind.grain, remarks);
    if options.template.is_none() && kind.grain != Grain::Visits {
        remarks.offers = offers::of(kind, &columns, rows);
    }

    let has_rules = options.template.as_ref().is_some_and(|t| !t.rules.is_empty());
    let mut needed: Vec<String> = kind.table.require.clone();
    if kind.grain == Grain::Events && !has_rules {
        needed.push("action".to_owned());
    }
    let lacking: Vec<String> = needed
        .into_iter()
        .filter(|entry| {
            let ranged = entry.contains("start_at") && columns.has("time_range");
            !ranged && !entry.split('|').any(|n| columns.has(n))
        })
        .collect();
    if !lacking.is_empty() {
        return Err(place::missing(kind, &lacking, document));
    }
    let says_session =
        columns.has("session_id") || columns.has("session_start") || name.session_start.is_some();
    let says_session = says_session || name.given.is_some();
    if kind.needs_session
        && !says_session
        && reader_of(job, kind, options, name, &columns).room().is_none()
    {
        return Err(IngestError::NoSession);
    }
    Ok(columns)
}

/// What reads the rows below a header.
pub(super) fn reader_of<'a>(
    job: &'a Job,
    kind: &'a KindDef,
    options: &'a ReadOptions,
    name: &'a NameFacts,
    columns: &'a Columns,
) -> TableReader<'a> {
    TableReader {
        job,
        kind,
        grain: kind.grain,
        options,
        name,
        columns,
        require: &kind.table.require,
        span: None,
    }
}
