//! Trained models and their versions, as documents the engine reads back.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::ModelId;

/// One press of the button: what was trained on which data, and the whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRecord {
    /// Id.
    pub id: i64,
    /// Question word.
    pub question: String,
    /// Source word: `history`, `events`, `visits`.
    pub source: String,
    /// When.
    pub created_at: Timestamp,
    /// Revision of the data it learnt from.
    pub revision: u64,
    /// Seed.
    pub seed: u64,
    /// The report, as JSON.
    pub report: String,
}

/// One trained model of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRecord {
    /// Id of the version, as `--model-id` takes it; 0 before it is stored.
    pub id: ModelId,
    /// Model word.
    pub name: String,
    /// Engine word.
    pub engine: String,
    /// Counts up from 1 for each question, model and engine; 0 before it is stored.
    pub version: u32,
    /// Verdict word.
    pub verdict: String,
    /// The model, as JSON.
    pub body: String,
}

impl Store {
    /// Stores a run with its models as new versions. Does not move the revision: models are
    /// derived from data, they do not change it.
    pub fn save_run(
        &mut self,
        run: &RunRecord,
        models: &[ModelRecord],
    ) -> Result<Vec<ModelId>, StoreError> {
        let tx = self.connection.transaction()?;
        tx.execute(
            "INSERT INTO training_runs (question, source, created_at, revision, seed, report)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                run.question,
                run.source,
                run.created_at.as_millisecond(),
                run.revision as i64,
                run.seed as i64,
                run.report
            ],
        )?;
        let run_id = tx.last_insert_rowid();
        let mut ids = Vec::with_capacity(models.len());
        for model in models {
            tx.execute(
                "INSERT INTO models (question, name, engine) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
                params![run.question, model.name, model.engine],
            )?;
            let model_id: i64 = tx.query_row(
                "SELECT id FROM models WHERE question = ?1 AND name = ?2 AND engine = ?3",
                params![run.question, model.name, model.engine],
                |row| row.get(0),
            )?;
            tx.execute(
                "INSERT INTO model_versions (model_id, run_id, version, verdict, body)
                 VALUES (?1, ?2, 1 + (SELECT coalesce(max(version), 0) FROM model_versions
                                      WHERE model_id = ?1), ?3, ?4)",
                params![model_id, run_id, model.verdict, model.body],
            )?;
            ids.push(ModelId(tx.last_insert_rowid()));
        }
        tx.commit()?;
        Ok(ids)
    }

    /// The runs of one question, newest first.
    pub fn runs(&self, question: &str) -> Result<Vec<RunRecord>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, question, source, created_at, revision, seed, report
                 FROM training_runs WHERE question = ?1 ORDER BY id DESC",
            )?
            .query_map([question], |row| {
                Ok(RunRecord {
                    id: row.get(0)?,
                    question: row.get(1)?,
                    source: row.get(2)?,
                    created_at: moment(row.get(3)?),
                    revision: row.get::<_, i64>(4)? as u64,
                    seed: row.get::<_, i64>(5)? as u64,
                    report: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// The models of one run.
    pub fn models_of_run(&self, run: i64) -> Result<Vec<ModelRecord>, StoreError> {
        self.models_where("v.run_id = ?1", run)
    }

    /// One model version with the question it answers.
    pub fn model(&self, id: ModelId) -> Result<(String, ModelRecord), StoreError> {
        let missing = || StoreError::NotFound { what: "model", id: id.0.to_string() };
        let question: Option<String> = self
            .connection
            .query_row(
                "SELECT m.question FROM model_versions v JOIN models m ON m.id = v.model_id
                 WHERE v.id = ?1",
                [id.0],
                |row| row.get(0),
            )
            .optional()?;
        let model = self.models_where("v.id = ?1", id.0)?.into_iter().next();
        Ok((question.ok_or_else(missing)?, model.ok_or_else(missing)?))
    }

    fn models_where(&self, condition: &str, value: i64) -> Result<Vec<ModelRecord>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT v.id, m.name, m.engine, v.version, v.verdict, v.body
                 FROM model_versions v JOIN models m ON m.id = v.model_id
                 WHERE {condition} ORDER BY v.id"
            ))?
            .query_map([value], |row| {
                Ok(ModelRecord {
                    id: ModelId(row.get(0)?),
                    name: row.get(1)?,
                    engine: row.get(2)?,
                    version: row.get(3)?,
                    verdict: row.get(4)?,
                    body: row.get(5)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }
}
