//! The funnel 曝光→观看→商品曝光→点击→成交 in people or in times, and its weakest step.

use serde::Serialize;

use super::history::{ENOUGH, LikeGroup, median_of};
use super::wilson;
use crate::domain::{Interval, SessionFacts};

/// What a funnel counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelKind {
    /// People.
    People,
    /// Times.
    Times,
}

/// A step of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The room's entry was shown.
    Impressions,
    /// Watched.
    Viewers,
    /// Shown a product.
    ProductImpressions,
    /// Clicked a product.
    Clicks,
    /// Bought.
    Buyers,
}

impl Step {
    /// From the top.
    pub const ALL: [Self; 5] =
        [Self::Impressions, Self::Viewers, Self::ProductImpressions, Self::Clicks, Self::Buyers];

    /// The canonical name of its count.
    pub fn field(self, kind: FunnelKind) -> &'static str {
        match (self, kind) {
            (Self::Impressions, FunnelKind::People) => "room_impr_uv",
            (Self::Viewers, FunnelKind::People) => "viewers_uv",
            (Self::ProductImpressions, FunnelKind::People) => "prod_impr_uv",
            (Self::Clicks, FunnelKind::People) => "prod_click_uv",
            (Self::Buyers, FunnelKind::People) => "buyers",
            (Self::Impressions, FunnelKind::Times) => "room_impr_pv",
            (Self::Viewers, FunnelKind::Times) => "views_pv",
            (Self::ProductImpressions, FunnelKind::Times) => "prod_impr_pv",
            (Self::Clicks, FunnelKind::Times) => "prod_click_pv",
            (Self::Buyers, FunnelKind::Times) => "orders",
        }
    }

    /// Its count.
    pub fn count(self, kind: FunnelKind, f: &SessionFacts) -> Option<i64> {
        match (self, kind) {
            (Self::Impressions, FunnelKind::People) => f.room_impr_uv,
            (Self::Viewers, FunnelKind::People) => f.viewers_uv,
            (Self::ProductImpressions, FunnelKind::People) => f.prod_impr_uv,
            (Self::Clicks, FunnelKind::People) => f.prod_click_uv,
            (Self::Buyers, FunnelKind::People) => f.buyers,
            (Self::Impressions, FunnelKind::Times) => f.room_impr_pv,
            (Self::Viewers, FunnelKind::Times) => f.views_pv,
            (Self::ProductImpressions, FunnelKind::Times) => f.prod_impr_pv,
            (Self::Clicks, FunnelKind::Times) => f.prod_click_pv,
            (Self::Buyers, FunnelKind::Times) => f.orders,
        }
    }
}

/// One step of one session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelStep {
    /// Which.
    pub step: Step,
    /// How many.
    pub count: Option<i64>,
    /// The nearest step above that has a count: what the rate divides by.
    pub from: Option<Step>,
    /// Its count.
    pub of: Option<i64>,
    /// `count / of`.
    pub rate: Option<f64>,
    /// 80% range of the rate.
    pub interval: Option<Interval>,
    /// Median of the same rate over like sessions, when at least five have it.
    pub median: Option<f64>,
    /// How many like sessions have the rate.
    pub like: usize,
}

/// The funnel of one session.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Funnel {
    /// People or times.
    pub kind: FunnelKind,
    /// From the top; steps without a count are kept, empty.
    pub steps: Vec<FunnelStep>,
    /// The step whose rate lies furthest below its own median, in proportion, with a range that
    /// excludes the median. `None` when no step is clearly below.
    pub weakest: Option<usize>,
    /// People or times more at the weakest step had its rate been the median.
    pub lost: Option<f64>,
}

impl Funnel {
    /// Whether at least two steps have counts.
    pub fn is_drawable(&self) -> bool {
        self.steps.iter().filter(|s| s.count.is_some()).count() >= 2
    }

    /// The weakest step.
    pub fn weakest_step(&self) -> Option<&FunnelStep> {
        self.weakest.and_then(|at| self.steps.get(at))
    }
}

/// The funnel of a session beside its like sessions.
pub fn funnel(kind: FunnelKind, facts: &SessionFacts, like: &LikeGroup<'_>) -> Funnel {
    let mut above: Option<(Step, i64)> = None;
    let mut steps = Vec::with_capacity(Step::ALL.len());
    for step in Step::ALL {
        let count = step.count(kind, facts);
        let mut row = FunnelStep {
            step,
            count,
            from: above.map(|a| a.0),
            of: above.map(|a| a.1),
            rate: None,
            interval: None,
            median: None,
            like: 0,
        };
        if let (Some(count), Some((from, of))) = (count, above) {
            if of > 0 {
                row.rate = Some(count as f64 / of as f64);
                row.interval = wilson(count as f64, of as f64, Interval::LEVEL);
            }
            let history: Vec<f64> = like
                .sessions
                .iter()
                .filter_map(|other| {
                    let below = from.count(kind, &other.facts).filter(|n| *n > 0)?;
                    Some(step.count(kind, &other.facts)? as f64 / below as f64)
                })
                .collect();
            row.like = history.len();
            row.median = median_of(history).filter(|_| row.like >= ENOUGH);
        }
        if let Some(count) = count {
            above = Some((step, count));
        }
        steps.push(row);
    }
    let weakest = steps
        .iter()
        .enumerate()
        .filter_map(|(at, s)| {
            let (rate, median) = (s.rate?, s.median?);
            let clear = s.interval.is_some_and(|range| range.high < median);
            (median > 0.0 && clear).then_some((at, rate / median))
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(at, _)| at);
    let lost = weakest.and_then(|at| {
        let step = &steps[at];
        Some(step.of? as f64 * (step.median? - step.rate?))
    });
    Funnel { kind, steps, weakest, lost }
}
