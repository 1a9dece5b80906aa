//! TikTok Shop: the other lists of LIVEs, one LIVE's products and trend, ads, product lists.

use fupan::domain::Money;
use fupan::ingest::{IngestError, ReadOptions, read_bytes};

use super::columns::{Column, book, grid, is_known_in_disguise};
use super::support::{job, one, read, show, texts, xlsx};

const ANALYSIS: &[Column] = &[
    ("Creator ID", &["7012345678901234567", "7012345678901234567", "7012345678901234567"]),
    ("Creator", &["kopi.pagi", "kopi.pagi", "kopi.pagi"]),
    ("Nickname", &["Kopi Pagi", "Kopi Pagi", "Kopi Pagi"]),
    ("Launched Time", &["2026/04/18/ 22:14", "2026/04/19/ 09:05", "soon"]),
    ("Duration", &["1h 40min", "55min", "1h"]),
    ("LIVE gross merchandise value (RM)", &["RM 1,299.00", "0.00", "1"]),
    ("Products added", &["24", "18", "1"]),
    ("Different Products Sold", &["9", "0", "1"]),
    ("Created SKU orders", &["31", "0", "1"]),
    ("LIVE SKU orders", &["28", "0", "1"]),
    ("LIVE items sold", &["33", "0", "1"]),
    ("Unique customers", &["25", "0", "1"]),
    ("Average Price (RM)", &["39.36", "-", "1"]),
    ("Click-to-order rate (LIVE)", &["8.33%", "0%", "1"]),
    ("LIVE attributed GMV (RM)", &["RM 1,512.40", "12.50", "1"]),
    ("Viewers", &["1,204", "88", "1"]),
    ("Views", &["1,830", "102", "1"]),
    ("Average viewing duration (LIVE streams)", &["48", "21", "1"]),
    ("Comments", &["210", "3", "1"]),
    ("Shares", &["12", "-", "1"]),
    ("LIVE likes", &["5,207", "40", "1"]),
    ("New followers (Creator video)", &["41", "0", "1"]),
    ("Product Impressions", &["9,210", "301", "1"]),
    ("Product Clicks", &["336", "11", "1"]),
    ("CTR", &["3.65%", "1293.103448%", "1"]),
];

#[test]
fn live_analysis_in_ringgit() {
    let file = one("Live Analysis.xlsx", &book("Sheet1", &["Live Analysis", ""], ANALYSIS));
    insta::assert_snapshot!(show(&file));
}

/// The older version of the same list, in rupiah; the header stands below a title.
const ANALYSIS_OLD: &[Column] = &[
    ("Creator ID", &["7012345678901234567"]),
    ("Creator", &["kopi.pagi"]),
    ("Launched time", &["2025/11/02/ 19:00"]),
    ("Duration", &["2h 5min"]),
    ("Revenue (Rp)", &["1.250.000"]),
    ("Products", &["12"]),
    ("Orders Created", &["21"]),
    ("Orders Paid", &["19"]),
    ("Unit Sales", &["24"]),
    ("Buyers", &["18"]),
    ("Average Price (Rp)", &["52.083"]),
    ("CO rate", &["6.1%"]),
    ("LIVE attributed GMV (Rp)", &["1.310.500"]),
    ("Avg. Viewing Duration", &["39"]),
    ("Likes", &["900"]),
    ("New Followers", &["7"]),
];

#[test]
fn live_analysis_of_the_older_version_in_rupiah() {
    let file = one("Live Analysis.xlsx", &book("Sheet1", &[], ANALYSIS_OLD));
    insta::assert_snapshot!(show(&file));
}

