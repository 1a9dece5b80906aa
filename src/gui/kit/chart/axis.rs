//! Axes: round ticks, at most six, one unit; words from the caller.

use eframe::egui::{Align2, Painter, Stroke, Ui, pos2};

use super::View;
use crate::gui::kit::draw;
use crate::gui::theme::{Theme, Type};

/// Least gap between two names under an axis.
const BETWEEN: f32 = 6.0;

/// An axis.
#[derive(Default)]
#[must_use]
pub struct Axis<'a> {
    range: Option<(f64, f64)>,
    zero: bool,
    named: Vec<(f64, String)>,
    format: Option<Box<dyn Fn(f64) -> String + 'a>>,
    every: bool,
    pub(super) hidden: bool,
}

impl<'a> Axis<'a> {
    /// Figures, written by `format`.
    pub fn figures(format: impl Fn(f64) -> String + 'a) -> Self {
        Self { format: Some(Box::new(format)), ..Self::default() }
    }

    /// Named places (days, clock times).
    pub fn named(ticks: Vec<(f64, String)>) -> Self {
        Self { named: ticks, ..Self::default() }
    }

    /// Every name stands there, in two lines by turns where one is too narrow, instead of some of
    /// them (categories: no order lets a reader guess what is left out).
    pub fn every(mut self) -> Self {
        self.every = true;
        self
    }

    /// No words.
    pub fn hidden() -> Self {
        Self { hidden: true, ..Self::default() }
    }

    /// Exactly this range instead of the data's.
    pub fn range(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }

    /// The range reaches down (or up) to zero. Bars always need it.
    pub fn from_zero(mut self) -> Self {
        self.zero = true;
        self
    }

    pub(super) fn range_for(&self, data: (f64, f64)) -> (f64, f64) {
        if let Some(range) = self.range {
            return range;
        }
        let (mut low, mut high) = data;
        if low > high {
            return (0.0, 1.0);
        }
        if self.zero {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        if high - low < f64::EPSILON * high.abs().max(1.0) {
            let half = if high.abs() < f64::EPSILON { 1.0 } else { high.abs() * 0.1 };
            return if self.zero && high > 0.0 { (0.0, high) } else { (low - half, high + half) };
        }
        if self.format.is_some() {
            // Out to the next round ticks, so that no peak is clipped.
            let step = step_for(high - low, 5);
            (((low / step).floor()) * step, ((high / step).ceil()) * step)
        } else {
            (low, high)
        }
    }

    /// How many ticks go side by side over `width`.
    pub(super) fn fits(&self, painter: &Painter, width: f32) -> usize {
        if self.every {
            return usize::MAX;
        }
        let widest = self.widest(painter);
        let most = if self.named.is_empty() { 8.0 } else { 31.0 };
        (width / f32::max(widest + 10.0, 24.0) + 1.0).clamp(2.0, most) as usize
    }

    fn widest(&self, painter: &Painter) -> f32 {
        let widths = self.named.iter().map(|(_, text)| draw::width(painter, text, Type::Caption));
        widths.fold(0.0, f32::max)
    }

    /// Lines the names stand in by turns over `width`.
    pub fn lines(&self, painter: &Painter, width: f32) -> usize {
        if self.every && self.widest(painter) > self.slot(width) - BETWEEN { 2 } else { 1 }
    }

    /// From one of `every` name to the next over `width`: half a slot stays free at each end, and
    /// some at the edges.
    fn slot(&self, width: f32) -> f32 {
        width / (self.named.len() + 1) as f32
    }

    /// What one name may take of `width` where they stand in `lines`.
    fn room(&self, width: f32, lines: usize) -> f32 {
        if self.every { lines as f32 * self.slot(width) - BETWEEN } else { f32::INFINITY }
    }

    pub(super) fn ticks_for(&self, range: (f64, f64), most: usize) -> Vec<(f64, String)> {
        if self.hidden {
            return Vec::new();
        }
        if !self.named.is_empty() {
            let inside: Vec<_> = self
                .named
                .iter()
                .filter(|(at, _)| *at >= range.0 - 1e-9 && *at <= range.1 + 1e-9)
                .cloned()
                .collect();
            let every = inside.len().div_ceil(most.max(2)).max(1);
            // Counted from the last: the newest place always keeps its name.
            let last = inside.len().saturating_sub(1);
            return inside
                .into_iter()
                .enumerate()
                .filter(|(index, _)| (last - index).is_multiple_of(every))
                .map(|(_, tick)| tick)
                .collect();
        }
        let Some(format) = &self.format else {
            return Vec::new();
        };
        ticks(range, most).into_iter().map(|at| (at, format(at))).collect()
    }
}

/// A round step (1, 2, 2.5, 5 × 10ⁿ) that gives at most `most` intervals.
fn step_for(width: f64, most: usize) -> f64 {
    let raw = width / most.max(1) as f64;
    let power = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= raw * (1.0 - 1e-9));
    step.unwrap_or(10.0 * power)
}

