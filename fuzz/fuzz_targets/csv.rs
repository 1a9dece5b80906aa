//! Text tables of every kind: rows are counted, and reading twice gives the same.
#![no_main]

use fupan::domain::Job;
use fupan::ingest::{ReadOptions, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    let options = ReadOptions::default();
    let Ok(files) = read_bytes(&job, "a.csv", bytes, &options) else { return };
    for file in &files {
        let kept = file.tables.len() as u64;
        assert_eq!(file.rows_read, kept + file.rows_skipped + file.rows_rejected, "{}", file.kind);
    }
    assert_eq!(files, read_bytes(&job, "a.csv", bytes, &options).expect("read before"));
});
