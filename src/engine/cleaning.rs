//! Viewers that are no customers: found once per revision, corrected by what a person said, left
//! out of models, recommendations and viewer statistics unless a person says otherwise.

use std::sync::Arc;

use serde::Serialize;

use super::{Engine, EngineError};
use crate::domain::Job;
use crate::store::StoreError;

/// The setting that says whether flagged viewers are left out; they are unless it says `off`.
pub const CLEAN_VIEWERS: &str = "clean_viewers";

/// What a person says of a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A customer, whatever the figures say.
    Person,
    /// Of the house.
    Staff,
    /// A program.
    Bot,
}

impl Mark {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Person, Self::Staff, Self::Bot];

    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
            Self::Bot => "bot",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.word() == word)
    }
}

/// Why a viewer is no customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// More actions within a minute than a person can do.
    TooFast,
    /// There in almost every session, without ever buying.
    AlwaysThere,
    /// An account of a host or of the shop.
    OwnAccount,
    /// A person said so: staff.
    MarkedStaff,
    /// A person said so: a program.
    MarkedBot,
}

impl Why {
    /// Its stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::TooFast => "too_fast",
            Self::AlwaysThere => "always_there",
            Self::OwnAccount => "own_account",
            Self::MarkedStaff => "marked_staff",
            Self::MarkedBot => "marked_bot",
        }
    }

    /// Whether it is a program rather than somebody of the house.
    pub fn is_bot(self) -> bool {
        matches!(self, Self::TooFast | Self::MarkedBot)
    }
}

/// A viewer that is flagged, or was and is a customer because a person said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlaggedViewer {
    /// Keyed hash.
    pub key: String,
    /// Why; for cleared viewers why it would be flagged, if the figures would.
    pub why: Option<Why>,
    /// What a person said.
    pub mark: Option<Mark>,
    /// Actions and comments.
    pub acts: u64,
    /// Most actions within a minute.
    pub a_minute: u32,
    /// Sessions with an action.
    pub sessions: u32,
    /// Sessions with a log.
    pub of_sessions: u32,
}

/// What cleaning found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cleaning {
    /// Whether what was found is left out.
    pub on: bool,
    /// Rows of behaviour and comments that were looked at.
    pub rows: u64,
    /// Viewers in them.
    pub viewers: u64,
    /// Rows of behaviour that tell again what another row tells, in order.
    pub duplicates: Vec<i64>,
    /// Viewers that are no customers, by key.
    pub flagged: Vec<FlaggedViewer>,
    /// Viewers whom a person called customers, by key.
    pub cleared: Vec<FlaggedViewer>,
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CleaningCounts {
    /// Rows of behaviour and comments that were looked at.
    pub rows: u64,
    /// Rows told twice.
    pub duplicates: u64,
    /// Viewers that are programs.
    pub bots: u64,
    /// Viewers of the house.
    pub staff: u64,
    /// Whether they are left out of models, recommendations and viewer statistics.
    pub excluded: bool,
}

impl Cleaning {
    /// How much was found.
    pub fn counts(&self) -> CleaningCounts {
        let bots = self.flagged.iter().filter(|v| v.why.is_some_and(Why::is_bot)).count() as u64;
        CleaningCounts {
            rows: self.rows,
            duplicates: self.duplicates.len() as u64,
            bots,
            staff: self.flagged.len() as u64 - bots,
            excluded: self.on,
        }
    }

    /// Whether a viewer is to be left out.
    pub fn leaves_out(&self, key: &str) -> bool {
        self.on && self.flagged.binary_search_by(|viewer| viewer.key.as_str().cmp(key)).is_ok()
    }

    /// Whether a viewer is a program that is to be left out; people of the house are none.
    pub fn leaves_out_program(&self, key: &str) -> bool {
        let found = self.flagged.binary_search_by(|viewer| viewer.key.as_str().cmp(key));
        self.on && found.is_ok_and(|at| self.flagged[at].why.is_some_and(Why::is_bot))
    }

    /// Whether a row of behaviour is to be left out.
    pub fn leaves_out_row(&self, row: i64) -> bool {
        self.on && self.duplicates.binary_search(&row).is_ok()
    }
}

impl Engine {
    /// What is flagged, read once per revision.
    pub fn cleaning(&mut self, job: &Job) -> Result<Arc<Cleaning>, EngineError> {
        let revision = self.store.revision()?;
        if let Some((_, known)) = self.cleaned.as_ref().filter(|(of, _)| *of == revision) {
            return Ok(Arc::clone(known));
        }
        let fresh = Arc::new(self.find_flagged(job)?);
        self.cleaned = Some((revision, Arc::clone(&fresh)));
        Ok(fresh)
    }

    /// Whether flagged viewers are left out.
    pub fn leaves_out_flagged(&self) -> Result<bool, EngineError> {
        Ok(self.store.setting(CLEAN_VIEWERS)?.as_deref() != Some("off"))
    }

    /// Marks a viewer: by the raw id, which is hashed here, by the code that lists show, or by the
    /// beginning of a code that only one listed viewer has. Returns the code.
    pub fn mark_viewer(
        &mut self,
        job: &Job,
        viewer: &str,
        mark: Option<Mark>,
    ) -> Result<String, EngineError> {
        let key = self.viewer_code(job, viewer)?;
        self.store.mark_viewer(&key, mark.map(Mark::word), job.now)?;
        Ok(key)
    }

    fn viewer_code(&mut self, job: &Job, viewer: &str) -> Result<String, EngineError> {
        /// Digits of a code that lists show.
        const SHORT: usize = 8;
        let raw = self.hasher.viewer_key(viewer);
        if self.store.knows_viewer(&raw)? {
            return Ok(raw);
        }
        if viewer.len() >= SHORT && viewer.bytes().all(|b| b.is_ascii_hexdigit()) {
            if self.store.knows_viewer(viewer)? {
                return Ok(viewer.to_owned());
            }
            let cleaning = self.cleaning(job)?;
            let listed = cleaning.flagged.iter().chain(&cleaning.cleared);
            let mut known = listed.filter(|known| known.key.starts_with(viewer));
            if let (Some(only), None) = (known.next(), known.next()) {
                return Ok(only.key.clone());
            }
        }
        Err(StoreError::NotFound { what: "viewer", id: viewer.to_owned() }.into())
    }
}
