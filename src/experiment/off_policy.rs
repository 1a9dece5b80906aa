//! What another split of the exposure would have brought, from talks as they were.
//!
//! The log is a list of talks: a product, how much exposure it had, what was taken. How often a
//! product was on is read as the chance with which it was chosen: its share of all exposure of the
//! sessions looked at (the average over the loggers: Agarwal, Basu, Schnabel and Joachims, KDD
//! 2017). A talk weighs as much as the share another split gives its product over that chance.
//!
//! What this takes for granted, and the screen says: a viewer's minute on a product brings as much
//! under the other split as it did, and which product was on did not hang on how good the moment
//! was. The doubly robust figure takes the strength of a session out of the second.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use crate::domain::{Interval, quantile};

/// Talks that the weighted ones have to be worth.
pub const LEAST_EFFECTIVE: f64 = 50.0;
/// Sessions below which their spread cannot be told.
const LEAST_SESSIONS: usize = 5;
/// Smallest chance a product is given: less would make single talks decide everything.
const FLOOR: f64 = 0.01;
/// Share of the other split that may lie on products that were never on.
const MOST_UNSEEN: f64 = 0.1;
/// Resamples of sessions behind the ranges.
const RESAMPLES: usize = 1_000;
/// Rounds in which rates of products and strengths of sessions are told apart.
const ROUNDS: usize = 8;
/// How much a session's strength is pulled to one, in sessions of its size.
const PULL: f64 = 0.1;

/// One talk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logged {
    /// Its session, counted from 0 without gaps.
    pub session: usize,
    /// Its product, counted from 0.
    pub product: usize,
    /// Its exposure: viewers with their full attention.
    pub exposure: f64,
    /// What was taken.
    pub value: f64,
}

/// A value per exposure with its range over sessions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Worth {
    /// Value for each viewer with full attention.
    pub value: f64,
    /// How much more than as it was, as a share: .1 is a tenth more.
    pub gain: f64,
    /// Range of the gain.
    pub gain_interval: Interval,
}

