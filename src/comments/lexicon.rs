//! The words of live rooms: read from `lexicon.toml` when the first comment is read, never before.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::Intent;

/// What a word in a comment says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Asks.
    Ask,
    /// Pleased.
    Praise,
    /// Says nothing, and neither do the words in it.
    Neutral,
    /// A subject; asked about when the comment asks.
    Topic(Intent),
    /// Asks about a subject by itself.
    Asks(Intent),
    /// An answer about a subject.
    Answer(Intent),
    /// A complaint unless the comment asks.
    Trouble(Intent),
    /// A complaint however it is put.
    Angry(Intent),
}

/// A word and what it says.
#[derive(Debug)]
struct Entry {
    letters: Vec<char>,
    sign: Sign,
}

/// A word found in a comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub from: usize,
    pub to: usize,
    pub sign: Sign,
}

/// All words, found by their first letter.
#[derive(Debug)]
pub(super) struct Lexicon {
    entries: Vec<Entry>,
    by_first: HashMap<char, Vec<usize>>,
    ask_end: Vec<Vec<char>>,
    negations: Vec<Vec<char>>,
}

#[derive(Deserialize)]
struct File {
    ask: Vec<String>,
    ask_end: Vec<String>,
    negations: Vec<String>,
    praise: Vec<String>,
    neutral: Vec<String>,
    intent: Vec<IntentWords>,
}

#[derive(Deserialize)]
struct IntentWords {
    key: String,
    #[serde(default)]
    topic: Vec<String>,
    #[serde(default)]
    asks: Vec<String>,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    trouble: Vec<String>,
    #[serde(default)]
    angry: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(include_str!("lexicon.toml")).unwrap_or_else(|_| Lexicon::none())
});

/// The words of this project.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// A text as it is compared: one form of every letter, lower case, single spaces.
pub(super) fn normal(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len() / 2);
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let c = match c {
            c if c.is_whitespace() => ' ',
            '\u{2019}' => '\'',
            c => c,
        };
        if c == ' ' && out.last().is_none_or(|last| *last == ' ') {
            continue;
        }
        out.push(c);
    }
    while out.last() == Some(&' ') {
        out.pop();
    }
    out
}

impl Lexicon {
    fn none() -> Self {
        Self {
            entries: Vec::new(),
            by_first: HashMap::new(),
            ask_end: Vec::new(),
            negations: Vec::new(),
        }
    }

    /// Reads the file; an unknown intent is a fault that a test finds.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut lexicon = Self::none();
        let letters = |words: &[String]| words.iter().map(|word| normal(word)).collect();
        lexicon.ask_end = letters(&file.ask_end);
        lexicon.negations = letters(&file.negations);
        lexicon.add(&file.ask, Sign::Ask);
        lexicon.add(&file.praise, Sign::Praise);
        lexicon.add(&file.neutral, Sign::Neutral);
        for words in &file.intent {
            let intent =
                Intent::from_word(&words.key).ok_or_else(|| format!("no intent {}", words.key))?;
            lexicon.add(&words.topic, Sign::Topic(intent));
            lexicon.add(&words.asks, Sign::Asks(intent));
            lexicon.add(&words.answers, Sign::Answer(intent));
            lexicon.add(&words.trouble, Sign::Trouble(intent));
            lexicon.add(&words.angry, Sign::Angry(intent));
        }
        Ok(lexicon)
    }

    fn add(&mut self, words: &[String], sign: Sign) {
        for word in words {
            let letters = normal(word);
            if let Some(first) = letters.first() {
                self.by_first.entry(*first).or_default().push(self.entries.len());
                self.entries.push(Entry { letters, sign });
            }
        }
    }

    /// Every word in a text.
    pub(super) fn hits(&self, text: &[char]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for from in 0..text.len() {
            for at in self.by_first.get(&text[from]).into_iter().flatten() {
                let entry = &self.entries[*at];
                if found(text, from, &entry.letters) {
                    hits.push(Hit { from, to: from + entry.letters.len(), sign: entry.sign });
                }
            }
        }
        hits
    }

    /// Whether a text ends in a mark of a question, punctuation left aside.
    pub(super) fn ends_asking(&self, text: &[char]) -> bool {
        let end = text.iter().rposition(|c| c.is_alphanumeric()).map_or(0, |at| at + 1);
        self.ask_end.iter().any(|word| text[..end].ends_with(word) && end > word.len())
    }

    /// Whether "not" stands right before a place.
    pub(super) fn negated(&self, text: &[char], from: usize) -> bool {
        let mut end = from;
        while end > 0 && text[end - 1] == ' ' {
            end -= 1;
        }
        self.negations
            .iter()
            .any(|word| text[..end].ends_with(word) && found(text, end - word.len(), word))
    }
}

/// Whether a word stands there; letters of the Latin alphabet must not go on beside it.
fn found(text: &[char], from: usize, word: &[char]) -> bool {
    if !text[from..].starts_with(word) {
        return false;
    }
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let before = from.checked_sub(1).and_then(|at| text.get(at));
    let open = latin(word.first()) && latin(before);
    let shut = latin(word.last()) && latin(text.get(from + word.len()));
    !(open || shut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_whole() {
        let lexicon = Lexicon::read(include_str!("lexicon.toml")).unwrap();
        assert!(lexicon.entries.len() > 600, "{}", lexicon.entries.len());
        let signs: Vec<Sign> = lexicon.entries.iter().map(|entry| entry.sign).collect();
        for intent in Intent::ALL.iter().filter(|intent| **intent != Intent::Other) {
            let told = |sign: &Sign| {
                use Sign::{Angry, Answer, Asks, Topic, Trouble};
                matches!(sign, Topic(i) | Asks(i) | Answer(i) | Trouble(i) | Angry(i) if i == intent)
            };
            assert!(signs.iter().any(told), "{intent:?} has no words");
        }
        assert!(Lexicon::read("ask = []").is_err());
    }

    #[test]
    fn latin_words_stand_alone_and_chinese_ones_anywhere() {
        let size = normal("size");
        assert!(found(&normal("what size?"), 5, &size));
        assert!(!found(&normal("oversized"), 4, &size));
        assert!(found(&normal("这个尺码准"), 2, &normal("尺码")));
        assert_eq!(normal("ＡＢｃ　 １"), normal("abc 1"));
    }
}
