//! 模型: what can be learned? Draws the models' page.

use eframe::egui::Ui;

use super::empty;
use crate::gui::app::Command;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type};
use crate::learn::{ModelKind, Question};
use crate::present::pages::ModelsPage;

/// What the page keeps between frames; its first four fields decide what is asked.
#[derive(Clone, Debug)]
pub struct ModelsState {
    /// The question shown; `None`: the first that was trained.
    pub question: Option<Question>,
    /// The method shown; `None`: the best.
    pub method: Option<ModelKind>,
    /// How many trainings back.
    pub version: usize,
    /// Levels of the tree shown.
    pub levels: usize,
}

impl Default for ModelsState {
    fn default() -> Self {
        Self { question: None, method: None, version: 0, levels: 3 }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Models, nothing) {
            out.push(Command::Train(state.question.unwrap_or(Question::Buyers)));
        }
        return;
    }
    Card::new(&model.question).note(&model.status).show(ui, |ui| {
        ui.label(draw::rich(&model.stale, Type::Body, theme.text.second));
    });
}
