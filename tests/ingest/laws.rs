//! What holds for any file: no panic, nothing lost unsaid, the same result twice.

use std::io::{Cursor, Read as _, Write as _};

use fupan::domain::Job;
use fupan::ingest::{ReadOptions, inspect_bytes, read_bytes, recognise, recognise_bytes};
use proptest::prelude::*;

use super::support::{job, one, read, show};

/// The same workbook with another declared dimension on every sheet.
pub fn with_dimension(bytes: &[u8], dimension: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).unwrap();
            let start = text.find("<dimension ref=\"").unwrap() + "<dimension ref=\"".len();
            let end = start + text[start..].find('"').unwrap();
            content = format!("{}{dimension}{}", &text[..start], &text[end..]).into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn recognising_agrees_with_reading_and_inspecting() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let line = "2026-09-07 20:00:00,u1,好\n";
    let text = format!("time,user,content\n{}", line.repeat(6000));
    std::fs::write(&path, &text).unwrap();
    let seen = recognise(&path).unwrap();
    assert_eq!(seen.kind.0, "comments");
    assert!(seen.confidence > 0.9);
    assert_eq!(one("a.csv", text.as_bytes()).tables.comments.len(), 6000);
    let looked = inspect_bytes("a.csv", text.as_bytes()).unwrap();
    assert_eq!(looked[0].kind.as_ref().unwrap().0, seen.kind);
    assert_eq!(looked[0].canonical[2].as_deref(), Some("text"));
    assert_eq!(looked[0].sample.len(), 20);
    assert_eq!(looked[0].sample[0], ["2026-09-07 20:00:00", "", "好"], "people stay unseen");
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{0,6}",
        "[-0-9.,:/ ¥%万]{0,12}",
        "2026-0[1-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]",
        "[a-zA-Z\u{4e00}-\u{4e20}\",;\n]{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read("a.csv", &bytes);
        let _ = recognise_bytes("a.xlsx", &bytes);
        let _ = inspect_bytes("a.zip", &bytes);
    }

    #[test]
    fn every_row_is_accounted_for(
        kind in 0usize..6,
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 1..8), 1..12)
    ) {
        let header = [
            "order_id,product_id,qty,paid,order_paid,created_at",
            "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间",
            "account_name,start_at,end_at,viewers_uv,gmv,duration_s",
            "viewer,product,action,time,value",
            "time,user,content",
            "outcome,a,b,c",
        ][kind];
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let body = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let text = format!("{header}\n{body}");
        // Rows may be all blank; then the file is empty, which is an error and no panic.
        if let Ok(files) = read("a.csv", text.as_bytes()) {
            for file in &files {
                let stored = file.tables.len() as u64;
                prop_assert_eq!(file.rows_read, stored + file.rows_skipped + file.rows_rejected);
                prop_assert_eq!(file.rejects.len() as u64, file.rows_rejected);
            }
            let again = read("a.csv", text.as_bytes()).unwrap();
            prop_assert_eq!(
                files.iter().map(show).collect::<String>(),
                again.iter().map(show).collect::<String>()
            );
        }
    }
}

#[test]
fn progress_is_reported() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = std::sync::Arc::clone(&seen);
    let job: Job = job().with_progress(move |p| sink.lock().unwrap().push(p.stage));
    let text = format!("time,user,content\n{}", "2026-09-07 20:00:00,u1,好\n".repeat(1000));
    read_bytes(&job, "a.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let stages = seen.lock().unwrap();
    assert!(stages.contains(&"open") && stages.iter().filter(|s| **s == "read").count() >= 3);
}

/// The corpus the fuzz targets begin with: what they found once is read again with every test.
#[test]
fn the_corpus_of_the_fuzz_targets_is_read_without_a_loss() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut seen = 0;
    for (folder, name) in [("csv", "a.csv"), ("xlsx", "a.xlsx"), ("detect", "a.csv")] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let looked = inspect_bytes(name, &bytes);
            if recognise_bytes(name, &bytes).is_ok() {
                assert!(looked.is_ok(), "{}", path.display());
            }
            for file in
                read_bytes(&job(), name, &bytes, &ReadOptions::default()).unwrap_or_default()
            {
                let kept = file.tables.len() as u64;
                let told = kept + file.rows_skipped + file.rows_rejected;
                assert_eq!(file.rows_read, told, "{}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 20, "{seen}");
}
