//! The tables of the review: where the money came from, and what each talk did.

use eframe::egui::{Ui, vec2};

use super::{comments, parts};
use crate::domain::ChannelGroup;
use crate::gui::app::Command;
use crate::gui::kit::{
    Card, CardLook, Column, Row, Table, Tone, draw, interval_bar, layout, segmented,
};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::ReviewPage;
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::review::{BrushView, ChannelTable, SegmentTable, SessionProductTable};
use crate::present::text::labels::{Label, label, labels};

/// Channels or products, whichever is chosen: both say where the money came from.
pub fn sources(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    view: Option<&BrushView>,
    show_products: &mut bool,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let lang = super::lang(ui.ctx());
    let titles = labels([Label::Channels, Label::Products], lang);
    let products_of = view.map_or(&model.products, |view| &view.products);
    // Where no order tells its traffic the session's channels stand, and it is said.
    let of_range = view.filter(|view| !view.channels.rows.is_empty());
    let channels_of = of_range.map_or(&model.channels, |view| &view.channels);
    let stays = view.filter(|_| of_range.is_none()).map(|view| &view.channels.head.sentence);
    let head = if *show_products { &products_of.head } else { &channels_of.head };
    let sentence = match stays {
        Some(stays) if !*show_products => stays,
        _ => &head.sentence,
    };
    let washed = if *show_products { view.is_some() } else { of_range.is_some() };
    let look = if washed { CardLook::Wash } else { CardLook::Plain };
    let (mut picked, mut saved) = (None, Vec::new());
    let controls = |ui: &mut Ui| {
        // A picture shows the whole session, so there is none of a range.
        let of_products = *show_products;
        let some = match of_products {
            true => model.products.empty.is_none(),
            false => model.channels.empty.is_none(),
        };
        if some && view.is_none() {
            let chart = if of_products { ChartName::Products } else { ChartName::Channels };
            parts::save_picture(ui, Subject::Session(model.session), chart, &mut saved);
        }
        let title = label(Label::Sources, lang);
        picked = segmented(ui, title, &titles, usize::from(*show_products));
    };
    let card = Card::new(&head.title).note(&head.unit).sentence(sentence).height(height).look(look);
    card.bleed().show_with(ui, controls, |ui| {
        if *show_products {
            products(ui, theme, products_of, out);
        } else {
            channels(ui, theme, channels_of);
        }
    });
    out.append(&mut saved);
    if let Some(index) = picked {
        *show_products = index == 1;
    }
}

fn products(ui: &mut Ui, theme: &Theme, table: &SessionProductTable, out: &mut Vec<Command>) {
    if let Some(nothing) = &table.empty {
        nothing_here(ui, theme, &nothing.title, &nothing.detail);
        return;
    }
    let widths = [0.0, 80.0, 50.0, 44.0, 72.0, 72.0];
    let columns: Vec<Column> = table
        .columns
        .iter()
        .zip(widths)
        .map(|(title, width)| match width > 0.0 {
            true => Column::figures(title, width),
            false => Column::words(title).share(1.4, 84.0),
        })
        .collect();
    let response = Table::new("session products", &columns, table.rows.len())
        .row_height(crate::gui::kit::table::ROW_COMPACT)
        .show(
            ui,
            |at| {
                let row = &table.rows[at];
                Row::new(format!("{} {} {}", row.name, row.amount.text, row.share.text))
            },
            |cell| {
                let row = &table.rows[cell.row];
                match cell.column {
                    0 => cell.text(&row.name),
                    1 => cell.strong(&row.amount.text),
                    2 => cell.text(&row.share.text),
                    3 => cell.text(&row.orders.text),
                    4 => cell.text(&row.click_rate.text),
                    _ => cell.text(&row.order_rate.text),
                }
            },
        );
    if let Some(at) = response.clicked {
        out.push(Command::OpenProduct(table.rows[at].product));
    }
}

fn channels(ui: &mut Ui, theme: &Theme, table: &ChannelTable) {
    if let Some(nothing) = &table.empty {
        nothing_here(ui, theme, &nothing.title, &nothing.detail);
        return;
    }
    let title = |at: usize| table.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).share(1.4, 84.0),
        Column::figures(title(1), 54.0),
        Column::words("").share(0.6, 26.0),
        Column::figures(title(2), 76.0),
        Column::figures(title(3), 76.0),
        Column::figures(title(4), 36.0),
    ];
    Table::new("channels", &columns, table.rows.len())
        .row_height(crate::gui::kit::table::ROW_COMPACT)
        .read_only()
        .show(
            ui,
            |at| {
                let row = &table.rows[at];
                Row {
                    name: format!("{} {} {}", row.name, row.views.text, row.amount.text),
                    tone: if row.is_group { Tone::Sunken } else { Tone::Plain },
                }
            },
            |cell| {
                let row = &table.rows[cell.row];
                let series = match row.group {
                    ChannelGroup::Paid => theme.data.series(1),
                    _ => theme.data.series(0),
                };
                match (cell.column, row.is_group) {
                    (0, true) => {
                        cell.series(series);
                        cell.strong(&row.name);
                        parts::places(cell.ui, &row.sources);
                    }
                    (0, false) => {
                        cell.text(&format!("　{}", row.name));
                        parts::places(cell.ui, &row.sources);
                    }
                    (1, _) => cell.text(&row.views.text),
                    (2, true) => cell.bar(row.bar as f32, series),
                    (2, false) => cell.bar(row.bar as f32, series.gamma_multiply(0.5)),
                    (3, true) => cell.strong(&row.amount.text),
                    (3, false) => cell.text(&row.amount.text),
                    (4, _) => cell.text(&row.gpm.text),
                    _ => cell.text(&row.roi.text),
                }
            },
        );
}

