//! The limits of a request as boxes on shares, and the check that they can be met.

use std::collections::BTreeMap;

use super::error::Conflict;
use super::request::{PlanProduct, PlanRequest};
use super::result::Limit;

/// A product's box. Shares are final shares, exploration included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Least share.
    pub low: f64,
    /// What sets it; `None` when nothing does.
    pub low_by: Limit,
    /// Greatest share.
    pub high: f64,
    /// What sets it.
    pub high_by: Limit,
    /// Least share when it is in at all: its minimum minutes.
    pub least_in: f64,
}

/// Sums of stated shares may miss 1 by this much.
const SLACK: f64 = 1e-9;

impl Bounds {
    fn of(product: &PlanProduct, minutes: u32) -> Self {
        let session = f64::from(minutes);
        let least_in = f64::from(product.min_minutes) / session;
        if let Some(lock) = product.lock_share {
            return Self {
                low: lock,
                low_by: Limit::Lock,
                high: lock,
                high_by: Limit::Lock,
                least_in: 0.0,
            };
        }
        let (mut high, mut high_by) = (product.max_share, Limit::MaxShare);
        if let Some(most) = product.max_minutes {
            let most = f64::from(most) / session;
            if most < high {
                (high, high_by) = (most, Limit::MaxMinutes);
            }
        }
        let (mut low, mut low_by) = if product.min_share > 0.0 {
            (product.min_share, Limit::MinShare)
        } else {
            (0.0, Limit::None)
        };
        // A product that is in anyway has its minimum minutes as a plain lower bound.
        let wanted = if product.must_include {
            least_in.max(1.0 / session)
        } else if low > 0.0 {
            least_in
        } else {
            0.0
        };
        if wanted > low {
            (low, low_by) = (wanted, Limit::MinMinutes);
        }
        Self { low, low_by, high, high_by, least_in }
    }

    /// Whether the product is in whatever the solver finds.
    pub fn required(&self) -> bool {
        self.low > 0.0
    }
}

/// The boxes and capped categories of a request.
#[derive(Clone, Debug)]
pub struct Limits {
    /// One box per product.
    pub bounds: Vec<Bounds>,
    /// The capped category of each product, as an index into `caps`.
    pub group: Vec<Option<usize>>,
    /// Capped categories with their caps.
    pub caps: Vec<(String, f64)>,
}

impl Limits {
    /// Reads the limits and checks that some split meets them.
    pub fn of(request: &PlanRequest) -> Result<Self, Conflict> {
        let bounds: Vec<Bounds> =
            request.products.iter().map(|p| Bounds::of(p, request.minutes)).collect();
        let caps: Vec<(String, f64)> =
            request.category_caps.iter().map(|(name, cap)| (name.clone(), *cap)).collect();
        let index: BTreeMap<&str, usize> =
            caps.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
        let group = request
            .products
            .iter()
            .map(|p| p.category.as_deref().and_then(|c| index.get(c).copied()))
            .collect();
        let limits = Self { bounds, group, caps };
        limits.check_rows(request)?;
        limits.check_sums(request)?;
        limits.check_counts(request)?;
        Ok(limits)
    }

    /// Whether a split keeps every box and cap.
    pub fn hold(&self, shares: &[f64]) -> bool {
        let near = SLACK;
        let boxes = shares.iter().zip(&self.bounds).all(|(share, b)| {
            let out = *share <= near && !b.required();
            out || (*share >= b.low.max(b.least_in) - near && *share <= b.high + near)
        });
        let caps = self.caps.iter().enumerate().all(|(group, (_, cap))| {
            let inside = shares.iter().zip(&self.group).filter(|(_, g)| **g == Some(group));
            inside.map(|(share, _)| share).sum::<f64>() <= cap + near
        });
        boxes && caps
    }

    /// Caps alone, by group.
    pub fn cap_values(&self) -> Vec<f64> {
        self.caps.iter().map(|(_, cap)| *cap).collect()
    }

