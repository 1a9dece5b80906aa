//! Per node and feature: sums of (rows, weight, weight × outcome) per bin.

use rayon::prelude::*;

use super::bins::{BinnedColumn, Bins};

/// Cells per feature: 255 bins and the missing one.
pub(super) const CELLS: usize = 256;

/// Sums of one bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub rows: f64,
    pub weight: f64,
    pub sum: f64,
}

impl Cell {
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.weight += other.weight;
        self.sum += other.sum;
    }

    pub fn minus(self, other: Self) -> Self {
        Self {
            rows: self.rows - other.rows,
            weight: self.weight - other.weight,
            sum: self.sum - other.sum,
        }
    }
}

/// The histograms of all active features of one node, feature by feature.
pub(super) struct Histogram {
    pub cells: Vec<Cell>,
}

/// Below this many rows × features one thread is faster than two.
const PARALLEL: usize = 20_000;

impl Histogram {
    /// Adds up the rows of a node. `weights` and `sums` are in the order of `rows`.
    ///
    /// Each feature is added by one thread in the rows' order, so the bytes do not depend on
    /// the number of threads.
    pub fn of(bins: &Bins, active: &[usize], rows: &[u32], weights: &[f64], sums: &[f64]) -> Self {
        let mut cells = vec![Cell::default(); active.len() * CELLS];
        let fill = |(cells, &feature): (&mut [Cell], &usize)| {
            fill(cells, &bins.columns[feature], rows, weights, sums);
        };
        if rows.len() * active.len() < PARALLEL {
            cells.chunks_mut(CELLS).zip(active).for_each(fill);
        } else {
            cells.par_chunks_mut(CELLS).zip(active).for_each(fill);
        }
        Self { cells }
    }

    /// What the sibling holds: the parent's less this one's.
    pub fn sibling(mut self, smaller: &Self) -> Self {
        for (cell, other) in self.cells.iter_mut().zip(&smaller.cells) {
            // An empty bin is exactly empty, whatever rounding left behind.
            *cell = if cell.rows == other.rows { Cell::default() } else { cell.minus(*other) };
        }
        self
    }

    /// The cells of the feature at a position of the active list.
    pub fn feature(&self, position: usize) -> &[Cell] {
        &self.cells[position * CELLS..(position + 1) * CELLS]
    }
}

fn fill(cells: &mut [Cell], column: &BinnedColumn, rows: &[u32], weights: &[f64], sums: &[f64]) {
    for ((&row, &weight), &sum) in rows.iter().zip(weights).zip(sums) {
        let cell = &mut cells[column.codes[row as usize] as usize];
        cell.rows += 1.0;
        cell.weight += weight;
        cell.sum += sum;
    }
}
