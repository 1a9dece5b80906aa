//! 模型: what can be learned? The verdict first, then the tree or the effects, then the checks.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Galley, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Surroundings, empty, models_bill, models_checks, models_effects, models_side, models_tree,
    models_trust, models_versions, models_what_if, progress,
};
use crate::domain::Verdict;
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{
    BadgeKind, Breadth, Button, Card, EffectLook, EffectRow, Estimate, Icon, Track, draw,
    effect_rows, icon_button, interval, tip, verdict_badge, verdict_width,
};
use crate::gui::theme::{Theme, Type, space};
use crate::learn::Question;
use crate::present::pages::models::{CoefficientView, ModelCard, ModelsAsk, ModelsView, Tools};
use crate::present::pages::{ModelsPage, Num, RangeText};
use crate::worker::PageKind;

/// Levels of the tree shown until somebody asks for others.
const LEVELS: usize = 3;
/// Width of a button with a picture.
const ICON: f32 = 28.0;
/// Between badge, headline and buttons.
const BETWEEN: f32 = 10.0;
/// Width of the left column.
const SIDE: f32 = 236.0;

/// What the page keeps between frames.
#[derive(Clone, Debug)]
pub struct ModelsState {
    /// What the worker is asked.
    pub ask: ModelsAsk,
    /// The open tab of the checks, where they do not fit side by side.
    pub tab: usize,
    /// Whether the curve of finding is shown as the ROC curve.
    pub roc: bool,
    /// The step of the threshold; `None`: the usual one.
    pub threshold: Option<usize>,
    /// What contacting one costs, while it is typed.
    pub typed_cost: Option<String>,
    /// Size the tree is seen at.
    pub zoom: f32,
    /// What to know before trusting is shown instead of the model.
    pub trust: bool,
    /// There, slopes are shown within sessions.
    pub within: bool,
}

impl Default for ModelsState {
    fn default() -> Self {
        let ask = ModelsAsk { levels: LEVELS, ..ModelsAsk::default() };
        Self {
            ask,
            tab: 0,
            roc: false,
            threshold: None,
            typed_cost: None,
            zoom: 1.0,
            trust: false,
            within: false,
        }
    }
}

impl ModelsState {
    /// What the worker is asked.
    pub fn query(&self) -> PageKind {
        PageKind::Models(Box::new(self.ask.clone()))
    }

    /// Shows another question, from its beginning.
    pub fn open(&mut self, question: Question) {
        let ask = ModelsAsk { question: Some(question), levels: LEVELS, ..ModelsAsk::default() };
        *self = Self { ask, tab: self.tab, ..Self::default() };
    }

    /// Another model is shown: what was pressed in the old one means nothing in it.
    pub fn other_model(&mut self) {
        self.ask.node = None;
        self.threshold = None;
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let breadth = Breadth::of_page(area.width());
    if breadth == Breadth::One {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            models_side::show(ui, theme, model, state, around, out);
            ui.add_space(space::GAP);
            let high = ui.available_height().max(620.0);
            let at = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), high));
            ui.allocate_rect(at, Sense::hover());
            place(ui, at, |ui| content(ui, theme, model, state, around, out, breadth));
        });
        return;
    }
    let parts = columns(area, space::GAP, &[Track::Fixed(SIDE), Track::Share(1.0)]);
    place(ui, parts[0], |ui| {
        let inner = parts[0];
        Card::new("").height(inner.height()).bleed().show(ui, |ui| {
            models_side::show(ui, theme, model, state, around, out);
        });
    });
    place(ui, parts[1], |ui| {
        let least = if breadth == Breadth::Tabs { 780.0 } else { 640.0 };
        if parts[1].height() >= least {
            content(ui, theme, model, state, around, out, breadth);
            return;
        }
        ScrollArea::vertical().id_salt("models").auto_shrink(false).show(ui, |ui| {
            let at = Rect::from_min_size(
                ui.cursor().min,
                vec2(ui.available_width() - super::parts::BAR, least),
            );
            ui.allocate_rect(at, Sense::hover());
            place(ui, at, |ui| content(ui, theme, model, state, around, out, breadth));
        });
    });
}

/// The question shown, also while nothing was chosen.
pub(super) fn shown_question(model: &ModelsPage) -> Question {
    let shown = model.questions.iter().find(|item| item.selected);
    shown.map_or(Question::Buyers, |item| item.question)
}

