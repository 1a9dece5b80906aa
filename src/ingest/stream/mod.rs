//! Large logs, read piece by piece: the file never lies in memory as a whole, and of its rows
//! only the numbers stay.
//!
//! Every rule is that of the reader of whole files; what cannot be decided by passing over the
//! file once goes back to it.

mod book;
mod quick;
mod records;
mod tape;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;

use super::columns::{Columns, DayVotes};
use super::container::{self, Format};
use super::filename::{self, NameFacts};
use super::grid::{Cells, Document, Row};
use super::kind::{Grain, KindDef, Layout};
use super::limits::{CHECK_EVERY, HEAD, MAX_FILE, MAX_STREAMED, STREAM_FROM};
use super::place::{self, Opened, Origin, Place};
use super::reader::{About, columns_of, reader_of};
use super::remarks::Remarks;
use super::table::Feed;
use super::{IngestError, ParsedFile, ReadOptions};
use crate::domain::{Job, ParsedTables};
use quick::Quick;
use records::Records;
use tape::{Code, Tape, codes};

/// Rows at the beginning that everything is recognised by. The reader of whole files looks at
/// no more.
const HEAD_ROWS: usize = 61;

/// Why reading stopped before the end.
#[derive(Debug)]
enum Halt {
    /// The file is not in this encoding.
    Encoding,
    /// The order of day and month must be known first.
    Days,
    /// The reader of whole files must decide.
    Elsewhere,
    /// A real failure.
    Failed(IngestError),
}

impl From<IngestError> for Halt {
    fn from(error: IngestError) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::domain::Cancelled> for Halt {
    fn from(cancelled: crate::domain::Cancelled) -> Self {
        Self::Failed(cancelled.into())
    }
}

/// Reads a large log. `None` when the file is none, or must be read as a whole.
pub(super) fn read(
    job: &Job,
    path: &Path,
    options: &ReadOptions,
) -> Result<Option<ParsedFile>, IngestError> {
    let Ok(mut file) = File::open(path) else {
        return Ok(None);
    };
    let size = match file.metadata() {
        Ok(meta) if meta.is_file() => meta.len(),
        _ => return Ok(None),
    };
    if size < STREAM_FROM {
        return Ok(None);
    }
    if size > MAX_STREAMED {
        return Err(IngestError::TooLarge { size, limit: MAX_STREAMED });
    }
    let name = path.to_string_lossy();
    let mut start = [0; 4];
    let is_packed = file.read(&mut start).is_ok_and(|length| start[..length].starts_with(b"PK"));
    if is_packed {
        return match super::reader::load(path) {
            Ok(bytes) => book::read(job, &name, &bytes, options),
            Err(_) => Ok(None),
        };
    }
    if file.seek(SeekFrom::Start(0)).is_err() {
        return Ok(None);
    }
    match log(job, &name, &mut file, size, options) {
        Err(error) if size <= MAX_FILE && !matches!(error, IngestError::Cancelled(_)) => Ok(None),
        other => other,
    }
}

/// Reads a log from its beginning.
fn log(
    job: &Job,
    name: &str,
    file: &mut (impl Read + Seek),
    size: u64,
    options: &ReadOptions,
) -> Result<Option<ParsedFile>, IngestError> {
    job.check()?;
    let unreadable = |error: std::io::Error| IngestError::Unreadable {
        reason: crate::domain::FileTrouble::of(&error),
        detail: error.to_string(),
    };
    let mut head = Vec::new();
    // One more than the beginning, so that it is known to be one.
    file.take(HEAD as u64 + 2).read_to_end(&mut head).map_err(unreadable)?;
    if head.starts_with(b"PK") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(None);
    }
    if container::format(&head, name)? != Format::Text {
        return Ok(None);
    }
    job.report("open", name, 0, 0);
    let origin = Origin { path: name, inner: None };
    let opened = place::open(&head, Format::Text, origin, options, false)?;
    let Opened { document, place, options, saved } = opened;
    let options = &*options;
    let template = options.template.as_ref();
    if !is_log(place.kind) || document.sheets[0].rows.len() < HEAD_ROWS {
        return Ok(None);
    }
    let facts = NameFacts::of(name);
    let log = Log {
        job,
        name,
        size,
        options,
        document: &document,
        place: &place,
        facts: &facts,
        saved: saved.as_deref(),
    };
    for code in codes(&head, template.and_then(|t| t.encoding.as_deref())) {
        let mut votes = None;
        loop {
            file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
            match log.pass(&mut *file, code, votes.as_deref()) {
                Ok(parsed) => return Ok(Some(parsed)),
                Err(Halt::Encoding) => break,
                Err(Halt::Days) if votes.is_none() => {
                    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
                    match log.votes(&mut *file, code) {
                        Ok(all) => votes = Some(all),
                        Err(Halt::Encoding) => break,
                        Err(Halt::Failed(error)) => return Err(error),
                        Err(_) => return elsewhere(size),
                    }
                }
                Err(Halt::Failed(error)) => return Err(error),
                Err(_) => return elsewhere(size),
            }
        }
    }
    elsewhere(size)
}

