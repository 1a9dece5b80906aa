//! One product's value as a function of its share: concave, with its slope and the inverse of it.

use super::poisson::{StockTable, expected_sold};

/// Value of a share at the median viewers:
/// `weight * E[min(stock, Poisson(orders_slope * kappa * (1 - exp(-share / kappa))))]`.
#[derive(Clone, Debug)]
pub struct ValueCurve {
    /// Orders per unit of share at the start (the value itself when not `counted`).
    pub slope: f64,
    /// Share at which it bends; infinite for a straight line.
    pub kappa: f64,
    /// Value per order (1 when not `counted`).
    pub weight: f64,
    /// Whether orders are known: only then are they drawn as counts and held by stock.
    pub counted: bool,
    /// Pieces left.
    pub stock: Option<u64>,
    /// Table of the stock where it can be felt.
    pub table: Option<StockTable>,
}

impl ValueCurve {
    /// A curve; the stock table is made only when the stock can be felt at four times the
    /// orders of a share of `high`.
    pub fn new(
        slope: f64,
        kappa: f64,
        weight: f64,
        counted: bool,
        stock: Option<u64>,
        high: f64,
    ) -> Self {
        let mut curve =
            Self { slope, kappa, weight, counted, stock: stock.filter(|_| counted), table: None };
        let most = 4.0 * slope * curve.used(high);
        curve.table = curve
            .stock
            .filter(|s| {
                let s = *s as f64;
                most > s - 12.0 * s.sqrt() - 10.0
            })
            .map(StockTable::new);
        curve
    }

    /// The same with the rate multiplied by `scale`, up to a share of `high`.
    #[must_use]
    pub fn scaled(&self, scale: f64, high: f64) -> Self {
        let slope = scale * self.slope;
        Self::new(slope, self.kappa, self.weight, self.counted, self.stock, high)
    }

    /// The effective share `kappa (1 - exp(-share / kappa))`.
    pub fn used(&self, share: f64) -> f64 {
        if self.kappa.is_finite() { -self.kappa * (-share / self.kappa).exp_m1() } else { share }
    }

    /// Mean demand in orders (value when not counted), stock left aside.
    pub fn demand(&self, share: f64) -> f64 {
        self.slope * self.used(share)
    }

    /// Expected orders sold, exactly; the value when not counted.
    pub fn sold(&self, share: f64, scale: f64) -> f64 {
        let mu = scale * self.demand(share);
        self.stock.map_or(mu, |s| expected_sold(mu, s))
    }

    /// Expected value, exactly.
    pub fn value(&self, share: f64) -> f64 {
        self.weight * self.sold(share, 1.0)
    }

    /// Expected value by table, with the rate multiplied by `scale`.
    pub fn quick_value(&self, share: f64, scale: f64) -> f64 {
        let mu = scale * self.demand(share);
        self.weight * self.table.as_ref().map_or(mu, |t| t.at(mu).0)
    }

    /// Slope of the value in the share, with the rate multiplied by `scale`.
    pub fn marginal(&self, share: f64, scale: f64) -> f64 {
        let bend = if self.kappa.is_finite() { (-share / self.kappa).exp() } else { 1.0 };
        let open = self.table.as_ref().map_or(1.0, |t| t.at(scale * self.demand(share)).1);
        self.weight * scale * self.slope * bend * open
    }

    /// The share in `low..=high` at which the slope falls to `lambda`; weight above 0.
    pub fn share_at(&self, lambda: f64, low: f64, high: f64, scale: f64) -> f64 {
        let top = self.weight * scale * self.slope;
        if lambda >= top {
            return low;
        }
        // Without stock the inverse is closed; with it, it is an upper bound.
        let free = if lambda <= 0.0 || self.kappa.is_infinite() {
            high
        } else {
            (self.kappa * (top / lambda).ln()).clamp(low, high)
        };
        match &self.table {
            Some(table) if table.is_felt(scale * self.demand(free)) => {
                self.share_under_stock(lambda, low, free, scale)
            }
            _ => free,
        }
    }

    /// Illinois variant of false position on the falling slope.
    fn share_under_stock(&self, lambda: f64, low: f64, high: f64, scale: f64) -> f64 {
        let (mut a, mut b) = (low, high);
        let mut fa = self.marginal(a, scale) - lambda;
        let mut fb = self.marginal(b, scale) - lambda;
        if fa <= 0.0 {
            return a;
        }
        if fb >= 0.0 {
            return b;
        }
        let mut side = 0;
        for step in 0..200 {
            // Every third step halves, so that flat stretches cannot stall it.
            let c = if step % 3 == 2 { 0.5 * (a + b) } else { (a * fb - b * fa) / (fb - fa) };
            let fc = self.marginal(c, scale) - lambda;
            if fc == 0.0 {
                return c;
            }
            if fc > 0.0 {
                (a, fa) = (c, fc);
                if side == 1 {
                    fb *= 0.5;
                }
                side = 1;
            } else {
                (b, fb) = (c, fc);
                if side == -1 {
                    fa *= 0.5;
                }
                side = -1;
            }
            if b - a < 1e-13 {
                break;
            }
        }
        0.5 * (a + b)
    }
}
