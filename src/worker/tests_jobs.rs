//! Jobs that run long, fail or fall over: stopped, told, contained, never in the pages' way.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};
use jiff::Timestamp;

use super::lane::{Envelope, serve};
use super::tests::{next, page, setup};
use super::*;
use crate::domain::ImportId;
use crate::engine::Engine;
use crate::learn::Question;
use crate::present::pages::Filters;
use crate::present::pages::export::{OfferKind, Subject};
use crate::present::text::Lang;
use crate::report::{Form, Wanted};

/// A shop with enough lines to be read in several steps.
fn many_lines(folder: &Path) -> PathBuf {
    let sessions = "场次id,账号,主播,开播时间,时长,观看人数,观看次数,商品曝光人数,商品点击人数,成交人数,订单数,成交金额\n\
        s1,小满生活馆,阿禾,2026-11-14 19:30:00,3小时,11800,15100,8200,3400,360,372,38600\n";
    std::fs::write(folder.join("场次.csv"), sessions).unwrap();
    let mut comments = "场次id,评论时间,评论内容,用户昵称\n".to_owned();
    for line in 0..20_000 {
        let (minute, second) = (30 + line / 3600, line % 60);
        let (hour, minute) = (19 + minute / 60, minute % 60);
        comments.push_str(&format!(
            "s1,2026-11-14 {hour}:{minute:02}:{second:02},多少钱 {line},客人{}\n",
            line % 700
        ));
    }
    let file = folder.join("评论.csv");
    std::fs::write(&file, comments).unwrap();
    folder.to_owned()
}

/// A worker on a new store, and what tells when it woke the window.
fn open(folder: &Path) -> (Worker, Receiver<()>) {
    let (woken, wakes) = bounded(1);
    let wake: Wake = Arc::new(move || {
        // Full means the window is awake already.
        let _ = woken.try_send(());
    });
    let mut worker = Worker::start(setup(folder), wake).unwrap();
    worker.submit(Work::Open { store: folder.join("a.fupan") }).unwrap();
    assert!(matches!(next(&mut worker).outcome, Outcome::Done(Reply::Opened)));
    (worker, wakes)
}

/// Waits until a request says how far it is.
fn under_way(worker: &Worker, wakes: &Receiver<()>, id: RequestId) {
    for _ in 0..100 {
        if worker.running().is_some_and(|running| running.id == id) {
            return;
        }
        wakes.recv_timeout(Duration::from_mins(1)).unwrap();
    }
    panic!("it never said how far it is");
}

fn imports(folder: &Path) -> usize {
    let places = Places::in_folder(folder);
    let engine = Engine::open_read_only(&folder.join("a.fupan"), &places).unwrap();
    engine.imports().unwrap().len()
}

#[test]
fn a_running_job_stops_when_asked_and_the_store_is_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let (mut worker, wakes) = open(folder.path());
    let id = worker.submit(Work::LoadSample { folder: many_lines(files.path()) }).unwrap();
    under_way(&worker, &wakes, id);
    worker.cancel(id);
    let event = next(&mut worker);
    assert_eq!(event.id, id);
    assert!(matches!(event.outcome, Outcome::Cancelled), "{:?}", event.outcome);
    assert!(event.store.is_none(), "nothing changed, so nothing is said about the store");
    assert!(worker.running().is_none());
    assert_eq!(imports(folder.path()), 0);

    // The thread works on, and the same job now goes through.
    worker.submit(Work::LoadSample { folder: files.path().to_owned() }).unwrap();
    let event = next(&mut worker);
    assert!(matches!(event.outcome, Outcome::Done(Reply::Committed { .. })));
    assert_eq!(imports(folder.path()), 1);
}

