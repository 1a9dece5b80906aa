//! The layers of a chart, as plain data, and how each becomes an egui_plot item.

use eframe::egui;
use eframe::egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Stroke, Ui, pos2, vec2};
use egui_plot::{FilledArea, Line, LineStyle, PlotPoints, PlotUi, Span};

use super::View;
use crate::gui::kit::draw;
use crate::gui::theme::{Theme, Type};

/// The shape of a dot: one for each product role, so that colour is never alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// ● 利润
    #[default]
    Circle,
    /// ■ 福利
    Square,
    /// ⬢ 课程
    Hexagon,
    /// ◆ 形象
    Diamond,
    /// ▲ 引流
    Triangle,
}

/// One dot of a scatter.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Where.
    pub x: f64,
    /// Where.
    pub y: f64,
    /// Radius in points.
    pub radius: f32,
    /// Colour.
    pub color: Color32,
    /// Shape.
    pub shape: Shape,
    /// Hollow: estimated or few observations.
    pub hollow: bool,
    /// Name beside the dot; empty for none.
    pub label: String,
    /// Ends of the interval along x and y, drawn as a cross.
    pub spread: Option<[(f64, f64); 2]>,
    /// Lines shown on hover.
    pub tip: Vec<String>,
}

impl Dot {
    /// A solid dot.
    pub fn new(x: f64, y: f64, color: Color32) -> Self {
        Self {
            x,
            y,
            radius: 4.0,
            color,
            shape: Shape::Circle,
            hollow: false,
            label: String::new(),
            spread: None,
            tip: Vec::new(),
        }
    }
}

/// One bar, from zero.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    /// Middle.
    pub x: f64,
    /// Height.
    pub y: f64,
    /// Colour.
    pub color: Color32,
}

/// A layer.
pub enum Mark<'a> {
    /// A line. Values that are not finite break it.
    Line {
        /// Written at its end; empty for none.
        name: &'a str,
        /// Points by x.
        points: &'a [[f64; 2]],
        /// Colour.
        color: Color32,
        /// 1.5 for lines, 2 for the main one.
        width: f32,
        /// Estimated or planned.
        dashed: bool,
        /// Dots on the points.
        dots: Option<Shape>,
        /// Filled down to zero at 12%.
        fill: bool,
    },
    /// A value that holds until the next one: level lines joined by upright ones. Values that
    /// are not finite break it.
    Steps {
        /// Points by x.
        points: &'a [[f64; 2]],
        /// Colour.
        color: Color32,
    },
    /// Bars from zero; `width` in units of x.
    Bars {
        /// Bars.
        bars: &'a [Bar],
        /// Width in units of x.
        width: f64,
    },
    /// A band: (x, low, high).
    Band {
        /// Points by x.
        points: &'a [[f64; 3]],
        /// Colour, with its opacity.
        color: Color32,
    },
    /// Dots.
    Dots(&'a [Dot]),
    /// A level reference line with a word beside its right end (see `Chart::right`).
    Level {
        /// Where.
        y: f64,
        /// Word; empty for none.
        text: &'a str,
    },
    /// An upright reference line.
    Upright {
        /// Where.
        x: f64,
        /// Word at its top; empty for none.
        text: &'a str,
    },
    /// A range of x, washed.
    Range {
        /// From.
        from: f64,
        /// To.
        to: f64,
    },
    /// Words inside the plot.
    Words {
        /// Where.
        x: f64,
        /// Where.
        y: f64,
        /// Which point of the words that is.
        align: Align2,
        /// Words; of several lines the first is a title.
        text: &'a str,
        /// Colour.
        color: Color32,
    },
}

