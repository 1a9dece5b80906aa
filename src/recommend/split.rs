//! How purchases are held back: by time, at random, the last one of each viewer.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rayon::slice::ParallelSliceMut as _;

use super::data::Event;
use super::request::Protocol;
use crate::domain::Action;

/// Share held back by the time and random protocols.
const HELD_BACK: f64 = 0.2;

/// The random protocol's seed: part of the protocol, so that figures can be compared.
const SEED: u64 = 42;

/// Training events and what is held back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Split {
    /// Events of every action, by time.
    pub train: Vec<Event>,
    /// Per viewer with something held back: products, none of them bought in training.
    pub test: Vec<(u32, Vec<u32>)>,
}

/// Splits events (by time). `fold` is 0 for the measurement and 1 for the fold inside its
/// training part, so that the random protocol draws anew.
pub(crate) fn split(events: &[Event], protocol: Protocol, fold: u64) -> Split {
    let bought: Vec<usize> =
        (0..events.len()).filter(|&at| events[at].action == Action::Purchase).collect();
    let mut held = vec![false; events.len()];
    let keep = bought.len() - (bought.len() as f64 * HELD_BACK).round() as usize;
    match protocol {
        Protocol::Time => {
            for &at in &bought[keep..] {
                held[at] = true;
            }
        }
        Protocol::Random => {
            let mut order = bought.clone();
            order.shuffle(&mut ChaCha8Rng::seed_from_u64(SEED + fold));
            for &at in &order[keep..] {
                held[at] = true;
            }
        }
        Protocol::Last => hold_last(events, &bought, &mut held),
    }

    // Of millions of purchases: sorted once and looked up, which is much less than a tree of them.
    let mut train_pairs: Vec<u64> =
        bought.iter().filter(|&&at| !held[at]).map(|&at| pair(&events[at])).collect();
    train_pairs.par_sort_unstable();
    let viewers = events.iter().map(|event| event.viewer as usize + 1).max().unwrap_or(0);
    let mut test: Vec<Vec<u32>> = vec![Vec::new(); viewers];
    // The first moment from which a viewer's weak signals could tell what is held back.
    let mut closed: Vec<Option<i64>> = vec![None; viewers];
    for &at in bought.iter().filter(|&&at| held[at]) {
        let event = &events[at];
        closed[event.viewer as usize].get_or_insert(event.at);
        if train_pairs.binary_search(&pair(event)).is_err() {
            test[event.viewer as usize].push(event.item);
        }
    }
    for items in &mut test {
        items.sort_unstable();
        items.dedup();
    }
    let cut = match protocol {
        Protocol::Time => bought.get(keep).map(|&at| events[at].at),
        Protocol::Random | Protocol::Last => None,
    };
    let open = |event: &Event| match cut {
        Some(cut) => event.at < cut,
        None => closed[event.viewer as usize].is_none_or(|at| event.at < at),
    };
    let train = events
        .iter()
        .zip(&held)
        .filter(|(event, held)| match event.action {
            Action::Purchase => !**held,
            _ => open(event),
        })
        .map(|(event, _)| *event)
        .collect();
    let test = (0u32..).zip(test).filter(|(_, items)| !items.is_empty()).collect();
    Split { train, test }
}

/// Viewer and product in one number.
fn pair(event: &Event) -> u64 {
    u64::from(event.viewer) << 32 | u64::from(event.item)
}

/// Holds back each viewer's purchases of the product that came in last, if others came before.
fn hold_last(events: &[Event], bought: &[usize], held: &mut [bool]) {
    let mut first: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &at in bought {
        let seen = first.entry(events[at].viewer).or_default();
        if !seen.contains(&events[at].item) {
            seen.push(events[at].item);
        }
    }
    for &at in bought {
        let seen = &first[&events[at].viewer];
        if seen.len() > 1 && seen.last() == Some(&events[at].item) {
            held[at] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(viewer: u32, item: u32, at: i64, action: Action) -> Event {
        Event { viewer, item, at, weight: 1.0, action }
    }

    fn purchases() -> Vec<Event> {
        (0..50u32).map(|t| event(t % 7, (t * 3) % 11, i64::from(t), Action::Purchase)).collect()
    }

    #[test]
    fn time_holds_back_the_last_fifth() {
        let mut events = purchases();
        events.push(event(0, 10, 45, Action::Click));
        events.push(event(0, 10, 3, Action::Click));
        events.sort_by_key(|e| e.at);
        let split = split(&events, Protocol::Time, 0);
        let bought = split.train.iter().filter(|e| e.action == Action::Purchase);
        assert_eq!(bought.clone().count(), 40);
        assert!(bought.map(|e| e.at).max() < Some(40));
        let clicks: Vec<i64> =
            split.train.iter().filter(|e| e.action == Action::Click).map(|e| e.at).collect();
        assert_eq!(clicks, [3], "a later click would tell");
    }

    #[test]
    fn random_holds_back_a_fifth_and_never_what_was_trained_on() {
        let events = purchases();
        let a = split(&events, Protocol::Random, 0);
        assert_eq!(a.train.len(), 40);
        assert_eq!(a, split(&events, Protocol::Random, 0));
        assert_ne!(a, split(&events, Protocol::Random, 1));
        for (viewer, items) in &a.test {
            for event in a.train.iter().filter(|e| e.viewer == *viewer) {
                assert!(!items.contains(&event.item));
            }
        }
    }

    #[test]
    fn last_holds_back_one_product_of_each_viewer_with_two() {
        let buy = |v, i, at| event(v, i, at, Action::Purchase);
        let events = [buy(0, 1, 0), buy(0, 2, 1), buy(1, 5, 2), buy(0, 1, 3), buy(1, 5, 9)];
        let split = split(&events, Protocol::Last, 0);
        assert_eq!(split.test, [(0, vec![2])]);
        assert_eq!(split.train.len(), 4);
    }
}
