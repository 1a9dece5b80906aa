//! Empty states that teach: a dashed box with what is missing, what it unlocks, one button.

use eframe::egui::accesskit::Role;
use eframe::egui::{CornerRadius, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::gui::kit::{Button, Card, Icon, draw, layout};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::Empty;
use crate::present::text::app;

/// The most of the page that a promise takes.
pub const WIDTH: f32 = 960.0;

/// Draws an empty state over the width at hand. `true` when its button was pressed.
pub fn state(ui: &mut Ui, theme: &Theme, icon: Icon, empty: &Empty) -> bool {
    dashed(ui, theme, icon, empty, |ui| Button::secondary(&empty.action).show(ui).clicked())
}

/// As [`state`], where the button is the one main action of the view; it rests while `busy`.
pub fn primary(ui: &mut Ui, theme: &Theme, icon: Icon, empty: &Empty, busy: bool) -> bool {
    let reason = busy.then(|| app::why(app::Why::Working, super::lang(ui.ctx())));
    dashed(ui, theme, icon, empty, |ui| {
        Button::primary(&empty.action).disabled_because(reason).show(ui).clicked()
    })
}

fn dashed(
    ui: &mut Ui,
    theme: &Theme,
    icon: Icon,
    empty: &Empty,
    press: impl FnOnce(&mut Ui) -> bool,
) -> bool {
    let width = ui.available_width();
    let button = if empty.action.is_empty() {
        0.0
    } else {
        draw::width(ui.painter(), &empty.action, Type::Strong) + 40.0
    };
    let room = (width - 88.0 - button).max(80.0);
    let detail =
        ui.painter().layout(empty.detail.clone(), Type::Body.font(), theme.text.second, room);
    let height = (48.0 + detail.size().y).max(80.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(radius::CARD), theme.card.sunken);
    draw::dashed_box(painter, rect, radius::CARD, Stroke::new(1.0, theme.card.dashed));
    icon.paint(painter, pos2(rect.left() + 36.0, rect.center().y), 24.0, theme.text.second);
    let left = rect.left() + 72.0;
    let top = rect.center().y - (24.0 + detail.size().y) / 2.0;
    draw::text_in(
        painter,
        pos2(left, top + 10.0),
        eframe::egui::Align2::LEFT_CENTER,
        &empty.title,
        Type::Title,
        theme.text.main,
        room,
    );
    painter.galley(pos2(left, top + 24.0), detail, theme.text.second);
    let said = format!("{}. {}", empty.title, empty.detail);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    if empty.action.is_empty() {
        return false;
    }
    let at = Rect::from_center_size(
        pos2(rect.right() - 16.0 - button / 2.0 + 8.0, rect.center().y),
        vec2(button, 28.0),
    );
    layout::place(ui, at, press)
}

/// A page that is still to come: its empty state, then what it will hold and what of that is in
/// the store already. `true` when its button was pressed.
pub fn promise(
    ui: &mut Ui,
    theme: &Theme,
    icon: Icon,
    empty: &Empty,
    will_hold: &[String],
    have: &[String],
) -> bool {
    let lang = super::lang(ui.ctx());
    let area = ui.available_rect_before_wrap();
    let body =
        Rect::from_min_max(area.min, pos2(area.left() + area.width().min(WIDTH), area.bottom()));
    layout::place(ui, body, |ui| {
        let pressed = state(ui, theme, icon, empty);
        ui.add_space(12.0);
        let parts = layout::columns(
            ui.available_rect_before_wrap(),
            12.0,
            &[layout::Track::Share(2.0), layout::Track::Share(1.0)],
        );
        let cards = [
            (app::will_hold(lang), will_hold, Icon::ChevronRight),
            (app::have(lang), have, Icon::Check),
        ];
        for (part, (title, lines, mark)) in parts.into_iter().zip(cards) {
            layout::place(ui, part, |ui| {
                Card::new(title).show(ui, |ui| {
                    for line in lines {
                        row(ui, theme, mark, line);
                    }
                });
            });
        }
        pressed
    })
}

fn row(ui: &mut Ui, theme: &Theme, mark: Icon, line: &str) {
    let width = ui.available_width();
    let ink = theme.text.second;
    let galley = ui.painter().layout(line.to_owned(), Type::Body.font(), ink, width - 24.0);
    let size = vec2(width, galley.size().y.max(20.0) + 8.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    mark.paint(ui.painter(), pos2(rect.left() + 8.0, rect.top() + 14.0), 14.0, theme.text.third);
    ui.painter().galley(pos2(rect.left() + 24.0, rect.top() + 4.0), galley, ink);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, line));
}
