//! Orders as Poisson counts: tails, sales under a stock limit, draws by inversion.

use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};

/// `P(N >= n)` for `N ~ Poisson(mu)`: the tail summed exactly, by the incomplete gamma function.
pub fn upper_tail(mu: f64, n: u64) -> f64 {
    if n == 0 {
        1.0
    } else if mu <= 0.0 {
        0.0
    } else {
        gamma_lr(n as f64, mu)
    }
}

/// `P(N <= n)`; 0 for a negative `n`.
pub fn at_most(mu: f64, n: i64) -> f64 {
    if n < 0 {
        0.0
    } else if mu <= 0.0 {
        1.0
    } else {
        gamma_ur((n + 1) as f64, mu)
    }
}

/// `P(N = n)`; 0 for a negative `n`.
fn exactly(mu: f64, n: i64) -> f64 {
    if n < 0 {
        0.0
    } else if mu <= 0.0 {
        f64::from(u8::from(n == 0))
    } else {
        (n as f64 * mu.ln() - mu - ln_gamma(n as f64 + 1.0)).exp()
    }
}

/// Expected sales `E[min(S, N)] = mu P(N <= S-2) + S P(N >= S)`.
pub fn expected_sold(mu: f64, stock: u64) -> f64 {
    let s = stock as i64;
    mu * at_most(mu, s - 2) + stock as f64 * upper_tail(mu, stock)
}

/// `P(N <= S-1)`: the derivative of [`expected_sold`] in `mu`, the chance that one more
/// expected order still finds a piece.
pub fn still_open(mu: f64, stock: u64) -> f64 {
    at_most(mu, stock as i64 - 1)
}

/// [`expected_sold`] and [`still_open`] for one stock as a table in `mu`, for the solvers' inner
/// loops. Cubic Hermite with exact derivatives; off by less than 1e-6 of a piece's chance.
#[derive(Clone, Debug)]
pub struct StockTable {
    stock: f64,
    low: f64,
    step: f64,
    /// Per node: expected sold, still open, and `P(N = S-1)`, minus the derivative of the latter.
    nodes: Vec<[f64; 3]>,
}

impl StockTable {
    const STEPS: usize = 256;

    /// The table of a stock. Outside `S - 9 sqrt(S) - 5 .. S + 9 sqrt(S) + 12` the limit is certain
    /// (to one in a billion) not to bind or to bind. Beyond the end the billionth still falls by its
    /// greatest term: where an order is worth millions to begin with, it is what the slope is, and a
    /// slope that dropped to nothing there would have no price to stop at.
    pub fn new(stock: u64) -> Self {
        let s = stock as f64;
        let low = (s - 9.0 * s.sqrt() - 5.0).max(0.0);
        let high = s + 9.0 * s.sqrt() + 12.0;
        let step = (high - low) / Self::STEPS as f64;
        let nodes = (0..=Self::STEPS)
            .map(|at| {
                let mu = low + at as f64 * step;
                [expected_sold(mu, stock), still_open(mu, stock), exactly(mu, stock as i64 - 1)]
            })
            .collect();
        Self { stock: s, low, step, nodes }
    }

    /// Whether the limit can be felt at this mean.
    pub fn is_felt(&self, mu: f64) -> bool {
        mu > self.low
    }

    /// Expected sold and the chance that one more order finds a piece.
    pub fn at(&self, mu: f64) -> (f64, f64) {
        let place = (mu - self.low) / self.step;
        if place < 0.0 {
            return (mu, 1.0);
        }
        let at = place as usize;
        if at >= Self::STEPS {
            let end = self.low + Self::STEPS as f64 * self.step;
            let falls = (self.stock - 1.0) * (mu / end).ln() - (mu - end);
            return (self.stock, self.nodes[Self::STEPS][1] * falls.exp());
        }
        let t = place - at as f64;
        let [sold0, open0, mass0] = self.nodes[at];
        let [sold1, open1, mass1] = self.nodes[at + 1];
        let h = self.step;
        let (a, b, c, d) = (
            (1.0 + 2.0 * t) * (1.0 - t) * (1.0 - t),
            t * (1.0 - t) * (1.0 - t) * h,
            t * t * (3.0 - 2.0 * t),
            t * t * (t - 1.0) * h,
        );
        (
            a * sold0 + b * open0 + c * sold1 + d * open1,
            (a * open0 - b * mass0 + c * open1 - d * mass1).clamp(0.0, 1.0),
        )
    }
}