/// Talk segments with their lift, or what was written in the session.
pub fn segments(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    view: Option<&BrushView>,
    show_comments: &mut bool,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let lang = super::lang(ui.ctx());
    let table = view.map_or(&model.segments, |view| &view.segments);
    let (now, mut picked, mut saved) = (*show_comments, None, Vec::new());
    let controls = |ui: &mut Ui| {
        if !now && view.is_none() && table.empty.is_none() {
            let subject = Subject::Session(model.session);
            parts::save_picture(ui, subject, ChartName::Segments, &mut saved);
        }
        let titles = labels([Label::Talks, Label::Comments], lang);
        picked = segmented(ui, label(Label::BelowCurve, lang), &titles, usize::from(now));
    };
    if now {
        written(ui, theme, model, height, controls);
    } else {
        let look = if view.is_some() { CardLook::Wash } else { CardLook::Plain };
        let card = Card::new(&table.head.title).look(look).note(&table.head.unit);
        let card = card.sentence(&table.head.sentence).height(height).bleed();
        card.show_with(ui, controls, |ui| talks(ui, theme, table, out));
    }
    out.append(&mut saved);
    if let Some(index) = picked {
        *show_comments = index == 1;
    }
}

/// What was written in the session; a range of it has no words of its own.
fn written(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    height: f32,
    controls: impl FnOnce(&mut Ui),
) {
    let lang = super::lang(ui.ctx());
    let Some(page) = &model.comments else {
        let reading = label(Label::ReadingComments, lang);
        Card::new(label(Label::Comments, lang)).height(height).show_with(ui, controls, |ui| {
            ui.label(draw::rich(reading, Type::Body, theme.text.second));
        });
        return;
    };
    let head = &page.head;
    let card = Card::new(&head.title).note(&head.unit).sentence(&head.sentence).height(height);
    card.show_with(ui, controls, |ui| comments::body(ui, theme, page));
}

fn talks(ui: &mut Ui, theme: &Theme, table: &SegmentTable, out: &mut Vec<Command>) {
    if let Some(nothing) = &table.empty {
        nothing_here(ui, theme, &nothing.title, &nothing.detail);
        return;
    }
    // Where there is no room for all, what is told elsewhere goes first.
    let wide = ui.available_width() > 700.0;
    let title = |at: usize| table.columns.get(at).cloned().unwrap_or_default();
    // Each column of the table with where it stands in the model.
    let mut columns = vec![
        (0, Column::words(title(0)).fixed(44.0)),
        (1, Column::words(title(1)).share(1.4, 84.0)),
        (2, Column::figures(title(2), 40.0)),
        (3, Column::figures(title(3), 52.0)),
        (4, Column::figures(title(4), 56.0)),
        (5, Column::figures(title(5), 44.0)),
        (6, Column::figures(title(6), 44.0)),
        (7, Column::figures(title(7), 60.0 + super::if_english(ui.ctx(), 16.0))),
        (8, Column::figures(title(8), 84.0)),
        (9, Column::words(title(9)).share(1.0, 60.0)),
        (11, Column::figures("", 52.0)),
        (10, Column::figures(title(10), 40.0)),
    ];
    if !wide {
        columns.retain(|(at, _)| !matches!(at, 3..=5 | 8));
    }
    let places: Vec<usize> = columns.iter().map(|(at, _)| *at).collect();
    let columns: Vec<Column> = columns.into_iter().map(|(_, column)| column).collect();
    let response = Table::new("segments", &columns, table.rows.len())
        .row_height(crate::gui::kit::table::ROW_COMPACT)
        .show(
            ui,
            |at| {
                let row = &table.rows[at];
                Row::new(format!("{} {} {}", row.start, row.name, row.lift.text))
            },
            |cell| {
                let row = &table.rows[cell.row];
                match places[cell.column] {
                    0 => cell.quiet(&row.start),
                    1 => cell.text(&row.name),
                    2 => cell.text(&row.minutes.text),
                    3 => cell.text(&row.avg_online.text),
                    4 => cell.text(&row.viewer_change.text),
                    5 => cell.text(&row.clicks.text),
                    6 => cell.text(&row.orders.text),
                    7 => cell.strong(&row.amount.text),
                    8 => cell.text(&row.per_thousand.text),
                    9 => {
                        if let (Some(range), Some(value)) = (&row.interval, row.lift.raw) {
                            let estimate = parts::estimate(value, range, row.dot);
                            let name = format!("{} {}", row.lift.text, range.text);
                            let scale = (-table.reach, table.reach);
                            let width = cell.ui.available_width().min(120.0);
                            interval_bar(cell.ui, width, scale, Some(0.0), &estimate, &name);
                        }
                    }
                    11 => {
                        let clear = row.dot == crate::present::pages::Dot::Solid;
                        let color = match row.lift.raw {
                            Some(lift) if clear && lift > 0.0 => theme.data.rise,
                            Some(_) if clear => theme.data.fall,
                            _ => theme.text.second,
                        };
                        cell.colored(&row.lift.text, color);
                    }
                    _ => {
                        let rank = row.rank.map_or("—".to_owned(), |rank| rank.to_string());
                        cell.quiet(&rank);
                    }
                }
            },
        );
    if let Some(at) = response.clicked {
        out.push(Command::OpenProduct(table.rows[at].product));
    }
}

pub(super) fn nothing_here(ui: &mut Ui, theme: &Theme, title: &str, detail: &str) {
    let rect = ui.available_rect_before_wrap().shrink2(vec2(space::CARD_X, 8.0));
    layout::place(ui, rect, |ui| {
        ui.label(draw::rich(title, Type::Strong, theme.text.main));
        ui.label(draw::rich(detail, Type::Body, theme.text.second));
    });
}
