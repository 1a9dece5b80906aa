//! A plan as a linear program: every concave value as a row of straight pieces, the limits as rows,
//! the average of the worst sessions as further rows.
//!
//! The pieces are fine where the answer lies and coarse elsewhere: after each answer they are laid
//! anew around it until it no longer gets better. A concave value takes its pieces in order by
//! itself, in every scenario at once, since each scenario's pieces grow flatter too. Minimum
//! minutes and numbers of products are no rows: the caller fixes which products are in.
//!
//! The worst sessions (Rockafellar and Uryasev): with `z_d >= eta - v_d` and `z_d >= 0`, the
//! average of the worst part is the greatest `eta - sum z_d / (part * scenarios)`. A row holds the
//! pieces of every product with stock, and what a solver's step costs grows with the square of such
//! rows: only the scenarios about the edge of the worst part have one ([`Tail`]).

use super::bounds::Bounds;
use super::curve::ValueCurve;
use super::linear::{LinearProgram, NoOptimum, Optimum, Row};
use super::tail::Tail;

/// Equal pieces of a curve before any answer is known,
const COARSE: usize = 12;
/// and after one is.
const FEW: usize = 4;
/// Distances around an answer at which pieces end.
const AROUND: [f64; 5] = [1.6e-5, 1.3e-4, 1e-3, 8e-3, 0.06];
/// Ends closer than this are one.
const APART: f64 = 5e-6;
/// Rounds of laying pieces anew.
const ROUNDS: usize = 16;
/// A round that brings less than this part of the value is the last.
const SETTLED: f64 = 1e-9;

/// The average of the worst sessions as a limit or a part of what is made large.
#[derive(Clone, Copy, Debug)]
pub struct Worst<'a> {
    /// Per scenario, the factor on every product's rate.
    pub scenarios: &'a [Vec<f64>],
    /// The part of sessions that counts as the worst.
    pub part: f64,
    /// Their average must reach this.
    pub floor: Option<f64>,
    /// Its weight in the objective, 0 to 1; the rest is the expected value.
    pub weight: f64,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Values.
    pub curves: &'a [ValueCurve],
    /// Boxes.
    pub bounds: &'a [Bounds],
    /// Capped category of each product.
    pub group: &'a [Option<usize>],
    /// Caps.
    pub caps: &'a [f64],
    /// The worst sessions.
    pub worst: Option<Worst<'a>>,
    /// A split to look around first.
    pub near: &'a [f64],
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Shares that sum to 1.
    pub shares: Vec<f64>,
    /// Price of one unit of share.
    pub lambda: f64,
    /// Price of each cap.
    pub cap_price: Vec<f64>,
    /// Price of each product's least and greatest share.
    pub limit_prices: Vec<(f64, f64)>,
    /// What one less of the floor would bring.
    pub floor_price: f64,
}

/// Columns of the program.
struct Columns {
    /// First column and ends of the pieces, per product.
    pieces: Vec<(usize, Vec<f64>)>,
    /// Unit of value inside the program.
    unit: f64,
    program: LinearProgram,
    floor_row: Option<usize>,
    /// Column of the edge of the worst sessions.
    edge: Option<usize>,
}

