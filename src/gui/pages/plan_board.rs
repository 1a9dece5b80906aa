//! The run-down below the plan, and the panels beside it: curves, what it depends on, why, and
//! the methods side by side.

use eframe::egui::{Align2, CornerRadius, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::plan::PlanState;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::slots::{SLOT, Slot, slots};
use crate::gui::kit::{
    Axis, Card, Chart, Column, Dot, EffectLook, EffectRow, Estimate, Mark, Row, Table, Track, draw,
    effect_rows, interval, tabs,
};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::PlanPage;
use crate::present::pages::plan::CurveView;
use crate::present::text::Lang;
use crate::present::text::foresight::{Word, word};
use crate::present::text::labels::slot_minutes;

/// Height of the run-down.
pub const HEIGHT: f32 = 40.0 + SLOT + 28.0 + 14.0;

/// Draws the run-down.
pub fn board(ui: &mut Ui, theme: &Theme, model: &PlanPage, state: &mut PlanState, lang: Lang) {
    let lengths: Vec<String> =
        model.board.slots.iter().map(|slot| slot_minutes(slot.minutes, lang)).collect();
    let blocks: Vec<Slot<'_>> = model
        .board
        .slots
        .iter()
        .zip(&lengths)
        .map(|(slot, length)| Slot {
            start: slot.start,
            minutes: slot.minutes,
            name: &slot.name,
            length,
            when: &slot.when,
            color: theme.data.series(slot.row),
        })
        .collect();
    let evidence = &model.evidence;
    let card = Card::new(&model.board.title).note(evidence).height(HEIGHT);
    let pressed = card.show(ui, |ui| {
        let chosen = state.selected.as_deref();
        slots(ui, model.board.minutes, &blocks, |at| {
            model.board.slots.get(at).is_some_and(|slot| chosen == Some(slot.id.as_str()))
        })
    });
    if let Some(slot) = pressed.body.and_then(|at| model.board.slots.get(at)) {
        let again = state.selected.as_deref() == Some(slot.id.as_str());
        state.selected = (!again).then(|| slot.id.clone());
        ui.ctx().request_repaint();
    }
}

/// Draws curves, what the forecast depends on, or why the split is as it is.
pub fn panels(
    ui: &mut Ui,
    theme: &Theme,
    model: &PlanPage,
    state: &mut PlanState,
    lang: Lang,
    height: f32,
) {
    let words = [word(Word::Curves, lang), word(Word::Swings, lang), word(Word::Why, lang)];
    let (title, sentence) = match state.tab {
        0 => (model.curves.head.title.as_str(), model.curves.head.sentence.as_str()),
        1 => (model.swings.head.title.as_str(), model.swings.head.sentence.as_str()),
        _ => (word(Word::WhyTitle, lang), ""),
    };
    let tab = state.tab;
    let card = Card::new(title).sentence(sentence).height(height);
    let picked = card.show_with(
        ui,
        |ui| tabs(ui, "panels", &words, tab),
        |ui| match tab {
            0 => curves(ui, theme, model),
            1 => swings(ui, model),
            _ => why(ui, theme, model),
        },
    );
    if let Some(tab) = picked.controls {
        state.tab = tab;
    }
}

fn curves(ui: &mut Ui, theme: &Theme, model: &PlanPage) {
    const SHOWN: usize = 4;
    let area = ui.available_rect_before_wrap();
    let lines = rows(area, 6.0, &[Track::Share(1.0), Track::Share(1.0)]);
    let boxes: Vec<Rect> = lines
        .into_iter()
        .flat_map(|line| columns(line, 16.0, &[Track::Share(1.0), Track::Share(1.0)]))
        .collect();
    let most = model
        .curves
        .curves
        .iter()
        .take(SHOWN)
        .flat_map(|curve| curve.line.iter().map(|point| point[0]))
        .fold(0.05_f64, f64::max);
    for (row, (curve, at)) in model.curves.curves.iter().zip(boxes).enumerate().take(SHOWN) {
        place(ui, at, |ui| one_curve(ui, theme, curve, row, most));
    }
}

fn one_curve(ui: &mut Ui, theme: &Theme, curve: &CurveView, row: usize, most: f64) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let color = theme.data.series(row);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let painter = ui.painter();
    let y = rect.center().y;
    let square = Rect::from_center_size(pos2(rect.left() + 5.0, y), vec2(10.0, 10.0));
    painter.rect_filled(square, CornerRadius::same(3), color);
    let caption = draw::text(
        painter,
        pos2(rect.right(), y),
        Align2::RIGHT_CENTER,
        &curve.caption,
        Type::Caption,
        theme.text.third,
    );
    draw::text_in(
        painter,
        pos2(rect.left() + 15.0, y),
        Align2::LEFT_CENTER,
        &curve.name,
        Type::CaptionStrong,
        theme.text.main,
        caption.left() - rect.left() - 20.0,
    );
    let seen_to = curve.seen_to.unwrap_or(0.0);
    let mut seen: Vec<[f64; 2]> =
        curve.line.iter().copied().filter(|point| point[0] <= seen_to).collect();
    let beyond: Vec<[f64; 2]> =
        curve.line.iter().copied().filter(|point| point[0] >= seen_to).collect();
    if let Some(next) = beyond.first()
        && !seen.is_empty()
    {
        seen.push(*next);
    }
    let mut dots: Vec<Dot> = curve
        .dots
        .iter()
        .map(|dot| Dot { radius: 2.0, ..Dot::new(dot[0], dot[1], color.gamma_multiply(0.5)) })
        .collect();
    if let Some(last) = curve.last {
        dots.push(Dot { radius: 4.0, ..Dot::new(last[0], last[1], theme.plot.ink) });
    }
    let [x, y] = curve.proposed;
    dots.push(Dot { radius: 4.5, hollow: true, ..Dot::new(x, y, theme.plot.main) });
    let name = format!("{} {}", curve.name, curve.caption);
    let part = |points, dashed| Mark::Line {
        name: "",
        points,
        color,
        width: if dashed { 1.5 } else { 2.0 },
        dashed,
        dots: None,
        fill: false,
    };
    Chart::new(&curve.id, &name)
        .x(Axis::figures(|share| format!("{:.0}%", share * 100.0)).range(0.0, most))
        .y(Axis::hidden().from_zero())
        .mark(Mark::Band { points: &curve.band, color: color.gamma_multiply(0.12) })
        .mark(part(&seen, false))
        .mark(part(&beyond, true))
        .mark(Mark::Dots(&dots))
        .show(ui);
}

