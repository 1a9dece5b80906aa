//! The interval bar: how far a figure can be trusted, on one scale a column.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Color32, CornerRadius, Painter, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::draw;
use crate::gui::theme::Theme;

/// What the dot of an interval bar says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Observed, and the interval is clear of zero: solid.
    Clear,
    /// Estimated: hollow.
    #[default]
    Estimate,
    /// The interval spans zero: ghost.
    Unclear,
}

/// A figure with its interval, all in the unit of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What the dot says.
    pub mark: Mark,
    /// The raw rate, a small grey dot.
    pub raw: Option<f64>,
}

/// Paints an interval over `rect` on the scale `range`; `zero` draws the 1 px line.
pub fn paint(
    painter: &Painter,
    theme: &Theme,
    rect: Rect,
    range: (f64, f64),
    zero: Option<f64>,
    estimate: &Estimate,
    color: Color32,
) {
    let y = rect.center().y;
    let x = |value: f64| {
        draw::scale(value, range, (rect.left() + 5.0, rect.right() - 5.0))
            .clamp(rect.left(), rect.right())
    };
    if let Some(zero) = zero {
        let line = Stroke::new(1.0, theme.plot.ring);
        painter.vline(x(zero).round() + 0.5, (y - 8.0)..=(y + 8.0), line);
    }
    let unclear = estimate.mark == Mark::Unclear;
    let color = if unclear { theme.plot.ghost } else { color };
    let (low, high) = (x(estimate.low), x(estimate.high));
    let bar = Rect::from_min_max(pos2(low, y - 2.0), pos2(high.max(low + 1.0), y + 2.0));
    painter.rect_filled(bar, CornerRadius::same(2), color.gamma_multiply(0.28));
    if let Some(raw) = estimate.raw {
        painter.circle_filled(pos2(x(raw), y), 2.5, theme.plot.ghost);
    }
    let at = pos2(x(estimate.value), y);
    if estimate.mark == Mark::Clear {
        painter.circle_filled(at, 4.0, color);
    } else {
        painter.circle(at, 3.5, theme.plot.hollow, Stroke::new(1.5, color));
    }
}

/// An interval bar as a widget; `name` says the figure, its range and unit.
pub fn interval_bar(
    ui: &mut Ui,
    width: f32,
    range: (f64, f64),
    zero: Option<f64>,
    estimate: &Estimate,
    name: &str,
) -> Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), &theme, rect, range, zero, estimate, theme.plot.main);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    if name.is_empty() { response } else { super::tip::hover_text(response, name) }
}
