//! The forecast: outcomes as a histogram with the goal, the 80% bar with three figures, and the
//! odds as stones.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::draw;
use super::interval::{self, Estimate, Mark};
use crate::gui::theme::{Theme, Type};

/// Height of the bars.
const BARS: f32 = 46.0;

/// One bar of the histogram.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeBar {
    /// Lower edge.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
    /// Its height.
    pub share: f64,
    /// It reaches the goal.
    pub past_goal: bool,
}

/// What a forecast shows.
#[derive(Clone, Copy, Debug)]
pub struct Forecast<'a> {
    /// Outcomes.
    pub bars: &'a [OutcomeBar],
    /// The goal and its words.
    pub goal: Option<(f64, &'a str)>,
    /// Low end, middle, high end.
    pub figures: [f64; 3],
    /// Their words.
    pub texts: [&'a str; 3],
    /// What is read out.
    pub name: &'a str,
}

/// Draws the forecast over the width at hand, 104 high.
pub fn forecast(ui: &mut Ui, model: &Forecast<'_>) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, BARS + 54.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, model.name));
    let Some(range) = range(model) else {
        return response;
    };
    let plot = Rect::from_min_size(rect.min + vec2(0.0, 18.0), vec2(width, BARS));
    let painter = ui.painter();
    let x = |value: f64| draw::scale(value, range, (plot.left() + 2.0, plot.right() - 2.0));
    let top = model.bars.iter().map(|bar| bar.share).fold(f64::MIN_POSITIVE, f64::max);
    for bar in model.bars {
        let high = (bar.share / top) as f32 * BARS;
        let (left, right) = (x(bar.low), x(bar.high));
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        let color = if bar.past_goal { theme.plot.main } else { theme.plot.mute };
        let body = Rect::from_min_max(
            pos2(left, plot.bottom() - high.max(if bar.share > 0.0 { 1.0 } else { 0.0 })),
            pos2(right - gap, plot.bottom()),
        );
        painter.rect_filled(body, CornerRadius::ZERO, color);
    }
    let base = Stroke::new(1.0, theme.plot.axis);
    painter.hline(plot.x_range(), plot.bottom() + 0.5, base);
    if let Some((goal, words)) = model.goal {
        let at = x(goal.clamp(range.0, range.1)).round() + 0.5;
        painter.vline(at, rect.top()..=plot.bottom() + 3.0, Stroke::new(1.5, theme.plot.ink));
        let wide = draw::width(painter, words, Type::CaptionStrong);
        let (place, align) = if at + 6.0 + wide > rect.right() {
            (pos2(at - 6.0, rect.top() + 8.0), Align2::RIGHT_CENTER)
        } else {
            (pos2(at + 6.0, rect.top() + 8.0), Align2::LEFT_CENTER)
        };
        draw::text(painter, place, align, words, Type::CaptionStrong, theme.text.main);
    }
    let [low, middle, high] = model.figures;
    let estimate = Estimate { value: middle, low, high, mark: Mark::Estimate, raw: None };
    let bar = Rect::from_min_max(
        pos2(plot.left() - 3.0, plot.bottom() + 5.0),
        pos2(plot.right() + 3.0, plot.bottom() + 17.0),
    );
    interval::paint(painter, &theme, bar, range, None, &estimate, theme.plot.main);
    figures(ui, &theme, rect, [x(low), x(middle), x(high)], model.texts, plot.bottom() + 27.0);
    response
}

/// Three figures under their points, moved apart where they would touch.
fn figures(ui: &Ui, theme: &Theme, rect: Rect, at: [f32; 3], texts: [&str; 3], y: f32) {
    let painter = ui.painter();
    let half = texts.map(|text| draw::width(painter, text, Type::Caption) / 2.0);
    let apart = 10.0;
    let middle = at[1].clamp(
        rect.left() + 2.0 * half[0] + apart + half[1],
        (rect.right() - 2.0 * half[2] - apart - half[1])
            .max(rect.left() + 2.0 * half[0] + apart + half[1]),
    );
    let low = at[0].min(middle - half[1] - apart - half[0]).max(rect.left() + half[0]);
    let high = at[2].max(middle + half[1] + apart + half[2]).min(rect.right() - half[2]);
    let ink = [theme.text.third, theme.text.main, theme.text.third];
    for ((x, text), color) in [low, middle, high].into_iter().zip(texts).zip(ink) {
        draw::text(painter, pos2(x, y), Align2::CENTER_CENTER, text, Type::Caption, color);
    }
}

/// All bars; the goal too where it is not so far away that the bars would shrink to nothing.
fn range(model: &Forecast<'_>) -> Option<(f64, f64)> {
    let low = model.bars.first()?.low.min(model.figures[0]);
    let high = model.bars.last()?.high.max(model.figures[2]);
    let wide = (high - low).max(f64::MIN_POSITIVE);
    let most = match model.goal {
        Some((goal, _)) => high.max(goal.min(high + wide * 0.6)),
        None => high,
    };
    let least = match model.goal {
        Some((goal, _)) => low.min(goal.max(low - wide * 0.6)),
        None => low,
    };
    Some((least, most))
}

/// Stones in rows of twenty; `filled` of them reach the goal.
pub fn stones(ui: &mut Ui, filled: u8, of: u8, name: &str) -> Response {
    const RADIUS: f32 = 4.4;
    let theme = Theme::of(ui.ctx());
    let pitch = (ui.available_width() / 20.0).clamp(10.0, 11.5);
    let size = vec2(pitch * 20.0, 11.5 * f32::from(of.div_ceil(20)));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    for stone in 0..of {
        let (row, column) = (f32::from(stone / 20), f32::from(stone % 20));
        let at = pos2(
            rect.left() + RADIUS + 0.6 + column * pitch,
            rect.top() + RADIUS + 0.6 + row * 11.5,
        );
        if stone < filled {
            ui.painter().circle_filled(at, RADIUS, theme.plot.main);
        } else {
            ui.painter().circle_stroke(at, RADIUS - 0.5, Stroke::new(1.0, theme.plot.ring));
        }
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, name));
    response
}

#[cfg(test)]
mod tests {
    use super::{Forecast, OutcomeBar, range};

    #[test]
    fn a_goal_far_away_does_not_squeeze_the_bars() {
        let bars = [OutcomeBar { low: 10.0, high: 20.0, share: 1.0, past_goal: false }];
        for (goal, expect) in [
            (None, (10.0, 20.0)),
            (Some(24.0), (10.0, 24.0)),
            (Some(1000.0), (10.0, 26.0)),
            (Some(8.0), (8.0, 20.0)),
        ] {
            let model = Forecast {
                bars: &bars,
                goal: goal.map(|goal| (goal, "")),
                figures: [12.0, 15.0, 18.0],
                texts: ["", "", ""],
                name: "",
            };
            assert_eq!(range(&model), Some(expect), "{goal:?}");
        }
    }
}
