//! Imports that are killed, come two at a time, or meet what nobody exports.

use std::process::{Child, Command, Stdio};
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions, Places};
use fupan::ingest::IngestError;
use jiff::Timestamp;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::*;

const ROWS: usize = 2_000;

/// A log of so many actions, other ones for every seed.
fn log_of(rows: usize, seed: u64) -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut text = "viewer,product,action,time\n".to_owned();
    for row in 0..rows {
        let (viewer, product) = (rng.gen_range(0..900), rng.gen_range(0..50));
        let (minute, second) = (row / 60 % 60, row % 60);
        text += &format!("u{viewer},p{product},view,2026-09-07 20:{minute:02}:{second:02}\n");
    }
    text
}

fn engine(folder: &Path) -> Engine {
    let places = Places::in_folder(&folder.join("data"));
    Engine::open(&folder.join("a.fupan"), &places).unwrap()
}

fn job() -> Job {
    Job::new(Timestamp::UNIX_EPOCH, 42)
}

/// A folder with a store that holds a small log, and a larger log to import.
fn before() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("small.csv"), log_of(100, 1)).unwrap();
    std::fs::write(folder.path().join("large.csv"), log_of(ROWS, 2)).unwrap();
    let small = folder.path().join("small.csv");
    assert!(fupan(folder.path(), &["import", small.to_str().unwrap()]).status.success());
    folder
}

