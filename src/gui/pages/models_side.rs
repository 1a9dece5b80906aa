//! The left column of the Models page: questions, methods, versions, the training button.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::Surroundings;
use super::models::{ModelsState, shown_question, verdict_kind};
use super::models_trust;
use super::parts::BAR;
use crate::gui::app::Command;
use crate::gui::kit::badge::{badge_width, paint_badge};
use crate::gui::kit::{BadgeKind, Button, Icon, draw, tip};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{MethodItem, ModelsView, QuestionItem, VersionItem};
use crate::present::text::foresight::{Word, word};

/// Height of what stands at the bottom: when it was trained, and the button.
const FOOT: f32 = 96.0;

/// Draws the column over the box at hand.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let foot = if model.empty.is_some() && model.versions.is_empty() { 0.0 } else { FOOT };
    let list = Rect::from_min_max(area.min, pos2(area.right(), area.bottom() - foot));
    // The scroll bar has the card's margin to itself, so that it lies over no row.
    let room = Rect::from_min_max(list.min + vec2(8.0, 8.0), list.max - vec2(0.0, 8.0));
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
    inner.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt("models side").auto_shrink(false).show(&mut inner, |ui| {
        ui.set_max_width(ui.available_width() - BAR);
        lists(ui, theme, model, state, around);
    });
    if foot > 0.0 {
        let rect =
            Rect::from_min_max(pos2(area.left(), list.bottom()), area.max).shrink2(vec2(16.0, 0.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
        footer(&mut child, theme, model, around, out);
    }
    ui.allocate_rect(area, Sense::hover());
}

fn lists(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
) {
    let before = state.ask.clone();
    heading(ui, theme, word(Word::Questions, around.lang));
    for item in &model.questions {
        if question(ui, theme, item) {
            state.open(item.question);
        }
    }
    if !model.methods.is_empty() {
        divider(ui, theme);
        heading(ui, theme, word(Word::Methods, around.lang));
        for item in &model.methods {
            if method(ui, theme, item) {
                state.ask.method = Some(item.name);
                state.other_model();
            }
        }
        words(ui, theme, &model.methods_note);
    }
    if !model.versions.is_empty() {
        divider(ui, theme);
        if heading_with(ui, theme, word(Word::Versions, around.lang), &model.compare_label) {
            let open = state.ask.view == ModelsView::Versions;
            state.ask.view = if open { ModelsView::Model } else { ModelsView::Versions };
        }
        for item in &model.versions {
            if version(ui, theme, item) {
                state.ask.version = Some(item.index);
                state.other_model();
            }
        }
    }
    models_trust::opener(ui, model, state);
    if before != state.ask {
        ui.ctx().request_repaint();
    }
}

fn footer(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let rect = ui.max_rect();
    let galley = ui.painter().layout(
        model.stale.clone(),
        Type::Caption.font(),
        if model.suggest { theme.text.warn } else { theme.text.second },
        rect.width(),
    );
    let top = rect.bottom() - 46.0 - galley.size().y;
    let words = Rect::from_min_size(pos2(rect.left(), top), galley.size());
    ui.painter().galley(words.min, galley, theme.text.second);
    let response = ui.interact(words, ui.scope_id().with("stale"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &model.stale));
    let at = Rect::from_min_size(pos2(rect.left(), rect.bottom() - 40.0), vec2(rect.width(), 28.0));
    let reason = around.working.then(|| word(Word::Working, around.lang));
    let pressed = crate::gui::kit::layout::place(ui, at, |ui| {
        let button = if model.suggest {
            Button::primary(&model.train_label)
        } else {
            Button::secondary(&model.train_label)
        };
        button.width(rect.width()).disabled_because(reason).show(ui).clicked()
    });
    if pressed {
        out.push(Command::Train(shown_question(model)));
    }
}

fn heading(ui: &mut Ui, theme: &Theme, text: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let at = pos2(rect.left() + 8.0, rect.center().y);
    draw::text(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Caption, theme.text.third);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
}

/// A heading with something to press at its right end.
fn heading_with(ui: &mut Ui, theme: &Theme, text: &str, action: &str) -> bool {
    let mut pressed = false;
    ui.horizontal(|ui| {
        let button = draw::width(ui.painter(), action, Type::Strong) + 24.0;
        let room = (ui.available_width() - button).max(40.0);
        let (rect, response) = ui.allocate_exact_size(vec2(room, 28.0), Sense::hover());
        let at = pos2(rect.left() + 8.0, rect.center().y);
        let ink = theme.text.third;
        draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Caption, ink, room - 8.0);
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
        pressed = Button::plain(action).show(ui).clicked();
    });
    pressed
}

fn divider(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 13.0), Sense::hover());
    let line = Stroke::new(1.0, theme.card.line);
    ui.painter().hline(rect.x_range().shrink(8.0), rect.center().y.round() + 0.5, line);
}

fn words(ui: &mut Ui, theme: &Theme, text: &str) {
    let room = ui.available_width() - 16.0;
    let galley = ui.painter().layout(text.to_owned(), Type::Caption.font(), theme.text.third, room);
    let (rect, response) =
        ui.allocate_exact_size(vec2(room + 16.0, galley.size().y + 6.0), Sense::hover());
    ui.painter().galley(rect.min + vec2(8.0, 4.0), galley, theme.text.third);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// A row to press: paper when at rest, wash or hover behind it. Returns its box and whether it
/// was pressed.
fn row(
    ui: &mut Ui,
    theme: &Theme,
    height: f32,
    selected: bool,
    edge: bool,
    said: &str,
) -> (Rect, bool) {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let corner = CornerRadius::same(radius::CONTROL);
    if selected && edge {
        let line = Stroke::new(1.0, theme.card.wash_edge);
        ui.painter().rect(rect, corner, theme.card.wash, line, StrokeKind::Inside);
    } else if selected || response.hovered() {
        ui.painter().rect_filled(rect, corner, theme.card.hover);
    }
    draw::focus_ring(ui, &response, rect, radius::CONTROL);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, said));
    let clicked = response.clicked();
    response.on_hover_cursor(CursorIcon::PointingHand);
    (rect, clicked)
}

