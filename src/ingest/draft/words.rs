//! What headers of people's own tables usually mean: the words in `kinds/hints.toml`, and the
//! headers of every kind of the same grain.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::ingest::alike::squeezed;
use crate::ingest::built_in::kinds;
use crate::ingest::header::normalise;
use crate::ingest::kind::{Grain, KindDef, Layout};

static HINTS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let read = toml::from_str(include_str!("../kinds/hints.toml"));
    // The file is compiled in and a test reads it.
    read.unwrap_or_else(|problem| panic!("hints.toml: {problem}"))
});

/// Every hint by canonical name.
#[cfg(test)]
pub(super) fn hints() -> &'static BTreeMap<String, Vec<String>> {
    &HINTS
}

/// How much of a header the longest hint for a name covers, in percent; 0 when none is in it.
pub(super) fn hinted(name: &str, header: &str) -> u32 {
    let squeezed = squeezed(header);
    let words: Vec<&str> = header.split(|c: char| !c.is_alphanumeric()).collect();
    let whole = squeezed.chars().count().max(1);
    HINTS
        .get(name)
        .into_iter()
        .flatten()
        .filter(|hint| {
            if hint.is_ascii() && hint.len() < 5 {
                words.contains(&hint.as_str())
            } else {
                squeezed.contains(hint.as_str())
            }
        })
        .map(|hint| (hint.chars().count() * 100 / whole) as u32)
        .max()
        .unwrap_or(0)
}

/// The kind for a person's own table of a grain.
pub(super) fn own_kind(grain: Grain) -> Option<&'static KindDef> {
    kinds().iter().find(|kind| kind.generic && kind.grain == grain)
}

/// A header that some kind of the grain has, and what it is there.
pub(super) struct Entry {
    /// Normalised.
    pub header: String,
    pub name: String,
}

static DICTIONARY: LazyLock<BTreeMap<Grain, Vec<Entry>>> = LazyLock::new(|| {
    let mut all: BTreeMap<Grain, Vec<Entry>> = BTreeMap::new();
    // A person's own kinds first: their words are the plainest.
    let own_first = kinds()
        .iter()
        .filter(|kind| kind.generic)
        .chain(kinds().iter().filter(|kind| !kind.generic));
    for kind in own_first.filter(|kind| kind.layout == Layout::Table) {
        let known = own_kind(kind.grain);
        let list = all.entry(kind.grain).or_default();
        for column in &kind.columns {
            let wanted = known.is_some_and(|own| own.columns.iter().any(|c| c.name == column.name));
            for header in column.aliases.iter().chain(kind.generic.then_some(&column.name)) {
                let header = normalise(header);
                if wanted && list.iter().all(|entry| entry.header != header) {
                    list.push(Entry { header, name: column.name.clone() });
                }
            }
        }
    }
    all
});

/// Every header that kinds of a grain have.
pub(super) fn dictionary(grain: Grain) -> &'static [Entry] {
    DICTIONARY.get(&grain).map_or(&[], Vec::as_slice)
}
