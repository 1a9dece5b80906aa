//! How much is read at most, so that no file can fill the memory.

/// Bytes of one file.
pub(super) const MAX_FILE: u64 = 512 << 20;
/// Bytes from which on a text file is read piece by piece, where its kind allows it.
pub(super) const STREAM_FROM: u64 = 1 << 20;
/// Bytes of a file that is read piece by piece.
pub(super) const MAX_STREAMED: u64 = 2 << 30;
/// Bytes of one record of such a file; its end is looked at as a whole.
pub(super) const MAX_RECORD: usize = 1 << 20;
/// Bytes of an archive's or workbook's content, unpacked.
pub(super) const MAX_UNPACKED: u64 = 1 << 30;
/// Files in an archive.
pub(super) const MAX_ENTRIES: usize = 2_000;
/// Rows of a sheet: what a spreadsheet can have.
pub(super) const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Cells of a workbook, blank ones within rows included.
pub(super) const MAX_CELLS: u64 = 30_000_000;
/// Rejected rows that are listed one by one; more are only counted.
pub(super) const MAX_REJECTS: usize = 1_000;
/// Bytes of a text file that are looked at to recognise it.
pub(super) const HEAD: usize = 64 << 10;
/// Rows in which the header is searched.
pub(super) const HEADER_ROWS: usize = 30;
/// Rows between two looks at the cancel flag.
pub(super) const CHECK_EVERY: usize = 256;
