//! 复盘: what happened in this session? Draws the review's model.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{empty, parts, review_minutes};
use crate::domain::{ChannelGroup, SessionId};
use crate::gui::app::{Command, Page};
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{
    Button, Card, Column, Dropdown, Icon, Row, Table, Tone, draw, interval_bar, segmented, tip,
};
use crate::gui::theme::{Theme, Type, radius, space};
use crate::present::pages::ReviewPage;
use crate::present::pages::review::FunnelStepView;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ReviewState {
    /// The session shown; `None`: the latest.
    pub session: Option<SessionId>,
    /// The funnel counts times instead of people.
    pub times: bool,
}

const VERDICT: f32 = 114.0;
/// Where the factors stand below the words instead of beside them.
const VERDICT_SLIM: f32 = 224.0;
/// Below this width they do.
const SLIM: f32 = 1080.0;
const CARDS: f32 = 60.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    state: &mut ReviewState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Review, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    let width = ui.available_width();
    let head = if width < SLIM { VERDICT_SLIM } else { VERDICT };
    let high = parts::cards_height(width, model.cards.len(), CARDS);
    let least = head + high + 2.0 * 266.0 + 3.0 * space::GAP;
    parts::page(ui, "review", least, |ui, rect| {
        let rows = layout::rows(
            rect,
            space::GAP,
            &[Track::Fixed(head), Track::Fixed(high), Track::Share(1.0), Track::Share(1.0)],
        );
        layout::place(ui, rows[0], |ui| verdict(ui, theme, model, head, out));
        let boxes = parts::card_boxes(rows[1], model.cards.len());
        for (part, card) in boxes.into_iter().zip(&model.cards) {
            layout::place(ui, part, |ui| parts::metric(card).show_compact(ui));
        }
        let middle =
            layout::columns(rows[2], space::GAP, &[Track::Fixed(304.0), Track::Share(1.0)]);
        layout::place(ui, middle[0], |ui| funnel(ui, theme, model, state));
        layout::place(ui, middle[1], |ui| review_minutes::chart(ui, theme, &model.minutes));
        let lower = layout::columns(rows[3], space::GAP, &[Track::Share(0.52), Track::Share(1.0)]);
        layout::place(ui, lower[0], |ui| channels(ui, theme, model));
        layout::place(ui, lower[1], |ui| segments(ui, theme, model, out));
    });
}

fn verdict(ui: &mut Ui, theme: &Theme, model: &ReviewPage, height: f32, out: &mut Vec<Command>) {
    let lang = super::lang(ui.ctx());
    Card::new("").height(height).show(ui, |ui| {
        let rect = ui.available_rect_before_wrap();
        let (said, factors, side) = if height > VERDICT {
            let lines = layout::rows(rect, 8.0, &[Track::Fixed(124.0), Track::Share(1.0)]);
            let upper = layout::columns(lines[0], 20.0, &[Track::Share(1.0), Track::Fixed(190.0)]);
            (upper[0], lines[1], upper[1])
        } else {
            let tracks = [Track::Share(1.0), Track::Fixed(372.0), Track::Fixed(190.0)];
            let columns = layout::columns(rect, 20.0, &tracks);
            (columns[0], columns[1], columns[2])
        };
        layout::place(ui, said, |ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            let texts: Vec<&str> =
                model.sessions.iter().map(|choice| choice.text.as_str()).collect();
            let at = model.sessions.iter().position(|choice| choice.selected);
            ui.horizontal(|ui| {
                let picked =
                    Dropdown::new(&texts, at).icon(Icon::Calendar).max_width(360.0).show(ui);
                if let Some(choice) = picked.and_then(|at| model.sessions.get(at)) {
                    out.push(Command::OpenSession(choice.id));
                }
                // Of a broadcast that still went on, refunds are the least that will change.
                let note = [&model.partial, &model.refund_note];
                if let Some(note) = note.into_iter().find(|note| !note.is_empty()) {
                    super::models::line(ui, note, Type::Caption, theme.text.warn);
                }
            });
            ui.label(draw::rich(&model.verdict.headline, Type::Verdict, theme.text.main));
            let detail = &model.verdict.detail;
            let ink = theme.text.second;
            let galley =
                draw::lines(ui.painter(), detail, Type::Body, ink, ui.available_width(), 2);
            let (line, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(line.min, galley, theme.text.second);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, detail));
            tip::hover_text(response, detail);
        });
        bridge(ui, theme, model, factors);
        layout::place(ui, side, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let add = lang.pick("打开下次计划", "Open the next plan");
            if Button::primary(add).width(190.0).tip(&model.verdict.action).show(ui).clicked() {
                out.push(Command::Go(Page::Plan));
            }
            ui.label(draw::rich(&model.verdict.footnote, Type::Caption, theme.text.third));
        });
    });
}

