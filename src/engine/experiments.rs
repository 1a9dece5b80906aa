//! Experiments: drawing them, saying how a session was run, stopping, removing, and what they say.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::learn::main_account;
use super::{Engine, EngineError};
use crate::domain::{AccountId, Arm, Currency, ExperimentId, Job, SessionId, Snapshot};
use crate::experiment::{
    self, Asked, End, LoggedSplit, OffPolicy, Outcome, Planned, Refused, SeenSession,
};
use crate::metrics::{MetricKey, Slot};
use crate::plan::{PlanResult, Scope};
use crate::store::{ExperimentRecord, PlanRecord, ScheduledSession, StoreError};

/// Sessions of an experiment: fewer can show nothing, more are never run.
const SESSIONS: std::ops::RangeInclusive<usize> = 4..=200;
/// The longest name and description of a way, in characters.
const LONGEST: usize = 60;
/// An experiment begins within a year: a later day is a slip of the finger.
const BEGINS_WITHIN: i32 = 366;

/// What an experiment cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExperimentProblem {
    /// It has no name, or one that is too long.
    #[error("an experiment needs a name of at most {longest} characters")]
    Name {
        /// Characters it may have.
        longest: usize,
    },
    /// Another one is called so.
    #[error("there is already an experiment {name}")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// Too few or too many sessions.
    #[error("an experiment has {least} to {most} sessions")]
    Sessions {
        /// At least.
        least: usize,
        /// At most.
        most: usize,
    },
    /// What is over cannot be drawn any more, and what is too far off is not meant.
    #[error("the first day is over or too far off")]
    FirstDay {
        /// The first day that can be.
        least: Date,
        /// The last one.
        most: Date,
    },
    /// No experiment runs that a session could belong to.
    #[error("no experiment is running")]
    NoneRuns,
    /// Several run: which one is meant has to be said.
    #[error("several experiments are running")]
    SeveralRun {
        /// Their names.
        names: Vec<String>,
    },
    /// The session belongs to another account, or was over before the experiment was made.
    #[error("the session is not one of this experiment's time and account")]
    NotItsSession,
    /// An experiment is a comparison of figures that this program does not know.
    #[error("the figure {metric} is not known")]
    Metric {
        /// Its word.
        metric: String,
    },
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExperiment {
    /// Its name.
    pub name: String,
    /// What A and B are; may be empty.
    pub ways: [String; 2],
    /// The figure.
    pub metric: MetricKey,
    /// How many sessions.
    pub sessions: usize,
    /// The first day; `None`: tomorrow.
    pub from: Option<Date>,
    /// The seed of the lot; `None`: from the clock and the job.
    pub seed: Option<u64>,
    /// The account; `None`: the one with most sessions.
    pub account: Option<AccountId>,
}

/// What a new experiment may be, and what it is where nothing else is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDefaults {
    /// Days it may begin on.
    pub first_days: (Date, Date),
    /// The day it begins on: tomorrow.
    pub from: Date,
    /// The number its lot is drawn from.
    pub seed: u64,
    /// How many sessions it may have.
    pub sessions: (usize, usize),
    /// The longest name and description of a way, in characters.
    pub longest: usize,
}

/// A place in a schedule and the session that filled it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PlannedSession {
    /// Day, part of the day, pair and way.
    #[serde(flatten)]
    pub planned: Planned,
    /// The session.
    pub session: Option<SeenSession>,
}

/// An experiment and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// As it is kept.
    pub record: ExperimentRecord,
    /// The figure.
    pub metric: MetricKey,
    /// Currency of its amounts.
    pub currency: Currency,
    /// The schedule, by time.
    pub planned: Vec<PlannedSession>,
    /// Sessions outside the schedule, said by hand.
    pub others: Vec<SeenSession>,
    /// What it says.
    pub outcome: Outcome,
}

impl Experiment {
    /// Whether sessions still join it.
    pub fn runs(&self) -> bool {
        self.record.stopped_at.is_none()
    }
}

