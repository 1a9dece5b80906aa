//! Grows a tree on binned rows: histogram of the smaller child, the sibling by subtraction.

use rayon::prelude::*;

use super::bins::{Bins, MAX_BINS, MISSING, Scale};
use super::histogram::{Cell, Histogram};
use super::{Node, Rule, Split, Tree};
use crate::domain::Interval;
use crate::learn::stat;

/// How a tree grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrowParams {
    /// Most questions from root to leaf.
    pub depth: usize,
    /// Least rows in a leaf.
    pub min_leaf: usize,
    /// Weight with which a node's mean is drawn towards its parent's.
    pub prior: f64,
    /// Whether the outcome is a rate in 0..1 (Wilson intervals) or a number.
    pub rate: bool,
}

/// A node waiting to be split.
struct Open {
    node: usize,
    from: usize,
    to: usize,
    histogram: Histogram,
}

/// The best question found for a feature.
#[derive(Clone, Debug)]
struct Candidate {
    gain: f64,
    position: usize,
    cut: Cut,
    missing_left: bool,
}

#[derive(Clone, Debug)]
enum Cut {
    /// Bins up to this one go left.
    UpTo(usize),
    /// These bins go left.
    Set(Vec<u8>),
    /// All but the missing go left.
    Present,
}

/// The rows of a tree under growth, kept in node order.
struct Rows {
    index: Vec<u32>,
    weight: Vec<f64>,
    sum: Vec<f64>,
}

/// Grows a tree.
///
/// `rows` are the training rows, `y` and `w` outcome and weight of **all** rows of the bins;
/// only the `active` features are looked at. The split criterion is the fall of the weighted
/// squared error, which for 0/1 outcomes is Gini up to a factor.
pub fn grow(
    bins: &Bins,
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &GrowParams,
) -> Tree {
    let total: f64 = stat::sum(rows.iter().map(|&r| w[r as usize]));
    let mean = stat::sum(rows.iter().map(|&r| w[r as usize] * y[r as usize])) / total;
    // Centred sums keep large outcomes (yuan) from drowning their differences.
    let mut data = Rows {
        index: rows.to_vec(),
        weight: rows.iter().map(|&r| w[r as usize]).collect(),
        sum: rows.iter().map(|&r| w[r as usize] * (y[r as usize] - mean)).collect(),
    };
    let spread: f64 = stat::sum(rows.iter().map(|&r| {
        let d = y[r as usize] - mean;
        w[r as usize] * d * d
    }));
    let least_gain = 1e-12 * spread;

    let mut nodes = vec![blank(None, 0)];
    let mut ranges = vec![(0, rows.len())];
    let mut open = Vec::new();
    if params.depth > 0 && rows.len() >= 2 * params.min_leaf.max(1) && spread > 0.0 {
        open.push(Open {
            node: 0,
            from: 0,
            to: rows.len(),
            histogram: Histogram::of(bins, active, &data.index, &data.weight, &data.sum),
        });
    }
    let mut scratch = Rows { index: Vec::new(), weight: Vec::new(), sum: Vec::new() };
    while let Some(next) = open.pop() {
        let Some(best) = best_split(bins, active, &next, params) else {
            continue;
        };
        if best.gain <= least_gain {
            continue;
        }
        let feature = active[best.position];
        let middle = partition(
            &bins.columns[feature].codes,
            &best,
            &mut data,
            (next.from, next.to),
            &mut scratch,
        );
        let depth = nodes[next.node].depth + 1;
        let left = nodes.len();
        nodes.push(blank(Some(next.node as u32), depth));
        nodes.push(blank(Some(next.node as u32), depth));
        ranges.push((next.from, middle));
        ranges.push((middle, next.to));
        nodes[next.node].split = Some(Split {
            feature,
            rule: rule(&bins.columns[feature].scale, &best.cut),
            missing_left: best.missing_left,
            left: left as u32,
            right: left as u32 + 1,
            gain: best.gain,
        });
        if depth as usize >= params.depth {
            continue;
        }
        let splittable = |(from, to): (usize, usize)| to - from >= 2 * params.min_leaf.max(1);
        let (l, r) = (ranges[left], ranges[left + 1]);
        if !splittable(l) && !splittable(r) {
            continue;
        }
        let left_is_small = l.1 - l.0 <= r.1 - r.0;
        let s = if left_is_small { l } else { r };
        let small = Histogram::of(
            bins,
            active,
            &data.index[s.0..s.1],
            &data.weight[s.0..s.1],
            &data.sum[s.0..s.1],
        );
        let large = next.histogram.sibling(&small);
        let (left_histogram, right_histogram) =
            if left_is_small { (small, large) } else { (large, small) };
        // Right first: the left side comes off the stack first.
        for (node, range, histogram) in [(left + 1, r, right_histogram), (left, l, left_histogram)]
        {
            if splittable(range) {
                open.push(Open { node, from: range.0, to: range.1, histogram });
            }
        }
    }
    let mut tree = Tree { nodes };
    describe(&mut tree, &ranges, &data.index, y, w, params);
    tree
}

