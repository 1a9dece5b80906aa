//! Is it complete? Which session has which detail, and what is most worth adding.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::data::DataState;
use super::data_fields;
use crate::domain::SessionId;
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, Icon, divider, draw, layout, segmented, tip};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::data::{Completeness, Fill};

/// Width of the names of details.
const NAMES: f32 = 48.0;
/// Height of what is worth adding.
const STEP: f32 = 60.0;

/// Which session has which detail.
pub fn completeness(
    ui: &mut Ui,
    theme: &Theme,
    model: &Completeness,
    state: &mut DataState,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let card = Card::new(&model.title).note(&model.note).sentence(&model.sentence).height(height);
    card.show_with(
        ui,
        |ui| {
            if !model.empty.is_empty() {
                return;
            }
            let views = [model.views[0].as_str(), model.views[1].as_str()];
            if let Some(view) = segmented(ui, &model.title, &views, usize::from(model.by_field)) {
                state.by_field = view == 1;
            }
            // Beside the switch where there is room, else above the cells.
            if !model.by_field && ui.available_width() > 320.0 {
                ui.add_space(12.0);
                legend(ui, theme, &model.legend);
            }
        },
        |ui| {
            if !model.empty.is_empty() {
                ui.label(draw::rich(&model.empty, Type::Body, theme.text.third));
                return;
            }
            let below = if model.step.is_empty() { 0.0 } else { STEP };
            let (_, map) =
                ui.allocate_space(vec2(ui.available_width(), ui.available_height() - below));
            layout::place(ui, map, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let pressed = if model.by_field {
                    ui.horizontal(|ui| legend_forward(ui, theme, &model.legend));
                    data_fields::show(ui, theme, model)
                } else {
                    cells(ui, theme, model)
                };
                if pressed.is_some() {
                    state.session = pressed;
                }
            });
            if model.step.is_empty() {
                return;
            }
            divider(ui);
            ui.label(draw::rich(&model.step_title, Type::Caption, theme.text.third));
            ui.horizontal(|ui| {
                let action = crate::present::text::data::invitation(super::lang(ui.ctx())).action;
                let button = draw::width(ui.painter(), &action, Type::Strong) + 40.0;
                let room = ui.available_width() - button - 12.0;
                let (rect, response) = ui.allocate_exact_size(vec2(room, 28.0), Sense::hover());
                let ink = theme.text.main;
                let at = rect.left_center();
                let align = Align2::LEFT_CENTER;
                draw::text_in(ui.painter(), at, align, &model.step, Type::Strong, ink, room);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &model.step));
                let choose = Button::plain(&action).trailing(Icon::ChevronRight);
                if choose.show(ui).clicked() {
                    out.push(Command::ChooseFiles);
                }
            });
        },
    );
}

fn kinds(words: &[String]) -> Vec<(&String, Fill)> {
    let fills: &[Fill] = match words.len() {
        3 => &[Fill::Full, Fill::Part, Fill::None],
        _ => &[Fill::Full, Fill::Part, Fill::Estimated, Fill::None],
    };
    words.iter().zip(fills.iter().copied()).collect()
}

/// From the right end.
fn legend(ui: &mut Ui, theme: &Theme, words: &[String]) {
    entries(ui, theme, kinds(words).into_iter().rev());
}

/// From the left end.
fn legend_forward(ui: &mut Ui, theme: &Theme, words: &[String]) {
    entries(ui, theme, kinds(words).into_iter());
}

fn entries<'a>(ui: &mut Ui, theme: &Theme, words: impl Iterator<Item = (&'a String, Fill)>) {
    ui.spacing_mut().item_spacing.x = 12.0;
    for (word, fill) in words {
        let wide = draw::width(ui.painter(), word, Type::Caption) + 18.0;
        let (rect, response) = ui.allocate_exact_size(vec2(wide, 20.0), Sense::hover());
        let mark =
            Rect::from_center_size(pos2(rect.left() + 6.0, rect.center().y), vec2(12.0, 12.0));
        cell(ui, theme, mark, fill);
        let at = pos2(rect.left() + 18.0, rect.center().y);
        let ink = theme.text.second;
        draw::text(ui.painter(), at, Align2::LEFT_CENTER, word, Type::Caption, ink);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
    }
}

