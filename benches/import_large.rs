//! Speed of importing what is large: logs of millions of actions, a folder of many files, a
//! large workbook. Everything is made from a seed.
//!
//!     cargo bench --bench import_large                         # measure, a million actions
//!     cargo bench --bench import_large -- measure 10000000
//!     cargo bench --bench import_large -- make FILE ROWS       # only the log
//!     cargo bench --bench import_large -- folder               # 200 mixed files
//!     cargo bench --bench import_large -- workbook             # a workbook of 50 MB
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions, Places};
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 42;

fn rng() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(SEED)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] => measure(1_000_000),
        ["measure", rows] => measure(rows.parse().unwrap()),
        ["make", file, rows] => make_log(Path::new(file), rows.parse().unwrap()),
        ["make-workbook", file] => make_workbook(Path::new(file)),
        ["folder"] => folder(),
        ["workbook"] => workbook(),
        _ => println!("measure [ROWS] | make FILE ROWS | make-workbook FILE | folder | workbook"),
    }
}

/// A log of viewer, product, action and time: ten actions a viewer, 2,000 products.
fn make_log(path: &Path, rows: u64) {
    let mut rng = rng();
    let mut out = BufWriter::new(File::create(path).unwrap());
    writeln!(out, "viewer,product,action,time").unwrap();
    let mut at: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let viewers = (rows / 10).max(1);
    for _ in 0..rows {
        at += SignedDuration::from_millis(rng.gen_range(0..20_000));
        let action = match rng.gen_range(0..20) {
            0..=11 => "view",
            12..=16 => "click",
            17 | 18 => "cart",
            _ => "purchase",
        };
        let (viewer, product) = (rng.gen_range(0..viewers), rng.gen_range(0..2_000));
        let time = at.strftime("%Y-%m-%d %H:%M:%S");
        writeln!(out, "u{viewer:07},p{product:04},{action},{time}").unwrap();
    }
}

/// Highest memory of the process so far, in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kb = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .map_or(0.0, |rest| rest.trim().trim_end_matches("kB").trim().parse().unwrap_or_default());
    kb / 1024.0
}

/// A job that measures the longest silence between two words of progress.
fn watched() -> (Job, Arc<AtomicU64>) {
    let longest = Arc::new(AtomicU64::new(0));
    let last = Mutex::new(Instant::now());
    let told = Arc::clone(&longest);
    let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), SEED).with_progress(move |_| {
        let mut last = last.lock().unwrap();
        told.fetch_max(last.elapsed().as_millis() as u64, Ordering::Relaxed);
        *last = Instant::now();
    });
    (job, longest)
}

fn import(paths: &[PathBuf], preview: bool) {
    let folder = tempfile::tempdir().unwrap();
    let places = Places::in_folder(folder.path());
    let mut engine = Engine::open_or_create(&places.default_store(), &places).unwrap();
    let (job, longest) = watched();
    let options = ImportOptions::default();
    let start = Instant::now();
    let prepared = if preview {
        engine.prepare_import(&job, paths, &options).unwrap()
    } else {
        engine.read_import(&job, paths, &options).unwrap()
    };
    let read = start.elapsed().as_secs_f64();
    let step = Instant::now();
    let report = engine.commit_import(&job, &prepared).unwrap();
    let write = step.elapsed().as_secs_f64();
    let stored: u64 = report.files.iter().map(|file| file.rows_stored).sum();
    let bytes = std::fs::metadata(places.default_store()).unwrap().len();
    println!(
        "{} files, {stored} rows: read{} {read:.2} s, write {write:.2} s, whole {:.2} s; \
         peak {:.0} MB, store {:.0} MB, longest silence {} ms",
        report.files.len(),
        if preview { " and preview" } else { "" },
        read + write,
        peak(),
        bytes as f64 / 1e6,
        longest.load(Ordering::Relaxed),
    );
    assert!(report.failed.is_empty(), "{:?}", report.failed);
}

fn measure(rows: u64) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.csv");
    make_log(&path, rows);
    for _ in 0..3 {
        import(std::slice::from_ref(&path), false);
    }
}

/// 200 files of five kinds, 250 rows each.
fn folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = rng();
    let mut paths = Vec::new();
    for file in 0..200 {
        let (name, header): (&str, &str) = match file % 5 {
            0 => ("events", "viewer,product,action,time"),
            1 => ("orders", "order_id,product_id,product_name,qty,paid,created_at,buyer_id"),
            2 => ("comments", "time,user,content"),
            3 => ("products", "product_id,product_name,price,unit_cost,stock"),
            _ => ("sessions", "session_id,start_at,end_at,viewers_uv,orders,gmv"),
        };
        let mut text = format!("{header}\n");
        for row in 0..250 {
            let id = file * 1000 + row;
            let minute = rng.gen_range(0..60);
            let (day, hour) = (row % 28 + 1, rng.gen_range(8..20));
            let time = format!("2026-{:02}-{day:02} {hour:02}:{minute:02}:05", file % 9 + 1);
            let product = rng.gen_range(0..50);
            text += &match file % 5 {
                0 => format!("u{},p{product},view,{time}\n", rng.gen_range(0..500)),
                1 => format!("o{id},p{product},商品{product},1,{}.5,{time},b{row}\n", row + 1),
                2 => format!("{time},u{},好看 {id}\n", rng.gen_range(0..500)),
                3 => format!("p{id},商品{id},{}.00,5.00,{row}\n", row + 10),
                _ => format!("L{id},{time},2026-{:02}-{day:02} 23:00:00,{row},1,5\n", file % 9 + 1),
            };
        }
        let path = folder.path().join(format!("{name}_{file}.csv"));
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    import(&paths, true);
}

/// A log as a workbook of about 50 MB.
fn make_workbook(path: &Path) {
    const ROWS: u32 = 1_040_000;
    let mut rng = rng();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["viewer", "product", "action", "time", "value"].iter().enumerate() {
        sheet.write_string(0, column as u16, *header).unwrap();
    }
    for row in 1..=ROWS {
        let mut hex = || format!("{:016x}", rng.r#gen::<u64>());
        let viewer = hex();
        sheet.write_string(row, 0, format!("u{}{viewer}", &viewer[..4])).unwrap();
        sheet.write_string(row, 1, format!("p{:04}", rng.gen_range(0..2_000))).unwrap();
        sheet.write_string(row, 2, "view").unwrap();
        let second = rng.gen_range(0..86_400);
        let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
        sheet.write_string(row, 3, format!("2026-09-{:02} {clock}", row % 28 + 1)).unwrap();
        sheet.write_number(row, 4, rng.gen_range(0.0..100.0)).unwrap();
    }
    book.save(path).unwrap();
}

fn workbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.xlsx");
    make_workbook(&path);
    println!("workbook of {:.0} MB", std::fs::metadata(&path).unwrap().len() as f64 / 1e6);
    import(&[path], false);
}
