//! Which rows teach and which test.

use std::collections::BTreeMap;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::learn::{LearnError, SplitInfo, SplitKind, Table};

/// One division of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Rows learnt from.
    pub train: Vec<u32>,
    /// Rows tested on.
    pub test: Vec<u32>,
}

/// All divisions with a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What kind, in numbers.
    pub info: SplitInfo,
    /// The divisions.
    pub folds: Vec<Fold>,
}

const FOLDS: usize = 5;
/// Fewest sessions a session-forward split needs.
const FEWEST_SESSIONS: usize = 8;

impl Split {
    /// The honest split of a table: folds from outside, else session-forward when rows know
    /// their session, else stratified folds that keep viewers together. `None` when there are
    /// too few rows or outcomes for any.
    pub fn of(table: &Table, folds: Option<&[u32]>, seed: u64) -> Result<Option<Self>, LearnError> {
        if let Some(ids) = folds {
            if ids.len() != table.rows() {
                return Err(LearnError::Shape {
                    what: "folds",
                    found: ids.len(),
                    expected: table.rows(),
                });
            }
            return Ok(Self::given(ids));
        }
        if let Some(order) = &table.order
            && let Some(split) = Self::session_forward(order)
        {
            return Ok(Some(split));
        }
        let (y, _) = table.targets();
        Ok(Self::k_fold(&y, table.groups.as_deref(), seed))
    }

    /// Rows of one number are tested together.
    pub fn given(ids: &[u32]) -> Option<Self> {
        Self::from_assignment(ids, SplitKind::GivenFolds)
    }

    fn from_assignment(ids: &[u32], kind: SplitKind) -> Option<Self> {
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (row, &id) in ids.iter().enumerate() {
            members.entry(id).or_default().push(row as u32);
        }
        if members.len() < 2 {
            return None;
        }
        let folds: Vec<Fold> = members
            .into_iter()
            .map(|(id, test)| Fold {
                train: (0..ids.len() as u32).filter(|&r| ids[r as usize] != id).collect(),
                test,
            })
            .collect();
        Some(Self {
            info: SplitInfo {
                kind,
                folds: folds.len(),
                train_sessions: None,
                test_sessions: None,
                test_rows: ids.len(),
            },
            folds,
        })
    }

    /// Earlier sessions teach, later ones test. With many rows per session the last quarter of
    /// the sessions is one test; with one row per session the last two fifths are tested in
    /// four steps, each taught by everything before it.
    pub fn session_forward(order: &[u32]) -> Option<Self> {
        let mut sessions = order.to_vec();
        sessions.sort_unstable();
        sessions.dedup();
        let n = sessions.len();
        if n < FEWEST_SESSIONS {
            return None;
        }
        let (tested, steps) =
            if n == order.len() { ((n * 2).div_ceil(5), 4) } else { (n.div_ceil(4), 1) };
        let first = n - tested;
        let folds = (0..steps)
            .map(|step| {
                let from = sessions[first + tested * step / steps];
                let to = sessions.get(first + tested * (step + 1) / steps).copied();
                let rows = 0..order.len() as u32;
                Fold {
                    train: rows.clone().filter(|&r| order[r as usize] < from).collect(),
                    test: rows
                        .filter(|&r| {
                            let at = order[r as usize];
                            at >= from && to.is_none_or(|to| at < to)
                        })
                        .collect(),
                }
            })
            .collect::<Vec<_>>();
        Some(Self {
            info: SplitInfo {
                kind: SplitKind::SessionForward,
                folds: folds.len(),
                train_sessions: Some(first),
                test_sessions: Some(tested),
                test_rows: folds.iter().map(|f| f.test.len()).sum(),
            },
            folds,
        })
    }

    /// Folds with like outcomes; rows of one group are never parted. Deals groups, sorted by
    /// outcome with ties shuffled, to the folds in turn.
    pub fn k_fold(y: &[f64], groups: Option<&[u32]>, seed: u64) -> Option<Self> {
        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in 0..y.len() as u32 {
            let id = groups.map_or(row, |g| g[row as usize]);
            members.entry(id).or_default().push(row);
        }
        if members.len() < 2 * FOLDS {
            return None;
        }
        let mut deck: Vec<(f64, Vec<u32>)> = members
            .into_values()
            .map(|rows| (rows.iter().map(|&r| y[r as usize]).sum::<f64>(), rows))
            .collect();
        deck.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        deck.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.len().cmp(&a.1.len())));
        let mut ids = vec![0; y.len()];
        for (at, (_, rows)) in deck.iter().enumerate() {
            // There and back, so that no fold gets the larger one every time.
            let (lap, place) = (at / FOLDS, at % FOLDS);
            let fold = if lap % 2 == 0 { place } else { FOLDS - 1 - place };
            for &row in rows {
                ids[row as usize] = fold as u32;
            }
        }
        let kind =
            if groups.is_some() { SplitKind::GroupedKFold } else { SplitKind::StratifiedKFold };
        Self::from_assignment(&ids, kind)
    }
}
