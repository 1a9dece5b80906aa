//! 模型: what can be learned? The verdict first, then the tree or the effects, then the checks.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{
    Surroundings, empty, models_checks, models_effects, models_side, models_trust, progress,
};
use crate::domain::Verdict;
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::{
    BadgeKind, Breadth, Card, Dropdown, EffectLook, EffectRow, Estimate, Icon, Track, TreeNode,
    draw, effect_rows, interval, tip, tree, verdict_badge,
};
use crate::gui::theme::{Theme, Type, space};
use crate::learn::{ModelKind, Question};
use crate::present::pages::models::{CoefficientView, ModelCard, TreeView};
use crate::present::pages::{ModelsPage, Num, RangeText};
use crate::present::text::foresight::{Word, word};
use crate::worker::PageKind;

/// Levels of the tree shown until somebody asks for others.
const LEVELS: usize = 3;
/// Width of the left column.
const SIDE: f32 = 236.0;

/// What the page keeps between frames.
#[derive(Clone, Debug)]
pub struct ModelsState {
    /// The question shown; `None`: the first that was trained.
    pub question: Option<Question>,
    /// The method shown; `None`: the one to rely on most.
    pub method: Option<ModelKind>,
    /// Position of the training shown.
    pub version: usize,
    /// Levels of the tree.
    pub levels: usize,
    /// The open tab of the checks, where they do not fit side by side.
    pub tab: usize,
    /// What to know before trusting is shown instead of the model.
    pub trust: bool,
    /// There, slopes are shown within sessions.
    pub within: bool,
}

impl Default for ModelsState {
    fn default() -> Self {
        Self {
            question: None,
            method: None,
            version: 0,
            levels: LEVELS,
            tab: 0,
            trust: false,
            within: false,
        }
    }
}

impl ModelsState {
    /// What the worker is asked.
    pub fn query(&self) -> PageKind {
        PageKind::Models {
            question: self.question,
            method: self.method,
            version: self.version,
            levels: self.levels,
        }
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
    // A narrow page breaks the headline into two lines.
    let head = if breadth == Breadth::Full { 132.0 } else { 156.0 };
    let tracks = [Track::Fixed(head), Track::Share(1.0), Track::Fixed(232.0)];
    let parts = rows(area, space::GAP, &tracks);
    if let Some(card) = &model.card {
        place(ui, parts[0], |ui| verdict(ui, theme, card, parts[0].height()));
    }
    place(ui, parts[1], |ui| {
        if let Some(view) = &model.tree {
            tree_card(ui, view, state, parts[1].height(), around);
        } else if let Some(view) = &model.coefficients {
            coefficients(ui, view, parts[1].height());
        } else if let Some(view) = &model.effects {
            models_effects::show(ui, theme, view, parts[1].height(), around.lang);
        }
    });
    models_checks::show(ui, theme, model, state, parts[2], breadth);
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

fn verdict(ui: &mut Ui, theme: &Theme, card: &ModelCard, height: f32) {
    Card::new("").height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 2.0);
        ui.horizontal(|ui| {
            verdict_badge(ui, verdict_kind(card.verdict), &card.badge);
            let room = ui.available_width();
            let ink = theme.text.main;
            let galley = draw::lines(ui.painter(), &card.headline, Type::Verdict, ink, room, 2);
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

fn tree_card(
    ui: &mut Ui,
    view: &TreeView,
    state: &mut ModelsState,
    height: f32,
    around: &Surroundings,
) {
    let nodes: Vec<TreeNode<'_>> = view
        .nodes
        .iter()
        .map(|node| TreeNode {
            parent: node.parent,
            condition: &node.condition,
            headline: &node.headline,
            counts: &node.counts,
            badge: &node.badge,
            estimate: node.value.raw.map(|value| {
                estimate(value, node.interval.as_ref(), crate::present::pages::Dot::Solid)
            }),
            share: node.share,
            best: node.best,
            name: [
                node.condition.as_str(),
                node.headline.as_str(),
                node.interval.as_ref().map_or("", |range| range.text.as_str()),
                node.counts.as_str(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        })
        .collect();
    let choices: Vec<String> = (1..=view.levels_max.max(1)).map(|n| n.to_string()).collect();
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    let card = Card::new(&view.head.title)
        .note(&view.head.unit)
        .sentence(&view.head.sentence)
        .height(height);
    let picked = card.show_with(
        ui,
        |ui| {
            Dropdown::new(&choices, Some(view.levels.saturating_sub(1)))
                .label(word(Word::Levels, around.lang))
                .show(ui)
        },
        |ui| tree(ui, "tree", &nodes, (0.0, view.scale_max)),
    );
    if let Some(levels) = picked.controls {
        state.levels = levels + 1;
        ui.ctx().request_repaint();
    }
}

fn coefficients(ui: &mut Ui, view: &CoefficientView, height: f32) {
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
    Card::new(&head.title).note(&head.unit).sentence(&head.sentence).height(height).show(
        ui,
        |ui| {
            effect_rows(ui, &rows, (-view.reach, view.reach), EffectLook::Bars);
        },
    );
}
