//! The words of `map`.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValue, PossibleValuesParser};
use clap::{Args, ValueEnum};

/// `map`.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct MapArgs {
    /// The file.
    pub file: Option<PathBuf>,
    /// What a row is about.
    #[arg(long, value_parser = PossibleValuesParser::new(grains()))]
    pub grain: Option<String>,
    /// The file inside an archive.
    #[arg(long, value_name = "NAME")]
    pub inner: Option<String>,
    /// The sheet.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// The row of the header, 0 without one.
    #[arg(long, value_name = "ROW")]
    pub header: Option<u32>,
    /// What a column is, as column=target; an empty target leaves it out.
    #[arg(
        long = "set",
        value_name = "COLUMN=TARGET",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub columns: Vec<String>,
    /// The unit of a column, as column=unit.
    #[arg(long, value_name = "COLUMN=UNIT", value_parser = NonEmptyStringValueParser::new())]
    pub unit: Vec<String>,
    /// Which of day and month comes first.
    #[arg(long, value_enum)]
    pub first: Option<FirstArg>,
    /// The decimal sign.
    #[arg(long, value_enum)]
    pub decimal: Option<DecimalArg>,
    /// Text encoding.
    #[arg(long, value_name = "LABEL", value_parser = NonEmptyStringValueParser::new())]
    pub encoding: Option<String>,
    /// Cells that cannot be read count as empty.
    #[arg(long)]
    pub bad_cells_empty: bool,
    /// Read it with this template in place of the suggestions, to try it or to keep it.
    #[arg(long, value_name = "T.toml|NAME", value_parser = NonEmptyStringValueParser::new())]
    pub template: Option<String>,
    /// Keep it under this name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub save: Option<String>,
    /// Accept a new header of a known kind, as header=target.
    #[arg(long, value_name = "HEADER=TARGET", value_parser = NonEmptyStringValueParser::new())]
    pub alias: Vec<String>,
    /// List what is kept.
    #[arg(long)]
    pub list: bool,
    /// Forget the template or the alias of that name.
    #[arg(
        long = "remove",
        value_name = "NAME",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub forget: Option<String>,
    /// Print only the template.
    #[arg(long, conflicts_with = "json")]
    pub toml: bool,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// Which of day and month comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FirstArg {
    /// 31/12/2026
    Day,
    /// 12/31/2026
    Month,
}

/// The decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DecimalArg {
    /// 1,234.5
    Dot,
    /// 1.234,5
    Comma,
}

/// Kinds of own tables.
fn grains() -> Vec<PossibleValue> {
    crate::ingest::map_grains().iter().map(|grain| PossibleValue::new(grain.word())).collect()
}
