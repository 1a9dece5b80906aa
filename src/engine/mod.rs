//! One synchronous method per use case, over the store and the pure engines. Both front ends,
//! the window and the command line, call these and nothing below.

mod actions;
#[cfg(test)]
mod actions_spend_tests;
#[cfg(test)]
mod actions_tests;
mod audit;
mod cleaning;
mod comments;
mod crowd;
mod detail;
mod drift;
mod error;
mod experiments;
#[cfg(test)]
mod experiments_tests;
mod flag;
mod floors;
mod history;
mod import;
mod learn;
mod mapping;
mod models;
mod places;
mod plan;
mod recommend;
mod score;
mod shield;
mod show;
mod show_flagged;
mod show_minutes;
mod taught;
mod wider;
#[cfg(test)]
mod wider_tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::{
    ImportId, Job, ProductId, Session, SessionFacts, SessionId, Snapshot, Takings,
};
use crate::plan::{PastCrowd, Scope};
use crate::privacy::{self, Hasher};
use crate::store::{
    CheckReport, Note, ProductSettings, SessionCounts, Store, StoreError, Totals, Undone,
};

pub use actions::ActionStep;
pub use audit::{PrivacyAudit, SourceFates};
pub use cleaning::{CLEAN_VIEWERS, Cleaning, CleaningCounts, FlaggedViewer, Mark, Why};
pub use comments::{COMMENT_SESSIONS, CommentScope, CommentsRead};
pub use detail::{OrderSum, SessionDetail};
pub use drift::Since;
pub use error::EngineError;
pub use experiments::{Experiment, ExperimentProblem, NewDefaults, NewExperiment, PlannedSession};
pub use history::{orders_paid, session_exports};
pub use import::{
    FailedFile, FileOutcome, ImportOptions, ImportReport, PreparedFile, PreparedImport,
};
pub use learn::TrainingRun;
pub use mapping::{Mapped, map_file};
pub use models::{DeletedRun, LookAt, ModelFiles, ModelLook, NODE_ROWS, RowLook, look};
pub use places::{Places, sample_folder};
pub use plan::{request_without_store, solve};
pub use score::ScoredPlan;
pub use show::{ShowFilter, ShowTable, Shown};
pub use taught::Taught;

/// An open store with everything that works on it.
pub struct Engine {
    store: Store,
    hasher: Hasher,
    cached: Option<Arc<Snapshot>>,
    /// The look at people's data, with the revision it was of.
    audited: Option<(u64, Arc<PrivacyAudit>)>,
    /// Viewers that are no customers, with the revision they were found in.
    cleaned: Option<(u64, Arc<Cleaning>)>,
    /// The course of a shop's latest sessions, with the revision it was read in.
    courses: Option<(u64, Scope, Vec<PastCrowd>)>,
    /// How wide the next plan's ranges are.
    widths: Option<wider::KnownWidth>,
}

impl Engine {
    /// Opens a store for writing, and makes it when it is missing.
    pub fn open_or_create(store: &Path, places: &Places) -> Result<Self, EngineError> {
        let hasher = privacy::load_or_create(&places.identity_key())?;
        Self::with_hasher(Store::open_or_create(store)?, hasher)
    }

    /// Opens an existing store for writing.
    pub fn open(store: &Path, places: &Places) -> Result<Self, EngineError> {
        let store = Store::open(store)?;
        let hasher = privacy::load_or_create(&places.identity_key())?;
        Self::with_hasher(store, hasher)
    }

    /// Opens an existing store for reading only.
    pub fn open_read_only(store: &Path, places: &Places) -> Result<Self, EngineError> {
        let store = Store::open_read_only(store)?;
        let hasher = privacy::load_or_create(&places.identity_key())?;
        Ok(Self::over(store, hasher))
    }

    /// An engine over an open store with a given key.
    pub fn with_hasher(mut store: Store, hasher: Hasher) -> Result<Self, EngineError> {
        const KEY: &str = "identity_key";
        if store.setting(KEY)?.is_none() {
            store.set_setting(KEY, Some(&hasher.fingerprint()))?;
        }
        Ok(Self::over(store, hasher))
    }

    /// Nothing is read yet.
    fn over(store: Store, hasher: Hasher) -> Self {
        Self {
            store,
            hasher,
            cached: None,
            audited: None,
            cleaned: None,
            courses: None,
            widths: None,
        }
    }

    /// Where the store is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Whether viewer keys in the store were made with another key than this machine's: then
    /// the same person imported here and elsewhere counts as two.
    pub fn is_foreign_key(&self) -> Result<bool, EngineError> {
        Ok(self
            .store
            .setting("identity_key")?
            .is_some_and(|known| known != self.hasher.fingerprint()))
    }

