//! The privacy card: what the store really holds of people, by looking at every column of it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::{ColumnFates, Platform};
use crate::engine::PrivacyAudit;
use crate::ingest;
use crate::present::text::{Lang, ingest as say, privacy as text, tray};
use crate::store::{ColumnHolds, Holds, TableHolds};

/// What becomes of fields of the exports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Privacy {
    /// Title.
    pub title: String,
    /// That nothing leaves this machine.
    pub note: String,
    /// What looking at every stored text gave; empty while there is nothing in the store.
    pub verdict: String,
    /// Whether nothing looks personal.
    pub clean: bool,
    /// What looks personal, and what to do about it.
    pub findings: Vec<String>,
    /// Three groups: kept, hashed, dropped; each with its fields.
    pub groups: Vec<PrivacyGroup>,
    /// Title of the tables.
    pub tables_title: String,
    /// One a table of the store that has rows.
    pub tables: Vec<PrivacyLine>,
    /// Title of the files.
    pub sources_title: String,
    /// One a kind of file: what its columns became.
    pub sources: Vec<PrivacyLine>,
    /// A warning when viewer keys are from another machine; else empty.
    pub warning: String,
}

/// Fields with one fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivacyGroup {
    /// What becomes of them.
    pub fate: Fate,
    /// Its word.
    pub title: String,
    /// What that means.
    pub detail: String,
    /// Which fields.
    pub fields: String,
}

/// A table of the store or a kind of file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivacyLine {
    /// Its name.
    pub name: String,
    /// What its columns hold, in counts.
    pub line: String,
    /// Column by column.
    pub detail: String,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Stored as it is.
    Kept,
    /// Stored as a keyed hash that cannot be turned back.
    Hashed,
    /// Never read.
    Dropped,
}

/// The card while the store is still being looked through.
pub fn still_looking(foreign_key: bool, lang: Lang) -> Privacy {
    Privacy {
        verdict: text::looking(lang),
        clean: true,
        warning: if foreign_key { text::foreign_key(lang) } else { String::new() },
        ..text::head(lang)
    }
}

/// Makes the card. `known` are the personal headers that no kind of export stores.
pub fn build(audit: &PrivacyAudit, known: &[String], foreign_key: bool, lang: Lang) -> Privacy {
    let empty = audit.sources.is_empty();
    let dropped = audit.dropped();
    Privacy {
        verdict: if empty { String::new() } else { text::verdict(audit, lang) },
        clean: audit.clean,
        findings: audit.store.findings.iter().map(|f| text::finding(f, lang)).collect(),
        groups: text::groups(if empty { known } else { &dropped }, empty, lang),
        tables_title: text::tables_title(lang),
        tables: if empty { Vec::new() } else { tables(audit, lang) },
        sources_title: text::sources_title(lang),
        sources: sources(audit, lang),
        warning: if foreign_key { text::foreign_key(lang) } else { String::new() },
        ..text::head(lang)
    }
}

/// The names of the columns that hold this.
pub fn named(table: &TableHolds, holds: Holds) -> Vec<String> {
    let is = |column: &&ColumnHolds| column.holds == holds;
    table.columns.iter().filter(is).map(|column| column.column.clone()).collect()
}

fn tables(audit: &PrivacyAudit, lang: Lang) -> Vec<PrivacyLine> {
    // Those with people in them first.
    let people = |table: &&TableHolds| table.columns.iter().any(|c| c.holds == Holds::Hashed);
    let mut tables: Vec<&TableHolds> = audit.store.tables.iter().collect();
    tables.sort_by_key(|table| !people(table));
    tables
        .into_iter()
        .map(|table| {
            let [kept, hashed, nothing] =
                [Holds::Kept, Holds::Hashed, Holds::Nothing].map(|holds| named(table, holds));
            PrivacyLine {
                name: text::table(&table.table, lang),
                line: text::table_line(table.rows, kept.len(), hashed.len(), nothing.len(), lang),
                detail: text::column_lists(&kept, &hashed, &nothing, lang),
            }
        })
        .collect()
}

/// The files of one kind in one line, in the order of the newest.
fn sources(audit: &PrivacyAudit, lang: Lang) -> Vec<PrivacyLine> {
    let mut order: Vec<&str> = Vec::new();
    let mut kinds: BTreeMap<&str, (ColumnFates, usize, u64)> = BTreeMap::new();
    for source in &audit.sources {
        if !order.contains(&source.kind.as_str()) {
            order.push(&source.kind);
        }
        let (fates, files, masked) = kinds.entry(&source.kind).or_default();
        if let Some(columns) = &source.columns {
            fates.join(columns);
        }
        *files += 1;
        *masked += source.masked;
    }
    order
        .into_iter()
        .filter_map(|kind| {
            let (fates, files, masked) = kinds.get(kind)?;
            let platform = ingest::kinds()
                .iter()
                .find(|known| known.id.0 == kind)
                .map_or(Platform::Generic, |known| known.platform);
            Some(PrivacyLine {
                name: text::files(
                    &tray::kind(platform, &say::kind_name(kind, lang), lang),
                    *files,
                    lang,
                ),
                line: text::fates(fates, *masked, lang),
                detail: text::fate_lists(fates, lang),
            })
        })
        .collect()
}
