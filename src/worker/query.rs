//! The interactive lane's desk: an engine that only reads, opened when first needed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::tz::TimeZone;

use super::foresight::Measured;
use super::kept::{Kept, Stamp};
use super::lane::Answer;
use super::looked::Looked;
use super::{Failure, Places, Query, Reply, pages};
use crate::domain::Job;
use crate::engine::Engine;

/// Everything the interactive lane holds.
pub(super) struct Reader {
    places: Places,
    zone: TimeZone,
    open_store: Arc<Mutex<Option<PathBuf>>>,
    engine: Option<Engine>,
    /// What is kept from page to page.
    measured: Measured,
    looked: Looked,
    kept: Kept,
}

impl Reader {
    pub fn new(places: Places, zone: TimeZone, open_store: Arc<Mutex<Option<PathBuf>>>) -> Self {
        Self {
            places,
            zone,
            open_store,
            engine: None,
            measured: Measured::default(),
            looked: Looked::default(),
            kept: Kept::default(),
        }
    }

    pub fn answer(&mut self, job: &Job, query: Query) -> Answer {
        let reply = match query {
            Query::Recognise { paths } => {
                // Files may hover before a store is open: then nothing was taught.
                let taught = self.engine().ok().and_then(|engine| engine.known().ok());
                let taught = taught.unwrap_or_default();
                let mut seen = Vec::with_capacity(paths.len());
                for path in paths {
                    job.check().map_err(crate::engine::EngineError::from)?;
                    let seems = crate::ingest::recognise_with(&path, &taught);
                    seen.push((path, seems));
                }
                Reply::Recognised(seen)
            }
            Query::Page(query) => {
                let zone = self.zone.clone();
                // Opens another store where one was chosen: nothing of the old one is kept.
                let stamp = Stamp::new(self.engine()?.change()?, job.now);
                if let Some(known) = self.kept.get(stamp, &query) {
                    return Ok((Reply::Page(known), None));
                }
                let mut measured = std::mem::take(&mut self.measured);
                let mut looked = std::mem::take(&mut self.looked);
                let page = self.engine().and_then(|engine| {
                    pages::build(engine, (&mut measured, &mut looked), job, &zone, &query)
                });
                self.measured = measured;
                self.looked = looked;
                let page = page?;
                self.kept.put(*query, &page);
                Reply::Page(page)
            }
        };
        Ok((reply, None))
    }

    fn engine(&mut self) -> Result<&mut Engine, Failure> {
        let wanted = self
            .open_store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(Failure::NoStore)?;
        if self.engine.as_ref().is_none_or(|engine| engine.path() != wanted) {
            self.engine = None;
            self.measured = Measured::default();
            self.looked = Looked::default();
            self.kept = Kept::default();
            self.engine = Some(Engine::open_read_only(&wanted, &self.places)?);
        }
        self.engine.as_mut().ok_or(Failure::NoStore)
    }
}
