//! Figures of periods: what they are of, from when to when, and where the figures stand beside
//! what the rows are about otherwise (products of a period).

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::IngestError;
use super::columns;
use super::grid::{Row, Sheet};
use super::kind::{Grain, PeriodStep};
use super::remarks::Remarks;
use super::table::TableReader;
use crate::domain::{ParsedRow, ParsedTables, PeriodFacts};

/// Fills in what a row's figures are of and when its period ends.
pub(super) fn row(table: &TableReader<'_>, row: &mut ParsedRow<PeriodFacts>) {
    let Some(spec) = &table.kind.period else {
        return;
    };
    let facts = &mut row.facts;
    facts.subject.get_or_insert_with(|| spec.subject.clone());
    let zone = &table.columns.zone;
    match (spec.step, facts.start_at) {
        (PeriodStep::Hour, Some(at)) => facts.end_at = at.checked_add(1.hour()).ok(),
        (PeriodStep::Day, Some(at)) => {
            let day = at.to_zoned_datetime(zone.clone()).date();
            facts.start_at = midnight(day, zone);
            facts.end_at = day.tomorrow().ok().and_then(|next| midnight(next, zone));
        }
        // A day beside the figures wins over what the file as a whole says.
        (PeriodStep::File, Some(at)) => {
            let day = at.to_zoned_datetime(zone.clone()).date();
            facts.end_at = day.tomorrow().ok().and_then(|next| midnight(next, zone));
        }
        (PeriodStep::Month, Some(at)) => {
            let day = at.to_zoned_datetime(zone.clone()).date();
            facts.start_at = midnight(day.first_of_month(), zone);
            let next = day.last_of_month().tomorrow().ok();
            facts.end_at = next.and_then(|next| midnight(next, zone));
        }
        (PeriodStep::Since, at) => {
            let published = at.map(|at| at.to_zoned_datetime(zone.clone()).date());
            let (from, to) = table.span.unzip();
            // Figures of a period are of its days; before it was there a video had none.
            let from = published.into_iter().chain(from).max();
            let exported = table.name.exported.map(DateTime::date);
            facts.start_at = from.and_then(|day| midnight(day, zone));
            facts.end_at = to
                .or(exported)
                .filter(|to| from.is_none_or(|from| from <= *to))
                .and_then(|day| midnight(day.tomorrow().ok()?, zone));
        }
        (PeriodStep::File, None) => {
            let (from, to) = table.span.unzip();
            facts.start_at = from.and_then(|day| midnight(day, zone));
            facts.end_at =
                to.and_then(|day| day.tomorrow().ok()).and_then(|next| midnight(next, zone));
        }
        (_, None) => {}
    }
}

/// Reads the figures of a kind whose rows are about something else too.
pub(super) fn figures(
    table: &TableReader<'_>,
    sheet: &Sheet,
    first: usize,
    header: Option<&Row>,
    tables: &mut ParsedTables,
    remarks: &mut Remarks,
) -> Result<(), IngestError> {
    let figures = table.kind.period.as_ref().and_then(|period| period.figures.as_ref());
    let (Some(spec), Some(header)) = (figures, header) else {
        return Ok(());
    };
    if table.options.template.is_some() {
        return Ok(());
    }
    // Rows are counted, totals and blanks left out, once: by the first reading.
    let mut own = Remarks::default();
    let (list, free) = columns::map(header, spec, Grain::Periods, &mut own);
    let rows = &sheet.rows[first.min(sheet.rows.len())..];
    let columns =
        columns::settle(list, free, header.width(), rows, table.kind, table.options, &mut own);
    columns::note(&columns, Grain::Periods, &mut own);
    let reader = TableReader {
        grain: Grain::Periods,
        columns: &columns,
        require: &table.kind.table.require,
        ..*table
    };
    reader.read(sheet, first, Some(header), tables, &mut own)?;
    for pair in own.mapping {
        if !remarks.mapping.contains(&pair) {
            remarks.mapping.push(pair);
        }
    }
    remarks.columns.join(&own.columns);
    let known = |row: u32| remarks.rejects.iter().any(|reject| reject.row == row);
    let fresh: Vec<_> = own.rejects.into_iter().filter(|reject| !known(reject.row)).collect();
    // What the row is called came in, its figures did not: that must be told.
    remarks.rejects.extend(fresh);
    Ok(())
}

/// The first and last day a whole file is of: two days in a row above its header, or in its name.
pub(super) fn span_of(above: &[Row], name: &str) -> Option<(Date, Date)> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let rows = above.iter().flat_map(Row::iter).map(|cell| days(&cell.text()));
    rows.chain([days(file)]).find_map(|days| match days[..] {
        [from, to, ..] if from <= to => Some((from, to)),
        _ => None,
    })
}

fn midnight(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.to_zoned_datetime(zone.clone()).ok()?.timestamp())
}

/// The days a text names, year first: `2026-03-16`, `2026/03/16`, `20260316`.
fn days(text: &str) -> Vec<Date> {
    let mut numbers: Vec<(&str, usize, usize)> = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let from = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        if at > from {
            numbers.push((&text[from..at], from, at));
        } else {
            at += 1;
        }
    }
    let make = |year: &str, month: &str, day: &str| {
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let mut days = Vec::new();
    let mut at = 0;
    while at < numbers.len() {
        let (first, ..) = numbers[at];
        if first.len() == 8 && first.starts_with("20") {
            days.extend(make(&first[..4], &first[4..6], &first[6..]));
        } else if let [(year, _, a), (month, b, c), (day, d, _), ..] = numbers[at..]
            && year.len() == 4
            && month.len() <= 2
            && day.len() <= 2
            && b - a == 1
            && d - c == 1
            && matches!(bytes[a], b'-' | b'/')
        {
            days.extend(make(year, month, day));
            at += 2;
        }
        at += 1;
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_titles_and_names() {
        let found =
            |text: &str| days(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        for (text, wanted) in [
            ("2026-03-16 ~ 2026-04-12", "2026-03-16 2026-04-12"),
            ("Date Start: 2026-04-04 - Date End: 2026-04-11", "2026-04-04 2026-04-11"),
            ("[20260701-20260731]商品明细.xlsx", "2026-07-01 2026-07-31"),
            ("2026/3/1", "2026-03-01"),
            ("12 3 4567", ""),
            ("2026-13-40 1729012345678901234", ""),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
        let span = span_of(&[], "a/[20260701-20260731]x.xlsx").unwrap();
        assert_eq!(
            (span.0.to_string(), span.1.to_string()),
            ("2026-07-01".into(), "2026-07-31".into())
        );
        assert_eq!(span_of(&[], "orders_2026-07-01.csv"), None);
        assert_eq!(span_of(&[], "20260731_20260701.csv"), None);
    }
}
