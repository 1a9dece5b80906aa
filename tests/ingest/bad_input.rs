//! Bad input: a clear error for the file, or a remark for the row. Never a panic.

use fupan::domain::{FileTrouble, WarningCode};
use fupan::ingest::{IngestError, ReadOptions, TemplateProblem, read_bytes, recognise_bytes};
use fupan::present::text::Lang;
use fupan::present::text::ingest::ingest_error;

use super::support::{C, gb18030, job, one, read, texts, with_template, xlsx, zip};

const TABLE: &str = "order_id,product_id,qty,paid\nO1,A1,1,59.9\n";

/// The error, after checking that both languages have a sentence and something to do.
fn error(name: &str, bytes: &[u8]) -> IngestError {
    let error = read(name, bytes).unwrap_err();
    for lang in [Lang::Zh, Lang::En] {
        let notice = ingest_error(&error, lang);
        assert!(!notice.title.is_empty() && !notice.action.is_empty(), "{error:?}");
    }
    assert!(recognise_bytes(name, bytes).is_err(), "recognised: {error:?}");
    error
}

#[test]
fn files_that_are_no_tables() {
    assert_eq!(error("a.csv", b""), IngestError::Empty);
    assert_eq!(error("a.csv", b"\n\n \n"), IngestError::Empty);
    let found = |name: &str, bytes: &[u8]| match error(name, bytes) {
        IngestError::NotWhatItSays { named, found } => (named, found),
        other => panic!("{other:?}"),
    };
    let own = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(found("a.xlsx", b"%PDF-1.7 ..."), own("xlsx", "pdf"));
    assert_eq!(found("a.csv", b"\x89PNG\r\n\x1a\n"), own("csv", "image"));
    assert_eq!(found("a.xls", b"\xef\xbb\xbf<html><body>login</body>"), own("xls", "html"));
    assert_eq!(found("a.xlsx", "随便一句话\n没有表头\n".as_bytes()), own("xlsx", "text"));
    assert_eq!(found("a.zip", b"hello"), own("zip", "text"));
    assert_eq!(found("a.fupan", b"SQLite format 3\0......"), own("fupan", "sqlite"));
    let noise: Vec<u8> =
        (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(error("a.csv", &noise), IngestError::Binary);
    let IngestError::UnknownKind { headers, .. } = error("a.csv", b"alpha,beta,gamma\n1,2,3\n")
    else {
        panic!("known?");
    };
    assert_eq!(headers, ["alpha", "beta", "gamma"]);
}

#[test]
fn damaged_and_protected_workbooks() {
    let whole =
        xlsx(&[("Sheet1", vec![texts(&["order_id", "qty", "paid"]), texts(&["1", "1", "2"])])]);
    for keep in [whole.len() / 2, whole.len() - 10, 40, 4] {
        assert!(matches!(error("a.xlsx", &whole[..keep]), IngestError::Corrupt { .. }), "{keep}");
    }
    let mut cfb = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    cfb.resize(2048, 0);
    assert!(matches!(error("old.xls", &cfb), IngestError::Corrupt { .. }));
    cfb.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(error("locked.xlsx", &cfb), IngestError::PasswordProtected);
}

#[test]
fn any_cut_of_a_workbook_is_an_error_or_a_table() {
    let whole = super::workbook::version_2026();
    for keep in (0..whole.len()).step_by(97) {
        // No panic; what is cut cannot be read, for the index of a workbook stands at its end.
        assert!(read("a.xlsx", &whole[..keep]).is_err());
    }
}

#[test]
fn archives() {
    let inner =
        xlsx(&[("Sheet1", vec![texts(&["order_id", "qty", "paid"]), texts(&["1", "1", "2"])])]);
    let bytes = zip(&[
        ("导出/订单.csv", TABLE.as_bytes()),
        ("__MACOSX/导出/._订单.csv", b"\0\0\0"),
        (".DS_Store", b"\0"),
        ("说明.pdf", b"%PDF-1.7"),
        ("b.xlsx", &inner),
    ]);
    let files = read("a.zip", &bytes).unwrap();
    let names: Vec<_> = files.iter().filter_map(|f| f.inner.clone()).collect();
    assert_eq!(names, ["导出/订单.csv", "b.xlsx"]);
    assert_eq!(files[0].size, TABLE.len() as u64);
    assert_ne!(files[0].sha256, files[1].sha256);
    let skipped: Vec<_> =
        files[0].warnings.iter().filter(|w| w.code == WarningCode::EntriesSkipped).collect();
    assert_eq!(skipped.len(), 1);
    assert!(skipped[0].message.starts_with("说明.pdf"));
    assert_eq!(recognise_bytes("a.zip", &bytes).unwrap().files, 2);

    assert!(matches!(
        error("a.zip", &zip(&[("说明.pdf", b"%PDF-1.7")])),
        IngestError::Inside { .. }
    ));
    assert_eq!(error("a.zip", &zip(&[(".DS_Store", b"x")])), IngestError::Empty);
    assert!(matches!(error("a.zip", &bytes[..bytes.len() / 2]), IngestError::Corrupt { .. }));
    assert!(matches!(error("a.zip", &zip(&[("b.zip", &bytes)])), IngestError::Inside { .. }));
}

#[test]
fn a_zip_bomb_is_refused() {
    let zeros = vec![b'0'; 80 << 20];
    let bytes = zip(&[("a.csv", &zeros)]);
    let IngestError::Inside { error, .. } = read("a.zip", &bytes).unwrap_err() else {
        panic!("read?");
    };
    assert!(matches!(*error, IngestError::TooLarge { .. }));
}

#[test]
fn names_in_gbk_within_archives() {
    let mut bytes = zip(&[("AAAA.csv", TABLE.as_bytes())]);
    let name = gb18030("订单");
    // The same length, so that only the name's bytes change, in both places where it stands.
    for at in 0..bytes.len() - 4 {
        if &bytes[at..at + 4] == b"AAAA" {
            bytes[at..at + 4].copy_from_slice(&name);
        }
    }
    assert_eq!(one("a.zip", &bytes).inner.as_deref(), Some("订单.csv"));
}

#[test]
fn bad_rows_are_listed_and_good_rows_come_in() {
    let text = "order_id,product_id,qty,paid,created_at\n\
        O1,A1,1,59.90,2026-09-07 20:00\n\
        O2,A1,many,59.90,2026-09-07 20:00\n\
        O3,A1,1,5x9,2026-09-07 20:00\n\
        O4,A1,1,59.90,2026-13-07 20:00\n\
        ,A1,1,59.90,2026-09-07 20:00\n\
        O6,A1,1.5,59.90,2026-09-07 20:00\n\
        O7,A1,1,59.90,2026-09-07 20:00,extra\n\
        \n\
        O8,A1,1,59.90\n\
        O9,A1";
    let file = one("orders.csv", text.as_bytes());
    let reasons: Vec<_> = file
        .rejects
        .iter()
        .map(|r| (r.row, r.reason.as_str(), r.column.as_str(), r.value.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (3, "not_a_number", "qty", "many"),
            (4, "not_an_amount", "paid", "5x9"),
            (5, "not_a_time", "created_at", "2026-13-07 20:00"),
            (6, "missing_key", "order_id", ""),
            (7, "not_whole", "qty", "1.5"),
            (8, "too_many_cells", "", ""),
            (11, "cut_off", "", ""),
        ]
    );
    let kept: Vec<_> = file.tables.orders.iter().filter_map(|o| o.facts.order_id.clone()).collect();
    assert_eq!(kept, ["O1", "O8"]);
    assert_eq!(file.rows_read, 9);
    assert_eq!(file.rows_rejected, 7);
    for lang in [Lang::Zh, Lang::En] {
        for r in &file.rejects {
            let sentence = fupan::present::text::ingest::reject(r, lang);
            assert!(
                sentence.contains(&r.row.to_string()) && !sentence.contains(&r.reason),
                "{sentence}"
            );
        }
    }
}

#[test]
fn encodings() {
    let text = "订单号,商品名称,数量,实付\nO1,坚果𠮷,1,59.9\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let bom: Vec<u8> = b"\xef\xbb\xbf".iter().chain(text.as_bytes()).copied().collect();
    let cases: &[(&[u8], &str)] = &[
        (text.as_bytes(), "utf-8"),
        (&bom, "utf-8-bom"),
        (&gb18030(text), "gb18030"),
        (&utf16, "utf-16le"),
    ];
    for (bytes, encoding) in cases {
        let file = one("a.csv", bytes);
        assert_eq!(file.encoding, *encoding);
        let name = file.tables.orders[0].product.as_ref().unwrap().name.clone();
        assert_eq!(name.as_deref(), Some("坚果𠮷"), "{encoding}");
    }
    // Cut off within a character of the last line: still UTF-8, one rejected row.
    let cut = "订单号,商品名称,数量,实付\nO1,坚果,1,59.9\nO2,坚果".as_bytes();
    let file = one("a.csv", &cut[..cut.len() - 1]);
    assert_eq!((file.encoding.as_str(), file.tables.orders.len()), ("utf-8", 1));
    assert_eq!(file.rejects[0].reason, "cut_off");
    // A few broken bytes are replaced and counted.
    let mut broken = text.repeat(3).into_bytes();
    let at = broken.len() - 8;
    broken[at] = 0xff;
    let file = one("a.csv", &broken);
    assert!(file.warnings.iter().any(|w| w.code == WarningCode::ReplacedBytes));
}

#[test]
fn delimiters_and_stray_quotes() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "order_id,product_id,qty,paid\nO1,A1,1,5\nO2,A1,1,6\n".replace(',', delimiter);
        assert_eq!(one("named.csv", text.as_bytes()).tables.orders.len(), 2, "{delimiter:?}");
    }
    // A quote that opens a cell and never closes must not swallow the rows below.
    let text = "time,user,content\n2026-09-07 20:00,u1,\"没有关的引号\n2026-09-07 20:01,u2,好\n2026-09-07 20:02,u3,好\n";
    let file = one("c.csv", text.as_bytes());
    assert_eq!(file.tables.comments.len(), 3);
    let rows: Vec<_> = file.tables.comments.iter().map(|c| c.origin.row).collect();
    assert_eq!(rows, [2, 3, 4]);
    // Line breaks within quotes are no rows of a spreadsheet.
    let text = "time,user,content\n2026-09-07 20:00,u1,\"a\nb\nc\"\n2026-09-07 20:01,u2,d\n";
    let rows: Vec<_> =
        one("c.csv", text.as_bytes()).tables.comments.iter().map(|c| c.origin.row).collect();
    assert_eq!(rows, [2, 3]);
}

