//! 总览: how am I doing? Draws the overview's model.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Align2, CornerRadius, Layout, Popup, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::overview_grids::{calendar, heat};
use super::{empty, parts};
use crate::gui::app::{Command, Page};
use crate::gui::kit::control::{menu_frame, menu_row};
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{
    Axis, Bar, Button, Card, Chart, Column, Icon, Mark, Row, Table, badge, chart, draw,
    interval_bar, stones, tip,
};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::OverviewPage;
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::overview::{
    CARDS_SETTING, FindingView, Hero, drafts, minute_wishes, with_card,
};
use crate::present::text::labels::{self, Label, label};

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct OverviewState {}

const HERO: f32 = 152.0;
/// The first card where the findings stand below the result instead of beside it.
const HERO_SLIM: f32 = 272.0;
/// Below this width they do.
const SLIM: f32 = 1080.0;
/// Where the findings stand one under another.
const HERO_NARROW: f32 = 500.0;
/// Below this width they do.
const NARROW: f32 = 760.0;
const CARDS: f32 = 120.0;
const LOWER: f32 = 220.0;
/// As many bars have room at least.
const FEW_BARS: usize = 8;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &OverviewPage,
    _: &mut OverviewState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Overview, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    let width = ui.available_width();
    let hero = match width {
        _ if width < NARROW => HERO_NARROW,
        _ if width < SLIM => HERO_SLIM,
        // English takes a line more.
        _ => HERO + super::if_english(ui.ctx(), 16.0),
    };
    let high = parts::cards_height(width, model.cards.len(), CARDS);
    let told = parts::notices_height(&model.notices);
    let least = told + hero + high + 2.0 * LOWER + 3.0 * space::GAP;
    parts::page(ui, "overview", least, |ui, rect| {
        let rect = parts::notices(ui, theme, &model.notices, rect);
        let rows = layout::rows(
            rect,
            space::GAP,
            &[Track::Fixed(hero), Track::Fixed(high), Track::Share(1.0), Track::Share(1.0)],
        );
        layout::place(ui, rows[0], |ui| verdict(ui, theme, model, out));
        cards(ui, theme, rows[1], model, out);
        let middle = layout::columns(rows[2], space::GAP, &[Track::Share(1.5), Track::Share(1.0)]);
        layout::place(ui, middle[0], |ui| trend(ui, theme, model, out));
        layout::place(ui, middle[1], |ui| calendar(ui, theme, model, out));
        let lower = layout::columns(
            rows[3],
            space::GAP,
            &[Track::Share(1.15), Track::Share(1.45), Track::Share(1.0)],
        );
        layout::place(ui, lower[0], |ui| heat(ui, theme, model, out));
        layout::place(ui, lower[1], |ui| top_products(ui, theme, model, out));
        layout::place(ui, lower[2], |ui| next_and_income(ui, theme, model, out));
    });
}

fn verdict(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let height = ui.available_height();
    Card::new("").height(height).show(ui, |ui| {
        let rect = ui.available_rect_before_wrap();
        let sides = |rect: Rect, left: Track| {
            layout::columns(rect, 24.0, &[left, Track::Share(1.0), Track::Fixed(156.0)])
        };
        let (last, middle, side) = if height > HERO + 16.0 {
            let lines = layout::rows(rect, 12.0, &[Track::Fixed(132.0), Track::Share(1.0)]);
            let upper = sides(lines[0], Track::Share(3.0));
            (upper[0], lines[1], upper[2])
        } else {
            let columns = sides(rect, Track::Fixed(280.0));
            (columns[0], columns[1], columns[2])
        };
        if let Some(hero) = &model.hero {
            layout::place(ui, last, |ui| the_last(ui, theme, hero, out));
        }
        findings(ui, theme, model, middle);
        layout::place(ui, side, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            let lang = super::lang(ui.ctx());
            let why = label(Label::SeeEvidence, lang);
            let many = model.findings.len();
            let wishes = minute_wishes(&model.findings);
            let left = labels::not_in_plan(many - wishes.len(), lang);
            let open = match wishes.len() {
                0 => label(Label::OpenPlan, lang).to_owned(),
                followed => labels::add_findings(followed, many, lang),
            };
            let tip = [model.next_action.as_str(), &left].join("\n");
            if Button::primary(&open).width(156.0).tip(tip.trim_end()).show(ui).clicked() {
                out.push(match wishes.is_empty() {
                    false => {
                        let drafts = drafts(&model.findings);
                        Command::FollowFindings { wishes, drafts, of: many }
                    }
                    true => Command::Go(Page::Plan),
                });
            }
            if Button::secondary(why).width(156.0).show(ui).clicked() {
                out.push(match &model.hero {
                    Some(hero) => Command::OpenEvidence(hero.session),
                    None => Command::Go(Page::Review),
                });
            }
            ui.label(draw::rich(&model.findings_foot, Type::Caption, theme.text.third));
        });
    });
}

