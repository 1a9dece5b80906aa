//! Finding the viewers that are no customers: the log and the comments, viewer by viewer, through
//! the rules of `metrics::cleaning`, and what a person said over that.

use std::collections::{BTreeMap, HashMap};

use super::{Cleaning, Engine, EngineError, FlaggedViewer, Mark, Why};
use crate::domain::{AccountId, Action, Job, SessionId};
use crate::metrics::cleaning::{Act, Cleaner, Deed, Precision, Suspicion, Tally, busiest_minute};
use crate::store::{Exactness, Moment, Store, StoreError};

/// Viewers by number: those of the log have one in the store, those who only wrote comments or
/// bought get one after the last of these.
struct Numbers<'a> {
    store: &'a Store,
    log: u32,
    of: HashMap<String, u32>,
    more: Vec<String>,
}

impl<'a> Numbers<'a> {
    fn new(store: &'a Store) -> Result<Self, StoreError> {
        let log = store.last_viewer_number()? as u32;
        Ok(Self { store, log, of: HashMap::new(), more: Vec::new() })
    }

    fn find(&self, key: &str) -> Result<Option<u32>, StoreError> {
        match self.of.get(key) {
            Some(known) => Ok(Some(*known)),
            None => Ok(self.store.viewer_number(key)?.map(|number| number as u32)),
        }
    }

    fn of(&mut self, key: &str) -> Result<u32, StoreError> {
        if let Some(known) = self.find(key)? {
            return Ok(known);
        }
        self.more.push(key.to_owned());
        let number = self.log + self.more.len() as u32;
        self.of.insert(key.to_owned(), number);
        Ok(number)
    }

    fn key(&self, number: u32) -> Result<String, StoreError> {
        match number.checked_sub(self.log + 1) {
            Some(more) => Ok(self.more[more as usize].clone()),
            None => Ok(self.store.viewer_key(i64::from(number))?.unwrap_or_default()),
        }
    }
}

/// The log and the comments as the rules take them.
struct Acts<'a> {
    store: &'a Store,
    exactness: BTreeMap<i64, Exactness>,
    comments: BTreeMap<u32, Vec<Act>>,
}

impl Acts<'_> {
    fn precision(&self, source: i64) -> Precision {
        match self.exactness.get(&source) {
            Some(Exactness { seconds: true, .. }) => Precision::Seconds,
            Some(Exactness { minutes: true, .. }) => Precision::Minutes,
            _ => Precision::Coarse,
        }
    }

    /// Everything a viewer did.
    fn of(&self, viewer: u32, moments: &[Moment], acts: &mut Vec<Act>) {
        acts.clear();
        acts.extend(moments.iter().map(|moment| Act {
            row: Some(moment.row),
            at: moment.at,
            precision: self.precision(moment.source),
        }));
        acts.extend(self.comments.get(&viewer).into_iter().flatten());
    }

    fn look(&self) -> impl FnMut(i64) -> Result<Deed, StoreError> {
        |row| {
            let (product, action) = self.store.deed(row)?;
            Ok(Deed { product, action: action.unwrap_or(Action::Comment) })
        }
    }
}

impl Engine {
    /// Everything that is flagged, found anew.
    pub(super) fn find_flagged(&mut self, job: &Job) -> Result<Cleaning, EngineError> {
        let snapshot = self.snapshot()?;
        let own_names = self.own_names()?;
        let store = &self.store;
        let mut numbers = Numbers::new(store)?;
        let mut cleaner = Cleaner::with_room(numbers.log);
        let exactness = store.log_exactness()?;
        let mut all = Acts { store, exactness, comments: BTreeMap::new() };
        let mut rows = 0;
        if snapshot.comments > 0 {
            for said in store.comments_said(job)? {
                rows += 1;
                let viewer = match said.viewer {
                    Some(number) => number as u32,
                    None => numbers.of(&said.key)?,
                };
                if let Some(session) = said.session {
                    cleaner.present(viewer, SessionId(session));
                }
                let precision = all.precision(said.source);
                let act = Act { row: None, at: said.at, precision };
                all.comments.entry(viewer).or_default().push(act);
            }
        }
        let mut look = all.look();
        let mut acts = Vec::new();
        // Those who only wrote come first: the log's own viewers are told once more, with it.
        for viewer in all.comments.keys() {
            all.of(*viewer, &[], &mut acts);
            cleaner.viewer(*viewer, &mut acts, &mut look)?;
        }
        store.each_viewer(job, |viewer, moments| {
            rows += moments.len() as u64;
            let viewer = viewer as u32;
            all.of(viewer, moments, &mut acts);
            cleaner.viewer(viewer, &mut acts, &mut look)?;
            Ok(())
        })?;
        if store.log_has_sessions()? || snapshot.comments > 0 {
            store.each_presence(job, |viewer, session, bought| {
                if let Some(session) = session {
                    cleaner.present(viewer as u32, SessionId(session));
                }
                if bought {
                    cleaner.bought(viewer as u32);
                }
            })?;
            for key in store.buyers()? {
                cleaner.bought(numbers.of(&key)?);
            }
        }
        let mut own = Vec::new();
        for name in &own_names {
            let number = numbers.find(&self.hasher.viewer_key(name))?;
            own.extend(number.filter(|viewer| cleaner.acted(*viewer)));
        }
        let accounts: BTreeMap<SessionId, AccountId> =
            snapshot.sessions.iter().map(|session| (session.id, session.account)).collect();
        let found = cleaner.finish(&own, &accounts);

        // The busiest minutes of those who were not found by them are looked at to the end.
        let mut tally = |viewer: u32| -> Result<Tally, StoreError> {
            let known = found.tallies.get(viewer as usize).copied().unwrap_or_default();
            all.of(viewer, &store.moments_of(i64::from(viewer))?, &mut acts);
            acts.retain(|act| {
                act.row.is_none_or(|row| found.duplicates.binary_search(&row).is_err())
            });
            acts.sort_unstable_by_key(|act| act.at);
            Ok(Tally { a_minute: busiest_minute(&acts, 0, &mut look)?, ..known })
        };
        let mut marks: BTreeMap<String, Mark> = store
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
            let key = numbers.key(*number)?;
            let mark = marks.remove(&key);
            sort(flag(key, mark, Some(*suspicion), &tally(*number)?));
        }
        for (key, mark) in marks {
            let known = match numbers.find(&key)? {
                Some(number) => tally(number)?,
                None => Tally::default(),
            };
            sort(flag(key, Some(mark), None, &known));
        }
        flagged.sort_by(|a, b| a.key.cmp(&b.key));
        cleared.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(Cleaning {
            on: self.leaves_out_flagged()?,
            rows,
            viewers: found.tallies.iter().filter(|tally| tally.acts > 0).count() as u64,
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
