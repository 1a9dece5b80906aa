//! What an import did, file by file, or where the rows of one file went, with what was wrong.

use eframe::egui::{Align, Align2, Layout, Rect, ScrollArea, Stroke, Ui, pos2, vec2};

use super::{Surroundings, data_repairs};
use crate::gui::app::Command;
use crate::gui::kit::table::ROW_COMPACT;
use crate::gui::kit::{Button, Card, Column, Icon, Row, Table, Tone, draw, icon_button, layout};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::data::{OpenedView, SourceView};
use crate::present::pages::repairs::Repairs;
use crate::present::pages::summary::ImportSummary;
use crate::present::text::app::{self, Word};

/// Height of the bar of buttons.
const FOOT: f32 = 52.0;
/// Width of the remarks beside it.
const ASIDE: f32 = 400.0;
/// From here on the remarks stand beside, not below.
pub const WIDE: f32 = 960.0;

/// The height the closer look would like.
pub fn height(view: &OpenedView) -> f32 {
    match view {
        OpenedView::Import(summary) => summary_height(summary),
        OpenedView::Source(source) => high(source.tables.len() + 3, &source.repairs),
    }
}

/// The height a summary would like.
pub fn summary_height(summary: &ImportSummary) -> f32 {
    high(summary.rows.len() + 1, &summary.repairs)
}

fn high(rows: usize, repairs: &Repairs) -> f32 {
    let list = 40.0 + 28.0 + ROW_COMPACT * rows.clamp(4, 10) as f32 + FOOT + 12.0;
    if repairs.is_empty() { list } else { list.max(data_repairs::LEAST) }
}

/// Draws the closer look; `true` when it was closed.
pub fn opened(
    ui: &mut Ui,
    theme: &Theme,
    view: &OpenedView,
    around: &Surroundings,
    out: &mut Vec<Command>,
) -> bool {
    match view {
        OpenedView::Import(summary) => import(ui, theme, summary, false, around, out),
        OpenedView::Source(source) => file(ui, theme, source, around, out),
    }
}

/// The summary of an import; `fresh` right after writing. `true` when it was closed.
pub fn import(
    ui: &mut Ui,
    theme: &Theme,
    summary: &ImportSummary,
    fresh: bool,
    around: &Surroundings,
    out: &mut Vec<Command>,
) -> bool {
    let [left, right] = halves(ui);
    let mut closed = false;
    layout::place(ui, left, |ui| {
        let height = ui.available_height();
        let card = Card::new(&summary.title).note(&summary.note).height(height).bleed();
        let pressed = card.show_with(
            ui,
            |ui| !fresh && close(ui, around),
            |ui| {
                let list = ui.available_rect_before_wrap();
                let table = Rect::from_min_max(list.min, pos2(list.right(), list.bottom() - FOOT));
                layout::place(ui, table, |ui| files(ui, theme, summary));
                foot(ui, theme, list, |ui| buttons(ui, summary, fresh, around, out))
            },
        );
        closed = pressed.controls || pressed.body;
    });
    layout::place(ui, right, |ui| {
        data_repairs::card(ui, theme, &summary.repairs, "", &[], &[], |ui| {
            export(ui, &summary.export, summary.import, out);
        });
    });
    closed
}

fn halves(ui: &Ui) -> [Rect; 2] {
    let area = ui.available_rect_before_wrap();
    let parts = if area.width() > WIDE {
        let tracks = [layout::Track::Share(1.0), layout::Track::Fixed(ASIDE)];
        layout::columns(area, space::GAP, &tracks)
    } else {
        let tracks = [layout::Track::Share(1.2), layout::Track::Share(1.0)];
        layout::rows(area, space::GAP, &tracks)
    };
    [parts[0], parts[1]]
}

fn close(ui: &mut Ui, around: &Surroundings) -> bool {
    icon_button(ui, Icon::Cross, app::word(Word::Close, around.lang)).clicked()
}

fn export(
    ui: &mut Ui,
    label: &str,
    import: Option<crate::domain::ImportId>,
    out: &mut Vec<Command>,
) {
    if label.is_empty() || import.is_none() {
        return;
    }
    if Button::plain(label).icon(Icon::Export).small().show(ui).clicked() {
        out.push(Command::ExportRejects(import));
    }
}

fn foot<R>(ui: &mut Ui, theme: &Theme, list: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let rect = Rect::from_min_max(pos2(list.left(), list.bottom() - FOOT), list.max);
    let line = Stroke::new(1.0, theme.card.line);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, line);
    let inner = rect.shrink2(vec2(space::CARD_X, 8.0));
    layout::place_with(ui, inner, Layout::left_to_right(Align::Center), add)
}

