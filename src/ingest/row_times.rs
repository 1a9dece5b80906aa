//! Times of a row: in two columns, as numbers, or as a template's pattern says.

use jiff::Timestamp;
use jiff::fmt::strtime;

use super::cell::datetime::{Moment, moment_of_number, serial_to_civil};
use super::columns::Column;
use super::grid::{CellRef, Row};
use super::template::TimeFormat;

/// A day and a time of day that stand in two columns, as one text.
pub(super) fn of_day(column: &Column, row: &Row) -> Option<String> {
    let clock = row.cell(column.of_day?);
    let day = row.cell(column.at);
    if day.is_blank() || clock.is_blank() {
        return None;
    }
    let day = match day {
        CellRef::Serial(days) => serial_to_civil(days.floor())?.strftime("%F").to_string(),
        other => other.text().trim().to_owned(),
    };
    let clock = match clock {
        CellRef::Serial(days) => serial_to_civil(1.0 + days.fract())?.strftime("%T").to_string(),
        other => other.text().trim().to_owned(),
    };
    Some(format!("{day} {clock}"))
}

/// A time written as a bare number.
pub(super) fn bare_number(text: &str) -> Option<Moment> {
    let plain = text.trim().bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain.then(|| text.trim().parse().ok()).flatten().and_then(moment_of_number)
}

pub(super) fn formatted(text: &str, format: &TimeFormat) -> Option<Moment> {
    let text = text.trim();
    match format {
        TimeFormat::EpochSeconds => {
            let seconds: f64 = text.parse().ok()?;
            let millis = seconds * 1000.0;
            (millis.abs() < 9.0e15)
                .then(|| Timestamp::from_millisecond(millis.round() as i64).ok())
                .flatten()
                .map(Moment::Instant)
        }
        TimeFormat::EpochMillis => {
            let millis: f64 = text.parse().ok()?;
            (millis.abs() < 9.0e15)
                .then(|| Timestamp::from_millisecond(millis.round() as i64).ok())
                .flatten()
                .map(Moment::Instant)
        }
        TimeFormat::Pattern(pattern) => {
            let broken = strtime::parse(pattern, text).ok()?;
            if let Ok(at) = broken.to_timestamp() {
                return Some(Moment::Instant(at));
            }
            let civil =
                broken.to_datetime().or_else(|_| broken.to_date().map(|date| date.at(0, 0, 0, 0)));
            civil.ok().map(Moment::Civil)
        }
    }
}
