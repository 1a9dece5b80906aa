//! What the importer gives back: parsed files with their remarks, and quick recognitions.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::known::{AliasOffer, Known};
use super::{KindId, Template};
use crate::domain::{ColumnFates, Currency, ParsedTables, Platform, Reject, SessionRef, Warning};

/// What a person said about a file before it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOptions {
    /// Read it as this kind, whatever its headers say.
    pub kind: Option<KindId>,
    /// Read it with this template (wins over `kind`).
    pub template: Option<Template>,
    /// Templates for single files, which win over everything else.
    pub chosen: Vec<Chosen>,
    /// What was taught before: templates for files of their shape, headers that were renamed.
    pub known: Arc<Known>,
    /// The session of files that are about one and say not which.
    pub session: Option<SessionRef>,
    /// The sessions of single such files, which win over that.
    pub sessions: Vec<(PathBuf, SessionRef)>,
    /// Currency of generic files that show none.
    pub currency: Currency,
    /// IANA zone of generic files that show none.
    pub time_zone: String,
}

/// The template that a person chose for one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The file.
    pub path: PathBuf,
    /// Name inside an archive.
    pub inner: Option<String>,
    /// The template.
    pub template: Template,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            kind: None,
            template: None,
            chosen: Vec::new(),
            known: Arc::default(),
            session: None,
            sessions: Vec::new(),
            currency: Currency::cny(),
            time_zone: "Asia/Shanghai".to_owned(),
        }
    }
}

impl ReadOptions {
    /// Nothing said but the kind.
    pub fn with_kind(kind: impl Into<String>) -> Self {
        Self { kind: Some(KindId(kind.into())), ..Self::default() }
    }

    /// The template a file is read with, if one was said.
    pub(super) fn template_of(&self, path: &str, inner: Option<&str>) -> Option<&Template> {
        let own =
            |chosen: &&Chosen| chosen.path == Path::new(path) && chosen.inner.as_deref() == inner;
        let chosen = self.chosen.iter().find(own).map(|chosen| &chosen.template);
        chosen.or(self.template.as_ref())
    }

    /// The session that a person named for a file.
    pub(super) fn session_of(&self, path: &str) -> Option<&SessionRef> {
        let own = self.sessions.iter().find(|(file, _)| file == Path::new(path));
        own.map(|(_, session)| session).or(self.session.as_ref())
    }

    /// Nothing said but the template.
    pub fn with_template(template: Template) -> Self {
        Self { template: Some(template), ..Self::default() }
    }
}

/// One file that was read, typed, with everything there is to say about it.
///
/// `rows_read` counts the rows below the header that are not blank;
/// `rows_read = rows that became facts + rows_skipped + rows_rejected`.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedFile {
    /// Path or name as given.
    pub path: String,
    /// Name inside the archive, when it stood in one.
    pub inner: Option<String>,
    /// SHA-256 of this file's own bytes (the inner file's, inside an archive), lower-case hex.
    pub sha256: String,
    /// Size in bytes of the same bytes.
    pub size: u64,
    /// What it was read as.
    pub kind: KindId,
    /// Where it comes from.
    pub platform: Platform,
    /// `utf-8`, `utf-8-bom`, `gb18030`, `utf-16le`, `utf-16be`, `xlsx` or `xls`.
    pub encoding: String,
    /// Row of the header from 1; 0 when there is none. Of the main sheet in a workbook.
    pub header_row: u32,
    /// Rows below the header that are not blank.
    pub rows_read: u64,
    /// Rows left out on purpose: totals, nested rows, descriptions.
    pub rows_skipped: u64,
    /// Rows refused, listed in `rejects`.
    pub rows_rejected: u64,
    /// The refused rows.
    pub rejects: Vec<Reject>,
    /// Headers that no alias names, in file order. Never personal columns.
    pub unknown_columns: Vec<String>,
    /// Exported header (or position) and canonical name, in file order.
    pub mapping: Vec<(String, String)>,
    /// What became of its columns: stored, hashed, never read.
    pub columns: ColumnFates,
    /// Name of the kept template it was read with.
    pub template: Option<String>,
    /// Unknown headers that look like ones that are missing.
    pub offers: Vec<AliasOffer>,
    /// Things to know.
    pub warnings: Vec<Warning>,
    /// When the export was made, if its name says.
    pub as_of: Option<Timestamp>,
    /// Exports of one group replace each other for the same session; groups complement each other.
    pub merge_group: String,
    /// The rows.
    pub tables: ParsedTables,
}

/// What a file seems to be, from its beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recognition {
    /// The kind; of the first recognised file in an archive.
    pub kind: KindId,
    /// Where it comes from.
    pub platform: Platform,
    /// Share of the headers that are known, 0 to 1.
    pub confidence: f64,
    /// Files that can be read: 1, or those of an archive.
    pub files: usize,
}

/// A closer look at one table before it is read: what the mapping window shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// Name inside the archive, when it stands in one.
    pub inner: Option<String>,
    /// Sheet; empty for text files.
    pub sheet: String,
    /// Encoding, as in [`ParsedFile::encoding`].
    pub encoding: String,
    /// Delimiter of a text file.
    pub delimiter: Option<char>,
    /// The kind and the share of known headers, when one fits.
    pub kind: Option<(KindId, f64)>,
    /// Row of the header from 1; 0 when none was found.
    pub header_row: u32,
    /// The headers as exported.
    pub headers: Vec<String>,
    /// The canonical name each header would be read as.
    pub canonical: Vec<Option<String>>,
    /// Up to 20 rows below the header as text; personal columns are left blank.
    pub sample: Vec<Vec<String>>,
}
