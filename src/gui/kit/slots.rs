//! The run-down: one block per slot, as wide as its minutes, over a time axis.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{draw, tip};
use crate::gui::theme::{Theme, Type, radius};

/// Height of a block.
pub const SLOT: f32 = 44.0;

/// One block.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// Minutes from the start.
    pub start: u32,
    /// Minutes.
    pub minutes: u32,
    /// What is shown.
    pub name: &'a str,
    /// Minutes in words.
    pub length: &'a str,
    /// From when to when, for hover and reading out.
    pub when: &'a str,
    /// Colour of its product.
    pub color: Color32,
}

/// Draws the blocks and the axis over the width at hand. Returns the block that was pressed.
pub fn slots(
    ui: &mut Ui,
    total: u32,
    all: &[Slot<'_>],
    selected: impl Fn(usize) -> bool,
) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, SLOT + 28.0), Sense::hover());
    let lane = Rect::from_min_size(rect.min, vec2(width, SLOT));
    let total_minutes = f64::from(total.max(1));
    let x = |minute: u32| {
        draw::scale(f64::from(minute), (0.0, total_minutes), (lane.left(), lane.right()))
    };
    let mut pressed = None;
    for (index, slot) in all.iter().enumerate() {
        let body = Rect::from_min_max(
            pos2(x(slot.start).round(), lane.top()),
            pos2(x(slot.start + slot.minutes).round() - 2.0, lane.bottom()),
        );
        if block(ui, &theme, body, slot, index, selected(index)) {
            pressed = Some(index);
        }
    }
    axis(ui, &theme, lane, total);
    pressed
}

fn block(
    ui: &Ui,
    theme: &Theme,
    rect: Rect,
    slot: &Slot<'_>,
    index: usize,
    selected: bool,
) -> bool {
    let id = ui.scope_id().with(("slot", index));
    let response = ui.interact(rect, id, Sense::click());
    let painter = ui.painter().with_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    let corner = CornerRadius::same(radius::CONTROL);
    painter.rect_filled(rect, corner, theme.card.fill);
    painter.rect_filled(
        rect,
        corner,
        slot.color.gamma_multiply(if response.hovered() { 0.2 } else { 0.1 }),
    );
    let (wide, line) =
        if selected { (1.5, theme.card.selected) } else { (1.0, slot.color.gamma_multiply(0.45)) };
    painter.rect_stroke(rect, corner, Stroke::new(wide, line), StrokeKind::Inside);
    let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
    let left = CornerRadius { nw: radius::CONTROL, sw: radius::CONTROL, ne: 0, se: 0 };
    painter.rect_filled(edge, left, slot.color);
    let room = rect.width() - 14.0;
    if room > 24.0 {
        let at = pos2(rect.left() + 9.0, rect.top() + 14.0);
        let ink = theme.text.main;
        draw::text_in(&painter, at, Align2::LEFT_CENTER, slot.name, Type::CaptionStrong, ink, room);
        let at = pos2(rect.left() + 9.0, rect.top() + 31.0);
        let ink = theme.text.second;
        if draw::width(&painter, slot.length, Type::Caption) <= room {
            draw::text(&painter, at, Align2::LEFT_CENTER, slot.length, Type::Caption, ink);
        }
    }
    draw::focus_ring(ui, &response, rect, radius::CONTROL);
    let said = format!("{} {}", slot.name, slot.when);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &said));
    let clicked = response.clicked();
    tip::hover_text(response, &said);
    clicked
}

/// Ticks at round minutes, as `h:mm` from the start.
fn axis(ui: &Ui, theme: &Theme, lane: Rect, total: u32) {
    let fits = (lane.width() / 64.0).max(1.0) as u32;
    let step = [5, 10, 15, 20, 30, 60, 120, 240]
        .into_iter()
        .find(|step| total / step <= fits)
        .unwrap_or(480);
    let painter = ui.painter();
    let y = lane.bottom() + 6.0;
    painter.hline(lane.x_range(), y, Stroke::new(1.0, theme.plot.axis));
    for minute in (0..=total).step_by(step as usize) {
        let x = draw::scale(
            f64::from(minute),
            (0.0, f64::from(total.max(1))),
            (lane.left(), lane.right()),
        );
        painter.vline(x.round() + 0.5, y..=(y + 4.0), Stroke::new(1.0, theme.plot.ring));
        let text = format!("{}:{:02}", minute / 60, minute % 60);
        let half = draw::width(painter, &text, Type::Caption) / 2.0;
        let at = x.clamp(lane.left() + half, lane.right() - half);
        let place = pos2(at, y + 14.0);
        draw::text(painter, place, Align2::CENTER_CENTER, &text, Type::Caption, theme.plot.tick);
    }
}