/// The factors of the difference as bars left and right of zero.
fn bridge(ui: &mut Ui, theme: &Theme, model: &ReviewPage, rect: Rect) {
    let bars = &model.verdict.parts;
    let tracks = vec![Track::Share(1.0); bars.len().max(1)];
    for (part, bar) in layout::columns(rect, 8.0, &tracks).into_iter().zip(bars) {
        let painter = ui.painter();
        let middle = part.center().x;
        draw::text_in(
            painter,
            pos2(middle, part.top() + 4.0),
            Align2::CENTER_TOP,
            &bar.label,
            Type::Caption,
            theme.text.second,
            part.width(),
        );
        let reach = part.width() / 2.0 - 4.0;
        let end = middle + reach * bar.bar as f32;
        let body = Rect::from_min_max(
            pos2(middle.min(end), part.top() + 28.0),
            pos2(middle.max(end).max(middle.min(end) + 2.0), part.top() + 40.0),
        );
        let color = if bar.bar >= 0.0 { theme.data.rise } else { theme.data.fall };
        painter.rect_filled(body, CornerRadius::same(2), color);
        draw::text(
            painter,
            pos2(middle, part.top() + 48.0),
            Align2::CENTER_TOP,
            &bar.amount.text,
            Type::Strong,
            color,
        );
        let response =
            ui.interact(part, ui.scope_id().with(("bridge", &bar.factor)), Sense::hover());
        let range = bar.interval.as_ref().map_or("", |range| range.text.as_str());
        let name = format!("{} {} {} {}", bar.label, bar.amount.text, range, bar.hover);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        tip::hover_text(response, &name);
    }
}

fn funnel(ui: &mut Ui, theme: &Theme, model: &ReviewPage, state: &mut ReviewState) {
    let lang = super::lang(ui.ctx());
    let view = if state.times { &model.funnel_times } else { &model.funnel_people };
    let height = ui.available_height();
    let words = lang.pick(["人数", "次数"], ["People", "Times"]);
    let mut picked = None;
    let controls = |ui: &mut Ui| {
        picked = segmented(ui, view.head.title.as_str(), &words, usize::from(state.times));
    };
    Card::new(&view.head.title).sentence(&view.head.sentence).height(height).show_with(
        ui,
        controls,
        |ui| {
            if let Some(nothing) = &view.empty {
                ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
                ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
                return;
            }
            let rect = ui.available_rect_before_wrap();
            let pitch = rect.height() / view.steps.len().max(1) as f32;
            for (at, step) in view.steps.iter().enumerate() {
                let top = rect.top() + at as f32 * pitch;
                funnel_step(ui, theme, step, view.steps.get(at + 1), rect, top, pitch, at);
            }
        },
    );
    if let Some(index) = picked {
        state.times = index == 1;
    }
}

#[allow(clippy::too_many_arguments, reason = "one drawing of one step")]
fn funnel_step(
    ui: &mut Ui,
    theme: &Theme,
    step: &FunnelStepView,
    next: Option<&FunnelStepView>,
    rect: Rect,
    top: f32,
    pitch: f32,
    at: usize,
) {
    const WIDE: f32 = 78.0;
    let tall = (pitch * 0.48).clamp(14.0, 24.0);
    let centre = rect.left() + WIDE / 2.0;
    let half = |width: f64| (WIDE * width as f32 / 2.0).max(6.0);
    let (fill, _) = theme.data.sequential(0.16 + 0.17 * at as f64);
    let bar = Rect::from_min_max(
        pos2(centre - half(step.width), top),
        pos2(centre + half(step.width), top + tall),
    );
    ui.painter().rect_filled(bar, CornerRadius::same(radius::CELL), fill);
    let left = rect.left() + WIDE + 12.0;
    let y = top + tall / 2.0;
    draw::text(
        ui.painter(),
        pos2(left, y),
        Align2::LEFT_CENTER,
        &step.label,
        Type::Body,
        theme.text.main,
    );
    draw::text(
        ui.painter(),
        pos2(rect.right(), y),
        Align2::RIGHT_CENTER,
        &step.count.text,
        Type::Strong,
        theme.text.main,
    );
    let Some(next) = next else { return };
    let joint = vec![
        pos2(bar.left(), top + tall + 2.0),
        pos2(bar.right(), top + tall + 2.0),
        pos2(centre + half(next.width), top + pitch - 2.0),
        pos2(centre - half(next.width), top + pitch - 2.0),
    ];
    ui.painter().add(eframe::egui::Shape::convex_polygon(
        joint,
        theme.card.sunken,
        eframe::egui::Stroke::NONE,
    ));
    let y = top + tall + (pitch - tall) / 2.0;
    let line = Rect::from_min_max(pos2(left - 6.0, y - 10.0), pos2(rect.right(), y + 10.0));
    if next.weakest {
        ui.painter().rect_filled(line, CornerRadius::same(radius::CONTROL), theme.card.warn);
    }
    let color = if next.weakest { theme.text.warn } else { theme.text.second };
    draw::text(
        ui.painter(),
        pos2(left, y),
        Align2::LEFT_CENTER,
        &next.rate.text,
        Type::Strong,
        color,
    );
    let change = next.change.as_ref().map_or_else(String::new, |change| change.text.clone());
    let right = if next.weakest { &next.weakest_text } else { &change };
    let tone = match (&next.change, next.weakest) {
        (Some(change), false) => parts::change(change).color(theme),
        _ => color,
    };
    draw::text(
        ui.painter(),
        pos2(rect.right() - 4.0, y),
        Align2::RIGHT_CENTER,
        right,
        Type::Caption,
        tone,
    );
    if !next.weakest {
        let at = pos2(left + 46.0, y);
        draw::text(
            ui.painter(),
            at,
            Align2::LEFT_CENTER,
            &next.median,
            Type::Caption,
            theme.text.third,
        );
    }
    let response = ui.interact(line, ui.scope_id().with(("step", &next.key)), Sense::hover());
    let name = format!("{} {} {} {right}", next.label, next.rate.text, next.median);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    parts::meaning(&next.explain).on_hover(response);
}

