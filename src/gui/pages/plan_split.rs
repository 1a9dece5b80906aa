//! The split table: shares with their bounds, what each product should bring, what holds it; the
//! objective, the method and the bounds are set here.

use eframe::egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::Surroundings;
use super::plan::{PlanState, read_figure};
use super::plan_strip::figure;
use crate::gui::kit::layout::{place, place_with, rows};
use crate::gui::kit::share::{ShareMarks, share_cell};
use crate::gui::kit::{
    Button, Card, Cell, Column, Dropdown, Estimate, Icon, Row, Table, Tone, Track, draw,
    icon_button, interval, sentence, tip,
};
use crate::gui::theme::{Theme, Type};
use crate::plan::{Method, Objective, Scenario, SessionForm};
use crate::present::pages::PlanPage;
use crate::present::pages::plan::{SplitRow, SplitTable};
use crate::present::text::foresight::{self, Word, word};
use crate::present::text::{Lang, plan as text, plan_template as template};

/// Choices of the share kept for exploration.
const EXPLORE: [f64; 4] = [0.0, 0.05, 0.1, 0.2];

/// Draws the table with its controls.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    around: &Surroundings,
    height: f32,
) {
    let lang = around.lang;
    let chosen =
        state.selected.clone().and_then(|id| model.table.rows.iter().find(|row| row.id == id));
    let mut pressed = None;
    let mut lock = None;
    let card =
        Card::new(word(Word::Split, lang)).note(word(Word::SplitNote, lang)).height(height).bleed();
    let now = (state.method, state.form.session.clone());
    let drawn = card.show_with(
        ui,
        |ui| choices(ui, model, now.0, &now.1, lang),
        |ui| {
            let area = ui.available_rect_before_wrap();
            let foot = if chosen.is_some() { 44.0 } else { 32.0 };
            let parts = rows(area, 0.0, &[Track::Share(1.0), Track::Fixed(foot)]);
            place(ui, parts[0], |ui| {
                (pressed, lock) = table(ui, theme, &model.table, state, lang);
            });
            let bar = parts[1].shrink2(vec2(16.0, 0.0));
            if let Some(row) = chosen {
                bounds(ui, theme, model, row, state, bar, lang);
            } else {
                let at = Rect::from_center_size(bar.center(), vec2(bar.width(), 20.0));
                let mut under = ui.new_child(UiBuilder::new().max_rect(at));
                sentence(&mut under, &model.table.sentence);
            }
        },
    );
    drawn.controls.apply(state);
    if let Some(row) = lock.and_then(|at: usize| model.table.rows.get(at)) {
        toggle_lock(state, model, row);
    } else if let Some(row) = pressed.and_then(|at: usize| model.table.rows.get(at)) {
        let again = state.selected.as_deref() == Some(row.id.as_str());
        state.selected = (!again).then(|| row.id.clone());
        state.least.0 = None;
        state.most.0 = None;
        ui.ctx().request_repaint();
    }
}

fn toggle_lock(state: &mut PlanState, model: &PlanPage, row: &SplitRow) {
    let share = row.share.raw;
    let form = state.product(&row.id, model);
    form.lock_share = if row.locked { None } else { share };
}

/// What was chosen in the head.
#[derive(Default)]
struct Picks {
    objective: Option<Objective>,
    method: Option<Method>,
    explore: Option<f64>,
    template: Option<Option<Scenario>>,
}

impl Picks {
    fn apply(self, state: &mut PlanState) {
        if let Some(objective) = self.objective {
            state.form.session.objective = Some(objective.word().to_owned());
            // The old goal and the old floor are in another unit.
            state.form.session.goal = None;
            state.ask_floor(None);
        }
        if let Some(method) = self.method {
            state.method = method;
        }
        if let Some(explore) = self.explore {
            state.form.session.explore = Some(explore);
        }
        if let Some(template) = self.template {
            let before = state.form.counts_gmv();
            state.form.session.template = template.map(|scenario| scenario.word().to_owned());
            if before != state.form.counts_gmv() {
                state.form.session.goal = None;
                state.ask_floor(None);
            }
        }
    }
}

