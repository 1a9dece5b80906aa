//! What is said when a command line is written wrongly: what, what is allowed, where to look.

use super::{Lang, Notice, help};

/// What is wrong with the words of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A word or an option that means nothing here.
    Unknown {
        /// As typed.
        word: String,
        /// The option it resembles.
        near: Option<String>,
    },
    /// A value that an option does not take.
    Value {
        /// The option or argument, as help shows it.
        option: String,
        /// As typed; empty when nothing was.
        value: String,
        /// Its name in the catalogue.
        id: String,
        /// The words it takes, when it takes only some.
        words: Vec<String>,
    },
    /// What must be there and is not.
    Missing {
        /// Each of them.
        what: Vec<Missing>,
    },
    /// Two that exclude each other.
    Together {
        /// One.
        one: String,
        /// The other; the same when it was given twice.
        other: String,
    },
    /// Anything else.
    Other,
}

/// An option or argument that must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// As help shows it.
    pub option: String,
    /// Its name in the catalogue.
    pub id: String,
    /// The words it takes, when it takes only some.
    pub words: Vec<String>,
}

/// The notice of a wrong command line; `command` is the one it was for, if any.
pub fn wrong_usage(wrong: &Wrong, command: Option<&str>, lang: Lang) -> Notice {
    let look = match (command, lang) {
        (Some(command), Lang::Zh) => format!("用 fupan {command} --help 看怎么写。"),
        (Some(command), Lang::En) => format!("See `fupan {command} --help`."),
        (None, Lang::Zh) => "用 fupan --help 看全部命令。".to_owned(),
        (None, Lang::En) => "See `fupan --help` for all commands.".to_owned(),
    };
    let (title, detail) = match wrong {
        Wrong::Unknown { word, near } => (
            lang.pick(format!("不认识「{word}」"), format!("'{word}' means nothing here")),
            near.as_ref().map_or_else(String::new, |near| {
                lang.pick(format!("是不是想写 {near}？"), format!("Did you mean {near}?"))
            }),
        ),
        Wrong::Value { option, value, id, words } => {
            let title = if value.is_empty() {
                lang.pick(format!("{option} 后面要写一个值"), format!("{option} needs a value"))
            } else {
                lang.pick(
                    format!("{option} 不能是「{value}」"),
                    format!("{option} cannot be '{value}'"),
                )
            };
            (title, allowed(id, words, lang))
        }
        Wrong::Missing { what } => {
            let list: Vec<&str> = what.iter().map(|one| one.option.as_str()).collect();
            let list = list.join(lang.pick("、", ", "));
            let stop = lang.pick("：", ": ");
            let detail = match &what[..] {
                [one] => allowed(&one.id, &one.words, lang),
                many => many
                    .iter()
                    .map(|one| {
                        let name = one.option.split(' ').next().unwrap_or_default();
                        format!("{name}{stop}{}", allowed(&one.id, &one.words, lang))
                    })
                    .collect::<Vec<_>>()
                    .join("\n  "),
            };
            (lang.pick(format!("还要写 {list}"), format!("{list} must be given")), detail)
        }
        Wrong::Together { one, other } if one == other => (
            lang.pick(format!("{one} 只能写一次"), format!("{one} can be given once only")),
            String::new(),
        ),
        Wrong::Together { one, other } => (
            lang.pick(
                format!("{one} 和 {other} 不能一起用"),
                format!("{one} and {other} cannot be used together"),
            ),
            lang.pick("去掉其中一个。", "Leave one of them out.").to_owned(),
        ),
        Wrong::Other => (
            lang.pick("这条命令写得不对", "This command line is not right").to_owned(),
            String::new(),
        ),
    };
    Notice::new(title, detail, look)
}

/// What may stand there.
fn allowed(id: &str, words: &[String], lang: Lang) -> String {
    if !words.is_empty() {
        let list = words.join(lang.pick("、", ", "));
        return lang.pick(format!("可以写：{list}。"), format!("Use one of: {list}."));
    }
    help::allowed(id, lang).map_or_else(String::new, str::to_owned)
}
