//! The overall rate or mean of a table, or of some of its rows.

use super::{OutcomeUnit, RateEstimate, Table, stat};
use crate::domain::Interval;

impl Table {
    /// The rate or mean with its interval; of all rows, or of those given.
    pub(super) fn base(&self, rows: Option<&[u32]>) -> RateEstimate {
        let (mut y, mut w) = self.targets();
        if let Some(rows) = rows {
            let of = |values: &[f64]| rows.iter().map(|&row| values[row as usize]).collect();
            (y, w) = (of(&y), of(&w));
        }
        let n = stat::sum(w.iter().copied());
        let value = stat::sum(y.iter().zip(&w).map(|(y, w)| y * w)) / n;
        let interval = if self.unit == OutcomeUnit::Rate || !self.outcome.is_numeric() {
            stat::wilson(value, n)
        } else {
            let variance = stat::sum(y.iter().zip(&w).map(|(y, w)| w * (y - value).powi(2))) / n;
            let half = stat::student(0.9, n - 1.0) * (variance / n).sqrt();
            Interval::new(value - half, value + half)
        };
        RateEstimate { value, interval, n }
    }
}
