//! The tables of one session, from its review.

use super::{Cell, Format, Table, TableName};
use crate::metrics::{MetricKey, Unit};
use crate::present::pages::review::FunnelView;
use crate::present::pages::{Dot, MetricCard, ReviewPage};
use crate::present::text::{Lang, export as text};

pub(super) fn tables(page: &ReviewPage, lang: Lang) -> Vec<Table> {
    vec![
        cards(&page.cards, lang),
        funnel(page, lang),
        why(page, lang),
        channels(page, lang),
        products(page, lang),
        segments(page, lang),
        minutes(page, lang),
    ]
}

/// How the values of a metric are written.
pub(super) fn format_of(key: &str) -> Format {
    match MetricKey::from_word(key).map(MetricKey::unit) {
        Some(Unit::Money) => Format::Money,
        Some(Unit::People | Unit::Orders) => Format::Count,
        Some(Unit::Share) => Format::Share,
        Some(Unit::Seconds | Unit::Ratio) | None => Format::Plain,
    }
}

/// One row a metric card, with the counts that its value is made of.
pub(super) fn cards(cards: &[MetricCard], lang: Lang) -> Table {
    let keys = [
        "key", "metric", "value", "tier", "median", "like", "low", "high", "above", "below",
        "scale", "formula", "basis", "note", "source",
    ];
    let mut table = Table::new(TableName::Cards, &keys, lang);
    for card in cards {
        let format = format_of(&card.key);
        let [low, high] = Cell::ends(card.interval.as_ref(), format);
        let explain = &card.explain;
        let median = card.median.as_ref();
        table.rows.push(vec![
            Cell::text(&card.key),
            Cell::text(&card.label),
            Cell::number(card.value.raw, format),
            Cell::text(&card.badge.text),
            Cell::number(median.map(|m| m.raw), format),
            Cell::number(median.map(|m| m.sessions as f64), Format::Count),
            low,
            high,
            Cell::number(explain.numerator, Format::Plain),
            Cell::number(explain.denominator, Format::Plain),
            Cell::number(explain.denominator.map(|_| explain.scale), Format::Count),
            Cell::text(&explain.formula),
            Cell::text(&explain.basis),
            Cell::text(&explain.note),
            Cell::text(&explain.sources.join("; ")),
        ]);
    }
    table
}

fn funnel(page: &ReviewPage, lang: Lang) -> Table {
    let keys = ["counted", "key", "step", "count", "rate", "low", "high", "change", "weakest"];
    let mut table = Table::new(TableName::Funnel, &keys, lang);
    for (view, people) in [(&page.funnel_people, true), (&page.funnel_times, false)] {
        let view: &FunnelView = view;
        for step in &view.steps {
            let [low, high] = Cell::ends(step.interval.as_ref(), Format::Share);
            table.rows.push(vec![
                Cell::text(text::counted(people, lang)),
                Cell::text(&step.key),
                Cell::text(&step.label),
                Cell::number(step.count.raw, Format::Count),
                Cell::number(step.rate.raw, Format::Share),
                low,
                high,
                Cell::number(step.change.as_ref().map(|c| c.raw), Format::Share),
                Cell::text(text::yes(step.weakest, lang)),
            ]);
        }
    }
    table
}

fn why(page: &ReviewPage, lang: Lang) -> Table {
    let mut table =
        Table::new(TableName::Why, &["key", "factor", "part", "low", "high", "clear", "was"], lang);
    for part in &page.verdict.parts {
        let [low, high] = Cell::ends(part.interval.as_ref(), Format::Money);
        table.rows.push(vec![
            Cell::text(&part.factor),
            Cell::text(&part.label),
            Cell::number(part.amount.raw, Format::Money),
            low,
            high,
            Cell::text(text::yes(part.dot == Dot::Solid, lang)),
            Cell::text(&part.hover),
        ]);
    }
    table
}

fn channels(page: &ReviewPage, lang: Lang) -> Table {
    let keys = ["channel", "sum", "views", "amount", "gpm", "roi", "source"];
    let mut table = Table::new(TableName::Channels, &keys, lang);
    for row in &page.channels.rows {
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(text::yes(row.is_group, lang)),
            Cell::number(row.views.raw, Format::Count),
            Cell::number(row.amount.raw, Format::Money),
            Cell::number(row.gpm.raw, Format::Money),
            Cell::number(row.roi.raw, Format::Plain),
            Cell::text(&row.sources.join("; ")),
        ]);
    }
    table
}

fn products(page: &ReviewPage, lang: Lang) -> Table {
    let keys = ["product", "amount", "share", "orders", "click_rate", "order_rate", "low", "high"];
    let mut table = Table::new(TableName::Products, &keys, lang);
    for row in &page.products.rows {
        let [low, high] = Cell::ends(row.order_interval.as_ref(), Format::Share);
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::number(row.amount.raw, Format::Money),
            Cell::number(row.share.raw, Format::Share),
            Cell::number(row.orders.raw, Format::Count),
            Cell::number(row.click_rate.raw, Format::Share),
            Cell::number(row.order_rate.raw, Format::Share),
            low,
            high,
        ]);
    }
    table
}

fn segments(page: &ReviewPage, lang: Lang) -> Table {
    let keys = [
        "product",
        "start",
        "minutes",
        "online",
        "viewer_change",
        "clicks",
        "orders",
        "amount",
        "per_thousand",
        "lift",
        "low",
        "high",
        "rank",
    ];
    let mut table = Table::new(TableName::Segments, &keys, lang);
    for row in &page.segments.rows {
        let [low, high] = Cell::ends(row.interval.as_ref(), Format::Share);
        table.rows.push(vec![
            Cell::text(&row.name),
            Cell::text(&row.start),
            Cell::number(row.minutes.raw, Format::Plain),
            Cell::number(row.avg_online.raw, Format::Plain),
            Cell::number(row.viewer_change.raw, Format::Count),
            Cell::number(row.clicks.raw, Format::Count),
            Cell::number(row.orders.raw, Format::Count),
            Cell::number(row.amount.raw, Format::Money),
            Cell::number(row.per_thousand.raw, Format::Money),
            Cell::number(row.lift.raw, Format::Share),
            low,
            high,
            Cell::number(row.rank.map(|r| r as f64), Format::Count),
        ]);
    }
    table
}

/// One row a minute, one column a panel.
fn minutes(page: &ReviewPage, lang: Lang) -> Table {
    let chart = &page.minutes;
    let mut table = Table::new(TableName::Minutes, &["minute", "clock"], lang);
    for panel in &chart.panels {
        let mut head = panel.title.clone();
        if !panel.unit.is_empty() {
            head = format!("{head} ({})", panel.unit);
        }
        table.columns.push(super::Column {
            key: "panel",
            head,
            meaning: text::panel(&panel.explain, chart.derived, lang),
        });
    }
    for (at, offset) in chart.offsets.iter().enumerate() {
        let mut row = vec![
            Cell::Number(f64::from(*offset), Format::Count),
            Cell::text(chart.clock.get(at).map_or("", String::as_str)),
        ];
        row.extend(chart.panels.iter().map(|panel| {
            let format = if panel.unit == "%" { Format::Share } else { Format::Plain };
            Cell::number(panel.values.get(at).copied().flatten(), format)
        }));
        table.rows.push(row);
    }
    table
}
