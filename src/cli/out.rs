//! The one place that writes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the command line's output")]

use std::io::Write as _;

use serde::Serialize;

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
