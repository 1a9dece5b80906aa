//! Moments: civil times that wait for a zone, and instants.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Moment {
    /// On the clocks of the account's zone.
    Civil(DateTime),
    /// With an offset.
    Instant(Timestamp),
}

impl Moment {
    /// The instant, with civil times in `zone`. A time that clocks skip is moved forward.
    pub fn at(self, zone: &TimeZone) -> Option<Timestamp> {
        match self {
            Self::Instant(at) => Some(at),
            Self::Civil(at) => zone.to_timestamp(at).ok(),
        }
    }
}

/// Order of day and month where the year stands last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What a value shows about day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum DayEvidence {
    /// Year first, or a month in words.
    None,
    Day,
    Month,
    Either,
}

/// Reads a moment. `order` matters only where the year stands last.
pub(in crate::ingest) fn parse_moment(text: &str, order: DayOrder) -> Option<Moment> {
    parse(text, order).map(|(moment, _)| moment)
}

/// Reads a month without a day, `Sep 2026` or `2026-09`, as its first.
pub(in crate::ingest) fn parse_month(text: &str) -> Option<Moment> {
    let text = text.trim();
    let first = |text: &str| parse_moment(text, DayOrder::DayFirst);
    first(&format!("1 {text}")).or_else(|| first(&format!("{text}-01")))
}

/// What a value shows about the order of day and month.
pub(in crate::ingest) fn day_evidence(text: &str) -> DayEvidence {
    parse(text, DayOrder::DayFirst)
        .or_else(|| parse(text, DayOrder::MonthFirst))
        .map_or(DayEvidence::None, |(_, evidence)| evidence)
}

/// Whether the value is written with AM or PM, as only month-first countries do here.
pub(in crate::ingest) fn has_half_day(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    text.ends_with("am") || text.ends_with("pm")
}

fn parse(text: &str, order: DayOrder) -> Option<(Moment, DayEvidence)> {
    let text = text.trim().trim_matches('"').trim();
    if text.len() > 64 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (text, offset) = split_offset(text)?;
    let (text, half) = split_half(text);
    let parts = Parts::of(text)?;
    let (date, used, evidence) = parts.date(order)?;
    let time = parts.time(used, half)?;
    let civil = DateTime::from_parts(date, time);
    let moment = match offset {
        None => Moment::Civil(civil),
        Some(seconds) => {
            let offset = jiff::tz::Offset::from_seconds(seconds).ok()?;
            Moment::Instant(offset.to_timestamp(civil).ok()?)
        }
    };
    Some((moment, evidence))
}

/// Takes `Z`, `UTC`, `+0900`, `+09:00` off the end. `None` for an impossible offset.
fn split_offset(text: &str) -> Option<(&str, Option<i32>)> {
    for end in ["UTC", "GMT", "Z", "z"] {
        if let Some(rest) = text.strip_suffix(end) {
            return Some((rest.trim_end(), Some(0)));
        }
    }
    // Only behind a time of day: 2026-09-07 has signs too.
    let colon = text.find(':');
    let Some(at) = text.rfind(['+', '-']).filter(|at| colon.is_some_and(|c| c < *at)) else {
        return Some((text, None));
    };
    let digits: String = text[at + 1..].chars().filter(|c| *c != ':').collect();
    let known = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    if !known {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    let sign = if text[at..].starts_with('-') { -1 } else { 1 };
    Some((text[..at].trim_end(), Some(sign * seconds)))
}

/// Takes AM or PM off the end; true is PM.
fn split_half(text: &str) -> (&str, Option<bool>) {
    for (end, pm) in [("AM", false), ("PM", true), ("am", false), ("pm", true)] {
        if let Some(rest) = text.strip_suffix(end) {
            return (rest.trim_end(), Some(pm));
        }
    }
    (text, None)
}

/// Numbers of a time as written, the month's word resolved.
struct Parts {
    /// Value, digits, and the separator before it.
    numbers: Vec<(u64, usize, char)>,
    /// Month given as a word, and its position among the numbers.
    month: Option<(i8, usize)>,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let mut numbers: Vec<(u64, usize, char)> = Vec::new();
        let mut month = None;
        let mut sep = ' ';
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_ascii_digit() {
                let mut end = start + 1;
                while let Some((at, _)) = chars.next_if(|(_, n)| n.is_ascii_digit()) {
                    end = at + 1;
                }
                if end - start > 14 || numbers.len() > 7 {
                    return None;
                }
                numbers.push((text[start..end].parse().ok()?, end - start, sep));
                sep = ' ';
            } else if c.is_ascii_alphabetic() {
                let mut end = start + 1;
                while let Some((at, _)) = chars.next_if(|(_, n)| n.is_ascii_alphabetic()) {
                    end = at + 1;
                }
                let word = text[start..end].to_ascii_lowercase();
                if word == "t" {
                    sep = ' ';
                } else if let Some(found) = month_word(&word) {
                    if month.replace((found, numbers.len())).is_some() {
                        return None;
                    }
                } else if !is_weekday(&word) {
                    return None;
                }
            } else {
                sep = match c {
                    '-' | '/' | ':' | '.' => c,
                    '年' | '月' => '-',
                    '_' | ' ' | ',' | '\t' | '\u{a0}' | '\u{3000}' | '日' | '号' | '秒' => {
                        // "2026/04/18/ 22:14": the slash before the blank says nothing.
                        ' '
                    }
                    '：' | '时' | '点' | '分' => ':',
                    _ => return None,
                };
            }
        }
        Some(Self { numbers, month })
    }

    /// The date, how many numbers it took, and what it shows about day and month.
    fn date(&self, order: DayOrder) -> Option<(Date, usize, DayEvidence)> {
        let n = |at: usize| self.numbers.get(at).copied();
        if let Some((month, at)) = self.month {
            // Sep 04 2026, 4 Sep 2026
            let (day, year) = match at {
                0 | 1 => (n(0)?.0, n(1)?.0),
                _ => return None,
            };
            return Some((make(year, u64::from(month.unsigned_abs()), day)?, 2, DayEvidence::None));
        }
        let (first, digits, _) = n(0)?;
        if digits == 8 || digits == 14 || digits == 12 {
            let scale = 10u64.pow(digits as u32 - 8);
            let day = first / scale;
            let date = make(day / 10_000, day / 100 % 100, day % 100)?;
            return Some((date, usize::from(digits == 8), DayEvidence::None));
        }
        let (second, _, sep) = n(1)?;
        let (third, third_digits, sep2) = n(2)?;
        if !matches!(sep, '-' | '/' | '.') || sep2 != sep {
            return None;
        }
        if digits == 4 {
            return Some((make(first, second, third)?, 3, DayEvidence::None));
        }
        let year = match third_digits {
            4 => third,
            2 => 2000 + third,
            _ => return None,
        };
        let evidence = match (first > 12, second > 12) {
            (true, false) => DayEvidence::Day,
            (false, true) => DayEvidence::Month,
            _ if first == second => DayEvidence::None,
            _ => DayEvidence::Either,
        };
        let day_first = match evidence {
            DayEvidence::Day => true,
            DayEvidence::Month => false,
            _ => order == DayOrder::DayFirst,
        };
        let (day, month) = if day_first { (first, second) } else { (second, first) };
        Some((make(year, month, day)?, 3, evidence))
    }

    fn time(&self, used: usize, half: Option<bool>) -> Option<Time> {
        let mut rest: Vec<(u64, usize, char)> =
            self.numbers[used.max(usize::from(used == 0))..].to_vec();
        if used == 0 {
            // 20260907085537
            let (all, digits, _) = self.numbers[0];
            let clock = all % 10u64.pow(digits as u32 - 8);
            let (h, m, s) = match digits {
                12 => (clock / 100, clock % 100, 0),
                _ => (clock / 10_000, clock / 100 % 100, clock % 100),
            };
            rest = vec![(h, 2, ' '), (m, 2, ':'), (s, 2, ':')];
        }
        // Twitch writes the year behind the time; nothing else follows a time here.
        let mut fields = [0u64; 3];
        let mut nanos = 0u64;
        for (at, (value, digits, sep)) in rest.iter().enumerate() {
            match (at, sep) {
                (0, ' ' | '-' | '/') | (1 | 2, ':' | '-') => fields[at] = *value,
                (3, '.') if *digits <= 9 => nanos = value * 10u64.pow(9 - *digits as u32),
                _ => return None,
            }
        }
        if rest.len() > 4 {
            return None;
        }
        if let Some(pm) = half {
            if !(1..=12).contains(&fields[0]) {
                return None;
            }
            fields[0] = fields[0] % 12 + if pm { 12 } else { 0 };
        }
        let [hour, minute, second] = fields;
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        Time::new(hour as i8, minute as i8, second as i8, nanos as i32).ok()
    }
}

