//! TikTok Shop: the LIVE performance workbook in which every cell is text, and the orders with
//! a description row and order amounts that repeat.

use jiff::civil::DateTime;

use super::ledger::exported_at;
use super::sheet::{Cell, Fault, commas, dashed, delimited, fixed, ratio, t, texts, workbook};
use super::world::{Line, Order, Session, Shop, after};

const LIVE: [&str; 35] = [
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

fn ringgit(cents: i64) -> String {
    format!("RM {}.{:02}", commas(cents / 100), cents % 100)
}

/// The LIVE performance of all sessions.
pub fn live(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let day = |session: Option<&Session>| {
        session.map_or_else(String::new, |s| s.plan.start.date().to_string())
    };
    let range = format!("{} ~ {}", day(shop.sessions.first()), day(shop.sessions.last()));
    let mut rows = vec![vec![t(range)], vec![Cell::Empty], texts(&LIVE)];
    rows.extend(shop.sessions.iter().map(live_row));
    workbook(&[("performance_detail", rows)])
}

fn live_row(session: &Session) -> Vec<Cell> {
    let (plan, x, s) = (&session.plan, &session.totals, &session.totals.sales);
    let hours = f64::from(plan.length) / 3_600.0;
    let minutes = (plan.length + 30) / 60;
    let rate = |part: u64, whole: u64| {
        ratio(part as f64, whole as f64).map_or_else(String::new, |r| {
            let text = format!("{:.6}", r * 100.0);
            format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
        })
    };
    let per = |amount: i64, whole: f64| {
        ratio(amount as f64, whole).map_or_else(String::new, |v| ringgit(v.round() as i64))
    };
    let shown = x.impression_times;
    [
        plan.room.clone(),
        plan.title.clone(),
        dashed(plan.start),
        dashed(plan.end()),
        format!("{}h{:02}m", minutes / 60, minutes % 60),
        ringgit(s.gmv),
        s.items.to_string(),
        s.orders.to_string(),
        s.lines.to_string(),
        s.buyers.to_string(),
        per(s.gmv, s.orders as f64),
        x.views.to_string(),
        shown.to_string(),
        format!("{:.0}", shown as f64 / hours),
        per(s.gmv, hours),
        per(s.gmv * 1000, shown as f64),
        per(s.gmv * 1000, x.views as f64),
        (x.watch / x.views.max(1)).to_string(),
        (x.watch / x.viewers.max(1)).to_string(),
        rate(x.views, shown),
        rate(x.clicks.1, x.views),
        x.shown.1.to_string(),
        x.clicks.1.to_string(),
        rate(x.clicks.1, x.shown.1),
        rate(s.orders, x.clicks.1),
        rate(s.lines, x.clicks.1),
        rate(s.lines, x.views),
        x.follows.to_string(),
        rate(x.follows, x.views),
        x.comments.to_string(),
        rate(x.comments, x.views),
        x.shares.to_string(),
        rate(x.shares, x.views),
        x.likes.to_string(),
        rate(x.likes, x.views),
    ]
    .into_iter()
    .map(t)
    .collect()
}

/// Header and what the row below it says about each column.
const ORDERS: [(&str, &str); 54] = [
    ("Order ID", "Platform unique order ID."),
    ("Order Status", "Current order status"),
    ("Order Substatus", "Current order sub-status"),
    ("Cancelation/Return Type", "Cancelled or returned, if so"),
    ("Normal or Pre-order", "Order type"),
    ("SKU ID", "Platform unique SKU ID."),
    ("Seller SKU", "SKU code set by the seller"),
    ("Product Name", "Name of the product"),
    ("Variation", "Variation of the product"),
    ("Quantity", "Pieces of the SKU"),
    ("Sku Quantity of return", "Pieces returned"),
    ("SKU Unit Original Price", "Price of one before discounts"),
    ("SKU Subtotal Before Discount", "Line before discounts"),
    ("SKU Platform Discount", "Discount by the platform"),
    ("SKU Seller Discount", "Discount by the seller"),
    ("SKU Subtotal After Discount", "Line after discounts"),
    ("Shipping Fee After Discount", "Shipping after discounts"),
    ("Original Shipping Fee", "Shipping before discounts"),
    ("Shipping Fee Seller Discount", "Shipping discount by the seller"),
    ("Shipping Fee Platform Discount", "Shipping discount by the platform"),
    ("Payment platform discount", "Discount of the payment method"),
    ("Taxes", "Taxes"),
    ("Order Amount", "Amount of the whole order"),
    ("Order Refund Amount", "Refunded of the whole order"),
    ("Created Time", "When the order was created"),
    ("Paid Time", "When the order was paid"),
    ("RTS Time", "Ready to ship"),
    ("Shipped Time", "When it was shipped"),
    ("Delivered Time", "When it arrived"),
    ("Cancelled Time", "When it was cancelled"),
    ("Cancel By", "Who cancelled"),
    ("Cancel Reason", "Why it was cancelled"),
    ("Fulfillment Type", "By whom it is shipped"),
    ("Warehouse Name", "From where it is shipped"),
    ("Tracking ID", "Parcel number"),
    ("Delivery Option", "Way of delivery"),
    ("Shipping Provider Name", "Carrier"),
    ("Buyer Message", "Note of the buyer"),
    ("Buyer Username", "User name of the buyer"),
    ("Recipient", "Who receives it"),
    ("Phone #", "Phone of the recipient"),
    ("Country", "Country"),
    ("State", "State"),
    ("District", "District"),
    ("City", "City"),
    ("Zipcode", "Post code"),
    ("Detail Address", "Street and number"),
    ("Additional address information", "More of the address"),
    ("Payment Method", "Way of payment"),
    ("Weight(kg)", "Weight"),
    ("Product Category", "Category"),
    ("Package ID", "Package"),
    ("Seller Note", "Note of the seller"),
    ("Checked Status", "Whether somebody has checked it"),
];

/// All orders.
pub fn orders(shop: &Shop) -> Result<Vec<u8>, Fault> {
    let row = |pick: fn(&(&'static str, &'static str)) -> &'static str| {
        ORDERS.iter().map(|c| pick(c).to_owned()).collect::<Vec<_>>()
    };
    let head = [row(|c| c.0), row(|c| c.1)];
    let lines = shop
        .orders
        .iter()
        .flat_map(|order| order.lines.iter().map(move |line| order_row(shop, order, line)));
    delimited(head.into_iter().chain(lines))
}

