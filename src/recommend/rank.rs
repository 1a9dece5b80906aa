//! From scores to a list: stock, profit, novelty, variety, and room for new products.

use super::data::DAY;
use super::model::{Crowd, Model};
use super::reason::reason;
use super::report::{
    Barred, LeftOut, NotListed, Note, Parts, RecommendError, RecommendReport, Recommended,
};
use super::request::{RecommendRequest, Recommender};
use crate::domain::{Currency, Job, Money};

/// A product is new for this long, and while it has fewer orders than this.
const NEW_DAYS: f64 = 30.0;
const NEW_ORDERS: f64 = 10.0;

/// Half-life of the novelty side in days.
const NOVELTY_HALF_LIFE: f64 = 14.0;

/// Bounds of a product's known order rate against the mean: a rate seen on few clicks must not
/// decide alone.
const RATE_BOUNDS: (f64, f64) = (0.5, 2.0);

/// A product on its way into the list.
struct Candidate {
    item: u32,
    parts: Parts,
    new: bool,
}

impl Model {
    /// A ranked list for a request.
    pub fn list(
        &self,
        job: &Job,
        request: &RecommendRequest,
    ) -> Result<RecommendReport, RecommendError> {
        check(request)?;
        job.check()?;
        let data = &self.data;
        let mut crowd = self.crowd(request);
        let mut left_out = Vec::new();
        let mut open = vec![true; data.items.len()];
        for (at, item) in data.items.iter().enumerate() {
            let barred = if crowd.owned.contains(&(at as u32)) {
                Barred::AlreadyBought
            } else if item.stock.is_some_and(|left| left <= 0) {
                Barred::OutOfStock
            } else {
                continue;
            };
            open[at] = false;
            left_out.push(LeftOut {
                product: item.product,
                product_id: item.public_id(),
                name: item.shown_name(),
                reason: barred,
            });
        }

        let now = job.now.as_second();
        let mut candidates = self.candidates(request, &crowd, &open, now);
        self.add_profit(request, &mut candidates, &mut crowd.notes);
        let (listed, forced) = self.choose(request, &mut candidates);
        job.check()?;

        let items: Vec<Recommended> = listed
            .iter()
            .map(|&at| {
                let candidate = &candidates[at];
                let item = &data.items[candidate.item as usize];
                let exploration = forced.contains(&at);
                Recommended {
                    product: item.product,
                    product_id: item.public_id(),
                    name: item.shown_name(),
                    score: candidate.parts.sum(),
                    parts: candidate.parts,
                    reason: reason(
                        self,
                        request,
                        &crowd,
                        candidate.item,
                        &candidate.parts,
                        exploration,
                        now,
                    ),
                    exploration,
                }
            })
            .collect();
        let others = self.others(&candidates, &listed);
        let mut notes = std::mem::take(&mut crowd.notes);
        if self.base.ease.is_none()
            && matches!(request.model, Recommender::Ease | Recommender::Hybrid)
        {
            notes.push(Note::ManyProducts {
                products: data.items.len(),
                most: super::ease::MOST_PRODUCTS,
            });
        }
        if items.len() < request.n {
            notes.push(Note::ShortList { asked: request.n });
        }
        Ok(RecommendReport {
            items,
            audience: request.audience.clone(),
            model: request.model,
            weights: request.weights,
            personal_share: crowd.personal,
            viewers: crowd.viewers,
            tuned: self.tuned,
            left_out,
            notes,
            others,
        })
    }

    /// The open products with every side but profit and variety.
    fn candidates(
        &self,
        request: &RecommendRequest,
        crowd: &Crowd,
        open: &[bool],
        now: i64,
    ) -> Vec<Candidate> {
        let weights = &request.weights;
        self.sides(request, crowd, open)
            .into_iter()
            .enumerate()
            .filter(|(at, _)| open[*at])
            .map(|(at, [popularity, similar, content])| {
                let item = at as u32;
                let orders = self.counts[at];
                let age = self.first_seen(item).map(|t| (now - t) as f64 / DAY);
                let new = orders < NEW_ORDERS
                    && match age {
                        Some(age) => (0.0..=NEW_DAYS).contains(&age),
                        None => orders == 0.0,
                    };
                let novelty = if new {
                    let fresh = age.map_or(1.0, |age| (-age / NOVELTY_HALF_LIFE).exp2());
                    fresh * (1.0 - orders / NEW_ORDERS)
                } else {
                    0.0
                };
                Candidate {
                    item,
                    parts: Parts {
                        popularity: weights.popularity * popularity,
                        similar: weights.similar * similar,
                        content: weights.content * content,
                        novelty: weights.novelty * novelty,
                        ..Parts::default()
                    },
                    new,
                }
            })
            .collect()
    }

    /// Margin of one piece after returns, in major units.
    pub(crate) fn net_margin(&self, item: u32) -> Option<f64> {
        let item = &self.data.items[item as usize];
        let kept = 1.0 - item.refund_rate.unwrap_or(0.0).clamp(0.0, 1.0);
        item.margin.map(Money::major).map(|m| m * kept)
    }

