//! Experiments: the schedule that was drawn, what is seen so far, a new one, and what a plan's
//! split would have brought.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align, Color32, Layout, Rect, Sense, Ui, WidgetInfo};

use super::evaluate_experiment_form::{self as draft, FormState};
use super::{parts, settings};
use crate::domain::{Arm, ExperimentId};
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{
    Button, Card, Cell, Column, Dropdown, Row, Table, Track, draw, interval, interval_bar,
    segmented,
};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::evaluate::{ExperimentCard, ExperimentsView, SplitCard};
use crate::worker::ExperimentWish;

/// Width of the right column.
const SIDE: f32 = 424.0;
/// Height of the choices with the gap below them.
const HEAD: f32 = 40.0;
/// Between lines below the choices, and rows that one of them may have.
const LINE: f32 = 4.0;
const ROWS: usize = 3;
/// The schedule is at least that high before the page scrolls, or as high as it is.
const LEAST: f32 = 400.0;
/// Height of the card of a plan's split without its words.
const SPLIT: f32 = 48.0;
/// Height of a row of the schedule: a choice and some air.
const ROW: f32 = 36.0;
/// Height of the schedule without a session.
const SCHEDULE: f32 = 78.0;
/// Height of one figure.
const FIGURE: f32 = 25.0;

/// What the view keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ExperimentsState {
    /// Whether experiments are shown and not plans.
    pub open: bool,
    /// The experiment that was chosen.
    pub chosen: Option<ExperimentId>,
    /// The form of a new one is shown.
    pub drafting: bool,
    /// What is typed into it.
    form: FormState,
}

impl ExperimentsState {
    /// One was drawn: the form begins anew.
    pub fn drawn(&mut self) {
        self.form = FormState::default();
    }
}

/// The switch between plans and experiments, at the right end of a line.
pub fn switch(ui: &mut Ui, line: Rect, model: &ExperimentsView, state: &mut ExperimentsState) {
    let names: Vec<&str> = model.views.iter().map(String::as_str).collect();
    // As high as the choices beside it.
    let line = line.with_max_y(line.top() + space::CONTROL);
    let picked = place_with(ui, line, Layout::right_to_left(Align::Center), |ui| {
        segmented(ui, &model.views_label, &names, usize::from(state.open))
    });
    if let Some(at) = picked {
        state.open = at == 1;
        ui.ctx().request_repaint();
    }
}

/// How wide the switch is.
pub fn switch_width(ui: &Ui, model: &ExperimentsView) -> f32 {
    let names = model.views.iter();
    names.map(|name| draw::width(ui.painter(), name, Type::Body) + 20.0).sum::<f32>() + 8.0
}

/// Draws the view.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ExperimentsView,
    state: &mut ExperimentsState,
    out: &mut Vec<Command>,
) {
    let narrow = ui.available_width() < 2.0 * SIDE + 160.0;
    let drafts = state.drafting || model.shown.is_none();
    let shown = model.shown.as_ref().filter(|_| !drafts);
    let top = HEAD + said_height(ui, &said(theme, model, drafts));
    let form = draft::height(&state.form);
    let seen = shown.map_or(0.0, figures_height);
    let planned = shown.map_or(form, schedule_height);
    let room = if narrow { ui.available_width() - parts::BAR } else { SIDE };
    let other = model.split.as_ref().map_or(0.0, |card| split_height(ui, theme, card, room));
    // The cards that are there, each with the gap before the next.
    let stacked = |heights: &[f32]| -> f32 {
        let there = heights.iter().filter(|high| **high > 0.0).map(|high| high + space::GAP);
        (there.sum::<f32>() - space::GAP).max(0.0)
    };
    let left = if drafts { form } else { planned.min(LEAST) };
    let below =
        if narrow { stacked(&[seen, planned, other]) } else { left.max(stacked(&[seen, other])) };
    parts::page(ui, "experiments", top + space::GAP + below, |ui, area| {
        let bands = rows(area, space::GAP, &[Track::Fixed(top), Track::Share(1.0)]);
        place(ui, bands[0], |ui| head(ui, theme, model, state, out));
        let (main, side) = if narrow {
            let heights: Vec<Track> = [seen, planned, other]
                .into_iter()
                .filter(|high| *high > 0.0)
                .map(Track::Fixed)
                .chain([Track::Share(1.0)])
                .collect();
            let boxes = rows(bands[1], space::GAP, &heights);
            let at = usize::from(seen > 0.0);
            (boxes[at], [boxes[0], boxes[at + 1]])
        } else {
            let sides = columns(bands[1], space::GAP, &[Track::Share(1.0), Track::Fixed(SIDE)]);
            let heights = [Track::Fixed(seen), Track::Fixed(other), Track::Share(1.0)];
            let right = rows(sides[1], space::GAP, &heights);
            (sides[0], if drafts { [sides[1]; 2] } else { [right[0], right[1]] })
        };
        match shown {
            Some(shown) => {
                let main = main.with_max_y(main.bottom().min(main.top() + planned));
                place(ui, main, |ui| schedule(ui, theme, &model.titles[0], shown, out));
                place(ui, side[0], |ui| figures(ui, theme, &model.titles[1], shown));
            }
            None => {
                let words = (model.titles[2].as_str(), model.buttons[0].as_str());
                let asked = place(ui, main, |ui| {
                    draft::show(ui, theme, words, &model.form, &mut state.form)
                });
                if let Some(asked) = asked {
                    ask(out, ExperimentWish::New(Box::new(asked)));
                }
            }
        }
        if let Some(card) = &model.split {
            place(ui, side[1], |ui| split(ui, theme, &model.titles[3], card));
        }
    });
}

