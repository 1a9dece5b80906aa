//! Workbooks of Excel 97–2003 (`.xls`, BIFF8): every sheet as rows, the declared dimension ignored.
//! Read record by record, so that no length that a damaged file declares is ever allocated.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::IngestError;
use super::compound::{Compound, u16_at, u32_at};
use super::grid::{Cells, Document, Row, Sheet, Typed};
use super::limits::MAX_CELLS;

const EOF: u16 = 0x000a;
const DATE_MODE: u16 = 0x0022;
const FILE_PASS: u16 = 0x002f;
const CONTINUE: u16 = 0x003c;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00bd;
const R_STRING: u16 = 0x00d6;
const XF: u16 = 0x00e0;
const SST: u16 = 0x00fc;
const LABEL_SST: u16 = 0x00fd;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027e;
const FORMAT: u16 = 0x041e;
const BOF: u16 = 0x0809;
const BIFF8: u16 = 0x0600;
/// Days between the two origins of workbooks.
const DAYS_1904: f64 = 1462.0;

/// Reads a workbook; at most `rows` rows of each sheet when given.
pub(super) fn open(bytes: &[u8], rows: Option<u32>) -> Result<Document, IngestError> {
    let file = Compound::open(bytes)?;
    if !file.has("Workbook") {
        let found = ["WordDocument", "PowerPoint Document"]
            .into_iter()
            .zip(["word", "powerpoint"])
            .find_map(|(stream, found)| file.has(stream).then_some(found));
        return Err(match found {
            // Excel 95 and before.
            None if file.has("Book") => IngestError::LegacyExcel,
            None => IngestError::Corrupt { detail: "no workbook stream".to_owned() },
            Some(found) => {
                IngestError::NotWhatItSays { named: "xls".to_owned(), found: found.to_owned() }
            }
        });
    }
    let stream = file.stream("Workbook")?;
    let book = Book::of(&stream)?;
    let mut budget = MAX_CELLS;
    let mut sheets = Vec::new();
    for (at, name) in &book.sheets {
        let rows = book.rows(&stream, *at, rows, &mut budget)?;
        sheets.push(Sheet { name: Arc::from(name.as_str()), rows, open_end: false });
    }
    Ok(Document { encoding: "xls", delimiter: None, replaced: 0, left_out: Vec::new(), sheets })
}

/// One record with the records that continue it.
struct Parts<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Parts<'a> {
    fn first(&self) -> &'a [u8] {
        self.parts[0]
    }

    /// Moves on to what continues the record once a part is read.
    fn settle(&mut self) -> bool {
        while self.parts.get(self.part).is_some_and(|part| self.at >= part.len()) {
            self.part += 1;
            self.at = 0;
        }
        self.part < self.parts.len()
    }

    fn byte(&mut self) -> Option<u8> {
        self.settle().then_some(())?;
        let byte = self.parts[self.part][self.at];
        self.at += 1;
        Some(byte)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle().then_some(())?;
            let step = count.min(self.parts[self.part].len() - self.at);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// `count` characters after their flags. Where a string goes on in another record, that
    /// record says anew whether its characters are wide.
    fn characters(&mut self, count: usize, flags: u8) -> Option<String> {
        let mut wide = flags & 1 == 1;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            let before = self.part;
            self.settle().then_some(())?;
            if self.part != before {
                wide = self.byte()? & 1 == 1;
            }
            units.push(if wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A string with its length before it and, behind it, its formats, which are left out.
    fn text(&mut self) -> Option<String> {
        let count = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.short()?) };
        let extra = if flags & 4 == 0 { 0 } else { self.long()? as usize };
        let text = self.characters(count, flags)?;
        self.skip(runs * 4)?;
        self.skip(extra)?;
        Some(text)
    }
}

/// The records of a stream from a position on.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn raw(&self, at: usize) -> Option<(u16, &'a [u8], usize)> {
        let kind = u16_at(self.stream, at)?;
        let from = at.checked_add(4)?;
        let to = from.checked_add(usize::from(u16_at(self.stream, at + 2)?))?;
        Some((kind, self.stream.get(from..to)?, to))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Parts<'a>;

    fn next(&mut self) -> Option<Parts<'a>> {
        let (kind, data, mut at) = self.raw(self.at)?;
        let mut parts = vec![data];
        while let Some((CONTINUE, data, to)) = self.raw(at) {
            parts.push(data);
            at = to;
        }
        self.at = at;
        Some(Parts { kind, parts, part: 0, at: 0 })
    }
}