const LIST: &[Column] = &[
    ("Livestream", &["Malam diskon", "Pagi"]),
    ("Start time", &["2026-04-11 19:58", "2026-04-12 08:00"]),
    ("Duration", &["10872", "3600"]),
    ("Gross revenue", &["Rp9.999.999", "Rp0"]),
    ("Direct GMV", &["Rp7.250.000", "Rp0"]),
    ("Items sold", &["120", "0"]),
    ("Customers", &["95", "0"]),
    ("Avg. price", &["Rp83.333", "-"]),
    ("Orders paid for", &["101", "0"]),
    ("GMV/1K shows", &["Rp45.100", "-"]),
    ("GMV/1K views", &["Rp980.000", "-"]),
    ("Views", &["10204", "120"]),
    ("Viewers", &["7405", "98"]),
    ("Peak viewers", &["312", "9"]),
    ("New followers", &["88", "1"]),
    ("Avg. view duration", &["47", "12"]),
    ("Likes", &["20433", "15"]),
    ("Comments", &["733", "0"]),
    ("Shares", &["51", "0"]),
    ("Product impressions", &["90211", "402"]),
    ("Product clicks", &["4120", "9"]),
    ("CTR", &["0.0457", "0.0224"]),
    ("CTOR (SKU orders)", &["0.0245", "0"]),
];

const PERIOD: &[&str] = &["2026-03-16 ~ 2026-04-12", ""];

/// Revenue that is attributed and revenue that is direct overlap: one is the amount, the other is
/// only told. Durations are seconds, ratios fractions.
#[test]
fn list_of_28_days_in_rupiah() {
    let file = one("Livestream list.xlsx", &book("Sheet1", PERIOD, LIST));
    insta::assert_snapshot!(show(&file));
    let facts = &file.tables.sessions[0].facts;
    assert_eq!((facts.gmv, facts.paid_amount), (Some(Money(999_999_900)), None));
    assert_eq!(facts.duration_s.unwrap().0, 10_872.0);
    assert_eq!(file.header_row, 3);
}

const CHINESE: &[Column] = &[
    ("直播间信息", &["晚场福利", "总计值"]),
    ("直播开始时间", &["2026-07-02 20:00", ""]),
    ("直播时长", &["3h06m", ""]),
    ("直播归因 GMV", &["R$ 413.57", "R$ 413.57"]),
    ("归因 SKU 订单数", &["9", "9"]),
    ("客户数", &["8", "8"]),
    ("商品成交件数", &["11", "11"]),
    ("商品曝光次数", &["1,020", "1,020"]),
    ("商品点击量", &["77", "77"]),
];

#[test]
fn creator_live_with_a_chinese_surface() {
    let bytes = book("performance_detail", PERIOD, CHINESE);
    let file = one("Creator-Live-Performance_20260917201930.xlsx", &bytes);
    insta::assert_snapshot!(show(&file));
}

const PRODUCTS: &[Column] = &[
    ("Product ID", &["1729012345678901234", "1729012345678901235", "Total"]),
    ("Product name", &["Kopi susu", "Biji kopi", ""]),
    ("Attributed GMV", &["6.830.000₫", "627.840.078₫", "634.670.078₫"]),
    ("Attributed items sold", &["41", "3.102", "3.143"]),
    ("Customers", &["37", "2890", ""]),
    ("AOV", &["179.736₫", "210.001₫", ""]),
    ("Attributed SKU orders", &["40", "3001", ""]),
    ("Attributed orders", &["38", "2990", ""]),
    ("Payment Rate", &["92.5%", "-", ""]),
    ("Product Impressions", &["9120", "88000", ""]),
    ("CTR", &["8.90351%", "4.1%", ""]),
    ("Added to cart", &["120", "5004", ""]),
    ("CTOR (SKU orders)", &["4.92611%", "1293.103448%", ""]),
    ("CTOR", &["4.67980%", "--", ""]),
    ("Watch GPM", &["1.333.984₫", "2.100.000₫", ""]),
    ("Product Clicks", &["812", "3608", ""]),
    ("Available stock", &["12", "0", ""]),
];

#[test]
fn products_of_a_session_whose_room_the_name_tells() {
    let bytes = book("Product", &[], PRODUCTS);
    let file = one("Product_7412345678901234567 (1).xlsx", &bytes);
    insta::assert_snapshot!(show(&file));
    assert_eq!(read("Product.xlsx", &bytes).unwrap_err(), IngestError::NoSession);
}

const SALES: &[Column] = &[
    ("商品信息", &["1729012345678901234", "1729012345678901235"]),
    ("商品信息", &["Kopi susu", "Biji kopi"]),
    ("总成交额", &["Rp2.263.353", "Rp1.075.484"]),
    ("佣金", &["Rp113.168", "-"]),
    ("成交件数", &["41", "17"]),
];

