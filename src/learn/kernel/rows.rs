//! The rows of a tree under growth, kept in node order, and how a question parts them.

use super::bins::{MAX_BINS, MISSING};
use super::search::{Candidate, Cut};
use crate::learn::stat;

/// The rows of a tree under growth, kept in node order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub index: Vec<u32>,
    /// Empty when every row weighs 1: the plain case takes a third less memory.
    pub weight: Vec<f64>,
    /// Weight × outcome.
    pub sum: Vec<f64>,
}

impl Rows {
    /// Weight and sum of a node.
    pub fn total(&self, (from, to): (usize, usize)) -> (f64, f64) {
        let sum = |values: &[f64]| stat::sum(values[from..to].iter().copied());
        let weight = if self.weight.is_empty() { (to - from) as f64 } else { sum(&self.weight) };
        (weight, sum(&self.sum))
    }
}

/// What parting needs for a moment; kept so that it is not asked for anew at every node.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    goes_left: Vec<bool>,
    index: Vec<u32>,
    numbers: Vec<f64>,
}

/// Moves the rows of a node so that those going left stand first, each side in its old order.
/// Returns where the right side begins.
pub(super) fn partition(
    codes: &[u8],
    best: &Candidate,
    data: &mut Rows,
    (from, to): (usize, usize),
    scratch: &mut Scratch,
) -> usize {
    let mut left = [false; 256];
    match &best.cut {
        Cut::UpTo(bin) => left[..=*bin].fill(true),
        Cut::Set(set) => set.iter().for_each(|&b| left[b as usize] = true),
        Cut::Present => left[..MAX_BINS].fill(true),
    }
    left[MISSING as usize] = best.missing_left;
    let mask = &mut scratch.goes_left;
    mask.clear();
    mask.extend(data.index[from..to].iter().map(|&row| left[codes[row as usize] as usize]));
    let count = mask.iter().filter(|left| **left).count();
    part(&mut data.index[from..to], mask, count, &mut scratch.index);
    part(&mut data.sum[from..to], mask, count, &mut scratch.numbers);
    if !data.weight.is_empty() {
        part(&mut data.weight[from..to], mask, count, &mut scratch.numbers);
    }
    from + count
}

/// Moves the values with `true` to the front, each side in its old order; `count` of them have it.
///
/// The smaller side waits in the scratch. Every value is written to both sides and only one of the
/// two places moves on: which side it is cannot be foreseen, so a branch would be missed half the
/// time.
fn part<T: Copy + Default>(values: &mut [T], left: &[bool], count: usize, scratch: &mut Vec<T>) {
    let n = values.len();
    let small = count.min(n - count);
    if scratch.len() < small + 1 {
        scratch.resize(small + 1, T::default());
    }
    if count <= n - count {
        // From the end: the right side grows downwards, the left one waits.
        let (mut write, mut waits) = (n, small);
        for read in (0..n).rev() {
            let value = values[read];
            values[write - 1] = value;
            scratch[waits] = value;
            write -= usize::from(!left[read]);
            waits -= usize::from(left[read]);
            if write == 0 {
                break;
            }
        }
        values[..small].copy_from_slice(&scratch[1..=small]);
    } else {
        let (mut write, mut waits) = (0, 0);
        for read in 0..n {
            let value = values[read];
            values[write] = value;
            scratch[waits] = value;
            write += usize::from(left[read]);
            waits += usize::from(!left[read]);
        }
        values[n - small..].copy_from_slice(&scratch[..small]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_keep_their_order() {
        let mut scratch = Vec::new();
        for pattern in 0..512u32 {
            let left: Vec<bool> = (0..9).map(|at| pattern >> at & 1 == 1).collect();
            let mut values: Vec<u32> = (0..9).collect();
            let count = left.iter().filter(|l| **l).count();
            let (a, b): (Vec<u32>, Vec<u32>) = (0..9).partition(|&at| left[at as usize]);
            part(&mut values, &left, count, &mut scratch);
            assert_eq!(values, [a, b].concat(), "{left:?}");
        }
    }
}
