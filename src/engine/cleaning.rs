//! Viewers that are no customers: found once per revision, corrected by what a person said, left
//! out of models, recommendations and viewer statistics unless a person says otherwise.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::{Engine, EngineError};
use crate::domain::{AccountId, Action, Job, SessionId};
use crate::metrics::cleaning::{Act, Cleaner, Precision, Suspicion, Tally};
use crate::store::{LogRow, StoreError};

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

/// Numbers for keyed hashes, in order of appearance.
#[derive(Default)]
struct Numbers {
    of: HashMap<String, u32>,
    keys: Vec<String>,
}

impl Numbers {
    fn of(&mut self, key: &str) -> u32 {
        if let Some(known) = self.of.get(key) {
            return *known;
        }
        let next = self.keys.len() as u32;
        self.of.insert(key.to_owned(), next);
        self.keys.push(key.to_owned());
        next
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

    fn find_flagged(&mut self, job: &Job) -> Result<Cleaning, EngineError> {
        let snapshot = self.snapshot()?;
        let mut numbers = Numbers::default();
        let mut cleaner = Cleaner::default();
        let mut rows = 0;
        if snapshot.events + snapshot.comments > 0 {
            let precisions = self.store.log_precisions()?;
            let precision = |source: i64| match precisions.get(&source) {
                Some((true, _)) => Precision::Seconds,
                Some((_, true)) => Precision::Minutes,
                _ => Precision::Coarse,
            };
            let mut take = |row: &LogRow<'_>, event: bool| {
                rows += 1;
                cleaner.act(&Act {
                    row: event.then_some(row.id),
                    viewer: numbers.of(row.viewer),
                    session: row.session.map(SessionId),
                    product: row.product,
                    action: Action::from_word(row.action).unwrap_or(Action::Comment),
                    at: row.at,
                    precision: precision(row.source),
                });
            };
            self.store.each_event(job, |row| take(row, true))?;
            self.store.each_comment(job, |row| take(row, false))?;
        }
        let acting = numbers.keys.len();
        for key in self.store.buyers()? {
            cleaner.bought(numbers.of(&key));
        }
        let own: Vec<u32> = self
            .own_names()?
            .iter()
            .filter_map(|name| numbers.of.get(&self.hasher.viewer_key(name)).copied())
            .filter(|viewer| (*viewer as usize) < acting)
            .collect();
        let accounts: BTreeMap<SessionId, AccountId> =
            snapshot.sessions.iter().map(|session| (session.id, session.account)).collect();
        let found = cleaner.finish(&own, &accounts);

        let mut marks: BTreeMap<String, Mark> = self
            .store
            .viewer_marks()?
            .into_iter()
            .filter_map(|(key, word)| Some((key, Mark::from_word(&word)?)))
            .collect();
        let (mut flagged, mut cleared) = (Vec::new(), Vec::new());
        let mut sort = |viewer: FlaggedViewer| match viewer.mark {
            Some(Mark::Person) => cleared.push(viewer),
            _ => flagged.push(viewer),
        };
        for (number, suspicion) in &found.suspects {
            let key = numbers.keys[*number as usize].clone();
            let mark = marks.remove(&key);
            let tally = found.tallies.get(*number as usize).copied().unwrap_or_default();
            sort(flag(key, mark, Some(*suspicion), &tally));
        }
        for (key, mark) in marks {
            let number = numbers.of.get(&key).copied();
            let tally = number.and_then(|n| found.tallies.get(n as usize)).copied();
            sort(flag(key, Some(mark), None, &tally.unwrap_or_default()));
        }
        flagged.sort_by(|a, b| a.key.cmp(&b.key));
        cleared.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(Cleaning {
            on: self.leaves_out_flagged()?,
            rows,
            viewers: acting as u64,
            duplicates: found.duplicates,
            flagged,
            cleared,
        })
    }

    /// Names and ids under which hosts and the shop itself may act.
    fn own_names(&mut self) -> Result<Vec<String>, EngineError> {
        let snapshot = self.snapshot()?;
        let hosts = snapshot.hosts.iter().map(|host| host.name.clone());
        let mut names: Vec<String> = hosts.chain(self.store.account_names()?).collect();
        names.sort();
        names.dedup();
        Ok(names)
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

fn flag(
    key: String,
    mark: Option<Mark>,
    suspicion: Option<Suspicion>,
    tally: &Tally,
) -> FlaggedViewer {
    let by_figures = suspicion.map(|suspicion| match suspicion {
        Suspicion::Own => Why::OwnAccount,
        Suspicion::Bot { .. } => Why::TooFast,
        Suspicion::Regular { .. } => Why::AlwaysThere,
    });
    FlaggedViewer {
        key,
        why: match mark {
            Some(Mark::Staff) => Some(Why::MarkedStaff),
            Some(Mark::Bot) => Some(Why::MarkedBot),
            Some(Mark::Person) | None => by_figures,
        },
        mark,
        acts: tally.acts,
        a_minute: tally.a_minute,
        sessions: match suspicion {
            Some(Suspicion::Regular { sessions, .. }) => sessions,
            _ => tally.sessions,
        },
        of_sessions: match suspicion {
            Some(Suspicion::Regular { of, .. }) => of,
            _ => 0,
        },
    }
}
