//! Text files: encoding, delimiter, records with the row numbers a spreadsheet shows.

use std::sync::Arc;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::IngestError;
use super::grid::{Cells, Document, Row, Sheet};

/// A text file, decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub replaced: u64,
    /// The bytes end within a character.
    pub cut: bool,
}

/// Byte order mark → strict UTF-8 → GB18030; `label` when a template names the encoding.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded, IngestError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_8 { "utf-8-bom" } else { named(encoding) };
        return checked(decoded(&bytes[mark..], encoding, name));
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return checked(decoded(bytes, encoding, named(encoding)));
    }
    // Text in these encodings has no zero bytes, so theirs is told by where they stand.
    if let Some(encoding) = utf16_without_mark(bytes) {
        let name = if encoding == UTF_16LE { "utf-16le" } else { "utf-16be" };
        let read = decoded(bytes, encoding, name);
        if read.replaced == 0 {
            return checked(read);
        }
    }
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return checked(Decoded {
                text: text.to_owned(),
                encoding: "utf-8",
                replaced: 0,
                cut: false,
            });
        }
        Err(broken) => broken,
    };
    let valid = broken.valid_up_to();
    // Cut off within its last character: still UTF-8, if anything before it shows that.
    if broken.error_len().is_none() && bytes[..valid].iter().any(|b| *b >= 0x80) {
        return checked(Decoded {
            text: String::from_utf8_lossy(&bytes[..valid]).into_owned(),
            encoding: "utf-8",
            replaced: 0,
            cut: true,
        });
    }
    let chinese = decoded(bytes, GB18030, "gb18030");
    if chinese.replaced == 0 {
        return checked(chinese);
    }
    // Neither is clean: the one with fewer losses.
    let utf8 = decoded(bytes, UTF_8, "utf-8");
    checked(if utf8.replaced < chinese.replaced { utf8 } else { chinese })
}

/// What an encoding is called in reports.
pub(super) fn named(encoding: &'static Encoding) -> &'static str {
    match encoding {
        e if e == UTF_8 => "utf-8",
        e if e == GB18030 || e == encoding_rs::GBK => "gb18030",
        e if e == UTF_16LE => "utf-16le",
        e if e == UTF_16BE => "utf-16be",
        e => e.name(),
    }
}

/// UTF-16 whose mark is missing: the zero bytes of its digits, signs and line breaks all stand
/// at odd or all at even places.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(8192)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = |zeros: usize| zeros * 20 >= head.len().max(2);
    match (even, odd) {
        (0, odd) if enough(odd) => Some(UTF_16LE),
        (even, 0) if enough(even) => Some(UTF_16BE),
        _ => None,
    }
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, name: &'static str) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut replaced = text.matches('\u{fffd}').count() as u64;
    let mut text = text.into_owned();
    // Cut off within its last character.
    let cut = replaced == 1 && text.ends_with('\u{fffd}');
    if cut {
        text.pop();
        replaced = 0;
    }
    Decoded { text, encoding: name, replaced, cut }
}

/// Refuses what is no text: control characters, or too much that could not be decoded.
fn checked(decoded: Decoded) -> Result<Decoded, IngestError> {
    let mut controls = 0u64;
    let mut all = 0u64;
    for c in decoded.text.chars().take(65_536) {
        all += 1;
        if c == '\0' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{1a}' | '\u{c}')) {
            controls += 1;
        }
    }
    let whole = decoded.text.chars().count() as u64;
    if controls * 100 > all || decoded.replaced * 20 > whole {
        return Err(IngestError::Binary);
    }
    Ok(decoded)
}

/// The delimiter that gives the first rows the steadiest width.
pub(super) fn sniff_delimiter(text: &str) -> u8 {
    let mut best = (0.0, b',');
    for delimiter in [b',', b'\t', b';', b'|'] {
        let mut widths: Vec<usize> = Vec::new();
        let mut reader = reader(text, delimiter, true);
        let mut record = csv::StringRecord::new();
        while widths.len() < 60 && matches!(reader.read_record(&mut record), Ok(true)) {
            widths.push(record.len());
        }
        let Some(mode) = (2..=512)
            .max_by_key(|width| (widths.iter().filter(|w| *w == width).count(), *width))
            .filter(|mode| widths.contains(mode))
        else {
            continue;
        };
        let steady = widths.iter().filter(|w| **w == mode).count() as f64 / widths.len() as f64;
        // Steadiness first; among equally steady ones the one that finds more columns.
        let score = steady * 100.0 + (mode as f64).ln();
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

/// Splits text into rows.
pub(super) fn split(decoded: Decoded, delimiter: Option<u8>) -> Result<Document, IngestError> {
    let Decoded { text, encoding, replaced, cut } = decoded;
    let delimiter = delimiter.unwrap_or_else(|| sniff_delimiter(&text));
    let mut rows = Vec::new();
    let stray = records(&text, delimiter, true, 0, 0, &mut rows)?;
    let mut open_end = cut || !text.ends_with(['\n', '\r']);
    if let Some(start) = stray {
        // The last record opens a quote that never closes. Over several lines it is a stray
        // sign that would swallow rows; on the last line the file was cut off.
        let tail = &text[start.byte..];
        rows.truncate(start.record);
        records(tail, delimiter, false, start.line, start.extra, &mut rows)?;
        open_end = true;
    }
    Ok(Document {
        encoding,
        delimiter: Some(char::from(delimiter)),
        replaced,
        left_out: Vec::new(),
        sheets: vec![Sheet { name: Arc::from(""), rows, open_end }],
    })
}

/// The row a line is, as a spreadsheet counts. Old line breaks (a bare carriage return) are not
/// counted as lines, but every record is another row.
pub(super) fn row_number(line: u64, extra: u64, before: u32) -> u32 {
    let number = line.saturating_sub(extra).max(u64::from(before) + 1);
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where a record that never ends starts.
pub(super) struct Stray {
    byte: usize,
    line: u64,
    extra: u64,
    record: usize,
}

pub(super) fn records(
    text: &str,
    delimiter: u8,
    quoting: bool,
    line_offset: u64,
    mut extra: u64,
    rows: &mut Vec<Row>,
) -> Result<Option<Stray>, IngestError> {
    let mut reader = reader(text, delimiter, quoting);
    let mut last: Option<Stray> = None;
    loop {
        let mut record = csv::StringRecord::new();
        let more = reader
            .read_record(&mut record)
            .map_err(|e| IngestError::Corrupt { detail: e.to_string() })?;
        if !more {
            break;
        }
        let place = record.position().map_or((0, 1), |p| (p.byte(), p.line()));
        // A record's place is that of the blank lines before it, which are no records.
        let blank = text.as_bytes()[(place.0 as usize).min(text.len())..]
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .filter(|b| **b == b'\n')
            .count() as u64;
        let line = line_offset + place.1 + blank;
        let number = row_number(line, extra, rows.last().map_or(0, |row| row.number));
        last = Some(Stray { byte: place.0 as usize, line: line - 1, extra, record: rows.len() });
        // Line breaks inside quotes are no rows.
        extra += record
            .iter()
            .map(|cell| cell.bytes().filter(|b| *b == b'\n').count() as u64)
            .sum::<u64>();
        rows.push(Row { number, cells: Cells::Record(record) });
    }
    if !quoting {
        return Ok(None);
    }
    Ok(last.filter(|stray| {
        text.get(stray.byte..)
            .is_some_and(|tail| tail.bytes().filter(|b| *b == b'"').count() % 2 == 1)
    }))
}
