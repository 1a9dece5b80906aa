//! Our estimators as members of the linfa family: parameters are checked by `ParamGuard`,
//! fitted by `Fit` on a `Dataset` and asked through `Predict`.

use linfa::dataset::AsSingleTargets;
use linfa::traits::{Fit, PredictInplace};
use linfa::{DatasetBase, ParamGuard};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::kernel::{Bins, GrowParams, Tree, grow};
use super::linear::{LinearFit, least_squares};
use super::logistic::logistic_regression;
use super::{Column, LearnError, stat};

/// Checks that outcome and weights have one finite entry per row and weights are above 0.
pub(super) fn check_lengths(n: usize, y: &[f64], w: &[f64]) -> Result<(), LearnError> {
    for (what, found) in [("outcome", y.len()), ("weights", w.len())] {
        if found != n {
            return Err(LearnError::Shape { what, found, expected: n });
        }
    }
    if n == 0 {
        return Err(LearnError::Empty);
    }
    let fine = y.iter().all(|v| v.is_finite()) && w.iter().all(|v| v.is_finite() && *v > 0.0);
    if fine { Ok(()) } else { Err(LearnError::NotFinite { column: 0 }) }
}

macro_rules! guarded {
    ($(#[$doc:meta])* $params:ident, $(#[$vdoc:meta])* $valid:ident {
        $($(#[$fdoc:meta])* $field:ident: $type:ty = $default:expr, $test:expr;)*
    }) => {
        $(#[$vdoc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $valid { $($field: $type),* }

        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $params($valid);

        impl Default for $params {
            fn default() -> Self {
                Self($valid { $($field: $default),* })
            }
        }

        impl $params {
            /// The usual settings.
            pub fn new() -> Self {
                Self::default()
            }

            $($(#[$fdoc])*
            #[must_use]
            pub fn $field(mut self, value: $type) -> Self {
                self.0.$field = value;
                self
            })*
        }

        impl ParamGuard for $params {
            type Checked = $valid;
            type Error = LearnError;

            fn check_ref(&self) -> Result<&Self::Checked, LearnError> {
                $(
                    let fine: fn($type) -> bool = $test;
                    if !fine(self.0.$field) {
                        return Err(LearnError::Setting {
                            name: stringify!($field),
                            value: self.0.$field as f64,
                        });
                    }
                )*
                Ok(&self.0)
            }

            fn check(self) -> Result<Self::Checked, LearnError> {
                self.check_ref()?;
                Ok(self.0)
            }
        }
    };
}

// After the macro, which it uses too.
mod ensembles;

pub use ensembles::{
    FittedBoosting, FittedForest, GradientBoosting, RandomForest, ValidGradientBoosting,
    ValidRandomForest,
};

guarded! {
    /// Least squares, unchecked.
    LeastSquares,
    /// Least squares, checked.
    ValidLeastSquares {
        /// Ridge on the weights as they stand; 0 is plain least squares.
        ridge: f64 = 0.0, |v| v >= 0.0 && v.is_finite();
    }
}

guarded! {
    /// Logistic regression, unchecked.
    Logistic,
    /// Logistic regression, checked.
    ValidLogistic {
        /// Ridge on the weights as they stand (1/C in scikit-learn).
        ridge: f64 = 1.0, |v| v >= 0.0 && v.is_finite();
    }
}

guarded! {
    /// The histogram tree, unchecked.
    HistogramTree,
    /// The histogram tree, checked.
    ValidHistogramTree {
        /// Most questions from root to leaf.
        depth: usize = 4, |v| v <= 64;
        /// Least rows in a leaf.
        min_leaf: usize = 30, |v| v >= 1;
        /// Weight with which a node is drawn towards its parent.
        prior: f64 = 0.0, |v| v >= 0.0 && v.is_finite();
    }
}

fn parts<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>>(
    dataset: &DatasetBase<ArrayBase<D, Ix2>, T>,
) -> (Vec<f64>, Vec<f64>) {
    let y: Vec<f64> = dataset.as_single_targets().to_vec();
    let w = (0..y.len()).map(|i| f64::from(dataset.weight_for(i))).collect();
    (y, w)
}

/// Bins of the records, all their columns and all their rows. NaN is missing.
fn binned<D: Data<Elem = f64>>(
    x: &ArrayBase<D, Ix2>,
    y: &[f64],
    w: &[f64],
) -> Result<(Bins, Vec<usize>, Vec<u32>), LearnError> {
    if let Some(column) =
        x.columns().into_iter().position(|lane| lane.iter().any(|v| v.is_infinite()))
    {
        return Err(LearnError::NotFinite { column });
    }
    check_lengths(x.nrows(), y, w)?;
    let columns: Vec<Column> =
        x.columns().into_iter().map(|lane| Column::Numeric(lane.to_vec())).collect();
    Ok((Bins::new(&columns), (0..columns.len()).collect(), (0..x.nrows() as u32).collect()))
}

fn finite<D: Data<Elem = f64>>(x: &ArrayBase<D, Ix2>) -> Result<(), LearnError> {
    for (column, lane) in x.columns().into_iter().enumerate() {
        if lane.iter().any(|v| !v.is_finite()) {
            return Err(LearnError::NotFinite { column });
        }
    }
    Ok(())
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, LearnError>
    for ValidLeastSquares
{
    type Object = FittedLinear;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, LearnError> {
        finite(dataset.records())?;
        let (y, w) = parts(dataset);
        least_squares(dataset.records().view(), &y, &w, self.ridge).map(FittedLinear)
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, LearnError>
    for ValidLogistic
{
    type Object = FittedLogistic;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, LearnError> {
        finite(dataset.records())?;
        let (y, w) = parts(dataset);
        logistic_regression(dataset.records().view(), &y, &w, self.ridge).map(FittedLogistic)
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, LearnError>
    for ValidHistogramTree
{
    type Object = FittedTree;

    /// NaN is missing and welcome; infinities are not.
    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, LearnError> {
        let (y, w) = parts(dataset);
        let (bins, active, rows) = binned(dataset.records(), &y, &w)?;
        let params = GrowParams {
            depth: self.depth,
            min_leaf: self.min_leaf,
            prior: self.prior,
            rate: y.iter().all(|v| (0.0..=1.0).contains(v)),
        };
        Ok(FittedTree(grow(&bins, &active, &rows, &y, &w, &params)))
    }
}

/// A fitted least-squares model.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedLinear(pub LinearFit);

/// A fitted logistic regression; predicts P(y = 1).
#[derive(Clone, Debug, PartialEq)]
pub struct FittedLogistic(pub LinearFit);

/// A fitted tree; predicts the leaf's rate or mean.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedTree(pub Tree);

fn linear_part<D: Data<Elem = f64>>(fit: &LinearFit, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
    x.dot(&Array1::from(fit.weights.clone())) + fit.intercept
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedLinear {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        *y = linear_part(&self.0, x);
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedLogistic {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        *y = linear_part(&self.0, x).mapv(stat::logistic);
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedTree {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        for (row, out) in x.rows().into_iter().zip(y.iter_mut()) {
            *out = self.0.nodes[self.0.leaf(|feature| row[feature])].value;
        }
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

#[cfg(test)]
mod tests {
    use linfa::Dataset;
    use linfa::traits::{Fit, Predict};
    use ndarray::{Array1, Array2};

    use super::*;

    fn xy() -> (Array2<f64>, Array1<f64>) {
        let x =
            Array2::from_shape_fn(
                (300, 2),
                |(i, j)| {
                    if j == 0 { (i % 17) as f64 } else { (i % 5) as f64 }
                },
            );
        let y = x.rows().into_iter().map(|r| 2.0 + 3.0 * r[0] - r[1]).collect();
        (x, y)
    }

    #[test]
    fn they_are_used_like_any_linfa_estimator() {
        let (x, y) = xy();
        let data = Dataset::new(x.clone(), y.clone()).with_weights(Array1::from_elem(300, 2.0f32));
        let own = LeastSquares::new().fit(&data).unwrap();
        let theirs = linfa_linear::LinearRegression::new().fit(&data).unwrap();
        let (a, b) = (own.predict(&x), theirs.predict(&x));
        assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-8));

        let bought = y.mapv(|v| f64::from(u8::from(v > 20.0)));
        let data = Dataset::new(x.clone(), bought.clone());
        let rates = Logistic::new().ridge(0.1).fit(&data).unwrap().predict(&x);
        let leaves = HistogramTree::new().depth(6).min_leaf(1).fit(&data).unwrap().predict(&x);
        for i in 0..300 {
            assert!((0.0..=1.0).contains(&rates[i]));
            assert!((rates[i] > 0.5) == (bought[i] > 0.5));
            assert_eq!(leaves[i], bought[i]);
        }
    }

    #[test]
    fn bad_settings_and_bad_numbers_are_errors_not_panics() {
        let (mut x, y) = xy();
        let data = Dataset::new(x.clone(), y.clone());
        assert!(matches!(
            LeastSquares::new().ridge(-1.0).fit(&data),
            Err(LearnError::Setting { name: "ridge", .. })
        ));
        assert!(HistogramTree::new().min_leaf(0).fit(&data).is_err());
        x[[3, 1]] = f64::NAN;
        let data = Dataset::new(x, y.mapv(|v| f64::from(u8::from(v > 20.0))));
        assert!(matches!(Logistic::new().fit(&data), Err(LearnError::NotFinite { column: 1 })));
        assert!(HistogramTree::new().fit(&data).is_ok(), "missing is welcome in a tree");
    }
}
