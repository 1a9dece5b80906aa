//! A workbook: one sheet a table, numbers as numbers, missing cells empty, the data dictionary
//! last. Words are written as words; a sheet has no formula.

use rust_xlsxwriter::{Color, Format as Look, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::present::pages::export::{Cell, Format, Table, TableName};
use crate::present::text::{Lang, export as text};

/// What stands on the first sheet beside the list of sheets.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// What it is about.
    pub title: &'a str,
    /// Which session or sessions.
    pub scope: &'a str,
    /// The verdict; may be empty.
    pub verdict: &'a str,
    /// When and with what it was made.
    pub made: &'a str,
}

/// A workbook that could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be made: {0}")]
pub struct WorkbookError(String);

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// What Excel keeps of one cell at most.
const LONGEST: usize = 32_000;

/// The workbook as bytes.
pub fn workbook(about: &About<'_>, tables: &[Table], lang: Lang) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    first_sheet(&mut book, about, tables, lang)?;
    for table in tables {
        sheet(&mut book, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn first_sheet(
    book: &mut Workbook,
    about: &About<'_>,
    tables: &[Table],
    lang: Lang,
) -> Result<(), WorkbookError> {
    let [name, scope, verdict, made, sheets] = text::about(lang);
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    sheet.set_column_width(0, 14)?;
    sheet.set_column_width(1, 90)?;
    let (strong, wrap) = (Look::new().set_bold(), wrapped());
    let list = tables.iter().map(|t| t.title.as_str()).collect::<Vec<_>>().join(" · ");
    let lines = [
        (name, about.title),
        (scope, about.scope),
        (verdict, about.verdict),
        (made, about.made),
        (sheets, &list),
    ];
    let said = lines.into_iter().filter(|(_, words)| !words.is_empty());
    for (row, (label, words)) in (0..).zip(said) {
        sheet.write_string_with_format(row, 0, label, &strong)?;
        sheet.write_string_with_format(row, 1, words, &wrap)?;
    }
    Ok(())
}

fn sheet(book: &mut Workbook, table: &Table) -> Result<(), WorkbookError> {
    let sheet = book.add_worksheet();
    sheet.set_name(&table.title)?;
    let head = Look::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00F3_F1ED))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let looks = [Format::Count, Format::Money, Format::Share, Format::Plain].map(look);
    let wrap = wrapped();
    let wordy = table.name == TableName::Dictionary;
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, &column.head, &head)?;
        sheet.set_column_width(at, width(table, usize::from(at)))?;
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for (at, cell) in (0u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(words) => {
                    let words: String = words.chars().take(LONGEST).collect();
                    if wordy {
                        sheet.write_string_with_format(row, at, words, &wrap)?;
                    } else {
                        sheet.write_string(row, at, words)?;
                    }
                }
                Cell::Number(value, format) => {
                    sheet.write_number_with_format(row, at, *value, &looks[*format as usize])?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, u16::from(!wordy))?;
    let last = (table.rows.len() as u32, (table.columns.len().max(1) - 1) as u16);
    sheet.autofilter(0, 0, last.0, last.1)?;
    Ok(())
}

fn look(format: Format) -> Look {
    match format {
        Format::Count => Look::new().set_num_format("#,##0"),
        Format::Money => Look::new().set_num_format("#,##0.00"),
        Format::Share => Look::new().set_num_format("0.00%"),
        Format::Plain => Look::new(),
    }
}

fn wrapped() -> Look {
    Look::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// As wide as its longest words, within reason: Han characters count twice.
fn width(table: &Table, column: usize) -> f64 {
    let wide =
        |words: &str| words.chars().map(|c| if u32::from(c) >= 0x2e80 { 2 } else { 1 }).sum();
    let head: usize = wide(&table.columns[column].head) + 3;
    let longest = table.rows.iter().filter_map(|row| match row.get(column)? {
        Cell::Text(words) => Some(wide(words)),
        Cell::Number(..) => Some(11),
        Cell::Empty => None,
    });
    longest.fold(head, usize::max).clamp(8, 48) as f64 + 1.0
}
