//! Who got how much of the exposure, and the floors to set.

use std::collections::BTreeMap;

use eframe::egui::{Align, Layout, Ui};

use crate::gui::app::Command;
use crate::gui::kit::layout::{place, place_with, rows};
use crate::gui::kit::{Button, Column, Row, Table, Track, number_field, tip};
use crate::gui::theme::{Theme, space};
use crate::plan::Group;
use crate::present::pages::evaluate::{ExposureRow, ExposureTable};

/// Room for the button under the table.
const FOOT: f32 = 44.0;

/// Draws the groups and, while there are floors, the button that hands them to the next plan.
pub fn exposure(
    ui: &mut Ui,
    theme: &Theme,
    model: &ExposureTable,
    typed: &mut BTreeMap<Group, String>,
    out: &mut Vec<Command>,
) {
    let foot = if model.hold.is_empty() { 0.0 } else { FOOT };
    let area = ui.available_rect_before_wrap();
    let parts = rows(area, 0.0, &[Track::Share(1.0), Track::Fixed(foot)]);
    place(ui, parts[0], |ui| table(ui, theme, model, typed, out));
    if !model.hold.is_empty() {
        place_with(ui, parts[1], Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(space::CARD_X);
            if Button::secondary(&model.hold).show(ui).clicked() {
                out.push(Command::HoldFloors(model.wishes.clone()));
            }
        });
    }
}

fn table(
    ui: &mut Ui,
    theme: &Theme,
    model: &ExposureTable,
    typed: &mut BTreeMap<Group, String>,
    out: &mut Vec<Command>,
) {
    let title = |at: usize| model.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).fixed(84.0),
        Column::words(title(1)).share(1.0, 120.0),
        Column::figures(title(2), 64.0),
        Column::figures(title(3), 72.0),
        Column::figures(title(4), 72.0),
        Column::figures(title(5), 64.0),
        Column::words(title(6)).fixed(84.0),
        Column::words(title(7)).share(0.4, 84.0),
    ];
    Table::new("exposure", &columns, model.rows.len()).row_height(40.0).show(
        ui,
        |at| {
            let row = &model.rows[at];
            Row::new(format!("{} {} {} → {}", row.by, row.label, row.planned, row.seen.text))
        },
        |cell| {
            let row = &model.rows[cell.row];
            match cell.column {
                // A grouping is named once, at its first group.
                0 if cell.row > 0 && model.rows[cell.row - 1].by == row.by => {}
                0 => cell.quiet(&row.by),
                1 => cell.text(&row.label),
                2 => cell.text(&row.offered),
                3 => cell.text(&row.planned),
                4 => cell.strong(&row.seen.text),
                5 => cell.text(&row.earned.text),
                6 => field(cell.ui, row, &model.not_a_share, typed, out),
                _ => match row.held {
                    Some(false) => cell.colored(&row.mark, theme.text.warn),
                    _ => cell.text(&row.mark),
                },
            }
        },
    );
}

fn field(
    ui: &mut Ui,
    row: &ExposureRow,
    wrong: &str,
    typed: &mut BTreeMap<Group, String>,
    out: &mut Vec<Command>,
) {
    let mut text = typed.get(&row.group).cloned().unwrap_or_else(|| row.floor.clone());
    let share = share_of(&text);
    ui.push_id(&row.group, |ui| {
        let (response, done) = number_field(ui, &row.field, &mut text, 68.0, share.is_ok());
        if response.changed() {
            typed.insert(row.group.clone(), text.clone());
        }
        if share.is_err() {
            tip::hover_text(response, wrong);
        }
        if done {
            typed.remove(&row.group);
            if let (Ok(share), true) = (share, text.trim() != row.floor) {
                out.push(Command::SetFloor(row.group.clone(), share));
            }
        }
    });
}

/// A typed percentage as a share; nothing and 0 are none.
fn share_of(text: &str) -> Result<Option<f64>, ()> {
    let text = text.trim().trim_end_matches(['%', '％']).trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(0.0) => Ok(None),
        Ok(percent) if percent > 0.0 && percent < 100.0 => Ok(Some(percent / 100.0)),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::share_of;

    #[test]
    fn a_floor_is_a_percentage_or_nothing() {
        assert_eq!(share_of("15"), Ok(Some(0.15)));
        assert_eq!(share_of(" 12.5％ "), Ok(Some(0.125)));
        assert_eq!((share_of(""), share_of("0")), (Ok(None), Ok(None)));
        for wrong in ["100", "-3", "much", "NaN", "inf"] {
            assert_eq!(share_of(wrong), Err(()), "{wrong}");
        }
    }
}
