//! The tree of the Models page: zoomed, dragged, a row looked for, the rows of a node beside it.

use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Surroundings;
use super::models::{ModelsState, estimate};
use super::models_bill;
use crate::gui::kit::layout::{columns, place};
use crate::gui::kit::table::ROW_COMPACT;
use crate::gui::kit::{
    Button, Card, Column, Dropdown, Icon, Row, Table, Track, TreeNode, draw, icon_button, tree,
    zoomed,
};
use crate::gui::theme::{Theme, Type, space};
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{LeafView, TreeView};
use crate::present::text::foresight::{Word, word};

/// Room the rows of a node take beside the tree.
const LEAF: f32 = 430.0;
/// Below this width they take the tree's place.
const BESIDE: f32 = 860.0;

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    view: &TreeView,
    model: &ModelsPage,
    state: &mut ModelsState,
    height: f32,
    around: &Surroundings,
) {
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let Some(leaf) = model.leaf.as_ref().filter(|_| state.ask.node.is_some()) else {
        card(ui, view, model, state, height, around);
        return;
    };
    if area.width() < BESIDE {
        rows(ui, theme, leaf, state, height, around);
        return;
    }
    let parts = columns(area, space::GAP, &[Track::Share(1.0), Track::Fixed(LEAF)]);
    place(ui, parts[0], |ui| card(ui, view, model, state, height, around));
    place(ui, parts[1], |ui| rows(ui, theme, leaf, state, height, around));
}

fn card(
    ui: &mut Ui,
    view: &TreeView,
    model: &ModelsPage,
    state: &mut ModelsState,
    height: f32,
    around: &Surroundings,
) {
    let nodes: Vec<TreeNode<'_>> = view
        .nodes
        .iter()
        .map(|node| TreeNode {
            parent: node.parent,
            condition: &node.condition,
            headline: &node.headline,
            counts: &node.counts,
            badge: &node.badge,
            estimate: node.value.raw.map(|value| {
                estimate(value, node.interval.as_ref(), crate::present::pages::Dot::Solid)
            }),
            share: node.share,
            best: node.best,
            on_path: node.on_path,
            selected: node.selected,
            name: node.sentence.clone(),
        })
        .collect();
    let choices: Vec<String> = (1..=view.levels_max.max(1)).map(|n| n.to_string()).collect();
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    let sentence = model.found.as_ref().map_or(&view.head.sentence, |found| &found.sentence);
    let before = state.ask.clone();
    let wide = ui.available_width();
    let mut zoom = state.zoom;
    let card = Card::new(&view.head.title).note(&view.head.unit).sentence(sentence).height(height);
    let done = card.show_with(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            models_bill::switch(ui, &model.tools, state);
            models_bill::find(ui, model, state, if wide > 900.0 { 160.0 } else { 96.0 });
            let picked = Dropdown::new(&choices, Some(view.levels.saturating_sub(1)))
                .label(word(Word::Levels, around.lang))
                .show(ui);
            if let Some(levels) = picked {
                state.ask.levels = levels + 1;
            }
            let lang = around.lang;
            let closer = Button::secondary("+").width(28.0).name(word(Word::ZoomIn, lang));
            let step = closer.tip(word(Word::ZoomTip, lang)).show(ui).clicked().then_some(true);
            let further = Button::secondary("−").width(28.0).name(word(Word::ZoomOut, lang));
            further.tip(word(Word::ZoomTip, lang)).show(ui).clicked().then_some(false).or(step)
        },
        |ui| tree(ui, "tree", &nodes, (0.0, view.scale_max), &mut zoom),
    );
    if let Some(closer) = done.controls {
        zoom = zoomed(zoom, closer);
    }
    if let Some(pressed) = done.body {
        let id = view.nodes[pressed].id;
        state.ask.node = if state.ask.node == Some(id) { None } else { Some(id) };
    }
    if before != state.ask || (zoom - state.zoom).abs() > 0.001 {
        state.zoom = zoom;
        ui.ctx().request_repaint();
    }
}

/// The rows of a node.
fn rows(
    ui: &mut Ui,
    theme: &Theme,
    leaf: &LeafView,
    state: &mut ModelsState,
    height: f32,
    around: &Surroundings,
) {
    let closed = Card::new(&leaf.title).note(&leaf.note).height(height).bleed().show_with(
        ui,
        |ui| icon_button(ui, Icon::Cross, word(Word::CloseRows, around.lang)).clicked(),
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (text, ink) in [
                (&leaf.sentence, theme.text.main),
                (&leaf.stale, theme.text.warn),
                (&leaf.hidden, theme.text.warn),
            ] {
                if text.is_empty() {
                    continue;
                }
                let room = ui.available_width() - 2.0 * space::CARD_X;
                let galley = draw::lines(ui.painter(), text, Type::Body, ink, room, 4);
                let size = vec2(ui.available_width(), galley.size().y + 8.0);
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                let at = pos2(rect.left() + space::CARD_X, rect.top());
                ui.painter().galley(at, galley, ink);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
            }
            if leaf.rows.is_empty() {
                return;
            }
            let last = leaf.columns.len() - 1;
            let columns: Vec<Column> = leaf
                .columns
                .iter()
                .enumerate()
                .map(|(at, title)| match at {
                    0 => Column::words(title).share(1.4, 90.0),
                    at if at == last => Column::figures(title, 66.0),
                    _ => Column::figures(title, 40.0).share(1.0, 62.0),
                })
                .collect();
            Table::new("leaf", &columns, leaf.rows.len()).row_height(ROW_COMPACT).read_only().show(
                ui,
                |row| Row::new(leaf.rows[row].join(" ")),
                |cell| {
                    if let Some(text) = leaf.rows[cell.row].get(cell.column) {
                        cell.text(text);
                    }
                },
            );
        },
    );
    if closed.controls {
        state.ask.node = None;
        ui.ctx().request_repaint();
    }
}
