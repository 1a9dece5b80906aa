//! 推荐: what to show, to whom? The list with what each score is made of, the weights beside it,
//! why others are missing, and how good it would have been.

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, CornerRadius, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::models::line;
use super::{Surroundings, empty, models, recommend_below};
use crate::gui::kit::chart::legend;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::{
    BadgeKind, Breadth, Button, Card, Cell, Column, Dropdown, Icon, Row, Table, Track, badge,
    checkbox, draw, slider, tip,
};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::RecommendPage;
use crate::present::pages::recommend::{PartText, RecommendRow, Slider};
use crate::present::text::Lang;
use crate::present::text::foresight::{Word, word};
use crate::recommend::{Audience, Part, Protocol, RecommendRequest, Weights};
use crate::worker::PageKind;

/// Width of the left column.
const SIDE: f32 = 248.0;

/// What the page keeps between frames.
#[derive(Clone, Debug)]
pub struct RecommendState {
    /// For whom, by what, with which weights.
    pub request: RecommendRequest,
    /// How the quality in the past is measured, once it was asked for.
    pub quality: Option<Protocol>,
    /// Whether what is bought together was asked for.
    pub together: bool,
    /// The open tab below the list.
    pub tab: usize,
}

impl Default for RecommendState {
    fn default() -> Self {
        let request = RecommendRequest::new(Audience::NextSession);
        Self { request, quality: None, together: false, tab: 0 }
    }
}

impl RecommendState {
    /// What the worker is asked: every purchase only once a first list stands there.
    pub fn query(&self, stands: bool) -> PageKind {
        PageKind::Recommend {
            request: Box::new(self.request.clone()),
            quality: self.quality,
            together: self.together,
            buyers: stands,
        }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    state: &mut RecommendState,
    around: &Surroundings,
) {
    let asked = |state: &RecommendState| (state.request.clone(), state.quality, state.together);
    let before = asked(state);
    let area = ui.available_rect_before_wrap();
    if Breadth::of_page(area.width()) == Breadth::One {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Card::new("").show(ui, |ui| controls(ui, theme, model, state, around.lang));
            ui.add_space(space::GAP);
            let size = vec2(ui.available_width(), 640.0);
            let (at, _) = ui.allocate_exact_size(size, Sense::hover());
            place(ui, at, |ui| content(ui, theme, model, state, around));
        });
    } else {
        let parts = columns(area, space::GAP, &[Track::Fixed(SIDE), Track::Share(1.0)]);
        place(ui, parts[0], |ui| {
            Card::new("").height(parts[0].height()).show(ui, |ui| {
                ScrollArea::vertical().id_salt("recommend side").auto_shrink(false).show(
                    ui,
                    |ui| {
                        controls(ui, theme, model, state, around.lang);
                    },
                );
            });
        });
        place(ui, parts[1], |ui| {
            const LEAST: f32 = 560.0;
            if parts[1].height() >= LEAST {
                content(ui, theme, model, state, around);
                return;
            }
            ScrollArea::vertical().id_salt("recommend").auto_shrink(false).show(ui, |ui| {
                let size = vec2(ui.available_width() - super::parts::BAR, LEAST);
                let (at, _) = ui.allocate_exact_size(size, Sense::hover());
                place(ui, at, |ui| content(ui, theme, model, state, around));
            });
        });
    }
    if before != asked(state) {
        ui.ctx().request_repaint();
    }
}

fn caption(ui: &mut Ui, theme: &Theme, text: &str) {
    line(ui, text, Type::Caption, theme.text.third);
    ui.add_space(2.0);
}

