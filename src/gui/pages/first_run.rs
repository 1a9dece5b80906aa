//! The first minute: one place to drop, one primary action, what files are known and where
//! they come from.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Pos2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::Surroundings;
use crate::gui::app::Command;
use crate::gui::kit::{Button, Card, Icon, draw, layout};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::FirstRunPage;
use crate::present::text::app;

const BOARD: f32 = 268.0;
const CELL: f32 = 40.0;
const CENTRE: f32 = 398.0;

/// Draws the page.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &FirstRunPage,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let area = ui.available_rect_before_wrap();
        let room = area.height();
        let gap = ((room - 690.0) / 4.0).clamp(12.0, 32.0);
        ui.add_space(gap);
        line(ui, theme, &model.headline, Type::Hero, 40.0, Role::Heading);
        line(ui, theme, &model.promise, Type::Body, 24.0, Role::Label);
        ui.add_space(gap.min(20.0));
        board(ui, theme, model, around, out);
        ui.add_space(gap);
        let wide = area.width().min(1176.0);
        let (_, rect) = ui.allocate_space(vec2(area.width(), 256.0));
        let both = Rect::from_center_size(rect.center(), vec2(wide, rect.height()));
        let halves =
            layout::columns(both, 16.0, &[layout::Track::Share(1.0), layout::Track::Share(1.0)]);
        layout::place(ui, halves[0], |ui| kinds(ui, theme, model));
        layout::place(ui, halves[1], |ui| steps(ui, theme, model));
        ui.add_space(gap);
        let (_, rect) = ui.allocate_space(vec2(area.width(), 44.0));
        let both = Rect::from_center_size(rect.center(), vec2(wide, rect.height()));
        let parts = layout::columns(both, 16.0, &[layout::Track::Share(1.0); 4]);
        let icons = [Icon::Shield, Icon::Offline, Icon::Hidden, Icon::Undo];
        for ((part, icon), promise) in parts.into_iter().zip(icons).zip(&model.promises) {
            let [title, detail] = promise;
            let painter = ui.painter();
            icon.paint(
                painter,
                pos2(part.left() + 10.0, part.top() + 12.0),
                18.0,
                theme.text.second,
            );
            let left = part.left() + 30.0;
            let room = part.width() - 30.0;
            let align = Align2::LEFT_CENTER;
            let at = pos2(left, part.top() + 10.0);
            draw::text_in(painter, at, align, title, Type::Strong, theme.text.main, room);
            let at = pos2(left, part.top() + 30.0);
            draw::text_in(painter, at, align, detail, Type::Caption, theme.text.second, room);
            say(ui, part, Role::Label, &format!("{title}. {detail}"));
        }
    });
}

/// One centred line.
fn line(ui: &mut Ui, theme: &Theme, words: &str, step: Type, height: f32, role: Role) {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let ink = if role == Role::Heading { theme.text.main } else { theme.text.second };
    let step = if role == Role::Heading { Type::Metric } else { step };
    let room = rect.width();
    let galley = draw::line(ui.painter(), words, step, ink, room);
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, ink);
    say(ui, rect, role, words);
}

fn say(ui: &mut Ui, rect: Rect, role: Role, words: &str) {
    let response = ui.interact(rect, ui.scope_id().with(("said", words)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, words));
}

