//! The charts of the products page and the overview, from what the page models worked out.

use super::charts::{ACCENT, AXIS, CARD, GRID, OTHER, SERIES, WIDTH};
use super::charts_overview::tier_colour;
use super::svg::{Anchor, Svg, clipped, text_width, ticks};
use crate::domain::Role;
use crate::metrics::Corner;
use crate::present::format;
use crate::present::pages::Dot;
use crate::present::pages::overview::{HeatTable, SessionBars};
use crate::present::pages::products::{PriceHistory, Quadrant, QuadrantPoint, RateHistory};

/// Round steps that hold `low..high`.
fn steps(low: f64, high: f64) -> Vec<f64> {
    let wide = (high - low).max(f64::MIN_POSITIVE);
    let step = ticks(wide, 4).get(1).copied().unwrap_or(1.0);
    let first = (low / step).floor() as i64;
    let last = (high / step).ceil() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

fn digits(steps: &[f64]) -> usize {
    let step = steps.get(1).zip(steps.first()).map_or(1.0, |(b, a)| (b - a).abs());
    match step {
        s if s >= 1.0 => 0,
        s if s >= 0.1 => 1,
        _ => 2,
    }
}

/// The colour of a role, the same in the window and here.
pub(crate) fn role_colour(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Profit) | None => SERIES[0],
        Some(Role::Giveaway) => SERIES[1],
        Some(Role::Image) => SERIES[3],
        Some(Role::Traffic) => SERIES[4],
    }
}

/// A role's own shape: colour is never alone.
fn role_mark(svg: &mut Svg, (x, y): (f64, f64), r: f64, role: Option<Role>, hollow: bool) {
    let colour = role_colour(role);
    let fill = if hollow { CARD } else { colour };
    match role {
        Some(Role::Giveaway) => {
            svg.frame((x - r * 0.89, y - r * 0.89, r * 1.77, r * 1.77), 1.0, fill, colour);
        }
        Some(Role::Image) => {
            let at = [(x, y - r * 1.25), (x + r * 1.25, y), (x, y + r * 1.25), (x - r * 1.25, y)];
            svg.polygon(&at, colour);
        }
        Some(Role::Traffic) => {
            let at = [(x, y - r * 1.2), (x + r * 1.15, y + r * 0.8), (x - r * 1.15, y + r * 0.8)];
            svg.polygon(&at, colour);
        }
        Some(Role::Profit) | None => svg.circle((x, y), r, fill, colour),
    }
}

/// Click rate × order rate, with the shop's rates as lines.
pub(crate) fn quadrant(view: &Quadrant) -> Svg {
    let (left, top, bottom, right) = (44.0, 8.0, 58.0, 12.0);
    let height = 460.0;
    let mut svg = Svg::new(WIDTH, height, &view.head.title);
    let span = |values: Vec<f64>| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0f64, f64::max);
        let room = ((high - low) * 0.16).max(1.0);
        ((low - room).max(0.0), high + room)
    };
    let (x_low, x_high) = span(view.points.iter().map(|p| p.x * 100.0).collect());
    let (y_low, y_high) = span(view.points.iter().map(|p| p.y * 100.0).collect());
    let x = |v: f64| left + (v - x_low) / (x_high - x_low) * (WIDTH - left - right);
    let y = |v: f64| height - bottom - (v - y_low) / (y_high - y_low) * (height - top - bottom);
    let ys = steps(y_low, y_high);
    for step in ys.iter().filter(|s| (y_low..=y_high).contains(*s)) {
        svg.line((left, y(*step)), (WIDTH - right, y(*step)), GRID, 1.0);
        let text = format::fixed(*step, digits(&ys));
        svg.text(left - 8.0, y(*step) + 4.0, Anchor::End, false, &text);
    }
    let xs = steps(x_low, x_high);
    for step in xs.iter().filter(|s| (x_low..=x_high).contains(*s)) {
        let text = format::fixed(*step, digits(&xs));
        svg.text(x(*step), height - bottom + 18.0, Anchor::Middle, false, &text);
    }
    if let Some(mean) = view.x_line.map(|v| v * 100.0).filter(|v| (x_low..x_high).contains(v)) {
        svg.dashed((x(mean), top), (x(mean), height - bottom), OTHER);
    }
    if let Some(mean) = view.y_line.map(|v| v * 100.0).filter(|v| (y_low..y_high).contains(v)) {
        svg.dashed((left, y(mean)), (WIDTH - right, y(mean)), OTHER);
    }
    for corner in &view.corners {
        let (near, far) = (left + 8.0, WIDTH - right - 8.0);
        let (up, down) = (top + 16.0, height - bottom - 26.0);
        let (place, anchor) = match corner.corner {
            Corner::Push => ((far, up), Anchor::End),
            Corner::ShowMore => ((near, up), Anchor::Start),
            Corner::FixConversion => ((far, down), Anchor::End),
            Corner::Watch => ((near, down), Anchor::Start),
            Corner::Unclear => continue,
        };
        svg.words(place, anchor, (13.0, 500, "#33302c"), &corner.name);
        svg.words((place.0, place.1 + 17.0), anchor, (12.0, 400, "#716e66"), &corner.hint);
    }
    dots(&mut svg, &view.points, &x, &y);
    let mut at = left;
    for (role, text) in &view.legend {
        role_mark(&mut svg, (at + 5.0, height - 14.0), 4.5, *role, false);
        svg.text(at + 16.0, height - 10.0, Anchor::Start, false, text);
        at += text_width(text) + 40.0;
    }
    svg
}

