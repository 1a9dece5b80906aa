//! The quick way for a row of a log that looks like earlier ones: what was read of a cell before
//! is not read again. Every other row goes the long way, and both give the same.

use std::collections::HashMap;

use csv::StringRecord;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::super::columns::{Column, Columns};
use super::super::detect::canonical;
use super::super::kind::{KindDef, Target};
use super::super::template::{BadCells, Template, TimeFormat};
use crate::domain::{Action, Event, EventTable};

/// Combinations of session, account and product that are remembered.
const MOST_PLACES: usize = 200_000;
const MOST_WORDS: usize = 64;
/// Stands between the cells of a combination.
const BETWEEN: char = '\u{1f}';

/// What is remembered of a log's cells.
pub(super) struct Quick {
    width: usize,
    viewer: usize,
    action: usize,
    at: Option<(usize, Clock)>,
    value: Option<usize>,
    /// Columns of everything else that is read.
    rest: Vec<usize>,
    words: Vec<(Box<str>, Action)>,
    places: HashMap<Box<str>, (u32, Option<u32>)>,
    joined: String,
}

impl Quick {
    /// `None` when the columns need more thought than this.
    pub fn of(columns: &Columns, kind: &KindDef, template: Option<&Template>) -> Option<Self> {
        let plain = |t: &Template| {
            t.rules.is_empty() && t.of_day.is_none() && t.bad_cells == BadCells::default()
        };
        let simple = template.is_none_or(plain)
            && kind.table.require.iter().all(|entry| entry.split('|').any(|n| n == "viewer"));
        if !simple {
            return None;
        }
        let (mut viewer, mut action, mut at, mut value) = (None, None, None, None);
        let mut rest = Vec::new();
        for column in &columns.list {
            match (&column.target, canonical(&column.target)) {
                (Target::Identity { .. }, _) if viewer.is_none() => viewer = Some(column.at),
                (Target::Field { .. }, "action") => action = Some(column.at),
                (Target::Field { .. }, "at") => {
                    at = Some((column.at, Clock::of(column, columns)?));
                }
                (Target::Field { .. }, "value") if column.unit.is_none() => {
                    value = Some(column.at);
                }
                (Target::Ref(_), _) => rest.push(column.at),
                (Target::Drop | Target::Ignore, _) => {}
                _ => return None,
            }
        }
        Some(Self {
            width: columns.width,
            viewer: viewer?,
            action: action?,
            at,
            value,
            rest,
            words: Vec::new(),
            places: HashMap::new(),
            joined: String::new(),
        })
    }

    /// Whether a row, as its header could be, would look like a row of data.
    pub fn could_be_data(&mut self, record: &StringRecord) -> bool {
        match &mut self.at {
            Some((at, clock)) => record.get(*at).is_some_and(|cell| clock.read(cell).is_some()),
            None => true,
        }
    }

    /// Takes a row in when all its cells are known. `false` when it must go the long way.
    pub fn take(&mut self, record: &StringRecord, row: u32, events: &mut EventTable) -> bool {
        match self.event(record, row, events) {
            Some(event) => {
                events.push_event(event);
                true
            }
            None => false,
        }
    }

    fn event(&mut self, record: &StringRecord, row: u32, events: &EventTable) -> Option<Event> {
        if self.width > 0 && record.len() > self.width {
            return None;
        }
        let word = record.get(self.action)?;
        let (_, action) = self.words.iter().find(|(known, _)| **known == *word)?;
        let action = *action;
        let viewer = record.get(self.viewer).filter(|id| is_plain(id))?;
        let viewer = events.find_viewer(viewer)?;
        let at = match &mut self.at {
            Some((at, clock)) => match record.get(*at)? {
                "" => None,
                text => Some(clock.read(text)?),
            },
            None => None,
        };
        let value = match self.value {
            Some(at) => match record.get(at)? {
                "" => None,
                text => Some(plain_number(text)?),
            },
            None => None,
        };
        let place = join(&self.rest, record, &mut self.joined)?;
        let (place, product) = *self.places.get(place)?;
        Some(Event { row, place, product, viewer: Some(viewer), at, action: Some(action), value })
    }

    /// Remembers the cells of a row that was read without a remark as the table's last event.
    pub fn learn(&mut self, record: &StringRecord, event: &Event) {
        if let (Some(word), Some(action)) = (record.get(self.action), event.action)
            && self.words.len() < MOST_WORDS
            && !self.words.iter().any(|(known, _)| **known == *word)
        {
            self.words.push((word.into(), action));
        }
        if self.places.len() < MOST_PLACES
            && let Some(place) = join(&self.rest, record, &mut self.joined)
        {
            self.places.insert(place.into(), (event.place, event.product));
        }
    }
}

