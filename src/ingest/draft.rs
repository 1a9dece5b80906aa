//! A mapping in the making: what an unknown table holds, what each column may be and why, and
//! the template that comes of it.

mod columns;
mod preview;
mod suggest;
mod template;
mod words;

use std::path::PathBuf;

use serde::Serialize;

use super::cell::datetime::{DayEvidence, day_evidence};
use super::container::{self, Format};
use super::detect;
use super::grid::{CellRef, Document, Row};
use super::header::normalise;
use super::holds::{self, Holds, holds};
use super::kind::{Grain, KindId};
use super::known::Known;
use super::personal::{is_personal, tells_who};
use super::reader::load;
use super::remarks::shorten;
use super::template::{BadCells, ColumnAt, HeaderAt, Template, UnitWord};
use super::{IngestError, two_levels};
use crate::domain::FieldKind;

pub use preview::{Preview, PreviewCell, PreviewRow, preview, preview_bytes};

use suggest::Seen;

/// The name of a column with the time of day; it goes with the main column of times.
pub const TIME_OF_DAY: &str = "time_of_day";
/// The name of a free column of visits.
pub const FEATURE: &str = "feature";

/// Values shown of a column.
const SAMPLES: usize = 3;

/// What a person said about a file that is to be mapped. Everything else is suggested.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapSpec {
    /// The file.
    pub path: PathBuf,
    /// Name inside an archive; the first that is not recognised when left out.
    pub inner: Option<String>,
    /// The sheet.
    pub sheet: Option<String>,
    /// The header.
    pub header: HeaderAt,
    /// What a row is about.
    pub grain: Option<Grain>,
    /// What columns are; `None`: of no use.
    pub columns: Vec<(ColumnAt, Option<String>)>,
    /// Units of columns.
    pub units: Vec<(ColumnAt, UnitWord)>,
    /// Which of day and month comes first.
    pub day_first: Option<bool>,
    /// The decimal sign.
    pub decimal: Option<char>,
    /// What becomes of cells that cannot be read.
    pub bad_cells: BadCells,
    /// Delimiter.
    pub delimiter: Option<u8>,
    /// Encoding label.
    pub encoding: Option<String>,
}

impl MapSpec {
    /// Nothing said but the file.
    pub fn of(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// Says what a column is, in place of what was said before.
    pub fn set(&mut self, at: ColumnAt, target: Option<String>) {
        // What stood for this before is of no use now.
        self.columns.retain(|(known, _)| *known != at);
        self.columns.push((at, target));
    }

    /// Says what unit a column is in.
    pub fn set_unit(&mut self, at: ColumnAt, unit: UnitWord) {
        self.units.retain(|(known, _)| *known != at);
        self.units.push((at, unit));
    }
}

/// How sure a suggestion is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Confidence {
    /// The header is one that tables of this kind have.
    Exact,
    /// The header is close to one that tables of this kind have.
    Alike {
        /// That header.
        like: String,
        /// How close, in percent.
        percent: u32,
    },
    /// A word in the header and what the values look like agree.
    Values {
        /// What they look like.
        holds: Holds,
    },
    /// Only guessed: to be looked at.
    Guessed,
    /// It says who somebody is: dropped, or kept as a keyed hash.
    Personal,
    /// A person said so.
    Chosen,
    /// It is of no use.
    Unused,
}

/// One column of the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DraftColumn {
    /// Position from 1.
    pub position: u32,
    /// Header as it stands; empty without one.
    pub header: String,
    /// The first values; none of a personal column.
    pub samples: Vec<String>,
    /// Whether it says who somebody is.
    pub personal: bool,
    /// What its values look like.
    pub holds: Holds,
    /// The canonical name; `None`: of no use.
    pub target: Option<String>,
    /// How sure that is.
    #[serde(flatten)]
    pub confidence: Confidence,
    /// The units its numbers may be in, where neither header nor values tell; may be empty.
    pub units: Vec<UnitWord>,
    /// The unit in force.
    pub unit: Option<UnitWord>,
    /// The name that counts people in place of times, or times in place of people, where the
    /// header does not tell.
    pub twin: Option<String>,
}