    /// The picture the engines work on; read once per revision.
    pub fn snapshot(&mut self) -> Result<Arc<Snapshot>, EngineError> {
        let revision = self.store.revision()?;
        if let Some(cached) = self.cached.as_ref().filter(|cached| cached.revision == revision) {
            return Ok(Arc::clone(cached));
        }
        let fresh = Arc::new(self.store.snapshot()?);
        self.cached = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    /// Grows with every change.
    pub fn revision(&self) -> Result<u64, EngineError> {
        Ok(self.store.revision()?)
    }

    /// Another number after every write of another engine to the store, whatever it wrote.
    pub fn change(&self) -> Result<i64, EngineError> {
        Ok(self.store.change()?)
    }

    /// How much the store holds; counted, not read.
    pub fn totals(&self) -> Result<Totals, EngineError> {
        Ok(self.store.totals()?)
    }

    /// How much detail each session has.
    pub fn session_counts(&self) -> Result<BTreeMap<SessionId, SessionCounts>, EngineError> {
        Ok(self.store.session_counts()?)
    }

    /// When the money of each session came in, by its orders.
    pub fn takings(&self) -> Result<Takings, EngineError> {
        Ok(self.store.takings()?)
    }

    /// Takes one import back.
    pub fn undo_import(&mut self, job: &Job, id: ImportId) -> Result<Undone, EngineError> {
        Ok(self.store.undo_import(id, job.now)?)
    }

    /// Sets what the merchant knows of a product.
    pub fn set_product(
        &mut self,
        product: ProductId,
        change: &ProductSettings,
    ) -> Result<(), EngineError> {
        Ok(self.store.set_product(product, change)?)
    }

    /// Sets a domain setting; `None` removes it.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), EngineError> {
        Ok(self.store.set_setting(key, value)?)
    }

    /// A domain setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>, EngineError> {
        Ok(self.store.setting(key)?)
    }

    /// Adds a note to a session, `minute` minutes from its start or on the whole.
    pub fn add_note(
        &mut self,
        job: &Job,
        session: SessionId,
        minute: Option<u32>,
        text: &str,
    ) -> Result<i64, EngineError> {
        let snapshot = self.snapshot()?;
        let found = snapshot
            .session(session)
            .ok_or_else(|| StoreError::NotFound { what: "session", id: session.0.to_string() })?;
        let at = minute.map(|minute| moment_of(found, minute)).transpose()?;
        Ok(self.store.add_note(session, at, text, job.now)?)
    }

    /// Removes a note; returns what it said.
    pub fn remove_note(&mut self, id: i64) -> Result<Note, EngineError> {
        Ok(self.store.remove_note(id)?)
    }

    /// Keeps a note that was removed once more, at its moment.
    pub fn restore_note(&mut self, job: &Job, note: &Note) -> Result<i64, EngineError> {
        Ok(self.store.add_note(note.session, note.at, &note.text, job.now)?)
    }

    /// The notes of a session.
    pub fn notes(&self, session: SessionId) -> Result<Vec<Note>, EngineError> {
        Ok(self.store.notes(session)?)
    }

    /// The zone a session is told in.
    pub fn zone_of(&mut self, session: SessionId) -> Result<TimeZone, EngineError> {
        let snapshot = self.snapshot()?;
        Ok(snapshot.session(session).map_or(TimeZone::UTC, |found| found.start.time_zone().clone()))
    }

    /// Integrity of the file.
    pub fn check(&self) -> Result<CheckReport, EngineError> {
        Ok(self.store.check()?)
    }

    /// Copies the store into a new file.
    pub fn backup_to(&self, target: &Path) -> Result<(), EngineError> {
        Ok(self.store.backup_to(target)?)
    }

    /// A session by the id a person gives: our own number or the platform's.
    /// Without an id the latest session that has facts.
    pub fn find_session(&mut self, id: Option<&str>) -> Result<SessionId, EngineError> {
        let snapshot = self.snapshot()?;
        let Some(id) = id else {
            return snapshot
                .sessions
                .iter()
                .rev()
                .find(|session| session.facts.amount().is_some())
                .or(snapshot.sessions.last())
                .map(|session| session.id)
                .ok_or(EngineError::NoSessions);
        };
        snapshot
            .sessions
            .iter()
            .find(|session| session.external_id.as_deref() == Some(id))
            .or_else(|| {
                let own: i64 = id.parse().ok()?;
                snapshot.session(SessionId(own))
            })
            .map(|session| session.id)
            .ok_or_else(|| StoreError::NotFound { what: "session", id: id.to_owned() }.into())
    }

    /// A product by the id a person gives: the platform's id, our own number, or its name.
    pub fn find_product(&mut self, id: &str) -> Result<ProductId, EngineError> {
        let snapshot = self.snapshot()?;
        let products = &snapshot.products;
        products
            .iter()
            .find(|product| product.external_id.as_deref() == Some(id))
            .or_else(|| products.iter().find(|product| product.name == id))
            .or_else(|| snapshot.product(ProductId(id.parse().ok()?)))
            .map(|product| product.id)
            .ok_or_else(|| StoreError::NotFound { what: "product", id: id.to_owned() }.into())
    }
}

/// The moment some minutes into a session; it must lie within.
fn moment_of(session: &Session, minute: u32) -> Result<Timestamp, EngineError> {
    let length = session.facts.exact_seconds();
    let outside = || EngineError::OutsideSession {
        minute,
        minutes: length.map(|s| (s / 60.0).ceil() as u32),
    };
    let after = SignedDuration::from_mins(i64::from(minute));
    if after.as_secs_f64() > length.unwrap_or(SessionFacts::LONGEST_SECONDS) {
        return Err(outside());
    }
    session.start.timestamp().checked_add(after).map_err(|_| outside())
}
