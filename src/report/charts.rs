//! The charts of the report, from what the page model already worked out.

use std::collections::BTreeMap;

use super::svg::{Anchor, Svg, clipped, text_width, ticks};
use crate::domain::ProductId;
use crate::present::format;
use crate::present::pages::recommend::RecommendRow;
use crate::present::pages::review::{
    BridgePart, FunnelView, LaneKind, MinuteChart, MinutePanel, SegmentRow, SegmentTable,
    SessionProductRow,
};
use crate::present::pages::{Dot, MetricCard, RangeText};
use crate::present::text::Lang;
use crate::recommend::Part;

/// Width of a full chart in its own units.
pub(super) const WIDTH: f64 = 780.0;

/// The series colours; a ninth and later one is grey.
pub(super) const SERIES: [&str; 8] =
    ["#524fce", "#c47200", "#06868a", "#862989", "#0a9ed0", "#a3573a", "#524401", "#243c4b"];
pub(super) const OTHER: &str = "#948f87";
pub(super) const ACCENT: &str = "#5453ce";
pub(super) const MUTE: &str = "#dfddd8";
pub(super) const GRID: &str = "#efede9";
pub(super) const AXIS: &str = "#c9c7c0";
pub(super) const WARN: &str = "#f6b469";
pub(super) const CARD: &str = "#ffffff";

/// A figure with its range in brackets.
pub(crate) fn with_range(text: &str, range: &RangeText, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{text}（{}）", range.text),
        Lang::En => format!("{text} ({})", range.text),
    }
}

/// A product's order rate in a session, with its range where there is one.
pub(crate) fn order_rate(row: &SessionProductRow, lang: Lang) -> String {
    match &row.order_interval {
        Some(interval) => with_range(&row.order_rate.text, interval, lang),
        None => row.order_rate.text.clone(),
    }
}

fn dot(svg: &mut Svg, centre: (f64, f64), kind: Dot) {
    match kind {
        Dot::Solid => svg.circle(centre, 4.0, ACCENT, ACCENT),
        Dot::Hollow => svg.circle(centre, 4.0, CARD, ACCENT),
        Dot::Ghost => svg.circle(centre, 4.0, CARD, OTHER),
    }
}

/// What made the difference: one bar per factor to the left or right of zero, with its range.
pub(crate) fn bridge(parts: &[BridgePart], label: &str, lang: Lang) -> Svg {
    let (row, label_width, value_width) = (28.0, 170.0, 230.0);
    let reach = parts
        .iter()
        .flat_map(|p| {
            let ends = p.interval.as_ref().map_or([0.0; 2], |i| [i.low, i.high]);
            [p.amount.raw.unwrap_or(0.0), ends[0], ends[1]]
        })
        .fold(0.0f64, |most, v| most.max(v.abs()))
        .max(f64::MIN_POSITIVE);
    let half = (WIDTH - label_width - value_width) / 2.0;
    let zero = label_width + half;
    let x = |value: f64| zero + value / reach * half * 0.96;
    let mut svg = Svg::new(WIDTH, row * parts.len() as f64, label);
    for (index, part) in parts.iter().enumerate() {
        let middle = row * (index as f64 + 0.5);
        svg.text(0.0, middle + 4.0, Anchor::Start, false, &clipped(&part.label, label_width - 8.0));
        if let Some(value) = part.amount.raw {
            let (from, to) = (x(value.min(0.0)), x(value.max(0.0)));
            let fill = if part.dot == Dot::Ghost { MUTE } else { "#aeb7fa" };
            svg.rect(from, middle - 7.0, to - from, 14.0, 3.0, fill);
            range(&mut svg, part.interval.as_ref(), middle, &x);
            dot(&mut svg, (x(value), middle), part.dot);
        }
        let mut words = part.amount.text.clone();
        if let Some(interval) = &part.interval {
            words = with_range(&words, interval, lang);
        }
        svg.text(WIDTH, middle + 4.0, Anchor::End, true, &clipped(&words, value_width));
    }
    svg.line((zero, 0.0), (zero, row * parts.len() as f64), AXIS, 1.0);
    svg
}

fn range(svg: &mut Svg, interval: Option<&RangeText>, middle: f64, x: &impl Fn(f64) -> f64) {
    if let Some(interval) = interval {
        let (low, high) = (x(interval.low), x(interval.high));
        svg.pale_rect((low, middle - 2.0, high - low, 4.0), ACCENT, 0.28);
    }
}

