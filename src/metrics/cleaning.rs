//! Which rows of behaviour logs tell nothing about customers: the same action twice, programs,
//! and people of one's own.
//!
//! Nothing is taken out here and nothing is certain: rows and viewers are flagged, each with what
//! speaks for it, and a person may say otherwise.

use std::collections::{BTreeMap, BTreeSet};

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

/// Something a viewer did, as much of it as says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The row, for events; comments have none.
    pub row: Option<i64>,
    /// When, in milliseconds.
    pub at: i64,
    /// How exactly the log says so.
    pub precision: Precision,
}

/// What it was. Only asked for where it makes a difference: few acts share a second or a busy
/// minute with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// With which product.
    pub product: Option<i64>,
    /// What.
    pub action: Action,
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

/// Takes the acts of one viewer after the other. Viewers are numbered by the caller.
#[derive(Debug, Default)]
pub struct Cleaner {
    /// Viewer and session, as often as told.
    present: Vec<(u32, i64)>,
    /// Pairs from which on the list above is looked through for what it says twice.
    crowded: usize,
    duplicates: Vec<i64>,
    tallies: Vec<Tally>,
}

impl Cleaner {
    /// With room for the viewers up to this number.
    pub fn with_room(last: u32) -> Self {
        Self { tallies: Vec::with_capacity(last as usize + 1), ..Self::default() }
    }

