//! A slider: a track, what is filled, a thumb; arrows move it by one step.

use eframe::egui::{
    CornerRadius, CursorIcon, EventFilter, Key, Rect, Response, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::draw;
use crate::gui::theme::Theme;

/// Draws a slider over the width at hand. The response has `changed` when `value` moved.
pub fn slider(ui: &mut Ui, name: &str, value: &mut f64, range: (f64, f64), step: f64) -> Response {
    const THUMB: f32 = 7.0;
    let theme = Theme::of(ui.ctx());
    let size = vec2(ui.available_width(), 24.0);
    let (rect, mut response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let (left, right) = (rect.left() + THUMB, rect.right() - THUMB);
    let before = *value;
    let snapped = |raw: f64| ((raw / step).round() * step).clamp(range.0, range.1);
    if let Some(at) = response.interact_pointer_pos() {
        let share = f64::from((at.x - left) / (right - left).max(1.0));
        *value = snapped(range.0 + share * (range.1 - range.0));
        response.request_focus();
    }
    if response.has_focus() {
        let keep = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, keep));
        let (down, up) = ui.input(|input| {
            let count = |key| f64::from(u8::from(input.key_pressed(key)));
            (count(Key::ArrowLeft), count(Key::ArrowRight))
        });
        if down != up {
            *value = snapped(*value + (up - down) * step);
        }
    }
    if (*value - before).abs() > f64::EPSILON {
        response.mark_changed();
    }
    let painter = ui.painter();
    let y = rect.center().y;
    let x = draw::scale(*value, range, (left, right));
    let track = Rect::from_min_max(pos2(left, y - 2.0), pos2(right, y + 2.0));
    painter.rect_filled(track, CornerRadius::same(2), theme.control.off);
    let filled = Rect::from_min_max(track.min, pos2(x, track.bottom()));
    painter.rect_filled(filled, CornerRadius::same(2), theme.control.on);
    let hot = response.hovered() || response.dragged();
    let wide = if hot { 2.5 } else { 2.0 };
    painter.circle(
        pos2(x, y),
        THUMB - 1.0,
        theme.control.fill,
        Stroke::new(wide, theme.control.on),
    );
    let thumb = Rect::from_center_size(pos2(x, y), vec2(2.0 * THUMB, 2.0 * THUMB));
    draw::focus_ring(ui, &response, thumb, THUMB as u8);
    let now = *value;
    response.widget_info(|| WidgetInfo::slider(true, now, name));
    response.on_hover_cursor(CursorIcon::ResizeHorizontal)
}
