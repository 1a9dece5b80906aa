//! Many trees in one flat list, asked on binned values: what forests and boosting keep.

use serde::{Deserialize, Serialize};

use super::bins::{Bins, MISSING, Scale};
use super::search::{Candidate, Cut, rule};
use super::tree::Rule;
use crate::learn::export::{OpenNode, Test};

/// Cuts below this are bins; from here on they are numbers of sets.
const SETS: u32 = 256;
/// Bits of a question: 17 for the cut, one for the missing, the rest for the feature.
const CUT: u32 = 17;

/// Trees over shared bins. A node's children stand side by side; node values are means (forest)
/// or steps of the log-odds or outcome (boosting).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ensemble {
    /// How each feature of the model is binned.
    scales: Vec<Scale>,
    /// Root of each tree.
    roots: Vec<u32>,
    /// Feature, where the missing go, and cut of each node, packed.
    tests: Vec<u32>,
    /// Left child; the right one follows it. 0 at a leaf.
    lefts: Vec<u32>,
    /// Value of each node, inner ones too: the way of a row explains its prediction.
    values: Vec<f32>,
    /// Bins that go left, for questions about categories.
    sets: Vec<Vec<u8>>,
}

/// A tree under growth.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    pub nodes: Vec<Bare>,
}

/// One node under growth.
#[derive(Clone, Debug, Default)]
pub(super) struct Bare {
    pub value: f32,
    /// Question and left child; the right one follows it.
    pub split: Option<(usize, Candidate, u32)>,
}

