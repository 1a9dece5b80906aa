//! 推荐: what to show, and to whom? Draws the recommendation's model.

use eframe::egui::Ui;

use super::empty;
use crate::gui::app::Command;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::recommend::RecommendPage;
use crate::recommend::{Audience, RecommendRequest};

/// What the page keeps between frames; both fields decide what is asked.
#[derive(Clone, Debug)]
pub struct RecommendState {
    /// For whom, how many, how weighted.
    pub request: RecommendRequest,
    /// Whether the offline quality is measured too (takes a moment).
    pub quality: bool,
}

impl Default for RecommendState {
    fn default() -> Self {
        Self { request: RecommendRequest::new(Audience::NextSession), quality: false }
    }
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &RecommendPage,
    _: &mut RecommendState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Recommend, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    Card::new(&model.question).note(&model.scope).sentence(&model.sentence).show(ui, |ui| {
        ui.label(draw::rich(&model.verdict, Type::Verdict, theme.text.main));
    });
}
