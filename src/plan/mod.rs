//! Response curves, solvers, simulation and goals. Knows no files, no SQL, no window.
//!
//! The way of a plan: a [`PlanForm`] (raw: from a TOML text, the command line or the window) goes
//! through one door, [`PlanForm::check`], and becomes a [`PlanRequest`]; [`solve`] turns it into a
//! [`PlanResult`]. What earlier sessions say comes from [`History`].

mod actions;
mod actions_spend;
mod aired;
mod bend;
mod bounds;
mod check;
mod choose;
mod crowd;
mod curve;
mod error;
mod explain;
mod explore;
mod fairness;
mod given;
mod goal;
mod history;
mod host;
mod knapsack;
mod lay;
mod linear;
mod linear_split;
mod lp;
mod methods;
mod minutes;
mod playbook;
mod poisson;
mod request;
mod response;
mod result;
mod result_how;
mod risk;
mod rundown;
mod score;
mod score_slots;
mod seen;
mod shrink;
mod simulate;
mod since;
mod solve;
mod spec;
mod stages;
mod tail;
mod template;
mod timetable;
mod water;
mod wider;
mod wishes;

pub use actions::{
    Change, ChangeOf, ClosedBy, JudgedAction, Showing, draft_of, judge, minute_wishes, rate_of,
    shortfalls,
};
pub use actions_spend::{SpendByBlock, Untold, sessions_of_spend};
pub use aired::{Aired, AiredMinute, AiredTalk, TakingsFrom};
pub use crowd::{Crowd, CrowdMinute, PastCrowd};
pub use error::{Conflict, Place, PlanError, SpecProblem};
pub use fairness::{
    Fairness, FloorWish, Floors, Group, GroupShare, Grouping, Groups, NEW_UNTIL, fairness,
};
pub use given::{Given, GivenProduct};
pub(crate) use history::latest_sessions;
pub use history::{History, KnownProduct, Scope};
pub use host::{HostPart, HostProduct, HostSplit, host_exposure, host_names};
pub use lay::{Lay, LayBoard, lay};
pub use request::{
    Method, Objective, Observation, PlanProduct, PlanRequest, Response, Risk, Uncertainty, Viewers,
};
pub use result::{
    Bin, ByHand, Compared, Curve, CurvePoint, Detail, Driver, Explanation, Gain, GoalResult,
    HowLearnt, Item, Limit, Need, Note, PlanResult, Slot, Swing, Total,
};
pub use result_how::{Chosen, Loss, Playbook, PlaybookRule, PlaybookStep, Unable, WorstSessions};
pub use score::{
    GoalScore, ModelSplit, PlanBridge, PlanScore, ProductScore, Scorecard, score, scorecard,
};
pub use score_slots::{OnAir, SlotReview, SlotScore, score_slots};
pub use seen::{Seen, SeenProduct};
pub use since::{Moved, Pair, Reason, Since, since};
pub use solve::solve;
pub use spec::{
    HistoryForm, PlanForm, ProductForm, ResponseForm, RiskForm, SessionForm, SlotForm, ViewersForm,
};
pub use template::{Scenario, TemplateSet};
pub use wider::{Wider, wider};
pub use wishes::{MinuteWish, key_of};

#[cfg(test)]
mod tests;