fn content(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    around: &Surroundings,
    out: &mut Vec<Command>,
    breadth: Breadth,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if around.training {
        Card::new("").show(ui, |ui| progress::show(ui, theme, around, out));
        ui.add_space(space::GAP);
    }
    for notice in &model.notices {
        note(ui, theme, notice.warn, &notice.text);
    }
    if let Some(view) = model.compare.as_ref().filter(|_| state.ask.view == ModelsView::Versions) {
        models_versions::show(ui, theme, view, &model.tools, state, around, out);
        return;
    }
    if let Some(nothing) = &model.empty {
        if empty::primary(ui, theme, Icon::Models, nothing, around.training) {
            out.push(Command::Train(shown_question(model)));
        }
        return;
    }
    if let Some(view) = model.trust.as_ref().filter(|_| state.trust) {
        models_trust::show(ui, theme, model, view, state, around, out);
        return;
    }
    let area = ui.available_rect_before_wrap();
    let headline = model.card.as_ref().map(|card| headline(ui, theme, card, model, state));
    // A headline of more lines makes the card higher.
    let more = headline.as_ref().map_or(0, |galley| galley.rows.len().saturating_sub(1));
    let head = 132.0 + more as f32 * Type::Verdict.line();
    let tracks = [Track::Fixed(head), Track::Share(1.0), Track::Fixed(242.0)];
    let parts = rows(area, space::GAP, &tracks);
    if let Some((card, headline)) = model.card.as_ref().zip(headline) {
        place(ui, parts[0], |ui| verdict(ui, theme, (card, headline), model, state, out));
    }
    if let Some(view) = model.what_if.as_ref().filter(|_| state.ask.view == ModelsView::WhatIf) {
        let rest = Rect::from_min_max(parts[1].min, parts[2].max);
        place(ui, rest, |ui| models_what_if::show(ui, theme, view, model, state, rest.height()));
        return;
    }
    place(ui, parts[1], |ui| {
        let height = parts[1].height();
        if let Some(view) = model.bill.as_ref().filter(|_| state.ask.view == ModelsView::Bill) {
            models_bill::show(ui, view, model, state, height);
        } else if let Some(view) = &model.tree {
            models_tree::show(ui, theme, view, model, state, height, around);
        } else if let Some(view) = &model.coefficients {
            coefficients(ui, view, &model.tools, state, height);
        } else if let Some(view) = &model.effects {
            models_effects::show(ui, theme, view, &model.tools, state, height, around.lang);
        }
    });
    models_checks::show(ui, theme, model, state, (parts[2], breadth), out);
}

/// One line to know before believing.
pub(super) fn note(ui: &mut Ui, theme: &Theme, warns: bool, text: &str) {
    let (icon, ink) =
        if warns { (Icon::Warning, theme.text.warn) } else { (Icon::Info, theme.text.second) };
    let room = ui.available_width();
    let galley = ui.painter().layout(text.to_owned(), Type::Body.font(), ink, room - 24.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(room, galley.size().y.max(20.0) + 6.0), Sense::hover());
    icon.paint(ui.painter(), pos2(rect.left() + 8.0, rect.top() + 10.0), 16.0, ink);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.top()), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
}

/// The headline of the card as wide as badge and buttons leave it.
fn headline(
    ui: &Ui,
    theme: &Theme,
    card: &ModelCard,
    model: &ModelsPage,
    state: &ModelsState,
) -> Arc<Galley> {
    let painter = ui.painter();
    let badge = verdict_width(painter, verdict_kind(card.verdict), &card.badge);
    let words = what_if_words(model, state);
    let tools = draw::width(painter, words, Type::Strong) + 24.0 + ICON + 4.0;
    let room = ui.available_width() - 2.0 * space::CARD_X - badge - tools - 2.0 * BETWEEN;
    draw::lines(painter, &card.headline, Type::Verdict, theme.text.main, room.max(80.0), 3)
}