#[test]
fn separators_nobody_can_tell_are_warned_about() {
    let text = "order_id,product_id,qty,paid\nO1,A1,1,12.500\nO2,A1,1,3.000\n";
    let file = one("a.csv", text.as_bytes());
    assert_eq!(file.tables.orders[0].facts.paid.unwrap().major(), 12_500.0);
    assert_eq!(file.warnings.len(), 1);
    assert_eq!(file.warnings[0].code, WarningCode::AssumedThousands);
    let text = "order_id,product_id,qty,paid\nO1,A1,1,12.500\nO2,A1,1,3.5\n";
    let file = one("a.csv", text.as_bytes());
    assert_eq!(file.tables.orders[0].facts.paid.unwrap().major(), 12.5);
    assert!(file.warnings.is_empty());
}

#[test]
fn ids_that_a_spreadsheet_rounded() {
    let rows = vec![
        texts(&["order_id", "product_id", "qty", "paid"]),
        vec![C::T("O1"), C::N(3.601_234_567_890_123e18), C::N(1.0), C::N(5.0)],
        vec![C::N(6.920_123_456_789_012e18), C::T("A"), C::N(1.0), C::N(5.0)],
        vec![C::N(123_456_789.0), C::T("A"), C::N(1.0), C::N(5.0)],
    ];
    let file = one("a.xlsx", &xlsx(&[("Sheet1", rows)]));
    assert_eq!(file.rejects.len(), 1);
    assert_eq!((file.rejects[0].row, file.rejects[0].reason.as_str()), (3, "damaged_id"));
    let ids: Vec<_> = file.tables.orders.iter().filter_map(|o| o.facts.order_id.clone()).collect();
    assert_eq!(ids, ["O1", "123456789"]);
    assert!(file.tables.orders[0].product.is_none());
    let damaged = file.warnings.iter().filter(|w| w.code == WarningCode::DamagedId).count();
    assert_eq!(damaged, 2, "{:?}", file.warnings);
}

