//! Forest and boosting as members of the linfa family.

use linfa::DatasetBase;
use linfa::ParamGuard;
use linfa::dataset::AsSingleTargets;
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, ArrayBase, Data, Ix2};

use super::{binned, parts};
use crate::domain::Job;
use crate::learn::LearnError;
use crate::learn::kernel::{BoostParams, Boosted, Ensemble, ForestParams, boost, forest};

guarded! {
    /// A random forest, unchecked.
    RandomForest,
    /// A random forest, checked.
    ValidRandomForest {
        /// Trees.
        trees: usize = 300, |v| v >= 1;
        /// Least rows in a leaf.
        min_leaf: usize = 5, |v| v >= 1;
        /// Features drawn at each node; 0 is the root of all of them.
        drawn: usize = 0, |_| true;
        /// Seed of bootstrap samples and drawn features.
        seed: u64 = 42, |_| true;
    }
}

guarded! {
    /// Gradient boosting, unchecked.
    GradientBoosting,
    /// Gradient boosting, checked.
    ValidGradientBoosting {
        /// Trees, one after the other.
        rounds: usize = 150, |v| v >= 1;
        /// Share of each step that is taken.
        rate: f64 = 0.05, |v| v > 0.0 && v <= 1.0;
        /// Most leaves of a tree.
        leaves: usize = 15, |v| v >= 2;
        /// Least rows in a leaf.
        min_leaf: usize = 20, |v| v >= 1;
    }
}

/// A fitted forest; predicts the mean of its trees.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedForest(pub Ensemble);

/// Fitted boosting; predicts P(y = 1) where all outcomes are within 0 and 1, else the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedBoosting(pub Boosted);

/// A job that nobody watches or stops: linfa's traits know no such thing.
fn unwatched() -> Job {
    Job::new(jiff::Timestamp::UNIX_EPOCH, 0)
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, LearnError>
    for ValidRandomForest
{
    type Object = FittedForest;

    /// NaN is missing and welcome; infinities are not.
    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, LearnError> {
        let (y, w) = parts(dataset);
        let (bins, active, rows) = binned(dataset.records(), &y, &w)?;
        let root = (active.len() as f64).sqrt().ceil() as usize;
        let params = ForestParams {
            trees: self.trees,
            min_leaf: self.min_leaf,
            drawn: if self.drawn == 0 { root } else { self.drawn },
            seed: self.seed,
        };
        Ok(FittedForest(forest(&unwatched(), &bins, &active, &rows, &y, &w, &params)?))
    }
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, LearnError>
    for ValidGradientBoosting
{
    type Object = FittedBoosting;

    /// NaN is missing and welcome; infinities are not.
    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, LearnError> {
        let (y, w) = parts(dataset);
        let (bins, active, rows) = binned(dataset.records(), &y, &w)?;
        let params = BoostParams {
            rounds: self.rounds,
            rate: self.rate,
            leaves: self.leaves,
            min_leaf: self.min_leaf,
            odds: y.iter().all(|v| (0.0..=1.0).contains(v)),
        };
        Ok(FittedBoosting(boost(&unwatched(), &bins, &active, &rows, &y, &w, &params)?))
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedForest {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        for (row, out) in x.rows().into_iter().zip(y.iter_mut()) {
            *out = self.0.mean(&self.0.codes(|feature| row[feature]));
        }
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedBoosting {
    fn predict_inplace<'a>(&'a self, x: &'a ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        for (row, out) in x.rows().into_iter().zip(y.iter_mut()) {
            *out = self.0.ask(&self.0.trees.codes(|feature| row[feature]));
        }
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

#[cfg(test)]
mod tests {
    use linfa::Dataset;
    use linfa::traits::Predict;
    use ndarray::{Array2, array};

    use super::*;

    #[test]
    fn they_fit_and_predict_like_any_linfa_estimator() {
        let x = Array2::from_shape_fn((600, 2), |(i, j)| ((i * (j + 3)) % 20) as f64);
        let y: Array1<f64> =
            x.rows().into_iter().map(|r| f64::from(u8::from(r[0] > 9.0 && r[1] < 15.0))).collect();
        let data = Dataset::new(x.clone(), y.clone());
        let forest = RandomForest::new().trees(30).min_leaf(1).fit(&data).unwrap().predict(&x);
        let boosted = GradientBoosting::new().rounds(80).rate(0.1).fit(&data).unwrap().predict(&x);
        for at in 0..600 {
            assert!((forest[at] > 0.5) == (y[at] > 0.5), "{} {}", forest[at], y[at]);
            assert!((boosted[at] > 0.5) == (y[at] > 0.5), "{} {}", boosted[at], y[at]);
        }
        let bad = Dataset::new(array![[f64::INFINITY], [1.0]], array![0.0, 1.0]);
        assert!(RandomForest::new().fit(&bad).is_err());
        assert!(GradientBoosting::new().rate(2.0).fit(&data).is_err());
    }
}