/// A mapping in the making.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft {
    /// Name inside an archive.
    pub inner: Option<String>,
    /// Sheet; empty for text files.
    pub sheet: String,
    /// Every sheet that holds something.
    pub sheets: Vec<String>,
    /// Encoding.
    pub encoding: String,
    /// Delimiter of a text file.
    pub delimiter: Option<char>,
    /// The kind that recognises the file, if one does.
    pub kind: Option<KindId>,
    /// Row of the header from 1; 0 without one.
    pub header_row: u32,
    /// What a row is about.
    pub grain: Grain,
    /// The columns in their order.
    pub columns: Vec<DraftColumn>,
    /// Names this kind of table needs and no column gives; alternatives are separated by `|`.
    pub missing: Vec<String>,
    /// Names a column can be given.
    #[serde(skip)]
    pub targets: Vec<String>,
    /// Day and month cannot be told apart.
    pub asks_day: bool,
    /// Which comes first, as said.
    pub day_first: Option<bool>,
    /// The separator of amounts cannot be told.
    pub asks_decimal: bool,
    /// The decimal sign, as said.
    pub decimal: Option<char>,
    /// What becomes of cells that cannot be read.
    pub bad_cells: BadCells,
    #[serde(skip)]
    given: (Option<u8>, Option<String>, bool),
}

/// The kinds of table a person can choose from, in the order they are offered.
pub fn map_grains() -> &'static [Grain] {
    &suggest::GRAINS
}

/// Looks at a file and suggests what its columns are; what the person said stands.
pub fn draft(spec: &MapSpec, known: &Known) -> Result<Draft, IngestError> {
    draft_bytes(&spec.path.to_string_lossy(), &load(&spec.path)?, spec, known)
}

/// As [`draft`], for bytes in memory.
pub fn draft_bytes(
    name: &str,
    bytes: &[u8],
    spec: &MapSpec,
    known: &Known,
) -> Result<Draft, IngestError> {
    let found = entry(name, bytes, spec.inner.as_deref())?;
    let format = container::format(&found.content, &found.name)?;
    let dialect = Template {
        delimiter: spec.delimiter,
        encoding: spec.encoding.clone(),
        ..Template::new(KindId(String::new()))
    };
    let head = found.content.len() > preview::WHOLE;
    let mut document = container::open(&found.content, format, Some(&dialect), head)?;
    let kind = detect::detect(&document, known).map(|found| found.kind.id.clone());
    if kind.is_none() {
        two_levels::join(&mut document);
    }
    let (sheet, header) = table(&document, spec)?;
    let rows = &document.sheets[sheet].rows;
    let data: &[Row] = &rows[header.map_or(0, |at| at + 1).min(rows.len())..];
    let headers = headers(header.map(|at| &rows[at]), data);
    let seen: Vec<Seen> = headers
        .iter()
        .enumerate()
        .map(|(at, header)| Seen {
            header: normalise(header),
            holds: holds(data, at),
            personal: tells_who(header)
                || is_personal(&normalise(header))
                || holds::are_contacts(data, at),
            only_days: only_days(data, at),
        })
        .collect();
    let grain = spec.grain.unwrap_or_else(|| suggest::grain(&seen));
    let own = words::own_kind(grain)
        .ok_or_else(|| IngestError::NoSuchKind { name: grain.word().to_owned() })?;
    let columns = columns::columns(own, spec, &headers, &seen, data);
    let has = |name: &str| columns.iter().any(|column| column.target.as_deref() == Some(name));
    let missing = suggest::missing(own, &has);
    let texts = |column: &DraftColumn| {
        let at = column.position as usize - 1;
        data.iter().filter_map(move |row| match row.cell(at) {
            CellRef::Text(text) => Some(text.trim()),
            _ => None,
        })
    };
    let field =
        |column: &DraftColumn| column.target.as_deref().map(|name| suggest::field_kind(own, name));
    let asks_day = columns.iter().filter(|c| field(c) == Some(FieldKind::Time)).any(|column| {
        let mut either = false;
        for text in texts(column) {
            match day_evidence(text) {
                DayEvidence::Day | DayEvidence::Month => return false,
                DayEvidence::Either => either = true,
                DayEvidence::None => {}
            }
        }
        either
    });
    let asks_decimal = columns
        .iter()
        .filter(|c| field(c) == Some(FieldKind::Money))
        .any(|c| super::cell::number::decide(texts(c), false, false).assumed);
    Ok(Draft {
        inner: found.inner,
        sheet: document.sheets[sheet].name.to_string(),
        sheets: document
            .sheets
            .iter()
            .filter(|sheet| sheet.rows.iter().any(|row| !row.is_blank()))
            .map(|sheet| sheet.name.to_string())
            .collect(),
        encoding: document.encoding.to_owned(),
        delimiter: document.delimiter,
        kind,
        header_row: header.map_or(0, |at| rows[at].number),
        grain,
        columns,
        missing,
        targets: suggest::targets(own),
        asks_day,
        day_first: spec.day_first,
        asks_decimal,
        decimal: spec.decimal,
        bad_cells: spec.bad_cells,
        given: (spec.delimiter, spec.encoding.clone(), document.sheets.len() > 1),
    })
}

