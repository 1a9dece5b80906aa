//! The split host by host: minutes, share and expected value of each, with rates shrunken towards
//! the product's, and what it brings that just these present just that.

use std::borrow::Cow;

use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

use super::assign::assign;
use super::rates::{Factor, HostRates};
use crate::domain::Interval;
use crate::plan::curve::ValueCurve;
use crate::plan::fairness::SLACK;
use crate::plan::lay::{joined, tiled};
use crate::plan::request::{PlanProduct, PlanRequest};
use crate::plan::response::Fitted;
use crate::plan::result::{Gain, Note, Slot};
use crate::plan::simulate::{Z90, range80, stream};

/// The exposure of a session in whole parts, finer than minutes: a product's minutes are rounded.
const WHOLE: f64 = 10_000.0;
/// Draws behind the range of the gain.
const DRAWS: usize = 1_000;

/// The split seen host by host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostSplit {
    /// Hosts in the order of the request. Their shares sum to 1, their values to the plan's.
    pub hosts: Vec<HostPart>,
    /// What it brings that each host has these slots, against everybody having an equal part of
    /// every product. The plan's total is that of these slots.
    pub gain: Gain,
    /// Whether past sessions tell the hosts apart; where they do not, hosts take turns.
    pub told: bool,
}

/// One host's part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostPart {
    /// Name.
    pub host: String,
    /// Past sessions that say something of this host.
    pub sessions: usize,
    /// Minutes on air.
    pub minutes: u32,
    /// Share of the exposure.
    pub share: f64,
    /// What multiplies the products' rates in this host's sessions, shrunken towards 1.
    pub factor: f64,
    /// Its 80% range.
    pub interval: Interval,
    /// Expected orders; `None` where those of a product are unknown.
    pub expected_orders: Option<f64>,
    /// Expected value.
    pub expected_value: f64,
    /// Every product of the plan, most share with this host first.
    pub products: Vec<HostProduct>,
}

/// One product with one host.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostProduct {
    /// Id.
    pub product_id: String,
    /// Minutes.
    pub minutes: u32,
    /// Share of the exposure of the whole session.
    pub share: f64,
    /// What multiplies the product's rate, shrunken towards 1.
    pub factor: f64,
    /// Its 80% range.
    pub interval: Interval,
    /// Expected value.
    pub expected_value: f64,
}

impl HostSplit {
    /// Whose floor no slots add up to.
    pub(in crate::plan) fn floors_missed(&self, request: &PlanRequest) -> Vec<Note> {
        let missed = |part: &HostPart| {
            let floor = request.host_floor(&part.host);
            (part.share < floor - SLACK).then(|| Note::HostFloorMissed {
                host: part.host.clone(),
                floor,
                share: part.share,
            })
        };
        self.hosts.iter().filter_map(missed).collect()
    }
}

/// What hosts are given slots by.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The request, products by id.
    pub request: &'a PlanRequest,
    /// Rates of a session of these hosts, each with an equal part of it.
    pub fitted: &'a [Fitted],
    /// Values by these rates.
    pub curves: &'a [ValueCurve],
    /// What is known of the hosts.
    pub rates: &'a HostRates,
}

impl Ground<'_> {
    /// The factor of a host on the product's rate of this plan.
    fn factor(&self, host: usize, product: usize) -> Factor {
        let fitted = &self.fitted[product];
        let own = self.rates.factor(host, product, fitted);
        Factor { middle: own.middle / self.rates.mean(product, fitted), ..own }
    }

    fn product(&self, id: &str) -> Option<usize> {
        self.request.products.iter().position(|product| product.id == id)
    }
}

/// What a slot is worth in exposure: with many online a minute counts for more.
fn weight(request: &PlanRequest, slot: &Slot) -> f64 {
    match &request.crowd {
        Some(crowd) => crowd.part(slot.start_minute, slot.start_minute + slot.minutes),
        None => f64::from(slot.minutes),
    }
}

/// A slot's part of its product's exposure.
fn part_of(request: &PlanRequest, slots: &[Slot], slot: &Slot) -> f64 {
    let of = slots.iter().filter(|s| s.product_id == slot.product_id);
    let all: f64 = of.map(|slot| weight(request, slot)).sum();
    if all > 0.0 { weight(request, slot) / all } else { 0.0 }
}

