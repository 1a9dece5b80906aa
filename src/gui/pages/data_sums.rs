//! Can it be trusted? The sums of one session against its total, and numbers that contradict each
//! other.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::data::DataState;
use super::parts::BAR;
use crate::gui::kit::{Card, Icon, draw, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::data::{BrokenRow, Reconcile, Sanity};

/// The sums of one session against its total.
pub fn reconcile(
    ui: &mut Ui,
    theme: &Theme,
    model: &Reconcile,
    sanity: &Sanity,
    state: &mut DataState,
) {
    let height = ui.available_height();
    let card = Card::new(&model.title).note(&model.note).height(height);
    card.show(ui, |ui| {
        ScrollArea::vertical().id_salt("sums").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.set_max_width(ui.available_width() - BAR);
            sums(ui, theme, model);
            broken(ui, theme, sanity, state);
        });
    });
}

fn sums(ui: &mut Ui, theme: &Theme, model: &Reconcile) {
    for (index, line) in model.lines.iter().enumerate() {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 42.0));
        let painter = ui.painter();
        let (t, half) = (&theme.text, rect.width() * 0.5);
        let (upper, lower) = (rect.top() + 12.0, rect.top() + 30.0);
        let (west, east) = (Align2::LEFT_CENTER, Align2::RIGHT_CENTER);
        let at = |y: f32| pos2(rect.left(), y);
        let to = |y: f32| pos2(rect.right(), y);
        draw::text_in(painter, at(upper), west, &line.label, Type::Body, t.main, half + 20.0);
        draw::text_in(painter, at(lower), west, &line.source, Type::Caption, t.third, half);
        draw::text(painter, to(upper), east, &line.amount.text, Type::Strong, t.main);
        let ink = if line.agrees == Some(false) { t.warn } else { t.third };
        draw::text(painter, to(lower), east, &line.difference, Type::Caption, ink);
        let edge = Stroke::new(1.0, theme.plot.grid);
        painter.hline(rect.x_range(), rect.bottom() - 0.5, edge);
        let said = format!("{} {} {}", line.label, line.amount.text, line.difference);
        let response = ui.interact(rect, ui.scope_id().with(("sum", index)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
    }
    ui.add_space(8.0);
    let room = ui.available_width();
    let mut job = draw::marked(&model.sentence, Type::Caption, theme.text.second, theme.text.main);
    job.wrap.max_width = room;
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, theme.text.second);
    let said = draw::unmarked(&model.sentence);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
}

/// Laws that do not hold; a press shows the sums of that session.
fn broken(ui: &mut Ui, theme: &Theme, model: &Sanity, state: &mut DataState) {
    let t = &theme.text;
    if !model.title.is_empty() {
        ui.add_space(12.0);
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
        let (icon, ink) =
            if model.rows.is_empty() { (Icon::Check, t.second) } else { (Icon::Warning, t.warn) };
        let y = rect.center().y;
        icon.paint(ui.painter(), pos2(rect.left() + 7.0, y), 14.0, ink);
        let at = pos2(rect.left() + 20.0, y);
        let room = rect.width() - 20.0;
        draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, &model.title, Type::Strong, ink, room);
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &model.title));
    }
    for (at, row) in model.rows.iter().enumerate() {
        broken_row(ui, theme, row, at, state);
    }
    ui.add_space(6.0);
    words(ui, &model.sentence, Type::Caption, t.third);
    ui.add_space(8.0);
}

fn broken_row(ui: &mut Ui, theme: &Theme, row: &BrokenRow, at: usize, state: &mut DataState) {
    let t = &theme.text;
    let width = ui.available_width();
    let facts = format!("{} / {}", row.left, row.right);
    let todo = draw::lines(ui.painter(), &row.todo, Type::Caption, t.second, width, 3);
    let (_, rect) = ui.allocate_space(vec2(width, 58.0 + todo.size().y));
    let id = ui.scope_id().with(("broken", at));
    let response = ui.interact(rect, id, Sense::click());
    if response.contains_pointer() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 4.0, theme.card.hover);
    }
    let painter = ui.painter();
    let gap = draw::width(painter, &row.gap, Type::Caption) + 12.0;
    let (west, east) = (Align2::LEFT_CENTER, Align2::RIGHT_CENTER);
    let line = |down: f32| pos2(rect.left(), rect.top() + down);
    draw::text_in(painter, line(15.0), west, &row.what, Type::Strong, t.main, width);
    let end = pos2(rect.right(), rect.top() + 33.0);
    draw::text(painter, end, east, &row.gap, Type::Caption, t.warn);
    draw::text_in(painter, line(33.0), west, &facts, Type::Caption, t.main, width - gap);
    let day = pos2(rect.left(), rect.top() + 41.0);
    painter.galley(day + vec2(0.0, 2.0), todo, t.second);
    let foot = pos2(rect.left(), rect.bottom() - 9.0);
    draw::text_in(painter, foot, west, &row.day, Type::Caption, t.third, width);
    let edge = Stroke::new(1.0, theme.plot.grid);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, edge);
    draw::focus_ring(ui, &response, rect, 4);
    let said = format!("{} {}, {facts}, {}, {}", row.day, row.what, row.gap, row.todo);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    if tip::hover_text(response, &row.evidence.join("\n")).clicked() {
        state.session = Some(row.session);
    }
}

fn words(ui: &mut Ui, text: &str, step: Type, ink: eframe::egui::Color32) {
    let width = ui.available_width();
    let galley = draw::lines(ui.painter(), text, step, ink, width, 4);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}
