//! Which sessions belong to an experiment, how each was run, and its figure beside what was to be
//! expected of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::Planned;
use crate::domain::{AccountId, Arm, Basis, FEWEST_PEOPLE, Session, SessionId, Snapshot};
use crate::metrics::{MetricKey, Slot, Way, session_metric};

/// The figures an experiment can be about, the usual one first.
pub const METRICS: [MetricKey; 13] = [
    MetricKey::UvValue,
    MetricKey::ViewerConversion,
    MetricKey::PaidAmount,
    MetricKey::PaidOrders,
    MetricKey::Gmv,
    MetricKey::NetGmv,
    MetricKey::PerHour,
    MetricKey::PerBuyer,
    MetricKey::ClickRate,
    MetricKey::OrderRate,
    MetricKey::FollowRate,
    MetricKey::InteractionRate,
    MetricKey::AvgWatch,
];

/// Earlier sessions that say what to expect; fewer say nothing.
const LEAST_BEFORE: usize = 3;

/// What is compared, and since when.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The figure.
    pub metric: MetricKey,
    /// The account.
    pub account: AccountId,
    /// When it was made: what is earlier is history.
    pub from: Timestamp,
    /// When it was stopped.
    pub until: Option<Timestamp>,
    /// The schedule.
    pub planned: &'a [Planned],
    /// Said by hand: the way, or that the session does not count.
    pub by_hand: &'a BTreeMap<SessionId, Option<Arm>>,
}

/// A session of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SeenSession {
    /// The session.
    pub session: SessionId,
    /// When it began.
    #[serde(skip)]
    pub at: Timestamp,
    /// How it was run; `None`: it does not count.
    pub arm: Option<Arm>,
    /// Its place in the schedule.
    pub planned: Option<usize>,
    /// The way was said by hand and is not the one that was drawn.
    pub by_hand: bool,
    /// Its figure; `None` while no export tells it, of fewer than twenty viewers, and where it is
    /// counted another way than in the first one that counts: paid and created are never compared.
    pub value: Option<f64>,
    /// What was to be expected of it.
    pub usual: Option<f64>,
}

/// The sessions of an experiment, by time.
///
/// A session fills the place of its day and part of the day, else a free place of the same day.
pub fn seen(snapshot: &Snapshot, asked: &Asked<'_>) -> Vec<SeenSession> {
    let joined = joined(snapshot, asked);
    let counted = counted(snapshot, asked, &joined);
    let before = before(snapshot, asked, counted);
    joined
        .into_iter()
        .map(|one| SeenSession {
            session: one.session.id,
            at: one.session.start.timestamp(),
            arm: one.arm,
            planned: one.planned,
            by_hand: one.by_hand,
            value: figure(snapshot, one.session, asked.metric)
                .filter(|(_, how)| Some(*how) == counted)
                .map(|(value, _)| value),
            usual: expected(&before, weekday(one.session), slot(one.session)),
        })
        .collect()
}

/// A session of the experiment before its figure is looked at.
struct Joined<'a> {
    session: &'a Session,
    arm: Option<Arm>,
    planned: Option<usize>,
    by_hand: bool,
}

/// The sessions that have a place in the schedule or were said by hand, by time.
fn joined<'a>(snapshot: &'a Snapshot, asked: &Asked<'_>) -> Vec<Joined<'a>> {
    let during: Vec<&Session> = during(snapshot, asked).collect();
    let places = places(&during, asked.planned);
    let join = |session: &'a Session| {
        let planned = places.get(&session.id).copied();
        let drawn = planned.map(|at| asked.planned[at].arm);
        let said = asked.by_hand.get(&session.id);
        if planned.is_none() && said.is_none() {
            return None;
        }
        let arm = said.copied().unwrap_or(drawn);
        Some(Joined { session, arm, planned, by_hand: said.is_some() && arm != drawn })
    };
    during.into_iter().filter_map(join).collect()
}

/// How much two like sessions usually differ, from the sessions before the experiment: the
/// standard deviation of a difference. `None` while there are too few.
pub fn spread_before(snapshot: &Snapshot, asked: &Asked<'_>) -> Option<f64> {
    let counted = counted(snapshot, asked, &joined(snapshot, asked));
    let before = before(snapshot, asked, counted);
    if before.len() <= LEAST_BEFORE {
        return None;
    }
    let middle = before.iter().map(|(_, _, value)| value).sum::<f64>() / before.len() as f64;
    let off = |(day, slot, value): &(i8, Slot, f64)| {
        let mean = expected(&before, *day, *slot).unwrap_or(middle);
        (value - mean).powi(2)
    };
    let variance = before.iter().map(off).sum::<f64>() / (before.len() - 1) as f64;
    Some((2.0 * variance).sqrt()).filter(|spread| *spread > 0.0)
}

