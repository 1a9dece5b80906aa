//! Jobs about experiments: each says what to do to take it back.

use jiff::Timestamp;

use super::{Failure, Reply};
use crate::domain::{Arm, ExperimentId, Job, SessionId};
use crate::engine::{Engine, NewExperiment};
use crate::present::text::experiments::Said;
use crate::store::ExperimentRecord;

/// What to do with experiments.
#[derive(Clone, Debug, PartialEq)]
pub enum ExperimentWish {
    /// Draw a new one.
    New(Box<NewExperiment>),
    /// Stop one now.
    Stop(ExperimentId),
    /// Put the moment it was stopped back; `None` lets it go on.
    SetStopped(ExperimentId, Option<Timestamp>),
    /// Delete one.
    Delete(ExperimentId),
    /// Keep a deleted one once more.
    Restore(Box<ExperimentRecord>),
    /// Say how a session was run: a way, left out (`Some(None)`), as drawn (`None`).
    Way(ExperimentId, SessionId, Option<Option<Arm>>),
}

/// What was done to an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct ExperimentDone {
    /// What.
    pub said: Said,
    /// Its name.
    pub name: String,
    /// The one to show; `None` after a deletion.
    pub shown: Option<ExperimentId>,
    /// Takes it back.
    pub undo: ExperimentWish,
}

/// Does what is wished.
pub(super) fn run(engine: &mut Engine, job: &Job, wish: &ExperimentWish) -> Result<Reply, Failure> {
    let (said, id, undo) = match wish {
        ExperimentWish::New(asked) => {
            let id = engine.new_experiment(job, asked)?.id;
            (Said::Drawn, id, ExperimentWish::Delete(id))
        }
        ExperimentWish::Stop(id) => {
            let before = engine.stop_experiment(*id, Some(job.now))?;
            (Said::Stopped, *id, ExperimentWish::SetStopped(*id, before))
        }
        ExperimentWish::SetStopped(id, at) => {
            let before = engine.stop_experiment(*id, *at)?;
            let said = if at.is_some() { Said::Stopped } else { Said::GoesOn };
            (said, *id, ExperimentWish::SetStopped(*id, before))
        }
        ExperimentWish::Delete(id) => {
            let record = engine.remove_experiment(*id)?;
            return Ok(Reply::Experiment(Box::new(ExperimentDone {
                said: Said::Deleted,
                name: record.name.clone(),
                shown: None,
                undo: ExperimentWish::Restore(Box::new(record)),
            })));
        }
        ExperimentWish::Restore(record) => {
            engine.restore_experiment(record)?;
            (Said::Drawn, record.id, ExperimentWish::Delete(record.id))
        }
        ExperimentWish::Way(id, session, way) => {
            let before = engine.say_way(*id, *session, *way)?;
            (Said::Way, *id, ExperimentWish::Way(*id, *session, before))
        }
    };
    let name = engine.experiment_record(id)?.name;
    Ok(Reply::Experiment(Box::new(ExperimentDone { said, name, shown: Some(id), undo })))
}
