//! The sections of the report, in reading order: verdict, figures, charts, tables, trust.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::charts;
use super::svg::escaped;
use crate::domain::Tier;
use crate::present::pages::review::{
    ChannelTable, FunnelView, MinuteChart, SegmentTable, SessionProductTable, VerdictLine,
};
use crate::present::pages::{
    Change, ChartHead, Empty, Explain, MetricCard, Notice, RecommendPage, ReviewPage, Sense,
};
use crate::present::text::Lang;

/// Adds formatted markup; writing to a string cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out, $($arg)*); };
}

pub(super) fn paragraph(out: &mut String, class: &str, text: &str) {
    if !text.is_empty() {
        put!(out, "<p class=\"{class}\">{}</p>", escaped(text));
    }
}

pub(super) fn empty(out: &mut String, empty: &Empty) {
    let (title, detail) = (escaped(&empty.title), escaped(&empty.detail));
    put!(out, "<div class=\"empty\"><b>{title}</b><br>{detail}</div>");
}

fn notices(out: &mut String, notices: &[Notice]) {
    for notice in notices {
        let class = if notice.warn { "notice warn" } else { "notice" };
        paragraph(out, class, &notice.text);
    }
}

/// Opens a card with title and unit; the caller closes it with [`close`].
pub(super) fn open(out: &mut String, head: &ChartHead, long: bool) {
    let class = if long { "card long" } else { "card" };
    put!(
        out,
        "<section class=\"{class}\"><div class=\"head\"><h2>{}</h2><span class=\"small\">{}</span></div>",
        escaped(&head.title),
        escaped(&head.unit)
    );
}

pub(super) fn close(out: &mut String, sentence: &str) {
    paragraph(out, "sentence", sentence);
    put!(out, "</section>");
}

/// A table: heads, then rows of finished cells with a class for the row.
pub(super) fn table(out: &mut String, heads: &[String], rows: &[(String, Vec<Cell>)]) {
    put!(out, "<table><thead><tr>");
    for (at, head) in heads.iter().enumerate() {
        let words = rows.first().and_then(|(_, cells)| cells.get(at));
        let class = match words {
            Some(Cell::Words(_)) => " class=\"words\"",
            _ => "",
        };
        put!(out, "<th{class}>{}</th>", escaped(head));
    }
    put!(out, "</tr></thead><tbody>");
    for (class, cells) in rows {
        put!(out, "<tr class=\"{class}\">");
        for cell in cells {
            match cell {
                Cell::Figure(text) => {
                    put!(out, "<td>{}</td>", escaped(text));
                }
                Cell::Words(text) => {
                    put!(out, "<td class=\"words\">{}</td>", escaped(text));
                }
                Cell::Chart(svg) => {
                    put!(out, "<td style=\"width:150px\">{svg}</td>");
                }
            }
        }
        put!(out, "</tr>");
    }
    put!(out, "</tbody></table>");
}

/// One cell.
pub(super) enum Cell {
    Figure(String),
    Words(String),
    /// Markup made by `charts`.
    Chart(String),
}

/// Title, session, refund age and what a person should know first.
pub(crate) fn opening(out: &mut String, review: &ReviewPage) {
    put!(out, "<header><h1>{}</h1>", escaped(&review.question));
    paragraph(out, "soft", &review.line);
    paragraph(out, "small", &review.refund_note);
    put!(out, "</header>");
    if let Some(nothing) = &review.empty {
        empty(out, nothing);
    }
    notices(out, &review.notices);
}

/// The verdict with the bridge behind it.
pub(crate) fn verdict(out: &mut String, verdict: &VerdictLine, lang: Lang) {
    if verdict.headline.is_empty() {
        return;
    }
    put!(out, "<section class=\"card\">");
    paragraph(out, "verdict", &verdict.headline);
    paragraph(out, "soft", &verdict.detail);
    if !verdict.parts.is_empty() {
        let label = lang.pick("差额来自哪里", "Where the difference comes from");
        out.push_str(&charts::bridge(&verdict.parts, label, lang).finish());
    }
    paragraph(out, "sentence", &verdict.action);
    paragraph(out, "small", &verdict.footnote);
    put!(out, "</section>");
}

/// A change with its colour; the sign or arrow is in the text.
fn change(change: &Change, lang: Lang) -> String {
    let side = lang.pick("zh", "en");
    let class = match (change.sense, change.up) {
        (Sense::MoreIsBetter, Some(true)) => format!("up-{side}"),
        (Sense::MoreIsBetter, Some(false)) => format!("down-{side}"),
        (Sense::LessIsBetter, Some(true)) => "worse".to_owned(),
        _ => "soft".to_owned(),
    };
    let word = escaped(&change.word);
    let gap = if word.is_empty() { "" } else { " " };
    format!("<span class=\"{class}\">{}{gap}{word}</span>", escaped(&change.text))
}

