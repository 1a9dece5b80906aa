//! The funnel of the review: bars by logarithm, the rate of each step, the weakest marked.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2};

use super::parts;
use crate::gui::app::Command;
use crate::gui::kit::{Card, CardLook, draw, segmented};
use crate::gui::theme::{Theme, Type, radius};
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::review::{FunnelStepView, FunnelView};
use crate::present::text::labels::{Label, labels};

/// Draws the card. `times` switches between people and times; a brushed range knows only times.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    (view, brushed): (&FunnelView, bool),
    times: &mut bool,
    subject: Subject,
    out: &mut Vec<Command>,
) {
    let lang = super::lang(ui.ctx());
    let height = ui.available_height();
    let words = labels([Label::People, Label::Times], lang);
    let mut picked = None;
    let controls = |ui: &mut Ui| {
        if !brushed {
            if view.empty.is_none() {
                let chart = if *times { ChartName::FunnelTimes } else { ChartName::Funnel };
                parts::save_picture(ui, subject, chart, out);
            }
            picked = segmented(ui, view.head.title.as_str(), &words, usize::from(*times));
        }
    };
    let card = Card::new(&view.head.title).sentence(&view.head.sentence).height(height);
    let card = if brushed { card.note(&view.head.unit).look(CardLook::Wash) } else { card };
    card.show_with(ui, controls, |ui| {
        if let Some(nothing) = &view.empty {
            ui.label(draw::rich(&nothing.title, Type::Strong, theme.text.main));
            ui.label(draw::rich(&nothing.detail, Type::Body, theme.text.second));
            return;
        }
        let rect = ui.available_rect_before_wrap();
        let pitch = rect.height() / view.steps.len().max(1) as f32;
        for (at, step) in view.steps.iter().enumerate() {
            let top = rect.top() + at as f32 * pitch;
            funnel_step(ui, theme, step, view.steps.get(at + 1), rect, top, pitch, at);
        }
    });
    if let Some(index) = picked {
        *times = index == 1;
    }
}

#[allow(clippy::too_many_arguments, reason = "one drawing of one step")]
fn funnel_step(
    ui: &mut Ui,
    theme: &Theme,
    step: &FunnelStepView,
    next: Option<&FunnelStepView>,
    rect: Rect,
    top: f32,
    pitch: f32,
    at: usize,
) {
    const WIDE: f32 = 78.0;
    let tall = (pitch * 0.48).clamp(14.0, 24.0);
    let centre = rect.left() + WIDE / 2.0;
    let half = |width: f64| (WIDE * width as f32 / 2.0).max(6.0);
    let (fill, _) = theme.data.sequential(0.16 + 0.17 * at as f64);
    let bar = Rect::from_min_max(
        pos2(centre - half(step.width), top),
        pos2(centre + half(step.width), top + tall),
    );
    ui.painter().rect_filled(bar, CornerRadius::same(radius::CELL), fill);
    let left = rect.left() + WIDE + 12.0;
    let y = top + tall / 2.0;
    draw::text(
        ui.painter(),
        pos2(left, y),
        Align2::LEFT_CENTER,
        &step.label,
        Type::Body,
        theme.text.main,
    );
    draw::text(
        ui.painter(),
        pos2(rect.right(), y),
        Align2::RIGHT_CENTER,
        &step.count.text,
        Type::Strong,
        theme.text.main,
    );
    let Some(next) = next else { return };
    let joint = vec![
        pos2(bar.left(), top + tall + 2.0),
        pos2(bar.right(), top + tall + 2.0),
        pos2(centre + half(next.width), top + pitch - 2.0),
        pos2(centre - half(next.width), top + pitch - 2.0),
    ];
    ui.painter().add(eframe::egui::Shape::convex_polygon(
        joint,
        theme.card.sunken,
        eframe::egui::Stroke::NONE,
    ));
    let y = top + tall + (pitch - tall) / 2.0;
    let line = Rect::from_min_max(pos2(left - 6.0, y - 10.0), pos2(rect.right(), y + 10.0));
    if next.weakest {
        ui.painter().rect_filled(line, CornerRadius::same(radius::CONTROL), theme.card.warn);
    }
    let color = if next.weakest { theme.text.warn } else { theme.text.second };
    draw::text(
        ui.painter(),
        pos2(left, y),
        Align2::LEFT_CENTER,
        &next.rate.text,
        Type::Strong,
        color,
    );
    let change = next.change.as_ref().map_or_else(String::new, |change| change.text.clone());
    let right = if next.weakest { &next.weakest_text } else { &change };
    let tone = match (&next.change, next.weakest) {
        (Some(change), false) => parts::change(change).color(theme),
        _ => color,
    };
    draw::text(
        ui.painter(),
        pos2(rect.right() - 4.0, y),
        Align2::RIGHT_CENTER,
        right,
        Type::Caption,
        tone,
    );
    if !next.weakest {
        let at = pos2(left + 46.0, y);
        draw::text(
            ui.painter(),
            at,
            Align2::LEFT_CENTER,
            &next.median,
            Type::Caption,
            theme.text.third,
        );
    }
    let response = ui.interact(line, ui.scope_id().with(("step", &next.key)), Sense::hover());
    let name = format!("{} {} {} {right}", next.label, next.rate.text, next.median);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    parts::meaning(&next.explain).on_hover(response);
}
