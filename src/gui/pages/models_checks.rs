//! The checks of a model: is it right, whom to talk to first, what helps most, whom it calls.

use eframe::egui::{Align, Align2, Layout, Rect, Ui};

use super::models::{ModelsState, estimate, raw, shown_question};
use super::models_threshold;
use crate::gui::app::Command;
use crate::gui::kit::layout::{columns, place, place_with, rows};
use crate::gui::kit::{
    Axis, Breadth, Button, Card, Chart, Dot, EffectLook, EffectRow, Mark, Track, draw, effect_rows,
    tabs,
};
use crate::gui::theme::{Theme, Type, space};
use crate::learn::Question;
use crate::present::pages::ModelsPage;
use crate::present::pages::models::{ConfusionView, CurveView, ImportanceView};

/// A check of the model.
enum Check<'a> {
    Calibration(&'a CurveView),
    /// Whom first, and the ROC curve on its other side.
    Lift(&'a CurveView, Option<&'a CurveView>),
    Importance(&'a ImportanceView),
    Confusion(&'a ConfusionView),
}

impl Check<'_> {
    fn title(&self) -> &str {
        match self {
            Self::Calibration(view) | Self::Lift(view, _) => &view.head.title,
            Self::Importance(view) => &view.head.title,
            Self::Confusion(view) => &view.head.title,
        }
    }
}

pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    model: &ModelsPage,
    state: &mut ModelsState,
    (area, breadth): (Rect, Breadth),
    out: &mut Vec<Command>,
) {
    let question = shown_question(model);
    let all: Vec<Check<'_>> = [
        model.calibration.as_ref().map(Check::Calibration),
        model.lift.as_ref().map(|lift| Check::Lift(lift, model.roc.as_ref())),
        model.importance.as_ref().map(Check::Importance),
        model.confusion.as_ref().map(Check::Confusion),
    ]
    .into_iter()
    .flatten()
    .collect();
    if all.is_empty() {
        return;
    }
    if breadth == Breadth::Full {
        // Five figures side by side and names of features need more room than a curve.
        let share = |view: &Check<'_>| match view {
            Check::Confusion(_) => 1.5,
            Check::Importance(_) => 1.15,
            Check::Calibration(_) | Check::Lift(..) => 0.95,
        };
        let tracks: Vec<Track> = all.iter().map(|view| Track::Share(share(view))).collect();
        for (view, at) in all.iter().zip(columns(area, space::GAP, &tracks)) {
            place(ui, at, |ui| check(ui, theme, view, (question, state), at.height(), out));
        }
        return;
    }
    let parts = rows(area, 8.0, &[Track::Fixed(26.0), Track::Share(1.0)]);
    let titles: Vec<&str> = all.iter().map(Check::title).collect();
    let open = state.tab.min(all.len() - 1);
    let across = Layout::left_to_right(Align::Center);
    let picked = place_with(ui, parts[0], across, |ui| tabs(ui, "checks", &titles, open));
    if let Some(tab) = picked {
        state.tab = tab;
    }
    place(ui, parts[1], |ui| {
        check(ui, theme, &all[open], (question, state), parts[1].height(), out)
    });
}

fn check(
    ui: &mut Ui,
    theme: &Theme,
    view: &Check<'_>,
    (question, state): (Question, &mut ModelsState),
    height: f32,
    out: &mut Vec<Command>,
) {
    let head = match view {
        Check::Lift(_, Some(roc)) if state.roc => &roc.head,
        Check::Calibration(view) | Check::Lift(view, _) => &view.head,
        Check::Importance(view) => &view.head,
        Check::Confusion(view) => &view.head,
    };
    let card = Card::new(&head.title).note(&head.unit).height(height);
    match view {
        Check::Calibration(view) => {
            card.sentence(&head.sentence).show(ui, |ui| curve(ui, theme, view, false));
        }
        Check::Lift(view, roc) => {
            let shown = roc.filter(|_| state.roc).unwrap_or(view);
            let turned = card.sentence(&head.sentence).show_with(
                ui,
                |ui| {
                    // The other curve under its own name.
                    let other = if state.roc { view } else { roc.unwrap_or(view) };
                    roc.is_some() && Button::plain(&other.head.title).show(ui).clicked()
                },
                |ui| curve(ui, theme, shown, true),
            );
            if turned.controls {
                state.roc = !state.roc;
                ui.ctx().request_repaint();
            }
        }
        Check::Importance(view) => {
            let rows: Vec<EffectRow<'_>> = view
                .rows
                .iter()
                .map(|row| EffectRow {
                    label: &row.label,
                    value: &row.value.text,
                    estimate: estimate(raw(&row.value), Some(&row.interval), row.dot),
                    has_range: true,
                })
                .collect();
            let low = view.rows.iter().map(|row| row.interval.low).fold(0.0, f64::min);
            card.sentence(&head.sentence)
                .show(ui, |ui| effect_rows(ui, &rows, (low, view.reach), EffectLook::Dots));
        }
        Check::Confusion(view) => {
            models_threshold::show(ui, theme, card, view, (question, state), out)
        }
    }
}

/// A curve against its diagonal: a line with a marked point, or points with ranges.
fn curve(ui: &mut Ui, theme: &Theme, view: &CurveView, joined: bool) {
    let (wide, high) = view.max;
    let diagonal = [[0.0, 0.0], [wide, high]];
    let line: Vec<[f64; 2]> = view.points.iter().map(|point| [point.x, point.y]).collect();
    let main = theme.plot.main;
    let mut dots: Vec<Dot> = Vec::new();
    if joined {
        if let Some((at, label, chance)) = &view.marked
            && let Some(point) = view.points.get(*at)
        {
            dots.push(Dot {
                label: label.clone(),
                tip: vec![point.hover.clone()],
                ..Dot::new(point.x, point.y, main)
            });
            dots.push(Dot {
                label: chance.clone(),
                hollow: true,
                tip: vec![view.diagonal.clone()],
                ..Dot::new(point.x, point.x * high / wide.max(f64::MIN_POSITIVE), theme.plot.ghost)
            });
        }
    } else {
        dots.extend(view.points.iter().map(|point| Dot {
            spread: point.range.map(|(low, high)| [(point.x, point.x), (low, high)]),
            tip: vec![point.hover.clone()],
            ..Dot::new(point.x, point.y, main)
        }));
    }
    let percent = |value: f64| format!("{value:.0}");
    let name = format!("{}. {}", view.head.title, draw::unmarked(&view.head.sentence));
    let mut chart = Chart::new(&view.head.title, &name)
        .x(Axis::figures(percent).range(0.0, wide))
        .y(Axis::figures(percent).range(0.0, high))
        .right(14.0)
        .mark(Mark::Line {
            name: "",
            points: &diagonal,
            color: theme.plot.cursor,
            width: 1.0,
            dashed: true,
            dots: None,
            fill: false,
        });
    if joined {
        chart = chart.mark(Mark::Line {
            name: "",
            points: &line,
            color: main,
            width: 2.0,
            dashed: false,
            dots: None,
            fill: false,
        });
    }
    let drawn = chart.mark(Mark::Dots(&dots)).show(ui);
    // A curve better than chance stays above its diagonal: its words stand below. Points of a
    // calibration lie along it and begin at the lower left: its words stand in the upper left.
    let ink = theme.text.third;
    let (at, align) = if joined {
        (drawn.view.at(wide * 0.98, high * 0.12), Align2::RIGHT_CENTER)
    } else {
        (drawn.view.at(0.0, high), Align2::LEFT_CENTER)
    };
    draw::text(ui.painter(), at, align, &view.diagonal, Type::Caption, ink);
}