/// The metric cards.
pub(crate) fn cards(out: &mut String, cards: &[MetricCard], lang: Lang) {
    if cards.is_empty() {
        return;
    }
    put!(out, "<div class=\"cards\">");
    for card in cards {
        let tier = match card.badge.tier {
            _ if card.small_sample => "unclear",
            Tier::Top => "top",
            Tier::Middle => "middle",
            Tier::Low => "low",
            Tier::Unclear => "unclear",
        };
        put!(
            out,
            "<div class=\"card\"><div class=\"head\"><span>{}</span><span class=\"badge {tier}\">{}</span></div>\
             <div class=\"metric\">{} <small>{}</small></div>",
            escaped(&card.label),
            escaped(&card.badge.text),
            escaped(&card.value.text),
            escaped(&card.unit)
        );
        let mut line: Vec<String> = card.change.iter().map(|c| change(c, lang)).collect();
        line.extend(card.median.iter().map(|m| escaped(&m.text)));
        if !line.is_empty() {
            put!(out, "<div class=\"small\">{}</div>", line.join(" · "));
        }
        let range = card.interval.as_ref().map_or("", |i| i.text.as_str());
        for text in [range, &card.remark, &card.missing] {
            paragraph(out, "small", text);
        }
        out.push_str(&charts::spark(card).map_or_else(String::new, super::svg::Svg::finish));
        put!(out, "</div>");
    }
    put!(out, "</div>");
}

/// Both funnels: people and times are never mixed.
pub(crate) fn funnels(out: &mut String, review: &ReviewPage, lang: Lang) {
    for view in [&review.funnel_people, &review.funnel_times] {
        funnel(out, view, lang);
    }
}

fn funnel(out: &mut String, view: &FunnelView, lang: Lang) {
    if view.steps.is_empty() && view.empty.is_none() {
        return;
    }
    open(out, &view.head, false);
    match &view.empty {
        Some(nothing) => empty(out, nothing),
        None => out.push_str(&charts::funnel(view, lang).finish()),
    }
    close(out, &view.head.sentence);
}

/// The minute curve.
pub(crate) fn minutes(out: &mut String, chart: &MinuteChart) {
    open(out, &chart.head, false);
    match &chart.empty {
        Some(nothing) => empty(out, nothing),
        None => out.push_str(&charts::minutes(chart).finish()),
    }
    close(out, &chart.head.sentence);
}

/// Channels, groups with their members.
pub(crate) fn channels(out: &mut String, channels: &ChannelTable) {
    open(out, &channels.head, true);
    if let Some(nothing) = &channels.empty {
        empty(out, nothing);
    } else {
        let rows: Vec<(String, Vec<Cell>)> = channels
            .rows
            .iter()
            .map(|row| {
                let class = if row.is_group { "group" } else { "child" };
                let cells = vec![
                    Cell::Words(row.name.clone()),
                    Cell::Figure(row.views.text.clone()),
                    Cell::Figure(row.amount.text.clone()),
                    Cell::Figure(row.gpm.text.clone()),
                    Cell::Figure(row.roi.text.clone()),
                    Cell::Chart(charts::bar(row.bar, &row.views.text).finish()),
                ];
                (class.to_owned(), cells)
            })
            .collect();
        table(out, &padded(&channels.columns, 6), &rows);
    }
    close(out, &channels.head.sentence);
}

/// Column heads filled up to the number of cells, for columns that are drawn.
fn padded(heads: &[String], cells: usize) -> Vec<String> {
    let mut heads: Vec<String> = heads.iter().take(cells).cloned().collect();
    heads.resize(cells, String::new());
    heads
}

/// Products of the session.
pub(crate) fn products(out: &mut String, products: &SessionProductTable, lang: Lang) {
    open(out, &products.head, true);
    if let Some(nothing) = &products.empty {
        empty(out, nothing);
    } else {
        let rows: Vec<(String, Vec<Cell>)> = products
            .rows
            .iter()
            .map(|row| {
                let cells = vec![
                    Cell::Words(row.name.clone()),
                    Cell::Figure(row.amount.text.clone()),
                    Cell::Figure(row.share.text.clone()),
                    Cell::Figure(row.orders.text.clone()),
                    Cell::Figure(row.click_rate.text.clone()),
                    Cell::Figure(charts::order_rate(row, lang)),
                ];
                (String::new(), cells)
            })
            .collect();
        table(out, &padded(&products.columns, 6), &rows);
    }
    close(out, &products.head.sentence);
}

