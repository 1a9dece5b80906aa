//! Laws that the numbers of a session must keep, whatever platform they come from. People are
//! compared with people and times with times; people are never added over rows.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::reconcile::{Against, reconcile};
use crate::domain::{
    AccountId, Basis, Money, ProductId, Session, SessionFacts, SessionId, SessionProduct, Snapshot,
};

/// Counts of two exports are made at two moments: a fiftieth more is no contradiction.
const SLACK: f64 = 0.02;
/// Some come in by a link or an advertisement that shows no entry of the room.
const REACH_SLACK: f64 = 0.1;
/// Somebody who came both ways counts in both parts.
const SPLIT_SLACK: f64 = 0.1;
/// Platforms round amounts, and late orders trickle in between two exports.
const AMOUNT_SLACK: f64 = 0.005;
/// One unit of money, in hundredths.
const ONE: f64 = 100.0;
/// Clocks of two exports may differ by so much.
const CLOCK_SECONDS: i64 = 60;

/// A law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A session ends after it starts.
    EndAfterStart,
    /// An account broadcasts one session at a time.
    NoOverlap,
    /// Talks lie within their session.
    TalksInside,
    /// Viewers are among the people who saw the room's entry.
    ViewersWithinReached,
    /// Views are among the times the room's entry was shown.
    ViewsWithinImpressions,
    /// A viewer views at least once.
    ViewersWithinViews,
    /// People shown a product are viewers.
    ShownWithinViewers,
    /// People who click were shown a product.
    ClickersWithinShown,
    /// Buyers clicked.
    BuyersWithinClickers,
    /// Buyers are viewers.
    BuyersWithinViewers,
    /// A buyer has at least one order.
    BuyersWithinOrders,
    /// Natural and paid viewers are the viewers.
    PartsOfViewers,
    /// The products sum up to the session.
    Products,
    /// The channels sum up to the session.
    Channels,
    /// The orders sum up to the session.
    Orders,
    /// Net is no more than gross.
    NetWithinGross,
    /// No more is refunded than was sold.
    RefundsWithinGross,
    /// Of one product: people who click were shown it.
    ProductClickersWithinShown,
    /// Of one product: buyers clicked it.
    ProductBuyersWithinClickers,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "unit", content = "value", rename_all = "snake_case")]
pub enum Quantity {
    /// Different people.
    People(i64),
    /// Times, the same people again and again.
    Times(i64),
    /// Orders.
    Orders(i64),
    /// Money.
    Amount(Money),
    /// A moment.
    At(Timestamp),
}

impl Quantity {
    /// As a number: seconds for a moment, major units for money.
    pub fn number(self) -> f64 {
        match self {
            Self::People(n) | Self::Times(n) | Self::Orders(n) => n as f64,
            Self::Amount(money) => money.major(),
            Self::At(at) => at.as_second() as f64,
        }
    }
}

/// A law that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Broken {
    /// The law.
    pub rule: Rule,
    /// Where.
    pub session: SessionId,
    /// The product or the talk's product, where it is about one.
    pub product: Option<ProductId>,
    /// The session it overlaps with.
    pub other: Option<SessionId>,
    /// What is too much, too early, too late, or differs.
    pub left: Quantity,
    /// What it is held against.
    pub right: Quantity,
    /// How far apart the two may be: a share of `right`; for moments seconds.
    pub tolerance: f64,
    /// Rows of the session that break it; this is the worst.
    pub rows: u32,
}

/// Every law that does not hold, the newest session first. `orders_paid` is what the order lines
/// of a session were paid, where there are some.
pub fn sanity(snapshot: &Snapshot, orders_paid: &BTreeMap<SessionId, Money>) -> Vec<Broken> {
    let mut found = Vec::new();
    for session in &snapshot.sessions {
        let mut checks = Checks { session: session.id, found: &mut found };
        checks.times(snapshot, session);
        checks.people(&session.facts);
        checks.amounts(&session.facts);
        checks.sums(snapshot, session, orders_paid.get(&session.id).copied());
        checks.products(snapshot.products_of(session.id));
    }
    overlaps(snapshot, &mut found);
    let starts: BTreeMap<SessionId, Timestamp> =
        snapshot.sessions.iter().map(|session| (session.id, session.start.timestamp())).collect();
    found.sort_by_key(|broken| {
        (std::cmp::Reverse((starts.get(&broken.session).copied(), broken.session)), broken.rule)
    });
    found
}

