//! Turns features into the standardised columns of the linear models, inside each fold.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::linalg::FiniteMatrix;
use super::{Column, LearnError, stat};
use crate::domain::{Cancelled, Job};

/// Most levels of a category that get a column of their own.
const LEVELS: usize = 20;

/// How one encoded column comes from a feature.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "make")]
pub(super) enum Make {
    /// The number, or ln(1 + number); the median where it is missing.
    Number { log: bool, median: f64 },
    /// 1 when missing.
    Missing,
    /// 1 at this code. Levels without a column count as the reference.
    Level { code: u32, reference: u32 },
}

/// One encoded column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Encoded {
    /// Index of the feature.
    pub feature: usize,
    #[serde(flatten)]
    pub make: Make,
    /// Training mean before standardising.
    pub mean: f64,
    /// Training standard deviation before standardising; above 0.
    pub std: f64,
}

impl Encoded {
    /// The standardised value of a raw one (a category's code as a number, NaN is missing).
    pub fn value(&self, raw: f64) -> f64 {
        (self.raw(raw) - self.mean) / self.std
    }

    fn raw(&self, raw: f64) -> f64 {
        match self.make {
            Make::Number { log, median } => {
                let value = if raw.is_nan() { median } else { raw };
                // A what-if below 0 must not leave the domain of the logarithm.
                if log { value.max(0.0).ln_1p() } else { value }
            }
            Make::Missing => f64::from(u8::from(raw.is_nan())),
            Make::Level { code, .. } => f64::from(u8::from(raw == f64::from(code))),
        }
    }
}

/// All encoded columns of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Encoder {
    pub columns: Vec<Encoded>,
}

/// A value of a column as a number: a category's code, NaN when missing.
pub(super) fn raw(column: &Column, row: usize) -> f64 {
    match column {
        Column::Numeric(values) => values[row],
        Column::Category { codes, .. } => match codes[row] {
            Column::MISSING => f64::NAN,
            code => f64::from(code),
        },
    }
}

impl Encoder {
    /// Learns medians, logarithms, levels and scales from the given rows only.
    ///
    /// Errors: cancelled.
    pub fn fit(
        job: &Job,
        columns: &[Column],
        active: &[usize],
        rows: &[u32],
        w: &[f64],
    ) -> Result<Self, Cancelled> {
        let mut encoder = Self::default();
        let total = stat::sum(rows.iter().map(|&r| w[r as usize]));
        for &feature in active {
            job.check()?;
            let column = &columns[feature];
            let mut makes = match column {
                Column::Numeric(values) => number(values, rows),
                Column::Category { codes, labels } => levels(codes, labels.len(), rows),
            };
            if rows.iter().any(|&r| raw(column, r as usize).is_nan()) {
                makes.push(Make::Missing);
            }
            for make in makes {
                let mut encoded = Encoded { feature, make, mean: 0.0, std: 1.0 };
                let value = |r: u32| encoded.raw(raw(column, r as usize));
                let mean = stat::sum(rows.iter().map(|&r| w[r as usize] * value(r))) / total;
                let variance =
                    stat::sum(rows.iter().map(|&r| w[r as usize] * (value(r) - mean).powi(2)))
                        / total;
                if variance > 1e-24 * (1.0 + mean * mean) {
                    encoded.mean = mean;
                    encoded.std = variance.sqrt();
                    encoder.columns.push(encoded);
                }
            }
        }
        Ok(encoder)
    }

    /// The standardised columns of the rows whose raw values `value(feature, at)` gives.
    pub fn matrix(
        &self,
        rows: usize,
        value: impl Fn(usize, usize) -> f64,
    ) -> Result<FiniteMatrix, LearnError> {
        let mut x = Array2::zeros((rows, self.columns.len()));
        for (mut lane, encoded) in x.columns_mut().into_iter().zip(&self.columns) {
            for (at, cell) in lane.iter_mut().enumerate() {
                *cell = encoded.value(value(encoded.feature, at));
            }
        }
        FiniteMatrix::new(x)
    }
}

