//! Training on what the store holds, and asking models that are kept.

use std::collections::BTreeMap;

use super::{Cleaning, Engine, EngineError};
use crate::domain::{
    AccountId, Action, EventFacts, Job, ModelId, OrderFacts, Snapshot, Verdict, ViewerFacts,
    VisitFacts,
};
use crate::learn::questions::{self, Viewer, ViewerEvent, ViewerOrder};
use crate::learn::{self, Model, ModelReport, Question, Source, Table, TrainReport, TrainSpec};
use crate::store::{ModelRecord, RowFilter, RunRecord, StoreError};

/// One kept training.
#[derive(Clone, Debug)]
pub struct TrainingRun {
    /// Its number in the store.
    pub id: i64,
    /// When.
    pub at: jiff::Timestamp,
    /// Revision of the data it learnt from.
    pub revision: u64,
    /// The report with its models.
    pub report: TrainReport,
}

impl Engine {
    /// The rows a question learns from when nobody says: visits when they are all there is.
    pub fn likely_source(&mut self, question: Question) -> Result<Source, EngineError> {
        let snapshot = self.snapshot()?;
        Ok(match question {
            Question::Buyers if snapshot.events > 0 => Source::Events,
            Question::Buyers if snapshot.visits > 0 => Source::Visits,
            _ if snapshot.sessions.is_empty() && snapshot.visits > 0 => Source::Visits,
            _ => Source::History,
        })
    }

    /// Trains, evaluates and keeps every model as a new version.
    pub fn train(
        &mut self,
        job: &Job,
        spec: &TrainSpec,
    ) -> Result<(TrainReport, Vec<ModelId>), EngineError> {
        let asked = (spec.question, spec.source, spec.outcome.as_deref());
        let table = self.table_by(job, asked)?;
        let mut report = learn::train(job, &table, spec)?;
        report.drift = self.drift_since(asked, &table)?;
        job.check()?;
        let ids = self.keep(job, &report)?;
        Ok((report, ids))
    }

    /// The table a kept training stands on, as it is today.
    pub fn table_of(&mut self, job: &Job, report: &TrainReport) -> Result<Table, EngineError> {
        self.table_by(job, (report.question, report.source, report.outcome.as_deref()))
    }

    fn table_by(
        &mut self,
        job: &Job,
        (question, source, outcome): (Question, Source, Option<&str>),
    ) -> Result<Table, EngineError> {
        match outcome {
            Some(column) => Ok(questions::visits_by(&self.own_rows()?, column)?),
            None => self.training_table(job, question, source),
        }
    }

    /// The table a question learns from. Amounts and people of one account only: the one with
    /// most sessions.
    pub fn training_table(
        &mut self,
        job: &Job,
        question: Question,
        source: Source,
    ) -> Result<Table, EngineError> {
        let snapshot = self.snapshot()?;
        let account = main_account(&snapshot);
        if source == Source::Visits {
            let facts = self.own_rows()?;
            let numeric = facts
                .iter()
                .filter_map(|facts| facts.outcome)
                .any(|outcome| outcome != 0.0 && outcome != 1.0);
            return Ok(questions::visits(&facts, numeric));
        }
        match question {
            Question::Buyers => {
                let cleaning = self.cleaning(job)?;
                self.buyers_table(&snapshot, account, &cleaning)
            }
            Question::Products => Ok(questions::products(&snapshot, account)),
            Question::SessionSales => {
                questions::session_sales(&snapshot, account).ok_or(EngineError::NoSessions)
            }
        }
    }

    fn own_rows(&self) -> Result<Vec<VisitFacts>, EngineError> {
        let rows = self.store.rows::<VisitFacts>(&RowFilter::default())?;
        Ok(rows.into_iter().map(|row| row.facts).collect())
    }

