//! The Models page on the interactive lane. What does not change from one slider's step to the
//! next — reports, the table, a whole model — is read once.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Failure;
use crate::domain::Job;
use crate::engine::{self, Engine, EngineError};
use crate::learn::{Drift, Model, ModelKind, Question, Source, Table, TrainReport};
use crate::present::pages::models::{ModelsAsk, ModelsInput, Run, models, shown};
use crate::present::pages::{ModelsPage, PageContext};

/// What is kept from page to page.
#[derive(Default)]
pub(super) struct Kept {
    stamp: String,
    runs: Vec<(Question, Vec<Run>)>,
    in_use: Vec<(Question, i64)>,
    table: Option<(TableKey, Arc<Table>)>,
    drift: Option<((u64, i64), Option<Drift>)>,
    model: Option<((i64, ModelKind), Arc<Model>)>,
}

/// Revision, question, rows and outcome.
type TableKey = (u64, Question, Source, Option<String>);

impl Kept {
    /// Reads the trainings again when one came, went or was chosen.
    fn refresh(&mut self, engine: &Engine, zone: &TimeZone) -> Result<(), Failure> {
        let stamp = format!("{}@{zone:?}", engine.models_stamp()?);
        if self.stamp == stamp {
            return Ok(());
        }
        // A number may stand for another training now.
        self.model = None;
        self.drift = None;
        self.runs.clear();
        self.in_use.clear();
        for question in Question::ALL {
            let kept = engine.training_runs(*question)?;
            let shown = kept.into_iter().map(|run| Run {
                id: run.id,
                at: run.at.to_zoned_datetime(zone.clone()),
                report: run.report,
                revision: run.revision,
            });
            self.runs.push((*question, shown.collect()));
            self.in_use.extend(engine.run_in_use(*question)?.map(|run| (*question, run)));
        }
        self.stamp = stamp;
        Ok(())
    }

    fn table(
        &mut self,
        engine: &mut Engine,
        job: &Job,
        report: &TrainReport,
    ) -> Result<Arc<Table>, EngineError> {
        let (question, source) = (report.question, report.source);
        let key = (engine.revision()?, question, source, report.outcome.clone());
        if let Some((known, table)) = &self.table
            && *known == key
        {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(engine.table_of(job, report)?);
        self.table = Some((key, Arc::clone(&table)));
        Ok(table)
    }

    /// How rows that came since a training differ from those it learnt from.
    fn drift(&mut self, revision: u64, run: &Run, table: &Table) {
        let key = (revision, run.id);
        if self.drift.as_ref().is_none_or(|(known, _)| *known != key) {
            let model = run.report.models.first().map(|report| &report.model);
            let drift = model.and_then(|model| model.drift(table, &model.newer_rows(table)));
            self.drift = Some((key, drift));
        }
    }

    fn model(
        &mut self,
        engine: &Engine,
        run: i64,
        kind: ModelKind,
    ) -> Result<Option<Arc<Model>>, EngineError> {
        if let Some((known, model)) = &self.model
            && *known == (run, kind)
        {
            return Ok(Some(Arc::clone(model)));
        }
        let Some((_, model)) = engine.model_of_run(run, kind)? else {
            return Ok(None);
        };
        let model = Arc::new(model);
        self.model = Some(((run, kind), Arc::clone(&model)));
        Ok(Some(model))
    }
}

pub(super) fn page(
    engine: &mut Engine,
    kept: &mut Kept,
    job: &Job,
    zone: &TimeZone,
    ask: &ModelsAsk,
    context: &PageContext,
) -> Result<ModelsPage, Failure> {
    kept.refresh(engine, zone)?;
    let revision = engine.revision()?;
    let runs = std::mem::take(&mut kept.runs);
    let in_use = std::mem::take(&mut kept.in_use);
    let page = with_runs(engine, kept, job, (&runs, &in_use, revision), ask, context);
    (kept.runs, kept.in_use) = (runs, in_use);
    page
}

fn with_runs(
    engine: &mut Engine,
    kept: &mut Kept,
    job: &Job,
    (runs, in_use, revision): (&[(Question, Vec<Run>)], &[(Question, i64)], u64),
    ask: &ModelsAsk,
    context: &PageContext,
) -> Result<ModelsPage, Failure> {
    let mut input =
        ModelsInput { runs, revision, ask: ask.clone(), in_use, ..ModelsInput::default() };
    let Some((question, run, report)) = shown(&input) else {
        return Ok(models(&input, context));
    };
    let source = run.report.source;
    input.worth = engine.worth_of_one(question)?;
    input.contact_cost = engine.contact_cost(question)?;
    let wants = ask.needs_rows();
    // What came since the training is counted only where something did.
    if wants || run.revision != revision {
        let table = match kept.table(engine, job, &run.report) {
            Ok(table) => Some(table),
            Err(EngineError::Cancelled(cancelled)) => {
                return Err(EngineError::Cancelled(cancelled).into());
            }
            // The data a training stood on may be gone; its report still stands.
            Err(_) => None,
        };
        if let Some(table) = table {
            let changed = run.revision != revision;
            if changed {
                kept.drift(revision, run, &table);
            }
            // A copy: the model below is kept beside it.
            let drift = kept.drift.as_ref().filter(|_| changed).and_then(|kept| kept.1.clone());
            input.drift = drift.as_ref();
            input.rows_now = changed.then(|| table.rows());
            let asked = report.filter(|_| wants);
            let model = asked.map(|report| kept.model(engine, run.id, report.name)).transpose()?;
            if let Some(model) = model.flatten() {
                let hashed = engine.as_viewer(&ask.find);
                let at = ask.look_at();
                // A column the model asks for may have gone with an import that was taken back.
                let look =
                    engine::look(&model, report, &table, (question, source), &at, &hashed).ok();
                input.look = look.as_ref();
                return Ok(models(&input, context));
            }
            return Ok(models(&input, context));
        }
    }
    Ok(models(&input, context))
}
