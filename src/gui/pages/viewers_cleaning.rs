//! The cleaning report on Viewers: who counts as no customer, why, and a button to say otherwise.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Align2, Layout, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::settings::paragraph;
use crate::engine::CLEAN_VIEWERS;
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, draw, layout, segmented};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::viewers::{CleanSwitch, CleaningCard, CleaningRow};

const ROW: f32 = 36.0;
/// Rows shown before the list scrolls.
const ROWS: usize = 6;

/// Draws the card.
pub fn show(ui: &mut Ui, theme: &Theme, model: &CleaningCard, out: &mut Vec<Command>) {
    let mut asked = Vec::new();
    Card::new(&model.title).note(&model.note).show_with(
        ui,
        |ui| switch(ui, &model.switch, out),
        |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            paragraph(ui, &model.verdict, theme.text.main);
            paragraph(ui, &model.rules, theme.text.third);
            if !model.rows.is_empty() {
                ui.add_space(4.0);
                let height = ROW * model.rows.len().min(ROWS) as f32;
                ScrollArea::vertical().id_salt("flagged").max_height(height).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    for viewer in &model.rows {
                        row(ui, theme, viewer, &mut asked);
                    }
                });
            }
            if !model.more.is_empty() {
                paragraph(ui, &model.more, theme.text.third);
            }
        },
    );
    out.append(&mut asked);
}

/// The switch between leaving them out and counting them.
pub fn switch(ui: &mut Ui, model: &CleanSwitch, out: &mut Vec<Command>) {
    let words = model.choices.each_ref().map(String::as_str);
    if let Some(at) = segmented(ui, &model.label, &words, usize::from(!model.on)) {
        let value = Some(["on", "off"][at].to_owned());
        out.push(Command::SetSetting { key: CLEAN_VIEWERS.to_owned(), value });
    }
}

fn row(ui: &mut Ui, theme: &Theme, model: &CleaningRow, out: &mut Vec<Command>) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let said = format!("{} {} {}", model.code, model.why, model.acts);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    let painter = ui.painter();
    let y = rect.center().y;
    let button = draw::width(painter, &model.action, Type::Strong) + 28.0;
    let left = Align2::LEFT_CENTER;
    let at = pos2(rect.left(), y);
    draw::text_in(painter, at, left, &model.code, Type::Body, theme.text.second, 88.0);
    let room = (rect.width() - 96.0 - button - 12.0).max(80.0);
    // Why matters most: what they did goes where there is room left.
    let why = draw::width(painter, &model.why, Type::Strong).min(room);
    let ink = if model.cleared { theme.text.second } else { theme.text.main };
    let at = pos2(rect.left() + 96.0, y);
    draw::text_in(painter, at, left, &model.why, Type::Strong, ink, why);
    let rest = room - why - 16.0;
    if rest > 80.0 {
        let at = pos2(rect.left() + 96.0 + why + 16.0, y);
        draw::text_in(painter, at, left, &model.acts, Type::Body, theme.text.third, rest);
    }
    let place = Rect::from_min_max(pos2(rect.right() - button, rect.top()), rect.max);
    let across = Layout::right_to_left(Align::Center);
    if layout::place_with(ui, place, across, |ui| Button::plain(&model.action).show(ui).clicked()) {
        out.push(Command::MarkViewer { key: model.key.clone(), mark: model.mark });
    }
}
