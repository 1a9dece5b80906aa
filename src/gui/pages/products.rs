//! 商品: what sells? Draws the products page's model.

use eframe::egui::accesskit::Role as WordRole;
use eframe::egui::{Align2, Sense, Ui, WidgetInfo, vec2};

pub use super::products_detail::DetailView;
use super::{empty, overview::chart_figure, parts, products_detail};
use crate::domain::ProductId;
use crate::gui::app::{Command, Page};
use crate::gui::kit::chart::legend_shape;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{
    Axis, BadgeKind, Button, Card, Cell, Chart, Column, Dot, Icon, Mark, Row, Table, badge, draw,
    interval_bar, segmented, tip,
};
use crate::gui::theme::{Theme, Type, space};
use crate::metrics::Corner;
use crate::present::pages::ProductsPage;
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::products::{ProductRow, RateCell};
use crate::present::text::labels::{Label, label, labels, product_columns};

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ProductsState {
    /// The product shown in detail; `None`: the first.
    pub selected: Option<ProductId>,
    /// What is shown of that product.
    pub view: DetailView,
    /// Dots of the quadrant are as large as margins, not amounts.
    pub by_margin: bool,
}

/// Height of the suggestions: three rows and the note on costs.
const SUGGESTIONS: f32 = 168.0;
/// Below this width the cards stand one under another.
const NARROW: f32 = 820.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ProductsPage,
    state: &mut ProductsState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Products, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    let narrow = ui.available_width() < NARROW;
    let least = if narrow { 1_340.0 } else { 700.0 };
    parts::page(ui, "products", least, |ui, rect| {
        let boxes = if narrow {
            let tracks = [1.0, 1.1, 0.8].map(Track::Share);
            layout::rows(rect, space::GAP, &[&tracks[..], &[Track::Fixed(SUGGESTIONS)]].concat())
        } else {
            let sides = layout::columns(rect, space::GAP, &[Track::Share(0.74), Track::Share(1.0)]);
            let left = layout::rows(sides[0], space::GAP, &[Track::Share(1.45), Track::Share(1.0)]);
            let tracks = [Track::Share(1.0), Track::Fixed(SUGGESTIONS)];
            let right = layout::rows(sides[1], space::GAP, &tracks);
            vec![left[0], right[0], left[1], right[1]]
        };
        layout::place(ui, boxes[0], |ui| quadrant(ui, theme, model, state, out));
        layout::place(ui, boxes[1], |ui| all(ui, theme, model, state, out));
        layout::place(ui, boxes[2], |ui| {
            if let Some(detail) = &model.detail {
                products_detail::card(ui, theme, detail, &mut state.view, out);
            }
        });
        layout::place(ui, boxes[3], |ui| suggestions(ui, theme, model, out));
    });
}

/// The badge of a corner.
pub fn corner_badge(corner: Corner) -> BadgeKind {
    match corner {
        Corner::Push => BadgeKind::Strong,
        Corner::ShowMore => BadgeKind::Tint,
        Corner::FixConversion => BadgeKind::WarnPlain,
        Corner::Watch => BadgeKind::Outline,
        Corner::Unclear => BadgeKind::Dashed,
    }
}

