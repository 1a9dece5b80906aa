//! What a person taught the importer: templates of their own tables, and headers that a platform
//! renamed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Template;
use super::built_in::{file_of, kinds};
use super::detect::canonical;
use super::grid::Document;
use super::header::normalise;
use super::kind::{KindDef, TableSpec};
use super::own_kind::OwnKind;
use super::template::ColumnAt;

/// The share of a template's headers that a file must have to be of the same shape.
const SAME_SHAPE: f64 = 0.6;

/// A template under its name.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedTemplate {
    /// Name.
    pub name: String,
    /// The template.
    pub template: Template,
    /// Every header of the file it was made for, normalised.
    pub headers: Vec<String>,
    /// Whether it is used even where a kind recognises the file.
    pub wins: bool,
}

/// A header that a kind has under another name now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// Id of the kind.
    pub kind: String,
    /// The new header, normalised.
    pub header: String,
    /// The canonical name it stands for.
    pub name: String,
}

/// A header that nobody knows and that looks like one that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasOffer {
    /// Id of the kind.
    pub kind: String,
    /// The header as it stands in the file.
    pub header: String,
    /// The canonical name it would stand for.
    pub name: String,
    /// The known header it looks like.
    pub like: String,
}

impl AliasOffer {
    /// The offer, accepted.
    pub fn accept(&self) -> Alias {
        Alias { kind: self.kind.clone(), header: normalise(&self.header), name: self.name.clone() }
    }
}

/// Everything a person taught, ready to be used.
#[derive(Clone, Debug, Default)]
pub struct Known {
    templates: Vec<SavedTemplate>,
    aliases: Vec<Alias>,
    own: Vec<OwnKind>,
    /// The kinds that have more headers than they came with.
    taught: Vec<KindDef>,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        let files = |known: &Self| known.own.iter().map(|own| own.body.clone()).collect::<Vec<_>>();
        self.templates == other.templates
            && self.aliases == other.aliases
            && files(self) == files(other)
    }
}

impl Known {
    /// From what is kept. Aliases of kinds or names that are no more are left out.
    pub fn new(templates: Vec<SavedTemplate>, aliases: Vec<Alias>, own: Vec<OwnKind>) -> Self {
        let mut taught: Vec<KindDef> = Vec::new();
        for alias in &aliases {
            let at = taught.iter().position(|kind| kind.id.0 == alias.kind);
            let untaught = || standing(&own).find(|kind| kind.id.0 == alias.kind);
            match (at, untaught()) {
                (Some(at), _) => teach(&mut taught[at], alias),
                (None, Some(kind)) => {
                    let mut kind = kind.clone();
                    teach(&mut kind, alias);
                    taught.push(kind);
                }
                (None, None) => {}
            }
        }
        Self { templates, aliases, own, taught }
    }

    /// Every kind, with what was taught: a person's own first, and without those they replace.
    pub fn kinds(&self) -> impl Iterator<Item = &KindDef> {
        standing(&self.own).map(|kind| self.taught_of(kind))
    }

    /// A person's own kinds.
    pub fn own(&self) -> &[OwnKind] {
        &self.own
    }

    /// The file of the kind with this id, also of one that is replaced.
    pub fn file_of(&self, id: &str) -> Option<&str> {
        let own = self.own.iter().find(|own| own.def.id.0 == id);
        own.map_or_else(|| file_of(id), |own| Some(&own.body))
    }

    /// The kind with this id.
    pub fn find(&self, id: &str) -> Option<&KindDef> {
        self.kinds().find(|kind| kind.id.0 == id)
    }

    fn taught_of<'a>(&'a self, kind: &'a KindDef) -> &'a KindDef {
        self.taught.iter().find(|taught| taught.id == kind.id).unwrap_or(kind)
    }

    /// The templates.
    pub fn templates(&self) -> &[SavedTemplate] {
        &self.templates
    }

    /// The aliases.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// The template of that name.
    pub fn template(&self, name: &str) -> Option<&SavedTemplate> {
        self.templates.iter().find(|saved| saved.name == name)
    }
}

/// Own kinds, then those built in that no own one replaces.
fn standing(own: &[OwnKind]) -> impl Iterator<Item = &KindDef> {
    let built_in = kinds().iter().filter(|kind| own.iter().all(|own| !own.replaces(kind)));
    own.iter().map(|own| &own.def).chain(built_in)
}

/// Gives a kind one more header.
fn teach(kind: &mut KindDef, alias: &Alias) {
    let header = normalise(&alias.header);
    add(&mut kind.table, &header, &alias.name);
    for sheet in &mut kind.sheets {
        add(&mut sheet.table, &header, &alias.name);
    }
    for column in kind.columns.iter_mut().filter(|column| column.name == alias.name) {
        column.aliases.push(alias.header.clone());
    }
    // What told the kind by its old header is told by the new one too.
    let stands_for = |one: &str| {
        one.strip_prefix('@').unwrap_or(one) == alias.name
            || kind.table.aliases.get(one).is_some_and(|(to, _)| canonical(to) == alias.name)
    };
    for entry in &mut kind.fingerprint.must {
        if entry.split('|').any(stands_for) {
            entry.push('|');
            entry.push_str(&header);
        }
    }
}

fn add(spec: &mut TableSpec, header: &str, name: &str) {
    let known = spec.aliases.values().filter(|(target, _)| canonical(target) == name);
    let last = known.map(|(target, rank)| (*rank, target.clone())).max_by_key(|(rank, _)| *rank);
    if let Some((rank, target)) = last {
        spec.aliases.insert(header.to_owned(), (target, rank + 1));
    }
}

/// How well a row of headers is of a template's shape; `None` when it is not.
pub(super) fn fit(saved: &SavedTemplate, headers: &BTreeSet<String>) -> Option<usize> {
    let named: Vec<String> = saved
        .template
        .columns
        .iter()
        .map(|(_, at)| at)
        .chain(&saved.template.of_day)
        .filter_map(|at| match at {
            ColumnAt::Header(header) => Some(normalise(header)),
            ColumnAt::Position(_) => None,
        })
        .collect();
    let known = saved.headers.iter().filter(|header| headers.contains(*header)).count();
    let enough = known as f64 >= SAME_SHAPE * saved.headers.len() as f64;
    let all = !named.is_empty() && named.iter().all(|header| headers.contains(header));
    (all && enough).then_some(known)
}

/// The template that a document is of the shape of, if any; the one with most headers in common.
pub(super) fn matching<'a>(
    document: &Document,
    templates: impl Iterator<Item = &'a SavedTemplate>,
) -> Option<&'a SavedTemplate> {
    let rows: Vec<BTreeSet<String>> = document
        .sheets
        .iter()
        .flat_map(super::detect::header_rows)
        .map(|row| row.into_iter().filter(|header| !header.is_empty()).collect())
        .collect();
    templates
        .filter_map(|saved| {
            let best = rows.iter().filter_map(|headers| fit(saved, headers)).max()?;
            Some((best, saved))
        })
        // Of equals the first by name.
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, saved)| saved)
}
