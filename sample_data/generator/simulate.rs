//! Plays a session viewer by viewer, so that every count that is exported comes from the same
//! people.

use rand::Rng;

use super::calendar::{Plan, in_evening_peak};
use super::catalog::{Product, ShopKind};
use super::ledger;
use super::params::{Effects, Params};
use super::people::People;
use super::shape::{Dice, chance, count, dice, gamma, pick, poisson};
use super::totals::{CHANNELS, PAID_CHANNELS, Totals};
use super::visitor::{Nature, Way};
use super::world::{Action, Buyer, Offset, Order, Remark, Session, Visit};

/// Order rate of every product when products do not differ.
const EVEN_ORDER_RATE: f64 = 0.095;
/// Raises all order rates, in logs.
const LEVEL: f64 = 0.06;
/// Crowd viewers by natural channel, and members by the same.
const CROWD_CHANNELS: [f64; 6] = [58.0, 16.0, 13.0, 5.0, 5.0, 3.0];
const MEMBER_CHANNELS: [f64; 6] = [20.0, 6.0, 58.0, 4.0, 10.0, 2.0];

/// A session while it is played.
pub struct Scene<'a> {
    kind: ShopKind,
    number: usize,
    plan: Option<Plan>,
    products: &'a [Product],
    effects: &'a Effects,
    dice: Dice,
}

/// A viewer while the session is played.
struct Viewer<'a> {
    member: Option<usize>,
    channel: usize,
    way: &'a Way,
    recent: f64,
}

impl<'a> Scene<'a> {
    /// A session about to be played.
    pub fn new(
        kind: ShopKind,
        number: usize,
        plan: Plan,
        products: &'a [Product],
        params: &'a Params,
    ) -> Self {
        Self {
            kind,
            number,
            plan: Some(plan),
            products,
            effects: &params.effects,
            dice: dice(params.seed, "session", kind as usize * 1000 + number),
        }
    }

    /// Plays the session, appending its orders.
    pub fn play(&mut self, people: &mut People, orders: &mut Vec<Order>) -> Session {
        let plan = self.plan.take().expect("a scene is played once");
        let mut totals = Totals::new(&plan);
        let mut visits = Vec::new();
        let mut comments = Vec::new();
        let mut way = Way::default();
        people.settle();
        let noise: Vec<f64> = plan.offers.iter().map(|_| gamma(&mut self.dice, 14.0)).collect();
        let present: Vec<usize> = (0..people.members.len())
            .filter(|&at| {
                let member = &people.members[at];
                member.joined <= self.number && chance(&mut self.dice, member.attendance)
            })
            .collect();
        let crowd = count(&mut self.dice, plan.audience, 220.0);
        let paid_share = if plan.ads() { 0.24 } else { 0.0 };
        let today = i64::from(plan.start.date().day_of_year());
        for at in 0..present.len() + crowd as usize {
            let member = present.get(at).copied();
            let paid = member.is_none() && chance(&mut self.dice, paid_share);
            let channel = if paid {
                PAID_CHANNELS.start + usize::from(chance(&mut self.dice, 0.26))
            } else {
                let weights = if member.is_some() { &MEMBER_CHANNELS } else { &CROWD_CHANNELS };
                pick(&mut self.dice, weights)
            };
            let taste = member.map(|m| people.members[m].taste);
            let nature = Nature { taste: taste.as_ref(), paid };
            way.walk(&plan, self.products, &nature, self.effects.saturation, &mut self.dice);
            let recent = member.map_or(0.0, |m| recency(people.members[m].last_purchase, today));
            let viewer = Viewer { member, channel, way: &way, recent };
            totals.add_way(&plan, &way, channel);
            let mut actions = self.watch(&plan, &viewer, &mut totals);
            let fan = member.map_or_else(
                || chance(&mut self.dice, 0.035),
                |m| people.members[m].level != "none",
            );
            totals.fans += u64::from(fan);
            self.talk(&plan, &viewer, at, &mut totals, &mut actions, &mut comments);
            let bought = self.buy(&plan, &viewer, &noise, people, orders);
            if let Some(member) = member {
                for (at, product, qty) in &bought {
                    actions.push(act(*at, Some(*product), "purchase", *qty));
                }
                if !bought.is_empty() {
                    people.members[member].last_purchase = Some(today);
                }
                if !way.clicks.is_empty() {
                    actions.sort_by(|a, b| a.at.cmp(&b.at).then(a.word.cmp(b.word)));
                    visits.push(Visit { member, actions });
                }
            }
        }
        comments.sort_by_key(|c: &Remark| c.at);
        self.finish(&plan, &mut totals);
        Session { plan, totals, visits, comments }
    }

