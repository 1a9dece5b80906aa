//! Why a whole file could not be read. Single rows are remarks, not errors.

use super::kind_error::KindError;
use super::known::AliasOffer;
use crate::domain::{Cancelled, FileTrouble};

/// A file that gives nothing. The sentence with what to do is in `present::text::ingest`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IngestError {
    /// No bytes, or no row below the header.
    #[error("the file is empty")]
    Empty,
    /// No kind's headers were found.
    #[error("unknown kind; headers seen: {}", headers.join(", "))]
    UnknownKind {
        /// The likeliest header row as it stood.
        headers: Vec<String>,
        /// Renamed headers with which a kind would fit; empty when none comes near.
        near: Vec<AliasOffer>,
    },
    /// `--kind` or a template names a kind that does not exist.
    #[error("there is no kind {name}")]
    NoSuchKind {
        /// The name given.
        name: String,
    },
    /// The kind was named, but the table has none of its columns.
    #[error("no column of kind {kind} was found; headers seen: {}", headers.join(", "))]
    MissingColumns {
        /// The kind asked for.
        kind: String,
        /// Canonical names or headers that are needed.
        needed: Vec<String>,
        /// The headers of the file.
        headers: Vec<String>,
    },
    /// The content is of another format than the name says, or of one that is not read.
    #[error("the name says {named}, the content is {found}")]
    NotWhatItSays {
        /// Extension of the name, without the dot; may be empty.
        named: String,
        /// What the content is: `pdf`, `image`, `html`, `rar`, `text`, `zip` …
        found: String,
    },
    /// The binary workbook of Excel 95 and before.
    #[error("an .xls workbook of Excel 95 or before")]
    LegacyExcel,
    /// Encrypted workbook or archive.
    #[error("the file is protected by a password")]
    PasswordProtected,
    /// Cut off or damaged workbook or archive.
    #[error("the file is cut off or damaged: {detail}")]
    Corrupt {
        /// What the reader met.
        detail: String,
    },
    /// Bytes that are no text.
    #[error("the file is not text")]
    Binary,
    /// Above the limit.
    #[error("too large: {size} bytes, at most {limit}")]
    TooLarge {
        /// Size, or unpacked size.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// A sheet with more rows than a spreadsheet can have.
    #[error("a sheet with more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: u64,
    },
    /// A workbook with more cells than the memory should hold.
    #[error("a workbook with more than {limit} cells")]
    TooManyCells {
        /// The limit.
        limit: u64,
    },
    /// An archive with more files than anybody exports.
    #[error("too many files: {count}, at most {limit}")]
    TooManyFiles {
        /// Files in it.
        count: u64,
        /// The limit.
        limit: u64,
    },
    /// The disk said no.
    #[error("cannot read: {detail}")]
    Unreadable {
        /// Why.
        reason: FileTrouble,
        /// What the system said.
        detail: String,
    },
    /// A template that cannot be understood.
    #[error("template key {key}: {problem}")]
    BadTemplate {
        /// The key at fault, dotted; empty when the file is no TOML.
        key: String,
        /// What is wrong with it.
        problem: TemplateProblem,
    },
    /// A person's kind file that cannot be used.
    #[error("kind file: {0}")]
    BadKind(#[from] KindError),
    /// A table of a single session that does not say which.
    #[error("the file does not say which session it belongs to")]
    NoSession,
    /// One file in an archive, when none of them could be read.
    #[error("{name}: {error}")]
    Inside {
        /// The inner file.
        name: String,
        /// Its error.
        error: Box<IngestError>,
    },
    /// The job was asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl IngestError {
    /// What to say of an archive none of whose files could be read.
    pub(super) fn of_archive(problems: Vec<(String, Self)>) -> Self {
        match problems.into_iter().next() {
            Some((name, error)) => Self::Inside { name, error: Box::new(error) },
            None => Self::Empty,
        }
    }
}

/// What is wrong with a template's key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// Not TOML at all.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// Needed and absent.
    #[error("missing")]
    Missing,
    /// No such key here; the second part lists what may stand here.
    #[error("unknown; known: {0}")]
    Unknown(String),
    /// The value cannot be used; the text says what is expected.
    #[error("expected {0}")]
    Expected(String),
    /// The named sheet is not in the file.
    #[error("no sheet {0} in the file")]
    NoSheet(String),
    /// The named column is not in the file.
    #[error("no column {0} in the file")]
    NoColumn(String),
}