fn controls(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    state: &mut RecommendState,
    lang: Lang,
) {
    ui.spacing_mut().item_spacing.y = 4.0;
    let width = ui.available_width() - 56.0;
    caption(ui, theme, word(Word::Audience, lang));
    let texts: Vec<&str> = model.audiences.iter().map(|choice| choice.text.as_str()).collect();
    let selected = model.audiences.iter().position(|choice| choice.id == state.request.audience);
    if let Some(at) = Dropdown::new(&texts, selected).max_width(width).show(ui) {
        state.request.audience = model.audiences[at].id.clone();
    }
    ui.add_space(8.0);
    caption(ui, theme, word(Word::Method, lang));
    let texts: Vec<&str> = model.models.iter().map(|choice| choice.text.as_str()).collect();
    let selected = model.models.iter().position(|choice| choice.id == state.request.model);
    if let Some(at) = Dropdown::new(&texts, selected).max_width(width).show(ui) {
        state.request.model = model.models[at].id;
    }
    ui.add_space(8.0);
    crate::gui::kit::divider(ui);
    caption(ui, theme, word(Word::Weights, lang));
    for item in &model.sliders {
        weight(ui, theme, item, &mut state.request.weights);
    }
    ui.add_space(4.0);
    crate::gui::kit::divider(ui);
    checkbox(ui, &mut state.request.allow_repeat, word(Word::Repeat, lang));
    ui.add_space(4.0);
    let fresh = RecommendRequest {
        audience: state.request.audience.clone(),
        ..RecommendRequest::new(Audience::NextSession)
    };
    if state.request != fresh
        && Button::secondary(word(Word::Reset, lang)).icon(Icon::Undo).show(ui).clicked()
    {
        state.request = fresh;
    }
}

fn weight(ui: &mut Ui, theme: &Theme, item: &Slider, weights: &mut Weights) {
    let value = match item.part {
        Part::Popularity => &mut weights.popularity,
        Part::Similar => &mut weights.similar,
        Part::Content => &mut weights.content,
        Part::Profit => &mut weights.profit,
        Part::Novelty => &mut weights.novelty,
        Part::Variety => return,
    };
    let room = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(room, 20.0), Sense::hover());
    let painter = ui.painter();
    let y = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + 5.0, y), vec2(10.0, 10.0));
    painter.rect_filled(square, CornerRadius::same(3), color(theme, item.part));
    let shown = format!("{value:.2}");
    let figure = draw::text(
        painter,
        pos2(rect.right(), y),
        eframe::egui::Align2::RIGHT_CENTER,
        &shown,
        Type::Strong,
        theme.text.main,
    );
    draw::text_in(
        painter,
        pos2(rect.left() + 16.0, y),
        eframe::egui::Align2::LEFT_CENTER,
        &item.label,
        Type::Body,
        theme.text.main,
        figure.left() - rect.left() - 22.0,
    );
    tip::hover_text(response, &item.hint);
    let mut moved = *value;
    if slider(ui, &item.label, &mut moved, (0.0, 2.0), 0.05).changed() {
        let old = std::mem::replace(value, moved);
        // Nothing can be ranked when nothing counts: the last weight stays above zero.
        if !weights.is_valid() {
            let value = match item.part {
                Part::Similar => &mut weights.similar,
                Part::Content => &mut weights.content,
                Part::Profit => &mut weights.profit,
                Part::Novelty => &mut weights.novelty,
                Part::Popularity | Part::Variety => &mut weights.popularity,
            };
            *value = old.max(0.05);
        }
    }
    ui.add_space(2.0);
}

/// The colour of a side of the score, the same everywhere on the page.
fn color(theme: &Theme, part: Part) -> Color32 {
    let index = match part {
        Part::Popularity => 0,
        Part::Similar => 2,
        Part::Content => 4,
        Part::Profit => 1,
        Part::Novelty => 3,
        Part::Variety => 7,
    };
    theme.data.series(index)
}

