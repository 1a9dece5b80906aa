//! What past sessions say of hosts: how well each one's sessions go, and with which products
//! better or worse than that.
//!
//! Orders of product p in a session of host h are taken as Poisson with mean
//! `A_p g_h d_hp c h_p`: the product's rate, the host's own factor, the two together, the luck of
//! the evening, the exposure. Both factors are 1 until sessions say otherwise:
//!
//! - `log g_h ~ N(mu, tau²)`, seen through the host's sessions, which stray from each other by luck.
//!   What tau may be is averaged over, the level mu integrated out (Gelman and others, Bayesian Data
//!   Analysis, 3rd ed., section 5.4), with a half-normal prior on tau (there, section 5.7): with two
//!   hosts no single tau can be trusted. Sessions that name no host count as one more.
//! - `d_hp ~ Gamma(b, b)` with b by the same empirical Bayes as product rates. What a session as a
//!   whole did is divided out first, so that a good evening is not a product's luck with a host.
//!
//! A host presents whole sessions in what exports tell: many sessions even the luck out, but a host
//! who always has the same evenings cannot be told from these evenings.

use std::collections::BTreeMap;

use crate::plan::request::PlanRequest;
use crate::plan::response::{Fitted, Knowledge, log_ratio};
use crate::plan::shrink::{Gamma, prior};
use crate::plan::simulate::{PRODUCT_NOISE, SESSION_SPREAD, SESSION_WORTH};

/// Scale of the half-normal prior of tau: hosts are hardly more different than evenings are.
const HOST_SPREAD: f64 = 0.25;
/// Orders that a factor of 1 on a product with a host is worth at least: a few tell no difference.
const LEAST_WORTH: f64 = 4.0;
/// The grid of tau: so many steps of this width.
const TAU: (u32, f64) = (40, 0.02);

/// A factor on a rate: its middle and the variance of its logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factor {
    /// The middle.
    pub middle: f64,
    /// Variance of the logarithm.
    pub variance: f64,
}

impl Factor {
    /// What nobody knows anything about.
    const SAME: Self = Self { middle: 1.0, variance: 0.0 };

    /// Both at once.
    pub fn times(self, other: Self) -> Self {
        Self { middle: self.middle * other.middle, variance: self.variance + other.variance }
    }
}

/// One host of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Name.
    pub name: String,
    /// Past sessions with this name.
    pub sessions: usize,
    /// How much better or worse this host's sessions go.
    pub overall: Factor,
    /// The same product by product, beyond `overall`.
    pub products: Vec<Factor>,
}

/// The hosts of a plan, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostRates {
    /// One per host.
    pub hosts: Vec<Known>,
}

/// What one session took against what its products promise.
#[derive(Clone, Copy, Debug, Default)]
struct Evening {
    taken: f64,
    expected: f64,
    raw: f64,
}

impl Evening {
    fn ratio(&self) -> (f64, f64) {
        log_ratio(self.taken, self.expected)
    }
}

impl HostRates {
    /// Learns what past sessions say of the hosts of a request.
    pub fn learn(request: &PlanRequest, knowledge: &Knowledge) -> Self {
        if request.hosts.is_empty() {
            return Self::default();
        }
        let host_of =
            |session: u32| request.past_hosts.get(&session).map_or(UNNAMED, String::as_str);
        let mut evenings: BTreeMap<u32, Evening> = BTreeMap::new();
        for sale in &knowledge.past {
            let fitted = &knowledge.fitted[sale.product];
            let evening = evenings.entry(sale.session).or_default();
            evening.taken += sale.orders;
            evening.expected += fitted.rate * sale.exposure;
            evening.raw += fitted.raw_rate.unwrap_or(0.0) * sale.exposure;
        }
        let mut by_host: BTreeMap<&str, Vec<Evening>> = BTreeMap::new();
        for (session, evening) in &evenings {
            if evening.expected > 0.0 {
                by_host.entry(host_of(*session)).or_default().push(*evening);
            }
        }
        let overall = overall(&by_host);
        let cells = cells(request, knowledge, &evenings);
        let none = BTreeMap::new();
        let hosts = request
            .hosts
            .iter()
            .map(|name| {
                let own = cells.of.get(name.as_str()).unwrap_or(&none);
                let factor = |product| own.get(&product).map_or(cells.unseen, |c| cells.factor(*c));
                Known {
                    name: name.clone(),
                    sessions: request.sessions_with(name),
                    overall: overall.of.get(name.as_str()).copied().unwrap_or(overall.unseen),
                    products: (0..request.products.len()).map(factor).collect(),
                }
            })
            .collect();
        Self { hosts }
    }