/// Full is filled, part is half filled, estimated is an outline, nothing is an empty well.
pub fn cell(ui: &Ui, theme: &Theme, rect: Rect, fill: Fill) {
    let corner = CornerRadius::same(radius::CELL);
    let painter = ui.painter();
    let strong = theme.data.sequential[4];
    match fill {
        Fill::Full => {
            painter.rect_filled(rect, corner, strong);
        }
        Fill::Part => {
            painter.rect(
                rect,
                corner,
                theme.card.fill,
                Stroke::new(1.0, strong),
                StrokeKind::Inside,
            );
            let lower = Rect::from_min_max(pos2(rect.left(), rect.center().y), rect.max);
            let corner = CornerRadius { nw: 0, ne: 0, ..corner };
            painter.rect_filled(lower, corner, strong);
        }
        Fill::Estimated => {
            let edge = Stroke::new(1.0, strong);
            draw::dashed_box(painter, rect.shrink(0.5), radius::CELL, edge);
        }
        Fill::None => {
            let edge = Stroke::new(1.0, theme.card.line);
            painter.rect(rect, corner, theme.card.sunken, edge, StrokeKind::Inside);
        }
    }
}

fn cells(ui: &mut Ui, theme: &Theme, model: &Completeness) -> Option<SessionId> {
    let mut pressed = None;
    let count = model.columns.len().max(1);
    let width = ui.available_width();
    let names = model
        .rows
        .iter()
        .map(|row| draw::width(ui.painter(), &row.label, Type::Caption) + 12.0)
        .fold(NAMES, f32::max);
    let pitch = ((width - names) / count as f32).clamp(10.0, 24.0);
    let room = ui.available_height();
    let row_height =
        ((room - 24.0) / model.rows.len().max(1) as f32).clamp(16.0, 24.0).min(pitch.max(18.0));
    let (_, head) = ui.allocate_space(vec2(width, 20.0));
    let mut free = head.left();
    for (index, column) in model.columns.iter().enumerate() {
        let x = head.left() + names + pitch * index as f32;
        let last = index + 1 == count;
        // Only labels that do not touch; the last session always has its own.
        let end = head.left() + names + pitch * count as f32;
        if x < free || (!last && x + 44.0 > end - 44.0) {
            continue;
        }
        let ink = theme.text.third;
        // The last label ends with its column: it would reach out of the card.
        let (x, align) =
            if last { (end - 1.0, Align2::RIGHT_CENTER) } else { (x, Align2::LEFT_CENTER) };
        let at = pos2(x, head.center().y);
        let shown = draw::text(ui.painter(), at, align, column, Type::Caption, ink);
        free = shown.right() + 60.0;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    for (line, row) in model.rows.iter().enumerate() {
        let (_, rect) = ui.allocate_space(vec2(width, row_height));
        let at = pos2(rect.left() + names - 8.0, rect.center().y);
        let ink = theme.text.second;
        draw::text(ui.painter(), at, Align2::RIGHT_CENTER, &row.label, Type::Caption, ink);
        for (index, (fill, hover)) in row.cells.iter().zip(&row.hovers).enumerate() {
            let min = pos2(rect.left() + names + pitch * index as f32, rect.top());
            let part = Rect::from_min_size(min, vec2(pitch, row_height)).shrink(1.0);
            cell(ui, theme, part, *fill);
            let id = ui.scope_id().with(("cell", line, index));
            let response = ui.interact(part, id, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, hover));
            if tip::hover_text(response, hover).clicked() {
                pressed = model.sessions.get(index).copied();
            }
        }
    }
    pressed
}