    /// Expected profit against the others: how much it is wanted × margin × its own order rate
    /// against the mean. Scaled so that the largest has the slider's full weight.
    fn add_profit(
        &self,
        request: &RecommendRequest,
        candidates: &mut [Candidate],
        notes: &mut Vec<Note>,
    ) {
        if request.weights.profit == 0.0 {
            return;
        }
        let known = |c: &Candidate| self.net_margin(c.item).is_some();
        let mut currencies: Vec<&Currency> = candidates
            .iter()
            .filter(|c| known(c))
            .filter_map(|c| self.data.items[c.item as usize].currency.as_ref())
            .collect();
        currencies.sort();
        currencies.dedup();
        if currencies.len() > 1 {
            notes.push(Note::MixedCurrencies);
            return;
        }
        let rate = |c: &Candidate| self.data.items[c.item as usize].order_rate;
        let rates: Vec<f64> = candidates.iter().filter_map(rate).collect();
        let mean = rates.iter().sum::<f64>() / rates.len().max(1) as f64;
        let expected: Vec<f64> = candidates
            .iter()
            .map(|c| {
                let against_mean = match rate(c) {
                    Some(rate) if mean > 0.0 => (rate / mean).clamp(RATE_BOUNDS.0, RATE_BOUNDS.1),
                    _ => 1.0,
                };
                let margin = self.net_margin(c.item).unwrap_or(0.0);
                c.parts.wanted() * margin * against_mean
            })
            .collect();
        let largest = expected.iter().fold(0.0f64, |best, e| best.max(e.abs()));
        if largest > 0.0 {
            for (candidate, expected) in candidates.iter_mut().zip(expected) {
                candidate.parts.profit = request.weights.profit * expected / largest;
            }
        } else if !candidates.iter().any(known) {
            notes.push(Note::NoMargins);
        }
    }

    /// Greedy choice by maximal marginal relevance (Carbonell, Goldstein 1998): what is left
    /// pays for its likeness to what is chosen. Then new products get the last places if the
    /// list has fewer than its share of them. Returns positions, best first, and those forced.
    fn choose(
        &self,
        request: &RecommendRequest,
        candidates: &mut [Candidate],
    ) -> (Vec<usize>, Vec<usize>) {
        let wanted = request.n.min(candidates.len());
        let news = candidates.iter().filter(|c| c.new).count();
        let places =
            ((request.explore_share * request.n as f64).ceil() as usize).min(news).min(wanted);
        let penalty = request.diversity * scale(candidates);
        let mut listed: Vec<usize> = Vec::with_capacity(wanted);
        let mut forced = Vec::new();
        let mut taken = vec![false; candidates.len()];
        while listed.len() < wanted {
            let have = listed.iter().filter(|&&at| candidates[at].new).count();
            let left = wanted - listed.len();
            let only_new = places.saturating_sub(have) >= left;
            let free = |at: &usize| !taken[*at];
            let order = |a: &usize, b: &usize| {
                let (a, b) = (&candidates[*a], &candidates[*b]);
                let by_score = a.parts.sum().total_cmp(&b.parts.sum());
                by_score.then(b.item.cmp(&a.item))
            };
            let best = (0..candidates.len()).filter(free).max_by(order);
            let best_new =
                (0..candidates.len()).filter(free).filter(|at| candidates[*at].new).max_by(order);
            let Some(at) = (if only_new { best_new } else { best }) else {
                break;
            };
            if only_new && best != Some(at) {
                forced.push(at);
            }
            listed.push(at);
            taken[at] = true;
            let chosen = candidates[at].item;
            for (other, candidate) in candidates.iter_mut().enumerate() {
                if !taken[other] {
                    let likeness = self.base.likeness(chosen, candidate.item);
                    let variety = -penalty * likeness;
                    candidate.parts.variety = candidate.parts.variety.min(variety);
                }
            }
        }
        (listed, forced)
    }

    /// Everything that was scored and is not listed, best first.
    fn others(&self, candidates: &[Candidate], listed: &[usize]) -> Vec<NotListed> {
        let mut taken = vec![false; candidates.len()];
        for &at in listed {
            taken[at] = true;
        }
        let mut rest: Vec<&Candidate> =
            candidates.iter().enumerate().filter(|(at, _)| !taken[*at]).map(|(_, c)| c).collect();
        rest.sort_by(|a, b| {
            let by_score = b.parts.sum().total_cmp(&a.parts.sum());
            by_score.then(a.item.cmp(&b.item))
        });
        rest.into_iter()
            .enumerate()
            .map(|(at, candidate)| {
                let item = &self.data.items[candidate.item as usize];
                let like = |other: usize| {
                    let other = candidates[other].item;
                    (other, self.base.likeness(candidate.item, other))
                };
                let most_like = listed
                    .iter()
                    .map(|&other| like(other))
                    .filter(|(_, likeness)| *likeness > 0.0)
                    .fold(None, |best: Option<(u32, f64)>, next| match best {
                        Some(best) if best.1 >= next.1 => Some(best),
                        _ => Some(next),
                    })
                    .map(|(other, _)| self.data.items[other as usize].product);
                NotListed {
                    product: item.product,
                    name: item.shown_name(),
                    rank: listed.len() + at + 1,
                    parts: candidate.parts,
                    most_like,
                }
            })
            .collect()
    }
}

/// The largest score: what a variety of 1 would take from an exact copy.
fn scale(candidates: &[Candidate]) -> f64 {
    let scores = candidates.iter().map(|c| c.parts.sum());
    scores.fold(0.0f64, f64::max)
}

fn check(request: &RecommendRequest) -> Result<(), RecommendError> {
    let share = |value: f64| (0.0..=1.0).contains(&value);
    if request.n == 0 {
        Err(RecommendError::BadSetting("n"))
    } else if !request.weights.is_valid() {
        Err(RecommendError::BadSetting("weights"))
    } else if !share(request.explore_share) {
        Err(RecommendError::BadSetting("explore_share"))
    } else if !share(request.diversity) {
        Err(RecommendError::BadSetting("diversity"))
    } else {
        Ok(())
    }
}
