//! 评估: did it work? A plan beside its session: the outcome, product by product, where the
//! difference comes from, and how plans did so far.

use std::collections::BTreeMap;

use eframe::egui::{Align, Layout, Rect, Sense, Ui, vec2};

use super::evaluate_actions::{self, ActionsState};
use super::evaluate_experiments::{self, ExperimentsState};
use super::{empty, evaluate_exposure, evaluate_slots, models, parts};
use crate::domain::PlanId;
use crate::gui::app::{Command, Page};
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{
    Button, Card, Cell, Column, Dropdown, EffectLook, EffectRow, Icon, Row, Table, Track, draw,
    effect_rows, interval, interval_bar, segmented, sentence, tip,
};
use crate::gui::theme::{Theme, Type, space};
use crate::plan::Group;
use crate::present::pages::evaluate::{Attach, ScoreTable};
use crate::present::pages::{EvaluatePage, RangeText};
use crate::worker::PageKind;

/// Width of the right column.
const SIDE: f32 = 424.0;
/// Height of the head: sentence, what it rests on, choices.
const HEAD: f32 = 104.0;
/// Heights of the cards beside the table.
const FACTS: f32 = 240.0;
const CARD: f32 = 216.0;
/// Least height of what stands below the head: side by side, and one below the other.
const LEAST: f32 = 680.0;
const STACKED: f32 = FACTS + 420.0 + CARD + 2.0 * space::GAP;

/// Least height of what stands below the list while there is no plan.
const NOTHING: f32 = 320.0;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct EvaluateState {
    /// The plan that was chosen.
    pub plan: Option<PlanId>,
    /// Which of the tables of one card is shown.
    pub tab: usize,
    /// Open actions.
    pub(super) actions: ActionsState,
    /// Experiments.
    pub experiments: ExperimentsState,
    /// Floors while they are typed.
    pub(super) floors: BTreeMap<Group, String>,
}

