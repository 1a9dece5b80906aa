//! Two sessions side by side: their figures, the factors of the difference, their curves over
//! each other.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Pos2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::parts;
use super::review_minutes::frame;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Card, Column, Row, Table, draw, tip};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::review::{CompareCurve, ComparePage};
use crate::present::text::labels::{Label, label};

const SIDE: f32 = 96.0;
const AXIS: f32 = 18.0;

/// Draws both cards.
pub fn show(ui: &mut Ui, theme: &Theme, page: &ComparePage) {
    let area = ui.available_rect_before_wrap();
    let halves = layout::columns(area, space::GAP, &[Track::Share(0.72), Track::Share(1.0)]);
    layout::place(ui, halves[0], |ui| figures(ui, theme, page));
    layout::place(ui, halves[1], |ui| curves(ui, theme, page));
}

fn figures(ui: &mut Ui, theme: &Theme, page: &ComparePage) {
    let height = ui.available_height();
    let lang = super::lang(ui.ctx());
    let title = label(Label::SideBySide, lang);
    let note = format!("{} / {}", page.now, page.base);
    let card = Card::new(title).note(&note).sentence(&page.sentence).height(height).bleed();
    card.show(ui, |ui| {
        let area = ui.available_rect_before_wrap();
        let high = page.parts.len() as f32 * 22.0 + if page.parts.is_empty() { 0.0 } else { 34.0 };
        let tracks = [Track::Share(1.0), Track::Fixed(high)];
        let halves = layout::rows(area, 4.0, &tracks);
        layout::place(ui, halves[0], |ui| rows(ui, theme, page));
        layout::place(ui, halves[1].shrink2(vec2(space::CARD_X, 0.0)), |ui| {
            factors(ui, theme, page);
        });
    });
}

fn rows(ui: &mut Ui, theme: &Theme, page: &ComparePage) {
    let title = |at: usize| page.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).share(1.4, 96.0),
        Column::figures(title(1), 84.0),
        Column::figures(title(2), 84.0),
        Column::figures(title(3), 84.0),
    ];
    Table::new("compare", &columns, page.rows.len())
        .row_height(crate::gui::kit::table::ROW_COMPACT)
        .read_only()
        .show(
            ui,
            |at| {
                let row = &page.rows[at];
                Row::new(format!("{} {} {}", row.label, row.now.text, row.base.text))
            },
            |cell| {
                let row = &page.rows[cell.row];
                let with_unit = |text: &str| format!("{text}{}", row.unit);
                match cell.column {
                    0 => cell.text(&row.label),
                    1 if row.now.raw.is_some() => cell.strong(&with_unit(&row.now.text)),
                    2 if row.base.raw.is_some() => cell.text(&with_unit(&row.base.text)),
                    1 | 2 => cell.quiet("—"),
                    _ => {
                        if let Some(change) = &row.change {
                            let color = parts::change(change).color(theme);
                            cell.colored(&change.text, color);
                        }
                    }
                }
            },
        );
}

/// Where the difference comes from, a bar each.
fn factors(ui: &mut Ui, theme: &Theme, page: &ComparePage) {
    if page.parts.is_empty() {
        return;
    }
    let lang = super::lang(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    let why = label(Label::WhereApart, lang);
    ui.label(draw::rich(why, Type::Strong, theme.text.main));
    for part in &page.parts {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        let y = rect.center().y;
        let painter = ui.painter();
        let (left, right) = (rect.left() + 110.0, rect.right() - 84.0);
        draw::text_in(
            painter,
            pos2(rect.left(), y),
            Align2::LEFT_CENTER,
            &part.label,
            Type::Body,
            theme.text.second,
            104.0,
        );
        let middle = f32::midpoint(left, right);
        let end = middle + (right - left) / 2.0 * part.bar as f32;
        let color = if part.bar >= 0.0 { theme.data.rise } else { theme.data.fall };
        let bar = Rect::from_min_max(
            pos2(middle.min(end), y - 5.0),
            pos2(middle.max(end).max(middle.min(end) + 2.0), y + 5.0),
        );
        painter.rect_filled(bar, eframe::egui::CornerRadius::same(2), color);
        painter.vline(middle, y - 8.0..=y + 8.0, Stroke::new(1.0, theme.plot.axis));
        let at = pos2(rect.right(), y);
        draw::text(painter, at, Align2::RIGHT_CENTER, &part.amount.text, Type::Strong, color);
        let said = format!("{} {}", part.label, part.amount.text);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        tip::hover_text(response, &part.hover);
    }
}

fn curves(ui: &mut Ui, theme: &Theme, page: &ComparePage) {
    let height = ui.available_height();
    let card = Card::new(&page.head.title).note(&page.head.unit);
    card.sentence(&page.head.sentence).height(height).show(ui, |ui| {
        if let Some(nothing) = &page.empty {
            ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
            ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
            return;
        }
        let area = ui.available_rect_before_wrap();
        let plot = Rect::from_min_max(pos2(area.left() + SIDE, area.top()), area.max);
        let last = |line: &[(u32, f64)]| line.last().map_or(1, |point| point.0);
        let end = page.curves.iter().map(|c| last(&c.now).max(last(&c.base))).max().unwrap_or(1);
        let end = f64::from(end.max(1));
        let x_of = |minute: f64| draw::scale(minute, (0.0, end), (plot.left(), plot.right()));
        let low = area.bottom() - AXIS;
        let pitch = (low - area.top()) / page.curves.len().max(1) as f32;
        for (at, curve) in page.curves.iter().enumerate() {
            let top = area.top() + at as f32 * pitch;
            let part = Rect::from_min_max(
                pos2(plot.left(), top + 2.0),
                pos2(plot.right(), top + pitch - 10.0),
            );
            one(ui, theme, curve, part, area.left(), at, &x_of);
        }
        let step = [15, 30, 60].into_iter().find(|s| end / f64::from(*s) <= 10.0).unwrap_or(120);
        let mut minute = 0;
        while f64::from(minute) <= end {
            let at = pos2(x_of(f64::from(minute)), area.bottom());
            let ink = theme.text.second;
            let words = minute.to_string();
            draw::text(ui.painter(), at, Align2::CENTER_BOTTOM, &words, Type::Caption, ink);
            minute += step;
        }
    });
}

fn one(
    ui: &mut Ui,
    theme: &Theme,
    curve: &CompareCurve,
    area: Rect,
    left: f32,
    at: usize,
    x_of: &dyn Fn(f64) -> f32,
) {
    let painter = ui.painter();
    let color = theme.data.series(at);
    let both = curve.now.iter().chain(&curve.base).map(|point| point.1);
    let highest = both.fold(0.0, f64::max);
    let side = Rect::from_x_y_ranges(left..=left + SIDE - 6.0, area.y_range());
    let y_of = frame(painter, theme, (&curve.title, &curve.peak), side, area, highest);
    let points = |line: &[(u32, f64)]| -> Vec<Pos2> {
        line.iter().map(|(minute, value)| pos2(x_of(f64::from(*minute)), y_of(*value))).collect()
    };
    let dashes = points(&curve.base);
    let stroke = Stroke::new(1.5, theme.text.third);
    painter.extend(eframe::egui::Shape::dashed_line(&dashes, stroke, 4.0, 3.0));
    draw::polyline(painter, points(&curve.now), Stroke::new(1.5, color));
    let response = ui.interact(area, ui.scope_id().with(("compared", at)), Sense::hover());
    let said = format!("{} {}", curve.title, curve.peak);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
}
