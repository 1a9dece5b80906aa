//! The one place that writes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line's output")]

use std::io::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::present::text::Notice;

/// One line of people's text.
pub fn line(text: impl AsRef<str>) {
    // A closed pipe (`| head`) is no failure of ours.
    let _ = writeln!(std::io::stdout(), "{}", text.as_ref());
}

/// One JSON document.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut stdout, value)?;
    writeln!(stdout)?;
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
    let mut widths: Vec<usize> = headers.iter().map(|header| header.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let print = |cells: &mut dyn Iterator<Item = &str>| {
        let mut text = String::from("  ");
        for (index, cell) in cells.enumerate() {
            let pad = " ".repeat(widths[index].saturating_sub(cell.width()));
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