fn swings(ui: &mut Ui, model: &PlanPage) {
    let expected = model.swings.expected;
    let rows: Vec<EffectRow<'_>> = model
        .swings
        .rows
        .iter()
        .map(|row| EffectRow {
            label: &row.label,
            value: &row.range.text,
            estimate: Estimate {
                value: 0.0,
                low: row.range.low - expected,
                high: row.range.high - expected,
                mark: interval::Mark::Estimate,
                raw: None,
            },
            has_range: true,
        })
        .collect();
    let ends = |pick: fn(f64, f64) -> f64, of: fn(&Estimate) -> f64| {
        rows.iter().map(|row| of(&row.estimate)).fold(0.0, pick)
    };
    let range = (ends(f64::min, |e| e.low), ends(f64::max, |e| e.high));
    effect_rows(ui, &rows, range, EffectLook::Dots);
}

fn why(ui: &mut Ui, theme: &Theme, model: &PlanPage) {
    ScrollArea::vertical().id_salt("why").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for notice in &model.notices {
            super::models::note(ui, theme, notice.warn, &notice.text);
        }
        for sentence in &model.explanations {
            ui.label(draw::rich(sentence, Type::Body, theme.text.second));
        }
        if let Some(book) = &model.playbook {
            ui.label(draw::rich(&book.title, Type::Strong, theme.text.main));
            for line in std::iter::once(&book.sentence).chain(&book.rules) {
                ui.label(draw::rich(line, Type::Body, theme.text.second));
            }
        }
    });
}

/// How high the methods are.
pub fn methods_height(model: &PlanPage) -> f32 {
    40.0 + 28.0 + 28.0 * model.methods.rows.len() as f32 + 8.0
}

/// Draws the methods side by side; a press chooses one.
pub fn methods(ui: &mut Ui, theme: &Theme, model: &PlanPage, state: &mut PlanState, lang: Lang) {
    let all = [
        Column::words("").share(1.0, 84.0),
        Column::figures(word(Word::Value, lang), 58.0),
        Column::figures(word(Word::Gain, lang), 50.0),
        Column::figures("", 98.0),
        Column::figures(word(Word::OddsShort, lang), 44.0),
    ];
    let panel = &model.methods;
    let chosen = panel.rows.iter().position(|row| row.chosen);
    let card =
        Card::new(&panel.title).note(&model.table.unit).height(methods_height(model)).bleed();
    let pressed = card.show(ui, |ui| {
        Table::new("methods", &all, panel.rows.len()).row_height(28.0).selected(chosen).show(
            ui,
            |at| {
                let row = &panel.rows[at];
                Row::new(format!("{} {} {}", row.name, row.expected.text, row.gain.text))
            },
            |cell| {
                let row = &panel.rows[cell.row];
                match cell.column {
                    0 if row.chosen => cell.strong(&row.name),
                    0 => cell.text(&row.name),
                    1 => cell.text(&row.expected.text),
                    2 if row.gain_clear && row.gain.raw.is_some_and(|gain| gain > 0.0) => {
                        cell.colored(&row.gain.text, theme.text.ok);
                    }
                    2 => cell.text(&row.gain.text),
                    3 => cell.quiet(&row.gain_range),
                    _ => cell.text(&row.probability.text),
                }
            },
        )
    });
    if let Some(row) = pressed.body.clicked.and_then(|at| panel.rows.get(at))
        && row.can_choose
    {
        state.method = row.method;
    }
}
