//! Comment logs in XML, as recorders of Bilibili write them: every comment becomes a row under
//! headers that say where in the file its cells stood.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::IngestError;
use super::grid::Document;
use super::messages::Log;

/// When the comment was sent, by the recorder's start or by its own time; seconds from the start;
/// author; text.
const HEADERS: [&str; 4] = ["start_time + p[0]", "p[0]", "user", "text"];
/// Elements that are no comment of a viewer: named once each, with how many there were.
const OTHERS: [&str; 3] = ["gift", "guard", "toast"];

/// A comment whose end has not come yet.
struct Open {
    line: u32,
    cells: [String; 3],
    text: String,
}

/// Reads a log; of the beginning of a file what is whole.
///
/// Errors: XML that is no comment log.
pub(super) fn open(
    text: &str,
    encoding: &'static str,
    head: bool,
) -> Result<Document, IngestError> {
    let mut reader = Reader::from_str(text);
    let mut log = Log::new(&HEADERS);
    let mut left_out: BTreeMap<&str, u64> = BTreeMap::new();
    let mut start: Option<Timestamp> = None;
    let mut comment: Option<Open> = None;
    let (mut depth, mut inside, mut line, mut counted) = (0usize, String::new(), 1u32, 0usize);
    let whole = loop {
        let Ok(event) = reader.read_event() else { break false };
        let at = (reader.buffer_position() as usize).min(text.len());
        line += text.get(counted..at).unwrap_or_default().matches('\n').count() as u32;
        counted = at;
        match event {
            Event::Eof => break depth == 0,
            Event::Start(element) => {
                depth += 1;
                element.name().as_ref().clone_into(&mut inside);
                match (depth, inside.as_str()) {
                    (1, "i") => {}
                    (1, _) => return Err(not_a_log()),
                    (_, "d" | "sc") => comment = Some(begin(&element, line, start)),
                    (_, name) => count(&mut left_out, name),
                }
                start = start.or_else(|| recorded(&element));
            }
            Event::Empty(element) => {
                count(&mut left_out, element.name().as_ref());
                start = start.or_else(|| recorded(&element));
            }
            Event::Text(part) => {
                let part = part.xml10_content();
                if let Some(open) = &mut comment {
                    open.text.push_str(&part);
                } else if inside == "record_start_time" {
                    start = start.or_else(|| part.trim().parse().ok());
                }
            }
            Event::CData(part) => {
                if let Some(open) = &mut comment {
                    open.text.push_str(&part.xml10_content());
                }
            }
            Event::GeneralRef(name) => {
                if let Some(open) = &mut comment {
                    let sign = name.resolve_char_ref().ok().flatten().map(String::from);
                    let known = || quick_xml::escape::resolve_predefined_entity(&name.into_inner());
                    open.text
                        .push_str(&sign.or_else(|| known().map(str::to_owned)).unwrap_or_default());
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                inside.clear();
                if let Some(Open { line, cells: [at, offset, user], text }) = comment.take() {
                    log.row(line, &[&at, &offset, &user, &text]);
                }
            }
            _ => {}
        }
    };
    if log.is_empty() && start.is_none() {
        return Err(not_a_log());
    }
    if !whole && !head {
        log.cut_off(line);
    }
    for (name, count) in left_out {
        log.leave_out(name, count);
    }
    Ok(log.document(encoding))
}

fn not_a_log() -> IngestError {
    IngestError::NotWhatItSays { named: String::new(), found: "xml".to_owned() }
}

fn count(left_out: &mut BTreeMap<&str, u64>, name: &str) {
    if let Some(known) = OTHERS.into_iter().find(|other| *other == name) {
        *left_out.entry(known).or_default() += 1;
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// When the recording began, where an element says so.
fn recorded(element: &BytesStart<'_>) -> Option<Timestamp> {
    attribute(element, "start_time")?.parse().ok()
}

/// The author and the moment of a comment: `p` is seconds, mode, size, colour, time and so on; a
/// paid comment has its time as `ts`.
fn begin(element: &BytesStart<'_>, line: u32, start: Option<Timestamp>) -> Open {
    let p = attribute(element, "p").or_else(|| attribute(element, "ts")).unwrap_or_default();
    let mut fields = p.split(',');
    let offset = fields.next().unwrap_or_default().trim().to_owned();
    let own = fields.nth(3).and_then(|time| time.trim().parse::<i64>().ok());
    let seconds =
        offset.parse::<f64>().ok().and_then(|s| SignedDuration::try_from_secs_f64(s).ok());
    let by_start = start.zip(seconds).and_then(|(start, after)| start.checked_add(after).ok());
    let at = by_start.or_else(|| own.and_then(moment));
    let user = attribute(element, "user").unwrap_or_default();
    Open {
        line,
        cells: [at.map_or(String::new(), |at| at.to_string()), offset, user],
        text: String::new(),
    }
}

/// Seconds or thousandths since 1970; smaller numbers are no moment.
fn moment(value: i64) -> Option<Timestamp> {
    match value {
        1_000_000_000..=9_999_999_999 => Timestamp::from_second(value).ok(),
        1_000_000_000_000..=9_999_999_999_999 => Timestamp::from_millisecond(value).ok(),
        _ => None,
    }
}
