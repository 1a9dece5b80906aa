//! The card: title, unit, controls right, body, one sentence below.

use eframe::egui;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Layout, Rect, Shape, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::draw;
use super::icon::Icon;
use crate::gui::theme::{Theme, Type, radius, space};

const HEAD: f32 = 40.0;
const FOOT: f32 = 36.0;
/// A foot of two lines, where the sentence is longer than the card is wide.
const FOOT_TWO: f32 = 52.0;
/// Where the sentence begins after its bubble.
const BUBBLE: f32 = 20.0;

/// How a card is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardLook {
    /// Paper.
    #[default]
    Plain,
    /// A selected or brushed part.
    Wash,
    /// A problem.
    Warn,
    /// Selected, with the accent line.
    Selected,
}

/// A card to build and then show.
#[derive(Clone, Debug)]
#[must_use = "call `show`"]
pub struct Card<'a> {
    title: &'a str,
    note: &'a str,
    sentence: &'a str,
    height: Option<f32>,
    look: CardLook,
    bleed: bool,
}

/// What a card's closures returned, and where it was drawn.
pub struct CardResponse<C, B> {
    /// From the controls at the right of the head.
    pub controls: C,
    /// From the body.
    pub body: B,
    /// The whole card.
    pub rect: Rect,
}

impl<'a> Card<'a> {
    /// A card with a title; an empty title leaves the head out.
    pub fn new(title: &'a str) -> Self {
        Self { title, note: "", sentence: "", height: None, look: CardLook::Plain, bleed: false }
    }

    /// Unit, range or count beside the title.
    pub fn note(mut self, note: &'a str) -> Self {
        self.note = note;
        self
    }

    /// The one sentence under the picture; `**…**` is stressed. Every chart has one.
    pub fn sentence(mut self, sentence: &'a str) -> Self {
        self.sentence = sentence;
        self
    }

    /// Exactly that high. Without it the card is as high as its body.
    pub fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// Another paper.
    pub fn look(mut self, look: CardLook) -> Self {
        self.look = look;
        self
    }

    /// The body reaches the card's edges (tables).
    pub fn bleed(mut self) -> Self {
        self.bleed = true;
        self
    }

    /// Draws the card over the whole width at hand.
    pub fn show<B>(self, ui: &mut Ui, body: impl FnOnce(&mut Ui) -> B) -> CardResponse<(), B> {
        self.show_with(ui, |_| (), body)
    }

    /// Draws the card; `controls` are laid out from the right end of the head.
    pub fn show_with<C, B>(
        self,
        ui: &mut Ui,
        controls: impl FnOnce(&mut Ui) -> C,
        body: impl FnOnce(&mut Ui) -> B,
    ) -> CardResponse<C, B> {
        let theme = Theme::of(ui.ctx());
        let (fill, line, width) = match self.look {
            CardLook::Plain => (theme.card.fill, theme.card.line, 1.0),
            CardLook::Wash => (theme.card.wash, theme.card.wash_edge, 1.0),
            CardLook::Warn => (theme.card.warn, theme.card.warn_edge, 1.0),
            CardLook::Selected => (theme.card.wash, theme.card.selected, 1.5),
        };
        let has_head = !self.title.is_empty();
        let top = if has_head {
            HEAD
        } else if self.bleed {
            0.0
        } else {
            space::CARD_Y
        };
        let foot = if self.sentence.is_empty() {
            if self.bleed { 0.0 } else { space::CARD_Y }
        } else {
            self.foot(ui)
        };
        let side = if self.bleed { 0.0 } else { space::CARD_X };
        let outer = ui.available_rect_before_wrap();
        let height = self.height.unwrap_or(outer.height().max(top + foot));
        let frame = Rect::from_min_size(outer.min, vec2(outer.width(), height));
        let paper = ui.painter().add(Shape::Noop);
        let inner = Rect::from_min_max(
            pos2(frame.left() + side, frame.top() + top),
            pos2(frame.right() - side, (frame.bottom() - foot).max(frame.top() + top)),
        );
        let name = if has_head { self.title } else { "" };
        let builder = UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::top_down(Align::Min))
            .accessibility_role(Role::Group);
        let builder = if has_head { builder.accessibility_label(name) } else { builder };
        let mut child = ui.new_child(builder);
        // As high as its body: below the room at hand a page that scrolls goes on.
        let end = if self.height.is_some() { frame.bottom() } else { f32::INFINITY };
        child.shrink_clip_rect(Rect::from_min_max(frame.min, pos2(frame.right(), end)));
        let controls = self.head(&mut child, frame, controls);
        let body = body(&mut child);
        let rect = match self.height {
            Some(_) => frame,
            None => Rect::from_min_max(
                frame.min,
                pos2(frame.right(), child.min_rect().bottom().max(inner.top()) + foot),
            ),
        };
        ui.painter().set(
            paper,
            egui::epaint::RectShape::new(
                rect,
                CornerRadius::same(radius::CARD),
                fill,
                Stroke::new(width, line),
                StrokeKind::Inside,
            ),
        );
        if !self.sentence.is_empty() {
            let bar = Rect::from_min_max(
                pos2(rect.left() + space::CARD_X, rect.bottom() - foot + 9.0),
                pos2(rect.right() - space::CARD_X, rect.bottom() - 7.0),
            );
            let mut under = ui.new_child(UiBuilder::new().max_rect(bar));
            sentence(&mut under, self.sentence);
        }
        ui.advance_cursor_after_rect(rect);
        CardResponse { controls, body, rect }
    }

    /// Height of the foot: one line when the sentence fits, else two.
    fn foot(&self, ui: &Ui) -> f32 {
        let room = ui.available_width() - 2.0 * space::CARD_X - BUBBLE;
        let ink = Color32::TRANSPARENT;
        let mut job = draw::marked(self.sentence, Type::Caption, ink, ink);
        job.wrap.max_width = f32::INFINITY;
        if ui.painter().layout_job(job).size().x > room { FOOT_TWO } else { FOOT }
    }

    fn head<C>(&self, ui: &mut Ui, frame: Rect, controls: impl FnOnce(&mut Ui) -> C) -> C {
        let theme = Theme::of(ui.ctx());
        let y = frame.top() + HEAD / 2.0;
        let left = frame.left() + space::CARD_X;
        let right = frame.right() - space::CARD_X;
        let bar = Rect::from_min_max(pos2(left, y - 14.0), pos2(right, y + 14.0));
        let mut tools = ui
            .new_child(UiBuilder::new().max_rect(bar).layout(Layout::right_to_left(Align::Center)));
        let out = controls(&mut tools);
        if self.title.is_empty() {
            return out;
        }
        let used = tools.min_rect();
        let end = if used.width() > 0.5 { used.left() - 12.0 } else { right };
        let title = draw::text_in(
            ui.painter(),
            pos2(left, y),
            Align2::LEFT_CENTER,
            self.title,
            Type::Title,
            theme.text.main,
            end - left,
        );
        let mut shown = title;
        let mut cut = false;
        if !self.note.is_empty() && title.right() + 24.0 < end {
            let room = end - title.right() - 8.0;
            let ink = theme.text.third;
            let galley = draw::line(ui.painter(), self.note, Type::Caption, ink, room);
            cut = galley.elided;
            // A few letters and … say nothing: the note then waits in the hover.
            if !cut || room > 160.0 {
                let at = pos2(title.right() + 8.0, y - galley.size().y / 2.0);
                shown = title.union(Rect::from_min_size(at, galley.size()));
                ui.painter().galley(at, galley, ink);
            }
        }
        let said = if self.note.is_empty() {
            self.title.to_owned()
        } else {
            format!("{} {}", self.title, self.note)
        };
        let response =
            ui.interact(shown, ui.scope_id().with(("title", self.title)), egui::Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &said));
        if cut {
            super::tip::hover_text(response, self.note);
        }
        out
    }
}

