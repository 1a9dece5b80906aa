//! Order lines: what was paid, what was refunded, and a key where the export has none.
//!
//! Unpaid and closed orders stay, with 0 paid. Where only an order's amount exists, each line
//! gets its share by line value and the last line the rest, so that it sums once per order.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::grains::group;
use super::header::normalise;
use super::kind::KindDef;
use super::remarks::{Remarks, shorten};
use crate::domain::{Cell, Money, OrderFacts, ParsedRow, Record, RefundFacts, WarningCode};

/// What a single line tells by itself.
pub(super) fn row(kind: &KindDef, columns: &Columns, row: &mut ParsedRow<OrderFacts>) {
    // Several names in one cell are no product.
    let several = |name: &str| kind.joined_names.as_ref().is_some_and(|sign| name.contains(sign));
    if row.product.as_ref().and_then(|p| p.name.as_deref()).is_some_and(several) {
        row.product = None;
    }
    let facts = &mut row.facts;
    if columns.has("channel_group") {
        let word = facts.channel_group.take().unwrap_or_default();
        facts.channel_group = Some(group(kind, &word).word().to_owned());
    }
}

/// An after-sale case: what its status means for the money. It belongs to its order alone; the
/// order knows the session.
pub(super) fn refund(kind: &KindDef, row: &mut ParsedRow<RefundFacts>, remarks: &mut Remarks) {
    row.session = None;
    let facts = &mut row.facts;
    let status = facts.status.as_deref().unwrap_or_default();
    let word = normalise(status);
    facts.refunded = if kind.status.refunded.contains(&word) {
        facts.asked
    } else if kind.status.waiting.contains(&word) || kind.status.closed.contains(&word) {
        Some(Money::ZERO)
    } else {
        remarks.warn(WarningCode::UnknownStatus, shorten(status), 1);
        None
    };
}

/// What lines tell only together.
pub(super) fn finish(rows: &mut [ParsedRow<OrderFacts>], kind: &KindDef, columns: &Columns) {
    keys(rows, kind.whole_orders);
    carry(rows, &kind.order_level);
    let order_level = |name: &str| kind.order_level.iter().any(|n| n == name);
    if columns.has("order_paid") && !columns.has("paid") {
        share(rows, |f| f.order_paid, |f, amount| f.paid = Some(amount));
    }
    if order_level("refund") && columns.has("refund") {
        share(rows, |f| f.refund, |f, amount| f.refund = Some(amount));
    }
    if order_level("merchant_income") && columns.has("merchant_income") {
        share(rows, |f| f.merchant_income, |f, amount| f.merchant_income = Some(amount));
    }
    for row in rows {
        status(&mut row.facts, kind, columns);
    }
}

/// The lines of every order, by its id.
fn lines(rows: &[ParsedRow<OrderFacts>]) -> BTreeMap<String, Vec<usize>> {
    let mut orders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(id) = &row.facts.order_id {
            orders.entry(id.clone()).or_default().push(at);
        }
    }
    orders
}

/// What belongs to the whole order and stands on one of its rows holds for all of them.
fn carry(rows: &mut [ParsedRow<OrderFacts>], names: &[String]) {
    if names.is_empty() {
        return;
    }
    let has = |name: &str| names.iter().any(|n| n == name);
    let fields: Vec<usize> = names.iter().filter_map(|n| OrderFacts::index_of(n)).collect();
    for lines in lines(rows).values().filter(|lines| lines.len() > 1) {
        for index in &fields {
            let known = |at: &usize| rows[*at].facts.get(*index);
            let Some(value) = lines.iter().map(known).find(|cell| *cell != Cell::Null) else {
                continue;
            };
            for at in lines {
                let facts = &mut rows[*at].facts;
                if facts.get(*index) == Cell::Null {
                    // It came from the same field.
                    let _ = facts.set(*index, value.clone());
                }
            }
        }
        let first = lines[0];
        let person = lines.iter().find_map(|at| rows[*at].identity.clone());
        let account = rows[first].account.clone();
        for at in lines {
            if has("viewer") && rows[*at].identity.is_none() {
                rows[*at].identity.clone_from(&person);
            }
            if has("currency") {
                rows[*at].account.clone_from(&account);
            }
        }
    }
}

