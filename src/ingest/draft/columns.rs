//! The columns of a draft: what is suggested, what the person said, and the switches that the
//! header leaves open.

use super::suggest::{self, Seen};
use super::{Confidence, DraftColumn, FEATURE, MapSpec, SAMPLES};
use crate::ingest::grid::{CellRef, Row};
use crate::ingest::header::{normalise, split_unit};
use crate::ingest::holds::Holds;
use crate::ingest::kind::KindDef;
use crate::ingest::remarks::shorten;
use crate::ingest::template::{ColumnAt, UnitWord};

/// The columns with what they are, as suggested and as the person said.
pub(super) fn columns(
    kind: &KindDef,
    spec: &MapSpec,
    headers: &[String],
    seen: &[Seen],
    data: &[Row],
) -> Vec<DraftColumn> {
    let mut columns: Vec<DraftColumn> = suggest::suggest(kind, seen)
        .into_iter()
        .enumerate()
        .map(|(at, found)| {
            let sample = |row: &Row| shorten(&row.cell(at).text());
            let personal = seen[at].personal || found.confidence == Confidence::Personal;
            DraftColumn {
                position: at as u32 + 1,
                header: headers[at].clone(),
                samples: data
                    .iter()
                    .map(sample)
                    .filter(|text| !text.is_empty() && !personal)
                    .take(SAMPLES)
                    .collect(),
                personal,
                holds: seen[at].holds,
                target: found.target,
                confidence: found.confidence,
                units: Vec::new(),
                unit: None,
                twin: None,
            }
        })
        .collect();
    let names = suggest::targets(kind);
    for (at, target) in &spec.columns {
        let Some(index) = position(headers, at) else {
            continue;
        };
        let usable = |name: &&String| names.contains(name) || name.as_str() == FEATURE;
        let target = target.clone().filter(|name| usable(&name));
        // A name stands once: what a person gives to one column is taken from the other.
        if let Some(name) = target.as_ref().filter(|name| name.as_str() != FEATURE) {
            for other in columns.iter_mut().filter(|c| c.target.as_ref() == Some(name)) {
                other.target = None;
                other.confidence = Confidence::Unused;
            }
        }
        columns[index].confidence = match (&target, columns[index].personal) {
            (None, true) => Confidence::Personal,
            (None, false) => Confidence::Unused,
            (Some(_), _) => Confidence::Chosen,
        };
        columns[index].target = target;
    }
    for column in &mut columns {
        switches(kind, spec, headers, data, column);
    }
    columns
}

fn position(headers: &[String], at: &ColumnAt) -> Option<usize> {
    match at {
        ColumnAt::Position(position) => {
            (*position as usize).checked_sub(1).filter(|at| *at < headers.len())
        }
        ColumnAt::Header(header) => {
            let wanted = normalise(header);
            headers.iter().position(|own| normalise(own) == wanted)
        }
    }
}

/// Units and people or times, where the header does not tell.
fn switches(
    kind: &KindDef,
    spec: &MapSpec,
    headers: &[String],
    data: &[Row],
    column: &mut DraftColumn,
) {
    let Some(name) = column.target.clone() else {
        return;
    };
    let header = normalise(&column.header);
    let bare = matches!(column.holds, Holds::Counts | Holds::Numbers | Holds::Amounts);
    if bare && split_unit(&header).is_none() {
        column.units = UnitWord::of(suggest::field_kind(kind, &name)).to_vec();
    }
    if !column.units.is_empty() {
        let at = column.position as usize - 1;
        let said = spec.units.iter().find(|(key, _)| position(headers, key) == Some(at));
        let guess = || guessed_unit(&header, &name, data, at);
        column.unit = said.map(|(_, unit)| *unit).or_else(guess);
        column.unit = column.unit.filter(|unit| column.units.contains(unit));
    }
    let says =
        ["人", "次", "uv", "pv", "viewers", "views", "times", "users", "penonton", "dilihat"]
            .iter()
            .any(|word| header.contains(word));
    let twin = match (name.strip_suffix("_uv"), name.strip_suffix("_pv")) {
        (Some("viewers"), _) => Some("views_pv".to_owned()),
        (_, Some("views")) => Some("viewers_uv".to_owned()),
        (Some(base), _) => Some(format!("{base}_pv")),
        (_, Some(base)) => Some(format!("{base}_uv")),
        _ => None,
    };
    column.twin = twin.filter(|twin| !says && kind.columns.iter().any(|c| c.name == *twin));
}

/// The unit that a word in the header or the size of the numbers speaks for.
fn guessed_unit(header: &str, name: &str, data: &[Row], at: usize) -> Option<UnitWord> {
    let field = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let mut numbers: Vec<f64> = data
        .iter()
        .take(300)
        .filter_map(|row| match row.cell(at) {
            CellRef::Number(number) => Some(number),
            other => other.text().trim().parse().ok(),
        })
        .collect();
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    let middle = crate::domain::median(&mut numbers);
    if name == "fan_share" || name.ends_with("rate") {
        return Some(if largest > 1.5 { UnitWord::Percent } else { UnitWord::Fraction });
    }
    if field(&["hour", "jam", "小时"]) {
        Some(UnitWord::Hours)
    } else if field(&["min", "menit", "分钟"]) {
        Some(UnitWord::Minutes)
    } else if field(&["sec", "detik", "秒"]) {
        Some(UnitWord::Seconds)
    } else if name == "duration_s" {
        middle.map(|middle| match middle {
            m if m <= 24.0 => UnitWord::Hours,
            m if m <= 1440.0 => UnitWord::Minutes,
            _ => UnitWord::Seconds,
        })
    } else {
        Some(UnitWord::Seconds)
    }
}
