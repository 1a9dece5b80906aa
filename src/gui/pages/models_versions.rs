//! Trainings side by side: one is put to use, an old one is removed.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Surroundings;
use super::models::{ModelsState, verdict_kind};
use crate::gui::app::Command;
use crate::gui::kit::badge::{badge_width, paint_badge};
use crate::gui::kit::{BadgeKind, Button, Card, draw, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::models::{ModelsView, Tools, VersionColumn, VersionLine, VersionsView};
use crate::present::text::foresight::{Word, word};

/// Height of a line and of the head.
const LINE: f32 = 46.0;
const HEAD: f32 = 76.0;
/// Least width of a training.
const NARROW: f32 = 178.0;

/// Draws the card over the box at hand.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    view: &VersionsView,
    tools: &Tools,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let head = &view.head;
    let height = ui.available_height();
    let card = Card::new(&head.title).note(&head.unit).sentence(&head.sentence).height(height);
    let done = card.show_with(
        ui,
        |ui| Button::secondary(&tools.back).show(ui).clicked(),
        |ui| {
            let room = ui.available_width();
            let labels = (room * 0.2).clamp(104.0, 190.0);
            let columns = view.columns.len().max(1) as f32;
            let wide = ((room - labels - 12.0) / columns).clamp(NARROW, 280.0);
            ScrollArea::both().id_salt("versions").auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let whole = labels + wide * columns;
                heads(ui, view, (labels, wide, whole), around, out);
                for line in &view.lines {
                    one(ui, theme, line, (labels, wide, whole));
                }
            });
        },
    );
    if done.controls {
        state.ask.view = ModelsView::Model;
        ui.ctx().request_repaint();
    }
}

fn heads(
    ui: &mut Ui,
    view: &VersionsView,
    (labels, wide, whole): (f32, f32, f32),
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(whole, HEAD), Sense::hover());
    for (at, column) in view.columns.iter().enumerate() {
        let left = rect.left() + labels + wide * at as f32;
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(wide - 12.0, HEAD));
        let y = place.top() + 14.0;
        let ink = theme.text.main;
        let left = pos2(place.left(), y);
        let painter = ui.painter();
        let shown = draw::text(painter, left, Align2::LEFT_CENTER, &column.title, Type::Title, ink);
        if column.in_use {
            let kind = BadgeKind::Strong;
            if shown.right() + 6.0 + badge_width(painter, kind, &column.badge) <= place.right() {
                paint_badge(ui, pos2(shown.right() + 6.0, y), kind, &column.badge);
            }
        }
        let said = format!("{} {}", column.title, column.badge);
        let id = ui.scope_id().with(("version", column.run));
        let response = ui.interact(shown, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, said.trim_end()));
        let bar = Rect::from_min_max(pos2(place.left(), y + 18.0), place.right_bottom());
        buttons(ui, view, column, bar, around, out);
    }
}

fn buttons(
    ui: &mut Ui,
    view: &VersionsView,
    column: &VersionColumn,
    bar: Rect,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let layout = eframe::egui::Layout::left_to_right(eframe::egui::Align::Min);
    let reason = around.working.then(|| word(Word::Working, around.lang));
    crate::gui::kit::layout::place_with(ui, bar, layout, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let question = view.question;
        let name = format!("{} · {}", view.use_label, column.title);
        if !column.in_use {
            let button = Button::secondary(&view.use_label).name(&name).disabled_because(reason);
            if button.show(ui).clicked() {
                out.push(Command::UseRun(question, Some(column.run)));
            }
        }
        let name = format!("{} · {}", view.delete_label, column.title);
        let button = Button::plain(&view.delete_label).name(&name).disabled_because(reason);
        if button.show(ui).clicked() {
            out.push(Command::DeleteRun(question, column.run));
        }
    });
}

fn one(ui: &mut Ui, theme: &Theme, line: &VersionLine, (labels, wide, whole): (f32, f32, f32)) {
    let (rect, _) = ui.allocate_exact_size(vec2(whole, LINE), Sense::hover());
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top(), eframe::egui::Stroke::new(1.0, theme.card.line));
    let galley = draw::lines(painter, &line.label, Type::Body, theme.text.second, labels - 12.0, 2);
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(pos2(rect.left(), top), galley, theme.text.second);
    for (at, cell) in line.cells.iter().enumerate() {
        let left = rect.left() + labels + wide * at as f32;
        let room = wide - 12.0;
        let place = pos2(left, rect.top() + if cell.note.is_empty() { 23.0 } else { 15.0 });
        let painter = ui.painter();
        let ink = theme.text.main;
        let shown =
            draw::text_in(painter, place, Align2::LEFT_CENTER, &cell.text, Type::Strong, ink, room);
        if let Some((verdict, word)) = &cell.verdict {
            paint_badge(ui, pos2(shown.right() + 8.0, place.y), verdict_kind(*verdict), word);
        }
        let place = pos2(left, rect.top() + 33.0);
        let ink = theme.text.third;
        let painter = ui.painter();
        draw::text_in(painter, place, Align2::LEFT_CENTER, &cell.note, Type::Caption, ink, room);
        let word = cell.verdict.as_ref().map_or("", |(_, word)| word.as_str());
        let said = [line.label.as_str(), &cell.text, word, &cell.note].join(" ");
        let area = Rect::from_min_size(pos2(left, rect.top()), vec2(room, LINE));
        let id = ui.scope_id().with((line.label.as_str(), at));
        let response = ui.interact(area, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, said.trim_end()));
        tip::hover_text(response, said.trim_end());
    }
}
