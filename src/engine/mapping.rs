//! Files that no kind recognises, and headers that drift: drafts, templates that are kept, aliases.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::{Engine, EngineError};
use crate::domain::Job;
use crate::ingest::{
    self, Alias, Chosen, Draft, IngestError, KindDef, Known, MapSpec, Preview, ReadOptions,
    SavedTemplate, Template,
};
use crate::store::{AliasRecord, StoreError, TemplateRecord};

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
    /// What was taught so far. A template that this version cannot read is left out.
    pub fn known(&self) -> Result<Arc<Known>, EngineError> {
        let saved = self.templates()?;
        let aliases = self.store.aliases()?.into_iter().map(|alias| Alias {
            kind: alias.kind,
            header: alias.header,
            name: alias.name,
        });
        Ok(Arc::new(Known::new(saved, aliases.collect())))
    }

    /// Every kept template by name.
    pub fn templates(&self) -> Result<Vec<SavedTemplate>, EngineError> {
        let read = |record: TemplateRecord| {
            Some(SavedTemplate {
                template: Template::parse(&record.body).ok()?,
                name: record.name,
                headers: record.headers,
                wins: record.wins,
            })
        };
        Ok(self.store.templates()?.into_iter().filter_map(read).collect())
    }

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

    /// Accepts renamed headers.
    pub fn add_aliases(&mut self, aliases: &[Alias]) -> Result<(), EngineError> {
        let records: Vec<AliasRecord> = aliases
            .iter()
            .map(|alias| AliasRecord {
                kind: alias.kind.clone(),
                header: alias.header.clone(),
                name: alias.name.clone(),
            })
            .collect();
        Ok(self.store.add_aliases(&records)?)
    }

    /// Forgets a template, or else the alias of that header.
    pub fn forget_taught(&mut self, name: &str) -> Result<(), EngineError> {
        match self.store.remove_template(name) {
            Err(StoreError::NotFound { what, id }) => {
                match self.store.remove_alias(&ingest::normalised(name)) {
                    Err(StoreError::NotFound { .. }) => {
                        Err(StoreError::NotFound { what, id }.into())
                    }
                    done => Ok(done?),
                }
            }
            done => Ok(done?),
        }
    }
}
