//! Shrinkage of order rates: Gamma-Poisson with an empirical-Bayes prior per category.

use statrs::function::gamma::ln_gamma;

/// A Gamma distribution of orders per viewer with full attention.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    /// Shape: orders it is worth.
    pub shape: f64,
    /// Rate: exposure it is worth.
    pub rate: f64,
}

impl Gamma {
    /// Mean rate of orders.
    pub fn mean(&self) -> f64 {
        self.shape / self.rate
    }

    /// The posterior after `orders` at an exposure.
    #[must_use]
    pub fn after(&self, orders: f64, exposure: f64) -> Self {
        Self { shape: self.shape + orders, rate: self.rate + exposure }
    }
}

/// From how many products with data on a spread between products can be told.
const ENOUGH_PRODUCTS: usize = 3;

/// The prior `Gamma(a0, b0)` of a group from each product's (orders, exposure).
///
/// For a strength `b0` the mean is the precision-weighted mean of the raw rates (weights
/// `1 / (1/h + 1/b0)`); `b0` maximises the negative-binomial likelihood on a grid, then by golden
/// section. It never exceeds the group's whole exposure, so that products with identical rates
/// share their mean fully, yet stay as uncertain as all of them together are. With fewer than
/// three products a spread cannot be told and the prior is worth half an order.
/// `None` when the group has no exposure.
pub fn prior(counts: &[(f64, f64)]) -> Option<Gamma> {
    let data: Vec<(f64, f64)> = counts.iter().copied().filter(|(_, h)| *h > 0.0).collect();
    let exposure: f64 = data.iter().map(|(_, h)| h).sum();
    if data.is_empty() {
        return None;
    }
    let orders: f64 = data.iter().map(|(y, _)| y).sum();
    if data.len() < ENOUGH_PRODUCTS || orders <= 0.0 {
        let mean = orders.max(0.5) / exposure;
        return Some(Gamma { shape: 0.5, rate: 0.5 / mean });
    }
    let fit = |log_rate: f64| {
        let rate = log_rate.exp();
        let mean = pooled_mean(&data, rate);
        let gamma = Gamma { shape: mean * rate, rate };
        (likelihood(&data, gamma), gamma)
    };
    // From a prior worth a twentieth of an order to one worth all the data.
    let low = (0.05 * exposure / orders).ln();
    let high = exposure.ln().max(low + 1e-6);
    let steps = 24;
    let width = (high - low) / f64::from(steps);
    let mut best = (f64::NEG_INFINITY, low);
    for step in 0..=steps {
        let at = low + width * f64::from(step);
        let value = fit(at).0;
        if value >= best.0 {
            best = (value, at);
        }
    }
    let (mut a, mut b) = ((best.1 - width).max(low), (best.1 + width).min(high));
    let golden = 0.618_033_988_749_895;
    for _ in 0..24 {
        let (c, d) = (b - golden * (b - a), a + golden * (b - a));
        if fit(c).0 > fit(d).0 {
            b = d;
        } else {
            a = c;
        }
    }
    Some(fit(if best.1 >= high { high } else { 0.5 * (a + b) }).1)
}

fn pooled_mean(data: &[(f64, f64)], rate: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    for (y, h) in data {
        let weight = 1.0 / (1.0 / h + 1.0 / rate);
        top += weight * y / h;
        bottom += weight;
    }
    top / bottom
}

/// Logarithm of the negative-binomial likelihood, constants left out.
fn likelihood(data: &[(f64, f64)], prior: Gamma) -> f64 {
    data.iter()
        .map(|(y, h)| {
            ln_gamma(prior.shape + y) - ln_gamma(prior.shape)
                + prior.shape * (prior.rate / (prior.rate + h)).ln()
                + y * (h / (prior.rate + h)).ln()
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p11_identical_rates_pool_fully() {
        let counts: Vec<(f64, f64)> =
            [100.0, 500.0, 2_000.0, 9_000.0, 50.0].iter().map(|h| (0.04 * h, *h)).collect();
        let prior = prior(&counts).unwrap();
        assert!((prior.mean() - 0.04).abs() < 1e-12);
        for (y, h) in counts {
            assert!((prior.after(y, h).mean() - 0.04).abs() < 1e-12);
        }
        // The prior is worth all the data: a product with little data leans on it fully.
        assert!(prior.rate > 10_000.0, "{prior:?}");
    }

    #[test]
    fn p11_much_data_gives_the_raw_rate() {
        let others = [(20.0, 1_000.0), (60.0, 1_000.0), (5.0, 1_000.0), (33.0, 1_000.0)];
        let mut last = f64::INFINITY;
        for h in [1e2, 1e4, 1e6, 1e8] {
            let mut counts = others.to_vec();
            counts.push((0.08 * h, h));
            let off = (prior(&counts).unwrap().after(0.08 * h, h).mean() - 0.08).abs();
            assert!(off < last);
            last = off;
        }
        assert!(last < 1e-6, "{last}");
    }

    #[test]
    fn little_data_is_pulled_towards_the_group() {
        let counts = [(3.0, 40.0), (50.0, 1_000.0), (30.0, 1_000.0), (45.0, 1_000.0)];
        let prior = prior(&counts).unwrap();
        let estimate = prior.after(3.0, 40.0).mean();
        assert!(estimate < 3.0 / 40.0 && estimate > 0.04, "{estimate}");
    }

    #[test]
    fn one_product_keeps_its_own_rate_and_no_orders_stay_finite() {
        let own = prior(&[(97.0, 4_210.0)]).unwrap();
        assert!((own.after(97.0, 4_210.0).mean() - 97.0 / 4_210.0).abs() < 1e-12);
        let none = prior(&[(0.0, 100.0), (0.0, 300.0), (0.0, 50.0)]).unwrap();
        assert!(none.mean() > 0.0 && none.mean() < 0.01);
        assert_eq!(prior(&[]), None);
    }
}
