//! Products over several sessions of one account: rates with ranges, margins, quadrant.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::funnel::FunnelKind;
use super::margin::{NoMargin, product_margin};
use super::quadrant::{Corner, corner};
use super::rates::{Shrunk, shrink};
use crate::domain::{
    Basis, Interval, Money, ProductId, Session, SessionId, SessionProductFacts, Snapshot,
    with_exposure,
};

/// One product over the chosen sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductStats {
    /// The product.
    pub product: ProductId,
    /// Sessions it has a row in.
    pub sessions: usize,
    /// Amount in major units in the board's basis.
    pub amount: Option<f64>,
    /// Sales: orders, else SKU orders, else buyers counted once per session.
    pub orders: Option<i64>,
    /// Pieces.
    pub items: Option<i64>,
    /// Times shown.
    pub impressions_pv: Option<i64>,
    /// Amount of those sessions in which the impressions are known.
    pub amount_with_impressions: Option<f64>,
    /// Clicking over shown.
    pub click: Option<Shrunk>,
    /// Sessions in which those shown are rebuilt from clicks and the reported rate.
    pub rebuilt: usize,
    /// Buying over clicking.
    pub order: Option<Shrunk>,
    /// Margin in major units, or why there is none.
    pub margin: Result<f64, NoMargin>,
    /// Talk minutes, where segments are known.
    pub talk_minutes: Option<f64>,
    /// Margin of the sessions with talk minutes, over those minutes.
    pub margin_per_minute: Result<f64, NoMargin>,
    /// Latest price in major units.
    pub price: Option<f64>,
    /// Corner of the quadrant.
    pub corner: Corner,
}

/// All products of the chosen sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Which money; `None` when no row has any.
    pub basis: Option<Basis>,
    /// Rates count people (once in each session they came to) or times.
    pub kind: FunnelKind,
    /// Clicking over shown of all products together.
    pub click_mean: Option<f64>,
    /// Buying over clicking of all products together.
    pub order_mean: Option<f64>,
    /// Most amount first.
    pub products: Vec<ProductStats>,
}

fn money(facts: &SessionProductFacts, basis: Basis) -> Option<Money> {
    match basis {
        Basis::Paid => facts.paid_amount,
        Basis::Created => facts.gmv,
    }
}

/// A row with what could be rebuilt of it.
struct Filled {
    session: SessionId,
    product: ProductId,
    facts: SessionProductFacts,
    rebuilt: bool,
}

/// (shown, clicking, buying) of a row.
type Triple = (Option<i64>, Option<i64>, Option<i64>);

fn triple(facts: &SessionProductFacts, kind: FunnelKind) -> Triple {
    match kind {
        FunnelKind::People => (facts.impr_uv, facts.click_uv, facts.buyers),
        FunnelKind::Times => (facts.impr_pv, facts.click_pv, facts.orders),
    }
}

