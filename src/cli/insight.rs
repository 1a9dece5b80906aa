//! `train`: trains, tests and keeps models.

use std::path::Path;

use super::args::{EngineArg, ModelArg, QuestionArg, SourceArg, TrainArgs};
use super::{Context, Outcome, WrongUsage, files, out, progress};
use crate::learn::{self, ModelKind, Question, Source, TrainReport, TrainSpec};
use crate::present::pages::{self, PageContext};
use crate::present::text::{Lang, learn as say_learn, notices};

impl Context {
    pub(super) fn page(&self, seed: u64) -> PageContext {
        PageContext { lang: self.lang, now: self.now, seed }
    }
}

pub(super) fn question(arg: QuestionArg) -> Question {
    match arg {
        QuestionArg::Buyers => Question::Buyers,
        QuestionArg::Products => Question::Products,
        QuestionArg::SessionSales => Question::SessionSales,
    }
}

pub fn train(context: &Context, args: &TrainArgs) -> anyhow::Result<Outcome> {
    let mut engine = context.writer()?;
    let question = question(args.question);
    let source = match args.source {
        Some(SourceArg::History) => Source::History,
        Some(SourceArg::Events) => Source::Events,
        Some(SourceArg::Visits) => Source::Visits,
        // Only a table of one's own has columns to choose from.
        None if args.outcome.is_some() => Source::Visits,
        None => engine.likely_source(question)?,
    };
    let mut spec = TrainSpec::new(question, source, args.seed);
    spec.models = match args.model {
        ModelArg::Linear => vec![ModelKind::Linear],
        ModelArg::Logistic => vec![ModelKind::Logistic],
        ModelArg::Tree => vec![ModelKind::Tree],
        ModelArg::Forest => vec![ModelKind::Forest],
        ModelArg::Boosting => vec![ModelKind::Boosting],
        ModelArg::Net => vec![ModelKind::Net],
        ModelArg::All => ModelKind::ALL.to_vec(),
    };
    spec.engine = match args.engine {
        EngineArg::Fupan | EngineArg::Both => learn::Engine::Fupan,
        EngineArg::Linfa => learn::Engine::Linfa,
    };
    spec.beside = args.engine == EngineArg::Both;
    (spec.by, spec.sensitive) = (args.by.clone(), args.sensitive);
    spec.outcome.clone_from(&args.outcome);
    spec.depth = args.depth.map(|depth| depth as usize);
    spec.min_leaf = args.min_leaf.map(|rows| rows as usize);
    spec.trees = args.trees.map(|trees| trees as usize);
    spec.folds = args.folds.as_deref().map(|path| folds(path, context.lang)).transpose()?;
    let (report, ids) = engine.train(&context.job(args.seed), &spec)?;
    progress::clear();
    if args.json {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        out::json(&pages::models::train_json(&report, &ids, context.lang))?;
    } else {
        print_training(&report, context.lang);
    }
    Ok(Outcome::Done)
}

/// Fold numbers: the last column of a CSV, with or without a header.
fn folds(path: &Path, lang: Lang) -> anyhow::Result<Vec<u32>> {
    let text = files::read(path, lang)?;
    let mut folds = Vec::new();
    for (at, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let cell = line.rsplit([',', ';', '\t']).next().unwrap_or(line).trim();
        match cell.parse() {
            Ok(fold) => folds.push(fold),
            Err(_) if at == 0 => {}
            Err(_) => return Err(WrongUsage(notices::bad_fold(at + 1, cell, lang)).into()),
        }
    }
    Ok(folds)
}

pub(super) fn print_training(report: &TrainReport, lang: Lang) {
    out::line(say_learn::question_title(report.question, lang));
    if let Some(split) = &report.split {
        out::line(format!("  {}", say_learn::split_sentence(split, lang)));
    }
    for model in &report.models {
        out::line(format!(
            "  {} [{}] {}",
            say_learn::trust::engine_name(model, lang),
            say_learn::verdict_word(model.verdict, lang),
            say_learn::verdict_reason(&model.reason, &report.unit, report.question, lang)
        ));
    }
    for skipped in &report.skipped {
        out::line(format!(
            "  {} — {}",
            say_learn::model_name(skipped.name, lang),
            say_learn::skip_reason(&skipped.reason, report.question, report.source, lang)
        ));
    }
    for warning in &report.warnings {
        out::line(format!("  ! {}", say_learn::warning(warning, report.question, lang)));
    }
    for line in pages::models::trust_lines(report, lang) {
        out::line(format!("  {line}"));
    }
}