fn dots(svg: &mut Svg, points: &[QuadrantPoint], x: &impl Fn(f64) -> f64, y: &impl Fn(f64) -> f64) {
    let mut taken: Vec<(f64, f64, f64, f64)> = Vec::new();
    let place = |p: &QuadrantPoint| (x(p.x * 100.0), y(p.y * 100.0), 4.0 + 11.0 * p.size.sqrt());
    for point in points {
        let (cx, cy, r) = place(point);
        let hollow = point.dot != Dot::Solid;
        if hollow {
            let colour = role_colour(point.role);
            let (from, to) = (x(point.x_range.low * 100.0), x(point.x_range.high * 100.0));
            svg.pale_rect((from, cy - 1.0, to - from, 2.0), colour, 0.35);
            let (from, to) = (y(point.y_range.high * 100.0), y(point.y_range.low * 100.0));
            svg.pale_rect((cx - 1.0, from, 2.0, to - from), colour, 0.35);
        }
        role_mark(svg, (cx, cy), if hollow { 4.5 } else { r }, point.role, hollow);
        taken.push((cx - r, cy - r, 2.0 * r, 2.0 * r));
    }
    // Names of the largest first; one that would cover another is left out.
    let mut named: Vec<&QuadrantPoint> = points.iter().collect();
    named.sort_by(|a, b| b.size.total_cmp(&a.size));
    for point in named {
        let (cx, cy, r) = place(point);
        let name = clipped(&point.name, 130.0);
        let wide = text_width(&name);
        let spots = [
            (cx + r + 6.0, cy + 4.0),
            (cx - r - 6.0 - wide, cy + 4.0),
            (cx - wide / 2.0, cy - r - 6.0),
            (cx - wide / 2.0, cy + r + 15.0),
        ];
        let free = spots.into_iter().find(|(left, base)| {
            let area = (*left, base - 11.0, wide, 14.0);
            let inside = *left > 44.0 && left + wide < WIDTH - 8.0;
            inside && !taken.iter().any(|other| meet(area, *other))
        });
        if let Some((left, base)) = free {
            svg.text(left, base, Anchor::Start, point.dot == Dot::Solid, &name);
            taken.push((left, base - 11.0, wide, 14.0));
        }
    }
}

fn meet(a: (f64, f64, f64, f64), b: (f64, f64, f64, f64)) -> bool {
    a.0 < b.0 + b.2 && b.0 < a.0 + a.2 && a.1 < b.1 + b.3 && b.1 < a.1 + a.3
}

