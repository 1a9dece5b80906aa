//! Whether what came since a training still looks like what it learnt from.

use super::{Engine, EngineError};
use crate::domain::{Job, ModelId};
use crate::learn::{Drift, Question, Source, Table, grew};

/// The data of today against what a kept model learnt from.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// The model.
    pub model: ModelId,
    /// Rows it learnt from.
    pub learnt: usize,
    /// Rows there are.
    pub rows: usize,
    /// How the new ones differ; `None` where too few came to say.
    pub drift: Option<Drift>,
}

impl Since {
    /// Whether training again is worth it: a fifth more rows, or rows that clearly differ.
    pub fn suggests_training(&self) -> bool {
        grew(self.learnt, self.rows) || self.drift.as_ref().is_some_and(Drift::is_clear)
    }
}

impl Engine {
    /// The data of today against what a kept model learnt from: the one named, else the one in use.
    pub fn since_training(
        &mut self,
        job: &Job,
        question: Question,
        id: Option<ModelId>,
    ) -> Result<Since, EngineError> {
        let (id, _, model) = self.stored_model(question, id)?;
        if !self.changed_since(question, id)? {
            // Nothing was written since: there is nothing to look for in the rows.
            return Ok(Since { model: id, learnt: model.rows, rows: model.rows, drift: None });
        }
        let table = match self.report_of_model(question, id)? {
            Some(report) => self.table_of(job, &report)?,
            None => {
                let source = self.likely_source(question)?;
                self.training_table(job, question, source)?
            }
        };
        let drift = model.drift(&table, &model.newer_rows(&table));
        Ok(Since { model: id, learnt: model.rows, rows: table.rows(), drift })
    }

    /// Whether anything was imported or changed since a model was trained.
    fn changed_since(&self, question: Question, id: ModelId) -> Result<bool, EngineError> {
        let run = self.store.run_of_model(id)?;
        let revision = self.revision()?;
        let runs = self.store.runs(question.word())?;
        Ok(runs.iter().find(|known| known.id == run).is_none_or(|run| run.revision != revision))
    }

    /// New rows of the table that is about to be learnt from, against the training in use; `None`
    /// also at a first training, and one from other rows or of another outcome.
    pub(super) fn drift_since(
        &self,
        (question, source, outcome): (Question, Source, Option<&str>),
        table: &Table,
    ) -> Result<Option<Drift>, EngineError> {
        // One without models says nothing to compare with.
        let Ok((id, _, model)) = self.stored_model(question, None) else {
            return Ok(None);
        };
        let report = self.report_of_model(question, id)?;
        let same = |other: &crate::learn::TrainReport| {
            other.source == source && other.outcome.as_deref() == outcome
        };
        Ok(report
            .as_ref()
            .filter(|report| same(report))
            .and_then(|_| model.drift(table, &model.newer_rows(table))))
    }
}
