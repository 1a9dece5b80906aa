//! Chips, dropdowns, switches and fields.

use eframe::egui;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Frame, Key, Margin, Popup, Response, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use super::draw;
use super::icon::Icon;
use super::tip;
use crate::gui::theme::{Theme, Type, radius, space};

/// How a chip looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChipLook {
    /// At rest.
    #[default]
    Plain,
    /// A filter in force: tint and edge.
    Selected,
    /// Something to know before reading on.
    Warn,
}

/// A chip: 28 high, a quiet label and a value.
#[derive(Clone, Debug)]
#[must_use = "call `show`"]
pub struct Chip<'a> {
    text: &'a str,
    label: &'a str,
    pub(super) icon: Option<Icon>,
    trailing: Option<Icon>,
    look: ChipLook,
    tip: &'a str,
    dot: Option<egui::Color32>,
    max_width: f32,
    opens: bool,
    said: &'a str,
    pub(super) least: f32,
}

impl<'a> Chip<'a> {
    /// A chip with a value.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            label: "",
            icon: None,
            trailing: None,
            look: ChipLook::Plain,
            tip: "",
            dot: None,
            max_width: 320.0,
            opens: false,
            said: "",
            least: 0.0,
        }
    }

    /// A quiet word before the value: 「平台」.
    pub fn label(mut self, label: &'a str) -> Self {
        self.label = label;
        self
    }

    /// An icon before everything.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the value (✕, ›).
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// How it looks.
    pub fn look(mut self, look: ChipLook) -> Self {
        self.look = look;
        self
    }

    /// A square of a series colour before the value.
    pub fn dot(mut self, color: egui::Color32) -> Self {
        self.dot = Some(color);
        self
    }

    /// More words on hover.
    pub fn tip(mut self, tip: &'a str) -> Self {
        self.tip = tip;
        self
    }

    /// Values longer than this are cut.
    pub fn max_width(mut self, width: f32) -> Self {
        self.max_width = width;
        self
    }

    /// What is read out before the value, where what it is about stands elsewhere.
    pub fn said(mut self, said: &'a str) -> Self {
        self.said = said;
        self
    }

    pub(super) fn dropdown(mut self) -> Self {
        self.trailing = Some(Icon::ChevronDown);
        self.opens = true;
        self
    }

    /// Draws it; ask the response whether it was `clicked`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let painter = ui.painter();
        let label = if self.label.is_empty() {
            0.0
        } else {
            draw::width(painter, self.label, Type::Body) + 6.0
        };
        let value = draw::width(painter, self.text, Type::Body).min(self.max_width);
        let icon = if self.icon.is_some() { 22.0 } else { 0.0 };
        let dot = if self.dot.is_some() { 16.0 } else { 0.0 };
        let trailing = if self.trailing.is_some() { 22.0 } else { 0.0 };
        let width = (20.0 + icon + dot + label + value + trailing).ceil().max(self.least);
        let (rect, response) = ui.allocate_exact_size(vec2(width, space::CONTROL), Sense::click());
        if ui.is_rect_visible(rect) {
            let c = &theme.control;
            let hot = response.hovered();
            let (fill, line, ink, quiet) = match self.look {
                ChipLook::Plain if hot => (c.hover, c.line, theme.text.main, theme.text.third),
                ChipLook::Plain => (c.fill, c.line, theme.text.main, theme.text.third),
                ChipLook::Selected => {
                    (c.selected, c.selected_line, c.selected_text, c.selected_text)
                }
                ChipLook::Warn => {
                    (theme.card.warn, theme.card.warn_edge, theme.text.warn, theme.text.warn)
                }
            };
            let corner = CornerRadius::same(radius::CONTROL);
            let painter = ui.painter();
            painter.rect(rect, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
            let y = rect.center().y;
            let mut x = rect.left() + 10.0;
            if let Some(icon) = self.icon {
                let tone = if self.look == ChipLook::Plain { theme.text.second } else { ink };
                icon.paint(painter, pos2(x + 8.0, y), 16.0, tone);
                x += 22.0;
            }
            if let Some(color) = self.dot {
                let mark = egui::Rect::from_center_size(pos2(x + 5.0, y), vec2(10.0, 10.0));
                painter.rect_filled(mark, CornerRadius::same(radius::CELL), color);
                x += 16.0;
            }
            if label > 0.0 {
                draw::text(painter, pos2(x, y), Align2::LEFT_CENTER, self.label, Type::Body, quiet);
                x += label;
            }
            let at = pos2(x, y);
            draw::text_in(
                painter,
                at,
                Align2::LEFT_CENTER,
                self.text,
                Type::Body,
                ink,
                value + 1.0,
            );
            if let Some(icon) = self.trailing {
                let tone = if self.look == ChipLook::Plain { theme.text.second } else { ink };
                icon.paint(painter, pos2(rect.right() - 17.0, y), 14.0, tone);
            }
            draw::focus_ring(ui, &response, rect, radius::CONTROL);
        }
        let before = if self.label.is_empty() { self.said } else { self.label };
        let name = if before.is_empty() {
            self.text.to_owned()
        } else {
            format!("{before} {}", self.text)
        };
        let role = if self.opens { Role::ComboBox } else { Role::Button };
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), &name));
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if self.tip.is_empty() { response } else { tip::hover_text(response, self.tip) }
    }
}

