//! What can go wrong with a plan: a spec that cannot be read, a request that cannot be met.

use crate::domain::Cancelled;

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// The job was asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The description of the plan cannot be read or is incomplete.
    #[error("plan description: {0:?}")]
    Spec(SpecProblem),
    /// The wishes contradict each other.
    #[error("impossible request: {0:?}")]
    Infeasible(Conflict),
}

/// Where in a plan's description something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Outside any table.
    File,
    /// `[session]`.
    Session,
    /// A `[[product]]`.
    Product {
        /// Position from 1.
        row: usize,
        /// Its id; empty when it has none.
        id: String,
    },
    /// A `[[slot]]`.
    Slot {
        /// Position from 1.
        row: usize,
    },
}

/// What is wrong with a plan's description.
#[derive(Clone, Debug, PartialEq)]
pub enum SpecProblem {
    /// Not TOML.
    Syntax {
        /// Line from 1; 0 when unknown.
        line: usize,
        /// What the reader met, in the reader's own words.
        message: String,
    },
    /// A key that means nothing here.
    UnknownKey {
        /// Where.
        place: Place,
        /// The key as written.
        key: String,
        /// The known key it resembles most, if any does.
        nearest: Option<String>,
    },
    /// A value of the wrong type.
    WrongType {
        /// The reader's own words; they name the key.
        message: String,
    },
    /// A key that must be there is not.
    Missing {
        /// Where.
        place: Place,
        /// The key.
        key: &'static str,
    },
    /// A number outside its range, or not finite.
    OutOfRange {
        /// Where.
        place: Place,
        /// The key.
        key: &'static str,
        /// The number given.
        value: f64,
        /// Least allowed.
        low: f64,
        /// Most allowed; infinite when there is no limit.
        high: f64,
    },
    /// A word that is not in the list.
    UnknownWord {
        /// Where.
        place: Place,
        /// The key.
        key: &'static str,
        /// The word given.
        value: String,
        /// The list.
        allowed: Vec<&'static str>,
    },
    /// More hosts than one session has.
    TooManyHosts {
        /// How many.
        count: usize,
        /// At most so many.
        most: usize,
    },
    /// Hosts are to have more than all there is.
    HostFloors {
        /// Whose floors.
        hosts: Vec<String>,
        /// Their sum.
        sum: f64,
    },
    /// The three viewer figures are not in order.
    ViewersOrder {
        /// p10, p50, p90 as given.
        given: [f64; 3],
    },
    /// The slots laid by hand do not fill the session.
    SlotsDoNotFill {
        /// Their minutes.
        sum: u32,
        /// Those of the session.
        minutes: u32,
    },
    /// No product to plan with.
    NoProducts,
    /// Nothing says how a product responds, and the store knows nothing of it.
    NoResponse {
        /// Where.
        place: Place,
    },
    /// More than one of conversion, response and history is given.
    SeveralResponses {
        /// Where.
        place: Place,
    },
    /// Two products carry the same id.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// The objective cannot be computed without this figure.
    Needs {
        /// `price` or `margin`.
        key: &'static str,
        /// The objective.
        objective: super::Objective,
        /// Ids of the products that lack it.
        products: Vec<String>,
    },
}

/// Wishes that contradict each other, with the smallest change that makes them possible.
/// Shares are fractions of 1, rows are product ids.
#[derive(Clone, Debug, PartialEq)]
pub enum Conflict {
    /// A product's lower bound lies above its upper bound.
    Crossed {
        /// The product.
        row: String,
        /// The key and value of the lower bound, as a share.
        low: (&'static str, f64),
        /// The key and value of the upper bound, as a share.
        high: (&'static str, f64),
    },
    /// The least shares add up to more than 1.
    LowOver {
        /// The products with a lower bound above 0.
        rows: Vec<String>,
        /// What they add up to; they must give up `total - 1`.
        total: f64,
    },
    /// The greatest shares, category caps included, add up to less than 1.
    HighUnder {
        /// The products (all that may take part).
        rows: Vec<String>,
        /// Categories whose cap holds them down.
        categories: Vec<String>,
        /// What they add up to; they must gain `1 - total`.
        total: f64,
    },
    /// A product's minimum minutes exceed the session's.
    MinutesOver {
        /// The products; one, or several that must all be in.
        rows: Vec<String>,
        /// Minutes they need.
        need: u32,
        /// Minutes of the session.
        session: u32,
    },
    /// The least shares of a category exceed its cap.
    CategoryLow {
        /// The category.
        category: String,
        /// Its products with a lower bound above 0.
        rows: Vec<String>,
        /// What they add up to.
        total: f64,
        /// The cap.
        cap: f64,
    },
    /// More products must be in than are allowed.
    TooManyRequired {
        /// Products that must be in.
        rows: Vec<String>,
        /// Most products allowed.
        max_products: usize,
    },
    /// Fewer products may be in than are wanted.
    TooFewAllowed {
        /// Products that may be in.
        allowed: usize,
        /// Least products wanted.
        min_products: usize,
    },
    /// The average of the worst sessions cannot reach what is asked.
    RiskFloor {
        /// What is asked.
        floor: f64,
        /// The most that any split found reaches.
        most: f64,
        /// The part of sessions that counts as the worst.
        worst: f64,
    },
    /// With at most `max_products` products the shares cannot add up to 1.
    ProductsTooSmall {
        /// Most products allowed.
        max_products: usize,
        /// The greatest sum they can reach.
        total: f64,
    },
}

impl From<SpecProblem> for PlanError {
    fn from(problem: SpecProblem) -> Self {
        Self::Spec(problem)
    }
}

impl From<Conflict> for PlanError {
    fn from(conflict: Conflict) -> Self {
        Self::Infeasible(conflict)
    }
}
