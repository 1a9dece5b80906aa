//! Who presents: names to press or type, and the split host by host.

use eframe::egui::{Ui, vec2};

use super::models::line;
use super::plan::PlanState;
use crate::gui::kit::{Cell, Chip, ChipLook, Column, Icon, Row, Table, Tone, field};
use crate::gui::theme::{Theme, Type};
use crate::plan::host_names;
use crate::present::pages::PlanPage;
use crate::present::pages::plan::{HostPanel, HostRow, SlotView};

/// Height of a row.
const ROW: f32 = 26.0;
/// Width of the field: two names fit, the chips stand beside it.
const FIELD: f32 = 180.0;
/// Products stand in from their host.
const INDENT: f32 = 12.0;
/// Longer names are cut on their chip.
const NAME: f32 = 110.0;

/// Draws the panel.
pub fn hosts(ui: &mut Ui, theme: &Theme, page: &PlanPage, state: &mut PlanState) {
    let model = &page.hosts;
    ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
    ui.horizontal_wrapped(|ui| {
        typed(ui, model, state);
        chips(ui, model, state);
        floors(ui, model, state);
    });
    if let (Some(at), false) = (state.slot, model.rows.is_empty())
        && let Some(slot) = page.board.slots.get(at)
    {
        presents(ui, page, (at, slot), state);
    }
    if !model.rows.is_empty() {
        table(ui, theme, model);
    }
}

/// Who presented lately; a press takes a name in or out.
fn chips(ui: &mut Ui, model: &HostPanel, state: &mut PlanState) {
    for name in &model.known {
        let on = model.chosen.contains(name);
        let look = if on { ChipLook::Selected } else { ChipLook::Plain };
        if Chip::new(name).look(look).max_width(NAME).show(ui).clicked() {
            // What was typed and not left yet counts too, and so does a press before this answer.
            let mut names = match state.hosts.0.take() {
                Some(text) => host_names(&text),
                None => state.form.session.hosts.clone(),
            };
            if names.contains(name) {
                names.retain(|known| known != name);
            } else {
                names.push(name.clone());
            }
            state.form.session.hosts = names;
        }
    }
}

/// Who presents the slot that was pressed; a press gives it to another host.
fn presents(ui: &mut Ui, page: &PlanPage, (at, slot): (usize, &SlotView), state: &mut PlanState) {
    let model = &page.hosts;
    let wide = ui.available_width() - model.chosen.len() as f32 * (NAME * 0.6);
    ui.horizontal_wrapped(|ui| {
        let said = format!("{} {}", page.board.clock(slot.start), slot.name);
        ui.scope(|ui| {
            ui.set_max_width(wide.max(NAME));
            line(ui, &said, Type::Strong, Theme::of(ui.ctx()).text.main);
        });
        for host in &model.chosen {
            let look = if slot.host == *host { ChipLook::Selected } else { ChipLook::Plain };
            let name = model.gives.replace("{}", &said);
            let chip = Chip::new(host).said(&name).look(look).max_width(NAME);
            if chip.show(ui).clicked()
                && let Some(forms) = page.board.presented_by(at, host)
            {
                state.before_hand.push(std::mem::replace(&mut state.form.slots, forms));
            }
        }
    });
}

/// Least parts of hosts; a press lets one go.
fn floors(ui: &mut Ui, model: &HostPanel, state: &mut PlanState) {
    for floor in &model.floors {
        let chip = Chip::new(&floor.text).trailing(Icon::Cross).tip(&floor.tip);
        if chip.show(ui).clicked() {
            state.form.session.host_floors.remove(&floor.host);
        }
    }
}

/// The names to type; leaving the field takes them.
fn typed(ui: &mut Ui, model: &HostPanel, state: &mut PlanState) {
    let mut text = state.hosts.0.clone().unwrap_or_else(|| model.typed.clone());
    let response = field(ui, &model.field, &mut text, &model.hint, FIELD);
    if response.changed() {
        state.hosts.0 = Some(text);
    }
    if response.lost_focus()
        && let Some(text) = state.hosts.0.take()
    {
        state.form.session.hosts = host_names(&text);
    }
}

/// The share stands in the split beside it and is left out here.
fn table(ui: &mut Ui, theme: &Theme, model: &HostPanel) {
    let [name, minutes, _, against, value] = &model.columns;
    let columns = [
        Column::words(name).share(1.0, 90.0),
        Column::figures(minutes, 48.0),
        Column::figures(against, 58.0).tip(&model.against_tip),
        Column::figures(value, 70.0),
    ];
    Table::new("hosts", &columns, model.rows.len()).row_height(ROW).read_only().show(
        ui,
        |at| {
            let row = &model.rows[at];
            let [minutes, value] = [&row.minutes.text, &row.value.text];
            let name = format!("{} {minutes} {} {value}", row.name, row.against.text);
            Row { tone: if row.is_host { Tone::Sunken } else { Tone::Plain }, name }
        },
        |cell| {
            let row = &model.rows[cell.row];
            match cell.column {
                0 if row.is_host => {
                    cell.strong(&row.name);
                    cell.quiet(&row.note);
                }
                0 => {
                    cell.ui.add_space(INDENT);
                    cell.text(&row.name);
                }
                1 => cell.text(&row.minutes.text),
                2 => rate(cell, theme, row),
                _ if row.is_host => cell.strong(&row.value.text),
                _ => cell.text(&row.value.text),
            }
        },
    );
}

fn rate(cell: &mut Cell<'_>, theme: &Theme, row: &HostRow) {
    let more = row.against.raw.is_some_and(|more| more > 0.0);
    match (row.clear, more) {
        (true, true) => cell.colored(&row.against.text, theme.text.ok),
        (true, false) => cell.colored(&row.against.text, theme.text.warn),
        (false, _) => cell.quiet(&row.against.text),
    }
    cell.tip(&row.against_range);
}
