//! The run-down: whole minutes per product laid into slots that follow each other.
//!
//! Traffic products open, giveaways come between, the rest follow by value per minute, image
//! products last; products with many minutes come back in a second round.

use super::result::Slot;
use crate::domain::Role;

/// One product to place.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Id.
    pub id: String,
    /// Role.
    pub role: Option<Role>,
    /// Minutes in all.
    pub minutes: u32,
    /// Value per minute.
    pub per_minute: f64,
}

/// From how many blocks on a product comes back a second time.
const RETURNS_FROM: u32 = 4;

/// Slots without a gap, in order. Every product gets exactly its minutes.
pub fn slots(turns: &[Turn], block_minutes: u32) -> Vec<Slot> {
    let block = block_minutes.max(1);
    let mut order: Vec<&Turn> = turns.iter().filter(|t| t.minutes > 0).collect();
    order.sort_by(|a, b| {
        place(a.role)
            .cmp(&place(b.role))
            .then(b.per_minute.total_cmp(&a.per_minute))
            .then(a.id.cmp(&b.id))
    });
    let mut first: Vec<(&Turn, u32)> = Vec::new();
    let mut second: Vec<(&Turn, u32)> = Vec::new();
    for turn in order {
        let early = early_part(turn.minutes, block);
        first.push((turn, early));
        if turn.minutes > early {
            second.push((turn, turn.minutes - early));
        }
    }
    let first = spread_giveaways(first);
    let second = spread_giveaways(second);
    let mut slots: Vec<Slot> = Vec::new();
    let mut at = 0;
    for (turn, minutes) in first.into_iter().chain(second) {
        match slots.last_mut() {
            Some(last) if last.product_id == turn.id => last.minutes += minutes,
            _ => slots.push(Slot {
                start_minute: at,
                minutes,
                product_id: turn.id.clone(),
                host: None,
            }),
        }
        at += minutes;
    }
    slots
}

fn place(role: Option<Role>) -> u8 {
    match role {
        Some(Role::Traffic) => 0,
        Some(Role::Giveaway) => 1,
        Some(Role::Profit) | None => 2,
        Some(Role::Image) => 3,
    }
}

/// Minutes of the first turn: about three fifths in whole blocks when there are enough.
fn early_part(minutes: u32, block: u32) -> u32 {
    if minutes < RETURNS_FROM * block {
        return minutes;
    }
    let blocks = (f64::from(minutes) * 0.6 / f64::from(block)).round() as u32;
    (blocks * block).clamp(block, minutes - block)
}

/// Giveaways hold people between sales, so they are spread through the round, not bunched.
fn spread_giveaways(round: Vec<(&Turn, u32)>) -> Vec<(&Turn, u32)> {
    let (gifts, mut rest): (Vec<_>, Vec<_>) =
        round.into_iter().partition(|(turn, _)| turn.role == Some(Role::Giveaway));
    let opening = rest.iter().take_while(|(turn, _)| turn.role == Some(Role::Traffic)).count();
    let gap = (rest.len() - opening) / (gifts.len() + 1);
    for (nth, gift) in gifts.into_iter().enumerate() {
        // The first giveaway follows the opening, later ones every `gap` products.
        let at = (opening + nth * (gap.max(1) + 1)).min(rest.len());
        rest.insert(at, gift);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(id: &str, role: Option<Role>, minutes: u32, per_minute: f64) -> Turn {
        Turn { id: id.to_owned(), role, minutes, per_minute }
    }

    #[test]
    fn slots_tile_the_session_and_traffic_opens() {
        let turns = [
            turn("profit", Some(Role::Profit), 61, 30.0),
            turn("better", Some(Role::Profit), 40, 50.0),
            turn("image", Some(Role::Image), 9, 90.0),
            turn("gift", Some(Role::Giveaway), 8, 1.0),
            turn("traffic", Some(Role::Traffic), 22, 5.0),
            turn("none", None, 0, 99.0),
        ];
        let slots = slots(&turns, 5);
        let mut at = 0;
        for slot in &slots {
            assert_eq!(slot.start_minute, at);
            at += slot.minutes;
        }
        assert_eq!(at, 140);
        for t in &turns {
            let sum: u32 = slots.iter().filter(|s| s.product_id == t.id).map(|s| s.minutes).sum();
            assert_eq!(sum, t.minutes, "{}", t.id);
        }
        let ids: Vec<&str> = slots.iter().map(|s| s.product_id.as_str()).collect();
        assert_eq!(ids[..3], ["traffic", "gift", "better"]);
        assert_eq!(ids.iter().filter(|id| **id == "profit").count(), 2, "comes back");
        assert!(slots.iter().all(|s| s.minutes >= 5));
    }
}
