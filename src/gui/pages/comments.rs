//! Comments of a session or a product: what is asked, what nobody answered, what is complained
//! about, how pleased people are. Drawn inside a card.

use eframe::egui::{ScrollArea, Ui};

use super::parts;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Column, Row, Table, draw, interval_bar, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::Dot;
use crate::present::pages::comments::{AskedRow, CommentsPage};

/// Draws the body of the card; title, scope and sentence are the card's.
pub fn body(ui: &mut Ui, theme: &Theme, page: &CommentsPage) {
    if let Some(nothing) = &page.empty {
        ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
        ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
        return;
    }
    let lang = super::lang(ui.ctx());
    mood(ui, theme, page);
    ui.add_space(4.0);
    let rect = ui.available_rect_before_wrap();
    let halves = layout::columns(rect, 16.0, &[Track::Share(1.0), Track::Share(1.0)]);
    let lists = [
        ("asked", lang.pick("在问什么", "Asked"), &page.asked, 0),
        ("complaints", lang.pick("在抱怨什么", "Complaints"), &page.complaints, 1),
    ];
    for (id, title, rows, at) in lists {
        layout::place(ui, halves[at], |ui| {
            if rows.is_empty() {
                let none = lang.pick("没有。", "None.");
                ui.label(draw::rich(title, Type::Caption, theme.text.second));
                ui.label(draw::rich(none, Type::Body, theme.text.third));
            } else {
                list(ui, id, title, rows);
            }
        });
    }
}

/// How pleased, and on hover what these figures can say.
fn mood(ui: &mut Ui, theme: &Theme, page: &CommentsPage) {
    let told = &page.satisfaction;
    ui.horizontal(|ui| {
        if let (Some(share), Some(range)) = (told.share.raw, &told.interval) {
            let estimate = parts::estimate(share, range, Dot::Hollow);
            interval_bar(ui, 120.0, (0.0, 1.0), None, &estimate, &told.text);
        }
        let said = ui.label(draw::rich(&told.text, Type::Caption, theme.text.second));
        tip::hover_text(said, &page.notes.join("\n"));
    });
}

fn list(ui: &mut Ui, id: &str, title: &str, rows: &[AskedRow]) {
    let lang = super::lang(ui.ctx());
    let open = rows.iter().any(|row| row.unanswered.raw.is_some());
    let heads = lang.pick(["次", "没人回"], ["Times", "Open"]);
    let mut columns = vec![Column::words(title).share(1.0, 90.0), Column::figures(heads[0], 44.0)];
    if open {
        columns.push(Column::figures(heads[1], 52.0));
    }
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        Table::new(id, &columns, rows.len()).row_height(24.0).fit().read_only().show(
            ui,
            |at| {
                let row = &rows[at];
                Row::new(format!("{} {} {}", row.name, row.line, row.wordings.join(" ")))
            },
            |cell| {
                let row = &rows[cell.row];
                match cell.column {
                    0 => {
                        cell.text(&row.name);
                        // What several wrote, where there is room for some of it.
                        if let Some(words) = row.wordings.first()
                            && cell.ui.available_width() > 60.0
                        {
                            cell.quiet(words);
                        }
                    }
                    1 => cell.text(&row.count.text),
                    _ => cell.strong(&row.unanswered.text),
                }
            },
        );
    });
}
