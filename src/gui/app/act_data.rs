//! Runs the commands that change data: tray, imports, undo, edits. All of it is the worker's
//! work; here it is only asked for.

use std::path::PathBuf;

use super::App;
use super::command::Command;
use super::page::Page;
use super::state::{Purpose, TrayStage};
use crate::gui::pages::PageStates;
use crate::present::pages::Filters;
use crate::worker::Work;

impl App {
    pub(super) fn run_data(&mut self, command: Command) {
        match command {
            Command::ImportPaths(paths) => self.import(paths),
            Command::TakeFromTray(path) => self.take_from_tray(&path),
            Command::CommitImport => self.commit(),
            Command::EmptyTray => self.empty_tray(),
            Command::CloseSummary => {
                if matches!(self.state.tray, TrayStage::Written(_)) {
                    self.state.tray = TrayStage::Empty;
                }
            }
            Command::UndoImport(import) => self.ask(Work::Undo(import)),
            Command::UndoLast => {
                let last = self.state.facts().and_then(|facts| facts.last_import);
                if let Some((import, ..)) = last {
                    self.ask(Work::Undo(import));
                }
            }
            Command::LoadSample => {
                if let Some(folder) = self.state.sample.clone() {
                    let submitted = self.submit(Work::LoadSample { folder }, Purpose::Sample);
                    self.complain(submitted.err());
                }
            }
            Command::CancelWork => {
                if let Some(id) = self.state.stoppable() {
                    self.worker.cancel(id);
                }
            }
            Command::SetProduct { product, change } => {
                self.ask(Work::SetProduct { product, change });
            }
            Command::SetSetting { key, value } => self.ask(Work::SetSetting { key, value }),
            Command::AddNote { session, minute, text } => {
                self.ask(Work::AddNote { session, minute, text });
            }
            Command::MarkViewer { key, mark } => self.ask(Work::MarkViewer { key, mark }),
            Command::RemoveNote(id) => self.ask(Work::RemoveNote(id)),
            Command::Train(question) => {
                let submitted = self.submit(Work::Train(question), Purpose::Train);
                self.complain(submitted.err());
            }
            Command::SavePlan { name, form, method } => {
                let account = self.state.filters.account;
                self.ask(Work::SavePlan { name, form, method, account });
            }
            Command::CheckStore => self.ask(Work::Check),
            _ => {}
        }
    }

    fn ask(&mut self, work: Work) {
        let submitted = self.submit(work, Purpose::Other);
        self.complain(submitted.err());
    }

    /// Puts files into the tray beside those that wait there, and shows it.
    fn import(&mut self, new: Vec<PathBuf>) {
        let (mut paths, before) = match std::mem::take(&mut self.state.tray) {
            TrayStage::Waiting(tray) => {
                let mut paths: Vec<PathBuf> = Vec::new();
                let known = tray.0.files.iter().map(|file| &file.path);
                for path in known.chain(tray.0.failed.iter().map(|failed| &failed.path)) {
                    if !paths.contains(path) {
                        paths.push(path.clone());
                    }
                }
                (paths, Some(tray))
            }
            TrayStage::Empty | TrayStage::Written(_) => (Vec::new(), None),
            busy @ (TrayStage::Reading { .. } | TrayStage::Writing(_)) => {
                self.state.tray = busy;
                return;
            }
        };
        for path in new {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        self.state.prefs.page = Page::Data;
        self.read(paths, before);
    }

    fn read(&mut self, paths: Vec<PathBuf>, before: Option<crate::worker::TrayRef>) {
        match self.submit(Work::Preview { paths: paths.clone() }, Purpose::Preview) {
            Ok(_) => self.state.tray = TrayStage::Reading { paths, before },
            Err(failure) => {
                self.state.tray = before.map_or(TrayStage::Empty, TrayStage::Waiting);
                self.complain(Some(failure));
            }
        }
    }

    fn take_from_tray(&mut self, path: &PathBuf) {
        let TrayStage::Waiting(tray) = std::mem::take(&mut self.state.tray) else {
            return;
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        let known = tray.0.files.iter().map(|file| &file.path);
        for other in known.chain(tray.0.failed.iter().map(|failed| &failed.path)) {
            if other != path && !paths.contains(other) {
                paths.push(other.clone());
            }
        }
        if paths.is_empty() {
            self.ask(Work::Discard);
        } else {
            self.read(paths, Some(tray));
        }
    }

    fn commit(&mut self) {
        let TrayStage::Waiting(tray) = std::mem::take(&mut self.state.tray) else {
            return;
        };
        match self.submit(Work::Commit, Purpose::Commit) {
            Ok(_) => self.state.tray = TrayStage::Writing(tray),
            Err(failure) => {
                self.state.tray = TrayStage::Waiting(tray);
                self.complain(Some(failure));
            }
        }
    }

    fn empty_tray(&mut self) {
        if matches!(self.state.tray, TrayStage::Waiting(_)) {
            self.state.tray = TrayStage::Empty;
            self.ask(Work::Discard);
        }
    }

    /// Opens the store again, or another one: nothing of the old one stays on the screen.
    pub(super) fn reopen(&mut self) {
        self.state.tray = TrayStage::Empty;
        self.state.filters = Filters::default();
        self.state.pages = PageStates::default();
        self.state.slots = Default::default();
        self.state.first_run.forget();
        self.state.finder = super::slot::Slot::default();
        self.open_store();
    }
}