/// The same header twice: first the id, then the name.
#[test]
fn product_sales_with_one_header_twice() {
    let above = &["[Date Range]: 2026-04-04 ~ 2026-04-11", ""];
    let bytes = book("Sheet 1", above, SALES);
    let file = one("live_7412345678901234567.xlsx", &bytes);
    insta::assert_snapshot!(show(&file));
    let seen = &fupan::ingest::inspect_bytes("live.xlsx", &bytes).unwrap()[0];
    let canonical: Vec<Option<&str>> = seen.canonical.iter().map(Option::as_deref).collect();
    assert_eq!(canonical[..2], [Some("product_id"), Some("product_name")]);
}

const TREND: &[Column] = &[
    ("Time", &["2026-09-16 20:00", "2026-09-16 20:15", "2026-09-16 20:30"]),
    ("Attributed GMV", &["6,830,000.01₫", "0₫", "x"]),
    ("Attributed items sold", &["41", "0", "1"]),
    ("Customers", &["37", "0", "1"]),
    ("Attributed SKU orders", &["40", "0", "1"]),
    ("Attributed orders", &["38", "0", "1"]),
    ("Viewers", &["812", "640", "1"]),
    ("Views", &["1102", "733", "1"]),
    ("Product Impressions", &["9120", "4000", "1"]),
    ("LIVE CTR", &["4.38247%", "3.1%", "1"]),
    ("Tap-through rate", &["8.36191%", "-", "1"]),
    ("Product Clicks", &["812", "120", "1"]),
    ("Impressions", &["61230", "40000", "1"]),
    ("New followers", &["66", "-", "1"]),
    ("Shares", &["12", "1", "1"]),
    ("Comments", &["402", "33", "1"]),
    ("Likes", &["66207", "400", "1"]),
    ("Comment rate", &["7.85156%", "1%", "1"]),
    ("Follow rate", &["1.28906%", "1%", "1"]),
    ("Like rate", &["1293.103448%", "1%", "1"]),
    ("Share rate", &["0.23438%", "1%", "1"]),
    ("AOV", &["179,736.84₫", "-", "1"]),
    ("CTOR (SKU orders)", &["4.92611%", "-", "1"]),
    ("Watch GPM", &["1,333,984.38₫", "-", "1"]),
    ("CTOR", &["4.67980%", "-", "1"]),
    ("Payment Rate", &["92%", "-", "1"]),
    ("Show GPM", &["111,546.63₫", "-", "1"]),
    ("Order rate (SKU orders)", &["0.78125%", "-", "1"]),
];

#[test]
fn trend_of_a_session() {
    let file = one("Trend Stat.xlsx", &book("Trend Stat", &[], TREND));
    insta::assert_snapshot!(show(&file));
}

const ADS: &[Column] = &[
    ("LIVE name", &["Malam diskon", "Malam diskon", "Pagi", "Pagi"]),
    ("Launched time", &["2026-04-11 19:58:00", "2026-04-11 19:58:00", "2026-04-12 08:00:00", "-"]),
    ("Status", &["Ended", "Ended", "Ended", "Ended"]),
    ("Campaign name", &["A", "B", "A", "A"]),
    ("Campaign ID", &["1800000000000000001", "1800000000000000002", "1800000000000000001", "1"]),
    ("Cost", &["125000.50", "80000.25", "0", "1"]),
    ("Net Cost", &["120000.5", "80000.25", "0", "1"]),
    ("SKU orders", &["12", "5", "0", "1"]),
    ("SKU orders (Current shop)", &["11", "5", "0", "1"]),
    ("Cost per order (Current shop)", &["11363.68", "16000.05", "-", "1"]),
    ("Gross revenue", &["900000", "250000", "0", "1"]),
    ("Gross revenue (Current shop)", &["850000", "250000", "0", "1"]),
    ("ROI (Current shop)", &["6.8", "3.12", "0", "1"]),
    ("LIVE views", &["2040", "811", "3", "1"]),
    ("Cost per LIVE view", &["61.27", "98.64", "0", "1"]),
    ("10-second LIVE views", &["900", "300", "1", "1"]),
    ("Cost per 10-second LIVE view", &["138.9", "266.7", "0", "1"]),
    ("LIVE follows", &["14", "2", "0", "1"]),
    ("Currency", &["IDR", "IDR", "IDR", "IDR"]),
];

