//! What a file is, by its bytes: text, workbook, archive, or something that is not read.

use std::io::{Cursor, Read};
use std::path::Path;

use super::grid::Document;
use super::limits::{HEAD, MAX_ENTRIES, MAX_UNPACKED};
use super::{IngestError, Template, danmaku, messages, text, xls, xlsx};

/// The format of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Workbook,
    /// A workbook of Excel 97–2003.
    OldWorkbook,
    Archive,
    /// A comment log in XML.
    Xml,
    /// A log with one JSON message a line.
    Json,
}

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\0", "sqlite"),
    (b"{\\rtf", "rtf"),
    (b"RIFF", "media"),
    (b"\x00\x00\x00\x18ftyp", "media"),
    (b"\x00\x00\x00\x20ftyp", "media"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
];

/// Tells what bytes are. Errors say what they are when they cannot be read.
pub(super) fn format(bytes: &[u8], name: &str) -> Result<Format, IngestError> {
    let named = extension(name);
    let not =
        |found: &str| IngestError::NotWhatItSays { named: named.clone(), found: found.to_owned() };
    if bytes.is_empty() {
        return Err(IngestError::Empty);
    }
    if bytes.starts_with(b"PK") {
        return archive_format(bytes, &named);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return if has_utf16(bytes, "EncryptedPackage") {
            Err(IngestError::PasswordProtected)
        } else {
            Ok(Format::OldWorkbook)
        };
    }
    if let Some((_, found)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // "MZ" can start a text too.
        if *found != "program" || bytes[..bytes.len().min(512)].contains(&0) {
            return Err(not(found));
        }
    }
    let head: String =
        bytes.iter().take(512).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let head = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<table")
    {
        return Err(not("html"));
    }
    if ["<?xml", "<i>", "<i "].iter().any(|start| head.starts_with(start)) {
        return Ok(Format::Xml);
    }
    if named == "zip" {
        return Err(if text::decode(&bytes[..bytes.len().min(HEAD)], None).is_ok() {
            not("text")
        } else {
            IngestError::Corrupt { detail: "no zip signature".to_owned() }
        });
    }
    if head.starts_with('{') {
        let first = text::decode(&bytes[..bytes.len().min(HEAD)], None);
        if first.is_ok_and(|first| messages::is_json_lines(&first.text)) {
            return Ok(Format::Json);
        }
    }
    Ok(Format::Text)
}

fn archive_format(bytes: &[u8], named: &str) -> Result<Format, IngestError> {
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            return Err(IngestError::Corrupt { detail: error.to_string() });
        }
    };
    let has = |archive: &mut zip::ZipArchive<Cursor<&[u8]>>, start: &str| {
        archive.file_names_raw().any(|name| name.to_ascii_lowercase().starts_with(start.as_bytes()))
    };
    if has(&mut archive, "xl/") {
        return Ok(Format::Workbook);
    }
    let found = if has(&mut archive, "word/") {
        "word"
    } else if has(&mut archive, "ppt/") {
        "powerpoint"
    } else if archive.file_names_raw().any(|name| name == b"content.xml") {
        "ods"
    } else {
        return Ok(Format::Archive);
    };
    Err(IngestError::NotWhatItSays { named: named.to_owned(), found: found.to_owned() })
}

