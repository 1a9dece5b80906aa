//! Writes what a page shows into files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Failure, Reply};
use crate::domain::{FileTrouble, Job};
use crate::engine::Engine;
use crate::report::{self, ExportError, Wanted};

/// Writes the files; the first is named in the answer.
pub(super) fn write(
    engine: &mut Engine,
    job: &Job,
    wanted: &Wanted,
    target: &Path,
) -> Result<Reply, Failure> {
    let made = report::export(engine, job, wanted, target).map_err(|error| match error {
        ExportError::Engine(error) => Failure::from(error),
        other => Failure::Export(Arc::new(other)),
    })?;
    for (path, bytes) in &made {
        std::fs::write(path, bytes).map_err(|error| Failure::CannotWrite {
            target: path.clone(),
            error: FileTrouble::of(&error),
        })?;
    }
    let first = made.first().map_or_else(PathBuf::new, |(path, _)| path.clone());
    Ok(Reply::Exported(made.len(), first))
}
