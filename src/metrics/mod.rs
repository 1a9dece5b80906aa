//! Every ratio of the product, recomputed from counts. Knows no files, no SQL, no window.

mod quadrant;

pub use quadrant::Corner;
