//! What a file is read as and where its table stands: by a template, as the kind that was named,
//! as the kind its headers tell, or by a template that was kept for files of this shape.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::built_in::find;
use super::container::{self, Format, extension};
use super::detect::{self, Found};
use super::grid::{Document, Row, Sheet};
use super::header::{normalise, split_unit};
use super::kind::KindDef;
use super::known::{self, Known};
use super::template::{ColumnAt, HeaderAt};
use super::{IngestError, ReadOptions, Template, TemplateProblem, offers, two_levels};

/// Where the table of a file stands and what it is read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub kind: &'a KindDef,
    pub sheet: usize,
    /// Index of the header row.
    pub header: Option<usize>,
}

/// A file that was opened and understood.
pub(super) struct Opened<'a> {
    pub document: Document,
    pub place: Place<'a>,
    /// As given, with the template that fits.
    pub options: Cow<'a, ReadOptions>,
    /// Name of the kept template that fits.
    pub saved: Option<String>,
}

/// Where a file comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'a> {
    pub path: &'a str,
    pub inner: Option<&'a str>,
}

impl Origin<'_> {
    /// The name of the file itself.
    pub fn name(&self) -> &str {
        self.inner.unwrap_or(self.path)
    }
}

/// Opens a file, or its beginning, and finds its table.
pub(super) fn open<'a>(
    bytes: &[u8],
    format: Format,
    origin: Origin<'_>,
    options: &'a ReadOptions,
    whole: bool,
) -> Result<Opened<'a>, IngestError> {
    if let Some(template) = options.template_of(origin.path, origin.inner) {
        return by_template(bytes, format, template, options, None, whole);
    }
    let known = &options.known;
    let opened = container::open(bytes, format, None, !whole);
    let mut document = match opened {
        Ok(document) => document,
        // Bytes that are no text in the usual encodings may be in that of a template.
        Err(error) => {
            return match kept(bytes, format, None, known, |_| true) {
                Some(saved) => {
                    by_template(bytes, format, &saved.template, options, Some(saved), whole)
                }
                None => Err(error),
            };
        }
    };
    let from =
        |found: Found<'a>| Place { kind: found.kind, sheet: found.sheet, header: Some(found.row) };
    let plain =
        |document, place| Opened { document, place, options: Cow::Borrowed(options), saved: None };
    if let Some(id) = &options.kind {
        let kind =
            known.find(&id.0).ok_or_else(|| IngestError::NoSuchKind { name: id.0.clone() })?;
        let place = detect::locate(&document, kind)
            .map(from)
            .ok_or_else(|| missing(kind, &kind.fingerprint.must, &document))?;
        return Ok(plain(document, place));
    }
    if let Some(saved) = kept(bytes, format, Some(&document), known, |saved| saved.wins) {
        return by_template(bytes, format, &saved.template, options, Some(saved), whole);
    }
    let found = detect::detect(&document, known);
    if let Some(found) = found.filter(|found| !found.kind.generic) {
        return Ok(plain(document, from(found)));
    }
    if let Some(found) = found {
        // An export whose telling column was renamed would pass for a person's own table.
        let near = offers::near(&document, known);
        if offers::is_rather(&near, &document, known) {
            return Err(unknown(&document, known));
        }
        return Ok(plain(document, from(found)));
    }
    if let Some(saved) = kept(bytes, format, Some(&document), known, |saved| !saved.wins) {
        return by_template(bytes, format, &saved.template, options, Some(saved), whole);
    }
    if two_levels::join(&mut document) {
        if let Some(saved) = known::matching(&document, known.templates().iter()) {
            return by_template(bytes, format, &saved.template, options, Some(saved), whole);
        }
        if let Some(found) = detect::detect(&document, known) {
            return Ok(plain(document, from(found)));
        }
    }
    let named = extension(origin.name());
    // Text under a workbook's name that is no known table either.
    if format == Format::Text && matches!(named.as_str(), "xlsx" | "xlsm" | "xls" | "ods") {
        return Err(IngestError::NotWhatItSays { named, found: "text".to_owned() });
    }
    Err(unknown(&document, known))
}

fn by_template<'a>(
    bytes: &[u8],
    format: Format,
    template: &Template,
    options: &'a ReadOptions,
    saved: Option<&known::SavedTemplate>,
    whole: bool,
) -> Result<Opened<'a>, IngestError> {
    let mut document = container::open(bytes, format, Some(template), !whole)?;
    let place = template_place(&mut document, template)?;
    Ok(Opened {
        document,
        place,
        options: Cow::Owned(ReadOptions { template: Some(template.clone()), ..options.clone() }),
        saved: saved.map(|saved| saved.name.clone()),
    })
}

