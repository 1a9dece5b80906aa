//! Arguments of `train` and `drift`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum, value_parser};

use super::args::{ModelArg, QuestionArg, SourceArg};

/// Whose implementation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EngineArg {
    /// Our own.
    Fupan,
    /// The linfa crates.
    Linfa,
    /// Our own, and the linfa crates beside it where they have the method.
    Both,
}

/// `drift`.
#[derive(Debug, Args)]
pub struct DriftArgs {
    /// The question; its newest training is compared with what came since.
    #[arg(long, value_enum)]
    pub question: QuestionArg,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `train`.
#[derive(Debug, Args)]
pub struct TrainArgs {
    /// What is asked.
    #[arg(long, value_enum)]
    pub question: QuestionArg,
    /// Which rows; by default visits when they are all there is, else history.
    #[arg(long, value_enum)]
    pub source: Option<SourceArg>,
    /// Which method.
    #[arg(long, value_enum, default_value = "all")]
    pub model: ModelArg,
    /// Whose implementation.
    #[arg(long, value_enum, default_value = "fupan")]
    pub engine: EngineArg,
    /// Depth of the tree.
    #[arg(long, allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..=30))]
    pub depth: Option<u64>,
    /// Least rows in a leaf.
    #[arg(long, allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..))]
    pub min_leaf: Option<u64>,
    /// Trees of the forest, rounds of boosting.
    #[arg(long, allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..=5000))]
    pub trees: Option<u64>,
    /// Figures by the groups of this column too.
    #[arg(long, value_name = "COLUMN", value_parser = NonEmptyStringValueParser::new())]
    pub by: Option<String>,
    /// Let models look at columns that say what a person is, such as gender and age.
    #[arg(long)]
    pub sensitive: bool,
    /// This column of a table of one's own is predicted instead of the one named at import.
    #[arg(long, value_name = "COLUMN", value_parser = NonEmptyStringValueParser::new())]
    pub outcome: Option<String>,
    /// A CSV with one fold number per row, in the order of the rows.
    #[arg(long, value_name = "FILE")]
    pub folds: Option<PathBuf>,
    /// Seed of everything random.
    #[arg(long, default_value_t = 42, allow_negative_numbers = true)]
    pub seed: u64,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
