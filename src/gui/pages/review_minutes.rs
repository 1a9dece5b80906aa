//! The minute curve: up to four panels on their own scale, event lanes below, one cursor.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, CornerRadius, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::review::{Lane, LaneKind, MinuteChart, MinutePanel};

const SIDE: f32 = 92.0;
const LANE: f32 = 20.0;
const AXIS: f32 = 18.0;
/// Width from which a bar can be hollow.
const HOLLOW: f32 = 5.0;

/// Draws the card.
pub fn chart(ui: &mut Ui, theme: &Theme, model: &MinuteChart) {
    let height = ui.available_height();
    // What the cursor reads stands in the head, where it covers nothing. The head is drawn before
    // the curve knows the pointer: it shows the last frame's words.
    let id = ui.scope_id().with("minute reading");
    let reading: Option<String> = ui.data(|data| data.get_temp(id));
    Card::new(&model.head.title)
        .note(reading.as_deref().unwrap_or(&model.head.unit))
        .sentence(&model.head.sentence)
        .height(height)
        .show(ui, |ui| {
            if let Some(nothing) = &model.empty {
                ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
                ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
                return;
            }
            let rect = ui.available_rect_before_wrap();
            let lanes: Vec<&Lane> = model.lanes.iter().take(3).collect();
            let low = rect.bottom() - AXIS - LANE * lanes.len() as f32;
            let panels: Vec<&MinutePanel> = model.panels.iter().take(3).collect();
            let pitch = (low - rect.top()) / panels.len().max(1) as f32;
            let plot = Rect::from_min_max(pos2(rect.left() + SIDE, rect.top()), rect.max);
            let end = f64::from(model.offsets.last().copied().unwrap_or(1)).max(1.0);
            let x_of = |minute: f64| draw::scale(minute, (0.0, end), (plot.left(), plot.right()));
            for (at, part) in panels.iter().enumerate() {
                let top = rect.top() + at as f32 * pitch;
                let area = Rect::from_min_max(
                    pos2(plot.left(), top + 2.0),
                    pos2(plot.right(), top + pitch - 6.0),
                );
                panel(ui, theme, part, model, area, rect.left(), at, &x_of);
            }
            for (at, one) in lanes.iter().enumerate() {
                let top = low + at as f32 * LANE;
                lane(ui, theme, one, top, rect.left(), &x_of);
            }
            let step =
                [15, 30, 60].into_iter().find(|s| end / f64::from(*s) <= 13.0).unwrap_or(120);
            for (offset, clock) in model.offsets.iter().zip(&model.clock) {
                if offset % step == 0 {
                    let at = pos2(x_of(f64::from(*offset)), rect.bottom());
                    draw::text(
                        ui.painter(),
                        at,
                        Align2::CENTER_BOTTOM,
                        clock,
                        Type::Caption,
                        theme.text.second,
                    );
                }
            }
            let read = cursor(ui, theme, model, &panels, plot, end);
            if read != reading {
                ui.data_mut(|data| match read.clone() {
                    Some(words) => {
                        data.insert_temp(id, words);
                    }
                    None => data.remove::<String>(id),
                });
                ui.ctx().request_repaint();
            }
        });
}

#[allow(clippy::too_many_arguments, reason = "one drawing of one panel")]
fn panel(
    ui: &mut Ui,
    theme: &Theme,
    panel: &MinutePanel,
    model: &MinuteChart,
    area: Rect,
    left: f32,
    at: usize,
    x_of: &dyn Fn(f64) -> f32,
) {
    let color = theme.data.series(at);
    let painter = ui.painter();
    let top = panel.values.iter().flatten().copied().fold(0.0_f64, f64::max).max(1e-9);
    let y_of = |value: f64| draw::scale(value, (0.0, top * 1.08), (area.bottom(), area.top()));
    for share in [0.0, 0.5, 1.0] {
        painter.hline(area.x_range(), y_of(top * share), Stroke::new(1.0, theme.plot.grid));
    }
    let head = pos2(left, area.top());
    let (step, ink) = (Type::CaptionStrong, theme.text.main);
    draw::text_in(painter, head, Align2::LEFT_TOP, &panel.title, step, ink, SIDE - 6.0);
    let note = if panel.peak.is_empty() { &panel.unit } else { &panel.peak };
    draw::text(
        painter,
        head + vec2(0.0, 16.0),
        Align2::LEFT_TOP,
        note,
        Type::Caption,
        theme.text.second,
    );
    let points: Vec<(f32, Option<f32>)> = model
        .offsets
        .iter()
        .zip(&panel.values)
        .map(|(offset, value)| (x_of(f64::from(*offset)), value.map(y_of)))
        .collect();
    if panel.bars {
        let wide = (area.width() / model.offsets.len().max(1) as f32 - 1.0).max(1.0);
        for (x, y) in points.iter().filter_map(|(x, y)| Some((*x, (*y)?))) {
            let bar =
                Rect::from_min_max(pos2(x - wide / 2.0, y), pos2(x + wide / 2.0, area.bottom()));
            let bar = bar.intersect(area);
            if !model.derived {
                painter.rect_filled(bar, CornerRadius::ZERO, color);
                continue;
            }
            // Rebuilt: hollow where there is room for a hollow, else dashed.
            let edge = Stroke::new(1.5, color);
            if wide >= HOLLOW {
                painter.rect_filled(bar, CornerRadius::ZERO, color.gamma_multiply(0.12));
                draw::dashed_box(painter, bar, 0, Stroke::new(1.0, color));
            } else {
                draw::dashed(painter, bar.center_bottom(), bar.center_top(), edge, 3.0, 2.0);
            }
        }
        return;
    }
    // A gap breaks the line: nobody knows what was there.
    let mut run: Vec<Pos2> = Vec::new();
    let stroke = Stroke::new(1.5, color);
    let line = |run: Vec<Pos2>| {
        if !model.derived {
            draw::polyline(painter, run, stroke);
            return;
        }
        for two in run.windows(2) {
            draw::dashed(painter, two[0], two[1], stroke, 4.0, 4.0);
        }
    };
    for (x, y) in points {
        match y {
            Some(y) => run.push(pos2(x, y)),
            None if run.len() > 1 => line(std::mem::take(&mut run)),
            None => run.clear(),
        }
    }
    if run.len() > 1 {
        line(run);
    }
}

