//! The best question a node can ask: cuts of ordered bins, sets of categories.

use rayon::prelude::*;

use super::Rule;
use super::bins::{BinnedColumn, Bins, MAX_BINS, MISSING, Scale};
use super::histogram::{Cell, Histogram};

/// The best question found for a feature.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub gain: f64,
    /// Place of the feature in the list that was searched.
    pub position: usize,
    pub cut: Cut,
    pub missing_left: bool,
    /// What goes left.
    pub left: Cell,
}

/// Which bins go left.
#[derive(Clone, Debug)]
pub(super) enum Cut {
    /// Bins up to this one go left.
    UpTo(usize),
    /// These bins go left.
    Set(Vec<u8>),
    /// All but the missing go left.
    Present,
}

/// The question in the feature's own unit.
pub(super) fn rule(scale: &Scale, cut: &Cut) -> Rule {
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
pub(super) fn best_split(
    bins: &Bins,
    active: &[usize],
    histogram: &Histogram,
    min_leaf: usize,
) -> Option<Candidate> {
    let search = |position: usize| {
        let column = &bins.columns[active[position]];
        best_of(column, histogram.feature(position), (0, column.bins), position, min_leaf)
    };
    let found: Vec<Option<Candidate>> = if active.len() > 64 {
        (0..active.len()).into_par_iter().map(search).collect()
    } else {
        (0..active.len()).map(search).collect()
    };
    found.into_iter().flatten().reduce(|best, next| if next.gain > best.gain { next } else { best })
}

/// The best question about one feature, whose rows lie in the bins `from..to` and the missing one.
pub(super) fn best_of(
    column: &BinnedColumn,
    cells: &[Cell],
    within: (usize, usize),
    position: usize,
    min_leaf: usize,
) -> Option<Candidate> {
    match column.scale {
        Scale::Number { .. } => by_order(cells, within, position, min_leaf),
        Scale::Category { .. } => by_set(cells, within, position, min_leaf),
    }
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
    fn new(cells: &[Cell], (from, to): (usize, usize), min_leaf: usize) -> Self {
        let mut total = Cell::default();
        cells[from..to].iter().for_each(|c| total.add(*c));
        total.add(cells[MISSING as usize]);
        Self { total, base: score(total), least: min_leaf.max(1) as f64 }
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
    (from, to): (usize, usize),
    position: usize,
    min_leaf: usize,
) -> Option<Candidate> {
    let judge = Judge::new(cells, (from, to), min_leaf);
    let missing = cells[MISSING as usize];
    let mut best: Option<Candidate> = None;
    let mut offer = |left: Cell, cut: Cut, missing_left: bool| {
        if let Some(gain) = judge.gain(left)
            && best.as_ref().is_none_or(|b| gain > b.gain)
        {
            best = Some(Candidate { gain, position, cut, missing_left, left });
        }
    };
    let mut left = Cell::default();
    for (bin, cell) in cells.iter().enumerate().take(to.saturating_sub(1)).skip(from) {
        if cell.rows == 0.0 {
            continue;
        }
        left.add(*cell);
        let right_rows = judge.total.rows - missing.rows - left.rows;
        if right_rows <= 0.0 {
            break;
        }
        // Without missing values here, later ones follow the larger side.
        offer(left, Cut::UpTo(bin), missing.rows == 0.0 && left.rows > right_rows);
        if missing.rows > 0.0 {
            let mut with = left;
            with.add(missing);
            offer(with, Cut::UpTo(bin), true);
        }
    }
    if missing.rows > 0.0 {
        offer(judge.total.minus(missing), Cut::Present, false);
    }
    // Bins that no row of the node is in part nothing here: the cut lies in the middle of them,
    // not where rows of other nodes begin.
    if let Some(Candidate { cut: Cut::UpTo(bin), .. }) = &mut best {
        let after = cells[*bin + 1..to].iter().take_while(|cell| cell.rows == 0.0).count();
        *bin += after / 2;
    }
    best
}

/// Cuts a list of categories sorted by their mean, which holds the best of all subsets
/// (Fisher 1958); missing is a category of its own here.
fn by_set(
    cells: &[Cell],
    (from, to): (usize, usize),
    position: usize,
    min_leaf: usize,
) -> Option<Candidate> {
    let judge = Judge::new(cells, (from, to), min_leaf);
    let mut order: Vec<u8> =
        (from as u8..to as u8).chain([MISSING]).filter(|&b| cells[b as usize].rows > 0.0).collect();
    let mean = |b: u8| cells[b as usize].sum / cells[b as usize].weight;
    order.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)).then(a.cmp(&b)));
    let mut best: Option<(f64, usize, Cell)> = None;
    let mut left = Cell::default();
    for (at, &bin) in order.iter().enumerate().take(order.len().saturating_sub(1)) {
        left.add(cells[bin as usize]);
        if let Some(gain) = judge.gain(left)
            && best.is_none_or(|(b, _, _)| gain > b)
        {
            best = Some((gain, at, left));
        }
    }
    let (gain, at, left) = best?;
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
        left,
    })
}
