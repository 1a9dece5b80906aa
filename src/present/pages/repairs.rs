//! What is wrong with imported files: equal remarks together, under what was done about them or
//! has to be done, each with the place where it was first met.

use serde::Serialize;

use crate::domain::{About, RemarkedFile, Remedy, Repair, WarningCode, repairs};
use crate::present::text::{Lang, ingest, repairs as text};

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Repairs {
    /// `有什么问题`.
    pub title: String,
    /// `3 处要你处理`.
    pub note: String,
    /// The most urgent first.
    pub groups: Vec<RepairGroup>,
    /// Instead of groups when there is nothing to say.
    pub empty: String,
}

/// Remarks that need, or got, the same action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepairGroup {
    /// The action.
    pub action: Remedy,
    /// Whether somebody has to do something.
    pub needed: bool,
    /// `改好再导入`.
    pub title: String,
    /// What it is about.
    pub lines: Vec<RepairLine>,
}

/// Equal remarks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepairLine {
    /// Stable word.
    pub code: String,
    /// `不是数字`.
    pub what: String,
    /// `3 行`.
    pub count: String,
    /// `订单.csv › Sheet1 › 第 14 行`; the files where no row is known.
    pub place: String,
    /// `人数：「9 百多」`; columns where no cell is known.
    pub cell: String,
    /// What to do, or what was done.
    pub todo: String,
}

impl Repairs {
    /// The list of these files.
    pub fn of(files: &[RemarkedFile<'_>], lang: Lang) -> Self {
        let all = repairs(files);
        let needed = |repair: &&Repair| repair.action.is_needed();
        let groups = Remedy::ALL
            .into_iter()
            .map(|action| RepairGroup {
                action,
                needed: action.is_needed(),
                title: text::action(action, lang),
                lines: all
                    .iter()
                    .filter(|repair| repair.action == action)
                    .map(|repair| line(repair, lang))
                    .collect(),
            })
            .filter(|group| !group.lines.is_empty())
            .collect();
        Self {
            title: text::title(lang),
            note: text::note(all.iter().filter(needed).map(|repair| repair.count).sum(), lang),
            groups,
            empty: if all.is_empty() { text::nothing(lang) } else { String::new() },
        }
    }

    /// Whether there is anything to say.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

fn line(repair: &Repair, lang: Lang) -> RepairLine {
    let column = repair.subjects.first().map(|subject| subject_text(repair, subject, lang));
    let place = match (&repair.example, &repair.files[..]) {
        (Some(example), files) => {
            let place = text::place(&repair.example_file, &example.sheet, example.row, lang);
            text::and_files(place, files.len(), lang)
        }
        (None, [only]) => only.clone(),
        (None, files) => text::in_files(files.len(), lang),
    };
    let cell = match &repair.example {
        Some(example) if !example.value.is_empty() || is_empty_cell(repair) => {
            text::cell(column.as_deref().unwrap_or_default(), &example.value, lang)
        }
        _ => {
            let all: Vec<String> =
                repair.subjects.iter().map(|s| subject_text(repair, s, lang)).collect();
            text::subjects(&all, lang)
        }
    };
    RepairLine {
        code: repair.about.word(),
        what: text::about(&repair.about, lang),
        count: text::count(repair, lang),
        place,
        cell,
        todo: text::todo(&repair.about, lang),
    }
}

/// Whether it is one cell that is empty, rather than a whole row.
fn is_empty_cell(repair: &Repair) -> bool {
    matches!(repair.about, About::Rejected(_)) && !repair.subjects.is_empty()
}

/// A column is called as in the file; two counts that contradict each other are named.
fn subject_text(repair: &Repair, subject: &str, lang: Lang) -> String {
    match repair.about {
        About::Warned(WarningCode::Inconsistent) => ingest::contradiction(subject, lang).to_owned(),
        _ => subject.to_owned(),
    }
}

/// One rejected row as it is exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectRow {
    /// File, with the archive it came in.
    pub file: String,
    /// Sheet; empty for a plain file.
    pub sheet: String,
    /// Row as a spreadsheet counts.
    pub row: u32,
    /// Header of the column at fault.
    pub column: String,
    /// The cell as it stood.
    pub value: String,
    /// Why it was rejected.
    pub reason: String,
    /// What to do.
    pub todo: String,
}

/// The rejected rows of files, in their order.
pub fn reject_rows(files: &[RemarkedFile<'_>], lang: Lang) -> Vec<RejectRow> {
    files
        .iter()
        .flat_map(|file| file.remarks.rejects.iter().map(move |reject| (file.name, reject)))
        .map(|(file, reject)| RejectRow {
            file: file.to_owned(),
            sheet: reject.sheet.clone(),
            row: reject.row,
            column: reject.column.clone(),
            value: reject.value.clone(),
            reason: ingest::reject_reason(&reject.reason, lang),
            todo: text::todo(&About::Rejected(reject.reason.clone()), lang),
        })
        .collect()
}