impl Question<'_> {
    /// Solves it.
    pub fn answer(&self) -> Result<Answer, NoOptimum> {
        let unit = self.unit();
        let mut around = self.near.to_vec();
        let mut tail =
            self.worst.map(|worst| Tail::new(&self.outcomes(&worst, &around, unit), worst.part));
        let mut last: Option<(f64, Answer)> = None;
        let mut widened = false;
        for _ in 0..ROUNDS {
            let coarse = if last.is_some() { FEW } else { COARSE };
            let columns = self.columns(unit, &around, coarse, tail.as_ref());
            let optimum = match columns.program.solve() {
                Ok(optimum) => optimum,
                // Finer pieces are beyond the solver: the answer so far stands.
                Err(_) if last.is_some() && !widened => break,
                Err(none) => return Err(none),
            };
            let shares = self.settle(&columns.shares(&optimum.x, self.bounds));
            let value = self.program_value(&columns, &optimum);
            widened = match (self.worst, &mut tail, columns.edge) {
                (Some(worst), Some(tail), Some(edge)) => {
                    tail.widen(&self.outcomes(&worst, &shares, unit), optimum.x[edge])
                }
                _ => false,
            };
            let answer = self.read(&columns, &optimum, shares);
            // Where the pieces were as fine as they get, laying them anew brings nothing.
            let fine = around
                .iter()
                .zip(&answer.shares)
                .all(|(at, share)| (at - share).abs() <= AROUND[0]);
            let before = last.as_ref().map(|(value, _)| *value);
            around.clone_from(&answer.shares);
            last = Some((value, answer));
            let settled = before.is_some_and(|b| value - b <= SETTLED * value.abs().max(unit));
            if !widened && (settled || fine) {
                break;
            }
        }
        let (_, answer) = last.ok_or(NoOptimum::Numbers)?;
        if self.rows_hold(&answer.shares) { Ok(answer) } else { Err(NoOptimum::Numbers) }
    }

    /// Unit of value inside the program: what the product that can bring most would.
    fn unit(&self) -> f64 {
        let most = |(curve, b): (&ValueCurve, &Bounds)| curve.quick_value(b.high, 1.0).abs();
        let unit = self.curves.iter().zip(self.bounds).map(most).fold(0.0, f64::max);
        if unit > 0.0 { unit } else { 1.0 }
    }

    /// What a split brings in every scenario, in the program's unit.
    fn outcomes(&self, worst: &Worst<'_>, shares: &[f64], unit: f64) -> Vec<f64> {
        let one = |scenario: &Vec<f64>| -> f64 {
            let factors = scenario.iter().zip(shares);
            factors.zip(self.curves).map(|((f, share), c)| c.quick_value(*share, *f)).sum()
        };
        worst.scenarios.iter().map(|scenario| one(scenario) / unit).collect()
    }

    /// The program for pieces laid around a split.
    fn columns(&self, unit: f64, around: &[f64], coarse: usize, tail: Option<&Tail>) -> Columns {
        let weight = self.worst.map_or(0.0, |w| w.weight);
        let mut program = LinearProgram::default();
        let mut pieces = Vec::new();
        for (at, curve) in self.curves.iter().enumerate() {
            let ends = self.ends(at, around, coarse);
            let first = program.objective.len();
            for pair in ends.windows(2) {
                let slope = rise(curve, pair, 1.0) / unit;
                program.column((1.0 - weight) * slope, 0.0, pair[1] - pair[0]);
            }
            pieces.push((first, ends));
        }
        let mut columns = Columns { pieces, unit, program, floor_row: None, edge: None };
        let whole = columns.share_row(self.bounds, 1.0, &|_| true);
        columns.program.equal.push(whole);
        for (group, cap) in self.caps.iter().enumerate() {
            let row = columns.share_row(self.bounds, *cap, &|at| self.group[at] == Some(group));
            columns.program.at_most.push(row);
        }
        if let Some((worst, tail)) = self.worst.zip(tail) {
            self.add_worst(&mut columns, &worst, tail);
        }
        columns
    }

    /// Ends of a product's pieces from its least share to its greatest.
    fn ends(&self, at: usize, around: &[f64], coarse: usize) -> Vec<f64> {
        let (low, high) = (self.bounds[at].low, self.bounds[at].high);
        if high - low <= APART {
            return vec![low];
        }
        // What loses money bends the other way: its chord stands for it, as in the water-filling.
        if self.curves[at].weight < 0.0 {
            return vec![low, high];
        }
        let mut ends: Vec<f64> =
            (0..=coarse).map(|k| low + (high - low) * k as f64 / coarse as f64).collect();
        ends.push(around[at]);
        ends.extend(AROUND.iter().flat_map(|d| [around[at] - d, around[at] + d]));
        ends.retain(|end| *end >= low && *end <= high);
        ends.sort_by(f64::total_cmp);
        let mut kept: Vec<f64> = vec![low];
        for end in ends {
            if end - kept[kept.len() - 1] >= APART && high - end >= APART {
                kept.push(end);
            }
        }
        kept.push(high);
        kept
    }

    fn add_worst(&self, columns: &mut Columns, worst: &Worst<'_>, tail: &Tail) {
        let unit = columns.unit;
        let each = 1.0 / (worst.part * worst.scenarios.len() as f64);
        // Without stock a scenario only scales the value: one column per product carries it.
        let carried: Vec<Option<usize>> = (0..self.curves.len())
            .map(|at| {
                let curve = &self.curves[at];
                if curve.table.is_some() {
                    return None;
                }
                let (first, ends) = columns.pieces[at].clone();
                let column = columns.program.column(0.0, f64::NEG_INFINITY, f64::INFINITY);
                let mut row = Row {
                    cells: vec![(column, 1.0)],
                    bound: curve.quick_value(ends[0], 1.0) / unit,
                };
                row.cells.extend(
                    ends.windows(2)
                        .enumerate()
                        .map(|(piece, pair)| (first + piece, -rise(curve, pair, 1.0) / unit)),
                );
                columns.program.equal.push(row);
                Some(column)
            })
            .collect();
        let eta = columns.program.column(worst.weight, f64::NEG_INFINITY, f64::INFINITY);
        columns.edge = Some(eta);
        let mut floor = Row { cells: vec![(eta, -1.0)], bound: 0.0 };
        let together = (!tail.together.is_empty()).then_some(tail.together.as_slice());
        for scenarios in tail.alone.chunks(1).chain(together) {
            let part = each * scenarios.len() as f64;
            // Those that surely are among the worst fall short by their average, whatever its sign.
            let least = if Some(scenarios) == together { f64::NEG_INFINITY } else { 0.0 };
            let short = columns.program.column(-worst.weight * part, least, f64::INFINITY);
            floor.cells.push((short, part));
            let row = self.falls_short(columns, worst, scenarios, &carried, (eta, short));
            columns.program.at_most.push(row);
        }
        if let Some(least) = worst.floor {
            floor.bound = -least / unit;
            columns.floor_row = Some(columns.program.at_most.len());
            columns.program.at_most.push(floor);
        }
    }

    /// `eta - short <= ` what some scenarios bring on average.
    fn falls_short(
        &self,
        columns: &Columns,
        worst: &Worst<'_>,
        scenarios: &[usize],
        carried: &[Option<usize>],
        (eta, short): (usize, usize),
    ) -> Row {
        let unit = columns.unit;
        let mut row = Row { cells: vec![(eta, 1.0), (short, -1.0)], bound: 0.0 };
        for (at, curve) in self.curves.iter().enumerate() {
            let mean = |of: &dyn Fn(f64) -> f64| {
                let factors = scenarios.iter().map(|scenario| worst.scenarios[*scenario][at]);
                factors.map(of).sum::<f64>() / scenarios.len() as f64
            };
            if let Some(column) = carried[at] {
                row.cells.push((column, -mean(&|factor| factor)));
                continue;
            }
            let (first, ends) = &columns.pieces[at];
            let values: Vec<f64> =
                ends.iter().map(|end| mean(&|factor| curve.quick_value(*end, factor))).collect();
            row.bound += values[0] / unit;
            row.cells.extend(ends.windows(2).zip(values.windows(2)).enumerate().map(
                |(piece, (ends, values))| {
                    let rise = (values[1] - values[0]) / (ends[1] - ends[0]);
                    (first + piece, -rise / unit)
                },
            ));
        }
        row
    }

    /// The program's value with what the least shares bring, in the objective's unit.
    fn program_value(&self, columns: &Columns, optimum: &Optimum) -> f64 {
        let weight = self.worst.map_or(0.0, |w| w.weight);
        let start: f64 = self
            .curves
            .iter()
            .zip(self.bounds)
            .map(|(curve, b)| curve.quick_value(b.low, 1.0))
            .sum();
        columns.unit * optimum.value + (1.0 - weight) * start
    }

    fn read(&self, columns: &Columns, optimum: &Optimum, shares: Vec<f64>) -> Answer {
        let unit = columns.unit;
        let limit_prices = columns
            .pieces
            .iter()
            .map(|(first, ends)| match ends.len() {
                0 | 1 => (0.0, 0.0),
                n => (unit * optimum.low_price[*first], unit * optimum.high_price[first + n - 2]),
            })
            .collect();
        Answer {
            shares,
            lambda: unit * optimum.equal_price[0],
            cap_price: (0..self.caps.len()).map(|g| unit * optimum.at_most_price[g]).collect(),
            limit_prices,
            // Value per value: without a unit.
            floor_price: columns.floor_row.map_or(0.0, |row| optimum.at_most_price[row]),
        }
    }

    /// Takes the solver's last digits out: within the boxes and caps, with a sum of 1.
    fn settle(&self, shares: &[f64]) -> Vec<f64> {
        let snap = |share: f64, end: f64| if (share - end).abs() < 1e-7 { end } else { share };
        let mut shares: Vec<f64> = shares
            .iter()
            .zip(self.bounds)
            .map(|(share, b)| snap(snap(share.clamp(b.low, b.high), b.low), b.high))
            .collect();
        for (group, cap) in self.caps.iter().enumerate() {
            let over = inside(&shares, self.group, group) - cap;
            let room = |shares: &[f64], at: usize| shares[at] - self.bounds[at].low;
            let most = (0..shares.len())
                .filter(|at| self.group[*at] == Some(group))
                .max_by(|a, b| room(&shares, *a).total_cmp(&room(&shares, *b)));
            if let (true, Some(at)) = (over > 0.0, most) {
                shares[at] -= over.min(room(&shares, at));
            }
        }
        for _ in 0..shares.len() {
            let missing = 1.0 - shares.iter().sum::<f64>();
            let room = |at: usize| {
                if missing < 0.0 {
                    return shares[at] - self.bounds[at].low;
                }
                let cap = self.group[at]
                    .map_or(f64::INFINITY, |g| self.caps[g] - inside(&shares, self.group, g));
                (self.bounds[at].high - shares[at]).min(cap)
            };
            // What is in takes it up before anything that is out.
            let best = (0..shares.len()).max_by(|a, b| {
                let open = |at: usize| (room(at) >= missing.abs() && shares[at] > 1e-6, room(at));
                let ((x, p), (y, q)) = (open(*a), open(*b));
                x.cmp(&y).then(p.total_cmp(&q))
            });
            let Some(at) = best.filter(|_| missing.abs() > 1e-16) else {
                break;
            };
            let step = missing.abs().min(room(at).max(0.0));
            shares[at] += step.copysign(missing);
        }
        shares
    }

    fn rows_hold(&self, shares: &[f64]) -> bool {
        let near = 1e-9;
        (shares.iter().sum::<f64>() - 1.0).abs() <= near
            && shares
                .iter()
                .zip(self.bounds)
                .all(|(share, b)| *share >= b.low - near && *share <= b.high + near)
            && self
                .caps
                .iter()
                .enumerate()
                .all(|(group, cap)| inside(shares, self.group, group) <= cap + near)
    }
}