impl Engine {
    /// Draws a new experiment over the coming sessions and keeps it.
    pub fn new_experiment(
        &mut self,
        job: &Job,
        asked: &NewExperiment,
    ) -> Result<ExperimentRecord, EngineError> {
        let short = |text: &str| text.chars().count() <= LONGEST;
        let name = asked.name.trim();
        if name.is_empty() || !short(name) || !asked.ways.iter().all(|way| short(way.trim())) {
            return Err(ExperimentProblem::Name { longest: LONGEST }.into());
        }
        if !SESSIONS.contains(&asked.sessions) {
            let (least, most) = (*SESSIONS.start(), *SESSIONS.end());
            return Err(ExperimentProblem::Sessions { least, most }.into());
        }
        if self.store.experiments()?.iter().any(|known| known.name == name) {
            return Err(ExperimentProblem::NameTaken { name: name.to_owned() }.into());
        }
        let snapshot = self.snapshot()?;
        let account = asked.account.or_else(|| main_account(&snapshot));
        let usual = usual(&snapshot, account, job);
        let account = account.ok_or(EngineError::NoSessions)?;
        let (least, most) = usual.first_days;
        if asked.from.is_some_and(|from| from < least || from > most) {
            return Err(ExperimentProblem::FirstDay { least, most }.into());
        }
        let starts: Vec<_> = snapshot
            .sessions
            .iter()
            .filter(|session| session.account == account)
            .filter(|session| session.start.timestamp() < job.now)
            .map(|session| session.start.clone())
            .collect();
        let days = experiment::coming(&starts, asked.from.unwrap_or(usual.from), asked.sessions);
        let seed = asked.seed.unwrap_or(usual.seed);
        let mut record = ExperimentRecord {
            id: ExperimentId(0),
            name: name.to_owned(),
            metric: asked.metric.word().to_owned(),
            account,
            ways: asked.ways.clone().map(|way| way.trim().to_owned()),
            seed,
            created_at: job.now,
            stopped_at: None,
            planned: experiment::draw(&days, seed)
                .into_iter()
                .map(|one| ScheduledSession {
                    day: one.day,
                    slot: one.slot.word().to_owned(),
                    pair: one.pair,
                    arm: one.arm,
                })
                .collect(),
            by_hand: std::collections::BTreeMap::new(),
        };
        record.id = self.store.add_experiment(&record)?;
        Ok(record)
    }

    /// What a new experiment is where nothing else is asked for. The account is the one asked
    /// for, else the one with most sessions.
    pub fn new_experiment_defaults(
        &mut self,
        job: &Job,
        account: Option<AccountId>,
    ) -> Result<NewDefaults, EngineError> {
        let snapshot = self.snapshot()?;
        let account = account.or_else(|| main_account(&snapshot));
        Ok(usual(&snapshot, account, job))
    }

    /// Every experiment with what it says, newest first.
    pub fn experiments(&mut self, now: Timestamp) -> Result<Vec<Experiment>, EngineError> {
        let records = self.store.experiments()?;
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot()?;
        records.into_iter().map(|record| looked_at(&snapshot, record, now)).collect()
    }

    /// An experiment by its name.
    pub fn experiment(&mut self, name: &str, now: Timestamp) -> Result<Experiment, EngineError> {
        let record = self.store.experiments()?.into_iter().find(|known| known.name == name);
        let unknown = || StoreError::NotFound { what: "experiment", id: name.to_owned() };
        looked_at(&*self.snapshot()?, record.ok_or_else(unknown)?, now)
    }

    /// The named experiment, else the one that runs: one whose days are past is meant only where
    /// no other one runs.
    pub fn running_experiment(
        &mut self,
        name: Option<&str>,
        now: Timestamp,
    ) -> Result<Experiment, EngineError> {
        if let Some(name) = name {
            return self.experiment(name, now);
        }
        let mut running = self.experiments(now)?;
        running.retain(Experiment::runs);
        if running.len() > 1 && running.iter().any(|one| one.outcome.end.is_none()) {
            running.retain(|one| one.outcome.end.is_none());
        }
        match running.len() {
            1 => Ok(running.remove(0)),
            0 => Err(ExperimentProblem::NoneRuns.into()),
            _ => {
                let names = running.into_iter().map(|one| one.record.name).collect();
                Err(ExperimentProblem::SeveralRun { names }.into())
            }
        }
    }

    /// Says how a session was run: a way, that it does not count (`Some(None)`), or as it was
    /// drawn (`None`). Returns what was said before.
    pub fn say_way(
        &mut self,
        id: ExperimentId,
        session: SessionId,
        way: Option<Option<Arm>>,
    ) -> Result<Option<Option<Arm>>, EngineError> {
        let record = self.experiment_record(id)?;
        let snapshot = self.snapshot()?;
        let found = snapshot
            .session(session)
            .ok_or_else(|| StoreError::NotFound { what: "session", id: session.0.to_string() })?;
        let at = found.start.timestamp();
        let within = at >= record.created_at && record.stopped_at.is_none_or(|end| at < end);
        if found.account != record.account || (way.is_some() && !within) {
            return Err(ExperimentProblem::NotItsSession.into());
        }
        Ok(self.store.say_way(id, session, way)?)
    }

