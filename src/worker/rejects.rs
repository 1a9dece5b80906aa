//! Writes the rows that did not come in as a table.

use std::path::PathBuf;

use super::export::put;
use super::{Failure, Reply};
use crate::domain::{ImportId, RemarkedFile};
use crate::engine::Engine;
use crate::present::pages::repairs::reject_rows;
use crate::present::pages::{Tray, tray};
use crate::present::text::Lang;
use crate::report;
use crate::store::SourceRecord;

/// Those of one import of the history.
pub(super) fn of_import(
    engine: &Engine,
    import: ImportId,
    target: PathBuf,
    lang: Lang,
) -> Result<Reply, Failure> {
    let record = engine.import_record(import)?;
    let names: Vec<String> = record.sources.iter().map(SourceRecord::full_name).collect();
    let files: Vec<RemarkedFile<'_>> = record
        .sources
        .iter()
        .zip(&names)
        .map(|(source, name)| RemarkedFile {
            name,
            rows_rejected: source.rows_rejected,
            remarks: &source.remarks,
        })
        .collect();
    write(&files, target, lang)
}

/// Those of the files that wait to be written.
pub(super) fn of_tray(files: &Tray, target: PathBuf, lang: Lang) -> Result<Reply, Failure> {
    write(&tray::remarked(files), target, lang)
}

fn write(files: &[RemarkedFile<'_>], target: PathBuf, lang: Lang) -> Result<Reply, Failure> {
    let rows = reject_rows(files, lang);
    let of = files.iter().map(|file| file.rows_rejected + file.remarks.homeless).sum();
    put(&target, report::rejects_csv(&rows, lang).as_bytes())?;
    Ok(Reply::RejectsWritten { rows: rows.len() as u64, of, target })
}
