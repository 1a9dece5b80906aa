//! The number a lot is drawn from: short enough to be read out and typed again.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{AccountId, Snapshot};

/// Numbers that are handed out lie below this; a typed one may be any.
const NUMBERS: u64 = 1_000_000;

/// A number from the seed of a job and the moment: nobody can know it beforehand, and whoever kept
/// it draws the same again.
pub fn lot_number(seed: u64, now: Timestamp) -> u64 {
    let mixed = seed ^ (now.as_millisecond() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The upper bits of the product depend on all of both.
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 16) % NUMBERS
}

/// The number after this one. Every number comes before any comes again: the step is a linear
/// congruence of full period (the factor is one more than a multiple of 20, the summand odd and
/// no multiple of 5), and how far numbers lie apart says nothing about their coins.
pub fn next_lot(number: u64) -> u64 {
    (number % NUMBERS * 372_181 + 618_033) % NUMBERS
}

/// Today where an account broadcasts.
pub fn today(snapshot: &Snapshot, account: Option<AccountId>, now: Timestamp) -> Date {
    let of = snapshot.sessions.iter().rev().find(|session| Some(session.account) == account);
    let zone = of.map_or(TimeZone::UTC, |session| session.start.time_zone().clone());
    now.to_zoned_datetime(zone).date()
}
