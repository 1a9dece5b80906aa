//! What the columns of an unknown table may be, and what kind of table it is.

use super::words::{dictionary, hinted, own_kind};
use super::{Confidence, TIME_OF_DAY};
use crate::domain::FieldKind;
use crate::ingest::alike::{ALIKE, likeness};
use crate::ingest::detect::{canonical, lookup};
use crate::ingest::holds::Holds;
use crate::ingest::kind::{Grain, KindDef, Target};
use crate::ingest::template::MAIN_TIMES;

/// Kinds of table in the order they are thought of and offered.
pub(super) const GRAINS: [Grain; 12] = [
    Grain::Sessions,
    Grain::Orders,
    Grain::SessionProducts,
    Grain::Products,
    Grain::Comments,
    Grain::Events,
    Grain::Minutes,
    Grain::Segments,
    Grain::Channels,
    Grain::Income,
    Grain::Viewers,
    Grain::Visits,
];

/// A column as it is judged.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Normalised header; empty without one.
    pub header: String,
    pub holds: Holds,
    /// Who somebody is, by its header.
    pub personal: bool,
    /// A day without a time of day throughout.
    pub only_days: bool,
}

/// What a column may be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Suggestion {
    pub target: Option<String>,
    pub confidence: Confidence,
    weight: u32,
}

impl Suggestion {
    fn new(name: &str, confidence: Confidence, weight: u32) -> Self {
        Self { target: Some(name.to_owned()), confidence, weight }
    }
}

/// The names a column of this grain can be, in the order they are offered.
pub(super) fn targets(kind: &KindDef) -> Vec<String> {
    let mut names: Vec<String> = kind.columns.iter().map(|column| column.name.clone()).collect();
    if names.iter().any(|name| MAIN_TIMES.contains(&name.as_str())) {
        names.push(TIME_OF_DAY.to_owned());
    }
    let people = kind.table.aliases.values().any(|(to, _)| matches!(to, Target::Identity { .. }));
    if people {
        names.push("viewer".to_owned());
    }
    names
}

/// What a field of the grain holds; references count as text, moments as times.
pub(super) fn field_kind(kind: &KindDef, name: &str) -> FieldKind {
    match kind.table.target_of(kind.grain, name) {
        Some(Target::Field { kind, .. }) => kind,
        Some(Target::Ref("session_start")) => FieldKind::Time,
        _ => FieldKind::Text,
    }
}

fn fits(kind: &KindDef, name: &str, holds: Holds) -> bool {
    match name {
        TIME_OF_DAY => holds == Holds::TimesOfDay,
        // The outcome is a number or one of two words.
        "outcome" => matches!(
            holds,
            Holds::Flags | Holds::Counts | Holds::Numbers | Holds::Amounts | Holds::Nothing
        ),
        "action" => matches!(holds, Holds::Words | Holds::Flags | Holds::Nothing),
        name => match (field_kind(kind, name), holds) {
            // Moments may be written as numbers.
            (FieldKind::Time, Holds::Counts) => false,
            (FieldKind::Count, Holds::Flags) => true,
            (FieldKind::Text, Holds::Times | Holds::TimesOfDay | Holds::Ratios) => false,
            // Ids and bands may be numbers; names and words are not.
            (FieldKind::Text, Holds::Counts | Holds::Numbers | Holds::Amounts) => {
                name.ends_with("_id")
                    || matches!(name, "sku_code" | "spec" | "age_band" | "gender" | "fan_level")
            }
            (field, holds) => holds.fits(field),
        },
    }
}

/// What one column may be, best first.
fn candidates(kind: &KindDef, seen: &Seen) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    let header = &seen.header;
    if header.is_empty() {
        return found;
    }
    let exact = lookup(&kind.table, header).map(|(target, _)| canonical(target));
    if let Some(name) = exact.filter(|name| !name.is_empty()) {
        let sure = name == "viewer" || fits(kind, name, seen.holds);
        let confidence = if name == "viewer" {
            Confidence::Personal
        } else if sure {
            Confidence::Exact
        } else {
            Confidence::Guessed
        };
        found.push(Suggestion::new(name, confidence, if sure { 100 } else { 60 }));
    }
    if seen.personal {
        return found;
    }
    for entry in dictionary(kind.grain) {
        let close = likeness(header, &entry.header);
        if close < ALIKE || !fits(kind, &entry.name, seen.holds) {
            continue;
        }
        let confidence = if close == 100 {
            Confidence::Exact
        } else {
            Confidence::Alike { like: entry.header.clone(), percent: close }
        };
        found.push(Suggestion::new(&entry.name, confidence, close.saturating_sub(5)));
    }
    for name in targets(kind) {
        let covered = hinted(&name, header);
        if covered > 0 && fits(kind, &name, seen.holds) {
            let field = field_kind(kind, &name);
            let telling = matches!(field, FieldKind::Text | FieldKind::Time)
                || matches!(seen.holds, Holds::Amounts | Holds::TimesOfDay | Holds::Durations);
            let confidence = if telling && covered >= 40 {
                Confidence::Values { holds: seen.holds }
            } else {
                Confidence::Guessed
            };
            found.push(Suggestion::new(&name, confidence, 30 + covered / 4));
        }
    }
    // Moments need no header to be known.
    if seen.holds == Holds::Times {
        let main = MAIN_TIMES.iter().find(|n| kind.columns.iter().any(|c| c.name == **n));
        if let Some(name) = main {
            found.push(Suggestion::new(name, Confidence::Values { holds: seen.holds }, 25));
        }
    }
    if kind.grain == Grain::Visits && seen.holds == Holds::Flags {
        found.push(Suggestion::new("outcome", Confidence::Guessed, 10));
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.weight));
    found
}

