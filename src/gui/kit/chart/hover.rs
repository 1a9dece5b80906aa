//! The cursor of a chart: where it stands and what it reads out.

use eframe::egui;
use eframe::egui::{
    CornerRadius, EventFilter, Frame, Key, Margin, Pos2, Response, Stroke, Ui, pos2,
};

use super::{Mark, View};
use crate::gui::kit::draw;
use crate::gui::theme::{Theme, Type, radius};

/// The dot under the pointer.
pub(super) fn dot_at(
    response: &Response,
    view: &View,
    marks: &[Mark<'_>],
) -> Option<(usize, usize)> {
    let pointer = response.hover_pos()?;
    let mut best: Option<(f32, (usize, usize))> = None;
    for (index, mark) in marks.iter().enumerate() {
        let Mark::Dots(dots) = mark else { continue };
        for (number, dot) in dots.iter().enumerate() {
            let away = view.at(dot.x, dot.y).distance(pointer) - dot.radius;
            if away < 8.0 && best.is_none_or(|(least, _)| away < least) {
                best = Some((away, (index, number)));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// The stop the cursor stands at: the nearest to the pointer, or the one the keys chose.
pub(super) fn cursor(ui: &Ui, response: &Response, view: &View, marks: &[Mark<'_>]) -> Option<f64> {
    let mut stops = Vec::new();
    for mark in marks {
        mark.each_stop(|x| stops.push(x));
    }
    stops.sort_by(f64::total_cmp);
    stops.dedup();
    let last = stops.len().checked_sub(1)?;
    if let Some(pointer) = response.hover_pos().filter(|at| view.rect.expand(8.0).contains(*at)) {
        let x = view.x_of(pointer.x);
        return stops.into_iter().min_by(|a, b| (a - x).abs().total_cmp(&(b - x).abs()));
    }
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let mut at = ui.data(|data| data.get_temp::<usize>(response.id)).unwrap_or(last).min(last);
    ui.input(|input| {
        if input.key_pressed(Key::ArrowLeft) {
            at = at.saturating_sub(1);
        }
        if input.key_pressed(Key::ArrowRight) {
            at = (at + 1).min(last);
        }
    });
    ui.data_mut(|data| data.insert_temp(response.id, at));
    stops.get(at).copied()
}

/// The dashed line, the points on it and the bubble.
pub(super) fn show_cursor(
    ui: &Ui,
    theme: &Theme,
    view: &View,
    marks: &[Mark<'_>],
    x: f64,
    lines: &[String],
) {
    let painter = ui.painter();
    let at = view.at_x(x).round() + 0.5;
    let line = Stroke::new(1.0, theme.plot.cursor);
    let (from, to) = (pos2(at, view.rect.top()), pos2(at, view.rect.bottom()));
    draw::dashed(painter, from, to, line, 2.0, 2.0);
    for mark in marks {
        let Mark::Line { points, color, .. } = mark else {
            continue;
        };
        if let Some([_, y]) = points.iter().find(|p| (p[0] - x).abs() < 1e-9 && p[1].is_finite()) {
            painter.circle_filled(view.at(x, *y), 4.0, *color);
        }
    }
    bubble(ui, pos2(at + 10.0, view.rect.top()), lines);
}

/// The bubble of a dot.
pub(super) fn show_dot(ui: &Ui, view: &View, marks: &[Mark<'_>], mark: usize, dot: usize) {
    let Some(Mark::Dots(dots)) = marks.get(mark) else {
        return;
    };
    let Some(dot) = dots.get(dot) else { return };
    bubble(ui, view.at(dot.x, dot.y) + egui::vec2(dot.radius + 8.0, -12.0), &dot.tip);
}

fn bubble(ui: &Ui, at: Pos2, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let frame = Frame::new()
        .fill(theme.tip.fill)
        .corner_radius(CornerRadius::same(radius::CONTROL))
        .inner_margin(Margin::symmetric(10, 6))
        .shadow(theme.float.shadow);
    egui::Area::new(ui.scope_id().with("chart bubble"))
        .order(egui::Order::Tooltip)
        .fixed_pos(at)
        .constrain(true)
        .interactable(false)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, line) in lines.iter().enumerate() {
                    let (step, color) = if index == 0 {
                        (Type::CaptionStrong, theme.tip.text)
                    } else {
                        (Type::Caption, theme.tip.second)
                    };
                    ui.add(egui::Label::new(draw::rich(line, step, color)).extend());
                }
            });
        });
}