    fn check_rows(&self, request: &PlanRequest) -> Result<(), Conflict> {
        for (product, bounds) in request.products.iter().zip(&self.bounds) {
            if product.min_minutes > request.minutes {
                return Err(Conflict::MinutesOver {
                    rows: vec![product.id.clone()],
                    need: product.min_minutes,
                    session: request.minutes,
                });
            }
            let session = f64::from(request.minutes);
            let least = f64::from(product.min_minutes) / session;
            let most = product.max_minutes.map_or(f64::INFINITY, |m| f64::from(m) / session);
            let low = if product.min_share >= least {
                ("min_share", product.min_share)
            } else {
                ("min_minutes", least)
            };
            let high = if product.max_share <= most {
                ("max_share", product.max_share)
            } else {
                ("max_minutes", most)
            };
            let crossed = |low, high| Conflict::Crossed { row: product.id.clone(), low, high };
            if low.1 > high.1 + SLACK {
                return Err(crossed(low, high));
            }
            if let Some(lock) = product.lock_share {
                let excluded = lock == 0.0 && product.min_share == 0.0 && !product.must_include;
                if lock < low.1 - SLACK && !excluded {
                    return Err(crossed(low, ("lock_share", lock)));
                }
                if lock > high.1 + SLACK {
                    return Err(crossed(("lock_share", lock), high));
                }
                if lock == 0.0 && product.must_include {
                    return Err(crossed(("must_include", 1.0 / session), ("lock_share", lock)));
                }
            } else if bounds.low > bounds.high + SLACK {
                return Err(crossed(("must_include", bounds.low), high));
            }
        }
        Ok(())
    }

    fn check_sums(&self, request: &PlanRequest) -> Result<(), Conflict> {
        let ids = |keep: &dyn Fn(usize) -> bool| -> Vec<String> {
            (0..request.products.len())
                .filter(|at| keep(*at))
                .map(|at| request.products[at].id.clone())
                .collect()
        };
        let need: u32 = request
            .products
            .iter()
            .zip(&self.bounds)
            .filter(|(p, b)| b.required() && p.min_minutes > 0)
            .map(|(p, _)| p.min_minutes)
            .sum();
        if need > request.minutes {
            return Err(Conflict::MinutesOver {
                rows: ids(&|at| self.bounds[at].required() && request.products[at].min_minutes > 0),
                need,
                session: request.minutes,
            });
        }
        let low: f64 = self.bounds.iter().map(|b| b.low).sum();
        if low > 1.0 + SLACK {
            return Err(Conflict::LowOver {
                rows: ids(&|at| self.bounds[at].required()),
                total: low,
            });
        }
        let mut high = 0.0;
        let mut capped = Vec::new();
        for (group, (category, cap)) in self.caps.iter().enumerate() {
            let inside = |at: usize| self.group[at] == Some(group);
            let sum = |value: &dyn Fn(&Bounds) -> f64| -> f64 {
                (0..self.bounds.len())
                    .filter(|at| inside(*at))
                    .map(|at| value(&self.bounds[at]))
                    .sum()
            };
            let least = sum(&|b| b.low);
            if least > cap + SLACK {
                return Err(Conflict::CategoryLow {
                    category: category.clone(),
                    rows: ids(&|at| inside(at) && self.bounds[at].required()),
                    total: least,
                    cap: *cap,
                });
            }
            let most = sum(&|b| b.high);
            if most > *cap {
                capped.push(category.clone());
            }
            high += most.min(*cap);
        }
        high += (0..self.bounds.len())
            .filter(|at| self.group[*at].is_none())
            .map(|at| self.bounds[at].high)
            .sum::<f64>();
        if high < 1.0 - SLACK {
            return Err(Conflict::HighUnder {
                rows: ids(&|at| self.bounds[at].high > 0.0),
                categories: capped,
                total: high,
            });
        }
        Ok(())
    }

    fn check_counts(&self, request: &PlanRequest) -> Result<(), Conflict> {
        let required: Vec<String> = (0..self.bounds.len())
            .filter(|at| self.bounds[*at].required())
            .map(|at| request.products[at].id.clone())
            .collect();
        if required.len() > request.max_products {
            return Err(Conflict::TooManyRequired {
                rows: required,
                max_products: request.max_products,
            });
        }
        let allowed = self.bounds.iter().filter(|b| b.high > 0.0).count();
        if allowed < request.min_products {
            return Err(Conflict::TooFewAllowed { allowed, min_products: request.min_products });
        }
        // The greatest total within the number of products; caps left aside, the solver meets them.
        let mut free: Vec<f64> =
            self.bounds.iter().filter(|b| !b.required()).map(|b| b.high).collect();
        free.sort_by(|a, b| b.total_cmp(a));
        let fixed: f64 = self.bounds.iter().filter(|b| b.required()).map(|b| b.high).sum();
        let total = fixed + free.iter().take(request.max_products - required.len()).sum::<f64>();
        if total < 1.0 - SLACK {
            return Err(Conflict::ProductsTooSmall { max_products: request.max_products, total });
        }
        Ok(())
    }
}