    /// The factor on a product's rate while a host presents it. A rate that was stated is the
    /// same with everybody.
    pub fn factor(&self, host: usize, product: usize, fitted: &Fitted) -> Factor {
        if fitted.posterior.is_none() {
            return Factor::SAME;
        }
        let known = &self.hosts[host];
        known.overall.times(known.products[product])
    }

    /// The factor on a product's rate while every host has an equal part of it.
    pub fn mean(&self, product: usize, fitted: &Fitted) -> f64 {
        if self.hosts.is_empty() {
            return 1.0;
        }
        let of = |host| self.factor(host, product, fitted).middle;
        (0..self.hosts.len()).map(of).sum::<f64>() / self.hosts.len() as f64
    }

    /// Turns rates learnt from all sessions into those of a session of these hosts, each with an
    /// equal part of it. How far whole sessions stray is left as it is: it holds what is not known
    /// of the hosts too.
    pub fn apply(&self, fitted: &mut [Fitted]) {
        if self.hosts.is_empty() {
            return;
        }
        for (product, fitted) in fitted.iter_mut().enumerate() {
            let Some(posterior) = fitted.posterior else { continue };
            let factor = self.mean(product, fitted);
            let sum: f64 = self.hosts.iter().map(|host| host.products[product].variance).sum();
            let unsure = sum / (self.hosts.len() as f64).powi(2);
            fitted.rate *= factor;
            let shape = 1.0 / (1.0 / posterior.shape + unsure);
            fitted.posterior = Some(Gamma { shape, rate: shape / fitted.rate });
        }
    }

    /// Whether past sessions say anything, clearly or not, that is not the same of all hosts.
    pub fn differ(&self) -> bool {
        let first = self.hosts.first();
        self.hosts.iter().any(|host| {
            first.is_some_and(|first| {
                host.overall.middle != first.overall.middle
                    || host.products.iter().zip(&first.products).any(|(a, b)| a.middle != b.middle)
            })
        })
    }
}

/// Stands for whoever presented sessions that name nobody; no host has an empty name.
const UNNAMED: &str = "";

/// The hosts' own factors.
struct Overall<'a> {
    of: BTreeMap<&'a str, Factor>,
    /// Of somebody who was never seen.
    unseen: Factor,
}

fn overall<'a>(by_host: &BTreeMap<&'a str, Vec<Evening>>) -> Overall<'a> {
    if by_host.len() < 2 {
        return Overall {
            of: by_host.keys().map(|host| (*host, Factor::SAME)).collect(),
            unseen: Factor { middle: 1.0, variance: HOST_SPREAD * HOST_SPREAD },
        };
    }
    let ratios: BTreeMap<&str, Vec<(f64, f64)>> = by_host
        .iter()
        .map(|(host, evenings)| (*host, evenings.iter().map(Evening::ratio).collect()))
        .collect();
    let spread = session_variance(ratios.values());
    let weight = |noise: f64| 1.0 / (spread + noise);
    // Mean and variance of each host's sessions together.
    let seen: Vec<(f64, f64)> = ratios
        .values()
        .map(|list| {
            let sum: f64 = list.iter().map(|(_, noise)| weight(*noise)).sum();
            let mean = list.iter().map(|(x, noise)| weight(*noise) * x).sum::<f64>();
            (mean / sum, 1.0 / sum)
        })
        .collect();
    let taus = tau_weights(&seen);
    let mut of: BTreeMap<&str, Factor> = BTreeMap::new();
    for (host, (mean, variance)) in ratios.keys().zip(&seen) {
        let (mut first, mut second) = (0.0, 0.0);
        for Tau { tau, level, part } in &taus {
            let pull = tau * tau / (tau * tau + variance);
            let middle = level + pull * (mean - level);
            first += part * middle;
            second += part * (middle * middle + pull * variance);
        }
        of.insert(host, Factor { middle: first.exp(), variance: second - first * first });
    }
    // The product's own rate is what sessions had on average, so the factors average to 1.
    let (mut sum, mut all) = (0.0, 0.0);
    for (host, evenings) in by_host {
        let expected: f64 = evenings.iter().map(|evening| evening.expected).sum();
        sum += expected * of.get(host).map_or(1.0, |factor| factor.middle);
        all += expected;
    }
    for factor in of.values_mut() {
        factor.middle *= all / sum;
    }
    let unseen = taus.iter().map(|Tau { tau, part, .. }| part * tau * tau).sum();
    Overall { of, unseen: Factor { middle: 1.0, variance: unseen } }
}

