//! `plan --out`: the run-down of a plan as a file.

use std::path::Path;

use super::{Context, Told, WrongUsage, files, out};
use crate::domain::Job;
use crate::plan::{PlanRequest, PlanResult};
use crate::present::pages;
use crate::present::pages::actions::ActionsView;
use crate::present::pages::plan::RunDownKind;
use crate::present::text::{Lang, export, rundown as text};
use crate::report;

/// As what it is written, by the ending of the file.
pub(super) fn kind(out: &Path, lang: Lang) -> anyhow::Result<RunDownKind> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().into_owned());
    let known = ending.as_deref().and_then(RunDownKind::from_extension);
    known.ok_or_else(|| WrongUsage(text::bad_ending(lang).to_owned()).into())
}

/// Writes it under the plan's name, with what is to be done where a store tells.
pub(super) fn write(
    context: &Context,
    job: &Job,
    (request, result): (&PlanRequest, &PlanResult),
    (name, actions): (Option<&str>, Option<ActionsView>),
    (kind, target): (RunDownKind, &Path),
) -> anyhow::Result<()> {
    let lang = context.lang;
    let page = pages::plan::plan(request, result, lang);
    let mut sheet = pages::plan::run_down(request, result, name, request.start, lang);
    sheet.actions = actions;
    let bytes = match report::run_down_file(&sheet, &page, kind, job.now, lang) {
        Ok(bytes) => bytes,
        Err(error) => return Err(Told(error.notice(lang)).into()),
    };
    files::write(target, &bytes, lang)?;
    out::error_line(&export::written(1, &target.display().to_string(), lang));
    Ok(())
}
