//! The histogram kernel: binned columns, node histograms, the tree that grows from them.
//!
//! It is the base that forests and boosting share: rows carry weights, a leaf keeps
//! (rows, Σ weight, Σ weight × outcome), and bins are made once per table.

mod bare;
mod bins;
mod boost;
mod ensemble;
mod forest;
mod grow;
mod histogram;
#[cfg(test)]
mod oracle;
mod rows;
mod search;
#[cfg(test)]
mod tests;
mod tree;

pub use bins::Bins;
pub(crate) use boost::boost_watched;
pub use boost::{BoostParams, Boosted, boost};
pub use ensemble::Ensemble;
pub(crate) use forest::out_of_bag_error;
pub use forest::{ForestParams, forest};
pub use grow::{GrowParams, grow};
pub(crate) use grow::{grow_watched, refill};
pub use tree::{Node, Rule, Split, Tree};