/// A run-down with who presents which slot.
pub fn give(ground: Ground<'_>, shares: &[f64], slots: Vec<Slot>) -> Vec<Slot> {
    let hosts = &ground.request.hosts;
    if hosts.is_empty() {
        return slots;
    }
    let mut slots = cut(slots, ground.request, hosts.len());
    let floors: Vec<f64> = hosts.iter().map(|host| ground.request.host_floor(host)).collect();
    let asked = floors.iter().any(|floor| *floor > 0.0);
    let of = if hosts.len() > 1 && (asked || ground.rates.differ()) {
        let lengths: Vec<u32> =
            slots.iter().map(|slot| length(ground, shares, &slots, slot)).collect();
        // What has no slot is everybody's alike.
        let told: f64 = f64::from(lengths.iter().sum::<u32>()) / WHOLE;
        let without = (1.0 - told).max(0.0) / hosts.len() as f64;
        let floors: Vec<f64> = floors
            .into_iter()
            .map(|floor| ((floor - without) / told.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0))
            .collect();
        let worth: Vec<Vec<f64>> =
            slots.iter().map(|slot| worth(ground, shares, &slots, slot)).collect();
        let block = f64::from(ground.request.block_minutes) / f64::from(ground.request.minutes);
        assign(&lengths, &worth, &floors, (block * WHOLE).round() as u32)
    } else {
        in_turns(&slots, hosts.len())
    };
    for (slot, host) in slots.iter_mut().zip(of) {
        slot.host = Some(hosts[host].clone());
    }
    joined(slots)
}

/// Slot after slot to whoever has had least so far.
fn in_turns(slots: &[Slot], hosts: usize) -> Vec<usize> {
    let mut on_air = vec![0; hosts];
    let next = |slot: &Slot| {
        let host = (0..hosts).min_by_key(|host| (on_air[*host], *host)).unwrap_or(0);
        on_air[host] += slot.minutes;
        host
    };
    slots.iter().map(next).collect()
}

/// Long slots in pieces, so that one product need not be one host's: none is longer than half of
/// what each host has of the session, or than two blocks where that is more.
fn cut(slots: Vec<Slot>, request: &PlanRequest, hosts: usize) -> Vec<Slot> {
    if hosts < 2 {
        return slots;
    }
    let longest = (request.minutes / (2 * hosts as u32)).max(2 * request.block_minutes).max(1);
    let pieces = slots.into_iter().flat_map(|slot| {
        let count = slot.minutes.div_ceil(longest).max(1);
        let (each, more) = (slot.minutes / count, slot.minutes % count);
        (0..count).map(move |at| Slot { minutes: each + u32::from(at < more), ..slot.clone() })
    });
    tiled(pieces.collect())
}

/// A slot's part of the exposure, in parts of [`WHOLE`].
fn length(ground: Ground<'_>, shares: &[f64], slots: &[Slot], slot: &Slot) -> u32 {
    let share = ground.product(&slot.product_id).map_or(0.0, |at| shares[at]);
    (share * part_of(ground.request, slots, slot) * WHOLE).round() as u32
}

/// What a slot brings with each host: its part of what the product would bring if it were all
/// with that host. Exact for a straight line without stock, near enough to choose by else.
fn worth(ground: Ground<'_>, shares: &[f64], slots: &[Slot], slot: &Slot) -> Vec<f64> {
    let part = part_of(ground.request, slots, slot);
    let hosts = 0..ground.request.hosts.len();
    match ground.product(&slot.product_id) {
        Some(at) => hosts
            .map(|host| {
                let scale = ground.factor(host, at).middle;
                part * ground.curves[at].quick_value(shares[at], scale)
            })
            .collect(),
        None => hosts.map(|_| 0.0).collect(),
    }
}

/// Every host's minutes and part of the exposure of a product, 0..1; a product without slots is
/// everybody's alike, and what a slot without a host has is too.
fn parts(request: &PlanRequest, slots: &[Slot], product: &str) -> Vec<(u32, f64)> {
    let hosts = &request.hosts;
    let equal = 1.0 / hosts.len().max(1) as f64;
    let own: Vec<(&Slot, f64)> = slots
        .iter()
        .filter(|slot| slot.product_id == product)
        .map(|slot| (slot, part_of(request, slots, slot)))
        .collect();
    let given: Vec<(u32, f64)> = hosts
        .iter()
        .map(|host| {
            let own = own.iter().filter(|(slot, _)| slot.host.as_ref() == Some(host));
            own.fold((0, 0.0), |sum, (slot, part)| (sum.0 + slot.minutes, sum.1 + part))
        })
        .collect();
    let left = (1.0 - given.iter().map(|(_, part)| part).sum::<f64>()).max(0.0);
    given.into_iter().map(|(minutes, part)| (minutes, part + left * equal)).collect()
}

/// The curves when these present these slots; those of the ground where hosts make no difference.
/// `most` is the greatest share of each product.
pub fn presented<'a>(
    ground: Ground<'a>,
    slots: &[Slot],
    most: impl Iterator<Item = f64>,
) -> Cow<'a, [ValueCurve]> {
    if ground.request.hosts.len() < 2 || !ground.rates.differ() {
        return Cow::Borrowed(ground.curves);
    }
    let scale = |at: usize, product: &PlanProduct| -> f64 {
        let parts = parts(ground.request, slots, &product.id);
        let of = |(host, (_, part)): (usize, &(u32, f64))| part * ground.factor(host, at).middle;
        parts.iter().enumerate().map(of).sum()
    };
    let products = ground.request.products.iter().zip(ground.curves).zip(most).enumerate();
    products
        .map(|(at, ((product, curve), most))| curve.scaled(scale(at, product), most))
        .collect::<Vec<_>>()
        .into()
}

