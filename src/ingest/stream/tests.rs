//! Reading piece by piece gives what reading as a whole gives.

use std::io::Cursor;

use proptest::prelude::*;

use super::log;
use crate::domain::Job;
use crate::ingest::{ParsedFile, ReadOptions, Template, read_bytes};

const NAME: &str = "events.csv";

fn job() -> Job {
    Job::new(jiff::Timestamp::UNIX_EPOCH, 42)
}

/// Enough rows to be recognised by.
fn beginning(header: &str, row: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..80).map(row).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

fn plain(n: usize) -> String {
    format!("u{},p{},view,2026-09-07 20:{:02}:05", n % 7, n % 5, n % 60)
}

const HEADER: &str = "viewer,product,action,time";

fn streamed(bytes: &[u8], options: &ReadOptions) -> Option<ParsedFile> {
    log(&job(), NAME, &mut Cursor::new(bytes), bytes.len() as u64, options).unwrap()
}

/// Both ways, compared. Returns whether the file could be read piece by piece.
#[track_caller]
fn same(bytes: &[u8], options: &ReadOptions) -> bool {
    let Some(streamed) = streamed(bytes, options) else {
        return false;
    };
    let whole = read_bytes(&job(), NAME, bytes, options).unwrap().remove(0);
    let rows = |file: &ParsedFile| file.tables.events.rows().collect::<Vec<_>>();
    for (one, other) in rows(&streamed).iter().zip(&rows(&whole)) {
        assert_eq!(one, other);
    }
    // Everything else: remarks, counts, hash, encoding.
    assert_eq!(streamed, whole);
    true
}

fn plainly(text: &str) -> bool {
    same(text.as_bytes(), &ReadOptions::default())
}

#[test]
fn plain_logs_are_read_the_quick_way() {
    let text = beginning(HEADER, plain);
    assert!(plainly(&text));
    let file = streamed(text.as_bytes(), &ReadOptions::default()).unwrap();
    assert_eq!((file.tables.events.len(), file.tables.events.viewers().len()), (80, 7));
}

#[test]
fn bad_rows_blank_rows_and_a_cut_off_end_are_told_alike() {
    let text = beginning(HEADER, plain);
    for end in [
        "u1,p1,view,2026-09-07 20:00:05",
        "u1,p1,vie",
        "u1,p1",
        "u1,p1\n",
        "\n\n  \nu1,p1,view,2026-09-07 20:00:05\n\n",
        ",,,\n,,,",
        "u1,p1,view,2026-09-07 20:00:05\n,,,",
        "u1,p1,fly,2026-09-07 20:00:05\n,p1,view,\nu1,p1,view,yesterday\nu9,p1,buy,2026-09-07\n",
        "u1,p1,view,2026-09-07 20:00:05,more\nu1,p1,view,2026-09-07 20:00:05,\n",
        "viewer,product,action,time\nVIEWER,Product,action,TIME\n",
        "合计,,,\ntotal,p1,view,2026-09-07 20:00:05\n",
        "\"u1\nu2\",p1,view,2026-09-07 20:00:05\nu1,p1,view,2026-09-07 20:00:05\n",
        "u1,\"p1,view,2026-09-07 20:00:05\nu1,p1,view,2026-09-07 20:00:05\nu2",
        "u1,\"p1",
        "u1,\"p\"\"1\",view,2026-09-07T20:00\n",
        "u 1,p1,view,2026/09/07 20:00\r\n'u1,1.23E+18,view,1767225600\r\nu1,1.5,view,1767225600000\r\n",
        "NULL,p1,view,2026-09-07 20:00:05\nu1,NULL,view,NULL\nu***1,p1,view,\n",
    ] {
        assert!(plainly(&format!("{text}{end}")), "{end:?}");
    }
    for end in ["\r", "\r\n", "\n\r\n"] {
        assert!(plainly(&text.replace('\n', end)), "{end:?}");
    }
}

