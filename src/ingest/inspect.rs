//! Quick looks: what a dropped file is, and what a table holds before it is read.

use std::path::Path;

use super::built_in::find;
use super::container::{self, Format};
use super::detect::{self, canonical, lookup, lookup_repeat};
use super::grid::{Document, Row};
use super::header::normalise;
use super::kind::{TableSpec, Target};
use super::known::{self, Known};
use super::limits::HEAD;
use super::personal::is_personal;
use super::place::unknown;
use super::reader::{comes_with, load, load_head};
use super::{IngestError, Inspection, Recognition};

/// Rows below the header that an inspection shows.
const SAMPLE: usize = 20;

/// What a file seems to be. Reads only the beginning of a text file.
///
/// Errors: why it would not be read.
pub fn recognise(path: &Path) -> Result<Recognition, IngestError> {
    recognise_with(path, &Known::default())
}

/// As [`recognise`], with what was taught.
pub fn recognise_with(path: &Path, known: &Known) -> Result<Recognition, IngestError> {
    let name = path.to_string_lossy();
    let head = load_head(path, HEAD)?;
    // Archives and workbooks keep their table of contents at the end.
    if head.len() == HEAD && (head.starts_with(b"PK") || head.starts_with(b"\xd0\xcf\x11\xe0")) {
        return recognised(&name, &load(path)?, known);
    }
    recognised(&name, &head, known)
}

/// What bytes seem to be; `name` is their path or name.
pub fn recognise_bytes(name: &str, bytes: &[u8]) -> Result<Recognition, IngestError> {
    recognised(name, bytes, &Known::default())
}

fn recognised(name: &str, bytes: &[u8], known: &Known) -> Result<Recognition, IngestError> {
    match container::format(bytes, name)? {
        Format::Archive => {
            let mut found: Vec<(String, Recognition)> = Vec::new();
            let mut problems: Vec<(String, IngestError)> = Vec::new();
            container::entries(bytes, |entry| {
                let name = entry.name;
                let looked =
                    entry.content.and_then(|content| match container::format(&content, &name)? {
                        Format::Archive => Err(IngestError::NotWhatItSays {
                            named: container::extension(&name),
                            found: "zip".to_owned(),
                        }),
                        format => look(&content, format, known),
                    });
                match looked {
                    Ok(one) => found.push((name, one)),
                    Err(error) => problems.push((name, error)),
                }
                Ok(())
            })?;
            let kinds: Vec<_> = found.iter().map(|(_, seems)| seems.kind.clone()).collect();
            found.retain(|(name, _)| !kinds.iter().any(|kind| comes_with(known, kind, name)));
            let files = found.len();
            match found.into_iter().next() {
                Some((_, first)) => Ok(Recognition { files, ..first }),
                None => Err(IngestError::of_archive(problems)),
            }
        }
        format => look(bytes, format, known),
    }
}

fn look(bytes: &[u8], format: Format, known: &Known) -> Result<Recognition, IngestError> {
    let document = container::open(bytes, format, None, true)?;
    let Some(found) = detect::detect(&document, known) else {
        let saved = known::matching(&document, known.templates().iter())
            .ok_or_else(|| unknown(&document, known))?;
        return Ok(Recognition {
            kind: saved.template.kind.clone(),
            platform: saved.template.platform.unwrap_or(crate::domain::Platform::Generic),
            confidence: 1.0,
            files: 1,
        });
    };
    Ok(Recognition {
        kind: found.kind.id.clone(),
        platform: found.kind.platform,
        confidence: found.confidence,
        files: 1,
    })
}

/// A closer look at every table of a file: headers, how they would be read, and a few rows.
///
/// Errors: why it would not be opened; a kind need not be recognised.
pub fn inspect(path: &Path) -> Result<Vec<Inspection>, IngestError> {
    inspect_bytes(&path.to_string_lossy(), &load(path)?)
}

/// As [`inspect`], for bytes in memory.
pub fn inspect_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Inspection>, IngestError> {
    let mut out = Vec::new();
    match container::format(bytes, name)? {
        Format::Archive => container::entries(bytes, |entry| {
            let opened =
                entry.content.and_then(|content| match container::format(&content, &entry.name)? {
                    Format::Archive => Err(IngestError::Empty),
                    format => container::open(&content, format, None, true),
                });
            // What cannot be opened says so when it is read.
            if let Ok(document) = opened {
                out.extend(sheets(&document, Some(&entry.name)));
            }
            Ok(())
        })?,
        format => out.extend(sheets(&container::open(bytes, format, None, true)?, None)),
    }
    if out.is_empty() {
        return Err(IngestError::Empty);
    }
    Ok(out)
}

fn sheets(document: &Document, inner: Option<&str>) -> Vec<Inspection> {
    let known = Known::default();
    let found = detect::detect(document, &known);
    let likeliest = detect::likeliest_header(document);
    let mut out = Vec::new();
    for (at, sheet) in document.sheets.iter().enumerate() {
        if sheet.rows.iter().all(Row::is_blank) {
            continue;
        }
        let here = found.filter(|f| f.sheet == at);
        let header =
            here.map(|f| f.row).or_else(|| likeliest.filter(|(s, _)| *s == at).map(|(_, row)| row));
        let spec = here.and_then(|f| find(&f.kind.id.0)).map(|kind| &kind.table);
        let first = header.map_or(0, |row| row + 1);
        let headers: Vec<String> = header.map_or_else(Vec::new, |row| {
            let row = &sheet.rows[row];
            (0..row.width()).map(|c| row.cell(c).text().into_owned()).collect()
        });
        let hidden: Vec<bool> = headers.iter().map(|h| is_hidden(h, spec)).collect();
        out.push(Inspection {
            inner: inner.map(str::to_owned),
            sheet: sheet.name.to_string(),
            encoding: document.encoding.to_owned(),
            delimiter: document.delimiter,
            kind: here.map(|f| (f.kind.id.clone(), f.confidence)),
            header_row: header.map_or(0, |row| sheet.rows[row].number),
            canonical: (0..headers.len()).map(|at| meaning(&headers, at, spec)).collect(),
            sample: sheet.rows[first..]
                .iter()
                .filter(|row| !row.is_blank())
                .take(SAMPLE)
                .map(|row| sample(row, &hidden))
                .collect(),
            headers,
        });
    }
    out
}

fn meaning(headers: &[String], at: usize, spec: Option<&TableSpec>) -> Option<String> {
    let header = normalise(&headers[at]);
    let nth = headers[..=at].iter().filter(|other| normalise(other) == header).count();
    let (target, _) = lookup_repeat(spec?, &header, nth).or_else(|| lookup(spec?, &header))?;
    let name = canonical(target);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Personal columns are shown by their header only.
fn is_hidden(header: &str, spec: Option<&TableSpec>) -> bool {
    let header = normalise(header);
    let dropped = spec
        .and_then(|s| lookup(s, &header))
        .is_some_and(|(target, _)| matches!(target, Target::Drop | Target::Identity { .. }));
    dropped || is_personal(&header)
}

fn sample(row: &Row, hidden: &[bool]) -> Vec<String> {
    (0..row.len().max(hidden.len()))
        .map(|at| {
            if hidden.get(at).copied().unwrap_or(false) {
                String::new()
            } else {
                row.cell(at).text().trim().to_owned()
            }
        })
        .collect()
}