/// What every column may be in a table of this kind: no name twice.
pub(super) fn suggest(kind: &KindDef, seen: &[Seen]) -> Vec<Suggestion> {
    let mut open: Vec<(usize, Suggestion)> = seen
        .iter()
        .enumerate()
        .flat_map(|(at, column)| candidates(kind, column).into_iter().map(move |one| (at, one)))
        .collect();
    // The surest first; of equals the column that stands first, but the last of two flags.
    open.sort_by_key(|(at, one)| {
        let flag = kind.grain == Grain::Visits && one.weight == 10;
        (std::cmp::Reverse(one.weight), if flag { seen.len() - at } else { *at })
    });
    let mut taken: Vec<Option<Suggestion>> = vec![None; seen.len()];
    let mut names: Vec<String> = Vec::new();
    for (at, one) in open {
        let name = one.target.clone().unwrap_or_default();
        if taken[at].is_none() && !names.contains(&name) {
            names.push(name);
            taken[at] = Some(one);
        }
    }
    without_clock(&mut taken, seen);
    taken
        .into_iter()
        .zip(seen)
        .map(|(found, column)| found.unwrap_or_else(|| unused(kind, column)))
        .collect()
}

/// A time of day is only of use beside a column of days.
fn without_clock(taken: &mut [Option<Suggestion>], seen: &[Seen]) {
    let of = |taken: &[Option<Suggestion>], wanted: &dyn Fn(&str) -> bool| {
        taken
            .iter()
            .position(|one| one.as_ref().and_then(|one| one.target.as_deref()).is_some_and(wanted))
    };
    let Some(clock) = of(taken, &|name| name == TIME_OF_DAY) else {
        return;
    };
    let main = of(taken, &|name| MAIN_TIMES.contains(&name));
    if main.is_none_or(|main| !seen[main].only_days) {
        taken[clock] = None;
    }
}

fn unused(kind: &KindDef, column: &Seen) -> Suggestion {
    if column.personal {
        return Suggestion { target: None, confidence: Confidence::Personal, weight: 0 };
    }
    if kind.grain == Grain::Visits {
        // Every column that is nothing else tells something of the visit.
        let confidence = Confidence::Values { holds: column.holds };
        return Suggestion::new(super::FEATURE, confidence, 0);
    }
    Suggestion { target: None, confidence: Confidence::Unused, weight: 0 }
}

/// What a table of this kind needs and these columns do not give.
pub(super) fn missing(kind: &KindDef, has: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut needed = kind.table.require.clone();
    if kind.grain == Grain::Events {
        needed.push("action".to_owned());
    }
    if kind.needs_session {
        needed.push("session_id|session_start".to_owned());
    }
    needed.retain(|entry| !entry.split('|').any(has));
    needed
}

/// The grain an unknown table seems to have.
pub(super) fn grain(seen: &[Seen]) -> Grain {
    let filled = seen.iter().filter(|column| !column.header.is_empty()).count().max(1) as f64;
    let mut best = (f64::MIN, Grain::Visits);
    for grain in GRAINS {
        let Some(kind) = own_kind(grain) else {
            continue;
        };
        let list = suggest(kind, seen);
        let has = |name: &str| list.iter().any(|one| one.target.as_deref() == Some(name));
        let complete = missing(kind, &has).is_empty();
        let told = kind
            .fingerprint
            .must
            .iter()
            .all(|entry| entry.split('|').any(|one| one.strip_prefix('@').is_some_and(has)));
        let sure: f64 = list.iter().map(|one| f64::from(one.weight) / 100.0).sum::<f64>() / filled;
        let score = if grain == Grain::Visits {
            let outcome =
                list.iter().zip(seen).find(|(one, _)| one.target.as_deref() == Some("outcome"));
            match outcome {
                // Two answers in one column, and nothing else is known as an own table.
                Some((one, column)) if column.holds == Holds::Flags && one.weight > 10 => 1.6,
                Some((one, _)) if one.weight > 10 => 0.9,
                Some(_) => 0.6,
                None => 0.0,
            }
        } else {
            sure + f64::from(u8::from(complete)) + 0.5 * f64::from(u8::from(told))
        };
        if score > best.0 {
            best = (score, grain);
        }
    }
    best.1
}
