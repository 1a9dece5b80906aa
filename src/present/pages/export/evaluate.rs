//! The tables of the Evaluate page: plan against actual by product, and what is to be done.

use super::{Cell, Format, Table, TableName};
use crate::present::pages::EvaluatePage;
use crate::present::pages::actions::{ActionRow, ActionsView};
use crate::present::text::{Lang, actions as words};

pub(super) fn tables(page: &EvaluatePage, lang: Lang) -> Vec<Table> {
    let mut tables = vec![score(page, lang)];
    tables.extend(page.actions.as_ref().map(|view| actions(view, lang)));
    tables
}

fn score(page: &EvaluatePage, lang: Lang) -> Table {
    let keys = ["product", "planned", "low", "high", "actual", "mark"];
    let mut table = Table::new(TableName::Score, &keys, lang);
    let format = Format::amount(page.table.in_orders);
    for row in &page.table.rows {
        let [low, high] = Cell::ends(row.range.as_ref(), format);
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::number(row.planned.raw, format),
            low,
            high,
            Cell::number(row.actual.raw, format),
            Cell::text(&row.mark),
        ]);
    }
    table
}

/// What is open, then what is closed, with the figures that closed it.
pub(super) fn actions(view: &ActionsView, lang: Lang) -> Table {
    let keys = [
        "state",
        "to_do",
        "from",
        "figure_then",
        "figure_wanted",
        "figure_seen",
        "sales_then",
        "sales_after",
        "numbers_say",
    ];
    let mut table = Table::new(TableName::Actions, &keys, lang);
    table.rows = view.rows.iter().chain(&view.closed).map(|row| action(row, lang)).collect();
    table
}

fn action(row: &ActionRow, lang: Lang) -> Vec<Cell> {
    let figures = &row.figures;
    let format = |share: bool| if share { Format::Share } else { Format::Plain };
    let (minutes, seen) = (format(figures.share), format(figures.seen_share));
    vec![
        Cell::text(words::state(row.state, lang)),
        Cell::text(&row.title),
        Cell::text(&row.origin),
        Cell::number(figures.then, minutes),
        Cell::number(figures.wanted, minutes),
        Cell::number(figures.seen, seen),
        Cell::number(figures.sales.map(|(then, _)| then), Format::Money),
        Cell::number(figures.sales.map(|(_, after)| after), Format::Money),
        Cell::text(&row.numbers()),
    ]
}
