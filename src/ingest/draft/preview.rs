//! What a table would become: its first rows, typed, and the cells that cannot be read.

use std::path::Path;

use serde::Serialize;

use super::entry;
use crate::domain::{Cell, Job, ParsedRow, ParsedTables, Record, Reject, VisitFacts, Warning};
use crate::ingest::kind::Grain;
use crate::ingest::reader::{load, read_bytes};
use crate::ingest::template::{BadCells, Template};
use crate::ingest::{IngestError, ReadOptions};

/// Rows shown.
const SHOWN: usize = 5;
/// Columns shown of the free ones of visits.
const FEATURES: usize = 4;
/// Bytes of a text that are read; of larger ones the beginning is shown.
pub(super) const WHOLE: usize = 4 << 20;

/// One cell of a row that came in.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewCell {
    /// As it is kept.
    Value(Cell),
    /// Who it is about is kept as a keyed hash only.
    Person,
    /// It cannot be read; how it stands.
    Bad(String),
}

/// One row that came in.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewRow {
    /// As a spreadsheet counts.
    pub row: u32,
    /// One for each name of the preview.
    pub cells: Vec<PreviewCell>,
}

/// What a table would become.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Canonical names, or headers of free columns.
    pub names: Vec<String>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Rows below the header.
    pub rows_read: u64,
    /// Rows in which every cell can be read.
    pub rows_whole: u64,
    /// Rows that would be kept.
    pub rows_kept: u64,
    /// Cells that cannot be read, the first of each row.
    pub bad: Vec<Reject>,
    /// What else to know.
    pub warnings: Vec<Warning>,
    /// ISO code of the amounts.
    pub currency: String,
    /// IANA zone of the times.
    pub zone: String,
    /// Whether all rows were looked at.
    pub complete: bool,
}

impl Serialize for PreviewRow {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq as _;
        let mut list = to.serialize_seq(Some(self.cells.len()))?;
        for cell in &self.cells {
            match cell {
                PreviewCell::Value(Cell::Null) => list.serialize_element(&())?,
                PreviewCell::Value(Cell::Int(number)) => list.serialize_element(number)?,
                PreviewCell::Value(Cell::Money(money)) => {
                    list.serialize_element(&money.major())?;
                }
                PreviewCell::Value(Cell::Real(number)) => list.serialize_element(number)?,
                PreviewCell::Value(Cell::Text(text)) => list.serialize_element(text)?,
                PreviewCell::Value(Cell::Time(at)) => list.serialize_element(at)?,
                PreviewCell::Person => list.serialize_element("keyed hash")?,
                PreviewCell::Bad(_) => list.serialize_element(&())?,
            }
        }
        list.end()
    }
}

/// Reads a file, or one of an archive, with a template and shows what it would become.
pub fn preview(
    job: &Job,
    path: &Path,
    inner: Option<&str>,
    template: &Template,
) -> Result<Preview, IngestError> {
    preview_bytes(job, &path.to_string_lossy(), &load(path)?, inner, template)
}

