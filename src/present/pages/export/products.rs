//! The tables of the products page.

use super::{Cell, Format, Table, TableName};
use crate::present::pages::ProductsPage;
use crate::present::pages::products::{ProductDetail, RateCell};
use crate::present::text::{Lang, export as text};

pub(super) fn tables(page: &ProductsPage, lang: Lang) -> Vec<Table> {
    let mut tables = vec![all(page, lang), suggestions(page, lang)];
    tables.extend(page.detail.as_ref().map(|detail| history(detail, lang)));
    tables
}

fn rate(cell: &RateCell) -> [Cell; 6] {
    let [low, high] = Cell::ends(cell.interval.as_ref(), Format::Share);
    [
        Cell::number(cell.count.raw, Format::Count),
        Cell::number(cell.of.raw, Format::Count),
        Cell::number(cell.raw.raw, Format::Share),
        Cell::number(cell.estimate.raw, Format::Share),
        low,
        high,
    ]
}

fn all(page: &ProductsPage, lang: Lang) -> Table {
    let keys = [
        "product",
        "role",
        "sessions",
        "amount",
        "orders",
        "click_count",
        "click_of",
        "click_raw",
        "click_estimate",
        "low",
        "high",
        "order_count",
        "order_of",
        "order_raw",
        "order_estimate",
        "low",
        "high",
        "gpm_shown",
        "margin",
        "margin_minute",
        "corner",
    ];
    let mut table = Table::new(TableName::Products, &keys, lang);
    for row in &page.table.rows {
        let mut cells = vec![
            Cell::text(&row.name),
            Cell::text(&row.role_text),
            Cell::Number(row.sessions as f64, Format::Count),
            Cell::number(row.amount.raw, Format::Money),
            Cell::number(row.orders.raw, Format::Count),
        ];
        cells.extend(rate(&row.click));
        cells.extend(rate(&row.order));
        cells.extend([
            Cell::number(row.gpm.raw, Format::Money),
            Cell::number(row.margin.raw, Format::Money),
            Cell::number(row.margin_per_minute.raw, Format::Money),
            Cell::text(&row.corner_text),
        ]);
        table.rows.push(cells);
    }
    table
}

fn suggestions(page: &ProductsPage, lang: Lang) -> Table {
    let mut table = Table::new(TableName::Suggestions, &["product", "action", "reason"], lang);
    for row in &page.suggestions {
        let cells = [&row.name, &row.action, &row.reason];
        table.rows.push(cells.map(|cell| Cell::text(cell)).to_vec());
    }
    table
}

/// Rate and price of the chosen product, by session.
fn history(detail: &ProductDetail, lang: Lang) -> Table {
    let keys = ["product", "date", "order_rate", "limit_low", "limit_high", "outside", "price"];
    let mut table = Table::new(TableName::History, &keys, lang);
    let mut prices = detail.prices.points.iter().peekable();
    for point in &detail.rates.points {
        // Both run by session; a session may have a price and no rate.
        let rated = |date: &str| detail.rates.points.iter().any(|other| other.date == date);
        while let Some((date, price)) = prices.next_if(|(date, _)| !rated(date)) {
            table.rows.push(price_only(detail, date, price.raw));
        }
        let price = prices.next_if(|(date, _)| *date == point.date).and_then(|(_, p)| p.raw);
        table.rows.push(vec![
            Cell::text(&detail.name),
            Cell::text(&point.date),
            Cell::number(point.rate.raw, Format::Share),
            Cell::Number(point.low, Format::Share),
            Cell::Number(point.high, Format::Share),
            Cell::text(text::yes(point.outside, lang)),
            Cell::number(price, Format::Money),
        ]);
    }
    for (date, price) in prices {
        table.rows.push(price_only(detail, date, price.raw));
    }
    table
}

fn price_only(detail: &ProductDetail, date: &str, price: Option<f64>) -> Vec<Cell> {
    vec![
        Cell::text(&detail.name),
        Cell::text(date),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::number(price, Format::Money),
    ]
}
