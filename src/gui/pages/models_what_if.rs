//! What if: sliders on the left, two answers with their distributions on the right.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::models::{ModelsState, note};
use super::models_bill;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::{Axis, Bar, Button, Card, Chart, Dropdown, Mark, Track, draw, slider, tip};
use crate::gui::theme::{Theme, Type, space};
use crate::learn::CellValue;
use crate::present::format;
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{AnswerView, FeatureControl, WhatIfFeature, WhatIfView};

/// Height of one feature.
const ROW: f32 = 54.0;

/// Draws the two cards.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    view: &WhatIfView,
    model: &ModelsPage,
    state: &mut ModelsState,
    height: f32,
) {
    let area = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    let before = state.ask.clone();
    if area.width() < 620.0 {
        let parts = rows(area, space::GAP, &[Track::Share(1.0), Track::Share(1.0)]);
        place(ui, parts[0], |ui| controls(ui, theme, view, model, state, parts[0].height()));
        place(ui, parts[1], |ui| answers(ui, theme, view, parts[1].height()));
    } else {
        let parts = columns(area, space::GAP, &[Track::Share(0.85), Track::Share(1.15)]);
        place(ui, parts[0], |ui| controls(ui, theme, view, model, state, height));
        place(ui, parts[1], |ui| answers(ui, theme, view, height));
    }
    if before != state.ask {
        ui.ctx().request_repaint();
    }
}

fn controls(
    ui: &mut Ui,
    theme: &Theme,
    view: &WhatIfView,
    model: &ModelsPage,
    state: &mut ModelsState,
    height: f32,
) {
    let head = &view.head;
    let done = Card::new(&head.title).note(&head.unit).height(height).show_with(
        ui,
        |ui| view.is_changed && Button::secondary(&view.reset).show(ui).clicked(),
        |ui| {
            let width = ui.available_width();
            ui.horizontal(|ui| {
                let field = (width * 0.4).min(200.0);
                let rest = width - field - ui.spacing().item_spacing.x;
                models_bill::find_in(ui, model, state, (field, rest));
            });
            if let Some(found) = model.found.as_ref().filter(|found| found.nothing) {
                note(ui, theme, true, &found.sentence);
            }
            ui.add_space(4.0);
            ScrollArea::vertical().id_salt("what if").auto_shrink(false).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 12.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for feature in &view.features {
                    one(ui, theme, feature, state);
                }
            });
        },
    );
    if done.controls {
        state.ask.changes.clear();
    }
}

fn one(ui: &mut Ui, theme: &Theme, feature: &WhatIfFeature, state: &mut ModelsState) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let painter = ui.painter();
    let y = rect.top() + 12.0;
    let value = if feature.changed {
        format!("{} → {}", feature.before, feature.value)
    } else {
        feature.value.clone()
    };
    let ink = if feature.outside {
        theme.text.warn
    } else if feature.changed {
        theme.text.accent
    } else {
        theme.text.main
    };
    let at = pos2(rect.right(), y);
    let shown =
        draw::text_in(painter, at, Align2::RIGHT_CENTER, &value, Type::Strong, ink, width * 0.62);
    let at = pos2(rect.left(), y);
    let room = shown.left() - rect.left() - 8.0;
    draw::text_in(
        painter,
        at,
        Align2::LEFT_CENTER,
        &feature.label,
        Type::Body,
        theme.text.second,
        room,
    );
    let bar = Rect::from_min_max(pos2(rect.left(), rect.top() + 24.0), rect.right_bottom());
    match &feature.control {
        FeatureControl::Number { value, ends, seen, step } => {
            stripes(ui, theme, bar, *ends, *seen);
            // The answer to the last step may still be on its way: the next one goes on from there.
            let mut moved = match state.ask.changes.get(&feature.key) {
                Some(CellValue::Number(asked)) => *asked,
                _ => *value,
            };
            let name = format!("{} {}", feature.label, feature.value);
            let response = place(ui, bar, |ui| slider(ui, &name, &mut moved, *ends, *step));
            if response.changed() {
                state.ask.changes.insert(feature.key.clone(), CellValue::Number(moved));
            }
            tip::hover_text(response, &feature.seen);
        }
        FeatureControl::Category { options, chosen } => {
            let words: Vec<&str> = options.iter().map(|(_, words)| words.as_str()).collect();
            let picked = place(ui, bar, |ui| {
                Dropdown::new(&words, *chosen).said(&feature.label).max_width(width).show(ui)
            });
            if let Some(at) = picked {
                let word = options[at].0.clone();
                state.ask.changes.insert(feature.key.clone(), CellValue::Text(word));
            }
        }
    }
}

