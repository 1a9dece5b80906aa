//! What leaves the program as tables and pictures: the page models as rows of raw numbers, and
//! the list of what each page offers. Nothing is computed here; a number is the page's number.

mod dictionary;
mod evaluate;
mod offer;
mod overview;
mod plan;
mod products;
mod session;

use serde::Serialize;

use super::actions::ActionsView;
use super::plan::RunDown;
use super::{EvaluatePage, OverviewPage, PlanPage, ProductsPage, RangeText, ReviewPage};
use crate::domain::words;
use crate::present::text::{Lang, export as text};

pub use offer::{ChartName, Offer, OfferKind, Subject, offers};

words! {
    /// A table of an export.
    TableName {
        /// The cards of a session.
        Cards = "cards",
        /// Both funnels.
        Funnel = "funnel",
        /// What made the difference.
        Why = "why",
        /// Channels.
        Channels = "channels",
        /// Products: of a session, or of all sessions shown.
        Products = "products",
        /// Talk segments.
        Segments = "segments",
        /// The minute curve.
        Minutes = "minutes",
        /// What could be changed about products.
        Suggestions = "suggestions",
        /// One product by session.
        History = "history",
        /// Amounts by session.
        Sessions = "sessions",
        /// Weekday × hour.
        Hours = "hours",
        /// Products of all sessions that sold most.
        Top = "top-products",
        /// Goods, courses, ad share.
        Income = "income",
        /// The run-down of a plan.
        RunDown = "run-down",
        /// The split of a plan.
        Split = "split",
        /// Plan against outcome, by product.
        Score = "score",
        /// What is to be done, and what was closed.
        Actions = "actions",
        /// What every column and metric means.
        Dictionary = "dictionary",
    }
}

/// How a number is written in a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A whole number.
    Count,
    /// Money, two decimals.
    Money,
    /// A share, shown in per cent.
    Share,
    /// Any other number.
    Plain,
}

impl Format {
    /// That of a plan's amounts. Expected orders have parts: they are no whole numbers.
    fn amount(in_orders: bool) -> Self {
        if in_orders { Self::Plain } else { Self::Money }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Missing; never a zero.
    Empty,
    /// Words, often from somebody's file.
    Text(String),
    /// A number as it is.
    Number(f64, Format),
}

impl Cell {
    /// Words; none is an empty cell.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A number that may be missing.
    pub fn number(value: Option<f64>, format: Format) -> Self {
        value.filter(|v| v.is_finite()).map_or(Self::Empty, |v| Self::Number(v, format))
    }

    fn ends(range: Option<&RangeText>, format: Format) -> [Self; 2] {
        [Self::number(range.map(|r| r.low), format), Self::number(range.map(|r| r.high), format)]
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Stable word.
    pub key: &'static str,
    /// As shown.
    pub head: String,
    /// What stands in it.
    pub meaning: String,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// Which.
    pub name: TableName,
    /// As shown, short enough for a sheet.
    pub title: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new(name: TableName, keys: &[&'static str], lang: Lang) -> Self {
        let columns = keys
            .iter()
            .map(|key| {
                let (head, meaning) = text::column(key, lang);
                Column { key, head: head.to_owned(), meaning: meaning.to_owned() }
            })
            .collect();
        Self { name, title: text::table(name, lang).to_owned(), columns, rows: Vec::new() }
    }

    /// The cell of a row under a column's word.
    pub fn at(&self, row: usize, key: &str) -> Option<&Cell> {
        let column = self.columns.iter().position(|column| column.key == key)?;
        self.rows.get(row)?.get(column)
    }
}

/// The tables of a plan, the dictionary last.
pub fn plan_tables(sheet: &RunDown, page: &PlanPage, lang: Lang) -> Vec<Table> {
    let mut tables = plan::tables(sheet, page, lang);
    tables.extend(sheet.actions.as_ref().map(|view| evaluate::actions(view, lang)));
    with_dictionary(tables, lang)
}

/// The tables of a session and what is to be done, those without a row left out, the dictionary
/// last.
pub fn session_tables(page: &ReviewPage, actions: Option<&ActionsView>, lang: Lang) -> Vec<Table> {
    let mut tables = session::tables(page, lang);
    tables.extend(actions.map(|view| evaluate::actions(view, lang)));
    with_dictionary(tables, lang)
}

/// The tables of the Evaluate page.
pub fn evaluate_tables(page: &EvaluatePage, lang: Lang) -> Vec<Table> {
    with_dictionary(evaluate::tables(page, lang), lang)
}

/// The tables of the products page.
pub fn product_tables(page: &ProductsPage, lang: Lang) -> Vec<Table> {
    with_dictionary(products::tables(page, lang), lang)
}

/// The tables of the overview.
pub fn overview_tables(page: &OverviewPage, lang: Lang) -> Vec<Table> {
    with_dictionary(overview::tables(page, lang), lang)
}

fn with_dictionary(tables: Vec<Table>, lang: Lang) -> Vec<Table> {
    let mut tables: Vec<Table> =
        tables.into_iter().filter(|table| !table.rows.is_empty()).collect();
    if !tables.is_empty() {
        let dictionary = dictionary::table(&tables, lang);
        tables.push(dictionary);
    }
    tables
}
