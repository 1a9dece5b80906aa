//! Why a session made more or less than its like sessions: the difference split over factors,
//! with ranges from drawing the like sessions and the session's own luck again. A description, not
//! a proof of cause.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::Gamma;
use serde::Serialize;

use super::decompose::{decompose, shapley};
use super::history::{Criterion, ENOUGH, LikeGroup, median_of};
use crate::domain::{Basis, Interval, Session, SessionFacts, quantile};

/// How often the like sessions are drawn again.
const DRAWS: usize = 400;

/// A factor of a session's amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// Viewers, people.
    Viewers,
    /// People clicking a product / viewers.
    ViewerClickRate,
    /// Buyers / people clicking.
    OrderRate,
    /// Amount / buyers.
    PerBuyer,
    /// Views, times.
    Views,
    /// Clicks / views.
    ViewClickRate,
    /// Orders / clicks.
    OrderRatePv,
    /// Amount / orders.
    PerOrder,
    /// Buyers / viewers.
    ViewerConversion,
    /// Orders / views.
    ViewConversion,
    /// Amount / viewers.
    PerViewer,
    /// Amount / views.
    PerView,
}

impl Factor {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Viewers => "viewers",
            Self::ViewerClickRate => "viewer_click_rate",
            Self::OrderRate => "order_rate",
            Self::PerBuyer => "per_buyer",
            Self::Views => "views",
            Self::ViewClickRate => "view_click_rate",
            Self::OrderRatePv => "order_rate_pv",
            Self::PerOrder => "per_order",
            Self::ViewerConversion => "viewer_conversion",
            Self::ViewConversion => "viewer_conversion_pv",
            Self::PerViewer => "per_viewer",
            Self::PerView => "per_view",
        }
    }

    /// Whether it is a share, to be shown in per cent.
    pub fn is_share(self) -> bool {
        matches!(
            self,
            Self::ViewerClickRate
                | Self::OrderRate
                | Self::ViewClickRate
                | Self::OrderRatePv
                | Self::ViewerConversion
                | Self::ViewConversion
        )
    }

    /// Whether it is money per head, order or view.
    pub fn is_money(self) -> bool {
        matches!(self, Self::PerBuyer | Self::PerOrder | Self::PerViewer | Self::PerView)
    }
}

/// Chains of counts whose quotients multiply to the amount, the most telling first.
const PATHS: [(&[Factor], &[&str]); 6] = [
    (
        &[Factor::Viewers, Factor::ViewerClickRate, Factor::OrderRate, Factor::PerBuyer],
        &["viewers_uv", "prod_click_uv", "buyers"],
    ),
    (
        &[Factor::Views, Factor::ViewClickRate, Factor::OrderRatePv, Factor::PerOrder],
        &["views_pv", "prod_click_pv", "orders"],
    ),
    (&[Factor::Viewers, Factor::ViewerConversion, Factor::PerBuyer], &["viewers_uv", "buyers"]),
    (&[Factor::Views, Factor::ViewConversion, Factor::PerOrder], &["views_pv", "orders"]),
    (&[Factor::Viewers, Factor::PerViewer], &["viewers_uv"]),
    (&[Factor::Views, Factor::PerView], &["views_pv"]),
];

fn count(name: &str, f: &SessionFacts) -> Option<f64> {
    let count = match name {
        "viewers_uv" => f.viewers_uv,
        "prod_click_uv" => f.prod_click_uv,
        "buyers" => f.buyers,
        "views_pv" => f.views_pv,
        "prod_click_pv" => f.prod_click_pv,
        _ => f.orders,
    };
    count.map(|n| n as f64)
}

/// The factors of a session along a path: `None` for a factor with nothing below its line.
/// `None` altogether when a count is missing, or when money came in past a zero.
fn factors(names: &[&str], f: &SessionFacts) -> Option<Vec<Option<f64>>> {
    let mut chain: Vec<f64> = names.iter().map(|name| count(name, f)).collect::<Option<_>>()?;
    chain.push(f.amount()?.0.major());
    let amount = chain[chain.len() - 1];
    if amount < 0.0 || (amount > 0.0 && chain.contains(&0.0)) {
        return None;
    }
    let mut out = vec![Some(chain[0])];
    out.extend(chain.windows(2).map(|pair| (pair[0] > 0.0).then(|| pair[1] / pair[0])));
    Some(out)
}