/// The split host by host; `None` with fewer than two hosts.
pub fn apart(ground: Ground<'_>, shares: &[f64], slots: &[Slot], seed: u64) -> Option<HostSplit> {
    let Ground { request, curves, rates, .. } = ground;
    if request.hosts.len() < 2 {
        return None;
    }
    let all: Vec<Vec<(u32, f64)>> =
        request.products.iter().map(|product| parts(request, slots, &product.id)).collect();
    let mut hosts: Vec<HostPart> = rates
        .hosts
        .iter()
        .map(|known| HostPart {
            host: known.name.clone(),
            sessions: known.sessions,
            minutes: 0,
            share: 0.0,
            factor: known.overall.middle,
            interval: range(known.overall),
            expected_orders: Some(0.0),
            expected_value: 0.0,
            products: Vec::new(),
        })
        .collect();
    let mut gain = 0.0;
    for (at, product) in request.products.iter().enumerate() {
        let (curve, share) = (&curves[at], shares[at]);
        if share <= 0.0 {
            continue;
        }
        let factors: Vec<Factor> = (0..hosts.len()).map(|host| ground.factor(host, at)).collect();
        let scale = all[at].iter().zip(&factors).map(|((_, part), f)| part * f.middle).sum::<f64>();
        let sold = curve.sold(share, scale);
        gain += curve.weight * sold - curve.value(share);
        for (host, out) in hosts.iter_mut().enumerate() {
            let (minutes, part) = all[at][host];
            // What is sold lies with who sells it.
            let own = if scale > 0.0 { part * factors[host].middle / scale } else { part };
            out.minutes += minutes;
            out.share += part * share;
            out.expected_value += own * curve.weight * sold;
            out.expected_orders =
                out.expected_orders.filter(|_| curve.counted).map(|n| n + own * sold);
            let whole = rates.factor(host, at, &ground.fitted[at]);
            out.products.push(HostProduct {
                product_id: product.id.clone(),
                minutes,
                share: part * share,
                factor: whole.middle,
                interval: range(whole),
                expected_value: own * curve.weight * sold,
            });
        }
    }
    for host in &mut hosts {
        host.products.sort_by(|a, b| {
            b.share.total_cmp(&a.share).then_with(|| a.product_id.cmp(&b.product_id))
        });
    }
    let gain = Gain { value: gain, interval: gain_range(ground, shares, &all, seed) };
    Some(HostSplit { hosts, gain, told: rates.differ() })
}

fn range(factor: Factor) -> Interval {
    let reach = (Z90 * factor.variance.sqrt()).exp();
    Interval::new(factor.middle / reach, factor.middle * reach)
}

/// 80% range of the gain over what is not known of the hosts.
fn gain_range(
    ground: Ground<'_>,
    shares: &[f64],
    parts: &[Vec<(u32, f64)>],
    seed: u64,
) -> Interval {
    let Ground { request, curves, rates, fitted } = ground;
    let mut apart = vec![0.0; DRAWS];
    let normals = |purpose: &str, name: &str| -> Vec<f64> {
        let mut rng = stream(seed, purpose, name);
        (0..DRAWS).map(|_| StandardNormal.sample(&mut rng)).collect()
    };
    let overall: Vec<Vec<f64>> = request.hosts.iter().map(|host| normals("host", host)).collect();
    let equal = 1.0 / request.hosts.len().max(1) as f64;
    for (at, product) in request.products.iter().enumerate() {
        let (curve, share) = (&curves[at], shares[at]);
        if share <= 0.0 || fitted[at].posterior.is_none() {
            continue;
        }
        let mean = rates.mean(at, &fitted[at]);
        let together: Vec<Vec<f64>> = request
            .hosts
            .iter()
            .map(|host| normals("host and product", &format!("{host}\0{}", product.id)))
            .collect();
        for (draw, apart) in apart.iter_mut().enumerate() {
            let (mut so, mut alike) = (0.0, 0.0);
            for (host, known) in rates.hosts.iter().enumerate() {
                let own = known.products[at];
                let log = known.overall.variance.sqrt() * overall[host][draw]
                    + own.variance.sqrt() * together[host][draw]
                    // Their mean is the middle.
                    - 0.5 * (known.overall.variance + own.variance);
                let factor = known.overall.middle * own.middle * log.exp() / mean;
                so += parts[at][host].1 * factor;
                alike += equal * factor;
            }
            *apart += curve.quick_value(share, so) - curve.quick_value(share, alike);
        }
    }
    range80(&apart)
}
