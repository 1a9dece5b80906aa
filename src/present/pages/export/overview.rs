//! The tables of the overview.

use super::{Cell, Format, Table, TableName, session};
use crate::present::pages::OverviewPage;
use crate::present::text::Lang;

pub(super) fn tables(page: &OverviewPage, lang: Lang) -> Vec<Table> {
    vec![
        session::cards(&page.cards, lang),
        sessions(page, lang),
        hours(page, lang),
        top(page, lang),
        income(page, lang),
    ]
}

fn sessions(page: &OverviewPage, lang: Lang) -> Table {
    let keys = ["date", "weekday", "amount", "tier", "median"];
    let mut table = Table::new(TableName::Sessions, &keys, lang);
    for bar in &page.trend.bars {
        table.rows.push(vec![
            Cell::text(&bar.date),
            Cell::text(&bar.weekday),
            Cell::number(bar.amount.raw, Format::Money),
            Cell::text(&bar.badge.text),
            Cell::number(bar.median, Format::Money),
        ]);
    }
    table
}

fn hours(page: &OverviewPage, lang: Lang) -> Table {
    let mut table = Table::new(TableName::Hours, &["weekday", "hour", "per_hour", "behind"], lang);
    for cell in &page.heat.cells {
        table.rows.push(vec![
            Cell::text(page.heat.rows.get(cell.row).map_or("", String::as_str)),
            Cell::number(page.heat.hours.get(cell.column).map(|h| f64::from(*h)), Format::Count),
            Cell::number(cell.value.raw, Format::Money),
            Cell::Number(cell.sessions as f64, Format::Count),
        ]);
    }
    table
}

fn top(page: &OverviewPage, lang: Lang) -> Table {
    let keys = ["product", "amount", "orders", "margin_minute"];
    let mut table = Table::new(TableName::Top, &keys, lang);
    for row in &page.top_products.rows {
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::number(row.amount.raw, Format::Money),
            Cell::number(row.orders.raw, Format::Count),
            Cell::number(row.margin_per_minute.raw, Format::Money),
        ]);
    }
    table
}

fn income(page: &OverviewPage, lang: Lang) -> Table {
    let mut table = Table::new(TableName::Income, &["stream", "amount", "income_share"], lang);
    for part in &page.income.parts {
        table.rows.push(vec![
            Cell::text(&part.label),
            Cell::number(part.amount.raw, Format::Money),
            Cell::number(part.share.raw, Format::Share),
        ]);
    }
    table
}
