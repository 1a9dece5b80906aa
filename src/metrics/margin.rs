//! Margin: what is left of an amount after refunds and the cost of what stays sold.

use serde::Serialize;

use super::{MetricKey, MetricValue};
use crate::domain::{Basis, Money, Product, Session, SessionProductFacts, Snapshot};

/// Why a margin is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoMargin {
    /// No unit cost is set.
    Cost,
    /// No pieces sold are known.
    Items,
    /// No amount is known.
    Amount,
    /// No talk time is known.
    TalkTime,
}

/// Margin of a product's numbers in major units: `(amount − refunds) − cost × pieces × (1 −
/// refunded share) − cost of a return × refunded orders`. Unknown refunds count as none so far,
/// which the page says.
pub fn product_margin(
    product: &Product,
    facts: &SessionProductFacts,
    basis: Basis,
) -> Result<f64, NoMargin> {
    let cost = product.facts.unit_cost.ok_or(NoMargin::Cost)?.major();
    let amount = match basis {
        Basis::Paid => facts.paid_amount,
        Basis::Created => facts.gmv,
    }
    .ok_or(NoMargin::Amount)?
    .major();
    let items = facts.items.or(facts.sales()).ok_or(NoMargin::Items)? as f64;
    let refund = facts.refund_amount.unwrap_or(Money::ZERO).major();
    let share = if amount > 0.0 { (refund / amount).clamp(0.0, 1.0) } else { 0.0 };
    let returns = facts.refund_orders.unwrap_or(0) as f64
        * product.return_cost.unwrap_or(Money::ZERO).major();
    Ok(amount - refund - cost * items * (1.0 - share) - returns)
}

/// Margin of a whole session: only when every product that sold has its cost.
pub fn session_margin(snapshot: &Snapshot, session: &Session) -> MetricValue {
    let basis = session.facts.amount().map(|(_, b)| b);
    let rows = snapshot.products_of(session.id);
    let margin = basis.filter(|_| !rows.is_empty()).and_then(|basis| {
        rows.iter()
            .filter(|row| row.facts.amount().is_some_and(|(m, _)| m.0 > 0))
            .map(|row| {
                let product = snapshot.product(row.product)?;
                product_margin(product, &row.facts, basis).ok()
            })
            .sum::<Option<f64>>()
    });
    MetricValue { basis: margin.and(basis), ..MetricValue::plain(MetricKey::Margin, margin) }
}
