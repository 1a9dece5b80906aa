//! What one buyer brings, so that a threshold can be told in money.

use super::sessions_in_order;
use crate::domain::{AccountId, Basis, Currency, Snapshot};
use crate::learn::Question;

/// Amount per buyer over the sessions that know both (per order of a product where products are
/// asked about); `None` where none does. Amounts of different bases are not mixed: the basis most
/// sessions have counts.
pub fn worth_of_one(
    snapshot: &Snapshot,
    account: Option<AccountId>,
    question: Question,
) -> Option<(f64, Currency)> {
    let sessions = sessions_in_order(snapshot, account);
    // An account has one currency.
    let currency = sessions.first().map(|session| session.currency.clone());
    let mut sums: [(f64, f64, usize); 2] = Default::default();
    for session in sessions {
        if question == Question::Products {
            for row in snapshot.products_of(session.id) {
                let sold = row.facts.buyers.or(row.facts.orders).or(row.facts.sku_orders);
                if let (Some((amount, basis)), Some(sold)) = (row.facts.amount(), sold) {
                    let sum = &mut sums[usize::from(basis == Basis::Paid)];
                    *sum = (sum.0 + amount.major(), sum.1 + sold.max(0) as f64, sum.2 + 1);
                }
            }
        } else if let (Some((amount, basis)), Some(buyers)) =
            (session.facts.amount(), session.facts.buyers)
        {
            let sum = &mut sums[usize::from(basis == Basis::Paid)];
            *sum = (sum.0 + amount.major(), sum.1 + buyers.max(0) as f64, sum.2 + 1);
        }
    }
    let currency = currency?;
    let (amount, buyers, _) = sums.into_iter().max_by_key(|sum| sum.2)?;
    (question != Question::SessionSales && buyers > 0.0 && amount > 0.0)
        .then(|| (amount / buyers, currency))
}
