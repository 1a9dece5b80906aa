//! The one wrapper of egui_plot: lines, bars, bands, scatter, rules on axes that say their unit.
//!
//! A chart shows what it is given: no zoom, no drag. The pointer (or ← →) moves a cursor that
//! reads out the nearest values.

mod axis;
mod hover;
mod marks;

use eframe::egui;
use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use egui_plot::{Plot, PlotBounds};

use super::draw;
use crate::gui::theme::{Theme, Type};

pub use axis::Axis;
pub use marks::{Bar, Dot, Mark, Shape, paint_shape};

/// Maps values to points of the screen.
#[derive(Clone, Copy, Debug)]
pub struct View {
    /// The box of the plot, without the axes' words.
    pub rect: Rect,
    /// Range over the box's width.
    pub x: (f64, f64),
    /// Range over the box's height.
    pub y: (f64, f64),
}

impl View {
    /// Where a value lies.
    pub fn at(&self, x: f64, y: f64) -> egui::Pos2 {
        pos2(self.at_x(x), self.at_y(y))
    }

    /// Where an x lies.
    pub fn at_x(&self, x: f64) -> f32 {
        draw::scale(x, self.x, (self.rect.left(), self.rect.right()))
    }

    /// Where a y lies.
    pub fn at_y(&self, y: f64) -> f32 {
        draw::scale(y, self.y, (self.rect.bottom(), self.rect.top()))
    }

    /// The x at a point of the screen.
    pub fn x_of(&self, at: f32) -> f64 {
        let share = f64::from((at - self.rect.left()) / self.rect.width().max(1.0));
        self.x.0 + share * (self.x.1 - self.x.0)
    }
}

/// What a chart reports.
pub struct ChartResponse {
    /// Of the whole chart.
    pub response: Response,
    /// How values map to the screen, for what a page draws on top.
    pub view: View,
    /// The x the cursor stands at.
    pub cursor: Option<f64>,
    /// The dot under the pointer: (mark index, dot index).
    pub hovered: Option<(usize, usize)>,
    /// The dot that was pressed.
    pub clicked: Option<(usize, usize)>,
}

/// A chart to build and then show.
#[must_use = "call `show`"]
pub struct Chart<'a> {
    id: &'a str,
    name: &'a str,
    height: Option<f32>,
    x: Axis<'a>,
    y: Axis<'a>,
    marks: Vec<Mark<'a>>,
    read: Option<Box<dyn Fn(f64) -> Vec<String> + 'a>>,
    pad: f32,
    right: f32,
    foot: usize,
    selected: Option<(usize, usize)>,
}

impl<'a> Chart<'a> {
    /// `id` tells charts of one page apart; `name` is read out: title, unit and the sentence.
    pub fn new(id: &'a str, name: &'a str) -> Self {
        Self {
            id,
            name,
            height: None,
            x: Axis::default(),
            y: Axis::default(),
            marks: Vec::new(),
            read: None,
            pad: 6.0,
            right: 0.0,
            foot: 1,
            selected: None,
        }
    }

    /// Exactly that high; else the height at hand.
    pub fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// The axis below.
    pub fn x(mut self, axis: Axis<'a>) -> Self {
        self.x = axis;
        self
    }

    /// The axis left.
    pub fn y(mut self, axis: Axis<'a>) -> Self {
        self.y = axis;
        self
    }

    /// One more layer.
    pub fn mark(mut self, mark: Mark<'a>) -> Self {
        self.marks.push(mark);
        self
    }

    /// Several more layers.
    pub fn marks(mut self, marks: impl IntoIterator<Item = Mark<'a>>) -> Self {
        self.marks.extend(marks);
        self
    }

    /// What the cursor reads out at an x: the first line is a title.
    pub fn read(mut self, read: impl Fn(f64) -> Vec<String> + 'a) -> Self {
        self.read = Some(Box::new(read));
        self
    }

    /// Room at the right for names at line ends.
    pub fn right(mut self, points: f32) -> Self {
        self.right = points;
        self
    }

    /// Room below for that many lines of names, so that charts side by side stand on one line.
    pub fn foot(mut self, lines: usize) -> Self {
        self.foot = lines;
        self
    }

    /// A dot with a ring around it: (mark index, dot index).
    pub fn selected(mut self, dot: Option<(usize, usize)>) -> Self {
        self.selected = dot;
        self
    }

