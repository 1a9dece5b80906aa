//! What is told of a file that is imported, and what became of its rows.

use jiff::Timestamp;

use crate::domain::AccountRef;

/// What is known of a file before its rows are written.
#[derive(Clone, Debug)]
pub struct SourceMeta {
    /// File name without its folder.
    pub name: String,
    /// Name inside a container.
    pub inner_name: Option<String>,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Kind word.
    pub kind: String,
    /// Platform word.
    pub platform: String,
    /// Text encoding, for text files.
    pub encoding: Option<String>,
    /// When the export was made, when its name says so.
    pub as_of: Option<Timestamp>,
    /// Exports of one group replace each other; others about the same thing complete it.
    pub merge_group: String,
    /// Rows read, headers not counted.
    pub rows_read: u64,
    /// Totals, children and blanks left out.
    pub rows_skipped: u64,
    /// Rows that could not be stored.
    pub rows_rejected: u64,
    /// Rejects and warnings as JSON.
    pub remarks: String,
    /// Account the whole file belongs to, for rows that name none.
    pub account: Option<AccountRef>,
}

/// What became of a file's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceCounts {
    /// Rows written.
    pub stored: u64,
    /// Older rows that these rows replace.
    pub replaced: u64,
    /// Rows that name no session although their table needs one.
    pub homeless: u64,
}
