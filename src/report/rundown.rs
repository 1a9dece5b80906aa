//! The run-down of a plan: a sheet to print, and calendar entries (RFC 5545).

use std::fmt::Write;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::svg::escaped;
use super::workbook::{About, WorkbookError, workbook};
use super::{document, sections_evaluate};
use crate::present::pages::PlanPage;
use crate::present::pages::export::plan_tables;
use crate::present::pages::plan::{RunDown, RunDownKind, RunDownRow};
use crate::present::text::{Lang, Notice, export, notices, rundown as text};

/// Why a run-down was not written.
#[derive(Debug, thiserror::Error)]
pub enum RunDownError {
    /// Calendar entries need a time.
    #[error("nobody said when the session begins")]
    NoStart,
    /// The workbook could not be made.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

impl RunDownError {
    /// What to tell a person.
    pub fn notice(&self, lang: Lang) -> Notice {
        match self {
            Self::NoStart => text::no_start(lang),
            Self::Workbook(error) => export::not_made(&error.to_string(), lang),
        }
    }
}

/// The run-down as a file of a kind.
///
/// # Errors
/// [`RunDownError`]: calendar entries without a beginning; a workbook that cannot be made.
pub fn run_down_file(
    sheet: &RunDown,
    page: &PlanPage,
    kind: RunDownKind,
    now: Timestamp,
    lang: Lang,
) -> Result<Vec<u8>, RunDownError> {
    let made = notices::report_made(now, lang);
    match kind {
        RunDownKind::Html => Ok(run_down_html(sheet, &made, lang).into_bytes()),
        RunDownKind::Calendar => {
            run_down_ics(sheet, now, lang).map(String::into_bytes).ok_or(RunDownError::NoStart)
        }
        RunDownKind::Workbook => {
            let about =
                About { title: &sheet.title, scope: &sheet.when, verdict: &sheet.aim, made: &made };
            Ok(workbook(&about, &plan_tables(sheet, page, lang), lang)?)
        }
    }
}

/// The sheet as one HTML document that loads nothing and prints to A4.
pub fn run_down_html(sheet: &RunDown, made: &str, lang: Lang) -> String {
    let mut body = String::new();
    let _ = write!(
        body,
        "<h1>{}</h1>\n<p class=\"small\">{}</p>\n<p>{}</p>\n<section class=\"card long\">\n<table>\
         <thead><tr>",
        escaped(&sheet.title),
        escaped(&sheet.when),
        escaped(&sheet.aim)
    );
    for (at, head) in sheet.heads.iter().enumerate() {
        let class = if is_words(at) { " class=\"words\"" } else { "" };
        let _ = write!(body, "<th{class}>{}</th>", escaped(head));
    }
    body.push_str("</tr></thead><tbody>\n");
    for row in &sheet.rows {
        body.push_str("<tr>");
        for (at, cell) in cells(row).iter().enumerate() {
            let class = if is_words(at) { " class=\"words\"" } else { "" };
            let _ = write!(body, "<td{class}>{}</td>", escaped(cell));
        }
        body.push_str("</tr>\n");
    }
    let _ = write!(
        body,
        "</tbody></table>\n<p class=\"sentence\">{}</p></section>\n",
        escaped(&sheet.note)
    );
    sections_evaluate::actions(&mut body, sheet.actions.as_ref(), lang);
    document(&sheet.title, &body, made, lang)
}

/// Time, product and host are words; the rest are figures.
fn is_words(column: usize) -> bool {
    matches!(column, 0 | 2 | 4)
}

fn cells(row: &RunDownRow) -> [String; 7] {
    let name = if row.role.is_empty() {
        row.name.clone()
    } else {
        format!("{} · {}", row.name, row.role)
    };
    [
        row.clock.clone(),
        row.minutes.to_string(),
        name,
        row.price_text.clone(),
        row.host.clone(),
        row.expected_text.clone(),
        // To be written by hand.
        String::new(),
    ]
}

/// One calendar entry a slot; `None` when nobody said when the session begins.
pub fn run_down_ics(sheet: &RunDown, now: Timestamp, lang: Lang) -> Option<String> {
    let begins = sheet.begins?;
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Fupan//Run-down//EN");
    line("CALSCALE", "GREGORIAN");
    for (at, row) in sheet.rows.iter().enumerate() {
        let start = begins.checked_add(i64::from(row.start).minutes()).ok()?;
        let end = start.checked_add(i64::from(row.minutes).minutes()).ok()?;
        line("BEGIN", "VEVENT");
        // The same slot of the same session again replaces its entry.
        line("UID", &format!("{}-{at}@fupan", local(begins)));
        line("DTSTAMP", &format!("{}Z", local(now.to_zoned_datetime(TimeZone::UTC).datetime())));
        line("DTSTART", &local(start));
        line("DTEND", &local(end));
        line("SUMMARY", &said(&row.name));
        let mut words = text::entry(&row.price_text, &row.expected_text, lang);
        if !row.host.is_empty() {
            words = format!("{} · {words}", row.host);
        }
        line("DESCRIPTION", &said(&format!("{} · {words}", sheet.title)));
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    Some(out)
}

/// A time without a zone: half past seven where the session is (RFC 5545, 3.3.5, form 1).
fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// Text as a value (RFC 5545, 3.3.11).
fn said(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line of at most 75 bytes; what is longer goes on after a space (RFC 5545, 3.1).
fn fold(out: &mut String, line: &str) {
    const LONGEST: usize = 75;
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(c);
        bytes += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> RunDown {
        let row = |start, minutes, name: &str| RunDownRow {
            start,
            minutes,
            clock: "19:30–19:52".to_owned(),
            name: name.to_owned(),
            role: String::new(),
            price: Some(59.9),
            price_text: "¥59.90".to_owned(),
            host: "阿禾".to_owned(),
            expected: 2_500.0,
            expected_text: "¥2,500".to_owned(),
        };
        RunDown {
            title: "周六大场".to_owned(),
            when: "11-28 周六 19:30–20:30".to_owned(),
            aim: "预计 ¥5,000".to_owned(),
            begins: Some("2026-11-28T19:30:00".parse().unwrap()),
            heads: std::array::from_fn(|at| format!("h{at}")),
            in_orders: false,
            rows: vec![row(0, 22, "挂耳咖啡, 20 包；<新>"), row(22, 38, &"很长的名字".repeat(12))],
            note: "n".to_owned(),
            actions: None,
        }
    }

    #[test]
    fn every_slot_is_an_entry_at_its_time_and_no_line_is_too_long() {
        let ics =
            run_down_ics(&sheet(), "2026-11-27T00:00:00Z".parse().unwrap(), Lang::Zh).unwrap();
        assert!(ics.lines().all(|line| line.len() <= 75), "{ics}");
        assert!(ics.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
        let whole = ics.replace("\r\n ", "");
        let of = |name: &str| -> Vec<&str> {
            whole.lines().filter_map(|line| line.strip_prefix(name)).collect()
        };
        assert_eq!(of("DTSTART:"), ["20261128T193000", "20261128T195200"]);
        assert_eq!(of("DTEND:"), ["20261128T195200", "20261128T203000"]);
        assert_eq!(of("SUMMARY:")[0], "挂耳咖啡\\, 20 包；<新>");
        assert_eq!(of("SUMMARY:")[1], "很长的名字".repeat(12));
        assert_eq!(of("BEGIN:").len(), of("END:").len());
        assert_ne!(of("UID:")[0], of("UID:")[1]);
        let unknown = RunDown { begins: None, ..sheet() };
        assert_eq!(run_down_ics(&unknown, Timestamp::UNIX_EPOCH, Lang::Zh), None);
    }

    #[test]
    fn the_sheet_loads_nothing_and_shows_names_as_they_are() {
        let html = run_down_html(&sheet(), "made", Lang::Zh);
        assert!(html.contains("挂耳咖啡, 20 包；&lt;新&gt;"), "{html}");
        assert!(!html.contains("http://") && !html.contains("https://"));
        assert_eq!(html.matches("<tr>").count(), 3);
    }
}
