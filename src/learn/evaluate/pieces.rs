//! What of a ranking may be told: where it can be cut so that enough people stand between two cuts.
//! Every bin, threshold and point of a curve lies on these cuts, so no difference of two figures is
//! about fewer.

use super::ranking::Ranking;
use crate::domain::FEWEST_PEOPLE;
use crate::learn::RowKind;

/// Who stands behind the rows of a ranking.
#[derive(Clone, Copy, Debug)]
pub enum Crowd<'a> {
    /// People; several rows may be one's. Numbered from 0.
    People(&'a [u32]),
    /// So many people each row, all different (those who clicked).
    Counted(&'a [f64]),
    /// Nobody: rows may be told one by one.
    Nobody,
}

impl<'a> Crowd<'a> {
    /// The crowd of rows of a kind: `groups` say whose each row is, `trials` how many are behind it.
    pub fn of(kind: RowKind, groups: &'a [u32], trials: &'a [f64]) -> Self {
        match kind {
            RowKind::Person => Self::People(groups),
            RowKind::Product => Self::Counted(trials),
            RowKind::Session => Self::Nobody,
        }
    }
}

/// A ranking, best first, cut into pieces; equal predictions stay in one piece.
#[derive(Clone, Debug)]
pub struct Pieces {
    /// Rows, best first.
    order: Vec<u32>,
    /// Where each piece ends; the last one at the end of `order`.
    ends: Vec<usize>,
}

impl Pieces {
    /// The finest cut by which each piece is about 20 people or more; no piece at all where all rows
    /// together are about fewer.
    pub fn of(predictions: &[f64], crowd: Crowd<'_>) -> Self {
        let least = if matches!(crowd, Crowd::Nobody) { 0.0 } else { FEWEST_PEOPLE };
        let ranking = Ranking::new(predictions);
        let mut counted_in: Vec<usize> = match crowd {
            Crowd::People(who) => vec![0; who.iter().max().map_or(0, |most| *most as usize + 1)],
            _ => Vec::new(),
        };
        let (mut ends, mut people) = (Vec::new(), 0.0);
        for (at, (&row, &last_of_tie)) in ranking.places().enumerate() {
            people += match crowd {
                Crowd::People(who) => {
                    let (person, piece) = (who[row as usize] as usize, ends.len() + 1);
                    let new = counted_in[person] != piece;
                    counted_in[person] = piece;
                    f64::from(u8::from(new))
                }
                Crowd::Counted(trials) => trials[row as usize],
                Crowd::Nobody => 1.0,
            };
            if last_of_tie && people >= least {
                ends.push(at + 1);
                people = 0.0;
            }
        }
        // Too few are left for a piece of their own: they belong to the one before.
        let order = ranking.into_order();
        if let Some(end) = ends.last_mut() {
            *end = order.len();
        }
        Self { order, ends }
    }

    /// Cut at every tie.
    pub fn ties(predictions: &[f64]) -> Self {
        Self::of(predictions, Crowd::Nobody)
    }

    /// The rows of each piece, the best first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.ends
            .iter()
            .zip(starts.collect::<Vec<_>>())
            .map(|(&end, start)| &self.order[start..end])
    }

    /// Cumulated weights (found, in vain) from (0, 0) on after each piece; empty without pieces.
    pub fn sums(&self, pos: &[f64], neg: &[f64]) -> Vec<(f64, f64)> {
        if self.ends.is_empty() {
            return Vec::new();
        }
        let (mut found, mut vain) = (0.0, 0.0);
        let after = self.iter().map(|piece| {
            for &row in piece {
                found += pos[row as usize];
                vain += neg[row as usize];
            }
            (found, vain)
        });
        std::iter::once((0.0, 0.0)).chain(after.collect::<Vec<_>>()).collect()
    }

    /// Predictions at which the best 2.5, 5, 7.5 … 97.5% of the rows are called, strictest first,
    /// each moved down to the next cut: the places a line can be moved to.
    pub fn thresholds(&self, predictions: &[f64]) -> Vec<f64> {
        const STEPS: usize = 40;
        let mut found: Vec<f64> = (1..STEPS)
            .filter_map(|step| {
                let wanted = (step * self.order.len()).div_ceil(STEPS);
                let end = self.ends.get(self.ends.partition_point(|end| *end < wanted))?;
                Some(predictions[*self.order.get(end.checked_sub(1)?)? as usize])
            })
            .collect();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::learn::evaluate::{calibration, confusion, lift, roc};

    proptest! {
        /// Rows of few people, many of them tied: whatever is told is about 20 people or more, and
        /// so is what is left when one figure is taken from another.
        #[test]
        fn nothing_told_of_a_ranking_is_about_fewer_than_twenty_people(
            rows in prop::collection::vec((0..60_u32, 0..30_u8, any::<bool>()), 1..400),
        ) {
            let p: Vec<f64> = rows.iter().map(|row| f64::from(row.1) / 30.0).collect();
            let who: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let y: Vec<f64> = rows.iter().map(|row| f64::from(u8::from(row.2))).collect();
            let w = vec![1.0; rows.len()];
            let people = |within: &dyn Fn(f64) -> bool| {
                let of = p.iter().zip(&who).filter(|(p, _)| within(**p));
                of.map(|(_, who)| *who).collect::<BTreeSet<u32>>().len()
            };
            let pieces = Pieces::of(&p, Crowd::People(&who));
            let enough = people(&|_| true) >= 20;
            prop_assert_eq!(pieces.iter().count() > 0, enough);
            let (bins, _) = calibration(&pieces, &p, &y, &w);
            prop_assert_eq!(bins.is_empty(), !enough);
            prop_assert_eq!(lift(&pieces, &y, &w).is_empty(), !enough || !y.contains(&1.0));
            let told = bins.iter().map(|bin| bin.n).sum::<f64>();
            prop_assert!(!enough || (told - p.len() as f64).abs() < 1e-9, "nobody is left out");

            // Between two lines, above the strictest and below the widest.
            let lines = pieces.thresholds(&p);
            let mut above = f64::INFINITY;
            for &line in &lines {
                prop_assert!(people(&|p| p < above && p >= line) >= 20);
                above = line;
            }
            let below = people(&|p| p < above);
            prop_assert!(lines.is_empty() || below == 0 || below >= 20, "{}", below);

            // Bins and lines cut alike: a line never takes a part of few from a bin.
            let mut cuts: Vec<f64> = pieces.iter().map(|piece| p[*piece.last().unwrap() as usize]).collect();
            prop_assert!(lines.iter().all(|line| cuts.contains(line)));
            prop_assert!(enough || lines.is_empty());
            cuts.insert(0, f64::INFINITY);
            for pair in cuts.windows(2) {
                prop_assert!(people(&|p| p < pair[0] && p >= pair[1]) >= 20);
            }
            // A point of the curve is a line's: its counts are sums over whole pieces.
            let buyers = y.iter().sum::<f64>();
            let sums: Vec<f64> = confusion(&p, &y, &w, &cuts).iter().map(|c| c.true_positive).collect();
            for point in roc(&pieces, &y, &w) {
                let found = point.true_positive_rate * buyers;
                prop_assert!(sums.iter().any(|sum| (sum - found).abs() < 1e-6));
            }
        }
    }

    #[test]
    fn pieces_of_products_count_clicks_and_sessions_are_told_one_by_one() {
        let p = [0.9, 0.8, 0.7, 0.6, 0.5];
        let of = |crowd| Pieces::of(&p, crowd).iter().map(<[u32]>::len).collect::<Vec<_>>();
        assert_eq!(of(Crowd::Counted(&[25.0, 12.0, 8.0, 19.0, 0.0])), [1, 4]);
        assert_eq!(of(Crowd::Nobody), [1; 5]);
        assert!(of(Crowd::Counted(&[3.0; 5])).is_empty());
        assert!(of(Crowd::People(&[0; 5])).is_empty());
        assert!(Pieces::ties(&[]).iter().next().is_none());
    }
}
