//! Large logs in a workbook: the file lies in memory packed, its rows pass by.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::super::columns::DayVotes;
use super::super::container::{self, Format};
use super::super::filename::{self, NameFacts};
use super::super::grid::{CellRef, Row};
use super::super::limits::CHECK_EVERY;
use super::super::place::{self, Opened, Origin};
use super::super::reader::{About, reader_of};
use super::super::remarks::Remarks;
use super::super::table::Feed;
use super::super::{IngestError, ParsedFile, ReadOptions, cell, xlsx};
use super::{Halt, Log, is_log};
use crate::domain::{Job, ParsedTables, hex};

/// Reads a large log in a workbook. `None` when the file is none, or must be read as a whole.
pub(super) fn read(
    job: &Job,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Option<ParsedFile>, IngestError> {
    if !matches!(container::format(bytes, name), Ok(Format::Workbook)) {
        return Ok(None);
    }
    // What goes wrong here is told by the reader of whole files.
    let origin = Origin { path: name, inner: None };
    let Ok(opened) = place::open(bytes, Format::Workbook, origin, options, false) else {
        return Ok(None);
    };
    let Opened { document, place, options, saved } = opened;
    let options = &*options;
    if !is_log(place.kind) {
        return Ok(None);
    }
    let facts = NameFacts::of(name);
    let size = bytes.len() as u64;
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
    let mut read = log.pass_book(bytes, None);
    if matches!(read, Err(Halt::Days)) {
        read = log.votes_of_book(bytes).and_then(|votes| log.pass_book(bytes, Some(&votes)));
    }
    match read {
        Ok(file) => Ok(Some(file)),
        Err(Halt::Failed(error @ IngestError::Cancelled(_))) => Err(error),
        Err(Halt::Failed(error @ IngestError::TooManyRows { .. })) => Err(error),
        Err(_) => Ok(None),
    }
}

impl Log<'_> {
    /// Hands out the rows below the header.
    fn rows_of_book(
        &self,
        bytes: &[u8],
        stage: &'static str,
        mut visit: impl FnMut(Row) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let sheet = &self.document.sheets[self.place.sheet];
        let above = self.place.header.map_or(0, |at| at + 1);
        let (mut at, mut before) = (0, 0);
        xlsx::each_row(bytes, &sheet.name, |row| {
            if at % CHECK_EVERY == 0 {
                self.job.check()?;
                self.job.report(stage, &*sheet.name, at as u64, 0);
            }
            // Rows in disorder are put in order first.
            if row.number <= before {
                return Err(Halt::Elsewhere);
            }
            before = row.number;
            at += 1;
            if at <= above { Ok(()) } else { visit(row) }
        })
    }

    fn votes_of_book(&self, bytes: &[u8]) -> Result<Vec<DayVotes>, Halt> {
        let columns = self.columns(&mut Remarks::default())?;
        let mut votes = vec![DayVotes::default(); columns.list.len()];
        self.rows_of_book(bytes, "open", |row| {
            for (column, votes) in columns.list.iter().zip(&mut votes) {
                if column.is_time()
                    && let CellRef::Text(text) = row.cell(column.at)
                    && !cell::is_missing_number(text)
                {
                    votes.see(row.number, text.trim());
                }
            }
            Ok(())
        })?;
        Ok(votes)
    }

    fn pass_book(&self, bytes: &[u8], votes: Option<&[DayVotes]>) -> Result<ParsedFile, Halt> {
        let kind = self.place.kind;
        let mut remarks = Remarks::default();
        let mut tables = ParsedTables::default();
        let columns = self.decided(votes, &mut remarks)?;
        let sheet = &self.document.sheets[self.place.sheet];
        let header = self.place.header.map(|at| &sheet.rows[at]);
        let reader = reader_of(self.job, kind, self.options, self.facts, &columns);
        let name = Arc::clone(&sheet.name);
        let mut feed = Feed::new(&reader, &name, header, None);
        self.rows_of_book(bytes, "read", |row| {
            if votes.is_none() && feed.needs_days(&row) {
                return Err(Halt::Days);
            }
            feed.row(&row, false, &mut tables, &mut remarks);
            Ok(())
        })?;
        if remarks.rows_read == 0 {
            return Err(Halt::Elsewhere);
        }
        self.job.check()?;
        let read = About {
            path: self.name,
            inner: None,
            sha256: hex(&Sha256::digest(bytes)),
            size: self.size,
            encoding: self.document.encoding,
            header_row: header.map_or(0, |row| row.number),
            exported: filename::at(self.facts.exported, &columns.zone),
            template: self.saved.map(str::to_owned),
        };
        Ok(read.parsed(kind, self.options, remarks, tables))
    }
}
