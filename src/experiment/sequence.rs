//! A range of the difference that holds however often it is looked at.

use serde::Serialize;

use crate::domain::{Arm, Interval};

/// The share of experiments without any difference in which one is ever reported.
pub const FALSE_ALARMS: f64 = 0.05;
/// Pairs below which no range can have ends: each at most doubles the evidence, and 2⁶ is the
/// first power above 2 / .05.
pub const LEAST_PAIRS: usize = 6;

/// Sizes of the bets, in differences of usual size.
const BETS: [f64; 4] = [0.25, 0.5, 1.0, 2.0];
/// Halvings until an end of the range is found.
const STEPS: usize = 60;
/// Pairs from which on it is guessed how many more are needed.
const ENOUGH_TO_GUESS: usize = 3;
/// More than so many pairs more is too far away to name.
const FAR: f64 = 100.0;

/// What can be said at any time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Watch {
    /// The range; `None` with fewer than six pairs that tell something.
    pub range: Option<Interval>,
    /// Pairs that count.
    pub pairs: usize,
    /// The way that brings more, once zero lies outside the range.
    pub more: Option<Arm>,
    /// Pairs that are still needed if it goes on as so far; `None` where nobody can say.
    pub needed: Option<usize>,
    /// Pairs that a new experiment would need from its start if they differed as these did;
    /// `None` where nobody can say, and where one way is ahead.
    pub anew: Option<usize>,
}

/// The range of the difference (A less B) from the differences of pairs in the order in which they
/// became known. `usual` is the size of such differences as known **before** the experiment;
/// without it the first difference that is not zero tells the size and does not count further.
///
/// A bet against every value δ: the wealth `∏ (1 + tanh(λ(Dᵢ − δ)/s))` has mean one at every time
/// if `Dᵢ − δ` is as likely to lie above zero as equally far below, because tanh is odd and
/// stays below one (conditional symmetry: de la Peña, Annals of Probability 27, 1999; bets inverted
/// into a range: Waudby-Smith and Ramdas, JRSS B 86, 2024). A coin decides which session of a pair
/// is run which way, so this symmetry is made by the design, whatever the sessions' figures are
/// distributed like and however few there are: no variance is estimated. By Ville's inequality the
/// wealth ever passes `2/α` with probability α/2 at most; the range holds the values against
/// which neither a bet on more nor one on less has done so. Four sizes of bets share the money,
/// and wealth falls in δ, so the range has no holes.
pub fn watch(differences: &[f64], usual: Option<f64>) -> Watch {
    let (size, counted) = counted(differences, usual);
    let flipped: Vec<f64> = counted.iter().map(|d| -d).collect();
    let more = more(counted, &flipped, size);
    Watch {
        range: lowest(counted, size).zip(lowest(&flipped, size)).map(|(low, high)| Interval {
            low,
            high: -high,
            level: 1.0 - FALSE_ALARMS,
        }),
        pairs: counted.len(),
        more,
        needed: if more.is_some() { None } else { needed(counted, &flipped, size) },
        anew: if more.is_some() { None } else { anew(counted, &flipped, size) },
    }
}

/// The way that brings more, once zero lies outside the range of [`watch`].
pub fn ahead(differences: &[f64], usual: Option<f64>) -> Option<Arm> {
    let (size, counted) = counted(differences, usual);
    let flipped: Vec<f64> = counted.iter().map(|d| -d).collect();
    more(counted, &flipped, size)
}

/// The size of usual differences, and the differences that count.
fn counted(differences: &[f64], usual: Option<f64>) -> (f64, &[f64]) {
    match usual.filter(|size| size.is_finite() && *size > 0.0) {
        Some(size) => (size, differences),
        None => match differences.iter().position(|d| d.abs() > 0.0) {
            Some(at) => (differences[at].abs(), &differences[at + 1..]),
            None => (1.0, &differences[..0]),
        },
    }
}

fn more(differences: &[f64], flipped: &[f64], size: f64) -> Option<Arm> {
    if wealth(differences, 0.0, size) >= passed() {
        Some(Arm::A)
    } else if wealth(flipped, 0.0, size) >= passed() {
        Some(Arm::B)
    } else {
        None
    }
}

/// ln(2 / α), which the logarithm of the wealth has to pass.
fn passed() -> f64 {
    (2.0 / FALSE_ALARMS).ln()
}

/// ln(1 + tanh(x)) without overflow.
fn gain(x: f64) -> f64 {
    // 1 + tanh(x) = 2 / (1 + e^(−2x))
    let softplus =
        if x > 0.0 { (-2.0 * x).exp().ln_1p() } else { -2.0 * x + (2.0 * x).exp().ln_1p() };
    std::f64::consts::LN_2 - softplus
}

/// The logarithm of the wealth of the bets on more than `value`.
fn wealth(differences: &[f64], value: f64, size: f64) -> f64 {
    let each =
        BETS.map(|bet| differences.iter().map(|d| gain(bet * (d - value) / size)).sum::<f64>());
    let most = each.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = each.iter().map(|one| (one - most).exp()).sum();
    most + (sum / BETS.len() as f64).ln()
}

/// The lowest value that the bets on more have not refuted; `None` while they cannot.
fn lowest(differences: &[f64], size: f64) -> Option<f64> {
    if differences.len() < LEAST_PAIRS {
        return None;
    }
    let least = differences.iter().copied().fold(f64::INFINITY, f64::min);
    let most = differences.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Far below everything seen each pair doubles the wealth; above it there is hardly any left.
    let (mut refuted, mut open) = (least - 100.0 * size, most + size);
    if wealth(differences, refuted, size) < passed() {
        return None;
    }
    for _ in 0..STEPS {
        let middle = 0.5 * (refuted + open);
        if wealth(differences, middle, size) >= passed() {
            refuted = middle;
        } else {
            open = middle;
        }
    }
    Some(open)
}

/// How many pairs more until zero is refuted, at the pace of the best bet so far.
fn needed(differences: &[f64], flipped: &[f64], size: f64) -> Option<usize> {
    let (side, pace) = pace(differences, flipped, size)?;
    let more = (passed() - wealth(side, 0.0, size)) / pace;
    let least = LEAST_PAIRS.saturating_sub(differences.len()) as f64;
    (more <= FAR).then(|| more.max(least).max(1.0).ceil() as usize)
}

/// How many pairs an experiment needs that begins with nothing: what these have shown does not
/// count again. The best bet holds only its share of the money, which it first has to win back.
fn anew(differences: &[f64], flipped: &[f64], size: f64) -> Option<usize> {
    let (_, pace) = pace(differences, flipped, size)?;
    let all = (passed() + (BETS.len() as f64).ln()) / pace;
    (all <= FAR).then(|| all.max(LEAST_PAIRS as f64).ceil() as usize)
}

/// The differences towards the way that is ahead, and what a pair brought the best bet on it;
/// `None` with too few pairs to guess by, and where no bet gains.
fn pace<'a>(differences: &'a [f64], flipped: &'a [f64], size: f64) -> Option<(&'a [f64], f64)> {
    if differences.len() < ENOUGH_TO_GUESS {
        return None;
    }
    let side = if differences.iter().sum::<f64>() >= 0.0 { differences } else { flipped };
    let pace = BETS
        .iter()
        .map(|bet| side.iter().map(|d| gain(bet * d / size)).sum::<f64>() / side.len() as f64)
        .fold(f64::NEG_INFINITY, f64::max);
    (pace > 0.0).then_some((side, pace))
}
