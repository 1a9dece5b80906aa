//! Runs the commands that say what the columns of a file are.

use std::path::PathBuf;

use super::App;
use super::slot::Slot;
use super::state::TrayStage;
use crate::domain::SessionId;
use crate::gui::pages::data_mapping::MappingState;
use crate::ingest::{AliasOffer, MapSpec};
use crate::worker::{MappedTray, TrayRef};

impl App {
    pub(super) fn open_mapping(&mut self, path: PathBuf, inner: Option<String>) {
        let said = |spec: &&MapSpec| spec.path == path && spec.inner == inner;
        let spec = self.state.mapped.iter().find(said).cloned();
        self.state.mapping = Some(spec.unwrap_or(MapSpec { inner, ..MapSpec::of(path) }));
        self.state.mapping_slot = Slot::default();
        self.state.pages.data.mapping = MappingState::default();
    }

    pub(super) fn close_mapping(&mut self) {
        self.state.mapping = None;
        self.state.mapping_slot = Slot::default();
    }

    /// Nothing lies in the tray any more, so nothing was said of it either.
    pub(super) fn forget_mapping(&mut self) {
        self.close_mapping();
        self.state.mapped.clear();
        self.state.named.clear();
    }

    pub(super) fn put_in_tray(&mut self, spec: MapSpec, name: Option<String>) {
        let Some((paths, tray)) = self.take_tray() else {
            return;
        };
        self.close_mapping();
        self.state.mapped.retain(|other| (&other.path, &other.inner) != (&spec.path, &spec.inner));
        self.state.mapped.push(spec.clone());
        let save = name.map(|name| (name, spec));
        self.read_with(MappedTray { paths, save, ..MappedTray::default() }, Some(tray));
    }

    pub(super) fn accept_aliases(&mut self, offers: &[AliasOffer]) {
        let Some((paths, tray)) = self.take_tray() else {
            return;
        };
        self.close_mapping();
        let aliases = offers.iter().map(AliasOffer::accept).collect();
        self.read_with(MappedTray { paths, aliases, ..MappedTray::default() }, Some(tray));
    }

    pub(super) fn name_session(&mut self, path: PathBuf, session: SessionId) {
        let Some((paths, tray)) = self.take_tray() else {
            return;
        };
        self.state.named.retain(|(other, _)| *other != path);
        self.state.named.push((path, session));
        self.read_with(MappedTray { paths, ..MappedTray::default() }, Some(tray));
    }

    /// The files that wait, and what was known of them.
    fn take_tray(&mut self) -> Option<(Vec<PathBuf>, TrayRef)> {
        let TrayStage::Waiting(tray) = &self.state.tray else {
            return None;
        };
        let tray = tray.clone();
        Some((tray.0.paths(), tray))
    }
}
