//! 观众: who buys and returns? Who counts as no customer; for the rest an honest empty state: what
//! it will hold and what is in already.

use eframe::egui::Ui;

use super::{empty, viewers_cleaning};
use crate::gui::app::Command;
use crate::gui::kit::Icon;
use crate::gui::theme::{Theme, space};
use crate::present::pages::ViewersPage;

/// Draws the page.
pub fn show(ui: &mut Ui, theme: &Theme, model: &ViewersPage, out: &mut Vec<Command>) {
    if let Some(report) = &model.cleaning {
        viewers_cleaning::show(ui, theme, report, out);
        ui.add_space(space::GAP);
    }
    if empty::promise(ui, theme, Icon::Viewers, &model.empty, &model.will_hold, &model.have) {
        out.push(Command::ChooseFiles);
    }
}
