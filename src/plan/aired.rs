//! What a session was like by the clock, in the words of a plan: what was talked about when, who
//! was there, and what was taken in every minute.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Objective;
use super::history::basis_of;
use super::seen::account_sessions;
use super::wishes::key;
use crate::domain::{Basis, FEWEST_PEOPLE, MinuteFacts, Money, Session, SessionId, Snapshot};
use crate::metrics::{SaleLine, minute_amount};

/// Where the takings of a minute are known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TakingsFrom {
    /// The exported minute curve.
    Minutes,
    /// Paid order lines, each at its moment.
    Orders,
    /// Talk segments that lie in a slot from end to end.
    Talks,
    /// Nothing tells them in the plan's unit.
    #[default]
    Nothing,
}

/// One stretch of talk, in minutes from the start of the session.
#[derive(Clone, Debug, PartialEq)]
pub struct AiredTalk {
    /// The product as plans name it.
    pub product_id: String,
    /// Its name.
    pub name: String,
    /// Start.
    pub from: f64,
    /// End.
    pub to: f64,
    /// Mean number online.
    pub online: Option<f64>,
    /// Orders.
    pub orders: Option<f64>,
    /// Value in the objective's unit.
    pub value: Option<f64>,
}

/// One minute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AiredMinute {
    /// People online.
    pub online: Option<f64>,
    /// Orders of all products.
    pub orders: Option<f64>,
    /// Value of all products in the objective's unit.
    pub value: Option<f64>,
}

/// A session by the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aired {
    /// How long it went on, in minutes; `None` when no export tells.
    pub length: Option<f64>,
    /// Talks by their start; empty when no export tells them.
    pub talks: Vec<AiredTalk>,
    /// Minutes from the start that are known.
    pub minutes: BTreeMap<u32, AiredMinute>,
    /// Where takings come from.
    pub takings: TakingsFrom,
}

impl Aired {
    /// Reads a session with its minutes and paid order lines. `None` when it is not in the
    /// snapshot.
    pub fn of(
        snapshot: &Snapshot,
        session: SessionId,
        objective: Objective,
        minutes: &[MinuteFacts],
        sales: &[SaleLine],
    ) -> Option<Self> {
        let session = snapshot.session(session)?;
        let basis = basis_of(snapshot, &account_sessions(snapshot, session));
        let mut out = Self {
            length: session.facts.exact_seconds().map(|seconds| seconds / 60.0),
            talks: talks(snapshot, session, objective, basis),
            ..Self::default()
        };
        for facts in minutes {
            let Some(minute) = facts.at.and_then(|at| minute_of(session, at)) else { continue };
            let seen = out.minutes.entry(minute).or_default();
            seen.online = facts.online.map(|n| n as f64);
            seen.orders = facts.orders.map(|n| n as f64);
            seen.value = match objective {
                Objective::Gmv => minute_amount(facts, basis).map(Money::major),
                Objective::Orders => seen.orders,
                // Refunds and costs are not told minute by minute.
                Objective::Net | Objective::Profit => None,
            };
        }
        let told = out.minutes.values().any(|minute| minute.value.is_some());
        out.takings = if told && sales.is_empty() {
            TakingsFrom::Minutes
        } else if by_orders(objective, basis) && !sales.is_empty() {
            // Order lines are exact where a curve may be rounded to its own minutes.
            out.sell(session, objective, sales);
            TakingsFrom::Orders
        } else if told {
            TakingsFrom::Minutes
        } else if out.talks.iter().any(|talk| talk.value.is_some()) {
            TakingsFrom::Talks
        } else {
            TakingsFrom::Nothing
        };
        Some(out)
    }

    /// Puts order lines into the minutes of the session, in place of what a curve says. A minute
    /// without a line took nothing: the lines are all there are.
    fn sell(&mut self, session: &Session, objective: Objective, sales: &[SaleLine]) {
        let mut sums: BTreeMap<u32, (BTreeSet<&str>, f64)> = BTreeMap::new();
        for line in sales {
            if let Some(minute) = minute_of(session, line.at) {
                let sum = sums.entry(minute).or_default();
                sum.0.insert(&line.order);
                sum.1 += line.paid.major();
            }
        }
        let last = sums.keys().next_back().copied().unwrap_or(0);
        // Whole minutes that the session went on for; a start within one is still that one.
        let until = self.length.map_or(last, |length| length.ceil().max(0.0) as u32);
        for minute in 0..until.max(last + 1) {
            let sold = sums.get(&minute);
            let seen = self.minutes.entry(minute).or_default();
            seen.orders = Some(sold.map_or(0.0, |(orders, _)| orders.len() as f64));
            seen.value = match objective {
                Objective::Orders => seen.orders,
                _ => Some(sold.map_or(0.0, |(_, paid)| *paid)),
            };
        }
    }

