//! The arguments of `report` and `comments`.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Args, ValueEnum};

use crate::present::pages::export::{ChartName, TableName};

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The session; the latest when left out.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// Which page.
    #[arg(long, value_enum, default_value = "review")]
    pub page: PageArg,
    /// The product shown in detail.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub product: Option<String>,
    /// The plan beside its outcome; without one the newest that has a session.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub plan: Option<String>,
    /// One table.
    #[arg(long, value_parser = tables())]
    pub table: Option<String>,
    /// One chart.
    #[arg(long, value_parser = charts())]
    pub chart: Option<String>,
    /// Where to write, ending in .html, .xlsx, .csv or .png; or a folder.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// A page that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageArg {
    /// One session.
    Review,
    /// All products.
    Products,
    /// All sessions.
    Overview,
    /// A plan against its outcome, and what is to be done.
    Evaluate,
}

/// `comments`.
#[derive(Debug, Args)]
pub struct CommentsArgs {
    /// The session; without it the twenty newest.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// Only what was written while this product was talked about.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub product: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

fn tables() -> PossibleValuesParser {
    let one = TableName::ALL.iter().map(|table| table.word());
    PossibleValuesParser::new(one.chain(["all"]))
}

fn charts() -> PossibleValuesParser {
    PossibleValuesParser::new(ChartName::ALL.iter().map(|chart| chart.word()))
}
