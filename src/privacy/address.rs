//! Postal addresses in free text: a street with its house number, or house and room.

use super::look::{Hit, Personal, Run, Text};

/// Words of streets that a house number follows. A single 道 is left out: 「想知道3号链接」.
const STREETS: &[&str] = &["路", "街", "巷", "弄", "胡同", "大道", "街道"];
/// After a number of a house.
const HOUSES: &[&str] = &["栋", "幢", "座", "号楼", "单元"];
/// What 3号 is about in a live room when it is no house.
const ARTICLES: &str = "链商款品色码线球直主";
/// Signs that end the stretch which is masked.
const ENDS: &str = "，。！？；：、,.!?;:()（）[]【】 \t\n\"“”";
/// Most signs before the street that are masked with it.
const BEFORE: usize = 16;
/// Western street words, after the house number and the name.
const SUFFIXES: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
];
/// Words that begin an address in Indonesia and Malaysia.
const PREFIXES: &[&str] = &["jalan", "jl", "jln", "lorong"];

/// The addresses of a text.
pub(super) fn find(text: &Text, runs: &[Run]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let short = run.len() <= 5;
        let street = STREETS.iter().any(|word| ends_with(text, run.from, word));
        let numbered = text.get(run.to) == Some('号')
            && !text.get(run.to + 1).is_some_and(|next| ARTICLES.contains(next));
        let house = HOUSES.iter().any(|word| starts_with(text, run.to, word));
        let room = house && runs.get(index + 1).is_some_and(|next| next.from - run.to <= 3);
        if short && ((street && numbered) || room) {
            hits.push(stretch(text, run));
        }
    }
    hits.extend(western(text));
    hits
}

fn ends_with(text: &Text, end: usize, word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    end >= word.len() && text.chars[end - word.len()..end] == word[..]
}

fn starts_with(text: &Text, from: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| text.get(from + at) == Some(c))
}

/// From where the words around a house number begin to where they end.
fn stretch(text: &Text, run: &Run) -> Hit {
    let open = |at: &usize| !ENDS.contains(text.chars[*at]);
    let from = (0..run.from).rev().take(BEFORE).take_while(open).last().unwrap_or(run.from);
    let to = (run.to..text.chars.len()).take_while(open).last().map_or(run.to, |last| last + 1);
    text.hit(Personal::Address, from, to)
}

/// `221 Baker Street`, `Jl. Sudirman No. 12`.
fn western(text: &Text) -> Vec<Hit> {
    // Words with where they begin and end; a point or comma at the end is not of the word.
    let mut words: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let from = at;
        while text.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || c == '\'') {
            at += 1;
        }
        if at > from {
            words.push((from, at, text.chars[from..at].iter().collect()));
        } else {
            at += 1;
        }
    }
    let is_number =
        |word: &str| word.len() <= 5 && word.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let is_name = |word: &str| word.bytes().next().is_some_and(|b| b.is_ascii_uppercase());
    let near = |one: usize, other: usize| words[other].0 - words[one].1 <= 2;
    let mut hits = Vec::new();
    for (first, (from, _, word)) in words.iter().enumerate() {
        let plain = word.to_ascii_lowercase();
        if is_number(word) {
            // One to three words with a capital, then the street's word.
            for last in first + 2..(first + 5).min(words.len()) {
                let names = (first + 1..last).all(|i| is_name(&words[i].2) && near(i - 1, i));
                let end = words[last].2.to_ascii_lowercase();
                if names && near(last - 1, last) && SUFFIXES.contains(&end.as_str()) {
                    hits.push(text.hit(Personal::Address, *from, words[last].1));
                }
            }
        } else if PREFIXES.contains(&plain.as_str()) && is_name(word) {
            let number = (first + 2..(first + 6).min(words.len()))
                .take_while(|i| near(i - 1, *i))
                .find(|i| is_number(&words[*i].2));
            hits.extend(number.map(|i| text.hit(Personal::Address, *from, words[i].1)));
        }
    }
    hits
}
