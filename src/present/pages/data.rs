//! Data: what is in here and can I trust it? Tray, completeness, reconciliation, history.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Serialize;

use super::tray::{Tray, TrayView};
use super::{PageContext, tray};
use crate::domain::{SessionId, Snapshot};
use crate::engine::Taught;
use crate::metrics::{Broken, SessionExport};
use crate::present::text::data as text;
use crate::store::{ImportRecord, SessionCounts, SourceRows};

mod completeness;
mod fields;
mod files;
mod history;
mod learnt;
mod opened;
mod reconcile;
mod sanity;

pub use completeness::{Completeness, CompletenessRow, Detail, Fill, SHOWN};
pub use files::{FileRow, Files};
pub use history::{History, HistoryRow};
pub use learnt::{Learnt, LearntRow};
pub use opened::{Opened, OpenedView, SourceView, TableLine};
pub use reconcile::{Reconcile, ReconcileRow};
pub use sanity::{BrokenRow, Sanity, row as broken_row, sanity as sanity_list};

/// What the page is made from.
#[derive(Clone, Copy, Debug)]
pub struct DataInputs<'a> {
    /// The store.
    pub snapshot: &'a Snapshot,
    /// Every import, newest first.
    pub imports: &'a [ImportRecord],
    /// Detail of each session.
    pub counts: &'a BTreeMap<SessionId, SessionCounts>,
    /// What lies in the tray.
    pub tray: Option<&'a Tray>,
    /// The session whose sums are compared; `None`: the latest with an amount.
    pub session: Option<SessionId>,
    /// The zone in which the person lives: imports are dated in it.
    pub zone: &'a TimeZone,
    /// Laws that numbers break.
    pub broken: &'a [Broken],
    /// What a person looks closer at.
    pub opened: Option<Opened>,
    /// Where the rows of an opened file went.
    pub source_rows: &'a [SourceRows],
    /// Whether completeness is shown by figures rather than by tables.
    pub by_field: bool,
    /// Exports that tell of whole sessions.
    pub exports: &'a [SessionExport],
    /// What a person taught the importer.
    pub taught: &'a [Taught],
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DataPage {
    /// 这里有什么？能信吗？
    pub question: String,
    /// The tray; `None` when nothing lies in it.
    pub tray: Option<TrayView>,
    /// What to do while the tray is empty.
    pub invitation: Invitation,
    /// Completeness.
    pub completeness: Completeness,
    /// Sums against each other.
    pub reconcile: Reconcile,
    /// Imports.
    pub history: History,
    /// Their files.
    pub files: Files,
    /// Numbers that contradict each other.
    pub sanity: Sanity,
    /// The closer look at one import or file.
    pub opened: Option<OpenedView>,
    /// What this store has learnt.
    pub learnt: Learnt,
}

/// What stands in place of an empty tray.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Invitation {
    /// First line.
    pub title: String,
    /// What can come in.
    pub detail: String,
    /// The button.
    pub action: String,
}

/// Makes the page.
pub fn build(inputs: &DataInputs<'_>, context: &PageContext) -> DataPage {
    let lang = context.lang;
    DataPage {
        question: text::question(lang),
        tray: inputs.tray.map(|tray| tray::view(tray, inputs.snapshot, lang)),
        invitation: text::invitation(lang),
        completeness: if inputs.by_field {
            fields::fields(inputs, lang)
        } else {
            completeness::completeness(inputs, lang)
        },
        reconcile: reconcile::reconcile(inputs, lang),
        history: history::history(inputs, context),
        files: files::files(inputs, context),
        sanity: sanity::sanity(inputs.snapshot, inputs.broken, lang),
        opened: opened::opened(inputs, context),
        learnt: learnt::learnt(inputs, lang),
    }
}
