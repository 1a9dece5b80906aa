//! One thread's loop: take a request, run it, answer. A panic ends the request, not the thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::{Receiver, Sender};

use super::{Event, Failure, Outcome, RequestId, Wake};
use crate::domain::Job;
use crate::present::pages::StoreFacts;
use crate::worker::Reply;

/// A request with its id and its job.
pub(super) struct Envelope<T> {
    pub id: RequestId,
    pub job: Job,
    pub body: T,
}

/// What a request gave, and what the store holds now if it changed.
pub(super) type Answer = Result<(Reply, Option<StoreFacts>), Failure>;

/// Runs requests until nobody sends or nobody listens any more.
pub(super) fn serve<T>(
    requests: &Receiver<Envelope<T>>,
    events: &Sender<Event>,
    wake: &Wake,
    mut run: impl FnMut(&Job, T) -> Answer,
) {
    while let Ok(Envelope { id, job, body }) = requests.recv() {
        let (outcome, store) = if job.check().is_err() {
            (Outcome::Cancelled, None)
        } else {
            // What a request leaves half done is a transaction, which unwinding rolls back.
            match catch_unwind(AssertUnwindSafe(|| run(&job, body))) {
                Ok(Ok((reply, store))) => (Outcome::Done(reply), store),
                Ok(Err(failure)) if failure.is_cancelled() => (Outcome::Cancelled, None),
                Ok(Err(failure)) => (Outcome::Failed(failure), None),
                Err(panic) => (Outcome::Failed(Failure::from_panic(panic.as_ref())), None),
            }
        };
        if events.send(Event { id, outcome, store }).is_err() {
            return;
        }
        wake();
    }
}
