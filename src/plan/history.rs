//! What past sessions say about a plan: exposures and orders per product, prices, stock, viewers.

use std::collections::BTreeMap;

use super::request::{Observation, Viewers};
use super::simulate::Z90;
use crate::domain::{
    AccountId, Basis, Currency, Money, Product, ProductId, ProductKind, Role, Session, SessionId,
    SessionProduct, Snapshot, quantile, with_exposure,
};

/// Sessions looked back upon.
const SESSIONS: usize = 60;
/// Sessions from which viewers, length, prices and the range of products are taken.
const RECENT: usize = 20;
/// Orders that the average return rate is worth.
const RETURN_PRIOR: f64 = 20.0;

/// Which sessions count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// One account; else the one with the most sessions.
    pub account: Option<AccountId>,
    /// One currency; else the account's.
    pub currency: Option<Currency>,
    /// Only sessions before this one, to plan it as if it had not happened.
    pub before: Option<SessionId>,
}

/// What is known of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownProduct {
    /// The platform's id, else the number in the store.
    pub id: String,
    /// The product in the store.
    pub product: Option<ProductId>,
    /// Name.
    pub name: String,
    /// What is sold.
    pub kind: ProductKind,
    /// What it is for.
    pub role: Option<Role>,
    /// Category.
    pub category: Option<String>,
    /// Money per order, major units: what was really paid lately, else the list price.
    pub price: Option<f64>,
    /// Price less cost, where the cost is known.
    pub margin: Option<f64>,
    /// Share of orders returned, shrunken towards the average.
    pub return_rate: f64,
    /// Cost of a return.
    pub return_cost: f64,
    /// Pieces left.
    pub stock: Option<u64>,
    /// Share of the latest session; 0 when it was not in it, `None` when it never was in any.
    pub last_share: Option<f64>,
    /// One per session it was in.
    pub observations: Vec<Observation>,
    /// Money of all sessions looked at, for the order.
    pub amount: f64,
    /// It was in one of the latest sessions, or it is new.
    pub current: bool,
}

/// What past sessions of one account and currency say.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Account.
    pub account: AccountId,
    /// Currency of every amount.
    pub currency: Currency,
    /// Whether amounts are paid or GMV.
    pub basis: Basis,
    /// Sessions learnt from.
    pub sessions: usize,
    /// The latest session.
    pub latest: SessionId,
    /// Viewers to expect.
    pub viewers: Option<Viewers>,
    /// Most viewers of any session.
    pub most_viewers: Option<f64>,
    /// Usual length.
    pub minutes: Option<u32>,
    /// Who presented which session, as far as exports tell; sessions numbered as observations are.
    pub past_hosts: BTreeMap<u32, String>,
    /// Products, current ones first, then by money.
    pub products: Vec<KnownProduct>,
}

/// One product's tallies while reading.
#[derive(Default)]
struct Tally {
    observations: Vec<Observation>,
    amount: f64,
    recent_amount: f64,
    recent_orders: f64,
    items: f64,
    orders_with_items: f64,
    refunds: f64,
    orders_with_refunds: f64,
    last_price: Option<f64>,
    last_stock: Option<i64>,
    last_share: Option<f64>,
    recent: bool,
}

impl History {
    /// Reads a snapshot. `None` when no session in scope says anything about products.
    pub fn from_snapshot(snapshot: &Snapshot, scope: &Scope) -> Option<Self> {
        let sessions = in_scope(snapshot, scope)?;
        let first = *sessions.first()?;
        let basis = basis_of(snapshot, &sessions);
        let mut tallies: BTreeMap<ProductId, Tally> = BTreeMap::new();
        let recent_from = sessions.len().saturating_sub(RECENT);
        let mut used = 0;
        let mut latest = None;
        let mut past_hosts = BTreeMap::new();
        for (number, session) in sessions.iter().enumerate() {
            let rows = snapshot.products_of(session.id);
            let shares = shares(snapshot, session, rows);
            let viewers = viewers_of(session);
            if !shares.is_empty() && viewers.is_some() {
                used += 1;
                latest = Some(session.id);
                if let Some(host) = session.host.and_then(|id| snapshot.host(id)) {
                    past_hosts.insert(number as u32, host.name.clone());
                }
                for tally in tallies.values_mut() {
                    tally.last_share = Some(0.0);
                }
            }
            for (product, (share, segment_orders)) in &shares {
                let Some(viewers) = viewers else { continue };
                let tally = tallies.entry(*product).or_default();
                tally.last_share = Some(*share);
                tally.recent |= number >= recent_from;
                let sales = rows
                    .iter()
                    .find(|r| r.product == *product)
                    .and_then(|r| r.facts.sales())
                    .map(|n| n as f64);
                // A product also sells while another is presented: the session's count is fuller.
                let Some(orders) = sales.into_iter().chain(*segment_orders).reduce(f64::max) else {
                    continue;
                };
                tally.observations.push(Observation {
                    session: Some(number as u32),
                    exposure: viewers * share,
                    share: Some(*share),
                    orders,
                });
            }
            for row in rows {
                let tally = tallies.entry(row.product).or_default();
                tally.add(row, basis, number >= recent_from);
            }
        }
        let mean_return = mean_return(&tallies);
        let platform = first.platform;
        let mut products: Vec<KnownProduct> = snapshot
            .products
            .iter()
            .filter_map(|product| match tallies.get(&product.id) {
                Some(tally) => Some(tally.known(product, mean_return)),
                // Never shown: new, when it is this platform's and can be sold.
                None if product.platform == platform
                    && product.facts.price.is_some()
                    && product.facts.stock != Some(0)
                    && !shown_anywhere(snapshot, product.id) =>
                {
                    Some(Tally::default().known(product, mean_return))
                }
                None => None,
            })
            .collect();
        products.sort_by(|a, b| {
            b.current.cmp(&a.current).then(b.amount.total_cmp(&a.amount)).then(a.id.cmp(&b.id))
        });
        let recent = &sessions[recent_from..];
        Some(Self {
            account: first.account,
            currency: first.currency.clone(),
            basis,
            sessions: used,
            latest: latest?,
            viewers: forecast(recent),
            most_viewers: sessions.iter().filter_map(|s| viewers_of(s)).reduce(f64::max),
            minutes: usual_minutes(recent),
            past_hosts,
            products,
        })
    }