/// Adds up the products of sessions of **one** account. The basis is the one most rows have; rows
/// without it give counts but no amount. Rates divide sums over sessions, in which a person counts
/// once in each session; people are never shown as a sum.
pub fn board(snapshot: &Snapshot, sessions: &[&Session]) -> Board {
    let chosen: BTreeSet<SessionId> = sessions.iter().map(|s| s.id).collect();
    // Where an export does not say how many were shown a product, that is rebuilt and counted.
    let rows: Vec<Filled> = snapshot
        .session_products
        .iter()
        .filter(|row| chosen.contains(&row.session))
        .map(|row| {
            let (facts, rebuilt) = with_exposure(row);
            Filled { session: row.session, product: row.product, facts, rebuilt }
        })
        .collect();
    let have = |basis| rows.iter().filter(|r| money(&r.facts, basis).is_some()).count();
    let (paid, created) = (have(Basis::Paid), have(Basis::Created));
    let basis = match (paid, created) {
        (0, 0) => None,
        (paid, created) if paid >= created => Some(Basis::Paid),
        _ => Some(Basis::Created),
    };
    let complete = |kind| {
        rows.iter()
            .filter(|r| matches!(triple(&r.facts, kind), (Some(_), Some(_), Some(_))))
            .count()
    };
    let kind = if complete(FunnelKind::People) >= complete(FunnelKind::Times) {
        FunnelKind::People
    } else {
        FunnelKind::Times
    };
    let mut groups: BTreeMap<ProductId, Vec<(SessionId, &SessionProductFacts)>> = BTreeMap::new();
    for row in &rows {
        groups.entry(row.product).or_default().push((row.session, &row.facts));
    }
    let when: BTreeMap<SessionId, usize> = sessions.iter().map(|s| s.id).zip(0..).collect();
    let mut products: Vec<ProductStats> =
        groups.iter().map(|(product, rows)| one(snapshot, &when, *product, rows, basis)).collect();
    let pairs = |pick: fn(Triple) -> Option<(i64, i64)>| -> Vec<Option<(f64, f64)>> {
        groups
            .values()
            .map(|rows| {
                rows.iter()
                    .filter_map(|(_, f)| pick(triple(f, kind)))
                    .reduce(|a, b| (a.0 + b.0, a.1 + b.1))
                    .filter(|(_, n)| *n > 0)
                    .map(|(k, n)| (k as f64, n as f64))
            })
            .collect()
    };
    let click = pairs(|(shown, click, _)| Some((click?, shown?)));
    let order = pairs(|(_, click, buy)| Some((buy?, click?)));
    let click_mean = mean(&click);
    let order_mean = mean(&order);
    for (stats, rate) in products.iter_mut().zip(spread(&click)) {
        stats.click = rate;
    }
    for (stats, rate) in products.iter_mut().zip(spread(&order)) {
        stats.order = rate;
    }
    if kind == FunnelKind::People {
        let mut rebuilt: BTreeMap<ProductId, usize> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.rebuilt) {
            *rebuilt.entry(row.product).or_default() += 1;
        }
        for stats in &mut products {
            stats.rebuilt = rebuilt.get(&stats.product).copied().unwrap_or_default();
        }
    }
    for stats in &mut products {
        stats.corner = corner(stats.click, click_mean, stats.order, order_mean);
    }
    products.sort_by(|a, b| {
        let amount = |s: &ProductStats| s.amount.unwrap_or(f64::NEG_INFINITY);
        amount(b)
            .total_cmp(&amount(a))
            .then(b.orders.cmp(&a.orders))
            .then(a.product.cmp(&b.product))
    });
    Board { basis, kind, click_mean, order_mean, products }
}

/// The rate of all products together.
fn mean(pairs: &[Option<(f64, f64)>]) -> Option<f64> {
    let (k, n) = pairs.iter().flatten().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
    (n > 0.0).then(|| k / n)
}

/// Shrinks the known pairs and puts them back in place.
fn spread(pairs: &[Option<(f64, f64)>]) -> Vec<Option<Shrunk>> {
    let known: Vec<(f64, f64)> = pairs.iter().flatten().copied().collect();
    let mut items =
        shrink(&known, Interval::LEVEL).map(|pooled| pooled.items).unwrap_or_default().into_iter();
    pairs.iter().map(|pair| pair.and_then(|_| items.next())).collect()
}

