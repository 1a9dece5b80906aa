//! Talk segments: what the viewers of a stretch bought, against the session's own baseline.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::rates::{gamma_range, z};
use crate::domain::{
    AccountId, Basis, Interval, ProductId, Segment, SegmentFacts, Session, Snapshot,
};

/// The prior of the overdispersion of orders within a product and session: orders of live rooms
/// come in bursts, so that counts swing more than Poisson even before there is history.
const PRIOR_DISPERSION: f64 = 1.5;
/// How many degrees of freedom the prior counts as.
const PRIOR_WEIGHT: f64 = 4.0;

/// One stretch, or all stretches of a product in the session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Talk {
    /// The product.
    pub product: ProductId,
    /// Start of the (first) stretch.
    pub start: Option<Timestamp>,
    /// End of the (last) stretch.
    pub end: Option<Timestamp>,
    /// Minutes.
    pub minutes: Option<f64>,
    /// Mean online.
    pub avg_online: Option<f64>,
    /// Change of viewers.
    pub viewer_change: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Orders.
    pub orders: Option<i64>,
    /// Amount in major units, in the basis of the review.
    pub amount: Option<f64>,
    /// Minutes × mean online.
    pub viewer_minutes: Option<f64>,
    /// Amount per 1,000 viewer-minutes.
    pub per_thousand: Option<f64>,
    /// `per_thousand / baseline − 1`.
    pub lift: Option<f64>,
    /// 80% range of the lift.
    pub interval: Option<Interval>,
    /// Position by amount per viewer-minute, from 1.
    pub rank: Option<usize>,
}

impl Talk {
    /// Whether the range excludes zero.
    pub fn is_clear(&self) -> bool {
        self.interval.is_some_and(|range| range.is_clear())
    }
}

/// The segments of a session, reviewed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TalkReview {
    /// Amount per 1,000 viewer-minutes of the whole session.
    pub baseline: Option<f64>,
    /// Whether the baseline is the whole session's; otherwise that of its segments together.
    pub whole_session: bool,
    /// Which money.
    pub basis: Option<Basis>,
    /// How much more than Poisson orders swing.
    pub dispersion: f64,
    /// By start.
    pub segments: Vec<Talk>,
    /// Stretches of the same product together, by product.
    pub products: Vec<Talk>,
}

fn minutes(f: &SegmentFacts) -> Option<f64> {
    let seconds = f.end_at?.as_second() - f.start_at?.as_second();
    (seconds > 0).then_some(seconds as f64 / 60.0)
}

fn viewer_minutes(f: &SegmentFacts) -> Option<f64> {
    Some(minutes(f)? * f.avg_online?).filter(|vm| *vm > 0.0)
}

/// How much more than Poisson orders of the same product swing between its stretches of one
/// session, over the account's history: Pearson's statistic with a weak prior, at least 1.
pub fn dispersion(snapshot: &Snapshot, account: AccountId) -> f64 {
    let (mut pearson, mut freedom) = (PRIOR_DISPERSION * PRIOR_WEIGHT, PRIOR_WEIGHT);
    for session in snapshot.sessions.iter().filter(|s| s.account == account) {
        let mut groups: BTreeMap<ProductId, Vec<(f64, f64)>> = BTreeMap::new();
        for segment in snapshot.segments_of(session.id) {
            if let (Some(orders), Some(vm)) = (segment.facts.orders, viewer_minutes(&segment.facts))
            {
                groups.entry(segment.product).or_default().push((orders as f64, vm));
            }
        }
        for group in groups.values().filter(|g| g.len() >= 2) {
            let orders: f64 = group.iter().map(|g| g.0).sum();
            let exposure: f64 = group.iter().map(|g| g.1).sum();
            if orders <= 0.0 {
                continue;
            }
            for (y, vm) in group {
                let expected = orders * vm / exposure;
                pearson += (y - expected).powi(2) / expected;
            }
            freedom += group.len() as f64 - 1.0;
        }
    }
    (pearson / freedom).max(1.0)
}

