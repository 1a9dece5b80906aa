//! What became of the columns of imported files.

use super::kind_name;
use crate::domain::ColumnFates;
use crate::engine::FileOutcome;
use crate::present::text::{Lang, privacy};

/// What became of the columns, one line for each kind of file; those of which every column is kept
/// have nothing to tell.
pub fn column_fates(files: &[FileOutcome], lang: Lang) -> Vec<String> {
    let mut kinds: Vec<(&str, ColumnFates, usize)> = Vec::new();
    for file in files.iter().filter(|file| !file.columns.is_empty()) {
        match kinds.iter_mut().find(|(kind, ..)| *kind == file.kind) {
            Some((_, all, count)) => {
                all.join(&file.columns);
                *count += 1;
            }
            None => kinds.push((&file.kind, file.columns.clone(), 1)),
        }
    }
    kinds
        .into_iter()
        .filter(|(_, all, _)| !all.hashed.is_empty() || !all.dropped.is_empty())
        .map(|(kind, all, count)| {
            let name = privacy::files(&kind_name(kind, lang), count, lang);
            format!("{name}{}{}", lang.pick("：", ": "), privacy::fates(&all, 0, lang))
        })
        .collect()
}
