//! The command line in the reader's language: help pages, and what is said of wrong words.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Cli;
use super::{Context, Outcome, WrongUsage, no_such, out};
use crate::present::text::help::{self, Heading};
use crate::present::text::usage::{Missing, Wrong, wrong_usage};
use crate::present::text::{Lang, Notice};

/// The language asked for, found before anything is parsed: what is wrong is said in it too.
pub fn asked(typed: &[OsString]) -> Option<Lang> {
    let words: Vec<_> = typed.iter().map(|word| word.to_string_lossy()).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.get(at + 1)?.as_ref(),
            Some(rest) => rest.strip_prefix('=')?,
            None => return None,
        };
        match value {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    })
}

/// Every command and argument with its texts.
pub fn command(lang: Lang) -> Command {
    let version = own(Arg::new("version").short('V').action(ArgAction::Version), "", lang);
    localised(Cli::command(), "", lang).arg(version.long("version"))
}

fn localised(command: Command, name: &str, lang: Lang) -> Command {
    let about = if name.is_empty() { Some(help::about(lang)) } else { help::command(name, lang) };
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let template = template(&command, lang);
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .about(about.unwrap_or_default())
        .help_template(template)
        .mut_args(|arg| own(arg, name, lang))
        .arg(own(flag, name, lang))
        .mut_subcommands(|inner| {
            let name = inner.get_name().to_owned();
            localised(inner, &name, lang)
        })
}

