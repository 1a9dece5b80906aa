//! `predict` and `models`: asking kept models, comparing, choosing, removing, exporting them.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::tz::TimeZone;
use serde_json::json;

use super::args::{ModelsArgs, PredictArgs};
use super::insight::question;
use super::thresholds;
use super::{Context, Outcome, Told, WrongUsage, files, out, progress};
use crate::domain::ModelId;
use crate::engine::{self, Engine, EngineError, LookAt, ModelLook};
use crate::learn::{CellValue, LearnError, Model, Question, RowKind, Source, TrainReport};
use crate::present::pages::models::{
    Asked, ModelsAsk, ModelsInput, ModelsView, Run, models, models_json, predict_json,
    what_if_lines,
};
use crate::present::text::{Lang, learn as say_learn, models as text, notices};

fn changes(pairs: &[String], lang: Lang) -> anyhow::Result<BTreeMap<String, CellValue>> {
    let mut changes = BTreeMap::new();
    for pair in pairs {
        let (name, value) = pair
            .split_once('=')
            .filter(|(name, _)| !name.trim().is_empty())
            .ok_or_else(|| WrongUsage(notices::not_a_feature(pair, lang)))?;
        let number = value.parse::<f64>();
        let cell = number.map_or_else(|_| CellValue::Text(value.to_owned()), CellValue::Number);
        changes.insert(name.to_owned(), cell);
    }
    Ok(changes)
}

pub fn predict(context: &Context, args: &PredictArgs) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let question = question(args.question);
    let at = LookAt {
        find: args.from_row.clone().unwrap_or_default(),
        changes: changes(&args.set, lang)?,
        what_if: true,
        ..LookAt::default()
    };
    let mut engine = context.reader()?;
    let (id, verdict, model) = engine.stored_model(question, args.model_id.map(ModelId))?;
    // A training that an older version kept may have no report to be read; the model still
    // answers.
    let report = engine.report_of_model(question, id)?;
    let source = report.as_ref().map_or(Source::History, |report| report.source);
    let look = look(context, &mut engine, &model, report.as_ref(), &at)?;
    let from = look.found.1.first();
    if args.from_row.is_some() && from.is_none() {
        let notice = crate::present::text::Notice::new(text::found(&at.find, 0, "", lang), "", "");
        return Err(Told(notice).into());
    }
    let Some(what_if) = &look.what_if else {
        return Ok(Outcome::Failed);
    };
    let since = engine.since_training(&context.job(0), question, Some(id))?;
    progress::clear();
    let kind = RowKind::of(question, source);
    let called = from.map(|row| text::row_name(kind, &row.label, row.row, lang));
    if args.json {
        out::json(&predict_json(
            &Asked {
                question,
                model_id: id.0,
                verdict,
                from: called.as_deref(),
                what_if,
                since: &since,
            },
            lang,
        ))?;
        return Ok(Outcome::Done);
    }
    out::line(say_learn::model_name(model.name, lang));
    match report {
        Some(report) => {
            let name = model.name;
            let at = jiff::Timestamp::UNIX_EPOCH.to_zoned_datetime(TimeZone::UTC);
            let runs = [(question, vec![Run { id: 0, at, report, revision: 0 }])];
            let ask = ModelsAsk {
                question: Some(question),
                method: Some(name),
                levels: usize::MAX,
                view: ModelsView::WhatIf,
                find: at_find(args),
                changes: changes(&args.set, lang)?,
                ..ModelsAsk::default()
            };
            let input =
                ModelsInput { runs: &runs, ask, look: Some(&look), ..ModelsInput::default() };
            let page = models(&input, &context.page(0));
            if let Some(view) = &page.what_if {
                what_if_lines(view).into_iter().for_each(|line| out::line(format!("  {line}")));
                for row in &view.bill.rows {
                    out::line(format!("    {:>12}  {}", row.amount.text, row.label));
                }
            }
            if let Some(found) = &page.found {
                out::line(format!("  {}", found.sentence));
            }
        }
        None => {
            let value = what_if.changed.prediction.value;
            out::line(format!("  {}", text::outcome(value, &model.unit, lang)));
        }
    }
    if let Some(warning) = say_learn::of_little_use(verdict, lang) {
        out::line(format!("  ! {warning}"));
    }
    for outside in &what_if.changed.prediction.out_of_range {
        out::line(format!("  ! {}", say_learn::out_of_range(outside, lang)));
    }
    let mark = if since.suggests_training() { "! " } else { "" };
    for line in say_learn::trust::since_training(&since, question, lang) {
        out::line(format!("  {mark}{line}"));
    }
    Ok(Outcome::Done)
}

fn at_find(args: &PredictArgs) -> String {
    args.from_row.clone().unwrap_or_default()
}