fn verdict(
    ui: &mut Ui,
    theme: &Theme,
    (card, galley): (&ModelCard, Arc<Galley>),
    model: &ModelsPage,
    state: &mut ModelsState,
    out: &mut Vec<Command>,
) {
    Card::new("").height(ui.available_height()).show(ui, |ui| {
        tools(ui, model, state, out);
        ui.spacing_mut().item_spacing = vec2(BETWEEN, 2.0);
        ui.horizontal(|ui| {
            verdict_badge(ui, verdict_kind(card.verdict), &card.badge);
            let cut = galley.elided;
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(rect.min, galley, theme.text.main);
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &card.headline));
            if cut {
                tip::hover_text(response, &card.headline);
            }
        });
        ui.add_space(2.0);
        line(ui, &card.detail, Type::Body, theme.text.second);
        ui.add_space(8.0);
        let area = ui.available_rect_before_wrap();
        let tracks = vec![Track::Share(1.0); card.facts.len()];
        for (fact, at) in card.facts.iter().zip(columns(area, 16.0, &tracks)) {
            place(ui, at, |ui| {
                let painter = ui.painter();
                let y = at.top() + 9.0;
                let (main, third) = (theme.text.main, theme.text.third);
                let place = pos2(at.left(), y);
                let room = at.width();
                draw::text_in(
                    painter,
                    place,
                    Align2::LEFT_CENTER,
                    &fact.label,
                    Type::Caption,
                    third,
                    room,
                );
                let place = pos2(at.left(), y + 22.0);
                let value = draw::text_in(
                    painter,
                    place,
                    Align2::LEFT_CENTER,
                    &fact.value,
                    Type::Verdict,
                    main,
                    room,
                );
                let place = pos2(value.right() + 6.0, y + 22.0);
                if place.x + draw::width(painter, &fact.note, Type::Caption) <= at.right() {
                    let align = Align2::LEFT_CENTER;
                    draw::text(painter, place, align, &fact.note, Type::Caption, third);
                }
                let said = format!("{} {} {}", fact.label, fact.value, fact.note);
                let response = ui.interact(at, ui.scope_id().with(&fact.label), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
                let more = if fact.hover.is_empty() {
                    said.clone()
                } else {
                    format!("{said}\n{}", fact.hover)
                };
                tip::hover_text(response, &more);
            });
        }
    });
}

fn what_if_words<'a>(model: &'a ModelsPage, state: &ModelsState) -> &'a str {
    let trying = state.ask.view == ModelsView::WhatIf;
    if trying { &model.tools.back } else { &model.tools.what_if }
}

/// What can be done with the model, at the right of its verdict.
fn tools(ui: &mut Ui, model: &ModelsPage, state: &mut ModelsState, out: &mut Vec<Command>) {
    let area = ui.available_rect_before_wrap();
    let bar = Rect::from_min_size(area.min, vec2(area.width(), 28.0));
    let layout = eframe::egui::Layout::right_to_left(eframe::egui::Align::Center);
    place_with(ui, bar, layout, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let trying = state.ask.view == ModelsView::WhatIf;
        let words = what_if_words(model, state);
        let button = if trying { Button::secondary(words) } else { Button::primary(words) };
        if button.show(ui).clicked() {
            state.ask.view = if trying { ModelsView::Model } else { ModelsView::WhatIf };
            ui.ctx().request_repaint();
        }
        if icon_button(ui, Icon::Export, &model.tools.export).clicked() {
            out.push(Command::ExportModel);
        }
    });
}

/// The badge of a verdict.
pub(super) fn verdict_kind(verdict: Verdict) -> BadgeKind {
    match verdict {
        Verdict::Usable => BadgeKind::Ok,
        Verdict::Weak => BadgeKind::Warn,
        Verdict::DoNotUse => BadgeKind::Bad,
    }
}

/// One line of text, cut where it must be and then told on hover.
pub(super) fn line(ui: &mut Ui, text: &str, step: Type, color: eframe::egui::Color32) {
    let galley = draw::line(ui.painter(), text, step, color, ui.available_width());
    let cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if cut {
        tip::hover_text(response, text);
    }
}

pub(super) fn estimate(
    value: f64,
    range: Option<&RangeText>,
    dot: crate::present::pages::Dot,
) -> Estimate {
    use crate::present::pages::Dot as Said;
    Estimate {
        value,
        low: range.map_or(value, |range| range.low),
        high: range.map_or(value, |range| range.high),
        mark: match dot {
            Said::Solid => interval::Mark::Clear,
            Said::Hollow => interval::Mark::Estimate,
            Said::Ghost => interval::Mark::Unclear,
        },
        raw: None,
    }
}

pub(super) fn raw(num: &Num) -> f64 {
    num.raw.unwrap_or_default()
}

fn coefficients(
    ui: &mut Ui,
    view: &CoefficientView,
    tools: &Tools,
    state: &mut ModelsState,
    height: f32,
) {
    let rows: Vec<EffectRow<'_>> = view
        .rows
        .iter()
        .map(|row| EffectRow {
            label: &row.label,
            value: &row.effect.text,
            estimate: estimate(raw(&row.effect), row.interval.as_ref(), row.dot),
            has_range: row.interval.is_some(),
        })
        .collect();
    let head = &view.head;
    Card::new(&head.title).note(&head.unit).sentence(&head.sentence).height(height).show_with(
        ui,
        |ui| models_bill::switch(ui, tools, state),
        |ui| effect_rows(ui, &rows, (-view.reach, view.reach), EffectLook::Bars),
    );
}