/// Several campaigns of one LIVE: what they cost adds up, once.
#[test]
fn ads_of_a_live_add_up() {
    let mut rows = grid(ADS);
    // Empty rows trail these files.
    rows.extend((0..3).map(|_| texts(&["", ""])));
    let file = one("LIVE ads.xlsx", &xlsx(&[("Data", rows)]));
    insta::assert_snapshot!(show(&file));
    let spent: Vec<Option<Money>> =
        file.tables.sessions.iter().map(|row| row.facts.ad_spend).collect();
    assert_eq!(spent, [Some(Money(20_500_075)), Some(Money(0))]);
    let seen = file.tables.sessions.len() as u64 + file.rows_skipped + file.rows_rejected;
    assert_eq!(file.rows_read, seen);
}

const LIST_38: &[Column] = &[
    ("ID", &["1729012345678901234", "1729012345678901235", "1.72901E+18"]),
    ("Product", &["Kopi susu", "Biji kopi", "Rusak"]),
    ("Status", &["Active", "Inactive", "Active"]),
    ("GMV", &["Rp2.263.353.095", "Rp0", "Rp1"]),
    ("Items sold", &["4,120", "0", "1"]),
    ("Orders", &["3,990", "0", "1"]),
    ("Shop tab GMV", &["Rp1.000.000", "Rp0", "Rp1"]),
    ("Shop tab items sold", &["12", "0", "1"]),
    ("Shop tab clickthrough rate", &["9.99%", "-", "1%"]),
    ("LIVE GMV", &["Rp2.200.000.000", "Rp0", "Rp1"]),
    ("LIVE items sold", &["4,001", "0", "1"]),
    ("Video GMV", &["Rp300.000.000", "Rp0", "Rp1"]),
    ("Product card GMV", &["Rp1.353.095", "Rp0", "Rp1"]),
    ("Product  card items sold", &["5", "0", "1"]),
    ("Product card impressions", &["900", "0", "1"]),
];

#[test]
fn product_list_of_38_columns_tells_names() {
    let above = &["Date Start: 2026-04-04 - Date End: 2026-04-11", ""];
    let file = one("product_list.xlsx", &book("Sheet1", above, LIST_38));
    insta::assert_snapshot!(show(&file));
}

/// Groups of channels under repeated headers; in Vietnamese too.
#[test]
fn product_list_with_repeated_headers_tells_names() {
    let english: &[Column] = &[
        ("Product Name", &["Dép sục", "Vớ"]),
        ("Product ID", &["1729012345678901234", "1729012345678901235"]),
        ("Listing status", &["Active", "Active"]),
        ("GMV", &["627.840.078₫", "0₫"]),
        ("Seller LIVE-attributed GMV", &["600.000.000₫", "0₫"]),
        ("Seller video-attributed GMV", &["1₫", "0₫"]),
        ("Creator LIVE-attributed GMV", &["1₫", "0₫"]),
        ("Orders", &["1.204", "0"]),
        ("SKU orders", &["1.300", "0"]),
        ("Product impressions", &["90.120", "0"]),
        ("Product clicks", &["3.001", "0"]),
        ("Refunds", &["12.000₫", "0₫"]),
        ("Product impressions", &["80.000", "0"]),
        ("Product clicks", &["2.000", "0"]),
        ("Product impressions", &["10.120", "0"]),
    ];
    let file = one("product_list.xlsx", &book("Sheet1", &["Analysis date"], english));
    insta::assert_snapshot!(show(&file));

    let vietnamese: &[Column] = &[
        ("Tên", &["Dép sục"]),
        ("ID sản phẩm", &["1729012345678901234"]),
        ("GMV", &["627.840.078₫"]),
        ("GMV LIVE của người bán", &["600.000.000₫"]),
        ("Đơn hàng", &["1.204"]),
        ("Lượt hiển thị sản phẩm", &["90.120"]),
        ("Lượt hiển thị sản phẩm", &["80.000"]),
    ];
    let file = one("product_list.xlsx", &book("Sheet1", &[], vietnamese));
    assert_eq!(file.kind.0, "tiktok.product_list_wide");
    let product = file.tables.products[0].product.as_ref().unwrap();
    assert_eq!(product.external_id.as_deref(), Some("1729012345678901234"));
    assert_eq!(product.name.as_deref(), Some("Dép sục"));
    assert!(file.warnings.is_empty() && file.unknown_columns.is_empty());
}

