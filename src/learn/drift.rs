//! Whether new rows still look like those a model learnt from: the population stability index of
//! every feature, and the share that buys.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::encode::raw;
use super::{Column, Model, RangeKind, RateEstimate, Table, stat};
use crate::domain::words;

/// From here on a feature is watched; from `ACT` on its model is to be trained again.
pub const WATCH: f64 = 0.1;
/// See [`WATCH`].
pub const ACT: f64 = 0.25;
/// Parts that numbers are cut into.
const PARTS: usize = 10;
/// A share is never taken for less: an empty part would make the index infinite.
const LEAST: f64 = 1e-3;
/// Fewest new rows to speak of a drift.
const FEWEST_ROWS: usize = 20;
/// Share of like rows whose index is smaller than what counts.
const SURE: f64 = 0.99;

words! {
    /// How far something has moved.
    DriftLevel {
        /// As before.
        Steady = "steady",
        /// To be watched.
        Watch = "watch",
        /// To be acted on.
        Act = "act",
    }
}

/// How the values of one feature were spread when a model learnt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SeenSpread {
    /// Where numbers are cut; empty for categories.
    pub cuts: Vec<f64>,
    /// Share of rows per part or level; the last one is missing.
    pub shares: Vec<f64>,
}

/// What drift is told from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Per feature of the model.
    pub spreads: Vec<SeenSpread>,
    /// Overall rate or mean.
    pub base: Option<RateEstimate>,
    /// Rows.
    pub rows: usize,
    /// Sessions (or days), where rows know theirs.
    pub sessions: Option<usize>,
    /// When each of them began and its rows, oldest first; empty where nobody knows.
    #[serde(default)]
    pub moments: Vec<(i64, u32)>,
}

/// How one feature has moved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeatureDrift {
    /// The feature.
    pub feature: String,
    /// Population stability index: Σ (new − old) ln(new ÷ old) over the parts.
    pub psi: f64,
    /// What it means; steady where like rows could have brought it by chance.
    pub level: DriftLevel,
}

/// New rows against those a model learnt from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// New rows.
    pub rows: usize,
    /// New sessions, where rows know theirs.
    pub sessions: Option<usize>,
    /// Those among them that are older than the last one learnt from: imported late.
    #[serde(default)]
    pub late: usize,
    /// Share of the new rows with a value the model has not seen the like of; `None` where a
    /// column it asks for is gone.
    #[serde(default)]
    pub outside: Option<f64>,
    /// Features, the most moved first.
    pub features: Vec<FeatureDrift>,
    /// Rate or mean when the model learnt, and now.
    pub base: Option<(RateEstimate, RateEstimate)>,
    /// Of the base: clearly other than before.
    pub base_level: DriftLevel,
    /// The worst of all.
    pub level: DriftLevel,
}

impl Drift {
    /// Whether the new rows are clearly others.
    pub fn is_clear(&self) -> bool {
        self.level == DriftLevel::Act
    }
}

impl Seen {
    /// What a table holds, for the features of a model in its order.
    pub(super) fn of(table: &Table, base: RateEstimate) -> Self {
        Self {
            spreads: table.columns.iter().map(SeenSpread::of).collect(),
            base: Some(base),
            rows: table.rows(),
            sessions: table.order.as_deref().map(|order| different(order).len()),
            moments: table.when.as_deref().map(moments).unwrap_or_default(),
        }
    }
}

/// The different values, sorted.
fn different<T: Ord + Copy>(values: &[T]) -> Vec<T> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

/// Every moment with its rows.
fn moments(when: &[i64]) -> Vec<(i64, u32)> {
    let mut sorted = when.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect()
}

/// Whether there is a fifth more to learn from than there was.
pub fn grew(before: usize, now: usize) -> bool {
    now > before && (now - before) * 5 >= before
}

impl SeenSpread {
    fn of(column: &Column) -> Self {
        let cuts = match column {
            Column::Category { .. } => Vec::new(),
            Column::Numeric(values) => {
                let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
                sorted.sort_unstable_by(f64::total_cmp);
                let mut cuts: Vec<f64> = (1..PARTS)
                    .map(|part| stat::quantile(&sorted, part as f64 / PARTS as f64))
                    .filter(|cut| !cut.is_nan())
                    .collect();
                cuts.dedup();
                cuts
            }
        };
        let parts = match column {
            Column::Category { labels, .. } => labels.len(),
            Column::Numeric(_) => cuts.len() + 1,
        };
        let rows = 0..column.len() as u32;
        let shares = shares(column, &cuts, parts, rows, |code| Some(code as usize));
        Self { cuts, shares }
    }
}

/// Share of the rows per part, missing last.
fn shares(
    column: &Column,
    cuts: &[f64],
    parts: usize,
    rows: impl Iterator<Item = u32>,
    place: impl Fn(f64) -> Option<usize>,
) -> Vec<f64> {
    let mut counts = vec![0.0; parts + 1];
    let mut all = 0.0;
    for row in rows {
        let at = match (raw(column, row as usize), column) {
            (value, _) if value.is_nan() => parts,
            (value, Column::Numeric(_)) => cuts.partition_point(|cut| *cut < value),
            // A level never seen counts as missing, which it is to the model.
            (code, Column::Category { .. }) => place(code).unwrap_or(parts),
        };
        counts[at] += 1.0;
        all += 1.0;
    }
    counts.iter_mut().for_each(|count| *count /= f64::max(all, 1.0));
    counts
}