    /// Everything one viewer did, in any order. Returns it in order of time without what is told
    /// twice.
    pub fn viewer<'a, E>(
        &mut self,
        viewer: u32,
        acts: &'a mut Vec<Act>,
        look: &mut impl FnMut(i64) -> Result<Deed, E>,
    ) -> Result<&'a [Act], E> {
        acts.sort_unstable_by_key(|act| (act.at, act.row));
        let again = told_again(acts, look)?;
        if !again.is_empty() {
            acts.retain(|act| act.row.is_none_or(|row| !again.contains(&row)));
            self.duplicates.extend(again);
        }
        let tally = tally(&mut self.tallies, viewer);
        tally.acts = acts.len() as u64;
        tally.a_minute = busiest_minute(acts, FASTEST_A_MINUTE, look)?;
        Ok(acts)
    }

    /// A viewer did something in a session.
    pub fn present(&mut self, viewer: u32, session: SessionId) {
        const ROOM: usize = 1 << 16;
        if self.present.last() == Some(&(viewer, session.0)) {
            return;
        }
        if self.present.len() >= self.crowded.max(ROOM) {
            self.present.sort_unstable();
            self.present.dedup();
            self.crowded = self.present.len() * 2;
        }
        self.present.push((viewer, session.0));
    }

    /// Whether a viewer did anything.
    pub fn acted(&self, viewer: u32) -> bool {
        self.tallies.get(viewer as usize).is_some_and(|tally| tally.acts > 0)
    }

    /// A purchase or a paid order of a viewer.
    pub fn bought(&mut self, viewer: u32) {
        tally(&mut self.tallies, viewer).bought = true;
    }

    /// Everything that was found. `own` are viewers known to be the shop's; `accounts` says whose
    /// session each is.
    pub fn finish(mut self, own: &[u32], accounts: &BTreeMap<SessionId, AccountId>) -> Found {
        let mut logged: BTreeMap<AccountId, BTreeSet<i64>> = BTreeMap::new();
        let mut visits: BTreeMap<(u32, AccountId), u32> = BTreeMap::new();
        self.present.sort_unstable();
        self.present.dedup();
        for (viewer, session) in self.present {
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

/// The rows by which the same viewer did the same with the same product in the same second as by
/// an earlier row. Acts without a product are not compared: nothing says that they were about the
/// same. `acts` stand in order of time.
fn told_again<E>(
    acts: &[Act],
    look: &mut impl FnMut(i64) -> Result<Deed, E>,
) -> Result<BTreeSet<i64>, E> {
    let mut again = BTreeSet::new();
    let second = |act: &Act| act.at.div_euclid(1_000);
    for moment in acts.chunk_by(|one, other| second(one) == second(other)) {
        if moment.len() < 2 {
            continue;
        }
        let exact = moment.iter().filter(|act| act.precision == Precision::Seconds);
        let mut rows: Vec<i64> = exact.filter_map(|act| act.row).collect();
        if rows.len() < 2 {
            continue;
        }
        rows.sort_unstable();
        let mut seen = BTreeSet::new();
        for row in rows {
            let Deed { product: Some(product), action } = look(row)? else {
                continue;
            };
            if !seen.insert((product, action as u8)) {
                again.insert(row);
            }
        }
    }
    Ok(again)
}

/// The most deliberate actions of a viewer within a minute of the clock. Minutes with no more
/// acts than `look_above` are not looked into: there, likes count like all else. `acts` stand in
/// order of time.
pub fn busiest_minute<E>(
    acts: &[Act],
    look_above: u32,
    look: &mut impl FnMut(i64) -> Result<Deed, E>,
) -> Result<u32, E> {
    let minute = |act: &Act| act.at.div_euclid(60_000);
    let mut most = 0;
    for within in acts.chunk_by(|one, other| minute(one) == minute(other)) {
        if within.len() <= most as usize {
            continue;
        }
        let mut count = within.iter().filter(|act| act.precision != Precision::Coarse).count();
        if count > look_above as usize {
            for act in within.iter().filter(|act| act.precision != Precision::Coarse) {
                if let Some(row) = act.row
                    && look(row)?.action == Action::Like
                {
                    count -= 1;
                }
            }
        }
        most = most.max(count as u32);
    }
    Ok(most)
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
    use std::convert::Infallible;

    use super::*;

    const START: i64 = 1_763_724_600_000;

    /// One row of a log, or a comment, which has no row.
    #[derive(Clone, Copy, Debug)]
    struct Line {
        row: Option<i64>,
        viewer: u32,
        session: Option<SessionId>,
        product: Option<i64>,
        action: Action,
        at: i64,
        precision: Precision,
    }

    fn line(viewer: u32, session: i64, at: i64) -> Line {
        Line {
            row: Some(at + i64::from(viewer)),
            viewer,
            session: Some(SessionId(session)),
            product: Some(1),
            action: Action::Click,
            at: START + session * 86_400_000 + at,
            precision: Precision::Seconds,
        }
    }

    /// Numbers the rows of a log as they stand and tells it viewer by viewer.
    fn tell(cleaner: &mut Cleaner, mut lines: Vec<Line>) {
        for (number, line) in (1..).zip(&mut lines) {
            line.row = line.row.map(|_| number);
        }
        let mut look = |row: i64| -> Result<Deed, Infallible> {
            let line = lines.iter().find(|line| line.row == Some(row)).unwrap();
            Ok(Deed { product: line.product, action: line.action })
        };
        let mut of: BTreeMap<u32, Vec<Act>> = BTreeMap::new();
        for line in &lines {
            let Line { row, at, precision, .. } = *line;
            of.entry(line.viewer).or_default().push(Act { row, at, precision });
            if let Some(session) = line.session {
                cleaner.present(line.viewer, session);
            }
        }
        for (viewer, mut acts) in of {
            cleaner.viewer(viewer, &mut acts, &mut look).unwrap();
        }
    }

    fn accounts(sessions: i64) -> BTreeMap<SessionId, AccountId> {
        (0..sessions).map(|id| (SessionId(id), AccountId(1))).collect()
    }

    /// Ten customers who come now and then and buy once.
    fn customers(cleaner: &mut Cleaner, sessions: i64) -> Vec<Line> {
        let mut lines = Vec::new();
        for viewer in 10..20 {
            let comes = (0..sessions).filter(|s| (s + i64::from(viewer)) % 3 == 0);
            lines.extend(comes.map(|session| line(viewer, session, 5_000)));
            cleaner.bought(viewer);
        }
        lines
    }

    #[test]
    fn the_same_in_the_same_second_is_told_once() {
        let first = line(0, 1, 1_000);
        let with = |change: fn(&mut Line)| {
            let mut other = first;
            change(&mut other);
            other
        };
        for (other, again) in [
            (with(|_| ()), true),
            (with(|a| a.at += 999), true),
            (with(|a| a.at -= 1), false),
            (with(|a| a.at += 1_000), false),
            (with(|a| a.viewer = 1), false),
            (with(|a| a.product = Some(2)), false),
            (with(|a| a.action = Action::Cart), false),
            (with(|a| a.product = None), false),
            (with(|a| a.row = None), false),
            // Another session makes no difference: a viewer is in one room at a time.
            (with(|a| a.session = None), true),
            (with(|a| a.precision = Precision::Minutes), false),
        ] {
            let mut cleaner = Cleaner::default();
            tell(&mut cleaner, vec![first, other]);
            let expected: &[i64] = if again { &[2] } else { &[] };
            assert_eq!(cleaner.duplicates, expected, "{other:?}");
        }
    }

    #[test]
    fn of_the_same_the_earlier_row_stays_whatever_the_milliseconds_say() {
        let mut cleaner = Cleaner::default();
        let late = line(0, 1, 1_900);
        let early = line(0, 1, 1_100);
        let other = Line { action: Action::Cart, ..early };
        tell(&mut cleaner, vec![late, other, early, other]);
        assert_eq!(cleaner.duplicates, [3, 4]);
        assert_eq!(cleaner.tallies[0].acts, 2);
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
            let lines = (0..actions).map(|n| {
                let product = Some(n);
                let at = START - START % 60_000 + n * gap;
                Line { product, action, at, precision, ..line(3, 0, 0) }
            });
            tell(&mut cleaner, lines.collect());
            let found = cleaner.finish(&[], &accounts(1));
            let bots: Vec<u32> = found.suspects.iter().map(|(viewer, _)| *viewer).collect();
            assert_eq!(bots, if flagged { vec![3] } else { vec![] }, "{gap} {action:?}");
        }
    }

    #[test]
    fn the_busiest_minute_counts_likes_only_where_nobody_looks() {
        let act = |row, at| Act { row: Some(row), at, precision: Precision::Seconds };
        let acts: Vec<Act> = [(1, 0), (2, 10), (3, 20), (4, 60_000), (5, 60_001)]
            .into_iter()
            .map(|(row, at)| act(row, at))
            .collect();
        // The first minute holds two likes and a click, the second two clicks.
        let mut look = |row: i64| -> Result<Deed, Infallible> {
            let action = if row <= 2 { Action::Like } else { Action::Click };
            Ok(Deed { product: None, action })
        };
        assert_eq!(busiest_minute(&acts, 0, &mut look), Ok(2));
        assert_eq!(busiest_minute(&acts, 3, &mut look), Ok(3));
    }

    #[test]
    fn rows_told_twice_make_nobody_a_program() {
        let mut cleaner = Cleaner::default();
        let once = (0..40).map(|n| Line { product: Some(n), ..line(3, 0, n * 1_000) });
        tell(&mut cleaner, once.clone().chain(once).collect());
        let found = cleaner.finish(&[], &accounts(1));
        assert_eq!((found.duplicates.len(), found.suspects.len()), (40, 0));
        assert_eq!(found.tallies[3].acts, 40);
    }

    #[test]
    fn who_is_always_there_and_never_buys_is_of_the_house() {
        let run = |visits: i64, of: i64, bought: bool, orders: bool| {
            let mut cleaner = Cleaner::default();
            let mut lines = if orders { customers(&mut cleaner, of) } else { Vec::new() };
            lines.extend((0..of).map(|session| line(50, session, 1_000)));
            cleaner.bought(50);
            let comments = (0..visits).map(|session| Line {
                row: None,
                product: None,
                ..line(1, session, 2_000)
            });
            lines.extend(comments);
            if bought {
                cleaner.bought(1);
            }
            tell(&mut cleaner, lines);
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
        let lines = customers(&mut cleaner, 9);
        tell(&mut cleaner, lines);
        let found = cleaner.finish(&[12], &accounts(9));
        assert_eq!(found.suspects, [(12, Suspicion::Own)]);
    }
}
