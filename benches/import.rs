//! Speed of importing: the whole sample data into a new store, by steps.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions, Places};

const RUNS: usize = 5;

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn main() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let shops: Vec<PathBuf> =
        ["shanhe", "guangying", "chujian"].iter().map(|shop| sample.join(shop)).collect();
    let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42);
    let options = ImportOptions::default();
    let (mut open, mut read, mut write, mut again, mut whole) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut undo = Vec::new();
    let mut said = String::new();
    for _ in 0..RUNS {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let start = Instant::now();
        let mut engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
        open.push(start.elapsed());
        let step = Instant::now();
        let prepared = engine.prepare_import(&job, &shops, &options).unwrap();
        read.push(step.elapsed());
        let step = Instant::now();
        let report = engine.commit_import(&job, &prepared).unwrap();
        write.push(step.elapsed());
        whole.push(start.elapsed());

        let rows: u64 = report.files.iter().map(|file| file.rows_stored).sum();
        let bytes = std::fs::metadata(places.default_store()).unwrap().len();
        said = format!(
            "{} files, {rows} rows, {} sessions, {} order lines, store of {:.1} MB",
            report.files.len(),
            report.sessions,
            report.order_lines,
            bytes as f64 / 1e6
        );

        let step = Instant::now();
        let prepared = engine.prepare_import(&job, &shops, &options).unwrap();
        let twice = engine.commit_import(&job, &prepared).unwrap();
        again.push(step.elapsed());
        assert!(twice.import.is_none(), "the same files changed something");
        let step = Instant::now();
        engine.undo_import(&job, report.import.unwrap()).unwrap();
        undo.push(step.elapsed());
    }
    println!("{said}; median of {RUNS} runs");
    for (name, times) in [
        ("create the store", open),
        ("read and preview", read),
        ("write", write),
        ("whole import", whole),
        ("the same files again", again),
        ("undo", undo),
    ] {
        println!("{name}: {:.0} ms", median(times));
    }
}