/// The funnel: bars from the top, rates between them.
pub(crate) fn funnel(view: &FunnelView, lang: Lang) -> Svg {
    let (bar, gap, label_width, most) = (24.0, 26.0, 164.0, 230.0);
    let height = view.steps.len() as f64 * (bar + gap) - gap;
    let mut svg = Svg::new(WIDTH, height.max(1.0), &view.head.title);
    let centre = label_width + most / 2.0;
    let half = |width: f64| (width.clamp(0.02, 1.0) * most) / 2.0;
    for (index, step) in view.steps.iter().enumerate() {
        let top = index as f64 * (bar + gap);
        let own = half(step.width);
        if index > 0 {
            let before = half(view.steps[index - 1].width);
            svg.polygon(
                &[
                    (centre - before, top - gap),
                    (centre + before, top - gap),
                    (centre + own, top),
                    (centre - own, top),
                ],
                "#f5f6fe",
            );
            let mut words = step.rate.text.clone();
            if let Some(interval) = &step.interval {
                words = with_range(&words, interval, lang);
            }
            for more in [&step.median, &step.weakest_text] {
                if !more.is_empty() {
                    words = format!("{words} · {more}");
                }
            }
            // The weakest step says its gap in words already.
            let change = step.change.as_ref().filter(|_| !step.weakest);
            if let Some(change) = change {
                words = format!("{words} {}", change.text);
            }
            let left = label_width + most + 16.0;
            if step.weakest {
                let width = (text_width(&words) + 16.0).min(WIDTH - left);
                svg.rect(left - 8.0, top - gap + 2.0, width, gap - 4.0, 4.0, "#fff4e8");
            }
            svg.text(
                left,
                top - gap / 2.0 + 4.0,
                Anchor::Start,
                step.weakest,
                &clipped(&words, WIDTH - left),
            );
        }
        let fill = if step.weakest { WARN } else { ACCENT };
        svg.rect(centre - own, top, own * 2.0, bar, 4.0, fill);
        svg.text(0.0, top + 16.0, Anchor::Start, false, &clipped(&step.label, label_width - 70.0));
        svg.text(label_width - 12.0, top + 16.0, Anchor::End, true, &step.count.text);
    }
    svg
}

/// The minute curve: up to four panels on one time axis, lanes below.
pub(crate) fn minutes(chart: &MinuteChart) -> Svg {
    let (panel, title, lane) = (58.0, 28.0, 20.0);
    let panels: Vec<&MinutePanel> = chart.panels.iter().take(4).collect();
    let lanes: Vec<_> = chart.lanes.iter().filter(|l| !l.marks.is_empty()).collect();
    let lanes_top = panels.len() as f64 * (panel + title) + 8.0;
    let axis_top = lanes_top + lanes.len() as f64 * lane;
    let mut svg = Svg::new(WIDTH, axis_top + 20.0, &chart.head.title);
    // A curve that was rebuilt may end before the last talk does.
    let ends = chart.lanes.iter().flat_map(|lane| &lane.marks).map(|mark| mark.to);
    let last = ends.fold(f64::from(chart.offsets.last().copied().unwrap_or(0).max(1)), f64::max);
    // Room for the figures of an axis, and for the names of lanes.
    let left: f64 = if lanes.is_empty() { 52.0 } else { 64.0 };
    let x = |minute: f64| left + minute / last * (WIDTH - left - 8.0);
    for (index, one) in panels.iter().enumerate() {
        let top = index as f64 * (panel + title) + title;
        draw_panel(&mut svg, one, &chart.offsets, (left, top, panel), &x, SERIES[index]);
    }
    let colours = product_colours(chart);
    for (index, one) in lanes.iter().enumerate() {
        let top = lanes_top + index as f64 * lane;
        svg.text(0.0, top + 14.0, Anchor::Start, false, &clipped(&one.label, left - 6.0));
        for mark in &one.marks {
            let (from, to) = (x(mark.from), x(mark.to).max(x(mark.from) + 3.0));
            let colour = match (one.kind, mark.product) {
                (_, Some(product)) => colours.get(&product).copied().unwrap_or(OTHER),
                (LaneKind::Giveaway | LaneKind::Advert, None) => SERIES[1],
                (LaneKind::Violation, None) => "#a12c20",
                _ => OTHER,
            };
            svg.pale_rect((from, top + 2.0, to - from, lane - 4.0), colour, 0.18);
            svg.rect(from, top + 2.0, 3.0, lane - 4.0, 0.0, colour);
            let name = clipped(&mark.text, to - from - 8.0);
            if !name.is_empty() {
                svg.text(from + 6.0, top + 14.0, Anchor::Start, false, &name);
            }
        }
    }
    let step = (chart.offsets.len() / 6).max(1);
    for index in (0..chart.offsets.len()).step_by(step) {
        let Some(clock) = chart.clock.get(index) else {
            continue;
        };
        let place = x(f64::from(chart.offsets[index]));
        let anchor = if index == 0 { Anchor::Start } else { Anchor::Middle };
        if place < WIDTH - 16.0 {
            svg.text(place, axis_top + 16.0, anchor, false, clock);
        }
    }
    svg
}

