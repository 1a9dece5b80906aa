//! Products over several sessions of one account: rates with ranges, margins, quadrant.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;
use serde::Serialize;

use super::funnel::FunnelKind;
use super::margin::{NoMargin, product_margin};
use super::quadrant::{Corner, corner};
use super::rates::{Shrunk, shrink};
use crate::domain::{
    Basis, Interval, Money, ProductId, Session, SessionId, SessionProduct, SessionProductFacts,
    Snapshot, exposure,
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

/// A row with what could be rebuilt of it. Rows are wide and there are many: they are referred to.
struct Filled<'a> {
    row: &'a SessionProduct,
    /// People shown the product, as exported or rebuilt.
    shown: Option<i64>,
    rebuilt: bool,
}

/// (shown, clicking, buying) of a row.
type Triple = (Option<i64>, Option<i64>, Option<i64>);

impl Filled<'_> {
    fn triple(&self, kind: FunnelKind) -> Triple {
        let facts = &self.row.facts;
        match kind {
            FunnelKind::People => (self.shown, facts.click_uv, facts.buyers),
            FunnelKind::Times => (facts.impr_pv, facts.click_pv, facts.orders),
        }
    }
}

/// Adds up the products of sessions of **one** account. The basis is the one most rows have; rows
/// without it give counts but no amount. Rates divide sums over sessions, in which a person counts
/// once in each session; people are never shown as a sum.
pub fn board(snapshot: &Snapshot, sessions: &[&Session]) -> Board {
    let chosen: HashSet<SessionId> = sessions.iter().map(|s| s.id).collect();
    // Where an export does not say how many were shown a product, that is rebuilt and counted.
    let rows: Vec<Filled<'_>> = snapshot
        .session_products
        .iter()
        .filter(|row| chosen.contains(&row.session))
        .map(|row| {
            let rebuilt = exposure(row).map(|rebuilt| rebuilt.value);
            Filled { row, shown: row.facts.impr_uv.or(rebuilt), rebuilt: rebuilt.is_some() }
        })
        .collect();
    let (mut paid, mut created, mut people, mut times) = (0, 0, 0, 0);
    let full = |triple| usize::from(matches!(triple, (Some(_), Some(_), Some(_))));
    for row in &rows {
        paid += usize::from(row.row.facts.paid_amount.is_some());
        created += usize::from(row.row.facts.gmv.is_some());
        people += full(row.triple(FunnelKind::People));
        times += full(row.triple(FunnelKind::Times));
    }
    let basis = match (paid, created) {
        (0, 0) => None,
        (paid, created) if paid >= created => Some(Basis::Paid),
        _ => Some(Basis::Created),
    };
    let kind = if people >= times { FunnelKind::People } else { FunnelKind::Times };
    let mut places: HashMap<ProductId, usize> = HashMap::new();
    let mut groups: Vec<(ProductId, Vec<&Filled<'_>>)> = Vec::new();
    for row in &rows {
        let product = row.row.product;
        let at = *places.entry(product).or_insert_with(|| {
            groups.push((product, Vec::new()));
            groups.len() - 1
        });
        groups[at].1.push(row);
    }
    groups.sort_by_key(|(product, _)| *product);
    let when: HashMap<SessionId, usize> = sessions.iter().map(|s| s.id).zip(0..).collect();
    let mut products: Vec<ProductStats> = groups
        .par_iter()
        .map(|(product, rows)| one(snapshot, &when, *product, rows, basis))
        .collect();
    let pairs = |pick: fn(Triple) -> Option<(i64, i64)>| -> Vec<Option<(f64, f64)>> {
        groups
            .iter()
            .map(|(_, rows)| {
                rows.iter()
                    .filter_map(|row| pick(row.triple(kind)))
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
            *rebuilt.entry(row.row.product).or_default() += 1;
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
    when: &HashMap<SessionId, usize>,
    product: ProductId,
    rows: &[&Filled<'_>],
    basis: Option<Basis>,
) -> ProductStats {
    fn count(values: impl Iterator<Item = Option<i64>>) -> Option<i64> {
        values.flatten().reduce(|a, b| a + b)
    }
    let amount_of = |f: &SessionProductFacts| basis.and_then(|b| money(f, b));
    let total = |values: &mut dyn Iterator<Item = Money>| values.reduce(|a, b| a + b);
    let facts = || rows.iter().map(|row| &row.row.facts);
    let amount = total(&mut facts().filter_map(amount_of));
    let with_impressions =
        total(&mut facts().filter(|f| f.impr_pv.is_some()).filter_map(amount_of));
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
        facts().filter(|f| amount_of(f).is_some()).map(margin_of).sum()
    };
    let mut talk: BTreeMap<SessionId, f64> = BTreeMap::new();
    for session in rows.iter().map(|row| row.row.session) {
        for segment in snapshot.segments_of(session) {
            if segment.product != product {
                continue;
            }
            if let (Some(start), Some(end)) = (segment.facts.start_at, segment.facts.end_at) {
                let minutes = (end.as_second() - start.as_second()).max(0) as f64 / 60.0;
                *talk.entry(session).or_default() += minutes;
            }
        }
    }
    let talk_minutes = talk.values().copied().reduce(|a, b| a + b).filter(|m| *m > 0.0);
    // Over the sessions in which both the margin and the talk are known.
    let talked = rows
        .iter()
        .filter_map(|row| {
            let minutes = talk.get(&row.row.session).filter(|minutes| **minutes > 0.0)?;
            Some((margin_of(&row.row.facts).ok()?, *minutes))
        })
        .reduce(|a, b| (a.0 + b.0, a.1 + b.1));
    let margin_per_minute = match (talked, margin) {
        (Some((margin, minutes)), _) => Ok(margin / minutes),
        (None, Err(reason)) => Err(reason),
        (None, Ok(_)) => Err(NoMargin::TalkTime),
    };
    let price = rows
        .iter()
        .filter_map(|row| Some((when.get(&row.row.session)?, session_price(&row.row.facts)?)))
        .max_by_key(|(when, _)| **when)
        .map(|(_, price)| price)
        .or_else(|| known.and_then(|p| p.facts.price).map(Money::major));
    ProductStats {
        product,
        sessions: rows.len(),
        amount: amount.map(Money::major),
        orders: count(facts().map(SessionProductFacts::sales)),
        items: count(facts().map(|f| f.items)),
        impressions_pv: count(facts().map(|f| f.impr_pv)),
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
