//! Columns as one byte per row: quantile bins for numbers, codes for categories.
//!
//! Bins look at feature values only, never at the outcome, so one binning serves every fold,
//! refit and permutation of the same table.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::learn::Column;

/// The code of a missing value.
pub(crate) const MISSING: u8 = u8::MAX;
/// Most bins of a feature, the missing one not counted.
pub(crate) const MAX_BINS: usize = 255;
/// Rows that quantiles are taken from.
const SAMPLE: usize = 50_000;

/// What the codes of one feature mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scale {
    /// Bin `b` holds values in `(cuts[b - 1], cuts[b]]`.
    Number { cuts: Vec<f64> },
    /// Bin `b` is category code `b`; codes from `MAX_BINS` on share the last bin.
    Category { levels: u32 },
}

/// One binned feature.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BinnedColumn {
    pub codes: Vec<u8>,
    pub scale: Scale,
    /// Bins in use, missing not counted.
    pub bins: usize,
}

/// All features of a table, binned once.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    pub(crate) columns: Vec<BinnedColumn>,
    pub(crate) rows: usize,
}

impl Bins {
    /// Bins every column, in parallel over columns.
    pub fn new(columns: &[Column]) -> Self {
        Self {
            columns: columns.par_iter().map(bin).collect(),
            rows: columns.first().map_or(0, Column::len),
        }
    }

    /// The bins of one row, feature by feature.
    pub(crate) fn codes(&self, row: u32) -> Vec<u8> {
        self.columns.iter().map(|column| column.codes[row as usize]).collect()
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

fn bin(column: &Column) -> BinnedColumn {
    match column {
        Column::Category { codes, labels } => {
            let last = (MAX_BINS - 1) as u32;
            BinnedColumn {
                codes: codes
                    .iter()
                    .map(
                        |&code| {
                            if code == Column::MISSING { MISSING } else { code.min(last) as u8 }
                        },
                    )
                    .collect(),
                scale: Scale::Category { levels: labels.len() as u32 },
                bins: labels.len().min(MAX_BINS),
            }
        }
        Column::Numeric(values) => {
            let cuts = cuts(values);
            let codes = codes(values, &cuts);
            BinnedColumn { codes, bins: cuts.len() + 1, scale: Scale::Number { cuts } }
        }
    }
}

/// A number's bits in an order that sorts like the number. −0 and 0 become one.
fn key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | (1 << 63) } else { !bits }
}

fn unkey(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// Thresholds between neighbouring values: between all of them when there are at most
/// `MAX_BINS` distinct ones, else at quantiles of a fixed sample.
fn cuts(values: &[f64]) -> Vec<f64> {
    let step = values.len().div_ceil(SAMPLE).max(1);
    let mut sample: Vec<u64> =
        values.iter().step_by(step).filter(|v| !v.is_nan()).map(|&v| key(v)).collect();
    sample.sort_unstable();
    let mut distinct = sample.clone();
    distinct.dedup();
    if step > 1 && distinct.len() <= MAX_BINS {
        // The sample may have stepped over rare values.
        for &value in values.iter().filter(|v| !v.is_nan()) {
            if let Err(at) = distinct.binary_search(&key(value)) {
                distinct.insert(at, key(value));
                if distinct.len() > MAX_BINS {
                    break;
                }
            }
        }
    }
    let between = |low: u64, high: u64| {
        let (low, high) = (unkey(low), unkey(high));
        let middle = low + (high - low) / 2.0;
        // Neighbouring floats have no middle; `<=` at the lower one parts them.
        if middle < high && middle.is_finite() { middle } else { low }
    };
    if distinct.len() <= MAX_BINS {
        return distinct.windows(2).map(|w| between(w[0], w[1])).collect();
    }
    let mut cuts = Vec::with_capacity(MAX_BINS - 1);
    let n = sample.len();
    for q in 1..MAX_BINS {
        let at = (q * n / MAX_BINS).clamp(1, n - 1);
        let high = sample[at];
        let low = sample[at - 1];
        let (low, high) = if low == high {
            // Inside a run of ties: cut above the run.
            let next = sample.partition_point(|&v| v <= low);
            if next == n {
                continue;
            }
            (low, sample[next])
        } else {
            (low, high)
        };
        cuts.push(between(low, high));
    }
    cuts.dedup();
    cuts
}

/// The bin of each value: how many cuts lie below it.
fn codes(values: &[f64], cuts: &[f64]) -> Vec<u8> {
    // Padded to 256 so that eight halvings always suffice and none branches.
    let mut table = [f64::INFINITY; 256];
    table[..cuts.len()].copy_from_slice(cuts);
    values
        .iter()
        .map(|&value| {
            if value.is_nan() {
                return MISSING;
            }
            let mut at = 0usize;
            for width in [128, 64, 32, 16, 8, 4, 2, 1] {
                at += width * usize::from(table[at + width - 1] < value);
            }
            at as u8
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_values_keep_their_own_bin_and_many_are_spread_evenly() {
        let few = [3.0, 1.0, f64::NAN, 1.0, 2.0, -0.0, 0.0];
        let cuts = cuts(&few);
        assert_eq!(cuts, vec![0.5, 1.5, 2.5]);
        assert_eq!(codes(&few, &cuts), vec![3, 1, MISSING, 1, 2, 0, 0]);

        let many: Vec<f64> = (0..10_000).map(|i| f64::from(i) * f64::from(i)).collect();
        let column = bin(&Column::Numeric(many));
        assert_eq!(column.bins, MAX_BINS);
        let mut counts = [0usize; 256];
        column.codes.iter().for_each(|&c| counts[c as usize] += 1);
        assert!(counts[..MAX_BINS].iter().all(|&c| (39..=41).contains(&c)));
        assert_eq!(counts[MISSING as usize], 0);
    }

    #[test]
    fn tiny_and_neighbouring_values_are_told_apart() {
        let next = 1.0f64.next_up();
        let values = [1.0, next, 1e-300, 2e-300];
        let cuts = cuts(&values);
        assert_eq!(codes(&values, &cuts), vec![2, 3, 0, 1]);
    }

    #[test]
    fn a_heavy_tie_takes_one_bin() {
        let mut values = vec![0.0; 9_000];
        values.extend((1..=1_000).map(f64::from));
        let column = bin(&Column::Numeric(values));
        let zero = column.codes[0];
        assert!(column.codes[9_000..].iter().all(|&c| c > zero));
        assert!(column.bins > 20);
    }
}