    /// Views, clicks, carts and the rest of what a viewer does besides buying.
    fn watch(&mut self, plan: &Plan, viewer: &Viewer, totals: &mut Totals) -> Vec<Action> {
        let mut actions = Vec::new();
        let follow = chance(&mut self.dice, if viewer.member.is_some() { 0.03 } else { 0.021 });
        let (from, to) = viewer.way.stays[0];
        let when = self.dice.gen_range(from..to);
        if follow {
            totals.follows += 1;
            totals.minute(when).follows += 1;
        }
        totals.clubs += u64::from(chance(&mut self.dice, 0.002));
        if viewer.member.is_none() {
            return actions;
        }
        if follow {
            actions.push(act(when, None, "follow", 1));
        }
        for seen in &viewer.way.seen {
            let product = Some(plan.offers[seen.offer].product);
            actions.push(act(seen.at, product, "view", seen.seconds));
        }
        for click in &viewer.way.clicks {
            let product = Some(plan.offers[click.offer].product);
            actions.push(act(click.at, product, "click", 1));
            // What goes into the cart says nothing about what is bought, on purpose.
            if chance(&mut self.dice, 0.22) {
                let at = (click.at + self.dice.gen_range(2..25)).min(plan.length - 1);
                actions.push(act(at, product, "cart", 1));
            }
        }
        for (word, rate) in [("like", 0.16), ("share", 0.02)] {
            if chance(&mut self.dice, rate) {
                let at = self.dice.gen_range(from..to);
                actions.push(act(at, on_air(plan, at), word, 1));
            }
        }
        actions
    }

    fn talk(
        &mut self,
        plan: &Plan,
        viewer: &Viewer,
        number: usize,
        totals: &mut Totals,
        actions: &mut Vec<Action>,
        comments: &mut Vec<Remark>,
    ) {
        let rate = if viewer.member.is_some() { 0.05 } else { 0.008 };
        let said = if chance(&mut self.dice, rate) { 1 + poisson(&mut self.dice, 0.25) } else { 0 };
        let liked = chance(&mut self.dice, 0.035);
        if said > 0 || liked {
            totals.engaged += 1;
            totals.channels[viewer.channel].engaged += 1;
        }
        for _ in 0..said {
            let stay = self.dice.gen_range(0..viewer.way.stays.len());
            let (from, to) = viewer.way.stays[stay];
            let at = self.dice.gen_range(from..to);
            let product = on_air(plan, at);
            totals.comments += 1;
            totals.minute(at).comments += 1;
            comments.push(Remark { at, author: viewer.member.ok_or(number as u32), product });
            actions.push(act(at, product, "comment", 1));
        }
        totals.comment_users += u64::from(said > 0);
    }

    /// Draws what is bought and appends the orders; returns what was paid for.
    fn buy(
        &mut self,
        plan: &Plan,
        viewer: &Viewer,
        noise: &[f64],
        people: &mut People,
        orders: &mut Vec<Order>,
    ) -> Vec<(Offset, usize, u32)> {
        let mut bought: Vec<(Offset, usize)> = Vec::new();
        for click in &viewer.way.clicks {
            let rate = self.order_rate(plan, viewer, click.offer, click.at) * noise[click.offer];
            if chance(&mut self.dice, rate.min(0.9)) {
                let wait = 6 + (40.0 * gamma(&mut self.dice, 1.0)) as Offset;
                bought.push(((click.at + wait).min(plan.length - 1), click.offer));
            }
        }
        if bought.is_empty() {
            return Vec::new();
        }
        bought.sort_unstable();
        let buyer: Buyer = match viewer.member {
            Some(member) => people.member_buyer(member),
            None => people.crowd_buyer(&mut self.dice),
        };
        let mut paid_for = Vec::new();
        let mut at = 0;
        while at < bought.len() {
            let mut basket = vec![bought[at]];
            while at + basket.len() < bought.len() && chance(&mut self.dice, 0.35) {
                basket.push(bought[at + basket.len()]);
            }
            at += basket.len();
            let when = basket[basket.len() - 1].0;
            let order = ledger::order(
                &ledger::Placed {
                    kind: self.kind,
                    session: Some(self.number),
                    carrier: "直播",
                    channel: viewer.channel,
                    created: plan.at(when),
                    unpaid: 0.05,
                },
                buyer.clone(),
                &basket
                    .iter()
                    .map(|&(_, offer)| (plan.offers[offer].product, plan.offers[offer].price))
                    .collect::<Vec<_>>(),
                self.products,
                orders.len(),
                &mut self.dice,
            );
            if order.paid.is_some() {
                paid_for.extend(order.lines.iter().map(|l| (when, l.product, l.qty as u32)));
            }
            orders.push(order);
        }
        paid_for
    }

