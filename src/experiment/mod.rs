//! Experiments with whole sessions: two ways drawn by lot, the difference between them, a range
//! that may be looked at as often as one likes, and what another split of the exposure would have
//! brought. Knows no files, no SQL, no window.
//!
//! A difference counts as an effect only where something is compared. Sessions that were simply
//! run one way first and the other way later show a change, and [`Ground`] says so.

mod estimate;
mod logged;
mod lot;
mod off_policy;
mod outcome;
mod rhythm;
mod schedule;
mod seen;
mod sequence;

#[cfg(test)]
mod tests;

pub use estimate::{Adjusted, Estimate, Reading, estimate};
pub use logged::{LoggedSplit, logged_split};
pub use lot::{lot_number, next_lot, today};
pub use off_policy::{LEAST_EFFECTIVE, Logged, OffPolicy, Refused, Worth, off_policy};
pub use outcome::{End, Ground, Outcome, Says, ended, outcome};
pub use rhythm::coming;
pub use schedule::{Planned, draw};
pub use seen::{Asked, METRICS, SeenSession, seen, spread_before};
pub use sequence::{FALSE_ALARMS, LEAST_PAIRS, Watch, ahead, watch};
