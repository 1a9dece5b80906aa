//! When it goes well: amount per hour on air by weekday and hour of the day.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::history::weekday;
use crate::domain::{Basis, Session, TAKINGS_STEP, Takings};

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

/// The table, and how much of it is guessed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HourTable {
    /// Cells with something in them.
    pub cells: Vec<HourCell>,
    /// Sessions behind them.
    pub sessions: usize,
    /// Those whose amount was spread evenly because no order says when money came in.
    pub spread: usize,
}

/// Divides each session's amount among the hours it was on air: as its orders came in, evenly
/// where it has none. Sessions past midnight stay on the weekday they started. Only sessions of
/// one basis are added.
pub fn hour_table(sessions: &[&Session], basis: Basis, takings: &Takings) -> HourTable {
    let mut cells: BTreeMap<(u8, u8), (f64, f64, usize)> = BTreeMap::new();
    let mut table = HourTable::default();
    for session in sessions {
        let Some((amount, own)) = session.facts.amount() else {
            continue;
        };
        let Some(seconds) = session.facts.exact_seconds().filter(|_| own == basis) else {
            continue;
        };
        // At most two days: a longer session is a damaged end time.
        let seconds = seconds.min(48.0 * 3600.0);
        let start = session.start.timestamp().as_second();
        let zone = session.start.time_zone();
        let mut spent: BTreeMap<u8, f64> = BTreeMap::new();
        let mut offset = 0.0;
        while offset < seconds {
            let (hour, left) = hour_at(start + offset as i64, zone);
            let step = left.min(seconds - offset);
            *spent.entry(hour).or_default() += step;
            offset += step;
        }
        let taken = taken_by_hour(takings.get(&session.id), start, seconds, zone);
        let all: f64 = taken.values().sum();
        table.sessions += 1;
        table.spread += usize::from(all <= 0.0);
        for (hour, time) in spent {
            let share = if all > 0.0 {
                taken.get(&hour).copied().unwrap_or_default() / all
            } else {
                time / seconds
            };
            let cell = cells.entry((weekday(session), hour)).or_default();
            cell.0 += amount.major() * share;
            cell.1 += time / 3600.0;
            cell.2 += 1;
        }
    }
    table.cells = cells
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
        .collect();
    table
}

/// What came in while on air, by hour of the day.
fn taken_by_hour(
    takings: Option<&BTreeMap<i64, f64>>,
    start: i64,
    seconds: f64,
    zone: &TimeZone,
) -> BTreeMap<u8, f64> {
    let mut hours = BTreeMap::new();
    let end = start + seconds as i64;
    for (step, amount) in takings.into_iter().flatten() {
        // A step that the session begins or ends in counts where the session is.
        let from = (step * TAKINGS_STEP).max(start);
        if from < end && (step + 1) * TAKINGS_STEP > start {
            *hours.entry(hour_at(from, zone).0).or_default() += amount;
        }
    }
    hours
}

/// The hour of the day at a second, and the seconds left of it.
fn hour_at(second: i64, zone: &TimeZone) -> (u8, f64) {
    let at =
        jiff::Timestamp::from_second(second).unwrap_or_default().to_zoned_datetime(zone.clone());
    let into = f64::from(at.minute()) * 60.0 + f64::from(at.second());
    (at.hour() as u8, 3600.0 - into)
}