fn blank(parent: Option<u32>, depth: u32) -> Node {
    Node {
        parent,
        depth,
        rows: 0,
        weight: 0.0,
        sum: 0.0,
        value: 0.0,
        deviation: 0.0,
        interval: Interval::new(0.0, 0.0),
        split: None,
    }
}

/// Fills counts, shrunken values and intervals from the rows each node ended up with.
fn describe(
    tree: &mut Tree,
    ranges: &[(usize, usize)],
    index: &[u32],
    y: &[f64],
    w: &[f64],
    params: &GrowParams,
) {
    for (at, &(from, to)) in ranges.iter().enumerate() {
        let parent = tree.nodes[at].parent.map(|p| tree.nodes[p as usize].value);
        let rows = &index[from..to];
        let weight = stat::sum(rows.iter().map(|&r| w[r as usize]));
        let sum = stat::sum(rows.iter().map(|&r| w[r as usize] * y[r as usize]));
        let mean = sum / weight;
        let squares = stat::sum(rows.iter().map(|&r| {
            let d = y[r as usize] - mean;
            w[r as usize] * d * d
        }));
        let node = &mut tree.nodes[at];
        node.rows = rows.len() as u64;
        node.weight = weight;
        node.sum = sum;
        node.deviation = (squares / weight).sqrt();
        let (value, n) = match parent {
            Some(parent) => {
                ((sum + params.prior * parent) / (weight + params.prior), weight + params.prior)
            }
            None => (mean, weight),
        };
        node.value = value;
        node.interval = if params.rate {
            stat::wilson(value, n)
        } else {
            let half = stat::Z80 * node.deviation / (node.rows as f64).sqrt().max(1.0);
            Interval::new(value - half, value + half)
        };
    }
}

/// Leaves with a stated mean, for trees whose structure comes from elsewhere: counts, values
/// and intervals are rebuilt from the training rows that really arrive at each node.
pub(crate) fn refill(
    tree: &mut Tree,
    paths: &[Vec<usize>],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &GrowParams,
) {
    let mut members = vec![Vec::new(); tree.nodes.len()];
    for (path, &row) in paths.iter().zip(rows) {
        for &node in path {
            members[node].push(row);
        }
    }
    let mut index = Vec::new();
    let mut ranges = Vec::with_capacity(members.len());
    for member in &members {
        let from = index.len();
        index.extend_from_slice(member);
        ranges.push((from, index.len()));
    }
    describe(tree, &ranges, &index, y, w, params);
}

/// Moves the rows of a node so that those going left stand first, each side in its old order.
/// Returns where the right side begins.
fn partition(
    codes: &[u8],
    best: &Candidate,
    data: &mut Rows,
    (from, to): (usize, usize),
    scratch: &mut Rows,
) -> usize {
    let mut left = [false; 256];
    match &best.cut {
        Cut::UpTo(bin) => left[..=*bin].fill(true),
        Cut::Set(set) => set.iter().for_each(|&b| left[b as usize] = true),
        Cut::Present => left[..MAX_BINS].fill(true),
    }
    left[MISSING as usize] = best.missing_left;
    scratch.index.clear();
    scratch.weight.clear();
    scratch.sum.clear();
    let mut write = from;
    for read in from..to {
        let row = data.index[read];
        if left[codes[row as usize] as usize] {
            data.index[write] = row;
            data.weight[write] = data.weight[read];
            data.sum[write] = data.sum[read];
            write += 1;
        } else {
            scratch.index.push(row);
            scratch.weight.push(data.weight[read]);
            scratch.sum.push(data.sum[read]);
        }
    }
    data.index[write..to].copy_from_slice(&scratch.index);
    data.weight[write..to].copy_from_slice(&scratch.weight);
    data.sum[write..to].copy_from_slice(&scratch.sum);
    write
}

fn rule(scale: &Scale, cut: &Cut) -> Rule {
    match (scale, cut) {
        (_, Cut::Present) => Rule::Present,
        (Scale::Number { cuts }, Cut::UpTo(bin)) => Rule::AtMost { threshold: cuts[*bin] },
        (Scale::Category { levels }, Cut::Set(set)) => {
            let mut codes: Vec<u32> = set.iter().map(|&b| u32::from(b)).collect();
            if codes.contains(&(MAX_BINS as u32 - 1)) {
                codes.extend(MAX_BINS as u32..*levels);
            }
            codes.sort_unstable();
            Rule::OneOf { codes }
        }
        // Numbers are only cut by order and categories only by set.
        (Scale::Number { .. }, Cut::Set(_)) | (Scale::Category { .. }, Cut::UpTo(_)) => {
            Rule::Present
        }
    }
}

