//! One comment: what it asks, what it answers, whether it is pleased.

use serde::Serialize;

use super::Intent;
use super::lexicon::{Hit, Sign, lexicon, normal};

/// Pleased or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// Praises.
    Praise,
    /// Complains.
    Complaint,
}

/// What a comment says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Whether it asks.
    pub asks: bool,
    /// What it asks about, by order of importance to a sale; not empty when it asks.
    pub about: Vec<Intent>,
    /// What it complains about; not empty when it complains.
    pub complains: Vec<Intent>,
    /// What it may be an answer to.
    pub answers: Vec<Intent>,
    /// Pleased or not; a question is neither.
    pub mood: Option<Mood>,
}

/// A comment of so few letters that names a subject asks about it: 价格, 链接.
const SHORT: usize = 6;
/// As `SHORT`, of a text in Latin letters: "price please".
const SHORT_LATIN: usize = 14;

/// Reads one comment.
pub fn read(text: &str) -> Reading {
    let letters = normal(text);
    let words = lexicon();
    let hits = words.hits(&letters);
    let mut reading = Reading::default();
    if hits.is_empty() && !words.ends_asking(&letters) {
        return reading;
    }
    // A word inside a longer word says nothing of its own: 「不好吃」 holds no 「好吃」.
    let inside = |hit: &Hit| {
        hits.iter().any(|other| {
            other.from <= hit.from
                && other.to >= hit.to
                && other.to - other.from > hit.to - hit.from
        })
    };
    let whole: Vec<&Hit> = hits.iter().filter(|hit| !inside(hit)).collect();
    let any = |wanted: fn(Sign) -> Option<Intent>| -> Vec<Intent> {
        let mut found: Vec<Intent> = whole.iter().filter_map(|hit| wanted(hit.sign)).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let angry = any(|sign| match sign {
        Sign::Angry(intent) => Some(intent),
        _ => None,
    });
    // 「没踩雷」 and "not bad" praise, 「不好吃」 and "not good" complain.
    let turned_at = |hit: &Hit| words.negated(&letters, hit.from);
    let mut trouble: Vec<Intent> = Vec::new();
    let (mut pleased, mut turned) = (false, false);
    for hit in &whole {
        match (hit.sign, turned_at(hit)) {
            (Sign::Trouble(intent), false) => trouble.push(intent),
            (Sign::Praise, false) | (Sign::Trouble(_), true) => pleased = true,
            (Sign::Praise, true) => turned = true,
            _ => {}
        }
    }
    trouble.sort_unstable();
    trouble.dedup();
    let asked = any(|sign| match sign {
        Sign::Asks(intent) => Some(intent),
        _ => None,
    });
    let topics = any(|sign| match sign {
        Sign::Topic(intent) if intent != Intent::Want => Some(intent),
        _ => None,
    });
    reading.answers = any(|sign| match sign {
        Sign::Answer(intent) => Some(intent),
        _ => None,
    });
    let neutral = |hit: &&Hit| {
        let holds = |other: &Hit| other.from <= hit.from && other.to >= hit.to;
        hits.iter().any(|other| other.sign == Sign::Neutral && holds(other))
    };
    let mut marks = hits.iter().filter(|hit| hit.sign == Sign::Ask);
    let marked = marks.any(|hit| !neutral(&hit)) || words.ends_asking(&letters);
    let feels = pleased || turned || !trouble.is_empty();
    let latin = letters.iter().all(char::is_ascii);
    let few = letters.len() <= if latin { SHORT_LATIN } else { SHORT };
    let short = few && !topics.is_empty() && !feels && reading.answers.is_empty();
    if !angry.is_empty() {
        reading.complains = angry;
        reading.mood = Some(Mood::Complaint);
        return reading;
    }
    // What asks by its words alone also stands in sentences that ask nothing when somebody is
    // pleased, complains or answers: 「小孩很喜欢」.
    reading.asks = marked || short || (!asked.is_empty() && !feels);
    if reading.asks {
        // A word that asks by itself says more exactly what is meant than a subject that is named;
        // to be shown something says least.
        let exact: Vec<Intent> = asked.iter().copied().filter(|i| *i != Intent::Show).collect();
        let mut about = match (exact.is_empty(), topics.is_empty()) {
            (false, _) => exact,
            (true, false) => topics,
            (true, true) => asked,
        };
        // 「会不会掉色」 asks about quality.
        if about.is_empty() {
            about = trouble;
        }
        if about.is_empty() {
            about.push(if pleased || turned { Intent::Quality } else { Intent::Other });
        }
        reading.about = about;
        reading.answers.clear();
        return reading;
    }
    if !trouble.is_empty() {
        reading.complains = trouble;
        reading.mood = Some(Mood::Complaint);
    } else if turned {
        reading.complains = vec![Intent::Quality];
        reading.mood = Some(Mood::Complaint);
    } else if pleased {
        reading.mood = Some(Mood::Praise);
    }
    reading
}
