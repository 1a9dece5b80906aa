//! One answer's account on the Models page, and the field by which its row is found.

use eframe::egui::Ui;

use super::models::ModelsState;
use crate::gui::kit::{Bill, Card, Dropdown, bill, field, tabs};
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{BillKind, BillView, ModelsView, Tools};

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    view: &BillView,
    model: &ModelsPage,
    state: &mut ModelsState,
    height: f32,
) {
    let head = &view.head;
    let nothing = model.found.as_ref().filter(|found| found.nothing);
    let sentence = nothing.map_or(&head.sentence, |found| &found.sentence);
    let wide = ui.available_width();
    Card::new(&head.title).note(&head.unit).sentence(sentence).height(height).show_with(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            switch(ui, &model.tools, state);
            find(ui, model, state, if wide > 900.0 { 180.0 } else { 110.0 });
        },
        |ui| bars(ui, view),
    );
}

/// The bars alone.
pub fn bars(ui: &mut Ui, view: &BillView) {
    let rows: Vec<Bill<'_>> = view
        .rows
        .iter()
        .map(|row| Bill {
            label: &row.label,
            amount: &row.amount.text,
            from: row.from,
            to: row.to,
            sum: row.kind != BillKind::Part,
        })
        .collect();
    bill(ui, "bill", &rows, view.range);
}

/// The switch between the whole model and one answer's account.
pub fn switch(ui: &mut Ui, tools: &Tools, state: &mut ModelsState) {
    let on = usize::from(state.ask.view == ModelsView::Bill);
    let options = tools.switch.each_ref().map(String::as_str);
    if let Some(picked) = tabs(ui, "model or bill", &options, on) {
        state.ask.view = if picked == 1 { ModelsView::Bill } else { ModelsView::Model };
        ui.ctx().request_repaint();
    }
}

/// The field a row is found by, and which of those found. The field stands first: what comes and
/// goes beside it must not take the keyboard away.
pub fn find(ui: &mut Ui, model: &ModelsPage, state: &mut ModelsState, width: f32) {
    find_in(ui, model, state, (width, 190.0));
}

/// As [`find`], with the widths of both.
pub fn find_in(
    ui: &mut Ui,
    model: &ModelsPage,
    state: &mut ModelsState,
    (width, names_width): (f32, f32),
) {
    let (name, hint) = (&model.tools.find, &model.tools.find_short);
    if field(ui, name, &mut state.ask.find, hint, width).changed() {
        state.ask.nth = 0;
        ui.ctx().request_repaint();
    }
    if let Some(found) = model.found.as_ref().filter(|found| found.items.len() > 1) {
        let names: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        let at = found.items.iter().position(|item| item.selected);
        if let Some(nth) = Dropdown::new(&names, at).max_width(names_width).show(ui) {
            state.ask.nth = nth;
            ui.ctx().request_repaint();
        }
    }
}
