//! Pictures: a long one of a whole page for chat groups, and one of a single chart. The same
//! drawings as in the HTML report, on one sheet of paper.

use super::export::Material;
use super::raster::{self, RasterError};
use super::sheet::{Column, Ink, MOST_ROWS, Sheet};
use super::svg::Svg;
use super::{charts, charts_overview, charts_pages};
use crate::present::pages::export::{ChartName, Subject};
use crate::present::pages::{ChartHead, MetricCard, OverviewPage, ReviewPage};
use crate::present::text::{Lang, export as text};

/// Pictures are drawn twice as large as their units, for screens of today.
const SCALE: f32 = 2.0;

/// A long picture of a whole page.
pub(super) fn poster(
    material: &Material,
    subject: Subject,
    lang: Lang,
) -> Result<Vec<u8>, RasterError> {
    raster::png(&poster_svg(material, subject, lang), SCALE)
}

/// The same as SVG.
pub(super) fn poster_svg(material: &Material, subject: Subject, lang: Lang) -> String {
    let mut sheet = Sheet::new(material.title());
    sheet.paragraph(material.title(), Ink::TITLE);
    sheet.paragraph(material.scope(), Ink::BODY);
    if let Some(review) = &material.review {
        sheet.paragraph(&review.refund_note, Ink::SMALL);
    }
    sheet.gap(12.0);
    for chart in subject.charts().iter().filter(|c| **c != ChartName::FunnelTimes) {
        block(&mut sheet, material, *chart, lang);
    }
    if let Some(review) = &material.review {
        let notes = review.notices.iter().map(|n| n.text.as_str());
        for line in notes.chain([review.source_line.as_str()]) {
            sheet.paragraph(line, Ink::SMALL);
        }
    }
    sheet.paragraph(&material.made, Ink::SMALL);
    sheet.document()
}

/// A picture of one chart; `None` when there is nothing to draw.
pub(super) fn picture(
    material: &Material,
    chart: ChartName,
    lang: Lang,
) -> Result<Option<Vec<u8>>, RasterError> {
    let Some(svg) = picture_svg(material, chart, lang) else {
        return Ok(None);
    };
    raster::png(&svg, SCALE).map(Some)
}

/// The same as SVG.
pub(super) fn picture_svg(material: &Material, chart: ChartName, lang: Lang) -> Option<String> {
    let mut sheet = Sheet::new(text::chart(chart, lang));
    if !block(&mut sheet, material, chart, lang) {
        return None;
    }
    let foot: Vec<&str> = [material.scope(), material.made.as_str()]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect();
    sheet.paragraph(&foot.join(" · "), Ink::SMALL);
    Some(sheet.document())
}