impl Ensemble {
    /// No trees yet, over the bins of a table.
    pub(super) fn new(bins: &Bins) -> Self {
        Self {
            scales: bins.columns.iter().map(|c| c.scale.clone()).collect(),
            roots: Vec::new(),
            tests: Vec::new(),
            lefts: Vec::new(),
            values: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// Adds a tree.
    pub(super) fn push(&mut self, tree: &Skeleton) {
        let root = self.values.len() as u32;
        self.roots.push(root);
        for node in &tree.nodes {
            let (test, left) = match &node.split {
                None => (0, 0),
                Some((feature, found, left)) => {
                    let cut = match &found.cut {
                        Cut::UpTo(bin) => *bin as u32,
                        Cut::Present => u32::from(MISSING) - 1,
                        Cut::Set(set) => {
                            self.sets.push(set.clone());
                            SETS + self.sets.len() as u32 - 1
                        }
                    };
                    let missing = u32::from(found.missing_left);
                    ((*feature as u32) << (CUT + 1) | missing << CUT | cut, root + left)
                }
            };
            self.tests.push(test);
            self.lefts.push(left);
            self.values.push(node.value);
        }
    }

    /// The mean over trees of the leaf a row arrives at.
    pub(crate) fn mean(&self, codes: &[u8]) -> f64 {
        // One division at the end: the mean of rates stays a rate.
        self.sum(codes, 0.0, 1.0) / self.trees().max(1) as f64
    }

    /// The first trees alone.
    #[must_use]
    pub(crate) fn first(mut self, trees: usize) -> Self {
        if let Some(&end) = self.roots.get(trees) {
            self.roots.truncate(trees);
            for list in [&mut self.tests, &mut self.lefts] {
                list.truncate(end as usize);
            }
            self.values.truncate(end as usize);
        }
        self
    }

    /// Every tree with its questions in the features' own units, as an export writes them.
    pub(crate) fn open(&self) -> Vec<Vec<OpenNode>> {
        let ends = self.roots.iter().skip(1).map(|&at| at as usize).chain([self.values.len()]);
        let starts = self.roots.iter().map(|&at| at as usize);
        starts
            .zip(ends)
            .map(|(from, to)| (from..to).map(|at| self.node(at, from)).collect())
            .collect()
    }

    fn node(&self, at: usize, root: usize) -> OpenNode {
        let value = f64::from(self.values[at]);
        if self.lefts[at] == 0 {
            let leaf = OpenNode {
                value,
                feature: None,
                test: None,
                missing_left: false,
                left: 0,
                right: 0,
            };
            return leaf;
        }
        let test = self.tests[at];
        let feature = (test >> (CUT + 1)) as usize;
        let cut = test & ((1 << CUT) - 1);
        let asked = match &self.scales[feature] {
            scale if cut >= SETS => {
                match rule(scale, &Cut::Set(self.sets[(cut - SETS) as usize].clone())) {
                    Rule::OneOf { codes } => Test::OneOf(codes),
                    _ => Test::AtMost(None),
                }
            }
            Scale::Number { cuts } => Test::AtMost(cuts.get(cut as usize).copied()),
            // Only the question whether there is a value goes by bins here.
            Scale::Category { .. } => Test::AtMost(None),
        };
        let left = self.lefts[at] as usize - root;
        OpenNode {
            value,
            feature: Some(feature),
            test: Some(asked),
            missing_left: test >> CUT & 1 == 1,
            left,
            right: left + 1,
        }
    }

    /// Trees.
    pub fn trees(&self) -> usize {
        self.roots.len()
    }

    /// Nodes of all trees.
    pub fn nodes(&self) -> usize {
        self.values.len()
    }

    /// The bins of a row whose raw values `value` gives (a category's code as a number, NaN is
    /// missing).
    pub(crate) fn codes(&self, value: impl Fn(usize) -> f64) -> Vec<u8> {
        self.scales.iter().enumerate().map(|(at, scale)| scale.code(value(at))).collect()
    }

    /// Σ over trees of the value of the leaf a row arrives at, times `each`, after `start`.
    pub(crate) fn sum(&self, codes: &[u8], start: f64, each: f64) -> f64 {
        self.roots.iter().fold(start, |sum, &root| sum + each * self.leaf(root, codes))
    }

    /// The value of the leaf of the newest tree.
    pub(super) fn last(&self, codes: &[u8]) -> f64 {
        self.roots.last().map_or(0.0, |&root| self.leaf(root, codes))
    }

    fn leaf(&self, root: u32, codes: &[u8]) -> f64 {
        let mut at = root as usize;
        while self.lefts[at] != 0 {
            at = self.step(at, codes);
        }
        f64::from(self.values[at])
    }

    /// What each feature adds on the way from the roots to the leaves, times `each`
    /// (Saabas 2014), and the sum of the roots' values, times `each`.
    pub(crate) fn parts(&self, codes: &[u8], each: f64) -> (f64, Vec<f64>) {
        let mut amounts = vec![0.0; self.scales.len()];
        let mut roots = 0.0;
        for &root in &self.roots {
            let mut at = root as usize;
            roots += each * f64::from(self.values[at]);
            while self.lefts[at] != 0 {
                let next = self.step(at, codes);
                let feature = (self.tests[at] >> (CUT + 1)) as usize;
                amounts[feature] +=
                    each * (f64::from(self.values[next]) - f64::from(self.values[at]));
                at = next;
            }
        }
        (roots, amounts)
    }

    fn step(&self, at: usize, codes: &[u8]) -> usize {
        let test = self.tests[at];
        let code = codes[(test >> (CUT + 1)) as usize];
        let cut = test & ((1 << CUT) - 1);
        let left = if code == MISSING {
            test >> CUT & 1 == 1
        } else if cut < SETS {
            u32::from(code) <= cut
        } else {
            self.sets[(cut - SETS) as usize].contains(&code)
        };
        self.lefts[at] as usize + usize::from(!left)
    }
}

impl Scale {
    /// The bin of a raw value.
    fn code(&self, value: f64) -> u8 {
        match self {
            _ if value.is_nan() => MISSING,
            Self::Number { cuts } => cuts.partition_point(|cut| *cut < value) as u8,
            Self::Category { .. } => value.min(f64::from(MISSING - 1)) as u8,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::{BoostParams, ForestParams, boost, forest};
    use super::*;
    use crate::domain::Job;
    use crate::learn::Column;
    use crate::learn::encode::raw;
    use crate::learn::fit::binary_loss;

    fn job() -> Job {
        Job::new(Timestamp::UNIX_EPOCH, 1)
    }

    /// Buyers who like two numbers and a category, with gaps; repeatable without a generator.
    fn table(rows: usize) -> (Vec<Column>, Vec<f64>) {
        let mixed = |i: usize, k: u64| {
            let hash = (i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_mul(2 * k + 1);
            (hash >> 40) as f64 / (1u64 << 24) as f64
        };
        let a: Vec<f64> = (0..rows).map(|i| mixed(i, 1) * 10.0).collect();
        let b: Vec<f64> =
            (0..rows).map(|i| if i % 11 == 0 { f64::NAN } else { mixed(i, 2) }).collect();
        let codes: Vec<u32> = (0..rows).map(|i| (mixed(i, 3) * 5.0) as u32).collect();
        let y = (0..rows)
            .map(|i| {
                let odds = 0.6 * a[i] - 4.0 + if b[i] > 0.5 { 1.5 } else { 0.0 }
                    - if codes[i] == 2 { 2.0 } else { 0.0 };
                f64::from(u8::from(mixed(i, 4) < 1.0 / (1.0 + (-odds).exp())))
            })
            .collect();
        let labels = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        (vec![Column::Numeric(a), Column::Numeric(b), Column::Category { codes, labels }], y)
    }

    fn codes_of(trees: &Ensemble, columns: &[Column], row: usize) -> Vec<u8> {
        trees.codes(|f| raw(&columns[f], row))
    }

    #[test]
    fn a_forest_is_the_mean_of_its_trees_whatever_the_threads() {
        let (columns, y) = table(3_000);
        let bins = Bins::new(&columns);
        let rows: Vec<u32> = (0..3_000).collect();
        let w = vec![1.0; 3_000];
        let params = ForestParams { trees: 20, min_leaf: 10, drawn: 2, seed: 7 };
        let grow = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| forest(&job(), &bins, &[0, 1, 2], &rows, &y, &w, &params).unwrap())
        };
        let trees = grow(1);
        let bytes = |trees: &Ensemble| serde_json::to_string(trees).unwrap();
        assert_eq!(bytes(&trees), bytes(&grow(2)), "threads must not matter");
        assert_eq!(trees.trees(), 20);
        let mut loss = (0.0, 0.0);
        for (row, &y) in y.iter().enumerate().take(40) {
            let codes = codes_of(&trees, &columns, row);
            let alone: f64 = trees
                .roots
                .iter()
                .map(|&root| Ensemble { roots: vec![root], ..trees.clone() }.sum(&codes, 0.0, 1.0))
                .sum::<f64>()
                / 20.0;
            let together = trees.mean(&codes);
            assert!((alone - together).abs() < 1e-12);
            let (average, amounts) = trees.parts(&codes, 0.05);
            assert!((average + amounts.iter().sum::<f64>() - together).abs() < 1e-9);
            loss.0 += binary_loss(together, y);
            loss.1 += binary_loss(average, y);
        }
        assert!(loss.0 < 0.8 * loss.1, "{loss:?}");
    }

    #[test]
    fn boosting_never_gets_worse_on_what_it_learns() {
        let (columns, y) = table(2_000);
        let bins = Bins::new(&columns);
        let rows: Vec<u32> = (0..2_000).filter(|r| r % 5 != 0).collect();
        let w: Vec<f64> = (0..2_000).map(|i| 1.0 + f64::from(i % 3)).collect();
        for odds in [true, false] {
            let y: Vec<f64> =
                if odds { y.clone() } else { y.iter().map(|y| 40_000.0 + 9_000.0 * y).collect() };
            let params = BoostParams { rounds: 60, rate: 0.1, leaves: 15, min_leaf: 20, odds };
            let whole = boost(&job(), &bins, &[0, 1, 2], &rows, &y, &w, &params).unwrap();
            assert_eq!(whole.trees.trees(), 60);
            let mut last = f64::INFINITY;
            for rounds in 0..=60 {
                let mut part = whole.clone();
                part.trees.roots.truncate(rounds);
                let loss: f64 = rows
                    .iter()
                    .map(|&row| {
                        let row = row as usize;
                        let p = part.ask(&codes_of(&part.trees, &columns, row));
                        w[row] * if odds { binary_loss(p, y[row]) } else { (p - y[row]).powi(2) }
                    })
                    .sum();
                assert!(loss <= last * (1.0 + 1e-9), "round {rounds}: {loss} after {last}");
                last = loss;
            }
        }
    }

    #[test]
    fn limits_hold_and_questions_send_rows_where_they_were_in_training() {
        let (columns, y) = table(800);
        let bins = Bins::new(&columns);
        let rows: Vec<u32> = (0..800).collect();
        let w = vec![1.0; 800];
        let params = BoostParams { rounds: 1, rate: 1.0, leaves: 6, min_leaf: 40, odds: false };
        let boosted = boost(&job(), &bins, &[0, 1, 2], &rows, &y, &w, &params).unwrap();
        let trees = &boosted.trees;
        let leaves = trees.lefts.iter().filter(|left| **left == 0).count();
        assert!((2..=6).contains(&leaves));
        // Rows by the leaf that they are sent to: each leaf's value is the ridge mean of its rows.
        let mut members = std::collections::BTreeMap::<u64, Vec<usize>>::new();
        for row in 0..800 {
            let value = trees.sum(&codes_of(trees, &columns, row), 0.0, 1.0);
            members.entry(value.to_bits()).or_default().push(row);
        }
        assert_eq!(members.len(), leaves);
        for (value, rows) in members {
            assert!(rows.len() >= 40);
            let sum: f64 = rows.iter().map(|&r| y[r] - boosted.start).sum();
            let mean = sum / (rows.len() as f64 + 1.0);
            assert!((f64::from_bits(value) - mean).abs() < 1e-6);
        }
    }
}