/// Talk segments with their lift on one scale.
pub(crate) fn segments(out: &mut String, segments: &SegmentTable) {
    open(out, &segments.head, true);
    if let Some(nothing) = &segments.empty {
        empty(out, nothing);
    } else {
        let rows: Vec<(String, Vec<Cell>)> = segments
            .rows
            .iter()
            .map(|row| {
                let cells = vec![
                    Cell::Words(row.name.clone()),
                    Cell::Figure(row.start.clone()),
                    Cell::Figure(row.minutes.text.clone()),
                    Cell::Figure(row.avg_online.text.clone()),
                    Cell::Figure(row.orders.text.clone()),
                    Cell::Figure(row.amount.text.clone()),
                    Cell::Figure(row.lift.text.clone()),
                    Cell::Chart(charts::lift(row, segments).finish()),
                ];
                (String::new(), cells)
            })
            .collect();
        table(out, &segment_heads(segments), &rows);
    }
    close(out, &segments.head.sentence);
}

/// The heads of the columns that the report keeps of the page's eleven.
fn segment_heads(segments: &SegmentTable) -> Vec<String> {
    let head = |index: usize| segments.columns.get(index).cloned().unwrap_or_default();
    let mut heads: Vec<String> = [1, 0, 2, 3, 6, 7, 9].map(head).to_vec();
    heads.push(String::new());
    heads
}

/// What to show next.
pub(crate) fn recommend(out: &mut String, page: &RecommendPage) {
    let head =
        ChartHead { title: page.verdict.clone(), unit: page.scope.clone(), ..ChartHead::default() };
    open(out, &head, true);
    put!(out, "<p class=\"small\">");
    for label in &page.legend {
        put!(
            out,
            "<span style=\"color:{}\">■</span> {} ",
            charts::part_colour(label.part),
            escaped(&label.text)
        );
    }
    put!(out, "</p>");
    let full = page
        .rows
        .iter()
        .map(|row| row.parts.iter().filter_map(|p| p.value.raw).filter(|v| *v > 0.0).sum())
        .fold(0.0f64, f64::max);
    let rows: Vec<(String, Vec<Cell>)> = page
        .rows
        .iter()
        .map(|row| {
            let name = if row.badge.is_empty() {
                row.name.clone()
            } else {
                format!("{} · {}", row.name, row.badge)
            };
            let cells = vec![
                Cell::Figure(row.rank.to_string()),
                Cell::Words(name),
                Cell::Figure(row.score.text.clone()),
                Cell::Words(row.reason.clone()),
                Cell::Chart(charts::score(row, full).finish()),
            ];
            (String::new(), cells)
        })
        .collect();
    table(out, &padded(&page.heads, 5), &rows);
    notices(out, &page.notices);
    close(out, &page.sentence);
}

/// What can be trusted: totals against each other, notes, what is missing, the files.
pub(crate) fn trust(out: &mut String, review: &ReviewPage, lang: Lang) {
    let head = ChartHead {
        title: lang.pick("数据可信吗？", "Can the data be trusted?").to_owned(),
        ..ChartHead::default()
    };
    open(out, &head, false);
    put!(out, "<ul>");
    for line in &review.reconciliation {
        let mark = match line.agrees {
            Some(true) => "✓ ",
            Some(false) => "⚠ ",
            None => "— ",
        };
        put!(out, "<li>{mark}{}</li>", escaped(&line.text));
    }
    for gap in &review.gaps {
        put!(out, "<li>— {}</li>", escaped(gap));
    }
    put!(out, "</ul>");
    if !review.notes.is_empty() {
        let title = lang.pick("备注", "Notes");
        put!(out, "<p class=\"sentence\">{title}</p><ul>");
        for note in &review.notes {
            put!(out, "<li>{}</li>", escaped(note));
        }
        put!(out, "</ul>");
    }
    close(out, &review.source_line);
}

/// 口径: how every figure above was made, with its counts and its place in the files.
pub(crate) fn dictionary(out: &mut String, review: &ReviewPage, lang: Lang) {
    let steps = review.funnel_people.steps.iter();
    let steps = steps.chain(&review.funnel_times.steps);
    let all: Vec<&Explain> = review
        .cards
        .iter()
        .map(|card| &card.explain)
        .chain(steps.map(|step| &step.explain))
        .filter(|explain| !explain.formula.is_empty())
        .collect();
    if all.is_empty() {
        return;
    }
    let head = ChartHead {
        title: lang.pick("这些数怎么算的", "How these figures were made").to_owned(),
        ..ChartHead::default()
    };
    open(out, &head, true);
    put!(out, "<dl>");
    let mut said = BTreeSet::new();
    for explain in all {
        if !said.insert((&explain.key, &explain.counts)) {
            continue;
        }
        let (name, formula) = (escaped(&explain.name), escaped(&explain.formula));
        put!(out, "<div><dt>{name} = {formula}</dt>");
        let reported = explain.reported.clone().unwrap_or_default();
        for text in [&explain.counts, &explain.basis, &explain.note, &reported] {
            if !text.is_empty() {
                put!(out, "<dd>{}</dd>", escaped(text));
            }
        }
        for source in &explain.sources {
            put!(out, "<dd>{}</dd>", escaped(source));
        }
        put!(out, "</div>");
    }
    put!(out, "</dl>");
    close(out, "");
}
