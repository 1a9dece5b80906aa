//! Totals that should agree: the session against its products, channels and orders; and what is
//! in the store for a session at all.

use serde::Serialize;

use super::channels::channel_groups;
use crate::domain::{Basis, Money, Session, Snapshot};

/// What a session's total is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The sum over its products.
    Products,
    /// The sum over its channels.
    Channels,
    /// The sum over its order lines.
    Orders,
}

/// Two totals in one basis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reconciled {
    /// What the session is held against.
    pub against: Against,
    /// Which money.
    pub basis: Basis,
    /// The session's total.
    pub session: Money,
    /// The other total.
    pub other: Money,
    /// Whether they differ by no more than half a per cent (platforms round, and late orders
    /// trickle in between two exports).
    pub agrees: bool,
}

impl Reconciled {
    fn new(against: Against, basis: Basis, session: Money, other: Money) -> Self {
        let gap = (session - other).0.abs() as f64;
        Self {
            against,
            basis,
            session,
            other,
            agrees: gap <= 0.005 * session.0.abs() as f64 + 100.0,
        }
    }
}

/// Holds a session's totals against its parts. Only totals of the same basis are compared;
/// `orders_paid` is what its order lines were paid, when the store has some.
pub fn reconcile(
    snapshot: &Snapshot,
    session: &Session,
    orders_paid: Option<Money>,
) -> Vec<Reconciled> {
    let mut out = Vec::new();
    for basis in [Basis::Paid, Basis::Created] {
        let own = match basis {
            Basis::Paid => session.facts.paid_amount,
            Basis::Created => session.facts.gmv,
        };
        let Some(own) = own else { continue };
        let products: Vec<Money> = snapshot
            .products_of(session.id)
            .iter()
            .filter_map(|row| match basis {
                Basis::Paid => row.facts.paid_amount,
                Basis::Created => row.facts.gmv,
            })
            .collect();
        if !products.is_empty() {
            let sum = products.into_iter().sum();
            out.push(Reconciled::new(Against::Products, basis, own, sum));
        }
        let channels: Vec<Money> = channel_groups(snapshot.channels_of(session.id))
            .iter()
            .filter_map(|group| match basis {
                Basis::Paid => group.total.paid_amount,
                Basis::Created => group.total.gmv,
            })
            .collect();
        if !channels.is_empty() {
            let sum = channels.into_iter().sum();
            out.push(Reconciled::new(Against::Channels, basis, own, sum));
        }
    }
    if let (Some(paid), Some(own)) = (orders_paid, session.facts.paid_amount) {
        out.push(Reconciled::new(Against::Orders, Basis::Paid, own, paid));
    }
    out
}

/// A table of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Totals.
    Session,
    /// Products.
    Products,
    /// Channels.
    Channels,
    /// Talk segments.
    Segments,
    /// Minutes.
    Minutes,
    /// Order lines.
    Orders,
}

/// How much of a table is there for one session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// The table.
    pub table: Table,
    /// 0 = nothing, 1 = every number the pages use; between: share of those numbers.
    pub share: f64,
}

/// What the store holds for a session. Minutes and order lines are counted by the caller,
/// because the snapshot does not carry them.
pub fn completeness(
    snapshot: &Snapshot,
    session: &Session,
    minutes: u64,
    order_lines: u64,
) -> Vec<Coverage> {
    let f = &session.facts;
    let known = |flags: &[bool]| flags.iter().filter(|x| **x).count() as f64 / flags.len() as f64;
    let mean = |shares: Vec<f64>| {
        if shares.is_empty() { 0.0 } else { shares.iter().sum::<f64>() / shares.len() as f64 }
    };
    let totals = known(&[
        f.exact_seconds().is_some(),
        f.room_impr_uv.is_some() || f.room_impr_pv.is_some(),
        f.viewers_uv.is_some(),
        f.views_pv.is_some(),
        f.prod_impr_uv.is_some() || f.prod_impr_pv.is_some(),
        f.prod_click_uv.is_some() || f.prod_click_pv.is_some(),
        f.buyers.is_some() || f.orders.is_some(),
        f.amount().is_some(),
        f.net_gmv.is_some() || f.refund_amount.is_some(),
    ]);
    let products = mean(
        snapshot
            .products_of(session.id)
            .iter()
            .map(|r| {
                let f = &r.facts;
                known(&[
                    f.impr_uv.is_some() || f.impr_pv.is_some(),
                    f.click_uv.is_some() || f.click_pv.is_some(),
                    f.sales().is_some(),
                    f.amount().is_some(),
                ])
            })
            .collect(),
    );
    let channels = mean(
        snapshot
            .channels_of(session.id)
            .iter()
            .map(|r| known(&[r.facts.views_pv.is_some(), r.facts.amount().is_some()]))
            .collect(),
    );
    let segments = mean(
        snapshot
            .segments_of(session.id)
            .iter()
            .map(|r| {
                let f = &r.facts;
                known(&[
                    f.start_at.is_some() && f.end_at.is_some(),
                    f.avg_online.is_some(),
                    f.orders.is_some(),
                    f.gmv.is_some() || f.paid_amount.is_some(),
                ])
            })
            .collect(),
    );
    let expected = f.exact_seconds().map_or(0.0, |s| s / 60.0);
    let minute_share =
        if minutes == 0 || expected <= 0.0 { 0.0 } else { (minutes as f64 / expected).min(1.0) };
    vec![
        (Table::Session, totals),
        (Table::Products, products),
        (Table::Channels, channels),
        (Table::Segments, segments),
        (Table::Minutes, minute_share),
        (Table::Orders, if order_lines > 0 { 1.0 } else { 0.0 }),
    ]
    .into_iter()
    .map(|(table, share)| Coverage { table, share })
    .collect()
}

/// Days between a session's end and the newest export about it: how far refunds have come in.
pub fn refund_days(session: &Session) -> Option<i64> {
    let f = &session.facts;
    let known = f.refund_amount.is_some() || f.net_gmv.is_some() || f.refund_orders.is_some();
    let end = f.end_at.unwrap_or_else(|| session.start.timestamp());
    known.then(|| (session.as_of.as_second() - end.as_second()).max(0) / 86_400)
}

/// After this many days most platforms have closed their refunds (return windows of 7 days plus
/// delivery).
pub const REFUNDS_SETTLED_DAYS: i64 = 15;