/// How far sessions of one host stray from each other beyond the chance in their orders.
fn session_variance<'a>(hosts: impl Iterator<Item = &'a Vec<(f64, f64)>>) -> f64 {
    let (mut squares, mut freedom) = (0.0, 0.0);
    for list in hosts.filter(|list| list.len() > 1) {
        let n = list.len() as f64;
        let mean = list.iter().map(|(x, _)| x).sum::<f64>() / n;
        let noise = list.iter().map(|(_, noise)| noise).sum::<f64>() / n;
        squares += list.iter().map(|(x, _)| (x - mean).powi(2)).sum::<f64>() - (n - 1.0) * noise;
        freedom += n - 1.0;
    }
    (SESSION_WORTH * SESSION_SPREAD * SESSION_SPREAD + squares.max(0.0)) / (SESSION_WORTH + freedom)
}

/// A spread that hosts may have.
struct Tau {
    /// The spread.
    tau: f64,
    /// The level that hosts then have in common.
    level: f64,
    /// How likely it is.
    part: f64,
}

/// How likely each tau of the grid is, the level integrated out.
fn tau_weights(seen: &[(f64, f64)]) -> Vec<Tau> {
    let mut taus: Vec<Tau> = (0..=TAU.0)
        .map(|step| {
            let tau = f64::from(step) * TAU.1;
            let all = |variance: f64| variance + tau * tau;
            let precision: f64 = seen.iter().map(|(_, variance)| 1.0 / all(*variance)).sum();
            let level = seen.iter().map(|(mean, v)| mean / all(*v)).sum::<f64>() / precision;
            let likelihood: f64 = seen
                .iter()
                .map(|(mean, v)| -0.5 * (all(*v).ln() + (mean - level).powi(2) / all(*v)))
                .sum();
            let prior = -0.5 * (tau / HOST_SPREAD).powi(2);
            Tau { tau, level, part: prior + likelihood - 0.5 * precision.ln() }
        })
        .collect();
    let top = taus.iter().map(|tau| tau.part).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = taus.iter().map(|tau| (tau.part - top).exp()).sum();
    for tau in &mut taus {
        tau.part = (tau.part - top).exp() / sum;
    }
    taus
}

/// Orders and what was expected of each product with each host, worth as much as they tell.
struct Cells<'a> {
    of: BTreeMap<&'a str, BTreeMap<usize, (f64, f64)>>,
    /// Orders that a factor of 1 is worth; `None` where no difference can be told.
    worth: Option<f64>,
    /// Of a product that the host never had.
    unseen: Factor,
}

impl Cells<'_> {
    fn factor(&self, (orders, expected): (f64, f64)) -> Factor {
        match self.worth {
            Some(worth) => {
                let shape = worth + orders;
                Factor { middle: shape / (worth + expected), variance: of_log(shape) }
            }
            None => Factor::SAME,
        }
    }
}

/// Variance of the logarithm of a Gamma variable, trigamma by its series; the shape is no less than
/// [`LEAST_WORTH`], where that is exact to a thousandth.
fn of_log(shape: f64) -> f64 {
    1.0 / shape + 0.5 / shape.powi(2) + 1.0 / (6.0 * shape.powi(3))
}

fn cells<'a>(
    request: &'a PlanRequest,
    knowledge: &Knowledge,
    evenings: &BTreeMap<u32, Evening>,
) -> Cells<'a> {
    let mut of: BTreeMap<&str, BTreeMap<usize, (f64, f64)>> = BTreeMap::new();
    for sale in &knowledge.past {
        let host = request.past_hosts.get(&sale.session).map_or(UNNAMED, String::as_str);
        let (Some(rate), Some(evening)) =
            (knowledge.fitted[sale.product].raw_rate, evenings.get(&sale.session))
        else {
            continue;
        };
        // As the session as a whole went.
        let luck = (evening.taken + 0.5) / (evening.raw + 0.5);
        let expected = luck * rate * sale.exposure;
        // A product strays by itself from session to session: counts tell less than chance says.
        let weight = 1.0 / (1.0 + PRODUCT_NOISE * PRODUCT_NOISE * expected);
        let cell = of.entry(host).or_default().entry(sale.product).or_default();
        cell.0 += weight * sale.orders;
        cell.1 += weight * expected;
    }
    let counts: Vec<(f64, f64)> = of.values().flat_map(BTreeMap::values).copied().collect();
    // One host, or one product, is like itself.
    let products = of.values().map(BTreeMap::len).max().unwrap_or(0);
    let told = of.len() > 1 && products > 1 && counts.len() >= 3;
    let worth = prior(&counts).filter(|_| told).map(|prior| prior.rate.max(LEAST_WORTH));
    let unseen = worth.map_or(Factor::SAME, |b| Factor { middle: 1.0, variance: of_log(b) });
    Cells { of, worth, unseen }
}