#[test]
fn pages_are_answered_while_a_job_writes() {
    let folder = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let (mut worker, wakes) = open(folder.path());
    let job = worker.submit(Work::LoadSample { folder: many_lines(files.path()) }).unwrap();
    under_way(&worker, &wakes, job);
    for kind in [
        PageKind::Settings { look: true },
        PageKind::Overview,
        PageKind::Evaluate { plan: None, experiment: None, split: false },
    ] {
        let asked = worker.ask(page(kind)).unwrap();
        let event = next(&mut worker);
        assert_eq!(event.id, asked, "the page waited behind the job");
        assert!(matches!(event.outcome, Outcome::Done(Reply::Page(_))), "{:?}", event.outcome);
    }
    assert!(worker.is_busy());
    worker.cancel(job);
    assert_eq!(next(&mut worker).id, job);
}

#[test]
fn a_request_stops_in_the_middle_and_the_next_is_served() {
    let (requests, requests_in) = bounded(2);
    let (events, events_out) = bounded(2);
    let wake: Wake = Arc::new(|| {});
    let mut cancels = Vec::new();
    for at in 1..=2 {
        let job = Job::new(Timestamp::UNIX_EPOCH, 0);
        cancels.push(job.cancel_flag());
        requests.send(Envelope { id: RequestId(at), job, body: () }).unwrap();
    }
    drop(requests);
    let first = cancels.remove(0);
    let mut runs = 0;
    serve(&requests_in, &events, &wake, |job, ()| {
        runs += 1;
        if runs == 1 {
            job.check().map_err(crate::engine::EngineError::from)?;
            first.store(true, Ordering::Relaxed);
        }
        job.check().map_err(crate::engine::EngineError::from)?;
        Ok((Reply::Saved, None))
    });
    assert!(matches!(events_out.recv().unwrap().outcome, Outcome::Cancelled));
    assert!(matches!(events_out.recv().unwrap().outcome, Outcome::Done(Reply::Saved)));
}

fn report(session: Option<crate::domain::SessionId>, target: &Path, lang: Lang) -> Work {
    let wanted = Box::new(Wanted {
        subject: Subject::Session(session),
        form: Form::Kind(OfferKind::Html),
        filters: Filters::default(),
        lang,
    });
    Work::Export { wanted, target: target.to_owned() }
}

#[test]
fn what_cannot_be_done_is_told_in_words_and_the_thread_lives_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut worker, _wakes) = open(folder.path());
    let nowhere = folder.path().join("missing").join("copy.fupan");
    let session = Some(crate::domain::SessionId(7));
    let works = [
        Work::Undo(ImportId(99)),
        Work::Backup { target: nowhere.clone() },
        report(None, &nowhere, Lang::Zh),
        report(session, &nowhere, Lang::Zh),
        Work::Train(Question::SessionSales),
        Work::AddNote {
            session: crate::domain::SessionId(7),
            minute: None,
            text: "not there".to_owned(),
        },
    ];
    for work in works {
        let said = format!("{work:?}");
        let id = worker.submit(work).unwrap();
        let event = next(&mut worker);
        assert_eq!(event.id, id);
        let Outcome::Failed(failure) = event.outcome else {
            panic!("{said} went through: {:?}", event.outcome);
        };
        for lang in [Lang::Zh, Lang::En] {
            let notice = failure.notice(lang);
            assert!(!notice.title.is_empty(), "{said}");
            assert!(!matches!(failure, Failure::Panicked(_)), "{said}: {failure:?}");
        }
    }
    worker.submit(Work::Check).unwrap();
    let event = next(&mut worker);
    let Outcome::Done(Reply::Checked { report, .. }) = event.outcome else {
        panic!("the thread is gone: {:?}", event.outcome);
    };
    assert!(report.ok);
}

#[test]
fn a_report_that_cannot_be_written_names_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = tempfile::tempdir().unwrap();
    let (mut worker, _wakes) = open(folder.path());
    let sample = many_lines(files.path());
    std::fs::remove_file(sample.join("评论.csv")).unwrap();
    worker.submit(Work::LoadSample { folder: sample }).unwrap();
    assert!(matches!(next(&mut worker).outcome, Outcome::Done(Reply::Committed { .. })));
    let target = folder.path().join("missing").join("report.html");
    worker.submit(report(None, &target, Lang::En)).unwrap();
    let Outcome::Failed(failure) = next(&mut worker).outcome else {
        panic!("it cannot have been written");
    };
    assert!(matches!(&failure, Failure::CannotWrite { target: said, .. } if *said == target));
    assert!(failure.notice(Lang::En).title.contains("report.html"));
}

