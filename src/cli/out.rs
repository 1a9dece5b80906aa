//! The one place that writes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line's output")]

use std::io::{self, ErrorKind, Write as _};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use crate::domain::FileTrouble;
use crate::present::text::Notice;

/// Why people's text could not be printed, the first time that it could not.
static FAILED: Mutex<Option<io::Error>> = Mutex::new(None);

fn keep(result: io::Result<()>) {
    if let Err(error) = result {
        FAILED.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// Whether everything that was printed arrived. A reader that has seen enough (`| head`) is no
/// failure; a full disk is one.
pub fn finish() -> Result<(), FileTrouble> {
    keep(io::stdout().flush());
    let failed = FAILED.lock().unwrap_or_else(PoisonError::into_inner);
    match failed.as_ref().filter(|error| error.kind() != ErrorKind::BrokenPipe) {
        None => Ok(()),
        Some(error) => Err(FileTrouble::of(error)),
    }
}

/// One line of people's text.
pub fn line(text: impl AsRef<str>) {
    keep(writeln!(io::stdout(), "{}", text.as_ref()));
}

/// One JSON document.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    line(text);
    Ok(())
}

/// Text that is complete as it is.
pub fn raw(text: &str) {
    keep(io::stdout().write_all(text.as_bytes()));
}

/// Rows as CSV.
pub fn csv<R>(head: &[&str], rows: impl IntoIterator<Item = R>) -> anyhow::Result<()>
where
    R: IntoIterator<Item = String>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let text = writer.into_inner()?;
    keep(io::stdout().write_all(&text));
    Ok(())
}

/// Messages go to standard error.
pub fn error_line(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// What went wrong and what to do.
pub fn notice(notice: &Notice) {
    error_line(&notice.title);
    for text in [&notice.detail, &notice.action] {
        if !text.is_empty() {
            error_line(&format!("  {text}"));
        }
    }
}

/// A table with aligned columns; wide characters count twice. Columns named in `right` hold
/// numbers.
pub fn table(headers: &[&str], right: &[usize], rows: &[Vec<String>]) {
    let mut widths: Vec<usize> = headers.iter().map(|header| width_of(header)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(width_of(cell));
        }
    }
    let print = |cells: &mut dyn Iterator<Item = &str>| {
        let mut text = String::from("  ");
        for (index, cell) in cells.enumerate() {
            let pad = " ".repeat(widths[index].saturating_sub(width_of(cell)));
            if right.contains(&index) {
                text += &pad;
                text += cell;
            } else {
                text += cell;
                text += &pad;
            }
            text += "  ";
        }
        line(text.trim_end());
    };
    print(&mut headers.iter().copied());
    for row in rows {
        print(&mut row.iter().map(String::as_str));
    }
}

/// Columns a text takes on a terminal: East Asian wide and full-width characters take two.
fn width_of(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{3fffd}' => 2,
            _ => 1,
        })
        .sum()
}
