//! The share cell: a track with brackets at the bounds, the last share as an ink stone, the
//! proposed one hollow, joined where they are apart.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{draw, tip};
use crate::gui::theme::Theme;

/// What a share cell shows; all shares 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShareMarks {
    /// Share of the last session.
    pub last: Option<f64>,
    /// Proposed share.
    pub proposed: f64,
    /// Bounds; `None` when nobody set any.
    pub bounds: Option<(f64, f64)>,
}

/// Draws a share cell over the width at hand; the track ends at `scale`.
pub fn share_cell(ui: &mut Ui, marks: &ShareMarks, scale: f64, name: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let size = vec2(ui.available_width(), 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    let y = rect.center().y.round();
    let (left, right) = (rect.left() + 6.0, rect.right() - 6.0);
    let x = |share: f64| draw::scale(share.min(scale), (0.0, scale), (left, right));
    let track = Rect::from_min_max(pos2(left, y - 1.0), pos2(right, y + 1.0));
    painter.rect_filled(track, CornerRadius::same(1), theme.plot.mute);
    if let Some((min, max)) = marks.bounds {
        let edge = Stroke::new(1.5, theme.plot.ghost);
        painter.hline(x(min)..=x(max), y, edge);
        for end in [min, max] {
            painter.vline(x(end), (y - 4.0)..=(y + 4.0), edge);
        }
    }
    let at = pos2(x(marks.proposed), y);
    if let Some(last) = marks.last {
        let stone = pos2(x(last), y);
        if (stone.x - at.x).abs() > 6.0 {
            painter.line_segment([stone, at], Stroke::new(2.0, theme.plot.main));
        }
        painter.circle_filled(stone, 4.0, theme.plot.ink);
    }
    painter.circle(at, 4.5, theme.plot.hollow, Stroke::new(1.75, theme.plot.main));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, name));
    tip::hover_text(response, name)
}
