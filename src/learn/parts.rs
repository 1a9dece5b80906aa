//! What each feature adds to the answers of forests, boosting and neural nets.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::ask::share_out;
use super::kernel::{Boosted, Ensemble};
use super::model::NetBody;
use super::{Model, Prediction, stat};

/// Orders in which features of a net's question are filled in.
const ORDERS: usize = 64;

impl Model {
    pub(super) fn ask_forest(&self, trees: &Ensemble, codes: &[f64]) -> Prediction {
        let each = 1.0 / trees.trees().max(1) as f64;
        let bins = trees.codes(|f| codes[f]);
        let (average, amounts) = trees.parts(&bins, each);
        self.answer(trees.mean(&bins), average, &amounts)
    }

    /// Log-odds add up, rates do not: shared out as for logistic regression.
    pub(super) fn ask_boosting(&self, boosted: &Boosted, codes: &[f64]) -> Prediction {
        let bins = boosted.trees.codes(|f| codes[f]);
        let (roots, mut amounts) = boosted.trees.parts(&bins, boosted.rate);
        let from = boosted.start + roots;
        let (value, mut average) = (boosted.ask(&bins), from);
        if boosted.odds {
            average = stat::logistic(from);
            let moved = amounts.iter().sum();
            share_out(&mut amounts, moved, value, average);
        }
        self.answer(value, average, &amounts)
    }

    /// Shapley values by drawn orders: each feature adds what the answer changes by when its value
    /// takes the place of the average, averaged over the orders (Štrumbelj & Kononenko 2010).
    pub(super) fn ask_net(&self, body: &NetBody, codes: &[f64]) -> Prediction {
        let mut rng = ChaCha8Rng::seed_from_u64(0);
        let mut order: Vec<usize> = (0..codes.len()).collect();
        let mut orders = Vec::with_capacity(ORDERS);
        for _ in 0..ORDERS / 2 {
            order.shuffle(&mut rng);
            orders.push(order.clone());
            // Its reverse beside it: what comes early in one comes late in the other.
            orders.push(order.iter().rev().copied().collect());
        }
        // Row 0 is the average, then a row for each step of each order.
        let steps = codes.len();
        let place: Vec<Vec<usize>> = orders
            .iter()
            .map(|order| {
                let mut place = vec![0; steps];
                order.iter().enumerate().for_each(|(at, &feature)| place[feature] = at);
                place
            })
            .collect();
        let rows = 1 + orders.len() * steps;
        let given = |feature: usize, row: usize| {
            row > 0 && place[(row - 1) / steps][feature] <= (row - 1) % steps
        };
        let values = body.mixed(rows, codes, given);
        let mut amounts = vec![0.0; steps];
        for (at, order) in orders.iter().enumerate() {
            let mut before = values[0];
            for (step, &feature) in order.iter().enumerate() {
                let now = values[1 + at * steps + step];
                amounts[feature] += (now - before) / orders.len() as f64;
                before = now;
            }
        }
        let value = if steps == 0 { values[0] } else { values[steps] };
        self.answer(value, values[0], &amounts)
    }

    fn answer(&self, value: f64, average: f64, amounts: &[f64]) -> Prediction {
        Prediction {
            value,
            interval: None,
            average,
            contributions: self.parts(amounts),
            out_of_range: Vec::new(),
            path: Vec::new(),
        }
    }
}

impl NetBody {
    /// Answers for rows in which some features have their value and the others the average.
    fn mixed(&self, rows: usize, codes: &[f64], given: impl Fn(usize, usize) -> bool) -> Vec<f64> {
        let mut x = ndarray::Array2::zeros((rows, self.encoder.columns.len()));
        for (mut lane, column) in x.columns_mut().into_iter().zip(&self.encoder.columns) {
            let value = column.value(codes[column.feature]);
            for (row, cell) in lane.iter_mut().enumerate() {
                // Columns are standardised: 0 is the average.
                *cell = if given(column.feature, row) { value } else { 0.0 };
            }
        }
        let values = self.net.values(x.view());
        if self.rate { values.into_iter().map(stat::logistic).collect() } else { values }
    }
}
