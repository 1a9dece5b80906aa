//! Which kind a document is, and where its header stands.

use super::cell::number::{Dialect, parse_number};
use super::grid::{CellRef, Document, Row, Sheet};
use super::header::{normalise, split_unit};
use super::kind::{Grain, KindDef, Layout, TableSpec, Target};
use super::known::Known;
use super::limits::HEADER_ROWS;

/// A kind that fits a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    pub kind: &'a KindDef,
    pub sheet: usize,
    /// Index into the sheet's rows.
    pub row: usize,
    pub confidence: f64,
}

/// Purpose of a normalised header: the exact alias, then without its unit bracket, then without
/// the blanks that Chinese does not need (`观看 人数`).
pub(super) fn lookup<'a>(spec: &'a TableSpec, header: &str) -> Option<&'a (Target, usize)> {
    let own = |header: &str| {
        spec.aliases.get(header).or_else(|| {
            let (base, _) = split_unit(header)?;
            spec.aliases.get(base)
        })
    };
    own(header).or_else(|| {
        let spaced = !header.is_ascii() && header.contains(' ');
        spaced.then(|| own(&header.replace(' ', ""))).flatten()
    })
}

/// Purpose that a kind gives to the `nth` of equal headers alone, written `header#2`.
pub(super) fn lookup_repeat<'a>(
    spec: &'a TableSpec,
    header: &str,
    nth: usize,
) -> Option<&'a (Target, usize)> {
    (nth > 1).then(|| spec.aliases.get(&format!("{header}#{nth}"))).flatten()
}

/// The canonical name a purpose stands for.
pub(super) fn canonical(target: &Target) -> &str {
    match target {
        Target::Field { name, .. } | Target::Ref(name) => name,
        Target::Reported { name, .. } => name,
        Target::Identity { .. } => "viewer",
        Target::Drop | Target::Ignore => "",
    }
}

fn headers(row: &Row) -> Vec<String> {
    (0..row.width()).map(|at| normalise(&row.cell(at).text())).collect()
}

/// Whether a fingerprint entry (`a|b`, `@canonical`) is met by these headers.
pub(super) fn met(entry: &str, spec: &TableSpec, headers: &[String]) -> bool {
    entry.split('|').any(|one| match one.strip_prefix('@') {
        Some(name) => headers
            .iter()
            .any(|h| lookup(spec, h).is_some_and(|(target, _)| canonical(target) == name)),
        None => {
            headers.iter().any(|h| h == one || split_unit(h).is_some_and(|(base, _)| base == one))
        }
    })
}

/// Whether normalised headers are those of a kind.
pub(super) fn fits(kind: &KindDef, headers: &[String]) -> bool {
    let print = &kind.fingerprint;
    print.must.iter().all(|entry| met(entry, &kind.table, headers))
        && !print.must_not.iter().any(|entry| met(entry, &kind.table, headers))
}

/// Number of headers a kind knows, and their share.
pub(super) fn hits(spec: &TableSpec, headers: &[String]) -> (usize, f64) {
    let filled = headers.iter().filter(|h| !h.is_empty()).count();
    let known = headers.iter().filter(|h| !h.is_empty() && lookup(spec, h).is_some()).count();
    let share = if spec.ignore_rest { 1.0 } else { known as f64 / filled.max(1) as f64 };
    (known, share)
}

/// A header row holds words: at least 60 % of its cells are no numbers.
pub(super) fn is_wordy(row: &Row) -> bool {
    let mut filled = 0;
    let mut words = 0;
    for cell in row.iter().filter(|cell| !cell.is_blank()) {
        filled += 1;
        if let CellRef::Text(text) = cell
            && parse_number(text, Dialect::PLAIN).is_none()
        {
            words += 1;
        }
    }
    filled > 0 && words * 10 >= filled * 6
}

/// The rows in which a header is looked for, by their index.
pub(super) fn rows_of_headers(sheet: &Sheet) -> impl Iterator<Item = (usize, &Row)> {
    sheet
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_blank())
        .take_while(|(at, row)| *at < HEADER_ROWS && row.number as usize <= HEADER_ROWS * 2)
}

