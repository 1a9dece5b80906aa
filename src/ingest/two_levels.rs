//! Headers of two levels: a group above, what it counts below. They become one row, joined with
//! a blank: `观看` over `人数` is `观看 人数`.

use super::detect::{is_wordy, rows_of_headers};
use super::grid::{Cells, Document, Row, Sheet};

/// Joins the headers of every sheet that has them on two levels. Whether there was one.
pub(super) fn join(document: &mut Document) -> bool {
    let mut any = false;
    for sheet in &mut document.sheets {
        if let Some(at) = find(sheet) {
            let joined = joined(&sheet.rows[at], &sheet.rows[at + 1]);
            sheet.rows[at + 1].cells = Cells::Record(joined);
            sheet.rows[at].cells = Cells::Record(csv::StringRecord::new());
            any = true;
        }
    }
    any
}

/// The row of groups.
fn find(sheet: &Sheet) -> Option<usize> {
    rows_of_headers(sheet).map(|(at, _)| at).find(|at| {
        let (Some(above), Some(below), Some(data)) =
            (sheet.rows.get(*at), sheet.rows.get(at + 1), sheet.rows.get(at + 2))
        else {
            return false;
        };
        below.number == above.number + 1 && levels(above, below) && !is_wordy(data)
    })
}

fn levels(above: &Row, below: &Row) -> bool {
    if !is_wordy(above) || !is_wordy(below) {
        return false;
    }
    let width = above.width().max(below.width());
    let filled = |row: &Row, at: usize| !row.cell(at).is_blank();
    let groups = (0..width).filter(|at| filled(above, *at)).count();
    let parts = (0..width).filter(|at| filled(below, *at)).count();
    // A group spans columns: its name stands over the first and nothing over the next.
    let spans = (1..width).any(|at| {
        !filled(above, at) && filled(below, at) && filled(above, at - 1) && filled(below, at - 1)
    });
    let gapless = (0..width).all(|at| filled(above, at) || filled(below, at));
    groups >= 2 && parts >= 2 && spans && gapless
}

fn joined(above: &Row, below: &Row) -> csv::StringRecord {
    let mut group = String::new();
    (0..above.width().max(below.width()))
        .map(|at| {
            let (top, under) = (above.cell(at).text(), below.cell(at).text());
            let (top, under) = (top.trim(), under.trim());
            if !top.is_empty() {
                top.clone_into(&mut group);
            }
            match (group.is_empty(), under.is_empty()) {
                (_, true) => std::mem::take(&mut group),
                (true, false) => under.to_owned(),
                (false, false) => format!("{group} {under}"),
            }
        })
        .collect()
}