/// The dashed box with the board: played stones left, planned ones right, the drop in between.
fn board(
    ui: &mut Ui,
    theme: &Theme,
    model: &FirstRunPage,
    around: &Surroundings,
    out: &mut Vec<Command>,
) {
    let room = ui.available_width();
    let width = room.min(760.0);
    let (_, slot) = ui.allocate_space(vec2(room, BOARD));
    let rect = Rect::from_center_size(slot.center(), vec2(width, BOARD));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(radius::DIALOG), theme.card.fill);
    let sides = (width - CENTRE) / 2.0;
    if sides > 80.0 {
        let left = Rect::from_min_size(rect.min, vec2(sides, BOARD));
        let right = Rect::from_min_size(pos2(rect.right() - sides, rect.top()), vec2(sides, BOARD));
        let [played, next] = &model.board;
        stones(ui, theme, left, played, true);
        stones(ui, theme, right, next, false);
    }
    let edge = Stroke::new(1.0, theme.float.drop_edge);
    draw::dashed_box(ui.painter(), rect, radius::DIALOG, edge);

    let middle = rect.center().x;
    let top = rect.top() + 62.0;
    let painter = ui.painter();
    painter.circle_filled(pos2(middle, top), 28.0, theme.control.selected);
    Icon::Import.paint(painter, pos2(middle, top), 24.0, theme.text.accent);
    let centre = |y: f32| pos2(middle, rect.top() + y);
    let align = Align2::CENTER_CENTER;
    draw::text(painter, centre(120.0), align, &model.drop_title, Type::Page, theme.text.main);
    let [first, second] = &model.drop_lines;
    draw::text(painter, centre(147.0), align, first, Type::Body, theme.text.second);
    draw::text(painter, centre(167.0), align, second, Type::Body, theme.text.second);
    let said = format!("{}. {first}. {second}", model.drop_title);
    let words = Rect::from_center_size(centre(140.0), vec2(CENTRE, 76.0));
    say(ui, words, Role::Label, &said);

    if around.working {
        let bar = Rect::from_center_size(centre(212.0), vec2(360.0, 44.0));
        layout::place(ui, bar, |ui| super::progress::show(ui, theme, around, out));
        return;
    }
    let why = around.sample_blocked.map(|why| app::why(why, around.lang));
    let why =
        if model.sample_missing.is_empty() { why } else { Some(model.sample_missing.as_str()) };
    let widths = [&model.sample, &model.choose]
        .map(|words| draw::width(ui.painter(), words, Type::Strong) + 62.0);
    let bar = Rect::from_center_size(centre(214.0), vec2(widths[0] + widths[1] + 12.0, 36.0));
    let across = eframe::egui::Layout::left_to_right(eframe::egui::Align::Center);
    layout::place_with(ui, bar, across, |ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let sample = Button::primary(&model.sample).icon(Icon::Play).large().disabled_because(why);
        if sample.show(ui).clicked() {
            out.push(Command::LoadSample);
        }
        let choose = Button::secondary(&model.choose).icon(Icon::File).large();
        if choose.show(ui).clicked() {
            out.push(Command::ChooseFiles);
        }
    });
    if !model.sample_missing.is_empty() {
        let at = centre(248.0);
        let ink = theme.text.warn;
        let said = draw::text(ui.painter(), at, align, &model.sample_missing, Type::Caption, ink);
        say(ui, said, Role::Label, &model.sample_missing);
    }
}

