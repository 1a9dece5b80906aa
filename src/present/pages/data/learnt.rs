//! What the store has learnt from a person: own kinds, kept tables, renamed headers.

use serde::Serialize;

use super::DataInputs;
use crate::engine::Taught;
use crate::ingest::OwnKind;
use crate::present::format;
use crate::present::text::{Lang, taught as text};

/// Everything that was taught.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Learnt {
    /// Title.
    pub title: String,
    /// How many.
    pub note: String,
    /// Column headers: what it is, its name, what it is for.
    pub columns: Vec<String>,
    /// Own kinds, kept tables, renamed headers; empty when nothing was taught.
    pub rows: Vec<LearntRow>,
    /// The button of a row.
    pub action: String,
}

/// One thing that was taught.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearntRow {
    /// `自己的类型`, `记下的表`, `改名的表头`.
    pub what: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub serves: String,
    /// The thing itself, to be forgotten and taught again.
    #[serde(skip)]
    pub taught: Taught,
}

pub(super) fn learnt(inputs: &DataInputs<'_>, lang: Lang) -> Learnt {
    let rows: Vec<LearntRow> = inputs
        .taught
        .iter()
        .map(|taught| LearntRow {
            what: text::what(taught, lang),
            name: text::name(taught).to_owned(),
            serves: format::capital(&serves(taught, lang)),
            taught: taught.clone(),
        })
        .collect();
    if rows.is_empty() {
        return Learnt::default();
    }
    Learnt {
        title: text::title(lang),
        note: text::note(lang),
        columns: text::columns(lang),
        rows,
        action: text::forget(lang),
    }
}

fn serves(taught: &Taught, lang: Lang) -> String {
    match taught {
        Taught::Kind(record) => match OwnKind::parse(&record.body) {
            Ok(own) => {
                let replaces = own.def.replaces.as_deref();
                text::kind_serves(own.def.grain, own.def.platform, replaces, lang)
            }
            Err(_) => text::not_read(lang),
        },
        Taught::Template(record) => match crate::ingest::Template::parse(&record.body) {
            Ok(template) => text::template_serves(&template.kind.0, record.headers.len(), lang),
            Err(_) => text::not_read(lang),
        },
        Taught::Alias(alias) => text::alias_serves(&alias.kind, &alias.name, lang),
    }
}
