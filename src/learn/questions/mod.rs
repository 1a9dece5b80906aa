//! From the store's picture to the tables of the three questions, and from a person's own table.
//!
//! Every feature is taken from before the outcome: what a viewer did before the first purchase
//! of the session (or the moment at which it would have been), what happened in earlier sessions, what was planned.

mod buyers;
mod products;
mod sales;
mod stops;
mod tastes;
#[cfg(test)]
mod tests;
mod visits;
mod worth;

pub use buyers::{Viewer, ViewerEvent, ViewerOrder, buyers};
pub use products::products;
pub use sales::session_sales;
pub use visits::{visits, visits_by};
pub use worth::worth_of_one;

use std::collections::BTreeMap;

use crate::domain::{AccountId, ProductId, Session, SessionId, Snapshot};

/// The minutes in which a giveaway counts as the session's opener.
const OPENING_MINUTES: f64 = 15.0;

/// The sessions of an account (or all) with their place in time, oldest first.
fn sessions_in_order(snapshot: &Snapshot, account: Option<AccountId>) -> Vec<&Session> {
    let mut sessions: Vec<&Session> =
        snapshot.sessions.iter().filter(|s| account.is_none_or(|a| s.account == a)).collect();
    sessions.sort_by(|a, b| a.start.timestamp().cmp(&b.start.timestamp()).then(a.id.cmp(&b.id)));
    sessions
}

/// Monday … Sunday as stable words.
fn weekday(session: &Session) -> String {
    use jiff::civil::Weekday;
    match session.start.weekday() {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
    .to_owned()
}

fn hour(session: &Session) -> f64 {
    f64::from(session.start.hour())
}

/// Talk per product in one session: minutes in all and minutes from the start to the first talk.
fn talk(snapshot: &Snapshot, session: &Session) -> BTreeMap<ProductId, (f64, f64)> {
    let start = session.start.timestamp();
    let mut found: BTreeMap<ProductId, (f64, f64)> = BTreeMap::new();
    for segment in snapshot.segments_of(session.id) {
        let (Some(from), Some(to)) = (segment.facts.start_at, segment.facts.end_at) else {
            continue;
        };
        let minutes = |a: jiff::Timestamp, b: jiff::Timestamp| {
            (b.as_millisecond() - a.as_millisecond()) as f64 / 60_000.0
        };
        let entry = found.entry(segment.product).or_insert((0.0, f64::INFINITY));
        entry.0 += minutes(from, to).max(0.0);
        entry.1 = entry.1.min(minutes(start, from));
    }
    found
}

/// Place in time by session id.
fn places(sessions: &[&Session]) -> BTreeMap<SessionId, u32> {
    sessions.iter().enumerate().map(|(at, s)| (s.id, at as u32)).collect()
}
