//! What an import has to say of many files at once: one line for each kind of remark.

use std::path::Path;

use super::{kind_name, warning};
use crate::domain::{Warning, WarningCode};
use crate::engine::FileOutcome;
use crate::present::text::Lang;

/// Files named in a line.
const NAMED: usize = 3;

/// Remarks that say the same of files of one kind.
struct Group<'a> {
    kind: &'a str,
    about: Warning,
    files: Vec<&'a str>,
}

/// The remarks on all files, those that say the same of files of one kind in one line.
pub fn remarks(files: &[FileOutcome], lang: Lang) -> Vec<String> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for file in files {
        // Of a file that was not written again nothing else needs saying again.
        let again = file.warnings.iter().any(|w| w.code == WarningCode::SameFileAgain);
        let said = |warning: &&Warning| !again || warning.code == WarningCode::SameFileAgain;
        for warning in file.warnings.iter().filter(said) {
            let same = groups.iter_mut().find(|group| {
                group.kind == file.kind
                    && group.about.code == warning.code
                    && sentence(&group.about, lang) == sentence(warning, lang)
            });
            match same {
                Some(group) => {
                    group.about.count = if counts_columns(warning.code) {
                        group.about.count.max(warning.count)
                    } else {
                        group.about.count + warning.count
                    };
                    if group.files.last() != Some(&file.path.as_str()) {
                        group.files.push(&file.path);
                    }
                }
                None => groups.push(Group {
                    kind: &file.kind,
                    about: warning.clone(),
                    files: vec![&file.path],
                }),
            }
        }
    }
    groups.iter().map(|group| line(group, lang)).collect()
}

/// What a remark says, whatever its count: some carry a detail that no sentence shows.
fn sentence(about: &Warning, lang: Lang) -> String {
    let count = if counts_columns(about.code) { about.count } else { 0 };
    warning(&Warning { count, ..about.clone() }, lang)
}

/// The count is one of columns, which are the same in every file.
fn counts_columns(code: WarningCode) -> bool {
    matches!(code, WarningCode::PersonalColumnsDropped | WarningCode::DuplicateHeader)
}

fn line(group: &Group<'_>, lang: Lang) -> String {
    let text = warning(&group.about, lang);
    let name = |path: &str| {
        Path::new(path)
            .file_name()
            .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
    };
    if let [only] = group.files[..] {
        return format!("{}{}{text}", name(only), lang.pick("：", ": "));
    }
    let kind = kind_name(group.kind, lang);
    let count = group.files.len();
    let mut some: Vec<String> = group.files.iter().take(NAMED).map(|path| name(path)).collect();
    if count > NAMED {
        some.push("…".to_owned());
    }
    let some = some.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("{count} 个文件（{kind}）：{text}（{some}）"),
        Lang::En => format!("{count} files ({kind}): {text} ({some})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, kind: &str, warnings: &[(WarningCode, &str, u64)]) -> FileOutcome {
        FileOutcome {
            path: path.to_owned(),
            sha256: String::new(),
            kind: kind.to_owned(),
            platform: String::new(),
            encoding: String::new(),
            rows_read: 0,
            rows_stored: 0,
            rows_replaced: 0,
            rows_skipped: 0,
            rows_rejected: 0,
            rejects: Vec::new(),
            offers: Vec::new(),
            template: None,
            unknown_columns: Vec::new(),
            warnings: warnings
                .iter()
                .map(|(code, message, count)| Warning {
                    code: *code,
                    message: (*message).to_owned(),
                    count: *count,
                })
                .collect(),
        }
    }

    #[test]
    fn what_is_said_of_many_files_is_said_once() {
        let total = |n| (WarningCode::TotalRowsSkipped, "", n);
        let personal = (WarningCode::PersonalColumnsDropped, "收件人, 电话", 2);
        let again = |path| (WarningCode::SameFileAgain, path, 1);
        let mut files: Vec<FileOutcome> = (1..=5)
            .map(|at| file(&format!("d/{at}.xlsx"), "orders", &[total(at), personal]))
            .collect();
        files.push(file("d/s.csv", "sessions", &[total(4)]));
        files.push(file("d/t.csv", "minutes", &[again("d/t.csv")]));
        files.push(file("d/u.csv", "minutes", &[total(9), again("d/u.csv")]));
        let zh = remarks(&files, Lang::Zh);
        assert_eq!(zh.len(), 4, "{zh:#?}");
        assert!(zh[0].starts_with("5 个文件") && zh[0].contains("略过 15 行合计"), "{}", zh[0]);
        assert!(zh[0].ends_with("（1.xlsx、2.xlsx、3.xlsx、…）"), "{}", zh[0]);
        assert!(zh[1].contains("2 列个人信息"), "columns are not added up: {}", zh[1]);
        assert_eq!(zh[2], "s.csv：略过 4 行合计");
        assert!(zh[3].starts_with("2 个文件"), "{}", zh[3]);
        let en = remarks(&files, Lang::En);
        assert!(en[0].starts_with("5 files (") && en[0].contains("15 total rows"), "{}", en[0]);
    }
}
