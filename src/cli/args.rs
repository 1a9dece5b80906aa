//! The command line's words: what can be typed, checked before anything runs. What help says of
//! them is in the catalogue, `present::text::help`.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::args_actions::ActionsArgs;
use super::args_evaluate::EvaluateArgs;
use super::args_experiment::ExperimentArgs;
use super::args_map::MapArgs;
pub use super::args_models::{ModelsArgs, PredictArgs};
use super::args_offer::{PlanArgs, RecommendArgs};
use super::args_report::{CommentsArgs, ReportArgs};
pub use super::args_train::{DriftArgs, EngineArg, TrainArgs};
use crate::plan::{Method, Objective, Scenario};

/// 复盘: what happened in your broadcasts, why, and what to do next time. Works offline.
#[derive(Debug, Parser)]
#[command(name = "fupan", version, about, subcommand_precedence_over_arg = true)]
pub struct Cli {
    /// Language of everything printed; the system's when left out.
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
    /// The store, one file ending in .fupan.
    #[arg(long, global = true, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files to import as if dropped on the window.
    pub files: Vec<PathBuf>,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 简体中文
    Zh,
    /// English
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try everything with the sample data.
    Demo(JsonArgs),
    /// Import exports.
    Import(ImportArgs),
    /// The history of imports; undo one.
    Imports(ImportsArgs),
    /// Every recognised kind of file.
    Kinds(KindsArgs),
    /// Say what the columns of a file are.
    Map(MapArgs),
    /// Rows of a table.
    Show(ShowArgs),
    /// Set costs, stock and roles.
    Set(SetArgs),
    /// Add a note to a session.
    Note(NoteArgs),
    /// What happened in a session.
    Review(ReviewArgs),
    /// Train and evaluate models.
    Train(TrainArgs),
    /// Whether new data still looks like what the models learnt from.
    Drift(DriftArgs),
    /// Ask a trained model.
    Predict(PredictArgs),
    /// Trainings side by side; choose, remove, export.
    Models(ModelsArgs),
    /// What to show next.
    Recommend(RecommendArgs),
    /// Split traffic and time, with the odds of reaching the goal.
    Plan(PlanArgs),
    /// Saved plans.
    Plans(JsonArgs),
    /// Score a saved plan against the session it became.
    Evaluate(EvaluateArgs),
    /// What is to be done, carried from session to session.
    Actions(ActionsArgs),
    /// Try a way of running sessions against another, drawn by lot.
    Experiment(ExperimentArgs),
    /// Write a report, tables or pictures.
    Report(ReportArgs),
    /// What people ask for in the comments.
    Comments(CommentsArgs),
    /// Check the store.
    Check(JsonArgs),
    /// What the store holds of people.
    Privacy(PrivacyArgs),
    /// How a command is used.
    Help(HelpArgs),
}

/// `help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// The command.
    pub topic: Option<String>,
}

/// A number above 0. What is allowed is said by the catalogue.
pub(super) fn above_zero(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| String::new())?;
    // More viewers or more money than there are is a slip.
    if number > 0.0 && number <= 1e12 { Ok(number) } else { Err(String::new()) }
}

/// A fraction of 1.
pub(super) fn fraction(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| String::new())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err(String::new()) }
}

pub(super) fn objectives() -> PossibleValuesParser {
    PossibleValuesParser::new(Objective::ALL.iter().map(|objective| objective.word()))
}

/// Methods that can be asked for.
pub(super) fn methods() -> PossibleValuesParser {
    PossibleValuesParser::new(Method::AVAILABLE.iter().map(|method| method.word()))
}

/// Templates of a plan.
pub(super) fn templates() -> PossibleValuesParser {
    PossibleValuesParser::new(Scenario::WORDS)
}

/// Only `--json`.
#[derive(Debug, Args)]
pub struct JsonArgs {
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `kinds`.
#[derive(Debug, Args)]
pub struct KindsArgs {
    /// Add a kind of one's own, or its newer file.
    #[arg(long = "add", value_name = "FILE.toml", group = "what")]
    pub added: Option<PathBuf>,
    /// Forget a kind of one's own.
    #[arg(
        long = "remove",
        value_name = "ID",
        group = "what",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub own_kind: Option<String>,
    /// Print the file of a kind, to start one's own from.
    #[arg(
        long = "show",
        value_name = "ID",
        group = "what",
        value_parser = NonEmptyStringValueParser::new()
    )]
    pub kind: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files and folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Read them as this kind.
    #[arg(long)]
    pub kind: Option<String>,
    /// Read them with this template, a file or a kept one.
    #[arg(long, value_name = "T.toml|NAME", value_parser = NonEmptyStringValueParser::new())]
    pub template: Option<String>,
    /// The session of files that are about one and say not which.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// Show what would happen and write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `imports`.
