//! 观众: who buys and returns? An honest empty state: what it will hold and what is in already.

use eframe::egui::Ui;

use super::empty;
use crate::gui::app::Command;
use crate::gui::kit::Icon;
use crate::gui::theme::Theme;
use crate::present::pages::ViewersPage;

/// Draws the page.
pub fn show(ui: &mut Ui, theme: &Theme, model: &ViewersPage, out: &mut Vec<Command>) {
    if empty::promise(ui, theme, Icon::Viewers, &model.empty, &model.will_hold, &model.have) {
        out.push(Command::ChooseFiles);
    }
}
