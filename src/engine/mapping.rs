//! Files that no kind recognises: drafts, and templates that are kept.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::{Engine, EngineError};
use crate::domain::Job;
use crate::ingest::{
    self, Chosen, Draft, IngestError, KindDef, Known, MapSpec, Preview, ReadOptions, Template,
};
use crate::store::TemplateRecord;

/// A draft with what would come of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mapped {
    /// What the columns are.
    pub draft: Draft,
    /// The first rows as they would come in; `None` while something needed is missing.
    #[serde(skip)]
    pub preview: Option<Preview>,
    /// The template.
    #[serde(skip)]
    pub template: Template,
}

/// Looks at a file and says what its columns may be and what would come of it. Needs no store.
pub fn map_file(job: &Job, spec: &MapSpec, known: &Known) -> Result<Mapped, EngineError> {
    let draft = ingest::draft(spec, known)?;
    job.check()?;
    let template = draft.template();
    let preview = preview(job, &spec.path, draft.inner.as_deref(), &template, &draft.missing)?;
    Ok(Mapped { draft, preview, template })
}

fn preview(
    job: &Job,
    path: &Path,
    inner: Option<&str>,
    template: &Template,
    missing: &[String],
) -> Result<Option<Preview>, EngineError> {
    if !missing.is_empty() || template.columns.is_empty() {
        return Ok(None);
    }
    match ingest::preview(job, path, inner, template) {
        Ok(preview) => Ok(Some(preview)),
        // Nothing below the header, or a session that nothing tells: the draft stands all the same.
        Err(IngestError::Empty | IngestError::NoSession) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Engine {
    /// The draft of a file with what would come of it.
    pub fn map(&self, job: &Job, spec: &MapSpec) -> Result<Mapped, EngineError> {
        let known = self.known()?;
        map_file(job, spec, &known)
    }

    /// What a person said of one file, as the import takes it.
    pub fn choose(&self, spec: &MapSpec) -> Result<Chosen, EngineError> {
        let known = self.known()?;
        let draft = ingest::draft(spec, &known)?;
        Ok(Chosen {
            path: spec.path.clone(),
            inner: draft.inner.clone(),
            template: draft.template(),
        })
    }

    /// Keeps the template of a draft under a name, for every file of its shape. Where a kind
    /// recognises the file, the person has chosen otherwise: the template wins.
    pub fn save_mapping(
        &mut self,
        job: &Job,
        name: &str,
        spec: &MapSpec,
        template: Option<&Template>,
    ) -> Result<(), EngineError> {
        let known = self.known()?;
        let draft = ingest::draft(spec, &known)?;
        let body = template.map_or_else(|| draft.template().to_toml(), Template::to_toml);
        Ok(self.store.save_template(&TemplateRecord {
            name: name.to_owned(),
            body,
            headers: draft.signature(),
            wins: draft.kind.is_some(),
            saved_at: job.now,
        })?)
    }

    /// The kind that a file is, or would be with renamed headers.
    pub fn kind_of(&self, job: &Job, path: &Path) -> Result<KindDef, EngineError> {
        let known = self.known()?;
        let options = ReadOptions { known: Arc::clone(&known), ..ReadOptions::default() };
        let id = match ingest::read(job, path, &options) {
            Ok(files) => files.first().map(|file| file.kind.0.clone()).unwrap_or_default(),
            Err(IngestError::UnknownKind { near, .. }) if !near.is_empty() => near[0].kind.clone(),
            Err(IngestError::MissingColumns { kind, .. }) => kind,
            Err(error) => return Err(error.into()),
        };
        let kind = known.find(&id).cloned();
        Ok(kind.ok_or(IngestError::NoSuchKind { name: id })?)
    }
}
