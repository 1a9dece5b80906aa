//! Cells, workbooks, delimited text and archives, with the writing habits of the platforms.

use std::io::{Cursor, Write};

use jiff::civil::DateTime;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What goes wrong while files are made.
pub type Fault = Box<dyn std::error::Error>;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    T(String),
    /// Number.
    N(f64),
    /// Nothing.
    Empty,
}

/// A text cell.
pub fn t(text: impl Into<String>) -> Cell {
    Cell::T(text.into())
}

/// A count as a number.
pub fn n(count: u64) -> Cell {
    Cell::N(count as f64)
}

/// A row of text cells.
pub fn texts(row: &[&str]) -> Vec<Cell> {
    row.iter().map(|text| t(*text)).collect()
}

/// A workbook with a fixed creation time, so that the same rows give the same bytes.
pub fn workbook(sheets: &[(&str, Vec<Vec<Cell>>)]) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 11, 22)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name)?;
        for (row, cells) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::T(text) => sheet.write_string(row, column, text)?,
                    Cell::N(number) => sheet.write_number(row, column, *number)?,
                    Cell::Empty => continue,
                };
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Comma-separated text.
pub fn delimited<R, C>(rows: R) -> Result<Vec<u8>, Fault>
where
    R: IntoIterator<Item = Vec<C>>,
    C: AsRef<[u8]>,
{
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(row)?;
    }
    Ok(out.into_inner()?)
}

/// An archive of files with a fixed time.
pub fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Fault> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(zip::DateTime::from_date_and_time(2026, 11, 22, 23, 40, 0)?);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(name.as_str(), options)?;
        out.write_all(bytes)?;
    }
    Ok(out.finish()?.into_inner())
}

/// 1/100 as a plain decimal without needless zeros: `61045.3`.
pub fn plain(cents: i64) -> f64 {
    cents as f64 / 100.0
}

/// 1/100 with two decimals: `59.90`.
pub fn fixed(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// 1/100 with thousands commas and two decimals: `1,299.00`.
pub fn grouped(cents: i64) -> String {
    format!("{}.{:02}", commas(cents / 100), cents % 100)
}

/// 1/100 in yuan: `¥236,552`, `¥26,439.25`.
pub fn yuan(cents: i64) -> String {
    if cents % 100 == 0 {
        format!("¥{}", commas(cents / 100))
    } else {
        format!("¥{}", grouped(cents))
    }
}

/// Thousands commas.
pub fn commas(whole: i64) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `part / whole`, if that can be said.
pub fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// A ratio as a percentage with two decimals, or `missing`.
pub fn percent(part: u64, whole: u64, missing: &str) -> String {
    ratio(part as f64, whole as f64)
        .map_or_else(|| missing.to_owned(), |r| format!("{:.2}%", r * 100.0))
}

/// Seconds as `2小时3分17秒`, `1分5秒`, `45秒`; `minute` is 分 or 分钟.
pub fn span(seconds: u64, minute: &str) -> String {
    let (h, m, s) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
    match (h, m) {
        (0, 0) => format!("{s}秒"),
        (0, _) => format!("{m}{minute}{s}秒"),
        _ => format!("{h}小时{m}{minute}{s}秒"),
    }
}

/// `2026/11/21 19:30:00`.
pub fn slashed(at: DateTime) -> String {
    at.strftime("%Y/%m/%d %H:%M:%S").to_string()
}

/// `2026-11-21 19:30:00`.
pub fn dashed(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// `2026-11-21_19-30-00`, for file names.
pub fn named(at: DateTime) -> String {
    at.strftime("%Y-%m-%d_%H-%M-%S").to_string()
}
