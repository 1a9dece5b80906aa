//! Inverse of a symmetric positive definite matrix by a blocked Cholesky factor.
//!
//! The heavy parts are matrix products, which `ndarray` runs in packed kernels; what is left
//! per block is small. About `n³` multiply-adds in all.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, Slice};

use crate::domain::{Cancelled, Job};

/// Rows and columns per block: the unblocked work stays in the first cache.
const BLOCK: usize = 64;

/// The inverse of `a`, of which only the lower triangle is read. `Ok(None)` when `a` is not
/// positive definite to working precision.
pub(crate) fn invert(job: &Job, mut a: Array2<f64>) -> Result<Option<Array2<f64>>, Cancelled> {
    let n = a.nrows();
    let starts: Vec<usize> = (0..n).step_by(BLOCK).collect();
    let end = |at: usize| (at + BLOCK).min(n);

    // A = L Lᵀ, L over the lower triangle of `a`; inverses of the diagonal blocks are kept.
    let mut diagonal = Vec::with_capacity(starts.len());
    for &k in &starts {
        job.check()?;
        let ke = end(k);
        let Some(factor) = factor_small(part(&a, k..ke, k..ke)) else {
            return Ok(None);
        };
        let inverse = invert_lower_small(&factor);
        if ke < n {
            let panel = part(&a, ke..n, k..ke).dot(&inverse.t());
            for &j in starts.iter().filter(|&&j| j >= ke) {
                let je = end(j);
                let update = part(&panel, j - ke..n - ke, 0..ke - k)
                    .dot(&part(&panel, j - ke..je - ke, 0..ke - k).t());
                let mut target = part_mut(&mut a, j..n, j..je);
                target -= &update;
            }
            part_mut(&mut a, ke..n, k..ke).assign(&panel);
        }
        diagonal.push(inverse);
    }

    // X = L⁻¹, block column by block column.
    let mut x = Array2::<f64>::zeros((n, n));
    for (at_j, &j) in starts.iter().enumerate() {
        job.check()?;
        let je = end(j);
        part_mut(&mut x, j..je, j..je).assign(&diagonal[at_j]);
        for (at_i, &i) in starts.iter().enumerate().skip(at_j + 1) {
            let ie = end(i);
            let sum = part(&a, i..ie, j..i).dot(&part(&x, j..i, j..je));
            let block = -diagonal[at_i].dot(&sum);
            part_mut(&mut x, i..ie, j..je).assign(&block);
        }
    }

    // A⁻¹ = Xᵀ X; X is lower, so block (i, j ≤ i) needs rows from i on.
    for &i in &starts {
        job.check()?;
        let ie = end(i);
        let block = part(&x, i..n, i..ie).t().dot(&part(&x, i..n, 0..ie));
        part_mut(&mut a, i..ie, 0..ie).assign(&block);
    }
    for i in 0..n {
        for j in 0..i {
            a[[j, i]] = a[[i, j]];
        }
    }
    Ok(Some(a))
}

/// A block of a matrix. (`ndarray`'s `s!` needs a lint that this package forbids to relax.)
fn part(a: &Array2<f64>, rows: Range<usize>, columns: Range<usize>) -> ArrayView2<'_, f64> {
    let mut view = a.view();
    view.slice_axis_inplace(Axis(0), Slice::from(rows));
    view.slice_axis_inplace(Axis(1), Slice::from(columns));
    view
}

/// A block to write to.
fn part_mut(
    a: &mut Array2<f64>,
    rows: Range<usize>,
    columns: Range<usize>,
) -> ArrayViewMut2<'_, f64> {
    let mut view = a.view_mut();
    view.slice_axis_inplace(Axis(0), Slice::from(rows));
    view.slice_axis_inplace(Axis(1), Slice::from(columns));
    view
}

/// Cholesky factor of one block; `None` on a pivot that is not above zero.
fn factor_small(block: ArrayView2<f64>) -> Option<Array2<f64>> {
    let n = block.nrows();
    let mut l = Array2::<f64>::zeros((n, n));
    for j in 0..n {
        let mut pivot = block[[j, j]];
        for k in 0..j {
            pivot -= l[[j, k]] * l[[j, k]];
        }
        if !pivot.is_finite() || pivot <= 0.0 {
            return None;
        }
        let root = pivot.sqrt();
        l[[j, j]] = root;
        for i in j + 1..n {
            let mut sum = block[[i, j]];
            for k in 0..j {
                sum -= l[[i, k]] * l[[j, k]];
            }
            l[[i, j]] = sum / root;
        }
    }
    Some(l)
}

/// Inverse of a small lower triangle by forward substitution.
fn invert_lower_small(l: &Array2<f64>) -> Array2<f64> {
    let n = l.nrows();
    let mut x = Array2::<f64>::zeros((n, n));
    for j in 0..n {
        x[[j, j]] = 1.0 / l[[j, j]];
        for i in j + 1..n {
            let mut sum = 0.0;
            for k in j..i {
                sum += l[[i, k]] * x[[k, j]];
            }
            x[[i, j]] = -sum / l[[i, i]];
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn job() -> Job {
        Job::new(Timestamp::UNIX_EPOCH, 1)
    }

    /// A fixed full-rank matrix of a size that is not a multiple of the block.
    fn spd(n: usize) -> Array2<f64> {
        let b = Array2::from_shape_fn((n, n), |(i, j)| {
            f64::from(((i * 7 + j * 13 + i * j) % 11) as u32) / 11.0
        });
        let mut a = b.t().dot(&b);
        a.diag_mut().mapv_inplace(|v| v + 1.0);
        a
    }

    #[test]
    fn inverse_times_matrix_is_identity() {
        for n in [1, 5, 64, 65, 150] {
            let a = spd(n);
            let inverse = invert(&job(), a.clone()).ok().flatten().expect("definite");
            let product = a.dot(&inverse);
            for ((i, j), v) in product.indexed_iter() {
                let want = if i == j { 1.0 } else { 0.0 };
                assert!((v - want).abs() < 1e-9, "n {n} at {i},{j}: {v}");
            }
        }
    }

    #[test]
    fn indefinite_matrix_is_refused() {
        let a = ndarray::arr2(&[[1.0, 2.0], [2.0, 1.0]]);
        assert_eq!(invert(&job(), a), Ok(None));
    }
}
