//! What the frame around the pages says: the store in one line.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::ImportId;

/// What is in the store, for the status bar and for deciding what can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreFacts {
    /// The file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Grows with every change.
    pub revision: u64,
    /// Sessions.
    pub sessions: u64,
    /// Products.
    pub products: u64,
    /// Order lines.
    pub order_lines: u64,
    /// The newest import that stands, its moment and how many files it had.
    pub last_import: Option<(ImportId, Timestamp, u64)>,
    /// Imports that stand.
    pub imports: u64,
}

impl StoreFacts {
    /// Nothing was ever imported, or everything was taken back.
    pub fn is_empty(&self) -> bool {
        self.imports == 0 && self.sessions == 0 && self.products == 0
    }
}
