//! A range of minutes added up, and how well each half-hour turned visitors into orders.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::rates::{Pooled, shrink};
use crate::domain::{Basis, Interval, MinuteFacts, Money};

/// What a range of minutes adds up to. Times and money are added; people online are averaged.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MinuteSum {
    /// Points in the range.
    pub points: usize,
    /// Amount in major units.
    pub amount: Option<f64>,
    /// Which money.
    pub basis: Option<Basis>,
    /// People coming in (times: somebody may come twice).
    pub entered: Option<i64>,
    /// People leaving.
    pub left: Option<i64>,
    /// Orders.
    pub orders: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// New followers.
    pub new_followers: Option<i64>,
    /// Advert spend in major units.
    pub spend: Option<f64>,
    /// Mean online.
    pub avg_online: Option<f64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Clicks, and people online, added over the minutes that tell both.
    pub clicks_online: Option<(f64, f64)>,
    /// Clicks per person online and minute: the minute curve's 商品点击率.
    pub click_per_online: Option<f64>,
}

fn sum<T: std::iter::Sum<T>>(values: impl Iterator<Item = Option<T>>) -> Option<T> {
    let known: Vec<T> = values.flatten().collect();
    (!known.is_empty()).then(|| known.into_iter().sum())
}

/// The basis of a time curve: paid where any minute has it, else GMV.
pub fn minute_basis(minutes: &[MinuteFacts]) -> Option<Basis> {
    if minutes.iter().any(|m| m.paid_amount.is_some()) {
        Some(Basis::Paid)
    } else {
        minutes.iter().any(|m| m.gmv.is_some()).then_some(Basis::Created)
    }
}

/// The money of a minute in a basis.
pub fn minute_amount(minute: &MinuteFacts, basis: Basis) -> Option<Money> {
    match basis {
        Basis::Paid => minute.paid_amount,
        Basis::Created => minute.gmv,
    }
}

/// Adds up a range, in the basis of the whole curve.
pub fn sum_minutes(range: &[MinuteFacts], basis: Option<Basis>) -> MinuteSum {
    let online: Vec<f64> = range.iter().filter_map(|m| m.online.map(|n| n as f64)).collect();
    let clicking: Vec<(f64, f64)> =
        range.iter().filter_map(|m| Some((m.click_uv? as f64, m.online? as f64))).collect();
    let people: f64 = clicking.iter().map(|c| c.1).sum();
    let clicks: f64 = clicking.iter().map(|c| c.0).sum();
    let amount = basis.and_then(|b| sum(range.iter().map(|m| minute_amount(m, b))));
    MinuteSum {
        points: range.len(),
        amount: amount.map(Money::major),
        basis: amount.and(basis),
        entered: sum(range.iter().map(|m| m.entered)),
        left: sum(range.iter().map(|m| m.left_count)),
        orders: sum(range.iter().map(|m| m.orders)),
        comments: sum(range.iter().map(|m| m.comments)),
        new_followers: sum(range.iter().map(|m| m.new_followers)),
        spend: sum(range.iter().map(|m| m.spend)).map(Money::major),
        avg_online: (!online.is_empty()).then(|| online.iter().sum::<f64>() / online.len() as f64),
        clicks: sum(range.iter().map(|m| m.click_uv)),
        clicks_online: (people > 0.0).then_some((clicks, people)),
        click_per_online: (people > 0.0).then(|| clicks / people),
    }
}

/// A half-hour of a session.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Block {
    /// Minutes from the start.
    pub from_minute: u32,
    /// Orders per person coming in, pulled towards the session's mean.
    pub rate: f64,
    /// Its range.
    pub interval: Interval,
    /// People coming in.
    pub entered: f64,
    /// Advert spend in major units.
    pub spend: f64,
}

/// Length of a block.
pub const BLOCK_MINUTES: u32 = 30;

/// A half-hour of which fewer minutes are told is none: the session was over before it was.
const LEAST_OF_BLOCK: i64 = 25;

/// Advert spend of the whole half-hours of a session, by the minute each begins at; empty where no
/// minute names any. As in [`blocks`], a minute that names none beside others that do had none.
pub fn spend_by_block(minutes: &[MinuteFacts]) -> BTreeMap<u32, f64> {
    let mut sums = BTreeMap::new();
    let times: BTreeSet<i64> =
        minutes.iter().filter_map(|minute| Some(minute.at?.as_second())).collect();
    let (Some(start), Some(last)) = (times.first(), times.last()) else {
        return sums;
    };
    if minutes.iter().all(|minute| minute.spend.is_none()) {
        return sums;
    }
    // The last point lasts as long as the shortest of the others.
    let step = times.iter().zip(times.iter().skip(1)).map(|(a, b)| b - a).min().unwrap_or(60);
    let end = (last - start + step) / 60;
    for minute in minutes {
        let Some(at) = minute.at else { continue };
        let block = ((at.as_second() - start) / 60) as u32 / BLOCK_MINUTES;
        let spend = minute.spend.unwrap_or(Money::ZERO).major();
        *sums.entry(block * BLOCK_MINUTES).or_insert(0.0) += spend;
    }
    sums.retain(|from, _| end - i64::from(*from) >= LEAST_OF_BLOCK);
    sums
}

/// The half-hours of a session in which people came in, with their rate of orders.
pub fn blocks(minutes: &[MinuteFacts]) -> Vec<Block> {
    let Some(start) = minutes.iter().find_map(|m| m.at) else {
        return Vec::new();
    };
    let mut sums: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for minute in minutes {
        let (Some(at), Some(entered), Some(orders)) = (minute.at, minute.entered, minute.orders)
        else {
            continue;
        };
        let offset = ((at.as_second() - start.as_second()).max(0) / 60) as u32;
        let sum = sums.entry(offset / BLOCK_MINUTES).or_default();
        sum.0 += orders as f64;
        sum.1 += entered as f64;
        sum.2 += minute.spend.unwrap_or(Money::ZERO).major();
    }
    let sums: Vec<(u32, (f64, f64, f64))> = sums.into_iter().filter(|(_, s)| s.1 > 0.0).collect();
    let counts: Vec<(f64, f64)> = sums.iter().map(|(_, s)| (s.0, s.1)).collect();
    let Some(Pooled { items, .. }) = shrink(&counts, Interval::LEVEL) else {
        return Vec::new();
    };
    sums.into_iter()
        .zip(items)
        .map(|((block, (_, entered, spend)), rate)| Block {
            from_minute: block * BLOCK_MINUTES,
            rate: rate.estimate,
            interval: rate.interval,
            entered,
            spend,
        })
        .collect()
}
