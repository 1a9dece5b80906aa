//! What leaves the program. One self-contained HTML report of a session: inline charts, no script,
//! nothing loaded from anywhere, made to be printed on A4; workbooks, CSV and pictures of the same
//! pages. Draws page models and computes nothing.

mod charts;
mod charts_overview;
mod charts_pages;
mod csv;
mod export;
mod pages;
mod picture;
mod raster;
mod rejects;
mod rundown;
mod sections;
mod sections_evaluate;
mod sheet;
mod svg;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_export;
mod workbook;

use crate::present::pages::actions::ActionsView;
use crate::present::pages::{RecommendPage, ReviewPage};
use crate::present::text::Lang;
use svg::escaped;

pub use csv::table_csv;
pub use export::{ExportError, Form, Material, Wanted, export, files, gather};
pub use pages::{
    Whose, evaluate_page, latest_session, overview_page, products_page, run_down_actions,
};
pub use raster::{RasterError, png};
pub use rejects::rejects_csv;
pub use rundown::{RunDownError, run_down_file, run_down_html, run_down_ics};
pub use workbook::{About, WorkbookError, workbook};

/// The look, kept in its own file.
const STYLE: &str = include_str!("style.css");

/// What goes into a report.
#[derive(Clone, Copy, Debug)]
pub struct SessionReport<'a> {
    /// The review of the session.
    pub review: &'a ReviewPage,
    /// What to show next; left out when `None` or empty.
    pub recommend: Option<&'a RecommendPage>,
    /// What is to be done and what was closed; left out when `None` or empty.
    pub actions: Option<&'a ActionsView>,
    /// The line at the end: when and with what it was made.
    pub made: &'a str,
}

/// The report as one HTML document.
pub fn html(report: &SessionReport, lang: Lang) -> String {
    let review = report.review;
    let title = if review.line.is_empty() { &review.question } else { &review.line };
    let mut body = String::new();
    sections::opening(&mut body, review);
    if review.empty.is_none() {
        sections::verdict(&mut body, &review.verdict, lang);
        sections::cards(&mut body, &review.cards, lang);
        sections::funnels(&mut body, review, lang);
        sections::minutes(&mut body, &review.minutes);
        sections::channels(&mut body, &review.channels);
        sections::products(&mut body, &review.products, lang);
        sections::segments(&mut body, &review.segments);
    }
    if let Some(page) = report.recommend.filter(|page| !page.rows.is_empty()) {
        sections::recommend(&mut body, page);
    }
    sections_evaluate::actions(&mut body, report.actions, lang);
    if review.empty.is_none() {
        sections::trust(&mut body, review, lang);
        sections::dictionary(&mut body, review, lang);
    }
    let title = format!("{title} · {}", lang.pick("复盘", "Review"));
    document(&title, &body, report.made, lang)
}

/// One HTML document that loads nothing and runs nothing.
fn document(title: &str, body: &str, made: &str, lang: Lang) -> String {
    let code = lang.pick("zh-CN", "en");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\
         <footer>{}</footer>\n</body>\n</html>\n",
        escaped(title),
        escaped(made)
    )
}
