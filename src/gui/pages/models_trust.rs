//! What to know before trusting a model: groups, drift, pooled against within a session, the other
//! engine, how the features are made.

use eframe::egui::{ScrollArea, Ui};

use super::Surroundings;
use super::models::{ModelsState, note, shown_question};
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, Column, Row, Table, draw, segmented};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{TrustTable, TrustView};
use crate::present::text::foresight::{Word, word};

/// The button that opens and closes it, for the left column.
pub fn opener(ui: &mut Ui, model: &ModelsPage, state: &mut ModelsState) {
    if let Some(view) = &model.trust {
        ui.add_space(8.0);
        if Button::secondary(&view.title).width(ui.available_width()).show(ui).clicked() {
            state.trust = !state.trust;
            ui.ctx().request_repaint();
        }
    }
}

/// Draws the cards one below the other.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    view: &TrustView,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    if !view.more.is_empty() {
        note(ui, theme, true, &view.more);
    }
    ScrollArea::vertical().id_salt("models trust").auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width() - super::parts::BAR);
        if let Some(table) = &view.drift {
            card(ui, "trust drift", table);
        }
        for (at, table) in view.groups.iter().enumerate() {
            card(ui, &format!("trust group {at}"), table);
        }
        if let Some(both) = &view.contrasts {
            let table = if state.within { &both.within } else { &both.pooled };
            let choices: Vec<&str> = both.switch.iter().map(String::as_str).collect();
            let card = Card::new(&table.head.title).sentence(&table.head.sentence).bleed();
            let shown = card.show_with(
                ui,
                |ui| segmented(ui, &table.head.title, &choices, usize::from(state.within)),
                |ui| cells(ui, "trust slopes", table),
            );
            if let Some(picked) = shown.controls {
                state.within = picked == 1;
                ui.ctx().request_repaint();
            }
            ui.add_space(space::GAP);
        }
        if let Some(table) = &view.engines {
            card(ui, "trust engines", table);
        } else {
            let reason = around.working.then(|| word(Word::Working, around.lang));
            let button = Button::secondary(&view.beside).disabled_because(reason);
            if button.show(ui).clicked() {
                out.push(Command::TrainBeside(shown_question(model)));
            }
            ui.add_space(space::GAP);
        }
        if let Some(table) = &view.features {
            card(ui, "trust features", table);
        }
    });
}

fn card(ui: &mut Ui, id: &str, table: &TrustTable) {
    Card::new(&table.head.title)
        .sentence(&table.head.sentence)
        .bleed()
        .show(ui, |ui| cells(ui, id, table));
    ui.add_space(space::GAP);
}

fn cells(ui: &mut Ui, id: &str, table: &TrustTable) {
    // A column is as wide as its longest cell, up to a line of words.
    let columns: Vec<Column> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let cells = table.rows.iter().filter_map(|row| row.get(at)).chain([title]);
            let widest = cells
                .map(|cell| draw::width(ui.painter(), cell, Type::Strong))
                .fold(0.0, f32::max)
                .clamp(48.0, 420.0);
            Column::words(title.as_str()).share(widest, widest.min(260.0))
        })
        .collect();
    Table::new(id, &columns, table.rows.len()).fit().read_only().show(
        ui,
        |row| Row::new(table.rows[row].join(" · ")),
        |cell| {
            if let Some(text) = table.rows[cell.row].get(cell.column) {
                if cell.column == 0 { cell.strong(text) } else { cell.text(text) }
            }
        },
    );
}