/// Round ticks inside a range, at most `most`.
pub(super) fn ticks(range: (f64, f64), most: usize) -> Vec<f64> {
    let width = range.1 - range.0;
    if !width.is_finite() || width <= 0.0 {
        return Vec::new();
    }
    let step = step_for(width, most.saturating_sub(1).max(1));
    let from = (range.0 / step - 1e-9).ceil() as i64;
    let to = (range.1 / step + 1e-9).floor() as i64;
    (from..=to).map(|n| n as f64 * step).collect()
}

pub(super) fn paint(
    ui: &Ui,
    theme: &Theme,
    view: &View,
    x_ticks: &[(f64, String)],
    y_ticks: &[(f64, String)],
    (axis, lines): (&Axis<'_>, usize),
) {
    let painter = ui.painter();
    let rect = view.rect;
    for (at, text) in y_ticks {
        let y = view.at_y(*at).round() + 0.5;
        painter.hline(rect.x_range(), y, Stroke::new(1.0, theme.plot.grid));
        let place = pos2(rect.left() - 8.0, y);
        draw::text(painter, place, Align2::RIGHT_CENTER, text, Type::Caption, theme.plot.tick);
    }
    if view.y.0 <= 0.0 && view.y.1 >= 0.0 && !axis.hidden {
        let y = view.at_y(0.0).round() + 0.5;
        painter.hline(rect.x_range(), y, Stroke::new(1.0, theme.plot.axis));
    }
    let mut free = [f32::NEG_INFINITY; 2];
    let room = ui.max_rect();
    let most = axis.room(rect.width(), lines);
    for (index, (at, text)) in x_ticks.iter().enumerate() {
        let line = index % lines;
        let half = draw::width(painter, text, Type::Caption).min(most) / 2.0;
        let x = view.at_x(*at).min(room.right().max(rect.right()) - half);
        if x - half < free[line] {
            continue;
        }
        free[line] = x + half + BETWEEN;
        let place = pos2(x, rect.bottom() + 6.0 + line as f32 * Type::Caption.line());
        let ink = theme.plot.tick;
        draw::text_in(painter, place, Align2::CENTER_TOP, text, Type::Caption, ink, most);
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, ticks};

    #[test]
    fn ticks_are_round_and_few() {
        for (range, expect) in [
            ((0.0, 5.0), vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]),
            ((0.0, 42.3), vec![0.0, 10.0, 20.0, 30.0, 40.0]),
            ((-1.0, 1.0), vec![-1.0, -0.5, 0.0, 0.5, 1.0]),
            ((0.0, 0.0), vec![]),
        ] {
            let found = ticks(range, 6);
            assert_eq!(found.len(), expect.len(), "{range:?}: {found:?}");
            for (a, b) in found.iter().zip(&expect) {
                assert!((a - b).abs() < 1e-9, "{range:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_range_never_clips_its_data() {
        for (low, high) in [(3.0, 42.3), (0.12, 0.19), (-7.0, 4.0), (5.0, 5.0)] {
            let axis = Axis::figures(|v| format!("{v}")).from_zero();
            let range = axis.range_for((low, high));
            assert!(range.0 <= low && range.1 >= high && range.0 <= 0.0, "{range:?}");
            assert!(axis.ticks_for(range, 6).len() <= 7);
        }
    }

    #[test]
    fn named_ticks_thin_out_and_keep_the_last() {
        let days = (0..12).map(|i| (f64::from(i), format!("{i}"))).collect();
        let ticks = Axis::named(days).ticks_for((0.0, 11.0), 5);
        assert!(ticks.len() <= 5);
        assert_eq!(ticks.last().map(|t| t.1.as_str()), Some("11"));
    }
}