#[test]
fn days_before_months_are_decided_by_the_whole_column() {
    let with = |last: &str| {
        let rows = |n: usize| format!("u{n},p1,view,0{}/0{}/2026 10:00", n % 9 + 1, n % 7 + 1);
        format!("{}u1,p1,view,{last}\n", beginning(HEADER, rows))
    };
    for last in ["01/02/2026 10:00", "25/02/2026 10:00", "02/25/2026 10:00", "1/2/2026 4:00 PM"] {
        assert!(plainly(&with(last)), "{last}");
    }
    // And in a log that looks harmless for long.
    for last in ["03/04/2026 10:00", "25/02/2026 10:00"] {
        let text = format!("{}u1,p1,view,{last}\n", beginning(HEADER, plain));
        assert!(plainly(&text), "{last}");
    }
}

#[test]
fn encodings_are_told_apart_wherever_they_show() {
    let rows = |n: usize| format!("用户{n},商品{},浏览,2026-09-07 20:00:05", n % 5);
    let header = "用户,商品,行为,时间";
    let late = format!("{}用户,p1,view,2026-09-07 20:00:05\n", beginning(HEADER, plain));
    for text in [beginning(header, rows), late] {
        assert!(plainly(&text));
        assert!(plainly(&format!("\u{feff}{text}")));
        let chinese = encoding_rs::GB18030.encode(&text).0.into_owned();
        assert!(same(&chinese, &ReadOptions::default()));
        assert_eq!(streamed(&chinese, &ReadOptions::default()).unwrap().encoding, "gb18030");
        let wide: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert!(same(&wide, &ReadOptions::default()));
        // Cut off within a character.
        same(&text.as_bytes()[..text.len() - 21], &ReadOptions::default());
        for cut in 1..60 {
            let bytes = &chinese[..chinese.len() - cut];
            same(bytes, &ReadOptions::default());
        }
    }
}

#[test]
fn templates_say_what_columns_mean() {
    let template = |rest: &str| {
        let head = "kind = \"events\"\nheader = false\n[columns]\nviewer = 1\nproduct = 2\n";
        ReadOptions::with_template(Template::parse(&format!("{head}{rest}")).unwrap())
    };
    let rows = |n: usize| format!("u{n},p{},{},{}", n % 3, ["pv", "buy"][n % 2], 1_511_544_070 + n);
    let text = beginning("u0,p0,pv,1511544070", rows);
    for rest in [
        "action = 3\ntime = 4\n[actions]\nmap = { pv = \"view\", buy = \"purchase\" }\n",
        "action = 3\ntime = 4\n[actions]\nmap = { pv = \"view\" }\n[time]\nformat = \"epoch-seconds\"\n",
        "action = 3\ntime = 4\n[time]\nformat = \"epoch-millis\"\n",
        "action = 3\nvalue = 4\n[actions]\nmap = { pv = \"view\", buy = \"purchase\" }\n",
        "value = 4\n[actions]\npurchase = \"value >= 1511544100\"\n",
    ] {
        let rest = rest.replace("time = ", "at = ");
        assert!(same(text.as_bytes(), &template(&rest)), "{rest}");
    }
}

#[test]
fn hours_that_clocks_skip_or_repeat_are_read_alike() {
    let mut options =
        ReadOptions { time_zone: "America/New_York".to_owned(), ..Default::default() };
    let rows = |n: usize| {
        let (day, month) = if n.is_multiple_of(2) { (8, 3) } else { (1, 11) };
        format!("u,p,view,2026-{month:02}-{day:02} {:02}:{:02}:07", n / 2 % 4, n * 7 % 60)
    };
    let text = beginning(HEADER, rows).repeat(3);
    assert!(same(text.as_bytes(), &options));
    // Its clocks change by half an hour.
    options.time_zone = "Australia/Lord_Howe".to_owned();
    assert!(same(text.as_bytes(), &options));
}

#[test]
fn other_tables_are_left_to_the_reader_of_whole_files() {
    let text =
        beginning("order_id,商品编号,paid,created_at", |n| format!("o{n},p,5,2026-09-07"));
    assert!(!plainly(&text));
    let unknown = beginning("a,b,c", |n| format!("{n},{n},{n}"));
    let size = unknown.len() as u64;
    let read = log(&job(), NAME, &mut Cursor::new(unknown), size, &ReadOptions::default());
    assert!(matches!(read, Err(crate::ingest::IngestError::UnknownKind { .. })));
}

