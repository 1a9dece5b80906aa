//! Exact water-filling: the best shares for concave values, boxes, one budget and category caps.
//!
//! At the optimum one price `lambda` holds: a product inside its box has slope `lambda`, one at
//! its least share has less, one at its greatest has more. The sum of shares falls in `lambda`,
//! so `lambda` is found by bisection. Categories are disjoint, so a cap is a second, inner
//! water-filling whose price lies above `lambda`; that is exact.

use super::curve::ValueCurve;

/// What a row's share is worth.
#[derive(Clone, Copy, Debug)]
pub enum Worth<'a> {
    /// A curve with its rate multiplied by a factor.
    Curve(&'a ValueCurve, f64),
    /// Nothing but evenness: `-share^2 / 2`. Gives the equal split under the limits.
    Even,
}

/// One product of the problem.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Its worth.
    pub worth: Worth<'a>,
    /// Least share.
    pub low: f64,
    /// Greatest share.
    pub high: f64,
    /// Its capped category, as an index into the caps.
    pub group: Option<usize>,
}

impl Row<'_> {
    /// Value of a share.
    pub fn value(&self, share: f64) -> f64 {
        match self.worth {
            Worth::Curve(curve, scale) => curve.quick_value(share, scale),
            Worth::Even => -0.5 * share * share,
        }
    }

    /// Slope used by the solver. A product that loses money is convex; its chord stands for it.
    pub fn marginal(&self, share: f64) -> f64 {
        match self.worth {
            Worth::Curve(curve, scale) if curve.weight < 0.0 => self.chord(curve, scale),
            Worth::Curve(curve, scale) => curve.marginal(share, scale),
            Worth::Even => -share,
        }
    }

    fn chord(&self, curve: &ValueCurve, scale: f64) -> f64 {
        let width = self.high - self.low;
        if width > 1e-12 {
            (curve.quick_value(self.high, scale) - curve.quick_value(self.low, scale)) / width
        } else {
            curve.marginal(self.low, scale)
        }
    }

    fn share_at(&self, lambda: f64) -> f64 {
        match self.worth {
            Worth::Curve(curve, scale) if curve.weight < 0.0 => {
                if self.chord(curve, scale) > lambda { self.high } else { self.low }
            }
            Worth::Curve(curve, scale) => curve.share_at(lambda, self.low, self.high, scale),
            Worth::Even => (-lambda).clamp(self.low, self.high),
        }
    }
}

/// The solution.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Shares in the order of the rows.
    pub shares: Vec<f64>,
    /// Price of one unit of share.
    pub lambda: f64,
    /// Price of each category's cap, above 0 where it binds.
    pub cap_price: Vec<f64>,
}

/// The greatest total that boxes and caps allow.
pub fn room(rows: &[Row<'_>], caps: &[f64]) -> f64 {
    let high: Vec<f64> = rows.iter().map(|row| row.high).collect();
    sums(rows, caps, &high).1
}

/// Group totals (uncapped) and the total with the caps applied.
fn sums(rows: &[Row<'_>], caps: &[f64], shares: &[f64]) -> (Vec<f64>, f64) {
    let mut groups = vec![0.0; caps.len()];
    let mut free = 0.0;
    for (row, share) in rows.iter().zip(shares) {
        match row.group {
            Some(group) => groups[group] += share,
            None => free += share,
        }
    }
    let capped: f64 = groups.iter().zip(caps).map(|(g, cap)| g.min(*cap)).sum();
    (groups, free + capped)
}

fn shares_at(rows: &[Row<'_>], lambda: f64) -> Vec<f64> {
    rows.iter().map(|row| row.share_at(lambda)).collect()
}

/// Fills a budget. The caller has checked that it lies between the sum of least shares and
/// [`room`]; beyond them the nearest end is returned. Shares are exact to `tolerance`.
pub fn fill(rows: &[Row<'_>], caps: &[f64], budget: f64, tolerance: f64) -> Filled {
    if rows.is_empty() {
        return Filled { shares: Vec::new(), lambda: 0.0, cap_price: vec![0.0; caps.len()] };
    }
    // At `dear` everybody stands at the least share, at `cheap` at the greatest.
    let mut dear = rows.iter().map(|r| r.marginal(r.low)).fold(f64::MIN, f64::max);
    let mut cheap = rows.iter().map(|r| r.marginal(r.high)).fold(f64::MAX, f64::min);
    let slack = 1e-9 * (dear.abs() + cheap.abs()) + 1e-12;
    (dear, cheap) = (dear + slack, cheap - slack);
    let mut at_dear = shares_at(rows, dear);
    let mut at_cheap = shares_at(rows, cheap);
    for _ in 0..200 {
        let lambda = 0.5 * (dear + cheap);
        if lambda >= dear || lambda <= cheap {
            break;
        }
        let shares = shares_at(rows, lambda);
        if sums(rows, caps, &shares).1 > budget {
            (cheap, at_cheap) = (lambda, shares);
        } else {
            (dear, at_dear) = (lambda, shares);
        }
        let apart: f64 = at_cheap.iter().zip(&at_dear).map(|(a, b)| (a - b).abs()).sum();
        if apart < tolerance {
            break;
        }
    }
    settle(rows, caps, budget, tolerance, (dear, &at_dear), (cheap, &at_cheap))
}

/// The exact split between the two ends of the bisection. What lies between them belongs to rows
/// whose slope is the price itself, straight lines in a tie: they take the same part of what is
/// left to them, so that equal products get equal shares.
fn settle(
    rows: &[Row<'_>],
    caps: &[f64],
    budget: f64,
    tolerance: f64,
    (dear, at_dear): (f64, &[f64]),
    (cheap, at_cheap): (f64, &[f64]),
) -> Filled {
    let (groups_dear, sum_dear) = sums(rows, caps, at_dear);
    let (groups_cheap, sum_cheap) = sums(rows, caps, at_cheap);
    let t = if sum_cheap > sum_dear {
        ((budget - sum_dear) / (sum_cheap - sum_dear)).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let between = |a: f64, b: f64| a + t * (b - a);
    let mut shares: Vec<f64> = at_dear.iter().zip(at_cheap).map(|(a, b)| between(*a, *b)).collect();
    let lambda = 0.5 * (dear + cheap);
    let mut cap_price = vec![0.0; caps.len()];
    for (group, cap) in caps.iter().enumerate() {
        if groups_cheap[group] <= *cap {
            continue;
        }
        let given = between(groups_dear[group].min(*cap), *cap);
        let members: Vec<usize> =
            (0..rows.len()).filter(|at| rows[*at].group == Some(group)).collect();
        let inner: Vec<Row<'_>> =
            members.iter().map(|at| Row { group: None, ..rows[*at] }).collect();
        let inside = fill(&inner, &[], given, tolerance);
        for (at, share) in members.iter().zip(&inside.shares) {
            shares[*at] = *share;
        }
        cap_price[group] = (inside.lambda - lambda).max(0.0);
    }
    Filled { shares, lambda, cap_price }
}