/// Skewed counts and durations go through ln(1 + x) when that makes them less skewed.
fn number(values: &[f64], rows: &[u32]) -> Vec<Make> {
    let mut present: Vec<f64> =
        rows.iter().map(|&r| values[r as usize]).filter(|v| !v.is_nan()).collect();
    if present.is_empty() {
        return Vec::new();
    }
    let median = stat::median(&mut present);
    let (min, max) = (present[0], present[present.len() - 1]);
    let log = min >= 0.0 && max > 2.0 && {
        let before = skewness(&present);
        present.iter_mut().for_each(|v| *v = v.ln_1p());
        before > 1.0 && skewness(&present).abs() < before
    };
    vec![Make::Number { log, median }]
}

fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = stat::sum(values.iter().copied()) / n;
    let m2 = stat::sum(values.iter().map(|v| (v - mean).powi(2))) / n;
    let m3 = stat::sum(values.iter().map(|v| (v - mean).powi(3))) / n;
    if m2 > 0.0 { m3 / m2.powf(1.5) } else { 0.0 }
}

/// The most frequent level is the reference; rare ones count as it.
fn levels(codes: &[u32], labels: usize, rows: &[u32]) -> Vec<Make> {
    let mut counts = vec![0usize; labels];
    for &row in rows {
        if let Some(count) = counts.get_mut(codes[row as usize] as usize) {
            *count += 1;
        }
    }
    let least = (rows.len() / 200).max(5);
    let mut order: Vec<u32> = (0..labels as u32).filter(|&c| counts[c as usize] > 0).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(counts[c as usize]), c));
    let Some((&reference, rest)) = order.split_first() else {
        return Vec::new();
    };
    rest.iter()
        .filter(|&&c| counts[c as usize] >= least)
        .take(LEVELS)
        .map(|&code| Make::Level { code, reference })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        Job::new(jiff::Timestamp::UNIX_EPOCH, 1)
    }

    #[test]
    fn columns_come_out_standardised_with_missing_and_levels_visible() {
        let labels = ["a", "b", "c"].map(str::to_owned).to_vec();
        let columns = [
            Column::Numeric(
                (0..100).map(|i| if i % 10 == 0 { f64::NAN } else { f64::from(i % 7) }).collect(),
            ),
            Column::Numeric((0..100).map(|i| f64::from(i % 10).exp()).collect()),
            Column::Category {
                codes: (0..100).map(|i| u32::from(i % 3 == 0) + u32::from(i == 3)).collect(),
                labels,
            },
        ];
        let rows: Vec<u32> = (0..100).collect();
        let encoder = Encoder::fit(&job(), &columns, &[0, 1, 2], &rows, &[1.0; 100]).unwrap();
        let makes: Vec<&Make> = encoder.columns.iter().map(|c| &c.make).collect();
        assert_eq!(
            makes,
            vec![
                &Make::Number { log: false, median: 3.0 },
                &Make::Missing,
                &Make::Number { log: true, median: (4f64.exp() + 5f64.exp()) / 2.0 },
                &Make::Level { code: 1, reference: 0 },
            ]
        );
        let x = encoder.matrix(100, |f, at| raw(&columns[f], at)).unwrap().into_inner();
        for lane in x.columns() {
            let mean = lane.sum() / 100.0;
            let var = lane.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 100.0;
            assert!(mean.abs() < 1e-12 && (var - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn only_the_given_rows_are_learnt_from() {
        let columns = [Column::Numeric(vec![1.0, 2.0, 3.0, 1e9])];
        let encoder = Encoder::fit(&job(), &columns, &[0], &[0, 1, 2], &[1.0; 4]).unwrap();
        assert!((encoder.columns[0].mean - 2.0).abs() < 1e-12);
        assert_eq!(
            Encoder::fit(&job(), &columns, &[0], &[1], &[1.0; 4]).unwrap().columns.len(),
            0,
            "a column without spread is left out"
        );
    }
}
