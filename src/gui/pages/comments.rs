//! Comments of a session or a product: what is asked, what nobody answered, what is complained
//! about, how pleased people are. Drawn inside a card.

use eframe::egui::{Painter, ScrollArea, Ui};

use super::parts;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Column, Row, Table, draw, interval_bar, tip};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::Dot;
use crate::present::pages::comments::{AskedRow, CommentsPage};
use crate::present::text::labels::{Label, label, labels};

/// Widths of how often, and of how often nobody answered.
const OFTEN: f32 = 44.0;
const OPEN: f32 = 64.0;
const ROW: f32 = 24.0;

/// One list: what tells it apart, its title, its rows.
#[derive(Clone, Copy)]
struct List<'a> {
    id: &'a str,
    title: &'a str,
    rows: &'a [AskedRow],
}

impl List<'_> {
    fn open(&self) -> bool {
        self.rows.iter().any(|row| row.unanswered.raw.is_some())
    }

    /// The width that cuts no name.
    fn needs(&self, painter: &Painter) -> f32 {
        let names = self.rows.iter().map(|row| draw::width(painter, &row.name, Type::Body));
        let figures =
            if self.open() { OFTEN + OPEN + 2.0 * space::GAP } else { OFTEN + space::GAP };
        names.fold(0.0, f32::max).ceil() + figures + 2.0 * space::CARD_X + 2.0
    }
}

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
    let [asked, complaints] = labels([Label::Asked, Label::Complaints], lang);
    let lists = [
        List { id: "asked", title: asked, rows: &page.asked },
        List { id: "complaints", title: complaints, rows: &page.complaints },
    ];
    let rect = ui.available_rect_before_wrap();
    let [left, right] = lists.map(|list| list.needs(ui.painter()));
    if left + right + 16.0 > rect.width() {
        // Beside each other their names would be cut.
        ScrollArea::vertical().id_salt("comments").auto_shrink(false).show(ui, |ui| {
            for one in lists {
                list(ui, theme, one);
                ui.add_space(4.0);
            }
        });
        return;
    }
    let halves = layout::columns(rect, 16.0, &[Track::Share(left), Track::Share(right)]);
    for (half, one) in halves.into_iter().zip(lists) {
        layout::place(ui, half, |ui| {
            ScrollArea::vertical().id_salt(one.id).auto_shrink(false).show(ui, |ui| {
                list(ui, theme, one);
            });
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

fn list(ui: &mut Ui, theme: &Theme, list: List<'_>) {
    let lang = super::lang(ui.ctx());
    let rows = list.rows;
    if rows.is_empty() {
        let none = label(Label::NoneSaid, lang);
        ui.label(draw::rich(list.title, Type::Caption, theme.text.second));
        ui.label(draw::rich(none, Type::Body, theme.text.third));
        return;
    }
    let heads = labels([Label::TimesHead, Label::OpenHead], lang);
    let mut columns =
        vec![Column::words(list.title).share(1.0, 90.0), Column::figures(heads[0], OFTEN)];
    if list.open() {
        columns.push(Column::figures(heads[1], OPEN));
    }
    Table::new(list.id, &columns, rows.len()).row_height(ROW).fit().read_only().show(
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
}