fn positive(names: &[&str], f: &SessionFacts) -> Option<Vec<f64>> {
    let all: Vec<f64> = factors(names, f)?.into_iter().collect::<Option<_>>()?;
    all.iter().all(|x| *x > 0.0).then_some(all)
}

/// What one factor contributed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The factor.
    pub factor: Factor,
    /// Its value here; `None` when there is nothing below its line.
    pub now: Option<f64>,
    /// Its value in the comparison: its own median over the like sessions.
    pub base: f64,
    /// Money it added or took, in major units.
    pub amount: f64,
    /// The same money by Shapley's split: the mean over all orders of changing the factors.
    pub shapley: f64,
    /// 80% range by resampling; `None` in a comparison of two sessions.
    pub interval: Option<Interval>,
}

impl Part {
    /// Whether value and money point the same way. Close to the median they may not, as the money
    /// is split against medians scaled to multiply to the median amount.
    pub fn points_one_way(&self) -> bool {
        self.now.is_none_or(|now| (now - self.base) * self.amount >= 0.0)
    }
}

/// Which way a session went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Clearly above the comparison.
    Better,
    /// Clearly below.
    Worse,
    /// The range spans zero: as usual.
    Same,
    /// Too few like sessions, or no amount.
    Unclear,
}

/// Something other engines found that a reader of the diagnosis must know.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtraWarning {
    /// A feature looks good over all sessions and bad within sessions, or the other way round.
    PooledVersusWithin {
        /// The feature.
        feature: String,
        /// Its effect over all sessions.
        pooled: f64,
        /// Its effect within sessions.
        within: f64,
    },
}

/// How far the two splits are apart at most, in major units, and whether they agree on which
/// factor did most.
pub fn splits_agree(parts: &[Part]) -> Option<(f64, bool)> {
    let largest = |value: &dyn Fn(&Part) -> f64| {
        (0..parts.len()).max_by(|a, b| value(&parts[*a]).abs().total_cmp(&value(&parts[*b]).abs()))
    };
    let apart = parts.iter().map(|p| (p.amount - p.shapley).abs()).fold(0.0, f64::max);
    Some((apart, largest(&|p| p.amount)? == largest(&|p| p.shapley)?))
}

/// The difference to the median like session, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// Which way.
    pub verdict: Verdict,
    /// What the like sessions share.
    pub criteria: Vec<Criterion>,
    /// How many there are.
    pub like: usize,
    /// Which money.
    pub basis: Option<Basis>,
    /// The session's amount in major units.
    pub now: Option<f64>,
    /// Median of the like sessions.
    pub base: Option<f64>,
    /// `now − base`.
    pub total: Option<f64>,
    /// 80% range of the difference.
    pub interval: Option<Interval>,
    /// Shares of the difference; they add up to it. Empty when no path has its counts.
    pub parts: Vec<Part>,
    /// The part that pulled most in the direction of the difference.
    pub lead: Option<usize>,
    /// The part that pulled most against it.
    pub against: Option<usize>,
    /// Filled in by whoever has more to say.
    pub extra_warnings: Vec<ExtraWarning>,
}