fn the_last(ui: &mut Ui, theme: &Theme, hero: &Hero, out: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 4.0;
    super::models::line(ui, &hero.line, Type::Caption, theme.text.second);
    let row = ui.horizontal(|ui| {
        ui.label(draw::rich(&hero.amount.text, Type::Hero, theme.text.main));
        badge(ui, parts::tier_badge(hero.badge.tier), &hero.badge.text);
    });
    let response = row.response.interact(Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} {}", hero.basis, hero.amount.text))
    });
    if parts::meaning(&hero.explain).on_hover(response).clicked() {
        out.push(Command::OpenSession(hero.session));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        if let Some(change) = &hero.change {
            let color = parts::change(change).color(theme);
            ui.label(draw::rich(&change.text, Type::Strong, color));
        }
        ui.label(draw::rich(&hero.compared, Type::Body, theme.text.second));
    });
    if hero.partial.is_empty() {
        ui.label(draw::rich(&hero.verdict, Type::Body, theme.text.main));
    } else {
        // What made the difference cannot be said of figures that are not whole.
        ui.label(draw::rich(&hero.partial, Type::Body, theme.text.warn));
    }
}

fn findings(ui: &mut Ui, theme: &Theme, model: &OverviewPage, rect: Rect) {
    if model.findings.is_empty() {
        layout::place(ui, rect, |ui| {
            ui.label(draw::rich(&model.findings_note, Type::Body, theme.text.second));
            ui.label(draw::rich(&model.next_action, Type::Strong, theme.text.main));
        });
        return;
    }
    let tracks = vec![Track::Share(1.0); model.findings.len()];
    let reach = model.findings.iter().map(|f| f.interval.high).fold(1.0_f64, f64::max);
    let boxes = if rect.height() > rect.width() / 3.0 {
        layout::rows(rect, 8.0, &tracks)
    } else {
        layout::columns(rect, 20.0, &tracks)
    };
    for (part, finding) in boxes.into_iter().zip(&model.findings) {
        layout::place(ui, part, |ui| finding_view(ui, theme, finding, reach));
    }
}

fn finding_view(ui: &mut Ui, theme: &Theme, finding: &FindingView, reach: f64) {
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.horizontal(|ui| {
        let (stone, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
        ui.painter().circle_filled(stone.center(), 9.0, theme.plot.ink);
        draw::text(
            ui.painter(),
            stone.center(),
            Align2::CENTER_CENTER,
            &finding.rank.to_string(),
            Type::CaptionStrong,
            theme.card.fill,
        );
        let room = ui.available_width();
        let galley = draw::line(ui.painter(), &finding.title, Type::Title, theme.text.main, room);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(rect.min, galley, theme.text.main);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &finding.title));
        tip::hover_text(response, &finding.title);
    });
    for line in finding.lines.iter().take(2) {
        ui.label(draw::rich(line, Type::Body, theme.text.second));
    }
    ui.horizontal(|ui| {
        ui.label(draw::rich(&finding.gain.text, Type::Strong, theme.text.main));
        let value = finding.gain.raw.unwrap_or_default();
        let name = format!("{} {}", finding.gain.text, finding.interval.text);
        let estimate = parts::estimate(value, &finding.interval, finding.dot);
        // Where the words leave no room, the bar goes before the figures do.
        let words = draw::width(ui.painter(), &finding.interval.text, Type::Caption);
        if ui.available_width() > words + 76.0 {
            let scale = (finding.interval.low.min(0.0), reach);
            interval_bar(ui, 56.0, scale, None, &estimate, &name);
        }
        ui.label(draw::rich(&finding.interval.text, Type::Caption, theme.text.third));
    });
}

