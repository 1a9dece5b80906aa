//! Orders of shops outside China: Shopify, Amazon, WooCommerce.

use std::collections::BTreeMap;

use fupan::domain::Money;
use proptest::prelude::*;

use super::order_headers::{AMAZON, AMAZON_UNSHIPPED, SHOPIFY, WOO, csv, file};
use super::support::{one, show};

fn total(file: &fupan::ingest::ParsedFile) -> i64 {
    file.tables.orders.iter().filter_map(|row| row.facts.paid).map(|money| money.0).sum()
}

/// What belongs to an order stands on its first row only.
#[test]
fn shopify_orders_stand_on_their_first_row() {
    let text = csv(
        SHOPIFY,
        &[
            &[
                ("Name", "#1001"),
                ("Email", "kim@example.com"),
                ("Financial Status", "partially_refunded"),
                ("Paid at", "2026-02-21 10:31:00 +0900"),
                ("Currency", "USD"),
                ("Subtotal", "1,100.00"),
                ("Shipping", "10.00"),
                ("Taxes", "0.00"),
                ("Total", "1,110.00"),
                ("Created at", "2026-02-21 10:30:00 +0900"),
                ("Lineitem quantity", "1"),
                ("Lineitem name", "Tea set - Red"),
                ("Lineitem price", "1,000.00"),
                ("Lineitem sku", "'0012"),
                ("Shipping Name", "Kim Lee"),
                ("Shipping Street", "1 Main St"),
                ("Shipping Phone", "+1 555 0100"),
                ("Shipping Province", "CA"),
                ("Shipping Province Name", "California"),
                ("Notes", "ring twice"),
                ("Refunded Amount", "111.00"),
                ("Source", "web"),
                ("Vendor", "Tea house"),
                ("Phone", "+1 555 0100"),
                ("Id", "5123456789012"),
            ],
            &[
                ("Name", "#1001"),
                ("Lineitem quantity", "2"),
                ("Lineitem name", "Cup"),
                ("Lineitem price", "50.00"),
                ("Lineitem sku", "CUP"),
                ("Vendor", "Tea house"),
            ],
            &[
                ("Name", "#1002"),
                ("Email", "p***@example.com"),
                ("Financial Status", "pending"),
                ("Currency", "USD"),
                ("Total", "50.00"),
                ("Created at", "2026-02-21 10:40:00 +0900"),
                ("Lineitem quantity", "1"),
                ("Lineitem name", "Cup"),
                ("Lineitem price", "50.00"),
                ("Lineitem sku", "CUP"),
                ("Refunded Amount", "0.00"),
            ],
            &[
                ("Name", "#1003"),
                ("Email", "lee@example.com"),
                ("Financial Status", "refunded"),
                ("Paid at", "2026-02-21 11:00:00 +0900"),
                ("Currency", "EUR"),
                ("Total", "60.00"),
                ("Created at", "2026-02-21 10:59:00 +0900"),
                ("Lineitem quantity", "1"),
                ("Lineitem name", "Cup"),
                ("Lineitem price", "50.00"),
                ("Refunded Amount", "60.00"),
            ],
            &[
                ("Name", "#1003"),
                ("Lineitem quantity", "1"),
                ("Lineitem name", "Spoon"),
                ("Lineitem price", "10.00"),
            ],
            &[("Lineitem quantity", "1"), ("Lineitem name", "no order")],
        ],
    );
    let file = one("orders_export.csv", text.as_bytes());
    let shown = show(&file);
    for personal in ["Kim Lee", "Main St", "0100", "ring twice"] {
        assert!(!shown.contains(personal), "{personal} was read");
    }
    // Each order once: 1110 + 0 + 60.
    assert_eq!(total(&file), 117_000);
    let cup = &file.tables.orders[1];
    assert_eq!(cup.identity, file.tables.orders[0].identity, "the buyer of the whole order");
    assert_eq!(cup.facts.created_at, file.tables.orders[0].facts.created_at);
    assert_eq!(file.tables.orders[4].account.as_ref().unwrap().currency.0, "EUR");
    insta::assert_snapshot!(shown);
}

