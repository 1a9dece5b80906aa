//! Workbooks, whole and damaged, new and old.
#![no_main]

use fupan::domain::Job;
use fupan::ingest::{ReadOptions, inspect_bytes, read_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    let _ = inspect_bytes("a.xlsx", bytes);
    let _ = read_bytes(&job, "a.xlsx", bytes, &ReadOptions::default());
});