/// Reviews the segments of a session.
pub fn talk_review(snapshot: &Snapshot, session: &Session) -> TalkReview {
    let rows = snapshot.segments_of(session.id);
    let basis = basis_of(session, rows);
    let amount = |f: &SegmentFacts| -> Option<f64> {
        match basis? {
            Basis::Paid => f.paid_amount,
            Basis::Created => f.gmv,
        }
        .map(crate::domain::Money::major)
    };
    let dispersion = dispersion(snapshot, session.account);
    let mut segments: Vec<Talk> = rows
        .iter()
        .map(|row| {
            let f = &row.facts;
            Talk {
                product: row.product,
                start: f.start_at,
                end: f.end_at,
                minutes: minutes(f),
                avg_online: f.avg_online,
                viewer_change: f.viewer_change,
                clicks: f.clicks,
                orders: f.orders,
                amount: amount(f),
                viewer_minutes: viewer_minutes(f),
                per_thousand: None,
                lift: None,
                interval: None,
                rank: None,
            }
        })
        .collect();
    segments.sort_by_key(|t| t.start);
    let mut products = together(&segments);
    let whole = whole_session(session, basis);
    let parts = || -> Option<f64> {
        let both = segments.iter().filter_map(|t| Some((t.amount?, t.viewer_minutes?)));
        let (a, vm) = both.fold((0.0, 0.0), |sum, x| (sum.0 + x.0, sum.1 + x.1));
        (vm > 0.0).then(|| a / vm * 1000.0)
    };
    let baseline = whole.or_else(parts).filter(|b| *b > 0.0);
    // What one order is worth where a stretch has none of its own.
    let usual_value = session
        .facts
        .amount()
        .and_then(|(m, _)| {
            let orders = session.facts.orders.filter(|n| *n > 0)?;
            Some(m.major() / orders as f64)
        })
        .or_else(|| {
            let (a, n) = segments
                .iter()
                .filter_map(|t| Some((t.amount?, t.orders? as f64)))
                .fold((0.0, 0.0), |sum, x| (sum.0 + x.0, sum.1 + x.1));
            (n > 0.0).then(|| a / n)
        });
    for talks in [&mut segments, &mut products] {
        for talk in talks.iter_mut() {
            measure(talk, baseline, usual_value, dispersion);
        }
        rank(talks);
    }
    TalkReview { baseline, whole_session: whole.is_some(), basis, dispersion, segments, products }
}

/// The session's basis when its segments have that money, else the one they have.
fn basis_of(session: &Session, rows: &[Segment]) -> Option<Basis> {
    let has = |basis| {
        rows.iter().any(|r| match basis {
            Basis::Paid => r.facts.paid_amount.is_some(),
            Basis::Created => r.facts.gmv.is_some(),
        })
    };
    let own = session.facts.amount().map(|(_, b)| b);
    own.into_iter().chain([Basis::Paid, Basis::Created]).find(|b| has(*b))
}

/// Amount per 1,000 viewer-minutes of the whole session, in the basis of its segments.
fn whole_session(session: &Session, basis: Option<Basis>) -> Option<f64> {
    let f = &session.facts;
    let amount = match basis? {
        Basis::Paid => f.paid_amount,
        Basis::Created => f.gmv,
    }?;
    let vm = f.avg_online? * f.exact_seconds()? / 60.0;
    (vm > 0.0).then(|| amount.major() / vm * 1000.0)
}

