//! The lanes below the minute curve: talks, giveaways and adverts, hosts, warnings and notes.

use eframe::egui::accesskit::Role;
use eframe::egui::emath::Rangef;
use eframe::egui::{
    Align2, Color32, CornerRadius, Popup, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::gui::app::Command;
use crate::gui::kit::control::{menu_frame, menu_row};
use crate::gui::kit::{Icon, draw, icon_button, tip};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::review::{Lane, LaneKind, LaneMark};
use crate::present::text::labels::{Label, label};

/// Height of a lane.
pub const HEIGHT: f32 = 20.0;
/// Width of a note that was opened.
const NOTE: f32 = 220.0;

/// Lanes that share a line: what happens rarely stands together.
pub fn groups(lanes: &[Lane]) -> Vec<Vec<&Lane>> {
    let place = |kind: LaneKind| match kind {
        LaneKind::Talk => 0,
        LaneKind::Giveaway | LaneKind::Advert => 1,
        LaneKind::Host | LaneKind::Violation | LaneKind::Note => 2,
    };
    (0..3)
        .map(|at| lanes.iter().filter(|lane| place(lane.kind) == at).collect::<Vec<_>>())
        .filter(|group| !group.is_empty())
        .collect()
}

/// Draws them from `origin` down; marks lie within `plot`.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    groups: &[Vec<&Lane>],
    origin: Pos2,
    plot: Rangef,
    x_of: &dyn Fn(f64) -> f32,
    out: &mut Vec<Command>,
) {
    for (at, group) in groups.iter().enumerate() {
        let top = origin.y + at as f32 * HEIGHT;
        let label: Vec<&str> = group.iter().map(|lane| lane.label.as_str()).collect();
        draw::text_in(
            ui.painter(),
            pos2(origin.x, top + HEIGHT / 2.0),
            Align2::LEFT_CENTER,
            &label.join(" · "),
            Type::Caption,
            theme.text.second,
            plot.min - origin.x - 6.0,
        );
        // Where the next mark of the line begins, so that no words run into it.
        let mut starts: Vec<f32> =
            group.iter().flat_map(|lane| lane.marks.iter().map(|mark| x_of(mark.from))).collect();
        starts.sort_by(f32::total_cmp);
        for lane in group {
            self::lane(ui, theme, lane, top, plot, &starts, x_of, out);
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "one drawing of one lane")]
fn lane(
    ui: &mut Ui,
    theme: &Theme,
    lane: &Lane,
    top: f32,
    plot: Rangef,
    starts: &[f32],
    x_of: &dyn Fn(f64) -> f32,
    out: &mut Vec<Command>,
) {
    // A product keeps its colour on the page, in order of appearance.
    let mut seen = Vec::new();
    for (at, mark) in lane.marks.iter().enumerate() {
        let series = match mark.product {
            Some(product) => seen.iter().position(|known| *known == product).unwrap_or_else(|| {
                seen.push(product);
                seen.len() - 1
            }),
            None => 1,
        };
        let from = x_of(mark.from).max(plot.min);
        let to = x_of(mark.to).min(plot.max);
        if from > plot.max || to < plot.min {
            continue;
        }
        let spot = if mark.to > mark.from {
            let low = pos2((to - 1.0).max(from + 2.0), top + HEIGHT - 2.0);
            let block = Rect::from_min_max(pos2(from, top + 2.0), low);
            stretch(ui, theme, lane.kind, mark, block, theme.data.series(series.min(7)));
            block
        } else {
            let next = starts.iter().copied().find(|x| *x > from + 1.0).unwrap_or(plot.max);
            moment(ui, theme, lane.kind, mark, pos2(from, top + HEIGHT / 2.0), next)
        };
        let id = ui.scope_id().with(("lane", lane.label.as_str(), at));
        let said = format!("{} {}", lane.label, mark.text);
        let Some(note) = mark.note else {
            let response = ui.interact(spot, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
            tip::hover_text(response, &mark.text);
            continue;
        };
        // What a person wrote, a person can take away.
        let response = ui.interact(spot, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        let response = tip::hover_text(response, &mark.text);
        note_menu(&response, theme, note, &mark.text, out);
    }
}

/// Opened by a press on a note: what it says whole, and a way to remove it.
fn note_menu(response: &Response, theme: &Theme, note: i64, text: &str, out: &mut Vec<Command>) {
    let lang = super::lang(&response.ctx);
    Popup::menu(response).frame(menu_frame(theme)).gap(4.0).accessible_name(text).show(|ui| {
        ui.set_max_width(NOTE);
        ui.label(draw::rich(text, Type::Body, theme.text.main));
        if menu_row(ui, label(Label::RemoveNote, lang), false, NOTE).clicked() {
            out.push(Command::RemoveNote(note));
        }
    });
}

/// Notes where there is no curve below which they could stand.
pub fn notes(ui: &mut Ui, theme: &Theme, lanes: &[Lane], out: &mut Vec<Command>) {
    for mark in lanes.iter().flat_map(|lane| &lane.marks) {
        if let Some(note) = mark.note {
            ui.horizontal(|ui| {
                ui.label(draw::rich(&mark.text, Type::Body, theme.text.main));
                let name = label(Label::RemoveNote, super::lang(ui.ctx()));
                if icon_button(ui, Icon::Cross, &format!("{name} · {}", mark.text)).clicked() {
                    out.push(Command::RemoveNote(note));
                }
            });
        }
    }
}

fn stretch(ui: &Ui, theme: &Theme, kind: LaneKind, mark: &LaneMark, block: Rect, color: Color32) {
    let painter = ui.painter();
    let corner = CornerRadius::same(radius::CELL);
    if kind == LaneKind::Advert {
        painter.rect_stroke(block, corner, Stroke::new(1.0, color), StrokeKind::Inside);
    } else {
        painter.rect_filled(block, corner, color.gamma_multiply(0.18));
        let edge = Rect::from_min_max(block.min, pos2(block.left() + 3.0, block.bottom()));
        painter.rect_filled(edge, CornerRadius::ZERO, color);
    }
    if block.width() > 30.0 {
        let at = pos2(block.left() + 6.0, block.center().y);
        let room = block.width() - 8.0;
        let ink = theme.text.main;
        draw::text_in(painter, at, Align2::LEFT_CENTER, &mark.text, Type::Caption, ink, room);
    }
}

/// A mark of one moment, with its words as far as the next mark leaves room. Returns its place.
fn moment(ui: &Ui, theme: &Theme, kind: LaneKind, mark: &LaneMark, at: Pos2, next: f32) -> Rect {
    let painter = ui.painter();
    let (icon, ink) = match kind {
        LaneKind::Giveaway => (Icon::Gift, theme.data.series(3)),
        LaneKind::Violation => (Icon::Warning, theme.text.warn),
        LaneKind::Host => (Icon::Viewers, theme.text.second),
        LaneKind::Talk | LaneKind::Advert | LaneKind::Note => (Icon::Flag, theme.text.second),
    };
    icon.paint(painter, at + vec2(6.0, 0.0), 14.0, ink);
    let room = (next - at.x - 20.0).min(140.0);
    if room > 24.0 {
        let words = at + vec2(15.0, 0.0);
        let ink = theme.text.second;
        draw::text_in(painter, words, Align2::LEFT_CENTER, &mark.text, Type::Caption, ink, room);
    }
    Rect::from_center_size(at + vec2(6.0, 0.0), vec2(18.0, HEIGHT))
}
