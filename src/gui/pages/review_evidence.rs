//! What the verdict is built from: the factors by two ways of splitting, the sessions compared
//! with, the weakest figures.

use eframe::egui::{ScrollArea, Ui};

use super::parts;
use crate::gui::app::Command;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Card, Column, Row, Table, draw, interval_bar};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::review::Evidence;

/// Draws the three cards.
pub fn show(ui: &mut Ui, theme: &Theme, model: &Evidence, out: &mut Vec<Command>) {
    let area = ui.available_rect_before_wrap();
    let tracks = [Track::Share(1.5), Track::Share(0.8), Track::Share(0.8)];
    let boxes = layout::columns(area, space::GAP, &tracks);
    layout::place(ui, boxes[0], |ui| factors(ui, model));
    layout::place(ui, boxes[1], |ui| like(ui, model, out));
    layout::place(ui, boxes[2], |ui| worst(ui, theme, model));
}

fn factors(ui: &mut Ui, model: &Evidence) {
    let height = ui.available_height();
    let card = Card::new(&model.title).sentence(&model.check).height(height).bleed();
    card.show(ui, |ui| {
        let title = |at: usize| model.columns.get(at).cloned().unwrap_or_default();
        let columns = [
            Column::words(title(0)).share(0.8, 76.0),
            Column::words(title(1)).share(1.0, 110.0),
            Column::figures(title(2), 84.0),
            Column::words(title(3)).share(0.8, 96.0),
            Column::figures(title(4), 96.0),
        ];
        let ends = |row: &crate::present::pages::review::EvidenceRow| {
            let range = row.part.interval.as_ref();
            range.map_or(0.0, |range| range.low.abs().max(range.high.abs()))
        };
        let reach = model.rows.iter().map(ends).fold(1.0_f64, f64::max);
        Table::new("evidence", &columns, model.rows.len()).read_only().show(
            ui,
            |at| {
                let row = &model.rows[at];
                Row::new(format!("{} {} {}", row.label, row.values, row.part.amount.text))
            },
            |cell| {
                let row = &model.rows[cell.row];
                match cell.column {
                    0 => cell.text(&row.label),
                    1 => cell.text(&row.values),
                    2 => cell.strong(&row.part.amount.text),
                    3 => {
                        if let (Some(range), Some(value)) =
                            (&row.part.interval, row.part.amount.raw)
                        {
                            let estimate = parts::estimate(value, range, row.part.dot);
                            let width = cell.ui.available_width().min(140.0);
                            let scale = (-reach, reach);
                            interval_bar(cell.ui, width, scale, Some(0.0), &estimate, &range.text);
                        }
                    }
                    _ => cell.quiet(&row.part.shapley.text),
                }
            },
        );
    });
}

fn like(ui: &mut Ui, model: &Evidence, out: &mut Vec<Command>) {
    let height = ui.available_height();
    let card = Card::new(&model.like_title).sentence(&model.criteria).height(height).bleed();
    card.show(ui, |ui| {
        let title = |at: usize| model.like_columns.get(at).cloned().unwrap_or_default();
        let columns = [Column::words(title(0)).share(1.0, 120.0), Column::figures(title(1), 76.0)];
        let response = Table::new("like", &columns, model.like.len())
            .row_height(crate::gui::kit::table::ROW_COMPACT)
            .show(
                ui,
                |at| {
                    let row = &model.like[at];
                    Row::new(format!("{} {}", row.line, row.amount.text))
                },
                |cell| {
                    let row = &model.like[cell.row];
                    match cell.column {
                        0 => cell.text(&row.line),
                        _ => cell.text(&row.amount.text),
                    }
                },
            );
        if let Some(at) = response.clicked {
            out.push(Command::OpenSession(model.like[at].session));
        }
    });
}

fn worst(ui: &mut Ui, theme: &Theme, model: &Evidence) {
    let height = ui.available_height();
    Card::new(&model.worst_title).height(height).show(ui, |ui| {
        ScrollArea::vertical().id_salt("worst").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            if model.worst.is_empty() {
                ui.label(draw::rich(&model.worst_note, Type::Body, theme.text.second));
            }
            for low in &model.worst {
                ui.label(draw::rich(&low.label, Type::Strong, theme.text.main));
                ui.label(draw::rich(&low.text, Type::Body, theme.text.second));
                ui.add_space(4.0);
            }
        });
    });
}