fn order_row(shop: &Shop, order: &Order, line: &Line) -> Vec<String> {
    let product = &shop.products[line.product];
    let time = |at: DateTime| format!("{}\t", at.strftime("%d/%m/%Y %H:%M:%S"));
    let amount: i64 = order.lines.iter().map(Line::paid).sum();
    let refunded: i64 = order.lines.iter().filter(|l| l.refund.is_some()).map(Line::paid).sum();
    let arrived = order.created < after(exported_at(), -10 * 86_400);
    let (status, substatus) = match order.paid {
        None => ("Canceled", "Canceled"),
        Some(_) if arrived => ("Completed", "Completed"),
        Some(_) => ("Shipped", "In transit"),
    };
    let tab = |text: &str| format!("{text}\t");
    let none = || "\t".to_owned();
    let on = |at: Option<DateTime>| at.map_or_else(none, time);
    let sku = product.id.parse::<u64>().unwrap_or_default() + 100 + line.spec as u64;
    let zero = || "0.00".to_owned();
    let cancelled = order.paid.is_none().then(|| after(order.created, 3_600));
    vec![
        tab(&order.id),
        tab(status),
        tab(substatus),
        if line.refund.is_some() { tab("Return/Refund") } else { none() },
        tab("Normal"),
        tab(&sku.to_string()),
        tab(&product.code),
        tab(product.name),
        tab(product.specs[line.spec]),
        line.qty.to_string(),
        if line.refund.is_some() { line.qty } else { 0 }.to_string(),
        fixed(line.price),
        fixed(line.gmv()),
        fixed(line.subsidy),
        zero(),
        fixed(line.paid()),
        zero(),
        zero(),
        zero(),
        zero(),
        zero(),
        zero(),
        fixed(amount),
        fixed(refunded),
        time(order.created),
        on(order.paid),
        on(order.paid.map(|p| after(p, 600))),
        on(order.paid.map(|p| after(p, 900))),
        on(order.paid.filter(|_| arrived).map(|p| after(p, 1_200))),
        on(cancelled),
        if cancelled.is_some() { tab("System") } else { none() },
        if cancelled.is_some() { tab("Unpaid") } else { none() },
        tab("Fulfillment by seller"),
        none(),
        none(),
        tab("Digital"),
        none(),
        none(),
        tab(&order.buyer.key),
        tab("S*** V***"),
        tab("(+60)10*****00"),
        tab("Malaysia"),
        tab(order.buyer.region),
        tab("Sample District"),
        tab("Sample City"),
        tab("00000"),
        tab("*** Sample Road ***"),
        none(),
        tab("Online banking"),
        zero(),
        tab("Online courses"),
        none(),
        none(),
        tab("Unchecked"),
    ]
}