fn inside(shares: &[f64], groups: &[Option<usize>], group: usize) -> f64 {
    shares.iter().zip(groups).filter(|(_, g)| **g == Some(group)).map(|(s, _)| s).sum()
}

/// Slope of a piece with the rate multiplied by a factor.
fn rise(curve: &ValueCurve, pair: &[f64], factor: f64) -> f64 {
    (curve.quick_value(pair[1], factor) - curve.quick_value(pair[0], factor)) / (pair[1] - pair[0])
}

impl Columns {
    /// A row over the shares of some products.
    fn share_row(&self, bounds: &[Bounds], bound: f64, keep: &dyn Fn(usize) -> bool) -> Row {
        let mut row = Row { cells: Vec::new(), bound };
        for (at, (first, ends)) in self.pieces.iter().enumerate() {
            if keep(at) {
                row.bound -= bounds[at].low;
                row.cells.extend((0..ends.len() - 1).map(|piece| (first + piece, 1.0)));
            }
        }
        row
    }

    fn shares(&self, x: &[f64], bounds: &[Bounds]) -> Vec<f64> {
        self.pieces
            .iter()
            .zip(bounds)
            .map(|((first, ends), b)| b.low + x[*first..first + ends.len() - 1].iter().sum::<f64>())
            .collect()
    }
}
