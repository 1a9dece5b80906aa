//! What an experiment says: the difference, the range for watching, and in which words it may be
//! told.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::{Estimate, Planned, Reading, SeenSession, Watch, estimate, watch};
use crate::domain::{Arm, Interval};

/// What a difference rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// Every session was run as it was drawn.
    Lot,
    /// Some were said by hand.
    PartlyByHand,
    /// All were said by hand, the ways in turns.
    ByHand,
    /// One way first and the other later: whatever else changed in between is in it. A change,
    /// no effect.
    BeforeAfter,
}

/// What it says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Says {
    /// No session yet.
    NoSession,
    /// Only one way was run so far.
    OneWay {
        /// Which.
        arm: Arm,
    },
    /// Before and after: a change, from which nothing follows.
    Change {
        /// The later mean less the earlier one.
        change: f64,
        /// The way that was run later.
        later: Arm,
    },
    /// Not clear yet.
    Unclear {
        /// Sessions that are still needed if it goes on like this; `None` where nobody can say.
        more_sessions: Option<usize>,
    },
    /// One way brings more.
    Clear {
        /// Which.
        more: Arm,
    },
    /// All sessions are over and it is still not clear.
    NeverClear,
}

/// How an experiment came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum End {
    /// Somebody stopped it.
    Stopped,
    /// Every planned session is in.
    AllIn,
    /// All of its days are past, and some sessions never came: they were not run, or their
    /// exports are not in yet.
    Missing {
        /// How many.
        sessions: usize,
    },
}

/// The state of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// What it says.
    pub says: Says,
    /// What a difference rests on.
    pub ground: Ground,
    /// The difference with its range for one look at the end; `None` with fewer than two sessions
    /// of a way.
    pub estimate: Option<Estimate>,
    /// The range that may be looked at at any time.
    pub watch: Watch,
    /// Sessions with a figure, of A and B.
    pub sessions: [usize; 2],
    /// Sessions whose way was said by hand.
    pub by_hand: usize,
    /// Sessions without a figure.
    pub without_figure: usize,
    /// Places in the schedule that are still to come or were never filled.
    pub open: usize,
    /// How it came to its end; `None` while sessions are to come.
    pub end: Option<End>,
}

/// How an experiment that nobody stopped came to its end by a day.
pub fn ended(planned: &[Planned], seen: &[SeenSession], today: Date) -> Option<End> {
    let filled = |at: usize| seen.iter().any(|one| one.planned == Some(at));
    let free = || planned.iter().enumerate().filter(|(at, _)| !filled(*at));
    if free().any(|(_, one)| one.day >= today) {
        return None;
    }
    Some(match free().count() {
        0 => End::AllIn,
        sessions => End::Missing { sessions },
    })
}

/// One session that counts.
struct Counted {
    at: Timestamp,
    arm: Arm,
    value: f64,
    usual: Option<f64>,
    pair: Option<u32>,
}

/// Looks at the sessions so far. `spread` is how much two like sessions differed before the
/// experiment, `end` how it came to its end. The range is the one for watching then too: an end
/// brings no second test.
pub fn outcome(
    planned: &[Planned],
    seen: &[SeenSession],
    spread: Option<f64>,
    end: Option<End>,
) -> Outcome {
    let counted: Vec<Counted> = seen
        .iter()
        .filter_map(|one| {
            Some(Counted {
                at: one.at,
                arm: one.arm?,
                value: one.value?,
                usual: one.usual,
                pair: one.planned.map(|at| planned[at].pair),
            })
        })
        .collect();
    let readings: Vec<Reading> = counted
        .iter()
        .map(|one| Reading { arm: one.arm, value: one.value, usual: one.usual })
        .collect();
    let of = |arm: Arm| counted.iter().filter(move |one| one.arm == arm);
    let sessions = [of(Arm::A).count(), of(Arm::B).count()];
    let by_hand = seen.iter().filter(|one| one.by_hand && one.arm.is_some()).count();
    let estimate = estimate(&readings, Interval::LEVEL);
    let watch = watch(&differences(&counted), spread);
    let filled = seen.iter().filter(|one| one.planned.is_some()).count();
    let open = planned.len() - filled;
    let ground = ground(&counted, by_hand);
    let mean = |arm: Arm| of(arm).map(|one| one.value).sum::<f64>() / of(arm).count() as f64;
    let says = match (sessions, ground) {
        ([0, 0], _) => Says::NoSession,
        ([_, 0], _) => Says::OneWay { arm: Arm::A },
        ([0, _], _) => Says::OneWay { arm: Arm::B },
        (_, Ground::BeforeAfter) => {
            let later = counted.iter().max_by_key(|one| one.at).map_or(Arm::A, |one| one.arm);
            Says::Change { change: mean(later) - mean(later.other()), later }
        }
        _ => match watch.more {
            Some(more) => Says::Clear { more },
            None if end.is_some() => Says::NeverClear,
            None => Says::Unclear { more_sessions: watch.needed.map(|pairs| 2 * pairs) },
        },
    };
    Outcome {
        says,
        ground,
        estimate,
        watch,
        sessions,
        by_hand,
        without_figure: seen.iter().filter(|one| one.arm.is_some() && one.value.is_none()).count(),
        open,
        end,
    }
}

fn ground(counted: &[Counted], by_hand: usize) -> Ground {
    if by_hand == 0 {
        return Ground::Lot;
    }
    let ends = |arm: Arm| {
        let times = || counted.iter().filter(|one| one.arm == arm).map(|one| one.at);
        times().min().zip(times().max())
    };
    let apart = match (ends(Arm::A), ends(Arm::B)) {
        (Some(a), Some(b)) => a.1 < b.0 || b.1 < a.0,
        _ => false,
    };
    if by_hand < counted.len() {
        Ground::PartlyByHand
    } else if apart {
        Ground::BeforeAfter
    } else {
        Ground::ByHand
    }
}

/// A less B of each pair in the order in which the pairs were complete: the pairs as drawn, and of
/// what has no partner the first A with the first B and so on. Where it is known for both what was
/// to be expected of them, that is taken off.
fn differences(counted: &[Counted]) -> Vec<f64> {
    let mut drawn: BTreeMap<u32, Vec<&Counted>> = BTreeMap::new();
    let mut alone: Vec<&Counted> = Vec::new();
    for one in counted {
        match one.pair {
            Some(pair) => drawn.entry(pair).or_default().push(one),
            None => alone.push(one),
        }
    }
    let mut pairs: Vec<(&Counted, &Counted)> = Vec::new();
    for members in drawn.into_values() {
        match members[..] {
            [one, other] if one.arm == Arm::A && other.arm == Arm::B => pairs.push((one, other)),
            [one, other] if one.arm == Arm::B && other.arm == Arm::A => pairs.push((other, one)),
            _ => alone.extend(members),
        }
    }
    alone.sort_by_key(|one| one.at);
    let of = |arm: Arm| alone.iter().copied().filter(move |one| one.arm == arm);
    pairs.extend(of(Arm::A).zip(of(Arm::B)));
    pairs.sort_by_key(|(a, b)| a.at.max(b.at));
    pairs
        .into_iter()
        .map(|(a, b)| {
            let expected = a.usual.zip(b.usual).map_or(0.0, |(a, b)| a - b);
            a.value - b.value - expected
        })
        .collect()
}