    fn buyers_table(
        &self,
        snapshot: &Snapshot,
        account: Option<AccountId>,
        cleaning: &Cleaning,
    ) -> Result<Table, EngineError> {
        let all = RowFilter::default();
        let mut numbers = Numbers::default();
        let mut events: Vec<ViewerEvent> = Vec::new();
        for row in self.store.rows::<EventFacts>(&all)? {
            let facts = row.facts;
            let (Some(key), Some(session), Some(at)) = (facts.viewer_key, row.session, facts.at)
            else {
                continue;
            };
            if cleaning.leaves_out(&key) || cleaning.leaves_out_row(row.id) {
                continue;
            }
            let Some(action) = facts.action.as_deref().and_then(Action::from_word) else {
                continue;
            };
            let viewer = numbers.of(key);
            events.push(ViewerEvent {
                viewer,
                session,
                product: row.product,
                action,
                at,
                value: facts.value,
            });
        }
        let mut orders: Vec<ViewerOrder> = Vec::new();
        for row in self.store.rows::<OrderFacts>(&all)? {
            let facts = row.facts;
            let paid = facts.paid.filter(|paid| paid.0 > 0);
            if let (Some(key), Some(paid), Some(at)) =
                (facts.buyer_key, paid, facts.created_at.or(facts.paid_at))
                && !cleaning.leaves_out(&key)
            {
                let viewer = numbers.of(key);
                orders.push(ViewerOrder { viewer, session: row.session, at, paid: paid.major() });
            }
        }
        let mut viewers = vec![Viewer::default(); numbers.keys.len()];
        for row in self.store.rows::<ViewerFacts>(&all)? {
            let number = row.facts.viewer_key.and_then(|key| numbers.keys.get(&key).copied());
            if let Some(number) = number {
                let viewer = &mut viewers[number as usize];
                viewer.fan_level = row.facts.fan_level;
                viewer.gender = row.facts.gender;
                viewer.age_band = row.facts.age_band;
            }
        }
        let mut table = questions::buyers(snapshot, account, &viewers, &events, &orders);
        // Rows are called by the keyed hash: nobody's id is known here.
        let mut keys = vec![""; numbers.keys.len()];
        for (key, number) in &numbers.keys {
            keys[*number as usize] = key;
        }
        let viewers = table.groups.iter().flatten();
        table.labels = viewers.map(|viewer| keys[*viewer as usize].to_owned()).collect();
        Ok(table)
    }

    fn keep(&mut self, job: &Job, report: &TrainReport) -> Result<Vec<ModelId>, EngineError> {
        let models: Vec<ModelRecord> = report
            .models
            .iter()
            .map(|model| {
                Ok(ModelRecord {
                    id: ModelId(0),
                    name: model.name.word().to_owned(),
                    engine: model.engine.word().to_owned(),
                    version: 0,
                    verdict: model.verdict.word().to_owned(),
                    body: serde_json::to_string(&model.model)?,
                })
            })
            .collect::<Result<_, serde_json::Error>>()
            .map_err(StoreError::from)?;
        // The models are kept beside the report; it need not hold their trees once more.
        let mut shown = report.clone();
        shown.models = shown
            .models
            .into_iter()
            .map(|model| ModelReport { model: model.model.without_trees(), ..model })
            .collect();
        let run = RunRecord {
            id: 0,
            question: report.question.word().to_owned(),
            source: report.source.word().to_owned(),
            created_at: job.now,
            revision: self.revision()?,
            seed: report.seed,
            report: serde_json::to_string(&shown).map_err(StoreError::from)?,
        };
        Ok(self.store.save_run(&run, &models)?)
    }

    /// Kept trainings of a question, newest first. One that an older version of the program
    /// wrote and this one cannot read is left out.
    pub fn training_runs(&self, question: Question) -> Result<Vec<TrainingRun>, EngineError> {
        Ok(self
            .store
            .runs(question.word())?
            .into_iter()
            .filter_map(|run| {
                Some(TrainingRun {
                    id: run.id,
                    at: run.created_at,
                    revision: run.revision,
                    report: serde_json::from_str(&run.report).ok()?,
                })
            })
            .collect())
    }

    /// A kept model with its verdict: the one named, else of the training in use the one to rely
    /// on most.
    pub fn stored_model(
        &self,
        question: Question,
        id: Option<ModelId>,
    ) -> Result<(ModelId, Verdict, Model), EngineError> {
        let missing = |id: String| StoreError::NotFound { what: "model", id };
        let record = if let Some(id) = id {
            let (found, record) = self.store.model(id)?;
            if found != question.word() {
                return Err(missing(id.0.to_string()).into());
            }
            record
        } else {
            let chosen = self.store.run_in_use(question.word())?;
            let run = match chosen {
                Some(run) => run,
                None => {
                    let newest = self.store.runs(question.word())?.into_iter().next();
                    newest.ok_or_else(|| missing(question.word().to_owned()))?.id
                }
            };
            let rank = |record: &ModelRecord| match Verdict::from_word(&record.verdict) {
                Some(Verdict::Usable) => 0,
                Some(Verdict::Weak) => 1,
                _ => 2,
            };
            self.store
                .models_of_run(run)?
                .into_iter()
                .min_by_key(rank)
                .ok_or_else(|| missing(question.word().to_owned()))?
        };
        let model = serde_json::from_str(&record.body).map_err(StoreError::from)?;
        let verdict = Verdict::from_word(&record.verdict).unwrap_or(Verdict::DoNotUse);
        Ok((record.id, verdict, model))
    }
}

/// Numbers for keyed hashes, in order of appearance.
#[derive(Default)]
struct Numbers {
    keys: BTreeMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, key: String) -> u32 {
        let next = self.keys.len() as u32;
        *self.keys.entry(key).or_insert(next)
    }
}

/// The account with most sessions; of two the one that came first.
pub(super) fn main_account(snapshot: &Snapshot) -> Option<AccountId> {
    let mut counts: BTreeMap<AccountId, usize> = BTreeMap::new();
    for session in &snapshot.sessions {
        *counts.entry(session.account).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id))).map(|(id, _)| id)
}
