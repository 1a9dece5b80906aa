//! The split alone, for a hand that is still moving: what was learnt is kept, limits may change, and
//! the expected values are those of the finished plan. No draws, no exploration, no explanations.

use super::bounds::Limits;
use super::choose::choose;
use super::curve::ValueCurve;
use super::error::PlanError;
use super::minutes::whole;
use super::request::PlanRequest;
use super::response::{Knowledge, learn};
use super::solve::{cap_straight_lines, curve, minute_bounds};
use super::water::Worth;

/// What was learnt of a request's products.
pub struct Sketch {
    knowledge: Knowledge,
    curves: Vec<ValueCurve>,
}

/// One product of a split.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sketched {
    /// Share.
    pub share: f64,
    /// Whole minutes.
    pub minutes: u32,
    /// Expected value of the share at the median viewers.
    pub value: f64,
}

impl Sketch {
    /// Learns from a request. Holds for every request with the same products, viewers and objective,
    /// whatever its limits.
    pub fn new(request: &PlanRequest) -> Self {
        let knowledge = learn(request);
        let curves = request
            .products
            .iter()
            .zip(&knowledge.fitted)
            .map(|(product, fitted)| curve(request, product, fitted, 1.0))
            .collect();
        Self { knowledge, curves }
    }

    /// Splits anew within the limits of `request`.
    pub fn split(&self, request: &PlanRequest) -> Result<Vec<Sketched>, PlanError> {
        let mut request = request.clone();
        Limits::of(&request)?;
        cap_straight_lines(&mut request, &self.knowledge.fitted);
        let limits = Limits::of(&request)?;
        let worths: Vec<Worth<'_>> = self.curves.iter().map(|c| Worth::Curve(c, 1.0)).collect();
        let shares = choose(&worths, &limits, &request)?.filled.shares;
        let minutes = whole(&shares, &minute_bounds(&request), request.minutes);
        Ok(shares
            .iter()
            .zip(minutes)
            .zip(&self.curves)
            .map(|((share, minutes), curve)| Sketched {
                share: *share,
                minutes,
                value: curve.value(*share),
            })
            .collect())
    }

    /// Expected values when the products have these minutes of a session of `session` minutes.
    pub fn values(&self, minutes: &[u32], session: u32) -> Vec<f64> {
        let share = |minutes: u32| f64::from(minutes) / f64::from(session.max(1));
        self.curves.iter().zip(minutes).map(|(curve, m)| curve.value(share(*m))).collect()
    }
}