#[test]
fn comments_pass_by_as_well() {
    let rows = |n: usize| format!("2026-09-07 20:00:{:02},u{n},好 {n}", n % 60);
    assert!(plainly(&beginning("time,user,content", rows)));
}

#[test]
fn workbooks_pass_by_row_by_row() {
    let book = |last: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "说明").unwrap();
        let sheet = book.add_worksheet();
        for (column, header) in ["viewer", "product", "action", "time"].iter().enumerate() {
            sheet.write_string(1, column as u16, *header).unwrap();
        }
        for row in 2..200 {
            sheet.write_string(row, 0, format!("u{}", row % 7)).unwrap();
            sheet.write_number(row, 1, f64::from(row % 5)).unwrap();
            sheet.write_string(row, 2, if row % 50 == 0 { "fly" } else { "view" }).unwrap();
            sheet.write_string(row, 3, if row == 199 { last } else { "2026-09-07 20:00" }).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    let options = ReadOptions::default();
    for last in ["2026-09-07 20:00", "03/04/2026", "25/04/2026", "soon", ""] {
        let bytes = book(last);
        let streamed = super::book::read(&job(), "a.xlsx", &bytes, &options).unwrap().unwrap();
        let whole = read_bytes(&job(), "a.xlsx", &bytes, &options).unwrap().remove(0);
        assert_eq!(streamed, whole, "{last}");
        assert!(streamed.tables.events.len() > 190 && streamed.rows_rejected >= 3);
    }
}

#[test]
fn a_log_is_stopped_between_two_pieces() {
    let text = beginning(HEADER, plain).repeat(400);
    let stopped = std::sync::atomic::AtomicU64::new(0);
    let job = job();
    let flag = job.cancel_flag();
    let job = job.with_progress(move |progress| {
        if progress.stage == "read"
            && stopped.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 9
        {
            flag.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    });
    let options = ReadOptions::default();
    let read = log(&job, NAME, &mut Cursor::new(text.as_bytes()), text.len() as u64, &options);
    assert!(matches!(read, Err(crate::ingest::IngestError::Cancelled(_))));
}

/// Cells as people and exports write them, and as nobody should.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "u1", "u2", "p1", "view", "click", "VIEW", " buy", "purchase", "点击", "",
            "2026-09-07 20:00:05", "2026/09/07 20:00", "2026-09-07T20:00:05", "2026-09-07",
            "2026-13-07 20:00:05", "2026-09-07 24:00:05", "1767225600", "1767225600000",
            "20260907", "20260907085537", "-", "null", "NA", "合计", "1.23E+18", "'u1", "4.5",
            "1,5", "1.234", "12", "-3", "0x1", "2026-09-07 20:00:05+09:00", "\u{1f}", "无",
        ]).prop_map(str::to_owned),
        1 => "[ -~]{0,12}",
        1 => "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_rows_are_read_alike(
        rows in prop::collection::vec(prop::collection::vec(cell(), 1..7), 1..40),
        header in prop::sample::select(vec![
            HEADER,
            "viewer,product,action,time,value,session_id",
            "viewer,product_name,action,at,账号,product_id",
            "action,time,user,product,平台,开播时间",
        ]),
        quoted in any::<bool>(),
        end in prop::sample::select(vec!["", "\n", "\r\n", "\n\n"]),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let mut text = beginning(header, |n| match header {
            HEADER => plain(n),
            "action,time,user,product,平台,开播时间" => {
                format!("view,2026-09-07 20:00:05,u{},p1,抖音,2026-09-07 19:00", n % 9)
            }
            _ => format!("{},4.5,L{}", plain(n), n % 3),
        }).into_bytes();
        if quoted {
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            text.extend(writer.into_inner().unwrap());
        } else {
            let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            text.extend(rows.join("\n").into_bytes());
        }
        text.extend(end.as_bytes());
        same(&text, &ReadOptions::default());
    }
}
