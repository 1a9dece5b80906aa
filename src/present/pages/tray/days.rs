//! The days a file tells of, from the times in its rows.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{AccountRef, EventTable, ParsedRow, ParsedTables, SessionRef};

/// The first and last moment seen, and the zone days are counted in.
#[derive(Default)]
struct Span {
    range: Option<(Timestamp, Timestamp)>,
    zone: Option<String>,
}

impl Span {
    fn add<F>(&mut self, rows: &[ParsedRow<F>], time: impl Fn(&F) -> Option<Timestamp>) {
        for row in rows {
            let session = row.session.as_ref();
            let at = time(&row.facts).or_else(|| session.and_then(|session| session.start_at));
            let Some(at) = at else {
                continue;
            };
            self.note(at, row.account.as_ref(), session);
        }
    }

    fn note(&mut self, at: Timestamp, account: Option<&AccountRef>, session: Option<&SessionRef>) {
        let (first, last) = self.range.unwrap_or((at, at));
        self.range = Some((first.min(at), last.max(at)));
        if self.zone.is_none() {
            let account = account.or(session.map(|session| &session.account));
            self.zone = account.map(|account| account.time_zone.clone());
        }
    }

    /// Logs have millions of rows: only their first and last moment are looked at as times.
    fn add_events(&mut self, events: &EventTable) {
        let times = || events.iter().filter_map(|event| event.at);
        let place = events.places().first();
        for at in [times().min(), times().max()].into_iter().flatten() {
            if let Ok(at) = Timestamp::from_millisecond(at) {
                let account = place.and_then(|place| place.account.as_ref());
                self.note(at, account, place.and_then(|place| place.session.as_ref()));
            }
        }
    }
}

/// First and last day; nothing for a file without times.
pub(super) fn of(tables: &ParsedTables) -> Option<(Date, Date)> {
    let mut span = Span::default();
    span.add(&tables.sessions, |facts| facts.start_at);
    span.add(&tables.orders, |facts| facts.created_at.or(facts.paid_at));
    span.add(&tables.refunds, |facts| facts.at);
    span.add(&tables.minutes, |facts| facts.at);
    span.add(&tables.segments, |facts| facts.start_at);
    span.add(&tables.comments, |facts| facts.at);
    span.add_events(&tables.events);
    span.add(&tables.periods, |facts| facts.start_at);
    span.add(&tables.visits, |facts| facts.at);
    span.add(&tables.income, |facts| facts.at);
    span.add(&tables.session_products, |_| None);
    span.add(&tables.channels, |_| None);
    let (first, last) = span.range?;
    let zone = span.zone.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC);
    let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    Some((day(first), day(last)))
}
