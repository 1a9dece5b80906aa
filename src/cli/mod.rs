//! The command line: the same engine without a window. Prints page models and JSON; decides
//! exit codes; computes nothing.

mod actions;
mod args;
mod args_actions;
mod args_evaluate;
mod args_experiment;
mod args_map;
mod args_models;
mod args_offer;
mod args_report;
mod args_train;
mod check;
mod comments;
mod data;
mod demo;
mod drift;
mod evaluate;
mod experiment;
mod files;
mod imports;
mod insight;
mod kinds;
mod map;
mod models;
mod offer;
mod out;
mod privacy;
mod progress;
mod report;
mod review;
mod rundown;
mod set;
mod thresholds;
mod words;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use jiff::Timestamp;

use crate::domain::{Job, distance};
use crate::engine::{Engine, EngineError, Places};
use crate::present::text::{Lang, Notice, files as say_files, notices};

use args::{Cli, Command, LangArg};

/// How a command ended: the exit codes people and scripts rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The work failed; the message was printed.
    Failed,
    /// The words were wrong.
    Usage,
    /// Done, but some rows or files were rejected.
    DoneWithRejects,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Usage => 2,
            Outcome::DoneWithRejects => 3,
        })
    }
}

/// What the window needs to start, when the command line asks for it.
#[derive(Clone, Debug)]
pub struct WindowRequest {
    /// The store to open.
    pub store: PathBuf,
    /// Folder of the default store and the key.
    pub places: Places,
    /// Language asked for.
    pub lang: Option<Lang>,
    /// Files to import as if dropped.
    pub files: Vec<PathBuf>,
}

/// What everything on the command line works with.
pub(crate) struct Context {
    lang: Lang,
    lang_asked: Option<Lang>,
    store: Option<PathBuf>,
    places: Places,
    now: Timestamp,
    open_window: fn(WindowRequest) -> anyhow::Result<()>,
    has_window: bool,
}

impl Context {
    fn store_path(&self) -> PathBuf {
        self.store.clone().unwrap_or_else(|| self.places.default_store())
    }

    fn job(&self, seed: u64) -> Job {
        progress::watched(Job::new(self.now, seed), self.lang)
    }

    fn writer(&self) -> Result<Engine, EngineError> {
        Engine::open(&self.store_path(), &self.places)
    }

    fn reader(&self) -> Result<Engine, EngineError> {
        Engine::open_read_only(&self.store_path(), &self.places)
    }
}

/// Runs what the process was asked for. The clock and the window come from outside.
pub fn run(
    now: Timestamp,
    has_window: bool,
    open_window: fn(WindowRequest) -> anyhow::Result<()>,
) -> Outcome {
    let typed: Vec<OsString> = std::env::args_os().collect();
    let system = || Lang::from_locale(&sys_locale::get_locale().unwrap_or_default());
    let lang = words::asked(&typed).unwrap_or_else(system);
    let outcome = understood(&typed, lang, now, has_window, open_window);
    match out::finish() {
        Ok(()) => outcome,
        Err(why) => {
            out::notice(&say_files::output_failed(why, lang));
            Outcome::Failed
        }
    }
}

