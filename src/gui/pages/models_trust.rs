//! What to know before trusting a model: groups, drift, pooled against within a session, the other
//! engine, how the features are made.

use eframe::egui::{ScrollArea, Ui};

use super::models::{ModelsState, note};
use crate::gui::kit::{Button, Card, Column, Row, Table, segmented};
use crate::gui::theme::{Theme, space};
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{TrustTable, TrustView};

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
pub fn show(ui: &mut Ui, theme: &Theme, view: &TrustView, state: &mut ModelsState) {
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
        for (id, table) in [("trust engines", &view.engines), ("trust features", &view.features)] {
            if let Some(table) = table {
                card(ui, id, table);
            }
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
    // The longest column takes what is left.
    let longest = |at: usize| {
        table.rows.iter().map(|row| row.get(at).map_or(0, |cell| cell.chars().count())).max()
    };
    let widest = (0..table.columns.len()).max_by_key(|at| longest(*at)).unwrap_or(0);
    let columns: Vec<Column> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let column = Column::words(title.as_str());
            if at == widest { column.share(3.0, 160.0) } else { column.share(1.0, 92.0) }
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