struct Checks<'a> {
    session: SessionId,
    found: &'a mut Vec<Broken>,
}

impl Checks<'_> {
    fn add(&mut self, rule: Rule, left: Quantity, right: Quantity, tolerance: f64) {
        self.found.push(Broken {
            rule,
            session: self.session,
            product: None,
            other: None,
            left,
            right,
            tolerance,
            rows: 1,
        });
    }

    /// `less` may exceed `more` by no more than the tolerance.
    fn within(
        &mut self,
        rule: Rule,
        less: Option<i64>,
        more: Option<i64>,
        unit: fn(i64) -> Quantity,
        tolerance: f64,
    ) {
        if let (Some(less), Some(more)) = (less, more)
            && exceeds(less, more, tolerance)
        {
            self.add(rule, unit(less), unit(more), tolerance);
        }
    }

    fn people(&mut self, f: &SessionFacts) {
        let (people, times) = (Quantity::People as fn(i64) -> Quantity, Quantity::Times);
        self.within(Rule::ViewersWithinReached, f.viewers_uv, f.room_impr_uv, people, REACH_SLACK);
        self.within(Rule::ViewsWithinImpressions, f.views_pv, f.room_impr_pv, times, REACH_SLACK);
        // One viewer is one view or more, so here the units may be compared.
        if let (Some(viewers), Some(views)) = (f.viewers_uv, f.views_pv)
            && exceeds(viewers, views, SLACK)
        {
            let (left, right) = (Quantity::People(viewers), Quantity::Times(views));
            self.add(Rule::ViewersWithinViews, left, right, SLACK);
        }
        self.within(Rule::ShownWithinViewers, f.prod_impr_uv, f.viewers_uv, people, SLACK);
        self.within(Rule::ClickersWithinShown, f.prod_click_uv, f.prod_impr_uv, people, SLACK);
        self.within(Rule::BuyersWithinClickers, f.buyers, f.prod_click_uv, people, SLACK);
        self.within(Rule::BuyersWithinViewers, f.buyers, f.viewers_uv, people, SLACK);
        if let (Some(buyers), Some(orders)) = (f.buyers, f.orders.max(f.orders_created))
            && exceeds(buyers, orders, SLACK)
        {
            let (left, right) = (Quantity::People(buyers), Quantity::Orders(orders));
            self.add(Rule::BuyersWithinOrders, left, right, SLACK);
        }
        if let (Some(natural), Some(paid), Some(all)) =
            (f.natural_viewers_uv, f.paid_viewers_uv, f.viewers_uv)
        {
            let sum = natural + paid;
            if (sum - all).abs() as f64 > SPLIT_SLACK * all as f64 + 1.0 {
                let (left, right) = (Quantity::People(sum), Quantity::People(all));
                self.add(Rule::PartsOfViewers, left, right, SPLIT_SLACK);
            }
        }
    }

    fn amounts(&mut self, f: &SessionFacts) {
        let gross = f.gmv.max(f.paid_amount);
        let above = |part: Money, whole: Money| {
            (part - whole).0 as f64 > AMOUNT_SLACK * whole.0.abs() as f64 + ONE
        };
        for (rule, part) in
            [(Rule::NetWithinGross, f.net_gmv), (Rule::RefundsWithinGross, f.refund_amount)]
        {
            if let (Some(part), Some(gross)) = (part, gross)
                && above(part, gross)
            {
                let (left, right) = (Quantity::Amount(part), Quantity::Amount(gross));
                self.add(rule, left, right, AMOUNT_SLACK);
            }
        }
    }

    /// Sums against the session, in one basis: in the paid one where both can be compared.
    fn sums(&mut self, snapshot: &Snapshot, session: &Session, orders: Option<Money>) {
        let lines = reconcile(snapshot, session, orders);
        for (against, rule) in [
            (Against::Products, Rule::Products),
            (Against::Channels, Rule::Channels),
            (Against::Orders, Rule::Orders),
        ] {
            let of = |basis| lines.iter().find(|l| l.against == against && l.basis == basis);
            if let Some(line) = of(Basis::Paid).or_else(|| of(Basis::Created))
                && !line.agrees
            {
                let (left, right) = (Quantity::Amount(line.other), Quantity::Amount(line.session));
                self.add(rule, left, right, AMOUNT_SLACK);
            }
        }
    }

    /// Of each law about single products the worst row, and how many there are.
    fn products(&mut self, rows: &[SessionProduct]) {
        type Pair = fn(&SessionProduct) -> (Option<i64>, Option<i64>);
        let laws: [(Rule, Pair); 2] = [
            (Rule::ProductClickersWithinShown, |row| (row.facts.click_uv, row.facts.impr_uv)),
            (Rule::ProductBuyersWithinClickers, |row| (row.facts.buyers, row.facts.click_uv)),
        ];
        for (rule, pair) in laws {
            let bad: Vec<(&SessionProduct, i64, i64)> = rows
                .iter()
                .filter_map(|row| {
                    let (Some(less), Some(more)) = pair(row) else {
                        return None;
                    };
                    exceeds(less, more, SLACK).then_some((row, less, more))
                })
                .collect();
            if let Some((row, less, more)) = bad.iter().max_by_key(|(_, less, more)| less - more) {
                self.add(rule, Quantity::People(*less), Quantity::People(*more), SLACK);
                self.last(Some(row.product), bad.len());
            }
        }
    }

    fn times(&mut self, snapshot: &Snapshot, session: &Session) {
        let start = session.start.timestamp();
        if let Some(end) = session.facts.end_at
            && end < start
        {
            self.add(Rule::EndAfterStart, Quantity::At(end), Quantity::At(start), 0.0);
            return;
        }
        let end = end_of(session);
        let outside: Vec<(ProductId, Timestamp, Timestamp, i64)> = snapshot
            .segments_of(session.id)
            .iter()
            .filter_map(|row| {
                let from = row.facts.start_at.or(row.facts.end_at)?;
                let to = row.facts.end_at.unwrap_or(from);
                let early = start.as_second() - from.as_second();
                let late = end.map_or(0, |end| to.as_second() - end.as_second());
                let (off, at, bound) =
                    if early >= late { (early, from, start) } else { (late, to, end?) };
                (off > CLOCK_SECONDS).then_some((row.product, at, bound, off))
            })
            .collect();
        if let Some((product, at, bound, _)) = outside.iter().max_by_key(|row| row.3) {
            let (left, right) = (Quantity::At(*at), Quantity::At(*bound));
            self.add(Rule::TalksInside, left, right, CLOCK_SECONDS as f64);
            self.last(Some(*product), outside.len());
        }
    }

    fn last(&mut self, product: Option<ProductId>, rows: usize) {
        if let Some(broken) = self.found.last_mut() {
            broken.product = product;
            broken.rows = rows as u32;
        }
    }
}

