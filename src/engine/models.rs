//! Kept models looked at closer: rows of a node, one row's answer, what-if, versions, export.

use std::collections::BTreeMap;

use super::{Engine, EngineError};
use crate::domain::{Currency, Job, ModelId, Money, Verdict};
use crate::learn::questions;
use crate::learn::{
    self, CellValue, LearnError, Model, ModelExport, ModelKind, ModelReport, NodeRows, Prediction,
    Question, RowKind, Source, Table, TrainReport, WhatIf,
};
use crate::store::{ModelRecord, RunRecord, StoreError};

/// Rows that a search names at most.
const MOST_FOUND: usize = 30;

/// A training that was removed, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletedRun {
    question: Question,
    run: RunRecord,
    models: Vec<ModelRecord>,
    in_use: bool,
}

impl DeletedRun {
    /// The question it answered.
    pub fn question(&self) -> Question {
        self.question
    }

    /// When it was trained.
    pub fn at(&self) -> jiff::Timestamp {
        self.run.created_at
    }
}

/// What is wanted of a model beside its report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookAt {
    /// Node of the tree whose rows are listed.
    pub node: Option<usize>,
    /// Words a row is found by, or a viewer's id.
    pub find: String,
    /// Which of the rows found; the newest is 0.
    pub nth: usize,
    /// Features changed for a what-if.
    pub changes: BTreeMap<String, CellValue>,
    /// Whether a what-if is wanted even without changes.
    pub what_if: bool,
}

/// One row of the table with what the model says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RowLook {
    /// Its place in the table.
    pub row: u32,
    /// What it is called; a keyed hash for persons.
    pub label: String,
    /// Every feature.
    pub values: BTreeMap<String, CellValue>,
    /// The answer.
    pub predicted: f64,
    /// What happened: successes and trials, or the number and 1.
    pub outcome: (f64, f64),
}

/// A closer look at a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelLook {
    /// What rows are about.
    pub kind: RowKind,
    /// The rows of the node asked for.
    pub node: Option<NodeRows>,
    /// Some of them, with what the model says.
    pub node_rows: Vec<RowLook>,
    /// Rows that were found, newest first: how many, and some of them.
    pub found: (usize, Vec<RowLook>),
    /// The answer for the row chosen, or for the usual row.
    pub answer: Prediction,
    /// Now and changed.
    pub what_if: Option<WhatIf>,
}

/// Rows a node lists at most.
pub const NODE_ROWS: usize = 200;

/// Looks at a model and the rows it stands on. `hashed` is what was searched for as the keyed
/// hash of an id.
pub fn look(
    model: &Model,
    report: Option<&ModelReport>,
    table: &Table,
    (question, source): (Question, Source),
    at: &LookAt,
    hashed: &str,
) -> Result<ModelLook, LearnError> {
    let kind = RowKind::of(question, source);
    let row_look = |row: u32| -> Result<RowLook, LearnError> {
        let values = model.row_of(table, row as usize)?;
        Ok(RowLook {
            row,
            label: table.labels.get(row as usize).cloned().unwrap_or_default(),
            predicted: model.predict(&values)?.value,
            values,
            outcome: table.outcome_of(row as usize),
        })
    };
    let node = match (at.node, model.tree()) {
        (Some(node), Some(tree)) if node < tree.nodes.len() => {
            Some(model.rows_through(tree, table, node, kind)?)
        }
        _ => None,
    };
    let listed = node.iter().flat_map(|node| node.rows.iter().take(NODE_ROWS));
    let node_rows = listed.map(|row| row_look(*row)).collect::<Result<_, _>>()?;
    let rows = table.find(&at.find, hashed);
    let count = rows.len();
    let found: Vec<RowLook> =
        rows.into_iter().take(MOST_FOUND).map(row_look).collect::<Result<_, _>>()?;
    let chosen = found.get(at.nth.min(found.len().saturating_sub(1)));
    let base = chosen.map(|row| row.values.clone()).unwrap_or_default();
    let answer = model.predict(&base)?;
    let what_if = if at.what_if || !at.changes.is_empty() {
        Some(learn::what_if(model, report, &base, &at.changes)?)
    } else {
        None
    };
    Ok(ModelLook { kind, node, node_rows, found: (count, found), answer, what_if })
}

impl Engine {
    /// The keyed hash of what was typed, in case it is a viewer's id; nothing is kept of it.
    pub fn as_viewer(&self, typed: &str) -> String {
        self.hasher.viewer_key(typed)
    }

    /// The kept model of one method of a training, whole.
    pub fn model_of_run(
        &self,
        run: i64,
        kind: ModelKind,
    ) -> Result<Option<(ModelId, Model)>, EngineError> {
        let Some(record) = self.store.model_of_run(run, kind.word())? else {
            return Ok(None);
        };
        let model = serde_json::from_str(&record.body).map_err(StoreError::from)?;
        Ok(Some((record.id, model)))
    }

    /// The training a model belongs to, when this version of the program can read it.
    pub fn report_of_model(
        &self,
        question: Question,
        id: ModelId,
    ) -> Result<Option<TrainReport>, EngineError> {
        let run = self.store.run_of_model(id)?;
        let mut runs = self.training_runs(question)?;
        Ok(runs.iter().position(|other| other.id == run).map(|at| runs.swap_remove(at).report))
    }

    /// Changes whenever a training comes, goes or is put to use.
    pub fn models_stamp(&self) -> Result<String, EngineError> {
        Ok(self.store.runs_stamp()?)
    }

    /// The training of a question a person put to use; `None`: the newest.
    pub fn run_in_use(&self, question: Question) -> Result<Option<i64>, EngineError> {
        Ok(self.store.run_in_use(question.word())?)
    }