    /// Mean number online over some minutes; never of fewer people than may be told of.
    pub fn online(&self, from: u32, to: u32) -> Option<f64> {
        let known: Vec<f64> =
            self.minutes.range(from..to).filter_map(|(_, minute)| minute.online).collect();
        let mean = if known.is_empty() {
            let weighed = self
                .overlaps(from, to)
                .filter_map(|(talk, lasts)| talk.online.map(|online| (online * lasts, lasts)));
            let (sum, lasts) = weighed.fold((0.0, 0.0), |sum, w| (sum.0 + w.0, sum.1 + w.1));
            if lasts > 0.0 { sum / lasts } else { return None }
        } else {
            known.iter().sum::<f64>() / known.len() as f64
        };
        Some(mean).filter(|mean| *mean >= FEWEST_PEOPLE)
    }

    /// Orders and value over some minutes, as far as they are told.
    pub fn taken(&self, from: u32, to: u32) -> (Option<f64>, Option<f64>) {
        if self.takings == TakingsFrom::Talks {
            let inside: Option<Vec<&AiredTalk>> = self
                .overlaps(from, to)
                // No export tells part of a talk; half a minute is how exactly talks are told.
                .map(|(talk, _)| {
                    let whole =
                        talk.from >= f64::from(from) - 0.5 && talk.to <= f64::from(to) + 0.5;
                    whole.then_some(talk)
                })
                .collect();
            let Some(inside) = inside.filter(|talks| !talks.is_empty()) else {
                return (None, None);
            };
            let sum = |pick: fn(&AiredTalk) -> Option<f64>| {
                inside.iter().map(|talk| pick(talk)).sum::<Option<f64>>()
            };
            return (sum(|talk| talk.orders), sum(|talk| talk.value));
        }
        let sum = |pick: fn(&AiredMinute) -> Option<f64>| {
            let known: Vec<f64> =
                self.minutes.range(from..to).filter_map(|(_, minute)| pick(minute)).collect();
            (!known.is_empty()).then(|| known.iter().sum())
        };
        (sum(|minute| minute.orders), sum(|minute| minute.value))
    }

    /// Talks that were on in some minutes, with how long.
    pub fn overlaps(&self, from: u32, to: u32) -> impl Iterator<Item = (&AiredTalk, f64)> {
        self.talks.iter().filter_map(move |talk| {
            let lasts = talk.to.min(f64::from(to)) - talk.from.max(f64::from(from));
            (lasts > 0.0).then_some((talk, lasts))
        })
    }
}

/// Order lines say what was paid: neither created orders nor what is left of them.
fn by_orders(objective: Objective, basis: Basis) -> bool {
    match objective {
        Objective::Gmv => basis == Basis::Paid,
        Objective::Orders => true,
        Objective::Net | Objective::Profit => false,
    }
}

/// The minute of the session a moment lies in; what began early counts as its first.
fn minute_of(session: &Session, at: jiff::Timestamp) -> Option<u32> {
    let second = at.as_second() - session.start.timestamp().as_second();
    u32::try_from(second.max(0) / 60).ok()
}

fn talks(
    snapshot: &Snapshot,
    session: &Session,
    objective: Objective,
    basis: Basis,
) -> Vec<AiredTalk> {
    let start = session.start.timestamp().as_millisecond();
    let minutes = |at: jiff::Timestamp| (at.as_millisecond() - start) as f64 / 60_000.0;
    let mut talks: Vec<AiredTalk> = snapshot
        .segments_of(session.id)
        .iter()
        .filter_map(|segment| {
            let facts = &segment.facts;
            let product = snapshot.product(segment.product)?;
            let orders = facts.orders.map(|n| n as f64);
            let money = match basis {
                Basis::Paid => facts.paid_amount,
                Basis::Created => facts.gmv,
            };
            Some(AiredTalk {
                product_id: key(product),
                name: product.name.clone(),
                from: minutes(facts.start_at?),
                to: minutes(facts.end_at?),
                online: facts.avg_online,
                orders,
                value: match objective {
                    Objective::Gmv => money.map(Money::major),
                    Objective::Orders => orders,
                    Objective::Net | Objective::Profit => None,
                },
            })
        })
        .collect();
    talks.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.product_id.cmp(&b.product_id)));
    talks
}