/// Another split beside the one that was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OffPolicy {
    /// Value for each viewer with full attention as it was.
    pub logged: f64,
    /// Self-normalised inverse propensity scoring (Swaminathan and Joachims, NeurIPS 2015).
    pub snips: Worth,
    /// Doubly robust (Dudík, Langford and Li, ICML 2011).
    pub doubly_robust: Worth,
    /// How many talks the weighted ones are worth: (Σw)² / Σw² (Kish 1965).
    pub effective: f64,
    /// Talks.
    pub talks: usize,
    /// Sessions.
    pub sessions: usize,
    /// Share of the other split on products that were never on; it is left out.
    pub unseen: f64,
    /// Products whose chance was raised to one in a hundred.
    pub floored: usize,
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refused {
    /// No export tells what was on when, who was there and what was taken.
    NoTalks,
    /// Fewer than five sessions with talks.
    FewSessions {
        /// How many there are.
        sessions: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Too much of the other split lies on products that were never on.
    Unseen {
        /// Its share.
        share: f64,
    },
    /// The talks that count are worth too few.
    TooLittle {
        /// How many they are worth.
        effective: f64,
        /// How many are needed.
        needed: f64,
        /// Sessions like these that are still needed.
        more_sessions: usize,
    },
}

/// The worth of a split: `target[product]` is its share of the exposure.
pub fn off_policy(talks: &[Logged], target: &[f64], seed: u64) -> Result<OffPolicy, Refused> {
    let talks: Vec<Logged> = talks
        .iter()
        .copied()
        .filter(|talk| talk.exposure > 0.0 && talk.exposure.is_finite() && talk.value.is_finite())
        .collect();
    let sums = Sums::of(&talks, target.len());
    if talks.is_empty() || sums.exposure <= 0.0 {
        return Err(Refused::NoTalks);
    }
    let present = sums.sessions.iter().filter(|session| session.exposure > 0.0).count();
    if present < LEAST_SESSIONS {
        return Err(Refused::FewSessions { sessions: present, needed: LEAST_SESSIONS });
    }
    let chance: Vec<f64> = sums.by_product.iter().map(|sum| sum.1 / sums.exposure).collect();
    let whole: f64 = target.iter().map(|share| share.max(0.0)).sum();
    let seen: f64 =
        target.iter().zip(&chance).filter(|(_, p)| **p > 0.0).map(|(t, _)| t.max(0.0)).sum();
    let unseen = if whole > 0.0 { 1.0 - seen / whole } else { 1.0 };
    if unseen > MOST_UNSEEN {
        return Err(Refused::Unseen { share: unseen });
    }
    // What was never on says nothing: the rest is taken as the whole.
    let wanted: Vec<f64> = target
        .iter()
        .zip(&chance)
        .map(|(t, p)| if *p > 0.0 { t.max(0.0) / seen } else { 0.0 })
        .collect();
    let weights: Vec<f64> = wanted.iter().zip(&chance).map(|(t, p)| t / p.max(FLOOR)).collect();
    let floored = wanted.iter().zip(&chance).filter(|(t, p)| **t > 0.0 && **p < FLOOR).count();
    let part = |talk: &Logged| weights[talk.product] * talk.exposure;
    let (one, two) = talks.iter().map(part).fold((0.0, 0.0), |s, w| (s.0 + w, s.1 + w * w));
    let effective = if two > 0.0 { one * one / two } else { 0.0 };
    if effective < LEAST_EFFECTIVE {
        let each = (effective / present as f64).max(1e-9);
        let more = ((LEAST_EFFECTIVE - effective) / each).ceil().min(1e6);
        return Err(Refused::TooLittle {
            effective,
            needed: LEAST_EFFECTIVE,
            more_sessions: (more as usize).max(1),
        });
    }
    let all = vec![1.0; sums.sessions.len()];
    let found = sums.worth(&all, &wanted, &weights);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let with_talks: Vec<usize> =
        (0..sums.sessions.len()).filter(|at| sums.sessions[*at].exposure > 0.0).collect();
    let mut gains: [Vec<f64>; 2] = [Vec::with_capacity(RESAMPLES), Vec::with_capacity(RESAMPLES)];
    for _ in 0..RESAMPLES {
        let mut times = vec![0.0; sums.sessions.len()];
        for _ in &with_talks {
            times[with_talks[rng.gen_range(0..with_talks.len())]] += 1.0;
        }
        let drawn = sums.worth(&times, &wanted, &weights);
        // A resample in which nothing of the split was on says nothing about it.
        if drawn.iter().all(|value| value.is_finite()) && drawn[0] > 0.0 {
            gains[0].push(drawn[1] / drawn[0] - 1.0);
            gains[1].push(drawn[2] / drawn[0] - 1.0);
        }
    }
    let worth = |value: f64, gains: &mut Vec<f64>| {
        gains.sort_unstable_by(f64::total_cmp);
        let gain = if found[0] > 0.0 { value / found[0] - 1.0 } else { 0.0 };
        let end = |share: f64| quantile(gains, share).unwrap_or(gain);
        Worth { value, gain, gain_interval: Interval::new(end(0.1), end(0.9)) }
    };
    Ok(OffPolicy {
        logged: found[0],
        snips: worth(found[1], &mut gains[0]),
        doubly_robust: worth(found[2], &mut gains[1]),
        effective,
        talks: talks.len(),
        sessions: present,
        unseen,
        floored,
    })
}

/// Talks of one session, summed by product: (product, value, exposure).
#[derive(Clone, Debug, Default)]
struct SessionSums {
    products: Vec<(usize, f64, f64)>,
    value: f64,
    exposure: f64,
}

/// Everything the figures need.
struct Sums {
    sessions: Vec<SessionSums>,
    /// Value and exposure by product.
    by_product: Vec<(f64, f64)>,
    exposure: f64,
}

impl Sums {
    fn of(talks: &[Logged], products: usize) -> Self {
        let count = talks.iter().map(|talk| talk.session + 1).max().unwrap_or(0);
        let mut sessions = vec![SessionSums::default(); count];
        let mut by_product = vec![(0.0, 0.0); products];
        for talk in talks {
            let session = &mut sessions[talk.session];
            session.value += talk.value;
            session.exposure += talk.exposure;
            match session.products.iter_mut().find(|(product, ..)| *product == talk.product) {
                Some(sum) => {
                    sum.1 += talk.value;
                    sum.2 += talk.exposure;
                }
                None => session.products.push((talk.product, talk.value, talk.exposure)),
            }
            by_product[talk.product].0 += talk.value;
            by_product[talk.product].1 += talk.exposure;
        }
        let exposure = sessions.iter().map(|session| session.exposure).sum();
        Self { sessions, by_product, exposure }
    }

    /// As it was, SNIPS and doubly robust, with each session counted so many times.
    fn worth(&self, times: &[f64], wanted: &[f64], weights: &[f64]) -> [f64; 3] {
        let counted = || self.sessions.iter().zip(times).filter(|(_, n)| **n > 0.0);
        let (mut value, mut exposure) = (0.0, 0.0);
        let (mut weighted, mut weight) = (0.0, 0.0);
        for (session, n) in counted() {
            value += n * session.value;
            exposure += n * session.exposure;
            for (product, y, x) in &session.products {
                weighted += n * weights[*product] * y;
                weight += n * weights[*product] * x;
            }
        }
        let logged = value / exposure;
        let strength = self.strengths(times, logged);
        // Rates of products in a session of usual strength.
        let mut rates = vec![(0.0, 0.0); wanted.len()];
        for ((session, n), c) in self.sessions.iter().zip(times).zip(&strength) {
            for (product, y, x) in &session.products {
                rates[*product].0 += n * y;
                rates[*product].1 += n * x * c;
            }
        }
        // The rate of all is worth one talk of usual exposure of a product.
        let prior = exposure / (self.by_product.len() as f64 * times.iter().sum::<f64>());
        let (mut direct, mut rest) = (0.0, 0.0);
        let mut own = vec![(0.0, 0.0); wanted.len()];
        for ((session, n), c) in self.sessions.iter().zip(times).zip(&strength) {
            if *n <= 0.0 {
                continue;
            }
            // Without the session itself: its noise must not foretell it.
            own.fill((0.0, 0.0));
            for (product, y, x) in &session.products {
                own[*product] = (n * y, n * x * c);
            }
            let rate = |product: usize| {
                let (y, x) = own[product];
                let (sum_y, sum_x) = rates[product];
                (sum_y - y + prior * logged) / ((sum_x - x).max(0.0) + prior)
            };
            let split: f64 = wanted
                .iter()
                .enumerate()
                .filter(|(_, share)| **share > 0.0)
                .map(|(product, share)| share * rate(product))
                .sum();
            direct += n * session.exposure * c * split;
            for (product, y, x) in &session.products {
                rest += n * weights[*product] * (y - x * c * rate(*product));
            }
        }
        [logged, weighted / weight, direct / exposure + rest / weight]
    }

    /// How strong each session was: what it took over what its mix of products takes on average,
    /// pulled to one by an average session.
    fn strengths(&self, times: &[f64], logged: f64) -> Vec<f64> {
        let mut strength = vec![1.0; self.sessions.len()];
        // Rates and strengths in turns: a product that was only on in strong sessions is not
        // taken for a strong one.
        for _ in 0..ROUNDS {
            let mut adjusted = vec![(0.0, 0.0); self.by_product.len()];
            for ((session, n), c) in self.sessions.iter().zip(times).zip(&strength) {
                for (product, y, x) in &session.products {
                    adjusted[*product].0 += n * y;
                    adjusted[*product].1 += n * x * c;
                }
            }
            for (session, c) in self.sessions.iter().zip(&mut strength) {
                let expected: f64 = session
                    .products
                    .iter()
                    .map(|(product, _, x)| match adjusted[*product] {
                        (y, sum) if sum > 0.0 => x * y / sum,
                        _ => x * logged,
                    })
                    .sum();
                let pull = PULL * session.exposure * logged;
                if expected + pull > 0.0 {
                    *c = ((session.value + pull) / (expected + pull)).clamp(0.1, 10.0);
                }
            }
            let (mut sum, mut all) = (0.0, 0.0);
            for ((session, n), c) in self.sessions.iter().zip(times).zip(&strength) {
                sum += n * session.exposure * c;
                all += n * session.exposure;
            }
            let mean = if all > 0.0 { sum / all } else { 1.0 };
            for c in &mut strength {
                *c /= mean;
            }
        }
        strength
    }
}