#[test]
fn known_in_any_order_and_with_full_width_brackets() {
    let kinds: [(&str, &[Column]); 9] = [
        ("tiktok.live_analysis", ANALYSIS),
        ("tiktok.live_analysis", ANALYSIS_OLD),
        ("tiktok.live_list", LIST),
        ("tiktok.creator_live_zh", CHINESE),
        ("tiktok.session_products", PRODUCTS),
        ("tiktok.live_product_sales", SALES),
        ("tiktok.trend", TREND),
        ("tiktok.live_ads", ADS),
        ("tiktok.product_list", LIST_38),
    ];
    for (kind, columns) in kinds {
        is_known_in_disguise(kind, columns);
    }
}

/// Totals of days and videos belong to no session: they are known, and no kind takes them for
/// sessions, not even a person's own table.
#[test]
fn totals_of_days_and_videos_are_read_and_are_no_sessions() {
    let daily = "Time,LIVE-attributed GMV (₫),LIVE GMV (₫),LIVE indirect GMV,Show GPM,LIVE streams,The number of LIVE streams that generated GMV.,LIVE-attributed items sold,Attributed SKU orders,Click-through rate (LIVE),CTOR (SKU order) (LIVE),LIVE Views,Average viewing duration (LIVE streams)\n2026-09-16,1,1,1,1,1,1,1,1,1%,1%,1,1\n";
    let vietnamese = daily.replace("Time", "Thời gian");
    let shop = "Date,GMV,Orders,Customers,Items sold,Refunds,SKU orders,Gross revenue,Page views,Visitors,Conversion rate,Product impressions,Unique product impressions,Product clicks,Unique clicks,AOV,Creator LIVE-attributed GMV,Creator LIVE GMV\n2026-09-16,1,1,1,1,1,1,1,1,1,0.0175,1,1,1,1,1,1,1\n";
    let videos = "Time,Products,VV,Likes,Comments,Shares,New followers,V-to-L clicks,Product Impressions,Product Clicks,Unique customers,Orders,Video items sold,Gross merchandise value (Video) (Rp),GPM (Rp),Shoppable video attributed GMV (Rp),Mark,Diagnosis\n2026-09-16,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,a,b\n";
    let spanish = "Fecha;GMV atribuido a LIVE;Transmisiones LIVE;Vistas de LIVE;Pedidos con SKU\n2026-09-16;1;1;1;1\n";
    let few = "Date,GMV,Page views,Visitors,Orders,Customers\n2026-09-16,1,1,1,1,1\n";
    for (name, text) in [
        ("tiktok_live_daily", daily),
        ("tiktok_live_daily_spanish", spanish),
        ("tiktok_shop_daily", shop),
        ("tiktok_shop_daily_few", few),
    ] {
        insta::assert_snapshot!(name, show(&one("a.csv", text.as_bytes())));
    }
    let same = one("a.csv", vietnamese.as_bytes());
    assert_eq!(same.tables, one("a.csv", daily.as_bytes()).tables);
    let titled = format!("2026-09-01 ~ 2026-09-28\n\n{videos}");
    insta::assert_snapshot!("tiktok_videos", show(&one("a.csv", titled.as_bytes())));
    let file = one("a.csv", videos.as_bytes());
    assert!(file.tables.sessions.is_empty() && file.tables.periods[0].facts.end_at.is_none());
    // Said to be one, it is read as one.
    let options = ReadOptions::with_kind("sessions");
    assert_eq!(read_bytes(&job(), "a.csv", few.as_bytes(), &options).unwrap().len(), 1);
}
