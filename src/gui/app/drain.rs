//! What comes in: the worker's events, chosen files, dropped and hovered files, keys.

use eframe::egui::Context;

use super::App;
use super::command::Command;
use super::dialog::Choice;
use super::page::Page;
use super::state::{Purpose, StoreState, TrayStage};
use super::toast::Say;
use crate::learn::Question;
use crate::present::text::experiments::Said;
use crate::report::{Form, Wanted};
use crate::worker::{Event, Outcome, PageKind, Query, Reply, Work};

impl App {
    pub(super) fn drain(&mut self, ctx: &Context) {
        while let Some(event) = self.worker.poll() {
            self.handle(event);
        }
        while let Some(choice) = self.dialogs.poll() {
            self.chose(choice);
        }
        self.state.choosing = self.dialogs.is_open();
        let dropped: Vec<_> = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect()
        });
        if !dropped.is_empty() {
            self.commands.push(Command::ImportPaths(dropped));
        }
        if let Some(paths) = self.state.hover.update(ctx)
            && let Ok(id) = self.worker.ask(Query::Recognise { paths })
        {
            self.state.hover.asked(id);
        }
    }

    /// Does what was chosen in a file dialog.
    pub fn chose(&mut self, choice: Choice) {
        match choice {
            Choice::Run(command) => self.commands.push(command),
            Choice::BackUpTo(target) => {
                let submitted = self.submit(Work::Backup { target }, Purpose::Other);
                self.complain(submitted.err());
            }
            Choice::ExportTo(subject, kind, target) => {
                let wanted = Box::new(Wanted {
                    subject,
                    form: Form::Kind(kind),
                    filters: self.state.filters.clone(),
                    lang: self.state.lang(),
                });
                let work = Work::Export { wanted, target };
                let submitted = self.submit(work, Purpose::Other);
                self.complain(submitted.err());
            }
            Choice::RunDownTo(kind, target) => {
                let plan = &self.state.pages.plan;
                let work = Work::RunDown {
                    form: Box::new(plan.form.clone()),
                    method: plan.method,
                    usual_goal: plan.usual_goal,
                    account: self.state.filters.account,
                    name: plan.name.clone(),
                    kind,
                    target,
                    lang: self.state.lang(),
                };
                let submitted = self.submit(work, Purpose::Other);
                self.complain(submitted.err());
            }
            Choice::RejectsTo(import, target) => {
                let lang = self.state.lang();
                let work = Work::Rejects { import, target, lang };
                let submitted = self.submit(work, Purpose::Other);
                self.complain(submitted.err());
            }
            Choice::ModelTo(question, kind, target) => {
                let run = self.state.shown_run();
                let work = Work::ExportModel { question, run, kind, target };
                let submitted = self.submit(work, Purpose::Other);
                self.complain(submitted.err());
            }
            Choice::NoDialog(asking) => {
                self.state.toasts.say(Say::NoDialog(asking), None);
            }
            Choice::Open(store) => {
                self.state.store_path = store;
                self.commands.push(Command::Reopen);
            }
        }
    }

    fn handle(&mut self, event: Event) {
        let Event { id, mut outcome, store } = event;
        if let Some(facts) = store {
            self.state.store = StoreState::Open(facts);
        }
        let own = self.state.slots.iter_mut();
        for slot in own.chain([
            &mut self.state.first_run,
            &mut self.state.finder,
            &mut self.state.mapping_slot,
            &mut self.state.brush,
            &mut self.state.compare,
        ]) {
            match slot.take(id, outcome) {
                Ok(()) => return,
                Err(other) => outcome = other,
            }
        }
        if let Outcome::Done(Reply::Recognised(known)) = outcome {
            self.state.hover.recognised(id, known);
            return;
        }
        // Whatever nobody waits for any more is stale.
        let Some(purpose) = self.state.under_way.remove(&id) else {
            return;
        };
        match outcome {
            Outcome::Done(reply) => self.done(reply),
            Outcome::Cancelled => {
                self.take_back(purpose);
                self.state.toasts.say(Say::Cancelled, None);
            }
            Outcome::Failed(failure) if purpose == Purpose::Open => {
                self.state.store = StoreState::Failed(failure);
            }
            Outcome::Failed(failure) => {
                self.take_back(purpose);
                self.complain(Some(failure));
            }
        }
    }

    /// A training came, went or was put to use: the one in use is shown, what was open stays.
    fn trainings_changed(&mut self, question: Question) {
        let state = &mut self.state.pages.models;
        state.ask.question = Some(question);
        state.ask.version = None;
        state.other_model();
        self.state.slots[Page::Models.index()].forget();
    }

    fn done(&mut self, reply: Reply) {
        match reply {
            Reply::Opened => {
                let files = std::mem::take(&mut self.state.waiting_files);
                if !files.is_empty() {
                    self.commands.push(Command::ImportPaths(files));
                }
            }
            Reply::Previewed(tray) => self.state.tray = TrayStage::Waiting(tray),
            Reply::Committed { report, tray, foreign_key } => {
                self.state.tray = TrayStage::Written(tray);
                self.forget_mapping();
                let undo = report.import.map(Command::UndoImport);
                self.state.toasts.say(Say::Imported(report), undo);
                if foreign_key {
                    self.state.toasts.say(Say::ForeignKey, None);
                }
            }
            Reply::Undone(undone) => {
                if let TrayStage::Written(tray) = &self.state.tray
                    && tray.0.written == Some(Some(undone.import))
                {
                    self.state.tray = TrayStage::Empty;
                }
                self.state.toasts.say(Say::Undone(undone), None);
            }
            Reply::Saved => {
                self.state.toasts.say(Say::Saved, None);
            }
            Reply::NoteKept(id) => {
                self.state.toasts.say(Say::NoteKept, Some(Command::RemoveNote(id)));
            }
            Reply::NoteRemoved(note) => {
                let say = Say::NoteRemoved(note.text.clone());
                self.state.toasts.say(say, Some(Command::RestoreNote(note)));
            }
            Reply::KindAdded(id, columns) => {
                self.state.toasts.say(Say::KindAdded(id, columns), None);
                self.read_again();
            }
            Reply::Forgotten(taught) => {
                let undo = Command::TeachAgain(taught.clone());
                self.state.toasts.say(Say::Forgotten(taught), Some(undo));
            }
            Reply::Trained(question) => {
                self.state.pages.models.open(question);
                // The new one is what was asked for, even beside one that stays in use.
                self.state.pages.models.ask.version = Some(0);
                // A training changes no data, so the revision does not tell.
                self.state.slots[Page::Models.index()].forget();
                self.state.toasts.say(Say::Trained(question), None);
            }
            Reply::RunUsed(question) | Reply::RunRestored(question) => {
                self.trainings_changed(question);
                self.state.toasts.say(Say::Saved, None);
            }
            Reply::ContactCostKept(question, before) => {
                // It changes no data, so the revision does not tell.
                self.state.slots[Page::Models.index()].forget();
                let undo = Command::SetContactCost(question, before);
                self.state.toasts.say(Say::Saved, Some(undo));
            }
            Reply::RunDeleted(deleted) => {
                self.trainings_changed(deleted.question());
                let undo = Command::RestoreRun(deleted.clone());
                self.state.toasts.say(Say::RunDeleted(deleted.at()), Some(undo));
            }
            Reply::Actions(reply) => self.actions_done(reply),
            Reply::FloorSet(group, before) => {
                self.state.toasts.say(Say::Saved, Some(Command::SetFloor(group, before)));
            }
            Reply::Experiment(done) => {
                // An experiment changes no data, so the revision does not tell.
                let experiments = &mut self.state.pages.evaluate.experiments;
                experiments.chosen = done.shown.or(experiments.chosen);
                experiments.drafting = false;
                if done.said == Said::Drawn {
                    experiments.drawn();
                }
                self.state.slots[Page::Evaluate.index()].forget();
                let undo = Command::Experiment(Box::new(done.undo));
                self.state.toasts.say(Say::Experiment(done.said, done.name), Some(undo));
            }
            Reply::PlanAttached { plan, name, session, before } => {
                // A plan changes no data, so the revision does not tell.
                self.state.pages.evaluate.plan = Some(plan);
                self.state.slots[Page::Evaluate.index()].forget();
                self.state.slots[Page::Overview.index()].forget();
                let undo = Command::AttachPlan { plan, session: before };
                let said = Say::PlanAttached(name, session.is_some());
                self.state.toasts.say(said, Some(undo).filter(|_| session != before));
            }
            Reply::PlanSaved(name, version) => {
                self.state.slots[Page::Evaluate.index()].forget();
                self.state.toasts.say(Say::PlanSaved(name, version), None);
            }
            Reply::Exported(files, target) => {
                self.state.toasts.say(Say::Exported(files, target.display().to_string()), None);
            }
            Reply::RejectsWritten { rows, of, target } => {
                let file = target.display().to_string();
                self.state.toasts.say(Say::RejectsWritten { rows, of, file }, None);
            }
            Reply::BackedUp(target) => {
                self.state.toasts.say(Say::BackedUp(target.display().to_string()), None);
            }
            Reply::Checked { report, .. } => self.state.toasts.say(Say::Checked(report), None),
            Reply::Discarded | Reply::Page(_) | Reply::Recognised(_) => {}
        }
    }

    /// A job that failed or was stopped leaves the tray as it was before.
    fn take_back(&mut self, purpose: Purpose) {
        match (purpose, std::mem::take(&mut self.state.tray)) {
            (Purpose::Preview, TrayStage::Reading { before, .. }) => {
                self.state.tray = before.map_or(TrayStage::Empty, TrayStage::Waiting);
            }
            (Purpose::Commit, TrayStage::Writing(tray)) => {
                self.state.tray = TrayStage::Waiting(tray);
            }
            (_, tray) => self.state.tray = tray,
        }
    }

    /// Says why something failed.
    pub(super) fn complain(&mut self, failure: Option<crate::worker::Failure>) {
        if let Some(failure) = failure {
            self.state.toasts.say(Say::Failed(failure), None);
        }
    }

    /// Asks for the models of what is open, where they are not there yet.
    pub(super) fn ask_for_pages(&mut self) {
        let page = self.state.prefs.page;
        if let Some(query) = self.state.query_of(PageKind::Finder) {
            self.state.finder.want(&mut self.worker, query);
        }
        if page == Page::Overview && self.state.is_first_run() {
            let kind = PageKind::FirstRun { sample: self.state.sample.is_some() };
            if let Some(query) = self.state.query_of(kind) {
                self.state.first_run.want(&mut self.worker, query);
            }
            return;
        }
        if let Some(spec) = self.state.mapping.clone().filter(|_| page == Page::Data)
            && let Some(query) = self.state.query_of(PageKind::Mapping { spec: Box::new(spec) })
        {
            self.state.mapping_slot.want(&mut self.worker, query);
        }
        if let Some(query) = self.state.query(page) {
            self.state.slots[page.index()].want(&mut self.worker, query);
        }
        if page == Page::Review {
            let review = &self.state.pages.review;
            let (brush, compare) =
                (review.brush_query(), review.compare_query(self.state.shown_session()));
            if let Some(query) = brush.and_then(|kind| self.state.query_of(kind)) {
                self.state.brush.want(&mut self.worker, query);
            }
            if let Some(query) = compare.and_then(|kind| self.state.query_of(kind)) {
                self.state.compare.want(&mut self.worker, query);
            }
        }
    }

    /// Turns pressed keys into commands, before any widget sees them.
    pub(super) fn take_keys(&mut self, ctx: &Context) {
        if self.dialogs.is_open() {
            return;
        }
        for command in Command::plain() {
            let Some(keys) = command.shortcut() else {
                continue;
            };
            if ctx.input_mut(|input| input.consume_shortcut(&keys)) {
                self.commands.push(command);
            }
        }
    }
}