/// The normalised cells of every row of a sheet that may be its header.
pub(super) fn header_rows(sheet: &Sheet) -> impl Iterator<Item = Vec<String>> {
    rows_of_headers(sheet).filter(|(_, row)| is_wordy(row)).map(|(_, row)| headers(row))
}

/// The kind a document is, by sheets or headers.
pub(super) fn detect<'a>(document: &Document, known: &'a Known) -> Option<Found<'a>> {
    if let Some(found) = known
        .kinds()
        .filter(|kind| kind.layout == Layout::Workbook)
        .find_map(|kind| workbook(document, kind, false))
    {
        return Some(found);
    }
    let mut best: Option<((bool, i32, usize, f64), Found<'a>)> = None;
    for (sheet, table) in document.sheets.iter().enumerate() {
        for (row, cells) in rows_of_headers(table) {
            if !is_wordy(cells) {
                continue;
            }
            let headers = headers(cells);
            for kind in known.kinds().filter(|k| k.layout == Layout::Table) {
                if !fits(kind, &headers) {
                    continue;
                }
                let (hit, confidence) = hits(&kind.table, &headers);
                // Free columns are features of visits; elsewhere too few known columns
                // mean another kind of table.
                let confidence = if kind.grain == Grain::Visits { 1.0 } else { confidence };
                if kind.generic && confidence < 0.5 {
                    continue;
                }
                // A person's own kind takes no file of another: what only looks like one is its.
                let score = (kind.own, kind.priority, hit, confidence);
                if best.as_ref().is_none_or(|(top, _)| score > *top) {
                    let found = Found { kind, sheet, row, confidence };
                    best = Some((score, found));
                }
            }
        }
    }
    best.map(|(_, found)| found)
}

/// The place of a kind that was named, whatever else fits better.
pub(super) fn locate<'a>(document: &Document, kind: &'a KindDef) -> Option<Found<'a>> {
    if kind.layout == Layout::Workbook {
        return workbook(document, kind, true);
    }
    let mut best: Option<Found<'a>> = None;
    let mut top = 0;
    for (sheet, table) in document.sheets.iter().enumerate() {
        for (row, cells) in rows_of_headers(table) {
            let (known, confidence) = hits(&kind.table, &headers(cells));
            if known > top {
                top = known;
                best = Some(Found { kind, sheet, row, confidence });
            }
        }
    }
    best
}

fn workbook<'a>(document: &Document, kind: &'a KindDef, named: bool) -> Option<Found<'a>> {
    let names: Vec<String> = document.sheets.iter().map(|s| normalise(&s.name)).collect();
    let known = names
        .iter()
        .filter(|name| kind.sheets.iter().any(|sheet| sheet.names.contains(name)))
        .count();
    let fits = kind.fingerprint.sheets.iter().all(|sheet| names.contains(sheet));
    let first = names.iter().position(|name| kind.fingerprint.sheets.first() == Some(name));
    (fits || (named && known > 0)).then(|| Found {
        kind,
        sheet: first.unwrap_or(0),
        row: 0,
        confidence: known as f64 / names.len().max(1) as f64,
    })
}

/// The likeliest header row of one sheet.
pub(super) fn likeliest_in(sheet: &Sheet) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (row, cells) in rows_of_headers(sheet).filter(|(_, cells)| is_wordy(cells)) {
        let filled = cells.iter().filter(|cell| !cell.is_blank()).count();
        if best.is_none_or(|(top, _)| filled > top) {
            best = Some((filled, row));
        }
    }
    best.map(|(_, row)| row)
}

/// The likeliest header row of a document that no kind fits, for messages and mapping.
pub(super) fn likeliest_header(document: &Document) -> Option<(usize, usize)> {
    let mut best: Option<(usize, (usize, usize))> = None;
    for (sheet, table) in document.sheets.iter().enumerate() {
        for (row, cells) in rows_of_headers(table) {
            let filled = cells.iter().filter(|cell| !cell.is_blank()).count();
            if is_wordy(cells) && best.is_none_or(|(top, _)| filled > top) {
                best = Some((filled, (sheet, row)));
            }
        }
    }
    best.map(|(_, place)| place)
}

#[cfg(test)]
mod tests;