#[test]
fn amazon_order_report_with_tabs() {
    let text = file(
        AMAZON,
        &[
            &[
                ("order-id", "114-1234567-1234567"),
                ("order-item-id", "12345678901234"),
                ("purchase-date", "2017-09-23T14:18:23-07:00"),
                ("payments-date", "2017-09-23T14:18:25-07:00"),
                ("buyer-email", "abc123@marketplace.example"),
                ("buyer-name", "Kim Lee"),
                ("buyer-phone-number", "555-0100"),
                ("sku", "TEA-RED"),
                ("product-name", "Tea set, \"red\""),
                ("quantity-purchased", "2"),
                ("currency", "USD"),
                ("item-price", "59.98"),
                ("item-tax", "4.80"),
                ("shipping-price", "0.00"),
                ("recipient-name", "Kim Lee"),
                ("ship-address-1", "1 Main St"),
                ("ship-city", "Springfield"),
                ("ship-country", "US"),
                ("ship-phone-number", "555-0100"),
                ("sales-channel", "Amazon.com"),
            ],
            &[
                ("order-id", "114-1234567-1234567"),
                ("order-item-id", "12345678901235"),
                ("purchase-date", "2017-09-23T14:18:23-07:00"),
                ("payments-date", "2017-09-23T14:18:25-07:00"),
                ("sku", "CUP"),
                ("product-name", "Cup"),
                ("quantity-purchased", "1"),
                ("currency", "USD"),
                ("item-price", "1,012.50"),
            ],
            &[
                ("order-id", "114-1234567-1234568"),
                ("order-item-id", "12345678901236"),
                ("purchase-date", "23 soon"),
                ("sku", "CUP"),
            ],
        ],
        b'\t',
    );
    let file = one("12345678901.txt", text.as_bytes());
    let shown = show(&file);
    for personal in ["Kim Lee", "Main St", "0100", "Springfield"] {
        assert!(!shown.contains(personal), "{personal} was read");
    }
    assert_eq!(total(&file), 107_248, "the price of an item is the line's own");
    insta::assert_snapshot!(shown);
}

#[test]
fn amazon_reports_without_prices_have_no_amounts() {
    let row: &[(&str, &str)] = &[
        ("order-id", "114-1234567-1234567"),
        ("order-item-id", "12345678901234"),
        ("purchase-date", "2026-09-23T14:18:23-07:00"),
        ("payments-date", "2026-09-23T14:18:25-07:00"),
        ("buyer-email", "abc123@marketplace.example"),
        ("sku", "TEA-RED"),
        ("product-name", "Tea set"),
        ("quantity-purchased", "2"),
    ];
    let unshipped = one("1.txt", file(AMAZON_UNSHIPPED, &[row], b'\t').as_bytes());
    let facts = &unshipped.tables.orders[0].facts;
    assert_eq!((facts.paid, facts.qty), (None, Some(2)), "unknown is not 0");
    // The other flavour: another name for the order, a status, the catalogue's id.
    let text = "amazon-order-id\tmerchant-order-id\tpurchase-date\torder-status\tsku\tasin\tquantity\n\
                114-1\t-\t2026-09-23T14:18:23+00:00\tCancelled\tCUP\tB00EXAMPLE\t0\n\
                114-2\t-\t2026-09-23T15:18:23+00:00\tShipped\tCUP\tB00EXAMPLE\t1\n";
    let other = one("2.txt", text.as_bytes());
    assert_eq!(other.kind.0, "amazon.orders");
    let paid: Vec<Option<Money>> = other.tables.orders.iter().map(|row| row.facts.paid).collect();
    assert_eq!(paid, [Some(Money(0)), None]);
    assert_eq!(other.tables.orders[0].facts.line_id.as_deref(), Some("114-1/B00EXAMPLE/1"));
}