/// More than the tolerance above; of a handful one more is nothing.
fn exceeds(less: i64, more: i64, tolerance: f64) -> bool {
    (less - more) as f64 > tolerance * more as f64 + 1.0
}

/// The end as told, else by the length.
fn end_of(session: &Session) -> Option<Timestamp> {
    session.facts.end_at.or_else(|| {
        let seconds = session.facts.exact_seconds()?;
        let length = SignedDuration::from_secs(seconds as i64);
        session.start.timestamp().checked_add(length).ok()
    })
}

/// Sessions of one account that begin before an earlier one is over.
fn overlaps(snapshot: &Snapshot, found: &mut Vec<Broken>) {
    let mut open: BTreeMap<AccountId, (SessionId, Timestamp)> = BTreeMap::new();
    let mut sessions: Vec<&Session> = snapshot.sessions.iter().collect();
    sessions.sort_by_key(|session| (session.start.timestamp(), session.id));
    for session in sessions {
        let start = session.start.timestamp();
        if let Some((other, end)) = open.get(&session.account)
            && end.as_second() - start.as_second() > CLOCK_SECONDS
        {
            found.push(Broken {
                rule: Rule::NoOverlap,
                session: session.id,
                product: None,
                other: Some(*other),
                left: Quantity::At(start),
                right: Quantity::At(*end),
                tolerance: CLOCK_SECONDS as f64,
                rows: 1,
            });
        }
        if let Some(end) = end_of(session)
            && open.get(&session.account).is_none_or(|(_, known)| end > *known)
        {
            open.insert(session.account, (session.id, end));
        }
    }
}
