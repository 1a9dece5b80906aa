//! Tables given by their columns, so that a test can shuffle them.

use fupan::ingest::recognise_bytes;

use super::support::{C, xlsx};

/// A header and its cells.
pub type Column = (&'static str, &'static [&'static str]);

/// The header and the rows of some columns; columns may be of different length.
pub fn grid(columns: &[Column]) -> Vec<Vec<C>> {
    let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let mut out = vec![columns.iter().map(|(header, _)| C::T(header)).collect()];
    for row in 0..rows {
        let cell = |cells: &&'static [&'static str]| C::T(cells.get(row).copied().unwrap_or(""));
        out.push(columns.iter().map(|(_, cells)| cell(cells)).collect());
    }
    out
}

/// A workbook of one sheet, with rows above its header.
pub fn book(sheet: &str, above: &[&'static str], columns: &[Column]) -> Vec<u8> {
    let mut rows: Vec<Vec<C>> = above.iter().map(|text| vec![C::T(text)]).collect();
    rows.extend(grid(columns));
    xlsx(&[(sheet, rows)])
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The same table as text, its columns in another order, its brackets full-width and with a column
/// that nobody knows.
fn disguised(columns: &[Column], step: usize) -> String {
    let count = columns.len();
    let mut lines = vec![quoted("新列")];
    let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    lines.extend((0..rows).map(|_| quoted("x")));
    // A step that shares no factor with the number of columns visits each of them once.
    for at in (0..count).map(|at| (at * step + step) % count) {
        let (header, cells) = columns[at];
        let header = header.replace('(', "（").replace(')', "）");
        for (row, line) in lines.iter_mut().enumerate() {
            let cell = match row {
                0 => header.as_str(),
                _ => cells.get(row - 1).copied().unwrap_or(""),
            };
            line.push(',');
            line.push_str(&quoted(cell));
        }
    }
    lines.join("\n")
}

fn shares_no_factor(one: usize, other: usize) -> bool {
    !(2..=one).any(|f| one.is_multiple_of(f) && other.is_multiple_of(f))
}

/// However its columns are ordered and its brackets written, the table is of this kind.
pub fn is_known_in_disguise(kind: &str, columns: &[Column]) {
    let steps = (1..columns.len()).filter(|step| shares_no_factor(*step, columns.len()));
    let mut tried = 0;
    for step in steps {
        let text = disguised(columns, step);
        let found = recognise_bytes("a.csv", text.as_bytes());
        assert_eq!(found.map(|f| f.kind.0), Ok(kind.to_owned()), "step {step}:\n{text}");
        tried += 1;
    }
    assert!(tried > 1);
}
