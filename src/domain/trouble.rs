//! Why the system refuses a file, told apart by what a person can do about it. The system's own
//! sentences are in whatever language it speaks; the catalogue has ours.

use std::io::{Error, ErrorKind};

/// Why a file cannot be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTrouble {
    /// It, or the folder it should lie in, is not there.
    Missing,
    /// No permission, or another program holds it.
    Denied,
    /// It is a folder.
    Folder,
    /// Something on the way to it is a file, not a folder.
    NotAFolder,
    /// The disk or folder can only be read.
    ReadOnly,
    /// No space is left.
    Full,
    /// The system does not take such a name.
    BadName,
    /// The content is no text.
    NotText,
    /// Anything else, such as a disk that fails.
    Other,
}

impl FileTrouble {
    /// What an error of the system means.
    pub fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::Missing,
            ErrorKind::PermissionDenied | ErrorKind::ResourceBusy => Self::Denied,
            ErrorKind::IsADirectory => Self::Folder,
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Self::NotAFolder,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::InvalidFilename => Self::BadName,
            ErrorKind::InvalidData => Self::NotText,
            // Windows: another program has the file open and shares it with nobody.
            _ if matches!(error.raw_os_error(), Some(32 | 33)) && cfg!(windows) => Self::Denied,
            _ => Self::Other,
        }
    }
}
