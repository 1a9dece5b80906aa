//! The context that goes first into every longer engine call: progress, cancel, clock, seed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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

/// Steps a part of a job is divided into: enough for a bar to move smoothly.
const FINE: u64 = 1000;

impl Progress {
    /// Which part of how many a job made of parts is at, counted from 1; `None` for one part.
    pub fn part(&self) -> Option<(u64, u64)> {
        let parts = self.total / FINE;
        let whole = parts > 1 && self.total.is_multiple_of(FINE);
        whole.then(|| ((self.done / FINE + 1).min(parts), parts))
    }
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

    /// The same job as one part of a longer one: part `at` of `of`, whose own steps move the
    /// whole on evenly. It reports under the given stage and name, whatever its own are.
    #[must_use]
    pub fn part(&self, stage: &'static str, detail: &str, at: usize, of: usize) -> Self {
        let mut part = self.clone();
        part.sink = self.sink.clone().map(|sink| -> Sink {
            let detail = detail.to_owned();
            let furthest = AtomicU64::new(0);
            Arc::new(move |Progress { done, total, .. }: Progress| {
                let inside = (done.min(total) * FINE).checked_div(total).unwrap_or(0);
                // A part that is several tables begins anew with each; the whole never goes back.
                let inside = furthest.fetch_max(inside, Ordering::Relaxed).max(inside);
                let (done, total) = (at as u64 * FINE + inside, of as u64 * FINE);
                sink(Progress { stage, detail: detail.clone(), done, total });
            })
        });
        part
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use jiff::Timestamp;

    use super::{Job, Progress};

    #[test]
    fn parts_of_a_job_move_the_whole_on_and_never_back() {
        let said: Arc<Mutex<Vec<Progress>>> = Arc::default();
        let ears = Arc::clone(&said);
        let job = Job::new(Timestamp::UNIX_EPOCH, 0)
            .with_progress(move |progress| ears.lock().unwrap().push(progress));
        for (at, name) in ["a.csv", "b.csv"].into_iter().enumerate() {
            let part = job.part("count", name, at, 2);
            part.report("write", "orders", 0, 4);
            part.report("write", "orders", 3, 4);
            // A second table of the same file, and a step of unknown length.
            part.report("write", "viewers", 0, 9);
            part.report("open", "", 0, 0);
        }
        let said = said.lock().unwrap();
        let done: Vec<u64> = said.iter().map(|progress| progress.done).collect();
        assert_eq!(done, [0, 750, 750, 750, 1000, 1750, 1750, 1750]);
        assert!(said.iter().all(|progress| progress.stage == "count" && progress.total == 2000));
        assert_eq!((said[0].detail.as_str(), said[7].detail.as_str()), ("a.csv", "b.csv"));
        assert_eq!((said[3].part(), said[4].part()), (Some((1, 2)), Some((2, 2))));
        let alone = Progress { total: 1000, ..said[0].clone() };
        assert_eq!(alone.part(), None, "one part is the whole");
    }

    #[test]
    fn a_part_stops_with_the_whole() {
        let job = Job::new(Timestamp::UNIX_EPOCH, 0);
        let part = job.part("read", "a.csv", 0, 1);
        assert!(part.check().is_ok());
        job.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(part.check().is_err());
    }
}
