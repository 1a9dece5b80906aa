//! The words of `actions`.

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// `actions`.
#[derive(Debug, Args)]
pub struct ActionsArgs {
    /// Write one down.
    #[arg(
        long,
        value_name = "TEXT",
        group = "change",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub add: Option<String>,
    /// The session it comes from; the latest when left out.
    #[arg(
        long,
        value_name = "ID",
        requires = "add",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub session: Option<String>,
    /// Mark this one as done.
    #[arg(long, value_name = "N", group = "change", allow_negative_numbers = true)]
    pub done: Option<i64>,
    /// Let go of this one.
    #[arg(long = "drop", value_name = "N", group = "change", allow_negative_numbers = true)]
    pub dropped: Option<i64>,
    /// Open this one again, whatever hand or numbers said.
    #[arg(long, value_name = "N", group = "change", allow_negative_numbers = true)]
    pub reopen: Option<i64>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