/// Kinds whose rows are read one by one, each for itself.
fn is_log(kind: &KindDef) -> bool {
    kind.layout == Layout::Table && matches!(kind.grain, Grain::Events | Grain::Comments)
}

/// The reader of whole files has its own limit.
fn elsewhere(size: u64) -> Result<Option<ParsedFile>, IngestError> {
    if size > MAX_FILE { Err(IngestError::TooLarge { size, limit: MAX_FILE }) } else { Ok(None) }
}

/// A log that was recognised by its beginning.
struct Log<'a> {
    job: &'a Job,
    name: &'a str,
    size: u64,
    options: &'a ReadOptions,
    document: &'a Document,
    place: &'a Place<'a>,
    facts: &'a NameFacts,
    /// Name of the kept template it is read with.
    saved: Option<&'a str>,
}

impl Log<'_> {
    /// Records of the file, and how many stand above the first row of data.
    fn records<R: Read>(&self, file: R, code: Code) -> Result<(Records<R>, usize), Halt> {
        let delimiter = self.document.delimiter.unwrap_or(',') as u8;
        let above = self.place.header.map_or(0, |at| at + 1);
        Ok((Records::new(Tape::new(file, code), delimiter)?, above))
    }

    fn columns(&self, remarks: &mut Remarks) -> Result<Columns, Halt> {
        // Separators and currencies of amounts would have to be known before: logs have none.
        let columns =
            columns_of(self.job, self.document, self.place, &[], self.options, self.facts, remarks)
                .map_err(Halt::Failed)?;
        if columns.has("currency") || columns.has("country") {
            return Err(Halt::Elsewhere);
        }
        Ok(columns)
    }

    /// The columns with what all values showed about day and month, when that was looked at.
    fn decided(&self, votes: Option<&[DayVotes]>, remarks: &mut Remarks) -> Result<Columns, Halt> {
        let mut columns = self.columns(remarks)?;
        for (column, votes) in columns.list.iter_mut().zip(votes.unwrap_or_default()) {
            if column.is_time() {
                column.order = votes.order(column, self.place.kind, &columns.currency.0, remarks);
            }
        }
        remarks.in_sheet(&self.document.sheets[self.place.sheet].name);
        Ok(columns)
    }

    /// What all values of each column show about day and month.
    fn votes(&self, file: impl Read, code: Code) -> Result<Vec<DayVotes>, Halt> {
        let columns = self.columns(&mut Remarks::default())?;
        let (mut records, above) = self.records(file, code)?;
        let mut votes = vec![DayVotes::default(); columns.list.len()];
        let mut record = StringRecord::new();
        let mut at = 0;
        while let Some(number) = records.read(&mut record)? {
            if at % CHECK_EVERY == 0 {
                self.job.check()?;
                self.job.report("open", self.name, records.tape().read, self.size);
            }
            if at >= above {
                for (column, votes) in columns.list.iter().zip(&mut votes) {
                    if let Some(text) = record.get(column.at).filter(|_| column.is_time())
                        && !super::cell::is_missing_number(text)
                    {
                        votes.see(number, text.trim());
                    }
                }
            }
            at += 1;
        }
        Ok(votes)
    }

    /// Reads the whole file once.
    fn pass(
        &self,
        file: impl Read,
        code: Code,
        votes: Option<&[DayVotes]>,
    ) -> Result<ParsedFile, Halt> {
        let kind = self.place.kind;
        let mut remarks = Remarks::default();
        let tables = ParsedTables::default();
        let columns = self.decided(votes, &mut remarks)?;
        let header = self.place.header.map(|at| &self.document.sheets[0].rows[at]);
        let (mut records, above) = self.records(file, code)?;
        let reader = reader_of(self.job, kind, self.options, self.facts, &columns);
        let sheet = Arc::from("");
        let feed = Feed::new(&reader, &sheet, header, None);
        let mut quick = (kind.grain == Grain::Events)
            .then(|| Quick::of(&columns, kind, self.options.template.as_ref()))
            .flatten();
        if let (Some(quick_way), Some(Row { cells: Cells::Record(header), .. })) =
            (&mut quick, header)
            && quick_way.could_be_data(header)
        {
            // Its repetitions must be told from data, row by row.
            quick = None;
        }
        let mut rows = Rows { feed, quick, tables, knows_days: votes.is_some() };
        let mut record = StringRecord::new();
        // The last row of data is held back: it may be cut off.
        let mut held: Option<(StringRecord, u32)> = None;
        let mut blanks = 0;
        let mut at = 0;
        while let Some(number) = records.read(&mut record)? {
            if at % CHECK_EVERY == 0 {
                self.job.check()?;
                self.job.report("read", "", records.tape().read, self.size);
            }
            at += 1;
            if at <= above {
                continue;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                blanks += 1;
                continue;
            }
            if let Some((held, number)) = &held {
                rows.take(held, *number, false, &mut remarks)?;
            }
            rows.feed.blank_rows(std::mem::take(&mut blanks));
            let (room, room_number) = held.get_or_insert_default();
            std::mem::swap(room, &mut record);
            *room_number = number;
        }
        // Nothing below the header.
        let (last, number) = held.ok_or(Halt::Elsewhere)?;
        rows.take(&last, number, records.open_end, &mut remarks)?;
        let tables = rows.tables;
        self.job.check()?;
        let read = About {
            path: self.name,
            inner: None,
            sha256: records.tape().sha256(),
            size: records.tape().read,
            encoding: code.name,
            header_row: header.map_or(0, |row| row.number),
            exported: filename::at(self.facts.exported, &columns.zone),
            template: self.saved.map(str::to_owned),
        };
        Ok(read.parsed(kind, self.options, remarks, tables))
    }
}

/// Takes rows in, the quick way where that is known to give the same.
struct Rows<'a> {
    feed: Feed<'a>,
    quick: Option<Quick>,
    tables: ParsedTables,
    /// The order of day and month was decided by all values.
    knows_days: bool,
}

impl Rows<'_> {
    fn take(
        &mut self,
        record: &StringRecord,
        number: u32,
        is_last: bool,
        remarks: &mut Remarks,
    ) -> Result<(), Halt> {
        let before = self.tables.events.len();
        if let Some(quick) = &mut self.quick
            && !is_last
            && !self.feed.is_at_first()
            && quick.take(record, number, &mut self.tables.events)
        {
            self.feed.pass(record.len(), remarks);
            return Ok(());
        }
        let said = remarks.said;
        let row = Row { number, cells: Cells::Record(record.clone()) };
        if !self.knows_days && self.feed.needs_days(&row) {
            return Err(Halt::Days);
        }
        self.feed.row(&row, is_last, &mut self.tables, remarks);
        if let Some(quick) = &mut self.quick
            && remarks.said == said
            && self.tables.events.len() > before
            && let Some(event) = self.tables.events.last()
        {
            quick.learn(record, &event);
        }
        Ok(())
    }
}
