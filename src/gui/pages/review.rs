//! 复盘: what happened in this session? Draws the review's model: of the session, of a brushed
//! range of it, or of two sessions side by side.

use std::sync::Arc;

use eframe::egui::{Key, Ui};

use super::{
    empty, parts, review_compare, review_evidence, review_funnel, review_minutes, review_tables,
    review_verdict,
};
use crate::domain::SessionId;
use crate::gui::app::Command;
use crate::gui::kit::Icon;
use crate::gui::kit::layout::{self, Track};
use crate::gui::theme::{Theme, space};
use crate::metrics::Stretch;
use crate::present::pages::ReviewPage;
use crate::present::pages::export::Subject;
use crate::present::pages::review::{BrushView, ComparePage};
use crate::worker::PageKind;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct ReviewState {
    /// The session shown; `None`: the latest.
    pub session: Option<SessionId>,
    /// The funnel counts times instead of people.
    pub times: bool,
    /// The range brushed, and of which session.
    pub brush: Option<(SessionId, Stretch)>,
    /// The session it stands beside.
    pub against: Option<SessionId>,
    /// The evidence stands in place of the tables.
    pub evidence: bool,
    /// Products stand in place of channels.
    pub products: bool,
    /// What was written stands in place of talks.
    pub comments: bool,
    /// Stable words of the lines shown; none yet: the first three.
    pub lines: Vec<String>,
    /// A note that is being typed.
    pub note: Option<String>,
}

impl ReviewState {
    /// Another session: what was chosen on the one before is not of this one.
    pub fn open(&mut self, session: SessionId) {
        self.session = Some(session);
        self.brush = None;
        self.against = None;
        self.note = None;
    }

    /// What the worker is asked for a brushed range of the session that is shown.
    pub fn brush_query(&self) -> Option<PageKind> {
        self.brush.map(|(session, stretch)| PageKind::Brush { session, stretch })
    }

    /// What the worker is asked to put two sessions side by side.
    pub fn compare_query(&self, shown: Option<SessionId>) -> Option<PageKind> {
        let (session, against) = (shown?, self.against?);
        (session != against).then_some(PageKind::Compare { session, against })
    }
}

/// What the worker answered beside the page itself.
#[derive(Clone, Debug, Default)]
pub struct ReviewAside {
    /// The brushed range.
    pub brush: Option<Arc<BrushView>>,
    /// Two sessions.
    pub compare: Option<Arc<ComparePage>>,
}

/// Below this width the factors stand below the words.
const SLIM: f32 = 1080.0;
const CARDS: f32 = 60.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    state: &mut ReviewState,
    aside: &ReviewAside,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Review, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    // An answer to an older question is not shown.
    let view = aside.brush.as_deref().filter(|view| {
        state.brush.is_some_and(|(id, range)| Some(id) == model.session && range == view.stretch)
    });
    let compared = aside.compare.as_deref().filter(|page| {
        Some(page.sessions.0) == model.session && Some(page.sessions.1) == state.against
    });
    // What is pressed in this frame changes the next one.
    let (comparing, evidence) = (state.against.is_some(), state.evidence);
    let width = ui.available_width();
    let slim = width < SLIM;
    // English takes a line more.
    let more = super::if_english(ui.ctx(), 24.0);
    let head = if slim { review_verdict::HEIGHT_SLIM } else { review_verdict::HEIGHT + more };
    let told = parts::notices_height(&model.notices);
    let high = parts::cards_height(width, model.cards.len(), CARDS);
    let least = told + head + high + 2.0 * 266.0 + 3.0 * space::GAP;
    parts::page(ui, "review", least, |ui, rect| {
        let mut tracks =
            vec![Track::Fixed(head), Track::Fixed(high), Track::Share(1.0), Track::Share(1.0)];
        if comparing {
            tracks.truncate(3);
        }
        let rect = parts::notices(ui, theme, &model.notices, rect);
        let rows = layout::rows(rect, space::GAP, &tracks);
        layout::place(ui, rows[0], |ui| review_verdict::show(ui, theme, model, state, head, out));
        let cards = view.map_or(&model.cards, |view| &view.cards);
        for (part, card) in parts::card_boxes(rows[1], cards.len()).into_iter().zip(cards) {
            layout::place(ui, part, |ui| {
                let metric =
                    if view.is_some() { parts::brushed(card) } else { parts::metric(card) };
                metric.show_compact(ui)
            });
        }
        if comparing {
            if let Some(page) = compared {
                layout::place(ui, rows[2], |ui| review_compare::show(ui, theme, page));
            }
            return;
        }
        let middle =
            layout::columns(rows[2], space::GAP, &[Track::Fixed(304.0), Track::Share(1.0)]);
        layout::place(ui, middle[0], |ui| {
            let shown = match (view, state.times) {
                (Some(view), _) => &view.funnel,
                (None, true) => &model.funnel_times,
                (None, false) => &model.funnel_people,
            };
            let subject = Subject::Session(model.session);
            let shown = (shown, view.is_some());
            review_funnel::show(ui, theme, shown, &mut state.times, subject, out);
        });
        layout::place(ui, middle[1], |ui| {
            review_minutes::chart(ui, theme, model, state, view, out);
        });
        if evidence {
            layout::place(ui, rows[3], |ui| {
                review_evidence::show(ui, theme, &model.evidence, out);
            });
            return;
        }
        let lower = layout::columns(rows[3], space::GAP, &[Track::Share(0.52), Track::Share(1.0)]);
        layout::place(ui, lower[0], |ui| {
            review_tables::sources(ui, theme, model, view, &mut state.products, out);
        });
        layout::place(ui, lower[1], |ui| {
            review_tables::segments(ui, theme, model, view, &mut state.comments, out);
        });
    });
    keys(ui, state);
}

/// Esc lets the range go, wherever the keyboard is, unless it types something.
fn keys(ui: &Ui, state: &mut ReviewState) {
    if ui.ctx().egui_wants_keyboard_input() {
        return;
    }
    ui.input(|input| {
        if input.key_pressed(Key::Escape) {
            if state.note.is_some() {
                state.note = None;
            } else if state.brush.is_some() {
                state.brush = None;
            } else {
                state.against = None;
                state.evidence = false;
            }
        }
        if input.key_pressed(Key::N) && !input.modifiers.any() && state.note.is_none() {
            state.note = Some(String::new());
        }
    });
}
