//! What a person taught the importer: kept templates, renamed headers, kinds of their own.

use std::path::Path;
use std::sync::Arc;

use super::{Engine, EngineError};
use crate::domain::{FileTrouble, Job};
use crate::ingest::{self, Alias, IngestError, Known, OwnKind, SavedTemplate, Template};
use crate::store::{AliasRecord, KindRecord, StoreError, TemplateRecord};

/// One thing that was taught, whole: what is forgotten can be taught again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taught {
    /// A kind of one's own.
    Kind(KindRecord),
    /// A kept template.
    Template(TemplateRecord),
    /// A header that was renamed.
    Alias(Alias),
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
        let own = self.store.own_kinds()?.into_iter();
        // A file that this version reads no more is left out, as a template is.
        let own = own.filter_map(|record| OwnKind::parse(&record.body).ok());
        Ok(Arc::new(Known::new(saved, aliases.collect(), own.collect())))
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

    /// Everything that was taught: own kinds, templates, renamed headers.
    pub fn all_taught(&self) -> Result<Vec<Taught>, EngineError> {
        let kinds = self.store.own_kinds()?.into_iter().map(Taught::Kind);
        let templates = self.store.templates()?.into_iter().map(Taught::Template);
        let aliases = self.store.aliases()?.into_iter().map(|alias| {
            Taught::Alias(Alias { kind: alias.kind, header: alias.header, name: alias.name })
        });
        Ok(kinds.chain(templates).chain(aliases).collect())
    }

    /// Forgets one of them. What was imported with it stays.
    pub fn forget(&mut self, taught: &Taught) -> Result<(), EngineError> {
        match taught {
            Taught::Kind(kind) => self.store.remove_kind(&kind.id)?,
            Taught::Template(template) => self.store.remove_template(&template.name)?,
            Taught::Alias(alias) => self.store.remove_alias_of(&alias.kind, &alias.header)?,
        }
        Ok(())
    }

    /// Teaches again what was forgotten.
    pub fn teach_again(&mut self, taught: &Taught) -> Result<(), EngineError> {
        match taught {
            Taught::Kind(kind) => Ok(self.store.save_kind(kind)?),
            Taught::Template(template) => Ok(self.store.save_template(template)?),
            Taught::Alias(alias) => self.add_aliases(std::slice::from_ref(alias)),
        }
    }

    /// Adds a kind of a person's own, or its newer file.
    ///
    /// Errors: what is wrong with the file, and in which line; the kind whose files it would take.
    pub fn add_kind(&mut self, job: &Job, body: &str) -> Result<OwnKind, EngineError> {
        let kind = OwnKind::parse(body).map_err(IngestError::from)?;
        kind.check_beside(&*self.known()?).map_err(IngestError::from)?;
        self.store.save_kind(&KindRecord {
            id: kind.def.id.0.clone(),
            body: kind.body.clone(),
            saved_at: job.now,
        })?;
        Ok(kind)
    }

    /// Adds a kind from its file.
    pub fn add_kind_file(&mut self, job: &Job, file: &Path) -> Result<OwnKind, EngineError> {
        let unreadable = |error: std::io::Error| IngestError::Unreadable {
            reason: FileTrouble::of(&error),
            detail: error.to_string(),
        };
        let body = std::fs::read_to_string(file).map_err(unreadable)?;
        self.add_kind(job, &body)
    }

    /// Forgets an own kind. What was imported as it stays.
    pub fn remove_kind(&mut self, id: &str) -> Result<(), EngineError> {
        Ok(self.store.remove_kind(id)?)
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
