//! Cells as data.