fn channels(ui: &mut Ui, theme: &Theme, model: &ReviewPage) {
    let table = &model.channels;
    let height = ui.available_height();
    Card::new(&table.head.title)
        .note(&table.head.unit)
        .sentence(&table.head.sentence)
        .height(height)
        .bleed()
        .show(ui, |ui| {
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
        });
}

fn segments(ui: &mut Ui, theme: &Theme, model: &ReviewPage, out: &mut Vec<Command>) {
    let table = &model.segments;
    let height = ui.available_height();
    Card::new(&table.head.title)
        .note(&table.head.unit)
        .sentence(&table.head.sentence)
        .height(height)
        .bleed()
        .show(ui, |ui| {
            if let Some(nothing) = &table.empty {
                nothing_here(ui, theme, &nothing.title, &nothing.detail);
                return;
            }
            let lang = super::lang(ui.ctx());
            let title = lang.pick(
                [
                    "开始",
                    "商品",
                    "分钟",
                    "平均在线",
                    "点击",
                    "订单",
                    "金额",
                    "每千观众分钟",
                    "比本场平均",
                    "",
                    "名次",
                ],
                [
                    "Start",
                    "Product",
                    "Min",
                    "Online",
                    "Clicks",
                    "Orders",
                    "Amount",
                    "Per 1K v-min",
                    "vs session",
                    "",
                    "Rank",
                ],
            );
            let columns = [
                Column::words(title[0]).fixed(44.0),
                Column::words(title[1]).share(1.4, 96.0),
                Column::figures(title[2], 40.0),
                Column::figures(title[3], 60.0),
                Column::figures(title[4], 48.0),
                Column::figures(title[5], 48.0),
                Column::figures(title[6], 60.0),
                Column::figures(title[7], 84.0),
                Column::words(title[8]).share(1.0, 64.0),
                Column::figures(title[9], 52.0),
                Column::figures(title[10], 40.0),
            ];
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
                        match cell.column {
                            0 => cell.quiet(&row.start),
                            1 => cell.text(&row.name),
                            2 => cell.text(&row.minutes.text),
                            3 => cell.text(&row.avg_online.text),
                            4 => cell.text(&row.clicks.text),
                            5 => cell.text(&row.orders.text),
                            6 => cell.strong(&row.amount.text),
                            7 => cell.text(&row.per_thousand.text),
                            8 => {
                                if let (Some(range), Some(value)) = (&row.interval, row.lift.raw) {
                                    let estimate = parts::estimate(value, range, row.dot);
                                    let name = format!("{} {}", row.lift.text, range.text);
                                    let scale = (-table.reach, table.reach);
                                    let width = cell.ui.available_width().min(120.0);
                                    interval_bar(
                                        cell.ui,
                                        width,
                                        scale,
                                        Some(0.0),
                                        &estimate,
                                        &name,
                                    );
                                }
                            }
                            9 => {
                                let clear = row.dot == crate::present::pages::Dot::Solid;
                                let color = match row.lift.raw {
                                    Some(lift) if clear && lift > 0.0 => theme.data.rise,
                                    Some(_) if clear => theme.data.fall,
                                    _ => theme.text.second,
                                };
                                cell.colored(&row.lift.text, color);
                            }
                            _ => {
                                let rank =
                                    row.rank.map_or("—".to_owned(), |rank| rank.to_string());
                                cell.quiet(&rank);
                            }
                        }
                    },
                );
            if let Some(at) = response.clicked {
                out.push(Command::OpenProduct(table.rows[at].product));
            }
        });
}

pub(super) fn nothing_here(ui: &mut Ui, theme: &Theme, title: &str, detail: &str) {
    let rect = ui.available_rect_before_wrap().shrink2(vec2(space::CARD_X, 8.0));
    layout::place(ui, rect, |ui| {
        ui.label(draw::rich(title, Type::Strong, theme.text.main));
        ui.label(draw::rich(detail, Type::Body, theme.text.second));
    });
}
