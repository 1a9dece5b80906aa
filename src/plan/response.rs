//! What every product's response is: stated, or learnt from counts with shrinkage.

use std::collections::BTreeMap;

use super::bend::{ENOUGH_SEGMENTS, Point, bend, speaks_against, two_way, used_exposure};
use super::request::{Observation, PlanProduct, PlanRequest, Response};
use super::result::HowLearnt;
use super::shrink::{Gamma, prior};

/// A product's response as the solvers need it.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// How it came about.
    pub learnt: HowLearnt,
    /// Orders per viewer with full attention; for a stated curve in the objective's unit the
    /// value per viewer at the start.
    pub rate: f64,
    /// What is known of the rate; `None` when it is stated.
    pub posterior: Option<Gamma>,
    /// Share at which it bends; infinite for a straight line.
    pub kappa: f64,
    /// Orders ÷ exposure before shrinkage.
    pub raw_rate: Option<f64>,
    /// Greatest share seen.
    pub seen_to: Option<f64>,
}

/// How far whole sessions stray from what their products promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionSpread {
    /// Past sessions, H.
    pub sessions: usize,
    /// Variance of the logarithm of actual ÷ expected orders, less the Poisson noise.
    pub variance: f64,
}

/// What a product sold in a past session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PastSale {
    /// Product, by its place in the request.
    pub product: usize,
    /// Session, as observations number it.
    pub session: u32,
    /// Exposure, corrected for the bend.
    pub exposure: f64,
    /// Orders.
    pub orders: f64,
}

/// Everything learnt from a request.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// One per product.
    pub fitted: Vec<Fitted>,
    /// Spread of past sessions.
    pub spread: SessionSpread,
    /// Observations used.
    pub observations: usize,
    /// What products sold in sessions that have a number.
    pub past: Vec<PastSale>,
}

/// Learns every response of a request.
pub fn learn(request: &PlanRequest) -> Knowledge {
    let products = &request.products;
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    for seen in products.iter().flat_map(observations) {
        if let Some(session) = seen.session {
            let next = numbers.len();
            numbers.entry(session).or_insert(next);
        }
    }
    let points: Vec<Point> = products
        .iter()
        .enumerate()
        .flat_map(|(product, p)| {
            let numbers = &numbers;
            observations(p).iter().filter(|seen| seen.exposure > 0.0).map(move |seen| Point {
                product,
                session: seen.session.and_then(|s| numbers.get(&s).copied()),
                seen: *seen,
            })
        })
        .collect();
    let (count, sessions) = (products.len(), numbers.len());
    let bends = bends(products, &points, sessions);
    let kappa = |at: usize| bends[at].0.unwrap_or(f64::INFINITY);
    let effects = effects(&points, count, sessions, &kappa);

    let mut counts = vec![(0.0, 0.0); count];
    for point in &points {
        let c = point.session.map_or(1.0, |s| effects[s]);
        counts[point.product].0 += point.seen.orders;
        counts[point.product].1 += c * used_exposure(&point.seen, kappa(point.product));
    }
    let priors = priors(products, &counts);
    let fitted: Vec<Fitted> = products
        .iter()
        .enumerate()
        .map(|(at, product)| match &product.response {
            Response::Conversion(rate) => stated(*rate, f64::INFINITY),
            Response::Saturating { slope, kappa } => {
                stated(slope / request.viewers.p50.max(1e-12), *kappa)
            }
            Response::Learnt(seen) => {
                let (orders, exposure) = counts[at];
                let posterior = priors[at].after(orders, exposure);
                Fitted {
                    learnt: if exposure > 0.0 { bends[at].1 } else { HowLearnt::New },
                    rate: posterior.mean(),
                    posterior: Some(posterior),
                    kappa: kappa(at),
                    raw_rate: (exposure > 0.0).then(|| orders / exposure),
                    seen_to: seen.iter().filter_map(|s| s.share).reduce(f64::max),
                }
            }
        })
        .collect();
    let spread = session_spread(&points, &fitted, sessions);
    let past = points
        .iter()
        .filter_map(|point| {
            Some(PastSale {
                product: point.product,
                session: point.seen.session?,
                exposure: used_exposure(&point.seen, fitted[point.product].kappa),
                orders: point.seen.orders,
            })
        })
        .collect();
    Knowledge { fitted, spread, observations: points.len(), past }
}

fn observations(product: &PlanProduct) -> &[Observation] {
    match &product.response {
        Response::Learnt(seen) => seen,
        _ => &[],
    }
}

fn stated(rate: f64, kappa: f64) -> Fitted {
    Fitted {
        learnt: HowLearnt::Stated,
        rate,
        posterior: None,
        kappa,
        raw_rate: None,
        seen_to: None,
    }
}