    /// Draws the chart over the width at hand.
    pub fn show(self, ui: &mut Ui) -> ChartResponse {
        let theme = Theme::of(ui.ctx());
        let height = self.height.unwrap_or_else(|| ui.available_height());
        let size = vec2(ui.available_width(), height.max(40.0));
        let (outer, _) = ui.allocate_exact_size(size, Sense::hover());
        let (data_x, data_y) = self.data_ranges();
        let y_range = self.y.range_for(data_y);
        let y_ticks = self.y.ticks_for(y_range, 6);
        let words = y_ticks
            .iter()
            .map(|(_, text)| draw::width(ui.painter(), text, Type::Caption))
            .fold(0.0, f32::max);
        let left = if words > 0.0 { words + 8.0 } else { 0.0 };
        let wide = outer.width() - left - self.right.max(2.0);
        let lines = self.x.lines(ui.painter(), wide);
        let names = 22.0 + (lines.max(self.foot) - 1) as f32 * Type::Caption.line();
        let bottom = if self.x.hidden { 2.0 } else { names };
        let rect = Rect::from_min_max(
            pos2(outer.left() + left, outer.top() + 8.0),
            pos2(outer.right() - self.right.max(2.0), outer.bottom() - bottom),
        );
        let x_range = self.x.range_for(data_x);
        let view = View { rect, x: widen(x_range, self.pad, rect.width()), y: y_range };
        let x_ticks = self.x.ticks_for(x_range, self.x.fits(ui.painter(), rect.width()));
        axis::paint(ui, &theme, &view, &x_ticks, &y_ticks, (&self.x, lines));

        let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(self.id));
        Plot::new(self.id)
            .width(rect.width())
            .height(rect.height())
            .show_axes(false)
            .show_grid(false)
            .show_background(false)
            .show_x(false)
            .show_y(false)
            .show_crosshair(false)
            .allow_zoom(false)
            .allow_drag(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_double_click_reset(false)
            .allow_axis_zoom_drag(false)
            .label_formatter(|_| None)
            .sense(Sense::hover())
            .show(&mut child, |plot| {
                plot.set_plot_bounds(PlotBounds::from_min_max(
                    [view.x.0, view.y.0],
                    [view.x.1, view.y.1],
                ));
                for mark in &self.marks {
                    marks::add(plot, &theme, mark);
                }
            });
        marks::paint_over(ui, &theme, &view, &self.marks, self.selected);

        let id = ui.scope_id().with((self.id, "chart"));
        let response = ui.interact(outer, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, self.name));
        let hovered = hover::dot_at(&response, &view, &self.marks);
        let cursor = if self.read.is_some() {
            hover::cursor(ui, &response, &view, &self.marks)
        } else {
            None
        };
        if let Some((mark, dot)) = hovered {
            hover::show_dot(ui, &view, &self.marks, mark, dot);
        } else if let (Some(x), Some(read)) = (cursor, &self.read) {
            hover::show_cursor(ui, &theme, &view, &self.marks, x, &read(x));
        }
        draw::focus_ring(ui, &response, outer, 4);
        let clicked = if response.clicked() { hovered } else { None };
        ChartResponse { response, view, cursor, hovered, clicked }
    }

    fn data_ranges(&self) -> ((f64, f64), (f64, f64)) {
        let mut x = (f64::INFINITY, f64::NEG_INFINITY);
        let mut y = x;
        let grow = |range: &mut (f64, f64), value: f64| {
            if value.is_finite() {
                *range = (range.0.min(value), range.1.max(value));
            }
        };
        for mark in &self.marks {
            mark.each_value(|at_x, at_y| {
                if let Some(value) = at_x {
                    grow(&mut x, value);
                }
                if let Some(value) = at_y {
                    grow(&mut y, value);
                }
            });
        }
        (x, y)
    }
}

/// Widens a range so that marks at its ends lie `pad` points inside.
fn widen(range: (f64, f64), pad: f32, width: f32) -> (f64, f64) {
    let inner = f64::from((width - 2.0 * pad).max(1.0));
    let more = (range.1 - range.0) * f64::from(pad) / inner;
    (range.0 - more, range.1 + more)
}

/// A legend entry: a square (or line) and a word. Lay several out in a card's head.
pub fn legend(ui: &mut Ui, color: Color32, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = draw::width(ui.painter(), text, Type::Caption) + 16.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), 20.0), Sense::hover());
    let y = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + 5.0, y), vec2(10.0, 10.0));
    ui.painter().rect_filled(square, egui::CornerRadius::same(3), color);
    let at = pos2(rect.left() + 16.0, y);
    draw::text(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Caption, theme.text.second);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A legend entry of a shape.
pub fn legend_shape(ui: &mut Ui, shape: Shape, color: Color32, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = draw::width(ui.painter(), text, Type::Caption) + 16.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), 20.0), Sense::hover());
    let at = pos2(rect.left() + 5.0, rect.center().y);
    paint_shape(ui.painter(), at, 5.0, shape, color, false, &theme);
    let at = pos2(rect.left() + 16.0, rect.center().y);
    draw::text(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Caption, theme.text.second);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// A legend entry of a reference line.
pub fn legend_line(ui: &mut Ui, color: Color32, text: &str) -> Response {
    let theme = Theme::of(ui.ctx());
    let width = draw::width(ui.painter(), text, Type::Caption) + 22.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), 20.0), Sense::hover());
    let y = rect.center().y.round();
    let line = egui::Stroke::new(2.0, color);
    ui.painter().hline(rect.left()..=(rect.left() + 16.0), y, line);
    let at = pos2(rect.left() + 22.0, y);
    draw::text(ui.painter(), at, Align2::LEFT_CENTER, text, Type::Caption, theme.text.second);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}