/// Explains a session against its like sessions. The money is split against the medians of the
/// like sessions' factors, scaled evenly (by the same power) so that they multiply to the median
/// amount; the parts show the medians as they are, the same as the cards beside them.
pub fn diagnose(session: &Session, like: &LikeGroup<'_>, seed: u64) -> Diagnosis {
    let amount = session.facts.amount();
    let now = amount.map(|(m, _)| m.major());
    let mut out = Diagnosis {
        verdict: Verdict::Unclear,
        criteria: like.criteria.clone(),
        like: like.sessions.len(),
        basis: amount.map(|(_, b)| b),
        now,
        base: None,
        total: None,
        interval: None,
        parts: Vec::new(),
        lead: None,
        against: None,
        extra_warnings: Vec::new(),
    };
    let peers: Vec<&SessionFacts> =
        like.sessions.iter().map(|s| &s.facts).filter(|f| f.amount().is_some()).collect();
    out.like = peers.len();
    let (Some(now), true) = (now, peers.len() >= ENOUGH) else {
        return out;
    };
    let found = PATHS.iter().find_map(|(names, counts)| {
        let own = factors(counts, &session.facts)?;
        let usable: Vec<Option<Vec<f64>>> = peers.iter().map(|f| positive(counts, f)).collect();
        (usable.iter().flatten().count() >= ENOUGH).then_some((*names, *counts, own, usable))
    });
    let path: Option<Path<'_>> =
        found.as_ref().map(|(names, _, own, usable)| (*names, own.clone(), usable.as_slice()));
    let amounts: Vec<f64> =
        peers.iter().filter_map(|f| f.amount().map(|(m, _)| m.major())).collect();
    let typical = found.as_ref().map_or_else(Vec::new, |found| medians(found.1, &peers));
    let all: Vec<usize> = (0..peers.len()).collect();
    let Some((base, split)) = explain(now, &amounts, path.as_ref(), &all) else {
        return out;
    };
    out.base = Some(base);
    out.total = Some(now - base);

    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ session.id.0.cast_unsigned());
    let mut totals = Vec::with_capacity(DRAWS);
    let mut draws: Vec<Vec<f64>> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let picks: Vec<usize> = (0..peers.len()).map(|_| rng.gen_range(0..peers.len())).collect();
        let (again, lucky) = match &path {
            Some((names, own, peers)) => {
                let (again, own) = luck(now, own, &typical, &mut rng);
                (again, Some((*names, own, *peers)))
            }
            None => (now, None),
        };
        if let Some((base, split)) = explain(again, &amounts, lucky.as_ref(), &picks) {
            totals.push(again - base);
            if let Some((_, shares)) = split {
                draws.push(shares);
            }
        }
    }
    out.interval = range(totals);
    if let (Some((base_factors, shares)), Some((names, own, _))) = (split, &path) {
        let other = shapley(&filled(own, &base_factors), &base_factors);
        out.parts = (0..names.len())
            .map(|i| Part {
                factor: names[i],
                now: own[i],
                base: typical[i].unwrap_or(base_factors[i]),
                amount: shares[i],
                shapley: other.get(i).copied().unwrap_or(shares[i]),
                interval: range(draws.iter().map(|d| d[i]).collect()),
            })
            .collect();
    }
    let total = now - base;
    out.verdict = match out.interval {
        Some(range) if range.low > 0.0 => Verdict::Better,
        Some(range) if range.high < 0.0 => Verdict::Worse,
        _ => Verdict::Same,
    };
    out.lead = strongest(&out.parts, total.signum());
    out.against = strongest(&out.parts, -total.signum());
    out
}

fn strongest(parts: &[Part], sign: f64) -> Option<usize> {
    parts
        .iter()
        .enumerate()
        .filter(|(_, p)| p.amount * sign > 0.0)
        .max_by(|a, b| a.1.amount.abs().total_cmp(&b.1.amount.abs()))
        .map(|(at, _)| at)
}

/// The session had it happened again: the people clicking and buying are drawn anew around what
/// was seen, binomial counts as gamma variables of the same mean and spread, so that a handful of
/// buyers swings as widely as it does. Viewers and what each buyer spends stay as they were.
/// Nobody seen is not nobody possible: a count of zero is drawn from the exponential
/// distribution, whose upper ends are the exact limits of a Poisson count of zero (Garwood 1936),
/// and what follows from it is taken from the like sessions (`typical`).
fn luck(
    now: f64,
    own: &[Option<f64>],
    typical: &[Option<f64>],
    rng: &mut ChaCha8Rng,
) -> (f64, Vec<Option<f64>>) {
    let mut again = own.to_vec();
    let last = own.len() - 1;
    let mut seen = own[0].unwrap_or(0.0);
    let mut drawn = seen;
    for at in 1..last {
        let Some(rate) = own[at] else { break };
        let before = drawn;
        seen *= rate;
        if seen > 0.0 {
            let spread = 1.0 - rate.min(1.0);
            let factor = if spread > 0.0 { gamma(seen / spread, rng) * spread / seen } else { 1.0 };
            again[at] = Some(rate * factor);
            drawn *= rate * factor;
        } else {
            drawn = gamma(1.0, rng).min(before);
            again[at] = Some(drawn / before);
            for next in at + 1..=last {
                again[next] = typical[next];
                drawn *= typical[next].unwrap_or(0.0);
            }
            return (drawn, again);
        }
    }
    let factor = if seen > 0.0 { drawn / seen } else { 1.0 };
    (now * factor, again)
}

