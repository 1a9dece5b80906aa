//! How many people are online minute by minute, learnt from past sessions: a minute at the peak is
//! worth more of the traffic than one at the end.

use serde::{Deserialize, Serialize};

use super::result::Slot;
use super::simulate::quantile;

/// Sessions below which a shape says nothing; everybody is then taken to be there all the time.
const FEWEST: usize = 3;

/// How many people are online in the course of a session, against its mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crowd {
    /// Past sessions it is learnt from; 0 for a flat one.
    pub sessions: usize,
    /// Mean online per viewer of the whole session; `None` when no session tells both.
    pub online_per_viewer: Option<f64>,
    /// One entry a minute of the session to come; their middles have the mean 1.
    pub minutes: Vec<CrowdMinute>,
}

/// One minute, against the session's mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrowdMinute {
    /// One session in ten has less.
    pub low: f64,
    /// The middle.
    pub middle: f64,
    /// One session in ten has more.
    pub high: f64,
}

/// What one past session tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastCrowd {
    /// People online, minute by minute.
    pub online: Vec<f64>,
    /// Viewers in all.
    pub viewers: Option<f64>,
}

impl Crowd {
    /// Everybody is there all the time.
    pub fn flat(minutes: u32) -> Self {
        let even = CrowdMinute { low: 1.0, middle: 1.0, high: 1.0 };
        Self { sessions: 0, online_per_viewer: None, minutes: vec![even; minutes as usize] }
    }

    /// The median and the tenths of the shapes of past sessions, each stretched to the length of
    /// the one to come. Sessions in which nobody was counted are left out.
    pub fn learnt(past: &[PastCrowd], minutes: u32) -> Self {
        let shapes: Vec<Vec<f64>> =
            past.iter().filter_map(|session| shape(&session.online, minutes)).collect();
        if shapes.len() < FEWEST || minutes == 0 {
            return Self::flat(minutes);
        }
        let mut told: Vec<CrowdMinute> = (0..minutes as usize)
            .map(|minute| {
                let values: Vec<f64> = shapes.iter().map(|shape| shape[minute]).collect();
                CrowdMinute {
                    low: quantile(&values, 0.1),
                    middle: quantile(&values, 0.5),
                    high: quantile(&values, 0.9),
                }
            })
            .collect();
        // Medians minute by minute do not keep the mean of the shapes.
        let mean = told.iter().map(|minute| minute.middle).sum::<f64>() / told.len() as f64;
        for minute in &mut told {
            minute.low /= mean;
            minute.middle /= mean;
            minute.high /= mean;
        }
        let per_viewer: Vec<f64> = past
            .iter()
            .filter_map(|session| {
                let viewers = session.viewers.filter(|viewers| *viewers > 0.0)?;
                let n = session.online.len();
                (n > 0).then(|| session.online.iter().sum::<f64>() / n as f64 / viewers)
            })
            .collect();
        Self {
            sessions: shapes.len(),
            online_per_viewer: (!per_viewer.is_empty()).then(|| quantile(&per_viewer, 0.5)),
            minutes: told,
        }
    }

    /// The part of all viewer-minutes that lies within minutes `from..to`, 0..=1.
    pub fn part(&self, from: u32, to: u32) -> f64 {
        let all: f64 = self.minutes.iter().map(|minute| minute.middle).sum();
        let end = (to as usize).min(self.minutes.len());
        let start = (from as usize).min(end);
        let part: f64 = self.minutes[start..end].iter().map(|minute| minute.middle).sum();
        if all > 0.0 { part / all } else { 0.0 }
    }

    /// The part of all viewer-minutes that a product's slots have.
    pub fn exposure(&self, slots: &[Slot], product: &str) -> f64 {
        slots
            .iter()
            .filter(|slot| slot.product_id == product)
            .map(|slot| self.part(slot.start_minute, slot.start_minute + slot.minutes))
            .sum()
    }
}

/// A session's online against its mean, stretched to so many minutes; `None` when nobody was seen.
fn shape(online: &[f64], minutes: u32) -> Option<Vec<f64>> {
    let mean = online.iter().sum::<f64>() / online.len().max(1) as f64;
    if mean.is_nan() || mean <= 0.0 {
        return None;
    }
    let last = (online.len() - 1) as f64;
    let steps = f64::from(minutes.max(2) - 1);
    Some(
        (0..minutes)
            .map(|minute| {
                let at = last * f64::from(minute) / steps;
                let (below, above) = (at.floor() as usize, at.ceil() as usize);
                let between = at - at.floor();
                (online[below] * (1.0 - between) + online[above] * between) / mean
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(online: &[f64], viewers: f64) -> PastCrowd {
        PastCrowd { online: online.to_vec(), viewers: Some(viewers) }
    }

    #[test]
    fn two_sessions_tell_no_shape() {
        let few = [past(&[10.0, 30.0], 100.0), past(&[10.0, 30.0], 100.0)];
        assert_eq!(Crowd::learnt(&few, 4), Crowd::flat(4));
        assert!((Crowd::flat(4).part(1, 3) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_shape_is_the_median_whatever_the_length_and_the_size_of_the_sessions() {
        let rising = |size: f64, n: usize| -> Vec<f64> {
            (0..n).map(|at| size * (1.0 + at as f64 / (n - 1) as f64)).collect()
        };
        let all = [
            past(&rising(100.0, 61), 3_000.0),
            past(&rising(10.0, 121), 300.0),
            past(&rising(55.0, 31), 1_650.0),
            // Nobody was counted: it says nothing.
            past(&[0.0; 60], 500.0),
        ];
        let crowd = Crowd::learnt(&all, 60);
        assert_eq!(crowd.sessions, 3);
        // From 1 to 2 about a mean of 1.5.
        assert!((crowd.minutes[0].middle - 1.0 / 1.5).abs() < 1e-6, "{:?}", crowd.minutes[0]);
        assert!((crowd.minutes[59].middle - 2.0 / 1.5).abs() < 1e-6);
        assert!((crowd.part(0, 60) - 1.0).abs() < 1e-12);
        assert!(crowd.part(30, 60) > 0.55, "the second half has more people");
        assert!((crowd.online_per_viewer.unwrap() - 0.05).abs() < 1e-6);
    }
}
