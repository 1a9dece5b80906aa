//! One product over time: rate per session with the limits of ordinary swings, price, best slot.

use std::collections::BTreeMap;

use serde::Serialize;

use super::board::session_price;
use super::funnel::FunnelKind;
use super::rates::{Shrunk, gamma_range, shrink};
use crate::domain::{HostId, Interval, ProductId, Session, SessionId, Snapshot};

/// A rate of one session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RateAt {
    /// The session.
    pub session: SessionId,
    /// Buying.
    pub successes: i64,
    /// Clicking.
    pub trials: i64,
    /// The rate.
    pub rate: f64,
    /// Lower limit of ordinary swings.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

impl RateAt {
    /// Whether the rate lies outside its limits.
    pub fn is_outside(&self) -> bool {
        self.rate < self.low || self.rate > self.high
    }
}

/// Order rate per session in order of time, with two-sigma limits that allow for the product's own
/// overdispersion (Laney's p′ chart, Quality Engineering 14, 2002), never narrower than binomial.
pub fn rate_history(
    snapshot: &Snapshot,
    sessions: &[&Session],
    product: ProductId,
    kind: FunnelKind,
) -> (Option<f64>, Vec<RateAt>) {
    let pairs: Vec<(SessionId, i64, i64)> = sessions
        .iter()
        .filter_map(|s| {
            let (k, n) = counts(snapshot, s, product, kind)?;
            Some((s.id, k, n))
        })
        .collect();
    let (successes, trials) = pairs.iter().fold((0, 0), |sum, p| (sum.0 + p.1, sum.1 + p.2));
    if trials == 0 {
        return (None, Vec::new());
    }
    let centre = successes as f64 / trials as f64;
    let sigma = |n: i64| (centre * (1.0 - centre).max(0.0) / n as f64).sqrt();
    let scores: Vec<f64> = pairs
        .iter()
        .map(|(_, k, n)| {
            let s = sigma(*n);
            if s > 0.0 { (*k as f64 / *n as f64 - centre) / s } else { 0.0 }
        })
        .collect();
    let moves: Vec<f64> = scores.windows(2).map(|w| (w[1] - w[0]).abs()).collect();
    let wide = if moves.is_empty() {
        1.0
    } else {
        (moves.iter().sum::<f64>() / moves.len() as f64 / 1.128).max(1.0)
    };
    let points = pairs
        .into_iter()
        .map(|(session, k, n)| {
            let half = 2.0 * wide * sigma(n);
            RateAt {
                session,
                successes: k,
                trials: n,
                rate: k as f64 / n as f64,
                low: (centre - half).max(0.0),
                high: (centre + half).min(1.0),
            }
        })
        .collect();
    (Some(centre), points)
}

/// Price of each session in order of time, in major units.
pub fn price_history(
    snapshot: &Snapshot,
    sessions: &[&Session],
    product: ProductId,
) -> Vec<(SessionId, f64)> {
    sessions
        .iter()
        .filter_map(|s| {
            let row = snapshot.products_of(s.id).iter().find(|r| r.product == product)?;
            Some((s.id, session_price(&row.facts)?))
        })
        .collect()
}

/// How a product did with one host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HostRate {
    /// The host.
    pub host: HostId,
    /// Sessions with a rate.
    pub sessions: usize,
    /// Order rate, pulled towards the product's mean over its hosts.
    pub rate: Shrunk,
}

/// Order rate of a product by host, best first; a host presents whole sessions, so a better rate
/// may be the better evening's.
pub fn hosts(
    snapshot: &Snapshot,
    sessions: &[&Session],
    product: ProductId,
    kind: FunnelKind,
) -> Vec<HostRate> {
    let mut sums: BTreeMap<HostId, (i64, i64, usize)> = BTreeMap::new();
    for session in sessions {
        let (Some(host), Some((k, n))) = (session.host, counts(snapshot, session, product, kind))
        else {
            continue;
        };
        let sum = sums.entry(host).or_default();
        *sum = (sum.0 + k, sum.1 + n, sum.2 + 1);
    }
    let pairs: Vec<(f64, f64)> = sums.values().map(|(k, n, _)| (*k as f64, *n as f64)).collect();
    let Some(pooled) = shrink(&pairs, Interval::LEVEL) else {
        return Vec::new();
    };
    let mut out: Vec<HostRate> = sums
        .into_iter()
        .zip(pooled.items)
        .map(|((host, (_, _, sessions)), rate)| HostRate { host, sessions, rate })
        .collect();
    out.sort_by(|a, b| b.rate.estimate.total_cmp(&a.rate.estimate).then(a.host.cmp(&b.host)));
    out
}

/// Buying and clicking of a product in a session; `None` without anybody clicking.
fn counts(
    snapshot: &Snapshot,
    session: &Session,
    product: ProductId,
    kind: FunnelKind,
) -> Option<(i64, i64)> {
    let row = snapshot.products_of(session.id).iter().find(|r| r.product == product)?;
    let (k, n) = match kind {
        FunnelKind::People => (row.facts.buyers?, row.facts.click_uv?),
        FunnelKind::Times => (row.facts.orders?, row.facts.click_pv?),
    };
    (n > 0).then_some((k, n))
}

/// A half-hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SlotRate {
    /// Minutes after midnight.
    pub minute_of_day: u32,
    /// Talk minutes there.
    pub minutes: f64,
    /// Orders per 1,000 viewer-minutes, pulled towards the product's mean.
    pub rate: f64,
    /// Its range.
    pub interval: Interval,
}

/// Orders the prior of a slot counts as: few talks in a slot say little.
const SLOT_PRIOR_ORDERS: f64 = 5.0;

/// How the product did by the half-hour its talk began in, best first. `dispersion` is
/// `super::talk::dispersion`.
pub fn slots(
    snapshot: &Snapshot,
    sessions: &[&Session],
    product: ProductId,
    dispersion: f64,
) -> Vec<SlotRate> {
    let mut sums: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for session in sessions {
        for segment in snapshot.segments_of(session.id) {
            let f = &segment.facts;
            let (Some(start), Some(end), Some(online), Some(orders)) =
                (f.start_at, f.end_at, f.avg_online, f.orders)
            else {
                continue;
            };
            let minutes = (end.as_second() - start.as_second()) as f64 / 60.0;
            if segment.product != product || minutes <= 0.0 || online <= 0.0 {
                continue;
            }
            let local = start.to_zoned_datetime(session.start.time_zone().clone());
            let slot = (local.hour() as u32 * 60 + local.minute() as u32) / 30 * 30;
            let sum = sums.entry(slot).or_default();
            sum.0 += orders as f64;
            sum.1 += minutes * online / 1000.0;
            sum.2 += minutes;
        }
    }
    let (orders, exposure) = sums.values().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
    if orders <= 0.0 || exposure <= 0.0 {
        return Vec::new();
    }
    let prior = SLOT_PRIOR_ORDERS / (orders / exposure);
    let mut out: Vec<SlotRate> = sums
        .into_iter()
        .map(|(minute_of_day, (y, e, minutes))| {
            let shape = (y + SLOT_PRIOR_ORDERS) / dispersion;
            let rate = (e + prior) / dispersion;
            SlotRate {
                minute_of_day,
                minutes,
                rate: shape / rate,
                interval: gamma_range(shape, rate, Interval::LEVEL),
            }
        })
        .collect();
    out.sort_by(|a, b| b.rate.total_cmp(&a.rate).then(a.minute_of_day.cmp(&b.minute_of_day)));
    out
}
