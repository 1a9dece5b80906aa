//! What is wrong with imported files, grouped by what was done about it or has to be done.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Example, Remarks, WarningCode};

/// What was done about a remark, or what a person has to do. In the order of urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// To do: mend these rows in the file and import it again.
    MendRows,
    /// To do: export the file again; mending it by hand would be guessing.
    ExportAgain,
    /// To do: import the file that these rows belong to.
    ImportMore,
    /// To do: look whether it was read as it is meant.
    Check,
    /// Done: left out, because it would count twice or is of no use.
    LeftOut,
    /// Done: read as missing or added up.
    Settled,
    /// Done: personal columns were never read.
    Protected,
}

impl Remedy {
    /// All, most urgent first.
    pub const ALL: [Self; 7] = [
        Self::MendRows,
        Self::ExportAgain,
        Self::ImportMore,
        Self::Check,
        Self::LeftOut,
        Self::Settled,
        Self::Protected,
    ];

    /// Whether somebody has to do something.
    pub fn is_needed(self) -> bool {
        self <= Self::Check
    }

    /// What a refused row needs, by its reason.
    pub fn of_reason(reason: &str) -> Self {
        match reason {
            "damaged_id" | "cut_off" => Self::ExportAgain,
            "no_session" => Self::ImportMore,
            _ => Self::MendRows,
        }
    }

    /// What a warning needs, or what was done about it.
    pub fn of_warning(code: WarningCode) -> Self {
        match code {
            WarningCode::DamagedId
            | WarningCode::PartialSession
            | WarningCode::ReplacedBytes
            | WarningCode::CutOffLastLine => Self::ExportAgain,
            WarningCode::OrdersWithoutSession | WarningCode::RefundsWithoutOrder => {
                Self::ImportMore
            }
            WarningCode::AmbiguousDate
            | WarningCode::AssumedThousands
            | WarningCode::UnknownStatus
            | WarningCode::ImplausibleLength
            | WarningCode::Inconsistent
            | WarningCode::DuplicateHeader
            | WarningCode::RowsWithoutAction
            | WarningCode::StockNotRead => Self::Check,
            WarningCode::TotalRowsSkipped
            | WarningCode::NestedRowsSkipped
            | WarningCode::BlankRowsSkipped
            | WarningCode::DescriptionRowSkipped
            | WarningCode::SameFileAgain
            | WarningCode::EntriesSkipped
            | WarningCode::MessagesCounted => Self::LeftOut,
            WarningCode::TextAsMissing | WarningCode::RowsAddedUp => Self::Settled,
            WarningCode::PersonalColumnsDropped | WarningCode::PersonalTextMasked => {
                Self::Protected
            }
        }
    }
}

/// What a group of equal remarks is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Rows refused for this reason.
    Rejected(String),
    /// Rows refused and not listed one by one.
    Unlisted,
    /// A warning.
    Warned(WarningCode),
    /// Columns that nobody knows.
    UnknownColumns,
}

impl About {
    /// Its stable word.
    pub fn word(&self) -> String {
        match self {
            Self::Rejected(reason) => reason.clone(),
            Self::Unlisted => "unlisted".to_owned(),
            Self::Warned(code) => match serde_json::to_value(code) {
                Ok(serde_json::Value::String(word)) => word,
                _ => String::new(),
            },
            Self::UnknownColumns => "unknown_columns".to_owned(),
        }
    }

    fn action(&self) -> Remedy {
        match self {
            Self::Rejected(reason) => Remedy::of_reason(reason),
            Self::Unlisted => Remedy::MendRows,
            Self::Warned(code) => Remedy::of_warning(*code),
            Self::UnknownColumns => Remedy::LeftOut,
        }
    }
}

/// A file with what there is to say about it.
#[derive(Clone, Copy, Debug)]
pub struct RemarkedFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Rows refused by the reader, listed or not.
    pub rows_rejected: u64,
    /// The remarks.
    pub remarks: &'a Remarks,
}

/// Equal remarks of any number of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// What was done or has to be.
    pub action: Remedy,
    /// What it is about.
    pub about: About,
    /// Rows, cells or columns.
    pub count: u64,
    /// Columns or words it is about, each once, in the order met.
    pub subjects: Vec<String>,
    /// Files it was met in.
    pub files: Vec<String>,
    /// The file of the example.
    pub example_file: String,
    /// The first place it was met.
    pub example: Option<Example>,
}

