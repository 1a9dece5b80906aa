//! What can go wrong with a store, told apart by what a person can do about it.

use std::path::PathBuf;

use crate::domain::Cancelled;

/// A failure of the store. Nothing is half written: every change is one transaction.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The work was asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The file has no bytes at all.
    #[error("{path} is an empty file, not a store")]
    ZeroBytes {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a Fupan store")]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// The file is missing.
    #[error("there is no store at {path}")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The store was written by a newer version of the program.
    #[error("{path} was written by a newer version (schema {found}, this one knows {known})")]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// Another instance has the store open for writing.
    #[error("{path} is open in another window or command")]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The folder or the file cannot be written.
    #[error("{path} cannot be written")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No space is left.
    #[error("the disk is full")]
    DiskFull,
    /// The file is damaged.
    #[error("the store is damaged: {detail}")]
    Damaged {
        /// What SQLite says.
        detail: String,
    },
    /// Another program holds the file longer than we wait.
    #[error("the store is busy: {detail}")]
    Busy {
        /// What SQLite says.
        detail: String,
    },
    /// The disk failed while the file was read or written.
    #[error("the disk failed: {detail}")]
    Disk {
        /// What SQLite says.
        detail: String,
    },
    /// There is no such row.
    #[error("there is no {what} {id}")]
    NotFound {
        /// What was looked for: `import`, `session`, `product`, `plan`, `model`.
        what: &'static str,
        /// What it was called.
        id: String,
    },
    /// A stored document cannot be read back.
    #[error("a stored document cannot be read: {0}")]
    Document(#[from] serde_json::Error),
    /// Anything else that SQLite reports.
    #[error("the store failed: {0}")]
    Sql(rusqlite::Error),
    /// Anything else that the file system reports.
    #[error("the file cannot be reached: {0}")]
    Io(#[from] std::io::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            // Nothing else interrupts a statement: see `stop`.
            Some(ErrorCode::OperationInterrupted) => Self::Cancelled(Cancelled),
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { detail: error.to_string() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { detail: error.to_string() }
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk { detail: error.to_string() },
            _ => Self::Sql(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::StoreError;

    #[test]
    fn what_sqlite_reports_is_told_apart_by_what_helps() {
        // The result codes of SQLite: busy, locked, read or write failed, damaged, full, foreign.
        for (code, name) in [
            (5, "Busy"),
            (6, "Busy"),
            (9, "Cancelled"),
            (10, "Disk"),
            (11, "Damaged"),
            (13, "DiskFull"),
            (26, "Damaged"),
        ] {
            let failure = rusqlite::ffi::Error::new(code);
            let error = StoreError::from(rusqlite::Error::SqliteFailure(failure, None));
            assert!(format!("{error:?}").starts_with(name), "{code}: {error:?}");
        }
    }
}