    /// The chance that a click becomes an order: where all planted effects meet. Effects are
    /// centred, so that a world without them sells about as much.
    fn order_rate(&self, plan: &Plan, viewer: &Viewer, offer: usize, at: Offset) -> f64 {
        let effects = self.effects;
        let offer = &plan.offers[offer];
        let product = &self.products[offer.product];
        let flag = |on: bool| if on { 1.0 } else { 0.0 };
        let mut log = effects.product_spread * product.order_rate.ln()
            + (1.0 - effects.product_spread) * EVEN_ORDER_RATE.ln();
        if product.is_gift() {
            // What costs next to nothing sells alike on every night and at every hour.
            return log.exp();
        }
        // How common big nights and the opener are where they exist.
        let (big, exposed) = match self.kind {
            ShopKind::Shanhe => (0.35, 0.28),
            ShopKind::Guangying | ShopKind::Chujian => (0.0, 0.0),
        };
        log += effects.evening * (flag(in_evening_peak(plan.at(at))) - 0.6);
        log += effects.big_night * (flag(plan.big) - big);
        log -= effects.opener_damping * (flag(viewer.way.exposed) - exposed);
        log -= effects.elasticity * (offer.price as f64 / product.price as f64).ln();
        log += LEVEL + plan.mood;
        if viewer.member.is_some() {
            let minutes = viewer.way.seen_minutes().max(0.2);
            let clicked = viewer.way.clicks.len() as f64;
            log += effects.recency * (viewer.recent - 0.2);
            log += effects.dwell * (minutes / 8.0).ln().clamp(-2.0, 1.6);
            log -= (1.0 - effects.clicks) * (clicked / 2.0).ln();
        }
        log.exp()
    }

    /// Counts that need no single viewer.
    fn finish(&mut self, plan: &Plan, totals: &mut Totals) {
        let viewers = totals.viewers as f64;
        let entry = 0.072 * gamma(&mut self.dice, 160.0);
        totals.impressions = (viewers / entry) as u64;
        totals.impression_times =
            (totals.impressions as f64 * self.dice.gen_range(1.42..1.6)) as u64;
        totals.unfollows = count(&mut self.dice, totals.follows as f64 * 0.05, 6.0);
        totals.shares = count(&mut self.dice, viewers * 0.006, 12.0);
        totals.likes = count(&mut self.dice, viewers * 0.9, 10.0);
        totals.close(plan);
    }
}

/// How fresh a member's last purchase is: 1 within 14 days, 0.4 within 45, else 0.
fn recency(last: Option<i64>, today: i64) -> f64 {
    match last.map(|day| today - day) {
        Some(0..=14) => 1.0,
        Some(15..=45) => 0.4,
        _ => 0.0,
    }
}

fn act(at: Offset, product: Option<usize>, word: &'static str, value: u32) -> Action {
    Action { at, product, word, value }
}

fn on_air(plan: &Plan, at: Offset) -> Option<usize> {
    plan.talks.iter().find(|t| (t.from..t.to).contains(&at)).map(|t| plan.offers[t.offer].product)
}

// The natural channels come first, the paid ones last.
const _: () = assert!(CHANNELS.len() == CROWD_CHANNELS.len() + 2);