fn of_account<'a>(
    snapshot: &'a Snapshot,
    asked: &Asked<'_>,
) -> impl Iterator<Item = &'a Session> + use<'a> {
    let account = asked.account;
    snapshot.sessions.iter().filter(move |session| session.account == account)
}

fn during<'a>(
    snapshot: &'a Snapshot,
    asked: &Asked<'_>,
) -> impl Iterator<Item = &'a Session> + use<'a> {
    let (from, until) = (asked.from, asked.until);
    of_account(snapshot, asked)
        .filter(move |session| session.start.timestamp() >= from)
        .filter(move |session| until.is_none_or(|end| session.start.timestamp() < end))
}

/// Which money a figure is made of, and how it came about.
type How = (Option<Basis>, Option<Way>);

/// How the figure is counted in the first session that counts in the experiment and tells it, else
/// in the latest one before. What is imported later changes nothing, unless it began earlier: then
/// it is the first, and the others are compared by it.
fn counted(snapshot: &Snapshot, asked: &Asked<'_>, joined: &[Joined<'_>]) -> Option<How> {
    let how = |session| figure(snapshot, session, asked.metric).map(|(_, how)| how);
    let earlier = of_account(snapshot, asked)
        .filter(|session| session.start.timestamp() < asked.from)
        .filter_map(how)
        .last();
    let mut counting = joined.iter().filter(|one| one.arm.is_some());
    counting.find_map(|one| how(one.session)).or(earlier)
}

/// Figures of the sessions before the experiment with their weekday and part of the day. None of
/// them knows anything of the coins that were tossed since.
fn before(snapshot: &Snapshot, asked: &Asked<'_>, counted: Option<How>) -> Vec<(i8, Slot, f64)> {
    of_account(snapshot, asked)
        .filter(|session| session.start.timestamp() < asked.from)
        .filter_map(|session| {
            let (value, how) = figure(snapshot, session, asked.metric)?;
            (Some(how) == counted).then_some((weekday(session), slot(session), value))
        })
        .collect()
}

/// The mean of earlier sessions of the same weekday and part of the day, else of the same half of
/// the week and part of the day, else of the part of the day, else of all.
fn expected(before: &[(i8, Slot, f64)], day: i8, slot: Slot) -> Option<f64> {
    let weekend = |day: i8| day >= 5;
    let steps: [&dyn Fn(&(i8, Slot, f64)) -> bool; 4] = [
        &|(d, s, _)| *d == day && *s == slot,
        &|(d, s, _)| weekend(*d) == weekend(day) && *s == slot,
        &|(_, s, _)| *s == slot,
        &|_| true,
    ];
    steps.into_iter().find_map(|alike| {
        let values: Vec<f64> = before.iter().filter(|one| alike(one)).map(|one| one.2).collect();
        let n = values.len();
        (n >= LEAST_BEFORE).then(|| values.iter().sum::<f64>() / n as f64)
    })
}

/// The place in the schedule of each session that has one.
fn places(sessions: &[&Session], planned: &[Planned]) -> BTreeMap<SessionId, usize> {
    let mut free: BTreeSet<usize> = (0..planned.len()).collect();
    let mut places = BTreeMap::new();
    for exact in [true, false] {
        for session in sessions {
            if places.contains_key(&session.id) {
                continue;
            }
            let day = session.start.date();
            let fits = |at: &&usize| {
                planned[**at].day == day && (!exact || planned[**at].slot == slot(session))
            };
            if let Some(at) = free.iter().find(fits).copied() {
                free.remove(&at);
                places.insert(session.id, at);
            }
        }
    }
    places
}

/// The figure of a session that is over and had enough viewers to tell of.
fn figure(snapshot: &Snapshot, session: &Session, metric: MetricKey) -> Option<(f64, How)> {
    let few = session.facts.viewers_uv.is_some_and(|viewers| (viewers as f64) < FEWEST_PEOPLE);
    if few || session.is_partial() {
        return None;
    }
    let found = session_metric(metric, session, snapshot.channels_of(session.id));
    Some((found.value?, (found.basis, found.way)))
}

fn slot(session: &Session) -> Slot {
    Slot::of_hour(session.start.hour())
}

fn weekday(session: &Session) -> i8 {
    session.start.weekday().to_monday_zero_offset()
}