    /// A product by its id, else by its name.
    pub fn find(&self, id: &str) -> Option<&KnownProduct> {
        self.products
            .iter()
            .find(|p| p.id == id)
            .or_else(|| self.products.iter().find(|p| p.name == id))
    }
}

impl Tally {
    fn add(&mut self, row: &SessionProduct, basis: Basis, recent: bool) {
        let facts = &row.facts;
        let orders = facts.sales().map(|n| n as f64);
        let amount = match basis {
            Basis::Paid => facts.paid_amount,
            Basis::Created => facts.gmv,
        }
        .map(Money::major);
        self.amount += amount.unwrap_or(0.0);
        self.recent |= recent;
        if let (Some(orders), Some(amount), true) = (orders, amount, recent) {
            self.recent_orders += orders;
            self.recent_amount += amount;
        }
        if let (Some(orders), Some(items)) = (orders, facts.items) {
            self.items += items as f64;
            self.orders_with_items += orders;
        }
        if let (Some(orders), Some(refunds)) = (orders, facts.refund_orders) {
            self.refunds += refunds as f64;
            self.orders_with_refunds += orders;
        }
        // Sessions come by time: the last one stays.
        self.last_price = facts.price.map(Money::major).or(self.last_price);
        self.last_stock = facts.stock.or(self.last_stock);
    }

    fn known(&self, product: &Product, mean_return: f64) -> KnownProduct {
        let paid = (self.recent_orders > 0.0 && self.recent_amount > 0.0)
            .then(|| self.recent_amount / self.recent_orders);
        let price = paid.or(self.last_price).or(product.facts.price.map(Money::major));
        let per_order = if self.orders_with_items > 0.0 {
            (self.items / self.orders_with_items).max(1.0)
        } else {
            1.0
        };
        let cost = product.facts.unit_cost.map(|c| c.major() * per_order);
        KnownProduct {
            id: super::wishes::key(product),
            product: Some(product.id),
            name: product.name.clone(),
            kind: product.kind,
            role: product.role,
            category: product.facts.category.clone().filter(|c| !c.is_empty()),
            price,
            margin: price.zip(cost).map(|(price, cost)| price - cost),
            return_rate: (self.refunds + RETURN_PRIOR * mean_return)
                / (self.orders_with_refunds + RETURN_PRIOR),
            return_cost: product.return_cost.map_or(0.0, Money::major),
            stock: product.facts.stock.or(self.last_stock).map(|s| s.max(0) as u64),
            last_share: self.last_share,
            observations: self.observations.clone(),
            amount: self.amount,
            current: self.recent || self.observations.is_empty(),
        }
    }
}

/// Sessions of one account and currency by time, at most the latest sixty.
fn in_scope<'a>(snapshot: &'a Snapshot, scope: &Scope) -> Option<Vec<&'a Session>> {
    let until = scope.before.and_then(|id| snapshot.session(id)).map(|s| s.start.timestamp());
    let mut sessions: Vec<&Session> = snapshot
        .sessions
        .iter()
        .filter(|s| scope.account.is_none_or(|a| s.account == a))
        .filter(|s| scope.currency.as_ref().is_none_or(|c| s.currency == *c))
        .filter(|s| until.is_none_or(|t| s.start.timestamp() < t))
        .collect();
    let mut count: BTreeMap<(AccountId, &Currency), usize> = BTreeMap::new();
    for s in &sessions {
        *count.entry((s.account, &s.currency)).or_default() += 1;
    }
    let (account, currency) =
        count.into_iter().max_by_key(|(key, n)| (*n, std::cmp::Reverse(key.0)))?.0;
    sessions.retain(|s| s.account == account && s.currency == *currency);
    sessions.sort_by_key(|s| (s.start.timestamp(), s.id));
    let skip = sessions.len().saturating_sub(SESSIONS);
    Some(sessions.split_off(skip))
}