impl EvaluateState {
    /// What the worker is asked for.
    pub fn query(&self) -> PageKind {
        PageKind::Evaluate {
            plan: self.plan,
            experiment: self.experiments.chosen,
            split: self.experiments.open,
        }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &EvaluatePage,
    state: &mut EvaluateState,
    out: &mut Vec<Command>,
) {
    let actions = model.actions.as_ref();
    if state.experiments.open {
        evaluate_experiments::show(ui, theme, &model.experiments, &mut state.experiments, out);
        return;
    }
    if let Some(nothing) = &model.empty {
        let list =
            actions.map_or(0.0, |list| evaluate_actions::height(list, &state.actions) + space::GAP);
        parts::page(ui, "evaluate", list + NOTHING, |ui, area| {
            let tracks = [Track::Fixed(list - space::GAP), Track::Fixed(32.0), Track::Share(1.0)];
            let bands = if actions.is_some() {
                rows(area, space::GAP, &tracks)
            } else {
                rows(area, space::GAP, &tracks[1..])
            };
            let (above, below) = bands.split_at(bands.len() - 2);
            if let (Some(actions), Some(list)) = (actions, above.first()) {
                // No wider than what stands below it.
                let size = vec2(list.width().min(empty::WIDTH), list.height());
                let (list, kept) = (Rect::from_min_size(list.min, size), &mut state.actions);
                place(ui, list, |ui| evaluate_actions::card(ui, theme, actions, kept, out));
            }
            let (text, holds, have) = (&nothing.empty, &nothing.will_hold, &nothing.have);
            evaluate_experiments::switch(ui, below[0], &model.experiments, &mut state.experiments);
            let go = place(ui, below[1], |ui| {
                empty::promise(ui, theme, Icon::Evaluate, text, holds, have)
            });
            if go {
                out.push(Command::Go(Page::Plan));
            }
        });
        return;
    }
    let to_do = actions.map_or(0.0, |to_do| evaluate_actions::height(to_do, &state.actions));
    // What is to be done stands above everything; an empty list, and what may go into it, below.
    let urgent = actions.is_some_and(|actions| !actions.rows.is_empty());
    let narrow = ui.available_width() < 2.0 * SIDE + 160.0;
    let least = HEAD + to_do + 2.0 * space::GAP + if narrow { STACKED } else { LEAST };
    parts::page(ui, "evaluate", least, |ui, area| {
        let mut tracks = [Track::Fixed(HEAD), Track::Fixed(to_do), Track::Share(1.0)];
        if !urgent {
            tracks.swap(1, 2);
        }
        let mut bands = rows(area, space::GAP, &tracks);
        if !urgent {
            bands.swap(1, 2);
        }
        let (mut list, rest) = (bands[1], bands[2]);
        let side = Rect::from_min_size(rest.min, vec2(SIDE.min(area.width()), CARD));
        let scored = !model.table.rows.is_empty();
        if !scored && !urgent {
            list = list.translate(vec2(0.0, side.bottom() + space::GAP - list.top()));
        }
        place(ui, bands[0], |ui| head(ui, theme, model, state, out));
        if let Some(actions) = actions {
            let kept = &mut state.actions;
            place(ui, list, |ui| evaluate_actions::card(ui, theme, actions, kept, out));
            // Who wrote the first line below goes up with it.
            if std::mem::replace(&mut kept.above, urgent) != urgent && urgent {
                ui.scroll_to_rect(list, None);
            }
        }
        if !scored {
            place(ui, side, |ui| scorecard(ui, theme, model));
            return;
        }
        let boxes = if narrow { stacked(rest) } else { side_by_side(rest) };
        place(ui, boxes[0], |ui| tables(ui, theme, model, state, out));
        place(ui, boxes[1], |ui| facts(ui, model));
        place(ui, boxes[2], |ui| bridge(ui, theme, model));
        place(ui, boxes[3], |ui| scorecard(ui, theme, model));
    });
}

/// Products, facts, bridge, scorecard.
fn side_by_side(area: Rect) -> [Rect; 4] {
    let sides = columns(area, space::GAP, &[Track::Share(1.0), Track::Fixed(SIDE)]);
    let tracks = [Track::Fixed(FACTS), Track::Share(1.0), Track::Fixed(CARD)];
    let right = rows(sides[1], space::GAP, &tracks);
    [sides[0], right[0], right[1], right[2]]
}

/// The same in a narrow window: the whole first, then its products.
fn stacked(area: Rect) -> [Rect; 4] {
    let tracks = [Track::Fixed(FACTS), Track::Share(1.0), Track::Fixed(CARD)];
    let bands = rows(area, space::GAP, &tracks);
    let top = columns(bands[0], space::GAP, &[Track::Share(1.0), Track::Share(1.0)]);
    [bands[1], top[0], top[1], bands[2]]
}

fn head(
    ui: &mut Ui,
    theme: &Theme,
    model: &EvaluatePage,
    state: &mut EvaluateState,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let lines = rows(area, 8.0, &[Track::Fixed(32.0), Track::Share(1.0)]);
    let switch = evaluate_experiments::switch_width(ui, &model.experiments);
    let line = columns(lines[0], 8.0, &[Track::Share(1.0), Track::Fixed(switch)]);
    evaluate_experiments::switch(ui, line[1], &model.experiments, &mut state.experiments);
    place(ui, line[0], |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let texts: Vec<&str> = model.plans.iter().map(|plan| plan.text.as_str()).collect();
            let at = model.plans.iter().position(|plan| plan.selected);
            let picked = Dropdown::new(&texts, at).label(&model.labels[0]).show(ui);
            if let Some(plan) = picked.and_then(|at| model.plans.get(at)) {
                state.plan = Some(plan.id);
            }
            if let Some(plan) = model.plans.iter().find(|plan| plan.selected) {
                sessions(ui, &model.labels[1], &model.session, plan.id, out);
            }
        });
    });
    place(ui, lines[1], |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        models::line(ui, &model.verdict, Type::Verdict, theme.text.main);
        let (words, ink) = match model.warning.as_str() {
            "" => (&model.detail, theme.text.second),
            _ => (&model.warning, theme.text.warn),
        };
        super::settings::paragraph(ui, words, ink);
    });
}

