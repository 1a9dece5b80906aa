//! Which rows of behaviour logs tell nothing about customers: the same action twice, programs,
//! and people of one's own.
//!
//! Nothing is taken out here and nothing is certain: rows and viewers are flagged, each with what
//! speaks for it, and a person may say otherwise.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::{AccountId, Action, SessionId};

/// More deliberate actions within a minute of the clock than a person can do. To choose something
/// on a screen and touch it takes about a second (a quarter to react, the rest to aim), so nobody
/// keeps up more than one a second for a minute. Likes do not count: tapping the screen is no
/// choice, and rooms ask for it.
pub const FASTEST_A_MINUTE: u32 = 60;
/// In fewer sessions nobody can be called a regular.
pub const REGULAR_SESSIONS: u32 = 8;
/// In at least this share of the sessions with a log, without ever buying: moderators, assistants
/// and hosts are; customers miss evenings, and those who never do have bought something.
pub const REGULAR_SHARE: f64 = 0.9;
/// Buyers among the viewers of the log, below which `never bought` says nothing: the orders may
/// not be in, or name people in another way.
pub const BUYERS_KNOWN: usize = 5;

/// How exactly a log says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// To the second.
    Seconds,
    /// To the minute: two rows of one second cannot be told from two of one minute.
    Minutes,
    /// To the hour or day: nothing can be said of how fast somebody was.
    Coarse,
}

/// Something a viewer did. Viewers are numbered by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The row, for events; comments have none.
    pub row: Option<i64>,
    /// Who.
    pub viewer: u32,
    /// In which session.
    pub session: Option<SessionId>,
    /// With which product.
    pub product: Option<i64>,
    /// What.
    pub action: Action,
    /// When, in milliseconds.
    pub at: i64,
    /// How exactly the log says so.
    pub precision: Precision,
}

/// Why a viewer is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suspicion {
    /// An account of a host or of the shop itself.
    Own,
    /// So many actions within one minute.
    Bot {
        /// The most there were.
        a_minute: u32,
    },
    /// There in so many of the sessions, and never bought.
    Regular {
        /// Sessions with an action.
        sessions: u32,
        /// Sessions with a log.
        of: u32,
    },
}

/// What is known of one viewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Actions and comments.
    pub acts: u64,
    /// Most within a minute.
    pub a_minute: u32,
    /// Sessions with an action.
    pub sessions: u32,
    /// Whether anything was bought.
    pub bought: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows that tell again what another row tells, in order.
    pub duplicates: Vec<i64>,
    /// Viewers that are flagged, by number.
    pub suspects: Vec<(u32, Suspicion)>,
    /// By the viewer's number.
    pub tallies: Vec<Tally>,
}

/// Takes acts in any order of time, rows first to last.
#[derive(Debug, Default)]
pub struct Cleaner {
    seen: HashSet<(u32, u32, u64)>,
    minutes: HashMap<(u32, u32), u32>,
    present: HashSet<(u32, i64)>,
    duplicates: Vec<i64>,
    tallies: Vec<Tally>,
}

impl Cleaner {
    /// One act.
    pub fn act(&mut self, act: &Act) {
        if act.precision == Precision::Seconds && self.is_again(act) {
            return;
        }
        let tally = tally(&mut self.tallies, act.viewer);
        tally.acts += 1;
        tally.bought |= act.action == Action::Purchase;
        if act.action != Action::Like && act.precision != Precision::Coarse {
            let minute = act.at.div_euclid(60_000) as u32;
            let count = self.minutes.entry((act.viewer, minute)).or_default();
            *count += 1;
            tally.a_minute = tally.a_minute.max(*count);
        }
        if let Some(SessionId(session)) = act.session {
            self.present.insert((act.viewer, session));
        }
    }

    /// Whether the same viewer did the same with the same product in the same second before.
    /// Acts without a product are not compared: nothing says that they were about the same.
    fn is_again(&mut self, act: &Act) -> bool {
        let (Some(row), Some(product)) = (act.row, act.product) else {
            return false;
        };
        let moment = (act.at.div_euclid(1_000) as u64) << 4 | act.action as u64;
        let again = !self.seen.insert((act.viewer, product as u32, moment));
        if again {
            self.duplicates.push(row);
        }
        again
    }

    /// A paid order of a viewer.
    pub fn bought(&mut self, viewer: u32) {
        tally(&mut self.tallies, viewer).bought = true;
    }

    /// Everything that was found. `own` are viewers known to be the shop's; `accounts` says whose
    /// session each is.
    pub fn finish(mut self, own: &[u32], accounts: &BTreeMap<SessionId, AccountId>) -> Found {
        let mut logged: BTreeMap<AccountId, BTreeSet<i64>> = BTreeMap::new();
        let mut visits: BTreeMap<(u32, AccountId), u32> = BTreeMap::new();
        let mut present: Vec<(u32, i64)> = self.present.into_iter().collect();
        present.sort_unstable();
        for (viewer, session) in present {
            tally(&mut self.tallies, viewer).sessions += 1;
            if let Some(account) = accounts.get(&SessionId(session)) {
                logged.entry(*account).or_default().insert(session);
                *visits.entry((viewer, *account)).or_default() += 1;
            }
        }
        let buyers = self.tallies.iter().filter(|tally| tally.bought && tally.acts > 0).count();
        let mut suspects: BTreeMap<u32, Suspicion> = BTreeMap::new();
        if buyers >= BUYERS_KNOWN {
            for ((viewer, account), sessions) in visits {
                let of = logged.get(&account).map_or(0, BTreeSet::len) as u32;
                let regular = sessions >= REGULAR_SESSIONS
                    && f64::from(sessions) >= REGULAR_SHARE * f64::from(of);
                if regular && !self.tallies[viewer as usize].bought {
                    suspects.insert(viewer, Suspicion::Regular { sessions, of });
                }
            }
        }
        for (viewer, tally) in (0..).zip(&self.tallies) {
            if tally.a_minute > FASTEST_A_MINUTE {
                suspects.insert(viewer, Suspicion::Bot { a_minute: tally.a_minute });
            }
        }
        for viewer in own {
            suspects.insert(*viewer, Suspicion::Own);
        }
        self.duplicates.sort_unstable();
        Found {
            duplicates: self.duplicates,
            suspects: suspects.into_iter().collect(),
            tallies: self.tallies,
        }
    }
}

