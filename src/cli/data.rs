//! Commands about what is in the store: import, show, note.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{ImportArgs, NoteArgs, ShowArgs, TableArg};
use super::imports::print_report;
use super::{Context, Outcome, WrongUsage, map, out, progress};
use crate::engine::{Engine, ImportOptions, ImportReport, ShowFilter, ShowTable};
use crate::ingest::KindId;
use crate::present::text::{Lang, cleaning as say_clean, ingest as say, notices};

pub fn import(context: &Context, args: &ImportArgs) -> anyhow::Result<Outcome> {
    let mut options = ImportOptions { kind: args.kind.clone().map(KindId), ..Default::default() };
    let job = context.job(0);
    // A dry run writes nothing, and where no file can be read there is nothing to write: neither
    // may make a store. Beside none, files are read with one that is thrown away.
    let store = context.store_path();
    let folder = tempfile::tempdir()?;
    let fresh = !store.exists();
    let mut engine = if fresh {
        Engine::open_or_create(&folder.path().join("read.fupan"), &context.places)?
    } else {
        Engine::open(&store, &context.places)?
    };
    if let Some(wanted) = &args.kind {
        let known = engine.known()?;
        if known.find(wanted).is_none() {
            let all: Vec<String> = known.kinds().map(|kind| kind.id.0.clone()).collect();
            return Err(WrongUsage(notices::bad_kind(wanted, &all, context.lang)).into());
        }
    }
    if let Some(id) = &args.session {
        engine.name_session(id, &mut options)?;
    }
    if let Some(named) = &args.template {
        let known = engine.known()?;
        options.template = Some(map::template(named, &known, context.lang)?);
    }
    let report = if args.dry_run {
        let prepared = engine.prepare_import(&job, &args.paths, &options)?;
        engine.dry_run(&prepared)?
    } else {
        let prepared = engine.read_import(&job, &args.paths, &options)?;
        if fresh && !prepared.files.is_empty() {
            engine = Engine::open_or_create(&store, &context.places)?;
        }
        engine.commit_import(&job, &prepared)?
    };
    // What cleaning finds is told where rows of behaviour or comments came in.
    let logs = report.files.iter().any(|file| file.rows_stored > 0)
        && !args.dry_run
        && report.events + report.comments > 0;
    let cleaning = if logs { Some(engine.cleaning(&job)?.counts()) } else { None };
    let foreign = engine.is_foreign_key()?;
    let nothing = report.files.is_empty();
    progress::clear();
    if args.json {
        let mut value = report_json(&report, context.lang);
        value["identity_key_matches"] = json!(!foreign);
        value["cleaning"] = json!(cleaning);
        out::json(&value)?;
    } else if !nothing {
        print_report(&report, context.lang);
        if let Some(counts) = cleaning {
            out::line(say_clean::summary(&counts, context.lang));
        }
    }
    if foreign && !nothing {
        out::notice(&notices::foreign_key(&context.places.identity_key(), context.lang));
    }
    for failed in &report.failed {
        out::error_line(&failed.path.display().to_string());
        out::notice(&say::ingest_error(&failed.error, context.lang));
    }
    if nothing && report.failed.is_empty() {
        out::notice(&notices::nothing_to_import(context.lang));
    }
    Ok(if nothing {
        Outcome::Failed
    } else if report.rows_rejected() > 0 || report.failed_by_name() > 0 {
        Outcome::DoneWithRejects
    } else {
        Outcome::Done
    })
}

fn report_json(report: &ImportReport, lang: Lang) -> Value {
    let mut value = json!(report);
    value["failed"] = report
        .failed
        .iter()
        .map(|failed| {
            let notice = say::ingest_error(&failed.error, lang);
            json!({
                "path": failed.path,
                "title": notice.title,
                "detail": notice.detail,
                "action": notice.action,
                // For whoever mends it: what the reader met, in the reader's own words.
                "cause": failed.error.to_string(),
            })
        })
        .collect();
    value
}