impl Mark<'_> {
    /// Calls `take` with every x and y that the axes have to show.
    pub(super) fn each_value(&self, mut take: impl FnMut(Option<f64>, Option<f64>)) {
        match self {
            Self::Line { points, fill, .. } => {
                for [x, y] in *points {
                    take(Some(*x), Some(*y));
                }
                if *fill {
                    take(None, Some(0.0));
                }
            }
            Self::Steps { points, .. } => {
                for [x, y] in *points {
                    take(Some(*x), Some(*y));
                }
            }
            Self::Bars { bars, width } => {
                take(None, Some(0.0));
                for bar in *bars {
                    take(Some(bar.x - width / 2.0), Some(bar.y));
                    take(Some(bar.x + width / 2.0), None);
                }
            }
            Self::Band { points, .. } => {
                for [x, low, high] in *points {
                    take(Some(*x), Some(*low));
                    take(None, Some(*high));
                }
            }
            Self::Dots(dots) => {
                for dot in *dots {
                    take(Some(dot.x), Some(dot.y));
                }
            }
            Self::Level { y, .. } => take(None, Some(*y)),
            Self::Upright { x, .. } => take(Some(*x), None),
            Self::Range { .. } | Self::Words { .. } => {}
        }
    }

    /// The places a cursor can stand at.
    pub(super) fn each_stop(&self, mut take: impl FnMut(f64)) {
        match self {
            Self::Line { points, .. } | Self::Steps { points, .. } => {
                points.iter().for_each(|[x, _]| take(*x));
            }
            Self::Bars { bars, .. } => bars.iter().for_each(|bar| take(bar.x)),
            _ => {}
        }
    }
}

/// Hands a layer to egui_plot, as far as it has the shape for it.
pub(super) fn add(plot: &mut PlotUi<'_>, theme: &Theme, mark: &Mark<'_>) {
    match mark {
        Mark::Line { points, color, width, dashed, fill, .. } => {
            for run in points.split(|[_, y]| !y.is_finite()).filter(|run| run.len() > 1) {
                if *fill {
                    let xs: Vec<f64> = run.iter().map(|p| p[0]).collect();
                    let ys: Vec<f64> = run.iter().map(|p| p[1]).collect();
                    let floor = vec![0.0; run.len()];
                    let area = FilledArea::new("", &xs, &floor, &ys)
                        .fill_color(color.gamma_multiply(0.12));
                    plot.add(area.allow_hover(false));
                }
                let style = if *dashed { LineStyle::dashed_dense() } else { LineStyle::Solid };
                let line = Line::new("", PlotPoints::new(run.to_vec()))
                    .color(*color)
                    .width(*width)
                    .style(style);
                plot.line(line.allow_hover(false));
            }
        }
        Mark::Band { points, color } => {
            let xs: Vec<f64> = points.iter().map(|p| p[0]).collect();
            let low: Vec<f64> = points.iter().map(|p| p[1]).collect();
            let high: Vec<f64> = points.iter().map(|p| p[2]).collect();
            if xs.len() > 1 {
                let area = FilledArea::new("", &xs, &low, &high).fill_color(*color);
                plot.add(area.allow_hover(false));
            }
        }
        Mark::Range { from, to } => {
            let edge = Stroke::new(2.0, theme.plot.wash_edge);
            plot.span(Span::new("", *from..=*to).fill(theme.plot.wash).border(edge));
        }
        Mark::Bars { .. }
        | Mark::Steps { .. }
        | Mark::Dots(_)
        | Mark::Level { .. }
        | Mark::Upright { .. }
        | Mark::Words { .. } => {}
    }
}

