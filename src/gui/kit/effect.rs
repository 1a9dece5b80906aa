//! Rows of effects: what helps most with its interval, and what each factor adds or takes.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align, Align2, CornerRadius, Galley, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2,
    vec2,
};

use super::interval::{self, Estimate, Mark};
use super::{draw, tip};
use crate::gui::theme::{Theme, Type};

/// Least height of a row of one line.
const LEAST: f32 = 16.0;
/// What labels may take of the width; longer ones go on in a second line.
const LABELS: f32 = 0.6;

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

/// Draws the rows over the box at hand, 16 to 32 high each, all on `range` with a line at zero.
/// Rows that do not fit are scrolled to.
pub fn effect_rows(ui: &mut Ui, rows: &[EffectRow<'_>], range: (f64, f64), look: EffectLook) {
    let labels = labels(ui, rows, ui.available_width());
    let needed: f32 = labels.iter().map(|label| label.size().y.max(LEAST)).sum();
    let spare = ui.available_height() - needed;
    if spare < -0.5 {
        ScrollArea::vertical().id_salt("effects").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            let labels = self::labels(ui, rows, ui.available_width());
            draw_rows(ui, rows, &labels, range, look, 0.0);
        });
        return;
    }
    let each = (spare / rows.len().max(1) as f32).clamp(0.0, 32.0 - LEAST);
    draw_rows(ui, rows, &labels, range, look, each);
}

/// What the rows are called, in two lines where one is too wide.
fn labels(ui: &Ui, rows: &[EffectRow<'_>], room: f32) -> Vec<Arc<Galley>> {
    let theme = Theme::of(ui.ctx());
    rows.iter()
        .map(|row| {
            let ink = if unclear(row) { theme.text.third } else { theme.text.second };
            let mut job =
                LayoutJob::single_section(row.label.to_owned(), draw::format(Type::Caption, ink));
            job.wrap =
                TextWrapping { max_width: room * LABELS, max_rows: 2, ..TextWrapping::default() };
            job.halign = Align::RIGHT;
            ui.painter().layout_job(job)
        })
        .collect()
}

fn unclear(row: &EffectRow<'_>) -> bool {
    row.estimate.mark == Mark::Unclear
}

/// Draws each row as high as its label and `more`.
fn draw_rows(
    ui: &mut Ui,
    rows: &[EffectRow<'_>],
    names: &[Arc<Galley>],
    range: (f64, f64),
    look: EffectLook,
    more: f32,
) {
    let theme = Theme::of(ui.ctx());
    let room = ui.available_width();
    let width = |text: &str, step| draw::width(ui.painter(), text, step);
    let labels = names.iter().map(|name| name.size().x).fold(0.0, f32::max).ceil();
    let figures = rows.iter().map(|row| width(row.value, Type::CaptionStrong)).fold(0.0, f32::max);
    let spacing = ui.spacing().item_spacing.y;
    ui.spacing_mut().item_spacing.y = 0.0;
    for (row, name) in rows.iter().zip(names) {
        let high = name.size().y.max(LEAST) + more;
        let (rect, response) = ui.allocate_exact_size(vec2(room, high), Sense::hover());
        let painter = ui.painter();
        let y = rect.center().y;
        // Its lines end at the place they are laid at.
        let at = pos2(rect.left() + labels, y - name.size().y / 2.0);
        painter.galley(at, name.clone(), theme.text.second);
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
        let ink = if unclear(row) { theme.text.third } else { theme.text.main };
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
    let fill = if unclear(row) { theme.plot.mute } else { color.gamma_multiply(0.55) };
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
