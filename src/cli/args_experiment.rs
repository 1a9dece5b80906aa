//! The words of `experiment`.

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::experiment::METRICS;

/// What to do with experiments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExperimentArg {
    /// Draw one over the coming sessions.
    New,
    /// Every experiment.
    List,
    /// One with its schedule and what it says.
    Show,
    /// Say how a session was run.
    Assign,
    /// Stop one.
    Stop,
    /// Let a stopped one go on.
    Resume,
    /// Delete one.
    Delete,
}

/// `experiment`.
#[derive(Debug, Args)]
pub struct ExperimentArgs {
    /// What to do.
    #[arg(value_enum, default_value = "list")]
    pub what: ExperimentArg,
    /// The experiment; for `assign` the session.
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub subject: Option<String>,
    /// For `assign`: how the session was run.
    #[arg(value_parser = PossibleValuesParser::new(["a", "b", "out", "drawn"]))]
    pub arm: Option<String>,
    /// For `new`: the figure that is compared.
    #[arg(
        long,
        default_value = "uv_value",
        value_parser = PossibleValuesParser::new(METRICS.map(|key| key.word()))
    )]
    pub metric: String,
    /// For `new`: how many sessions.
    #[arg(long, value_name = "N", default_value_t = 20, allow_negative_numbers = true)]
    pub sessions: usize,
    /// For `new`: the first day.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// For `new`: the seed of the lot.
    #[arg(long)]
    pub seed: Option<u64>,
    /// For `new`: what A is.
    #[arg(long = "a", value_name = "TEXT")]
    pub way_a: Option<String>,
    /// For `new`: what B is.
    #[arg(long = "b", value_name = "TEXT")]
    pub way_b: Option<String>,
    /// For `assign`: the experiment, where several run.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub name: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