#[test]
fn templates_name_the_key_at_fault() {
    let key = |template: &str| match with_template("a.csv", TABLE.as_bytes(), template) {
        Err(IngestError::BadTemplate { key, problem }) => (key, problem),
        other => panic!("{other:?}"),
    };
    assert!(matches!(key("kind = "), (k, TemplateProblem::Syntax(_)) if k.is_empty()));
    assert_eq!(key("header = true"), ("kind".to_owned(), TemplateProblem::Missing));
    assert!(matches!(key("kind = \"nonsense\""), (k, TemplateProblem::Unknown(_)) if k == "kind"));
    let base = "kind = \"orders\"\n";
    let cases = [
        ("colour = 1", "colour"),
        ("header = \"no\"", "header"),
        ("delimiter = \"--\"", "delimiter"),
        ("encoding = \"klingon\"", "encoding"),
        ("[columns]\nnonsense = 1", "columns.nonsense"),
        ("[columns]\norder_id = 0", "columns.order_id"),
        ("[columns]\norder_id = \"nowhere\"\npaid = \"paid\"", "columns.order_id"),
        ("header = false\n[columns]\norder_id = \"order_id\"", "columns.order_id"),
        ("time_zone = \"Mars/Olympus\"\n[columns]\norder_id = 1", "time_zone"),
        ("[columns]\norder_id = 1\n[actions]\nsing = \"value > 1\"", "actions.sing"),
        ("[columns]\norder_id = 1\n[actions]\nview = \"price > 1\"", "actions.view"),
        ("[columns]\norder_id = 1\n[time]\nformat = \"fast\"", "time.format"),
        ("", "columns"),
    ];
    for (rest, wanted) in cases {
        let (found, problem) = key(&format!("{base}{rest}"));
        assert_eq!(found, wanted, "{rest}: {problem:?}");
        let error = IngestError::BadTemplate { key: found, problem };
        for lang in [Lang::Zh, Lang::En] {
            assert!(ingest_error(&error, lang).detail.contains(wanted));
        }
    }
}