/// The index of two lists of shares, and whether so many rows on either side could bring it by
/// chance: times the harmonic sum of the rows it follows χ² with one degree fewer than parts.
fn index(old: &[f64], new: &[f64], rows: (f64, f64)) -> (f64, bool) {
    let mut psi = 0.0;
    let mut parts = 0usize;
    for (old, new) in old.iter().zip(new) {
        if *old == 0.0 && *new == 0.0 {
            continue;
        }
        parts += 1;
        let (old, new) = (old.max(LEAST), new.max(LEAST));
        psi += (new - old) * (new / old).ln();
    }
    if parts < 2 {
        return (psi, false);
    }
    let scale = rows.0 * rows.1 / (rows.0 + rows.1);
    let clear = ChiSquared::new((parts - 1) as f64).is_ok_and(|chi| chi.cdf(psi * scale) > SURE);
    (psi, clear)
}

impl Model {
    /// The rows of a table that came since this model learnt: those of sessions it has not seen,
    /// whether they are later or were imported late, and what was added to sessions it has seen.
    /// Where rows do not know their session, those after as many as it saw.
    pub fn newer_rows(&self, table: &Table) -> Vec<u32> {
        let all = 0..table.rows() as u32;
        match (&table.when, &table.order, self.seen.sessions) {
            (Some(when), ..) if !self.seen.moments.is_empty() => {
                let mut left = self.seen.moments.clone();
                all.filter(|&row| {
                    let known = left.binary_search_by_key(&when[row as usize], |known| known.0);
                    let Ok(at) = known else { return true };
                    let seen = left[at].1 > 0;
                    left[at].1 = left[at].1.saturating_sub(1);
                    !seen
                })
                .collect()
            }
            // Kept before moments were: sessions after as many as it saw.
            (_, Some(order), Some(sessions)) => {
                let places = different(order);
                let first = places.get(sessions).copied();
                all.filter(|&row| first.is_some_and(|first| order[row as usize] >= first)).collect()
            }
            _ => all.skip(self.seen.rows).collect(),
        }
    }

    /// New sessions among the given rows, and how many of them are older than the last one learnt
    /// from.
    fn new_sessions(&self, table: &Table, rows: &[u32]) -> (Option<usize>, usize) {
        let last = self.seen.moments.last().map(|last| last.0);
        match (&table.when, &table.order, last) {
            (Some(when), _, Some(last)) => {
                let of_rows: Vec<i64> = rows.iter().map(|&row| when[row as usize]).collect();
                let found = different(&of_rows);
                (Some(found.len()), found.partition_point(|moment| *moment < last))
            }
            (_, Some(order), _) => {
                let of_rows: Vec<u32> = rows.iter().map(|&row| order[row as usize]).collect();
                (Some(different(&of_rows).len()), 0)
            }
            _ => (None, 0),
        }
    }

    /// Share of the given rows with a value this model has not seen the like of.
    fn outside(&self, table: &Table, rows: &[u32]) -> Option<f64> {
        let aligned = self.align(table).ok()?;
        let columns: Vec<usize> = self
            .features
            .iter()
            .map(|range| table.feature(&range.feature.key))
            .collect::<Option<_>>()?;
        let odd = rows.iter().filter(|&&row| {
            self.features.iter().zip(&columns).enumerate().any(|(at, (range, &column))| {
                let value = table.cell(column, row as usize);
                range.outside(&value, aligned.code(at, row as usize)).is_some()
            })
        });
        Some(odd.count() as f64 / rows.len().max(1) as f64)
    }

    /// How the given rows of a table differ from what the model learnt from. `None` where there
    /// are too few to say, or the model was kept before this was known.
    pub fn drift(&self, table: &Table, rows: &[u32]) -> Option<Drift> {
        if rows.len() < FEWEST_ROWS || self.seen.spreads.len() != self.features.len() {
            return None;
        }
        let sizes = (self.seen.rows as f64, rows.len() as f64);
        let mut features = Vec::new();
        for (range, spread) in self.features.iter().zip(&self.seen.spreads) {
            let Some(at) = table.feature(&range.feature.key) else { continue };
            let column = &table.columns[at];
            let levels: Vec<Option<usize>> = match (column, &range.range) {
                (Column::Category { labels, .. }, RangeKind::Category { levels, .. }) => {
                    labels.iter().map(|label| levels.iter().position(|l| l == label)).collect()
                }
                (Column::Numeric(_), RangeKind::Number { .. }) => Vec::new(),
                _ => continue,
            };
            let parts = spread.shares.len().saturating_sub(1);
            let place = |code: f64| levels.get(code as usize).copied().flatten();
            let new = shares(column, &spread.cuts, parts, rows.iter().copied(), place);
            let (psi, clear) = index(&spread.shares, &new, sizes);
            let level = match psi {
                _ if !clear || psi < WATCH => DriftLevel::Steady,
                _ if psi < ACT => DriftLevel::Watch,
                _ => DriftLevel::Act,
            };
            features.push(FeatureDrift { feature: range.feature.key.clone(), psi, level });
        }
        features.sort_by(|a, b| b.psi.total_cmp(&a.psi));
        let base = self.seen.base.map(|before| (before, table.base(Some(rows))));
        let base_level = base.map_or(DriftLevel::Steady, |(before, now)| {
            let apart =
                now.interval.low > before.interval.high || before.interval.low > now.interval.high;
            let (small, large) = (before.value.min(now.value), before.value.max(now.value));
            match large / small.max(1e-9) {
                ratio if !apart || ratio < 1.1 => DriftLevel::Steady,
                ratio if ratio < 1.3 => DriftLevel::Watch,
                _ => DriftLevel::Act,
            }
        });
        let level = features.iter().map(|f| f.level).chain([base_level]).max();
        let (sessions, late) = self.new_sessions(table, rows);
        Some(Drift {
            rows: rows.len(),
            sessions,
            late,
            outside: self.outside(table, rows),
            features,
            base,
            base_level,
            level: level.unwrap_or(DriftLevel::Steady),
        })
    }
}
