//! Which figures of each session are known, from which file, and which export tells most of the
//! rest.

use std::collections::BTreeMap;

use super::DataInputs;
use super::completeness::{Completeness, CompletenessRow, Fill};
use crate::domain::{Session, SessionId};
use crate::metrics::{
    Counted, FieldFrom, FieldState, Have, SessionField, best_export, fields as figures,
};
use crate::present::format;
use crate::present::pages::make::sources;
use crate::present::text::{Lang, data as text, fields as words, ingest as say};

/// The completeness by figures, over all sessions.
pub(super) fn fields(inputs: &DataInputs<'_>, lang: Lang) -> Completeness {
    let snapshot = inputs.snapshot;
    let mut page = Completeness {
        title: text::completeness_title(lang),
        note: words::all_sessions(snapshot.sessions.len(), lang),
        legend: words::legend(lang),
        views: words::views(lang),
        by_field: true,
        step_title: text::step_title(lang),
        ..Completeness::default()
    };
    if snapshot.sessions.is_empty() {
        page.empty = text::nothing_to_check(lang);
        page.note = String::new();
        return page;
    }
    let states: BTreeMap<SessionId, Vec<FieldState>> = snapshot
        .sessions
        .iter()
        .map(|session| (session.id, figures(snapshot, session, counted(inputs, session.id))))
        .collect();
    page.columns = snapshot.sessions.iter().map(|s| format::month_day(&s.start)).collect();
    page.sessions = snapshot.sessions.iter().map(|session| session.id).collect();
    for (at, field) in SessionField::ALL.into_iter().enumerate() {
        let label = words::name(field, lang).to_owned();
        let (mut cells, mut hovers) = (Vec::new(), Vec::new());
        for session in &snapshot.sessions {
            let state = states[&session.id][at];
            cells.push(fill(state.have));
            hovers.push(hover(inputs, session, state, &label, lang));
        }
        page.rows.push(CompletenessRow { label, cells, hovers });
    }
    let exports = inputs.exports;
    page.step = match best_export(snapshot, &states, exports) {
        Some(fills) => {
            words::step(&say::kind_name(&fills.kind, lang), &fills.fields, fills.sessions, lang)
        }
        None if page.rows.iter().any(|row| row.cells.contains(&Fill::None)) => {
            words::no_export(lang)
        }
        None => String::new(),
    };
    page.sentence = sentence(&page.rows, snapshot.sessions.len(), lang);
    page
}

fn counted(inputs: &DataInputs<'_>, session: SessionId) -> Counted {
    let counts = inputs.counts.get(&session).copied().unwrap_or_default();
    Counted { minutes: counts.minutes, comments: counts.comments, paid_orders: counts.paid_orders }
}

fn fill(have: Have) -> Fill {
    match have {
        Have::Full => Fill::Full,
        Have::Part => Fill::Part,
        Have::Estimated => Fill::Estimated,
        Have::None => Fill::None,
    }
}

/// `11-21 周六 成交人数 有：直播间列表.xlsx › 第 3 行`.
fn hover(
    inputs: &DataInputs<'_>,
    session: &Session,
    state: FieldState,
    label: &str,
    lang: Lang,
) -> String {
    let day = format::day(&session.start, lang);
    let source = match state.from {
        // A length may be told where the end was worked out from it.
        FieldFrom::Fact(fact) => std::iter::once(fact)
            .chain(state.field.facts().iter().copied())
            .find_map(|fact| inputs.snapshot.origin_of(session, fact))
            .map(|cell| sources(inputs.snapshot, std::slice::from_ref(cell), lang).concat())
            .unwrap_or_default(),
        other => words::from(other, lang).to_owned(),
    };
    let why = match (state.field, state.have) {
        (SessionField::Refunds, Have::Part) => words::not_settled(lang).to_owned(),
        _ => String::new(),
    };
    let more: Vec<String> = [source, why].into_iter().filter(|part| !part.is_empty()).collect();
    text::cell(&day, label, fill(state.have), &more.join(" · "), lang)
}

fn sentence(rows: &[CompletenessRow], sessions: usize, lang: Lang) -> String {
    let whole = rows.iter().filter(|row| row.cells.iter().all(|cell| *cell == Fill::Full)).count();
    let mut gaps: Vec<(&str, usize)> = rows
        .iter()
        .map(|row| {
            let missing = row.cells.iter().filter(|cell| **cell == Fill::None).count();
            (row.label.as_str(), missing)
        })
        .filter(|(_, missing)| *missing > 0)
        .collect();
    gaps.sort_by_key(|(_, missing)| std::cmp::Reverse(*missing));
    words::sentence(rows.len(), whole, &gaps, sessions, lang)
}
