//! The fitted recommender: made once per revision of the data, asked often.

use std::borrow::Cow;
use std::sync::Arc;

use super::blend::{Base, Mix, Sides, Tuned, scaled};
use super::data::{DAY, Event, Interactions, Matrix, Signals, occasions};
use super::popularity;
use super::report::{Note, RecommendError};
use super::request::{Audience, FitOptions, Protocol, RecommendRequest, Recommender};
use super::tune::tune;
use crate::domain::Job;

/// Groups of fewer people are not spoken of.
pub(crate) const LEAST_PEOPLE: usize = 20;

/// A group's own sales count fully from about this many decayed purchases on.
const GROUP_PRIOR: f64 = 50.0;

/// What was learnt from one state of the data.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) data: Arc<Interactions>,
    pub(crate) base: Base,
    pub(crate) tuned: Tuned,
    /// The purchases, where the data holds other actions too.
    apart: Option<Vec<Event>>,
    /// Viewers × products, purchases only.
    owned: Arc<Matrix>,
    /// Decayed orders per product.
    decayed: Vec<f64>,
    /// All orders per product.
    pub(crate) counts: Vec<f64>,
    /// First time on sale per product, in seconds.
    first_seen: Vec<Option<i64>>,
}

/// What an audience looks like to the scorers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crowd {
    /// Mean purchases per product.
    pub history: Vec<(u32, f64)>,
    /// Share of the personal part.
    pub personal: f64,
    /// Popularity among them.
    pub popularity: Vec<f64>,
    /// Products that may not come again.
    pub owned: Vec<u32>,
    /// How many people.
    pub viewers: usize,
    /// What to say about them.
    pub notes: Vec<Note>,
}

impl Model {
    /// Fits every scorer and, unless told not to, tunes half-life and blend.
    pub fn fit(
        job: &Job,
        data: &Arc<Interactions>,
        options: &FitOptions,
    ) -> Result<Self, RecommendError> {
        if data.items.is_empty() {
            return Err(RecommendError::NoProducts);
        }
        let purchases = data.purchases();
        if purchases.is_empty() && data.sales.iter().all(Vec::is_empty) {
            return Err(RecommendError::NoSales);
        }
        let (items, viewers) = (&data.items, data.viewers.len());
        let signals = &options.signals;
        let tuned = if options.tune {
            tune(job, items, viewers, &data.events, signals, Protocol::Time)?
        } else {
            Tuned::default()
        };
        let base = Base::fit(job, items, viewers, &data.events, signals)?;
        Ok(Self {
            decayed: popularity::from_all(data, &purchases, tuned.half_life_days),
            counts: popularity::from_all(data, &purchases, None),
            owned: if *signals == Signals::PURCHASES {
                Arc::clone(&base.matrix)
            } else {
                Arc::new(Matrix::new(&purchases, viewers, items.len(), &Signals::PURCHASES))
            },
            first_seen: first_seen(data, &purchases),
            data: Arc::clone(data),
            base,
            tuned,
            apart: match purchases {
                Cow::Owned(events) => Some(events),
                Cow::Borrowed(_) => None,
            },
        })
    }

    /// The purchases, by time.
    pub(crate) fn purchases(&self) -> &[Event] {
        self.apart.as_deref().unwrap_or(&self.data.events)
    }

    /// Half-life and blend in use.
    pub fn tuned(&self) -> Tuned {
        self.tuned
    }

    /// The data it was fitted on.
    pub fn data(&self) -> &Interactions {
        &self.data
    }

    /// Scores of every product for a request: the sides as the model weighs them.
    pub(crate) fn sides(
        &self,
        request: &RecommendRequest,
        crowd: &Crowd,
        open: &[bool],
    ) -> Vec<[f64; 3]> {
        let known = crowd.personal > 0.0;
        let similar = match request.model {
            Recommender::ItemKnn => self.base.knn.score(&crowd.history),
            _ => self.base.shared_buyers(&crowd.history),
        };
        let sides = Sides {
            popularity: scaled(crowd.popularity.clone(), open),
            similar: scaled(similar, open),
            content: scaled(self.base.content.score(&crowd.history), open),
        };
        let content_alone = request.model == Recommender::Content;
        let mix = match request.model {
            Recommender::Popularity | Recommender::PopularityDecay => {
                Mix { personal: 0.0, content: 0.0, borrow: false }
            }
            Recommender::ItemKnn | Recommender::Ease | Recommender::Content => Mix {
                personal: if known { 1.0 } else { 0.0 },
                content: if content_alone { 1.0 } else { 0.0 },
                borrow: false,
            },
            Recommender::Hybrid => {
                Mix { personal: crowd.personal, content: self.tuned.content_share, borrow: true }
            }
        };
        self.base.mix(&sides, mix)
    }