/// Four numbered stones on the grid: solid for what was played, hollow for what is planned.
fn stones(ui: &Ui, theme: &Theme, rect: Rect, label: &str, played: bool) {
    let painter = ui.painter().with_clip_rect(rect);
    let grid = Stroke::new(1.0, theme.plot.axis);
    let columns = (rect.width() / CELL) as usize;
    let x0 = if played { rect.left() + 42.0 } else { rect.right() - 38.0 - CELL * 3.0 };
    for step in 0..=columns {
        painter.vline(x0 + CELL * step as f32, rect.y_range(), grid);
    }
    for step in 0..7 {
        painter.hline(rect.x_range(), rect.top() + 34.0 + CELL * step as f32, grid);
    }
    let at = |column: f32, row: f32| pos2(x0 + CELL * column, rect.top() + 34.0 + CELL * row);
    let places: [Pos2; 4] = if played {
        [at(0.0, 4.0), at(1.0, 3.0), at(2.0, 4.0), at(3.0, 2.0)]
    } else {
        [at(0.0, 2.0), at(1.0, 1.0), at(2.0, 1.0), at(3.0, 0.0)]
    };
    for pair in places.windows(2) {
        if played {
            painter.line_segment([pair[0], pair[1]], Stroke::new(1.5, theme.plot.ink));
        } else {
            let line = Stroke::new(1.5, theme.plot.main);
            draw::dashed(&painter, pair[0], pair[1], line, 4.0, 4.0);
        }
    }
    for (index, place) in places.into_iter().enumerate() {
        let number = if played { index + 1 } else { index + 5 }.to_string();
        let ink = if played {
            painter.circle_filled(place, 13.0, theme.plot.ink);
            theme.tip.text
        } else {
            let edge = Stroke::new(1.5, theme.plot.main);
            painter.circle(place, 12.5, theme.plot.hollow, edge);
            theme.text.accent
        };
        draw::text(&painter, place, Align2::CENTER_CENTER, &number, Type::CaptionStrong, ink);
    }
    let middle = if played { at(1.5, 5.3) } else { at(2.0, 5.3) };
    let tag = Rect::from_center_size(middle, vec2(56.0, 20.0));
    painter.rect_filled(tag, CornerRadius::ZERO, theme.card.fill);
    draw::text(&painter, middle, Align2::CENTER_CENTER, label, Type::Caption, theme.text.second);
}

fn kinds(ui: &mut Ui, theme: &Theme, model: &FirstRunPage) {
    let [title, note] = &model.kinds_title;
    let height = ui.available_height();
    Card::new(title).note(note).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let pitch = (ui.available_height() / model.kinds.len().max(1) as f32).clamp(24.0, 34.0);
        for (index, [platform, known]) in model.kinds.iter().enumerate() {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), pitch));
            let painter = ui.painter();
            if index > 0 {
                let edge = Stroke::new(1.0, theme.plot.grid);
                painter.hline(rect.x_range(), rect.top() + 0.5, edge);
            }
            let y = rect.center().y;
            let align = Align2::LEFT_CENTER;
            let ink = theme.text.main;
            let at = pos2(rect.left(), y);
            draw::text_in(painter, at, align, platform, Type::Strong, ink, 120.0);
            let at = pos2(rect.left() + 132.0, y);
            let room = rect.width() - 132.0;
            let shown =
                draw::text_in(painter, at, align, known, Type::Body, theme.text.second, room);
            let said = format!("{platform}: {known}");
            let response = ui.interact(rect, ui.scope_id().with(("kind", index)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &said));
            if shown.width() > room - 8.0 {
                crate::gui::kit::tip::hover_text(response, known);
            }
        }
    });
}

fn steps(ui: &mut Ui, theme: &Theme, model: &FirstRunPage) {
    let [title, note] = &model.steps_title;
    let height = ui.available_height();
    Card::new(title).note(note).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, [title, path, unlocks]) in model.steps.iter().enumerate() {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 68.0));
            let painter = ui.painter();
            let stone = pos2(rect.left() + 10.0, rect.top() + 12.0);
            painter.circle_filled(stone, 10.0, theme.plot.ink);
            let number = (index + 1).to_string();
            let middle = Align2::CENTER_CENTER;
            draw::text(painter, stone, middle, &number, Type::CaptionStrong, theme.tip.text);
            let left = rect.left() + 32.0;
            let room = rect.width() - 32.0;
            let align = Align2::LEFT_CENTER;
            let at = |y: f32| pos2(left, rect.top() + y);
            let t = &theme.text;
            draw::text_in(painter, at(12.0), align, title, Type::Strong, t.main, room);
            draw::text_in(painter, at(32.0), align, path, Type::Body, t.second, room);
            Icon::Check.paint(painter, pos2(left + 6.0, rect.top() + 51.0), 12.0, t.ok);
            let at = pos2(left + 16.0, rect.top() + 51.0);
            draw::text_in(painter, at, align, unlocks, Type::Caption, t.second, room - 16.0);
            say(ui, rect, Role::ListItem, &format!("{number}. {title}. {path}. {unlocks}"));
        }
    });
}
