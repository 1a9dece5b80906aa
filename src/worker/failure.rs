//! Why a request failed, and the words for it.

use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::FileTrouble;
use crate::engine::EngineError;
use crate::learn::LearnError;
use crate::plan::PlanError;
use crate::present::text::{Lang, Notice, app, files, notices};
use crate::recommend::RecommendError;
use crate::report::{ExportError, RunDownError};

/// Why a request could not be done. The language is chosen when it is shown.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The engine said no.
    Engine(Arc<EngineError>),
    /// A fault in the program; what it said.
    Panicked(String),
    /// A file could not be written.
    CannotWrite {
        /// The file.
        target: PathBuf,
        /// Why.
        error: FileTrouble,
    },
    /// What a page shows could not be written.
    Export(Arc<ExportError>),
    /// The run-down could not be written.
    RunDown(Arc<RunDownError>),
    /// No store is open.
    NoStore,
    /// Nothing is waiting to be written.
    NothingPrepared,
    /// Too much is queued already.
    Busy,
    /// The threads have ended.
    Stopped,
}

impl Failure {
    /// What to tell a person.
    pub fn notice(&self, lang: Lang) -> Notice {
        match self {
            Self::Engine(error) => notices::notice(error, lang),
            Self::Panicked(words) => app::fault(words, lang),
            Self::CannotWrite { target, error } => {
                files::no_access(target, *error, files::Access::Write, lang)
            }
            Self::Export(error) => error.notice(lang),
            Self::RunDown(error) => error.notice(lang),
            Self::NoStore => app::no_store(lang),
            Self::NothingPrepared => app::nothing_prepared(lang),
            Self::Busy => app::busy(lang),
            Self::Stopped => app::stopped(lang),
        }
    }

    pub(super) fn is_cancelled(&self) -> bool {
        let Self::Engine(error) = self else {
            return false;
        };
        matches!(
            **error,
            EngineError::Cancelled(_)
                | EngineError::Learn(LearnError::Cancelled(_))
                | EngineError::Plan(PlanError::Cancelled(_))
                | EngineError::Recommend(RecommendError::Cancelled(_))
        )
    }

    pub(super) fn from_panic(panic: &(dyn Any + Send)) -> Self {
        let words = panic
            .downcast_ref::<&str>()
            .map(|words| (*words).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Self::Panicked(words)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(Arc::new(error))
    }
}