/// The cells of some columns as one text.
fn join<'a>(
    columns: &[usize],
    record: &'a StringRecord,
    joined: &'a mut String,
) -> Option<&'a str> {
    if let [only] = columns {
        return record.get(*only);
    }
    joined.clear();
    for at in columns {
        let cell = record.get(*at)?;
        if cell.contains(BETWEEN) {
            return None;
        }
        joined.push_str(cell);
        joined.push(BETWEEN);
    }
    Some(joined)
}

/// An id that cleaning leaves as it is: when it was taken in before, it is the same viewer's.
fn is_plain(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'))
}

/// Digits with at most one dot.
fn plain_number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |part: &str| (1..=15).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (digits(whole) && digits(fraction)).then(|| text.parse().ok()).flatten()
}

/// Reads the commonest ways of writing a time.
struct Clock {
    form: Form,
    zone: TimeZone,
    /// Hours of the zone's clocks and when they begin, by their last digits.
    hours: Vec<Option<(u32, i64)>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Any,
    Seconds,
    Millis,
}

const HOURS: usize = 1 << 10;

impl Clock {
    fn of(column: &Column, columns: &Columns) -> Option<Self> {
        let form = match &columns.time_format {
            None => Form::Any,
            Some(TimeFormat::EpochSeconds) => Form::Seconds,
            Some(TimeFormat::EpochMillis) => Form::Millis,
            Some(TimeFormat::Pattern(_)) => return None,
        };
        let zone = columns.zone.clone();
        column.unit.is_none().then(|| Self { form, zone, hours: vec![None; HOURS] })
    }

    /// Milliseconds since 1970.
    fn read(&mut self, text: &str) -> Option<i64> {
        let bytes = text.as_bytes();
        if bytes.len() <= 13 && bytes.iter().all(u8::is_ascii_digit) {
            let number: i64 = text.parse().ok()?;
            return match (self.form, bytes.len()) {
                (Form::Seconds, 1..=10) => Some(number * 1000),
                (Form::Millis, 1..=13) => Some(number),
                (Form::Any, 10) if (600_000_000..4_200_000_000).contains(&number) => {
                    Some(number * 1000)
                }
                (Form::Any, 13) if (600_000_000_000..4_200_000_000_000).contains(&number) => {
                    Some(number)
                }
                _ => None,
            };
        }
        if self.form == Form::Any { self.civil(bytes) } else { None }
    }

    /// `2026-09-07 20:00:05`, also with `/` or `T` and without seconds.
    fn civil(&mut self, bytes: &[u8]) -> Option<i64> {
        let sign = *bytes.get(4)?;
        let seconds = match bytes.len() {
            19 if bytes[16] == b':' => two(bytes, 17)?,
            16 => 0,
            _ => return None,
        };
        let framed = matches!(sign, b'-' | b'/')
            && bytes[7] == sign
            && matches!(bytes[10], b' ' | b'T')
            && bytes[13] == b':';
        if !framed {
            return None;
        }
        let year = two(bytes, 0)? * 100 + two(bytes, 2)?;
        let (month, day, hour) = (two(bytes, 5)?, two(bytes, 8)?, two(bytes, 11)?);
        let minute = two(bytes, 14)?;
        if !(1970..=2200).contains(&year) || hour > 23 || minute > 59 || seconds > 59 {
            return None;
        }
        let start = self.hour(year, month, day, hour)?;
        Some(start + i64::from(minute * 60 + seconds) * 1000)
    }

    /// When an hour begins; `None` when the zone's clocks change within it.
    fn hour(&mut self, year: u32, month: u32, day: u32, hour: u32) -> Option<i64> {
        let key = ((year * 16 + month) * 32 + day) * 32 + hour;
        let slot = (key as usize / 32 * 24 + hour as usize) % HOURS;
        if let Some((_, start)) = self.hours[slot].filter(|(known, _)| *known == key) {
            return Some(start);
        }
        let date = Date::new(year as i16, month as i8, day as i8).ok()?;
        let moment = |minute: i8, second: i8| {
            let time = Time::new(hour as i8, minute, second, 0).ok()?;
            let at = self.zone.to_timestamp(DateTime::from_parts(date, time)).ok()?;
            Some(at.as_millisecond())
        };
        let (start, end) = (moment(0, 0)?, moment(59, 59)?);
        if end - start != 3_599_000 {
            return None;
        }
        self.hours[slot] = Some((key, start));
        Some(start)
    }
}

fn two(bytes: &[u8], at: usize) -> Option<u32> {
    let digit = |b: u8| b.is_ascii_digit().then(|| u32::from(b - b'0'));
    Some(digit(*bytes.get(at)?)? * 10 + digit(*bytes.get(at + 1)?)?)
}