/// Puts one chart onto the sheet; `false` when there is nothing to draw.
fn block(sheet: &mut Sheet, material: &Material, chart: ChartName, lang: Lang) -> bool {
    use ChartName as C;
    let review = material.review.as_ref().filter(|page| page.empty.is_none());
    let products = material.products.as_ref().filter(|page| page.empty.is_none());
    let overview = material.overview.as_ref().filter(|page| page.empty.is_none());
    match chart {
        C::Cards => {
            let cards = review.map(|p| &p.cards).or(overview.map(|p| &p.cards));
            cards.is_some_and(|cards| boxes(sheet, cards))
        }
        C::Why => review.is_some_and(|page| why(sheet, page, lang)),
        C::Funnel | C::FunnelTimes => review.is_some_and(|page| {
            let people = chart == C::Funnel;
            let view = if people { &page.funnel_people } else { &page.funnel_times };
            let some = !view.steps.is_empty() && view.empty.is_none();
            some && framed(sheet, &view.head, &charts::funnel(view, lang))
        }),
        C::Minutes => review.is_some_and(|page| {
            let some = page.minutes.empty.is_none() && !page.minutes.offsets.is_empty();
            some && framed(sheet, &page.minutes.head, &charts::minutes(&page.minutes))
        }),
        C::Channels => review.is_some_and(|page| channels(sheet, page, lang)),
        C::Products => review.is_some_and(|page| of_session(sheet, page, lang)),
        C::Segments => review.is_some_and(|page| segments(sheet, page, lang)),
        C::Quadrant => products.is_some_and(|page| {
            let view = &page.quadrant;
            !view.points.is_empty() && framed(sheet, &view.head, &charts_pages::quadrant(view))
        }),
        C::Rates => products.and_then(|page| page.detail.as_ref()).is_some_and(|detail| {
            let view = &detail.rates;
            !view.points.is_empty()
                && framed(sheet, &named(&detail.name, &view.head), &charts_pages::rates(view))
        }),
        C::Prices => products.and_then(|page| page.detail.as_ref()).is_some_and(|detail| {
            let view = &detail.prices;
            !view.points.is_empty()
                && framed(sheet, &named(&detail.name, &view.head), &charts_pages::prices(view))
        }),
        C::Trend => overview.is_some_and(|page| {
            let view = &page.trend;
            !view.bars.is_empty() && framed(sheet, &view.head, &charts_pages::trend(view))
        }),
        C::Calendar => overview.is_some_and(|page| {
            let view = &page.calendar;
            !view.days.is_empty() && framed(sheet, &view.head, &charts_overview::calendar(view))
        }),
        C::Top => overview.is_some_and(|page| top(sheet, page, lang)),
        C::Income => overview.is_some_and(|page| {
            let view = &page.income;
            !view.parts.is_empty() && framed(sheet, &view.head, &charts_overview::income(view))
        }),
        C::Hours => overview.is_some_and(|page| {
            let view = &page.heat;
            !view.cells.is_empty() && framed(sheet, &view.head, &charts_pages::hours(view))
        }),
    }
}

/// The head of a product's chart with the product's name.
fn named(name: &str, head: &ChartHead) -> ChartHead {
    ChartHead { title: format!("{name} · {}", head.title), ..head.clone() }
}

/// `**…**` stresses a word on the screen; a picture says it plainly.
fn plain(text: &str) -> String {
    text.replace("**", "")
}

fn framed(sheet: &mut Sheet, head: &ChartHead, drawing: &Svg) -> bool {
    sheet.card(|card| {
        card.head(&head.title, &head.unit);
        card.chart(drawing);
        card.paragraph(&plain(&head.sentence), Ink::BODY);
    });
    true
}

fn boxes(sheet: &mut Sheet, cards: &[MetricCard]) -> bool {
    let boxes: Vec<Vec<(String, Ink)>> = cards
        .iter()
        .map(|card| {
            let change = card.change.iter().map(|c| format!("{} {}", c.text, c.word));
            let median = card.median.iter().map(|m| m.text.clone());
            let range = card.interval.iter().filter(|_| card.small_sample).map(|r| r.text.clone());
            let line: Vec<String> =
                change.chain(median).chain(range).map(|s| s.trim().to_owned()).collect();
            vec![
                (format!("{} · {}", card.label, card.badge.text), Ink::SMALL),
                (format!("{} {}", card.value.text, card.unit).trim().to_owned(), Ink::METRIC),
                (if line.is_empty() { card.missing.clone() } else { line.join(" · ") }, Ink::SMALL),
            ]
        })
        .collect();
    sheet.boxes(&boxes);
    !boxes.is_empty()
}

fn why(sheet: &mut Sheet, page: &ReviewPage, lang: Lang) -> bool {
    let verdict = &page.verdict;
    if verdict.headline.is_empty() {
        return false;
    }
    sheet.card(|card| {
        card.paragraph(&plain(&verdict.headline), Ink::VERDICT);
        card.paragraph(&plain(&verdict.detail), Ink::BODY);
        if !verdict.parts.is_empty() {
            card.gap(6.0);
            let label = text::chart(ChartName::Why, lang);
            card.chart(&charts::bridge(&verdict.parts, label, lang));
        }
        card.paragraph(&plain(&verdict.action), Ink::STRONG);
        card.paragraph(&verdict.footnote, Ink::SMALL);
    });
    true
}

