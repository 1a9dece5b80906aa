//! What the values of a column look like, whatever its header says.

use serde::{Deserialize, Serialize};

use super::cell::datetime::{DayOrder, parse_moment};
use super::cell::duration::parse_duration;
use super::cell::money::{parse_money, strip_currency};
use super::cell::number::{Dialect, parse_number, parse_ratio};
use super::cell::{is_missing_number, is_note};
use super::grid::{CellRef, Row};
use crate::domain::FieldKind;

/// Rows that are looked at.
const LOOKED_AT: usize = 300;
/// The share of values that must be of one form.
const MOST: f64 = 0.8;

/// What the values of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Nothing.
    Nothing,
    /// Days, or days with times.
    Times,
    /// Times of day without the day.
    TimesOfDay,
    /// Amounts: a currency sign, or two decimals throughout.
    Amounts,
    /// Whole numbers.
    Counts,
    /// Other numbers.
    Numbers,
    /// Percentages.
    Ratios,
    /// Lengths of time with their units.
    Durations,
    /// One of two words, such as TRUE and FALSE.
    Flags,
    /// Words and ids.
    Words,
}

impl Holds {
    /// Whether such values can be read into a field of this kind.
    pub fn fits(self, kind: FieldKind) -> bool {
        match kind {
            _ if self == Self::Nothing => true,
            FieldKind::Count => self == Self::Counts,
            FieldKind::Money | FieldKind::Real => {
                matches!(self, Self::Amounts | Self::Counts | Self::Numbers)
            }
            FieldKind::Fraction => {
                matches!(self, Self::Ratios | Self::Numbers | Self::Amounts | Self::Counts)
            }
            FieldKind::Seconds => matches!(
                self,
                Self::Durations | Self::Numbers | Self::Amounts | Self::Counts | Self::TimesOfDay
            ),
            FieldKind::Time => self == Self::Times,
            FieldKind::Text => true,
        }
    }
}

fn of_cell(cell: CellRef<'_>) -> Option<Holds> {
    let text = match cell {
        CellRef::Empty => return None,
        CellRef::Number(number) => {
            return Some(if number.fract() == 0.0 { Holds::Counts } else { Holds::Numbers });
        }
        CellRef::Serial(days) if days < 1.0 => return Some(Holds::TimesOfDay),
        CellRef::Serial(_) => return Some(Holds::Times),
        CellRef::Bool(_) => return Some(Holds::Flags),
        CellRef::Text(text) => text.trim(),
    };
    if is_missing_number(text) || is_note(text) {
        return None;
    }
    if let Some(number) = parse_number(text, Dialect::WHOLE)
        && number.fract() == 0.0
        && !text.contains(['.', ','])
    {
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        // 20260907, and longer: a day with its time.
        let moment = plain && text.len() >= 8 && text.len() != 10 && text.starts_with("20");
        if moment && parse_moment(text, DayOrder::DayFirst).is_some() {
            return Some(Holds::Times);
        }
        return Some(if plain && text.len() >= 12 { Holds::Words } else { Holds::Counts });
    }
    if strip_currency(text).1.is_some() && parse_money(text, Dialect::PLAIN).is_some() {
        return Some(Holds::Amounts);
    }
    if text.ends_with(['%', '％']) && parse_ratio(text, false).is_some() {
        return Some(Holds::Ratios);
    }
    if let Some(number) = parse_number(text, Dialect::PLAIN) {
        let grouped = number.fract() == 0.0 && !text.contains('.');
        let cents = text.rsplit_once(['.', ',']).is_some_and(|(_, last)| last.len() == 2);
        return Some(if grouped {
            Holds::Counts
        } else if cents {
            Holds::Amounts
        } else {
            Holds::Numbers
        });
    }
    if is_time_of_day(text) {
        return Some(Holds::TimesOfDay);
    }
    if parse_moment(text, DayOrder::DayFirst)
        .or_else(|| parse_moment(text, DayOrder::MonthFirst))
        .is_some()
    {
        return Some(Holds::Times);
    }
    if parse_duration(text, 1.0).is_some() {
        return Some(Holds::Durations);
    }
    Some(Holds::Words)
}

/// `20:30`, `8:05:00`: it may also be a length of time, which the header tells.
fn is_time_of_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| (1..=2).contains(&part.len()))
        && parts[0].parse::<u8>().is_ok_and(|hour| hour < 24)
        && parts[1..].iter().all(|part| part.parse::<u8>().is_ok_and(|n| n < 60))
}

/// Whether most values are phone numbers or mail addresses, whatever the header says.
pub(super) fn are_contacts(rows: &[Row], at: usize) -> bool {
    let (mut all, mut contacts) = (0u32, 0u32);
    for row in rows.iter().take(LOOKED_AT) {
        let text = row.cell(at).text();
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        all += 1;
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let number = digits.strip_prefix("+86").unwrap_or(&digits);
        let mobile = number.len() == 11
            && number.starts_with('1')
            && matches!(number.as_bytes()[1], b'3'..=b'9')
            && number.bytes().all(|b| b.is_ascii_digit() || b == b'*');
        let mail = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !text.contains(' ')
        });
        contacts += u32::from(mobile || mail);
    }
    contacts > 0 && f64::from(contacts) >= MOST * f64::from(all)
}

/// What most values of a column look like.
pub(super) fn holds(rows: &[Row], at: usize) -> Holds {
    let seen: Vec<Holds> =
        rows.iter().take(LOOKED_AT).filter_map(|row| of_cell(row.cell(at))).collect();
    if seen.is_empty() {
        return Holds::Nothing;
    }
    let mut words: Vec<String> = Vec::new();
    for row in rows.iter().take(LOOKED_AT) {
        let text = row.cell(at).text().trim().to_lowercase();
        if !text.is_empty() && !words.contains(&text) {
            words.push(text);
        }
        if words.len() > 2 {
            break;
        }
    }
    let counts = seen.iter().all(|one| *one == Holds::Counts);
    let bits = counts && words.iter().all(|word| word == "0" || word == "1");
    if words.len() == 2 && (bits || seen.iter().all(|s| matches!(s, Holds::Words | Holds::Flags))) {
        return Holds::Flags;
    }
    let share = |wanted: &[Holds]| {
        seen.iter().filter(|one| wanted.contains(one)).count() as f64 / seen.len() as f64
    };
    let forms: [(&[Holds], Holds); 7] = [
        (&[Holds::Counts], Holds::Counts),
        (&[Holds::Amounts, Holds::Counts], Holds::Amounts),
        (&[Holds::Numbers, Holds::Amounts, Holds::Counts], Holds::Numbers),
        (&[Holds::Times], Holds::Times),
        (&[Holds::TimesOfDay], Holds::TimesOfDay),
        (&[Holds::Ratios], Holds::Ratios),
        (&[Holds::Durations, Holds::TimesOfDay], Holds::Durations),
    ];
    forms.into_iter().find(|(of, _)| share(of) >= MOST).map_or(Holds::Words, |(_, holds)| holds)
}