/// Objective, method, exploration; laid out from the right.
fn choices(
    ui: &mut Ui,
    model: &PlanPage,
    method: Method,
    session: &SessionForm,
    lang: Lang,
) -> Picks {
    ui.spacing_mut().item_spacing.x = 8.0;
    let mut picks = Picks::default();
    let methods: Vec<&str> = Method::AVAILABLE.iter().map(|m| text::method(*m, lang)).collect();
    let now = Method::AVAILABLE.iter().position(|m| *m == method);
    let label = word(Word::Method, lang);
    if let Some(at) = Dropdown::new(&methods, now).label(label).max_width(150.0).show(ui) {
        picks.method = Some(Method::AVAILABLE[at]);
    }
    let names: Vec<&str> = Objective::ALL.iter().map(|o| text::objective(*o, lang)).collect();
    // What nobody set comes from the template or a default: the plan knows it.
    let now = match session.objective.as_deref() {
        Some(chosen) => Objective::ALL.iter().position(|o| o.word() == chosen),
        None => names.iter().position(|name| *name == model.strip.objective),
    };
    let label = word(Word::Objective, lang);
    if let Some(at) = Dropdown::new(&names, now).label(label).max_width(120.0).show(ui) {
        picks.objective = Some(Objective::ALL[at]);
    }
    let shares: Vec<String> =
        EXPLORE.iter().map(|share| format!("{:.0}%", share * 100.0)).collect();
    let shares: Vec<&str> = shares.iter().map(String::as_str).collect();
    let chosen = session.explore.unwrap_or(model.strip.explore);
    let now = EXPLORE.iter().position(|share| (share - chosen).abs() < 1e-9);
    let label = word(Word::Explore, lang);
    if let Some(at) = Dropdown::new(&shares, now).label(label).show(ui) {
        picks.explore = Some(EXPLORE[at]);
    }
    let scenarios = Scenario::ALL.iter().map(|scenario| template::name(*scenario, lang));
    let names: Vec<&str> = std::iter::once(template::none(lang)).chain(scenarios).collect();
    let chosen = session.template.as_deref().and_then(Scenario::from_word);
    let now = Scenario::ALL.iter().position(|s| Some(*s) == chosen).map_or(0, |at| at + 1);
    let label = word(Word::Template, lang);
    let dropdown =
        ui.scope(|ui| Dropdown::new(&names, Some(now)).label(label).max_width(120.0).show(ui));
    tip::hover_text(dropdown.response, template::help(lang));
    if let Some(at) = dropdown.inner {
        picks.template = Some(at.checked_sub(1).map(|at| Scenario::ALL[at]));
    }
    picks
}

/// Draws the rows. Returns the row that was pressed and the row whose lock was pressed.
fn table(
    ui: &mut Ui,
    theme: &Theme,
    table: &SplitTable,
    state: &PlanState,
    lang: Lang,
) -> (Option<usize>, Option<usize>) {
    let value = format!("{} {}", word(Word::Value, lang), table.unit);
    let all = [
        Column::words("").fixed(24.0),
        Column::words(word(Word::Product, lang)).share(1.3, 118.0),
        Column::figures(word(Word::Last, lang), 42.0),
        Column::words(word(Word::Share, lang)).share(1.0, 80.0),
        Column::figures(word(Word::Proposed, lang), 36.0),
        Column::figures(word(Word::Minutes, lang), 46.0),
        Column::words("").share(0.7, 44.0),
        Column::figures(value, 72.0),
        Column::figures(word(Word::Range, lang), 98.0),
        Column::figures(word(Word::OnePercent, lang), 54.0),
        Column::words(word(Word::Limit, lang)).share(0.9, 92.0),
    ];
    let most = table
        .rows
        .iter()
        .flat_map(|row| [row.share.raw, row.last.raw, bounded(row).map(|(_, max)| max)])
        .flatten()
        .fold(0.1_f64, f64::max);
    let scale = (most * 1.08).min(1.0);
    let selected =
        table.rows.iter().position(|row| state.selected.as_deref() == Some(row.id.as_str()));
    let mut lock = None;
    let drawn = Table::new("split", &all, table.rows.len() + 1).selected(selected).show(
        ui,
        |at| match table.rows.get(at) {
            Some(row) => Row {
                name: format!("{} {} {}", row.name, row.share.text, row.value.text),
                tone: if row.included { Tone::Plain } else { Tone::Faded },
            },
            None => Row {
                name: format!("{} {}", table.total.label, table.total.value.text),
                tone: Tone::Sunken,
            },
        },
        |cell| match table.rows.get(cell.row) {
            Some(row) => {
                if product(cell, theme, table, row, scale, lang) {
                    lock = Some(cell.row);
                }
            }
            None => total(cell, theme, table),
        },
    );
    (drawn.clicked.filter(|at| *at < table.rows.len()), lock)
}

/// Bounds a person or a limit set; none where any share goes.
fn bounded(row: &SplitRow) -> Option<(f64, f64)> {
    (!row.locked && (row.min > 0.0 || row.max < 0.999)).then_some((row.min, row.max))
}