fn understood(
    typed: &[OsString],
    lang: Lang,
    now: Timestamp,
    has_window: bool,
    open_window: fn(WindowRequest) -> anyhow::Result<()>,
) -> Outcome {
    let parsed = words::command(lang)
        .try_get_matches_from(typed)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return words::answer(&error, typed, lang),
    };
    let lang_asked = cli.lang.map(|lang| match lang {
        LangArg::Zh => Lang::Zh,
        LangArg::En => Lang::En,
    });
    let context = Context {
        lang: lang_asked.unwrap_or(lang),
        lang_asked,
        store: cli.store,
        places: Places::from_environment(),
        now,
        open_window,
        has_window,
    };
    let outcome = match cli.command {
        None => match cli.files.iter().find(|file| !file.exists()) {
            Some(missing) => Err(no_such(missing, context.lang).into()),
            None => window(&context, cli.files),
        },
        Some(Command::Demo(args)) => demo::demo(&context, &args),
        Some(Command::Import(args)) => data::import(&context, &args),
        Some(Command::Imports(args)) => imports::imports(&context, &args),
        Some(Command::Kinds(args)) => kinds::kinds(&context, &args),
        Some(Command::Map(args)) => map::map(&context, &args),
        Some(Command::Show(args)) => data::show(&context, &args),
        Some(Command::Set(args)) => set::set(&context, &args),
        Some(Command::Note(args)) => data::note(&context, &args),
        Some(Command::Privacy(args)) => privacy::privacy(&context, &args),
        Some(Command::Check(args)) => check::check(&context, &args),
        Some(Command::Review(args)) => review::review(&context, &args),
        Some(Command::Train(args)) => insight::train(&context, &args),
        Some(Command::Drift(args)) => drift::drift(&context, &args),
        Some(Command::Predict(args)) => models::predict(&context, &args),
        Some(Command::Models(args)) => models::list(&context, &args),
        Some(Command::Recommend(args)) => offer::recommend(&context, &args),
        Some(Command::Plan(args)) => offer::plan(&context, &args),
        Some(Command::Plans(args)) => offer::plans(&context, &args),
        Some(Command::Evaluate(args)) => evaluate::evaluate(&context, &args),
        Some(Command::Actions(args)) => actions::actions(&context, &args),
        Some(Command::Experiment(args)) => experiment::experiment(&context, &args),
        Some(Command::Report(args)) => report::write(&context, &args),
        Some(Command::Comments(args)) => comments::comments(&context, &args),
        Some(Command::Help(args)) => words::explain(&context, args.topic.as_deref()),
    };
    match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            progress::clear();
            if let Some(known) = error.downcast_ref::<EngineError>() {
                out::notice(&notices::notice(known, context.lang));
            } else if let Some(Told(notice)) = error.downcast_ref() {
                out::notice(notice);
            } else {
                out::error_line(&format!("{error:#}"));
            }
            if error.downcast_ref::<WrongUsage>().is_some() {
                Outcome::Usage
            } else {
                Outcome::Failed
            }
        }
    }
}

/// A failure that is no use case's own, such as a file named on the command line.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.title)]
pub(crate) struct Told(pub Notice);

/// Words that clap cannot check by itself.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WrongUsage(pub String);

/// A word that is neither a file nor a command; the nearest command is named.
fn no_such(word: &Path, lang: Lang) -> WrongUsage {
    let typed = word.to_string_lossy();
    let commands = Cli::command();
    let near = commands
        .get_subcommands()
        .map(clap::Command::get_name)
        .map(|name| (distance(&typed, name), name))
        .filter(|(distance, name)| *distance * 3 <= name.len())
        .min();
    WrongUsage(notices::no_such_word(&typed, near.map(|(_, name)| name), lang))
}

fn window(context: &Context, files: Vec<PathBuf>) -> anyhow::Result<Outcome> {
    if !context.has_window {
        out::error_line(notices::no_display(context.lang));
        return Ok(Outcome::Failed);
    }
    (context.open_window)(WindowRequest {
        store: context.store_path(),
        places: context.places.clone(),
        lang: context.lang_asked,
        files,
    })?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::no_such;
    use crate::domain::distance;
    use crate::present::text::Lang;

    #[test]
    fn a_mistyped_command_is_told_from_a_stray_word() {
        for (one, other, steps) in [
            ("", "", 0),
            ("", "plan", 4),
            ("review", "review", 0),
            ("reviw", "review", 1),
            ("palns", "plans", 2),
            ("kitten", "sitting", 3),
            ("数据", "数", 1),
        ] {
            assert_eq!((distance(one, other), distance(other, one)), (steps, steps), "{one}");
        }
        let said = |word: &str| no_such(Path::new(word), Lang::En).0;
        for (word, command) in
            [("improt", "import"), ("recomend", "recommend"), ("pln", "plan"), ("Check", "check")]
        {
            assert!(said(word).contains(&format!("`fupan {command}`")), "{}", said(word));
        }
        assert!(!said("nosuch").contains("mean"), "{}", said("nosuch"));
    }
}