fn quadrant(
    ui: &mut Ui,
    theme: &Theme,
    model: &ProductsPage,
    state: &mut ProductsState,
    out: &mut Vec<Command>,
) {
    let quadrant = &model.quadrant;
    let height = ui.available_height();
    if !quadrant.nothing.is_empty() {
        Card::new(&quadrant.head.title).height(height).show(ui, |ui| {
            ui.label(draw::rich(&quadrant.nothing, Type::Body, theme.text.second));
        });
        return;
    }
    let mut saved = Vec::new();
    let subject = Subject::Products(state.selected);
    let by_margin = state.by_margin;
    let mut size = None;
    Card::new(&quadrant.head.title)
        .note(&quadrant.head.unit)
        .sentence(&quadrant.head.sentence)
        .height(height)
        .show_with(
            ui,
            |ui| {
                parts::save_picture(ui, subject, ChartName::Quadrant, &mut saved);
                if quadrant.points.iter().any(|point| point.margin_size.is_some()) {
                    let words = labels([Label::Amount, Label::Margin], super::lang(ui.ctx()));
                    let at = usize::from(by_margin);
                    size = segmented(ui, &quadrant.head.title, &words, at);
                }
            },
            |ui| {
                let foot = 22.0;
                let dots: Vec<Dot> = quadrant
                    .points
                    .iter()
                    .map(|point| {
                        let (series, shape) = parts::role_mark(point.role);
                        let unclear = point.dot != crate::present::pages::Dot::Solid;
                        let margin = point.margin_size.unwrap_or(0.0);
                        let share = if by_margin { margin } else { point.size };
                        let big = share > 0.12 || Some(point.product) == state.selected;
                        Dot {
                            x: point.x * 100.0,
                            y: point.y * 100.0,
                            radius: 4.0 + 11.0 * share.sqrt() as f32,
                            color: theme.data.series(series),
                            shape,
                            hollow: unclear,
                            label: if big { point.name.clone() } else { String::new() },
                            spread: unclear.then_some([
                                (point.x_range.low * 100.0, point.x_range.high * 100.0),
                                (point.y_range.low * 100.0, point.y_range.high * 100.0),
                            ]),
                            tip: point.hover.lines().map(str::to_owned).collect(),
                        }
                    })
                    .collect();
                let range = |values: Vec<f64>| {
                    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
                    let high = values.iter().copied().fold(0.0_f64, f64::max);
                    let room = ((high - low) * 0.14).max(1.0);
                    // The names of the corners need air above and below the dots.
                    ((low - room).max(-room), high + 1.4 * room)
                };
                let (x_low, x_high) = range(dots.iter().map(|dot| dot.x).collect());
                let (y_low, y_high) = range(dots.iter().map(|dot| dot.y).collect());
                let words: Vec<String> = quadrant
                    .corners
                    .iter()
                    .map(|corner| format!("{}\n{}", corner.name, corner.hint))
                    .collect();
                let name = format!("{} {}", quadrant.head.title, quadrant.head.sentence);
                let mut chart = Chart::new("quadrant", &name)
                    .height(ui.available_height() - foot)
                    .x(Axis::figures(chart_figure).range(x_low, x_high))
                    .y(Axis::figures(chart_figure).range(y_low, y_high));
                if let Some(x) = quadrant.x_line {
                    chart = chart.mark(Mark::Upright { x: x * 100.0, text: "" });
                }
                if let Some(y) = quadrant.y_line {
                    chart = chart.mark(Mark::Level { y: y * 100.0, text: "" });
                }
                let corner_at = |corner: Corner| match corner {
                    Corner::Push => Some((x_high, y_high, eframe::egui::Align2::RIGHT_TOP)),
                    Corner::ShowMore => Some((x_low, y_high, eframe::egui::Align2::LEFT_TOP)),
                    Corner::FixConversion => {
                        Some((x_high, y_low, eframe::egui::Align2::RIGHT_BOTTOM))
                    }
                    Corner::Watch => Some((x_low, y_low, eframe::egui::Align2::LEFT_BOTTOM)),
                    Corner::Unclear => None,
                };
                for (corner, text) in quadrant.corners.iter().zip(&words) {
                    if let Some((x, y, align)) = corner_at(corner.corner) {
                        chart =
                            chart.mark(Mark::Words { x, y, align, text, color: theme.text.third });
                    }
                }
                let dots_at = usize::from(quadrant.x_line.is_some())
                    + usize::from(quadrant.y_line.is_some())
                    + quadrant.corners.iter().filter(|c| corner_at(c.corner).is_some()).count();
                let chosen = state
                    .selected
                    .and_then(|id| quadrant.points.iter().position(|point| point.product == id))
                    .map(|at| (dots_at, at));
                let response = chart.mark(Mark::Dots(&dots)).selected(chosen).show(ui);
                if let Some((_, at)) = response.clicked
                    && let Some(point) = quadrant.points.get(at)
                {
                    state.selected = Some(point.product);
                    out.push(Command::OpenProduct(point.product));
                }
                ui.horizontal(|ui| {
                    for (role, text) in &quadrant.legend {
                        let (series, shape) = parts::role_mark(*role);
                        legend_shape(ui, shape, theme.data.series(series), text);
                    }
                });
            },
        );
    out.append(&mut saved);
    if let Some(at) = size {
        state.by_margin = at == 1;
    }
}

