//! 计划: how to split traffic and time, and is the goal in reach? Draws the plan's model.

use eframe::egui::Ui;

use crate::gui::app::Command;
use crate::gui::kit::{Card, draw};
use crate::gui::theme::{Theme, Type};
use crate::plan::{Method, PlanForm};
use crate::present::pages::plan::PlanPage;

/// What the page keeps between frames; form and method decide what is asked, so that changing
/// them solves the plan again.
#[derive(Clone, Debug)]
pub struct PlanState {
    /// What is asked.
    pub form: PlanForm,
    /// How it is solved.
    pub method: Method,
}

impl Default for PlanState {
    fn default() -> Self {
        Self { form: PlanForm::default(), method: Method::Auto }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    _: &mut PlanState,
    _: &mut Vec<Command>,
) {
    Card::new(&model.question).note(&model.evidence).show(ui, |ui| {
        ui.label(draw::rich(&model.verdict, Type::Verdict, theme.text.main));
    });
}
