//! A table as it stood in a file: rows of cells, each also available as text.

use std::borrow::Cow;
use std::sync::Arc;

use super::cell::datetime::serial_to_civil;

/// One cell as it stood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum CellRef<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    /// A workbook's date, time or duration, in days; dates since 1899-12-30.
    Serial(f64),
    Bool(bool),
}

impl<'a> CellRef<'a> {
    /// The cell as text; numbers without superfluous decimals, dates in ISO order.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format!("{number}")),
            Self::Serial(days) if days >= 1.0 => Cow::Owned(
                serial_to_civil(days)
                    .map_or_else(|| format!("{days}"), |at| at.strftime("%F %T").to_string()),
            ),
            Self::Serial(days) => Cow::Owned(format!("{days}")),
            Self::Bool(value) => Cow::Borrowed(if value { "TRUE" } else { "FALSE" }),
        }
    }

    pub fn is_blank(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A typed cell of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    Empty,
    Text(Box<str>),
    Number(f64),
    Serial(f64),
    Bool(bool),
}

/// The cells of a row.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Record(csv::StringRecord),
    Typed(Vec<Typed>),
}

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// As a spreadsheet counts, from 1.
    pub number: u32,
    pub cells: Cells,
}

impl Row {
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Record(record) => record.len(),
            Cells::Typed(cells) => cells.len(),
        }
    }

    pub fn cell(&self, index: usize) -> CellRef<'_> {
        match &self.cells {
            Cells::Record(record) => record.get(index).map_or(CellRef::Empty, |text| {
                if text.is_empty() { CellRef::Empty } else { CellRef::Text(text) }
            }),
            Cells::Typed(cells) => match cells.get(index) {
                None | Some(Typed::Empty) => CellRef::Empty,
                Some(Typed::Text(text)) => CellRef::Text(text),
                Some(Typed::Number(number)) => CellRef::Number(*number),
                Some(Typed::Serial(days)) => CellRef::Serial(*days),
                Some(Typed::Bool(value)) => CellRef::Bool(*value),
            },
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = CellRef<'_>> {
        (0..self.len()).map(|index| self.cell(index))
    }

    pub fn is_blank(&self) -> bool {
        self.iter().all(CellRef::is_blank)
    }

    /// Number of cells up to the last that is not blank.
    pub fn width(&self) -> usize {
        (0..self.len())
            .rev()
            .find(|index| !self.cell(*index).is_blank())
            .map_or(0, |index| index + 1)
    }

    pub fn first_filled(&self) -> CellRef<'_> {
        self.iter().find(|cell| !cell.is_blank()).unwrap_or(CellRef::Empty)
    }
}

/// One sheet, or a whole text file.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Empty for a text file.
    pub name: Arc<str>,
    pub rows: Vec<Row>,
    /// The text ends without a line break, or inside quotes: the last row may be cut off.
    pub open_end: bool,
}

/// A file that was opened: its sheets and how it was written.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub encoding: &'static str,
    pub delimiter: Option<char>,
    /// Characters that could not be decoded.
    pub replaced: u64,
    /// What the file holds besides and how often, where it is no table.
    pub left_out: Vec<(String, u64)>,
    pub sheets: Vec<Sheet>,
}

impl Document {
    pub fn is_empty(&self) -> bool {
        self.sheets.iter().all(|sheet| sheet.rows.iter().all(Row::is_blank))
    }
}