/// The latest sessions of the shop a plan is for, the last one last, with their viewers.
pub(crate) fn latest_sessions<'a>(
    snapshot: &'a Snapshot,
    scope: &Scope,
    most: usize,
) -> Vec<(&'a Session, Option<f64>)> {
    let mut sessions = in_scope(snapshot, scope).unwrap_or_default();
    let skip = sessions.len().saturating_sub(most);
    sessions.drain(..skip);
    sessions.into_iter().map(|session| (session, viewers_of(session))).collect()
}

/// Paid amounts when any product row in scope has one, else GMV; never both.
pub(super) fn basis_of(snapshot: &Snapshot, sessions: &[&Session]) -> Basis {
    let paid = sessions
        .iter()
        .flat_map(|s| snapshot.products_of(s.id))
        .any(|row| row.facts.paid_amount.is_some());
    if paid { Basis::Paid } else { Basis::Created }
}

pub(super) fn viewers_of(session: &Session) -> Option<f64> {
    session.facts.viewers_uv.or(session.facts.views_pv).filter(|n| *n > 0).map(|n| n as f64)
}

/// Every product's share of a session and its orders while presented: by viewer-minutes of its talk
/// segments, else by how often it was shown or clicked.
pub(super) fn shares(
    snapshot: &Snapshot,
    session: &Session,
    rows: &[SessionProduct],
) -> BTreeMap<ProductId, (f64, Option<f64>)> {
    let mut weights: BTreeMap<ProductId, (f64, Option<f64>)> = BTreeMap::new();
    let segments = snapshot.segments_of(session.id);
    let with_online = segments.iter().all(|s| s.facts.avg_online.is_some());
    for segment in segments {
        let (Some(start), Some(end)) = (segment.facts.start_at, segment.facts.end_at) else {
            continue;
        };
        let minutes = (end.as_millisecond() - start.as_millisecond()) as f64 / 60_000.0;
        let online = segment.facts.avg_online.filter(|_| with_online).unwrap_or(1.0);
        if minutes > 0.0 && online > 0.0 {
            let entry = weights.entry(segment.product).or_default();
            entry.0 += minutes * online;
            if let Some(orders) = segment.facts.orders {
                *entry.1.get_or_insert(0.0) += orders as f64;
            }
        }
    }
    if weights.is_empty() {
        // People shown a product before clicks, even where their number is rebuilt.
        let columns: [fn(&SessionProduct) -> Option<i64>; 4] = [
            |r| r.facts.impr_pv,
            |r| with_exposure(r).0.impr_uv,
            |r| r.facts.click_pv,
            |r| r.facts.click_uv,
        ];
        if let Some(column) =
            columns.iter().find(|column| rows.iter().any(|r| column(r).is_some_and(|n| n > 0)))
        {
            for row in rows {
                if let Some(n) = column(row).filter(|n| *n > 0) {
                    weights.insert(row.product, (n as f64, None));
                }
            }
        }
    }
    let total: f64 = weights.values().map(|(w, _)| w).sum();
    for (weight, _) in weights.values_mut() {
        *weight /= total;
    }
    weights
}

fn shown_anywhere(snapshot: &Snapshot, product: ProductId) -> bool {
    snapshot.session_products.iter().any(|row| row.product == product)
        || snapshot.segments.iter().any(|s| s.product == product)
}

fn mean_return(tallies: &BTreeMap<ProductId, Tally>) -> f64 {
    let refunds: f64 = tallies.values().map(|t| t.refunds).sum();
    let orders: f64 = tallies.values().map(|t| t.orders_with_refunds).sum();
    if orders > 0.0 { (refunds / orders).min(1.0) } else { 0.0 }
}

/// Median of own sessions with a spread that is .3 in the logarithm (worth four sessions) until own
/// sessions say otherwise.
fn forecast(sessions: &[&Session]) -> Option<Viewers> {
    let mut logs: Vec<f64> = sessions.iter().filter_map(|s| viewers_of(s)).map(f64::ln).collect();
    logs.sort_by(f64::total_cmp);
    let n = logs.len() as f64;
    let middle = quantile(&logs, 0.5)?;
    let mean = logs.iter().sum::<f64>() / n;
    let squares: f64 = logs.iter().map(|x| (x - mean).powi(2)).sum();
    let variance = (4.0 * 0.3 * 0.3 + squares) / (4.0 + n - 1.0);
    let reach = Z90 * (variance * (1.0 + 1.0 / n)).sqrt();
    Some(Viewers {
        p10: (middle - reach).exp().round().max(1.0),
        p50: middle.exp().round().max(1.0),
        p90: (middle + reach).exp().round().max(1.0),
    })
}

/// Median length, to five minutes.
fn usual_minutes(sessions: &[&Session]) -> Option<u32> {
    let mut minutes: Vec<f64> =
        sessions.iter().filter_map(|s| s.facts.exact_seconds()).map(|s| s / 60.0).collect();
    minutes.sort_by(f64::total_cmp);
    let middle = quantile(&minutes, 0.5)?;
    Some(((middle / 5.0).round() * 5.0).clamp(5.0, 1_440.0) as u32)
}
