//! The histogram kernel: binned columns, node histograms, the tree that grows from them.
//!
//! It is the base that forests and boosting share: rows carry weights, a leaf keeps
//! (rows, Σ weight, Σ weight × outcome), and bins are made once per table.

mod bins;
mod grow;
mod histogram;
#[cfg(test)]
mod tests;
mod tree;

pub use bins::Bins;
pub(crate) use grow::refill;
pub use grow::{GrowParams, grow};
pub use tree::{Node, Rule, Split, Tree};
