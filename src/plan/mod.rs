//! Response curves, solvers, simulation and goals. Knows no files, no SQL, no window.
//!

mod error;
mod request;
mod result;

pub use error::{Conflict, Place, PlanError, SpecProblem};
pub use request::{
    Method, Objective, Observation, PlanProduct, PlanRequest, Response, Uncertainty, Viewers,
};
pub use result::{
    Bin, Compared, Curve, CurvePoint, Detail, Driver, Explanation, Gain, GoalResult, HowLearnt,
    Item, Limit, Need, Note, PlanResult, Slot, Swing, Total,
};
