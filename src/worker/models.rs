//! The Models page on the interactive lane. What does not change from one slider's step to the
//! next — reports, the table, a whole model — is read once.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Failure;
use crate::domain::Job;
use crate::engine::{self, Engine, EngineError};
use crate::learn::{Model, ModelKind, Question, Source, Table};
use crate::present::pages::models::{ModelsAsk, ModelsInput, Run, models, shown};
use crate::present::pages::{ModelsPage, PageContext};

/// What is kept from page to page.
#[derive(Default)]
pub(super) struct Kept {
    stamp: String,
    runs: Vec<(Question, Vec<Run>)>,
    in_use: Vec<(Question, i64)>,
    table: Option<((u64, Question, Source), Arc<Table>)>,
    model: Option<((i64, ModelKind), Arc<Model>)>,
}

impl Kept {
    /// Reads the trainings again when one came, went or was chosen.
    fn refresh(&mut self, engine: &Engine, zone: &TimeZone) -> Result<(), Failure> {
        let stamp = format!("{}@{zone:?}", engine.models_stamp()?);
        if self.stamp == stamp {
            return Ok(());
        }
        // A number may stand for another training now.
        self.model = None;
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
        (question, source): (Question, Source),
    ) -> Result<Arc<Table>, EngineError> {
        let key = (engine.revision()?, question, source);
        if let Some((known, table)) = &self.table
            && *known == key
        {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(engine.training_table(job, question, source)?);
        self.table = Some((key, Arc::clone(&table)));
        Ok(table)
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
    let wants = ask.needs_rows();
    // What came since the training is counted only where something did.
    if wants || run.revision != revision {
        let table = match kept.table(engine, job, (question, source)) {
            Ok(table) => Some(table),
            Err(EngineError::Cancelled(cancelled)) => {
                return Err(EngineError::Cancelled(cancelled).into());
            }
            // The data a training stood on may be gone; its report still stands.
            Err(_) => None,
        };
        if let Some(table) = table {
            input.rows_now = (run.revision != revision).then(|| table.rows());
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
        }
    }
    Ok(models(&input, context))
}
