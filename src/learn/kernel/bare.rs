//! Grows the bare trees of ensembles: no counts or intervals, only questions and values.

use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

use super::bins::{BinnedColumn, Bins, MISSING};
use super::ensemble::{Bare, Skeleton};
use super::histogram::{CELLS, Cell, Histogram, fill};
use super::rows::{Brought, Gathered, Rows, partition};
use super::search::{Candidate, best_of, best_split};

/// How a bare tree grows.
pub(super) struct BareParams {
    /// Least rows in a leaf.
    pub min_leaf: usize,
    /// Most leaves; the best question of the whole tree is asked next. `None`: no limit.
    pub leaves: Option<usize>,
    /// Questions are sought among so many features drawn anew at each node. `None`: all.
    pub drawn: Option<usize>,
    /// Added to a node's weight when its value is taken.
    pub ridge: f64,
    /// Added to every value.
    pub offset: f64,
    /// Values are kept within these: a mean is never beyond what it is a mean of.
    pub bounds: (f64, f64),
}

/// A node whose best question is known.
struct Open {
    node: usize,
    range: (usize, usize),
    /// Its weight and sum.
    total: (f64, f64),
    best: Candidate,
    feature: usize,
    /// Kept where all features are looked at: the sibling comes by subtraction.
    histogram: Option<Histogram>,
}

/// A tree under growth and what it grows from.
struct Growth<'a> {
    bins: &'a Bins,
    active: &'a [usize],
    params: &'a BareParams,
    data: Rows<'a>,
    room: Gathered,
    tree: Skeleton,
    cells: Vec<Cell>,
    rng: Option<ChaCha8Rng>,
}

/// Grows a tree on `data`; on return its rows stand in the order of the leaves.
/// Returns each leaf's node and its rows as a range of that order.
pub(super) fn grow_bare<'a>(
    bins: &'a Bins,
    active: &'a [usize],
    data: Rows<'a>,
    params: &'a BareParams,
    rng: Option<ChaCha8Rng>,
) -> (Skeleton, Vec<(usize, usize, usize)>, Rows<'a>) {
    let all = (0, data.index.len());
    let mut growth = Growth {
        bins,
        active,
        params,
        data,
        room: Gathered::default(),
        tree: Skeleton::default(),
        cells: vec![Cell::default(); CELLS],
        rng,
    };
    let mut waits = Vec::new();
    let mut ranges = vec![all];
    let total = growth.data.total(all);
    growth.node(total);
    let mut open: Vec<Open> = Vec::new();
    let whole = params.drawn.is_none().then(|| growth.histogram(all));
    open.extend(growth.open(0, all, total, whole));
    let mut leaves = 1;
    while let Some(next) = growth.next(&mut open) {
        if params.leaves.is_some_and(|most| leaves >= most) {
            break;
        }
        let Open { node, range, total, best, feature, histogram } = next;
        let codes = &bins.columns[feature].codes;
        let middle = partition(codes, &best, &mut growth.data.index, range, &mut waits);
        let (l, r) = ((range.0, middle), (middle, range.1));
        let left = growth.tree.nodes.len();
        // What the question was judged by, so that no row is looked at again.
        let left_total = (best.left.weight, best.left.sum);
        let right_total = (total.0 - left_total.0, total.1 - left_total.1);
        growth.node(left_total);
        growth.node(right_total);
        ranges.extend([l, r]);
        growth.tree.nodes[node].split = Some((feature, best, left as u32));
        leaves += 1;
        let (mut lh, mut rh) = (None, None);
        if let Some(parent) = histogram {
            let least = 2 * params.min_leaf.max(1);
            let (left_large, right_large) = (l.1 - l.0 >= least, r.1 - r.0 >= least);
            if left_large || right_large {
                let left_small = l.1 - l.0 <= r.1 - r.0;
                let small = growth.histogram(if left_small { l } else { r });
                let large = parent.sibling(&small);
                (lh, rh) = if left_small {
                    (Some(small), Some(large))
                } else {
                    (Some(large), Some(small))
                };
            }
        }
        // Right first: the left side comes off the stack first.
        open.extend(growth.open(left + 1, r, right_total, rh));
        open.extend(growth.open(left, l, left_total, lh));
    }
    let leaves = growth
        .tree
        .nodes
        .iter()
        .zip(&ranges)
        .enumerate()
        .filter(|(_, (node, _))| node.split.is_none())
        .map(|(at, (_, range))| (at, range.0, range.1))
        .collect();
    (growth.tree, leaves, growth.data)
}