/// A desk with an open store, and a job that falls over at its n-th word about its progress.
fn falls(folder: &Path, at: u64) -> (super::jobs::Desk, Job, Arc<Mutex<u64>>) {
    let open_store = Arc::default();
    let mut desk = super::jobs::Desk::new(Places::in_folder(folder), open_store);
    let quiet = Job::new(Timestamp::UNIX_EPOCH, 0);
    desk.run(&quiet, Work::Open { store: folder.join("a.fupan") }).unwrap();
    let said: Arc<Mutex<u64>> = Arc::default();
    let count = Arc::clone(&said);
    let job = Job::new(Timestamp::UNIX_EPOCH, 0).with_progress(move |_| {
        let now = {
            let mut count = count.lock().unwrap();
            *count += 1;
            *count
        };
        assert!(now != at, "fell over");
    });
    (desk, job, said)
}

#[test]
fn a_fall_in_the_middle_of_writing_leaves_the_store_as_it_was() {
    let files = tempfile::tempdir().unwrap();
    let sample = many_lines(files.path());
    // How many words an import that goes well says.
    let whole = tempfile::tempdir().unwrap();
    let (mut desk, job, said) = falls(whole.path(), 0);
    desk.run(&job, Work::LoadSample { folder: sample.clone() }).unwrap();
    let words = *said.lock().unwrap();
    drop(desk);
    assert!(words > 50, "{words}");

    // The last of them is said while the last rows are written.
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, job, _) = falls(folder.path(), words);
    let (requests, requests_in) = bounded(3);
    let (events, events_out) = bounded(3);
    let load = Work::LoadSample { folder: sample };
    let quiet = Job::new(Timestamp::UNIX_EPOCH, 0);
    for (at, job, body) in
        [(1, job, load.clone()), (2, quiet.clone(), Work::Check), (3, quiet, load)]
    {
        requests.send(Envelope { id: RequestId(at), job, body }).unwrap();
    }
    drop(requests);
    let wake: Wake = Arc::new(|| {});
    let mut left = None;
    serve(&requests_in, &events, &wake, |job, work| {
        let check = matches!(work, Work::Check);
        let answer = desk.run(job, work);
        if check {
            left = Some(imports(folder.path()));
        }
        answer
    });
    let outcomes: Vec<Outcome> = events_out.try_iter().map(|event| event.outcome).collect();
    assert!(
        matches!(&outcomes[0], Outcome::Failed(Failure::Panicked(words)) if words == "fell over"),
        "{:?}",
        outcomes[0]
    );
    assert!(matches!(&outcomes[1], Outcome::Done(Reply::Checked { report, .. }) if report.ok));
    assert_eq!(left, Some(0), "half an import was left behind");
    assert!(matches!(&outcomes[2], Outcome::Done(Reply::Committed { .. })), "{:?}", outcomes[2]);
    assert_eq!(imports(folder.path()), 1);
}

#[test]
fn a_full_queue_refuses_and_an_ended_thread_says_so() {
    let (to, from) = bounded::<Envelope<()>>(1);
    let envelope =
        || Envelope { id: RequestId(1), job: Job::new(Timestamp::UNIX_EPOCH, 0), body: () };
    assert!(send(Some(&to), envelope()).is_ok());
    assert!(matches!(send(Some(&to), envelope()), Err(Failure::Busy)));
    drop(from);
    assert!(matches!(send(Some(&to), envelope()), Err(Failure::Stopped)));
    assert!(matches!(send(None, envelope()), Err(Failure::Stopped)));
    for failure in [Failure::Busy, Failure::Stopped, Failure::NothingPrepared] {
        assert!(!failure.notice(Lang::Zh).title.is_empty());
    }
}
