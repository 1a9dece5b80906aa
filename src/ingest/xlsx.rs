//! Workbooks: every sheet as rows, the declared dimension ignored.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::IngestError;
use super::grid::{Cells, Document, Row, Sheet, Typed};
use super::limits::{MAX_CELLS, MAX_SHEET_ROWS, MAX_UNPACKED};

/// Days between the two origins of workbooks.
const DAYS_1904: f64 = 1462.0;

/// Reads a workbook; at most `rows` rows of each sheet when given.
pub(super) fn open(bytes: &[u8], rows: Option<u32>) -> Result<Document, IngestError> {
    guard(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(problem)?;
    let shift = if book.has_1904_epoch() { DAYS_1904 } else { 0.0 };
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    let mut budget = MAX_CELLS;
    for name in names {
        let rows = match sheet_rows(&mut book, &name, rows, shift, &mut budget) {
            Ok(rows) => rows,
            // A chart sheet has no cells.
            Err(SheetError::NoCells) => continue,
            Err(SheetError::Ingest(error)) => return Err(error),
        };
        sheets.push(Sheet { name: Arc::from(name.as_str()), rows, open_end: false });
    }
    Ok(Document { encoding: "xlsx", delimiter: None, replaced: 0, left_out: Vec::new(), sheets })
}

enum SheetError {
    NoCells,
    Ingest(IngestError),
}

fn sheet_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limit: Option<u32>,
    shift: f64,
    budget: &mut u64,
) -> Result<Vec<Row>, SheetError> {
    let mut rows: Vec<Row> = Vec::new();
    visit_rows(book, name, limit, shift, |row| {
        *budget = budget
            .checked_sub(row.len() as u64)
            .ok_or(IngestError::TooManyCells { limit: MAX_CELLS })?;
        rows.push(row);
        Ok(())
    })?;
    rows.sort_by_key(|row| row.number);
    Ok(rows)
}

/// Hands out the rows of one sheet one after the other; `visit` may stop it with an error.
pub(super) fn each_row<E: From<IngestError>>(
    bytes: &[u8],
    sheet: &str,
    mut visit: impl FnMut(Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(problem)?;
    let shift = if book.has_1904_epoch() { DAYS_1904 } else { 0.0 };
    let mut stopped = None;
    let seen = visit_rows(&mut book, sheet, None, shift, |row| {
        visit(row).map_err(|error| {
            stopped = Some(error);
            // Not told to anybody: `stopped` is.
            IngestError::Empty
        })
    });
    match (stopped, seen) {
        (Some(error), _) => Err(error),
        (None, Ok(())) => Ok(()),
        (None, Err(SheetError::NoCells)) => Err(IngestError::Empty.into()),
        (None, Err(SheetError::Ingest(error))) => Err(error.into()),
    }
}

fn visit_rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limit: Option<u32>,
    shift: f64,
    mut visit: impl FnMut(Row) -> Result<(), IngestError>,
) -> Result<(), SheetError> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => {
            return Err(SheetError::NoCells);
        }
        Err(error) => return Err(SheetError::Ingest(problem(error))),
    };
    let mut number = 0;
    let mut list: Vec<Typed> = Vec::new();
    let mut give = |number: u32, list: &mut Vec<Typed>| {
        let cells = Cells::Typed(std::mem::take(list));
        if number == 0 { Ok(()) } else { visit(Row { number, cells }).map_err(SheetError::Ingest) }
    };
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) => return Err(SheetError::Ingest(problem(error))),
        };
        let (row, column) = cell.get_position();
        if limit.is_some_and(|limit| row >= limit) {
            break;
        }
        if row >= MAX_SHEET_ROWS {
            let limit = u64::from(MAX_SHEET_ROWS);
            return Err(SheetError::Ingest(IngestError::TooManyRows { limit }));
        }
        let value = typed(cell.get_value(), shift);
        if value == Typed::Empty || column >= 16_384 {
            continue;
        }
        if number != row + 1 {
            give(number, &mut list)?;
            number = row + 1;
        }
        let at = column as usize;
        if list.len() <= at {
            list.resize(at + 1, Typed::Empty);
        }
        list[at] = value;
    }
    give(number, &mut list)
}

fn typed(value: &DataRef<'_>, shift: f64) -> Typed {
    let text = |text: &str| {
        if text.is_empty() { Typed::Empty } else { Typed::Text(text.into()) }
    };
    match value {
        DataRef::Empty | DataRef::Error(_) => Typed::Empty,
        DataRef::Int(number) => Typed::Number(*number as f64),
        DataRef::Float(number) => Typed::Number(*number),
        DataRef::Bool(value) => Typed::Bool(*value),
        DataRef::SharedString(string) => text(string),
        DataRef::String(string) | DataRef::DateTimeIso(string) | DataRef::DurationIso(string) => {
            text(string)
        }
        DataRef::DateTime(date) => {
            let days = date.as_f64();
            let shift = if date.is_duration() || days < 1.0 { 0.0 } else { shift };
            Typed::Serial(days + shift)
        }
    }
}

/// A workbook is an archive: the same limits hold.
fn guard(bytes: &[u8]) -> Result<(), IngestError> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|e| IngestError::Corrupt { detail: e.to_string() })?;
    let size = archive.decompressed_size().unwrap_or(0);
    if size > u128::from(MAX_UNPACKED) {
        return Err(IngestError::TooLarge {
            size: u64::try_from(size).unwrap_or(u64::MAX),
            limit: MAX_UNPACKED,
        });
    }
    Ok(())
}

fn problem(error: XlsxError) -> IngestError {
    match error {
        XlsxError::Password => IngestError::PasswordProtected,
        other => IngestError::Corrupt { detail: other.to_string() },
    }
}