#[test]
fn a_named_kind_must_exist_and_fit() {
    let as_kind =
        |kind: &str| read_bytes(&job(), "a.csv", TABLE.as_bytes(), &ReadOptions::with_kind(kind));
    assert!(matches!(as_kind("nonsense"), Err(IngestError::NoSuchKind { .. })));
    assert!(matches!(as_kind("comments"), Err(IngestError::MissingColumns { .. })));
    assert_eq!(as_kind("orders").unwrap()[0].kind.0, "orders");
}

#[test]
fn a_product_list_without_a_session_says_what_to_do() {
    let text = "商品ID,商品名称,讲解次数,商品点击人数,用户支付金额\n1,坚果,2,10,59.9\n";
    let error = error_of_reading("商品列表.csv", text);
    assert_eq!(error, IngestError::NoSession);
    assert!(ingest_error(&error, Lang::Zh).action.contains("直播商品列表_"));
}

fn error_of_reading(name: &str, text: &str) -> IngestError {
    read(name, text.as_bytes()).unwrap_err()
}

#[test]
fn missing_files_and_folders() {
    let folder = tempfile::tempdir().unwrap();
    let reason =
        |path: &std::path::Path| match fupan::ingest::read(&job(), path, &ReadOptions::default()) {
            Err(IngestError::Unreadable { reason, .. }) => reason,
            other => panic!("{other:?}"),
        };
    assert_eq!(reason(&folder.path().join("none.csv")), FileTrouble::Missing);
    assert_eq!(reason(folder.path()), FileTrouble::Folder);
}

#[test]
fn a_cancelled_job_stops() {
    let job = job();
    job.cancel_flag().store(true, std::sync::atomic::Ordering::Relaxed);
    let read = read_bytes(&job, "a.csv", TABLE.as_bytes(), &ReadOptions::default());
    assert!(matches!(read, Err(IngestError::Cancelled(_))));
}