/// The session of the plan: the likely one at a press, any from the list.
fn sessions(ui: &mut Ui, label: &str, model: &Attach, plan: PlanId, out: &mut Vec<Command>) {
    let texts: Vec<&str> = model.sessions.iter().map(|choice| choice.text.as_str()).collect();
    let at = model.sessions.iter().position(|choice| choice.selected);
    let picked = Dropdown::new(&texts, at).label(label).empty(&model.none).show(ui);
    if let Some(session) = picked.and_then(|at| model.sessions.get(at)) {
        out.push(Command::AttachPlan { plan, session: Some(session.id) });
    }
    if !model.take.is_empty() && Button::primary(&model.take).show(ui).clicked() {
        out.push(Command::AttachPlan { plan, session: model.likely });
    }
    if !model.detach.is_empty() && Button::plain(&model.detach).show(ui).clicked() {
        out.push(Command::AttachPlan { plan, session: None });
    }
}

/// The tables that share a card: one at a time.
fn tables(
    ui: &mut Ui,
    theme: &Theme,
    model: &EvaluatePage,
    state: &mut EvaluateState,
    out: &mut Vec<Command>,
) {
    let exposure = &model.exposure;
    let (table, slots) = (&model.table, &model.slots);
    let (title, note, said) = match state.tab {
        1 => (&slots.title, &slots.note, &slots.sentence),
        2 => (&exposure.title, &exposure.note, &exposure.sentence),
        _ => (&table.title, &table.note, &table.sentence),
    };
    let height = ui.available_height();
    let card = Card::new(title).note(note).sentence(said).height(height).bleed();
    let names: Vec<&str> = model.tabs.iter().map(String::as_str).collect();
    let tab = state.tab;
    let picked = card.show_with(
        ui,
        |ui| segmented(ui, &model.tabs_label, &names, tab),
        |ui| match tab {
            2 => evaluate_exposure::exposure(ui, theme, exposure, &mut state.floors, out),
            1 => evaluate_slots::slots(ui, theme, slots),
            _ => products(ui, theme, table),
        },
    );
    if let Some(tab) = picked.controls {
        state.tab = tab;
        ui.ctx().request_repaint();
    }
}

fn products(ui: &mut Ui, theme: &Theme, model: &ScoreTable) {
    let title = |at: usize| model.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).share(1.0, 110.0),
        Column::figures(title(1), 96.0),
        Column::figures(title(2), 76.0),
        Column::figures(title(3), 92.0),
        Column::words(title(4)).share(0.7, 110.0),
        Column::figures(title(5), 92.0),
        Column::words(title(6)).share(0.4, 84.0),
    ];
    let most = model
        .rows
        .iter()
        .flat_map(|row| [row.range.as_ref().map(|range| range.high), row.actual.raw])
        .flatten()
        .fold(1.0_f64, f64::max);
    Table::new("scores", &columns, model.rows.len()).read_only().show(
        ui,
        |at| {
            let row = &model.rows[at];
            Row::new(format!(
                "{} {} → {} {}",
                row.name, row.planned.text, row.actual.text, row.mark
            ))
        },
        |cell| {
            let row = &model.rows[cell.row];
            match cell.column {
                0 => cell.text(&row.name),
                1 => cell.text(&row.share),
                2 => cell.text(&row.minutes),
                3 => cell.text(&row.planned.text),
                4 => {
                    let scale = (row.planned.raw, row.actual.raw, row.inside);
                    range_cell(cell, row.range.as_ref(), scale, most);
                }
                5 => cell.strong(&row.actual.text),
                _ => mark_cell(cell, theme, &row.mark, row.inside),
            }
        },
    );
}

