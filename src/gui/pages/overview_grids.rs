//! The two grids of the overview: half a year of sessions, and weekday × hour.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::parts;
use crate::gui::app::Command;
use crate::gui::kit::{Card, chart, draw, tip};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::OverviewPage;
use crate::present::pages::export::{ChartName, Subject};

pub(super) fn calendar(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let calendar = &model.calendar;
    let height = ui.available_height();
    let card = Card::new(&calendar.head.title)
        .note(&calendar.head.unit)
        .sentence(&calendar.head.sentence)
        .height(height);
    let mut saved = Vec::new();
    let legend = |ui: &mut Ui| {
        parts::save_picture(ui, Subject::Overview, ChartName::Calendar, &mut saved);
        for (tier, text) in calendar.legend.iter().rev() {
            chart::legend(ui, theme.data.tier[parts::tier_index(*tier)], text);
        }
    };
    card.show_with(ui, legend, |ui| {
        let rect = ui.available_rect_before_wrap();
        let side = 28.0;
        let weeks = calendar.weeks.max(1) as f32;
        let pitch = ((rect.width() - side) / weeks).min((rect.height() - 18.0) / 7.0).min(22.0);
        let size = (pitch - 3.0).max(4.0);
        let origin = pos2(rect.left() + side, rect.top() + 18.0);
        for (week, month) in &calendar.months {
            let at = pos2(origin.x + *week as f32 * pitch, rect.top());
            draw::text(ui.painter(), at, Align2::LEFT_TOP, month, Type::Caption, theme.text.second);
        }
        for (row, weekday) in calendar.weekdays.iter().enumerate().skip(1).step_by(2) {
            let at = pos2(rect.left(), origin.y + row as f32 * pitch + size / 2.0);
            draw::text(
                ui.painter(),
                at,
                Align2::LEFT_CENTER,
                weekday,
                Type::Caption,
                theme.text.second,
            );
        }
        let cell = |week: usize, day: usize| {
            let at = pos2(origin.x + week as f32 * pitch, origin.y + day as f32 * pitch);
            Rect::from_min_size(at, vec2(size, size))
        };
        for week in 0..calendar.weeks {
            for day in 0..7 {
                let part = cell(week, day);
                ui.painter().rect_filled(part, CornerRadius::same(radius::CELL), theme.card.sunken);
            }
        }
        for day in &calendar.days {
            let part = cell(day.week, day.weekday);
            let corner = CornerRadius::same(radius::CELL);
            if let Some(tier) = day.tier {
                let index = parts::tier_index(tier);
                ui.painter().rect_filled(part, corner, theme.data.tier[index]);
                if index == 0 {
                    ui.painter().circle_filled(part.center(), 2.0, theme.card.fill);
                }
            }
            if day.planned {
                let stroke = Stroke::new(1.0, theme.plot.main);
                draw::dashed_box(ui.painter(), part, radius::CELL, stroke);
            }
            let id = ui.scope_id().with(("day", day.week, day.weekday));
            let response = ui.interact(part, id, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &day.hover));
            if response.has_focus() {
                ui.painter().rect_stroke(
                    part,
                    corner,
                    Stroke::new(2.0, theme.plot.main),
                    StrokeKind::Outside,
                );
            }
            if tip::hover_text(response, &day.hover).clicked()
                && let Some(session) = day.sessions.last()
            {
                out.push(Command::OpenSession(*session));
            }
        }
    });
    out.append(&mut saved);
}

pub(super) fn heat(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let heat = &model.heat;
    let height = ui.available_height();
    let picture = |ui: &mut Ui| {
        if !heat.cells.is_empty() {
            parts::save_picture(ui, Subject::Overview, ChartName::Hours, out);
        }
    };
    Card::new(&heat.head.title)
        .note(&heat.head.unit)
        .sentence(&heat.head.sentence)
        .height(height)
        .show_with(ui, picture, |ui| {
            let rect = ui.available_rect_before_wrap();
            let side = 36.0;
            let columns = heat.columns.len().max(1) as f32;
            let rows = heat.rows.len().max(1) as f32;
            let width = ((rect.width() - side) / columns).min(84.0);
            let tall = ((rect.height() - 18.0) / rows).min(24.0);
            for (at, column) in heat.columns.iter().enumerate() {
                let x = rect.left() + side + (at as f32 + 0.5) * width;
                draw::text(
                    ui.painter(),
                    pos2(x, rect.top()),
                    Align2::CENTER_TOP,
                    column,
                    Type::Caption,
                    theme.text.second,
                );
            }
            let place = |row: usize, column: usize| {
                Rect::from_min_size(
                    pos2(
                        rect.left() + side + column as f32 * width,
                        rect.top() + 18.0 + row as f32 * tall,
                    ),
                    vec2(width - 3.0, tall - 3.0),
                )
            };
            let corner = CornerRadius::same(radius::CELL);
            for (at, row) in heat.rows.iter().enumerate() {
                let y = place(at, 0).center().y;
                let left = pos2(rect.left(), y);
                draw::text(
                    ui.painter(),
                    left,
                    Align2::LEFT_CENTER,
                    row,
                    Type::Caption,
                    theme.text.second,
                );
                for column in 0..heat.columns.len() {
                    ui.painter().rect_filled(place(at, column), corner, theme.card.sunken);
                }
            }
            for cell in &heat.cells {
                let part = place(cell.row, cell.column);
                let (fill, ink) = theme.data.sequential(f64::from(cell.step) / 6.0);
                ui.painter().rect_filled(part, corner, fill);
                if cell.few {
                    let corner = vec![
                        part.right_top(),
                        part.right_top() + vec2(0.0, 8.0),
                        part.right_top() - vec2(8.0, 0.0),
                    ];
                    ui.painter().add(eframe::egui::Shape::convex_polygon(
                        corner,
                        theme.card.fill,
                        Stroke::NONE,
                    ));
                }
                draw::text(
                    ui.painter(),
                    part.center(),
                    Align2::CENTER_CENTER,
                    &cell.value.text,
                    Type::Caption,
                    ink,
                );
                let id = ui.scope_id().with(("heat", cell.row, cell.column));
                let response = ui.interact(part, id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &cell.hover));
                tip::hover_text(response, &cell.hover);
            }
        });
}
