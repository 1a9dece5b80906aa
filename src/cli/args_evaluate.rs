//! The words of `evaluate`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// `evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// The plan; without one how all plans did so far.
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub plan: Option<String>,
    /// The session it became: our number or the platform's. Kept with the plan.
    #[arg(long, value_name = "ID", requires = "plan")]
    pub session: Option<String>,
    /// Take the session back from the plan.
    #[arg(long, requires = "plan", conflicts_with = "session")]
    pub detach: bool,
    /// The least share of exposure of a group of products: `age:new=15%`; 0 removes it. Kept.
    #[arg(long, value_name = "GROUP=PERCENT")]
    pub exposure_floor: Vec<String>,
    /// What the plan's split would have brought in the sessions so far.
    #[arg(long, requires = "plan")]
    pub what_if_split: bool,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
