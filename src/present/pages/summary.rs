//! What an import did, file by file and in total: right after writing and whenever it is looked up
//! in the history.

use serde::Serialize;

use super::repairs::Repairs;
use crate::domain::{ImportId, Platform, RemarkedFile, Remarks};
use crate::present::format;
use crate::present::text::{Lang, ingest as say, repairs, summary as text, tray};
use crate::store::{ImportRecord, SourceRecord};

/// The summary of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportSummary {
    /// The import; `None` when nothing was written.
    pub import: Option<ImportId>,
    /// `刚导入的` or `11-21 23:12 的导入`.
    pub title: String,
    /// What changed in all, in one sentence.
    pub note: String,
    /// Headers: file, kind, added, replaced, skipped, left out.
    pub columns: Vec<String>,
    /// Its files.
    pub rows: Vec<SummaryRow>,
    /// All of them together; empty with a single file.
    pub total: Option<SummaryRow>,
    /// What is wrong with them.
    pub repairs: Repairs,
    /// The button that exports rejected rows; empty without any.
    pub export: String,
    /// The button that takes it back; empty when that is not possible.
    pub undo: String,
    /// What stands in place of that button.
    pub undone: String,
}

/// One file, or all together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SummaryRow {
    /// Name, with the archive it came in.
    pub name: String,
    /// `抖音 · 直播间列表`.
    pub kind: String,
    /// Rows that are new.
    pub added: String,
    /// Rows that stepped in for older ones.
    pub replaced: String,
    /// Totals, blanks and the like, left out on purpose.
    pub skipped: String,
    /// Rows that did not come in.
    pub rejected: String,
    /// Whether rows did not come in.
    pub problem: bool,
    /// What was not done, in a word: `导入过`, `读不了`; empty for what was written.
    pub state: String,
}

/// One file before words are made of it.
#[derive(Clone, Debug)]
pub struct SummaryFile<'a> {
    /// Name, with the archive it came in.
    pub name: String,
    /// Kind word.
    pub kind: &'a str,
    /// Platform.
    pub platform: Platform,
    /// Rows written.
    pub stored: u64,
    /// Older rows they stepped in for.
    pub replaced: u64,
    /// Left out on purpose.
    pub skipped: u64,
    /// Rows the reader refused.
    pub rejected: u64,
    /// The same bytes were in already.
    pub again: bool,
    /// Everything there is to say.
    pub remarks: Remarks,
}

impl SummaryFile<'_> {
    fn remarked(&self) -> RemarkedFile<'_> {
        RemarkedFile { name: &self.name, rows_rejected: self.rejected, remarks: &self.remarks }
    }

    fn left_out(&self) -> u64 {
        self.rejected + self.remarks.homeless
    }
}

impl<'a> From<&'a SourceRecord> for SummaryFile<'a> {
    fn from(source: &'a SourceRecord) -> Self {
        Self {
            name: source.full_name(),
            kind: &source.kind,
            platform: Platform::from_word(&source.platform).unwrap_or(Platform::Generic),
            stored: source.rows_stored,
            replaced: source.rows_replaced,
            skipped: source.rows_skipped,
            rejected: source.rows_rejected,
            again: false,
            remarks: source.remarks.clone(),
        }
    }
}

/// The summary of one import of the history; `when` says when it was.
pub fn of_record(record: &ImportRecord, when: &str, lang: Lang) -> ImportSummary {
    let files: Vec<SummaryFile<'_>> = record.sources.iter().map(SummaryFile::from).collect();
    let standing = record.undone_at.is_none();
    let mut summary = of_files(&files, lang);
    summary.import = Some(record.id);
    summary.title = text::title(when, lang);
    if standing {
        summary.undo = text::undo(lang);
    } else {
        summary.undone = text::undone(lang);
    }
    summary
}

/// What was done with these files.
pub fn of_files(files: &[SummaryFile<'_>], lang: Lang) -> ImportSummary {
    let sums = |of: fn(&SummaryFile<'_>) -> u64| -> u64 {
        files.iter().filter(|file| !file.again).map(of).sum()
    };
    let added = sums(|f| f.stored.saturating_sub(f.replaced));
    let (replaced, skipped) = (sums(|f| f.replaced), sums(|f| f.skipped));
    let rejected = sums(|f| f.rejected + f.remarks.homeless);
    let remarked: Vec<RemarkedFile<'_>> = files.iter().map(SummaryFile::remarked).collect();
    ImportSummary {
        import: None,
        title: text::just_now(lang),
        note: text::note(files.len(), [added, replaced, skipped, rejected], lang),
        columns: text::columns(lang),
        rows: files.iter().map(|file| row(file, lang)).collect(),
        total: (files.len() > 1).then(|| SummaryRow {
            name: text::total(files.len(), lang),
            added: figure(added),
            replaced: figure(replaced),
            skipped: figure(skipped),
            rejected: figure(rejected),
            problem: rejected > 0,
            ..SummaryRow::default()
        }),
        repairs: Repairs::of(&remarked, lang),
        export: repairs::export(rejected, lang),
        undo: String::new(),
        undone: String::new(),
    }
}

fn added(file: &SummaryFile<'_>) -> u64 {
    file.stored.saturating_sub(file.replaced)
}

fn figure(rows: u64) -> String {
    format::count(rows as f64)
}

fn row(file: &SummaryFile<'_>, lang: Lang) -> SummaryRow {
    let kind = tray::kind(file.platform, &say::kind_name(file.kind, lang), lang);
    if file.again {
        let state = text::again(lang);
        return SummaryRow { name: file.name.clone(), kind, state, ..SummaryRow::default() };
    }
    SummaryRow {
        name: file.name.clone(),
        kind,
        added: figure(added(file)),
        replaced: figure(file.replaced),
        skipped: figure(file.skipped),
        rejected: figure(file.left_out()),
        problem: file.left_out() > 0,
        state: String::new(),
    }
}
