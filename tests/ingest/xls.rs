//! Workbooks of Excel 97–2003, written record by record.

use fupan::domain::Money;
use fupan::ingest::{IngestError, inspect_bytes, recognise_bytes};

use super::support::{one, read, show};

const SECTOR: usize = 512;
const END: u32 = 0xffff_fffe;

fn long(out: &mut [u8], at: usize, value: u32) {
    out[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

fn padded(bytes: &[u8], size: usize) -> Vec<u8> {
    let mut out = bytes.to_vec();
    out.resize(bytes.len().next_multiple_of(size), 0);
    out
}

fn entry(name: &str, kind: u8, start: u32, size: usize) -> Vec<u8> {
    let mut out = vec![0; 128];
    let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    out[..units.len()].copy_from_slice(&units);
    out[64..66].copy_from_slice(&(units.len() as u16 + 2).to_le_bytes());
    out[66] = kind;
    long(&mut out, 116, start);
    long(&mut out, 120, size as u32);
    out
}

/// A compound file with one stream, which lies in small sectors below 4096 bytes.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let small = stream.len() < 4096;
    let data = padded(stream, SECTOR);
    let first = if small { 3 } else { 2 };
    let sectors = first + data.len() / SECTOR;
    assert!(sectors <= 128, "one sector of the table is enough here");
    let mut table = vec![0xff; SECTOR];
    let chained = |at: usize, last: usize| if at == last { END } else { at as u32 + 1 };
    long(&mut table, 0, 0xffff_fffd);
    long(&mut table, 4, END);
    long(&mut table, 8, END);
    for at in first..sectors {
        long(&mut table, at * 4, chained(at, sectors - 1));
    }
    let (root, own) = if small { (first as u32, 0) } else { (END, first as u32) };
    let directory = [
        entry("Root Entry", 5, root, if small { stream.len() } else { 0 }),
        entry(name, 2, own, stream.len()),
    ]
    .concat();
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    long(&mut header, 44, 1);
    long(&mut header, 48, 1);
    long(&mut header, 56, 4096);
    long(&mut header, 60, if small { 2 } else { END });
    long(&mut header, 64, u32::from(small));
    long(&mut header, 68, END);
    for at in (76..SECTOR).step_by(4) {
        long(&mut header, at, if at == 76 { 0 } else { 0xffff_ffff });
    }
    let mut file = [header, table, padded(&directory, SECTOR)].concat();
    if small {
        let mut chain = vec![0xff; SECTOR];
        let last = stream.len().div_ceil(64) - 1;
        (0..=last).for_each(|at| long(&mut chain, at * 4, chained(at, last)));
        file.extend(chain);
    }
    file.extend(data);
    file
}

/// A cell: number of a format, a string of the table of strings, or a record of its own.
enum X {
    T(&'static str),
    N(f64),
    /// In the second cell format, which shows date and time.
    D(f64),
    /// Four bytes, as spreadsheets keep short numbers.
    Rk(u32),
    /// A string beside its cell, in one byte a character.
    Label(&'static str),
    Formula(&'static str),
    Truth(bool),
    None,
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The table of strings in records of at most `most` bytes: strings are cut anywhere, and every
/// third carries formats.
fn strings(list: &[&str], most: usize) -> Vec<u8> {
    let mut parts = vec![Vec::new()];
    parts[0].extend((list.len() as u32).to_le_bytes());
    parts[0].extend((list.len() as u32).to_le_bytes());
    for (nth, text) in list.iter().enumerate() {
        let rich = nth % 3 == 2;
        if parts.last().unwrap().len() + 8 > most {
            parts.push(Vec::new());
        }
        let part = parts.last_mut().unwrap();
        part.extend((text.encode_utf16().count() as u16).to_le_bytes());
        part.push(if rich { 1 | 8 } else { 1 });
        if rich {
            part.extend(1u16.to_le_bytes());
        }
        for unit in text.encode_utf16() {
            if parts.last().unwrap().len() + 2 > most {
                parts.push(vec![1]);
            }
            parts.last_mut().unwrap().extend(unit.to_le_bytes());
        }
        if rich {
            parts.last_mut().unwrap().extend([0; 4]);
        }
    }
    let kinds = std::iter::once(0x00fc).chain(std::iter::repeat(0x003c));
    parts.iter().zip(kinds).flat_map(|(part, kind)| record(kind, part)).collect()
}

/// A workbook of named sheets of rows.
fn workbook(sheets: &[(&str, Vec<Vec<X>>)], most: usize) -> Vec<u8> {
    let mut list: Vec<&str> = Vec::new();
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    for (_, rows) in sheets {
        // A declared size that is wrong, as some writers leave it.
        let mut body = record(0x0809, &[0, 6, 16, 0]);
        body.extend(record(0x0200, &[0xff; 14]));
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let cell_of = |format: u16, rest: &[u8]| {
                    [
                        &(row as u16).to_le_bytes()[..],
                        &(column as u16).to_le_bytes(),
                        &format.to_le_bytes(),
                        rest,
                    ]
                    .concat()
                };
                match cell {
                    X::T(text) => {
                        list.push(text);
                        let index = (list.len() as u32 - 1).to_le_bytes();
                        body.extend(record(0x00fd, &cell_of(0, &index)));
                    }
                    X::N(number) => {
                        body.extend(record(0x0203, &cell_of(0, &number.to_le_bytes())));
                    }
                    X::D(days) => body.extend(record(0x0203, &cell_of(1, &days.to_le_bytes()))),
                    X::Rk(raw) => body.extend(record(0x027e, &cell_of(0, &raw.to_le_bytes()))),
                    X::Label(text) => {
                        let count = (text.len() as u16).to_le_bytes();
                        let rest = [&count[..], &[0], text.as_bytes()].concat();
                        body.extend(record(0x0204, &cell_of(0, &rest)));
                    }
                    X::Formula(text) => {
                        let value = [0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
                        body.extend(record(0x0006, &cell_of(0, &value)));
                        let count = (text.encode_utf16().count() as u16).to_le_bytes();
                        body.extend(record(0x0207, &[&count[..], &[1], &wide(text)].concat()));
                    }
                    X::Truth(value) => {
                        body.extend(record(0x0205, &cell_of(0, &[u8::from(*value), 0])));
                    }
                    X::None => {}
                }
            }
        }
        body.extend(record(0x000a, &[]));
        bodies.push(body);
    }
    let format = [&164u16.to_le_bytes()[..], &16u16.to_le_bytes(), &[1], &wide("yyyy/m/d hh:mm;@")];
    let mut globals = record(0x0809, &[0, 6, 5, 0]);
    globals.extend(record(0x041e, &format.concat()));
    globals.extend(record(0x00e0, &[0; 20]));
    globals.extend(record(0x00e0, &[&[0, 0, 164, 0][..], &[0; 16]].concat()));
    let names: usize = sheets.iter().map(|(name, _)| 4 + 8 + wide(name).len()).sum();
    let tail = [strings(&list, most), record(0x000a, &[])].concat();
    let mut at = globals.len() + names + tail.len();
    for ((name, _), body) in sheets.iter().zip(&bodies) {
        let count = name.encode_utf16().count() as u8;
        let place = (at as u32).to_le_bytes();
        globals.extend(record(0x0085, &[&place[..], &[0, 0, count, 1], &wide(name)].concat()));
        at += body.len();
    }
    globals.extend(tail);
    compound("Workbook", &[globals, bodies.concat()].concat())
}

fn words(cells: &[&'static str]) -> Vec<X> {
    cells.iter().map(|text| if text.is_empty() { X::None } else { X::T(text) }).collect()
}

fn ranking() -> Vec<Vec<X>> {
    vec![
        words(&["商品排行（演示店铺）"]),
        vec![],
        words(&[
            "统计日期",
            "商品ID",
            "商品名称",
            "主商品ID",
            "货号",
            "商品状态",
            "商品访客数",
            "商品浏览量",
            "平均停留时长",
            "商品详情页跳出率",
            "下单金额",
            "支付买家数",
            "支付件数",
            "支付金额",
            "商品支付转化率",
            "成功退款金额",
            "竞争力评分",
        ]),
        words(&[
            "2026-04-19",
            "650000000001",
            "坚果礼盒 大份",
            "-",
            "-",
            "当前在线",
            "1,391",
            "4,020",
            "15.74",
            "77.48%",
            "34,895.00",
            "102",
            "140",
            "30,120.50",
            "0.43%",
            "0.00",
            "-",
        ]),
        vec![
            X::T("2026-04-19"),
            X::N(650_000_000_002.0),
            X::T("海苔"),
            X::None,
            X::None,
            X::T("当前在线"),
            X::N(88.0),
        ],
        words(&["总计", "", "", "", "", "", "1,479"]),
    ]
}

/// Legacy workbooks are known by their bytes, whatever they are called.
#[test]
fn product_ranking_of_sycm_in_an_old_workbook() {
    for (most, name) in [(8_000, "商品排行.xls"), (41, "商品排行.xlsx"), (24, "商品排行.csv")]
    {
        let bytes = workbook(&[("说明", vec![]), ("商品排行", ranking())], most);
        let file = one(name, &bytes);
        insta::assert_snapshot!("product_ranking_of_sycm", show(&file));
    }
}

#[test]
fn every_kind_of_cell_of_an_old_workbook_is_read() {
    let rows = vec![
        vec![X::Label("order_id"), X::T("商品名称"), X::T("qty"), X::T("paid"), X::T("下单时间")],
        vec![
            X::T("A1"),
            X::Formula("坚果礼盒"),
            X::Rk(3 << 2 | 2),
            X::N(1_299.5),
            X::D(46_272.838_206_018_52),
        ],
        // Whole hundredths; the upper half of a double.
        vec![X::Rk(77 << 2 | 2), X::Truth(true), X::N(1.0), X::Rk(5_990 << 2 | 3), X::D(46_273.0)],
        vec![X::T("A3"), X::None, X::N(2.0), X::Rk((20.0f64.to_bits() >> 32) as u32), X::None],
    ];
    let file = one("a.xls", &workbook(&[("Sheet1", rows)], 8_000));
    assert_eq!((file.encoding.as_str(), file.rows_rejected), ("xls", 0));
    let facts: Vec<_> = file.tables.orders.iter().map(|row| row.facts.clone()).collect();
    let ids: Vec<_> = facts.iter().map(|f| f.order_id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["A1", "77", "A3"]);
    let paid: Vec<_> = facts.iter().map(|f| f.paid).collect();
    assert_eq!(paid, [Some(Money(129_950)), Some(Money(5_990)), Some(Money(2_000))]);
    assert_eq!(facts[0].qty, Some(3));
    assert_eq!(facts[0].created_at.unwrap().to_string(), "2026-09-07T12:07:01Z");
    assert_eq!(facts[2].created_at, None);
    let names: Vec<_> = file.tables.orders.iter().map(|row| row.product.clone()).collect();
    assert_eq!(names[0].as_ref().unwrap().name.as_deref(), Some("坚果礼盒"));
}

#[test]
fn a_large_old_workbook_is_read_whole() {
    let mut rows = vec![words(&["order_id", "qty", "paid"])];
    rows.extend((0..1_000).map(|n| vec![X::N(f64::from(n)), X::N(1.0), X::N(2.5)]));
    let bytes = workbook(&[("Sheet1", rows)], 8_000);
    assert!(bytes.len() > 40_000);
    let file = one("a.xls", &bytes);
    assert_eq!((file.rows_read, file.tables.orders.len()), (1_000, 1_000));
}

#[test]
fn other_compound_files_say_what_they_are() {
    let error = |name: &str, stream: &[u8]| read("a.xls", &compound(name, stream)).unwrap_err();
    assert_eq!(error("Book", &[9, 8, 8, 0, 0, 5, 5, 0]), IngestError::LegacyExcel);
    assert_eq!(error("Workbook", &record(0x0809, &[0, 5, 5, 0])), IngestError::LegacyExcel);
    let locked = [record(0x0809, &[0, 6, 5, 0]), record(0x002f, &[1, 0])].concat();
    assert_eq!(error("Workbook", &locked), IngestError::PasswordProtected);
    let word = error("WordDocument", b"text");
    assert!(matches!(word, IngestError::NotWhatItSays { found, .. } if found == "word"));
}

/// Cut anywhere or damaged in any byte: an error or a table, never a fall.
#[test]
fn damaged_old_workbooks_are_errors_or_tables() {
    let whole = workbook(&[("商品排行", ranking())], 41);
    for keep in (0..whole.len()).step_by(61) {
        let _ = read("a.xls", &whole[..keep]);
    }
    for (nth, at) in (0..whole.len()).step_by(2).enumerate() {
        let mut bytes = whole.clone();
        bytes[at] = [0, 0xff, whole[at] ^ 0x11][nth % 3];
        let _ = read("a.xls", &bytes);
        if nth % 16 == 0 {
            let _ = (recognise_bytes("a.xls", &bytes), inspect_bytes("a.xls", &bytes));
        }
    }
}