fn make(year: u64, month: u64, day: u64) -> Option<Date> {
    if !(1970..=2200).contains(&year) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn month_word(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|m| word.starts_with(m))?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ][at];
    full.starts_with(word).then_some(at as i8 + 1)
}

fn is_weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|day| word.len() >= 3 && day.starts_with(word))
}

/// A workbook's day number as civil time, to the millisecond.
pub(in crate::ingest) fn serial_to_civil(days: f64) -> Option<DateTime> {
    // 1 is 1900-01-01; 1900 counts as a leap year there, so day 60 never was.
    if !days.is_finite() || !(1.0..=109_939.0).contains(&days) {
        return None;
    }
    let millis = (days * 86_400_000.0).round() as i64;
    let zero = Date::new(1899, 12, 30).ok()?.at(0, 0, 0, 0);
    zero.checked_add(jiff::SignedDuration::from_millis(millis)).ok()
}

/// A bare number in a time column: a workbook's day number, or seconds or milliseconds since 1970.
pub(in crate::ingest) fn moment_of_number(number: f64) -> Option<Moment> {
    if (20_000.0..80_000.0).contains(&number) {
        return serial_to_civil(number).map(Moment::Civil);
    }
    if (6.0e8..4.2e9).contains(&number) {
        return Timestamp::from_millisecond((number * 1000.0).round() as i64)
            .ok()
            .map(Moment::Instant);
    }
    if (6.0e11..4.2e12).contains(&number) {
        return Timestamp::from_millisecond(number.round() as i64).ok().map(Moment::Instant);
    }
    // 20260907
    if number.fract() == 0.0 && (19_700_101.0..=22_001_231.0).contains(&number) {
        return parse_moment(&format!("{number}"), DayOrder::DayFirst);
    }
    None
}

/// The two ends of a range: `A~B`, `A - B`, `A-B`, `A 至 B`.
pub(in crate::ingest) fn parse_range(text: &str) -> Option<(Moment, Moment)> {
    let both = |left: &str, right: &str| {
        Some((parse_moment(left, DayOrder::DayFirst)?, parse_moment(right, DayOrder::DayFirst)?))
    };
    for sign in ["~", "～", "至", " to ", "–", "—"] {
        if let Some((left, right)) = text.split_once(sign) {
            return both(left, right);
        }
    }
    // The dash nearest to the middle with a time on either side.
    let middle = text.len() / 2;
    let mut dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    dashes.sort_by_key(|at| at.abs_diff(middle));
    dashes.into_iter().find_map(|at| both(&text[..at], &text[at + 1..]))
}
