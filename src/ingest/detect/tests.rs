//! No kind takes another kind's header for its own.

use super::{Layout, detect, lookup, met};
use crate::ingest::built_in::kinds;
use crate::ingest::grid::{Cells, Document, Row, Sheet};
use crate::ingest::kind::{KindDef, Target};

/// The fullest header a kind knows: every purpose by its first alias, every header that is
/// dropped or ignored, and what its fingerprint asks for.
fn header(kind: &KindDef) -> Vec<String> {
    let mut headers: Vec<String> = kind
        .table
        .aliases
        .iter()
        .filter(|(_, (target, rank))| *rank == 0 || matches!(target, Target::Drop | Target::Ignore))
        .map(|(header, _)| header.clone())
        .collect();
    for entry in &kind.fingerprint.must {
        let known = met(entry, &kind.table, &headers);
        if let Some(first) = entry.split('|').next().filter(|_| !known) {
            headers.push(first.to_owned());
        }
    }
    headers
}

fn document(headers: &[String]) -> Document {
    let row = |number: u32, cells: &[String]| Row {
        number,
        cells: Cells::Record(cells.iter().collect()),
    };
    let blank = vec![String::new(); headers.len()];
    Document {
        encoding: "utf-8",
        delimiter: Some(','),
        replaced: 0,
        left_out: Vec::new(),
        sheets: vec![Sheet {
            name: "".into(),
            rows: vec![row(1, headers), row(2, &blank)],
            open_end: false,
        }],
    }
}

fn claims(kind: &KindDef, headers: &[String]) -> bool {
    let print = &kind.fingerprint;
    print.must.iter().all(|entry| met(entry, &kind.table, headers))
        && !print.must_not.iter().any(|entry| met(entry, &kind.table, headers))
}

/// As exports write them: full-width brackets, capitals, blanks around, another order.
fn drifted(headers: &[String]) -> Vec<String> {
    let mut out: Vec<String> = headers
        .iter()
        .rev()
        .map(|h| format!("\u{feff} {} ", h.replace('(', "（").replace(')', "）").to_uppercase()))
        .collect();
    let middle = out.len() / 2;
    out.rotate_left(middle);
    out
}

#[test]
fn every_kind_recognises_its_own_header_and_no_other_claims_it() {
    let platforms: Vec<&KindDef> =
        kinds().iter().filter(|k| k.layout == Layout::Table && !k.generic).collect();
    assert!(platforms.len() >= 15);
    for kind in &platforms {
        let own = header(kind);
        assert!(own.len() >= 4, "{}: {own:?}", kind.id);
        for headers in [own.clone(), drifted(&own)] {
            let known = crate::ingest::Known::default();
            let found = detect(&document(&headers), &known).map(|f| f.kind.id.0.clone());
            assert_eq!(found.as_deref(), Some(kind.id.0.as_str()), "{headers:?}");
        }
        for other in platforms.iter().filter(|other| other.id != kind.id) {
            assert!(!claims(other, &own), "{} takes {} for its own", other.id, kind.id);
        }
    }
}

#[test]
fn what_a_kind_needs_is_something_it_knows() {
    for kind in kinds().iter().filter(|k| k.layout == Layout::Table && !k.generic) {
        for entry in &kind.fingerprint.must {
            let known = entry
                .split('|')
                .any(|one| one.starts_with('@') || lookup(&kind.table, one).is_some())
                // A header that is asked for without its unit.
                || kind.table.aliases.keys().any(|alias| met(entry, &kind.table, std::slice::from_ref(alias)));
            assert!(known, "{}: {entry}", kind.id);
        }
    }
}
