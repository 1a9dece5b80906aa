//! Half-life and blend, chosen on the last training fold.
//!
//! A setting leaves its default only when the fold shows a clear gain: the mean of the
//! viewer-by-viewer differences in NDCG@10 above two standard errors; and half-life and
//! content share go no further than one standard error asks for. The bare best of the fold is a poor guide: on MovieLens-100k by time
//! it is a half-life of 3.5 days, which gives .386 on what follows where 14 days give .404.

use rayon::prelude::*;

use super::blend::{Base, Mix, Sides, Tuned, scaled};
use super::data::{Event, Item, Matrix, Signals};
use super::popularity;
use super::request::Protocol;
use super::scores::{ndcg, top};
use super::split::split;
use crate::domain::{Action, Cancelled, Job};

const K: usize = 10;
// Each list starts with the default and goes outwards: of settings about equally good, the
// nearest to the default is taken.
const HALF_LIVES: [Option<f64>; 7] =
    [Some(14.0), Some(7.0), Some(30.0), Some(3.5), Some(60.0), Some(120.0), None];
const BLENDS: [f64; 6] = [0.25, 0.0, 0.1, 0.5, 0.75, 1.0];
const TAUS: [f64; 4] = [20.0, 1.0, 5.0, 100.0];
const CONTENT_SHARES: [f64; 4] = [0.25, 0.5, 0.0, 1.0];

/// Fewer viewers in the fold say nothing; more are not needed for a choice this coarse.
const LEAST_VIEWERS: usize = 20;
const MOST_VIEWERS: usize = 600;

/// Standard errors that a gain must exceed.
const CLEAR: f64 = 2.0;

/// One viewer of the fold with everything that does not depend on the settings.
struct Case {
    relevant: Vec<u32>,
    open: Vec<bool>,
    purchases: f64,
    similar: Vec<f64>,
    content: Vec<f64>,
}

/// Tunes on a fold split off `events` the way of `protocol`.
pub(crate) fn tune(
    job: &Job,
    items: &[Item],
    viewers: usize,
    events: &[Event],
    signals: &Signals,
    protocol: Protocol,
) -> Result<Tuned, Cancelled> {
    let fold = split(events, protocol, 1);
    if fold.test.len() < LEAST_VIEWERS {
        return Ok(Tuned::default());
    }
    let base = Base::fit(job, items, viewers, &fold.train, signals)?;
    // Weak signals shape the history, but only purchases close a product.
    let owned = Matrix::new(&fold.train, viewers, items.len(), &Signals::PURCHASES);
    let step = fold.test.len().div_ceil(MOST_VIEWERS);
    let cases: Vec<Case> = fold
        .test
        .par_iter()
        .step_by(step)
        .map(|(viewer, relevant)| {
            let history = &base.matrix.rows[*viewer as usize];
            let mut open = vec![true; items.len()];
            for &(item, _) in &owned.rows[*viewer as usize] {
                open[item as usize] = false;
            }
            Case {
                relevant: relevant.clone(),
                purchases: history.iter().map(|(_, w)| w).sum(),
                similar: scaled(base.shared_buyers(history), &open),
                content: scaled(base.content.score(history), &open),
                open,
            }
        })
        .collect();
    job.check()?;
    let bought: Vec<Event> =
        fold.train.iter().filter(|e| e.action == Action::Purchase).copied().collect();

    let score = |tuned: &Tuned| -> Result<Vec<f64>, Cancelled> {
        job.check()?;
        let sold = popularity::from_events(&bought, items.len(), tuned.half_life_days);
        Ok(cases
            .par_iter()
            .map(|case| {
                let sides = Sides {
                    popularity: scaled(sold.clone(), &case.open),
                    similar: case.similar.clone(),
                    content: case.content.clone(),
                };
                let mix = Mix {
                    personal: tuned.personal(case.purchases),
                    content: tuned.content_share,
                    borrow: true,
                };
                let scores: Vec<f64> =
                    base.mix(&sides, mix).iter().map(|sides| sides.iter().sum()).collect();
                ndcg(&top(&scores, &case.open, K), &case.relevant, K)
            })
            .collect())
    };

    let mut tuned = Tuned { fold_viewers: cases.len(), ..Tuned::default() };
    // The half-life is judged on popularity alone, which is what it shapes.
    let unpersonal = Tuned { blend: 0.0, ..tuned };
    let half_lives: Vec<Tuned> =
        HALF_LIVES.iter().map(|&half_life_days| Tuned { half_life_days, ..unpersonal }).collect();
    tuned.half_life_days = clear_best(&half_lives, 1.0, score)?.half_life_days;
    let blends: Vec<Tuned> = BLENDS
        .iter()
        .flat_map(|&blend| TAUS.iter().map(move |&tau| Tuned { blend, tau, ..tuned }))
        .collect();
    tuned = clear_best(&blends, 0.0, score)?;
    if !base.content.is_empty() && tuned.blend > 0.0 {
        let shares: Vec<Tuned> =
            CONTENT_SHARES.iter().map(|&content_share| Tuned { content_share, ..tuned }).collect();
        tuned = clear_best(&shares, 1.0, score)?;
    }
    Ok(tuned)
}

/// The first setting, the default, unless others beat it clearly; of those, the first that is
/// within `slack` standard errors of the best (1 is the rule of Breiman et al. 1984).
fn clear_best(
    settings: &[Tuned],
    slack: f64,
    score: impl Fn(&Tuned) -> Result<Vec<f64>, Cancelled>,
) -> Result<Tuned, Cancelled> {
    let usual = score(&settings[0])?;
    let n = usual.len() as f64;
    // (gain over the default, its standard error, setting)
    let mut clear: Vec<(f64, f64, Tuned)> = Vec::new();
    for setting in &settings[1..] {
        let differences: Vec<f64> =
            score(setting)?.iter().zip(&usual).map(|(a, b)| a - b).collect();
        let mean = differences.iter().sum::<f64>() / n;
        let variance = differences.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let error = (variance / n).sqrt();
        if mean > CLEAR * error && mean > 0.0 {
            clear.push((mean, error, *setting));
        }
    }
    let best = clear.iter().max_by(|a, b| a.0.total_cmp(&b.0));
    let near = best.and_then(|best| clear.iter().find(|c| c.0 >= best.0 - slack * best.1));
    Ok(near.map_or(settings[0], |(_, _, setting)| *setting))
}
