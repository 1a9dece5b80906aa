//! Per node and feature: sums of (rows, weight, weight × outcome) per bin.

use rayon::prelude::*;

use super::bins::{BinnedColumn, Bins};
use super::rows::{Brought, Gathered, Rows};

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
    /// Adds up the rows of a node, which stand at `range`.
    ///
    /// Each feature is added by one thread in the rows' order, so the bytes do not depend on
    /// the number of threads.
    pub fn of(
        bins: &Bins,
        active: &[usize],
        data: &Rows<'_>,
        range: (usize, usize),
        room: &mut Gathered,
    ) -> Self {
        let mut cells = vec![Cell::default(); active.len() * CELLS];
        let brought = data.brought(range, room);
        let fill = |(cells, &feature): (&mut [Cell], &usize)| {
            fill(cells, &bins.columns[feature], brought);
        };
        if (range.1 - range.0) * active.len() < PARALLEL {
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

/// Adds the rows of a node to the empty cells of one feature.
pub(super) fn fill(cells: &mut [Cell], column: &BinnedColumn, brought: Brought<'_>) {
    // As many cells as a code can name: no access needs a check.
    let Ok(cells) = <&mut [Cell; CELLS]>::try_from(cells) else {
        return;
    };
    let codes = column.codes.as_slice();
    let rows = brought.index.iter().zip(brought.sum);
    if brought.weight.is_empty() {
        for (&row, &sum) in rows {
            let cell = &mut cells[codes[row as usize] as usize];
            cell.rows += 1.0;
            cell.sum += sum;
        }
        cells.iter_mut().for_each(|cell| cell.weight = cell.rows);
        return;
    }
    for ((&row, &sum), &weight) in rows.zip(brought.weight) {
        let cell = &mut cells[codes[row as usize] as usize];
        cell.rows += 1.0;
        cell.weight += weight;
        cell.sum += sum;
    }
}
