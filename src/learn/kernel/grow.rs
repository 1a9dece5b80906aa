//! Grows a tree on binned rows: histogram of the smaller child, the sibling by subtraction.

use std::borrow::Cow;

use super::bins::Bins;
use super::histogram::Histogram;
use super::rows::{Gathered, Rows, partition};
use super::search::{best_split, rule};
use super::{Node, Split, Tree};
use crate::domain::{Cancelled, Interval, Job};
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
    let unwatched = Job::new(jiff::Timestamp::UNIX_EPOCH, 0);
    grow_watched(&unwatched, bins, active, rows, y, w, params)
        .unwrap_or_else(|Cancelled| Tree { nodes: vec![blank(None, 0)] })
}

/// As [`grow`], for a job that may be stopped.
///
/// Errors: cancelled.
pub(crate) fn grow_watched(
    job: &Job,
    bins: &Bins,
    active: &[usize],
    rows: &[u32],
    y: &[f64],
    w: &[f64],
    params: &GrowParams,
) -> Result<Tree, Cancelled> {
    let total: f64 = stat::sum(rows.iter().map(|&r| w[r as usize]));
    let mean = stat::sum(rows.iter().map(|&r| w[r as usize] * y[r as usize])) / total;
    // Centred sums keep large outcomes (yuan) from drowning their differences.
    let mut data = Rows {
        index: rows.to_vec(),
        weight: if rows.iter().all(|&r| w[r as usize] == 1.0) {
            Cow::Borrowed(&[])
        } else {
            Cow::Borrowed(w)
        },
        sum: w.iter().zip(y).map(|(w, y)| w * (y - mean)).collect(),
    };
    let mut room = Gathered::default();
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
            histogram: Histogram::of(bins, active, &data, (0, rows.len()), &mut room),
        });
    }
    let mut waits = Vec::new();
    while let Some(next) = open.pop() {
        job.check()?;
        let Some(best) = best_split(bins, active, &next.histogram, params.min_leaf) else {
            continue;
        };
        if best.gain <= least_gain {
            continue;
        }
        let feature = active[best.position];
        let middle = partition(
            &bins.columns[feature].codes,
            &best,
            &mut data.index,
            (next.from, next.to),
            &mut waits,
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
        let small = Histogram::of(bins, active, &data, s, &mut room);
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
    Ok(tree)
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
