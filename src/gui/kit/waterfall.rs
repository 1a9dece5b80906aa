//! A waterfall: from a start, a bar per part from running sum to running sum, to the end.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::{draw, tip};
use crate::gui::theme::{Theme, Type};

/// Least and greatest height of a row.
const HIGH: (f32, f32) = (22.0, 34.0);

/// One bar.
#[derive(Clone, Debug)]
pub struct Bill<'a> {
    /// What.
    pub label: &'a str,
    /// The figure as shown.
    pub amount: &'a str,
    /// Where the bar begins and ends.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Start or end: a sum rather than a part of one.
    pub sum: bool,
}

/// Draws the bars over the box at hand, all on `range`; scrolled where they do not fit.
pub fn bill(ui: &mut Ui, id: &str, rows: &[Bill<'_>], range: (f64, f64)) {
    if rows.len() as f32 * HIGH.0 > ui.available_height() + 0.5 {
        ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            draw_rows(ui, rows, range, HIGH.0);
        });
        return;
    }
    let high = (ui.available_height() / rows.len().max(1) as f32).clamp(HIGH.0, HIGH.1);
    draw_rows(ui, rows, range, high);
}

fn draw_rows(ui: &mut Ui, rows: &[Bill<'_>], range: (f64, f64), high: f32) {
    let theme = Theme::of(ui.ctx());
    let room = ui.available_width();
    let width = |text: &str, step| draw::width(ui.painter(), text, step);
    let labels = rows.iter().map(|row| width(row.label, Type::Body)).fold(0.0, f32::max);
    let labels = labels.min(room * 0.4).ceil();
    let figures = rows.iter().map(|row| width(row.amount, Type::Strong)).fold(0.0, f32::max);
    let spacing = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut joint: Option<f32> = None;
    for row in rows {
        let (rect, response) = ui.allocate_exact_size(vec2(room, high), Sense::hover());
        let painter = ui.painter();
        let y = rect.center().y;
        let ink = if row.sum { theme.text.main } else { theme.text.second };
        let step = if row.sum { Type::Strong } else { Type::Body };
        let at = pos2(rect.left() + labels, y);
        draw::text_in(painter, at, Align2::RIGHT_CENTER, row.label, step, ink, labels);
        let field = Rect::from_min_max(
            pos2(rect.left() + labels + 12.0, rect.top()),
            pos2((rect.right() - figures - 16.0).max(rect.left() + labels + 40.0), rect.bottom()),
        );
        let x = |value: f64| draw::scale(value, range, (field.left() + 4.0, field.right() - 4.0));
        let (from, to) = (x(row.from), x(row.to));
        // The running sum comes down from the row above.
        if let Some(before) = joint {
            let line = Stroke::new(1.0, theme.plot.cursor);
            draw::dashed(
                painter,
                pos2(before, rect.top() - high / 2.0 + 6.0),
                pos2(before, y - 6.0),
                line,
                2.0,
                2.0,
            );
        }
        joint = Some(to);
        let adds = row.to >= row.from;
        let color = if row.sum {
            theme.plot.ink
        } else if adds {
            theme.plot.main
        } else {
            theme.data.diverging[5]
        };
        // A part next to nothing is still to be seen.
        let (left, right) = (from.min(to), from.max(to).max(from.min(to) + 1.5));
        let body = Rect::from_min_max(pos2(left, y - 6.0), pos2(right, y + 6.0));
        let fill = if row.sum { color } else { color.gamma_multiply(0.75) };
        painter.rect_filled(body, CornerRadius::same(2), fill);
        let zero = x(0.0);
        if range.0 < 0.0 {
            let line = Stroke::new(1.0, theme.plot.ring);
            painter.vline(zero.round() + 0.5, rect.y_range(), line);
        }
        let at = pos2(rect.right(), y);
        let main = theme.text.main;
        draw::text(painter, at, Align2::RIGHT_CENTER, row.amount, Type::Strong, main);
        let said = format!("{} {}", row.label, row.amount);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
        tip::hover_text(response, &said);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}