/// A gamma variable of the shape and scale 1.
fn gamma(shape: f64, rng: &mut ChaCha8Rng) -> f64 {
    Gamma::new(shape, 1.0).map_or(shape, |law| rng.sample(law))
}

/// Each factor's own median over the like sessions that have it, as a card shows it.
fn medians(names: &[&str], peers: &[&SessionFacts]) -> Vec<Option<f64>> {
    let chains: Vec<Vec<Option<f64>>> = peers
        .iter()
        .map(|f| {
            let counts = names.iter().map(|name| count(name, f));
            counts.chain([f.amount().map(|(m, _)| m.major())]).collect()
        })
        .collect();
    (0..=names.len())
        .map(|at| {
            let values = chains.iter().filter_map(|chain| {
                let value = chain[at]?;
                match at.checked_sub(1) {
                    Some(before) => chain[before].filter(|n| *n > 0.0).map(|n| value / n),
                    None => Some(value),
                }
            });
            median_of(values.collect())
        })
        .collect()
}

type Path<'a> = (&'a [Factor], Vec<Option<f64>>, &'a [Option<Vec<f64>>]);
type Split = (Vec<f64>, Vec<f64>);

/// Median amount of the picked peers, and the split along the path: baseline factors and shares.
fn explain(
    now: f64,
    amounts: &[f64],
    path: Option<&Path<'_>>,
    picks: &[usize],
) -> Option<(f64, Option<Split>)> {
    let base = median_of(picks.iter().map(|at| amounts[*at]).collect())?;
    let split = path.and_then(|(names, own, peers)| {
        if base <= 0.0 {
            return None;
        }
        let mut factors: Vec<f64> = (0..names.len())
            .map(|i| {
                median_of(picks.iter().filter_map(|at| peers[*at].as_ref().map(|f| f[i])).collect())
            })
            .collect::<Option<_>>()?;
        let correction = (base / factors.iter().product::<f64>()).powf(1.0 / names.len() as f64);
        for factor in &mut factors {
            *factor *= correction;
        }
        let shares = decompose(&filled(own, &factors), &factors);
        debug_assert!(
            (shares.iter().sum::<f64>() - (now - base)).abs() < 1e-4 * (1.0 + now.abs() + base)
        );
        Some((factors, shares))
    });
    Some((base, split))
}

/// A factor with nothing below its line cannot have made a difference.
fn filled(own: &[Option<f64>], base: &[f64]) -> Vec<f64> {
    own.iter().zip(base).map(|(own, base)| own.unwrap_or(*base)).collect()
}

/// The central 80% of draws.
fn range(mut draws: Vec<f64>) -> Option<Interval> {
    draws.sort_by(f64::total_cmp);
    Some(Interval::new(quantile(&draws, 0.1)?, quantile(&draws, 0.9)?))
}

/// The difference between two sessions of the same currency and basis, split along the first
/// path both have. `None` when their money cannot be compared.
pub fn between(now: &Session, base: &Session) -> Option<(f64, Vec<Part>)> {
    let ((a, basis_a), (b, basis_b)) = (now.facts.amount()?, base.facts.amount()?);
    if basis_a != basis_b || now.currency != base.currency {
        return None;
    }
    let total = a.major() - b.major();
    let parts = PATHS
        .iter()
        .find_map(|(names, counts)| {
            let own = factors(counts, &now.facts)?;
            let other = positive(counts, &base.facts)?;
            let here = filled(&own, &other);
            let shares = decompose(&here, &other);
            let mean = shapley(&here, &other);
            Some(
                (0..names.len())
                    .map(|i| Part {
                        factor: names[i],
                        now: own[i],
                        base: other[i],
                        amount: shares[i],
                        shapley: mean[i],
                        interval: None,
                    })
                    .collect(),
            )
        })
        .unwrap_or_default();
    Some((total, parts))
}