/// What holds for all sheets.
#[derive(Default)]
struct Book {
    /// Place and name of every sheet with cells.
    sheets: Vec<(usize, String)>,
    strings: Vec<String>,
    /// Whether numbers of this cell format are dates or times.
    dates: Vec<bool>,
    shift: f64,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Self, IngestError> {
        let cut = || IngestError::Corrupt { detail: "workbook record".to_owned() };
        let mut book = Self::default();
        let mut formats: BTreeMap<u16, bool> = BTreeMap::new();
        let mut cell_formats = Vec::new();
        let mut ended = false;
        for (nth, mut record) in (Records { stream, at: 0 }).enumerate() {
            let data = record.first();
            match record.kind {
                BOF if u16_at(data, 0) != Some(BIFF8) => return Err(IngestError::LegacyExcel),
                kind if nth == 0 && kind != BOF => return Err(cut()),
                FILE_PASS => return Err(IngestError::PasswordProtected),
                DATE_MODE if u16_at(data, 0) == Some(1) => book.shift = DAYS_1904,
                FORMAT => {
                    let id = record.short().ok_or_else(cut)?;
                    formats.insert(id, is_date(&record.text().unwrap_or_default()));
                }
                XF => cell_formats.push(u16_at(data, 2).ok_or_else(cut)?),
                BOUND_SHEET => {
                    let at = record.long().ok_or_else(cut)? as usize;
                    let kind = record.short().ok_or_else(cut)? >> 8;
                    let count = usize::from(record.byte().ok_or_else(cut)?);
                    let flags = record.byte().ok_or_else(cut)?;
                    let name = record.characters(count, flags).ok_or_else(cut)?;
                    // The others are charts and macros.
                    if kind == 0 {
                        book.sheets.push((at, name));
                    }
                }
                SST => {
                    let _ = record.long();
                    let count = record.long().ok_or_else(cut)?;
                    for _ in 0..count {
                        book.strings.push(record.text().ok_or_else(cut)?);
                    }
                }
                EOF => {
                    ended = true;
                    break;
                }
                _ => {}
            }
        }
        if !ended {
            return Err(cut());
        }
        let date = |id: &u16| formats.get(id).copied().unwrap_or_else(|| is_builtin_date(*id));
        book.dates = cell_formats.iter().map(date).collect();
        Ok(book)
    }

    fn number(&self, format: u16, number: f64) -> Typed {
        if !self.dates.get(usize::from(format)).copied().unwrap_or(false) {
            return Typed::Number(number);
        }
        // A time without a date has no origin.
        Typed::Serial(if number < 1.0 { number } else { number + self.shift })
    }