fn one(
    snapshot: &Snapshot,
    when: &BTreeMap<SessionId, usize>,
    product: ProductId,
    rows: &[(SessionId, &SessionProductFacts)],
    basis: Option<Basis>,
) -> ProductStats {
    fn count(values: impl Iterator<Item = Option<i64>>) -> Option<i64> {
        values.flatten().reduce(|a, b| a + b)
    }
    let amount_of = |f: &SessionProductFacts| basis.and_then(|b| money(f, b));
    let total = |values: &mut dyn Iterator<Item = Money>| values.reduce(|a, b| a + b);
    let amount = total(&mut rows.iter().filter_map(|(_, f)| amount_of(f)));
    let with_impressions = total(
        &mut rows.iter().filter(|(_, f)| f.impr_pv.is_some()).filter_map(|(_, f)| amount_of(f)),
    );
    let known = snapshot.product(product);
    // Margin of one row; rows that sold nothing cost nothing.
    let margin_of = |f: &SessionProductFacts| -> Result<f64, NoMargin> {
        let (Some(known), Some(basis)) = (known, basis) else {
            return Err(NoMargin::Amount);
        };
        product_margin(known, f, basis)
    };
    // As in the amount, sessions without this money are left out: exports of other years have
    // another basis.
    let margin = if amount.is_none() {
        Err(NoMargin::Amount)
    } else {
        rows.iter().filter(|(_, f)| amount_of(f).is_some()).map(|(_, f)| margin_of(f)).sum()
    };
    let mut talk: BTreeMap<SessionId, f64> = BTreeMap::new();
    for (session, _) in rows {
        for segment in snapshot.segments_of(*session) {
            if segment.product != product {
                continue;
            }
            if let (Some(start), Some(end)) = (segment.facts.start_at, segment.facts.end_at) {
                let minutes = (end.as_second() - start.as_second()).max(0) as f64 / 60.0;
                *talk.entry(*session).or_default() += minutes;
            }
        }
    }
    let talk_minutes = talk.values().copied().reduce(|a, b| a + b).filter(|m| *m > 0.0);
    // Over the sessions in which both the margin and the talk are known.
    let talked = rows
        .iter()
        .filter_map(|(session, f)| {
            let minutes = talk.get(session).filter(|minutes| **minutes > 0.0)?;
            Some((margin_of(f).ok()?, *minutes))
        })
        .reduce(|a, b| (a.0 + b.0, a.1 + b.1));
    let margin_per_minute = match (talked, margin) {
        (Some((margin, minutes)), _) => Ok(margin / minutes),
        (None, Err(reason)) => Err(reason),
        (None, Ok(_)) => Err(NoMargin::TalkTime),
    };
    let price = rows
        .iter()
        .filter_map(|(session, facts)| Some((when.get(session)?, session_price(facts)?)))
        .max_by_key(|(when, _)| **when)
        .map(|(_, price)| price)
        .or_else(|| known.and_then(|p| p.facts.price).map(Money::major));
    ProductStats {
        product,
        sessions: rows.len(),
        amount: amount.map(Money::major),
        orders: count(rows.iter().map(|(_, f)| f.sales())),
        items: count(rows.iter().map(|(_, f)| f.items)),
        impressions_pv: count(rows.iter().map(|(_, f)| f.impr_pv)),
        amount_with_impressions: with_impressions.map(Money::major),
        click: None,
        rebuilt: 0,
        order: None,
        margin,
        talk_minutes,
        margin_per_minute,
        price,
        corner: Corner::Unclear,
    }
}

/// The price in the room: as exported, else the mean of what was paid per piece.
pub fn session_price(facts: &SessionProductFacts) -> Option<f64> {
    facts.price.map(Money::major).or_else(|| {
        let items = facts.items.filter(|n| *n > 0)?;
        Some(facts.amount()?.0.major() / items as f64)
    })
}

/// A product bought in the same orders as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Together {
    /// The other product.
    pub product: ProductId,
    /// Orders with both.
    pub orders: usize,
    /// Orders with the product asked about, with or without the other.
    pub of: usize,
}

/// A product of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketLine {
    /// The order.
    pub order: String,
    /// The product.
    pub product: ProductId,
}

/// What stands in the same orders as a product, most often first.
pub fn bought_together(lines: &[BasketLine], product: ProductId) -> Vec<Together> {
    let with: BTreeSet<&str> =
        lines.iter().filter(|l| l.product == product).map(|l| l.order.as_str()).collect();
    let pairs: BTreeSet<(ProductId, &str)> = lines
        .iter()
        .filter(|l| l.product != product && with.contains(l.order.as_str()))
        .map(|l| (l.product, l.order.as_str()))
        .collect();
    let mut counts: BTreeMap<ProductId, usize> = BTreeMap::new();
    for (product, _) in pairs {
        *counts.entry(product).or_default() += 1;
    }
    let mut out: Vec<Together> = counts
        .into_iter()
        .map(|(product, orders)| Together { product, orders, of: with.len() })
        .collect();
    out.sort_by(|a, b| b.orders.cmp(&a.orders).then(a.product.cmp(&b.product)));
    out
}
