//! Drawing that every widget shares: text with its line height, dashes, the focus ring.

use std::sync::Arc;

use eframe::egui::epaint::{PathStroke, RoundedRect, tessellator::path};
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align2, Color32, CornerRadius, Galley, Painter, Pos2, Rect, Response, RichText, Shape, Stroke,
    StrokeKind, Ui, pos2,
};

use crate::gui::theme::{Theme, Type};

/// Text for an egui label, with size, weight and line height of `step`.
pub fn rich(text: impl Into<String>, step: Type, color: Color32) -> RichText {
    RichText::new(text).font(step.font()).line_height(Some(step.line())).color(color)
}

/// The format of a run of text.
pub fn format(step: Type, color: Color32) -> TextFormat {
    TextFormat { line_height: Some(step.line()), ..TextFormat::simple(step.font(), color) }
}

/// One line, cut with … when it is wider than `width`.
pub fn line(painter: &Painter, text: &str, step: Type, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format(step, color));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    job.break_on_newline = false;
    painter.layout_job(job)
}

/// At most `rows` lines, cut with … when there is more.
pub fn lines(
    painter: &Painter,
    text: &str,
    step: Type,
    color: Color32,
    width: f32,
    rows: usize,
) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), format(step, color));
    job.wrap = TextWrapping { max_width: width, max_rows: rows, ..TextWrapping::default() };
    painter.layout_job(job)
}

/// Paints one line at `pos`; `align` says which point of the line `pos` is. Returns its box.
pub fn text(
    painter: &Painter,
    pos: Pos2,
    align: Align2,
    text: &str,
    step: Type,
    color: Color32,
) -> Rect {
    text_in(painter, pos, align, text, step, color, f32::INFINITY)
}

/// As [`text`], cut with … at `width`.
pub fn text_in(
    painter: &Painter,
    pos: Pos2,
    align: Align2,
    text: &str,
    step: Type,
    color: Color32,
    width: f32,
) -> Rect {
    let galley = line(painter, text, step, color, width);
    let rect = align.anchor_size(pos, galley.size());
    painter.galley(rect.min, galley, color);
    rect
}

/// Width of one line.
pub fn width(painter: &Painter, text: &str, step: Type) -> f32 {
    painter
        .layout_job(LayoutJob::single_section(text.to_owned(), format(step, Color32::TRANSPARENT)))
        .size()
        .x
}

/// A sentence whose `**stressed**` parts are set in Medium and the main colour.
pub fn marked(text: &str, step: Type, quiet: Color32, stressed: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (index, part) in text.split("**").enumerate() {
        if part.is_empty() {
            continue;
        }
        let (step, color) =
            if index % 2 == 1 { (step.stressed(), stressed) } else { (step, quiet) };
        job.append(part, 0.0, format(step, color));
    }
    job
}

/// The sentence without its marks, for accessible names.
pub fn unmarked(text: &str) -> String {
    text.replace("**", "")
}

/// A dashed rounded box, for what is missing, planned or unclear.
pub fn dashed_box(painter: &Painter, rect: Rect, radius: u8, stroke: Stroke) {
    let mut points = Vec::new();
    let rect = rect.shrink(stroke.width / 2.0);
    path::rounded_rectangle(&mut points, RoundedRect::new(rect, CornerRadius::same(radius)));
    if let Some(first) = points.first().copied() {
        points.push(first);
    }
    painter.extend(Shape::dashed_line(&points, stroke, 4.0, 3.0));
}

/// A dashed straight line.
pub fn dashed(painter: &Painter, from: Pos2, to: Pos2, stroke: Stroke, dash: f32, gap: f32) {
    painter.extend(Shape::dashed_line(&[from, to], stroke, dash, gap));
}

/// The 2 px ring, 2 px out, of the widget that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_stroke(
            rect.expand(2.0),
            CornerRadius::same(radius + 2),
            Stroke::new(2.0, theme.button.focus),
            StrokeKind::Outside,
        );
    }
}

/// A line through points, or nothing when there are fewer than two.
pub fn polyline(painter: &Painter, points: Vec<Pos2>, stroke: impl Into<PathStroke>) {
    if points.len() > 1 {
        painter.line(points, stroke);
    }
}

/// Linear map of `value` from `from` to `to`; a range of no width maps to its middle.
pub fn scale(value: f64, from: (f64, f64), to: (f32, f32)) -> f32 {
    let width = from.1 - from.0;
    let share = if width.abs() < f64::EPSILON { 0.5 } else { (value - from.0) / width };
    to.0 + (to.1 - to.0) * share as f32
}

/// A point of a polyline over a box: `x` and `y` are shares of its width and height, y upward.
pub fn inside(rect: Rect, x: f32, y: f32) -> Pos2 {
    pos2(rect.left() + rect.width() * x, rect.bottom() - rect.height() * y)
}