/// A file, or one of an archive.
struct Entry {
    name: String,
    inner: Option<String>,
    content: Vec<u8>,
}

/// The file itself; of an archive the named file, else the first that no kind recognises.
fn entry(name: &str, bytes: &[u8], inner: Option<&str>) -> Result<Entry, IngestError> {
    if container::format(bytes, name)? != Format::Archive {
        return Ok(Entry { name: name.to_owned(), inner: None, content: bytes.to_vec() });
    }
    let mut first: Option<Entry> = None;
    let mut unknown: Option<Entry> = None;
    container::entries(bytes, |entry| {
        let Ok(content) = entry.content else {
            return Ok(());
        };
        let wanted = inner.is_none_or(|inner| inner == entry.name);
        if !wanted || unknown.is_some() {
            return Ok(());
        }
        let known = super::inspect::recognise_bytes(&entry.name, &content).is_ok();
        let found = Entry { name: entry.name.clone(), inner: Some(entry.name), content };
        if known {
            first.get_or_insert(found)
        } else {
            unknown.insert(found)
        };
        Ok(())
    })?;
    unknown.or(first).ok_or(IngestError::Empty)
}

/// The sheet and the header row that are meant.
fn table(document: &Document, spec: &MapSpec) -> Result<(usize, Option<usize>), IngestError> {
    let likeliest = detect::likeliest_header(document);
    let filled =
        document.sheets.iter().position(|sheet| sheet.rows.iter().any(|row| !row.is_blank()));
    let sheet = match &spec.sheet {
        Some(name) => document
            .sheets
            .iter()
            .position(|sheet| normalise(&sheet.name) == normalise(name))
            .ok_or_else(|| IngestError::BadTemplate {
                key: "sheet".to_owned(),
                problem: super::TemplateProblem::NoSheet(name.clone()),
            })?,
        None => likeliest.map(|(sheet, _)| sheet).or(filled).ok_or(IngestError::Empty)?,
    };
    let rows = &document.sheets[sheet].rows;
    let header = match spec.header {
        HeaderAt::None => None,
        HeaderAt::Row(number) => {
            Some(rows.iter().position(|row| row.number == number).ok_or(IngestError::Empty)?)
        }
        HeaderAt::Search => match likeliest.filter(|(at, _)| *at == sheet) {
            Some((_, row)) => Some(row),
            None => detect::likeliest_in(&document.sheets[sheet]),
        },
    };
    Ok((sheet, header))
}

fn headers(header: Option<&Row>, data: &[Row]) -> Vec<String> {
    match header {
        Some(row) => (0..row.width()).map(|at| shorten(&row.cell(at).text())).collect(),
        None => {
            let width = data.iter().take(50).map(Row::width).max().unwrap_or(0);
            vec![String::new(); width]
        }
    }
}

/// Whether a column of times holds days alone.
fn only_days(rows: &[Row], at: usize) -> bool {
    let mut any = false;
    let all = rows.iter().take(50).map(|row| row.cell(at)).filter(|c| !c.is_blank()).all(|cell| {
        any = true;
        match cell {
            CellRef::Serial(days) => days.fract() == 0.0,
            CellRef::Text(text) => !text.contains(':') && !text.contains('：'),
            _ => false,
        }
    });
    any && all
}

#[cfg(test)]
mod tests;