/// Whether the range held, in a word: a miss stands out, what was not judged stays quiet.
pub(super) fn mark_cell(cell: &mut Cell<'_>, theme: &Theme, mark: &str, inside: Option<bool>) {
    match inside {
        Some(false) => cell.colored(mark, theme.text.warn),
        Some(true) => cell.text(mark),
        None => cell.quiet(mark),
    }
}

/// A range as the bar, what came as the stone on it: plan, outcome, and whether it lies inside.
pub(super) fn range_cell(
    cell: &mut Cell<'_>,
    range: Option<&RangeText>,
    (planned, actual, inside): (Option<f64>, Option<f64>, Option<bool>),
    most: f64,
) {
    let (Some(range), Some(actual)) = (range, actual) else { return };
    let mark = match inside {
        Some(true) => interval::Mark::Clear,
        _ => interval::Mark::Estimate,
    };
    let (low, high) = (range.low, range.high);
    let estimate = interval::Estimate { value: actual, low, high, mark, raw: None };
    let width = cell.ui.available_width().min(140.0);
    interval_bar(cell.ui, width, (0.0, most), planned, &estimate, &range.text);
}

fn facts(ui: &mut Ui, model: &EvaluatePage) {
    let height = ui.available_height();
    Card::new(&model.facts_title).height(height).bleed().show(ui, |ui| {
        let columns = [
            Column::words(model.fact_columns[0].clone()).share(0.8, 84.0),
            Column::figures(model.fact_columns[1].clone(), 168.0),
            Column::figures(model.fact_columns[2].clone(), 84.0),
        ];
        Table::new("facts", &columns, model.facts.len()).read_only().fit().show(
            ui,
            |at| {
                let row = &model.facts[at];
                Row::new(format!("{} {} → {}", row.label, row.planned, row.actual))
            },
            |cell| {
                let row = &model.facts[cell.row];
                match cell.column {
                    0 => {
                        cell.text(&row.label);
                        let id = cell.ui.scope_id().with(("fact", cell.row));
                        let rect = cell.ui.max_rect();
                        let response = cell.ui.interact(rect, id, Sense::hover());
                        tip::hover_text(response, &row.hover);
                    }
                    1 => cell.text(&row.planned),
                    _ => cell.strong(&row.actual),
                }
            },
        );
    });
}

fn bridge(ui: &mut Ui, theme: &Theme, model: &EvaluatePage) {
    let height = ui.available_height();
    let bridge = &model.bridge;
    let card = Card::new(&bridge.title).note(&bridge.note).sentence(&bridge.sentence);
    card.height(height).show(ui, |ui| {
        if bridge.parts.is_empty() {
            super::settings::paragraph(ui, &bridge.empty, theme.text.second);
            return;
        }
        let values = || bridge.parts.iter().filter_map(|part| part.amount.raw);
        let reach = values().map(f64::abs).fold(1e-9_f64, f64::max);
        let lines: Vec<EffectRow<'_>> = bridge
            .parts
            .iter()
            .map(|part| {
                let value = part.amount.raw.unwrap_or(0.0);
                EffectRow {
                    label: &part.label,
                    value: &part.amount.text,
                    estimate: interval::Estimate {
                        value,
                        low: value,
                        high: value,
                        mark: interval::Mark::Clear,
                        raw: None,
                    },
                    has_range: false,
                }
            })
            .collect();
        effect_rows(ui, &lines, (-reach, reach), EffectLook::Bars);
    });
}

fn scorecard(ui: &mut Ui, theme: &Theme, model: &EvaluatePage) {
    let height = ui.available_height();
    let card = &model.card;
    Card::new(&card.title).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (label, value) in &card.rows {
            ui.horizontal(|ui| {
                ui.label(draw::rich(label, Type::Body, theme.text.second));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(draw::rich(value, Type::Strong, theme.text.main));
                });
            });
        }
        let rest = ui.available_rect_before_wrap();
        place_with(ui, rest, Layout::bottom_up(Align::Min), |ui| sentence(ui, &card.sentence));
    });
}
