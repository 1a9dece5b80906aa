//! Exports that are recognised and not read, because the store has no place for what they tell.

use std::sync::LazyLock;

use serde::Deserialize;

use super::detect;
use super::grid::Document;
use super::header::normalise;
use super::kind::TableSpec;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Export {
    id: String,
    must: Vec<String>,
    /// Names of the files that come with it in one archive, which alone look like something else.
    #[serde(default)]
    beside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exports {
    export: Vec<Export>,
}

static EXPORTS: LazyLock<Vec<Export>> = LazyLock::new(|| {
    let read: Result<Exports, _> = toml::from_str(include_str!("kinds/no_place.toml"));
    // The file is compiled in and a test reads it.
    let mut exports = read.unwrap_or_else(|problem| panic!("no_place.toml: {problem}")).export;
    for entry in exports.iter_mut().flat_map(|export| &mut export.must) {
        *entry = normalise(entry);
    }
    exports
});

/// Ids of the exports that have no place, for their names.
pub fn without_place() -> impl Iterator<Item = &'static str> {
    EXPORTS.iter().map(|export| export.id.as_str())
}

/// Whether a file of an archive comes with an export without a place that lies beside it.
pub(super) fn belongs(export: &str, name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    EXPORTS
        .iter()
        .filter(|known| known.id == export)
        .flat_map(|known| &known.beside)
        .any(|beside| beside.eq_ignore_ascii_case(file))
}

/// The export without a place that a document is.
pub(super) fn find(document: &Document) -> Option<&'static str> {
    let spec = TableSpec::default();
    let rows = document.sheets.iter().flat_map(detect::header_rows);
    rows.into_iter().find_map(|headers| {
        let fits = |export: &&Export| export.must.iter().all(|e| detect::met(e, &spec, &headers));
        EXPORTS.iter().find(fits).map(|export| export.id.as_str())
    })
}