/// A line chart's frame: grid, figures, first, middle and last date.
struct Plot {
    svg: Svg,
    left: f64,
    height: f64,
    low: f64,
    high: f64,
    count: usize,
}

impl Plot {
    fn new(title: &str, (low, high): (f64, f64), dates: &[&str]) -> Self {
        let height = 220.0;
        let ys = steps(low, high);
        let (low, high) = (ys[0], ys.last().copied().unwrap_or(1.0).max(ys[0] + 1e-9));
        let mut plot = Self {
            svg: Svg::new(WIDTH, height, title),
            left: 56.0,
            height,
            low,
            high,
            count: dates.len(),
        };
        for step in &ys {
            let y = plot.y(*step);
            plot.svg.line((plot.left, y), (WIDTH - 8.0, y), GRID, 1.0);
            let text = format::fixed(*step, digits(&ys));
            plot.svg.text(plot.left - 8.0, y + 4.0, Anchor::End, false, &text);
        }
        let last = dates.len().saturating_sub(1);
        let mut shown = vec![0, last / 2, last];
        shown.dedup();
        for at in shown {
            if let Some(date) = dates.get(at) {
                let anchor = match at {
                    0 => Anchor::Start,
                    at if at == last => Anchor::End,
                    _ => Anchor::Middle,
                };
                let x = plot.x(at);
                plot.svg.text(x, height - 6.0, anchor, false, date);
            }
        }
        plot
    }

    fn x(&self, at: usize) -> f64 {
        let wide = WIDTH - self.left - 24.0;
        let last = self.count.saturating_sub(1).max(1) as f64;
        self.left + 8.0 + at as f64 / last * wide
    }

    fn y(&self, value: f64) -> f64 {
        let room = self.height - 34.0;
        8.0 + room - (value - self.low) / (self.high - self.low) * room
    }
}

/// Order rate by session with the limits of ordinary swings.
pub(crate) fn rates(view: &RateHistory) -> Svg {
    let all = view
        .points
        .iter()
        .flat_map(|p| [p.low, p.high, p.rate.raw.unwrap_or(p.low)].map(|v| v * 100.0));
    let high = all.fold(0.0f64, f64::max);
    let dates: Vec<&str> = view.points.iter().map(|p| p.date.as_str()).collect();
    let mut plot = Plot::new(&view.head.title, (0.0, high.max(0.1)), &dates);
    let upper = view.points.iter().enumerate().map(|(i, p)| (plot.x(i), plot.y(p.high * 100.0)));
    let lower = view.points.iter().enumerate().map(|(i, p)| (plot.x(i), plot.y(p.low * 100.0)));
    let mut band: Vec<(f64, f64)> = upper.collect();
    let lower: Vec<(f64, f64)> = lower.collect();
    band.extend(lower.into_iter().rev());
    plot.svg.polygon(&band, GRID);
    if let Some(centre) = view.centre {
        let y = plot.y(centre * 100.0);
        plot.svg.dashed((plot.left, y), (WIDTH - 8.0, y), OTHER);
    }
    let line: Vec<Option<(f64, f64)>> = view
        .points
        .iter()
        .enumerate()
        .map(|(i, p)| p.rate.raw.map(|rate| (plot.x(i), plot.y(rate * 100.0))))
        .collect();
    plot.svg.path(&line, ACCENT, 1.5);
    for (spot, point) in line.iter().zip(&view.points) {
        if let Some(spot) = spot {
            plot.svg.circle(*spot, 3.0, if point.outside { CARD } else { ACCENT }, ACCENT);
        }
    }
    plot.svg
}

