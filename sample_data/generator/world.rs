//! The truth: shops, products, people, sessions and what happened in them.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::calendar::{self, Plan};
use super::catalog::{self, Product, ShopKind};
use super::ledger;
use super::params::Params;
use super::people::People;
use super::simulate;
use super::totals::Totals;

/// A fictional world.
pub struct World {
    /// What it was made from.
    pub params: Params,
    /// 山禾小铺, 光影课堂, 初见小店.
    pub shops: Vec<Shop>,
}

/// One account with everything that happened to it.
pub struct Shop {
    /// Which one.
    pub kind: ShopKind,
    /// Its catalogue.
    pub products: Vec<Product>,
    /// Its known people; empty where nobody is known.
    pub people: People,
    /// Its sessions by start.
    pub sessions: Vec<Session>,
    /// All orders, in sessions and outside, by time of creation.
    pub orders: Vec<Order>,
}

/// A session as planned and as it went.
pub struct Session {
    /// The plan.
    pub plan: Plan,
    /// Counts by everything that is exported.
    pub totals: Totals,
    /// Visits of members who clicked something.
    pub visits: Vec<Visit>,
    /// Comments in time order.
    pub comments: Vec<Remark>,
}

/// Times are seconds from the session's start.
pub type Offset = u32;

/// A member's visit in which at least one product was clicked: what the event log knows.
pub struct Visit {
    /// Index into the shop's members.
    pub member: usize,
    /// Actions in time order.
    pub actions: Vec<Action>,
}

/// One row of the event log.
pub struct Action {
    /// When.
    pub at: Offset,
    /// The product, unless the action is about the room.
    pub product: Option<usize>,
    /// One of the action words.
    pub word: &'static str,
    /// Seconds seen for a view, pieces for a purchase, else 1.
    pub value: u32,
}

/// A comment before it has words.
pub struct Remark {
    /// When.
    pub at: Offset,
    /// Member index, or a number for a guest.
    pub author: Result<usize, u32>,
    /// The product on air.
    pub product: Option<usize>,
}

/// Who bought.
#[derive(Clone)]
pub struct Buyer {
    /// Phone or user name: the same in orders and events.
    pub key: String,
    /// Province or state.
    pub region: &'static str,
    /// Whether exports mask the phone.
    pub masked: bool,
}

/// One order.
pub struct Order {
    /// 19 digits.
    pub id: String,
    /// Its session, when it was placed in one.
    pub session: Option<usize>,
    /// 直播, 商品卡, 短视频 or 其他.
    pub carrier: &'static str,
    /// Channel index of the viewer, in a session.
    pub channel: usize,
    /// Who.
    pub buyer: Buyer,
    /// When it was placed.
    pub created: DateTime,
    /// When it was paid, if it was.
    pub paid: Option<DateTime>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One product of an order.
pub struct Line {
    /// 19 digits, unique.
    pub id: String,
    /// Index into the catalogue.
    pub product: usize,
    /// Index into the product's variations.
    pub spec: usize,
    /// Pieces.
    pub qty: i64,
    /// Price of one in 1/100.
    pub price: i64,
    /// What the platform paid of the line in 1/100.
    pub subsidy: i64,
    /// Refund, if any.
    pub refund: Option<Refund>,
}

impl Line {
    /// GMV in 1/100.
    pub fn gmv(&self) -> i64 {
        self.price * self.qty
    }

    /// What the buyer paid in 1/100.
    pub fn paid(&self) -> i64 {
        self.gmv() - self.subsidy
    }
}

/// A full refund of a line.
#[derive(Clone, Copy)]
pub struct Refund {
    /// Within an hour of paying, hence before shipping.
    pub fast: bool,
}

impl World {
    /// Makes a world.
    pub fn make(params: &Params) -> Self {
        let shops = [ShopKind::Shanhe, ShopKind::Guangying, ShopKind::Chujian]
            .into_iter()
            .map(|kind| Shop::make(kind, params))
            .collect();
        Self { params: params.clone(), shops }
    }
}

impl Shop {
    fn make(kind: ShopKind, params: &Params) -> Self {
        let products = catalog::products(kind);
        let plans = calendar::plans(kind, &products, params);
        let mut people = People::make(kind, plans.len(), params.seed);
        let mut orders = Vec::new();
        let mut sessions: Vec<Session> = Vec::with_capacity(plans.len());
        for (number, plan) in plans.into_iter().enumerate() {
            let mut scene = simulate::Scene::new(kind, number, plan, &products, params);
            sessions.push(scene.play(&mut people, &mut orders));
        }
        ledger::add_outside_orders(
            kind,
            &products,
            &sessions,
            params.seed,
            &mut people,
            &mut orders,
        );
        orders.sort_by(|a: &Order, b: &Order| a.created.cmp(&b.created).then(a.id.cmp(&b.id)));
        for (number, session) in sessions.iter_mut().enumerate() {
            session.totals.add_sales(&session.plan, number, &orders);
        }
        Self { kind, products, people, sessions, orders }
    }
}

/// `start` plus seconds.
pub fn after(start: DateTime, seconds: i64) -> DateTime {
    start.saturating_add(seconds.seconds())
}
