//! From what the store hands out to what the recommender reads.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::data::{Item, Sale, Told};
use crate::domain::{Action, Money, OrderFacts, Product, ProductId, Session, Snapshot};

impl Told {
    /// Something a viewer did; nothing when the word is no known action.
    pub fn add_event(&mut self, viewer: &str, product: ProductId, at: Timestamp, action: &str) {
        if let Some(action) = Action::from_word(action) {
            self.add(viewer, product, at, 1.0, action);
        }
    }

    /// An order line as a purchase; nothing without a time, unpaid, or refunded in full.
    pub fn add_order(&mut self, buyer: &str, product: ProductId, facts: &OrderFacts) {
        let paid = facts.paid.or(facts.order_paid);
        let unpaid = paid == Some(Money::ZERO) || (paid.is_none() && facts.paid_at.is_none());
        let returned =
            matches!((facts.refund, facts.paid), (Some(back), Some(paid)) if back >= paid);
        if let (false, Some(at)) = (unpaid || returned, facts.paid_at.or(facts.created_at)) {
            self.add(buyer, product, at, 1.0, Action::Purchase);
        }
    }
}

/// Products with what they earn and how they convert, and their orders per session.
pub fn catalogue(snapshot: &Snapshot) -> (Vec<Item>, Vec<Sale>) {
    let sessions: BTreeMap<_, &Session> = snapshot.sessions.iter().map(|s| (s.id, s)).collect();
    let mut tallies: BTreeMap<ProductId, Tally> = BTreeMap::new();
    let mut sales = Vec::new();
    for row in &snapshot.session_products {
        let Some(session) = sessions.get(&row.session) else {
            continue;
        };
        let tally = tallies.entry(row.product).or_default();
        let at = session.start.timestamp();
        if tally.first.is_none_or(|first| at < first) {
            tally.first = Some(at);
        }
        tally.add(row, session);
        if let Some(orders) = row.facts.sales().filter(|orders| *orders > 0) {
            sales.push(Sale { product: row.product, at, orders: orders as f64 });
        }
    }
    let (orders, clicks) =
        tallies.values().fold((0, 0), |sum, t| (sum.0 + t.orders, sum.1 + t.clicks));
    let mean_rate = orders as f64 / clicks.max(1) as f64;
    let start = snapshot.sessions.iter().map(|s| s.start.timestamp()).min();
    let items = snapshot
        .products
        .iter()
        .map(|product| item(product, tallies.get(&product.id), start, mean_rate))
        .collect();
    (items, sales)
}

/// What the sessions say about one product.
#[derive(Default)]
struct Tally {
    first: Option<Timestamp>,
    stock: Option<(Timestamp, i64)>,
    currency: Option<crate::domain::Currency>,
    /// The latest price in a room, for products without one in the catalogue.
    price: Option<Money>,
    orders: i64,
    clicks: i64,
    refunded: Money,
    amount: Money,
    refunds_known: bool,
}

impl Tally {
    fn add(&mut self, row: &crate::domain::SessionProduct, session: &Session) {
        let facts = &row.facts;
        let at = session.start.timestamp();
        self.currency = Some(session.currency.clone());
        let newest = self.stock.is_none_or(|(then, _)| at >= then);
        if let Some(left) = facts.stock.filter(|_| newest) {
            self.stock = Some((at, left));
        }
        self.price = facts.price.or(self.price);
        if let (Some(orders), Some(clicks)) = (facts.sales(), facts.click_uv.or(facts.click_pv)) {
            self.orders += orders;
            self.clicks += clicks;
        }
        if let (Some(back), Some((amount, _))) = (facts.refund_amount, facts.amount()) {
            self.refunded = self.refunded + back;
            self.amount = self.amount + amount;
            self.refunds_known = true;
        }
    }
}

/// Clicks at the mean rate mixed into each product's own.
const RATE_PRIOR: f64 = 100.0;

fn item(
    product: &Product,
    tally: Option<&Tally>,
    start: Option<Timestamp>,
    mean_rate: f64,
) -> Item {
    let facts = &product.facts;
    let price = facts.price.or(tally.and_then(|t| t.price));
    let mut item = Item {
        external_id: product.external_id.clone(),
        category: facts.category.clone(),
        brand: facts.brand.clone(),
        price,
        kind: product.kind,
        margin: price.zip(facts.unit_cost).map(|(p, cost)| p - cost),
        stock: facts.stock,
        ..Item::new(product.id, product.name.clone())
    };
    if let Some(tally) = tally {
        item.currency.clone_from(&tally.currency);
        item.stock = item.stock.or(tally.stock.map(|(_, left)| left));
        // What was there from the first session on is not known to have started then.
        item.first_seen = tally.first.filter(|at| Some(*at) != start);
        if tally.refunds_known && tally.amount > Money::ZERO {
            let rate = tally.refunded.major() / tally.amount.major();
            item.refund_rate = Some(rate.clamp(0.0, 1.0));
        }
        if tally.clicks > 0 {
            let orders = tally.orders as f64 + RATE_PRIOR * mean_rate;
            item.order_rate = Some(orders / (tally.clicks as f64 + RATE_PRIOR));
        }
    }
    item
}
