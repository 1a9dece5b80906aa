//! CSV as spreadsheets open it: UTF-8 with a mark at the start, quotes where they are needed, and
//! no cell of somebody's file that would run as a formula.

use crate::present::pages::export::{Cell, Table};

/// By which Excel knows the encoding.
pub(super) const MARK: &str = "\u{feff}";

/// A table as CSV: numbers plain, a missing one empty.
pub fn table_csv(table: &Table) -> String {
    let mut text = String::from(MARK);
    record(&mut text, table.columns.iter().map(|column| harmless(&column.head)));
    for row in &table.rows {
        record(
            &mut text,
            row.iter().map(|cell| match cell {
                Cell::Empty => String::new(),
                Cell::Text(words) => harmless(words),
                // Our own number, the shortest that reads back to the same: no formula.
                Cell::Number(value, _) => value.to_string(),
            }),
        );
    }
    text
}

/// One record; cells are harmless already.
pub(super) fn record(text: &mut String, cells: impl IntoIterator<Item = String>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

/// A cell of somebody's file that a spreadsheet would run as a formula is kept as text.
pub(super) fn harmless(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        Some('-') if cell.parse::<f64>().is_err() => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn quoted(cell: String) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
