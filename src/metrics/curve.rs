//! A minute curve where no file has one: rebuilt from when orders were paid and comments written.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::domain::{MinuteFacts, Money, Session};

/// A paid order line, as little of it as a curve needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidLine<'a> {
    /// The order it is of.
    pub order: &'a str,
    /// What it paid.
    pub paid: Money,
    /// When it was ordered.
    pub created: Option<Timestamp>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
}

/// From when to when a session went on; its end may not be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Start.
    pub start: Option<Timestamp>,
    /// End.
    pub end: Option<Timestamp>,
}

impl Span {
    /// The span of a session.
    pub fn of(session: &Session) -> Self {
        let start = session.start.timestamp();
        let end = session.facts.exact_seconds().and_then(|seconds| {
            start.checked_add(SignedDuration::try_from_secs_f64(seconds).ok()?).ok()
        });
        Self { start: Some(start), end }
    }

    /// Whether the minute of a moment lies within.
    fn holds(self, at: Timestamp) -> bool {
        self.start.is_none_or(|start| minute(at) >= minute(start))
            && self.end.is_none_or(|end| minute(at) <= minute(end))
    }
}

/// The minute of a moment, counted from the epoch.
pub fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

/// The start of a minute.
pub fn at_minute(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap_or_default()
}

/// When a line counts: when it was paid; where that was after the broadcast, when it was ordered.
pub fn moment(line: &PaidLine<'_>, span: Span) -> Option<Timestamp> {
    [line.paid_at, line.created].into_iter().flatten().find(|at| span.holds(*at))
}

/// The curve: orders and what they paid, and comments (by minute of the epoch). A minute without
/// an order has none, not 0, and nobody knows who was online.
pub fn rebuilt<'a>(
    lines: impl Iterator<Item = PaidLine<'a>>,
    comments: &BTreeMap<i64, i64>,
    span: Span,
) -> Vec<MinuteFacts> {
    let mut sold: BTreeMap<i64, (BTreeSet<&str>, Money)> = BTreeMap::new();
    for line in lines {
        if let Some(at) = moment(&line, span) {
            let entry = sold.entry(minute(at)).or_default();
            entry.0.insert(line.order);
            entry.1 = entry.1 + line.paid;
        }
    }
    let said = comments.keys().copied().filter(|minute| span.holds(at_minute(*minute)));
    let minutes: BTreeSet<i64> = sold.keys().copied().chain(said).collect();
    minutes
        .into_iter()
        .map(|at| {
            let sales = sold.get(&at);
            MinuteFacts {
                at: Some(at_minute(at)),
                orders: sales.map(|(orders, _)| orders.len() as i64),
                paid_amount: sales.map(|(_, paid)| *paid),
                comments: comments.get(&at).copied(),
                ..MinuteFacts::default()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-21T{text}Z").parse().unwrap()
    }

    #[test]
    fn orders_count_when_paid_and_comments_when_written() {
        let line = |order, paid, created: &str, paid_at: Option<&str>| PaidLine {
            order,
            paid: Money(paid),
            created: Some(at(created)),
            paid_at: paid_at.map(at),
        };
        let lines = [
            // Two lines of one order are one order; it counts when it was paid.
            line("a", 1_000, "11:30:10", Some("11:32:50")),
            line("a", 500, "11:30:10", Some("11:32:50")),
            line("b", 700, "11:31:59", None),
            // Paid the next morning: it was sold when it was ordered.
            line("c", 300, "11:32:05", Some("23:00:00")),
            // Neither falls into the broadcast.
            line("d", 900, "10:00:00", Some("10:00:30")),
        ];
        let said = BTreeMap::from([
            (minute(at("11:31:00")), 4),
            (minute(at("11:40:00")), 2),
            (minute(at("19:00:00")), 9),
        ]);
        let span = Span { start: Some(at("11:30:00")), end: Some(at("12:00:00")) };
        let curve = rebuilt(lines.into_iter(), &said, span);
        let shown: Vec<_> = curve
            .iter()
            .map(|m| (m.at.unwrap(), m.orders, m.paid_amount.map(|p| p.0), m.comments))
            .collect();
        assert_eq!(
            shown,
            [
                (at("11:31:00"), Some(1), Some(700), Some(4)),
                (at("11:32:00"), Some(2), Some(1_800), None),
                (at("11:40:00"), None, None, Some(2)),
            ]
        );
        assert!(curve.iter().all(|m| m.online.is_none() && m.entered.is_none()));
    }

    #[test]
    fn nothing_makes_no_curve() {
        assert!(rebuilt([].into_iter(), &BTreeMap::new(), Span::default()).is_empty());
    }
}
