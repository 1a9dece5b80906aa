//! Workbooks: every sheet as rows, the declared dimension ignored.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::IngestError;
use super::grid::{Cells, Document, Row, Sheet, Typed};
use super::limits::{MAX_CELLS, MAX_UNPACKED};

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
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => {
            return Err(SheetError::NoCells);
        }
        Err(error) => return Err(SheetError::Ingest(problem(error))),
    };
    let mut rows: Vec<Row> = Vec::new();
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
        let value = typed(cell.get_value(), shift);
        if value == Typed::Empty || column >= 16_384 {
            continue;
        }
        let number = row + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Cells::Typed(Vec::new()) });
        }
        let Some(Row { cells: Cells::Typed(list), .. }) = rows.last_mut() else {
            continue;
        };
        let at = column as usize;
        if list.len() <= at {
            let grown = (at + 1 - list.len()) as u64;
            *budget =
                budget.checked_sub(grown).ok_or(SheetError::Ingest(IngestError::TooLarge {
                    size: MAX_CELLS + 1,
                    limit: MAX_CELLS,
                }))?;
            list.resize(at + 1, Typed::Empty);
        }
        list[at] = value;
    }
    rows.sort_by_key(|row| row.number);
    Ok(rows)
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
