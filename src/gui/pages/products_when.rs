//! When a product sells, with which host, and what is bought with it.

use eframe::egui::{ScrollArea, Sense, Ui};

use super::parts;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Column, Row, Table, draw, interval_bar, tip};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::products::ProductDetail;
use crate::present::pages::{Dot, Num, RangeText};
use crate::present::text::labels::{Label, labels, when_columns};

/// From this width on a list shows its ranges.
const BARS: f32 = 230.0;

/// One line of a list: name, figure, and a range or more words.
struct Line<'a> {
    name: &'a str,
    figure: &'a Num,
    range: Option<&'a RangeText>,
    more: &'a str,
}

/// Draws the body of the card.
pub fn body(ui: &mut Ui, theme: &Theme, detail: &ProductDetail) {
    let lang = super::lang(ui.ctx());
    let slots = detail.slots.iter().map(|slot| Line {
        name: &slot.text,
        figure: &slot.rate,
        range: slot.interval.as_ref(),
        more: "",
    });
    let hosts = detail.hosts.iter().map(|host| Line {
        name: &host.name,
        figure: &host.rate,
        range: host.interval.as_ref(),
        more: "",
    });
    let together = detail.together.iter().map(|other| Line {
        name: &other.name,
        figure: &other.orders,
        range: None,
        more: &other.share.text,
    });
    let rect = ui.available_rect_before_wrap();
    let tracks = [1.1, 0.75, 1.3].map(Track::Share);
    let thirds = layout::columns(rect, 12.0, &tracks);
    // Name, head of the figure, what the figure is.
    let titles = when_columns(lang);
    let none = labels([Label::NoSlots, Label::OneHost], lang);
    let parts = [
        ("slots", titles[0], slots.collect::<Vec<_>>(), none[0]),
        ("hosts", titles[1], hosts.collect(), none[1]),
        ("with", titles[2], together.collect(), detail.together_note.as_str()),
    ];
    for (part, (id, heads, lines, nothing)) in thirds.into_iter().zip(parts) {
        layout::place(ui, part, |ui| {
            if lines.is_empty() {
                ui.label(draw::rich(heads[0], Type::Caption, theme.text.second));
                ui.label(draw::rich(nothing, Type::Body, theme.text.third));
            } else {
                list(ui, id, heads, &lines);
            }
        });
    }
}

fn list(ui: &mut Ui, id: &str, heads: [&str; 3], lines: &[Line<'_>]) {
    let top = lines.iter().filter_map(|line| line.range.map(|r| r.high)).fold(0.01, f64::max);
    // In a narrow card the ranges stand in the hover alone.
    let bars = ui.available_width() >= BARS;
    let figures = match (bars, lines.iter().all(|line| line.more.is_empty())) {
        (true, _) => 104.0,
        (false, true) => 40.0,
        (false, false) => 62.0,
    };
    let columns = [
        Column::words(heads[0]).share(1.0, 36.0),
        Column::words(heads[1]).fixed(figures).tip(heads[2]),
    ];
    ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
        Table::new(id, &columns, lines.len()).row_height(24.0).fit().read_only().show(
            ui,
            |at| {
                let line = &lines[at];
                let range = line.range.map_or("", |range| range.text.as_str());
                Row::new(format!("{} {} {range}{}", line.name, line.figure.text, line.more))
            },
            |cell| {
                let line = &lines[cell.row];
                if cell.column == 0 {
                    cell.text(line.name);
                    return;
                }
                cell.text(&line.figure.text);
                cell.quiet(line.more);
                if let (Some(value), Some(range)) = (line.figure.raw, line.range) {
                    let estimate = parts::estimate(value, range, Dot::Hollow);
                    let room = cell.ui.available_width().min(48.0);
                    if !bars {
                        let said = format!("{} ({})", line.figure.text, range.text);
                        let area = cell.ui.max_rect();
                        let id = cell.ui.scope_id().with("range");
                        tip::hover_text(cell.ui.interact(area, id, Sense::hover()), &said);
                        return;
                    }
                    interval_bar(cell.ui, room, (0.0, top), None, &estimate, &range.text);
                }
            },
        );
    });
}