fn product(
    cell: &mut Cell<'_>,
    theme: &Theme,
    table: &SplitTable,
    row: &SplitRow,
    scale: f64,
    lang: Lang,
) -> bool {
    match cell.column {
        0 => {
            let icon = if row.locked { Icon::Lock } else { Icon::Unlock };
            let name = foresight::lock_share(&row.name, &row.share.text, row.locked, lang);
            return icon_button(cell.ui, icon, &name).clicked();
        }
        1 => {
            cell.series(theme.data.series(cell.row));
            let role = draw::width(cell.ui.painter(), &row.role_text, Type::Caption);
            let room = cell.ui.available_width();
            let name = draw::width(cell.ui.painter(), &row.name, Type::Strong);
            if name + role + 8.0 <= room {
                cell.strong(&row.name);
                cell.quiet(&row.role_text);
            } else {
                cell.strong(&row.name);
            }
        }
        2 => cell.quiet(&row.last.text),
        3 => {
            let marks = ShareMarks {
                last: row.last.raw,
                proposed: row.share.raw.unwrap_or_default(),
                bounds: bounded(row),
            };
            let percent = |share: f64| format!("{:.0}%", share * 100.0);
            let (min, max) = (percent(row.min), percent(row.max));
            let name = foresight::share_cell(&row.last.text, &row.share.text, &min, &max, lang);
            share_cell(cell.ui, &marks, scale, &name);
        }
        4 => cell.strong(&row.share.text),
        5 => cell.text(&row.minutes.text),
        6 => {
            if let (Some(range), Some(value)) = (&row.range, row.value.raw) {
                let width = cell.ui.available_width();
                let (rect, _) = cell.ui.allocate_exact_size(vec2(width, 16.0), Sense::hover());
                let estimate = Estimate {
                    value,
                    low: range.low,
                    high: range.high,
                    mark: interval::Mark::Estimate,
                    raw: None,
                };
                let scale = (0.0, table.scale.max(f64::MIN_POSITIVE));
                let main = theme.plot.main;
                interval::paint(cell.ui.painter(), theme, rect, scale, None, &estimate, main);
            }
        }
        7 => cell.strong(&row.value.text),
        8 => cell.quiet(row.range.as_ref().map_or("", |range| range.text.as_str())),
        9 => cell.text(&row.per_percent.text),
        _ => {
            if row.binding {
                cell.colored(&row.limit_text, theme.text.warn);
            } else {
                cell.quiet(&row.limit_text);
            }
        }
    }
    false
}

fn total(cell: &mut Cell<'_>, theme: &Theme, table: &SplitTable) {
    let total = &table.total;
    match cell.column {
        1 => cell.strong(&total.label),
        4 => cell.strong("100%"),
        5 => cell.text(&total.minutes.text),
        7 => cell.strong(&total.value.text),
        8 => cell.quiet(&total.range.text),
        9 => cell.quiet(&total.gain_against),
        10 => gain(cell, theme, table),
        _ => {}
    }
}

/// The gain alone; all of it on hover.
fn gain(cell: &mut Cell<'_>, theme: &Theme, table: &SplitTable) {
    let total = &table.total;
    match total.gain_clear {
        true => cell.colored(&total.gain_short, theme.text.ok),
        false => cell.quiet(&total.gain_short),
    }
    cell.tip(&total.gain);
}

/// The bounds of one product, below the table.
fn bounds(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    row: &SplitRow,
    state: &mut PlanState,
    rect: Rect,
    lang: Lang,
) {
    let line = eframe::egui::Stroke::new(1.0, theme.card.line);
    ui.painter().hline(rect.expand2(vec2(16.0, 0.0)).x_range(), rect.top() + 0.5, line);
    let known = state.known(&row.id).cloned().unwrap_or_default();
    let shown =
        |share: Option<f64>| share.map_or(String::new(), |share| format!("{:.0}", share * 100.0));
    // Bounds of a template are in force too.
    let min = known.min_share.or((!row.locked && row.min > 0.0).then_some(row.min));
    let max = known.max_share.or((!row.locked && row.max < 0.999).then_some(row.max));
    let (least, most) = (shown(min), shown(max));
    let across = Layout::left_to_right(Align::Center);
    place_with(ui, rect, across, |ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let room = (rect.width() - 470.0).clamp(60.0, 220.0);
        let galley = draw::line(ui.painter(), &row.name, Type::Strong, theme.text.main, room);
        let (at, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
        ui.painter().galley(pos2(at.left(), at.top()), galley, theme.text.main);
        let read = |text: &str| read_figure(text).map(|value| (value / 100.0).clamp(0.0, 1.0));
        for (which, least_side, now) in [(Word::Least, true, &least), (Word::Most, false, &most)] {
            ui.label(draw::rich(word(which, lang), Type::Caption, theme.text.second));
            let typed = if least_side { &mut state.least } else { &mut state.most };
            let name = format!("{} {}", row.name, word(which, lang));
            if let Some(text) = figure(ui, &name, typed, now, 56.0, lang) {
                let form = state.product(&row.id, model);
                if least_side {
                    form.min_share = read(&text);
                } else {
                    form.max_share = read(&text);
                }
            }
        }
        let label = if row.locked { Word::Unlock } else { Word::LockIt };
        let icon = if row.locked { Icon::Unlock } else { Icon::Lock };
        if Button::secondary(word(label, lang)).icon(icon).show(ui).clicked() {
            toggle_lock(state, model, row);
        }
        let close = crate::present::text::app::word(crate::present::text::app::Word::Close, lang);
        if icon_button(ui, Icon::Cross, close).clicked() {
            state.selected = None;
        }
    });
}
