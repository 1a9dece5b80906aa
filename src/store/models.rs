//! Trained models and their versions, as documents the engine reads back.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use super::undo::moment;
use super::{Store, StoreError};
use crate::domain::{ModelId, Money};

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
        insert_run(&tx, None, run)?;
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
            .query_map([question], run_record)?
            .collect::<Result<_, _>>()?)
    }

    /// The models of one run.
    pub fn models_of_run(&self, run: i64) -> Result<Vec<ModelRecord>, StoreError> {
        self.models_where("v.run_id = ?1", run)
    }

    /// The model of one method of a run.
    pub fn model_of_run(&self, run: i64, name: &str) -> Result<Option<ModelRecord>, StoreError> {
        let id: Option<i64> = self
            .connection
            .query_row(
                "SELECT v.id FROM model_versions v JOIN models m ON m.id = v.model_id
                 WHERE v.run_id = ?1 AND m.name = ?2 ORDER BY v.id LIMIT 1",
                params![run, name],
                |row| row.get(0),
            )
            .optional()?;
        let found = id.map(|id| self.models_where("v.id = ?1", id)).transpose()?;
        Ok(found.and_then(|models| models.into_iter().next()))
    }

    /// The run a model was trained in.
    pub fn run_of_model(&self, id: ModelId) -> Result<i64, StoreError> {
        let run = self.connection.query_row(
            "SELECT run_id FROM model_versions WHERE id = ?1",
            [id.0],
            |row| row.get(0),
        );
        run.optional()?.ok_or_else(|| StoreError::NotFound { what: "model", id: id.0.to_string() })
    }

    /// All runs there are, and which are in use: changes when one comes, goes or is chosen.
    pub fn runs_stamp(&self) -> Result<String, StoreError> {
        Ok(self.connection.query_row(
            "SELECT coalesce((SELECT group_concat(id || ':' || created_at) FROM training_runs), '') || '/' ||
                    coalesce((SELECT group_concat(key || '=' || value) FROM settings
                              WHERE key GLOB 'model_in_use.*'), '')",
            [],
            |row| row.get(0),
        )?)
    }

    /// The run of a question that a person put to use; `None`: the newest.
    pub fn run_in_use(&self, question: &str) -> Result<Option<i64>, StoreError> {
        let run: Option<i64> = self
            .connection
            .query_row(
                "SELECT r.id FROM settings s JOIN training_runs r ON r.id = CAST(s.value AS INTEGER)
                 WHERE s.key = 'model_in_use.' || ?1 AND r.question = ?1",
                [question],
                |row| row.get(0),
            )
            .optional()?;
        Ok(run)
    }

    /// Puts a run of a question to use; `None`: the newest, whichever that will be. Does not move
    /// the revision: models are derived from data, they do not change it.
    pub fn use_run(&mut self, question: &str, run: Option<i64>) -> Result<(), StoreError> {
        let key = format!("model_in_use.{question}");
        let Some(run) = run else {
            self.connection.execute("DELETE FROM settings WHERE key = ?1", [key])?;
            return Ok(());
        };
        let changed = self.connection.execute(
            "INSERT INTO settings (key, value)
             SELECT ?1, CAST(id AS TEXT) FROM training_runs WHERE id = ?2 AND question = ?3
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            params![key, run, question],
        )?;
        if changed == 0 {
            return Err(StoreError::NotFound { what: "training", id: run.to_string() });
        }
        Ok(())
    }

    /// What contacting one costs, for the thresholds of a question's models.
    pub fn contact_cost(&self, question: &str) -> Result<Option<Money>, StoreError> {
        let kept = self.setting(&format!("contact_cost.{question}"))?;
        Ok(kept.and_then(|minor| minor.parse().ok()).map(Money))
    }

    /// Keeps what contacting one costs; `None` forgets it. Does not move the revision: no model
    /// learns from it.
    pub fn set_contact_cost(
        &mut self,
        question: &str,
        cost: Option<Money>,
    ) -> Result<(), StoreError> {
        let key = format!("contact_cost.{question}");
        match cost {
            Some(cost) => self.connection.execute(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                params![key, cost.0.to_string()],
            )?,
            None => self.connection.execute("DELETE FROM settings WHERE key = ?1", [key])?,
        };
        Ok(())
    }

    /// Removes a run with its models and hands them back, so that it can be taken back.
    pub fn delete_run(&mut self, run: i64) -> Result<(RunRecord, Vec<ModelRecord>), StoreError> {
        let models = self.models_of_run(run)?;
        let tx = self.connection.transaction()?;
        let record = tx
            .query_row(
                "SELECT id, question, source, created_at, revision, seed, report
                 FROM training_runs WHERE id = ?1",
                [run],
                run_record,
            )
            .optional()?
            .ok_or_else(|| StoreError::NotFound { what: "training", id: run.to_string() })?;
        tx.execute("DELETE FROM training_runs WHERE id = ?1", [run])?;
        // A later run may get the same number: it is not the one that was chosen.
        tx.execute(
            "DELETE FROM settings WHERE key = 'model_in_use.' || ?1 AND value = CAST(?2 AS TEXT)",
            params![record.question, run],
        )?;
        tx.commit()?;
        Ok((record, models))
    }

    /// Puts a removed run back, under its old numbers where no newer one took them. Returns the
    /// run's number.
    pub fn restore_run(
        &mut self,
        run: &RunRecord,
        models: &[ModelRecord],
    ) -> Result<i64, StoreError> {
        let tx = self.connection.transaction()?;
        let taken: bool = tx.query_row(
            "SELECT EXISTS (SELECT 1 FROM training_runs WHERE id = ?1)",
            [run.id],
            |row| row.get(0),
        )?;
        insert_run(&tx, (!taken).then_some(run.id), run)?;
        let id = tx.last_insert_rowid();
        for model in models {
            tx.execute(
                "INSERT INTO model_versions (id, model_id, run_id, version, verdict, body)
                 SELECT iif(EXISTS (SELECT 1 FROM model_versions WHERE id = ?1), NULL, ?1),
                        m.id, ?2,
                        iif(EXISTS (SELECT 1 FROM model_versions v
                                    WHERE v.model_id = m.id AND v.version = ?3),
                            (SELECT max(v.version) + 1 FROM model_versions v
                             WHERE v.model_id = m.id), ?3),
                        ?4, ?5
                 FROM models m WHERE m.question = ?6 AND m.name = ?7 AND m.engine = ?8",
                params![
                    model.id.0,
                    id,
                    model.version,
                    model.verdict,
                    model.body,
                    run.question,
                    model.name,
                    model.engine
                ],
            )?;
        }
        tx.commit()?;
        Ok(id)
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

/// Writes a run; without an id it gets the next one.
fn insert_run(tx: &Transaction<'_>, id: Option<i64>, run: &RunRecord) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO training_runs (id, question, source, created_at, revision, seed, report)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id,
            run.question,
            run.source,
            run.created_at.as_millisecond(),
            run.revision as i64,
            run.seed as i64,
            run.report
        ],
    )?;
    Ok(())
}

