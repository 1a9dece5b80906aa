//! Laws of the worker: ids, the third outcome, panics, two lanes, an end without waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_channel::bounded;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::lane::{Envelope, serve};
use super::*;
use crate::present::pages::Filters;
use crate::present::text::Lang;

pub(super) fn setup(folder: &std::path::Path) -> Setup {
    Setup {
        places: Places::in_folder(folder),
        clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
        seed: 42,
        zone: TimeZone::UTC,
    }
}

pub(super) fn next(worker: &mut Worker) -> Event {
    assert!(worker.wait(Duration::from_mins(1)), "no event came");
    worker.poll().unwrap()
}

pub(super) fn page(page: PageKind) -> Query {
    Query::Page(Box::new(PageQuery {
        page,
        filters: Filters::default(),
        lang: Lang::Zh,
        revision: 0,
    }))
}

#[test]
fn a_panic_ends_the_request_and_not_the_thread() {
    let (requests, requests_in) = bounded(4);
    let (events, events_out) = bounded(4);
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let wake: Wake = Arc::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
    });
    for (at, body) in [(1, false), (2, true)] {
        let job = Job::new(Timestamp::UNIX_EPOCH, 0);
        requests.send(Envelope { id: RequestId(at), job, body }).unwrap();
    }
    drop(requests);
    serve(&requests_in, &events, &wake, |_, fine: bool| {
        assert!(fine, "told to");
        Ok((Reply::Discarded, None))
    });
    let first = events_out.recv().unwrap();
    assert!(
        matches!(&first.outcome, Outcome::Failed(Failure::Panicked(words)) if words == "told to")
    );
    let second = events_out.recv().unwrap();
    assert_eq!(second.id, RequestId(2));
    assert!(matches!(second.outcome, Outcome::Done(Reply::Discarded)));
    assert_eq!(woken.load(Ordering::Relaxed), 2);
}

#[test]
fn a_request_that_was_cancelled_before_its_turn_is_not_run() {
    let (requests, requests_in) = bounded(1);
    let (events, events_out) = bounded(1);
    let job = Job::new(Timestamp::UNIX_EPOCH, 0);
    job.cancel_flag().store(true, Ordering::Relaxed);
    requests.send(Envelope { id: RequestId(1), job, body: () }).unwrap();
    drop(requests);
    let wake: Wake = Arc::new(|| {});
    serve(&requests_in, &events, &wake, |_, ()| unreachable!("it must not run"));
    assert!(matches!(events_out.recv().unwrap().outcome, Outcome::Cancelled));
}

#[test]
fn nothing_is_answered_before_a_store_is_open_and_pages_after() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    let asked = worker.ask(page(PageKind::Settings { look: true })).unwrap();
    let early = next(&mut worker);
    assert_eq!(early.id, asked);
    assert!(matches!(early.outcome, Outcome::Failed(Failure::NoStore)));

    let store = folder.path().join("a.fupan");
    let opened = worker.submit(Work::Open { store: store.clone() }).unwrap();
    assert!(opened > asked, "ids grow");
    let event = next(&mut worker);
    assert!(matches!(event.outcome, Outcome::Done(Reply::Opened)));
    let facts = event.store.unwrap();
    assert!(facts.is_empty());
    assert_eq!(facts.path, store);

    worker.ask(page(PageKind::Settings { look: true })).unwrap();
    let event = next(&mut worker);
    assert!(matches!(event.outcome, Outcome::Done(Reply::Page(PageModel::Settings(_)))));
    assert!(!worker.is_busy());
}

#[test]
fn a_setting_moves_the_revision_and_the_event_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    worker.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    let before = next(&mut worker).store.unwrap().revision;
    let work = Work::SetSetting { key: "goal".to_owned(), value: Some("1".to_owned()) };
    worker.submit(work).unwrap();
    let after = next(&mut worker).store.unwrap().revision;
    assert!(after > before);
    // Reading changes nothing, so nothing is said about the store.
    worker.submit(Work::Check).unwrap();
    assert!(next(&mut worker).store.is_none());
}

#[test]
fn a_page_asked_again_is_the_same_one_until_something_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    worker.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    next(&mut worker);
    let ask = |worker: &mut Worker| {
        worker.ask(page(PageKind::Settings { look: false })).unwrap();
        match next(worker).outcome {
            Outcome::Done(Reply::Page(PageModel::Settings(page))) => page,
            other => panic!("{other:?}"),
        }
    };
    let first = ask(&mut worker);
    assert!(Arc::ptr_eq(&first, &ask(&mut worker)));
    // Not even a change that the question does not know of may leave an old page standing.
    let work = Work::SetSetting { key: "clean_viewers".to_owned(), value: Some("no".to_owned()) };
    worker.submit(work).unwrap();
    next(&mut worker);
    assert!(!Arc::ptr_eq(&first, &ask(&mut worker)));
}

#[test]
fn settings_stand_there_before_the_store_is_looked_through() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    worker.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    next(&mut worker);
    let mut verdict = |look| {
        worker.ask(page(PageKind::Settings { look })).unwrap();
        match next(&mut worker).outcome {
            Outcome::Done(Reply::Page(PageModel::Settings(page))) => page.privacy.verdict.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert!(verdict(false).contains("正在"));
    assert_eq!(verdict(true), "", "nothing is in the store, so there is nothing to tell");
}

#[test]
fn committing_without_a_preview_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    worker.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    next(&mut worker);
    worker.submit(Work::Commit).unwrap();
    let outcome = next(&mut worker).outcome;
    assert!(matches!(outcome, Outcome::Failed(Failure::NothingPrepared)));
}

#[test]
fn dropping_the_worker_ends_its_threads_even_with_answers_nobody_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    worker.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    for _ in 0..20 {
        worker.ask(page(PageKind::Settings { look: true })).unwrap();
    }
    drop(worker);
    // The lock of the store is free again.
    let mut again = Worker::start(setup(folder.path()), Arc::new(|| {})).unwrap();
    again.submit(Work::Open { store: folder.path().join("a.fupan") }).unwrap();
    assert!(matches!(next(&mut again).outcome, Outcome::Done(Reply::Opened)));
}