fn buttons(
    ui: &mut Ui,
    summary: &ImportSummary,
    fresh: bool,
    around: &Surroundings,
    out: &mut Vec<Command>,
) -> bool {
    let mut closed = false;
    if fresh && Button::primary(app::word(Word::Close, around.lang)).show(ui).clicked() {
        closed = true;
    }
    if let (Some(import), false) = (summary.import, summary.undo.is_empty()) {
        let why = around.working.then(|| app::why(app::Why::Working, around.lang));
        let undo = Button::secondary(&summary.undo).icon(Icon::Undo).disabled_because(why);
        if undo.show(ui).clicked() {
            out.push(Command::UndoImport(import));
        }
    }
    if !summary.undone.is_empty() {
        let theme = Theme::of(ui.ctx());
        ui.label(draw::rich(&summary.undone, Type::Body, theme.text.third));
    }
    closed
}

fn files(ui: &mut Ui, theme: &Theme, summary: &ImportSummary) {
    let title = |at: usize| summary.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).share(1.4, 140.0),
        Column::words(title(1)).share(1.0, 120.0),
        Column::figures(title(2), 60.0),
        Column::figures(title(3), 68.0),
        Column::figures(title(4), 60.0),
        Column::figures(title(5), 60.0),
    ];
    let rows: Vec<_> = summary.rows.iter().chain(&summary.total).collect();
    Table::new("summary", &columns, rows.len()).row_height(ROW_COMPACT).read_only().show(
        ui,
        |at| {
            let row = rows[at];
            let figures =
                [&row.added, &row.replaced, &row.skipped, &row.rejected].map(String::as_str);
            let name = format!("{} {} {}", row.name, row.state, figures.join(" "));
            let tone = match (at == summary.rows.len(), row.state.is_empty()) {
                (true, _) => Tone::Sunken,
                (_, false) => Tone::Faded,
                _ => Tone::Plain,
            };
            Row { name, tone }
        },
        |cell| {
            let row = rows[cell.row];
            match cell.column {
                0 => cell.text(&row.name),
                1 if !row.state.is_empty() => cell.quiet(&row.state),
                1 => cell.quiet(&row.kind),
                2 => cell.text(&row.added),
                3 => cell.text(&row.replaced),
                4 => cell.text(&row.skipped),
                _ if row.problem => cell.colored(&row.rejected, theme.text.warn),
                _ => cell.text(&row.rejected),
            }
        },
    );
}

fn file(
    ui: &mut Ui,
    theme: &Theme,
    view: &SourceView,
    around: &Surroundings,
    out: &mut Vec<Command>,
) -> bool {
    let [left, right] = halves(ui);
    let mut closed = false;
    layout::place(ui, left, |ui| {
        let height = ui.available_height();
        Card::new(&view.title).height(height).show_with(
            ui,
            |ui| closed |= close(ui, around),
            |ui| {
                ui.spacing_mut().item_spacing.y = 4.0;
                ui.label(draw::rich(&view.note, Type::Caption, theme.text.third));
                ui.add_space(8.0);
                ui.label(draw::rich(&view.tables_title, Type::Strong, theme.text.main));
                ScrollArea::vertical().id_salt("tables").auto_shrink(false).show(ui, |ui| {
                    tables(ui, theme, view);
                });
            },
        );
    });
    layout::place(ui, right, |ui| {
        data_repairs::card(ui, theme, &view.repairs, "", &[], &[], |ui| {
            export(ui, &view.export, Some(view.import), out);
        });
    });
    closed
}

fn tables(ui: &mut Ui, theme: &Theme, view: &SourceView) {
    use eframe::egui::accesskit::Role;
    use eframe::egui::{Sense, WidgetInfo};
    ui.spacing_mut().item_spacing.y = 0.0;
    for line in &view.tables {
        let size = vec2(ui.available_width(), 32.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let y = rect.center().y;
        let third = rect.width() / 3.0;
        let (west, t) = (Align2::LEFT_CENTER, &theme.text);
        for (part, text, step, ink) in [
            (0.0, &line.table, Type::Strong, t.main),
            (1.0, &line.rows, Type::Body, t.main),
            (2.0, &line.used, Type::Body, t.second),
        ] {
            let at = pos2(rect.left() + part * third, y);
            draw::text_in(ui.painter(), at, west, text, step, ink, third - 8.0);
        }
        let edge = Stroke::new(1.0, theme.plot.grid);
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, edge);
        let said = format!("{} {} {}", line.table, line.rows, line.used);
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    }
}
