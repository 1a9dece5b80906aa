//! What a session says in the words of a plan: viewers, and per product share, minutes, orders
//! and value in the plan's own unit.

use std::collections::BTreeMap;

use super::Objective;
use super::history::{basis_of, shares, viewers_of};
use super::wishes::key;
use crate::domain::{Basis, Money, ProductId, Session, SessionId, SessionProduct, Snapshot};
use crate::metrics::product_margin;

/// One product of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenProduct {
    /// Id as plans name it.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its share of the exposure; `None` when the exports do not say who was shown what.
    pub share: Option<f64>,
    /// Minutes it was talked about; `None` without talk segments.
    pub minutes: Option<f64>,
    /// Orders.
    pub orders: Option<f64>,
    /// Value in the objective's unit; `None` when something it needs is missing.
    pub value: Option<f64>,
    /// The export says that no piece was left.
    pub sold_out: bool,
}

/// A session as plans see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The session.
    pub session: SessionId,
    /// Who watched.
    pub viewers: Option<f64>,
    /// Every product with a row or a talk segment.
    pub products: Vec<SeenProduct>,
}

impl Seen {
    /// Reads a session. `None` when it is not in the snapshot.
    pub fn of(snapshot: &Snapshot, session: SessionId, objective: Objective) -> Option<Self> {
        let session = snapshot.session(session)?;
        let basis = basis_of(snapshot, &account_sessions(snapshot, session));
        let rows = snapshot.products_of(session.id);
        let shares = shares(snapshot, session, rows);
        let minutes = talked(snapshot, session.id);
        let mut ids: Vec<ProductId> = rows.iter().map(|row| row.product).collect();
        ids.extend(shares.keys().chain(minutes.keys()));
        ids.sort_unstable();
        ids.dedup();
        let products = ids
            .into_iter()
            .filter_map(|id| {
                let product = snapshot.product(id)?;
                let row = rows.iter().find(|row| row.product == id);
                let talked = shares.get(&id);
                let orders = row
                    .and_then(|row| row.facts.sales())
                    .map(|n| n as f64)
                    .or(talked.and_then(|(_, orders)| *orders));
                // Where some products have a share, one without was not shown.
                let share = (!shares.is_empty()).then(|| talked.map_or(0.0, |(share, _)| *share));
                let timed = (!minutes.is_empty()).then(|| minutes.get(&id).copied().unwrap_or(0.0));
                Some(SeenProduct {
                    id: key(product),
                    name: product.name.clone(),
                    share,
                    minutes: timed,
                    orders,
                    value: match objective {
                        Objective::Orders => orders,
                        _ => row.and_then(|row| value(snapshot, row, objective, basis)),
                    },
                    sold_out: row.is_some_and(|row| row.facts.stock == Some(0)),
                })
            })
            .collect();
        Some(Self { session: session.id, viewers: viewers_of(session), products })
    }
}

/// Minutes each product was talked about in a session; empty without talk segments.
pub(super) fn talked(snapshot: &Snapshot, session: SessionId) -> BTreeMap<ProductId, f64> {
    let mut minutes: BTreeMap<ProductId, f64> = BTreeMap::new();
    for segment in snapshot.segments_of(session) {
        if let (Some(start), Some(end)) = (segment.facts.start_at, segment.facts.end_at) {
            let length = (end.as_millisecond() - start.as_millisecond()) as f64 / 60_000.0;
            *minutes.entry(segment.product).or_default() += length.max(0.0);
        }
    }
    minutes
}

pub(super) fn account_sessions<'a>(snapshot: &'a Snapshot, session: &Session) -> Vec<&'a Session> {
    snapshot.sessions.iter().filter(|other| other.account == session.account).collect()
}

/// Money of a row as the objective counts it. Refunds that are not known yet count as none.
fn value(
    snapshot: &Snapshot,
    row: &SessionProduct,
    objective: Objective,
    basis: Basis,
) -> Option<f64> {
    let amount = match basis {
        Basis::Paid => row.facts.paid_amount,
        Basis::Created => row.facts.gmv,
    };
    let refunds = row.facts.refund_amount.unwrap_or(Money::ZERO);
    match objective {
        Objective::Gmv => amount.map(Money::major),
        Objective::Net => amount.map(|amount| (amount - refunds).major()),
        Objective::Profit => product_margin(snapshot.product(row.product)?, &row.facts, basis).ok(),
        Objective::Orders => row.facts.sales().map(|orders| orders as f64),
    }
}
