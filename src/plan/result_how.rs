//! How a plan came about and how it is followed: the choice of method, the worst sessions, the plan
//! as a loss, the playbook on the way to the goal.

use serde::{Deserialize, Serialize};

use super::Method;

/// Why the plan is by the method it is by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Chosen {
    /// It was asked for.
    Asked,
    /// It is worth the most of those that keep every limit.
    Best {
        /// The next best.
        next: Method,
        /// By how much, in what is made large.
        by: f64,
    },
    /// Others are worth the same; it is the simplest.
    Alike,
    /// It alone keeps every limit.
    Alone,
}

/// Why a method gives no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unable {
    /// No whole minutes meet the limits; shares in between do.
    WholeMinutes,
    /// Too many products times minutes.
    TooLarge,
    /// The solver's answer did not hold when checked.
    Numbers,
}

/// The average of the worst sessions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorstSessions {
    /// The part of simulated sessions that counts as the worst.
    pub worst: f64,
    /// What they bring on average.
    pub average: f64,
    /// What they must bring; `None` when only their weight counts.
    pub floor: Option<f64>,
}

/// The same plan told as a loss: what it leaves lying of what each product could bring with the
/// whole session to itself. The least loss and the greatest value are one split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loss {
    /// What the products would bring together if each had the whole session.
    pub ceiling: f64,
    /// What this plan leaves lying of it.
    pub expected: f64,
    /// What an equal split leaves lying.
    pub equal: f64,
}

/// What to do on the way to the goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Playbook {
    /// Probability of the goal if the plan is followed to the end, in the playbook's own model.
    pub keep: f64,
    /// If its rules are followed.
    pub follow: f64,
    /// Minutes from one look at the takings to the next.
    pub every: u32,
    /// Where the plan should stand at each look.
    pub steps: Vec<PlaybookStep>,
}

/// A look at the takings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookStep {
    /// Minutes from the start.
    pub minute: u32,
    /// What the plan expects to have by then.
    pub expected: f64,
    /// What to do, by how far behind.
    pub rules: Vec<PlaybookRule>,
}

/// Behind by so much: switch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookRule {
    /// From here on, behind what is expected by then; below 0 is ahead.
    pub behind_from: f64,
    /// Up to here.
    pub behind_to: f64,
    /// Instead of what is planned until the next look.
    pub product_id: String,
    /// Probability of the goal in the middle of the range if the plan is kept.
    pub keep: f64,
    /// If it is switched.
    pub switch: f64,
}
