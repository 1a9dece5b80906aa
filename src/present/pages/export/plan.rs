//! The tables of a plan: its run-down and its split.

use super::{Cell, Format, Table, TableName};
use crate::present::pages::PlanPage;
use crate::present::pages::plan::RunDown;
use crate::present::text::Lang;

pub(super) fn tables(sheet: &RunDown, page: &PlanPage, lang: Lang) -> Vec<Table> {
    let format = Format::amount(sheet.in_orders);
    vec![run_down(sheet, format, lang), split(page, format, lang)]
}

fn run_down(sheet: &RunDown, format: Format, lang: Lang) -> Table {
    let keys =
        ["clock", "start_minute", "talk_minutes", "product", "role", "price", "host", "expected"];
    let mut table = Table::new(TableName::RunDown, &keys, lang);
    for row in &sheet.rows {
        table.rows.push(vec![
            Cell::text(&row.clock),
            Cell::Number(f64::from(row.start), Format::Count),
            Cell::Number(f64::from(row.minutes), Format::Count),
            Cell::text(&row.name),
            Cell::text(&row.role),
            Cell::number(row.price, Format::Money),
            Cell::text(&row.host),
            Cell::Number(row.expected, format),
        ]);
    }
    table
}

fn split(page: &PlanPage, format: Format, lang: Lang) -> Table {
    let keys = [
        "product",
        "role",
        "share_last",
        "share",
        "talk_minutes",
        "expected",
        "low",
        "high",
        "per_percent",
        "held_by",
    ];
    let mut table = Table::new(TableName::Split, &keys, lang);
    for row in &page.table.rows {
        let [low, high] = Cell::ends(row.range.as_ref(), format);
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(&row.role_text),
            Cell::number(row.last.raw, Format::Share),
            Cell::number(row.share.raw, Format::Share),
            Cell::number(row.minutes.raw, Format::Count),
            Cell::number(row.value.raw, format),
            low,
            high,
            Cell::number(row.per_percent.raw, format),
            Cell::text(&row.limit_text),
        ]);
    }
    table
}
