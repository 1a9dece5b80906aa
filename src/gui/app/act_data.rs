//! Runs the commands that change data: tray, imports, undo, edits. All of it is the worker's
//! work; here it is only asked for.

use std::path::{Path, PathBuf};

use super::App;
use super::command::Command;
use super::page::Page;
use super::state::{Purpose, TrayStage};
use crate::gui::pages::PageStates;
use crate::present::pages::Filters;
use crate::worker::{ExperimentWish, MappedTray, TrayRef, Work};

/// Whether a file says what a kind of export looks like.
pub(super) fn is_kind_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

impl App {
    pub(super) fn run_data(&mut self, command: Command) {
        match command {
            Command::ImportPaths(paths) => self.import(paths),
            Command::TakeFromTray(path) => self.take_from_tray(&path),
            Command::OpenMapping { path, inner } => self.open_mapping(path, inner),
            Command::SetMapping(spec) => self.state.mapping = Some(*spec),
            Command::CloseMapping => self.close_mapping(),
            Command::PutInTray { spec, name } => self.put_in_tray(*spec, name),
            Command::AcceptAliases(offers) => self.accept_aliases(&offers),
            Command::NameSession { path, session } => self.name_session(path, session),
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
            Command::Forget(taught) => self.ask(Work::Forget(taught)),
            Command::TeachAgain(taught) => self.ask(Work::TeachAgain(taught)),
            Command::AddNote { session, minute, text } => {
                self.ask(Work::AddNote { session, minute, text });
            }
            Command::MarkViewer { key, mark } => self.ask(Work::MarkViewer { key, mark }),
            Command::RemoveNote(id) => self.ask(Work::RemoveNote(id)),
            Command::RestoreNote(note) => self.ask(Work::RestoreNote(note)),
            Command::Train(question) => {
                let submitted = self.submit(Work::Train(question), Purpose::Train);
                self.complain(submitted.err());
            }
            Command::UseRun(question, run) => self.ask(Work::UseRun(question, run)),
            Command::SetContactCost(question, cost) => {
                self.ask(Work::SetContactCost(question, cost));
            }
            Command::DeleteRun(question, run) => self.ask(Work::DeleteRun(question, run)),
            Command::RestoreRun(deleted) => self.ask(Work::RestoreRun(deleted)),
            Command::TrainBeside(question) => {
                let submitted = self.submit(Work::TrainBeside(question), Purpose::Train);
                self.complain(submitted.err());
            }
            Command::Actions(work) => self.ask_actions(work),
            Command::Experiment(mut wish) => {
                if let ExperimentWish::New(asked) = &mut *wish {
                    asked.account = asked.account.or(self.state.filters.account);
                }
                self.ask(Work::Experiment(wish));
            }
            Command::SetFloor(group, share) => self.ask(Work::SetFloor(group, share)),
            Command::SavePlan { name, form, method, usual_goal } => {
                let account = self.state.filters.account;
                self.ask(Work::SavePlan { name, form, method, usual_goal, account });
            }
            Command::AttachPlan { plan, session } => {
                self.ask(Work::AttachPlan { plan, session });
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
    /// Files of kinds are added instead.
    fn import(&mut self, new: Vec<PathBuf>) {
        let (kinds, new): (Vec<_>, Vec<_>) = new.into_iter().partition(|path| is_kind_file(path));
        for file in kinds {
            self.ask(Work::AddKind { file });
        }
        if new.is_empty() {
            self.state.prefs.page = Page::Data;
            return;
        }
        let (mut paths, before) = match std::mem::take(&mut self.state.tray) {
            TrayStage::Waiting(tray) => (tray.0.paths(), Some(tray)),
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

    fn read(&mut self, paths: Vec<PathBuf>, before: Option<TrayRef>) {
        self.read_with(MappedTray { paths, ..MappedTray::default() }, before);
    }

    /// Reads the files of the tray again, with what a person said of single ones.
    pub(super) fn read_with(&mut self, mut tray: MappedTray, before: Option<TrayRef>) {
        let paths = tray.paths.clone();
        tray.chosen.clone_from(&self.state.mapped);
        tray.sessions.clone_from(&self.state.named);
        let plain = tray.chosen.is_empty()
            && tray.sessions.is_empty()
            && tray.aliases.is_empty()
            && tray.save.is_none();
        let work = if plain {
            Work::Preview { paths: paths.clone() }
        } else {
            Work::PreviewMapped(Box::new(tray))
        };
        match self.submit(work, Purpose::Preview) {
            Ok(_) => self.state.tray = TrayStage::Reading { paths, before },
            Err(failure) => {
                self.state.tray = before.map_or(TrayStage::Empty, TrayStage::Waiting);
                self.complain(Some(failure));
            }
        }
    }

    /// Reads the files of the tray again: something was taught.
    pub(super) fn read_again(&mut self) {
        if matches!(self.state.tray, TrayStage::Waiting(_))
            && let TrayStage::Waiting(tray) = std::mem::take(&mut self.state.tray)
        {
            self.read(tray.0.paths(), Some(tray));
        }
    }

    fn take_from_tray(&mut self, path: &PathBuf) {
        let TrayStage::Waiting(tray) = std::mem::take(&mut self.state.tray) else {
            return;
        };
        self.state.mapped.retain(|spec| spec.path != *path);
        if self.state.mapping.as_ref().is_some_and(|spec| spec.path == *path) {
            self.close_mapping();
        }
        let mut paths = tray.0.paths();
        paths.retain(|other| other != path);
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
            self.forget_mapping();
            self.ask(Work::Discard);
        }
    }

    /// Opens the store again, or another one: nothing of the old one stays on the screen.
    pub(super) fn reopen(&mut self) {
        self.state.tray = TrayStage::Empty;
        self.forget_mapping();
        self.state.filters = Filters::default();
        self.state.pages = PageStates::default();
        self.state.slots = Default::default();
        self.state.first_run.forget();
        self.state.finder = super::slot::Slot::default();
        self.state.brush = super::slot::Slot::default();
        self.state.compare = super::slot::Slot::default();
        self.open_store();
    }
}