impl Growth<'_> {
    /// Adds a node of a weight and a sum.
    fn node(&mut self, (weight, sum): (f64, f64)) {
        let value = self.params.offset + sum / (weight + self.params.ridge);
        let (low, high) = self.params.bounds;
        self.tree.nodes.push(Bare { value: value.clamp(low, high) as f32, split: None });
    }

    fn histogram(&mut self, range: (usize, usize)) -> Histogram {
        Histogram::of(self.bins, self.active, &self.data, range, &mut self.room)
    }

    /// The next node to split: the best one where leaves are limited, else the last found.
    fn next(&self, open: &mut Vec<Open>) -> Option<Open> {
        if self.params.leaves.is_none() {
            return open.pop();
        }
        let best = open
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| a.best.gain.total_cmp(&b.best.gain).then(b.node.cmp(&a.node)))
            .map(|(at, _)| at)?;
        Some(open.swap_remove(best))
    }

    /// A node with its best question, if it may be split.
    fn open(
        &mut self,
        node: usize,
        range: (usize, usize),
        (weight, sum): (f64, f64),
        histogram: Option<Histogram>,
    ) -> Option<Open> {
        if range.1 - range.0 < 2 * self.params.min_leaf.max(1) {
            return None;
        }
        let min_leaf = self.params.min_leaf;
        let (best, feature) = if let Some(histogram) = &histogram {
            let best = best_split(self.bins, self.active, histogram, min_leaf)?;
            let feature = self.active[best.position];
            (best, feature)
        } else {
            self.best_drawn(range)?
        };
        // Rounding alone makes questions of rows that are all alike look a little useful.
        (best.gain > 1e-12 * sum * sum / weight).then_some(Open {
            node,
            range,
            total: (weight, sum),
            best,
            feature,
            histogram,
        })
    }

    /// The best question among features drawn at random; where none of them parts the rows, the
    /// others are looked at in the order of the draw, as in Breiman's forests.
    fn best_drawn(&mut self, range: (usize, usize)) -> Option<(Candidate, usize)> {
        let wanted = self.params.drawn?;
        let rng = self.rng.as_mut()?;
        let order = sample(rng, self.active.len(), self.active.len());
        let brought = self.data.brought(range, &mut self.room);
        let mut found: Option<(Candidate, usize)> = None;
        for (tried, at) in order.iter().enumerate() {
            if tried >= wanted && found.is_some() {
                break;
            }
            let feature = self.active[at];
            let column = &self.bins.columns[feature];
            let within = fill_empty(&mut self.cells, column, brought);
            let best = best_of(column, &self.cells, within, at, self.params.min_leaf);
            self.cells[within.0..within.1].fill(Cell::default());
            self.cells[MISSING as usize] = Cell::default();
            if let Some(best) = best
                && best.gain > 0.0
                && found.as_ref().is_none_or(|(b, _)| best.gain > b.gain)
            {
                found = Some((best, feature));
            }
        }
        found
    }
}

/// Rows below which the bins in use are told from the rows rather than from the bins.
const FEW: usize = 100;

/// Adds up one feature's bins over the rows of a node, in cells that are empty. Returns the bins
/// in use: those, and the missing one, are to be emptied again.
fn fill_empty(cells: &mut [Cell], column: &BinnedColumn, brought: Brought<'_>) -> (usize, usize) {
    fill(cells, column, brought);
    if brought.index.len() < FEW {
        let rows = brought.index.iter();
        let codes = rows.map(|&row| column.codes[row as usize]).filter(|code| *code != MISSING);
        let (low, high) =
            codes.fold((MISSING, 0), |(low, high), code| (low.min(code), high.max(code + 1)));
        return (low.min(high) as usize, high as usize);
    }
    let used = |cell: &Cell| cell.rows > 0.0;
    let low = cells[..column.bins].iter().position(used).unwrap_or(0);
    let high = cells[..column.bins].iter().rposition(used).map_or(low, |at| at + 1);
    (low, high)
}
