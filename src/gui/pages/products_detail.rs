//! One product: rates and prices by session, when and with whom it sells, what people wrote.

use eframe::egui::Ui;

use super::overview::chart_figure;
use super::products::corner_badge;
use super::{comments, parts, products_when};
use crate::gui::app::Command;
use crate::gui::kit::layout::{self, Track};
use crate::gui::kit::{Axis, Card, Chart, Mark, Shape, badge, draw, segmented};
use crate::gui::theme::{Theme, Type};
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::products::ProductDetail;
use crate::present::text::labels::{Label, label, labels};

/// What is shown of a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DetailView {
    /// Rates and prices by session.
    #[default]
    Trend,
    /// Slots, hosts, bought together.
    When,
    /// What people wrote.
    Comments,
}

/// Below this width the tabs stand under the title.
const NARROW: f32 = 440.0;

/// Draws the card of one product.
pub fn card(
    ui: &mut Ui,
    theme: &Theme,
    detail: &ProductDetail,
    view: &mut DetailView,
    out: &mut Vec<Command>,
) {
    let height = ui.available_height();
    let lang = super::lang(ui.ctx());
    let views = labels([Label::Trend, Label::WhenWho, Label::Comments], lang);
    let now = *view;
    let said = detail.comments.as_ref().filter(|_| now == DetailView::Comments);
    let (note, sentence) = match (now, said) {
        (DetailView::Comments, Some(said)) => (&said.head.unit, &said.head.sentence),
        (DetailView::When, _) => (&detail.line, &detail.when_head.sentence),
        _ => (&detail.line, &detail.rates.head.sentence),
    };
    let picked = std::cell::Cell::new(None);
    // Beside all of its tabs the name of a product would have no room.
    let narrow = ui.available_width() < NARROW;
    let tabs = |ui: &mut Ui| {
        if let Some(at) = segmented(ui, &detail.name, &views, now as usize) {
            picked.set(Some(at));
        }
    };
    let subject = Subject::Products(Some(detail.product));
    Card::new(&detail.name).note(note).sentence(sentence).height(height).show_with(
        ui,
        |ui| {
            if !narrow {
                tabs(ui);
            }
            if now == DetailView::Trend {
                parts::save_picture(ui, subject, ChartName::Rates, out);
            }
            badge(ui, corner_badge(detail.corner), &detail.corner_text);
        },
        |ui| {
            if narrow {
                ui.horizontal(tabs);
                ui.add_space(4.0);
            }
            match (now, said) {
                (DetailView::Trend, _) => {
                    let rect = ui.available_rect_before_wrap();
                    let tracks = [Track::Share(1.5), Track::Share(1.0)];
                    let halves = layout::columns(rect, 20.0, &tracks);
                    layout::place(ui, halves[0], |ui| rates(ui, theme, detail));
                    layout::place(ui, halves[1], |ui| prices(ui, theme, detail));
                }
                (DetailView::When, _) => products_when::body(ui, theme, detail),
                (DetailView::Comments, None) => {
                    let reading = label(Label::ReadingComments, lang);
                    ui.label(draw::rich(reading, Type::Body, theme.text.second));
                }
                (DetailView::Comments, Some(said)) => comments::body(ui, theme, said),
            }
        },
    );
    if let Some(at) = picked.get() {
        *view = [DetailView::Trend, DetailView::When, DetailView::Comments][at.min(2)];
    }
}

fn rates(ui: &mut Ui, theme: &Theme, detail: &ProductDetail) {
    let rates = &detail.rates;
    let title = format!("{} {}", rates.head.title, rates.head.unit);
    ui.label(draw::rich(title, Type::Caption, theme.text.second));
    if rates.points.is_empty() {
        ui.label(draw::rich(&rates.head.sentence, Type::Body, theme.text.third));
        return;
    }
    let points: Vec<[f64; 2]> = rates
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| [at as f64, point.rate.raw.map_or(f64::NAN, |rate| rate * 100.0)])
        .collect();
    let band: Vec<[f64; 3]> = rates
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| [at as f64, point.low * 100.0, point.high * 100.0])
        .collect();
    let dates: Vec<&String> = rates.points.iter().map(|point| &point.date).collect();
    let mut chart = Chart::new("rates", &rates.head.sentence)
        .x(Axis::named(few_ticks(&dates)))
        .y(Axis::figures(chart_figure))
        .mark(Mark::Band { points: &band, color: theme.plot.mute.gamma_multiply(0.5) });
    if let Some(centre) = rates.centre {
        chart = chart.mark(Mark::Level { y: centre * 100.0, text: "" });
    }
    chart
        .mark(Mark::Line {
            name: "",
            points: &points,
            color: theme.plot.main,
            width: 1.5,
            dashed: false,
            dots: Some(Shape::Circle),
            fill: false,
        })
        .read(|x| {
            rates
                .points
                .get(x.round().max(0.0) as usize)
                .map_or_else(Vec::new, |point| vec![point.date.clone(), point.rate.text.clone()])
        })
        .show(ui);
}

fn prices(ui: &mut Ui, theme: &Theme, detail: &ProductDetail) {
    let prices = &detail.prices;
    let title = format!("{} {}", prices.head.title, prices.head.unit);
    ui.label(draw::rich(title, Type::Caption, theme.text.second));
    let steps: Vec<[f64; 2]> = prices
        .points
        .iter()
        .enumerate()
        .map(|(at, (_, price))| [at as f64, price.raw.unwrap_or(f64::NAN)])
        .collect();
    let (low, high) = steps
        .iter()
        .map(|step| step[1])
        .filter(|price| price.is_finite())
        .fold((f64::INFINITY, 0.0_f64), |(low, high), price| (low.min(price), high.max(price)));
    let air = ((high - low) * 0.15).max(high * 0.02);
    let y = Axis::figures(chart_figure);
    let y = if low.is_finite() { y.range((low - air).max(0.0), high + air) } else { y };
    let dates: Vec<&String> = prices.points.iter().map(|(date, _)| date).collect();
    Chart::new("prices", &prices.head.sentence)
        .x(Axis::named(few_ticks(&dates)))
        .y(y)
        .mark(Mark::Steps { points: &steps, color: theme.data.series(1) })
        .read(|x| {
            prices
                .points
                .get(x.round().max(0.0) as usize)
                .map_or_else(Vec::new, |(date, price)| vec![date.clone(), price.text.clone()])
        })
        .show(ui);
}

/// First, middle and last date.
fn few_ticks(dates: &[&String]) -> Vec<(f64, String)> {
    let last = dates.len().saturating_sub(1);
    let mut at: Vec<usize> = vec![0, last / 2, last];
    at.dedup();
    at.into_iter().filter_map(|at| Some((at as f64, (*dates.get(at)?).clone()))).collect()
}
