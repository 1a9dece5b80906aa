//! How a forest's, boosting's or neural net's answer moves with one feature: small charts side by
//! side on one vertical scale.

use eframe::egui::Ui;

use super::models::ModelsState;
use super::models_bill;
use crate::gui::kit::layout::{columns, place, rows};
use crate::gui::kit::{Axis, Card, Chart, Dot, Mark, Track, draw};
use crate::gui::theme::{Theme, Type};
use crate::present::format;
use crate::present::pages::models::{EffectChart, EffectsView, Tools};
use crate::present::text::Lang;

/// Least width of one chart.
const NARROW: f32 = 190.0;
/// What the figures left of a chart take, and the room at its right.
const FIGURES: f32 = 32.0;
const RIGHT: f32 = 14.0;

/// Draws the card.
pub fn show(
    ui: &mut Ui,
    theme: &Theme,
    view: &EffectsView,
    tools: &Tools,
    state: &mut ModelsState,
    height: f32,
    lang: Lang,
) {
    let head = &view.head;
    Card::new(&head.title).note(&head.unit).sentence(&head.sentence).height(height).show_with(
        ui,
        |ui| models_bill::switch(ui, tools, state),
        |ui| {
            let area = ui.available_rect_before_wrap();
            let fit = (area.width() / NARROW).floor().max(1.0) as usize;
            let shown = view.charts.len().min(fit);
            let tracks = vec![Track::Share(1.0); shown];
            let places = columns(area, 16.0, &tracks);
            let foot =
                view.charts.iter().zip(&places).map(|(chart, at)| {
                    across(chart).lines(ui.painter(), at.width() - FIGURES - RIGHT)
                });
            let foot = foot.max().unwrap_or(1);
            for (chart, at) in view.charts.iter().zip(places) {
                place(ui, at, |ui| {
                    let parts = rows(at, 0.0, &[Track::Fixed(22.0), Track::Share(1.0)]);
                    let galley = draw::line(
                        ui.painter(),
                        &chart.title,
                        Type::Body,
                        theme.text.second,
                        at.width(),
                    );
                    ui.painter().galley(parts[0].min, galley, theme.text.second);
                    place(ui, parts[1], |ui| one(ui, theme, view, chart, foot, lang));
                });
            }
        },
    );
}

/// The values of the feature.
fn across(chart: &EffectChart) -> Axis<'static> {
    let named = |at: usize| (chart.points[at].x, chart.points[at].label.clone());
    if chart.category {
        let all = (0..chart.points.len()).map(named).collect();
        return Axis::named(all).every().range(-0.5, chart.points.len() as f64 - 0.5);
    }
    // Both ends and the middle, in the feature's own unit.
    Axis::named([0, chart.points.len() / 2, chart.points.len() - 1].map(named).to_vec())
}

fn one(
    ui: &mut Ui,
    theme: &Theme,
    view: &EffectsView,
    chart: &EffectChart,
    foot: usize,
    lang: Lang,
) {
    let main = theme.plot.main;
    let line: Vec<[f64; 2]> = chart.points.iter().map(|point| [point.x, point.y]).collect();
    let dots: Vec<Dot> = chart
        .points
        .iter()
        .map(|point| Dot {
            radius: if chart.category { 4.0 } else { 2.5 },
            tip: vec![point.hover.clone()],
            // An answer of a model, not something that was seen.
            hollow: true,
            ..Dot::new(point.x, point.y, main)
        })
        .collect();
    let said: Vec<&str> = chart.points.iter().map(|point| point.hover.as_str()).collect();
    let name = format!("{}. {}", chart.title, said.join(", "));
    let short = view.short;
    let up = move |value: f64| {
        if short { format::compact(value, lang) } else { format!("{value:.0}") }
    };
    let mut plot = Chart::new(&chart.title, &name)
        .x(across(chart))
        .y(Axis::figures(up).range(view.range.0, view.range.1))
        .right(RIGHT)
        .foot(foot);
    if !chart.category {
        plot = plot.mark(Mark::Line {
            name: "",
            points: &line,
            color: main,
            width: 2.0,
            dashed: true,
            dots: None,
            fill: false,
        });
    }
    plot.mark(Mark::Dots(&dots)).show(ui);
}
