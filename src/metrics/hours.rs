//! When it goes well: amount per hour on air by weekday and hour of the day.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::history::weekday;
use crate::domain::{Basis, Session};

/// One cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HourCell {
    /// Weekday the session started on, 0 = Monday.
    pub weekday: u8,
    /// Hour of the day.
    pub hour: u8,
    /// Amount per hour on air.
    pub per_hour: f64,
    /// Hours on air behind it.
    pub hours: f64,
    /// Sessions behind it.
    pub sessions: usize,
}

/// Spreads each session's amount evenly over the hours it was on air, because session totals do
/// not say when within the session money came in. Sessions past midnight stay on the weekday they
/// started. Only sessions of one basis are added.
pub fn hour_table(sessions: &[&Session], basis: Basis) -> Vec<HourCell> {
    let mut cells: BTreeMap<(u8, u8), (f64, f64, usize)> = BTreeMap::new();
    for session in sessions {
        let Some((amount, own)) = session.facts.amount() else {
            continue;
        };
        let Some(seconds) = session.facts.exact_seconds().filter(|_| own == basis) else {
            continue;
        };
        let pace = amount.major() / seconds;
        let start = session.start.timestamp();
        let zone = session.start.time_zone();
        let mut spent: BTreeMap<u8, f64> = BTreeMap::new();
        let mut offset = 0.0;
        // At most two days: a longer session is a damaged end time.
        while offset < seconds.min(48.0 * 3600.0) {
            let (hour, left) = hour_at(start.as_second() + offset as i64, zone);
            let step = left.min(seconds - offset);
            *spent.entry(hour).or_default() += step;
            offset += step;
        }
        for (hour, time) in spent {
            let cell = cells.entry((weekday(session), hour)).or_default();
            cell.0 += pace * time;
            cell.1 += time / 3600.0;
            cell.2 += 1;
        }
    }
    cells
        .into_iter()
        // A few minutes past the hour say nothing about that hour.
        .filter(|(_, (_, hours, sessions))| *hours >= 0.25 * *sessions as f64)
        .map(|((weekday, hour), (amount, hours, sessions))| HourCell {
            weekday,
            hour,
            per_hour: amount / hours,
            hours,
            sessions,
        })
        .collect()
}

/// The hour of the day at a second, and the seconds left of it.
fn hour_at(second: i64, zone: &TimeZone) -> (u8, f64) {
    let at =
        jiff::Timestamp::from_second(second).unwrap_or_default().to_zoned_datetime(zone.clone());
    let into = f64::from(at.minute()) * 60.0 + f64::from(at.second());
    (at.hour() as u8, 3600.0 - into)
}
