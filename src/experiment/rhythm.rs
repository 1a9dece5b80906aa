//! On which days the coming sessions will most likely be.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ZonedDateTime;
use jiff::civil::Date;

use crate::metrics::Slot;

/// Days looked back upon: eight weeks.
const LOOK_BACK: i32 = 56;
/// Days looked ahead at most.
const LOOK_AHEAD: i32 = 3 * 366;

/// The next `count` days and parts of the day from a day on, at the rhythm of the sessions so far:
/// every weekday and part of the day that had a session in at least half of the last weeks. With
/// no such rhythm at the median distance, with no session at all every evening.
pub fn coming(starts: &[ZonedDateTime], from: Date, count: usize) -> Vec<(Date, Slot)> {
    let past: BTreeSet<(Date, Slot)> =
        starts.iter().map(|start| (start.date(), Slot::of_hour(start.hour()))).collect();
    let mut days: Vec<(Date, Slot)> = Vec::with_capacity(count);
    let mut day = from;
    let usual = usual(&past);
    if usual.is_empty() {
        let (step, slot) = distance(&past);
        while days.len() < count {
            days.push((day, slot));
            day = after(day, step);
        }
        return days;
    }
    for _ in 0..LOOK_AHEAD {
        let weekday = day.weekday().to_monday_zero_offset();
        for (_, slot) in usual.iter().filter(|(of, _)| *of == weekday) {
            days.push((day, *slot));
        }
        if days.len() >= count {
            break;
        }
        day = after(day, 1);
    }
    days.truncate(count);
    days
}

/// A day some days later; the calendar's last day has none after it.
fn after(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn between(earlier: Date, later: Date) -> i32 {
    (later - earlier).get_days()
}

fn usual(past: &BTreeSet<(Date, Slot)>) -> BTreeSet<(i8, Slot)> {
    let Some((last, _)) = past.last() else {
        return BTreeSet::new();
    };
    let lately: Vec<&(Date, Slot)> =
        past.iter().filter(|(day, _)| between(*day, *last) < LOOK_BACK).collect();
    let first = lately.first().map_or(*last, |(day, _)| *day);
    let weeks = between(first, *last) / 7 + 1;
    // One week says nothing about the next.
    if weeks < 2 {
        return BTreeSet::new();
    }
    let mut counts: BTreeMap<(i8, Slot), i32> = BTreeMap::new();
    for (day, slot) in lately {
        *counts.entry((day.weekday().to_monday_zero_offset(), *slot)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| 2 * count >= weeks).map(|(usual, _)| usual).collect()
}

/// The median distance in days, and the most frequent part of the day.
fn distance(past: &BTreeSet<(Date, Slot)>) -> (i32, Slot) {
    let days: Vec<Date> =
        past.iter().map(|(day, _)| *day).collect::<BTreeSet<_>>().into_iter().collect();
    let mut gaps: Vec<i32> = days.windows(2).map(|two| between(two[0], two[1])).collect();
    gaps.sort_unstable();
    let step = gaps.get(gaps.len() / 2).copied().unwrap_or(1).clamp(1, 31);
    let mut counts: BTreeMap<Slot, usize> = BTreeMap::new();
    for (_, slot) in past {
        *counts.entry(*slot).or_default() += 1;
    }
    let slot = counts.into_iter().max_by_key(|(_, count)| *count).map(|(slot, _)| slot);
    (step, slot.unwrap_or(Slot::Evening))
}
