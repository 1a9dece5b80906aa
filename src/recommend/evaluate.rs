//! Offline quality: every method on the same held-back purchases, popularity beside.
//!
//! Full ranking over all products; what a viewer bought in training is never ranked. Everybody
//! with something held back counts. Popularity and the hybrid have a list for everybody; shared
//! buyers and content alone have none for a viewer without history and score 0 there, which
//! shows what they can do without help.

use rayon::prelude::*;

use super::blend::{Base, Mix, Sides, scaled};
use super::data::{Event, Interactions, Signals};
use super::popularity;
use super::quality::{AtK, Gain, ModelQuality, QualityReport, SkipReason, SkippedModel};
use super::report::RecommendError;
use super::request::{Protocol, Recommender};
use super::scores::{at_k, bootstrap, gini, mean_at_k, top};
use super::split::split;
use super::tune::tune;
use crate::domain::{Action, Interval, Job};

/// Purchases below which nothing is measured.
const LEAST_PURCHASES: usize = 50;

/// List lengths reported beside the headline.
const LENGTHS: [usize; 3] = [5, 10, 20];

/// Level of the interval outside which a win is claimed.
const WIN_LEVEL: f64 = 0.95;

/// One viewer to be measured on.
struct Case<'a> {
    relevant: &'a [u32],
    history: Vec<(u32, f64)>,
    open: Vec<bool>,
}

/// Lists of one method: one per case, in order.
type Lists = Vec<Vec<u32>>;

/// Measures every method at list length `k`.
pub fn evaluate(
    job: &Job,
    data: &Interactions,
    protocol: Protocol,
    k: usize,
) -> Result<QualityReport, RecommendError> {
    if k == 0 {
        return Err(RecommendError::BadSetting("k"));
    }
    let purchases = data.purchases();
    if purchases.len() < LEAST_PURCHASES {
        return Err(RecommendError::TooFewPurchases {
            found: purchases.len(),
            needed: LEAST_PURCHASES,
        });
    }
    let (items, viewers) = (data.items.len(), data.viewers.len());
    let signals = Signals::PURCHASES;
    let parts = split(&purchases, protocol, 0);
    if parts.test.is_empty() {
        return Err(RecommendError::OnlyRepeats);
    }
    let tuned = tune(job, &data.items, viewers, &parts.train, &signals, protocol)?;
    let base = Base::fit(job, &data.items, viewers, &parts.train, &signals)?;
    let cases: Vec<Case> = parts
        .test
        .iter()
        .map(|(viewer, relevant)| {
            let history = base.matrix.rows[*viewer as usize].clone();
            let mut open = vec![true; items];
            for (item, _) in &history {
                open[*item as usize] = false;
            }
            Case { relevant, history, open }
        })
        .collect();

    let longest = LENGTHS.into_iter().chain([k]).max().unwrap_or(k);
    let counts = popularity::from_events(&parts.train, items, None);
    let decayed = popularity::from_events(&parts.train, items, tuned.half_life_days);
    let lists = |scores: &(dyn Fn(&Case) -> Vec<f64> + Sync)| -> Result<Lists, RecommendError> {
        job.check()?;
        Ok(cases
            .par_iter()
            .map(|case| {
                let scores = scores(case);
                if scores.iter().all(|s| *s == 0.0) {
                    Vec::new()
                } else {
                    top(&scores, &case.open, longest)
                }
            })
            .collect())
    };
    let hybrid = |case: &Case| -> Vec<f64> {
        let sides = Sides {
            popularity: scaled(decayed.clone(), &case.open),
            similar: scaled(base.shared_buyers(&case.history), &case.open),
            content: scaled(base.content.score(&case.history), &case.open),
        };
        let mix = Mix {
            personal: tuned.personal(case.history.iter().map(|(_, w)| w).sum()),
            content: tuned.content_share,
            borrow: true,
        };
        let mixed = base.mix(&sides, mix);
        mixed.iter().map(|sides| sides.iter().sum()).collect()
    };

    let mut skipped = Vec::new();
    let mut measured: Vec<(Recommender, Lists)> = Vec::new();
    for &name in Recommender::ALL {
        job.report("recommend/evaluate", name.word(), measured.len() as u64, 6);
        let made = match name {
            Recommender::Popularity => lists(&|_| counts.clone())?,
            Recommender::PopularityDecay => lists(&|_| decayed.clone())?,
            Recommender::ItemKnn => lists(&|case| base.knn.score(&case.history))?,
            Recommender::Ease => {
                let Some(ease) = &base.ease else {
                    skipped.push(SkippedModel { name, reason: SkipReason::TooManyProducts });
                    continue;
                };
                lists(&|case| ease.score(&case.history))?
            }
            Recommender::Content => {
                if base.content.is_empty() {
                    skipped.push(SkippedModel { name, reason: SkipReason::NoContent });
                    continue;
                }
                lists(&|case| base.content.score(&case.history))?
            }
            Recommender::Hybrid => lists(&hybrid)?,
        };
        measured.push((name, made));
    }

    let scored: Vec<Scored> = measured
        .into_iter()
        .map(|(name, lists)| Scored::new(name, &lists, &cases, k, items))
        .collect();
    let baseline = |name: Recommender| scored.iter().find(|s| s.name == name).map(|s| &s.ndcg);
    let models = scored
        .iter()
        .map(|s| {
            s.finish(
                job.seed,
                baseline(Recommender::Popularity),
                baseline(Recommender::PopularityDecay),
            )
        })
        .collect();
    Ok(QualityReport {
        protocol,
        k,
        users: buyers(&purchases),
        items,
        events: purchases.len(),
        test_users: cases.len(),
        new_users: cases.iter().filter(|c| c.history.is_empty()).count(),
        models,
        skipped,
        tuned,
    })
}

