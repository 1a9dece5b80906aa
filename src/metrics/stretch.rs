//! A stretch of a session: which minutes, which sales and which talks lie in it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::{Talk, TalkReview};
use crate::domain::{ChannelGroup, MinuteFacts, Money, ProductId};

/// Minutes from the start of a session, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Stretch {
    /// First minute.
    pub from: u32,
    /// Last minute.
    pub to: u32,
}

impl Stretch {
    /// The minutes between two, whichever comes first.
    pub fn between(a: u32, b: u32) -> Self {
        Self { from: a.min(b), to: a.max(b) }
    }

    /// How many minutes it has.
    pub fn minutes(self) -> u32 {
        self.to - self.from + 1
    }

    /// From when to when it goes on, the end left out, in a session that began at `start`.
    pub fn span(self, start: Timestamp) -> (Timestamp, Timestamp) {
        let at = |minute: i64| start.checked_add(SignedDuration::from_mins(minute));
        (
            at(i64::from(self.from)).unwrap_or(start),
            at(i64::from(self.to) + 1).unwrap_or(Timestamp::MAX),
        )
    }

    /// Whether a moment lies in it. What began before the session counts as its first minute, as
    /// it is drawn.
    pub fn holds(self, start: Timestamp, at: Timestamp) -> bool {
        let minute = (at.as_second() - start.as_second()).max(0) / 60;
        (i64::from(self.from)..=i64::from(self.to)).contains(&minute)
    }

    /// The points of a curve that lie in it.
    pub fn minutes_of(self, start: Timestamp, minutes: &[MinuteFacts]) -> Vec<MinuteFacts> {
        minutes.iter().filter(|m| m.at.is_some_and(|at| self.holds(start, at))).cloned().collect()
    }
}

/// One paid order line, at the moment it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct SaleLine {
    /// The order.
    pub order: String,
    /// The product, where the line names one.
    pub product: Option<ProductId>,
    /// When it counts: when it was paid, or ordered where that was after the broadcast.
    pub at: Timestamp,
    /// What it paid.
    pub paid: Money,
    /// The traffic it came from, where the export says.
    pub group: Option<ChannelGroup>,
}

/// What some order lines of one product, or of one kind of traffic, add up to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sold<K> {
    /// Of what.
    pub of: K,
    /// Distinct orders.
    pub orders: i64,
    /// What they paid, in major units.
    pub paid: f64,
}

/// Lines added up by `key`, most money first. Lines without a key are left out.
pub fn sold<'a, K: Copy + Ord>(
    lines: impl Iterator<Item = &'a SaleLine>,
    key: impl Fn(&SaleLine) -> Option<K>,
) -> Vec<Sold<K>> {
    let mut sums: BTreeMap<K, (BTreeSet<&str>, Money)> = BTreeMap::new();
    for line in lines {
        if let Some(key) = key(line) {
            let sum = sums.entry(key).or_default();
            sum.0.insert(&line.order);
            sum.1 = sum.1 + line.paid;
        }
    }
    let mut out: Vec<Sold<K>> = sums
        .into_iter()
        .map(|(of, (orders, paid))| Sold { of, orders: orders.len() as i64, paid: paid.major() })
        .collect();
    out.sort_by(|a, b| b.paid.total_cmp(&a.paid).then(a.of.cmp(&b.of)));
    out
}

/// The talks that lie in a stretch, ranked among themselves, and how many of them reach out of
/// it: their figures are those of the whole talk, because no export tells part of one.
pub fn talks_in(review: &TalkReview, stretch: Stretch, start: Timestamp) -> (Vec<Talk>, usize) {
    let (from, to) = stretch.span(start);
    let mut talks: Vec<Talk> = review
        .segments
        .iter()
        .filter(|talk| {
            talk.start.is_some_and(|begin| begin < to)
                && talk.end.or(talk.start).is_some_and(|end| end > from)
        })
        .cloned()
        .collect();
    let partly = talks
        .iter()
        .filter(|t| t.start.is_some_and(|at| at < from) || t.end.is_some_and(|at| at > to))
        .count();
    super::talk::rank(&mut talks);
    (talks, partly)
}

#[cfg(test)]
mod tests {
    use super::{SaleLine, Sold, Stretch, sold};
    use crate::domain::{ChannelGroup, MinuteFacts, Money, ProductId};
    use jiff::{SignedDuration, Timestamp};

    fn start() -> Timestamp {
        "2026-11-21T11:30:20Z".parse().unwrap()
    }

    #[test]
    fn a_stretch_holds_both_of_its_ends_and_what_began_early() {
        let stretch = Stretch::between(5, 2);
        assert_eq!((stretch.from, stretch.to, stretch.minutes()), (2, 5, 4));
        let at = |seconds| start() + SignedDuration::from_secs(seconds);
        let inside = [119, 120, 359, 360].map(|s| stretch.holds(start(), at(s)));
        assert_eq!(inside, [false, true, true, false]);
        assert!(Stretch::between(0, 0).holds(start(), at(-20)));
        let minutes: Vec<MinuteFacts> = (0..10)
            .map(|i| MinuteFacts { at: Some(at(i * 60)), ..MinuteFacts::default() })
            .chain([MinuteFacts::default()])
            .collect();
        assert_eq!(stretch.minutes_of(start(), &minutes).len(), 4);
    }

    #[test]
    fn an_order_of_two_lines_is_one_order() {
        let line = |order: &str, product, paid, group| SaleLine {
            order: order.into(),
            product: Some(ProductId(product)),
            at: start(),
            paid: Money(paid),
            group,
        };
        let lines = [
            line("a", 1, 1_000, Some(ChannelGroup::Paid)),
            line("a", 1, 500, Some(ChannelGroup::Paid)),
            line("a", 2, 9_000, None),
            line("b", 1, 200, None),
        ];
        let by_product = sold(lines.iter(), |l| l.product);
        assert_eq!(by_product[0], Sold { of: ProductId(2), orders: 1, paid: 90.0 });
        assert_eq!(by_product[1], Sold { of: ProductId(1), orders: 2, paid: 17.0 });
        let by_group = sold(lines.iter(), |l| l.group);
        assert_eq!(by_group, [Sold { of: ChannelGroup::Paid, orders: 1, paid: 15.0 }]);
    }
}
