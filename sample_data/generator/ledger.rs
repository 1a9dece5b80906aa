//! Orders: ids, payment, subsidies, refunds; and the orders that no session brought.

use jiff::civil::{DateTime, date};
use rand::Rng;

use super::catalog::{CATEGORIES, Product, ShopKind};
use super::people::People;
use super::shape::{Dice, chance, dice, gamma, normal, pick};
use super::world::{Buyer, Line, Order, Refund, Session, after};

/// When all files were exported: refunds after it are not known yet.
pub fn exported_at() -> DateTime {
    date(2026, 11, 22).at(23, 40, 0, 0)
}

/// Where and when an order is placed.
pub struct Placed {
    /// Account.
    pub kind: ShopKind,
    /// Session, if any.
    pub session: Option<usize>,
    /// Carrier word.
    pub carrier: &'static str,
    /// Channel index.
    pub channel: usize,
    /// When.
    pub created: DateTime,
    /// Chance that it is never paid.
    pub unpaid: f64,
}

/// Draws an order of `basket` (product, price); `number` makes its id unique.
pub fn order(
    placed: &Placed,
    buyer: Buyer,
    basket: &[(usize, i64)],
    products: &[Product],
    number: usize,
    dice: &mut Dice,
) -> Order {
    let base: u64 = match placed.kind {
        ShopKind::Shanhe => 6_936_118_204_000_000_000,
        ShopKind::Guangying => 5_773_401_905_000_000_000,
        ShopKind::Chujian => 6_941_007_330_000_000_000,
    };
    let id = base + number as u64 * 79_190_313 + dice.gen_range(0..70_000_000);
    let paid = (!chance(dice, placed.unpaid)).then(|| after(placed.created, dice.gen_range(4..50)));
    let lines = basket
        .iter()
        .enumerate()
        .map(|(at, &(product, price))| {
            let item = &products[product];
            let qty = 1 + i64::from(item.kind == "goods" && chance(dice, 0.07));
            let mut subsidy = 0;
            if placed.kind == ShopKind::Shanhe && price * qty >= 4_000 && chance(dice, 0.09) {
                subsidy = [300, 500, 800][dice.gen_range(0..3)];
            }
            Line {
                id: (id + at as u64).to_string(),
                product,
                spec: dice.gen_range(0..item.specs.len()),
                qty,
                price,
                subsidy,
                refund: paid.and_then(|paid| refund(paid, item, dice)),
            }
        })
        .collect();
    Order {
        id: id.to_string(),
        session: placed.session,
        carrier: placed.carrier,
        channel: placed.channel,
        buyer,
        created: placed.created,
        paid,
        lines,
    }
}

fn refund(paid: DateTime, product: &Product, dice: &mut Dice) -> Option<Refund> {
    let rate = f64::from(CATEGORIES[product.category].refund_percent) / 100.0;
    let happens = chance(dice, rate);
    let fast = chance(dice, 0.45);
    let seconds = if fast {
        dice.gen_range(240..3_400)
    } else {
        (((5.0_f64.ln() + 0.6 * normal(dice)).exp()).clamp(1.2, 19.0) * 86_400.0) as i64
    };
    let at = after(paid, seconds);
    (happens && at <= exported_at()).then_some(Refund { fast })
}

/// Orders from product cards and videos, at any hour of any day.
pub fn add_outside_orders(
    kind: ShopKind,
    products: &[Product],
    sessions: &[Session],
    seed: u64,
    people: &mut People,
    orders: &mut Vec<Order>,
) {
    if kind != ShopKind::Shanhe || sessions.is_empty() {
        return;
    }
    let mut dice = dice(seed, "outside", kind as usize);
    let first = date(2026, 5, 23).at(0, 0, 0, 0);
    let weights: Vec<f64> = products.iter().map(|p| p.weight).collect();
    for day in 0..184_i64 {
        people.settle();
        let mean = 4.5 + 4.5 * day as f64 / 183.0;
        for _ in 0..(mean * gamma(&mut dice, 4.0)).round() as usize {
            let hour = pick(
                &mut dice,
                &[
                    1., 1., 0., 0., 0., 1., 2., 3., 4., 5., 6., 6., 7., 6., 5., 5., 5., 6., 7., 8.,
                    9., 8., 6., 3.,
                ],
            ) as i64;
            let created = after(first, day * 86_400 + hour * 3_600 + dice.gen_range(0..3_600));
            if created > exported_at() {
                continue;
            }
            let product = pick(&mut dice, &weights);
            let carrier = ["商品卡", "短视频", "其他"][pick(&mut dice, &[6.0, 3.0, 1.0])];
            let buyer = people.crowd_buyer(&mut dice);
            let placed = Placed { kind, session: None, carrier, channel: 0, created, unpaid: 0.07 };
            let basket = [(product, products[product].price)];
            let order = order(&placed, buyer, &basket, products, orders.len(), &mut dice);
            orders.push(order);
        }
    }
}
