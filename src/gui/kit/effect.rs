//! Rows of effects: what helps most with its interval, and what each factor adds or takes.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::interval::{self, Estimate, Mark};
use super::{draw, tip};
use crate::gui::theme::{Theme, Type};

/// Least height of a row.
const LEAST: f32 = 18.0;

/// One row.
#[derive(Clone, Debug)]
pub struct EffectRow<'a> {
    /// What.
    pub label: &'a str,
    /// The figure as shown.
    pub value: &'a str,
    /// The figure and its range on the scale of all rows.
    pub estimate: Estimate,
    /// Whether the range is known.
    pub has_range: bool,
}

/// How the rows are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectLook {
    /// Dot and interval.
    Dots,
    /// Bars from zero: right adds, left takes; the range as a thin line.
    Bars,
}

/// Draws the rows over the box at hand, 18 to 32 high each, all on `range` with a line at zero.
/// Rows that do not fit are scrolled to.
pub fn effect_rows(ui: &mut Ui, rows: &[EffectRow<'_>], range: (f64, f64), look: EffectLook) {
    if rows.len() as f32 * LEAST > ui.available_height() + 0.5 {
        ScrollArea::vertical().id_salt("effects").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            draw_rows(ui, rows, range, look, LEAST);
        });
        return;
    }
    let high = (ui.available_height() / rows.len().max(1) as f32).clamp(LEAST, 32.0);
    draw_rows(ui, rows, range, look, high);
}

fn draw_rows(ui: &mut Ui, rows: &[EffectRow<'_>], range: (f64, f64), look: EffectLook, high: f32) {
    let theme = Theme::of(ui.ctx());
    let room = ui.available_width();
    let width = |text: &str, step| draw::width(ui.painter(), text, step);
    let labels = rows.iter().map(|row| width(row.label, Type::Caption)).fold(0.0, f32::max);
    let labels = labels.min(room * 0.42).ceil();
    let figures = rows.iter().map(|row| width(row.value, Type::CaptionStrong)).fold(0.0, f32::max);
    let spacing = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    for row in rows {
        let (rect, response) = ui.allocate_exact_size(vec2(room, high), Sense::hover());
        let painter = ui.painter();
        let y = rect.center().y;
        let unclear = row.estimate.mark == Mark::Unclear;
        let ink = if unclear { theme.text.third } else { theme.text.second };
        draw::text_in(
            painter,
            pos2(rect.left() + labels, y),
            Align2::RIGHT_CENTER,
            row.label,
            Type::Caption,
            ink,
            labels,
        );
        let field = Rect::from_min_max(
            pos2(rect.left() + labels + 10.0, rect.top()),
            pos2((rect.right() - figures - 8.0).max(rect.left() + labels + 30.0), rect.bottom()),
        );
        match look {
            EffectLook::Dots => {
                let bar = Rect::from_center_size(field.center(), vec2(field.width(), 16.0));
                interval::paint(painter, &theme, bar, range, None, &row.estimate, theme.plot.main);
            }
            EffectLook::Bars => bar(painter, &theme, field, range, row),
        }
        let zero = draw::scale(0.0, range, (field.left() + 5.0, field.right() - 5.0));
        let line = Stroke::new(1.0, theme.plot.ring);
        painter.vline(zero.round() + 0.5, rect.y_range(), line);
        let at = pos2(rect.right(), y);
        let ink = if unclear { theme.text.third } else { theme.text.main };
        draw::text(painter, at, Align2::RIGHT_CENTER, row.value, Type::CaptionStrong, ink);
        let said = format!("{} {}", row.label, row.value);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
        tip::hover_text(response, &said);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

fn bar(
    painter: &eframe::egui::Painter,
    theme: &Theme,
    field: Rect,
    range: (f64, f64),
    row: &EffectRow<'_>,
) {
    let x = |value: f64| draw::scale(value, range, (field.left() + 5.0, field.right() - 5.0));
    let y = field.center().y;
    let (zero, end) = (x(0.0), x(row.estimate.value));
    let adds = row.estimate.value >= 0.0;
    let color = if adds { theme.plot.main } else { theme.data.diverging[5] };
    let fill = if row.estimate.mark == Mark::Unclear {
        theme.plot.mute
    } else {
        color.gamma_multiply(0.55)
    };
    let body = Rect::from_min_max(pos2(zero.min(end), y - 5.0), pos2(zero.max(end), y + 5.0));
    painter.rect_filled(body, CornerRadius::same(2), fill);
    if row.has_range {
        let line = Stroke::new(1.5, theme.text.second);
        let (low, high) = (x(row.estimate.low), x(row.estimate.high));
        painter.hline(low..=high, y, line);
        for at in [low, high] {
            painter.vline(at, (y - 3.0)..=(y + 3.0), line);
        }
    }
}