    /// The rows of the sheet that begins at a place of the stream.
    fn rows(
        &self,
        stream: &[u8],
        at: usize,
        limit: Option<u32>,
        budget: &mut u64,
    ) -> Result<Vec<Row>, IngestError> {
        let mut grid = Grid { rows: BTreeMap::new(), limit, budget };
        let mut depth = 0;
        let mut ended = false;
        // The cell of a formula whose text stands in the next record.
        let mut waiting = None;
        for mut record in (Records { stream, at }) {
            let data = record.first();
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => {
                    ended = true;
                    break;
                }
                EOF => depth -= 1,
                // A chart within the sheet has cells of its own.
                _ if depth != 1 => {}
                STRING => {
                    if let (Some((row, column)), Some(text)) = (waiting.take(), record.text()) {
                        grid.set(row, column, words(&text))?;
                    }
                }
                MUL_RK => {
                    let Some((row, first)) = place(data) else { continue };
                    // Format and number of each cell; the last column stands behind them.
                    let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                    for (column, cell) in (first..=u16::MAX).zip(cells.as_chunks::<6>().0) {
                        let format = u16::from_le_bytes([cell[0], cell[1]]);
                        let raw = u32::from_le_bytes([cell[2], cell[3], cell[4], cell[5]]);
                        grid.set(row, column, self.number(format, rk(raw)))?;
                    }
                }
                FORMULA => {
                    let Some((row, column)) = place(data) else { continue };
                    let value: Option<[u8; 8]> = data.get(6..14).and_then(|v| v.try_into().ok());
                    let Some(value) = value else { continue };
                    waiting = None;
                    match value {
                        [0, .., 0xff, 0xff] => waiting = Some((row, column)),
                        [1, _, truth, .., 0xff, 0xff] => {
                            grid.set(row, column, Typed::Bool(truth != 0))?;
                        }
                        [.., 0xff, 0xff] => {}
                        number => {
                            let number = f64::from_le_bytes(number);
                            let format = u16_at(data, 4).unwrap_or(0);
                            grid.set(row, column, self.number(format, number))?;
                        }
                    }
                }
                NUMBER | RK | LABEL | R_STRING | LABEL_SST | BOOL_ERR => {
                    let Some((row, column)) = place(data) else { continue };
                    grid.set(row, column, self.cell(&mut record).unwrap_or(Typed::Empty))?;
                }
                _ => {}
            }
        }
        if !ended {
            return Err(IngestError::Corrupt { detail: "sheet record".to_owned() });
        }
        Ok(grid
            .rows
            .into_iter()
            .map(|(row, cells)| Row { number: u32::from(row) + 1, cells: Cells::Typed(cells) })
            .collect())
    }

    /// The value of a record about one cell.
    fn cell(&self, record: &mut Parts<'_>) -> Option<Typed> {
        let data = record.first();
        let format = u16_at(data, 4)?;
        Some(match record.kind {
            NUMBER => {
                let number: [u8; 8] = data.get(6..14)?.try_into().ok()?;
                self.number(format, f64::from_le_bytes(number))
            }
            RK => self.number(format, rk(u32_at(data, 6)?)),
            LABEL_SST => words(self.strings.get(u32_at(data, 6)? as usize)?),
            BOOL_ERR if data.get(7) == Some(&0) => Typed::Bool(*data.get(6)? != 0),
            LABEL | R_STRING => {
                record.skip(6)?;
                words(&record.text()?)
            }
            _ => Typed::Empty,
        })
    }
}

fn place(data: &[u8]) -> Option<(u16, u16)> {
    Some((u16_at(data, 0)?, u16_at(data, 2)?))
}

fn words(text: &str) -> Typed {
    if text.is_empty() { Typed::Empty } else { Typed::Text(text.into()) }
}

/// A number in four bytes: a whole one or the upper half of a double, perhaps in hundredths.
fn rk(raw: u32) -> f64 {
    let number = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { number } else { number / 100.0 }
}

/// The cells of a sheet as they come.
struct Grid<'a> {
    rows: BTreeMap<u16, Vec<Typed>>,
    limit: Option<u32>,
    budget: &'a mut u64,
}

impl Grid<'_> {
    fn set(&mut self, row: u16, column: u16, value: Typed) -> Result<(), IngestError> {
        if value == Typed::Empty || self.limit.is_some_and(|limit| u32::from(row) >= limit) {
            return Ok(());
        }
        let cells = self.rows.entry(row).or_default();
        let at = usize::from(column);
        if cells.len() <= at {
            let grown = (at + 1 - cells.len()) as u64;
            *self.budget = self
                .budget
                .checked_sub(grown)
                .ok_or(IngestError::TooManyCells { limit: MAX_CELLS })?;
            cells.resize(at + 1, Typed::Empty);
        }
        cells[at] = value;
        Ok(())
    }
}

/// Formats that every workbook knows without naming them.
fn is_builtin_date(id: u16) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a number format shows a date or a time: it names a part of one outside of quotes,
/// escapes and the brackets of colours and conditions.
fn is_date(format: &str) -> bool {
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // `[h]:mm` counts hours beyond a day.
                if matches!(inner.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    return true;
                }
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            // `General` and exponents name none of these.
            'G' | 'g' => drop(chars.by_ref().take(6).count()),
            _ => {}
        }
    }
    false
}
