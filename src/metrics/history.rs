//! The own history: which sessions are alike, and where a value stands among them.

use serde::Serialize;

use super::{Direction, MetricKey, session_metric};
use crate::domain::{HostId, Session, Snapshot, Tier, median, quantile};

/// The least number of like sessions a comparison needs.
pub const ENOUGH: usize = 5;

/// The part of the day a session starts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// 05–11
    Morning,
    /// 11–17
    Afternoon,
    /// 17–23
    Evening,
    /// 23–05
    Night,
}

impl Slot {
    /// Every slot, by the hours of a day that begins at 05.
    pub const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }

    /// The slot a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.word() == word)
    }

    /// The slot of an hour of the day.
    pub fn of_hour(hour: i8) -> Self {
        match hour {
            5..=10 => Self::Morning,
            11..=16 => Self::Afternoon,
            17..=22 => Self::Evening,
            _ => Self::Night,
        }
    }
}

/// What like sessions share besides account, currency and basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// The same weekday, 0 = Monday.
    Weekday(u8),
    /// Both at the weekend, or both not.
    Weekend(bool),
    /// The same part of the day.
    Slot(Slot),
    /// The same host.
    Host(HostId),
}

impl Criterion {
    fn holds(self, session: &Session) -> bool {
        match self {
            Self::Weekday(day) => weekday(session) == day,
            Self::Weekend(weekend) => (weekday(session) >= 5) == weekend,
            Self::Slot(slot) => Slot::of_hour(session.start.hour()) == slot,
            Self::Host(host) => session.host == Some(host),
        }
    }
}

/// 0 = Monday.
pub(crate) fn weekday(session: &Session) -> u8 {
    session.start.weekday().to_monday_zero_offset() as u8
}

/// The sessions one session is compared with: all others of the account, earlier and later, that
/// share the criteria. Never the session itself.
#[derive(Clone, Debug, Default)]
pub struct LikeGroup<'a> {
    /// What they share besides account, currency and basis.
    pub criteria: Vec<Criterion>,
    /// The sessions.
    pub sessions: Vec<&'a Session>,
}

/// Finds like sessions: the closest criteria under which at least five are left, loosened step
/// by step down to the whole account.
pub fn like_sessions<'a>(snapshot: &'a Snapshot, session: &Session) -> LikeGroup<'a> {
    let basis = session.facts.amount().map(|(_, basis)| basis);
    let account: Vec<&Session> = snapshot
        .sessions
        .iter()
        .filter(|other| {
            other.id != session.id
                && other.account == session.account
                && other.currency == session.currency
                && (basis.is_none() || other.facts.amount().map(|(_, b)| b) == basis)
        })
        .collect();
    let day = weekday(session);
    let exact = Criterion::Weekday(day);
    let weekend = Criterion::Weekend(day >= 5);
    let slot = Criterion::Slot(Slot::of_hour(session.start.hour()));
    let host = session.host.map(Criterion::Host);
    let ladder: [Vec<Option<Criterion>>; 7] = [
        vec![Some(exact), Some(slot), host],
        vec![Some(weekend), Some(slot), host],
        vec![Some(slot), host],
        vec![Some(weekend), Some(slot)],
        vec![host],
        vec![Some(slot)],
        vec![],
    ];
    for step in ladder {
        let criteria: Vec<Criterion> = step.into_iter().flatten().collect();
        let sessions: Vec<&Session> = account
            .iter()
            .copied()
            .filter(|other| criteria.iter().all(|c| c.holds(other)))
            .collect();
        if sessions.len() >= ENOUGH {
            return LikeGroup { criteria, sessions };
        }
    }
    LikeGroup { criteria: Vec::new(), sessions: account }
}

/// Where a value stands among like sessions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The tier; for a metric where less is better the best quarter is the lowest.
    pub tier: Tier,
    /// Share of like values below, ties by half; 1 is the highest value.
    pub quantile: Option<f64>,
    /// Median of like values.
    pub median: Option<f64>,
    /// How many like sessions have a value.
    pub sessions: usize,
}

impl Standing {
    /// Nothing to compare with.
    pub const UNCLEAR: Self =
        Self { tier: Tier::Unclear, quantile: None, median: None, sessions: 0 };
}

/// The standing of a session's metric.
pub fn standing(
    snapshot: &Snapshot,
    key: MetricKey,
    value: Option<f64>,
    like: &LikeGroup<'_>,
) -> Standing {
    let history: Vec<f64> = like
        .sessions
        .iter()
        .filter_map(|s| session_metric(key, s, snapshot.channels_of(s.id)).value)
        .collect();
    stand(value, history, key.direction())
}

/// The standing of a value among others.
pub fn stand(value: Option<f64>, mut history: Vec<f64>, direction: Direction) -> Standing {
    history.sort_by(f64::total_cmp);
    let sessions = history.len();
    let median = quantile(&history, 0.5);
    let Some(value) = value.filter(|_| sessions >= ENOUGH) else {
        return Standing {
            median: median.filter(|_| sessions >= ENOUGH),
            sessions,
            ..Standing::UNCLEAR
        };
    };
    let below = history.iter().filter(|v| **v < value).count() as f64;
    let equal = history.iter().filter(|v| **v == value).count() as f64;
    let best = match direction {
        Direction::Down => quantile(&history, 0.25),
        Direction::Up | Direction::Neutral => quantile(&history, 0.75),
    };
    let (at_median, at_best, past_median) = match (median, best, direction) {
        (Some(m), Some(b), Direction::Down) => (value <= m, value <= b, value < m),
        (Some(m), Some(b), _) => (value >= m, value >= b, value > m),
        _ => (false, false, false),
    };
    Standing {
        // A value equal to a constant history is in the middle, not at the top.
        tier: if at_best && past_median {
            Tier::Top
        } else if at_median {
            Tier::Middle
        } else {
            Tier::Low
        },
        quantile: Some((below + equal / 2.0) / sessions as f64),
        median,
        sessions,
    }
}

/// A figure that stands below its own median among like sessions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Low {
    /// The metric.
    pub key: MetricKey,
    /// Its value here.
    pub value: f64,
    /// Its median over the like sessions.
    pub median: Option<f64>,
    /// How many of the like sessions did better.
    pub better: usize,
    /// How many have a value.
    pub sessions: usize,
}

/// Those of `keys` that are below their own median, the one in which most like sessions did
/// better first.
pub fn worst(
    snapshot: &Snapshot,
    session: &Session,
    like: &LikeGroup<'_>,
    keys: &[MetricKey],
) -> Vec<Low> {
    let value = |s: &Session, key| session_metric(key, s, snapshot.channels_of(s.id)).value;
    let mut low: Vec<Low> = keys
        .iter()
        .filter_map(|key| {
            let own = value(session, *key)?;
            let history: Vec<f64> = like.sessions.iter().filter_map(|s| value(s, *key)).collect();
            let better = history
                .iter()
                .filter(|v| if key.direction() == Direction::Down { **v < own } else { **v > own })
                .count();
            let stand = stand(Some(own), history, key.direction());
            (stand.tier == Tier::Low).then_some(Low {
                key: *key,
                value: own,
                median: stand.median,
                better,
                sessions: stand.sessions,
            })
        })
        .collect();
    let share = |l: &Low| l.better as f64 / l.sessions.max(1) as f64;
    low.sort_by(|a, b| share(b).total_cmp(&share(a)));
    low
}

/// The median of values in any order.
pub(crate) fn median_of(mut values: Vec<f64>) -> Option<f64> {
    median(&mut values)
}
