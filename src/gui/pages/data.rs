//! 数据: what is in here and can I trust it? Tray, completeness, reconciliation, history.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{Surroundings, data_checks, data_mapping, data_tray};
use crate::gui::app::{Command, TrayStage};
use crate::gui::kit::table::ROW_COMPACT;
use crate::gui::kit::{Button, Card, Column, Row, Table, draw, layout};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::DataPage;
use crate::present::pages::data::{Files, History};

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct DataState {
    /// The row of the tray whose remarks are shown.
    pub selected: Option<usize>,
    /// What the panel keeps that maps the columns of a file.
    pub mapping: data_mapping::MappingState,
}

/// Below this height the lower cards scroll with the page instead of sharing one screen.
const LOWER: f32 = 340.0;
/// Height of the checks where the list of files stands below them.
const CHECKS: f32 = 340.0;
/// The least height of the list of files.
const FILES: f32 = 180.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &DataPage,
    tray: &TrayStage,
    state: &mut DataState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    if let Some(mapping) = &around.mapping {
        let left = data_mapping::show(ui, theme, mapping, &mut state.mapping, around.lang, out);
        if let Some(left) = left {
            let around = Surroundings { mapping: None, ..around.clone() };
            let mut beside = DataState { selected: None, ..state.clone() };
            beside.mapping.beside = true;
            layout::place(ui, left, |ui| show(ui, theme, model, tray, &mut beside, &around, out));
        }
        return;
    }
    let area = ui.available_rect_before_wrap();
    let upper = data_tray::height(model, tray, around).min(area.height() * 0.55);
    let lower = (area.height() - upper - space::GAP).max(LOWER);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let full = upper + space::GAP + lower > area.height() + 0.5;
        let width = ui.available_width() - if full { super::parts::BAR } else { 0.0 };
        let (_, top) = ui.allocate_space(vec2(width, upper));
        layout::place(ui, top, |ui| {
            data_tray::show(ui, theme, model, tray, state, around, out);
        });
        ui.add_space(space::GAP);
        // The list of files takes what the checks leave free; on a low window it comes after them.
        let checks = if lower > CHECKS + space::GAP + FILES { CHECKS } else { lower };
        let (_, rest) = ui.allocate_space(vec2(width, checks));
        let parts = if width < 900.0 {
            layout::columns(
                rest,
                space::GAP,
                &[layout::Track::Share(1.0), layout::Track::Share(1.0)],
            )
        } else {
            layout::columns(
                rest,
                space::GAP,
                &[layout::Track::Share(1.6), layout::Track::Share(1.1), layout::Track::Share(0.9)],
            )
        };
        layout::place(ui, parts[0], |ui| {
            data_checks::completeness(ui, theme, &model.completeness, out);
        });
        if let [_, second, third] = parts[..] {
            layout::place(ui, second, |ui| data_checks::reconcile(ui, theme, &model.reconcile));
            layout::place(ui, third, |ui| history(ui, theme, &model.history, around, out));
        } else if let [_, second] = parts[..] {
            let halves = layout::rows(
                second,
                space::GAP,
                &[layout::Track::Share(1.2), layout::Track::Share(1.0)],
            );
            layout::place(ui, halves[0], |ui| data_checks::reconcile(ui, theme, &model.reconcile));
            layout::place(ui, halves[1], |ui| history(ui, theme, &model.history, around, out));
        }
        if !model.files.rows.is_empty() {
            ui.add_space(space::GAP);
            let high = (lower - checks - space::GAP).max(FILES);
            let (_, below) = ui.allocate_space(vec2(width, high));
            layout::place(ui, below, |ui| files(ui, &model.files));
        }
    });
}

/// Every file that stands in the store.
fn files(ui: &mut Ui, model: &Files) {
    let height = ui.available_height();
    Card::new(&model.title).note(&model.note).height(height).bleed().show(ui, |ui| {
        let title = |at: usize| model.columns.get(at).cloned().unwrap_or_default();
        let columns = [
            Column::words(title(0)).share(2.2, 180.0),
            Column::words(title(1)).share(1.0, 150.0),
            Column::figures(title(2), 64.0),
            Column::figures(title(3), 64.0),
            Column::figures(title(4), 56.0),
            Column::words(title(5)).fixed(76.0),
            Column::words(title(6)).fixed(96.0),
        ];
        Table::new("files", &columns, model.rows.len()).row_height(ROW_COMPACT).read_only().show(
            ui,
            |at| {
                let row = &model.rows[at];
                Row::new(format!("{} {} {}", row.name, row.kind, row.rows))
            },
            |cell| {
                let row = &model.rows[cell.row];
                match cell.column {
                    0 => cell.text(&row.name),
                    1 => cell.quiet(&row.kind),
                    2 => cell.text(&row.rows),
                    3 => cell.text(&row.replaced),
                    4 => cell.text(&row.rejected),
                    5 => cell.quiet(&row.encoding),
                    _ => cell.quiet(&row.when),
                }
            },
        );
    });
}

fn history(
    ui: &mut Ui,
    theme: &Theme,
    model: &History,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    Card::new(&model.title).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if !model.empty.is_empty() {
            ui.label(draw::rich(&model.empty, Type::Body, theme.text.third));
            return;
        }
        ScrollArea::vertical().id_salt("history").auto_shrink(false).show(ui, |ui| {
            for row in &model.rows {
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 44.0));
                let ink = if row.standing { theme.text.main } else { theme.text.third };
                let painter = ui.painter();
                let align = Align2::LEFT_CENTER;
                let side = draw::width(painter, &row.action, Type::Strong) + 20.0;
                let room = rect.width() - side - 8.0;
                let at = pos2(rect.left(), rect.top() + 13.0);
                draw::text_in(painter, at, align, &row.when, Type::Body, ink, room);
                let at = pos2(rect.left(), rect.top() + 31.0);
                let quiet = theme.text.third;
                draw::text_in(painter, at, align, &row.what, Type::Caption, quiet, room);
                let line = Stroke::new(1.0, theme.plot.grid);
                painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
                let said = format!("{} {}", row.when, row.what);
                let left = Rect::from_min_size(rect.min, vec2(room, rect.height()));
                let id = ui.scope_id().with(("import", row.import.0));
                let response = ui.interact(left, id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
                crate::gui::kit::tip::hover_text(response, &row.files);
                let right = Rect::from_min_max(
                    pos2(rect.right() - side, rect.top() + 10.0),
                    pos2(rect.right(), rect.bottom() - 10.0),
                );
                if row.standing {
                    let name = format!("{} {} {}", row.action, row.when, row.what);
                    let why = around.working.then(|| {
                        crate::present::text::app::why(
                            crate::present::text::app::Why::Working,
                            around.lang,
                        )
                    });
                    let button =
                        Button::plain(&row.action).small().name(&name).disabled_because(why);
                    if layout::place(ui, right, |ui| button.show(ui).clicked()) {
                        out.push(Command::UndoImport(row.import));
                    }
                } else {
                    let at = right.right_center();
                    let align = Align2::RIGHT_CENTER;
                    draw::text(ui.painter(), at, align, &row.action, Type::Caption, quiet);
                }
            }
        });
    });
}
