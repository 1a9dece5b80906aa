//! The metric card: label, tier, value, change against the own median, the last sessions.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::badge::{BadgeKind, badge_width, paint_badge};
use super::change::Change;
use super::draw;
use super::interval::{self, Estimate};
use super::tip::Meaning;
use crate::gui::theme::{DISABLED, Theme, Type, radius};

/// What a metric card has to say.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MetricState {
    /// A value.
    #[default]
    Normal,
    /// No value: which data is missing and which file brings it (an action).
    Missing {
        /// 「这几个文件里没有」
        why: String,
        /// 「加一份订单文件」
        action: String,
    },
    /// The old value stands until the new one is there.
    Updating {
        /// 「正在重算…」
        note: String,
        /// How far, 0..=1.
        done: f32,
    },
    /// Few observations: the interval says how far to trust it.
    Small {
        /// 「1/38，范围 6.6–12.6」
        note: String,
        /// Raw rate, estimate and interval, on a scale of 0..=1.
        estimate: Estimate,
    },
    /// The value of a brushed range.
    Brushed {
        /// 「选区 · 全场 38.2」
        note: String,
    },
}

/// One metric.
#[derive(Clone, Debug, Default)]
pub struct Metric {
    /// 「商品点击率」
    pub label: String,
    /// 「41.97」, 「¥42,319」; 「—」 when missing.
    pub value: String,
    /// 「%」, 「人」; empty where the value carries it.
    pub unit: String,
    /// Tier or another mark.
    pub badge: Option<(BadgeKind, String)>,
    /// Against the own median.
    pub change: Option<Change>,
    /// 「中位 37.4」
    pub note: String,
    /// The last sessions, oldest first.
    pub history: Vec<f64>,
    /// The own median, drawn dotted behind them.
    pub median: Option<f64>,
    /// State.
    pub state: MetricState,
    /// Shown on hover.
    pub meaning: Meaning,
    /// The history is drawn in grey (偏低).
    pub quiet: bool,
}

/// Height of a card with a history.
pub const FULL: f32 = 120.0;
/// Height of a card without.
pub const COMPACT: f32 = 60.0;

impl Metric {
    /// The card, 120 high over the width at hand. A click opens the page of the metric, or the
    /// import when it is missing.
    pub fn show(&self, ui: &mut Ui) -> Response {
        self.draw(ui, FULL)
    }

    /// The card, 60 high.
    pub fn show_compact(&self, ui: &mut Ui) -> Response {
        self.draw(ui, COMPACT)
    }

    fn spoken(&self) -> String {
        let mut said = format!("{} {}{}", self.label, self.value, self.unit);
        let mut add = |part: &str| {
            if !part.is_empty() {
                said.push_str(", ");
                said.push_str(part);
            }
        };
        if let Some((_, badge)) = &self.badge {
            add(badge);
        }
        if let Some(change) = &self.change {
            add(&change.spoken());
        }
        add(&self.note);
        match &self.state {
            MetricState::Normal => {}
            MetricState::Missing { why, action } => {
                add(why);
                add(action);
            }
            MetricState::Updating { note, .. }
            | MetricState::Small { note, .. }
            | MetricState::Brushed { note } => add(note),
        }
        said
    }

    fn draw(&self, ui: &mut Ui, height: f32) -> Response {
        let theme = Theme::of(ui.ctx());
        let size = vec2(ui.available_width(), height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        if ui.is_rect_visible(rect) {
            self.paint_paper(ui, &theme, rect, response.hovered());
            let mut painter = ui.painter_at(rect);
            let inner = rect.shrink2(vec2(12.0, 10.0));
            let mut right = inner.right();
            if let Some((kind, text)) = &self.badge {
                let width = badge_width(&painter, *kind, text);
                right -= width;
                paint_badge(ui, pos2(right, inner.top() + 8.0), *kind, text);
                right -= 6.0;
            }
            let at = pos2(inner.left(), inner.top() + 8.0);
            let room = right - inner.left();
            draw::text_in(
                &painter,
                at,
                Align2::LEFT_CENTER,
                &self.label,
                Type::Caption,
                theme.text.second,
                room,
            );
            if matches!(self.state, MetricState::Updating { .. }) {
                painter.multiply_opacity(DISABLED);
            }
            if height > COMPACT {
                self.paint_full(ui, &painter, &theme, inner);
            } else {
                self.paint_compact(&painter, &theme, inner);
            }
            draw::focus_ring(ui, &response, rect, radius::CARD);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.spoken()));
        if self.meaning.formula.is_empty() { response } else { self.meaning.on_hover(response) }
    }

    fn paint_paper(&self, ui: &Ui, theme: &Theme, rect: Rect, hot: bool) {
        let corner = CornerRadius::same(radius::CARD);
        let (fill, line) = match self.state {
            MetricState::Brushed { .. } => (theme.card.wash, theme.card.wash_edge),
            _ if hot => (theme.card.hover, theme.card.dashed),
            _ => (theme.card.fill, theme.card.line),
        };
        ui.painter().rect(rect, corner, fill, Stroke::new(1.0, line), StrokeKind::Inside);
        if let MetricState::Updating { done, .. } = self.state {
            let width = rect.width() * done.clamp(0.0, 1.0);
            let bar = Rect::from_min_size(rect.min, vec2(width, 2.0));
            ui.painter().rect_filled(bar, CornerRadius::same(1), theme.control.on);
        }
    }

