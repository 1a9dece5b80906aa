//! Figures by group on rows that were not learnt from: whom the model would call, whom it finds,
//! and whether its rates are right for all alike.
//!
//! Groups differ for many reasons; the figures are a prompt to look, not a finding of guilt.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::encode::raw;
use super::evaluate::Split;
use super::fit::Data;
use super::{Column, Feature, RateEstimate, is_sensitive, stat};
use crate::domain;

/// Share of people that a model is taken to call.
const REACHED: f64 = 0.2;
/// Fewest people of a group that is shown.
pub const FEWEST_PEOPLE: usize = 30;
/// Calling a group less than this share of the most called one is a prompt to look (the
/// four-fifths rule of United States employment law).
pub const FOUR_FIFTHS: f64 = 0.8;
/// Groups a number is cut into.
const PARTS: usize = 4;
/// Most groups shown, the largest ones.
const MOST: usize = 8;

/// Figures by the groups of one column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fairness {
    /// The column.
    pub feature: String,
    /// Share of all people called, the likeliest first.
    pub reached: f64,
    /// Groups with enough people, the largest first.
    pub groups: Vec<GroupFigures>,
    /// Groups with too few people to show, and those that would tell of them.
    pub hidden: usize,
    /// Whether some group is called less than four fifths as often as the most called one.
    pub below_four_fifths: bool,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Its value, or the range of a number; empty where nothing is known.
    pub group: String,
    /// People.
    pub people: usize,
    /// Share that bought.
    pub base: RateEstimate,
    /// Share that would be called.
    pub called: RateEstimate,
    /// That share against the most called group's.
    pub ratio: f64,
    /// Share of its buyers that would be called; `None` without buyers.
    pub found: Option<RateEstimate>,
    /// What the model says the share of buyers is.
    pub predicted: f64,
}

#[derive(Default)]
struct Sums {
    people: BTreeSet<u32>,
    weight: f64,
    bought: f64,
    called: f64,
    called_bought: f64,
    predicted: f64,
}

/// The figures for every column that says what a person is, and for the one asked for.
///
/// `columns` are all columns of the table with their features; `predictions` stand in the order of
/// the folds' test rows.
pub(super) fn by_group(
    data: &Data<'_>,
    (features, columns): (&[Feature], &[Column]),
    split: &Split,
    predictions: &[f64],
    asked: Option<&str>,
) -> Vec<Fairness> {
    let mut sorted = predictions.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let Some(&line) = sorted.get((REACHED * sorted.len() as f64).ceil() as usize - 1) else {
        return Vec::new();
    };
    features
        .iter()
        .zip(columns)
        .filter(|(feature, _)| is_sensitive(&feature.key) || asked == Some(feature.key.as_str()))
        .filter_map(|(feature, column)| {
            let groups = groups(column);
            let mut sums: BTreeMap<u32, Sums> = BTreeMap::new();
            let tested = split.folds.iter().flat_map(|fold| &fold.test);
            for (&row, &p) in tested.zip(predictions) {
                let (row, at) = (row as usize, sums.entry(groups.of[row as usize]).or_default());
                let (y, w) = (data.y[row], data.w[row]);
                let called = f64::from(u8::from(p >= line));
                at.people.insert(data.groups.map_or(row as u32, |g| g[row]));
                at.weight += w;
                at.bought += w * y;
                at.called += w * called;
                at.called_bought += w * y * called;
                at.predicted += w * p;
            }
            figures(feature, &groups.names, sums)
        })
        .collect()
}

fn figures(feature: &Feature, names: &[String], sums: BTreeMap<u32, Sums>) -> Option<Fairness> {
    let (mut shown, few): (Vec<_>, Vec<_>) =
        sums.into_iter().partition(|(_, sums)| sums.people.len() >= FEWEST_PEOPLE);
    shown.sort_by_key(|(group, sums)| (std::cmp::Reverse(sums.people.len()), *group));
    let mut hidden = few.len();
    let mut rest: BTreeSet<u32> = few.into_iter().flat_map(|(_, sums)| sums.people).collect();
    // All less those shown would tell of the rest: it takes a group along until it is large enough.
    while (1..domain::FEWEST_PEOPLE as usize).contains(&rest.len())
        && let Some((_, sums)) = shown.pop()
    {
        rest.extend(sums.people);
        hidden += 1;
    }
    shown.truncate(MOST);
    // With one group there is nothing to compare.
    if shown.len() < 2 {
        return None;
    }
    let most = shown.iter().map(|(_, s)| s.called / s.weight).fold(0.0, f64::max);
    let groups: Vec<GroupFigures> = shown
        .into_iter()
        .map(|(group, s)| {
            // Several rows of a person say little more than one: people count.
            let people = s.people.len() as f64;
            let rate = |part: f64, whole: f64, n: f64| RateEstimate {
                value: part / whole,
                interval: stat::wilson(part / whole, n),
                n,
            };
            let buyers = people * s.bought / s.weight;
            GroupFigures {
                group: names.get(group as usize).cloned().unwrap_or_default(),
                people: s.people.len(),
                base: rate(s.bought, s.weight, people),
                called: rate(s.called, s.weight, people),
                ratio: if most > 0.0 { s.called / s.weight / most } else { 1.0 },
                found: (s.bought > 0.0).then(|| rate(s.called_bought, s.bought, buyers)),
                predicted: s.predicted / s.weight,
            }
        })
        .collect();
    let below_four_fifths = groups.iter().any(|group| group.ratio < FOUR_FIFTHS);
    Some(Fairness {
        feature: feature.key.clone(),
        reached: REACHED,
        groups,
        hidden,
        below_four_fifths,
    })
}

/// The group of every row, and the groups' names; one past the names is unknown.
struct Groups {
    of: Vec<u32>,
    names: Vec<String>,
}

fn groups(column: &Column) -> Groups {
    match column {
        Column::Category { codes, labels } => Groups {
            of: codes.iter().map(|&code| code.min(labels.len() as u32)).collect(),
            names: labels.clone(),
        },
        Column::Numeric(values) => {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
            sorted.sort_unstable_by(f64::total_cmp);
            let mut cuts: Vec<f64> = (1..PARTS)
                .map(|part| stat::quantile(&sorted, part as f64 / PARTS as f64))
                .filter(|cut| !cut.is_nan() && sorted.last() != Some(cut))
                .collect();
            cuts.dedup();
            let names = (0..=cuts.len())
                .map(|at| match (at.checked_sub(1).map(|b| cuts[b]), cuts.get(at)) {
                    (None, Some(high)) => format!("≤ {high}"),
                    (Some(low), Some(high)) => format!("{low}–{high}"),
                    (Some(low), None) => format!("> {low}"),
                    (None, None) => String::new(),
                })
                .collect();
            let unknown = cuts.len() as u32 + 1;
            let of = (0..values.len()).map(|row| match raw(column, row) {
                value if value.is_nan() => unknown,
                value => cuts.partition_point(|cut| *cut < value) as u32,
            });
            Groups { of: of.collect(), names }
        }
    }
}