/// Viewers with a purchase.
fn buyers(purchases: &[Event]) -> usize {
    let mut keys: Vec<u32> =
        purchases.iter().filter(|e| e.action == Action::Purchase).map(|e| e.viewer).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}

/// One method's scores before intervals.
struct Scored {
    name: Recommender,
    headline: AtK,
    at: Vec<AtK>,
    /// NDCG per viewer, in the order of the cases.
    ndcg: Vec<f64>,
    coverage: f64,
    gini: f64,
}

impl Scored {
    fn new(name: Recommender, lists: &Lists, cases: &[Case], k: usize, items: usize) -> Self {
        let at = |k: usize| -> Vec<AtK> {
            lists.iter().zip(cases).map(|(list, case)| at_k(list, case.relevant, k)).collect()
        };
        let each = at(k);
        let mut shown = vec![0u32; items];
        for item in lists.iter().flat_map(|list| list.iter().take(k)) {
            shown[*item as usize] += 1;
        }
        let listed = shown.iter().filter(|c| **c > 0).count();
        Self {
            name,
            headline: mean_at_k(k, &each),
            at: LENGTHS.iter().map(|&k| mean_at_k(k, &at(k))).collect(),
            ndcg: each.iter().map(|a| a.ndcg).collect(),
            coverage: listed as f64 / items as f64,
            gini: gini(&shown),
        }
    }

    fn finish(
        &self,
        seed: u64,
        counts: Option<&Vec<f64>>,
        decayed: Option<&Vec<f64>>,
    ) -> ModelQuality {
        let against = |base: Option<&Vec<f64>>| {
            base.map(|base| {
                let differences: Vec<f64> =
                    self.ndcg.iter().zip(base).map(|(a, b)| a - b).collect();
                Gain {
                    value: differences.iter().sum::<f64>() / differences.len() as f64,
                    interval: bootstrap(&differences, seed, WIN_LEVEL),
                }
            })
        };
        let over_counts = match self.name {
            Recommender::Popularity => None,
            _ => against(counts),
        };
        let over_decay = match self.name {
            Recommender::Popularity | Recommender::PopularityDecay => None,
            _ => against(decayed),
        };
        let above = |gain: Gain| gain.interval.low > 0.0;
        ModelQuality {
            name: self.name,
            hr: self.headline.hr,
            recall: self.headline.recall,
            ndcg: self.headline.ndcg,
            map: self.headline.map,
            coverage: self.coverage,
            gini: self.gini,
            ndcg_interval: bootstrap(&self.ndcg, seed, Interval::LEVEL),
            at: self.at.clone(),
            gain_over_popularity: over_counts,
            gain_over_decay: over_decay,
            clear_win: over_counts.is_some_and(above) && over_decay.is_none_or(above),
        }
    }
}