/// What stands below the choices: the answer, what to do now, what it rests on. While a new one is
/// drawn up, nothing of another one; before the first, what they are for.
fn said<'a>(
    theme: &Theme,
    model: &'a ExperimentsView,
    drafts: bool,
) -> Vec<(&'a str, Type, Color32)> {
    let lines = match &model.shown {
        None => vec![
            (model.titles[2].as_str(), Type::Verdict, theme.text.main),
            (model.teaching.as_str(), Type::Caption, theme.text.second),
        ],
        Some(_) if drafts => Vec::new(),
        Some(shown) => {
            let ink = if shown.doubtful { theme.text.warn } else { theme.text.second };
            vec![
                (shown.verdict.as_str(), Type::Verdict, theme.text.main),
                (shown.next.as_str(), Type::Body, theme.text.main),
                (shown.ground.as_str(), Type::Caption, ink),
            ]
        }
    };
    lines.into_iter().filter(|(words, ..)| !words.is_empty()).collect()
}

/// How high these lines are, each on as many rows as it needs.
fn said_height(ui: &Ui, lines: &[(&str, Type, Color32)]) -> f32 {
    // The page may have to scroll, and then it is narrower.
    let width = ui.available_width() - parts::BAR;
    let high = |(words, step, ink): &(&str, Type, Color32)| {
        LINE + draw::lines(ui.painter(), words, *step, *ink, width, ROWS).size().y
    };
    lines.iter().map(high).sum()
}

fn head(
    ui: &mut Ui,
    theme: &Theme,
    model: &ExperimentsView,
    state: &mut ExperimentsState,
    out: &mut Vec<Command>,
) {
    let area = ui.available_rect_before_wrap();
    let lines = rows(area, 8.0, &[Track::Fixed(32.0), Track::Share(1.0)]);
    let tracks = [Track::Share(1.0), Track::Fixed(switch_width(ui, model))];
    let line = columns(lines[0], 8.0, &tracks);
    switch(ui, line[1], model, state);
    place(ui, line[0], |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            choices(ui, model, state, out);
        });
    });
    let drafts = state.drafting;
    place(ui, lines[1], |ui| {
        ui.spacing_mut().item_spacing.y = LINE;
        for (words, step, ink) in said(theme, model, drafts) {
            let galley = draw::lines(ui.painter(), words, step, ink, ui.available_width(), ROWS);
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            ui.painter().galley(rect.min, galley, ink);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        }
    });
}

/// Which experiment, and what can be done with it.
fn choices(
    ui: &mut Ui,
    model: &ExperimentsView,
    state: &mut ExperimentsState,
    out: &mut Vec<Command>,
) {
    let Some(shown) = &model.shown else { return };
    let texts: Vec<&str> = model.choices.iter().map(|choice| choice.text.as_str()).collect();
    let at = model.choices.iter().position(|choice| choice.selected);
    let picked = Dropdown::new(&texts, at).label(&model.views[1]).max_width(200.0).show(ui);
    if let Some(one) = picked.and_then(|at| model.choices.get(at)) {
        state.chosen = Some(one.id);
        state.drafting = false;
    }
    let [_, new, back, stop, resume, delete] = &model.buttons;
    if state.drafting {
        if Button::plain(back).show(ui).clicked() {
            state.drafting = false;
        }
        return;
    }
    if shown.runs {
        if Button::secondary(stop).show(ui).clicked() {
            ask(out, ExperimentWish::Stop(shown.id));
        }
    } else if Button::secondary(resume).show(ui).clicked() {
        ask(out, ExperimentWish::SetStopped(shown.id, None));
    }
    if Button::plain(delete).show(ui).clicked() {
        ask(out, ExperimentWish::Delete(shown.id));
    }
    if Button::plain(new).show(ui).clicked() {
        state.drafting = true;
    }
}

fn schedule(
    ui: &mut Ui,
    theme: &Theme,
    title: &str,
    card: &ExperimentCard,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let frame = Card::new(title).height(height).bleed();
    let wishes = frame.show_with(ui, |ui| add(ui, card, out), |ui| table(ui, theme, card)).body;
    for wish in wishes {
        ask(out, wish);
    }
}

fn ask(out: &mut Vec<Command>, wish: ExperimentWish) {
    out.push(Command::Experiment(Box::new(wish)));
}