/// The frame of menus and lists that float.
pub fn menu_frame(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.float.fill)
        .stroke(Stroke::new(1.0, theme.float.line))
        .corner_radius(CornerRadius::same(radius::CARD))
        .inner_margin(Margin::same(4))
        .shadow(theme.float.shadow)
}

/// A menu that a button opens, called like it. Returns the line that was pressed.
pub fn menu_under(button: &Response, theme: &Theme, name: &str, lines: &[&str]) -> Option<usize> {
    let menu = Popup::menu(button).frame(menu_frame(theme)).gap(4.0).accessible_name(name);
    let shown = menu.show(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let width = lines
            .iter()
            .map(|line| draw::width(ui.painter(), line, Type::Body) + 52.0)
            .fold(160.0, f32::max);
        let mut pressed = None;
        for (at, line) in lines.iter().enumerate() {
            if menu_row(ui, line, false, width).clicked() {
                pressed = Some(at);
            }
        }
        pressed
    });
    shown.and_then(|shown| shown.inner)
}

/// Height of one row of a menu.
pub const MENU_ROW: f32 = 28.0;

/// One row of a menu. Returns its response.
pub fn menu_row(ui: &mut Ui, text: &str, selected: bool, width: f32) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, MENU_ROW), Sense::click());
    let corner = CornerRadius::same(radius::CONTROL);
    if selected {
        ui.painter().rect_filled(rect, corner, theme.control.menu_selected);
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, corner, theme.card.hover);
    }
    let ink = if selected { theme.text.accent } else { theme.text.main };
    let at = pos2(rect.left() + 10.0, rect.center().y);
    draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Body, ink, width - 40.0);
    if selected {
        Icon::Check.paint(ui.painter(), pos2(rect.right() - 16.0, rect.center().y), 14.0, ink);
    }
    response.widget_info(|| WidgetInfo::selected(Role::MenuListOption, true, selected, text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A switch of two to five words, of which each is read out after `name`. Returns the newly
/// pressed part.
pub fn segmented(ui: &mut Ui, name: &str, options: &[&str], selected: usize) -> Option<usize> {
    switch(ui, name, options, selected, |option| format!("{name} {option}"))
}

/// A switch of titles that need no name. `id` tells switches of one page apart.
pub fn tabs(ui: &mut Ui, id: &str, options: &[&str], selected: usize) -> Option<usize> {
    switch(ui, id, options, selected, str::to_owned)
}

fn switch(
    ui: &mut Ui,
    id: &str,
    options: &[&str],
    selected: usize,
    said: impl Fn(&str) -> String,
) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let widths: Vec<f32> = options
        .iter()
        .map(|option| (draw::width(ui.painter(), option, Type::Body) + 20.0).ceil())
        .collect();
    let total: f32 = widths.iter().sum::<f32>() + 4.0;
    let (rect, _) = ui.allocate_exact_size(vec2(total, 26.0), Sense::hover());
    let corner = CornerRadius::same(radius::CONTROL);
    let edge = Stroke::new(1.0, theme.control.line);
    ui.painter().rect(rect, corner, theme.control.track, edge, StrokeKind::Inside);
    let mut picked = None;
    let mut x = rect.left() + 2.0;
    for (index, (option, width)) in options.iter().zip(widths).enumerate() {
        let part = egui::Rect::from_min_size(pos2(x, rect.top() + 2.0), vec2(width, 22.0));
        x += width;
        let id = ui.scope_id().with(("segmented", id, index));
        let response = ui.interact(part, id, Sense::click());
        let on = index == selected;
        let ink = if on { theme.text.main } else { theme.text.second };
        if on {
            let corner = CornerRadius::same(radius::BADGE);
            ui.painter().rect(part, corner, theme.control.thumb, edge, StrokeKind::Inside);
        } else if response.hovered() {
            let wash = theme.control.off.gamma_multiply(0.4);
            ui.painter().rect_filled(part, CornerRadius::same(radius::BADGE), wash);
        }
        let step = if on { Type::Strong } else { Type::Body };
        draw::text(ui.painter(), part.center(), Align2::CENTER_CENTER, option, step, ink);
        draw::focus_ring(ui, &response, part, radius::BADGE);
        let said = said(option);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &said));
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !on {
            picked = Some(index);
        }
    }
    picked
}