fn start(folder: &Path, file: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_fupan"))
        .args(["--lang", "en", "--store"])
        .arg(folder.join("a.fupan"))
        .arg("import")
        .arg(folder.join(file))
        .env("FUPAN_DATA_DIR", folder.join("data"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn an_import_killed_at_any_moment_leaves_all_or_nothing() {
    let folder = before();
    let begun = Instant::now();
    assert!(start(folder.path(), "large.csv").wait().unwrap().success());
    let whole = begun.elapsed();
    let last = engine(folder.path()).imports().unwrap()[0].id;
    engine(folder.path()).undo_import(&job(), last).unwrap();

    let mut rng = ChaCha8Rng::seed_from_u64(42);
    let (mut nothing, mut all) = (0, 0);
    for _ in 0..100 {
        let mut child = start(folder.path(), "large.csv");
        // Nobody sends anything: the wait is the time until the kill.
        let (_never, wait) = sync_channel::<()>(1);
        let _ = wait.recv_timeout(whole.mul_f64(rng.gen_range(0.0..1.1)));
        child.kill().unwrap();
        child.wait().unwrap();

        let mut engine = engine(folder.path());
        let report = engine.check().unwrap();
        assert!(report.ok, "{report:?}");
        let kept = engine.snapshot().unwrap().events as usize;
        let live = engine.imports().unwrap().into_iter().filter(|i| i.undone_at.is_none());
        match (kept - 100, live.count()) {
            (0, 1) => nothing += 1,
            (ROWS, 2) => {
                all += 1;
                let last = engine.imports().unwrap()[0].id;
                engine.undo_import(&job(), last).unwrap();
            }
            other => panic!("neither all nor nothing: {other:?}"),
        }
    }
    assert_eq!(nothing + all, 100);
    assert!(nothing > 0, "no kill came early enough to tell anything");
}

#[test]
fn of_two_imports_at_once_each_comes_in_or_says_why_not() {
    let folder = before();
    std::fs::write(folder.path().join("other.csv"), log_of(ROWS, 3)).unwrap();
    let both = ["large.csv", "other.csv"].map(|file| (file, start(folder.path(), file)));
    let mut expected = 100;
    for (file, child) in both {
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if output.status.success() {
            expected += ROWS;
        } else {
            assert!(said.contains("open elsewhere"), "{file}: {said}");
        }
    }
    assert!(expected > 100, "one of them must come in");
    let mut engine = engine(folder.path());
    assert_eq!(engine.snapshot().unwrap().events as usize, expected);
    assert!(engine.check().unwrap().ok);
}

#[test]
fn an_import_cancelled_at_any_step_leaves_the_store_as_it_was() {
    let folder = before();
    // Large enough to be read piece by piece, and a table of another sort beside it.
    std::fs::write(folder.path().join("large.csv"), log_of(30_000, 2)).unwrap();
    let orders: String =
        (0..1_000).map(|n| format!("o{n},p{},1,5.00,2026-09-07 20:00:00,u{n}\n", n % 50)).collect();
    let orders = format!("order_id,product_id,qty,paid,created_at,buyer_id\n{orders}");
    std::fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let paths = ["large.csv", "orders.csv"].map(|file| folder.path().join(file));
    let mut engine = engine(folder.path());
    let options = ImportOptions::default();
    let revision = engine.revision().unwrap();

    let run = |engine: &mut Engine, stop_at: usize| {
        let job = job();
        let flag = job.cancel_flag();
        let steps = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = std::sync::Arc::clone(&steps);
        let job = job.with_progress(move |_| {
            if counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == stop_at {
                flag.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        });
        let done = engine
            .prepare_import(&job, &paths, &options)
            .and_then(|prepared| engine.commit_import(&job, &prepared));
        (done, steps.load(std::sync::atomic::Ordering::Relaxed))
    };
    let (whole, steps) = run(&mut engine, usize::MAX);
    let import = whole.unwrap().import.unwrap();
    engine.undo_import(&job(), import).unwrap();
    let after_undo = engine.revision().unwrap();
    assert!(steps > 100 && after_undo == revision + 2, "{steps} steps");

    let mut rng = ChaCha8Rng::seed_from_u64(42);
    for _ in 0..25 {
        let (done, _) = run(&mut engine, rng.gen_range(0..steps));
        match done {
            Err(_) => assert_eq!(engine.revision().unwrap(), after_undo),
            // The last word comes when nothing is left to stop.
            Ok(report) => {
                engine.undo_import(&job(), report.import.unwrap()).unwrap();
                break;
            }
        }
        assert_eq!(engine.snapshot().unwrap().events, 100);
    }
    assert!(engine.check().unwrap().ok);
    // And the connection still works when nobody stops it.
    assert!(run(&mut engine, usize::MAX).0.is_ok());
}

/// A workbook with one sheet of this content.
fn workbook(rows: &str) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut plain = rust_xlsxwriter::Workbook::new();
    plain.add_worksheet();
    let plain = plain.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let content = content.replace("<sheetData/>", &format!("<sheetData>{rows}</sheetData>"));
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_of_ten_million_rows_is_refused_with_its_limit() {
    let cells = |row: usize, cells: [&str; 3]| {
        let cells: String = cells
            .iter()
            .zip(["A", "B", "C"])
            .map(|(text, column)| {
                format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            })
            .collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    let rows = |last: usize| {
        let header = cells(1, ["viewer", "product", "action"]);
        header + &cells(2, ["u1", "p1", "view"]) + &cells(last, ["u2", "p1", "view"])
    };
    let read = |rows: String| {
        let options = ImportOptions::default();
        fupan::ingest::read_bytes(&job(), "a.xlsx", &workbook(&rows), &options)
    };
    assert_eq!(read(rows(1_048_576)).unwrap()[0].rows_read, 2);
    assert_eq!(read(rows(10_000_000)).unwrap_err(), IngestError::TooManyRows { limit: 1_048_576 });
    // Rows that do not say their number are counted.
    let silent: String = (0..3).map(|_| "<row><c><v>1</v></c></row>").collect();
    assert!(!matches!(read(silent), Err(IngestError::TooManyRows { .. })));
}

#[test]
fn a_running_import_stops_soon_after_it_is_asked_to() {
    let folder = before();
    std::fs::write(folder.path().join("large.csv"), log_of(60_000, 5)).unwrap();
    let mut engine = engine(folder.path());
    let job = job();
    let asked = std::sync::Arc::new(std::sync::Mutex::new(None::<Instant>));
    let (flag, when) = (job.cancel_flag(), std::sync::Arc::clone(&asked));
    let job = job.with_progress(move |progress| {
        if progress.stage == "write" && progress.done > 0 {
            flag.store(true, std::sync::atomic::Ordering::Relaxed);
            when.lock().unwrap().get_or_insert_with(Instant::now);
        }
    });
    let paths = [folder.path().join("large.csv")];
    let prepared = engine.prepare_import(&job, &paths, &ImportOptions::default()).unwrap();
    assert!(engine.commit_import(&job, &prepared).is_err());
    let took = asked.lock().unwrap().expect("it was asked").elapsed();
    // Unoptimised and beside other tests; optimised it is a few milliseconds.
    assert!(took < Duration::from_secs(1), "{took:?}");
}