/// A card with a table of as many rows as a picture shows.
fn listed(
    sheet: &mut Sheet,
    head: &ChartHead,
    columns: &[Column<'_>],
    mut rows: Vec<(bool, Vec<String>)>,
    lang: Lang,
) -> bool {
    if rows.is_empty() {
        return false;
    }
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    sheet.card(|card| {
        card.head(&head.title, &head.unit);
        card.table(columns, &rows);
        if more > 0 {
            card.paragraph(&text::more_rows(more, lang), Ink::SMALL);
        }
        card.paragraph(&plain(&head.sentence), Ink::BODY);
    });
    true
}

/// Words first, then figures of one width.
fn columns<'a>(heads: &[&'a str], width: f64) -> Vec<Column<'a>> {
    let column = |(at, head): (usize, &&'a str)| Column {
        head,
        words: at == 0,
        width: if at == 0 { 0.0 } else { width },
    };
    heads.iter().enumerate().map(column).collect()
}

fn heads(keys: &[&str], lang: Lang) -> Vec<&'static str> {
    keys.iter().map(|key| text::column(key, lang).0).collect()
}

fn channels(sheet: &mut Sheet, page: &ReviewPage, lang: Lang) -> bool {
    let table = &page.channels;
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let name = if row.is_group { row.name.clone() } else { format!("　{}", row.name) };
            let figures = [&row.views, &row.amount, &row.gpm, &row.roi].map(|n| n.text.clone());
            (row.is_group, std::iter::once(name).chain(figures).collect())
        })
        .collect();
    let heads = heads(&["channel", "views", "amount", "gpm", "roi"], lang);
    listed(sheet, &table.head, &columns(&heads, 110.0), rows, lang)
}

fn of_session(sheet: &mut Sheet, page: &ReviewPage, lang: Lang) -> bool {
    let table = &page.products;
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let figures = [&row.amount, &row.share, &row.orders, &row.click_rate];
            let mut cells = vec![row.name.clone()];
            cells.extend(figures.map(|n| n.text.clone()));
            cells.push(charts::order_rate(row, lang));
            (false, cells)
        })
        .collect();
    let heads = heads(&["product", "amount", "share", "orders", "click_rate", "order_rate"], lang);
    let mut columns = columns(&heads, 84.0);
    columns[5].width = 156.0;
    listed(sheet, &table.head, &columns, rows, lang)
}

fn top(sheet: &mut Sheet, page: &OverviewPage, lang: Lang) -> bool {
    let table = &page.top_products;
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let margin = match row.margin_note.as_str() {
                "" => row.margin_per_minute.text.clone(),
                why => why.to_owned(),
            };
            let cells = vec![row.name.clone(), row.amount.text.clone(), row.orders.text.clone()];
            (false, cells.into_iter().chain([margin]).collect())
        })
        .collect();
    let heads = heads(&["product", "amount", "orders", "margin_minute"], lang);
    listed(sheet, &table.head, &columns(&heads, 150.0), rows, lang)
}

fn segments(sheet: &mut Sheet, page: &ReviewPage, lang: Lang) -> bool {
    let table = &page.segments;
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let lift = match &row.interval {
                Some(interval) => charts::with_range(&row.lift.text, interval, lang),
                None => row.lift.text.clone(),
            };
            let mut cells = vec![row.name.clone(), row.start.clone()];
            let figures = [&row.minutes, &row.avg_online, &row.orders, &row.amount];
            cells.extend(figures.map(|n| n.text.clone()));
            cells.push(lift);
            (false, cells)
        })
        .collect();
    let heads = heads(&["product", "start", "minutes", "online", "orders", "amount", "lift"], lang);
    let mut columns = columns(&heads, 74.0);
    columns[6].width = 176.0;
    listed(sheet, &table.head, &columns, rows, lang)
}