    /// Stops an experiment at a moment, or lets it go on. Returns what was said before.
    pub fn stop_experiment(
        &mut self,
        id: ExperimentId,
        at: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, EngineError> {
        Ok(self.store.stop_experiment(id, at)?)
    }

    /// Removes an experiment; returns what it was.
    pub fn remove_experiment(&mut self, id: ExperimentId) -> Result<ExperimentRecord, EngineError> {
        Ok(self.store.remove_experiment(id)?)
    }

    /// Keeps an experiment once more that was removed.
    pub fn restore_experiment(&mut self, record: &ExperimentRecord) -> Result<(), EngineError> {
        if self.store.experiments()?.iter().any(|known| known.name == record.name) {
            return Err(ExperimentProblem::NameTaken { name: record.name.clone() }.into());
        }
        self.store.add_experiment(record)?;
        Ok(())
    }

    /// What a kept plan's split would have brought in the sessions so far.
    pub fn what_if_split(
        &mut self,
        job: &Job,
        plan: &PlanRecord,
        scope: &Scope,
    ) -> Result<Result<OffPolicy, Refused>, EngineError> {
        let result: PlanResult = serde_json::from_str(&plan.result).map_err(StoreError::from)?;
        let split: Vec<(String, f64)> =
            result.items.iter().map(|item| (item.product_id.clone(), item.share)).collect();
        let snapshot = self.snapshot()?;
        let LoggedSplit { talks, target } = experiment::logged_split(&snapshot, scope, &split);
        Ok(experiment::off_policy(&talks, &target, job.seed))
    }

    /// An experiment as it is kept, without looking at its sessions.
    pub fn experiment_record(&self, id: ExperimentId) -> Result<ExperimentRecord, EngineError> {
        let record = self.store.experiments()?.into_iter().find(|known| known.id == id);
        record
            .ok_or_else(|| StoreError::NotFound { what: "experiment", id: id.0.to_string() }.into())
    }
}

fn usual(snapshot: &Snapshot, account: Option<AccountId>, job: &Job) -> NewDefaults {
    let today = experiment::today(snapshot, account, job.now);
    let last = today.saturating_add(jiff::Span::new().days(BEGINS_WITHIN));
    NewDefaults {
        first_days: (today, last),
        from: today.tomorrow().unwrap_or(Date::MAX),
        seed: experiment::lot_number(job.seed, job.now),
        sessions: (*SESSIONS.start(), *SESSIONS.end()),
        longest: LONGEST,
    }
}

fn looked_at(
    snapshot: &Snapshot,
    record: ExperimentRecord,
    now: Timestamp,
) -> Result<Experiment, EngineError> {
    let metric = MetricKey::from_word(&record.metric)
        .ok_or_else(|| ExperimentProblem::Metric { metric: record.metric.clone() })?;
    let planned: Vec<Planned> = record
        .planned
        .iter()
        .map(|one| Planned {
            day: one.day,
            slot: Slot::from_word(&one.slot).unwrap_or(Slot::Evening),
            pair: one.pair,
            arm: one.arm,
        })
        .collect();
    let asked = Asked {
        metric,
        account: record.account,
        from: record.created_at,
        until: record.stopped_at,
        planned: &planned,
        by_hand: &record.by_hand,
    };
    let seen = experiment::seen(snapshot, &asked);
    let spread = experiment::spread_before(snapshot, &asked);
    let today = experiment::today(snapshot, Some(record.account), now);
    let end = match record.stopped_at {
        Some(_) => Some(End::Stopped),
        None => experiment::ended(&planned, &seen, today),
    };
    let outcome = experiment::outcome(&planned, &seen, spread, end);
    let of_place = |at: usize| seen.iter().find(|one| one.planned == Some(at)).copied();
    let places = planned
        .iter()
        .enumerate()
        .map(|(at, one)| PlannedSession { planned: *one, session: of_place(at) })
        .collect();
    let currency = snapshot.account(record.account).map(|account| account.currency.clone());
    Ok(Experiment {
        metric,
        currency: currency.unwrap_or_else(Currency::cny),
        planned: places,
        others: seen.iter().filter(|one| one.planned.is_none()).copied().collect(),
        outcome,
        record,
    })
}
