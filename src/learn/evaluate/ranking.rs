//! Scores that depend on the order of predictions only, on rows with success and failure weight.

/// The order of predictions from highest to lowest with ties marked. Sorting once serves every
/// resample.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Row indices, best first.
    order: Vec<u32>,
    /// For each place, whether the next place has another score.
    last_of_tie: Vec<bool>,
}

impl Ranking {
    /// Sorts predictions; equal ones form a tie.
    pub fn new(predictions: &[f64]) -> Self {
        let mut order: Vec<u32> = (0..predictions.len() as u32).collect();
        order.sort_unstable_by(|&a, &b| {
            predictions[b as usize].total_cmp(&predictions[a as usize]).then(a.cmp(&b))
        });
        let last_of_tie = (0..order.len())
            .map(|at| {
                order.get(at + 1).is_none_or(|&next| {
                    predictions[next as usize] != predictions[order[at] as usize]
                })
            })
            .collect();
        Self { order, last_of_tie }
    }

    /// Rows from the best on, each with whether the next one has another score.
    pub fn places(&self) -> impl Iterator<Item = (&u32, &bool)> {
        self.order.iter().zip(&self.last_of_tie)
    }

    /// Rows, best first.
    pub fn into_order(self) -> Vec<u32> {
        self.order
    }

    /// Calls `step(true positives, false positives)` (cumulated weights) after each tie.
    pub fn walk(&self, pos: &[f64], neg: &[f64], mut step: impl FnMut(u32, f64, f64)) {
        let (mut tp, mut fp) = (0.0, 0.0);
        for (&row, &last) in self.order.iter().zip(&self.last_of_tie) {
            tp += pos[row as usize];
            fp += neg[row as usize];
            if last {
                step(row, tp, fp);
            }
        }
    }

    /// Area under the ROC curve, ties counting one half. `None` when a side is empty.
    pub fn roc_auc(&self, pos: &[f64], neg: &[f64]) -> Option<f64> {
        let (mut area, mut tp0, mut fp0) = (0.0, 0.0, 0.0);
        self.walk(pos, neg, |_, tp, fp| {
            area += (fp - fp0) * (tp + tp0) / 2.0;
            (tp0, fp0) = (tp, fp);
        });
        (tp0 > 0.0 && fp0 > 0.0).then(|| area / (tp0 * fp0))
    }

    /// Average precision Σ (Rₙ − Rₙ₋₁) Pₙ over distinct scores. `None` without successes.
    pub fn average_precision(&self, pos: &[f64], neg: &[f64]) -> Option<f64> {
        let (mut area, mut tp0) = (0.0, 0.0);
        self.walk(pos, neg, |_, tp, fp| {
            if tp > tp0 {
                area += (tp - tp0) * tp / (tp + fp);
            }
            tp0 = tp;
        });
        (tp0 > 0.0).then(|| area / tp0)
    }
}
