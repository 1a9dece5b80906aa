//! 复盘: what happened in this session? Draws the review's model.

use eframe::egui::Ui;

use super::empty;
use crate::domain::SessionId;
use crate::gui::app::Command;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::ReviewPage;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ReviewState {
    /// The session shown; `None`: the latest.
    pub session: Option<SessionId>,
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ReviewPage,
    _: &mut ReviewState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Review, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    Card::new(&model.line).sentence(&model.verdict.detail).show(ui, |ui| {
        ui.label(draw::rich(&model.verdict.headline, Type::Verdict, theme.text.main));
    });
}
