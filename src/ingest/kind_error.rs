//! What is wrong with a kind's file, and in which of its lines.

use serde::Serialize;

/// A kind file that cannot be used. The sentence is in `present::text::ingest`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {mistake}")]
pub struct KindError {
    /// Its line from 1; 0 when it is about the file as a whole.
    pub line: u32,
    /// What is wrong there.
    pub mistake: KindMistake,
}

/// What can be wrong with a kind's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum KindMistake {
    /// Not TOML at all; the reader's words.
    #[error("not TOML: {0}")]
    Syntax(String),
    /// A key that has no meaning there.
    #[error("unknown key {key}; known: {}", known.join(", "))]
    UnknownKey {
        /// The key.
        key: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A key that must be there.
    #[error("no {0}")]
    MissingKey(String),
    /// A word that is none of the words possible there.
    #[error("unknown word {word}; known: {}", known.join(", "))]
    UnknownWord {
        /// The word.
        word: String,
        /// What may stand there.
        known: Vec<String>,
    },
    /// A value of another type than is wanted.
    #[error("{0}")]
    WrongType(String),
    /// A canonical name that rows of this grain do not have.
    #[error("no field {name} in {grain}")]
    NoField {
        /// The name.
        name: String,
        /// What a row is about.
        grain: String,
        /// The names that rows of this grain have.
        known: Vec<String>,
    },
    /// One header for two things.
    #[error("header {header} stands twice")]
    HeaderTwice {
        /// The header.
        header: String,
    },
    /// A key that names a column which the file does not have.
    #[error("{key} names {name}, which has no column")]
    NoColumn {
        /// The key.
        key: String,
        /// The canonical name.
        name: String,
    },
    /// An id that cannot be one.
    #[error("the id {0:?} cannot be used")]
    BadId(String),
    /// The id of a kind that is built in, without saying that it replaces it.
    #[error("{0} is built in")]
    IdTaken(String),
    /// `replaces` names no kind of a platform that is built in.
    #[error("there is no kind {0} to replace")]
    NothingReplaced(String),
    /// Nothing tells its files from others.
    #[error("no fingerprint")]
    NoFingerprint,
    /// `generic` is for tables that are mapped.
    #[error("generic is not for kinds of one's own")]
    Generic,
    /// What tells its files tells those of another kind too.
    #[error("its fingerprint recognises {kind} too")]
    Recognises {
        /// The other kind.
        kind: String,
    },
}

impl KindError {
    /// A mistake about the file as a whole.
    pub(super) fn whole(mistake: KindMistake) -> Self {
        Self { line: 0, mistake }
    }

    /// A mistake found after the text was read, at the line that holds what it is about.
    pub(super) fn within(text: &str, mistake: KindMistake) -> Self {
        let line = match &mistake {
            KindMistake::NoField { name, .. } => line_of(text, |line| is_key(line, name)),
            KindMistake::HeaderTwice { header } => {
                let quoted = [format!("\"{header}\""), format!("'{header}'")];
                last_line_of(text, |line| quoted.iter().any(|quoted| line.contains(quoted)))
            }
            KindMistake::NoColumn { key, .. } => line_of(text, |line| is_key(line, key)),
            KindMistake::BadId(_) | KindMistake::IdTaken(_) => {
                line_of(text, |line| is_key(line, "id"))
            }
            KindMistake::NothingReplaced(_) => line_of(text, |line| is_key(line, "replaces")),
            KindMistake::Generic => line_of(text, |line| is_key(line, "generic")),
            KindMistake::Recognises { .. } => {
                line_of(text, |line| is_key(line, "must") || is_key(line, "sheets"))
            }
            _ => 0,
        };
        Self { line, mistake }
    }

    /// What the TOML reader met, taken apart.
    pub(super) fn of_toml(text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map_or(0, |span| {
            let before = text.get(..span.start).unwrap_or(text);
            before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1
        });
        let message = error.message();
        let quoted = |text: &str| -> Vec<String> {
            text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let mut words = quoted(message).into_iter();
        let mistake = if message.starts_with("unknown field") {
            KindMistake::UnknownKey {
                key: words.next().unwrap_or_default(),
                known: words.collect(),
            }
        } else if message.starts_with("unknown variant") {
            KindMistake::UnknownWord {
                word: words.next().unwrap_or_default(),
                known: words.collect(),
            }
        } else if message.starts_with("missing field") {
            return Self::whole(KindMistake::MissingKey(words.next().unwrap_or_default()));
        } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
            KindMistake::WrongType(message.to_owned())
        } else {
            KindMistake::Syntax(message.to_owned())
        };
        Self { line, mistake }
    }
}

fn is_key(line: &str, key: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('"').strip_prefix(key);
    rest.is_some_and(|rest| rest.trim_start_matches('"').trim_start().starts_with('='))
}

fn line_of(text: &str, found: impl Fn(&str) -> bool) -> u32 {
    text.lines().position(found).map_or(0, |at| at as u32 + 1)
}

fn last_line_of(text: &str, found: impl Fn(&str) -> bool) -> u32 {
    let all = text.lines().enumerate().filter(|(_, line)| found(line));
    all.last().map_or(0, |(at, _)| at as u32 + 1)
}