fn run_record(row: &rusqlite::Row<'_>) -> rusqlite::Result<RunRecord> {
    Ok(RunRecord {
        id: row.get(0)?,
        question: row.get(1)?,
        source: row.get(2)?,
        created_at: moment(row.get(3)?),
        revision: row.get::<_, i64>(4)? as u64,
        seed: row.get::<_, i64>(5)? as u64,
        report: row.get(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(question: &str) -> RunRecord {
        RunRecord {
            id: 0,
            question: question.to_owned(),
            source: "history".to_owned(),
            created_at: Timestamp::UNIX_EPOCH,
            revision: 7,
            seed: 42,
            report: "{}".to_owned(),
        }
    }

    fn model(body: &str) -> ModelRecord {
        ModelRecord {
            id: ModelId(0),
            name: "tree".to_owned(),
            engine: "fupan".to_owned(),
            version: 0,
            verdict: "usable".to_owned(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_removed_run_comes_back_even_where_a_newer_one_took_its_number() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open_or_create(&folder.path().join("a.fupan")).unwrap();
        let revision = store.revision().unwrap();
        store.save_run(&run("buyers"), &[model("1")]).unwrap();
        store.save_run(&run("buyers"), &[model("2")]).unwrap();
        store.use_run("buyers", Some(2)).unwrap();
        assert!(store.use_run("products", Some(2)).is_err(), "it answers another question");

        let (record, models) = store.delete_run(2).unwrap();
        assert_eq!((record.id, models[0].body.as_str()), (2, "2"));
        store.save_run(&run("buyers"), &[model("3")]).unwrap();
        assert_eq!(store.run_in_use("buyers").unwrap(), None, "what was chosen is gone");
        let id = store.restore_run(&record, &models).unwrap();
        let bodies: Vec<String> = store
            .runs("buyers")
            .unwrap()
            .iter()
            .map(|run| store.model_of_run(run.id, "tree").unwrap().unwrap().body)
            .collect();
        assert_eq!((id, bodies), (3, vec!["2".to_owned(), "3".to_owned(), "1".to_owned()]));

        // Nothing took its number: it comes back as it was.
        let (record, models) = store.delete_run(1).unwrap();
        assert_eq!(store.restore_run(&record, &models).unwrap(), 1);
        assert_eq!(store.models_of_run(1).unwrap(), models);
        assert_eq!(store.revision().unwrap(), revision, "models change no data");
        assert!(store.delete_run(99).is_err());
    }
}
