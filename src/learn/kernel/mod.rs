//! The histogram kernel: binned columns, node histograms, the tree that grows from them.

mod tree;

pub use tree::{Node, Rule, Split, Tree};
