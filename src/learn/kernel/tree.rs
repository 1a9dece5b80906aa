//! The tree as a flat list of nodes with thresholds in the feature's own unit.

use serde::{Deserialize, Serialize};

use crate::domain::Interval;

/// Which rows go left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Rule {
    /// Numbers up to and with the threshold.
    AtMost {
        /// Threshold in the feature's unit.
        threshold: f64,
    },
    /// Categories with one of these codes (ascending).
    OneOf {
        /// Codes of the training table.
        codes: Vec<u32>,
    },
    /// Every value that is there; only missing ones go right.
    Present,
}

/// A question a node asks, and where the answers lead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// Index of the feature in the model's list.
    pub feature: usize,
    /// Which rows go left.
    #[serde(flatten)]
    pub rule: Rule,
    /// Where rows without a value go.
    pub missing_left: bool,
    /// Index of the left child.
    pub left: u32,
    /// Index of the right child.
    pub right: u32,
    /// Fall of the weighted squared error; for 0/1 outcomes half the fall of Gini × weight.
    pub gain: f64,
}

/// One node with what it saw in training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Index of the parent; `None` at the root.
    pub parent: Option<u32>,
    /// Steps from the root.
    pub depth: u32,
    /// Rows.
    pub rows: u64,
    /// Sum of weights (viewers, clicks).
    pub weight: f64,
    /// Sum of weight × outcome (buyers, orders, yuan).
    pub sum: f64,
    /// Prediction: the node's mean drawn towards its parent's.
    pub value: f64,
    /// Standard deviation of the outcome inside the node.
    pub deviation: f64,
    /// 80% interval of the node's rate or mean.
    pub interval: Interval,
    /// The question asked here; `None` at a leaf.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub split: Option<Split>,
}

/// A decision tree; node 0 is the root, parents stand before their children.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// The nodes.
    pub nodes: Vec<Node>,
}

impl Rule {
    /// Whether a value (a category's code as a number) goes left. NaN is missing.
    pub fn goes_left(&self, value: f64, missing_left: bool) -> bool {
        if value.is_nan() {
            return missing_left;
        }
        match self {
            Self::AtMost { threshold } => value <= *threshold,
            Self::OneOf { codes } => codes.binary_search(&(value as u32)).is_ok(),
            Self::Present => true,
        }
    }
}

impl Tree {
    /// The node indices from the root to the leaf of a row, at most `depth` steps down.
    pub fn path(&self, value_of: impl Fn(usize) -> f64, depth: usize) -> Vec<usize> {
        let mut path = vec![0];
        let mut at = 0;
        for _ in 0..depth {
            let Some(split) = &self.nodes[at].split else {
                break;
            };
            at = if split.rule.goes_left(value_of(split.feature), split.missing_left) {
                split.left as usize
            } else {
                split.right as usize
            };
            path.push(at);
        }
        path
    }

    /// The leaf of a row.
    pub fn leaf(&self, value_of: impl Fn(usize) -> f64) -> usize {
        let mut at = 0;
        while let Some(split) = &self.nodes[at].split {
            at = if split.rule.goes_left(value_of(split.feature), split.missing_left) {
                split.left as usize
            } else {
                split.right as usize
            };
        }
        at
    }

    /// The leaves, in order.
    pub fn leaves(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.nodes.iter().enumerate().filter(|(_, n)| n.split.is_none())
    }

    /// Steps to the deepest leaf.
    pub fn depth(&self) -> usize {
        self.nodes.iter().map(|n| n.depth as usize).max().unwrap_or(0)
    }

    /// The same tree without the nodes below a depth. Growing is top-down, so this equals a
    /// tree grown to that depth.
    #[must_use]
    pub fn cut(&self, depth: usize) -> Self {
        let mut tree = self.clone();
        for node in &mut tree.nodes {
            if node.depth as usize >= depth {
                node.split = None;
            }
        }
        tree.compact();
        tree
    }

    /// Takes out nodes that no split leads to any more.
    pub(crate) fn compact(&mut self) {
        let mut kept = vec![false; self.nodes.len()];
        kept[0] = true;
        for at in 0..self.nodes.len() {
            if let (true, Some(split)) = (kept[at], &self.nodes[at].split) {
                kept[split.left as usize] = true;
                kept[split.right as usize] = true;
            }
        }
        let mut next = 0;
        let new_index: Vec<u32> = kept
            .iter()
            .map(|&keep| {
                next += u32::from(keep);
                next.saturating_sub(1)
            })
            .collect();
        let mut at = 0;
        self.nodes.retain(|_| {
            at += 1;
            kept[at - 1]
        });
        for node in &mut self.nodes {
            node.parent = node.parent.map(|p| new_index[p as usize]);
            if let Some(split) = &mut node.split {
                split.left = new_index[split.left as usize];
                split.right = new_index[split.right as usize];
            }
        }
    }
}
