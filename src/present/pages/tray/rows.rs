//! The rows of the tray: one for each file, with what can be said or done about it.

use super::{RowAction, Tray, TrayFailure, TrayFile, TrayRow, TrayState, file_name, remarked_file};
use crate::domain::{Remedy, Snapshot, WarningCode};
use crate::ingest::IngestError;
use crate::present::format;
use crate::present::pages::repairs::Repairs;
use crate::present::text::{Lang, cleaning, ingest as say, mapping, privacy, tray as text};

/// Sessions that are offered to a file that names none.
const SESSIONS: usize = 60;

pub(super) fn file_row(file: &TrayFile, tray: &Tray, lang: Lang) -> TrayRow {
    let written = tray.written.is_some();
    let worrying = file.remarks.warnings.iter().any(|warning| worries(warning.code));
    let state = if file.duplicate {
        TrayState::Duplicate
    } else if file.rejected() > 0 || worrying {
        TrayState::Check
    } else {
        TrayState::Known
    };
    TrayRow {
        path: file.path.clone(),
        name: file.name.clone(),
        size: format::bytes(file.size),
        kind: text::kind(file.platform, &say::kind_name(&file.kind, lang), lang),
        remark: text::remark(file, lang),
        count: text::counts(&file.tables, lang),
        state,
        badge: text::badge(state, file.rejected(), written, lang),
        outcome: text::outcome(file, written, lang),
        days: text::days(file.days, lang),
        repairs: Repairs::of(&[remarked_file(file)], lang),
        trouble: Vec::new(),
        notes: notes(file, tray, lang),
        actions: if written || file.duplicate { Vec::new() } else { actions(file, lang) },
    }
}

fn actions(file: &TrayFile, lang: Lang) -> Vec<(RowAction, String)> {
    let mut actions = Vec::new();
    if !file.offers.is_empty() {
        let words = mapping::accept(&file.offers, lang);
        actions.push((RowAction::Accept(file.offers.clone()), words));
    }
    actions.push((RowAction::Map { inner: file.inner.clone() }, mapping::map_again(lang)));
    actions
}

/// What a person can say of a file that was not understood; nothing when that is not the trouble.
fn answers(
    error: &IngestError,
    inner: Option<&str>,
    snapshot: &Snapshot,
    lang: Lang,
) -> Vec<(RowAction, String)> {
    let map = || (RowAction::Map { inner: inner.map(str::to_owned) }, mapping::map_it(lang));
    match error {
        IngestError::UnknownKind { near, .. } if !near.is_empty() => {
            vec![(RowAction::Accept(near.clone()), mapping::accept(near, lang)), map()]
        }
        IngestError::UnknownKind { .. } | IngestError::MissingColumns { .. } => vec![map()],
        IngestError::NoSession => belongs(snapshot, lang),
        IngestError::Inside { name, error } => answers(error, Some(name), snapshot, lang),
        _ => Vec::new(),
    }
}

/// The sessions a file may be about, newest first.
fn belongs(snapshot: &Snapshot, lang: Lang) -> Vec<(RowAction, String)> {
    if snapshot.sessions.is_empty() {
        return Vec::new();
    }
    let newest = snapshot.sessions.iter().rev().take(SESSIONS).map(|session| {
        let shop = snapshot.account(session.account).map_or("", |account| &account.name);
        let at = &session.start;
        let start = format!("{} {}", format::day(at, lang), format::clock(at));
        (RowAction::Belongs(session.id), text::belongs(&start, shop, lang))
    });
    let ask = (RowAction::ChooseSession, text::choose_session(lang));
    std::iter::once(ask).chain(newest).collect()
}

fn notes(file: &TrayFile, tray: &Tray, lang: Lang) -> Vec<String> {
    let mut notes = vec![text::reading(file, lang)];
    notes.extend(file.offers.iter().map(|offer| mapping::renamed(offer, lang)));
    notes.extend(file.template.as_ref().map(|name| text::by_template(name, lang)));
    if !file.remarks.columns.is_empty() {
        notes.push(privacy::fates(&file.remarks.columns, 0, lang));
    }
    let logs = file.tables.iter().any(|(table, _)| matches!(*table, "events" | "comments"));
    if let Some(found) = tray.cleaning.filter(|_| logs && !file.duplicate) {
        notes.push(cleaning::summary(&found, lang));
    }
    notes
}

pub(super) fn failed_row(failed: &TrayFailure, snapshot: &Snapshot, lang: Lang) -> TrayRow {
    let notice = say::ingest_error(&failed.error, lang);
    let actions = answers(&failed.error, None, snapshot, lang);
    let state = if actions.is_empty() { TrayState::Failed } else { TrayState::Ask };
    let trouble = [&notice.detail, &notice.action]
        .into_iter()
        .filter(|line| !line.is_empty())
        .cloned()
        .collect();
    TrayRow {
        path: failed.path.clone(),
        name: file_name(&failed.path),
        size: String::new(),
        kind: notice.title.clone(),
        remark: String::new(),
        count: format::MISSING.to_owned(),
        state,
        badge: text::badge(state, 0, false, lang),
        outcome: text::failed_outcome(state, lang),
        days: String::new(),
        repairs: Repairs::default(),
        trouble,
        notes: Vec::new(),
        actions,
    }
}

/// Warnings that ask for a look; the others only inform.
fn worries(code: WarningCode) -> bool {
    Remedy::of_warning(code).is_needed()
}