/// A one-line field. `name` is read out; the hint shows while it is empty.
pub fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str, width: f32) -> Response {
    let theme = Theme::of(ui.ctx());
    let edit = TextEdit::singleline(text)
        .hint_text(draw::rich(hint, Type::Body, theme.text.third))
        .font(Type::Body.font())
        .text_color(theme.text.main)
        .margin(Margin::symmetric(10, 6))
        .desired_width(width - 20.0)
        .min_size(vec2(width, space::CONTROL));
    ui.add(edit).accessible_name(name)
}

/// A figure to type: the edge turns warn while `valid` is false. Enter or leaving the field is
/// `true` in the second part.
pub fn number_field(
    ui: &mut Ui,
    name: &str,
    text: &mut String,
    width: f32,
    valid: bool,
) -> (Response, bool) {
    let theme = Theme::of(ui.ctx());
    let response = ui
        .scope(|ui| {
            if !valid {
                let widgets = &mut ui.visuals_mut().widgets;
                widgets.inactive.bg_stroke.color = theme.card.warn_edge;
                widgets.hovered.bg_stroke.color = theme.card.warn_edge;
            }
            let edit = TextEdit::singleline(text)
                .font(Type::Strong.font())
                .text_color(if valid { theme.text.main } else { theme.text.warn })
                .margin(Margin::symmetric(10, 6))
                .desired_width(width - 20.0)
                .min_size(vec2(width, space::CONTROL));
            ui.add(edit).accessible_name(name)
        })
        .inner;
    let done = response.lost_focus() || ui.input(|input| input.key_pressed(Key::Enter));
    let done = done && (response.lost_focus() || response.has_focus());
    (response, done)
}

/// A box to tick, with its words.
pub fn checkbox(ui: &mut Ui, on: &mut bool, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = draw::width(ui.painter(), text, Type::Body) + 24.0;
    let (rect, mut response) = ui.allocate_exact_size(vec2(width.ceil(), 24.0), Sense::click());
    if response.clicked() {
        *on = !*on;
        response.mark_changed();
    }
    let y = rect.center().y;
    let mark = egui::Rect::from_center_size(pos2(rect.left() + 8.0, y), vec2(16.0, 16.0));
    let corner = CornerRadius::same(radius::BADGE);
    let painter = ui.painter();
    if *on {
        painter.rect_filled(mark, corner, theme.control.on);
        Icon::Check.paint(painter, mark.center(), 12.0, theme.control.on_mark);
    } else {
        let edge = Stroke::new(1.0, theme.button.secondary_line);
        painter.rect(mark, corner, theme.control.fill, edge, StrokeKind::Inside);
    }
    let at = pos2(rect.left() + 24.0, y);
    draw::text(painter, at, Align2::LEFT_CENTER, text, Type::Body, theme.text.main);
    draw::focus_ring(ui, &response, mark, radius::BADGE);
    let ticked = *on;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, text));
    response.on_hover_cursor(CursorIcon::PointingHand)
}
