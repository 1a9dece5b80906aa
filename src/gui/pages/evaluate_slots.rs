//! The run-down beside its session, slot by slot.

use eframe::egui::Ui;

use super::evaluate::{mark_cell, range_cell};
use crate::gui::kit::{Column, Row, Table};
use crate::gui::theme::Theme;
use crate::present::pages::evaluate::{SlotRow, SlotTable};

/// Draws the table of slots.
pub fn slots(ui: &mut Ui, theme: &Theme, model: &SlotTable) {
    if !model.empty.is_empty() {
        super::settings::paragraph(ui, &model.empty, theme.text.second);
    }
    let title = |at: usize| model.columns.get(at).cloned().unwrap_or_default();
    // A narrow card leaves out what the rest can be read without.
    let wide = ui.available_width() > 760.0;
    let shown: &[usize] = if wide { &[0, 1, 2, 3, 4, 5, 6, 7, 8] } else { &[0, 1, 2, 5, 7, 8] };
    let columns: Vec<Column> = shown
        .iter()
        .map(|&at| match at {
            0 => Column::words(title(0)).fixed(92.0),
            1 => Column::words(title(1)).share(0.8, 96.0),
            2 => Column::words(title(2)).share(1.0, 120.0),
            3 | 4 => Column::figures(title(at), 52.0),
            6 => Column::words(title(6)).share(0.6, 84.0),
            8 => Column::words(title(8)).fixed(if wide { 88.0 } else { 76.0 }),
            _ => Column::figures(title(at), 84.0),
        })
        .collect();
    let most = model
        .rows
        .iter()
        .flat_map(|row| [row.range.as_ref().map(|range| range.high), row.actual.raw])
        .flatten()
        .fold(1.0_f64, f64::max);
    Table::new("slots", &columns, model.rows.len()).read_only().show(
        ui,
        |at| Row::new(said(&model.rows[at])),
        |cell| {
            let row = &model.rows[cell.row];
            match shown[cell.column] {
                0 => cell.text(&row.time),
                1 => cell.text(&row.planned_product),
                2 => cell.text(&row.on),
                3 => cell.text(&row.online.text),
                4 => cell.text(&row.orders.text),
                5 => cell.text(&row.planned.text),
                6 => {
                    let scale = (row.planned.raw, row.actual.raw, row.inside);
                    range_cell(cell, row.range.as_ref(), scale, most);
                }
                7 => cell.strong(&row.actual.text),
                _ => mark_cell(cell, theme, &row.mark, row.inside),
            }
        },
    );
}

fn said(row: &SlotRow) -> String {
    format!(
        "{} {} · {} · {} → {} {}",
        row.time, row.planned_product, row.on, row.planned.text, row.actual.text, row.mark
    )
}
