//! 评估: did it work? An honest empty state: what it will hold and what is in already.

use eframe::egui::Ui;

use super::empty;
use crate::gui::app::{Command, Page};
use crate::gui::kit::Icon;
use crate::gui::theme::Theme;
use crate::present::pages::EvaluatePage;

/// Draws the page.
pub fn show(ui: &mut Ui, theme: &Theme, model: &EvaluatePage, out: &mut Vec<Command>) {
    if empty::promise(ui, theme, Icon::Evaluate, &model.empty, &model.will_hold, &model.have) {
        out.push(Command::Go(Page::Plan));
    }
}
