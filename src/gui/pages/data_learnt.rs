//! What the store has learnt: own kinds, kept tables, renamed headers, each to be forgotten.

use eframe::egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::Surroundings;
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, draw, layout};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::data::Learnt;

/// Height of a row.
const ROW: f32 = 36.0;
/// What the card takes besides its rows.
const AROUND: f32 = 64.0;

/// The height that shows every row.
pub fn height(model: &Learnt) -> f32 {
    AROUND + ROW * model.rows.len() as f32
}

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &Learnt,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    Card::new(&model.title).note(&model.note).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, row) in model.rows.iter().enumerate() {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
            let side = draw::width(ui.painter(), &model.action, Type::Strong) + 20.0;
            let room = rect.width() - side - 16.0;
            let tracks =
                [layout::Track::Fixed(112.0), layout::Track::Share(1.0), layout::Track::Share(1.4)];
            let text = Rect::from_min_size(rect.min, vec2(room, rect.height()));
            let parts = layout::columns(text, 12.0, &tracks);
            let t = &theme.text;
            for (part, (words, step, ink)) in parts.iter().zip([
                (&row.what, Type::Caption, t.third),
                (&row.name, Type::Strong, t.main),
                (&row.serves, Type::Body, t.second),
            ]) {
                let at = part.left_center();
                draw::text_in(
                    ui.painter(),
                    at,
                    Align2::LEFT_CENTER,
                    words,
                    step,
                    ink,
                    part.width(),
                );
            }
            let said = format!("{} {} {}", row.what, row.name, row.serves);
            let response = ui.interact(text, ui.scope_id().with(("learnt", at)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
            crate::gui::kit::tip::hover_text(response, &said);
            if at + 1 < model.rows.len() {
                let line = Stroke::new(1.0, theme.plot.grid);
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, line);
            }
            let right = Rect::from_min_max(
                pos2(rect.right() - side, rect.top() + 6.0),
                pos2(rect.right(), rect.bottom() - 6.0),
            );
            let why = around.working.then(|| {
                use crate::present::text::app::{Why, why};
                why(Why::Working, around.lang)
            });
            let name = format!("{} {}", model.action, row.name);
            let button = Button::plain(&model.action).small().name(&name).disabled_because(why);
            if layout::place(ui, right, |ui| button.show(ui).clicked()) {
                out.push(Command::Forget(Box::new(row.taught.clone())));
            }
        }
    });
}
