//! The little linear algebra the linear models need: Cholesky with a jitter, inverse, sums of
//! outer products in fixed chunks of rows.

use ndarray::{Array1, Array2, ArrayView2, Axis};
use rayon::prelude::*;

use super::LearnError;

/// Rows per chunk. Chunks are summed each by one thread and folded in order, so the bytes do
/// not depend on the number of threads.
pub(super) const CHUNK: usize = 8_192;

/// A matrix that holds finite numbers only: the one door to linfa, which cannot take others.
#[derive(Clone, Debug, PartialEq)]
pub struct FiniteMatrix(Array2<f64>);

impl FiniteMatrix {
    /// Refuses NaN and infinities.
    pub fn new(values: Array2<f64>) -> Result<Self, LearnError> {
        for (column, lane) in values.axis_iter(Axis(1)).enumerate() {
            if lane.iter().any(|v| !v.is_finite()) {
                return Err(LearnError::NotFinite { column });
            }
        }
        Ok(Self(values))
    }

    /// The numbers, rows × columns.
    pub fn view(&self) -> ArrayView2<'_, f64> {
        self.0.view()
    }

    /// The numbers, rows × columns.
    pub fn into_inner(self) -> Array2<f64> {
        self.0
    }
}

/// The lower triangle L with L Lᵀ = a.
#[derive(Clone, Debug)]
pub(super) struct Cholesky(Array2<f64>);

impl Cholesky {
    /// `None` when the matrix is not positive definite to working precision.
    fn try_new(a: &Array2<f64>) -> Option<Self> {
        let p = a.nrows();
        let mut l = Array2::<f64>::zeros((p, p));
        for i in 0..p {
            for j in 0..=i {
                let mut s = a[[i, j]];
                for k in 0..j {
                    s -= l[[i, k]] * l[[j, k]];
                }
                if i == j {
                    if !(s > 1e-12 * a[[i, i]].abs() && s.is_finite()) {
                        return None;
                    }
                    l[[i, i]] = s.sqrt();
                } else {
                    l[[i, j]] = s / l[[j, j]];
                }
            }
        }
        Some(Self(l))
    }

    /// Adds a growing share of the mean diagonal until the matrix is positive definite, which
    /// gives columns that repeat each other equal parts of their common effect.
    pub fn new(a: &Array2<f64>) -> Result<Self, LearnError> {
        if let Some(done) = Self::try_new(a) {
            return Ok(done);
        }
        let scale = (a.diag().iter().map(|d| d.abs()).sum::<f64>() / a.nrows().max(1) as f64)
            .max(f64::MIN_POSITIVE);
        for power in [-10, -8, -6, -4] {
            let mut raised = a.clone();
            let jitter = scale * 10f64.powi(power);
            raised.diag_mut().iter_mut().for_each(|d| *d += jitter);
            if let Some(done) = Self::try_new(&raised) {
                return Ok(done);
            }
        }
        Err(LearnError::Singular)
    }

    /// Solves L Lᵀ x = b.
    pub fn solve(&self, b: &Array1<f64>) -> Array1<f64> {
        let l = &self.0;
        let p = b.len();
        let mut x = b.clone();
        for i in 0..p {
            for k in 0..i {
                x[i] -= l[[i, k]] * x[k];
            }
            x[i] /= l[[i, i]];
        }
        for i in (0..p).rev() {
            for k in i + 1..p {
                x[i] -= l[[k, i]] * x[k];
            }
            x[i] /= l[[i, i]];
        }
        x
    }

    /// The inverse of L Lᵀ.
    pub fn inverse(&self) -> Array2<f64> {
        let p = self.0.nrows();
        let mut inverse = Array2::zeros((p, p));
        for j in 0..p {
            let mut unit = Array1::zeros(p);
            unit[j] = 1.0;
            inverse.column_mut(j).assign(&self.solve(&unit));
        }
        inverse
    }
}

/// Sums of outer products of rows, kept as the upper triangle row by row.
#[derive(Clone, Debug)]
pub(super) struct Outer {
    size: usize,
    cells: Vec<f64>,
}

impl Outer {
    pub fn new(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * (size + 1) / 2] }
    }

    /// Adds `Σ scale · row rowᵀ` over four rows, which stand one after the other. Four at a time
    /// load and store every sum once instead of four times.
    pub fn add(&mut self, rows: &[f64], scales: [f64; 4]) {
        let size = self.size;
        let mut cells = self.cells.as_mut_slice();
        let (a, rest) = rows.split_at(size);
        let (b, rest) = rest.split_at(size);
        let (c, d) = rest.split_at(size);
        for j in 0..size {
            let (line, rest) = cells.split_at_mut(size - j);
            let (fa, fb) = (scales[0] * a[j], scales[1] * b[j]);
            let (fc, fd) = (scales[2] * c[j], scales[3] * d[j]);
            let (a, b, c, d) = (&a[j..], &b[j..], &c[j..], &d[j..size]);
            let values = a.iter().zip(b).zip(c.iter().zip(d));
            for (cell, ((a, b), (c, d))) in line.iter_mut().zip(values) {
                *cell += (fa * a + fb * b) + (fc * c + fd * d);
            }
            cells = rest;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        for (cell, more) in self.cells.iter_mut().zip(&other.cells) {
            *cell += more;
        }
    }

    /// The full symmetric matrix.
    pub fn matrix(&self) -> Array2<f64> {
        let mut full = Array2::zeros((self.size, self.size));
        let mut cells = self.cells.iter();
        for i in 0..self.size {
            for j in i..self.size {
                let value = cells.next().copied().unwrap_or(0.0);
                full[[i, j]] = value;
                full[[j, i]] = value;
            }
        }
        full
    }
}

/// Applies `part` to chunks of rows in parallel and folds the results in row order.
pub(super) fn fold_chunks<T: Send>(
    rows: usize,
    part: impl Fn(std::ops::Range<usize>) -> T + Sync,
    mut fold: impl FnMut(T),
) {
    let chunks = rows.div_ceil(CHUNK);
    let range = |c: usize| c * CHUNK..((c + 1) * CHUNK).min(rows);
    if chunks <= 1 {
        fold(part(0..rows));
        return;
    }
    // A batch at a time, so that memory stays small on many rows.
    for from in (0..chunks).step_by(64) {
        let to = (from + 64).min(chunks);
        let parts: Vec<T> = (from..to).into_par_iter().map(|c| part(range(c))).collect();
        parts.into_iter().for_each(&mut fold);
    }
}