/// A line's value before any payment: what it weighs in its order.
fn weight(facts: &OrderFacts) -> i64 {
    facts
        .paid
        .or_else(|| {
            let price = facts.unit_price?;
            Some(Money(price.0.saturating_mul(facts.qty.unwrap_or(1))))
        })
        .map_or(0, |money| money.0.max(0))
}

/// Splits an order's amount, which repeats on its rows or stands on the first, over its lines.
fn share(
    rows: &mut [ParsedRow<OrderFacts>],
    amount: impl Fn(&OrderFacts) -> Option<Money>,
    set: impl Fn(&mut OrderFacts, Money),
) {
    for lines in lines(rows).values() {
        let Some(total) = lines.iter().find_map(|at| amount(&rows[*at].facts)) else {
            continue;
        };
        let weights: Vec<i128> =
            lines.iter().map(|at| i128::from(weight(&rows[*at].facts))).collect();
        let sum: i128 = weights.iter().sum();
        let mut rest = total.0;
        for (n, at) in lines.iter().enumerate() {
            let part = if n + 1 == lines.len() {
                rest
            } else if sum > 0 {
                // Fits: a share is never above the total.
                (i128::from(total.0) * weights[n] / sum) as i64
            } else {
                total.0 / lines.len() as i64
            };
            rest = rest.saturating_sub(part);
            set(&mut rows[*at].facts, Money(part));
        }
    }
}

/// Lines without an id of their own get one of order, SKU and position among equal lines, so
/// that another row order in a newer export is the same order.
fn keys(rows: &mut [ParsedRow<OrderFacts>], whole_orders: bool) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for row in rows {
        if row.facts.line_id.is_some() {
            continue;
        }
        let Some(order) = &row.facts.order_id else {
            continue;
        };
        if whole_orders {
            row.facts.line_id = Some(order.clone());
            continue;
        }
        let product = row.product.as_ref();
        let item = row
            .facts
            .sku_id
            .clone()
            .or_else(|| product.and_then(|p| p.external_id.clone()))
            .or_else(|| row.facts.sku_code.clone())
            .or_else(|| product.and_then(|p| p.name.clone()))
            .unwrap_or_default();
        let base = format!("{order}/{item}");
        let ordinal = seen.entry(base.clone()).or_default();
        *ordinal += 1;
        row.facts.line_id = Some(format!("{base}/{ordinal}"));
    }
}

fn status(facts: &mut OrderFacts, kind: &KindDef, columns: &Columns) {
    let is = |value: &Option<String>, words: &[String]| {
        value.as_deref().is_some_and(|value| words.contains(&normalise(value)))
    };
    let words = &kind.status;
    let refunded = is(&facts.after_sale, &words.refunded) || is(&facts.status, &words.refunded);
    // A cancellation: negative pieces and a negative amount give the money back.
    if let Some(paid) = facts.paid
        && paid.0 < 0
    {
        facts.refund = Some(facts.refund.unwrap_or_default() - paid);
        facts.paid = Some(Money::ZERO);
        return;
    }
    let has_refund = facts.refund.is_some_and(|refund| refund.0 > 0);
    let never_paid = is(&facts.status, &words.unpaid)
        || (columns.has("paid_at") && facts.paid_at.is_none())
        // A closed order whose money went back was paid first.
        || (is(&facts.status, &words.closed) && !refunded && !has_refund);
    if never_paid {
        facts.paid = Some(Money::ZERO);
        facts.paid_at = None;
        return;
    }
    if refunded && !has_refund {
        facts.refund = facts.paid;
    } else if facts.refund.is_none() && columns.has("after_sale") && facts.paid.is_some() {
        // The export has an after-sale column and no money went back so far.
        facts.refund = Some(Money::ZERO);
    }
}
