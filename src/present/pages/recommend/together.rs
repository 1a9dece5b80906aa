//! The table of what is bought together.

use serde::Serialize;

use super::super::{Num, RangeText};
use crate::present::format;
use crate::present::text::Lang;
use crate::present::text::recommend::together as text;
use crate::recommend::{Associations, Pair};

/// How many pairs are shown.
const SHOWN: usize = 50;

/// Products that are bought together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TogetherTable {
    /// Column heads with what they mean.
    pub heads: Vec<(String, String)>,
    /// Those with most beyond chance first.
    pub rows: Vec<TogetherRow>,
    /// One plain sentence, also where there are no rows.
    pub sentence: String,
}

/// One pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TogetherRow {
    /// The one that sells less.
    pub from: String,
    /// The other one.
    pub to: String,
    /// How often, with the share of all.
    pub both: Num,
    /// Of those with the first, the share with the second too.
    pub confidence: Num,
    /// Its range.
    pub confidence_range: RangeText,
    /// Times chance.
    pub times_chance: Num,
    /// Its range.
    pub times_range: RangeText,
    /// The usual lift.
    pub lift: Num,
    /// What the figure against chance says.
    pub verdict: String,
    /// Whether it says so clearly.
    pub clear: bool,
}

/// The table on its own.
pub fn together_table(found: &Associations, lang: Lang) -> TogetherTable {
    TogetherTable {
        heads: text::heads(lang)
            .into_iter()
            .map(|(head, tip)| (head.to_owned(), tip.to_owned()))
            .collect(),
        rows: found.pairs.iter().take(SHOWN).map(|pair| row(pair, lang)).collect(),
        sentence: text::sentence(found, lang),
    }
}

fn row(pair: &Pair, lang: Lang) -> TogetherRow {
    let num = |raw: f64, text: String| Num { raw: Some(raw), text };
    let share = pair.confidence_interval;
    let times = pair.times_chance_interval;
    TogetherRow {
        from: pair.from_name.clone(),
        to: pair.to_name.clone(),
        both: num(f64::from(pair.both), text::times(pair, lang)),
        confidence: num(pair.confidence, format::percent(pair.confidence)),
        confidence_range: RangeText {
            low: share.low,
            high: share.high,
            level: share.level,
            text: format::ends(&format::percent(share.low), &format::percent(share.high)),
        },
        times_chance: num(pair.times_chance, format!("{}×", format::fixed(pair.times_chance, 1))),
        times_range: RangeText {
            low: times.low,
            high: times.high,
            level: times.level,
            text: format::ends(&format::fixed(times.low, 1), &format::fixed(times.high, 1)),
        },
        lift: num(pair.lift, format::fixed(pair.lift, 2)),
        verdict: text::verdict(pair, lang).to_owned(),
        clear: pair.clear,
    }
}
