//! TikTok Shop: LIVE list and orders.

use super::support::{one, show, texts, xlsx};

const LIVE: &[&str] = &[
    "Room ID",
    "Room Title",
    "Start Time",
    "End Time",
    "Duration",
    "Attributed GMV",
    "Attributed items sold",
    "Attributed orders",
    "Attributed SKU orders",
    "Customers",
    "AOV",
    "Views",
    "Impressions",
    "Impressions Per Hour",
    "GMV per hour",
    "Show GPM",
    "Watch GPM",
    "Avg. viewing duration per view",
    "Avg. viewing duration (sec)",
    "Tap through rate",
    "LIVE CTR",
    "Product Impressions",
    "Product clicks",
    "CTR",
    "CTOR",
    "CTOR (SKU orders)",
    "SKU order rate",
    "New followers",
    "Follow rate",
    "Comments",
    "Comment rate",
    "Shares",
    "Share rate",
    "Likes",
    "Like rate",
];

#[test]
fn creator_live_in_dong() {
    let rows = vec![
        texts(&["2026-07-01 ~ 2026-09-17"]),
        vec![],
        texts(LIVE),
        texts(&[
            "7412345678901234567",
            "Đêm giảm giá",
            "2026-09-16 20:00",
            "2026-09-16 23:06",
            "3h06m",
            "6,830,000.01₫",
            "41",
            "38",
            "40",
            "37",
            "179,736.84₫",
            "5120",
            "61230",
            "19751",
            "2,203,225.81₫",
            "111,546.63₫",
            "1,333,984.38₫",
            "31",
            "45",
            "8.36191%",
            "4.38247%",
            "9120",
            "812",
            "8.90351%",
            "4.67980%",
            "4.92611%",
            "0.78125%",
            "66",
            "1.28906%",
            "402",
            "7.85156%",
            "12",
            "0.23438%",
            "66207",
            "1293.103448%",
        ]),
        texts(&[
            "7412345678901234568",
            "",
            "2026-09-17 20:00",
            "2026-09-17 20:19",
            "0h19m",
            "0₫",
            "0",
            "0",
            "0",
            "0",
            "",
            "80",
        ]),
    ];
    let bytes = xlsx(&[("performance_detail", rows)]);
    let file = one("Creator-Live-Performance_20260917201930.xlsx", &bytes);
    insta::assert_snapshot!(show(&file));
}

/// The declared dimension of these workbooks is wrong; a reader that trusts it sees one cell.
#[test]
fn a_wrong_declared_dimension_is_ignored() {
    let rows = vec![
        texts(LIVE),
        texts(&["7412345678901234567", "", "2026-09-16 20:00", "", "0h19m", "R$ 413.57"]),
    ];
    let bytes = super::laws::with_dimension(&xlsx(&[("performance_detail", rows)]), "A1:A1");
    let file = one("Creator-Live-Performance_20260917201930.xlsx", &bytes);
    let row = &file.tables.sessions[0];
    let account = row.account.as_ref().unwrap();
    assert_eq!(account.currency.0, "BRL");
    assert_eq!(account.time_zone, "America/Sao_Paulo");
    assert_eq!(row.facts.gmv, Some(fupan::domain::Money(41_357)));
    assert_eq!(row.facts.start_at.unwrap().to_string(), "2026-09-16T23:00:00Z");
}

const ORDERS: &str = concat!(
    "Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,Variation,Quantity,Sku Quantity of return,SKU Unit Original Price,SKU Subtotal Before Discount,SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,Shipping Fee After Discount,Order Amount,Order Refund Amount,Created Time,Paid Time,Buyer Message,Buyer Username,Recipient,Phone #,Country,Province,Zipcode,Payment Method\n",
    "Platform unique order ID.,Current order status,Sub status,Type,Normal or pre-order,Platform SKU ID,Your own SKU,Name of the product,Variation,SKU sold quantity,Returned quantity,Unit price,Subtotal,Platform discount,Seller discount,Subtotal after discount,Shipping fee,Order amount,Refund amount,Order created time,Order paid time,Message,Buyer,Recipient,Phone,Country,Province,Zip,Payment\n",
    "577012345678901234\t,Selesai,,,Normal,1729012345678901234\t,JG-01,Kacang,Merah,1,0,120.000,120.000,0,20.000,100.000,0,140.000,14.000,07/09/2026 20:15:01\t,07/09/2026 20:15:30\t,,budi88,Budi,(+62)812****1234,Indonesia,Jawa Barat,40123,COD\n",
    "577012345678901234\t,Selesai,,,Normal,1729012345678901235\t,HT,Rumput laut,,2,0,20.000,40.000,0,0,40.000,0,140.000,14.000,07/09/2026 20:15:01\t,07/09/2026 20:15:30\t,,budi88,Budi,(+62)812****1234,Indonesia,Jawa Barat,40123,COD\n",
    "577012345678901299,Belum dibayar,,,Normal,1729012345678901235,HT,Rumput laut,,1,0,20.000,20.000,0,0,20.000,0,20.000,,25/09/2026 08:00:00,,,j***n,J,x,Indonesia,Bali,80111,\n",
    "577012345678901300,Dibatalkan,,Cancel,Normal,1729012345678901235,HT,Rumput laut,,1,0,20.000,20.000,0,0,20.000,0,20.000,20.000,25/09/2026 08:00:00,25/09/2026 08:00:10,,siti,S,x,Indonesia,Bali,80111,\n",
);

#[test]
fn orders_with_a_description_row_in_rupiah() {
    let file = one("All order-2026-09-30.csv", ORDERS.as_bytes());
    let shown = show(&file);
    for personal in ["Budi,", "812****", "40123"] {
        assert!(!shown.contains(personal), "{personal} was read");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn american_orders_are_month_first() {
    let text = concat!(
        "Order ID,Order Status,SKU ID,Seller SKU,Product Name,Quantity,SKU Unit Original Price,SKU Subtotal After Discount,Order Amount,Created Time,Paid Time,Country\n",
        "577,Completed,1729,A,Mug,1,$12.50,$12.50,$12.50,09/07/2026 08:15:01 PM,09/07/2026 08:15:30 PM,United States\n",
    );
    let file = one("All order.csv", text.as_bytes());
    let row = &file.tables.orders[0];
    assert_eq!(row.account.as_ref().unwrap().time_zone, "America/New_York");
    assert_eq!(row.facts.created_at.unwrap().to_string(), "2026-09-08T00:15:01Z");
    assert_eq!(row.facts.paid, Some(fupan::domain::Money(1250)));
    assert!(file.warnings.is_empty(), "{:?}", file.warnings);
}
