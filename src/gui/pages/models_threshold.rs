//! A line through the chances that can be moved, what it does in people and money, and what
//! contacting one costs.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Align2, CornerRadius, Layout, Rect, Sense, Ui, WidgetInfo, pos2};

use super::models::ModelsState;
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{Button, Card, Track, draw, number_field, slider, tip};
use crate::gui::theme::{Theme, Type, radius};
use crate::learn::Question;
use crate::present::pages::models::{ConfusionView, CostField};
use crate::present::pages::settings::typed_amount;

/// Width of the field for the cost.
const FIELD: f32 = 56.0;

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    card: Card<'_>,
    view: &ConfusionView,
    (question, state): (Question, &mut ModelsState),
    out: &mut Vec<Command>,
) {
    let last = view.steps.len() - 1;
    let at = state.threshold.unwrap_or(view.usual).min(last);
    let step = &view.steps[at];
    // The field takes the place of the note.
    let card = if view.cost.is_some() { card.note("") } else { card };
    let mut typed = state.typed_cost.take();
    card.sentence(&step.sentence).show_with(
        ui,
        |ui| {
            if let Some(cost) = &view.cost {
                cost_field(ui, theme, cost, question, &mut typed, out);
            }
        },
        |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let area = ui.available_rect_before_wrap();
            let words = if view.cost.is_some() { 16.0 } else { 0.0 };
            let tracks =
                [Track::Fixed(18.0), Track::Fixed(words), Track::Fixed(22.0), Track::Share(1.0)];
            let parts = rows(area, 3.0, &tracks);
            let label = Align2::LEFT_CENTER;
            let (main, third) = (theme.text.main, theme.text.third);
            let (place_at, room) = (parts[0].left_center(), parts[0].width());
            draw::text_in(ui.painter(), place_at, label, &step.threshold, Type::Strong, main, room);
            if let Some(cost) = &view.cost {
                best(ui, cost, (at, parts[1], third), state);
            }
            let mut moved = at as f64;
            let name = format!("{} {}", view.slider, step.threshold);
            if last > 0 {
                let ends = (0.0, last as f64);
                let response = place(ui, parts[2], |ui| slider(ui, &name, &mut moved, ends, 1.0));
                if response.changed() {
                    state.threshold = Some(moved.round() as usize);
                    ui.ctx().request_repaint();
                }
            }
            let lines = rows(parts[3], 4.0, &[Track::Share(1.0), Track::Share(1.0)]);
            for (line, cells) in lines.iter().enumerate() {
                let halves = columns(*cells, 4.0, &[Track::Share(1.0), Track::Share(1.0)]);
                for (half, rect) in halves.iter().enumerate() {
                    cell(ui, theme, view, (at, 2 * line + half), *rect);
                }
            }
        },
    );
    state.typed_cost = typed;
}

/// What contacting one costs, at the right end of the head: laid out from the right.
fn cost_field(
    ui: &mut Ui,
    theme: &Theme,
    cost: &CostField,
    question: Question,
    typed: &mut Option<String>,
    out: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.x = 6.0;
    let words = |ui: &mut Ui, text: &str| {
        ui.label(draw::rich(text, Type::Caption, theme.text.second));
    };
    words(ui, &cost.unit);
    let mut text = typed.clone().unwrap_or_else(|| cost.typed.clone());
    let amount = typed_amount(&text);
    let valid = amount.is_some() || text.trim().is_empty();
    let (response, done) = number_field(ui, &cost.label, &mut text, FIELD, valid);
    if text.is_empty() && !response.has_focus() {
        let at = pos2(response.rect.left() + 10.0, response.rect.center().y);
        draw::text(ui.painter(), at, Align2::LEFT_CENTER, &cost.hint, Type::Body, theme.text.third);
    }
    *typed = (text != cost.typed).then_some(text);
    if done && valid && typed.take().is_some() {
        out.push(Command::SetContactCost(question, amount));
    }
    tip::hover_text(response, if valid { &cost.sentence } else { &cost.wrong });
    words(ui, &cost.label);
}

/// The line that brings most, and the way there.
fn best(
    ui: &mut Ui,
    cost: &CostField,
    (at, rect, ink): (usize, Rect, eframe::egui::Color32),
    state: &mut ModelsState,
) {
    let away = cost.best.filter(|best| *best != at && !cost.typed.is_empty());
    let mut room = rect.width();
    if let Some(best) = away {
        let right = Layout::right_to_left(Align::Center);
        let button = place_with(ui, rect, right, |ui| Button::plain(&cost.go).show(ui));
        room -= button.rect.width() + 6.0;
        if button.clicked() {
            state.threshold = Some(best);
            ui.ctx().request_repaint();
        }
    }
    let place = rect.left_center();
    draw::text_in(
        ui.painter(),
        place,
        Align2::LEFT_CENTER,
        &cost.sentence,
        Type::Caption,
        ink,
        room,
    );
    let words = Rect::from_min_size(rect.min, eframe::egui::vec2(room, rect.height()));
    let response = ui.interact(words, ui.scope_id().with("best line"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &cost.sentence));
    tip::hover_text(response, &cost.sentence);
}

fn cell(ui: &Ui, theme: &Theme, view: &ConfusionView, (step, which): (usize, usize), rect: Rect) {
    let step = &view.steps[step];
    // What the line gets right is washed, what it gets wrong is plain.
    let right = which == 0 || which == 3;
    let fill = if right { theme.card.wash } else { theme.card.hover };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::BADGE), fill);
    let left = rect.left() + 8.0;
    let room = rect.width() - 16.0;
    let (third, main) = (theme.text.third, theme.text.main);
    let (count, money, name) = (&step.counts[which], &step.money[which], &view.cells[which]);
    let y = rect.center().y;
    let painter = ui.painter();
    draw::text_in(
        painter,
        pos2(left, y - 9.0),
        Align2::LEFT_CENTER,
        name,
        Type::Caption,
        third,
        room,
    );
    let at = pos2(left, y + 9.0);
    let shown = draw::text_in(painter, at, Align2::LEFT_CENTER, count, Type::Strong, main, room);
    if !money.is_empty() {
        let at = pos2(shown.right() + 8.0, y + 9.0);
        let room = rect.right() - 6.0 - at.x;
        draw::text_in(painter, at, Align2::LEFT_CENTER, money, Type::Caption, third, room);
    }
    let said = [name.as_str(), count, money].join(" ");
    let response = ui.interact(rect, ui.scope_id().with(name), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, said.trim_end()));
    tip::hover_text(response, said.trim_end());
}