/// The kept template for files of this shape. Those that name an encoding or a delimiter look at
/// the file with these.
fn kept<'a>(
    bytes: &[u8],
    format: Format,
    document: Option<&Document>,
    known: &'a Known,
    wanted: impl Fn(&known::SavedTemplate) -> bool,
) -> Option<&'a known::SavedTemplate> {
    let all = || known.templates().iter().filter(|saved| wanted(saved));
    let own = |saved: &&known::SavedTemplate| {
        format == Format::Text
            && (saved.template.encoding.is_some() || saved.template.delimiter.is_some())
    };
    let usual =
        document.and_then(|document| known::matching(document, all().filter(|saved| !own(saved))));
    usual.or_else(|| {
        all().filter(own).find(|saved| {
            container::open(bytes, format, Some(&saved.template), true)
                .is_ok_and(|opened| known::matching(&opened, std::iter::once(*saved)).is_some())
        })
    })
}

/// What to say of a document that no kind fits.
pub(super) fn unknown(document: &Document, known: &Known) -> IngestError {
    IngestError::UnknownKind {
        headers: headers_seen(document),
        near: offers::near(document, known),
    }
}

fn headers_seen(document: &Document) -> Vec<String> {
    detect::likeliest_header(document).map_or_else(Vec::new, |(sheet, row)| {
        document.sheets[sheet].rows[row]
            .iter()
            .filter(|cell| !cell.is_blank())
            .take(60)
            .map(|cell| super::remarks::shorten(&cell.text()))
            .collect()
    })
}

/// Columns that a kind needs and that are not there.
pub(super) fn missing(kind: &KindDef, needed: &[String], document: &Document) -> IngestError {
    IngestError::MissingColumns {
        kind: kind.id.0.clone(),
        needed: needed.iter().map(|entry| entry.replace('@', "").replace('|', " / ")).collect(),
        headers: headers_seen(document),
    }
}

/// The table a template means: by header row, by its named headers, or the first one.
fn template_place(
    document: &mut Document,
    template: &Template,
) -> Result<Place<'static>, IngestError> {
    let kind = find(&template.kind.0)
        .ok_or_else(|| IngestError::NoSuchKind { name: template.kind.0.clone() })?;
    let named = match &template.sheet {
        None => None,
        Some(name) => {
            let wanted = normalise(name);
            let at = document.sheets.iter().position(|sheet| normalise(&sheet.name) == wanted);
            let no_sheet = || IngestError::BadTemplate {
                key: "sheet".to_owned(),
                problem: TemplateProblem::NoSheet(name.clone()),
            };
            // Where headers are searched, a sheet of another month will do.
            match (at, template.header) {
                (None, HeaderAt::Search) => None,
                (at, _) => Some(at.ok_or_else(no_sheet)?),
            }
        }
    };
    let filled = |sheet: &Sheet| sheet.rows.iter().any(|row| !row.is_blank());
    let first =
        named.or_else(|| document.sheets.iter().position(filled)).ok_or(IngestError::Empty)?;
    let place = |sheet, header| Place { kind, sheet, header };
    match template.header {
        HeaderAt::None => Ok(place(first, None)),
        HeaderAt::Row(number) => document.sheets[first]
            .rows
            .iter()
            .position(|row| row.number == number)
            .map(|at| place(first, Some(at)))
            .ok_or(IngestError::Empty),
        HeaderAt::Search => {
            let wanted: BTreeSet<String> = template
                .columns
                .iter()
                .map(|(_, at)| at)
                .chain(&template.of_day)
                .filter_map(|at| match at {
                    ColumnAt::Header(name) => Some(normalise(name)),
                    ColumnAt::Position(_) => None,
                })
                .collect();
            let mut best = best_header(document, &wanted, named);
            // Headers on two levels are joined only where they are not found otherwise.
            if best.is_none_or(|(found, ..)| found < wanted.len()) {
                let mut other = document.clone();
                if two_levels::join(&mut other) {
                    let better = best_header(&other, &wanted, named);
                    if better.map(|(found, ..)| found) > best.map(|(found, ..)| found) {
                        *document = other;
                        best = better;
                    }
                }
            }
            let rows = &document.sheets[first].rows;
            let filled = || rows.iter().position(|row| !row.is_blank());
            // Without any of the named headers the first row is the header; the error names
            // the column that is missing.
            let (sheet, at) = best
                .map(|(_, sheet, at)| (sheet, at))
                .or_else(|| Some((first, filled()?)))
                .ok_or(IngestError::Empty)?;
            Ok(place(sheet, Some(at)))
        }
    }
}

/// The row with most of the wanted headers: how many, sheet and index.
fn best_header(
    document: &Document,
    wanted: &BTreeSet<String>,
    only: Option<usize>,
) -> Option<(usize, usize, usize)> {
    let score = |row: &Row| {
        let found: Vec<String> = row.iter().map(|c| normalise(&c.text())).collect();
        let has = |w: &&String| {
            found.iter().any(|f| f == *w || split_unit(f).is_some_and(|(base, _)| base == **w))
        };
        wanted.iter().filter(has).count()
    };
    let mut best = None;
    let mut top = 0;
    for (sheet, table) in document.sheets.iter().enumerate() {
        if only.is_some_and(|only| only != sheet) {
            continue;
        }
        for (at, row) in table.rows.iter().enumerate().take(super::limits::HEADER_ROWS) {
            let found = score(row);
            if found > top {
                top = found;
                best = Some((found, sheet, at));
            }
        }
    }
    best
}
