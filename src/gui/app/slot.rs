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
    /// The revision of the store that the model speaks of.
    revision: Option<u64>,
    /// What is on its way was asked before something changed.
    outdated: bool,
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
        self.outdated = false;
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
                self.revision = Some(query.revision);
                // Shown all the same; the next `want` asks for the newer one.
                self.settled = (!std::mem::take(&mut self.outdated)).then_some(query);
                self.value.ready(model);
            }
            // Superseded: the next `want` asks again.
            Outcome::Cancelled | Outcome::Done(_) => self.value.settle(),
            // A wrong entry leaves the last answer in view; after a change of the data it would
            // speak of something that is no longer there.
            Outcome::Failed(failure) => {
                if self.revision.is_some_and(|shown| shown != query.revision) {
                    self.value.fail_bare(failure);
                } else {
                    self.value.fail(failure);
                }
                self.settled = Some(query);
            }
        }
        Ok(())
    }

    /// Asks again even under the same conditions.
    pub fn forget(&mut self) {
        self.settled = None;
        self.outdated = self.flight.is_some();
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;
    use std::time::Duration;

    use jiff::tz::TimeZone;

    use super::Slot;
    use crate::present::pages::Filters;
    use crate::present::text::Lang;
    use crate::worker::{
        Event, Failure, Outcome, PageKind, PageModel, PageQuery, Places, Query, RequestId, Setup,
        Work, Worker,
    };

    fn worker(folder: &Path) -> Worker {
        let setup = Setup {
            places: Places::in_folder(folder),
            clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
            seed: 42,
            zone: TimeZone::UTC,
        };
        let mut worker = Worker::start(setup, Arc::new(|| {})).unwrap();
        worker.submit(Work::Open { store: folder.join("a.fupan") }).unwrap();
        next(&mut worker);
        worker
    }

    fn next(worker: &mut Worker) -> Event {
        assert!(worker.wait(Duration::from_mins(1)), "no event came");
        worker.poll().unwrap()
    }

    fn query(revision: u64) -> PageQuery {
        let (page, filters) = (PageKind::FirstRun { sample: true }, Filters::default());
        PageQuery { page, filters, lang: Lang::Zh, revision }
    }

    /// Fetches answers as the window does: take it, then ask for what is wanted.
    fn run(slot: &mut Slot, worker: &mut Worker, wanted: &PageQuery) -> usize {
        let mut answers = 0;
        while slot.flight.is_some() {
            let Event { id, outcome, .. } = next(worker);
            assert!(slot.take(id, outcome).is_ok());
            answers += 1;
            slot.want(worker, wanted.clone());
        }
        answers
    }

    #[test]
    fn however_often_the_conditions_change_the_latest_wins_after_two_answers() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = worker(folder.path());
        let mut slot = Slot::default();
        for revision in 0..100 {
            slot.want(&mut worker, query(revision));
            assert!(slot.is_loading());
        }
        let answers = run(&mut slot, &mut worker, &query(99));
        assert_eq!(answers, 2, "the first, taken back or not, and the last");
        assert_eq!(slot.settled, Some(query(99)));
        assert!(matches!(slot.model(), Some(PageModel::FirstRun(_))));
        assert!(!worker.is_busy());
    }

    #[test]
    fn the_same_conditions_are_asked_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = worker(folder.path());
        let mut slot = Slot::default();
        for _ in 0..10 {
            slot.want(&mut worker, query(1));
        }
        assert_eq!(run(&mut slot, &mut worker, &query(1)), 1);
        slot.want(&mut worker, query(1));
        assert!(!worker.is_busy());
    }

    #[test]
    fn an_answer_to_somebody_else_is_handed_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = worker(folder.path());
        let mut slot = Slot::default();
        slot.want(&mut worker, query(1));
        assert!(slot.take(RequestId(999), Outcome::Cancelled).is_err());
        assert!(slot.is_loading());
        assert_eq!(run(&mut slot, &mut worker, &query(1)), 1);
    }

    #[test]
    fn what_was_asked_before_a_change_is_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = worker(folder.path());
        let mut slot = Slot::default();
        slot.want(&mut worker, query(1));
        // A training ends while the page it belongs to is on its way.
        slot.forget();
        assert_eq!(run(&mut slot, &mut worker, &query(1)), 2);
        assert_eq!(slot.settled, Some(query(1)));
    }

    #[test]
    fn a_failure_after_a_change_of_the_data_takes_the_old_answer_away() {
        let folder = tempfile::tempdir().unwrap();
        let mut worker = worker(folder.path());
        let mut slot = Slot::default();
        for (revision, kept) in [(1, true), (2, false)] {
            slot.want(&mut worker, query(1));
            run(&mut slot, &mut worker, &query(1));
            assert!(slot.model().is_some());
            let id = worker.ask(Query::Page(Box::new(query(revision)))).unwrap();
            slot.flight = Some((id, query(revision)));
            let failure = Failure::Panicked("boom".to_owned());
            slot.take(id, Outcome::Failed(failure)).unwrap();
            assert_eq!(slot.model().is_some(), kept, "revision {revision}");
            assert!(slot.failure().is_some());
            next(&mut worker);
            slot = Slot::default();
        }
    }

    #[test]
    fn a_page_that_failed_is_not_asked_again_and_again() {
        let folder = tempfile::tempdir().unwrap();
        let setup = Setup {
            places: Places::in_folder(folder.path()),
            clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
            seed: 42,
            zone: TimeZone::UTC,
        };
        let mut worker = Worker::start(setup, Arc::new(|| {})).unwrap();
        let mut slot = Slot::default();
        slot.want(&mut worker, query(1));
        assert_eq!(run(&mut slot, &mut worker, &query(1)), 1);
        assert!(slot.failure().is_some());
        slot.want(&mut worker, query(1));
        assert!(!worker.is_busy());
    }
}
