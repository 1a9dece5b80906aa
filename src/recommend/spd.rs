//! Inverse of a symmetric positive definite matrix by a blocked Cholesky factor, in single or
//! double precision.
//!
//! The heavy parts are matrix products, which `ndarray` runs in packed kernels; what is left
//! per block is small. About `n³` multiply-adds in all. Blocks that do not need each other are
//! worked on at the same time; each is summed alone, so the thread count cannot change a result.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, Axis, NdFloat, Slice};
use rayon::prelude::*;

use crate::domain::{Cancelled, Job};

/// Rows and columns per block: the unblocked work stays in the first cache.
const BLOCK: usize = 64;

/// The inverse of `a`, of which only the lower triangle is read. `Ok(None)` when `a` is not
/// positive definite to working precision.
pub(crate) fn invert<T: NdFloat>(
    job: &Job,
    mut a: Array2<T>,
) -> Result<Option<Array2<T>>, Cancelled> {
    let n = a.nrows();
    let Some(diagonal) = factor(job, &mut a)? else {
        return Ok(None);
    };
    let end = |at: usize| (at + BLOCK).min(n);

    // X = L⁻¹; a column of blocks needs no other one.
    let mut x = Array2::<T>::zeros((n, n));
    let columns: Vec<_> = x.axis_chunks_iter_mut(Axis(1), BLOCK).collect();
    columns.into_par_iter().enumerate().try_for_each(|(at_j, mut column)| {
        job.check()?;
        let j = at_j * BLOCK;
        rows_mut(&mut column, j..end(j)).assign(&diagonal[at_j]);
        for i in (j + BLOCK..n).step_by(BLOCK) {
            let above = rows(&column, j..i);
            let sum = part(&a, i..end(i), j..i).dot(&above);
            let mut block = rows_mut(&mut column, i..end(i));
            general_mat_mul(-T::one(), &diagonal[i / BLOCK], &sum, T::zero(), &mut block);
        }
        Ok(())
    })?;

    // A⁻¹ = Xᵀ X; X is lower, so block (i, j ≤ i) needs rows from i on.
    let lines: Vec<_> = a.axis_chunks_iter_mut(Axis(0), BLOCK).collect();
    lines.into_par_iter().enumerate().try_for_each(|(at_i, mut row)| {
        job.check()?;
        let i = at_i * BLOCK;
        let below = part(&x, i..n, i..end(i));
        let mut block = columns_mut(&mut row, 0..end(i));
        general_mat_mul(T::one(), &below.t(), &part(&x, i..n, 0..end(i)), T::zero(), &mut block);
        Ok(())
    })?;
    for i in 0..n {
        for j in 0..i {
            a[[j, i]] = a[[i, j]];
        }
    }
    Ok(Some(a))
}

/// A = L Lᵀ, L over the lower triangle of `a`; the inverses of its diagonal blocks. `None` when
/// `a` is not positive definite.
fn factor<T: NdFloat>(job: &Job, a: &mut Array2<T>) -> Result<Option<Vec<Array2<T>>>, Cancelled> {
    let n = a.nrows();
    let mut diagonal = Vec::with_capacity(n.div_ceil(BLOCK));
    for k in (0..n).step_by(BLOCK) {
        job.check()?;
        let ke = (k + BLOCK).min(n);
        let Some(small) = factor_small(part(a, k..ke, k..ke)) else {
            return Ok(None);
        };
        let inverse = invert_lower_small(&small);
        if ke < n {
            let panel = part(a, ke..n, k..ke).dot(&inverse.t());
            let mut below = a.slice_axis_mut(Axis(0), Slice::from(ke..n));
            let lines: Vec<_> = below.axis_chunks_iter_mut(Axis(0), BLOCK).collect();
            lines.into_par_iter().enumerate().for_each(|(at, mut row)| {
                // From the start of what is left to the end of the block on the diagonal.
                let from = at * BLOCK;
                let to = from + row.nrows();
                let mut target = columns_mut(&mut row, ke..ke + to);
                let (own, all) =
                    (part(&panel, from..to, 0..ke - k), part(&panel, 0..to, 0..ke - k));
                general_mat_mul(-T::one(), &own, &all.t(), T::one(), &mut target);
                columns_mut(&mut row, k..ke).assign(&own);
            });
        }
        diagonal.push(inverse);
    }
    Ok(Some(diagonal))
}

/// A block of a matrix. (`ndarray`'s `s!` needs a lint that this package forbids to relax.)
fn part<T>(a: &Array2<T>, rows: Range<usize>, columns: Range<usize>) -> ArrayView2<'_, T> {
    let mut view = a.view();
    view.slice_axis_inplace(Axis(0), Slice::from(rows));
    view.slice_axis_inplace(Axis(1), Slice::from(columns));
    view
}

fn rows<'a, T>(a: &'a ArrayViewMut2<'_, T>, rows: Range<usize>) -> ArrayView2<'a, T> {
    a.slice_axis(Axis(0), Slice::from(rows))
}

fn rows_mut<'a, T>(a: &'a mut ArrayViewMut2<'_, T>, rows: Range<usize>) -> ArrayViewMut2<'a, T> {
    a.slice_axis_mut(Axis(0), Slice::from(rows))
}

fn columns_mut<'a, T>(
    a: &'a mut ArrayViewMut2<'_, T>,
    columns: Range<usize>,
) -> ArrayViewMut2<'a, T> {
    a.slice_axis_mut(Axis(1), Slice::from(columns))
}

/// Cholesky factor of one block; `None` on a pivot that is not above zero.
fn factor_small<T: NdFloat>(block: ArrayView2<T>) -> Option<Array2<T>> {
    let n = block.nrows();
    let mut l = Array2::<T>::zeros((n, n));
    for j in 0..n {
        let mut pivot = block[[j, j]];
        for k in 0..j {
            pivot -= l[[j, k]] * l[[j, k]];
        }
        if !pivot.is_finite() || pivot <= T::zero() {
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
fn invert_lower_small<T: NdFloat>(l: &Array2<T>) -> Array2<T> {
    let n = l.nrows();
    let mut x = Array2::<T>::zeros((n, n));
    for j in 0..n {
        x[[j, j]] = T::one() / l[[j, j]];
        for i in j + 1..n {
            let mut sum = T::zero();
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
    fn single_precision_is_near_and_threads_change_nothing() {
        let a = spd(200);
        let wide = invert(&job(), a.clone()).ok().flatten().expect("definite");
        let inverse = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("pool");
            let narrow = a.mapv(|v| v as f32);
            pool.install(|| invert(&job(), narrow)).ok().flatten().expect("definite")
        };
        let (one, two) = (inverse(1), inverse(2));
        assert_eq!(one, two);
        for (near, exact) in one.iter().zip(&wide) {
            assert!((f64::from(*near) - exact).abs() < 1e-4, "{near} {exact}");
        }
    }

    #[test]
    fn indefinite_matrix_is_refused() {
        let a = ndarray::arr2(&[[1.0, 2.0], [2.0, 1.0]]);
        assert_eq!(invert(&job(), a), Ok(None));
    }
}
