//! Buttons: one primary a view, the rest secondary or words; a disabled one says why.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, CursorIcon, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::draw;
use super::icon::Icon;
use super::tip;
use crate::gui::theme::{DISABLED, Theme, Type, radius, space};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Primary,
    Secondary,
    Plain,
}

/// A button to build and then show.
#[derive(Clone, Debug)]
#[must_use = "call `show`"]
pub struct Button<'a> {
    kind: Kind,
    text: &'a str,
    icon: Option<Icon>,
    trailing: Option<Icon>,
    height: f32,
    width: Option<f32>,
    reason: Option<&'a str>,
    tip: Option<&'a str>,
    name: Option<&'a str>,
}

impl<'a> Button<'a> {
    fn new(kind: Kind, text: &'a str) -> Self {
        Self {
            kind,
            text,
            icon: None,
            trailing: None,
            height: space::CONTROL,
            width: None,
            reason: None,
            tip: None,
            name: None,
        }
    }

    /// The one main action of a view.
    pub fn primary(text: &'a str) -> Self {
        Self::new(Kind::Primary, text)
    }

    /// Any other action.
    pub fn secondary(text: &'a str) -> Self {
        Self::new(Kind::Secondary, text)
    }

    /// Only words, inside cards and rows.
    pub fn plain(text: &'a str) -> Self {
        Self::new(Kind::Plain, text)
    }

    /// An icon before the words.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// An icon after the words.
    pub fn trailing(mut self, icon: Icon) -> Self {
        self.trailing = Some(icon);
        self
    }

    /// 36 high, for a hero.
    pub fn large(mut self) -> Self {
        self.height = 36.0;
        self
    }

    /// 24 high, for rows.
    pub fn small(mut self) -> Self {
        self.height = 24.0;
        self
    }

    /// Exactly that wide.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Cannot be pressed while there is a reason; the reason shows on hover.
    pub fn disabled_because(mut self, reason: Option<&'a str>) -> Self {
        self.reason = reason;
        self
    }

    /// More words on hover.
    pub fn tip(mut self, tip: &'a str) -> Self {
        self.tip = Some(tip);
        self
    }

    /// Another accessible name than the words, where the words alone say too little.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Draws it; ask the response whether it was `clicked`.
    pub fn show(self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let enabled = self.reason.is_none() && ui.is_enabled();
        let pad = match self.kind {
            Kind::Plain => 6.0,
            _ if self.height > 30.0 => 20.0,
            _ => 12.0,
        };
        let (icon_size, gap) = (16.0, 6.0);
        let words = if self.text.is_empty() {
            0.0
        } else {
            draw::width(ui.painter(), self.text, Type::Strong)
        };
        let icons = [self.icon, self.trailing].into_iter().flatten().count() as f32;
        let joined = if self.text.is_empty() { 0.0 } else { gap * icons };
        let content = words + icons * icon_size + joined;
        let width = self.width.unwrap_or((content + 2.0 * pad).ceil().max(self.height));
        let (rect, response) = ui.allocate_exact_size(
            vec2(width, self.height),
            if enabled { Sense::click() } else { Sense::hover() },
        );
        let hot = enabled && (response.hovered() || response.is_pointer_button_down_on());
        if ui.is_rect_visible(rect) {
            let b = &theme.button;
            let none = Color32::TRANSPARENT;
            let (fill, line, ink) = match self.kind {
                Kind::Primary if hot => (b.primary_hover, none, b.primary_text),
                Kind::Primary => (b.primary, none, b.primary_text),
                Kind::Secondary if hot => (b.secondary_hover, b.secondary_line, b.secondary_text),
                Kind::Secondary => (b.secondary, b.secondary_line, b.secondary_text),
                Kind::Plain if hot => (b.plain_hover, none, b.plain_text),
                Kind::Plain => (none, none, b.plain_text),
            };
            let mut painter = ui.painter().clone();
            if !enabled && ui.is_enabled() {
                painter.multiply_opacity(DISABLED);
            }
            let corner = CornerRadius::same(radius::CONTROL);
            painter.rect(rect, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
            let room = rect.width() - 8.0 - icons * icon_size - joined;
            let shown = words.min(room);
            let mut x = rect.center().x - (shown + icons * icon_size + joined) / 2.0;
            let y = rect.center().y;
            if let Some(icon) = self.icon {
                icon.paint(&painter, pos2(x + icon_size / 2.0, y), icon_size, ink);
                x += icon_size + if self.text.is_empty() { 0.0 } else { gap };
            }
            if !self.text.is_empty() {
                let at = pos2(x, y);
                draw::text_in(
                    &painter,
                    at,
                    Align2::LEFT_CENTER,
                    self.text,
                    Type::Strong,
                    ink,
                    room + 1.0,
                );
                x += shown + gap;
            }
            if let Some(icon) = self.trailing {
                icon.paint(&painter, pos2(x + icon_size / 2.0, y), icon_size, ink);
            }
            draw::focus_ring(ui, &response, rect, radius::CONTROL);
        }
        let name = self.name.unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        let response =
            if enabled { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
        match self.reason.or(self.tip) {
            Some(words) => tip::hover_text(response, words),
            None => response,
        }
    }
}

/// A square button with only an icon; `name` is what it does.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BADGE), theme.card.hover);
    }
    icon.paint(ui.painter(), rect.center(), 16.0, theme.text.second);
    draw::focus_ring(ui, &response, rect, radius::BADGE);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    tip::hover_text(response.on_hover_cursor(CursorIcon::PointingHand), name)
}
