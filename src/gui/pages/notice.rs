//! What went wrong and what to do: over the whole window, or as a strip above a page.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::gui::app::Command;
use crate::gui::kit::icon::paint_logo;
use crate::gui::kit::{Button, Icon, draw, layout};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::text::app::{self, Word};
use crate::present::text::{Lang, Notice};

/// The store could not be opened: nothing but this stands in the window.
pub fn show(ui: &mut Ui, theme: &Theme, notice: &Notice, lang: Lang, out: &mut Vec<Command>) {
    let window = ui.max_rect();
    ui.painter().rect_filled(window, CornerRadius::ZERO, theme.shell.page);
    let width = 560.0_f32.min(window.width() - 48.0);
    let text = |ui: &Ui, words: &str, step: Type, color| {
        ui.painter().layout(words.to_owned(), step.font(), color, width - 48.0)
    };
    let title = text(ui, &notice.title, Type::Page, theme.text.main);
    let detail = text(ui, &notice.detail, Type::Body, theme.text.third);
    let action = text(ui, &notice.action, Type::Body, theme.text.second);
    let height =
        24.0 + 48.0 + title.size().y + detail.size().y + action.size().y + 24.0 + 28.0 + 32.0;
    let card = Rect::from_center_size(window.center(), vec2(width, height));
    let painter = ui.painter();
    painter.rect(
        card,
        CornerRadius::same(radius::DIALOG),
        theme.card.fill,
        Stroke::new(1.0, theme.card.line),
        StrokeKind::Inside,
    );
    let left = card.left() + 24.0;
    let logo = Rect::from_min_size(pos2(left, card.top() + 24.0), vec2(36.0, 36.0));
    paint_logo(painter, logo, theme.shell.logo, theme.shell.logo_stone);
    let mut y = logo.bottom() + 12.0;
    for (galley, color) in
        [(title, theme.text.main), (detail, theme.text.third), (action, theme.text.second)]
    {
        let size = galley.size().y;
        painter.galley(pos2(left, y), galley, color);
        y += size + 4.0;
    }
    let said = format!("{}. {} {}", notice.title, notice.detail, notice.action);
    let response = ui.interact(card, ui.scope_id().with("notice"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &said));
    let bar = Rect::from_min_size(pos2(left, y + 12.0), vec2(width - 48.0, 28.0));
    let across = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
    layout::place_with(ui, bar, across, |ui| {
        if Button::primary(app::word(Word::Retry, lang)).show(ui).clicked() {
            out.push(Command::Reopen);
        }
        if Button::secondary(app::word(Word::OpenOther, lang)).show(ui).clicked() {
            out.push(Command::ChooseStore);
        }
        if Button::plain(app::word(Word::Quit, lang)).show(ui).clicked() {
            out.push(Command::Quit);
        }
    });
}

/// One warning line above a page, whose old content stays below.
pub fn strip(ui: &mut Ui, theme: &Theme, notice: &Notice) {
    let words: Vec<&str> = [&notice.title, &notice.detail, &notice.action]
        .into_iter()
        .filter(|words| !words.is_empty())
        .map(String::as_str)
        .collect();
    let said = words.join(" · ");
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::hover());
    let painter = ui.painter();
    let edge = Stroke::new(1.0, theme.card.warn_edge);
    let corner = CornerRadius::same(radius::CARD);
    painter.rect(rect, corner, theme.card.warn, edge, StrokeKind::Inside);
    let y = rect.center().y;
    Icon::Warning.paint(painter, pos2(rect.left() + 20.0, y), 16.0, theme.text.warn);
    let at = pos2(rect.left() + 36.0, y);
    let room = rect.width() - 52.0;
    draw::text_in(painter, at, Align2::LEFT_CENTER, &said, Type::Body, theme.text.warn, room);
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &said));
    ui.add_space(8.0);
}

/// A quiet line in the middle of an empty page.
pub fn quiet(ui: &mut Ui, theme: &Theme, words: &str) {
    let rect = ui.available_rect_before_wrap();
    let at = pos2(rect.center().x, rect.top() + rect.height() * 0.4);
    draw::text(ui.painter(), at, Align2::CENTER_CENTER, words, Type::Body, theme.text.third);
    let response = ui.interact(rect, ui.scope_id().with("quiet"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}
