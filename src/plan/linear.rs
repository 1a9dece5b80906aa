//! A linear program with the prices of its rows, solved by an interior-point method and checked
//! again afterwards: a solver's word alone is not enough.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettingsBuilder, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT,
};

/// Accuracy asked of the solver.
const TIGHT: f64 = 1e-10;
/// Rows and optimality must hold to this, relative to the largest figure, else there is no answer.
const HOLDS: f64 = 1e-7;

/// A row: the sum of its cells against a bound.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Column and factor.
    pub cells: Vec<(usize, f64)>,
    /// Right-hand side.
    pub bound: f64,
}

/// Maximise `objective · x` with rows that are met exactly, rows that are not exceeded, and boxes.
#[derive(Clone, Debug, Default)]
pub struct LinearProgram {
    /// Value per unit of each column.
    pub objective: Vec<f64>,
    /// Least value of each column; may be minus infinity.
    pub low: Vec<f64>,
    /// Greatest value of each column; may be infinite.
    pub high: Vec<f64>,
    /// Rows met exactly.
    pub equal: Vec<Row>,
    /// Rows not exceeded.
    pub at_most: Vec<Row>,
}

/// The solution.
#[derive(Clone, Debug)]
pub struct Optimum {
    /// Columns.
    pub x: Vec<f64>,
    /// Value.
    pub value: f64,
    /// What one more of each exact row's bound would bring.
    pub equal_price: Vec<f64>,
    /// What one more of each row's bound would bring, 0 or above.
    pub at_most_price: Vec<f64>,
    /// What a unit less of each column's least value would bring, 0 or above.
    pub low_price: Vec<f64>,
    /// What a unit more of each column's greatest value would bring, 0 or above.
    pub high_price: Vec<f64>,
}

/// Why there is no solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOptimum {
    /// The rows contradict each other.
    Infeasible,
    /// The value grows without end.
    Unbounded,
    /// The solver stopped early, or what it found does not hold.
    Numbers,
}

impl LinearProgram {
    /// Adds a column and returns its place.
    pub fn column(&mut self, value: f64, low: f64, high: f64) -> usize {
        self.objective.push(value);
        self.low.push(low);
        self.high.push(high);
        self.objective.len() - 1
    }

    /// Solves it.
    pub fn solve(&self) -> Result<Optimum, NoOptimum> {
        let columns = self.objective.len();
        // Objectives in the hundred thousands beside shares: brought to a size of 1.
        let scale = self.objective.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let cost: Vec<f64> = self.objective.iter().map(|v| -v / scale).collect();
        let (mut at, mut of, mut cell) = (Vec::new(), Vec::new(), Vec::new());
        let mut bounds = Vec::new();
        let mut add = |cells: &[(usize, f64)], bound: f64, sign: f64| {
            for (column, factor) in cells {
                at.push(bounds.len());
                of.push(*column);
                cell.push(sign * factor);
            }
            bounds.push(sign * bound);
        };
        for row in &self.equal {
            add(&row.cells, row.bound, 1.0);
        }
        for row in &self.at_most {
            add(&row.cells, row.bound, 1.0);
        }
        let lows: Vec<usize> = (0..columns).filter(|c| self.low[*c].is_finite()).collect();
        let highs: Vec<usize> = (0..columns).filter(|c| self.high[*c].is_finite()).collect();
        for column in &lows {
            add(&[(*column, 1.0)], self.low[*column], -1.0);
        }
        for column in &highs {
            add(&[(*column, 1.0)], self.high[*column], 1.0);
        }
        let rows = bounds.len();
        let matrix = CscMatrix::new_from_triplets(rows, columns, at, of, cell);
        let cones = [ZeroConeT(self.equal.len()), NonnegativeConeT(rows - self.equal.len())];
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .max_iter(200)
            .tol_gap_abs(TIGHT)
            .tol_gap_rel(TIGHT)
            .tol_feas(TIGHT)
            // Only rows that say nothing would be dropped, and there are none: keep the prices.
            .presolve_enable(false)
            .build()
            .map_err(|_| NoOptimum::Numbers)?;
        let nothing = CscMatrix::zeros((columns, columns));
        let mut solver = DefaultSolver::new(&nothing, &cost, &matrix, &bounds, &cones, settings)
            .map_err(|_| NoOptimum::Numbers)?;
        solver.solve();
        let found = &solver.solution;
        match found.status {
            SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => {
                return Err(NoOptimum::Infeasible);
            }
            SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => {
                return Err(NoOptimum::Unbounded);
            }
            // Whatever else it says: what it found is judged below.
            _ => {}
        }
        let mut prices = found.z.iter().map(|z| z * scale);
        let mut next = |count: usize| -> Vec<f64> { prices.by_ref().take(count).collect() };
        let (equal_price, at_most_price) = (next(self.equal.len()), next(self.at_most.len()));
        let spread = |places: &[usize], prices: Vec<f64>| {
            let mut all = vec![0.0; columns];
            for (column, price) in places.iter().zip(prices) {
                all[*column] = price.max(0.0);
            }
            all
        };
        let (low_price, high_price) = (next(lows.len()), next(highs.len()));
        let optimum = Optimum {
            value: self.value(&found.x),
            x: found.x.clone(),
            equal_price,
            at_most_price: at_most_price.into_iter().map(|p| p.max(0.0)).collect(),
            low_price: spread(&lows, low_price),
            high_price: spread(&highs, high_price),
        };
        if self.holds(&optimum) { Ok(optimum) } else { Err(NoOptimum::Numbers) }
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.objective.iter().zip(x).map(|(v, x)| v * x).sum()
    }

    /// Checks the answer without the solver: rows and boxes hold, and by the prices nothing can be
    /// better (the bound that the prices prove equals the value).
    fn holds(&self, found: &Optimum) -> bool {
        if !found.x.iter().all(|x| x.is_finite()) {
            return false;
        }
        let sum = |row: &Row| row.cells.iter().map(|(c, f)| f * found.x[*c]).sum::<f64>();
        let size = |row: &Row| {
            row.cells.iter().map(|(c, f)| (f * found.x[*c]).abs()).fold(row.bound.abs(), f64::max)
        };
        let near = |row: &Row| HOLDS * (1.0 + size(row));
        let rows_hold = self.equal.iter().all(|row| (sum(row) - row.bound).abs() <= near(row))
            && self.at_most.iter().all(|row| sum(row) <= row.bound + near(row));
        let boxes_hold = found.x.iter().enumerate().all(|(c, x)| {
            let near = HOLDS * (1.0 + x.abs());
            *x >= self.low[c] - near && *x <= self.high[c] + near
        });
        // Prices prove a bound: sum of bound times price, plus what the columns still earn.
        let mut earns = self.objective.clone();
        let mut proved = 0.0;
        let mut moved = 0.0_f64;
        let priced = self.equal.iter().zip(&found.equal_price);
        for (row, price) in priced.chain(self.at_most.iter().zip(&found.at_most_price)) {
            proved += price * row.bound;
            moved = moved.max((price * row.bound).abs());
            for (column, factor) in &row.cells {
                earns[*column] -= price * factor;
            }
        }
        for (column, left) in earns.iter().enumerate() {
            let end = if *left > 0.0 { self.high[column] } else { self.low[column] };
            // A column without an end may earn nothing; the solver's rest is taken at its place.
            let end = if end.is_finite() { end } else { found.x[column] };
            proved += left * end;
            moved = moved.max((left * end).abs());
        }
        let size = found.value.abs().max(moved).max(1e-300);
        rows_hold && boxes_hold && (proved - found.value).abs() <= HOLDS * size
    }
}