    /// Puts a training to use: what `predict` and the window ask first. `None`: always the newest.
    pub fn use_run(&mut self, question: Question, run: Option<i64>) -> Result<(), EngineError> {
        Ok(self.store.use_run(question.word(), run)?)
    }

    /// Removes a training with its models.
    pub fn delete_run(&mut self, question: Question, run: i64) -> Result<DeletedRun, EngineError> {
        let in_use = self.run_in_use(question)? == Some(run);
        if !self.store.runs(question.word())?.iter().any(|known| known.id == run) {
            let missing = StoreError::NotFound { what: "training", id: run.to_string() };
            return Err(missing.into());
        }
        let (record, models) = self.store.delete_run(run)?;
        Ok(DeletedRun { question, run: record, models, in_use })
    }

    /// Puts a removed training back as it was.
    pub fn restore_run(&mut self, deleted: &DeletedRun) -> Result<(), EngineError> {
        let run = self.store.restore_run(&deleted.run, &deleted.models)?;
        if deleted.in_use {
            self.use_run(deleted.question, Some(run))?;
        }
        Ok(())
    }

    /// What one buyer (or order) has brought on average, in the currency of the shop's sessions;
    /// `None` where amounts or buyers are not known.
    pub fn worth_of_one(
        &mut self,
        question: Question,
    ) -> Result<Option<(f64, Currency)>, EngineError> {
        let snapshot = self.snapshot()?;
        Ok(questions::worth_of_one(&snapshot, super::learn::main_account(&snapshot), question))
    }

    /// What contacting one costs, as a person said; `None`: nobody said.
    pub fn contact_cost(&self, question: Question) -> Result<Option<Money>, EngineError> {
        Ok(self.store.contact_cost(question.word())?)
    }

    /// Keeps what contacting one costs; returns what was kept before.
    pub fn set_contact_cost(
        &mut self,
        question: Question,
        cost: Option<Money>,
    ) -> Result<Option<Money>, EngineError> {
        let before = self.contact_cost(question)?;
        self.store.set_contact_cost(question.word(), cost)?;
        Ok(before)
    }

    /// A kept model in an open form with the rows it stands on: a JSON document and a CSV table
    /// without anybody's id. Also whether the data is still what it learnt from.
    pub fn export_model(
        &mut self,
        job: &Job,
        question: Question,
        id: Option<ModelId>,
    ) -> Result<(ModelFiles, bool), EngineError> {
        let (id, verdict, model) = self.stored_model(question, id)?;
        let run = self.store.run_of_model(id)?;
        let runs = self.store.runs(question.word())?;
        let run = runs.iter().find(|known| known.id == run);
        let source = run.and_then(|run| Source::from_word(&run.source)).unwrap_or(Source::History);
        let same = run.is_some_and(|run| Some(run.revision) == self.revision().ok());
        let table = match self.report_of_model(question, id)? {
            Some(report) => self.table_of(job, &report)?,
            None => self.training_table(job, question, source)?,
        };
        let (export, predicted) = learn::export(&model, &table)?;
        let files = ModelFiles::of(&export, verdict, &table, &predicted, source)?;
        Ok((files, same))
    }
}

/// The two files of an export.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelFiles {
    /// Name of both, without ending.
    pub name: String,
    /// The model.
    pub json: String,
    /// Its rows.
    pub csv: Vec<u8>,
    /// How many.
    pub rows: usize,
}

impl ModelFiles {
    fn of(
        export: &ModelExport,
        verdict: Verdict,
        table: &Table,
        predicted: &[f64],
        source: Source,
    ) -> Result<Self, EngineError> {
        let mut document = serde_json::to_value(export).map_err(StoreError::from)?;
        document["verdict"] = verdict.word().into();
        document["source"] = source.word().into();
        let json = serde_json::to_string_pretty(&document).map_err(StoreError::from)?;
        let csv = rows_as_csv(export, table, predicted, RowKind::of(export.question, source));
        let name = format!("{}-{}", export.question.word(), export.name.word());
        Ok(Self { name, json, csv, rows: table.rows() })
    }
}

/// The rows: what they are called (persons get a running number instead), every feature of the
/// model, outcome and trials, and what the model says. Numbers are written in full, so that they
/// read back exactly.
fn rows_as_csv(export: &ModelExport, table: &Table, predicted: &[f64], kind: RowKind) -> Vec<u8> {
    let (y, w) = table.targets();
    let mut out = csv::Writer::from_writer(Vec::new());
    let keys: Vec<&str> = export.features.iter().map(|f| f.feature.key.as_str()).collect();
    let head = ["_row"].into_iter().chain(keys.iter().copied());
    let head = head.chain(["_outcome", "_weight", "_predicted"]);
    // Writing into memory cannot fail.
    let _ = out.write_record(head);
    for row in 0..table.rows() {
        let called = match (kind, &table.groups) {
            (RowKind::Person, Some(groups)) => format!("viewer {}", groups[row] + 1),
            (RowKind::Person, None) => format!("row {}", row + 1),
            _ => table.labels.get(row).cloned().unwrap_or_default(),
        };
        let cells = keys.iter().map(|key| match table.feature(key) {
            None => String::new(),
            Some(at) => match table.cell(at, row) {
                CellValue::Number(number) => number.to_string(),
                CellValue::Text(text) => text,
                CellValue::Missing => String::new(),
            },
        });
        let figures = [y[row], w[row], predicted[row]].map(|value| value.to_string());
        let _ = out.write_record([called].into_iter().chain(cells).chain(figures));
    }
    out.into_inner().unwrap_or_default()
}