/// Hatching where the model has seen nothing.
fn stripes(ui: &Ui, theme: &Theme, bar: Rect, ends: (f64, f64), seen: (f64, f64)) {
    // The slider's thumb keeps this much away from both ends.
    const THUMB: f32 = 7.0;
    let (left, right) = (bar.left() + THUMB, bar.right() - THUMB);
    let x = |value: f64| draw::scale(value, ends, (left, right));
    let (top, bottom) = (bar.top() + 4.0, bar.top() + 20.0);
    for (from, to) in [(left, x(seen.0)), (x(seen.1), right)] {
        if to - from < 2.0 {
            continue;
        }
        let zone = Rect::from_min_max(pos2(from, top), pos2(to, bottom));
        let painter = ui.painter().with_clip_rect(zone.intersect(ui.clip_rect()));
        painter.rect_filled(zone, CornerRadius::same(2), theme.card.warn);
        let mut at = from - (bottom - top);
        while at < to {
            let line = Stroke::new(1.0, theme.card.warn_edge);
            painter.line_segment([pos2(at, bottom), pos2(at + bottom - top, top)], line);
            at += 6.0;
        }
    }
}

fn answers(ui: &mut Ui, theme: &Theme, view: &WhatIfView, height: f32) {
    let head = &view.head;
    Card::new("").sentence(&head.sentence).height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for warning in &view.warnings {
            note(ui, theme, true, warning);
        }
        let area = ui.available_rect_before_wrap();
        let charts = (area.height() * 0.56).clamp(150.0, 300.0);
        let parts = rows(area, 8.0, &[Track::Fixed(charts), Track::Share(1.0)]);
        let sides = columns(parts[0], 16.0, &[Track::Share(1.0), Track::Share(1.0)]);
        let peak =
            |answer: &AnswerView| answer.bins.iter().map(|bin| bin.chance).fold(0.0_f64, f64::max);
        let top = peak(&view.now).max(peak(&view.changed));
        for (answer, at, main) in
            [(&view.now, sides[0], false), (&view.changed, sides[1], view.is_changed)]
        {
            place(ui, at, |ui| side(ui, theme, view, answer, (at, top), main));
        }
        if parts[1].height() > 110.0 {
            place(ui, parts[1], |ui| models_bill::bars(ui, &view.bill));
        }
    });
}

fn side(
    ui: &mut Ui,
    theme: &Theme,
    view: &WhatIfView,
    answer: &AnswerView,
    (at, top): (Rect, f64),
    main: bool,
) {
    let parts = rows(at, 0.0, &[Track::Fixed(62.0), Track::Share(1.0)]);
    let painter = ui.painter();
    let left = parts[0].left();
    let room = parts[0].width();
    let mut y = parts[0].top() + 8.0;
    for (text, step, ink, high) in [
        (&answer.title, Type::Caption, theme.text.third, 20.0),
        (&answer.headline, Type::Verdict, theme.text.main, 20.0),
        (&answer.range, Type::Caption, theme.text.second, 0.0),
    ] {
        draw::text_in(painter, pos2(left, y), Align2::LEFT_CENTER, text, step, ink, room);
        y += high;
    }
    let said = [answer.title.as_str(), &answer.headline, &answer.range].join(" · ");
    let response =
        ui.interact(parts[0], ui.scope_id().with(("answer", &answer.title)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    tip::hover_text(response, &said);
    if answer.bins.is_empty() {
        return;
    }
    let bars: Vec<Bar> = answer
        .bins
        .iter()
        .map(|bin| Bar {
            x: (bin.low + bin.high) / 2.0,
            y: bin.chance,
            color: if main { theme.plot.main } else { theme.plot.ghost },
        })
        .collect();
    let width = answer.bins[0].high - answer.bins[0].low;
    let lang = super::lang(ui.ctx());
    let rate = view.rate;
    let figure = move |value: f64| {
        if rate { format!("{value:.0}") } else { format::compact(value, lang) }
    };
    let name = format!("{} · {} · {}", answer.title, view.unit, answer.range);
    place(ui, parts[1], |ui| {
        Chart::new(&answer.title, &name)
            .x(Axis::figures(figure).range(view.range.0, view.range.1))
            .y(Axis::hidden().range(0.0, top * 1.05))
            .right(8.0)
            .mark(Mark::Bars { bars: &bars, width: width * 0.92 })
            .show(ui);
    });
}
