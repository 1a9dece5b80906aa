//! The lower half of the mapping panel: the first rows as they come in, and the strip on cells
//! that cannot be read.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, Layout, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::gui::app::Command;
use crate::gui::kit::{Dropdown, Icon, draw, layout, tip};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::ingest::MapSpec;
use crate::present::pages::mapping::PreviewTable;

const HEAD: f32 = 26.0;
const ROW: f32 = 24.0;
/// The least width of a column; what does not fit is left out.
const LEAST: f32 = 72.0;

/// The first rows as they would come in.
pub fn preview(
    ui: &mut Ui,
    theme: &Theme,
    table: &PreviewTable,
    spec: &MapSpec,
    out: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let band = |ui: &mut Ui, height: f32| {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        rect
    };
    let line = Stroke::new(1.0, theme.plot.grid);
    let title = band(ui, HEAD);
    ui.painter().rect_filled(title, CornerRadius::ZERO, theme.card.sunken);
    let at = pos2(title.left() + space::CARD_X, title.center().y);
    let left = Align2::LEFT_CENTER;
    let room = title.width() - 2.0 * space::CARD_X;
    draw::text_in(ui.painter(), at, left, &table.title, Type::Caption, theme.text.second, room);

    let fit = ((room + 8.0) / (LEAST + 8.0)).floor().max(1.0) as usize;
    let shown = table.columns.len().min(fit);
    let tracks: Vec<layout::Track> = table
        .columns
        .iter()
        .take(shown)
        .map(|column| layout::Track::Share(if column.number { 0.8 } else { 1.2 }))
        .collect();
    let parts = |rect: Rect| layout::columns(rect.shrink2(vec2(space::CARD_X, 0.0)), 8.0, &tracks);
    let head = band(ui, HEAD);
    for (part, column) in parts(head).into_iter().zip(&table.columns) {
        cell(ui, part, &column.text, column.number, Type::Caption, theme.text.third);
    }
    ui.painter().hline(head.x_range(), head.bottom() - 0.5, line);
    for (index, row) in table.rows.iter().enumerate() {
        let rect = band(ui, ROW);
        for ((part, text), column) in parts(rect).into_iter().zip(row).zip(&table.columns) {
            let ink = if text.bad {
                let behind = part.expand2(vec2(4.0, -1.0));
                ui.painter().rect_filled(behind, CornerRadius::ZERO, theme.card.warn);
                theme.text.warn
            } else if text.quiet {
                theme.text.third
            } else {
                theme.text.main
            };
            cell(ui, part, &text.text, column.number, Type::Body, ink);
        }
        ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
        let said: Vec<&str> = row.iter().map(|text| text.text.as_str()).collect();
        let id = ui.scope_id().with(("preview", index));
        let response = ui.interact(rect, id, Sense::hover());
        let said = said.join(", ");
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &said));
        if shown < table.columns.len() {
            let all: Vec<String> = table
                .columns
                .iter()
                .zip(row)
                .map(|(column, text)| format!("{}  {}", column.text, text.text))
                .collect();
            tip::hover_text(response, &all.join("\n"));
        }
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    if !table.warning.is_empty() {
        ui.add_space(6.0);
        let words: Vec<&str> = table.choice.options.iter().map(|(_, word)| word.as_str()).collect();
        let words_before = format!("{}. {}", table.warning, table.keep_as);
        strip_with(ui, theme, &table.warning, &table.bad.join("\n"), |ui| {
            ui.label(draw::rich(&table.keep_as, Type::Body, theme.text.warn));
            let drop = Dropdown::new(&words, table.choice.selected).said(&words_before);
            if let Some(at) = drop.max_width(140.0).show(ui) {
                let mut spec = spec.clone();
                spec.bad_cells = table.choice.options[at].0;
                out.push(Command::SetMapping(Box::new(spec)));
            }
            ui.label(draw::rich(&table.never, Type::Body, theme.text.warn));
        });
    }
}

fn cell(ui: &Ui, part: Rect, words: &str, number: bool, step: Type, ink: eframe::egui::Color32) {
    let (at, align) = if number {
        (part.right_center(), Align2::RIGHT_CENTER)
    } else {
        (part.left_center(), Align2::LEFT_CENTER)
    };
    draw::text_in(ui.painter(), at, align, words, step, ink, part.width());
}

/// A warning with what can be done about it.
pub fn strip(ui: &mut Ui, theme: &Theme, words: &str, add: impl FnOnce(&mut Ui)) {
    strip_with(ui, theme, words, "", add);
}

fn strip_with(ui: &mut Ui, theme: &Theme, words: &str, more: &str, add: impl FnOnce(&mut Ui)) {
    const TOOLS: f32 = 32.0;
    let width = ui.available_width() - 2.0 * space::CARD_X;
    let ink = theme.text.warn;
    let galley = draw::lines(ui.painter(), words, Type::Body, ink, width - 48.0, 4);
    let text = galley.size().y;
    let (_, band) = ui.allocate_space(vec2(ui.available_width(), text + TOOLS + 16.0));
    let rect = Rect::from_min_size(
        pos2(band.left() + space::CARD_X, band.top()),
        vec2(width, band.height()),
    );
    let corner = CornerRadius::same(radius::CONTROL);
    let edge = Stroke::new(1.0, theme.card.warn_edge);
    ui.painter().rect(rect, corner, theme.card.warn, edge, StrokeKind::Inside);
    Icon::Warning.paint(ui.painter(), pos2(rect.left() + 18.0, rect.top() + 18.0), 14.0, ink);
    ui.painter().galley(pos2(rect.left() + 34.0, rect.top() + 8.0), galley, ink);
    let seen = Rect::from_min_size(rect.min, vec2(rect.width(), text + 8.0));
    let response = ui.interact(seen, ui.scope_id().with(("strip", words)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if !more.is_empty() {
        tip::hover_text(response, more);
    }
    let tools = Rect::from_min_max(
        pos2(rect.left() + 34.0, rect.top() + text + 10.0),
        pos2(rect.right() - 8.0, rect.bottom() - 4.0),
    );
    layout::place_with(ui, tools, Layout::left_to_right(Align::Center), add);
}