pub fn show(context: &Context, args: &ShowArgs) -> anyhow::Result<Outcome> {
    if args.from.zip(args.to).is_some_and(|(from, to)| from > to) {
        return Err(WrongUsage(notices::days_reversed(context.lang).to_owned()).into());
    }
    let mut engine = context.reader()?;
    let session = match &args.session {
        Some(id) => Some(engine.find_session(Some(id))?),
        None => None,
    };
    let filter = ShowFilter { session, from: args.from, to: args.to };
    let table = match args.table {
        TableArg::Sessions => ShowTable::Sessions,
        TableArg::Products => ShowTable::Products,
        TableArg::Channels => ShowTable::Channels,
        TableArg::Minutes => ShowTable::Minutes,
        TableArg::Segments => ShowTable::Segments,
        TableArg::Orders => ShowTable::Orders,
        TableArg::Events => ShowTable::Events,
        TableArg::Comments => ShowTable::Comments,
        TableArg::Visits => ShowTable::Visits,
        TableArg::Viewers => ShowTable::Viewers,
        TableArg::Income => ShowTable::Income,
        TableArg::Periods => ShowTable::Periods,
        TableArg::Flagged => ShowTable::Flagged,
    };
    let rows = engine.show(table, &filter)?;
    if args.json {
        out::json(&json!({ "rows": rows }))?;
        return Ok(Outcome::Done);
    }
    let keys: Vec<String> = rows
        .first()
        .map(|row| {
            row.keys().filter(|key| *key != "source" && *key != "reported").cloned().collect()
        })
        .unwrap_or_default();
    let text = |row: &serde_json::Map<String, Value>, key: &String| match row.get(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    if args.csv {
        let head: Vec<&str> =
            keys.iter().map(String::as_str).chain(["file", "sheet", "row"]).collect();
        let cells = rows.iter().map(|row| {
            let source = row.get("source").cloned().unwrap_or_default();
            let place = ["file", "sheet", "row"].map(|key| match &source[key] {
                Value::String(text) => text.clone(),
                Value::Null => String::new(),
                other => other.to_string(),
            });
            keys.iter().map(|key| text(row, key)).chain(place).collect::<Vec<_>>()
        });
        out::csv(&head, cells)?;
        return Ok(Outcome::Done);
    }
    // On a terminal only columns that hold something are of use.
    let keys: Vec<String> =
        keys.into_iter().filter(|key| rows.iter().any(|row| !text(row, key).is_empty())).collect();
    let headers: Vec<&str> = keys.iter().map(String::as_str).collect();
    let right: Vec<usize> = (0..keys.len())
        .filter(|at| rows.iter().any(|row| row.get(&keys[*at]).is_some_and(Value::is_number)))
        .collect();
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| keys.iter().map(|key| text(row, key)).collect()).collect();
    if !rows.is_empty() {
        out::table(&headers, &right, &cells);
    }
    out::line(notices::row_count(rows.len(), context.lang));
    Ok(Outcome::Done)
}

pub fn note(context: &Context, args: &NoteArgs) -> anyhow::Result<Outcome> {
    let changes = args.text.is_some() || args.remove.is_some();
    let mut engine = if changes { context.writer()? } else { context.reader()? };
    if let Some(id) = args.remove {
        engine.remove_note(id)?;
        out::line(notices::saved(context.lang));
        return Ok(Outcome::Done);
    }
    let session = engine.find_session(args.session.as_deref())?;
    if let Some(text) = &args.text {
        engine.add_note(&context.job(0), session, args.minute, text)?;
    }
    let notes = engine.notes(session)?;
    // A minute of a session is told by the clock of where the session was.
    let zone = engine.zone_of(session)?;
    if args.json {
        let mut value = json!({ "session": session, "notes": notes });
        for (shown, note) in value["notes"].as_array_mut().into_iter().flatten().zip(&notes) {
            shown["at"] = json!(note.at.map(|at| moment(at, &zone)));
        }
        out::json(&value)?;
        return Ok(Outcome::Done);
    }
    for note in notes {
        let at = note.at.map_or_else(String::new, |at| {
            at.to_zoned_datetime(zone.clone()).strftime("%H:%M ").to_string()
        });
        out::line(format!("{}  {at}{}", note.id, note.text));
    }
    Ok(Outcome::Done)
}

/// A moment with the offset of a zone.
fn moment(at: jiff::Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}
