//! Shopee Live: livestreams and the products of one.

use fupan::domain::Money;
use fupan::ingest::{IngestError, ReadOptions, read_bytes};

use super::columns::{Column, is_known_in_disguise};
use super::support::{job, one, read, show};

const INDONESIAN: &[Column] = &[
    ("Periode Data", &["07-09-2026 - 13-09-2026", "07-09-2026 - 13-09-2026", "Ringkasan"]),
    ("User Id", &["900000001", "900000001", ""]),
    ("No.", &["1", "2", ""]),
    ("Nama Livestream", &["Promo malam", "Pagi", ""]),
    ("Start Time", &["07-09-2026 19:00", "13-09-2026 08:30", ""]),
    ("Durasi", &["4:02:02", "0:45:10", ""]),
    ("Penonton Aktif", &["1.204", "88", ""]),
    ("Komentar", &["733", "4", ""]),
    ("Tambah ke Keranjang", &["210", "3", ""]),
    ("Durasi Rata-Rata Menonton", &["0:01:12", "0:00:20", ""]),
    ("Penonton", &["5.310", "120", ""]),
    ("Pesanan(Pesanan Dibuat)", &["101", "2", "103"]),
    ("Pesanan(Pesanan Siap Dikirim)", &["95", "1", "96"]),
    ("Produk Terjual(Pesanan Dibuat)", &["140", "2", "142"]),
    ("Produk Terjual(Pesanan Siap Dikirim)", &["131", "1", "132"]),
    ("Penjualan(Pesanan Dibuat)", &["Rp9.999.999", "Rp150.000", "Rp10.149.999"]),
    ("Penjualan(Pesanan Siap Dikirim)", &["Rp9.250.000", "Rp75.000", "Rp9.325.000"]),
];

const ENGLISH: &[Column] = &[
    ("Data Period", &["07-09-2026 - 13-09-2026"]),
    ("User Id", &["900000001"]),
    ("No.", &["1"]),
    ("Livestream Name", &["Night deals"]),
    ("Start Time", &["13-09-2026 20:00"]),
    ("Duration", &["1:30:00"]),
    ("Engaged Viewers", &["402"]),
    ("Comments", &["51"]),
    ("ATC", &["33"]),
    ("Sales(Orders Created)", &["₱12,340.50"]),
    ("Sales(Orders Paid)", &["₱11,000.00"]),
];

const PRODUCTS: &[Column] = &[
    ("Periode Data", &["07-09-2026 - 07-09-2026", "07-09-2026 - 07-09-2026"]),
    ("User Id", &["900000001", "900000001"]),
    ("Ranking", &["1", "2"]),
    ("Produk", &["Kopi susu", "Biji kopi"]),
    ("Klik Produk", &["1.020", "77"]),
    ("Tambah ke Keranjang", &["120", "3"]),
    ("Pesanan(Pesanan Dibuat)", &["41", "2"]),
    ("Pesanan(Pesanan Siap Dikirim)", &["38", "1"]),
    ("Produk Terjual(Pesanan Dibuat)", &["50", "2"]),
    ("Produk Terjual(Pesanan Siap Dikirim)", &["46", "1"]),
    ("Penjualan(Pesanan Dibuat)", &["Rp2.050.000", "Rp300.000"]),
    ("Penjualan(Pesanan Siap Dikirim)", &["Rp1.900.000", "Rp150.000"]),
];

/// As text, with rows about the export above the header.
fn csv(above: &str, columns: &[Column]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    writer.write_record(columns.iter().map(|(header, _)| header)).unwrap();
    for row in 0..columns[0].1.len() {
        writer.write_record(columns.iter().map(|(_, cells)| cells[row])).unwrap();
    }
    format!("{above}{}", String::from_utf8(writer.into_inner().unwrap()).unwrap())
}

/// Created and paid sales are two figures of the same orders.
#[test]
fn shopee_livestreams_in_rupiah() {
    let text = csv("Shopee Live\n\n", INDONESIAN);
    let file = one("livestream.csv", text.as_bytes());
    insta::assert_snapshot!(show(&file));
    assert_eq!(file.header_row, 3, "a blank line above it is a row of a spreadsheet too");
    let facts = &file.tables.sessions[0].facts;
    assert_eq!(facts.gmv, Some(Money(999_999_900)));
    assert_eq!(facts.paid_amount, Some(Money(925_000_000)));
    assert_eq!((facts.orders_created, facts.orders), (Some(101), Some(95)));
    assert_eq!(facts.duration_s.unwrap().0, 14_522.0);
}

#[test]
fn shopee_livestreams_in_english() {
    let file = one("livestream.csv", csv("", ENGLISH).as_bytes());
    insta::assert_snapshot!(show(&file));
}

/// The column was renamed.
#[test]
fn shopee_watch_time_under_its_newer_name() {
    let text =
        csv("", INDONESIAN).replace("Durasi Rata-Rata Menonton", "Rata-rata durasi ditonton");
    let file = one("livestream.csv", text.as_bytes());
    assert_eq!(file.tables.sessions[0].facts.avg_watch_s.unwrap().0, 72.0);
}

#[test]
fn shopee_products_of_a_livestream() {
    let text = csv("", PRODUCTS);
    let refused = read("produk.csv", text.as_bytes()).unwrap_err();
    assert_eq!(refused, IngestError::NoSession);
    let name = "直播商品列表_kopi.pagi_2026-09-07_19-00-00.csv";
    let options = ReadOptions { time_zone: "Asia/Jakarta".to_owned(), ..ReadOptions::default() };
    let file = read_bytes(&job(), name, text.as_bytes(), &options).unwrap().remove(0);
    insta::assert_snapshot!(show(&file));
}

#[test]
fn shopee_files_are_recognised_however_their_headers_drift() {
    is_known_in_disguise("shopee.live", INDONESIAN);
    is_known_in_disguise("shopee.live", ENGLISH);
    is_known_in_disguise("shopee.live_products", PRODUCTS);
}
