//! The privacy card of Settings: what the store holds of people, table by table, file by file.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::settings::paragraph;
use crate::gui::kit::{Card, Icon, draw, layout, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::settings::{Fate, Privacy, PrivacyLine};

/// Left edge of what stands below an icon.
const INDENT: f32 = 24.0;

/// Draws the card.
pub fn show(ui: &mut Ui, theme: &Theme, model: &Privacy) {
    Card::new(&model.title).note(&model.note).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if !model.warning.is_empty() {
            paragraph(ui, &model.warning, theme.text.warn);
            ui.add_space(6.0);
        }
        if !model.verdict.is_empty() {
            let (icon, ink) = if model.clean {
                (Icon::Shield, theme.text.main)
            } else {
                (Icon::Warning, theme.text.warn)
            };
            beside(ui, icon, ink, |ui| {
                paragraph(ui, &model.verdict, ink);
                for finding in &model.findings {
                    paragraph(ui, finding, theme.text.warn);
                }
            });
        }
        for group in &model.groups {
            let icon = match group.fate {
                Fate::Kept => Icon::Check,
                Fate::Hashed => Icon::Lock,
                Fate::Dropped => Icon::Hidden,
            };
            beside(ui, icon, theme.text.second, |ui| {
                title(ui, theme, &group.title);
                paragraph(ui, &group.detail, theme.text.third);
                paragraph(ui, &group.fields, theme.text.second);
            });
        }
        list(ui, theme, &model.sources_title, &model.sources, true);
        list(ui, theme, &model.tables_title, &model.tables, false);
    });
}

fn title(ui: &mut Ui, theme: &Theme, words: &str) {
    let (_, head) = ui.allocate_space(vec2(ui.available_width(), 20.0));
    let at = head.left_center();
    draw::text(ui.painter(), at, Align2::LEFT_CENTER, words, Type::Strong, theme.text.main);
}

/// An icon, and beside it what it marks.
fn beside(ui: &mut Ui, icon: Icon, ink: eframe::egui::Color32, body: impl FnOnce(&mut Ui)) {
    let from = ui.cursor().min;
    icon.paint(ui.painter(), pos2(from.x + 8.0, from.y + 10.0), 14.0, ink);
    let area = Rect::from_min_max(
        pos2(from.x + INDENT, from.y),
        pos2(from.x + ui.available_width(), from.y + 600.0),
    );
    let used = layout::place(ui, area, |ui| {
        body(ui);
        ui.min_rect()
    });
    ui.allocate_space(vec2(ui.available_width(), used.height() + 8.0));
}

/// Names with what they hold; the columns themselves on hover. `long` lines stand below names.
fn list(ui: &mut Ui, theme: &Theme, head: &str, lines: &[PrivacyLine], long: bool) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(4.0);
    title(ui, theme, head);
    for line in lines {
        if long {
            let from = ui.cursor().top();
            paragraph(ui, &line.name, theme.text.main);
            paragraph(ui, &line.line, theme.text.second);
            let whole = Rect::from_min_max(
                pos2(ui.cursor().left(), from),
                pos2(ui.cursor().left() + ui.available_width(), ui.cursor().top()),
            );
            let response =
                ui.interact(whole, ui.scope_id().with((head, &line.name)), Sense::hover());
            tip::hover_text(response, &line.detail);
            ui.add_space(4.0);
            continue;
        }
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let painter = ui.painter();
        let (step, right) = (Type::Caption, Align2::RIGHT_CENTER);
        draw::text(painter, rect.right_center(), right, &line.line, step, theme.text.second);
        let room = rect.width() - draw::width(painter, &line.line, step) - 12.0;
        let (at, left) = (rect.left_center(), Align2::LEFT_CENTER);
        draw::text_in(painter, at, left, &line.name, step, theme.text.main, room.max(24.0));
        let said = format!("{} {}", line.name, line.line);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
        tip::hover_text(response, &line.detail);
    }
}
