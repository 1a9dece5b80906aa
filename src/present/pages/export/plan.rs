//! The tables of a plan: its run-down and its split.

use super::{Cell, Format, Table, TableName};
use crate::present::pages::PlanPage;
use crate::present::pages::plan::RunDown;
use crate::present::text::Lang;

pub(super) fn tables(sheet: &RunDown, page: &PlanPage, lang: Lang) -> Vec<Table> {
    vec![run_down(sheet, lang), split(page, lang)]
}

fn run_down(sheet: &RunDown, lang: Lang) -> Table {
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
            Cell::Number(row.expected, Format::Money),
        ]);
    }
    table
}

fn split(page: &PlanPage, lang: Lang) -> Table {
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
        let [low, high] = Cell::ends(row.range.as_ref(), Format::Money);
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(&row.role_text),
            Cell::number(row.last.raw, Format::Share),
            Cell::number(row.share.raw, Format::Share),
            Cell::number(row.minutes.raw, Format::Count),
            Cell::number(row.value.raw, Format::Money),
            low,
            high,
            Cell::number(row.per_percent.raw, Format::Money),
            Cell::text(&row.limit_text),
        ]);
    }
    table
}
