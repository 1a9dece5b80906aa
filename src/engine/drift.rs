//! Whether what came since a training still looks like what it learnt from.

use super::{Engine, EngineError};
use crate::domain::{Job, ModelId};
use crate::learn::{Drift, Question, Source, Table};

impl Engine {
    /// New rows against those the newest training of a question learnt from; `None` where too few
    /// came since.
    pub fn drift(
        &mut self,
        job: &Job,
        question: Question,
    ) -> Result<(ModelId, Option<Drift>), EngineError> {
        let (id, _, model) = self.stored_model(question, None)?;
        let source = match self.training_runs(question)?.first() {
            Some(run) => run.report.source,
            None => self.likely_source(question)?,
        };
        let table = self.training_table(job, question, source)?;
        Ok((id, model.drift(&table, &model.newer_rows(&table))))
    }

    /// The same for the table that is about to be learnt from; `None` also at a first training or
    /// one from other rows.
    pub(super) fn drift_since(
        &self,
        question: Question,
        source: Source,
        table: &Table,
    ) -> Result<Option<Drift>, EngineError> {
        let runs = self.training_runs(question)?;
        if runs.first().is_none_or(|run| run.report.source != source) {
            return Ok(None);
        }
        // One without models says nothing to compare with.
        let Ok((_, _, model)) = self.stored_model(question, None) else {
            return Ok(None);
        };
        Ok(model.drift(table, &model.newer_rows(table)))
    }
}
