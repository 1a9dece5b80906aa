//! The report of the Evaluate page, and what is to be done wherever it stands in a report.

use std::fmt::Write;

use super::document;
use super::sections::{Cell, close, empty, open, paragraph, table};
use super::svg::escaped;
use crate::present::pages::actions::ActionsView;
use crate::present::pages::{ChartHead, EvaluatePage};
use crate::present::text::{Lang, actions as words};

/// The page as one HTML document.
pub(super) fn evaluate_html(page: &EvaluatePage, made: &str, lang: Lang) -> String {
    let mut body = String::new();
    let _ = writeln!(body, "<header><h1>{}</h1>", escaped(&page.question));
    let session = page.session.sessions.iter().find(|session| session.selected);
    let plan = page.plans.iter().find(|plan| plan.selected);
    let named = [plan.map(|plan| &plan.text), session.map(|session| &session.text)];
    let named: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
    paragraph(&mut body, "soft", &named.join(" · "));
    body.push_str("</header>\n");
    match &page.empty {
        Some(nothing) => empty(&mut body, &nothing.empty),
        None => {
            body.push_str("<section class=\"card\">\n");
            paragraph(&mut body, "verdict", &page.verdict);
            paragraph(&mut body, "soft", &page.detail);
            paragraph(&mut body, "notice warn", &page.warning);
            body.push_str("</section>\n");
            facts(&mut body, page);
            score(&mut body, page);
        }
    }
    actions(&mut body, page.actions.as_ref(), lang);
    document(&page.question, &body, made, lang)
}

fn titled(title: &str, unit: &str) -> ChartHead {
    ChartHead { title: title.to_owned(), unit: unit.to_owned(), ..ChartHead::default() }
}

/// Plan and outcome of the whole.
fn facts(out: &mut String, page: &EvaluatePage) {
    if page.facts.is_empty() {
        return;
    }
    open(out, &titled(&page.facts_title, ""), false);
    let rows: Vec<(String, Vec<Cell>)> = page
        .facts
        .iter()
        .map(|row| {
            let figures = [&row.planned, &row.actual].map(|figure| Cell::Figure(figure.clone()));
            let cells = std::iter::once(Cell::Words(row.label.clone())).chain(figures);
            (String::new(), cells.collect())
        })
        .collect();
    table(out, &page.fact_columns, &rows);
    close(out, "");
}

/// Product by product.
fn score(out: &mut String, page: &EvaluatePage) {
    if page.table.rows.is_empty() {
        return;
    }
    open(out, &titled(&page.table.title, &page.table.note), true);
    let rows: Vec<(String, Vec<Cell>)> = page
        .table
        .rows
        .iter()
        .map(|row| {
            let range = row.range.as_ref().map_or_else(String::new, |range| range.text.clone());
            let cells = vec![
                Cell::Words(row.name.clone()),
                Cell::Figure(row.share.clone()),
                Cell::Figure(row.minutes.clone()),
                Cell::Figure(row.planned.text.clone()),
                Cell::Figure(range),
                Cell::Figure(row.actual.text.clone()),
                Cell::Words(row.mark.clone()),
            ];
            (String::new(), cells)
        })
        .collect();
    table(out, &page.table.columns, &rows);
    close(out, &page.table.sentence);
}

/// What is open, then what is closed, each with what the numbers say of it. Nothing where there
/// is neither.
pub(super) fn actions(out: &mut String, view: Option<&ActionsView>, lang: Lang) {
    let Some(view) = view.filter(|view| !view.rows.is_empty() || !view.closed.is_empty()) else {
        return;
    };
    open(out, &titled(&view.title, &view.note), true);
    let rows: Vec<(String, Vec<Cell>)> = view
        .rows
        .iter()
        .chain(&view.closed)
        .map(|row| {
            let state = words::state(row.state, lang).to_owned();
            let cells = [state, row.title.clone(), row.origin.clone(), row.numbers()];
            (String::new(), cells.map(Cell::Words).into())
        })
        .collect();
    table(out, &words::report_columns(lang).map(str::to_owned), &rows);
    close(out, "");
}