/// Without a row to look for no table is needed.
fn look(
    context: &Context,
    engine: &mut Engine,
    model: &Model,
    report: Option<&TrainReport>,
    at: &LookAt,
) -> anyhow::Result<ModelLook> {
    let question = model.question;
    let source = report.map_or(Source::History, |report| report.source);
    let tested = report.and_then(|report| report.of(model));
    let named = |error| match error {
        LearnError::UnknownFeature(key) => {
            let known: Vec<&str> =
                model.features.iter().map(|range| range.feature.key.as_str()).collect();
            anyhow::Error::from(Told(say_learn::unknown_feature(&key, &known, context.lang)))
        }
        other => EngineError::from(other).into(),
    };
    if at.find.trim().is_empty() {
        let what_if =
            crate::learn::what_if(model, tested, &BTreeMap::new(), &at.changes).map_err(named)?;
        return Ok(ModelLook {
            kind: RowKind::of(question, source),
            node: None,
            node_rows: Vec::new(),
            found: (0, Vec::new()),
            answer: what_if.now.prediction.clone(),
            what_if: Some(what_if),
        });
    }
    let table = match report {
        Some(report) => engine.table_of(&context.job(0), report)?,
        None => engine.training_table(&context.job(0), question, source)?,
    };
    let hashed = engine.as_viewer(&at.find);
    engine::look(model, tested, &table, (question, source), at, &hashed).map_err(named)
}

pub fn list(context: &Context, args: &ModelsArgs) -> anyhow::Result<Outcome> {
    let lang = context.lang;
    let question = question(args.question);
    if let Some(folder) = &args.export {
        return export(context, question, args.model_id.map(ModelId), folder, args.json);
    }
    if args.newest || args.run_in_use.is_some() {
        context.writer()?.use_run(question, args.run_in_use)?;
    }
    if args.thresholds || args.contact_cost.is_some() {
        return thresholds::list(context, question, args);
    }
    if let Some(run) = args.run_to_delete {
        let deleted = context.writer()?.delete_run(question, run)?;
        if !args.json {
            out::line(text::deleted(&deleted.at().strftime("%m-%d %H:%M").to_string(), lang));
        }
    }
    let engine = context.reader()?;
    let kept = engine.training_runs(question)?;
    let in_use = engine.run_in_use(question)?;
    let runs: Vec<Run> = kept
        .into_iter()
        .map(|run| Run {
            id: run.id,
            at: run.at.to_zoned_datetime(TimeZone::system()),
            report: run.report,
            revision: run.revision,
        })
        .collect();
    if args.json {
        out::json(&models_json(question, &runs, in_use))?;
        return Ok(Outcome::Done);
    }
    if runs.is_empty() {
        let nothing = text::nothing_trained(question, lang);
        out::line(format!("{}  {}", nothing.title, nothing.detail));
        return Ok(Outcome::Done);
    }
    let chosen: Vec<(Question, i64)> = in_use.map(|run| (question, run)).into_iter().collect();
    let runs = [(question, runs)];
    let ask =
        ModelsAsk { question: Some(question), view: ModelsView::Versions, ..ModelsAsk::default() };
    let input = ModelsInput { runs: &runs, ask, in_use: &chosen, ..ModelsInput::default() };
    let page = models(&input, &context.page(0));
    let Some(view) = page.compare else {
        return Ok(Outcome::Done);
    };
    out::line(format!("{}  {}", view.head.title, view.head.unit));
    for (at, column) in view.columns.iter().enumerate() {
        out::line(format!("{} · {} {}", column.run, column.title, column.badge).trim_end());
        for line in &view.lines {
            let cell = &line.cells[at];
            let verdict = cell.verdict.as_ref().map_or("", |(_, word)| word);
            let figures = [cell.text.as_str(), verdict, &cell.note].join("  ");
            out::line(format!("  {}: {}", line.label, figures.trim_end()));
        }
    }
    out::line(view.head.sentence.replace("**", ""));
    Ok(Outcome::Done)
}

fn export(
    context: &Context,
    question: Question,
    id: Option<ModelId>,
    folder: &Path,
    as_json: bool,
) -> anyhow::Result<Outcome> {
    let mut engine = context.reader()?;
    let (made, same) = engine.export_model(&context.job(0), question, id)?;
    let target = |ending: &str| folder.join(format!("{}.{ending}", made.name));
    let (json_file, csv_file) = (target("json"), target("csv"));
    files::make_folder(folder, context.lang)?;
    files::write(&json_file, made.json.as_bytes(), context.lang)?;
    files::write(&csv_file, &made.csv, context.lang)?;
    if as_json {
        out::json(&json!({
            "model": json_file.display().to_string(),
            "rows": csv_file.display().to_string(),
            "row_count": made.rows,
            "same_data": same,
        }))?;
    } else {
        let (json_file, csv_file) =
            (json_file.display().to_string(), csv_file.display().to_string());
        out::line(text::exported(made.rows, &json_file, &csv_file, same, context.lang));
    }
    Ok(Outcome::Done)
}
