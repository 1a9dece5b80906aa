//! What a use case can fail with. `present::text::notices` has a sentence and a next step for each.

use crate::domain::Cancelled;
use crate::ingest::IngestError;
use crate::learn::LearnError;
use crate::plan::PlanError;
use crate::privacy::KeyError;
use crate::recommend::RecommendError;
use crate::store::StoreError;

/// A use case that could not be done.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The work was asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The store.
    #[error(transparent)]
    Store(StoreError),
    /// A file that could not be read at all.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The identity key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Training or predicting.
    #[error(transparent)]
    Learn(#[from] LearnError),
    /// Planning.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Recommending.
    #[error(transparent)]
    Recommend(#[from] RecommendError),
    /// An experiment.
    #[error(transparent)]
    Experiment(#[from] super::ExperimentProblem),
    /// There is no session yet.
    #[error("there is no session in the store yet")]
    NoSessions,
    /// A note on a minute that the session does not have.
    #[error("minute {minute} lies outside the session")]
    OutsideSession {
        /// Minutes from its start, as asked.
        minute: u32,
        /// How many it lasted, when that is known.
        minutes: Option<u32>,
    },
    /// None of the named files could be imported.
    #[error("no file could be imported")]
    NothingImported,
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Store(other),
        }
    }
}
