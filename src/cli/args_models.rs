//! The words of `predict` and `models`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::args::QuestionArg;

/// `predict`.
#[derive(Debug, Args)]
pub struct PredictArgs {
    /// The question; the training in use answers.
    #[arg(long, value_enum)]
    pub question: QuestionArg,
    /// This model version.
    #[arg(long, value_name = "ID", allow_negative_numbers = true)]
    pub model_id: Option<i64>,
    /// The row to start from: a product, a day, or a viewer's id, which is hashed at once.
    #[arg(long = "from", value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub from_row: Option<String>,
    /// A feature's value; others stay as they are in the row, or at their middle.
    #[arg(long = "set", value_name = "FEATURE=VALUE")]
    pub set: Vec<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `models`.
#[derive(Debug, Args)]
pub struct ModelsArgs {
    /// The question.
    #[arg(long, value_enum)]
    pub question: QuestionArg,
    /// Put this training to use.
    #[arg(long = "use", value_name = "NUMBER", allow_negative_numbers = true)]
    pub run_in_use: Option<i64>,
    /// Always use the newest training.
    #[arg(long, conflicts_with = "run_in_use")]
    pub newest: bool,
    /// Remove this training with its models.
    #[arg(long = "delete", value_name = "NUMBER", allow_negative_numbers = true)]
    pub run_to_delete: Option<i64>,
    /// Write a model and the rows it stands on into this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["run_in_use", "newest", "run_to_delete"])]
    pub export: Option<PathBuf>,
    /// The model version to export, or whose lines are listed.
    #[arg(long, value_name = "ID", allow_negative_numbers = true)]
    pub model_id: Option<i64>,
    /// List every line that can be drawn through the chances: whom it calls, what that brings.
    #[arg(long, conflicts_with_all = ["export", "run_to_delete"])]
    pub thresholds: bool,
    /// What contacting one person (or showing to one click) costs; kept for this question, and the
    /// lines are listed. 0 until somebody says otherwise.
    #[arg(long, value_name = "AMOUNT", conflicts_with_all = ["export", "run_to_delete"], allow_negative_numbers = true)]
    pub contact_cost: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}
