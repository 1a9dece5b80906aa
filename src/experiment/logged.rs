//! The talks of past sessions as a log of what was on, and a plan's split beside them.

use std::collections::BTreeMap;

use super::Logged;
use crate::domain::{Basis, Money, ProductId, Segment, Session, SessionProduct, Snapshot};
use crate::plan::{Scope, key_of, latest_sessions};

/// Sessions looked back upon.
const SESSIONS: usize = 60;

/// A log and a split over the same products.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoggedSplit {
    /// The talks.
    pub talks: Vec<Logged>,
    /// The split's share of each product.
    pub target: Vec<f64>,
}

/// The talks of the latest sessions of a shop beside a split by product ids of plans.
///
/// A talk counts where an export tells when it was, and what was taken in it, or how many orders
/// came at a price the session tells. Clicks and impressions of a product are no log: viewers
/// choose them too, and nobody knows with which chance.
pub fn logged_split(snapshot: &Snapshot, scope: &Scope, split: &[(String, f64)]) -> LoggedSplit {
    let sessions = latest_sessions(snapshot, scope, SESSIONS);
    let paid = sessions
        .iter()
        .flat_map(|(session, _)| snapshot.segments_of(session.id))
        .any(|talk| talk.facts.paid_amount.is_some());
    let basis = if paid { Basis::Paid } else { Basis::Created };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut target: Vec<f64> = Vec::new();
    for (key, share) in split {
        let at = *places.entry(key.clone()).or_insert(target.len());
        if at == target.len() {
            target.push(0.0);
        }
        target[at] += share;
    }
    let mut talks: Vec<Logged> = Vec::new();
    let mut number = 0;
    for (session, viewers) in sessions {
        let Some(viewers) = viewers else { continue };
        let rows = talked(snapshot, session, basis);
        let whole: f64 = rows.iter().map(|(_, weight, _)| weight).sum();
        if whole <= 0.0 {
            continue;
        }
        for (product, weight, value) in rows {
            let key = key_of(snapshot, product);
            let at = *places.entry(key).or_insert(target.len());
            if at == target.len() {
                target.push(0.0);
            }
            let exposure = viewers * weight / whole;
            talks.push(Logged { session: number, product: at, exposure, value });
        }
        number += 1;
    }
    LoggedSplit { talks, target }
}

/// Product, viewer-minutes and takings of each talk of a session; empty where not every talk
/// tells what was taken: a log with gaps would favour what is told.
fn talked(snapshot: &Snapshot, session: &Session, basis: Basis) -> Vec<(ProductId, f64, f64)> {
    let segments = snapshot.segments_of(session.id);
    let with_online = segments.iter().all(|talk| talk.facts.avg_online.is_some());
    let rows = snapshot.products_of(session.id);
    segments
        .iter()
        .map(|talk| {
            let (start, end) = (talk.facts.start_at?, talk.facts.end_at?);
            let minutes = (end.as_millisecond() - start.as_millisecond()) as f64 / 60_000.0;
            let online = talk.facts.avg_online.filter(|_| with_online).unwrap_or(1.0);
            let value = taken(snapshot, rows, talk, basis)?;
            (minutes > 0.0).then_some((talk.product, minutes * online, value))
        })
        .collect::<Option<Vec<_>>>()
        .unwrap_or_default()
}

fn taken(
    snapshot: &Snapshot,
    rows: &[SessionProduct],
    talk: &Segment,
    basis: Basis,
) -> Option<f64> {
    let told = match basis {
        Basis::Paid => talk.facts.paid_amount,
        Basis::Created => talk.facts.gmv,
    };
    if let Some(amount) = told {
        return Some(amount.major());
    }
    let orders = talk.facts.orders? as f64;
    if orders == 0.0 {
        return Some(0.0);
    }
    let row = rows.iter().find(|row| row.product == talk.product);
    let paid = row.and_then(|row| {
        let (amount, _) = row.facts.amount()?;
        let sales = row.facts.sales().filter(|sales| *sales > 0)?;
        Some(amount.major() / sales as f64)
    });
    let listed = || snapshot.product(talk.product)?.facts.price.map(Money::major);
    Some(orders * paid.or_else(|| row?.facts.price.map(Money::major)).or_else(listed)?)
}