/// Everything there is to say about files, equal things together, the most urgent first and of
/// equals the most frequent.
pub fn repairs(files: &[RemarkedFile<'_>]) -> Vec<Repair> {
    let mut groups: BTreeMap<About, Repair> = BTreeMap::new();
    for file in files {
        let mut add = |about: About, count: u64, subject: &str, example: Option<Example>| {
            if count == 0 {
                return;
            }
            let group = groups.entry(about.clone()).or_insert_with(|| Repair {
                action: about.action(),
                about,
                count: 0,
                subjects: Vec::new(),
                files: Vec::new(),
                example_file: String::new(),
                example: None,
            });
            group.count += count;
            if !subject.is_empty() && !group.subjects.iter().any(|known| known == subject) {
                group.subjects.push(subject.to_owned());
            }
            if group.files.last().is_none_or(|last| last != file.name) {
                group.files.push(file.name.to_owned());
            }
            if group.example.is_none() && example.is_some() {
                file.name.clone_into(&mut group.example_file);
                group.example = example;
            }
        };
        let remarks = file.remarks;
        // Of a file that was not written again nothing else needs doing.
        let again = remarks.warnings.iter().find(|w| w.code == WarningCode::SameFileAgain);
        if again.is_some() {
            add(About::Warned(WarningCode::SameFileAgain), 1, "", None);
            continue;
        }
        for reject in &remarks.rejects {
            let example = Example {
                sheet: reject.sheet.clone(),
                row: reject.row,
                value: reject.value.clone(),
            };
            add(About::Rejected(reject.reason.clone()), 1, &reject.column, Some(example));
        }
        let listed = (remarks.rejects.len() as u64).saturating_sub(remarks.homeless);
        add(About::Unlisted, file.rows_rejected.saturating_sub(listed), "", None);
        for warning in &remarks.warnings {
            let about = About::Warned(warning.code);
            add(about, warning.count, &warning.message, warning.example.clone());
        }
        for column in &remarks.unknown_columns {
            add(About::UnknownColumns, 1, column, None);
        }
    }
    let mut all: Vec<Repair> = groups.into_values().collect();
    all.sort_by_key(|repair| (repair.action, std::cmp::Reverse(repair.count)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Reject, Warning};

    fn reject(row: u32, column: &str, value: &str, reason: &str) -> Reject {
        Reject {
            sheet: "Sheet1".into(),
            row,
            column: column.into(),
            value: value.into(),
            reason: reason.into(),
        }
    }

    #[test]
    fn equal_remarks_of_several_files_are_one_with_the_first_place() {
        let one = Remarks {
            rejects: vec![
                reject(14, "人数", "9 百多", "not_a_number"),
                reject(20, "价格", "面议", "not_a_number"),
                reject(31, "编号", "1.2E+18", "damaged_id"),
            ],
            warnings: vec![Warning::of_file(WarningCode::TotalRowsSkipped, "", 2)],
            unknown_columns: vec!["备注".into()],
            ..Remarks::default()
        };
        let two = Remarks {
            rejects: vec![reject(3, "人数", "多", "not_a_number")],
            warnings: vec![Warning::of_file(WarningCode::TotalRowsSkipped, "", 5)],
            ..Remarks::default()
        };
        let again = Remarks {
            rejects: vec![reject(9, "人数", "x", "not_a_number")],
            warnings: vec![Warning::of_file(WarningCode::SameFileAgain, "c.csv", 1)],
            ..Remarks::default()
        };
        let all = repairs(&[
            RemarkedFile { name: "a.xlsx", rows_rejected: 1_503, remarks: &one },
            RemarkedFile { name: "b.xlsx", rows_rejected: 1, remarks: &two },
            RemarkedFile { name: "c.csv", rows_rejected: 1, remarks: &again },
        ]);
        let seen: Vec<(Remedy, String, u64, usize)> = all
            .iter()
            .map(|repair| (repair.action, repair.about.word(), repair.count, repair.files.len()))
            .collect();
        assert_eq!(
            seen,
            [
                (Remedy::MendRows, "unlisted".to_owned(), 1_500, 1),
                (Remedy::MendRows, "not_a_number".to_owned(), 3, 2),
                (Remedy::ExportAgain, "damaged_id".to_owned(), 1, 1),
                (Remedy::LeftOut, "total_rows_skipped".to_owned(), 7, 2),
                (Remedy::LeftOut, "same_file_again".to_owned(), 1, 1),
                (Remedy::LeftOut, "unknown_columns".to_owned(), 1, 1),
            ]
        );
        let first = &all[1];
        assert_eq!(first.example_file, "a.xlsx");
        assert_eq!(first.example.as_ref().map(|e| (e.row, e.value.as_str())), Some((14, "9 百多")));
        assert_eq!(first.subjects, ["人数", "价格"]);
    }

    #[test]
    fn rows_that_only_writing_refused_are_no_rows_the_reader_left_unlisted() {
        let remarks = Remarks {
            rejects: vec![reject(2, "", "", "no_session"), reject(3, "", "", "no_session")],
            homeless: 2,
            ..Remarks::default()
        };
        let file = RemarkedFile { name: "a.csv", rows_rejected: 0, remarks: &remarks };
        let all = repairs(&[file]);
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].action, all[0].count), (Remedy::ImportMore, 2));
    }
}
