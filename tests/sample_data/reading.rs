//! Small readers of the sample files that know nothing of the importer.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

/// Rows by column name.
pub type Table = Vec<BTreeMap<String, String>>;

/// The files of an archive.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            let name = file.name().unwrap().into_owned();
            (name, bytes)
        })
        .collect()
}

/// Comma-separated text in UTF-8 or GB18030, tabs around cells taken off.
pub fn table(bytes: &[u8]) -> Table {
    let (text, _, broken) = if std::str::from_utf8(bytes).is_ok() {
        encoding_rs::UTF_8.decode(bytes)
    } else {
        encoding_rs::GB18030.decode(bytes)
    };
    assert!(!broken);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|r| r.unwrap().iter().map(|cell| cell.trim().to_owned()).collect())
        .collect();
    records(&rows, 0)
}

/// The rows below a header row.
pub fn records(rows: &[Vec<String>], header: usize) -> Table {
    rows[header + 1..]
        .iter()
        .map(|row| rows[header].iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The sheets of a workbook as text.
pub fn book(bytes: &[u8]) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book = open(bytes);
    book.worksheets()
        .into_iter()
        .map(|(name, range)| {
            let mut rows: Vec<Vec<String>> =
                range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
            // A header row that is shorter than the sheet is wide ends where its names end.
            for row in &mut rows {
                while row.last().is_some_and(String::is_empty) {
                    row.pop();
                }
            }
            (name, rows)
        })
        .collect()
}

/// Whether every filled cell is text.
pub fn all_text(bytes: &[u8]) -> bool {
    open(bytes).worksheets().iter().all(|(_, range)| {
        range.cells().all(|(_, _, cell)| matches!(cell, Data::String(_) | Data::Empty))
    })
}

/// An amount in 1/100, from `61045.3`, `1,299.00` or `¥236,552`.
pub fn cents(text: &str) -> i64 {
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    (plain.parse::<f64>().unwrap() * 100.0).round() as i64
}

/// A plain number.
pub fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// What the tests need of a line of the shop's order export.
pub struct OrderLine {
    /// 主订单编号.
    pub order: String,
    /// 商品ID.
    pub product: String,
    /// 收件人手机号.
    pub phone: String,
    /// 收件人 and 详细地址.
    pub person: (String, String),
    /// 订单提交时间.
    pub created: String,
    /// Whether it was paid in a live session.
    pub sold_live: bool,
    /// Whether it was refunded.
    pub refunded: bool,
    /// 订单应付金额 in 1/100.
    pub paid: i64,
    /// 平台优惠 in 1/100.
    pub subsidy: i64,
}

/// The order lines of some exports by time of creation.
pub fn order_lines(exports: &[(String, Vec<u8>)]) -> Vec<OrderLine> {
    let mut lines: Vec<OrderLine> = exports
        .iter()
        .flat_map(|(_, bytes)| table(bytes))
        .map(|row| OrderLine {
            order: row["主订单编号"].clone(),
            product: row["商品ID"].clone(),
            phone: row["收件人手机号"].clone(),
            person: (row["收件人"].clone(), row["详细地址"].clone()),
            created: row["订单提交时间"].clone(),
            sold_live: row["流量体裁"] == "直播" && row["支付完成时间"] != "-",
            refunded: row["售后状态"].contains("退款"),
            paid: cents(&row["订单应付金额"]),
            subsidy: cents(&row["平台优惠"]),
        })
        .collect();
    lines.sort_by(|a, b| a.created.cmp(&b.created));
    lines
}

/// Lines sold live from `from` until before `to`.
pub fn sold_between<'a>(
    lines: &'a [OrderLine],
    from: &str,
    to: &str,
) -> impl Iterator<Item = &'a OrderLine> + Clone {
    let first = lines.partition_point(|l| *l.created < *from);
    let last = lines.partition_point(|l| *l.created < *to);
    lines[first..last].iter().filter(|l| l.sold_live)
}
