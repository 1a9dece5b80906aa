//! One viewer's way through a session: when present, what was seen, what was clicked.

use rand::Rng;

use super::calendar::Plan;
use super::catalog::{CATEGORIES, Product};
use super::shape::{Dice, beta, chance, gamma, normal, poisson, talk_worth};
use super::world::Offset;

/// Clicks per viewer-minute of a product of average appeal on the straight line.
const CLICKS_PER_MINUTE: f64 = 0.135;
/// Chance that a viewer of an opener session is shown the pinned giveaway.
const OPENER_REACH: f64 = 0.80;

/// Who the viewer is, as far as it decides what the viewer does.
pub struct Nature<'a> {
    /// Interest by category; `None` for somebody out of the crowd.
    pub taste: Option<&'a [f64; 8]>,
    /// Whether the viewer came by ad.
    pub paid: bool,
}

/// A product the viewer saw.
pub struct Seen {
    /// Index into the plan's offers.
    pub offer: usize,
    /// First time.
    pub at: Offset,
    /// Seconds in all.
    pub seconds: Offset,
    /// Times shown.
    pub times: u64,
}

/// A product the viewer clicked.
pub struct Click {
    /// Index into the plan's offers.
    pub offer: usize,
    /// First time.
    pub at: Offset,
    /// Times.
    pub times: u64,
}

/// A viewer's way; the buffers are used again for the next one.
#[derive(Default)]
pub struct Way {
    /// Stays, in time order, apart from each other.
    pub stays: Vec<(Offset, Offset)>,
    /// Products seen, in order of the first time.
    pub seen: Vec<Seen>,
    /// Products clicked.
    pub clicks: Vec<Click>,
    /// Whether the pinned giveaway was shown.
    pub exposed: bool,
}

impl Way {
    /// Seconds present.
    pub fn present(&self) -> u64 {
        self.stays.iter().map(|s| u64::from(s.1 - s.0)).sum()
    }

    /// Minutes of products seen, which is what the event log can tell of the time watched.
    pub fn seen_minutes(&self) -> f64 {
        self.seen.iter().map(|s| f64::from(s.seconds)).sum::<f64>() / 60.0
    }

    /// Draws a way.
    pub fn walk(
        &mut self,
        plan: &Plan,
        products: &[Product],
        nature: &Nature,
        saturation: f64,
        dice: &mut Dice,
    ) {
        self.stays.clear();
        self.seen.clear();
        self.clicks.clear();
        self.exposed = plan.opener && chance(dice, OPENER_REACH);
        self.stay(plan, nature, dice);
        let heat = match nature.taste {
            Some(_) => 0.55 * gamma(dice, 2.0),
            None => gamma(dice, 0.9) * if nature.paid { 0.85 } else { 1.0 },
        };
        for at in 0..self.stays.len() {
            let (from, to) = self.stays[at];
            for talk in &plan.talks {
                if talk.from >= to {
                    break;
                }
                if talk.to <= from {
                    continue;
                }
                let offer = &plan.offers[talk.offer];
                let product = &products[offer.product];
                if product.is_gift() && !self.exposed {
                    continue;
                }
                let (begin, end) = (from.max(talk.from), to.min(talk.to));
                let seconds = end - begin;
                if seconds < 4 || !chance(dice, 1.0 - (-f64::from(seconds) / 22.0).exp()) {
                    continue;
                }
                let times = 1 + poisson(dice, f64::from(seconds) / 110.0);
                self.see(talk.offer, begin, seconds, times);
                if product.is_gift() && nature.taste.is_some() {
                    // For new customers only: members can see it but not open it.
                    continue;
                }
                let minute = |offset: Offset| f64::from(talk.before + offset - talk.from) / 60.0;
                let worth = talk_worth(
                    minute(begin),
                    minute(end),
                    f64::from(CATEGORIES[product.category].half_minutes),
                    saturation,
                );
                let interest = heat * nature.taste.map_or(1.0, |taste| taste[product.category]);
                let rate = CLICKS_PER_MINUTE * product.appeal * interest * worth;
                if chance(dice, 1.0 - (-rate).exp()) {
                    let when = dice.gen_range(begin..end);
                    self.click(talk.offer, when, dice);
                }
            }
        }
        self.browse(plan, products, dice);
        if self.exposed {
            self.pin(plan, products, nature, dice);
        }
        self.seen.sort_by_key(|s| s.at);
        self.clicks.sort_by_key(|c| c.at);
    }

    fn stay(&mut self, plan: &Plan, nature: &Nature, dice: &mut Dice) {
        let length = f64::from(plan.length);
        let (typical, spread) = if nature.taste.is_some() { (340.0, 0.95) } else { (48.0, 1.25) };
        let again = if nature.taste.is_some() { 0.32 } else { 0.25 };
        loop {
            let from = (beta(dice, 1.5, 2.0) * (length - 30.0)) as Offset;
            let stay = (typical * (spread * normal(dice)).exp()).clamp(5.0, length);
            let to = (from + stay as Offset).min(plan.length);
            self.stays.push((from, to));
            if self.stays.len() > 4 || !chance(dice, again) {
                break;
            }
        }
        self.stays.sort_unstable();
        // A stay that begins before the one before it has ended is not a stay of its own.
        let mut free = 0;
        self.stays.retain(|&(from, to)| {
            let apart = from >= free;
            if apart {
                free = to + 10;
            }
            apart
        });
    }

    /// The cart is opened now and then and shows what is not talked about.
    fn browse(&mut self, plan: &Plan, products: &[Product], dice: &mut Dice) {
        if !chance(dice, 0.07) {
            return;
        }
        let (from, to) = self.stays[0];
        for (index, offer) in plan.offers.iter().enumerate() {
            let shelved = plan.talks.iter().all(|t| t.offer != index);
            if shelved && chance(dice, 0.5) {
                let at = dice.gen_range(from..to);
                self.see(index, at, dice.gen_range(2..14), 1);
                if chance(dice, 0.12 * products[offer.product].appeal) {
                    self.click(index, at, dice);
                }
            }
        }
    }

    /// The pinned giveaway: shown on coming in, by chance alone, however long somebody stays.
    fn pin(&mut self, plan: &Plan, products: &[Product], nature: &Nature, dice: &mut Dice) {
        let Some(index) = plan.offers.iter().position(|o| products[o.product].is_gift()) else {
            return;
        };
        let at = self.stays[0].0 + dice.gen_range(0..4);
        self.see(index, at, dice.gen_range(3..12), 1);
        if nature.taste.is_none() && chance(dice, 0.06) {
            self.click(index, at, dice);
        }
    }

    fn see(&mut self, offer: usize, at: Offset, seconds: Offset, times: u64) {
        if let Some(seen) = self.seen.iter_mut().find(|s| s.offer == offer) {
            seen.at = seen.at.min(at);
            seen.seconds += seconds;
            seen.times += times;
        } else {
            self.seen.push(Seen { offer, at, seconds, times });
        }
    }

    fn click(&mut self, offer: usize, at: Offset, dice: &mut Dice) {
        let times = 1 + u64::from(chance(dice, 0.4)) + u64::from(chance(dice, 0.15));
        if let Some(click) = self.clicks.iter_mut().find(|c| c.offer == offer) {
            click.at = click.at.min(at);
            click.times += times;
        } else {
            self.clicks.push(Click { offer, at, times });
        }
    }
}
