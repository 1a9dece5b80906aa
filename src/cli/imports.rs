//! What imports did: the report of one, the history, what was wrong, and the rows left out.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::ImportsArgs;
use super::{Context, Outcome, files, out};
use crate::domain::{ImportId, RemarkedFile, Remarks, repairs};
use crate::engine::ImportReport;
use crate::present::pages::repairs::{Repairs, reject_rows};
use crate::present::pages::summary::{self, ImportSummary, SummaryRow};
use crate::present::text::{Lang, ingest as say, notices, repairs as text};
use crate::report;
use crate::store::{ImportRecord, SourceRecord};

/// The report of an import in people's words.
pub(super) fn print_report(report: &ImportReport, lang: Lang) {
    let headers = lang.pick(
        ["文件", "认作", "读到", "写入", "替换", "略过", "有问题"],
        ["File", "Read as", "Read", "Written", "Replaced", "Skipped", "Rejected"],
    );
    let rows: Vec<Vec<String>> = report
        .files
        .iter()
        .map(|file| {
            vec![
                file.name(),
                say::kind_name(&file.kind, lang),
                file.rows_read.to_string(),
                file.rows_stored.to_string(),
                file.rows_replaced.to_string(),
                file.rows_skipped.to_string(),
                file.rows_rejected.to_string(),
            ]
        })
        .collect();
    out::table(&headers, &[2, 3, 4, 5, 6], &rows);
    let kept: Vec<(String, u64, Remarks)> = report
        .files
        .iter()
        .map(|file| (file.name(), file.rows_rejected - file.rows_homeless, file.remarks()))
        .collect();
    let remarked: Vec<RemarkedFile<'_>> = kept
        .iter()
        .map(|(name, rows_rejected, remarks)| RemarkedFile {
            name,
            rows_rejected: *rows_rejected,
            remarks,
        })
        .collect();
    let repairs = Repairs::of(&remarked, lang);
    if !repairs.is_empty() {
        print_repairs(&repairs);
    }
    for line in say::column_fates(&report.files, lang) {
        out::line(format!("  · {line}"));
    }
    if let Some(import) = report.import.filter(|_| report.rows_rejected() > 0) {
        out::line(notices::see_rejects(import, lang));
    }
    out::line(notices::import_summary(report, lang));
}

/// Remarks under what was done about them: `!` asks for something, `·` only tells.
fn print_repairs(repairs: &Repairs) {
    for group in &repairs.groups {
        out::line(format!("  {}", group.title));
        let mark = if group.needed { '!' } else { '·' };
        for line in &group.lines {
            let said = [&line.what, &line.count, &line.place, &line.cell]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join("  ");
            out::line(format!("  {mark} {said}"));
            out::line(format!("      {}", line.todo));
        }
    }
}

pub fn imports(context: &Context, args: &ImportsArgs) -> anyhow::Result<Outcome> {
    if let Some(id) = args.undo {
        let undone = context.writer()?.undo_import(&context.job(0), ImportId(id))?;
        if args.json {
            out::json(&undone)?;
        } else {
            out::line(notices::undone(&undone, context.lang));
        }
        return Ok(Outcome::Done);
    }
    if let Some(id) = args.show {
        return show(context, ImportId(id), args.json);
    }
    if let Some(id) = args.rejects {
        return rejects(context, ImportId(id), args);
    }
    let imports = context.reader()?.imports()?;
    if args.json {
        out::json(&json!({ "imports": imports }))?;
        return Ok(Outcome::Done);
    }
    let lang = context.lang;
    let headers = lang.pick(
        ["号", "时间", "文件", "行数", "没收进", "状态"],
        ["No.", "When", "Files", "Rows", "Left out", "State"],
    );
    let rows: Vec<Vec<String>> = imports
        .iter()
        .map(|import| {
            let stored: u64 = import.sources.iter().map(|source| source.rows_stored).sum();
            let lost: u64 = import.sources.iter().map(SourceRecord::rows_left_out).sum();
            vec![
                import.id.0.to_string(),
                when(import),
                import.sources.len().to_string(),
                stored.to_string(),
                lost.to_string(),
                import.undone_at.map_or("", |_| lang.pick("已撤销", "undone")).to_owned(),
            ]
        })
        .collect();
    out::table(&headers, &[0, 2, 3, 4], &rows);
    if !imports.is_empty() {
        out::line(notices::see_import(lang));
    }
    Ok(Outcome::Done)
}