/// The cards; a press on one chooses another metric for its place.
fn cards(ui: &mut Ui, theme: &Theme, rect: Rect, model: &OverviewPage, out: &mut Vec<Command>) {
    let lang = super::lang(ui.ctx());
    let shown: Vec<&str> = model.cards.iter().map(|card| card.key.as_str()).collect();
    let hint = label(Label::ChooseMetric, lang);
    let usual = label(Label::UsualCards, lang);
    let boxes = parts::card_boxes(rect, model.cards.len());
    for (at, (part, card)) in boxes.into_iter().zip(&model.cards).enumerate() {
        let mut metric = parts::metric(card);
        metric.meaning.lines.push(hint.to_owned());
        let response = layout::place(ui, part, |ui| metric.show(ui));
        Popup::menu(&response).frame(menu_frame(theme)).gap(4.0).accessible_name(&card.label).show(
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                if model.cards_chosen && menu_row(ui, usual, false, 200.0).clicked() {
                    out.push(keep_cards(None));
                }
                ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    for choice in &model.card_choices {
                        let here = choice.key == card.key;
                        if menu_row(ui, &choice.text, here, 200.0).clicked() && !here {
                            out.push(keep_cards(Some(with_card(&shown, at, &choice.key))));
                        }
                    }
                });
            },
        );
    }
}

fn keep_cards(value: Option<String>) -> Command {
    Command::SetSetting { key: CARDS_SETTING.to_owned(), value }
}

fn trend(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let trend = &model.trend;
    let height = ui.available_height();
    let card = Card::new(&trend.head.title)
        .note(&trend.head.unit)
        .sentence(&trend.head.sentence)
        .height(height);
    let mut saved = Vec::new();
    let legend = |ui: &mut Ui| {
        parts::save_picture(ui, Subject::Overview, ChartName::Trend, &mut saved);
        let words = labels::labels(
            [Label::LikeMedian, Label::TierLow, Label::TierMiddle, Label::TierTop],
            super::lang(ui.ctx()),
        );
        chart::legend_line(ui, theme.plot.ink, words[0]);
        for (index, word) in words.iter().enumerate().skip(1) {
            chart::legend(ui, theme.data.tier[3 - index], word);
        }
    };
    card.show_with(ui, legend, |ui| {
        let bars: Vec<Bar> = trend
            .bars
            .iter()
            .enumerate()
            .filter_map(|(at, bar)| {
                Some(Bar {
                    x: at as f64,
                    y: bar.amount.raw? / trend.axis_divisor,
                    color: theme.data.tier[parts::tier_index(bar.badge.tier)],
                })
            })
            .collect();
        let every = (trend.bars.len() / 12).max(1);
        let ticks = trend
            .bars
            .iter()
            .enumerate()
            .filter(|(at, _)| (trend.bars.len() - 1 - at).is_multiple_of(every))
            .map(|(at, bar)| (at as f64, bar.date.clone()))
            .collect();
        let name = format!("{} {} {}", trend.head.title, trend.head.unit, trend.head.sentence);
        let response = Chart::new("trend", &name)
            // A single bar is no wall: there is room for some more.
            .x(Axis::named(ticks).range(-0.7, trend.bars.len().max(FEW_BARS) as f64 - 0.3))
            .y(Axis::figures(chart_figure).from_zero())
            .mark(Mark::Bars { bars: &bars, width: 0.62 })
            .read(|x| {
                let at = x.round().clamp(0.0, trend.bars.len().saturating_sub(1) as f64) as usize;
                trend
                    .bars
                    .get(at)
                    .map_or_else(Vec::new, |bar| bar.hover.lines().map(str::to_owned).collect())
            })
            .show(ui);
        for (at, bar) in trend.bars.iter().enumerate() {
            if let Some(median) = bar.median {
                let y = response.view.at_y(median / trend.axis_divisor);
                let left = response.view.at_x(at as f64 - 0.42);
                let right = response.view.at_x(at as f64 + 0.42);
                ui.painter().hline(left..=right, y, Stroke::new(1.5, theme.plot.ink));
            }
        }
        if response.response.clicked()
            && let Some(x) = response.cursor
            && let Some(bar) = trend.bars.get(x.round().max(0.0) as usize)
        {
            out.push(Command::OpenSession(bar.session));
        }
    });
    out.append(&mut saved);
}

