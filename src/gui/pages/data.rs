//! 数据: what is in here and can I trust it? Tray, completeness, reconciliation, history.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::{
    Surroundings, data_checks, data_import, data_learnt, data_mapping, data_repairs, data_sums,
    data_tray,
};
use crate::domain::SessionId;
use crate::gui::app::{Command, TrayStage};
use crate::gui::kit::table::ROW_COMPACT;
use crate::gui::kit::{Button, Card, Column, Row, Table, draw, layout};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::present::pages::DataPage;
use crate::present::pages::data::{Files, History, Opened};

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct DataState {
    /// The row of the tray whose remarks are shown.
    pub selected: Option<usize>,
    /// The session whose sums are compared; `None`: the latest.
    pub session: Option<SessionId>,
    /// The import or file looked at closer.
    pub opened: Option<Opened>,
    /// Whether completeness is shown by figures rather than by tables.
    pub by_field: bool,
    /// What the panel keeps that maps the columns of a file.
    pub mapping: data_mapping::MappingState,
}

/// Below this height the lower cards scroll with the page instead of sharing one screen.
const LOWER: f32 = 340.0;
/// What remarks take below the files.
const STACKED: f32 = 160.0;
/// Height of the checks where the list of files stands below them.
const CHECKS: f32 = 340.0;
/// Height of the checks while completeness shows every figure.
const FIGURES: f32 = 544.0;
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
    let written = model.tray.as_ref().and_then(|view| view.summary.as_ref());
    let written = written.filter(|_| matches!(tray, TrayStage::Written(_)));
    let opened = model.opened.as_ref().filter(|_| state.opened.is_some());
    let wanted = match (opened, written) {
        (Some(view), _) => data_import::height(view),
        (None, Some(summary)) => data_import::summary_height(summary),
        (None, None) => data_tray::height(model, tray, around),
    };
    // Where the remarks stand below the files instead of beside them both need their height.
    let stacked = area.width() <= data_import::WIDE && wanted >= data_repairs::LEAST;
    let upper = if stacked {
        (wanted + STACKED).min(area.height() * 0.95)
    } else {
        wanted.min(area.height() * 0.55)
    };
    let least = if model.completeness.by_field { FIGURES } else { LOWER };
    let lower = (area.height() - upper - space::GAP).max(least);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // The list of files takes what the checks leave free; on a low window it comes after them.
        let high = if model.completeness.by_field { FIGURES } else { CHECKS };
        let checks = if lower > high + space::GAP + FILES { high } else { lower };
        let listed = match model.files.rows.is_empty() {
            true => 0.0,
            false => space::GAP + (lower - checks - space::GAP).max(FILES),
        };
        let learnt = match model.learnt.rows.is_empty() {
            true => 0.0,
            false => space::GAP + data_learnt::height(&model.learnt),
        };
        let all = upper + space::GAP + checks + listed + learnt;
        let full = all > area.height() + 0.5;
        let width = ui.available_width() - if full { super::parts::BAR } else { 0.0 };
        let (_, top) = ui.allocate_space(vec2(width, upper));
        layout::place(ui, top, |ui| {
            if let Some(view) = opened {
                if data_import::opened(ui, theme, view, around, out) {
                    state.opened = None;
                }
            } else if let Some(summary) = written {
                if data_import::import(ui, theme, summary, true, around, out) {
                    out.push(Command::CloseSummary);
                }
            } else {
                data_tray::show(ui, theme, model, tray, state, around, out);
            }
        });
        ui.add_space(space::GAP);
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
            data_checks::completeness(ui, theme, &model.completeness, state, out);
        });
        if let [_, second, third] = parts[..] {
            layout::place(ui, second, |ui| sums(ui, theme, model, state));
            layout::place(ui, third, |ui| history(ui, theme, &model.history, state, around, out));
        } else if let [_, second] = parts[..] {
            let halves = layout::rows(
                second,
                space::GAP,
                &[layout::Track::Share(1.2), layout::Track::Share(1.0)],
            );
            layout::place(ui, halves[0], |ui| sums(ui, theme, model, state));
            let rest = halves[1];
            layout::place(ui, rest, |ui| history(ui, theme, &model.history, state, around, out));
        }
        if listed > 0.0 {
            ui.add_space(space::GAP);
            let (_, below) = ui.allocate_space(vec2(width, listed - space::GAP));
            layout::place(ui, below, |ui| files(ui, &model.files, state));
        }
        if learnt > 0.0 {
            ui.add_space(space::GAP);
            let (_, below) = ui.allocate_space(vec2(width, learnt - space::GAP));
            layout::place(ui, below, |ui| data_learnt::show(ui, theme, &model.learnt, around, out));
        }
    });
}

fn sums(ui: &mut Ui, theme: &Theme, model: &DataPage, state: &mut DataState) {
    data_sums::reconcile(ui, theme, &model.reconcile, &model.sanity, state);
}

/// Every file that stands in the store; a press shows where its rows went.
fn files(ui: &mut Ui, model: &Files, state: &mut DataState) {
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
        let chosen =
            model.rows.iter().position(|row| state.opened == Some(Opened::Source(row.source)));
        let table = Table::new("files", &columns, model.rows.len()).row_height(ROW_COMPACT);
        let response = table.selected(chosen).show(
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
        if let Some(row) = response.clicked.and_then(|at| model.rows.get(at)) {
            let opened = Some(Opened::Source(row.source));
            state.opened = if state.opened == opened { None } else { opened };
        }
    });
}

fn history(
    ui: &mut Ui,
    theme: &Theme,
    model: &History,
    state: &mut DataState,
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
                let under = painter.add(Shape::Noop);
                let align = Align2::LEFT_CENTER;
                let side = draw::width(painter, &row.action, Type::Strong) + 20.0;
                let room = rect.width() - side - 8.0;
                let at = pos2(rect.left(), rect.top() + 13.0);
                draw::text_in(painter, at, align, &row.when, Type::Body, ink, room);
                let at = pos2(rect.left(), rect.top() + 31.0);
                let quiet = theme.text.third;
                let what = draw::text_in(painter, at, align, &row.what, Type::Caption, quiet, room);
                if !row.left_out.is_empty() && what.right() + 60.0 < rect.left() + room {
                    let at = pos2(what.right() + 8.0, at.y);
                    let (warn, room) = (theme.text.warn, rect.left() + room - at.x);
                    draw::text_in(painter, at, align, &row.left_out, Type::Caption, warn, room);
                }
                let line = Stroke::new(1.0, theme.plot.grid);
                painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
                let said = format!("{} {} {}", row.when, row.what, row.left_out);
                let said = said.trim_end().to_owned();
                let left = Rect::from_min_size(rect.min, vec2(room, rect.height()));
                let id = ui.scope_id().with(("import", row.import.0));
                let response = ui.interact(left, id, Sense::click());
                let here = state.opened == Some(Opened::Import(row.import));
                if here || response.contains_pointer() {
                    let fill = if here { theme.card.wash } else { theme.card.hover };
                    let wash = rect.expand2(vec2(8.0, -1.0));
                    ui.painter().set(
                        under,
                        Shape::rect_filled(wash, CornerRadius::same(radius::BADGE), fill),
                    );
                }
                draw::focus_ring(ui, &response, left, 4);
                response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, here, &said));
                if crate::gui::kit::tip::hover_text(response, &row.files).clicked() {
                    let opened = Some(Opened::Import(row.import));
                    state.opened = if here { None } else { opened };
                }
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