fn draw_panel(
    svg: &mut Svg,
    panel: &MinutePanel,
    offsets: &[u32],
    (left, top, height): (f64, f64, f64),
    x: &impl Fn(f64) -> f64,
    colour: &str,
) {
    let most = panel.values.iter().flatten().fold(0.0f64, |m, v| m.max(*v));
    let steps = ticks(most, 2);
    let full = steps.last().copied().unwrap_or(1.0);
    let y = |value: f64| top + height - value.max(0.0) / full * (height - 4.0);
    for step in &steps {
        svg.line((left, y(*step)), (WIDTH - 8.0, y(*step)), GRID, 1.0);
        let digits = usize::from(full < 10.0 && full.fract() != 0.0);
        let text = if panel.unit == "%" {
            format::percent_digits(*step, 0)
        } else {
            format::fixed(*step, digits)
        };
        svg.text(left - 6.0, y(*step) + 4.0, Anchor::End, false, &text);
    }
    let mut heading = panel.title.clone();
    for more in [&panel.unit, &panel.peak] {
        if !more.is_empty() {
            heading = format!("{heading} · {more}");
        }
    }
    svg.text(left, top - 7.0, Anchor::Start, true, &heading);
    let points = offsets.iter().zip(&panel.values);
    if panel.bars {
        let wide = (x(1.0) - x(0.0) - 0.5).max(0.6);
        for (offset, value) in points {
            if let Some(value) = value.filter(|v| *v > 0.0) {
                let place = x(f64::from(*offset)) - wide / 2.0;
                svg.rect(place, y(value), wide, y(0.0) - y(value), 0.0, colour);
            }
        }
    } else {
        let line: Vec<Option<(f64, f64)>> =
            points.map(|(offset, value)| value.map(|v| (x(f64::from(*offset)), y(v)))).collect();
        svg.path(&line, colour, 1.5);
    }
}

/// A product keeps its colour: by first appearance in the lanes.
fn product_colours(chart: &MinuteChart) -> BTreeMap<ProductId, &'static str> {
    let mut colours = BTreeMap::new();
    for mark in chart.lanes.iter().flat_map(|l| &l.marks) {
        if let Some(product) = mark.product {
            let next = SERIES.get(colours.len()).copied().unwrap_or(OTHER);
            colours.entry(product).or_insert(next);
        }
    }
    colours
}

/// The last sessions of one metric, the last point solid.
pub(crate) fn spark(card: &MetricCard) -> Option<Svg> {
    let seen = card.spark.iter().flatten().count();
    if seen < 2 {
        return None;
    }
    let (width, height) = (150.0, 28.0);
    let median = card.median.as_ref().map(|m| m.raw);
    let known = || card.spark.iter().flatten().copied().chain(median);
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let steps = (card.spark.len() - 1).max(1) as f64;
    let place = |index: usize, value: f64| {
        let x = 4.0 + index as f64 / steps * (width - 10.0);
        (x, height - 5.0 - (value - low) / span * (height - 10.0))
    };
    let mut svg = Svg::new(width, height, &card.label);
    if let Some(median) = median {
        let y = place(0, median).1;
        svg.line((2.0, y), (width - 2.0, y), MUTE, 1.0);
    }
    let line: Vec<_> = card
        .spark
        .iter()
        .enumerate()
        .map(|(index, value)| value.map(|v| place(index, v)))
        .collect();
    svg.path(&line, OTHER, 1.5);
    if let Some(Some(end)) = line.last() {
        svg.circle(*end, 3.0, ACCENT, ACCENT);
    }
    Some(svg)
}

/// A talk segment against the session: a point on the table's common scale, with its range.
pub(crate) fn lift(row: &SegmentRow, table: &SegmentTable) -> Svg {
    let (width, height) = (150.0, 16.0);
    let reach = if table.reach > 0.0 { table.reach } else { 1.0 };
    let x = |v: f64| width / 2.0 + (v / reach).clamp(-1.0, 1.0) * (width / 2.0 - 6.0);
    let mut svg = Svg::new(width, height, &row.lift.text);
    svg.line((width / 2.0, 0.0), (width / 2.0, height), AXIS, 1.0);
    range(&mut svg, row.interval.as_ref(), height / 2.0, &x);
    if let Some(value) = row.lift.raw {
        dot(&mut svg, (x(value), height / 2.0), row.dot);
    }
    svg
}

/// A bar of a share of the largest, 0..1.
pub(crate) fn bar(share: f64, label: &str) -> Svg {
    let mut svg = Svg::new(110.0, 12.0, label);
    svg.rect(0.0, 2.0, 110.0, 8.0, 2.0, GRID);
    svg.rect(0.0, 2.0, 110.0 * share.clamp(0.0, 1.0), 8.0, 2.0, "#8a94f3");
    svg
}

/// The colour of one side of a recommendation's score.
pub(crate) fn part_colour(part: Part) -> &'static str {
    match part {
        Part::Popularity => SERIES[0],
        Part::Similar => SERIES[1],
        Part::Content => SERIES[2],
        Part::Profit => SERIES[3],
        Part::Novelty => SERIES[4],
        Part::Variety => OTHER,
    }
}

/// A score as its sides in a row, on one scale of `full` points.
pub(crate) fn score(row: &RecommendRow, full: f64) -> Svg {
    let width = 150.0;
    let mut svg = Svg::new(width, 12.0, &row.score.text);
    let mut from = 0.0;
    for part in &row.parts {
        let long = part.value.raw.unwrap_or(0.0).max(0.0) / full.max(1e-9) * width;
        svg.rect(from, 2.0, long, 8.0, 0.0, part_colour(part.part));
        from += long;
    }
    svg
}
