//! Making files in memory, reading them, and showing what was read.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use fupan::domain::{Job, ParsedRow, ParsedTables, Record};
use fupan::ingest::{IngestError, ParsedFile, ReadOptions, Template, read_bytes};
use jiff::Timestamp;
use rust_xlsxwriter::Workbook;
use serde::Serialize;
use serde_json::Value;

pub fn job() -> Job {
    Job::new("2026-09-30T00:00:00Z".parse::<Timestamp>().unwrap(), 1)
}

/// A cell of a made workbook: numbers as numbers, the rest as text.
pub enum C {
    T(&'static str),
    N(f64),
}

pub fn texts(cells: &[&'static str]) -> Vec<C> {
    cells.iter().map(|text| C::T(text)).collect()
}

/// A workbook of named sheets of rows; empty texts are left out.
pub fn xlsx(sheets: &[(&str, Vec<Vec<C>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match cell {
                    C::T("") => {}
                    C::T(text) => drop(sheet.write_string(row, column, *text).unwrap()),
                    C::N(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// An archive of files, with names as raw bytes where they are not UTF-8.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<ParsedFile>, IngestError> {
    read_bytes(&job(), name, bytes, &ReadOptions::default())
}

pub fn one(name: &str, bytes: &[u8]) -> ParsedFile {
    let mut files = read(name, bytes).unwrap();
    assert_eq!(files.len(), 1);
    files.remove(0)
}

pub fn with_template(name: &str, bytes: &[u8], template: &str) -> Result<ParsedFile, IngestError> {
    let options = ReadOptions::with_template(Template::parse(template)?);
    read_bytes(&job(), name, bytes, &options).map(|mut files| files.remove(0))
}

/// Everything there is to say about a file, as text.
pub fn show(file: &ParsedFile) -> String {
    let mut out = String::new();
    writeln!(
        out,
        "{} {} {} header row {}, as of {}, group {}",
        file.kind,
        file.platform.word(),
        file.encoding,
        file.header_row,
        file.as_of.map_or("-".to_owned(), |at| at.to_string()),
        file.merge_group,
    )
    .unwrap();
    writeln!(
        out,
        "read {} skipped {} rejected {}",
        file.rows_read, file.rows_skipped, file.rows_rejected
    )
    .unwrap();
    for (header, name) in &file.mapping {
        writeln!(out, "  {header} → {name}").unwrap();
    }
    if !file.unknown_columns.is_empty() {
        writeln!(out, "unknown: {}", file.unknown_columns.join(" | ")).unwrap();
    }
    for w in &file.warnings {
        writeln!(out, "! {:?} {} ×{}", w.code, w.message, w.count).unwrap();
    }
    for r in &file.rejects {
        writeln!(out, "× {}:{} {} [{}] [{}]", r.sheet, r.row, r.reason, r.column, r.value).unwrap();
    }
    let ParsedTables {
        sessions,
        session_products,
        channels,
        minutes,
        segments,
        orders,
        refunds,
        products,
        viewers,
        comments,
        events,
        visits,
        income,
        periods,
    } = &file.tables;
    rows(&mut out, sessions);
    rows(&mut out, session_products);
    rows(&mut out, channels);
    rows(&mut out, minutes);
    rows(&mut out, segments);
    rows(&mut out, orders);
    rows(&mut out, refunds);
    rows(&mut out, products);
    rows(&mut out, viewers);
    rows(&mut out, comments);
    rows(&mut out, &events.rows().collect::<Vec<_>>());
    rows(&mut out, visits);
    rows(&mut out, income);
    rows(&mut out, periods);
    out
}

fn rows<F: Record + Serialize>(out: &mut String, rows: &[ParsedRow<F>]) {
    for row in rows {
        write!(out, "{} {}:{}", F::TABLE, row.origin.sheet, row.origin.row).unwrap();
        if let Some(account) = &row.account {
            write!(
                out,
                " @{} {} {} {} {}",
                account.platform.word(),
                account.external_id.as_deref().unwrap_or("-"),
                account.name.as_deref().unwrap_or("-"),
                account.currency,
                account.time_zone
            )
            .unwrap();
        }
        if let Some(session) = &row.session {
            let start = session.start_at.map_or("-".to_owned(), |at| at.to_string());
            write!(out, " session {} {start}", session.external_id.as_deref().unwrap_or("-"))
                .unwrap();
        }
        if let Some(product) = &row.product {
            write!(
                out,
                " product {} {}",
                product.external_id.as_deref().unwrap_or("-"),
                product.name.as_deref().unwrap_or("-")
            )
            .unwrap();
        }
        if let Some(identity) = &row.identity {
            write!(out, " person {}", identity.0).unwrap();
        }
        out.push('\n');
        if let Value::Object(facts) = serde_json::to_value(&row.facts).unwrap() {
            for (name, value) in facts.iter().filter(|(_, value)| !value.is_null()) {
                write!(out, "   {name}={value}").unwrap();
            }
            out.push('\n');
        }
        if !row.reported.is_empty() {
            let list: Vec<String> =
                row.reported.iter().map(|(name, value)| format!("{name}={value:.6}")).collect();
            writeln!(out, "   reported {}", list.join(" ")).unwrap();
        }
    }
}