/// The sentence under a chart: a small bubble, then words of which `**…**` are stressed, on as
/// many lines as the box at hand has; the rest stands in the hover.
pub fn sentence(ui: &mut Ui, text: &str) {
    const LINE: f32 = 16.0;
    let theme = Theme::of(ui.ctx());
    let rect = ui.available_rect_before_wrap();
    let mut job = draw::marked(text, Type::Caption, theme.text.second, theme.text.main);
    job.wrap = egui::text::TextWrapping {
        max_width: (rect.width() - BUBBLE).max(0.0),
        max_rows: if rect.height() > 2.0 * LINE { 2 } else { 1 },
        ..egui::text::TextWrapping::default()
    };
    let galley = ui.painter().layout_job(job);
    let first = galley.size().y / galley.rows.len().max(1) as f32;
    let y = rect.top() + (rect.height().min(2.0 * LINE + 4.0) - galley.size().y).max(0.0) / 2.0;
    let bubble = pos2(rect.left() + 6.0, y + first / 2.0);
    Icon::Comment.paint(ui.painter(), bubble, 13.0, theme.text.second);
    let cut = galley.elided;
    let at = Rect::from_min_size(pos2(rect.left() + BUBBLE, y), galley.size());
    ui.painter().galley(at.min, galley, Color32::PLACEHOLDER);
    let line = Rect::from_min_max(pos2(rect.left(), at.top() - 2.0), at.max);
    let response = ui.allocate_rect(line, egui::Sense::hover());
    let plain = draw::unmarked(text);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &plain));
    if cut {
        super::tip::hover_text(response, &plain);
    }
}

/// A thin line across a card.
pub fn divider(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 9.0), egui::Sense::hover());
    let y = rect.center().y.round() + 0.5;
    ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, theme.card.line));
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use eframe::egui::{ScrollArea, vec2};

    use super::Card;
    use crate::gui::kit::gallery::harness;
    use crate::gui::theme::Look;

    #[test]
    fn a_card_longer_than_the_page_is_seen_to_its_end() {
        let (below, window) = (Cell::new(0.0), 300.0);
        let mut harness = harness(vec2(400.0, window), Look::default(), 1.0, |ui| {
            ScrollArea::vertical().vertical_scroll_offset(250.0).show(ui, |ui| {
                Card::new("Long").show(ui, |ui| {
                    ui.allocate_space(vec2(10.0, 900.0));
                    below.set(ui.clip_rect().bottom());
                });
            });
        });
        harness.run();
        drop(harness);
        assert!(below.get() >= window - 1.0, "cut off at {}", below.get());
    }
}