fn when(import: &ImportRecord) -> String {
    import.at.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// One import: what it did, file by file, and what was wrong.
fn show(context: &Context, id: ImportId, as_json: bool) -> anyhow::Result<Outcome> {
    let engine = context.reader()?;
    let import = engine.import_record(id)?;
    let lang = context.lang;
    if as_json {
        let mut value = json!(import);
        for (shown, source) in
            value["sources"].as_array_mut().into_iter().flatten().zip(&import.sources)
        {
            shown["rows_left_out"] = json!(source.rows_left_out());
            shown["tables"] = json!(engine.source_rows(source.id)?);
            shown["rejects"] = json!(source.remarks.rejects);
            shown["warnings"] = json!(source.remarks.warnings);
            shown["unknown_columns"] = json!(source.remarks.unknown_columns);
        }
        value["repairs"] = repairs_json(&import, lang);
        out::json(&value)?;
        return Ok(Outcome::Done);
    }
    let summary = summary::of_record(&import, &when(&import), lang);
    print_summary(&summary);
    Ok(Outcome::Done)
}

fn print_summary(summary: &ImportSummary) {
    out::line(format!("{}  {}", summary.title, summary.undone));
    let headers: Vec<&str> = summary.columns.iter().map(String::as_str).collect();
    let cells = |row: &SummaryRow| {
        vec![
            row.name.clone(),
            row.kind.clone(),
            row.added.clone(),
            row.replaced.clone(),
            row.skipped.clone(),
            row.rejected.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = summary.rows.iter().chain(&summary.total).map(cells).collect();
    out::table(&headers, &[2, 3, 4, 5], &rows);
    match summary.repairs.is_empty() {
        true => out::line(&summary.repairs.empty),
        false => print_repairs(&summary.repairs),
    }
}

/// Equal remarks together, with their words in the language asked for.
fn repairs_json(import: &ImportRecord, lang: Lang) -> Value {
    let named = names(import);
    let all = repairs(&remarked(import, &named));
    all.iter()
        .map(|repair| {
            json!({
                "action": repair.action,
                "needed": repair.action.is_needed(),
                "code": repair.about.word(),
                "count": repair.count,
                "subjects": repair.subjects,
                "files": repair.files,
                "example": repair.example.as_ref().map(|example| json!({
                    "file": repair.example_file,
                    "sheet": example.sheet,
                    "row": example.row,
                    "value": example.value,
                })),
                "text": text::about(&repair.about, lang),
                "todo": text::todo(&repair.about, lang),
            })
        })
        .collect()
}

fn names(import: &ImportRecord) -> Vec<String> {
    import.sources.iter().map(SourceRecord::full_name).collect()
}

fn remarked<'a>(import: &'a ImportRecord, names: &'a [String]) -> Vec<RemarkedFile<'a>> {
    import
        .sources
        .iter()
        .zip(names)
        .map(|(source, name)| RemarkedFile {
            name,
            rows_rejected: source.rows_rejected,
            remarks: &source.remarks,
        })
        .collect()
}

/// The rows of an import that did not come in.
fn rejects(context: &Context, id: ImportId, args: &ImportsArgs) -> anyhow::Result<Outcome> {
    let import = context.reader()?.import_record(id)?;
    let lang = context.lang;
    let named = names(&import);
    let rows = reject_rows(&remarked(&import, &named), lang);
    let all: u64 = import.sources.iter().map(SourceRecord::rows_left_out).sum();
    if let Some(path) = &args.out {
        files::write(path, report::rejects_csv(&rows, lang).as_bytes(), lang)?;
        let shown = path.display().to_string();
        if args.json {
            out::json(&json!({ "out": shown, "rows": rows.len(), "rows_left_out": all }))?;
        } else {
            out::line(text::rejects_written(rows.len() as u64, &shown, lang));
        }
    } else if args.json {
        out::json(&json!({ "rejects": rows, "rows_left_out": all }))?;
    } else if args.csv {
        out::raw(report::rejects_csv(&rows, lang).trim_start_matches('\u{feff}'));
    } else if rows.is_empty() {
        out::line(text::no_rejects(lang));
    } else {
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| {
                let place = text::place(&row.file, &row.sheet, row.row, lang);
                vec![place, text::cell(&row.column, &row.value, lang), row.reason.clone()]
            })
            .collect();
        let headers =
            lang.pick(["在哪里", "原来写的", "为什么没收进"], ["Where", "What it says", "Why"]);
        out::table(&headers, &[], &cells);
    }
    if (rows.len() as u64) < all {
        out::error_line(&text::rejects_cut(rows.len() as u64, all, lang));
    }
    Ok(Outcome::Done)
}
