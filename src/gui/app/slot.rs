//! One page's model on its way from the worker: asked again only when its conditions change,
//! one request at a time, stale answers dropped.

use super::loadable::Loadable;
use crate::worker::{Failure, Outcome, PageModel, PageQuery, Query, Reply, RequestId, Worker};

/// A page model with the conditions it was made under.
#[derive(Debug, Default)]
pub struct Slot {
    value: Loadable<PageModel>,
    /// The conditions of the newest value or failure.
    settled: Option<PageQuery>,
    flight: Option<(RequestId, PageQuery)>,
}

impl Slot {
    /// The newest model there is.
    pub fn model(&self) -> Option<&PageModel> {
        self.value.value()
    }

    /// Why the newest could not be had.
    pub fn failure(&self) -> Option<&Failure> {
        self.value.failure()
    }

    /// Whether a newer one is on its way.
    pub fn is_loading(&self) -> bool {
        self.value.is_loading()
    }

    /// Sees to it that the model under these conditions comes: does nothing when it is there
    /// or on its way, and takes an older request back.
    pub fn want(&mut self, worker: &mut Worker, query: PageQuery) {
        if let Some((id, under_way)) = &self.flight {
            if *under_way != query {
                worker.cancel(*id);
            }
            return;
        }
        if self.settled.as_ref() == Some(&query) {
            return;
        }
        match worker.ask(Query::Page(Box::new(query.clone()))) {
            Ok(id) => {
                self.flight = Some((id, query));
                self.value.load();
            }
            Err(failure) => {
                self.settled = Some(query);
                self.value.fail(failure);
            }
        }
    }

    /// Takes an answer if it is this slot's.
    pub fn take(&mut self, id: RequestId, outcome: Outcome) -> Result<(), Outcome> {
        let Some((_, query)) = self.flight.take_if(|(flight, _)| *flight == id) else {
            return Err(outcome);
        };
        match outcome {
            Outcome::Done(Reply::Page(model)) => {
                self.settled = Some(query);
                self.value.ready(model);
            }
            // Superseded: the next `want` asks again.
            Outcome::Cancelled | Outcome::Done(_) => self.value.settle(),
            Outcome::Failed(failure) => {
                self.settled = Some(query);
                self.value.fail(failure);
            }
        }
        Ok(())
    }

    /// Asks again even under the same conditions.
    pub fn forget(&mut self) {
        self.settled = None;
    }
}