/// Paints what egui_plot has no shape for: rounded bars, role shapes, reference words, names.
pub(super) fn paint_over(
    ui: &Ui,
    theme: &Theme,
    view: &View,
    marks: &[Mark<'_>],
    selected: Option<(usize, usize)>,
) {
    let inside = ui.painter_at(view.rect.expand2(vec2(2.0, 8.0)));
    let painter = ui.painter();
    let mut ends: Vec<(f32, &str, Color32)> = Vec::new();
    let mut words: Vec<Rect> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        match mark {
            Mark::Bars { bars, width } => paint_bars(&inside, view, bars, *width),
            Mark::Steps { points, color } => paint_steps(&inside, view, points, *color),
            Mark::Line { name, points, color, dots, .. } => {
                if let Some(shape) = dots {
                    for [x, y] in points.iter().filter(|p| p[1].is_finite()) {
                        paint_shape(painter, view.at(*x, *y), 3.5, *shape, *color, false, theme);
                    }
                }
                let last = points.iter().rev().find(|p| p[1].is_finite());
                if let (Some([_, y]), false) = (last, name.is_empty()) {
                    ends.push((view.at_y(*y), name, theme.plot.label));
                }
            }
            Mark::Level { y, text } => {
                let line = Stroke::new(1.0, theme.plot.cursor);
                let y = view.at_y(*y).round() + 0.5;
                let (from, to) = (pos2(view.rect.left(), y), pos2(view.rect.right(), y));
                draw::dashed(painter, from, to, line, 4.0, 3.0);
                if !text.is_empty() {
                    let at = pos2(to.x, y - 2.0);
                    let color = theme.text.third;
                    draw::text(painter, at, Align2::RIGHT_BOTTOM, text, Type::Caption, color);
                }
            }
            Mark::Upright { x, text } => {
                let line = Stroke::new(1.0, theme.plot.cursor);
                let x = view.at_x(*x).round() + 0.5;
                let (from, to) = (pos2(x, view.rect.top()), pos2(x, view.rect.bottom()));
                draw::dashed(painter, from, to, line, 4.0, 3.0);
                if !text.is_empty() {
                    let at = pos2(x + 4.0, from.y);
                    let color = theme.plot.label;
                    draw::text(painter, at, Align2::LEFT_TOP, text, Type::Caption, color);
                }
            }
            Mark::Words { x, y, align, text, color } => {
                let room = view.rect.width() / 2.0 - 12.0;
                words.extend(paint_words(painter, view.at(*x, *y), *align, text, *color, room));
            }
            Mark::Dots(dots) => {
                let ring = selected.and_then(|(mark, dot)| (mark == index).then_some(dot));
                paint_dots(&inside, theme, view, dots, ring, &words);
            }
            Mark::Band { .. } | Mark::Range { .. } => {}
        }
    }
    paint_ends(painter, view, ends);
}

/// Lines of words, each within half the plot, stacked away from `at`; the first of several is a
/// title, the others are left out where they do not fit. Returns their boxes.
fn paint_words(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    color: Color32,
    room: f32,
) -> Vec<Rect> {
    const LINE: f32 = 17.0;
    /// On a smaller plot the dots need the room.
    const HINTS: f32 = 180.0;
    let all = text.lines().enumerate();
    let airy = |line: &str| room >= HINTS && draw::width(painter, line, Type::Caption) <= room;
    let lines: Vec<&str> =
        all.filter(|(index, line)| *index == 0 || airy(line)).map(|(_, line)| line).collect();
    let several = text.lines().count() > 1;
    let more = lines.len().saturating_sub(1) as f32 * LINE;
    let lift = match align.y() {
        egui::Align::Min => 0.0,
        egui::Align::Center => more / 2.0,
        egui::Align::Max => more,
    };
    let mut boxes = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let titled = index == 0 && several;
        let step = if titled { Type::CaptionStrong } else { Type::Caption };
        let place = at + vec2(0.0, index as f32 * LINE - lift);
        boxes.push(draw::text_in(painter, place, align, line, step, color, room));
    }
    boxes
}

fn paint_steps(painter: &Painter, view: &View, points: &[[f64; 2]], color: Color32) {
    // Straight pieces on whole points: a joined path would smear its many small corners.
    let line = Stroke::new(1.5, color);
    for pair in points.windows(2) {
        let ([from, held], [to, next]) = (pair[0], pair[1]);
        if !held.is_finite() {
            continue;
        }
        let (left, right, y) = (view.at_x(from), view.at_x(to), view.at_y(held).round());
        painter.hline(left..=right, y, line);
        if next.is_finite() {
            let other = view.at_y(next).round();
            painter.vline(right, y.min(other)..=y.max(other), line);
        }
    }
}

fn paint_bars(painter: &Painter, view: &View, bars: &[Bar], width: f64) {
    let zero = view.at_y(0.0);
    for bar in bars.iter().filter(|bar| bar.y.is_finite()) {
        let (from, to) = (view.at_x(bar.x - width / 2.0), view.at_x(bar.x + width / 2.0));
        let top = view.at_y(bar.y);
        let rect = Rect::from_two_pos(pos2(from, zero), pos2(to, top));
        let round = if to - from > 8.0 { 3 } else { 0 };
        let corner = if bar.y >= 0.0 {
            CornerRadius { nw: round, ne: round, sw: 0, se: 0 }
        } else {
            CornerRadius { nw: 0, ne: 0, sw: round, se: round }
        };
        painter.rect_filled(rect, corner, bar.color);
    }
}

