//! The records of a text file, one after the other, with the row numbers a spreadsheet shows.

use std::collections::VecDeque;
use std::io::Read;

use csv::StringRecord;

use super::super::grid::{Cells, Row};
use super::super::limits::MAX_RECORD;
use super::super::text;
use super::Halt;
use super::tape::Tape;

/// Reads records off a tape. The last one is held back until it is known how the file ends.
pub(super) struct Records<R: Read> {
    reader: csv::Reader<Tape<R>>,
    delimiter: u8,
    /// Line breaks inside quotes so far: they are no rows.
    extra: u64,
    next: StringRecord,
    /// Place, line and earlier `extra` of the record in `next`.
    place: Option<(u64, u64, u64)>,
    /// Row number of that record.
    number: u32,
    /// Rows of an end that was split anew.
    tail: VecDeque<Row>,
    /// The text ends without a line break, or inside quotes.
    pub open_end: bool,
}

impl<R: Read> Records<R> {
    pub fn new(tape: Tape<R>, delimiter: u8) -> Result<Self, Halt> {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(64 << 10)
            .from_reader(tape);
        let mut records = Self {
            reader,
            delimiter,
            extra: 0,
            next: StringRecord::new(),
            place: None,
            number: 0,
            tail: VecDeque::new(),
            open_end: false,
        };
        records.look_ahead()?;
        Ok(records)
    }

    pub fn tape(&self) -> &Tape<R> {
        self.reader.get_ref()
    }

    /// Puts the next record into `record`. Returns its row number.
    pub fn read(&mut self, record: &mut StringRecord) -> Result<Option<u32>, Halt> {
        if self.place.is_some() {
            std::mem::swap(record, &mut self.next);
            let number = self.number;
            let place = self.place;
            self.look_ahead()?;
            if self.place.is_some() || !self.ends_in_quotes(place)? {
                return Ok(Some(number));
            }
        }
        Ok(self.tail.pop_front().map(|row| {
            if let Cells::Record(cells) = row.cells {
                *record = cells;
            }
            row.number
        }))
    }

    fn look_ahead(&mut self) -> Result<(), Halt> {
        let more = self.reader.read_record(&mut self.next);
        if self.tape().is_foreign() {
            return Err(Halt::Encoding);
        }
        // What cannot be read here says why when it is read as a whole.
        let more = more.map_err(|_| Halt::Elsewhere)?;
        if !more {
            self.place = None;
            return Ok(());
        }
        let (place, line) = self.next.position().map_or((0, 1), |p| (p.byte(), p.line()));
        let text = self.tape().since(place).ok_or(Halt::Elsewhere)?;
        // A record's place is that of the blank lines before it, which are no records.
        let blank =
            text.bytes().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| *b == b'\n').count()
                as u64;
        if self.next.as_slice().len() > MAX_RECORD / 2 {
            return Err(Halt::Elsewhere);
        }
        let line = line + blank;
        self.place = Some((place, line, self.extra));
        self.number = text::row_number(line, self.extra, self.number);
        self.extra += self.next.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
        Ok(())
    }

    /// At the end: whether the last record opens a quote that never closes. Then its lines are
    /// split anew without quotes.
    fn ends_in_quotes(&mut self, last: Option<(u64, u64, u64)>) -> Result<bool, Halt> {
        let Some((place, line, extra)) = last else {
            return Ok(false);
        };
        let tape = self.reader.get_ref();
        let text = tape.since(place).ok_or(Halt::Elsewhere)?;
        self.open_end = tape.is_cut() || !text.ends_with(['\n', '\r']);
        if text.bytes().filter(|b| *b == b'"').count() % 2 == 0 {
            return Ok(false);
        }
        let mut rows = Vec::new();
        text::records(text, self.delimiter, false, line - 1, extra, &mut rows)
            .map_err(|_| Halt::Elsewhere)?;
        self.tail = rows.into();
        self.open_end = true;
        Ok(true)
    }
}