    fn paint_value(
        &self,
        painter: &Painter,
        theme: &Theme,
        left: Pos2,
        step: Type,
        room: f32,
    ) -> f32 {
        let missing = matches!(self.state, MetricState::Missing { .. });
        let value = if missing { "—" } else { &self.value };
        let color = theme.text.main;
        let box_ = draw::text_in(painter, left, Align2::LEFT_CENTER, value, step, color, room);
        if missing || self.unit.is_empty() {
            return box_.right();
        }
        // Unit and value share a baseline: both sit centred in their lines.
        let drop = (step.size() - Type::Caption.size()) * 0.36;
        let at = pos2(box_.right() + 2.0, left.y + drop);
        let second = theme.text.second;
        draw::text(painter, at, Align2::LEFT_CENTER, &self.unit, Type::Caption, second).right()
    }

    fn paint_compact(&self, painter: &Painter, theme: &Theme, inner: Rect) {
        let y = inner.bottom() - 9.0;
        let at = pos2(inner.left(), y);
        let end = self.paint_value(painter, theme, at, Type::Compact, inner.width());
        if let Some(change) = &self.change {
            let width = draw::width(painter, &change.spoken(), Type::CaptionStrong);
            if end + width + 1.0 < inner.right() {
                let at = pos2(inner.right(), y + 1.0);
                change.paint(painter, theme, at, true, Type::CaptionStrong);
            }
        }
    }

    fn paint_full(&self, ui: &Ui, painter: &Painter, theme: &Theme, inner: Rect) {
        let value_y = inner.top() + 32.0;
        let at = pos2(inner.left(), value_y);
        self.paint_value(painter, theme, at, Type::Metric, inner.width());
        let y = inner.top() + 56.0;
        let left = pos2(inner.left(), y);
        let note = |text: &str, from: f32, color: Color32| {
            let at = pos2(from, y);
            let room = inner.right() - from;
            draw::text_in(painter, at, Align2::LEFT_CENTER, text, Type::Caption, color, room);
        };
        match &self.state {
            MetricState::Missing { why, action } => {
                note(why, left.x, theme.text.second);
                let at = pos2(left.x, y + 24.0);
                let color = theme.text.accent;
                draw::text_in(
                    painter,
                    at,
                    Align2::LEFT_CENTER,
                    action,
                    Type::CaptionStrong,
                    color,
                    inner.width(),
                );
                return;
            }
            MetricState::Small { note: words, estimate } => {
                note(words, left.x, theme.text.second);
                let track = Rect::from_min_max(
                    pos2(inner.left(), inner.bottom() - 24.0),
                    pos2(inner.right(), inner.bottom()),
                );
                interval::paint(painter, theme, track, (0.0, 1.0), None, estimate, theme.plot.main);
                return;
            }
            MetricState::Updating { note: words, .. } | MetricState::Brushed { note: words } => {
                note(words, left.x, theme.text.second);
            }
            MetricState::Normal => {
                let mut x = left.x;
                if let Some(change) = &self.change {
                    let box_ = change.paint(painter, theme, left, false, Type::CaptionStrong);
                    x = box_.right() + 4.0;
                }
                note(&self.note, x, theme.text.third);
            }
        }
        let spark = Rect::from_min_max(
            pos2(inner.left() + 2.0, inner.top() + 72.0),
            pos2(inner.right() - 4.0, inner.bottom() - 2.0),
        );
        let _ = ui;
        let color = if self.quiet { theme.plot.ghost } else { theme.plot.main };
        sparkline(painter, theme, spark, &self.history, self.median, color);
    }
}

/// The last sessions as a line, a dotted median behind, a solid last point. Gaps (not finite)
/// break the line.
pub fn sparkline(
    painter: &Painter,
    theme: &Theme,
    rect: Rect,
    values: &[f64],
    median: Option<f64>,
    color: Color32,
) {
    let finite = values.iter().copied().filter(|v| v.is_finite()).chain(median);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in finite {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        return;
    }
    let y = |value: f64| draw::scale(value, (low, high), (rect.bottom(), rect.top()));
    if let Some(median) = median {
        let dots = Stroke::new(1.0, theme.plot.cursor.gamma_multiply(0.7));
        let (from, to) = (pos2(rect.left(), y(median)), pos2(rect.right(), y(median)));
        draw::dashed(painter, from, to, dots, 2.0, 3.0);
    }
    let last = values.len().saturating_sub(1);
    let x = |index: usize| {
        draw::scale(index as f64, (0.0, last.max(1) as f64), (rect.left(), rect.right()))
    };
    let mut run = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if value.is_finite() {
            run.push(pos2(x(index), y(*value)));
        } else {
            draw::polyline(painter, std::mem::take(&mut run), Stroke::new(1.5, color));
        }
    }
    let end = run.last().copied();
    draw::polyline(painter, run, Stroke::new(1.5, color));
    if let Some(end) = end {
        painter.circle_filled(end, 3.0, color);
    }
}
