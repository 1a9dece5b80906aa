//! Unknown headers that look like ones that are missing: what a platform may have renamed.

use super::alike::{ALIKE, likeness};
use super::columns::Columns;
use super::detect::{self, canonical, lookup, met};
use super::grid::{Document, Row};
use super::header::normalise;
use super::holds::{Holds, holds};
use super::kind::{KindDef, Layout, Target};
use super::known::{AliasOffer, Known};
use super::personal::tells_who;
use super::remarks::shorten;
use crate::domain::FieldKind;

/// Headers of a kind that may be missing at most for it to be thought of.
const UNMET: usize = 2;
/// Share of the headers that such a kind must know.
const SHARE: f64 = 0.5;
/// Headers that such a kind must know to be thought of rather than a person's own table.
const MANY: usize = 6;

fn field_kind(kind: &KindDef, name: &str) -> Option<FieldKind> {
    match kind.table.target_of(kind.grain, name) {
        Some(Target::Field { kind, .. }) => Some(kind),
        _ => None,
    }
}

/// The unknown headers of a table of a known kind that look like columns it does not have.
pub(super) fn of(kind: &KindDef, columns: &Columns, rows: &[Row]) -> Vec<AliasOffer> {
    if kind.table.ignore_rest {
        return Vec::new();
    }
    let missing: Vec<_> =
        kind.table.columns.iter().filter(|column| !columns.has(&column.name)).collect();
    let mut pairs: Vec<(u32, AliasOffer)> = Vec::new();
    for (at, header) in columns.free.iter().filter(|(_, header)| !tells_who(header)) {
        let norm = normalise(header);
        let look = holds(rows, *at);
        for column in &missing {
            let fits = field_kind(kind, &column.name).is_none_or(|field| look.fits(field));
            let best = column
                .aliases
                .iter()
                .map(|alias| (likeness(&norm, &normalise(alias)), alias))
                .max_by_key(|(likeness, _)| *likeness);
            if let Some((likeness, alias)) = best.filter(|(l, _)| fits && *l >= ALIKE) {
                pairs.push((likeness, offer(kind, header, &column.name, alias)));
            }
        }
    }
    each_once(pairs)
}

fn offer(kind: &KindDef, header: &str, name: &str, like: &str) -> AliasOffer {
    AliasOffer {
        kind: kind.id.0.clone(),
        header: shorten(header),
        name: name.to_owned(),
        like: like.to_owned(),
    }
}

/// The closest pairs; no header and no name twice.
fn each_once(mut pairs: Vec<(u32, AliasOffer)>) -> Vec<AliasOffer> {
    pairs.sort_by(|(one, _), (other, _)| other.cmp(one));
    let mut kept: Vec<AliasOffer> = Vec::new();
    for (_, offer) in pairs {
        if kept.iter().all(|known| known.header != offer.header && known.name != offer.name) {
            kept.push(offer);
        }
    }
    kept
}

/// Renamed headers with which an unknown document would be of a known kind: of the kind that
/// lacks the fewest.
pub(super) fn near(document: &Document, known: &Known) -> Vec<AliasOffer> {
    let mut best: Option<(usize, Vec<AliasOffer>)> = None;
    for sheet in &document.sheets {
        for (at, row) in detect::rows_of_headers(sheet).filter(|(_, row)| detect::is_wordy(row)) {
            let headers: Vec<String> =
                (0..row.width()).map(|c| normalise(&row.cell(c).text())).collect();
            for kind in known.kinds().filter(|k| k.layout == Layout::Table && !k.generic) {
                let Some(offers) = with_renamed(kind, &headers, row, &sheet.rows[at + 1..]) else {
                    continue;
                };
                if best.as_ref().is_none_or(|(fewest, _)| offers.len() < *fewest) {
                    best = Some((offers.len(), offers));
                }
            }
        }
    }
    best.map(|(_, offers)| offers).unwrap_or_default()
}

/// Whether a document that looks like a person's own table is rather an export with a renamed
/// column: the export knows most of its headers.
pub(super) fn is_rather(offers: &[AliasOffer], document: &Document, known: &Known) -> bool {
    let kind = offers.first().and_then(|offer| known.find(&offer.kind));
    kind.is_some_and(|kind| {
        document.sheets.iter().flat_map(detect::header_rows).any(|headers| {
            let (hit, share) = detect::hits(&kind.table, &headers);
            hit >= MANY && share >= 0.7
        })
    })
}

/// What would have to be renamed for a kind to fit these headers.
fn with_renamed(
    kind: &KindDef,
    headers: &[String],
    row: &Row,
    rows: &[Row],
) -> Option<Vec<AliasOffer>> {
    let print = &kind.fingerprint;
    let unmet: Vec<&String> =
        print.must.iter().filter(|entry| !met(entry, &kind.table, headers)).collect();
    let (hit, share) = detect::hits(&kind.table, headers);
    if unmet.is_empty()
        || unmet.len() > UNMET
        || hit < 3
        || share < SHARE
        || print.must_not.iter().any(|entry| met(entry, &kind.table, headers))
    {
        return None;
    }
    let mut offers: Vec<AliasOffer> = Vec::new();
    for entry in unmet {
        let mut pairs = Vec::new();
        for one in entry.split('|') {
            let name = match one.strip_prefix('@') {
                Some(name) => name,
                None => lookup(&kind.table, one).map_or("", |(target, _)| canonical(target)),
            };
            let Some(column) = kind.table.columns.iter().find(|column| column.name == name) else {
                continue;
            };
            for (at, header) in headers.iter().enumerate() {
                let free = !header.is_empty() && lookup(&kind.table, header).is_none();
                let look = if free { holds(rows, at) } else { Holds::Nothing };
                let fits = field_kind(kind, name).is_none_or(|field| look.fits(field));
                if !free || !fits || tells_who(header) {
                    continue;
                }
                for alias in &column.aliases {
                    let likeness = likeness(header, &normalise(alias));
                    if likeness >= ALIKE {
                        let own = row.cell(at).text();
                        pairs.push((likeness, offer(kind, &own, name, alias)));
                    }
                }
            }
        }
        offers.push(each_once(pairs).into_iter().next()?);
    }
    Some(offers)
}