/// The bend of every product: that of its category when it has data enough for one, else that of
/// all products unless the category's own data speak clearly against it.
fn bends(
    products: &[PlanProduct],
    points: &[Point],
    sessions: usize,
) -> Vec<(Option<f64>, HowLearnt)> {
    let pooled = bend(points, products.len(), sessions);
    let mut by_category: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    for point in points {
        if let Some(category) = products[point.product].category.as_deref() {
            by_category.entry(category).or_default().push(*point);
        }
    }
    let found: BTreeMap<&str, (Option<f64>, HowLearnt)> = by_category
        .into_iter()
        .filter(|(_, points)| points.len() >= ENOUGH_SEGMENTS)
        .map(|(category, points)| {
            let own = bend(&points, products.len(), sessions);
            let answer = match (own, pooled) {
                (Some(kappa), _) => (Some(kappa), HowLearnt::OwnCategory),
                (None, Some(kappa))
                    if !speaks_against(&points, products.len(), sessions, kappa) =>
                {
                    (Some(kappa), HowLearnt::AllProducts)
                }
                _ => (None, HowLearnt::StraightLine),
            };
            (category, answer)
        })
        .collect();
    let rest = match pooled {
        Some(kappa) => (Some(kappa), HowLearnt::AllProducts),
        None => (None, HowLearnt::StraightLine),
    };
    products
        .iter()
        .map(|p| p.category.as_deref().and_then(|c| found.get(c).copied()).unwrap_or(rest))
        .collect()
}

/// Session effects with every product at its own bend, scaled to a mean of 1.
fn effects(
    points: &[Point],
    products: usize,
    sessions: usize,
    kappa: &dyn Fn(usize) -> f64,
) -> Vec<f64> {
    let straightened: Vec<Point> = points
        .iter()
        .map(|point| Point {
            seen: Observation {
                exposure: used_exposure(&point.seen, kappa(point.product)),
                ..point.seen
            },
            ..*point
        })
        .collect();
    let mut effects = two_way(&straightened, products, sessions, f64::INFINITY).sessions;
    let (mut weighted, mut weight) = (0.0, 0.0);
    for point in &straightened {
        if let Some(session) = point.session {
            weighted += effects[session] * point.seen.exposure;
            weight += point.seen.exposure;
        }
    }
    if weight > 0.0 && weighted > 0.0 {
        for effect in &mut effects {
            *effect *= weight / weighted;
        }
    }
    effects
}

/// The prior of every product: its category's when that has three products with data, else that of
/// all products.
fn priors(products: &[PlanProduct], counts: &[(f64, f64)]) -> Vec<Gamma> {
    // Nothing is known of any learnt product only when every one is stated: the value is unused.
    let nothing = Gamma { shape: 0.5, rate: 50.0 };
    let all = prior(counts).unwrap_or(nothing);
    let mut groups: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    for (product, count) in products.iter().zip(counts) {
        if let Some(category) = product.category.as_deref()
            && count.1 > 0.0
        {
            groups.entry(category).or_default().push(*count);
        }
    }
    let own: BTreeMap<&str, Gamma> = groups
        .into_iter()
        .filter(|(_, counts)| counts.len() >= 3)
        .filter_map(|(category, counts)| prior(&counts).map(|p| (category, p)))
        .collect();
    products
        .iter()
        .map(|p| p.category.as_deref().and_then(|c| own.get(c).copied()).unwrap_or(all))
        .collect()
}

/// Logarithm of what a session took over what its products promise, and the variance that chance
/// gives it. Half an order keeps an empty session finite.
pub(super) fn log_ratio(taken: f64, expected: f64) -> (f64, f64) {
    (((taken + 0.5) / (expected + 0.5)).ln(), 1.0 / (expected + 0.5))
}

fn session_spread(points: &[Point], fitted: &[Fitted], sessions: usize) -> SessionSpread {
    let mut actual = vec![0.0; sessions];
    let mut expected = vec![0.0; sessions];
    for point in points {
        if let Some(session) = point.session {
            let f = &fitted[point.product];
            actual[session] += point.seen.orders;
            expected[session] += f.rate * used_exposure(&point.seen, f.kappa);
        }
    }
    let logs: Vec<(f64, f64)> = actual
        .iter()
        .zip(&expected)
        .filter(|(_, e)| **e > 0.0)
        .map(|(a, e)| log_ratio(*a, *e))
        .collect();
    let count = logs.len();
    if count < 2 {
        return SessionSpread { sessions: count, variance: 0.0 };
    }
    let mean = logs.iter().map(|(r, _)| r).sum::<f64>() / count as f64;
    let variance = logs.iter().map(|(r, _)| (r - mean).powi(2)).sum::<f64>() / (count as f64 - 1.0);
    let noise = logs.iter().map(|(_, n)| n).sum::<f64>() / count as f64;
    SessionSpread { sessions: count, variance: (variance - noise).max(0.0) }
}