/// As [`preview`], for bytes in memory.
pub fn preview_bytes(
    job: &Job,
    name: &str,
    bytes: &[u8],
    inner: Option<&str>,
    template: &Template,
) -> Result<Preview, IngestError> {
    let found = entry(name, bytes, inner)?;
    let (bytes, complete) = beginning(&found.content);
    let read = |bad_cells| {
        let template = Template { bad_cells, ..template.clone() };
        read_bytes(job, &found.name, bytes, &ReadOptions::with_template(template))
    };
    let strict = read(BadCells::Refuse)?;
    let lenient = read(BadCells::Empty)?;
    let (Some(strict), Some(lenient)) = (strict.first(), lenient.first()) else {
        return Err(IngestError::Empty);
    };
    let cells: Vec<&Reject> =
        strict.rejects.iter().filter(|reject| !reject.column.is_empty()).collect();
    let grain = crate::ingest::built_in::find(&template.kind.0).map(|kind| kind.grain);
    let mut names: Vec<String> = Vec::new();
    for (_, name) in &lenient.mapping {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let mut rows = grain.map_or_else(Vec::new, |g| rows_of(&lenient.tables, g, &mut names));
    for row in &mut rows {
        for bad in cells.iter().filter(|bad| bad.row == row.row) {
            let name = lenient.mapping.iter().find(|(header, _)| *header == bad.column);
            let at = name.and_then(|(_, name)| names.iter().position(|own| own == name));
            if let Some(at) = at {
                row.cells[at] = PreviewCell::Bad(bad.value.clone());
            }
        }
    }
    let kept = if template.bad_cells == BadCells::Empty { lenient } else { strict };
    let account = account(&lenient.tables);
    let count =
        |file: &crate::ingest::ParsedFile| file.rows_read - file.rows_skipped - file.rows_rejected;
    Ok(Preview {
        rows,
        names,
        rows_read: strict.rows_read,
        rows_whole: count(strict),
        rows_kept: count(kept),
        bad: strict.rejects.clone(),
        warnings: kept.warnings.clone(),
        currency: account.0,
        zone: account.1,
        complete,
    })
}

/// The whole of a file, or the whole lines at the beginning of a large text.
fn beginning(bytes: &[u8]) -> (&[u8], bool) {
    let text = !bytes.starts_with(b"PK") && !bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if !text || bytes.len() <= WHOLE {
        return (bytes, true);
    }
    let end = bytes[..WHOLE].iter().rposition(|b| *b == b'\n').map_or(WHOLE, |at| (at + 2) & !1);
    (&bytes[..end], false)
}

fn account(tables: &ParsedTables) -> (String, String) {
    macro_rules! first {
        ($($table:ident),*) => {
            [$(tables.$table.first().and_then(|row| row.account.as_ref())),*]
        };
    }
    let all = first!(
        sessions,
        session_products,
        channels,
        minutes,
        segments,
        orders,
        products,
        viewers,
        income,
        comments,
        visits,
        periods
    );
    let events = tables.events.places().first().and_then(|place| place.account.as_ref());
    let found = all.into_iter().flatten().chain(events).next();
    found.map_or_else(
        || ("CNY".to_owned(), "Asia/Shanghai".to_owned()),
        |account| (account.currency.0.clone(), account.time_zone.clone()),
    )
}

fn rows_of(tables: &ParsedTables, grain: Grain, names: &mut Vec<String>) -> Vec<PreviewRow> {
    match grain {
        Grain::Sessions => typed(&tables.sessions, names),
        Grain::SessionProducts => typed(&tables.session_products, names),
        Grain::Channels => typed(&tables.channels, names),
        Grain::Minutes => typed(&tables.minutes, names),
        Grain::Segments => typed(&tables.segments, names),
        Grain::Orders => typed(&tables.orders, names),
        Grain::Refunds => typed(&tables.refunds, names),
        Grain::Products => typed(&tables.products, names),
        Grain::Viewers => typed(&tables.viewers, names),
        Grain::Income => typed(&tables.income, names),
        Grain::Comments => typed(&tables.comments, names),
        Grain::Events => {
            let first: Vec<_> = tables.events.rows().take(SHOWN).collect();
            typed(&first, names)
        }
        Grain::Visits => visits(&tables.visits, names),
        Grain::Periods => typed(&tables.periods, names),
    }
}

fn typed<F: Record>(rows: &[ParsedRow<F>], names: &[String]) -> Vec<PreviewRow> {
    rows.iter()
        .take(SHOWN)
        .map(|row| PreviewRow {
            row: row.origin.row,
            cells: names.iter().map(|name| cell(row, name)).collect(),
        })
        .collect()
}

fn cell<F: Record>(row: &ParsedRow<F>, name: &str) -> PreviewCell {
    if let Some(index) = F::index_of(name) {
        return PreviewCell::Value(row.facts.get(index));
    }
    let text = |text: Option<&String>| text.map_or(Cell::Null, |text| Cell::Text(text.clone()));
    let session = row.session.as_ref();
    let product = row.product.as_ref();
    let account = row.account.as_ref();
    PreviewCell::Value(match name {
        "viewer" if row.identity.is_some() => return PreviewCell::Person,
        "session_id" => text(session.and_then(|s| s.external_id.as_ref())),
        "session_start" => session.and_then(|s| s.start_at).map_or(Cell::Null, Cell::Time),
        "product_id" => text(product.and_then(|p| p.external_id.as_ref())),
        "product_name" => text(product.and_then(|p| p.name.as_ref())),
        "account_id" => text(account.and_then(|a| a.external_id.as_ref())),
        "account_name" => text(account.and_then(|a| a.name.as_ref())),
        "platform" => {
            account.map_or(Cell::Null, |account| Cell::Text(account.platform.word().to_owned()))
        }
        "currency" | "country" => {
            account.map_or(Cell::Null, |account| Cell::Text(account.currency.0.clone()))
        }
        _ => Cell::Null,
    })
}

/// Visits with the first of their free columns.
fn visits(rows: &[ParsedRow<VisitFacts>], names: &mut Vec<String>) -> Vec<PreviewRow> {
    let free = |row: &ParsedRow<VisitFacts>| -> serde_json::Map<String, serde_json::Value> {
        let text = row.facts.features.as_deref().unwrap_or_default();
        serde_json::from_str(text).unwrap_or_default()
    };
    let own = names.len();
    if let Some(first) = rows.first() {
        names.extend(free(first).keys().take(FEATURES).cloned());
    }
    let mut out = typed(rows, &names[..own]);
    for (shown, row) in out.iter_mut().zip(rows) {
        let values = free(row);
        shown.cells.extend(names[own..].iter().map(|name| {
            PreviewCell::Value(match values.get(name) {
                Some(serde_json::Value::Number(number)) => {
                    number.as_f64().map_or(Cell::Null, Cell::Real)
                }
                Some(serde_json::Value::String(text)) => Cell::Text(text.clone()),
                _ => Cell::Null,
            })
        }));
    }
    out
}
