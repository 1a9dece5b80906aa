//! The context that goes first into every longer engine call: progress, cancel, clock, seed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

/// How far a job is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// A stable word for the stage, such as `read` or `tree/fold`.
    pub stage: &'static str,
    /// What it is working on: a file name, a model's name.
    pub detail: String,
    /// Steps done so far in this stage.
    pub done: u64,
    /// Steps in all; 0 when unknown.
    pub total: u64,
}

/// The job was asked to stop. A third outcome, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

type Sink = Arc<dyn Fn(Progress) + Send + Sync>;

/// What a job carries. Cheap to clone; clones share the cancel flag.
#[derive(Clone)]
pub struct Job {
    cancel: Arc<AtomicBool>,
    sink: Option<Sink>,
    /// The moment the job counts as now. Injected, so that results can be reproduced.
    pub now: Timestamp,
    /// The seed of everything random in the job.
    pub seed: u64,
}

impl Job {
    /// A job that reports to nobody.
    pub fn new(now: Timestamp, seed: u64) -> Self {
        Self { cancel: Arc::new(AtomicBool::new(false)), sink: None, now, seed }
    }

    /// The same job with somewhere to report progress to.
    #[must_use]
    pub fn with_progress(mut self, sink: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.sink = Some(Arc::new(sink));
        self
    }

    /// The flag that stops the job when set.
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// Call every few hundred steps; `?` leaves the work when the job was asked to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        if self.cancel.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    /// Says how far the job is.
    pub fn report(&self, stage: &'static str, detail: impl Into<String>, done: u64, total: u64) {
        if let Some(sink) = &self.sink {
            sink(Progress { stage, detail: detail.into(), done, total });
        }
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job")
            .field("now", &self.now)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}
