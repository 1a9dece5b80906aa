//! Completeness by figures: all sessions, scrolled both ways, names and days standing still.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data_checks::cell;
use crate::domain::SessionId;
use crate::gui::kit::{draw, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::data::Completeness;

/// Width of one session.
const PITCH: f32 = 22.0;
/// Height of one figure.
const ROW: f32 = 18.0;
/// Height of the days.
const HEAD: f32 = 20.0;
/// Room for the scroll bars.
const END: f32 = 14.0;
/// Days from one label to the next.
const LABELS: usize = 3;

/// Draws the map; returns the session that was pressed.
pub fn show(ui: &mut Ui, theme: &Theme, model: &Completeness) -> Option<SessionId> {
    let names = model
        .rows
        .iter()
        .map(|row| draw::width(ui.painter(), &row.label, Type::Caption) + 16.0)
        .fold(48.0, f32::max);
    let count = model.columns.len();
    let size = vec2(
        (names + PITCH * count as f32 + END).max(ui.available_width()),
        HEAD + ROW * model.rows.len() as f32 + END,
    );
    let mut pressed = None;
    ScrollArea::both().id_salt("figures").stick_to_right(true).auto_shrink(false).show_viewport(
        ui,
        |ui, view| {
            let (_, all) = ui.allocate_space(size);
            // The latest session stands at the right end.
            let left = all.right() - END - PITCH * count as f32;
            let seen = Rect::from_min_size(all.min + view.min.to_vec2(), view.size());
            let first = ((seen.left() + names - left) / PITCH).floor().max(0.0) as usize;
            let last = (((seen.right() - left) / PITCH).ceil().max(0.0) as usize).min(count);
            for (line, row) in model.rows.iter().enumerate() {
                let top = all.top() + HEAD + ROW * line as f32;
                // What the days stand on, or what lies below the view, is not there to press.
                if top < seen.top() + HEAD - 2.0 || top > seen.bottom() {
                    continue;
                }
                for at in first..last {
                    let min = pos2(left + PITCH * at as f32, top);
                    let part = Rect::from_min_size(min, vec2(PITCH, ROW)).shrink(1.0);
                    cell(ui, theme, part, row.cells[at]);
                    let id = ui.scope_id().with(("figure", line, at));
                    let response = ui.interact(part, id, Sense::click());
                    let hover = &row.hovers[at];
                    response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, hover));
                    if tip::hover_text(response, hover).clicked() {
                        pressed = model.sessions.get(at).copied();
                    }
                }
            }
            standing(ui, theme, model, &Still { all, seen, left, names, first, last });
        },
    );
    pressed
}

/// Where everything stands.
struct Still {
    all: Rect,
    seen: Rect,
    left: f32,
    names: f32,
    first: usize,
    last: usize,
}

/// Names at the left and days at the top, over whatever scrolls below them.
fn standing(ui: &Ui, theme: &Theme, model: &Completeness, at: &Still) {
    let painter = ui.painter();
    let ink = theme.text.second;
    let band = Rect::from_min_size(at.seen.min, vec2(at.names, at.seen.height()));
    painter.rect_filled(band, 0.0, theme.card.fill);
    for (line, row) in model.rows.iter().enumerate() {
        let y = at.all.top() + HEAD + ROW * (line as f32 + 0.5);
        let end = pos2(at.seen.left() + at.names - 8.0, y);
        draw::text(painter, end, Align2::RIGHT_CENTER, &row.label, Type::Caption, ink);
    }
    let band = Rect::from_min_size(at.seen.min, Vec2::new(at.seen.width(), HEAD));
    painter.rect_filled(band, 0.0, theme.card.fill);
    let ink = theme.text.third;
    let count = model.columns.len();
    // Counted from the last session, which always has its day.
    for index in (at.first..at.last).filter(|index| (count - 1 - index).is_multiple_of(LABELS)) {
        let end = at.left + PITCH * (index as f32 + 1.0);
        if end - 36.0 < at.seen.left() + at.names {
            continue;
        }
        let day = &model.columns[index];
        let at = pos2(end - 1.0, at.seen.top() + HEAD / 2.0);
        draw::text(painter, at, Align2::RIGHT_CENTER, day, Type::Caption, ink);
    }
}