#[derive(Debug, Args)]
pub struct ImportsArgs {
    /// Take this import back.
    #[arg(long, value_name = "ID", allow_negative_numbers = true)]
    pub undo: Option<i64>,
    /// What one import did and what was wrong with its files.
    #[arg(long, value_name = "ID", allow_negative_numbers = true, conflicts_with = "undo")]
    pub show: Option<i64>,
    /// The rows of one import that did not come in.
    #[arg(long, value_name = "ID", allow_negative_numbers = true, conflicts_with_all = ["undo", "show"])]
    pub rejects: Option<i64>,
    /// Print those rows as CSV.
    #[arg(long, requires = "rejects", conflicts_with_all = ["json", "out"])]
    pub csv: bool,
    /// Write those rows into a CSV file.
    #[arg(long, value_name = "FILE", requires = "rejects")]
    pub out: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// A table of `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableArg {
    /// One row per session.
    Sessions,
    /// One row per product.
    Products,
    /// Channels.
    Channels,
    /// Minutes.
    Minutes,
    /// Talk segments.
    Segments,
    /// Order lines.
    Orders,
    /// Events.
    Events,
    /// Comments.
    Comments,
    /// Visits.
    Visits,
    /// Viewers.
    Viewers,
    /// Other income.
    Income,
    /// Figures of hours, days and periods.
    Periods,
    /// Viewers that count as no customers.
    Flagged,
}

/// `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Which table.
    #[arg(value_enum)]
    pub table: TableArg,
    /// Only this session.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// From this day on, such as 2026-11-01, as the account it happened to counts days.
    #[arg(long, value_name = "DAY")]
    pub from: Option<jiff::civil::Date>,
    /// To this day, included.
    #[arg(long, value_name = "DAY")]
    pub to: Option<jiff::civil::Date>,
    /// Print CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `set`.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// The product (its id or name) whose fields are set.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub product: Option<String>,
    /// The viewer (the raw id or the code that lists show) who is marked.
    #[arg(long, value_name = "KEY", conflicts_with = "product", value_parser = NonEmptyStringValueParser::new())]
    pub viewer: Option<String>,
    /// What to set, as name=value: price, unit_cost, return_cost, stock, role, kind, category of a
    /// product; mark of a viewer; clean_viewers.
    #[arg(required = true, value_name = "NAME=VALUE")]
    pub pairs: Vec<String>,
}

/// What can be asked about people's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrivacyArg {
    /// Look at every column and every text.
    Audit,
}

/// `privacy`.
#[derive(Debug, Args)]
pub struct PrivacyArgs {
    /// What to do.
    #[arg(value_enum)]
    pub what: PrivacyArg,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `note`.
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The session; the latest when left out.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// Minutes from the session's start.
    #[arg(long, requires = "text", allow_negative_numbers = true)]
    pub minute: Option<u32>,
    /// Remove the note with this number instead.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["minute", "text"], allow_negative_numbers = true)]
    pub remove: Option<i64>,
    /// The note. Without it the session's notes are listed.
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub text: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// `review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// The session; the latest when left out.
    #[arg(long, value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
    pub session: Option<String>,
    /// Only from this minute on: minutes from the start, or a time of day.
    #[arg(long = "from", value_name = "MIN", value_parser = NonEmptyStringValueParser::new())]
    pub from_minute: Option<String>,
    /// Only up to this minute.
    #[arg(long = "to", value_name = "MIN", value_parser = NonEmptyStringValueParser::new())]
    pub to_minute: Option<String>,
    /// Side by side with this session.
    #[arg(long, value_name = "ID", conflicts_with_all = ["from_minute", "to_minute"], value_parser = NonEmptyStringValueParser::new())]
    pub against: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub json: bool,
}

/// A question for the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuestionArg {
    /// Who buys?
    Buyers,
    /// Which products sell?
    Products,
    /// How much will a session sell?
    SessionSales,
}

/// Which rows a model learns from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourceArg {
    /// Sessions, products and orders as imported.
    History,
    /// Viewer events.
    Events,
    /// A table of one's own with an outcome.
    Visits,
}

/// A method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelArg {
    /// Least squares.
    Linear,
    /// Logistic regression.
    Logistic,
    /// Decision tree.
    Tree,
    /// Random forest.
    Forest,
    /// Gradient boosting of small trees.
    Boosting,
    /// Small neural net.
    Net,
    /// All that the data is enough for.
    All,
}
