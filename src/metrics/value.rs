//! A metric with the counts it was recomputed from.

use serde::Serialize;

use super::{MetricKey, wilson};
use crate::domain::{Basis, Interval, Money};

/// How a number came about where there is more than one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 净成交金额 as the platform reports it: refunds of the first hour taken off.
    NetAsReported,
    /// All refunds so far taken off.
    NetOfAllRefunds,
    /// Refunds of the first hour taken off.
    NetOfFirstHour,
    /// Viewers split by channel are not known: natural views by times instead.
    ByTimes,
    /// The same people count once in each session they came to.
    OncePerSession,
    /// The ads' cost is worked out from their hours or days: the session's exports have none.
    SpendFromAds,
    /// How many people were shown the product is rebuilt from clicks and the reported rate.
    ExposureRebuilt,
    /// Per 1,000 impressions of a product, not per 1,000 views of the room.
    PerImpression,
}

/// A metric of one session, product or channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetricValue {
    /// Which.
    pub key: MetricKey,
    /// The value; `None` when a count is missing or nothing stands below the line.
    pub value: Option<f64>,
    /// Above the line; money in major units.
    pub numerator: Option<f64>,
    /// Below the line; `None` for a plain count or amount.
    pub denominator: Option<f64>,
    /// The quotient is multiplied by this (1,000 for GPM).
    pub scale: f64,
    /// 80% range of a share, by Wilson.
    pub interval: Option<Interval>,
    /// Which money; `None` for what is not money.
    pub basis: Option<Basis>,
    /// What the export itself reports.
    pub reported: Option<f64>,
    /// How it came about.
    pub way: Option<Way>,
}

impl MetricValue {
    /// A count or amount that stands for itself.
    pub fn plain(key: MetricKey, value: Option<f64>) -> Self {
        Self {
            key,
            value,
            numerator: value,
            denominator: None,
            scale: 1.0,
            interval: None,
            basis: None,
            reported: None,
            way: None,
        }
    }

    /// A quotient of two counts. Zero below the line gives no value.
    pub fn quotient(key: MetricKey, above: Option<f64>, below: Option<f64>, scale: f64) -> Self {
        let value = match (above, below) {
            (Some(a), Some(b)) if b > 0.0 => Some(a / b * scale),
            _ => None,
        };
        Self {
            key,
            value,
            numerator: above,
            denominator: below,
            scale,
            interval: None,
            basis: None,
            reported: None,
            way: None,
        }
    }

    /// A share of people or times, with its Wilson range where the counts allow one.
    pub fn share(key: MetricKey, above: Option<i64>, below: Option<i64>) -> Self {
        let mut value = Self::quotient(key, above.map(|n| n as f64), below.map(|n| n as f64), 1.0);
        if let (Some(k), Some(n)) = (above, below) {
            value.interval = wilson(k as f64, n as f64, Interval::LEVEL);
        }
        value
    }

    /// An amount per something.
    pub fn per(
        key: MetricKey,
        amount: Option<(Money, Basis)>,
        below: Option<f64>,
        scale: f64,
    ) -> Self {
        Self {
            basis: amount.map(|(_, basis)| basis),
            ..Self::quotient(key, amount.map(|(m, _)| m.major()), below, scale)
        }
    }

    /// An amount.
    pub fn money(key: MetricKey, amount: Option<Money>, basis: Basis) -> Self {
        Self { basis: amount.map(|_| basis), ..Self::plain(key, amount.map(Money::major)) }
    }

    /// The same with how it came about.
    #[must_use]
    pub fn by(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }
}