fn all(
    ui: &mut Ui,
    theme: &Theme,
    model: &ProductsPage,
    state: &mut ProductsState,
    out: &mut Vec<Command>,
) {
    let table = &model.table;
    let height = ui.available_height();
    Card::new(&table.head.title)
        .note(&table.head.unit)
        .sentence(&table.head.sentence)
        .height(height)
        .bleed()
        .show(ui, |ui| {
            let lang = super::lang(ui.ctx());
            let title = product_columns(lang);
            let columns = [
                Column::words(title[0]).share(1.0, 112.0),
                Column::figures(title[1], 56.0),
                Column::words(title[2]).fixed(92.0),
                Column::words(title[3]).fixed(176.0),
                Column::figures(title[4], 48.0),
                Column::figures(title[5], 62.0),
                Column::words(title[6]).fixed(92.0),
            ];
            let top = |rate: fn(&ProductRow) -> &RateCell| {
                table
                    .rows
                    .iter()
                    .filter_map(|row| rate(row).interval.as_ref().map(|range| range.high))
                    .fold(0.01_f64, f64::max)
            };
            let shop = (model.quadrant.x_line, model.quadrant.y_line);
            let (clicks, orders) = (top(|row| &row.click), top(|row| &row.order));
            let selected = state
                .selected
                .or(model.detail.as_ref().map(|detail| detail.product))
                .and_then(|id| table.rows.iter().position(|row| row.product == id));
            let response =
                Table::new("products", &columns, table.rows.len()).selected(selected).show(
                    ui,
                    |at| {
                        let row = &table.rows[at];
                        Row::new(format!("{} {} {}", row.name, row.amount.text, row.corner_text))
                    },
                    |cell| {
                        let row = &table.rows[cell.row];
                        match cell.column {
                            0 => {
                                cell.text(&row.name);
                                // A role that does not fit whole stands in the quadrant.
                                let wide =
                                    draw::width(cell.ui.painter(), &row.role_text, Type::Caption);
                                if wide <= cell.ui.available_width() {
                                    cell.quiet(&row.role_text);
                                }
                            }
                            1 => cell.strong(&row.amount.text),
                            2 => {
                                let words = Words { text: &row.click.estimate.text, wide: 30.0 };
                                rate(cell, theme, &row.click, &words, clicks, shop.0);
                            }
                            3 => {
                                let words = Words { text: &row.order.fraction, wide: 112.0 };
                                rate(cell, theme, &row.order, &words, orders, shop.1);
                            }
                            4 => cell.text(&row.order.estimate.text),
                            5 if row.margin_note.is_empty() => {
                                cell.text(&row.margin_per_minute.text)
                            }
                            5 => cell.quiet(&row.margin_note),
                            _ => {
                                badge(cell.ui, corner_badge(row.corner), &row.corner_text);
                            }
                        }
                    },
                );
            if let Some(at) = response.clicked {
                state.selected = Some(table.rows[at].product);
                out.push(Command::OpenProduct(table.rows[at].product));
            }
        });
}

/// Words left of a bar, right aligned over a width that all rows share.
struct Words<'a> {
    text: &'a str,
    wide: f32,
}

fn rate(
    cell: &mut Cell<'_>,
    theme: &Theme,
    rate: &RateCell,
    words: &Words<'_>,
    top: f64,
    shop: Option<f64>,
) {
    let (rect, response) = cell.ui.allocate_exact_size(vec2(words.wide, 18.0), Sense::hover());
    let (at, align) = (rect.right_center(), Align2::RIGHT_CENTER);
    let painter = cell.ui.painter();
    draw::text_in(painter, at, align, words.text, Type::Caption, theme.text.second, words.wide);
    response.widget_info(|| WidgetInfo::labeled(WordRole::Label, true, words.text));
    tip::hover_text(response, &rate.text);
    if let (Some(range), Some(value)) = (&rate.interval, rate.estimate.raw) {
        let estimate = parts::estimate(value, range, rate.dot);
        let name = format!("{} {}", rate.estimate.text, range.text);
        let room = cell.ui.available_width().clamp(32.0, 56.0);
        interval_bar(cell.ui, room, (0.0, top), shop, &estimate, &name);
    }
}

fn suggestions(ui: &mut Ui, theme: &Theme, model: &ProductsPage, out: &mut Vec<Command>) {
    let lang = super::lang(ui.ctx());
    let title = label(Label::ProductsToChange, lang);
    let height = ui.available_height();
    Card::new(title).note(&model.suggestions_note).height(height).bleed().show(ui, |ui| {
        let columns = [
            Column::words("").share(0.8, 110.0),
            Column::words("").share(1.5, 140.0),
            Column::words("").share(2.4, 160.0),
        ];
        let rows = &model.suggestions;
        let shown = rows.len().min(3);
        if shown == 0 {
            ui.horizontal(|ui| {
                ui.add_space(space::CARD_X);
                let none = label(Label::NothingToChange, lang);
                ui.label(draw::rich(none, Type::Body, theme.text.second));
            });
        } else {
            Table::new("suggestions", &columns, shown).headless().fit().read_only().show(
                ui,
                |at| Row::new(format!("{} {} {}", rows[at].name, rows[at].action, rows[at].reason)),
                |cell| match cell.column {
                    0 => cell.strong(&rows[cell.row].name),
                    1 => cell.colored(&rows[cell.row].action, theme.text.accent),
                    _ => cell.quiet(&rows[cell.row].reason),
                },
            );
        }
        if !model.cost_note.is_empty() {
            ui.horizontal(|ui| {
                ui.add_space(space::CARD_X);
                ui.label(draw::rich(&model.cost_note, Type::Body, theme.text.second));
                let fill = label(Label::EnterCosts, lang);
                if Button::plain(fill).small().show(ui).clicked() {
                    out.push(Command::Go(Page::Settings));
                }
            });
        }
    });
}