fn tally(tallies: &mut Vec<Tally>, viewer: u32) -> &mut Tally {
    let at = viewer as usize;
    if at >= tallies.len() {
        tallies.resize(at + 1, Tally::default());
    }
    &mut tallies[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_763_724_600_000;

    fn act(viewer: u32, session: i64, at: i64) -> Act {
        Act {
            row: Some(at + i64::from(viewer)),
            viewer,
            session: Some(SessionId(session)),
            product: Some(1),
            action: Action::Click,
            at: START + session * 86_400_000 + at,
            precision: Precision::Seconds,
        }
    }

    fn accounts(sessions: i64) -> BTreeMap<SessionId, AccountId> {
        (0..sessions).map(|id| (SessionId(id), AccountId(1))).collect()
    }

    /// Ten customers who come now and then and buy once.
    fn customers(cleaner: &mut Cleaner, sessions: i64) {
        for viewer in 10..20 {
            for session in (0..sessions).filter(|s| (s + i64::from(viewer)) % 3 == 0) {
                cleaner.act(&act(viewer, session, 5_000));
            }
            cleaner.bought(viewer);
        }
    }

    #[test]
    fn the_same_in_the_same_second_is_told_once() {
        let mut cleaner = Cleaner::default();
        let first = act(0, 1, 1_000);
        let with = |change: fn(&mut Act)| {
            let mut other = Act { row: Some(77), ..first };
            change(&mut other);
            other
        };
        cleaner.act(&first);
        for (other, again) in [
            (with(|_| ()), true),
            (with(|a| a.at += 999), true),
            (with(|a| a.at += 1_000), false),
            (with(|a| a.viewer = 1), false),
            (with(|a| a.product = Some(2)), false),
            (with(|a| a.action = Action::Cart), false),
            (with(|a| a.product = None), false),
            // Another session makes no difference: a viewer is in one room at a time.
            (with(|a| a.session = None), true),
            (with(|a| a.precision = Precision::Minutes), false),
        ] {
            let before = cleaner.duplicates.len();
            cleaner.act(&other);
            assert_eq!(cleaner.duplicates.len() > before, again, "{other:?}");
        }
    }

    #[test]
    fn faster_than_one_a_second_is_a_program() {
        for (gap, actions, action, precision, flagged) in [
            (990, 61, Action::Click, Precision::Seconds, true),
            (1_000, 600, Action::Click, Precision::Seconds, false),
            (0, 61, Action::View, Precision::Minutes, true),
            (0, 61, Action::View, Precision::Coarse, false),
            (100, 600, Action::Like, Precision::Seconds, false),
        ] {
            let mut cleaner = Cleaner::default();
            for n in 0..actions {
                let product = Some(n);
                let at = START - START % 60_000 + n * gap;
                cleaner.act(&Act { product, action, at, precision, ..act(3, 0, 0) });
            }
            let found = cleaner.finish(&[], &accounts(1));
            let bots: Vec<u32> = found.suspects.iter().map(|(viewer, _)| *viewer).collect();
            assert_eq!(bots, if flagged { vec![3] } else { vec![] }, "{gap} {action:?}");
        }
    }

    #[test]
    fn rows_told_twice_make_nobody_a_program() {
        let mut cleaner = Cleaner::default();
        for _ in 0..2 {
            for n in 0..40 {
                cleaner.act(&Act { product: Some(n), ..act(3, 0, n * 1_000) });
            }
        }
        let found = cleaner.finish(&[], &accounts(1));
        assert_eq!((found.duplicates.len(), found.suspects.len()), (40, 0));
        assert_eq!(found.tallies[3].acts, 40);
    }

    #[test]
    fn who_is_always_there_and_never_buys_is_of_the_house() {
        let run = |visits: i64, of: i64, bought: bool, orders: bool| {
            let mut cleaner = Cleaner::default();
            if orders {
                customers(&mut cleaner, of);
            }
            for session in 0..of {
                cleaner.act(&act(50, session, 1_000));
            }
            cleaner.bought(50);
            for session in 0..visits {
                cleaner.act(&Act { row: None, product: None, ..act(1, session, 2_000) });
            }
            if bought {
                cleaner.bought(1);
            }
            cleaner.finish(&[], &accounts(of)).suspects
        };
        let flagged = [(1, Suspicion::Regular { sessions: 18, of: 20 })];
        assert_eq!(run(18, 20, false, true), flagged);
        assert_eq!(run(17, 20, false, true), [], "comes often, like a fan");
        assert_eq!(run(18, 20, true, true), [], "bought");
        assert_eq!(run(18, 20, false, false), [], "no orders are in");
        assert_eq!(run(7, 7, false, true), [], "too few sessions to tell");
    }

    #[test]
    fn own_accounts_are_own_whatever_they_do() {
        let mut cleaner = Cleaner::default();
        customers(&mut cleaner, 9);
        let found = cleaner.finish(&[12], &accounts(9));
        assert_eq!(found.suspects, [(12, Suspicion::Own)]);
    }
}