/// The best question over all features; the first feature wins a tie.
fn best_split(
    bins: &Bins,
    active: &[usize],
    open: &Open,
    params: &GrowParams,
) -> Option<Candidate> {
    let search = |position: usize| {
        let column = &bins.columns[active[position]];
        let cells = open.histogram.feature(position);
        match column.scale {
            Scale::Number { .. } => by_order(cells, column.bins, position, params),
            Scale::Category { .. } => by_set(cells, column.bins, position, params),
        }
    };
    let found: Vec<Option<Candidate>> = if active.len() > 64 {
        (0..active.len()).into_par_iter().map(search).collect()
    } else {
        (0..active.len()).map(search).collect()
    };
    found.into_iter().flatten().reduce(|best, next| if next.gain > best.gain { next } else { best })
}

fn score(cell: Cell) -> f64 {
    cell.sum * cell.sum / cell.weight
}

/// What a node has in all, and a way to judge a left side.
struct Judge {
    total: Cell,
    base: f64,
    least: f64,
}

impl Judge {
    fn new(cells: &[Cell], params: &GrowParams) -> Self {
        let mut total = Cell::default();
        cells.iter().for_each(|c| total.add(*c));
        Self { total, base: score(total), least: params.min_leaf.max(1) as f64 }
    }

    fn gain(&self, left: Cell) -> Option<f64> {
        let right = self.total.minus(left);
        (left.rows >= self.least && right.rows >= self.least)
            .then(|| score(left) + score(right) - self.base)
    }
}

/// Cuts between bins in their order, missing tried on either side.
fn by_order(
    cells: &[Cell],
    bins: usize,
    position: usize,
    params: &GrowParams,
) -> Option<Candidate> {
    let judge = Judge::new(cells, params);
    let missing = cells[MISSING as usize];
    let mut best: Option<Candidate> = None;
    let mut offer = |gain: Option<f64>, cut: Cut, missing_left: bool| {
        if let Some(gain) = gain
            && best.as_ref().is_none_or(|b| gain > b.gain)
        {
            best = Some(Candidate { gain, position, cut, missing_left });
        }
    };
    let mut left = Cell::default();
    for (bin, cell) in cells.iter().enumerate().take(bins.saturating_sub(1)) {
        if cell.rows == 0.0 {
            continue;
        }
        left.add(*cell);
        let right_rows = judge.total.rows - missing.rows - left.rows;
        if right_rows <= 0.0 {
            break;
        }
        // Without missing values here, later ones follow the larger side.
        offer(judge.gain(left), Cut::UpTo(bin), missing.rows == 0.0 && left.rows > right_rows);
        if missing.rows > 0.0 {
            let mut with = left;
            with.add(missing);
            offer(judge.gain(with), Cut::UpTo(bin), true);
        }
    }
    if missing.rows > 0.0 {
        offer(judge.gain(judge.total.minus(missing)), Cut::Present, false);
    }
    best
}

/// Cuts a list of categories sorted by their mean, which holds the best of all subsets
/// (Fisher 1958); missing is a category of its own here.
fn by_set(cells: &[Cell], bins: usize, position: usize, params: &GrowParams) -> Option<Candidate> {
    let judge = Judge::new(cells, params);
    let mut order: Vec<u8> =
        (0..bins as u8).chain([MISSING]).filter(|&b| cells[b as usize].rows > 0.0).collect();
    let mean = |b: u8| cells[b as usize].sum / cells[b as usize].weight;
    order.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)).then(a.cmp(&b)));
    let mut best: Option<(f64, usize)> = None;
    let mut left = Cell::default();
    for (at, &bin) in order.iter().enumerate().take(order.len().saturating_sub(1)) {
        left.add(cells[bin as usize]);
        if let Some(gain) = judge.gain(left)
            && best.is_none_or(|(b, _)| gain > b)
        {
            best = Some((gain, at));
        }
    }
    let (gain, at) = best?;
    let rows = |bins: &[u8]| -> f64 { bins.iter().map(|&b| cells[b as usize].rows).sum() };
    let (low, high) = order.split_at(at + 1);
    let missing_left = if cells[MISSING as usize].rows > 0.0 {
        low.contains(&MISSING)
    } else {
        rows(low) > rows(high)
    };
    Some(Candidate {
        gain,
        position,
        cut: Cut::Set(low.iter().copied().filter(|&b| b != MISSING).collect()),
        missing_left,
    })
}
