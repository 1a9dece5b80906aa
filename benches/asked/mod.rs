//! Asking the worker for pages as the window does, and telling how long it took.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fupan::present::pages::Filters;
use fupan::present::text::Lang;
use fupan::worker::{Outcome, PageKind, PageQuery, Places, Query, Reply, Setup, Worker};
use jiff::tz::TimeZone;

/// How long an answer is waited for.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// A worker over the stores of a folder, with a clock and a seed that stand still.
pub fn setup(folder: &Path) -> Setup {
    Setup {
        places: Places::in_folder(folder),
        clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
        seed: 42,
        zone: TimeZone::UTC,
    }
}

/// Median in milliseconds, with the fastest: where other programs run beside it, they differ.
pub fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    format!("{:.1} ms ({:.1})", ms(times[times.len() / 2]), ms(times[0]))
}

/// From the question to the answer.
pub fn ask(worker: &mut Worker, kind: &PageKind) -> Duration {
    let query =
        PageQuery { page: kind.clone(), filters: Filters::default(), lang: Lang::Zh, revision: 0 };
    let start = Instant::now();
    worker.ask(Query::Page(Box::new(query))).unwrap();
    assert!(worker.wait(PATIENCE));
    let time = start.elapsed();
    let outcome = worker.poll().unwrap().outcome;
    assert!(matches!(outcome, Outcome::Done(Reply::Page(_))), "{outcome:?}");
    time
}