fn lane(ui: &mut Ui, theme: &Theme, lane: &Lane, top: f32, left: f32, x_of: &dyn Fn(f64) -> f32) {
    let painter = ui.painter();
    let middle = top + LANE / 2.0;
    draw::text(
        painter,
        pos2(left, middle),
        Align2::LEFT_CENTER,
        &lane.label,
        Type::Caption,
        theme.text.second,
    );
    // A product keeps its colour on the page, in order of appearance.
    let mut seen = Vec::new();
    for mark in &lane.marks {
        let series = match mark.product {
            Some(product) => seen.iter().position(|known| *known == product).unwrap_or_else(|| {
                seen.push(product);
                seen.len() - 1
            }),
            None => 1,
        };
        let color = theme.data.series(series.min(7));
        let (from, to) = (x_of(mark.from), x_of(mark.to));
        if lane.kind == LaneKind::Talk || mark.to > mark.from {
            let block = Rect::from_min_max(
                pos2(from, top + 2.0),
                pos2((to - 1.0).max(from + 2.0), top + LANE - 2.0),
            );
            painter.rect_filled(
                block,
                CornerRadius::same(radius::CELL),
                color.gamma_multiply(0.18),
            );
            let edge = Rect::from_min_max(block.min, pos2(block.left() + 3.0, block.bottom()));
            painter.rect_filled(edge, CornerRadius::ZERO, color);
            if block.width() > 30.0 {
                let at = pos2(block.left() + 6.0, middle);
                let room = block.width() - 8.0;
                draw::text_in(
                    painter,
                    at,
                    Align2::LEFT_CENTER,
                    &mark.text,
                    Type::Caption,
                    theme.text.main,
                    room,
                );
            }
        } else {
            let icon = match lane.kind {
                LaneKind::Giveaway => Icon::Gift,
                LaneKind::Violation => Icon::Warning,
                _ => Icon::Flag,
            };
            icon.paint(painter, pos2(from, middle), 14.0, theme.text.second);
        }
    }
}

/// The one cursor: values of every panel at the pointer's minute.
fn cursor(
    ui: &mut Ui,
    theme: &Theme,
    model: &MinuteChart,
    panels: &[&MinutePanel],
    plot: Rect,
    end: f64,
) -> Option<String> {
    let response = ui.interact(plot, ui.scope_id().with("minute cursor"), Sense::hover());
    let name = format!("{} {}", model.head.title, model.head.sentence);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let pointer = response.hover_pos()?;
    // The row of the file is said beside the pointer: the head has no room for it.
    let share = f64::from((pointer.x - plot.left()) / plot.width().max(1.0));
    let minute = share * end;
    let at = (0..model.offsets.len()).min_by(|a, b| {
        let gap = |index: &usize| (f64::from(model.offsets[*index]) - minute).abs();
        gap(a).total_cmp(&gap(b))
    })?;
    let x = draw::scale(f64::from(model.offsets[at]), (0.0, end), (plot.left(), plot.right()));
    draw::dashed(
        ui.painter(),
        pos2(x, plot.top()),
        pos2(x, plot.bottom() - AXIS),
        Stroke::new(1.0, theme.plot.cursor),
        3.0,
        3.0,
    );
    let mut text = model.clock.get(at).cloned().unwrap_or_default();
    for panel in panels {
        if let Some(value) = panel.texts.get(at) {
            text += &format!(" · {} {value}", panel.title);
        }
    }
    if let Some(told) = model.sources.get(at).filter(|told| !told.is_empty()) {
        crate::gui::kit::tip::hover_text(response, told);
    }
    Some(text)
}
