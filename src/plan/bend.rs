//! Where responses bend: the saturation `kappa` of a group of products from their sessions.
//!
//! Orders of product p in session i are taken as Poisson with mean `A_p c_i h_ip(kappa)`, with
//! `h = exposure * kappa / share * (1 - exp(-share / kappa))`. Product rates `A_p` and session
//! effects `c_i` (shrunken to 1) are fitted for every kappa, so that neither a strong product nor a
//! strong evening is mistaken for a bend.

use super::request::Observation;

/// From how many product × session observations on a bend is looked for.
pub const ENOUGH_SEGMENTS: usize = 8;
/// How much better (in log-likelihood, overdispersion divided out) a bend must fit than a straight
/// line: half the 95% point of chi-squared with one degree of freedom.
const CLEARLY_BETTER: f64 = 1.92;
/// Session effects are shrunk as if each session had this many expected orders more: the
/// inverse of the variance .25² assumed of a session's shock.
const SESSION_PRIOR: f64 = 16.0;

/// The grid: 20 points from 2% to 200% of a session, evenly in the logarithm.
pub fn grid() -> impl Iterator<Item = f64> {
    (0..20).map(|at| 0.02 * 100.0_f64.powf(f64::from(at) / 19.0))
}

/// Exposure corrected for the bend.
pub fn used_exposure(observation: &Observation, kappa: f64) -> f64 {
    match observation.share {
        Some(share) if share > 0.0 && kappa.is_finite() => {
            let t = share / kappa;
            observation.exposure * (-(-t).exp_m1() / t)
        }
        _ => observation.exposure,
    }
}

/// One observation with its product and session as indices.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// Product.
    pub product: usize,
    /// Session; `None` stands alone.
    pub session: Option<usize>,
    /// What was seen.
    pub seen: Observation,
}

/// A fit of rates and session effects for one kappa.
#[derive(Clone, Debug)]
pub struct TwoWay {
    /// Logarithm of the Poisson likelihood with the session penalty, constants left out.
    pub likelihood: f64,
    /// Pearson's statistic.
    pearson: f64,
    /// Effect per session; 1 is usual.
    pub sessions: Vec<f64>,
}

/// Fits rates and session effects by alternating closed forms.
pub fn two_way(points: &[Point], products: usize, sessions: usize, kappa: f64) -> TwoWay {
    let used: Vec<f64> = points.iter().map(|p| used_exposure(&p.seen, kappa)).collect();
    let mut effect = vec![1.0; sessions];
    let mut rates = vec![0.0; products];
    let at = |effect: &[f64], point: &Point| point.session.map_or(1.0, |s| effect[s]);
    for _ in 0..6 {
        let mut orders = vec![0.0; products];
        let mut exposure = vec![0.0; products];
        for (point, h) in points.iter().zip(&used) {
            orders[point.product] += point.seen.orders;
            exposure[point.product] += h * at(&effect, point);
        }
        for product in 0..products {
            rates[product] =
                if exposure[product] > 0.0 { orders[product] / exposure[product] } else { 0.0 };
        }
        let mut seen = vec![SESSION_PRIOR; sessions];
        let mut expected = vec![SESSION_PRIOR; sessions];
        for (point, h) in points.iter().zip(&used) {
            if let Some(session) = point.session {
                seen[session] += point.seen.orders;
                expected[session] += rates[point.product] * h;
            }
        }
        for session in 0..sessions {
            effect[session] = seen[session] / expected[session];
        }
    }
    let mut likelihood = 0.0;
    let mut pearson = 0.0;
    for (point, h) in points.iter().zip(&used) {
        let mean = rates[point.product] * h * at(&effect, point);
        if mean > 0.0 {
            let y = point.seen.orders;
            likelihood += y * mean.ln() - mean;
            pearson += (y - mean).powi(2) / mean;
        }
    }
    for c in &effect {
        likelihood += SESSION_PRIOR * (c.ln() - c);
    }
    TwoWay { likelihood, pearson, sessions: effect }
}

/// The bend of a group; `None` when there are too few observations or a straight line does as well.
pub fn bend(points: &[Point], products: usize, sessions: usize) -> Option<f64> {
    let told = points.iter().filter(|p| p.seen.share.is_some()).count();
    if told < ENOUGH_SEGMENTS {
        return None;
    }
    let straight = two_way(points, products, sessions, f64::INFINITY);
    let (kappa, best) = grid()
        .map(|kappa| (kappa, two_way(points, products, sessions, kappa)))
        .max_by(|a, b| a.1.likelihood.total_cmp(&b.1.likelihood))?;
    let freedom = points.len().saturating_sub(products + 1).max(1) as f64;
    let spread = (best.pearson / freedom).max(1.0);
    ((best.likelihood - straight.likelihood) / spread >= CLEARLY_BETTER).then_some(kappa)
}

/// Whether a group's own data speak clearly against a bend in favour of a straight line.
pub fn speaks_against(points: &[Point], products: usize, sessions: usize, kappa: f64) -> bool {
    let straight = two_way(points, products, sessions, f64::INFINITY);
    let bent = two_way(points, products, sessions, kappa);
    let freedom = points.len().saturating_sub(products + 1).max(1) as f64;
    let spread = (straight.pearson / freedom).max(1.0);
    (straight.likelihood - bent.likelihood) / spread >= CLEARLY_BETTER
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use rand_distr::{Distribution, Normal, Poisson};

    /// Sessions of a shop whose products bend at `kappa`, with a shock per session.
    fn shop(kappa: f64, seed: u64) -> Vec<Point> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let shock = Normal::new(-0.03, 0.25).unwrap();
        let mut points = Vec::new();
        for session in 0..30 {
            let c: f64 = shock.sample(&mut rng);
            for product in 0..6 {
                let share = rng.gen_range(0.03..0.4);
                let exposure = 3_000.0 * share;
                let mut seen = Observation {
                    session: Some(session),
                    exposure,
                    share: Some(share),
                    orders: 0.0,
                };
                let rate = 0.02 + 0.01 * product as f64;
                let mean = rate * c.exp() * used_exposure(&seen, kappa);
                seen.orders = Poisson::new(mean).unwrap().sample(&mut rng);
                points.push(Point { product, session: Some(session as usize), seen });
            }
        }
        points
    }

    #[test]
    fn a_planted_bend_is_found_and_a_straight_line_is_not_bent() {
        let mut false_bends = 0;
        for seed in 0..8 {
            let found = bend(&shop(0.2, seed), 6, 30).unwrap();
            assert!((0.1..0.4).contains(&found), "seed {seed}: {found}");
            false_bends +=
                u32::from(bend(&shop(f64::INFINITY, seed), 6, 30).is_some_and(|k| k < 1.0));
        }
        assert!(false_bends <= 1, "{false_bends} of 8 straight shops bent");
    }

    #[test]
    fn too_few_observations_stay_straight() {
        assert_eq!(bend(&shop(0.2, 1)[..7], 6, 30), None);
    }
}