    /// Who a request is about.
    pub(crate) fn crowd(&self, request: &RecommendRequest) -> Crowd {
        let aged = request.model != Recommender::Popularity;
        let everybody = if aged { &self.decayed } else { &self.counts };
        let mut crowd = Crowd { popularity: everybody.clone(), ..Crowd::default() };
        match &request.audience {
            Audience::Viewer(key) => self.one(key, request.allow_repeat, &mut crowd),
            Audience::Segment(segment) => {
                let seen = occasions(self.purchases(), self.data.viewers.len());
                let members: Vec<(u32, f64)> = self
                    .data
                    .viewers
                    .iter()
                    .zip(&seen)
                    .enumerate()
                    .filter(|(_, (v, (times, _)))| segment.holds(*times, v.fan_level))
                    .map(|(at, _)| (at as u32, 1.0))
                    .collect();
                if members.len() < LEAST_PEOPLE {
                    crowd.notes.push(Note::SegmentTooSmall {
                        viewers: members.len(),
                        needed: LEAST_PEOPLE,
                    });
                } else {
                    self.group(&members, &mut crowd);
                    self.group_popularity(&members, aged, &mut crowd);
                }
            }
            Audience::NextSession => {
                let seen = occasions(self.purchases(), self.data.viewers.len());
                let now = self.purchases().last().map_or(0, |e| e.at);
                let members: Vec<(u32, f64)> = seen
                    .iter()
                    .enumerate()
                    .filter(|(_, (times, _))| *times > 0)
                    .map(|(at, (_, last))| {
                        let recent = popularity::decay(now - last, self.tuned.half_life_days);
                        (at as u32, recent)
                    })
                    .collect();
                if members.len() < LEAST_PEOPLE {
                    crowd.notes.push(Note::NoViewers);
                } else {
                    self.group(&members, &mut crowd);
                }
            }
        }
        crowd
    }

    fn one(&self, key: &str, allow_repeat: bool, crowd: &mut Crowd) {
        let Some(viewer) = self.data.viewer_index(key) else {
            crowd.notes.push(Note::NoHistory);
            return;
        };
        crowd.viewers = 1;
        crowd.history.clone_from(&self.base.matrix.rows[viewer as usize]);
        let known: f64 = crowd.history.iter().map(|(_, w)| w).sum();
        crowd.personal = self.tuned.personal(known);
        if !allow_repeat {
            let owned = &self.owned.rows[viewer as usize];
            crowd.owned = owned.iter().map(|(item, _)| *item).collect();
        }
        if crowd.history.is_empty() {
            crowd.notes.push(Note::NoHistory);
        }
    }

    /// Weighted mean of the members' histories and personal shares.
    fn group(&self, members: &[(u32, f64)], crowd: &mut Crowd) {
        let mut mean = vec![0.0; self.data.items.len()];
        let mut personal = 0.0;
        let mut total = 0.0;
        for &(viewer, weight) in members {
            let history = &self.base.matrix.rows[viewer as usize];
            let known: f64 = history.iter().map(|(_, w)| w).sum();
            personal += weight * self.tuned.personal(known);
            total += weight;
            for &(item, w) in history {
                mean[item as usize] += weight * w;
            }
        }
        if total > 0.0 {
            crowd.personal = personal / total;
            crowd.history = mean
                .into_iter()
                .enumerate()
                .filter(|(_, sum)| *sum > 0.0)
                .map(|(item, sum)| (item as u32, sum / total))
                .collect();
        }
        crowd.viewers = members.len();
    }

    /// What the members buy, drawn towards what everybody buys while their purchases are few.
    fn group_popularity(&self, members: &[(u32, f64)], aged: bool, crowd: &mut Crowd) {
        let mut inside = vec![false; self.data.viewers.len()];
        for &(viewer, _) in members {
            inside[viewer as usize] = true;
        }
        let own: Vec<Event> =
            self.purchases().iter().filter(|e| inside[e.viewer as usize]).copied().collect();
        let half_life = if aged { self.tuned.half_life_days } else { None };
        let own = popularity::from_events(&own, self.data.items.len(), half_life);
        let (mine, all): (f64, f64) = (own.iter().sum(), crowd.popularity.iter().sum());
        if all > 0.0 {
            for (value, own) in crowd.popularity.iter_mut().zip(own) {
                *value = (own + GROUP_PRIOR * *value / all) / (mine + GROUP_PRIOR);
            }
        }
    }

    /// When a product was first on sale (seconds), when known.
    pub(crate) fn first_seen(&self, item: u32) -> Option<i64> {
        self.first_seen[item as usize]
    }
}

/// When each product was first on sale: as told, else its first sale, unless that falls in the
/// first two weeks of the data, where everything seems new.
fn first_seen(data: &Interactions, purchases: &[Event]) -> Vec<Option<i64>> {
    let mut first: Vec<Option<i64>> = data.sales.iter().map(|s| s.first().map(|s| s.0)).collect();
    for event in purchases {
        let known = &mut first[event.item as usize];
        *known = Some(known.map_or(event.at, |at| at.min(event.at)));
    }
    let start = first.iter().flatten().min().copied().unwrap_or(0) as f64;
    data.items
        .iter()
        .zip(first)
        .map(|(item, first)| {
            item.first_seen
                .map(jiff::Timestamp::as_second)
                .or(first.filter(|at| *at as f64 >= start + 14.0 * DAY))
        })
        .collect()
}