/// An argument with its text; the words it takes stand in the text, not in clap's English.
fn own(arg: Arg, command: &str, lang: Lang) -> Arg {
    let text = help::argument(command, arg.get_id().as_str(), lang).unwrap_or_default();
    // What every command has comes last, in this order.
    let common = ["lang", "store", "help", "version"].iter().position(|id| arg.get_id() == id);
    let arg = match common {
        Some(at) => arg.display_order(900 + at),
        None => arg,
    };
    if !takes_value(&arg) {
        return arg.help(text);
    }
    let default = arg.get_default_values().first().map(|word| word.to_string_lossy().into_owned());
    let text = help::with_words(text, &words_of(&arg), default.as_deref(), lang);
    arg.help(text).hide_possible_values(true).hide_default_value(true)
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

fn words_of(arg: &Arg) -> Vec<String> {
    let shown = |word: &clap::builder::PossibleValue| !word.is_hide_set();
    arg.get_possible_values().iter().filter(|w| shown(w)).map(|w| w.get_name().to_owned()).collect()
}

fn template(command: &Command, lang: Lang) -> String {
    let mut text =
        format!("{{about-with-newline}}\n{}{{usage}}\n", help::heading(Heading::Usage, lang));
    let mut part = |there: bool, heading: Heading, tag: &str| {
        if there {
            let _ = write!(text, "\n{}\n{{{tag}}}\n", help::heading(heading, lang));
        }
    };
    part(command.has_subcommands(), Heading::Commands, "subcommands");
    part(command.get_positionals().next().is_some(), Heading::Arguments, "positionals");
    part(true, Heading::Options, "options");
    text
}

/// `fupan help [COMMAND]`.
pub fn explain(context: &Context, topic: Option<&str>) -> anyhow::Result<Outcome> {
    let mut top = command(context.lang);
    top.build();
    let page = match topic {
        None => top.render_help(),
        Some(name) => match top.find_subcommand_mut(name) {
            Some(found) => found.render_help(),
            None => return Err(WrongUsage(no_such(Path::new(name), context.lang).0).into()),
        },
    };
    print_page(&page, context.lang);
    Ok(Outcome::Done)
}

/// Help or version asked for with a flag, or words that are wrong.
pub fn answer(error: &clap::Error, typed: &[OsString], lang: Lang) -> Outcome {
    if error.use_stderr() {
        out::notice(&notice(error, typed, lang));
        Outcome::Usage
    } else {
        print_page(&error.render(), lang);
        Outcome::Done
    }
}

fn print_page(page: &clap::builder::StyledStr, lang: Lang) {
    let colours = std::io::IsTerminal::is_terminal(&std::io::stdout())
        && std::env::var_os("NO_COLOR").is_none();
    let text = if colours { page.ansi().to_string() } else { page.to_string() };
    out::line(help::placeholders(text.trim_end(), lang));
}

fn notice(error: &clap::Error, typed: &[OsString], lang: Lang) -> Notice {
    let mut top = command(lang);
    top.build();
    let within =
        typed.iter().skip(1).filter_map(|word| word.to_str()).find_map(|w| top.find_subcommand(w));
    wrong_usage(&wrong(error, within.unwrap_or(&top)), within.map(Command::get_name), lang)
}

fn wrong(error: &clap::Error, within: &Command) -> Wrong {
    let all = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(many)) => many.clone(),
        _ => Vec::new(),
    };
    let one = |kind: ContextKind| all(kind).into_iter().next();
    let option = one(ContextKind::InvalidArg).unwrap_or_default();
    // An argument is named as help shows it; a positional that must be there in other brackets.
    let bare = |shown: &str| shown.trim_matches(['[', ']', '<', '>', '.']).to_owned();
    let takes = |option: &str| {
        let found = within.get_arguments().find(|arg| bare(&arg.to_string()) == bare(option));
        let id = found.map(|arg| arg.get_id().to_string()).unwrap_or_default();
        (id, found.map(words_of).unwrap_or_default())
    };
    match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => Wrong::Unknown {
            word: one(ContextKind::InvalidSubcommand).unwrap_or(option),
            near: one(ContextKind::SuggestedArg),
        },
        ErrorKind::TooManyValues => {
            Wrong::Unknown { word: one(ContextKind::InvalidValue).unwrap_or_default(), near: None }
        }
        ErrorKind::InvalidValue
        | ErrorKind::ValueValidation
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues => {
            let (id, words) = takes(&option);
            let value = one(ContextKind::InvalidValue).unwrap_or_default();
            Wrong::Value { value, id, words, option }
        }
        ErrorKind::MissingRequiredArgument => Wrong::Missing {
            what: all(ContextKind::InvalidArg)
                .into_iter()
                .map(|option| {
                    let (id, words) = takes(&option);
                    Missing { option, id, words }
                })
                .collect(),
        },
        ErrorKind::ArgumentConflict => Wrong::Together {
            other: one(ContextKind::PriorArg).unwrap_or_else(|| option.clone()),
            one: option,
        },
        _ => Wrong::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_chinese(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// Nothing can be typed that has no words in one of the languages.
    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        let top = command(Lang::En);
        let mut seen = 0;
        for command in std::iter::once(&top).chain(top.get_subcommands()) {
            let root = command.get_name() == "fupan";
            let name = if root { "" } else { command.get_name() };
            if !root {
                let [zh, en] = [Lang::Zh, Lang::En].map(|lang| help::command(name, lang));
                assert!(zh.is_some_and(has_chinese), "{name}");
                assert!(en.is_some_and(|text| !has_chinese(text)), "{name}");
            }
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                let [zh, en] = [Lang::Zh, Lang::En].map(|lang| help::argument(name, id, lang));
                assert!(zh.is_some_and(has_chinese), "{name} {id}");
                assert!(en.is_some_and(|text| !has_chinese(text)), "{name} {id}");
                seen += 1;
                // Whatever takes a value that is no word of a list says which values it takes.
                if takes_value(arg) && words_of(arg).is_empty() {
                    let [zh, en] = [Lang::Zh, Lang::En].map(|lang| help::allowed(id, lang));
                    assert!(zh.is_some_and(has_chinese) && en.is_some(), "{name} {id}");
                }
            }
        }
        assert!(seen > 50, "{seen}");
    }

    #[test]
    fn the_language_is_found_before_anything_is_parsed() {
        let typed = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(asked(&typed(&["fupan", "plan", "--lang", "en", "--nonsense"])), Some(Lang::En));
        assert_eq!(asked(&typed(&["fupan", "--lang=zh"])), Some(Lang::Zh));
        assert_eq!(asked(&typed(&["fupan", "--lang=fr"])), None);
        assert_eq!(asked(&typed(&["fupan", "--lang"])), None);
        assert_eq!(asked(&typed(&["fupan", "--language", "zh"])), None);
    }

    #[test]
    fn the_command_line_is_sound() {
        command(Lang::Zh).debug_assert();
        command(Lang::En).debug_assert();
    }
}
