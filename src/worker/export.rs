//! Writes what a page shows into files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Failure, Reply};
use crate::domain::{FileTrouble, Job};
use crate::engine::{Engine, ModelFiles};
use crate::plan::{PlanRequest, PlanResult, Scope};
use crate::present::pages::plan::{self, RunDownKind};
use crate::present::text::Lang;
use crate::report::{self, ExportError, Wanted};

/// Writes one file.
pub(super) fn put(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(target, bytes).map_err(|error| Failure::CannotWrite {
        target: target.to_owned(),
        error: FileTrouble::of(&error),
    })
}

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
        put(path, bytes)?;
    }
    let first = made.first().map_or_else(PathBuf::new, |(path, _)| path.clone());
    Ok(Reply::Exported(made.len(), first))
}

/// Writes a model's two files; the rows stand beside the model under its name.
pub(super) fn write_model(files: &ModelFiles, target: &Path) -> Result<Reply, Failure> {
    let json = target.with_extension("json");
    let csv = target.with_extension("csv");
    for (path, bytes) in [(&json, files.json.as_bytes()), (&csv, &files.csv)] {
        put(path, bytes)?;
    }
    Ok(Reply::Exported(2, json))
}

/// Writes the run-down of a solved plan.
pub(super) fn write_run_down(
    (engine, job): (&mut Engine, &Job),
    (request, result): (&PlanRequest, &PlanResult),
    (name, scope): (Option<&str>, &Scope),
    (kind, target): (RunDownKind, &Path),
    lang: Lang,
) -> Result<Reply, Failure> {
    let page = plan::plan(request, result, lang);
    let mut sheet = plan::run_down(request, result, name, request.start, lang);
    sheet.actions = Some(report::run_down_actions(engine, scope, lang)?);
    let bytes = report::run_down_file(&sheet, &page, kind, job.now, lang)
        .map_err(|error| Failure::RunDown(Arc::new(error)))?;
    put(target, &bytes)?;
    Ok(Reply::Exported(1, target.to_owned()))
}