/// `words` are boxes that names of dots must not cover.
fn paint_dots(
    painter: &Painter,
    theme: &Theme,
    view: &View,
    dots: &[Dot],
    ring: Option<usize>,
    words: &[Rect],
) {
    let mut taken: Vec<Rect> = dots
        .iter()
        .map(|dot| Rect::from_center_size(view.at(dot.x, dot.y), vec2(2.0, 2.0) * dot.radius))
        .chain(words.iter().copied())
        .collect();
    for (index, dot) in dots.iter().enumerate() {
        let at = view.at(dot.x, dot.y);
        if let Some([(left, right), (low, high)]) = dot.spread {
            let arm = Stroke::new(2.0, dot.color.gamma_multiply(0.45));
            painter.hline(view.at_x(left)..=view.at_x(right), at.y, arm);
            painter.vline(at.x, view.at_y(high)..=view.at_y(low), arm);
        }
        paint_shape(painter, at, dot.radius, dot.shape, dot.color, dot.hollow, theme);
        if ring == Some(index) {
            painter.circle_stroke(at, dot.radius + 4.0, Stroke::new(1.5, theme.plot.ink));
        }
    }
    for dot in dots.iter().filter(|dot| !dot.label.is_empty()) {
        let at = view.at(dot.x, dot.y);
        let size = vec2(draw::width(painter, &dot.label, Type::Caption), 16.0);
        let reach = dot.radius + 6.0;
        let places = [
            (pos2(at.x + reach, at.y), Align2::LEFT_CENTER),
            (pos2(at.x - reach, at.y), Align2::RIGHT_CENTER),
            (pos2(at.x, at.y - reach), Align2::CENTER_BOTTOM),
            (pos2(at.x, at.y + reach), Align2::CENTER_TOP),
        ];
        let free = places.into_iter().find(|(place, align)| {
            let rect = align.anchor_size(*place, size);
            view.rect.contains_rect(rect) && taken.iter().all(|other| !other.intersects(rect))
        });
        // A name that would cover another is left to the hover.
        if let Some((place, align)) = free {
            let color = if dot.hollow { theme.text.third } else { theme.plot.label };
            taken.push(draw::text(painter, place, align, &dot.label, Type::Caption, color));
        }
    }
}

/// Names at line ends, pushed apart so that none covers another.
fn paint_ends(painter: &Painter, view: &View, mut ends: Vec<(f32, &str, Color32)>) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut least = f32::NEG_INFINITY;
    for (y, name, color) in ends {
        let y = y.max(least);
        least = y + 15.0;
        let at = pos2(view.rect.right() + 6.0, y);
        draw::text(painter, at, Align2::LEFT_CENTER, name, Type::Caption, color);
    }
}

/// Paints a dot of a role's shape.
pub fn paint_shape(
    painter: &Painter,
    at: Pos2,
    radius: f32,
    shape: Shape,
    color: Color32,
    hollow: bool,
    theme: &Theme,
) {
    let fill = if hollow { theme.plot.hollow } else { color };
    let edge = if hollow { Stroke::new(1.5, color) } else { Stroke::new(1.0, theme.plot.hollow) };
    let ring = |count: u8, turn: f32, scale: f32| -> Vec<Pos2> {
        (0..count)
            .map(|step| {
                let angle = turn + std::f32::consts::TAU * f32::from(step) / f32::from(count);
                at + vec2(angle.cos(), angle.sin()) * radius * scale
            })
            .collect()
    };
    let quarter = std::f32::consts::FRAC_PI_2;
    let points = match shape {
        Shape::Circle => {
            painter.circle(at, radius, fill, edge);
            return;
        }
        Shape::Square => ring(4, quarter / 2.0, 1.2),
        Shape::Hexagon => ring(6, quarter, 1.08),
        Shape::Diamond => ring(4, quarter, 1.2),
        Shape::Triangle => ring(3, -quarter, 1.25),
    };
    painter.add(egui::Shape::convex_polygon(points, fill, edge));
}