/// A figure on an axis: no more digits than it needs.
pub(super) fn chart_figure(value: f64) -> String {
    if value.fract().abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn top_products(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let top = &model.top_products;
    let height = ui.available_height();
    let mut all = false;
    let card = Card::new(&top.head.title)
        .note(&top.head.unit)
        .sentence(&top.head.sentence)
        .height(height)
        .bleed();
    let mut saved = Vec::new();
    let controls = |ui: &mut Ui| {
        if !top.rows.is_empty() {
            parts::save_picture(ui, Subject::Overview, ChartName::Top, &mut saved);
        }
        if !top.rows.is_empty() {
            all = Button::plain(&top.all).trailing(Icon::ChevronRight).show(ui).clicked();
        }
    };
    card.show_with(ui, controls, |ui| {
        let title = |at: usize| top.columns.get(at).cloned().unwrap_or_default();
        let columns = [
            Column::words("").fixed(16.0),
            Column::words(title(0)).share(1.3, 90.0),
            Column::words("").share(1.0, 40.0),
            Column::figures(title(1), 84.0),
            Column::figures(title(2), 56.0),
            Column::figures(title(3), 92.0),
        ];
        // Five rows fit where the window is 900 high.
        let response = Table::new("top", &columns, top.rows.len()).row_height(26.0).show(
            ui,
            |at| {
                let row = &top.rows[at];
                Row::new(format!("{} {}", row.name, row.amount.text))
            },
            |cell| {
                let row = &top.rows[cell.row];
                match cell.column {
                    0 => cell.quiet(&(cell.row + 1).to_string()),
                    1 => cell.text(&row.name),
                    2 => cell.bar(row.bar as f32, theme.plot.main),
                    3 => cell.strong(&row.amount.text),
                    4 => cell.text(&row.orders.text),
                    _ if row.margin_note.is_empty() => cell.text(&row.margin_per_minute.text),
                    _ => cell.quiet(&row.margin_note),
                }
            },
        );
        if let Some(row) = response.clicked {
            out.push(Command::OpenProduct(top.rows[row].product));
        }
    });
    out.append(&mut saved);
    if all {
        out.push(Command::Go(Page::Products));
    }
}

fn next_and_income(ui: &mut Ui, theme: &Theme, model: &OverviewPage, out: &mut Vec<Command>) {
    let height = ui.available_height();
    let lang = super::lang(ui.ctx());
    let title = label(Label::NextSession, lang);
    let note = model.next.as_ref().map_or("", |next| next.line.as_str());
    let (mut go, mut saved) = (false, Vec::new());
    let controls = |ui: &mut Ui| {
        let open = label(Label::OpenPlan, lang);
        go = Button::plain(open).trailing(Icon::ChevronRight).show(ui).clicked();
    };
    Card::new(title).note(note).height(height).show_with(ui, controls, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        match &model.next {
            Some(next) => {
                ui.horizontal(|ui| {
                    ui.label(draw::rich(&next.asked, Type::Body, theme.text.second));
                    ui.label(draw::rich(&next.probability.text, Type::Verdict, theme.text.main));
                    super::models::line(ui, &next.sentence, Type::Caption, theme.text.second);
                });
                if next.probability.raw.is_some() {
                    stones(ui, next.stones, 20, &next.sentence);
                }
            }
            None => {
                ui.label(draw::rich(&model.next_action, Type::Body, theme.text.second));
            }
        }
        crate::gui::kit::divider(ui);
        ui.horizontal(|ui| {
            ui.label(draw::rich(&model.income.head.title, Type::Title, theme.text.main));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if !model.income.parts.is_empty() {
                    parts::save_picture(ui, Subject::Overview, ChartName::Income, &mut saved);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let unit = &model.income.head.unit;
                    super::models::line(ui, unit, Type::Caption, theme.text.second);
                });
            });
        });
        if model.income.parts.is_empty() {
            let sentence = &model.income.head.sentence;
            ui.label(draw::rich(sentence, Type::Body, theme.text.second));
            return;
        }
        let width = ui.available_width();
        let (bar, _) = ui.allocate_exact_size(vec2(width, 10.0), Sense::hover());
        let mut x = bar.left();
        for (at, row) in model.income.parts.iter().enumerate() {
            let part = width * row.share.raw.unwrap_or_default() as f32;
            let rect = Rect::from_min_size(pos2(x, bar.top()), vec2((part - 2.0).max(1.0), 10.0));
            ui.painter().rect_filled(rect, CornerRadius::same(2), theme.data.series(at));
            x += part;
        }
        for (at, row) in model.income.parts.iter().enumerate() {
            ui.horizontal(|ui| {
                chart::legend(ui, theme.data.series(at), &row.label);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(draw::rich(&row.share.text, Type::Caption, theme.text.third));
                    ui.label(draw::rich(&row.amount.text, Type::Strong, theme.text.main));
                });
            });
        }
    });
    out.append(&mut saved);
    if go {
        out.push(Command::Go(Page::Plan));
    }
}