fn question(ui: &mut Ui, theme: &Theme, item: &QuestionItem) -> bool {
    let said = format!("{} {}", item.title, item.line);
    let room = ui.available_width() - 20.0;
    let badge = item.verdict.as_ref().map(|(verdict, text)| (verdict_kind(*verdict), text));
    let width = badge.map_or(0.0, |(kind, text)| badge_width(ui.painter(), kind, text) + 6.0);
    let ink = if item.selected { theme.text.accent } else { theme.text.main };
    let title = ui.painter().layout_no_wrap(item.title.clone(), Type::Strong.font(), ink);
    // A long question takes the whole line; the verdict then stands beside the figures.
    let beside = title.size().x <= room - width;
    let line_room = if beside { room } else { room - width };
    let galley =
        ui.painter().layout(item.line.clone(), Type::Caption.font(), theme.text.third, line_room);
    let (rect, clicked) = row(ui, theme, 34.0 + galley.size().y, item.selected, true, &said);
    let left = rect.left() + 10.0;
    let at = pos2(left, rect.top() + 17.0);
    let painter = ui.painter();
    let title_room = if beside { room - width } else { room };
    draw::text_in(painter, at, Align2::LEFT_CENTER, &item.title, Type::Strong, ink, title_room);
    painter.galley(pos2(left, rect.top() + 28.0), galley, theme.text.third);
    if let Some((kind, text)) = badge {
        let y = if beside { 17.0 } else { 36.0 };
        paint_badge(ui, pos2(rect.right() - 8.0 - (width - 6.0), rect.top() + y), kind, text);
    }
    clicked
}

fn method(ui: &mut Ui, theme: &Theme, item: &MethodItem) -> bool {
    let locked = !item.locked.is_empty();
    let hint = if locked { &item.locked } else { &item.hint };
    let said = format!("{} {} {hint}", item.label, item.score);
    let room = ui.available_width() - 36.0;
    let (third, second) = (theme.text.third, theme.text.second);
    let galley = ui.painter().layout(hint.clone(), Type::Caption.font(), third, room);
    let (rect, clicked) = row(ui, theme, 32.0 + galley.size().y, item.selected, false, &said);
    let y = rect.top() + 15.0;
    let painter = ui.painter();
    let dot = pos2(rect.left() + 15.0, y);
    if item.selected {
        painter.circle_filled(dot, 5.0, theme.plot.main);
    } else {
        painter.circle_stroke(dot, 4.5, Stroke::new(1.0, theme.plot.ring));
    }
    let right = rect.right() - 10.0;
    let used = if locked {
        Icon::Lock.paint(painter, pos2(right - 7.0, y), 14.0, third);
        18.0
    } else {
        let at = pos2(right, y);
        let ink = theme.text.main;
        draw::text(painter, at, Align2::RIGHT_CENTER, &item.score, Type::Strong, ink).width()
    };
    let ink = if locked { second } else { theme.text.main };
    let at = pos2(rect.left() + 28.0, y);
    let room = right - used - 6.0 - at.x;
    draw::text_in(painter, at, Align2::LEFT_CENTER, &item.label, Type::Strong, ink, room);
    painter.galley(pos2(rect.left() + 28.0, rect.top() + 26.0), galley, third);
    clicked && !locked
}

fn version(ui: &mut Ui, theme: &Theme, item: &VersionItem) -> bool {
    let said = [item.label.as_str(), &item.score, &item.in_use].join(" ");
    let said = said.trim_end();
    let (rect, clicked) = row(ui, theme, 28.0, false, false, said);
    let y = rect.center().y;
    let painter = ui.painter();
    let dot = pos2(rect.left() + 15.0, y);
    if item.selected {
        painter.circle_filled(dot, 4.5, theme.plot.ink);
    } else {
        painter.circle_stroke(dot, 4.0, Stroke::new(1.0, theme.plot.ghost));
    }
    let (main, second) = (theme.text.main, theme.text.second);
    let right = pos2(rect.right() - 10.0, y);
    let ink = if item.selected { main } else { second };
    let score = draw::text(painter, right, Align2::RIGHT_CENTER, &item.score, Type::Caption, ink);
    let at = pos2(rect.left() + 28.0, y);
    let kind = BadgeKind::Outline;
    let badge =
        if item.in_use.is_empty() { 0.0 } else { badge_width(painter, kind, &item.in_use) + 6.0 };
    let room = score.left() - 6.0 - at.x - badge;
    let fits = draw::width(painter, &item.label, Type::Caption) <= room;
    let label = if fits { &item.label } else { &item.short };
    let words = draw::text_in(painter, at, Align2::LEFT_CENTER, label, Type::Caption, ink, room);
    if badge > 0.0 {
        paint_badge(ui, pos2(words.right() + 6.0, y), kind, &item.in_use);
    }
    if !fits {
        let id = ui.scope_id().with(("version", item.index));
        tip::hover_text(ui.interact(words, id, Sense::hover()), said);
    }
    clicked
}
