//! How far the import is: a bar, the words, a way to stop it.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Surroundings;
use crate::gui::app::Command;
use crate::gui::kit::{Button, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::text::app::{self, Word};
use crate::worker::describe;

/// Draws it over the width at hand.
pub fn show(ui: &mut Ui, theme: &Theme, around: &Surroundings, out: &mut Vec<Command>) {
    let words = match &around.running {
        Some(running) => describe(running, around.lang),
        None => app::word(Word::Reading, around.lang).to_owned(),
    };
    let share = around.running.as_ref().and_then(crate::worker::Running::share);
    ui.horizontal(|ui| {
        let stop = app::word(Word::Cancel, around.lang);
        let button = draw::width(ui.painter(), stop, Type::Strong) + 24.0;
        let room = (ui.available_width() - button - 12.0).max(60.0);
        let (rect, response) = ui.allocate_exact_size(vec2(room, 36.0), Sense::hover());
        let at = pos2(rect.left(), rect.top() + 10.0);
        let ink = theme.text.second;
        let painter = ui.painter();
        draw::text_in(painter, at, Align2::LEFT_CENTER, &words, Type::Caption, ink, room);
        bar(
            ui,
            theme,
            Rect::from_min_size(pos2(rect.left(), rect.top() + 24.0), vec2(room, 6.0)),
            share,
        );
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, &words);
            info.value = share.map(f64::from);
            info
        });
        if Button::secondary(stop).show(ui).clicked() {
            out.push(Command::CancelWork);
        }
    });
}

/// The bar alone; it moves with the work and never by itself.
pub fn bar(ui: &Ui, theme: &Theme, rect: Rect, share: Option<f32>) {
    let corner = CornerRadius::same(3);
    ui.painter().rect_filled(rect, corner, theme.control.off);
    let done =
        Rect::from_min_size(rect.min, vec2(rect.width() * share.unwrap_or(0.0), rect.height()));
    ui.painter().rect_filled(done, corner, theme.control.on);
}
