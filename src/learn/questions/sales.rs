//! 这场能卖多少: one row per session with what is known before it starts.

use std::collections::BTreeMap;

use super::{OPENING_MINUTES, hour, sessions_in_order, talk, weekday};
use crate::domain::{AccountId, Basis, Currency, Money, Role, Snapshot};
use crate::learn::{Column, Family, Feature, Outcome, OutcomeUnit, Table, Unit, stat};

/// Earlier sessions that the median looks back on.
const LOOK_BACK: usize = 10;

/// Rows of sessions with the amount they sold.
///
/// Amounts of different currencies or bases are never mixed: the pair most sessions have is
/// used and the others are left out. `None` when no session has an amount.
pub fn session_sales(snapshot: &Snapshot, account: Option<AccountId>) -> Option<Table> {
    let sessions = sessions_in_order(snapshot, account);
    let mut votes: BTreeMap<(&Currency, Basis), usize> = BTreeMap::new();
    for session in &sessions {
        if let Some((_, basis)) = session.facts.amount() {
            *votes.entry((&session.currency, basis)).or_default() += 1;
        }
    }
    let (currency, basis) = votes
        .iter()
        .max_by_key(|(_, votes)| **votes)
        .map(|((currency, basis), _)| ((*currency).clone(), *basis))?;

    let several = {
        let mut accounts: Vec<_> = sessions.iter().map(|s| s.account).collect();
        accounts.sort();
        accounts.dedup();
        accounts.len() > 1
    };
    let mut past: BTreeMap<AccountId, Vec<f64>> = BTreeMap::new();
    let mut numbers: Vec<[f64; 6]> = Vec::new();
    let mut texts: [Vec<Option<String>>; 3] = Default::default();
    let (mut amounts, mut order, mut when) = (Vec::new(), Vec::new(), Vec::new());
    let (mut last, mut labels) = (Vec::new(), Vec::new());
    for (place, session) in sessions.iter().enumerate() {
        let Some((amount, own)) = session.facts.amount() else {
            continue;
        };
        if own != basis || session.currency != currency {
            continue;
        }
        let earlier = past.entry(session.account).or_default();
        let mut recent = earlier[earlier.len().saturating_sub(LOOK_BACK)..].to_vec();
        let products = snapshot.products_of(session.id).len();
        let talk = talk(snapshot, session);
        let opener = talk.iter().any(|(product, (_, first))| {
            *first < OPENING_MINUTES
                && snapshot.product(*product).is_some_and(|p| p.role == Some(Role::Giveaway))
        });
        numbers.push([
            hour(session),
            session.facts.exact_seconds().map_or(f64::NAN, |s| s / 60.0),
            session.facts.spend().map_or(f64::NAN, Money::major),
            if products > 0 {
                products as f64
            } else {
                session.facts.product_count.map_or(f64::NAN, |n| n as f64)
            },
            if talk.is_empty() { f64::NAN } else { f64::from(u8::from(opener)) },
            stat::median(&mut recent),
        ]);
        let host = session
            .host
            .and_then(|h| snapshot.host(h))
            .map(|h| h.name.clone())
            .or_else(|| session.facts.host.clone());
        texts[0].push(Some(weekday(session)));
        texts[1].push(host);
        texts[2]
            .push(snapshot.account(session.account).filter(|_| several).map(|a| a.name.clone()));
        amounts.push(amount.major());
        order.push(place as u32);
        when.push(session.start.timestamp().as_second());
        last.push(earlier.last().copied().unwrap_or(f64::NAN));
        labels.push(session.start.strftime("%Y-%m-%d %H:%M").to_string());
        earlier.push(amount.major());
    }
    use Family::{Session, Time};
    let mut features = Vec::new();
    let mut columns = Vec::new();
    for (at, (key, unit, family)) in [
        ("hour", Unit::Hour, Time),
        ("planned_minutes", Unit::Minutes, Session),
        ("ad_spend", Unit::Money, Session),
        ("product_count", Unit::Count, Session),
        ("giveaway_opener", Unit::Flag, Session),
        ("past_median", Unit::Money, Session),
    ]
    .into_iter()
    .enumerate()
    {
        let values: Vec<f64> = numbers.iter().map(|row| row[at]).collect();
        if values.iter().any(|v| !v.is_nan()) {
            features.push(Feature::before(key, unit, family));
            columns.push(Column::Numeric(values));
        }
    }
    for (key, family, texts) in [
        ("weekday", Time, &texts[0]),
        ("host", Session, &texts[1]),
        ("account", Session, &texts[2]),
    ] {
        if texts.iter().any(Option::is_some) {
            features.push(Feature::before(key, Unit::Category, family));
            columns.push(Column::from_texts(texts));
        }
    }
    Some(Table {
        features,
        columns,
        outcome: Outcome::Numeric(amounts),
        unit: OutcomeUnit::Money(currency),
        weights: None,
        groups: None,
        order: Some(order),
        when: Some(when),
        last: Some(last),
        labels,
    })
}
