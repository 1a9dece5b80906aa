//! A brushed range over the minute curve: a wash with two edges and a pill with its sums.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::review::ReviewState;
use crate::gui::kit::{Icon, draw, icon_button, layout};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::review::BrushView;
use crate::present::text::labels::{Label, label};

const HIGH: f32 = 44.0;
const GAP: f32 = 14.0;
/// Figures in the pill.
const FIGURES: usize = 3;

/// Draws the range between two places of the plot. Until the worker has added it up, the pill
/// waits.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    area: Rect,
    (from, to): (f32, f32),
    view: Option<&BrushView>,
    state: &mut ReviewState,
) {
    let painter = ui.painter();
    let wash = Rect::from_x_y_ranges(from..=to.max(from + 2.0), area.y_range());
    painter.rect_filled(wash, CornerRadius::ZERO, theme.plot.wash);
    for x in [wash.left(), wash.right()] {
        painter.vline(x, area.y_range(), Stroke::new(1.5, theme.plot.wash_edge));
        let grip = Rect::from_center_size(pos2(x, area.center().y), vec2(5.0, 16.0));
        let edge = Stroke::new(1.5, theme.plot.wash_edge);
        let corner = CornerRadius::same(3);
        painter.rect(grip, corner, theme.card.fill, edge, StrokeKind::Inside);
    }
    if let Some(view) = view {
        pill(ui, theme, area, wash, view, state);
    }
}

fn pill(
    ui: &mut Ui,
    theme: &Theme,
    area: Rect,
    wash: Rect,
    view: &BrushView,
    state: &mut ReviewState,
) {
    let lang = super::lang(ui.ctx());
    let painter = ui.painter().clone();
    let share = |at: usize| view.figures[at].share.as_ref().map_or("", |share| share.text.as_str());
    let blocks: Vec<(String, String, &str)> = (0..view.figures.len().min(FIGURES))
        .map(|at| {
            let figure = &view.figures[at];
            (figure.label.clone(), figure.value.text.clone(), share(at))
        })
        .collect();
    let wide = |words: &str, step: Type| draw::width(&painter, words, step);
    let first = wide(&view.range, Type::CaptionStrong).max(wide(&view.length, Type::Caption));
    let widths: Vec<f32> = blocks
        .iter()
        .map(|(label, value, share)| {
            let below = wide(value, Type::CaptionStrong) + 4.0 + wide(share, Type::Caption);
            below.max(wide(label, Type::Caption))
        })
        .collect();
    let total = 12.0 + first + widths.iter().map(|w| w + GAP).sum::<f32>() + 32.0;
    // Beside the range, right of it first; over it where neither side has room.
    let left = if wash.right() + 8.0 + total <= area.right() {
        wash.right() + 8.0
    } else if wash.left() - 8.0 - total >= area.left() {
        wash.left() - 8.0 - total
    } else {
        (area.center().x - total / 2.0).max(area.left())
    };
    let top = (area.top() + area.height() * 0.34).min(area.bottom() - HIGH);
    let card = Rect::from_min_size(pos2(left, top), vec2(total, HIGH));
    let corner = CornerRadius::same(radius::CONTROL);
    painter.add(theme.float.shadow.as_shape(card, corner));
    let line = Stroke::new(1.0, theme.card.line);
    painter.rect(card, corner, theme.float.fill, line, StrokeKind::Inside);
    let (high, low) = (card.top() + 13.0, card.top() + 31.0);
    let mut x = card.left() + 12.0;
    let put = |x: f32, y: f32, words: &str, step: Type, ink| {
        draw::text(&painter, pos2(x, y), Align2::LEFT_CENTER, words, step, ink).right()
    };
    put(x, high, &view.range, Type::CaptionStrong, theme.text.accent);
    put(x, low, &view.length, Type::Caption, theme.text.second);
    x += first + GAP;
    for ((label, value, share), width) in blocks.iter().zip(widths) {
        put(x, high, label, Type::Caption, theme.text.second);
        let end = put(x, low, value, Type::CaptionStrong, theme.text.main);
        put(end + 4.0, low, share, Type::Caption, theme.text.third);
        x += width + GAP;
    }
    let figures: Vec<String> =
        blocks.iter().map(|(label, value, share)| format!("{label} {value} {share}")).collect();
    let said = format!("{} {} {}", view.range, view.length, figures.join(" "));
    let words = Rect::from_min_max(card.min, pos2(card.right() - 28.0, card.bottom()));
    let response = ui.interact(words, ui.scope_id().with("brush pill"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &said));
    let close =
        Rect::from_center_size(pos2(card.right() - 16.0, card.center().y), vec2(24.0, 24.0));
    let let_go = label(Label::LetRangeGo, lang);
    layout::place(ui, close, |ui| {
        if icon_button(ui, Icon::Cross, let_go).clicked() {
            state.brush = None;
        }
    });
}