/// Price by session, in steps.
pub(crate) fn prices(view: &PriceHistory) -> Svg {
    let known: Vec<f64> = view.points.iter().filter_map(|(_, price)| price.raw).collect();
    let low = known.iter().copied().fold(f64::INFINITY, f64::min);
    let high = known.iter().copied().fold(0.0f64, f64::max);
    let air = ((high - low) * 0.15).max(high * 0.02).max(0.01);
    let low = if low.is_finite() { (low - air).max(0.0) } else { 0.0 };
    let dates: Vec<&str> = view.points.iter().map(|(date, _)| date.as_str()).collect();
    let mut plot = Plot::new(&view.head.title, (low, high + air), &dates);
    let mut line = Vec::new();
    for (at, (_, price)) in view.points.iter().enumerate() {
        let Some(price) = price.raw else {
            line.push(None);
            continue;
        };
        let (x, y) = (plot.x(at), plot.y(price));
        if let Some(Some((_, before))) = line.last().copied() {
            line.push(Some((x, before)));
        }
        line.push(Some((x, y)));
    }
    plot.svg.path(&line, SERIES[1], 2.0);
    plot.svg
}

/// Amount by session; the colour says the tier.
pub(crate) fn trend(view: &SessionBars) -> Svg {
    let divisor = if view.axis_divisor > 0.0 { view.axis_divisor } else { 1.0 };
    let most = view.bars.iter().filter_map(|b| b.amount.raw).fold(0.0f64, f64::max) / divisor;
    let dates: Vec<&str> = view.bars.iter().map(|b| b.date.as_str()).collect();
    let mut plot = Plot::new(&view.head.title, (0.0, most.max(1e-6)), &dates);
    let wide = ((WIDTH - 90.0) / view.bars.len().max(1) as f64 * 0.66).clamp(1.5, 26.0);
    for (at, bar) in view.bars.iter().enumerate() {
        if let Some(amount) = bar.amount.raw {
            let (x, y) = (plot.x(at), plot.y(amount.max(0.0) / divisor));
            let colour = tier_colour(bar.badge.tier);
            let base = plot.y(0.0);
            plot.svg.rect(x - wide / 2.0, y, wide, base - y, 2.0, colour);
        }
    }
    plot.svg
}

/// The seven steps of a heat map, low to high.
const HEAT: [&str; 7] =
    ["#edf0ff", "#d2d8fd", "#b2bafa", "#909af3", "#6468dc", "#4f4ec6", "#35348e"];

/// Weekday × hour.
pub(crate) fn hours(view: &HeatTable) -> Svg {
    let (left, top, row) = (56.0, 24.0, 28.0);
    let height = top + row * view.rows.len() as f64 + 4.0;
    let mut svg = Svg::new(WIDTH, height, &view.head.title);
    let wide = (WIDTH - left - 4.0) / view.columns.len().max(1) as f64;
    for (at, hour) in view.columns.iter().enumerate() {
        let x = left + (at as f64 + 0.5) * wide;
        svg.text(x, 15.0, Anchor::Middle, false, &clipped(hour, wide));
    }
    for (at, day) in view.rows.iter().enumerate() {
        svg.text(
            0.0,
            top + at as f64 * row + 18.0,
            Anchor::Start,
            false,
            &clipped(day, left - 6.0),
        );
        for column in 0..view.columns.len() {
            let x = left + column as f64 * wide + 1.0;
            svg.frame((x, top + at as f64 * row + 1.0, wide - 3.0, row - 3.0), 3.0, CARD, GRID);
        }
    }
    for cell in &view.cells {
        let (x, y) = (left + cell.column as f64 * wide + 1.0, top + cell.row as f64 * row + 1.0);
        let step = usize::from(cell.step).min(6);
        svg.rect(x, y, wide - 3.0, row - 3.0, 3.0, HEAT[step]);
        if cell.few {
            let end = x + wide - 3.0;
            svg.polygon(&[(end - 7.0, y), (end, y), (end, y + 7.0)], CARD);
        }
        let ink = if step >= 4 { CARD } else { "#33302c" };
        let text = clipped(&cell.value.text, wide - 6.0);
        svg.words((x + (wide - 3.0) / 2.0, y + 17.0), Anchor::Middle, (11.0, 400, ink), &text);
    }
    if view.cells.is_empty() {
        svg.line((left, top), (WIDTH, top), AXIS, 1.0);
    }
    svg
}
