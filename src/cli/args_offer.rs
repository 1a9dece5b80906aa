//! The words of `recommend` and `plan`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum, value_parser};

use super::args::{above_zero, fraction, methods, objectives, templates};

/// A protocol of the offline test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProtocolArg {
    /// The last fifth in time is tested.
    Time,
    /// A random fifth is tested.
    Random,
    /// Everybody's last purchase is tested.
    Last,
}

/// `recommend`.
#[allow(clippy::struct_excessive_bools, reason = "switches of a command line")]
#[derive(Debug, Args)]
pub struct RecommendArgs {
    /// For a segment: new, returning, loyal, or a fan level (none, fan, club).
    #[arg(long, conflicts_with_all = ["viewer", "next_session"])]
    pub segment: Option<String>,
    /// For a viewer, by the raw id, which is hashed at once.
    #[arg(long, value_name = "KEY", conflicts_with = "next_session", value_parser = NonEmptyStringValueParser::new())]
    pub viewer: Option<String>,
    /// For the next session (the default).
    #[arg(long)]
    pub next_session: bool,
    /// How many.
    #[arg(short = 'n', default_value_t = 10, allow_negative_numbers = true, value_parser = value_parser!(u64).range(1..=1000))]
    pub count: u64,
    /// Measure the recommenders on the past instead.
    #[arg(long)]
    pub evaluate: bool,
    /// What is bought together instead.
    #[arg(long, conflicts_with_all = ["evaluate", "segment", "viewer", "next_session"])]
    pub together: bool,
    /// How to measure.
    #[arg(long, value_enum, default_value = "time")]
    pub protocol: ProtocolArg,
    /// Seed of everything random.
    #[arg(long, default_value_t = 42, allow_negative_numbers = true)]
    pub seed: u64,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Expected viewers.
    #[arg(long, required_unless_present = "spec", allow_negative_numbers = true, value_parser = above_zero)]
    pub viewers: Option<f64>,
    /// Length in minutes.
    #[arg(long, required_unless_present = "spec", allow_negative_numbers = true, value_parser = value_parser!(u32).range(1..=1440))]
    pub minutes: Option<u32>,
    /// When it begins, such as "2026-11-28 19:30".
    #[arg(long, value_name = "TIME", value_parser = NonEmptyStringValueParser::new())]
    pub start: Option<String>,
    /// Goal in yuan (or the objective's unit).
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true, value_parser = above_zero)]
    pub goal: Option<f64>,
    /// What the worst sessions (one in ten, unless the file says otherwise) must bring on average.
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true)]
    pub floor: Option<f64>,
    /// What to make large.
    #[arg(long, value_parser = objectives())]
    pub objective: Option<String>,
    /// Start from a template: it fills in what is left open, by the roles of the products.
    #[arg(long, value_parser = templates())]
    pub template: Option<String>,
    /// How.
    #[arg(long, value_parser = methods())]
    pub method: Option<String>,
    /// Who presents, with commas between; with two or more, who presents what.
    #[arg(long, value_name = "NAMES", value_parser = NonEmptyStringValueParser::new())]
    pub hosts: Option<String>,
    /// Share kept for trying things, 0 to 1.
    #[arg(long, allow_negative_numbers = true, value_parser = fraction)]
    pub explore: Option<f64>,
    /// A plan described in a file; needs no store. What is also given here wins over the file.
    #[arg(long, value_name = "plan.toml")]
    pub spec: Option<PathBuf>,
    /// Follow what the review of a session found: its limits of talk minutes.
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "", conflicts_with = "spec")]
    pub follow_review: Option<String>,
    /// Write what open actions ask of talk minutes into the plan.
    #[arg(long, conflicts_with = "spec")]
    pub open_actions: bool,
    /// Hold the floors of exposure that were set with `evaluate --exposure-floor`.
    #[arg(long, conflicts_with = "spec")]
    pub hold_floors: bool,
    /// Write the run-down: .html to print, .xlsx, or .ics for a calendar.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Keep the plan under this name.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub save: Option<String>,
    /// Seed of everything random.
    #[arg(long, default_value_t = 42, allow_negative_numbers = true)]
    pub seed: u64,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