/// A session that was not planned, with the way it was run.
fn add(ui: &mut Ui, card: &ExperimentCard, out: &mut Vec<Command>) {
    if card.add.is_empty() {
        return;
    }
    let texts: Vec<&str> = card.add.iter().map(|choice| choice.text.as_str()).collect();
    let picked = Dropdown::new(&texts, None).empty(&card.add_label).show(ui);
    if let Some(choice) = picked.and_then(|at| card.add.get(at)) {
        let (session, arm) = choice.id;
        ask(out, ExperimentWish::Way(card.id, session, Some(Some(arm))));
    }
}

fn table(ui: &mut Ui, theme: &Theme, card: &ExperimentCard) -> Vec<ExperimentWish> {
    let title = |at: usize| card.columns.get(at).cloned().unwrap_or_default();
    let columns = [
        Column::words(title(0)).share(0.8, 132.0),
        Column::words(title(1)).share(1.0, 96.0),
        Column::figures(title(2), 96.0),
        Column::words(title(3)).share(0.6, 92.0),
        Column::words("").fixed(112.0),
    ];
    let mut wishes = Vec::new();
    Table::new("experiment", &columns, card.rows.len()).row_height(ROW).read_only().show(
        ui,
        |at| {
            let row = &card.rows[at];
            Row::new(format!("{} {} {} {}", row.when, row.way, row.figure, row.state))
        },
        |cell| {
            let row = &card.rows[cell.row];
            let came = row.session.is_some();
            match cell.column {
                0 => cell.text(&row.when),
                1 if came => cell.strong(&row.way),
                1 => cell.text(&row.way),
                2 => cell.text(&row.figure),
                3 if row.hand > 0 => cell.colored(&row.state, theme.text.warn),
                3 if came => cell.text(&row.state),
                3 => cell.quiet(&row.state),
                _ => wishes.extend(hand(cell, card)),
            }
        },
    );
    wishes
}

/// How the session was really run.
fn hand(cell: &mut Cell<'_>, card: &ExperimentCard) -> Option<ExperimentWish> {
    let row = &card.rows[cell.row];
    let session = row.session?;
    let texts: Vec<&str> = card.hands.iter().map(String::as_str).collect();
    let id = ("hand", cell.row);
    let picked = cell
        .ui
        .push_id(id, |ui| Dropdown::new(&texts, Some(row.hand)).said(&row.label).show(ui))
        .inner?;
    let way = match picked {
        1 => Some(Some(Arm::A)),
        2 => Some(Some(Arm::B)),
        3 => Some(None),
        _ => None,
    };
    Some(ExperimentWish::Way(card.id, session, way))
}

/// As high as its sessions.
fn schedule_height(card: &ExperimentCard) -> f32 {
    SCHEDULE + card.rows.len() as f32 * ROW
}

/// As high as what is known.
fn figures_height(card: &ExperimentCard) -> f32 {
    let range = if card.range.is_some() { 28.0 } else { 0.0 };
    56.0 + range + card.facts.len() as f32 * FIGURE
}

fn figures(ui: &mut Ui, theme: &Theme, title: &str, card: &ExperimentCard) {
    let height = ui.available_height();
    Card::new(title).height(height).show(ui, |ui| {
        if let Some((value, range)) = &card.range {
            let clear = range.low > 0.0 || range.high < 0.0;
            let mark = if clear { interval::Mark::Clear } else { interval::Mark::Unclear };
            let (low, high) = (range.low, range.high);
            let estimate = interval::Estimate { value: *value, low, high, mark, raw: None };
            let ends = (low.min(0.0).min(*value), high.max(0.0).max(*value));
            let air = 0.05 * (ends.1 - ends.0);
            let scale = (ends.0 - air, ends.1 + air);
            interval_bar(ui, ui.available_width(), scale, Some(0.0), &estimate, &range.text);
            ui.add_space(4.0);
        }
        pairs(ui, theme, &card.facts);
    });
}

fn pairs(ui: &mut Ui, theme: &Theme, facts: &[(String, String)]) {
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.spacing_mut().interact_size.y = FIGURE - 4.0;
    for (label, value) in facts {
        ui.horizontal(|ui| {
            ui.label(draw::rich(label, Type::Body, theme.text.second));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(draw::rich(value, Type::Strong, theme.text.main));
            });
        });
    }
}

/// As high as what it says.
fn split_height(ui: &Ui, theme: &Theme, card: &SplitCard, width: f32) -> f32 {
    let words = |words: &str| -> f32 {
        let (font, ink) = (Type::Caption.font(), theme.text.third);
        let room = width - 2.0 * space::CARD_X;
        ui.painter().layout(words.to_owned(), font, ink, room).size().y + space::GAP
    };
    let facts = card.facts.len() as f32 * FIGURE;
    SPLIT + words(&card.sentence) + facts + words(&card.assumes)
}

fn split(ui: &mut Ui, theme: &Theme, title: &str, card: &SplitCard) {
    let room = ui.available_width();
    let height = ui.available_height().min(split_height(ui, theme, card, room));
    Card::new(title).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        settings::paragraph(ui, &card.sentence, theme.text.main);
        pairs(ui, theme, &card.facts);
        if !card.assumes.is_empty() {
            settings::paragraph(ui, &card.assumes, theme.text.third);
        }
    });
}
