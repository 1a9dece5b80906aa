//! The export menu at the top of a page: what it can be written as.

use eframe::egui::Ui;

use super::command::Command;
use super::page::Page;
use super::state::State;
use crate::gui::kit::control::menu_under;
use crate::gui::kit::{Button, Icon};
use crate::gui::theme::Theme;
use crate::present::pages::export::{Subject, offers};
use crate::present::text::app::{self, Why};
use crate::present::text::{Lang, export as text};

/// What the open page would write; `None` where nothing is written.
pub(super) fn subject(page: Page, state: &State) -> Option<Subject> {
    match page {
        Page::Overview => Some(Subject::Overview),
        Page::Review => Some(Subject::Session(state.pages.review.session)),
        Page::Products => Some(Subject::Products(state.pages.products.selected)),
        Page::Evaluate => Some(Subject::Evaluate(state.pages.evaluate.plan)),
        _ => None,
    }
}

/// The button and, when pressed, its menu; `blocked` says why nothing can be written.
pub(super) fn menu(
    ui: &mut Ui,
    theme: &Theme,
    subject: Subject,
    (blocked, lang): (Option<Why>, Lang),
    out: &mut Vec<Command>,
) {
    let why = blocked.map(|why| app::why(why, lang));
    let button = Button::secondary(text::button(lang)).icon(Icon::Export);
    let response = button.disabled_because(why).show(ui);
    let lines = offers(subject, lang);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    if let Some(at) = menu_under(&response, theme, text::button(lang), &texts) {
        out.push(Command::Export(subject, lines[at].kind));
    }
}