/// The Poisson count at a quantile, given twice: as a probability `u` and as the standard normal
/// deviate `z` of the same quantile, so that one draw serves every mean (common random numbers).
///
/// Exact inversion below a mean of 20; above, the Cornish-Fisher expansion, whose distribution
/// function is within .001 of the exact one there.
pub fn count_at(mu: f64, u: f64, z: f64) -> f64 {
    if mu >= 20.0 {
        let root = mu.sqrt();
        let value = mu + root * z + (z * z - 1.0) / 6.0 + (z - z * z * z) / (72.0 * root);
        return (value + 0.5).floor().max(0.0);
    }
    let mut mass = (-mu).exp();
    let mut sum = mass;
    let mut n = 0.0;
    while u > sum && n < 200.0 {
        n += 1.0;
        mass *= mu / n;
        sum += mass;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma, Normal};
    use statrs::function::beta::beta_reg;

    /// `P(N >= n)` for `N ~ Poisson(A * exposure)`, `A ~ Gamma(shape, rate)`: a negative binomial.
    fn gamma_poisson_tail(shape: f64, rate: f64, exposure: f64, n: u64) -> f64 {
        if n == 0 {
            1.0
        } else if exposure <= 0.0 {
            0.0
        } else {
            beta_reg(n as f64, shape, exposure / (rate + exposure))
        }
    }

    #[test]
    fn p10_expected_sales_under_stock() {
        assert!((expected_sold(20.0, 15) - 14.7495886).abs() < 1e-7);
        assert!((expected_sold(20.0, 10_000) - 20.0).abs() < 1e-12);
        assert_eq!(expected_sold(20.0, 0), 0.0);
        let by_sum: f64 =
            (0..200).map(|n| f64::from(n.min(15)) * exactly(20.0, i64::from(n))).sum();
        assert!((expected_sold(20.0, 15) - by_sum).abs() < 1e-10);
        let slope = (expected_sold(20.0 + 1e-5, 15) - expected_sold(20.0 - 1e-5, 15)) / 2e-5;
        assert!((still_open(20.0, 15) - slope).abs() < 1e-7);
    }

    #[test]
    fn p9_tails_of_the_goal() {
        // 1,000 viewers, 199 each, goal 6,000: 31 orders.
        assert!((upper_tail(30.0, 31) - 0.451648).abs() < 1e-6);
        assert!((gamma_poisson_tail(30.0, 1000.0, 1000.0, 31) - 0.448711).abs() < 1e-6);
        // The path of the simulation: a rate from its Gamma, then a count at a quantile.
        let (rate, normal) = (Gamma::new(30.0, 1000.0).unwrap(), Normal::new(0.0, 1.0).unwrap());
        let n = 300;
        let at = |step: u32| (f64::from(step) + 0.5) / f64::from(n);
        let deviates: Vec<(f64, f64)> =
            (0..n).map(|s| (at(s), normal.inverse_cdf(at(s)))).collect();
        let reached: usize = (0..n)
            .map(|step| {
                let mean = 1000.0 * rate.inverse_cdf(at(step));
                let reach = |(u, z): &&(f64, f64)| count_at(mean, *u, *z) >= 31.0;
                deviates.iter().filter(reach).count()
            })
            .sum();
        let share = reached as f64 / f64::from(n * n);
        assert!((share - 0.448711).abs() < 2e-3, "{share}");
        // The same question with each viewer buying at most once.
        let choose = |n: f64, k: f64| ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        let ln_beta = |a: f64, b: f64| ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
        let below = |mass: &dyn Fn(f64) -> f64| {
            1.0 - (0..31).map(|k| mass(f64::from(k)).exp()).sum::<f64>()
        };
        let binomial =
            below(&|k| choose(1000.0, k) + k * 0.03_f64.ln() + (1000.0 - k) * 0.97_f64.ln());
        let beta_binomial = below(&|k| {
            choose(1000.0, k) + ln_beta(k + 30.0, 1000.0 - k + 970.0) - ln_beta(30.0, 970.0)
        });
        assert!((binomial - 0.451643).abs() < 1e-6, "{binomial}");
        assert!((beta_binomial - 0.449486).abs() < 1e-6, "{beta_binomial}");
    }

    #[test]
    fn the_table_follows_the_formula() {
        for stock in [0, 1, 2, 15, 400, 100_000] {
            let table = StockTable::new(stock);
            let s = stock as f64;
            for step in 0..400 {
                let mu = (s + 40.0) * f64::from(step) / 200.0;
                let (sold, open) = table.at(mu);
                assert!(
                    (sold - expected_sold(mu, stock)).abs() < 1e-6 * (1.0 + s.sqrt()),
                    "{stock} {mu}"
                );
                assert!((open - still_open(mu, stock)).abs() < 2e-6, "{stock} {mu}");
            }
        }
    }

    #[test]
    fn the_chance_of_a_piece_falls_on_beyond_the_table() {
        for stock in [1, 2, 15, 400] {
            let table = StockTable::new(stock);
            let s = stock as f64;
            let end = s + 9.0 * s.sqrt() + 12.0;
            let mut last = table.at(end - 1e-9).1;
            for step in 0..60 {
                let mu = end + 0.25 * f64::from(step);
                let open = table.at(mu).1;
                assert!(open <= last, "{stock} {mu}: {open} after {last}");
                let exact = still_open(mu, stock);
                assert!(
                    open >= 0.9 * exact && open <= 3.0 * exact + 1e-15,
                    "{stock} {mu}: {open} {exact}"
                );
                last = open;
            }
        }
    }

    #[test]
    fn draws_follow_the_distribution() {
        let normal = Normal::new(0.0, 1.0).unwrap();
        for mu in [0.3, 5.0, 19.9, 20.1, 300.0] {
            let n = 20_000;
            let draws: Vec<f64> = (0..n)
                .map(|at| {
                    let u = (f64::from(at) + 0.5) / f64::from(n);
                    count_at(mu, u, normal.inverse_cdf(u))
                })
                .collect();
            let mean = draws.iter().sum::<f64>() / f64::from(n);
            assert!((mean - mu).abs() < 0.01 * mu.max(1.0), "{mu}: {mean}");
            let half = (mu + 0.7 * mu.sqrt()).floor();
            let share = draws.iter().filter(|d| **d <= half).count() as f64 / f64::from(n);
            assert!((share - at_most(mu, half as i64)).abs() < 1e-3, "{mu}: {share}");
        }
    }
}
