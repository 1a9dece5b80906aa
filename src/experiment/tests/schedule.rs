//! The lot: balanced, reproducible, fair; and the days it is drawn for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use jiff::{Span, ZonedDateTime};
use proptest::prelude::*;

use crate::domain::Arm;
use crate::experiment::{coming, draw, lot_number, next_lot};
use crate::metrics::Slot;

fn days(picked: &[(u16, u8)]) -> Vec<(Date, Slot)> {
    let start = date(2026, 1, 1);
    picked
        .iter()
        .map(|(day, slot)| {
            let day = start.saturating_add(Span::new().days(i64::from(*day)));
            (day, Slot::ALL[usize::from(*slot) % 4])
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_way_is_drawn_more_than_once_more_than_the_other(
        picked in prop::collection::vec((0_u16..200, 0_u8..4), 0..80),
        seed in any::<u64>(),
    ) {
        let days = days(&picked);
        let planned = draw(&days, seed);
        let mut wanted = days.clone();
        wanted.sort_unstable();
        let got: Vec<(Date, Slot)> = planned.iter().map(|one| (one.day, one.slot)).collect();
        prop_assert_eq!(got, wanted, "every session once, by time");
        let mut balance: BTreeMap<(i8, Slot), i32> = BTreeMap::new();
        let mut whole = 0;
        let mut pairs: BTreeMap<u32, Vec<Arm>> = BTreeMap::new();
        for one in &planned {
            let step = if one.arm == Arm::A { 1 } else { -1 };
            *balance.entry((one.day.weekday().to_monday_zero_offset(), one.slot)).or_default() += step;
            whole += step;
            pairs.entry(one.pair).or_default().push(one.arm);
        }
        prop_assert!(balance.values().all(|off| off.abs() <= 1), "{:?}", balance);
        prop_assert!(whole.abs() <= 1);
        prop_assert!(pairs.values().all(|arms| arms.len() < 2 || arms[0] != arms[1]));
        prop_assert_eq!(&planned, &draw(&days, seed), "the same seed draws the same");
    }
}

#[test]
fn each_pair_has_a_coin_of_its_own() {
    let days = days(&(0..56).map(|day| (day, 2)).collect::<Vec<_>>());
    let (mut first, mut alike) = (0, 0);
    for seed in 0..1_000 {
        let planned = draw(&days, seed);
        let way = |pair| planned.iter().find(|one| one.pair == pair).unwrap().arm;
        first += usize::from(way(0) == Arm::A);
        alike += usize::from(way(0) == way(1));
    }
    // Five standard deviations around one half.
    assert!((420..=580).contains(&first), "{first}");
    assert!((420..=580).contains(&alike), "{alike}");
}

fn starts(at: &[&str]) -> Vec<ZonedDateTime> {
    at.iter().map(|text| format!("{text}[Asia/Shanghai]").parse().unwrap()).collect()
}

#[test]
fn coming_days_follow_the_rhythm_of_the_sessions_so_far() {
    // Wednesdays in the evening for four weeks, three of four Saturdays in the morning, one Monday.
    let past = starts(&[
        "2026-11-02T20:00",
        "2026-11-04T20:00",
        "2026-11-07T09:00",
        "2026-11-11T19:30",
        "2026-11-14T09:00",
        "2026-11-18T20:00",
        "2026-11-21T09:10",
        "2026-11-25T20:00",
    ]);
    let days = coming(&past, date(2026, 11, 28), 3);
    assert_eq!(
        days,
        [
            (date(2026, 11, 28), Slot::Morning),
            (date(2026, 12, 2), Slot::Evening),
            (date(2026, 12, 5), Slot::Morning),
        ]
    );
}

#[test]
fn without_a_rhythm_days_follow_at_the_median_distance() {
    assert_eq!(
        coming(&[], date(2026, 2, 27), 3),
        [27, 28]
            .map(|day| (date(2026, 2, day), Slot::Evening))
            .into_iter()
            .chain([(date(2026, 3, 1), Slot::Evening)])
            .collect::<Vec<_>>()
    );
    let odd =
        starts(&["2026-01-01T10:00", "2026-01-11T10:00", "2026-01-23T11:00", "2026-02-05T10:00"]);
    let days = coming(&odd, date(2026, 3, 1), 2);
    assert_eq!(days, [(date(2026, 3, 1), Slot::Morning), (date(2026, 3, 13), Slot::Morning)]);
    assert_eq!(coming(&odd, Date::MAX, 5).len(), 5, "the calendar's end is no end of the loop");
}

#[test]
fn numbers_of_lots_are_short_and_none_comes_twice() {
    let at = |second: i64| jiff::Timestamp::from_second(1_790_000_000 + second).unwrap();
    let first = lot_number(42, at(0));
    assert_eq!(lot_number(42, at(0)), first, "the same clock and seed say the same");
    let moments: BTreeSet<u64> = (0..200).map(|second| lot_number(42, at(second))).collect();
    assert!(moments.len() > 190 && moments.iter().all(|number| *number < 1_000_000));
    // Every number comes before the first comes again, and the typed ones of any length lead in.
    let (mut steps, mut number) = (1, next_lot(first));
    while number != first {
        (steps, number) = (steps + 1, next_lot(number));
    }
    assert_eq!(steps, 1_000_000);
    assert!(next_lot(u64::MAX) < 1_000_000);
    let days = days(&(0..40).map(|day| (day, 2)).collect::<Vec<_>>());
    assert_ne!(draw(&days, next_lot(first)), draw(&days, first));
}
