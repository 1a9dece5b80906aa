//! Every form a cell can have, through the tables that read them: one cell in a column of every
//! sort, beside a good one.
#![no_main]

use fupan::domain::Job;
use fupan::ingest::{ReadOptions, Template, read_bytes};
use libfuzzer_sys::fuzz_target;

const TABLES: [(&str, &str); 5] = [
    (
        "session_id,start_at,end_at,viewers_uv,gmv,avg_watch_s,fan_share",
        "L1,2026-09-07 20:00:00,2026-09-07 22:00:00,5,1.50,60,0.5",
    ),
    (
        "order_id,product_id,qty,paid,created_at,buyer_id,currency",
        "o1,p1,1,1.50,2026-09-07 20:00:00,b1,CNY",
    ),
    ("viewer,product,action,time,value", "u1,p1,view,2026-09-07 20:00:05,4"),
    ("time,user,content,offset_s", "2026-09-07 20:00:05,u1,good,5"),
    ("outcome,a,b", "1,2,3"),
];

fuzz_target!(|bytes: &[u8]| {
    let job = Job::new(jiff::Timestamp::UNIX_EPOCH, 42);
    let Some((first, cell)) = bytes.split_first() else { return };
    let Ok(cell) = std::str::from_utf8(cell) else { return };
    let (header, good) = TABLES[usize::from(first & 0x0f) % TABLES.len()];
    let columns: Vec<&str> = good.split(',').collect();
    let at = usize::from(first >> 4) % columns.len();
    let quoted = format!("\"{}\"", cell.replace('"', "\"\""));
    let mut bad = columns.clone();
    bad[at] = &quoted;
    let text = format!("{header}\n{good}\n{}\n{good}\n", bad.join(","));
    if let Ok(files) = read_bytes(&job, "a.csv", text.as_bytes(), &ReadOptions::default()) {
        for file in &files {
            let kept = file.tables.len() as u64;
            assert_eq!(file.rows_read, kept + file.rows_skipped + file.rows_rejected);
        }
    }
    let _ = Template::parse(cell);
});
