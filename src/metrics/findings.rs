//! What to change next time, ranked by money: talk more or less, move advert spend, mend the
//! weakest funnel step. Only what a range clear of zero supports.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::funnel::{Funnel, Step};
use super::history::{ENOUGH, LikeGroup, median_of};
use super::minutes::{Block, blocks};
use super::rates::z;
use super::talk::{TalkReview, shrunken_lifts};
use crate::domain::{Interval, MinuteFacts, ProductId, Session, quantile};

/// What a finding is about, with the numbers a sentence needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FindingKind {
    /// A product sells less per viewer-minute than the session.
    TalkLess {
        /// The product.
        product: ProductId,
        /// Minutes it was presented.
        minutes: f64,
        /// Minutes to take away.
        change: i64,
        /// What the stretch made, in major units.
        amount: f64,
        /// Against the session's baseline.
        lift: f64,
    },
    /// A product sells more per viewer-minute than the session.
    TalkMore {
        /// The product.
        product: ProductId,
        /// Minutes it was presented.
        minutes: f64,
        /// Minutes to add.
        change: i64,
        /// What the stretch made, in major units.
        amount: f64,
        /// Against the session's baseline.
        lift: f64,
    },
    /// Spend went to a half-hour that turned few visitors into orders. Needs the number of paid viewers.
    MoveSpend {
        /// Spend in the half-hour, in major units.
        spend: f64,
        /// Minutes from the start.
        from_minute: u32,
        /// The half-hour that did best.
        to_minute: u32,
        /// Orders per person coming in, there.
        rate: f64,
        /// The same in the best half-hour.
        best: f64,
    },
    /// A funnel step below its own median.
    WeakStep {
        /// The step.
        step: Step,
        /// What it divides by.
        from: Step,
        /// The rate.
        rate: f64,
        /// The median of like sessions.
        median: f64,
        /// People lost against the median.
        lost: f64,
    },
}

/// A finding with what it may bring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Expected gain in one session like this, in major units.
    pub gain: f64,
    /// 80% range of the gain.
    pub interval: Interval,
}

/// The fewest minutes a product keeps, and the most that are moved at once.
const KEEP_MINUTES: f64 = 5.0;
const MOST_MOVED: f64 = 15.0;

/// The findings of a session, most money first; at most `limit`.
pub fn findings(
    session: &Session,
    talk: &TalkReview,
    funnel: &Funnel,
    like: &LikeGroup<'_>,
    minutes: &[MinuteFacts],
    seed: u64,
    limit: usize,
) -> Vec<Finding> {
    let mut found = talk_findings(talk);
    found.extend(spend_finding(session, minutes));
    found.extend(step_finding(session, funnel, like, seed));
    found.retain(|f| f.interval.low > 0.0);
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    found.truncate(limit);
    found
}

fn talk_findings(talk: &TalkReview) -> Vec<Finding> {
    let Some(baseline) = talk.baseline else {
        return Vec::new();
    };
    let lifts = shrunken_lifts(&talk.products);
    talk.products
        .iter()
        .zip(lifts)
        .filter(|(t, _)| t.is_clear())
        .filter_map(|(t, lift)| {
            let (lift, sd) = lift?;
            let (minutes, online, raw) = (t.minutes?, t.avg_online?, t.lift?);
            // Half of what it had: beyond that the history says nothing.
            let half = (minutes / 2.0).round().min(MOST_MOVED);
            let change = if raw < 0.0 { half.min((minutes - KEEP_MINUTES).floor()) } else { half };
            if change < 1.0 {
                return None;
            }
            // The moved minutes change between this product's pace and the session's.
            let worth = change * online / 1000.0 * baseline;
            let (gain, half_range) = (worth * lift.abs(), worth * sd * z(Interval::LEVEL));
            let (product, amount, change) = (t.product, t.amount?, change as i64);
            let kind = if raw < 0.0 {
                FindingKind::TalkLess { product, minutes, change, amount, lift: raw }
            } else {
                FindingKind::TalkMore { product, minutes, change, amount, lift: raw }
            };
            Some(Finding {
                kind,
                gain,
                interval: Interval::new(gain - half_range, gain + half_range),
            })
        })
        .collect()
}

fn spend_finding(session: &Session, minutes: &[MinuteFacts]) -> Option<Finding> {
    let blocks = blocks(minutes);
    let spent =
        blocks.iter().filter(|b| b.spend > 0.0).max_by(|a, b| a.spend.total_cmp(&b.spend))?;
    let best = blocks.iter().max_by(|a, b| a.rate.total_cmp(&b.rate))?;
    let (amount, _) = session.facts.amount()?;
    let orders = session.facts.orders.filter(|n| *n > 0)?;
    let value = amount.major() / orders as f64;
    let sd = |b: &Block| (b.interval.high - b.interval.low) / 2.0 / z(b.interval.level);
    // Only people who were paid for would come at the other time.
    let paid = match (session.facts.paid_viewers_uv, session.facts.viewers_uv) {
        (Some(paid), Some(all)) if all > 0 => (paid as f64 / all as f64).clamp(0.0, 1.0),
        _ => return None,
    };
    let moved = spent.entered * paid;
    let gain = moved * (best.rate - spent.rate) * value;
    let half = z(Interval::LEVEL) * moved * value * sd(spent).hypot(sd(best));
    (best.from_minute != spent.from_minute).then(|| Finding {
        kind: FindingKind::MoveSpend {
            spend: spent.spend,
            from_minute: spent.from_minute,
            to_minute: best.from_minute,
            rate: spent.rate,
            best: best.rate,
        },
        gain,
        interval: Interval::new(gain - half, gain + half),
    })
}

/// Had the weakest step been at its median and everything below it the same, the amount would
/// have grown in proportion. The range comes from drawing the like sessions again.
fn step_finding(
    session: &Session,
    funnel: &Funnel,
    like: &LikeGroup<'_>,
    seed: u64,
) -> Option<Finding> {
    let weak = funnel.weakest_step()?;
    let (rate, median, from) = (weak.rate?, weak.median?, weak.from?);
    let (amount, _) = session.facts.amount()?;
    if rate <= 0.0 {
        return None;
    }
    let history: Vec<f64> = like
        .sessions
        .iter()
        .filter_map(|other| {
            let of = from.count(funnel.kind, &other.facts).filter(|n| *n > 0)?;
            Some(weak.step.count(funnel.kind, &other.facts)? as f64 / of as f64)
        })
        .collect();
    if history.len() < ENOUGH {
        return None;
    }
    let gain = |median: f64| amount.major() * (median / rate - 1.0);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ session.id.0.cast_unsigned() ^ 0x5745_414b);
    let mut draws: Vec<f64> = (0..400)
        .filter_map(|_| {
            let picks =
                (0..history.len()).map(|_| history[rng.gen_range(0..history.len())]).collect();
            median_of(picks).map(gain)
        })
        .collect();
    draws.sort_by(f64::total_cmp);
    Some(Finding {
        kind: FindingKind::WeakStep { step: weak.step, from, rate, median, lost: funnel.lost? },
        gain: gain(median),
        interval: Interval::new(quantile(&draws, 0.1)?, quantile(&draws, 0.9)?),
    })
}