fn has_utf16(bytes: &[u8], word: &str) -> bool {
    let wanted: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The extension of a name in lower case, without the dot.
pub(super) fn extension(name: &str) -> String {
    Path::new(name).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Opens a text file or workbook, whole or only its beginning.
pub(super) fn open(
    bytes: &[u8],
    format: Format,
    template: Option<&Template>,
    head: bool,
) -> Result<Document, IngestError> {
    let document = match format {
        Format::Workbook => xlsx::open(bytes, head.then_some(60))?,
        Format::OldWorkbook => xls::open(bytes, head.then_some(60))?,
        Format::Archive => {
            return Err(IngestError::NotWhatItSays {
                named: String::new(),
                found: "zip".to_owned(),
            });
        }
        Format::Xml => {
            let decoded = text::decode(bytes, None)?;
            danmaku::open(&decoded.text, decoded.encoding, head)?
        }
        Format::Json => {
            let decoded = text::decode(bytes, None)?;
            messages::open(&decoded.text, decoded.encoding, head)?
        }
        Format::Text => {
            let mut bytes = bytes;
            if head && bytes.len() > HEAD {
                // Up to a whole line; no encoding here uses the byte within a character, and
                // UTF-16 keeps its pairs because the cut is even.
                let end = bytes[..HEAD]
                    .iter()
                    .rposition(|b| *b == b'\n')
                    .map_or(HEAD, |at| (at + 2) & !1);
                bytes = &bytes[..end];
            }
            let decoded = text::decode(bytes, template.and_then(|t| t.encoding.as_deref()))?;
            text::split(decoded, template.and_then(|t| t.delimiter))?
        }
    };
    if document.is_empty() {
        return Err(IngestError::Empty);
    }
    Ok(document)
}

/// One file of an archive.
pub(super) struct Entry {
    pub name: String,
    pub content: Result<Vec<u8>, IngestError>,
}

/// The files of an archive, junk left out. Stops at the limits, whatever the archive declares.
pub(super) fn entries(
    bytes: &[u8],
    mut visit: impl FnMut(Entry) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    let corrupt = |e: zip::result::ZipError| IngestError::Corrupt { detail: e.to_string() };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(corrupt)?;
    if archive.len() > MAX_ENTRIES {
        return Err(IngestError::TooManyFiles {
            count: archive.len() as u64,
            limit: MAX_ENTRIES as u64,
        });
    }
    let mut budget = MAX_UNPACKED;
    let mut any = false;
    for index in 0..archive.len() {
        let (name, skip, encrypted) = {
            let entry = archive.by_index_data(index).map_err(corrupt)?;
            let name = entry_name(entry.name_raw());
            let skip = entry.is_dir() || is_junk(&name);
            (name, skip, entry.encrypted())
        };
        if skip {
            continue;
        }
        any = true;
        let content = if encrypted {
            Err(IngestError::PasswordProtected)
        } else {
            unpack(&mut archive, index, &mut budget)
        };
        visit(Entry { name, content })?;
    }
    if any { Ok(()) } else { Err(IngestError::Empty) }
}

fn unpack(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    index: usize,
    budget: &mut u64,
) -> Result<Vec<u8>, IngestError> {
    let corrupt = |detail: String| IngestError::Corrupt { detail };
    let entry = archive.by_index(index).map_err(|e| corrupt(e.to_string()))?;
    let size = entry.size();
    let packed = entry.compressed_size().max(1);
    let too_large = |size: u64| IngestError::TooLarge { size, limit: MAX_UNPACKED };
    // Tables pack to a tenth, at best to a hundredth.
    if size > *budget || (size > 64 << 20 && size / packed > 500) {
        return Err(too_large(size));
    }
    let mut content = Vec::new();
    let read =
        entry.take(*budget + 1).read_to_end(&mut content).map_err(|e| corrupt(e.to_string()))?
            as u64;
    *budget = budget.checked_sub(read).ok_or_else(|| too_large(read))?;
    Ok(content)
}

/// Names are UTF-8 when they are valid, else GBK as Chinese Windows writes them.
fn entry_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(raw).0.into_owned(),
    }
}

fn is_junk(name: &str) -> bool {
    let name = name.replace('\\', "/");
    let file = name.rsplit('/').next().unwrap_or("");
    name.split('/').any(|part| part == "__MACOSX")
        || file.is_empty()
        || file.starts_with('.')
        || file.starts_with("~$")
        || matches!(file, "Thumbs.db" | "desktop.ini")
}