/// All stretches of a product as one, where each of them has its numbers.
fn together(segments: &[Talk]) -> Vec<Talk> {
    let mut groups: BTreeMap<ProductId, Vec<&Talk>> = BTreeMap::new();
    for talk in segments {
        groups.entry(talk.product).or_default().push(talk);
    }
    groups
        .into_iter()
        .map(|(product, group)| {
            let sum = |value: &dyn Fn(&Talk) -> Option<f64>| -> Option<f64> {
                group.iter().map(|t| value(t)).sum()
            };
            let count = |value: &dyn Fn(&Talk) -> Option<i64>| -> Option<i64> {
                group.iter().map(|t| value(t)).sum()
            };
            let minutes = sum(&|t| t.minutes);
            let viewer_minutes = sum(&|t| t.viewer_minutes);
            Talk {
                product,
                start: group.first().and_then(|t| t.start),
                end: group.last().and_then(|t| t.end),
                minutes,
                avg_online: minutes.zip(viewer_minutes).map(|(minutes, vm)| vm / minutes),
                viewer_change: count(&|t| t.viewer_change),
                clicks: count(&|t| t.clicks),
                orders: count(&|t| t.orders),
                amount: sum(&|t| t.amount),
                viewer_minutes,
                per_thousand: None,
                lift: None,
                interval: None,
                rank: None,
            }
        })
        .collect()
}

/// Orders of a stretch are overdispersed Poisson: with dispersion φ the rate's posterior is
/// `Gamma(y/φ + ½, E/φ)`; each order is worth what the stretch's orders were worth.
fn measure(talk: &mut Talk, baseline: Option<f64>, usual_value: Option<f64>, dispersion: f64) {
    let (Some(amount), Some(vm)) = (talk.amount, talk.viewer_minutes) else {
        return;
    };
    let per_thousand = amount / vm * 1000.0;
    talk.per_thousand = Some(per_thousand);
    let Some(baseline) = baseline else {
        return;
    };
    talk.lift = Some(per_thousand / baseline - 1.0);
    let value = match talk.orders {
        Some(orders) if orders > 0 => Some(amount / orders as f64),
        _ => usual_value,
    };
    let Some(value) = value.filter(|v| *v > 0.0) else {
        return;
    };
    let orders = talk.orders.map_or(amount / value, |n| n as f64);
    let rate = gamma_range(orders / dispersion + 0.5, vm / dispersion / 1000.0, Interval::LEVEL);
    let lift = |rate: f64| rate * value / baseline - 1.0;
    talk.interval =
        Some(Interval::new(if orders == 0.0 { -1.0 } else { lift(rate.low) }, lift(rate.high)));
}

/// Places by amount per viewer-minute, from 1; what cannot be compared has none.
pub(super) fn rank(talks: &mut [Talk]) {
    talks.iter_mut().for_each(|talk| talk.rank = None);
    let mut order: Vec<usize> =
        (0..talks.len()).filter(|at| talks[*at].per_thousand.is_some()).collect();
    order.sort_by(|a, b| {
        let value = |at: usize| talks[at].per_thousand.unwrap_or(f64::NEG_INFINITY);
        value(*b).total_cmp(&value(*a)).then(a.cmp(b))
    });
    for (position, at) in order.into_iter().enumerate() {
        talks[at].rank = Some(position + 1);
    }
}

/// Lifts pulled towards the baseline as far as their ranges leave doubt (normal approximation):
/// mean and standard deviation per talk. The best of many looks better than it is; what a
/// finding promises comes from here. `None` where a talk has no range.
pub fn shrunken_lifts(talks: &[Talk]) -> Vec<Option<(f64, f64)>> {
    let seen: Vec<Option<(f64, f64)>> = talks
        .iter()
        .map(|t| {
            let range = t.interval?;
            Some((t.lift?, (range.high - range.low) / 2.0 / z(range.level)))
        })
        .collect();
    let known: Vec<(f64, f64)> = seen.iter().flatten().copied().collect();
    if known.is_empty() {
        return seen;
    }
    let spread =
        (known.iter().map(|(l, se)| l * l - se * se).sum::<f64>() / known.len() as f64).max(0.0);
    seen.into_iter()
        .map(|x| {
            x.map(|(lift, se)| {
                let noise = se * se;
                let keep = if spread + noise > 0.0 { spread / (spread + noise) } else { 0.0 };
                (lift * keep, (keep * noise).sqrt())
            })
        })
        .collect()
}
