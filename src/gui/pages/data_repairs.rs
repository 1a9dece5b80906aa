//! What is wrong with files: under each remedy what it is about, where it was first met, what to do.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::Surroundings;
use super::parts::BAR;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::repairs::{RepairGroup, RepairLine, Repairs};
use crate::present::pages::tray::TrayRow;

/// The least height in which a few remarks can be read.
pub const LEAST: f32 = 300.0;
/// Lines that one text may take.
const LINES: usize = 6;

/// The list as a card; `about` says whose it is.
pub fn card(
    ui: &mut Ui,
    theme: &Theme,
    repairs: &Repairs,
    about: &str,
    unread: &[&TrayRow],
    notes: &[String],
    controls: impl FnOnce(&mut Ui),
) {
    let height = ui.available_height();
    // Where a file could not be read there is something to do, whatever the others say.
    let silent = !unread.is_empty() && repairs.is_empty();
    let note = match about {
        "" if silent => "",
        "" => &repairs.note,
        about => about,
    };
    Card::new(&repairs.title).note(note).height(height).show_with(ui, controls, |ui| {
        ScrollArea::vertical().id_salt("repairs").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - BAR);
            for row in unread {
                unreadable(ui, theme, row);
            }
            // Of files that could not be read there is nothing more to say.
            if unread.is_empty() || !repairs.is_empty() {
                list(ui, theme, repairs);
            }
            for (at, line) in notes.iter().enumerate() {
                ui.add_space(8.0);
                paragraph(ui, line, Type::Caption, theme.text.second, 0.0, ("note", at));
            }
        });
    });
}

/// Why a file could not be read and what to do.
pub fn trouble(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    lines: &[String],
    around: &Surroundings,
    below: impl FnOnce(&mut Ui),
) {
    let height = ui.available_height();
    let title =
        crate::present::text::app::word(crate::present::text::app::Word::Remarks, around.lang);
    Card::new(title).note(name).height(height).show(ui, |ui| {
        ScrollArea::vertical().id_salt("trouble").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - BAR);
            for (at, line) in lines.iter().enumerate() {
                let ink = if at == 0 { theme.text.warn } else { theme.text.main };
                paragraph(ui, line, Type::Body, ink, 0.0, ("trouble", at));
            }
            below(ui);
        });
    });
}

/// A file that could not be read, before what is wrong with those that could.
fn unreadable(ui: &mut Ui, theme: &Theme, row: &TrayRow) {
    ui.spacing_mut().item_spacing.y = 0.0;
    heading(ui, theme, &row.kind, true);
    ui.add_space(6.0);
    silent(ui, &row.name, Type::Strong, theme.text.main, 2.0);
    for (at, line) in row.trouble.iter().enumerate() {
        let ink = if at == 0 { theme.text.third } else { theme.text.main };
        silent(ui, line, if at == 0 { Type::Caption } else { Type::Body }, ink, 2.0);
    }
    let said = format!("{}, {}", row.name, row.trouble.join(", "));
    let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
}

/// The groups one below the other.
pub fn list(ui: &mut Ui, theme: &Theme, repairs: &Repairs) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if repairs.is_empty() {
        paragraph(ui, &repairs.empty, Type::Body, theme.text.third, 0.0, "empty");
        return;
    }
    for (at, group) in repairs.groups.iter().enumerate() {
        if at > 0 {
            ui.add_space(8.0);
        }
        heading(ui, theme, &group.title, group.needed);
        for (index, line) in group.lines.iter().enumerate() {
            entry(ui, theme, group, line, (at, index));
        }
    }
}

fn heading(ui: &mut Ui, theme: &Theme, title: &str, needed: bool) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let (fill, ink, icon) = if needed {
        (theme.card.warn, theme.text.warn, Icon::Warning)
    } else {
        (theme.card.sunken, theme.text.second, Icon::Check)
    };
    ui.painter().rect_filled(rect, CornerRadius::same(radius::CONTROL), fill);
    let y = rect.center().y;
    icon.paint(ui.painter(), pos2(rect.left() + 14.0, y), 14.0, ink);
    let at = pos2(rect.left() + 28.0, y);
    let room = rect.width() - 36.0;
    draw::text_in(ui.painter(), at, Align2::LEFT_CENTER, title, Type::Strong, ink, room);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

fn entry(ui: &mut Ui, theme: &Theme, group: &RepairGroup, line: &RepairLine, at: (usize, usize)) {
    ui.add_space(6.0);
    let width = ui.available_width();
    let t = &theme.text;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
    let count = draw::width(ui.painter(), &line.count, Type::Strong);
    let y = rect.center().y;
    let ink = if group.needed { t.warn } else { t.second };
    draw::text(
        ui.painter(),
        pos2(rect.right() - 2.0, y),
        Align2::RIGHT_CENTER,
        &line.count,
        Type::Strong,
        ink,
    );
    let room = width - count - 16.0;
    let left = pos2(rect.left() + 2.0, y);
    draw::text_in(ui.painter(), left, Align2::LEFT_CENTER, &line.what, Type::Strong, t.main, room);
    let said = [&line.what, &line.count, &line.place, &line.cell, &line.todo]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
    for (text, ink) in [(&line.place, t.third), (&line.cell, t.second)] {
        if !text.is_empty() {
            silent(ui, text, Type::Caption, ink, 2.0);
        }
    }
    silent(ui, &line.todo, Type::Body, if group.needed { t.main } else { t.second }, 2.0);
    ui.add_space(4.0);
    let (x, y) = (ui.max_rect().x_range(), ui.cursor().top());
    if at.1 + 1 < group.lines.len() {
        ui.painter().hline(x, y, Stroke::new(1.0, theme.plot.grid));
    }
}

/// Text over as many lines as it takes; it was read out with its entry.
fn silent(ui: &mut Ui, text: &str, step: Type, ink: Color32, indent: f32) -> Rect {
    let width = ui.available_width();
    let galley = draw::lines(ui.painter(), text, step, ink, width - indent, LINES);
    let (_, rect) = ui.allocate_space(vec2(width, galley.size().y));
    ui.painter().galley(pos2(rect.left() + indent, rect.top()), galley, ink);
    rect
}

fn paragraph(
    ui: &mut Ui,
    text: &str,
    step: Type,
    ink: Color32,
    indent: f32,
    id: impl std::hash::Hash + std::fmt::Debug,
) {
    let rect = silent(ui, text, step, ink, indent);
    let id = ui.scope_id().with(id);
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.add_space(6.0);
}