#[test]
fn woo_orders_with_guests() {
    let text = csv(
        WOO,
        &[
            &[
                ("order_id", "501"),
                ("order_number", "501"),
                ("order_date", "9/6/2016  6:29:00"),
                ("paid_date", "9/6/2016  6:30:00"),
                ("status", "completed"),
                ("shipping_total", "5.00"),
                ("order_total", "1,205.50"),
                ("order_currency", "USD"),
                ("payment_method_title", "Card"),
                ("customer_ip_address", "192.0.2.7"),
                ("customer_id", "42"),
                ("customer_email", "kim@example.com"),
                ("billing_first_name", "Kim"),
                ("billing_last_name", "Lee"),
                ("billing_phone", "555-0100"),
            ],
            &[
                ("order_id", "502"),
                ("order_number", "502"),
                ("order_date", "9/16/2016  18:29:00"),
                ("paid_date", "9/16/2016  18:29:30"),
                ("status", "refunded"),
                ("order_total", "30.00"),
                ("order_currency", "USD"),
                ("customer_id", "0"),
                ("customer_user", "0"),
                ("customer_email", "guest@example.com"),
            ],
            &[
                ("order_id", "503"),
                ("order_number", "503"),
                ("order_date", "9/17/2016  8:00:00"),
                ("status", "pending"),
                ("order_total", "30.00"),
                ("order_currency", "USD"),
                ("customer_id", "0"),
                ("customer_user", "0"),
            ],
        ],
    );
    let file = one("order_export.csv", text.as_bytes());
    let shown = show(&file);
    for personal in ["192.0.2.7", "Kim ", "Lee", "0100"] {
        assert!(!shown.contains(personal), "{personal} was read");
    }
    assert!(file.tables.orders[2].identity.is_none(), "guests are not one buyer");
    insta::assert_snapshot!(shown);
}

/// Cents as an amount.
fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// An order: its total and refund in cents, and its lines' prices and pieces.
type Order = (i64, i64, Vec<(i64, i64)>);

/// Orders as Shopify writes them, or with what belongs to the order repeated on each row.
fn shopify(orders: &[Order], repeat: bool, reversed: bool) -> String {
    let mut rows = Vec::new();
    for (number, (total, refund, lines)) in orders.iter().enumerate() {
        for (at, (price, pieces)) in lines.iter().enumerate() {
            let of_order = repeat || at == 0;
            let when = |text: &str| if of_order { text.to_owned() } else { String::new() };
            rows.push([
                format!("#{number}"),
                when(&money(*total)),
                when(&money(*refund)),
                when("paid"),
                when("2026-02-21 10:30:00 +0900"),
                pieces.to_string(),
                format!("p{at}"),
                money(*price),
            ]);
        }
    }
    if reversed {
        rows.reverse();
    }
    let head = "Name,Total,Refunded Amount,Financial Status,Paid at,Lineitem quantity,Lineitem name,Lineitem price\n";
    rows.iter().fold(head.to_owned(), |text, row| text + &row.join(",") + "\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whether an order's amounts repeat or stand on one row, first or last: they count once.
    #[test]
    fn amounts_of_an_order_count_once(
        orders in proptest::collection::vec(
            (1_i64..500_000, 0_i64..1_000, proptest::collection::vec((0_i64..9_999, 1_i64..5), 1..5)),
            1..6,
        )
    ) {
        let read = |repeat, reversed| one("a.csv", shopify(&orders, repeat, reversed).as_bytes());
        let first = read(false, false);
        prop_assert_eq!(&first.kind.0, "shopify.orders");
        prop_assert_eq!(&first.tables.orders, &read(true, false).tables.orders);
        for file in [first, read(false, true)] {
            let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
            for row in &file.tables.orders {
                let f = &row.facts;
                let (paid, refund) = (f.paid.unwrap().0, f.refund.unwrap().0);
                prop_assert!(paid >= 0 && refund >= 0);
                let sum = sums.entry(f.order_id.clone().unwrap()).or_default();
                sum.0 += paid;
                sum.1 += refund;
                prop_assert!(f.paid_at.is_some());
            }
            for (number, (total, refund, _)) in orders.iter().enumerate() {
                prop_assert_eq!(sums[&format!("#{number}")], (*total, *refund));
            }
        }
    }
}