fn content(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    state: &mut RecommendState,
    around: &Surroundings,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    for notice in &model.notices {
        models::note(ui, theme, notice.warn, &notice.text);
    }
    if let Some(nothing) = &model.empty {
        let plain = crate::present::pages::Empty {
            detail: format!("{} {}", nothing.detail, nothing.action).trim().to_owned(),
            action: String::new(),
            ..nothing.clone()
        };
        empty::state(ui, theme, Icon::Recommend, &plain);
        return;
    }
    let area = ui.available_rect_before_wrap();
    let below = (area.height() * 0.34).clamp(190.0, 272.0);
    let parts =
        rows(area, space::GAP, &[Track::Fixed(72.0), Track::Share(1.0), Track::Fixed(below)]);
    place(ui, parts[0], |ui| {
        Card::new("").height(72.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            line(ui, &model.verdict, Type::Verdict, theme.text.main);
            line(ui, &model.scope, Type::Body, theme.text.second);
        });
    });
    place(ui, parts[1], |ui| list(ui, theme, model, parts[1].height()));
    place(ui, parts[2], |ui| {
        recommend_below::show(ui, theme, model, state, parts[2].height(), around)
    });
}

fn list(ui: &mut Ui, theme: &Theme, model: &RecommendPage, height: f32) {
    let head = |at: usize| model.heads.get(at).cloned().unwrap_or_default();
    let all = [
        Column::figures(head(0), 36.0),
        Column::words(head(1)).share(0.9, 130.0),
        Column::figures(head(2), 48.0),
        Column::words("").share(0.7, 110.0),
        Column::words(head(3)).share(1.5, 180.0),
    ];
    let most = model
        .rows
        .iter()
        .map(|row| row.parts.iter().filter_map(|part| part.value.raw).filter(|v| *v > 0.0).sum())
        .fold(f64::MIN_POSITIVE, f64::max);
    Card::new(&model.question).sentence(&model.sentence).height(height).bleed().show_with(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let used: Vec<_> = model
                .legend
                .iter()
                .filter(|label| {
                    let is = |part: &PartText| part.part == label.part;
                    model.rows.iter().any(|row| row.parts.iter().any(is))
                })
                .collect();
            for label in used.into_iter().rev() {
                legend(ui, color(theme, label.part), &label.text);
            }
        },
        |ui| {
            Table::new("recommended", &all, model.rows.len()).read_only().show(
                ui,
                |row| {
                    let row = &model.rows[row];
                    Row::new(format!("{} {} {} {}", row.rank, row.name, row.score.text, row.reason))
                },
                |cell| draw_cell(cell, theme, &model.rows[cell.row], most),
            );
        },
    );
}

fn draw_cell(cell: &mut Cell<'_>, theme: &Theme, row: &RecommendRow, most: f64) {
    match cell.column {
        0 => cell.quiet(&row.rank.to_string()),
        1 => {
            if row.badge.is_empty() {
                cell.strong(&row.name);
            } else {
                let room = cell.ui.available_width() - 60.0;
                let galley =
                    draw::line(cell.ui.painter(), &row.name, Type::Strong, theme.text.main, room);
                let (rect, _) = cell.ui.allocate_exact_size(galley.size(), Sense::hover());
                cell.ui.painter().galley(rect.min, galley, theme.text.main);
                badge(cell.ui, BadgeKind::Dashed, &row.badge);
            }
        }
        2 => cell.strong(&row.score.text),
        3 => parts(cell.ui, theme, &row.parts, most),
        _ => cell.text(&row.reason),
    }
}

/// What a score is made of: what adds, one after another; what takes away stands in the tip.
fn parts(ui: &mut Ui, theme: &Theme, parts: &[PartText], most: f64) {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 12.0), Sense::hover());
    let mut x = rect.left();
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let value = part.value.raw.unwrap_or_default();
        lines.push(format!("{} {}", part.label, part.value.text));
        if value <= 0.0 {
            continue;
        }
        let wide = (value / most) as f32 * rect.width();
        let bar = Rect::from_min_max(
            pos2(x, rect.top() + 1.0),
            pos2((x + wide - 1.0).max(x + 0.5), rect.bottom() - 1.0),
        );
        ui.painter().rect_filled(bar, CornerRadius::same(2), color(theme, part.part));
        x += wide;
    }
    let said = lines.join(" · ");
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &said));
    tip::hover_text(response, &said);
}
