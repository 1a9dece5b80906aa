//! The two threads behind the window: jobs with the one writing engine, and an interactive lane
//! with a reading engine that never queues behind a job.
//!
//! Typed requests go in, typed events come back, each with the id of its request. Knows no
//! window: whoever starts it injects `wake`, which is called when there is something to fetch.

mod actions;
mod experiments;
mod export;
mod failure;
mod foresight;
mod jobs;
mod kept;
mod lane;
mod looked;
mod models;
mod pages;
mod progress;
mod query;
mod rejects;
mod request;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_jobs;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::Job;
use lane::Envelope;

pub use actions::{ActionReply, ActionWork, Followed};

pub use crate::engine::Mark;
pub use crate::engine::Places;
pub use crate::engine::Taught;
pub use crate::store::{Note, ProductSettings};
pub use experiments::{ExperimentDone, ExperimentWish};
pub use failure::Failure;
pub use pages::PageModel;
pub use progress::{Running, describe};
pub use request::{
    Event, MappedTray, Outcome, PageKind, PageQuery, Query, Reply, RequestId, TrayRef, Work,
};

/// The clock every job takes its moment from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Called from a worker thread when there is an event or newer progress.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What the threads need to start.
#[derive(Clone)]
pub struct Setup {
    /// Where the identity key lies.
    pub places: Places,
    /// The clock.
    pub clock: Clock,
    /// The seed of everything random.
    pub seed: u64,
    /// The zone the person lives in: imports are dated in it.
    pub zone: TimeZone,
}

/// Requests that may wait on one lane. A page has at most one on its way, so this is never
/// reached by pressing; beyond it a request is refused, the window never blocks.
const QUEUE: usize = 64;
/// Answers that may wait for the window.
const ANSWERS: usize = 256;

/// The handle the window holds. Dropping it stops both threads.
pub struct Worker {
    setup: Setup,
    jobs: Option<Sender<Envelope<Work>>>,
    queries: Option<Sender<Envelope<Query>>>,
    events: Option<Receiver<Event>>,
    inbox: VecDeque<Event>,
    cancels: BTreeMap<RequestId, Arc<AtomicBool>>,
    progress: Arc<progress::Slot>,
    last: u64,
    threads: Vec<JoinHandle<()>>,
}

impl Worker {
    /// Starts both threads.
    pub fn start(setup: Setup, wake: Wake) -> std::io::Result<Self> {
        let (jobs, jobs_in) = bounded(QUEUE);
        let (queries, queries_in) = bounded(QUEUE);
        let (events_out, events) = bounded(ANSWERS);
        let progress = Arc::new(progress::Slot::new(Arc::clone(&wake)));
        let open_store: Arc<Mutex<Option<PathBuf>>> = Arc::default();
        let mut threads = Vec::new();
        {
            let mut desk = jobs::Desk::new(setup.places.clone(), Arc::clone(&open_store));
            let (events, wake) = (events_out.clone(), Arc::clone(&wake));
            threads.push(std::thread::Builder::new().name("fupan-jobs".to_owned()).spawn(
                move || lane::serve(&jobs_in, &events, &wake, |job, work| desk.run(job, work)),
            )?);
        }
        {
            let mut reader =
                query::Reader::new(setup.places.clone(), setup.zone.clone(), open_store);
            threads.push(std::thread::Builder::new().name("fupan-pages".to_owned()).spawn(
                move || {
                    lane::serve(&queries_in, &events_out, &wake, |job, query| {
                        reader.answer(job, query)
                    });
                },
            )?);
        }
        Ok(Self {
            setup,
            jobs: Some(jobs),
            queries: Some(queries),
            events: Some(events),
            inbox: VecDeque::new(),
            cancels: BTreeMap::new(),
            progress,
            last: 0,
            threads,
        })
    }

    /// Queues work for the jobs thread.
    pub fn submit(&mut self, work: Work) -> Result<RequestId, Failure> {
        let id = self.next_id();
        let progress = Arc::clone(&self.progress);
        let job = Job::new((self.setup.clock)(), self.setup.seed)
            .with_progress(move |step| progress.set(id, step));
        let cancel = job.cancel_flag();
        send(self.jobs.as_ref(), Envelope { id, job, body: work })?;
        self.cancels.insert(id, cancel);
        Ok(id)
    }

    /// Asks the interactive lane.
    pub fn ask(&mut self, query: Query) -> Result<RequestId, Failure> {
        let id = self.next_id();
        let job = Job::new((self.setup.clock)(), self.setup.seed);
        let cancel = job.cancel_flag();
        send(self.queries.as_ref(), Envelope { id, job, body: query })?;
        self.cancels.insert(id, cancel);
        Ok(id)
    }

    /// Asks a request to stop; its event will say whether it did.
    pub fn cancel(&self, id: RequestId) {
        if let Some(flag) = self.cancels.get(&id) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// The next event, if one has come.
    pub fn poll(&mut self) -> Option<Event> {
        let event = self
            .inbox
            .pop_front()
            .or_else(|| self.events.as_ref().and_then(|events| events.try_recv().ok()))?;
        self.cancels.remove(&event.id);
        Some(event)
    }

    /// Blocks until an event has come or the time is over; `poll` then hands it out. For
    /// callers without a window.
    pub fn wait(&mut self, limit: Duration) -> bool {
        if !self.inbox.is_empty() {
            return true;
        }
        let Some(events) = &self.events else {
            return false;
        };
        match events.recv_timeout(limit) {
            Ok(event) => {
                self.inbox.push_back(event);
                true
            }
            Err(_) => false,
        }
    }

    /// The request that reports progress, and how far it is.
    pub fn running(&self) -> Option<Running> {
        self.progress.get().filter(|running| self.cancels.contains_key(&running.id))
    }

    /// Whether any request has not been answered yet.
    pub fn is_busy(&self) -> bool {
        !self.cancels.is_empty()
    }

    /// The moment that counts as now.
    pub fn now(&self) -> Timestamp {
        (self.setup.clock)()
    }

    /// The zone imports are dated in.
    pub fn zone(&self) -> &TimeZone {
        &self.setup.zone
    }

    fn next_id(&mut self) -> RequestId {
        self.last += 1;
        RequestId(self.last)
    }
}

fn send<T>(to: Option<&Sender<Envelope<T>>>, envelope: Envelope<T>) -> Result<(), Failure> {
    let Some(to) = to else {
        return Err(Failure::Stopped);
    };
    to.try_send(envelope).map_err(|error| match error {
        TrySendError::Full(_) => Failure::Busy,
        TrySendError::Disconnected(_) => Failure::Stopped,
    })
}

impl Drop for Worker {
    fn drop(&mut self) {
        for flag in self.cancels.values() {
            flag.store(true, Ordering::Relaxed);
        }
        self.jobs = None;
        self.queries = None;
        // A thread that waits for room in the queue of events leaves when nobody listens.
        self.events = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked outside a job has nothing left to say.
            let _ = thread.join();
        }
    }
}
