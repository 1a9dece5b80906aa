//! 总览: how am I doing? Draws the overview's model.

use eframe::egui::Ui;

use super::empty;
use crate::gui::app::Command;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::OverviewPage;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct OverviewState {}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &OverviewPage,
    _: &mut OverviewState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Overview, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    if let Some(hero) = &model.hero {
        Card::new(&hero.line).note(&hero.compared).sentence(&hero.verdict).show(ui, |ui| {
            ui.label(draw::rich(&hero.amount.text, Type::Hero, theme.text.main));
        });
    }
}
