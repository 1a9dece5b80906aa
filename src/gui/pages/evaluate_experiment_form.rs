//! The form of a new experiment. What is wrong stays where it was typed, with what to do beside it.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Sense, Ui, WidgetInfo, pos2, vec2};

use super::settings;
use crate::engine::NewExperiment;
use crate::gui::kit::{Button, Card, Dropdown, Icon, draw, field, number_field, tip};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::evaluate::{ExperimentDraft, ExperimentForm, FormField};

/// Height of the form with the number of the lot folded away.
const FOLDED: f32 = 412.0;
/// Height of the number's field with its note.
const LOT: f32 = 64.0;
/// Room for the label of a field.
const LABEL: f32 = 112.0;
/// Height of a field for words.
const FIELD: f32 = 32.0;
/// Widths of the fields for words, for a count, for a day or a number.
const WORDS: f32 = 320.0;
const COUNT: f32 = 84.0;
const SHORT: f32 = 128.0;

/// What the form keeps between frames.
#[derive(Clone, Debug, Default)]
pub(super) struct FormState {
    draft: ExperimentDraft,
    /// Whether the number of the lot is unfolded.
    lot: bool,
}

/// How high the form is.
pub(super) fn height(state: &FormState) -> f32 {
    if state.lot { FOLDED + LOT } else { FOLDED }
}

/// Draws the form; what is asked for once it is to be drawn and nothing is wrong.
pub(super) fn show(
    ui: &mut Ui,
    theme: &Theme,
    (title, draw): (&str, &str),
    form: &ExperimentForm,
    state: &mut FormState,
) -> Option<NewExperiment> {
    let height = ui.available_height().min(height(state));
    let mut asked = None;
    Card::new(title).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        settings::paragraph(ui, &form.note, theme.text.second);
        words(ui, theme, form, &mut state.draft);
        labelled(ui, theme, (form.label(FormField::Figure), space::CONTROL), |ui| {
            let texts: Vec<&str> = form.metrics.iter().map(|choice| choice.text.as_str()).collect();
            let at = &mut state.draft.metric;
            let said = form.label(FormField::Figure);
            if let Some(picked) = Dropdown::new(&texts, Some(*at)).said(said).show(ui) {
                *at = picked;
            }
        });
        figure(ui, theme, form, &mut state.draft, FormField::Sessions);
        figure(ui, theme, form, &mut state.draft, FormField::FirstDay);
        lot(ui, theme, form, state);
        if Button::primary(draw).show(ui).clicked() {
            state.draft.pressed = true;
            asked = form.asked(&state.draft);
            // What is wrong with the number must be seen.
            state.lot |= form.problem(FormField::Lot, &state.draft).is_some();
        }
    });
    asked
}

/// Name, A and B.
fn words(ui: &mut Ui, theme: &Theme, form: &ExperimentForm, draft: &mut ExperimentDraft) {
    let fields = [FormField::Name, FormField::WayA, FormField::WayB];
    for (at, which) in fields.into_iter().enumerate() {
        let problem = form.problem(which, draft).map(str::to_owned);
        let [a, b] = &mut draft.ways;
        let text = [&mut draft.name, a, b].into_iter().nth(at);
        labelled(ui, theme, (form.label(which), FIELD), |ui| {
            if let Some(text) = text {
                field(ui, form.label(which), text, &form.hints[at], WORDS);
            }
            beside(ui, theme, problem.as_deref());
        });
    }
}

/// A field for a count, a day or a number.
fn figure(
    ui: &mut Ui,
    theme: &Theme,
    form: &ExperimentForm,
    draft: &mut ExperimentDraft,
    which: FormField,
) {
    labelled(ui, theme, (form.label(which), space::CONTROL), |ui| {
        typed(ui, form, draft, which);
        beside(ui, theme, form.problem(which, draft));
    });
}

/// The field itself: what stood there before anything was typed is kept apart from what was typed.
fn typed(ui: &mut Ui, form: &ExperimentForm, draft: &mut ExperimentDraft, which: FormField) {
    let valid = form.problem(which, draft).is_none();
    let (text, usual, width) = match which {
        FormField::Sessions => (&mut draft.sessions, &form.usual.sessions, COUNT),
        FormField::FirstDay => (&mut draft.from, &form.usual.from, SHORT),
        _ => (&mut draft.lot, &form.usual.lot, SHORT),
    };
    let mut now = text.clone().unwrap_or_else(|| usual.clone());
    let (response, _) = number_field(ui, form.label(which), &mut now, width, valid);
    if response.changed() {
        *text = Some(now);
    }
}

/// The number of the lot, folded away behind a button that shows it.
fn lot(ui: &mut Ui, theme: &Theme, form: &ExperimentForm, state: &mut FormState) {
    let icon = if state.lot { Icon::ChevronDown } else { Icon::ChevronRight };
    let line = form.lot_line(&state.draft);
    if Button::plain(&line).small().icon(icon).show(ui).clicked() {
        state.lot = !state.lot;
        ui.ctx().request_repaint();
    }
    if !state.lot {
        return;
    }
    labelled(ui, theme, (form.label(FormField::Lot), space::CONTROL), |ui| {
        typed(ui, form, &mut state.draft, FormField::Lot);
        if Button::secondary(&form.another_lot).show(ui).clicked() {
            state.draft.lot = Some(form.next_lot(&state.draft));
        }
        beside(ui, theme, form.problem(FormField::Lot, &state.draft));
    });
    settings::paragraph(ui, &form.lot_note, theme.text.third);
}

/// What to do about the field before it, in at most two lines.
fn beside(ui: &mut Ui, theme: &Theme, problem: Option<&str>) {
    let Some(problem) = problem else { return };
    let (ink, room) = (theme.text.warn, ui.available_width().max(0.0));
    let galley = draw::lines(ui.painter(), problem, Type::Caption, ink, room, 2);
    let cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, problem));
    if cut {
        tip::hover_text(response, problem);
    }
}

fn labelled(ui: &mut Ui, theme: &Theme, (label, height): (&str, f32), add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(vec2(LABEL, height), Sense::hover());
        let at = pos2(rect.left(), rect.center().y);
        let (left, ink) = (Align2::LEFT_CENTER, theme.text.second);
        draw::text_in(ui.painter(), at, left, label, Type::Body, ink, LABEL);
        add(ui);
    });
}
