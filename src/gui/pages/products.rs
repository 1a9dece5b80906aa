//! 商品: what sells? Draws the products' model.

use eframe::egui::Ui;

use super::empty;
use crate::domain::ProductId;
use crate::gui::app::Command;
use crate::gui::kit::{Card, Icon, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::ProductsPage;

/// What the page keeps between frames.
#[derive(Clone, Debug, Default)]
pub struct ProductsState {
    /// The product shown in detail.
    pub selected: Option<ProductId>,
}

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ProductsPage,
    _: &mut ProductsState,
    out: &mut Vec<Command>,
) {
    if let Some(nothing) = &model.empty {
        if empty::state(ui, theme, Icon::Products, nothing) {
            out.push(Command::ChooseFiles);
        }
        return;
    }
    let head = &model.table.head;
    Card::new(&head.title).note(&model.scope).sentence(&head.sentence).show(ui, |ui| {
        ui.label(draw::rich(&model.cost_note, Type::Body, theme.text.second));
    });
}
