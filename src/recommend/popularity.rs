//! Popularity with decay: `Σ 2^(-(now - t) / half-life)` over purchases.

use super::data::{DAY, Event, Interactions};

/// What a purchase of some age counts; `None` is a half-life without end.
pub(crate) fn decay(age_seconds: i64, half_life_days: Option<f64>) -> f64 {
    match half_life_days {
        Some(days) => (-(age_seconds.max(0) as f64) / DAY / days).exp2(),
        None => 1.0,
    }
}

/// Popularity of every product from purchase events. Ages count from the last event: another
/// reference multiplies every product alike, and this one cannot underflow.
pub(crate) fn from_events(events: &[Event], items: usize, half_life_days: Option<f64>) -> Vec<f64> {
    let now = events.iter().map(|e| e.at).max().unwrap_or(0);
    let mut out = vec![0.0; items];
    for event in events {
        out[event.item as usize] += event.weight * decay(now - event.at, half_life_days);
    }
    out
}

/// Orders of every product between two moments (seconds, end excluded) and their decayed sum.
///
/// A product's sales without viewers stand for all its orders when there are any; its purchase
/// events are part of them, so the two are never added.
pub(crate) fn from_all(
    data: &Interactions,
    purchases: &[Event],
    half_life_days: Option<f64>,
) -> Vec<f64> {
    let now = last_sale(data, purchases);
    let mut out = vec![0.0; data.items.len()];
    for event in purchases {
        out[event.item as usize] += event.weight * decay(now - event.at, half_life_days);
    }
    for (item, sales) in data.sales.iter().enumerate() {
        if !sales.is_empty() {
            out[item] =
                sales.iter().map(|(at, orders)| orders * decay(now - at, half_life_days)).sum();
        }
    }
    out
}

/// Orders of one product from a moment on.
pub(crate) fn orders_since(data: &Interactions, purchases: &[Event], item: u32, since: i64) -> f64 {
    let sales = &data.sales[item as usize];
    if sales.is_empty() {
        let own = |e: &&Event| e.item == item && e.at >= since;
        purchases.iter().filter(own).map(|e| e.weight).sum()
    } else {
        let late = sales.iter().filter(|(at, _)| *at >= since);
        late.map(|(_, orders)| orders).sum()
    }
}

/// The moment of the last sale of anything.
pub(crate) fn last_sale(data: &Interactions, purchases: &[Event]) -> i64 {
    let sales = data.sales.iter().filter_map(|s| s.last()).map(|s| s.0);
    sales.chain(purchases.last().map(|e| e.at)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Action;

    fn bought(item: u32, day: i64) -> Event {
        Event { viewer: 0, item, at: day * 86_400, weight: 1.0, action: Action::Purchase }
    }

    #[test]
    fn a_purchase_halves_every_half_life() {
        let events = [bought(0, 0), bought(0, 7), bought(1, 14)];
        let got = from_events(&events, 2, Some(7.0));
        assert!((got[0] - 0.75).abs() < 1e-12);
        assert!((got[1] - 1.0).abs() < 1e-12);
    }

    /// R3: with a half-life without end, decayed popularity is popularity.
    #[test]
    fn long_half_life_is_popularity() {
        let events: Vec<Event> = (0..60i64).map(|t| bought((t * t % 7) as u32, t)).collect();
        let mut counts = vec![0.0; 7];
        for event in &events {
            counts[event.item as usize] += 1.0;
        }
        assert_eq!(from_events(&events, 7, None), counts);
        let long = from_events(&events, 7, Some(1e12));
        for (a, b) in long.iter().zip(&counts) {
            assert!((a - b).abs() < 1e-6);
        }
    }
}
