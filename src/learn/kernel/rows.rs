//! The rows of a tree under growth, kept in node order, and how a question parts them.

use std::borrow::Cow;

use super::bins::{MAX_BINS, MISSING};
use super::search::{Candidate, Cut};
use crate::learn::stat;

/// The rows of a tree under growth: their numbers in the order of the nodes, and what each row
/// brings, which stays in the order of the table. Only the smaller side of a question is read.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub index: Vec<u32>,
    /// By row of the table. Empty when every row weighs 1: the plain case takes a third less memory.
    pub weight: Cow<'a, [f64]>,
    /// Weight × outcome, by row of the table.
    pub sum: Cow<'a, [f64]>,
}

/// What the rows of one node bring, in their order.
#[derive(Clone, Copy)]
pub(super) struct Brought<'a> {
    pub index: &'a [u32],
    /// Empty when every row weighs 1.
    pub weight: &'a [f64],
    pub sum: &'a [f64],
}

/// Room for what the rows of a node bring; kept so that it is not asked for anew at every node.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    weight: Vec<f64>,
    sum: Vec<f64>,
}

impl Rows<'_> {
    /// Weight and sum of a node.
    pub fn total(&self, (from, to): (usize, usize)) -> (f64, f64) {
        let index = &self.index[from..to];
        let sum = |values: &[f64]| stat::sum(index.iter().map(|&row| values[row as usize]));
        let weight = if self.weight.is_empty() { index.len() as f64 } else { sum(&self.weight) };
        (weight, sum(&self.sum))
    }

    /// What the rows of a node bring. They are gathered once, for all features.
    pub fn brought<'a>(
        &'a self,
        (from, to): (usize, usize),
        room: &'a mut Gathered,
    ) -> Brought<'a> {
        let index = &self.index[from..to];
        let whole = index.len() == self.sum.len();
        if whole && index.iter().zip(0..).all(|(row, at)| *row == at) {
            return Brought { index, weight: &self.weight, sum: &self.sum };
        }
        let gather = |values: &[f64], room: &mut Vec<f64>| {
            room.clear();
            if !values.is_empty() {
                room.extend(index.iter().map(|&row| values[row as usize]));
            }
        };
        gather(&self.weight, &mut room.weight);
        gather(&self.sum, &mut room.sum);
        Brought { index, weight: &room.weight, sum: &room.sum }
    }
}

/// Moves the rows of a node so that those going left stand first, each side in its old order.
/// Returns where the right side begins.
///
/// Every row is written to both sides and only one of the two places moves on: which side it is
/// cannot be foreseen, so a branch would be missed half the time.
pub(super) fn partition(
    codes: &[u8],
    best: &Candidate,
    index: &mut [u32],
    (from, to): (usize, usize),
    waits: &mut Vec<u32>,
) -> usize {
    let mut left = [false; 256];
    match &best.cut {
        Cut::UpTo(bin) => left[..=*bin].fill(true),
        Cut::Set(set) => set.iter().for_each(|&b| left[b as usize] = true),
        Cut::Present => left[..MAX_BINS].fill(true),
    }
    left[MISSING as usize] = best.missing_left;
    let rows = &mut index[from..to];
    if waits.len() < rows.len() {
        waits.resize(rows.len(), 0);
    }
    let (mut write, mut waiting) = (0, 0);
    for read in 0..rows.len() {
        let row = rows[read];
        let goes = left[codes[row as usize] as usize];
        rows[write] = row;
        waits[waiting] = row;
        write += usize::from(goes);
        waiting += usize::from(!goes);
    }
    rows[write..].copy_from_slice(&waits[..waiting]);
    from + write
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::kernel::histogram::Cell;

    #[test]
    fn both_sides_keep_their_order() {
        let mut waits = Vec::new();
        for pattern in 0..512u32 {
            let codes: Vec<u8> = (0..9).map(|at| 1 - (pattern >> at & 1) as u8).collect();
            let best = Candidate {
                gain: 1.0,
                position: 0,
                cut: Cut::UpTo(0),
                missing_left: false,
                left: Cell::default(),
            };
            let mut rows: Vec<u32> = (0..9).collect();
            let (a, b): (Vec<u32>, Vec<u32>) = (0..9).partition(|&at| codes[at as usize] == 0);
            let middle = partition(&codes, &best, &mut rows, (0, 9), &mut waits);
            assert_eq!((middle, rows), (a.len(), [a, b].concat()), "{codes:?}");
        }
    }

    #[test]
    fn a_part_of_the_rows_brings_its_own_in_its_order() {
        let rows = Rows {
            index: vec![3, 0, 2],
            weight: Cow::Owned(vec![1.0, 10.0, 2.0, 3.0]),
            sum: Cow::Owned(vec![0.5, 9.0, 1.5, 2.5]),
        };
        let mut room = Gathered::default();
        let brought = rows.brought((0, 2), &mut room);
        assert_eq!((brought.weight, brought.sum), (&[3.0, 1.0][..], &[2.5, 0.5][..]));
        assert_eq!(rows.total((0, 3)), (6.0, 4.5));
    }
}
