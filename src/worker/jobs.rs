//! The jobs thread's desk: the one engine that writes, and the import that waits to be written.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::foresight::{self, PlanAsked, Planned};
use super::lane::Answer;
use super::{
    Failure, MappedTray, Places, Reply, TrayRef, Work, actions, experiments, export, rejects,
};
use crate::domain::Job;
use crate::engine::{Engine, ImportOptions, PreparedImport};
use crate::learn::TrainSpec;
use crate::plan::Scope;
use crate::present::pages::{StoreFacts, Tray};

/// Everything the jobs thread holds.
pub(super) struct Desk {
    places: Places,
    engine: Option<Engine>,
    prepared: Option<PreparedImport>,
    /// Tells the interactive lane which store to read.
    open_store: Arc<Mutex<Option<PathBuf>>>,
}

impl Desk {
    pub fn new(places: Places, open_store: Arc<Mutex<Option<PathBuf>>>) -> Self {
        Self { places, engine: None, prepared: None, open_store }
    }

    pub fn run(&mut self, job: &Job, work: Work) -> Answer {
        match work {
            Work::Open { store } => return self.open(store),
            Work::Discard => {
                self.prepared = None;
                return Ok((Reply::Discarded, None));
            }
            _ => {}
        }
        let engine = self.engine.as_mut().ok_or(Failure::NoStore)?;
        let before = engine.revision()?;
        let reply = match work {
            Work::Preview { paths } => {
                let prepared = engine.prepare_import(job, &paths, &ImportOptions::default())?;
                let tray = Tray::of(&prepared);
                self.prepared = Some(prepared);
                Reply::Previewed(TrayRef(Arc::new(tray)))
            }
            Work::PreviewMapped(mapped) => {
                let prepared = preview_mapped(engine, job, &mapped)?;
                let tray = Tray::of(&prepared);
                self.prepared = Some(prepared);
                Reply::Previewed(TrayRef(Arc::new(tray)))
            }
            Work::Commit => {
                let prepared = self.prepared.as_ref().ok_or(Failure::NothingPrepared)?;
                let reply = commit(engine, job, prepared)?;
                self.prepared = None;
                reply
            }
            Work::LoadSample { folder } => {
                let prepared = engine.prepare_import(job, &[folder], &ImportOptions::default())?;
                commit(engine, job, &prepared)?
            }
            Work::Undo(import) => Reply::Undone(engine.undo_import(job, import)?),
            Work::SetProduct { product, change } => {
                engine.set_product(product, &change)?;
                Reply::Saved
            }
            Work::SetSetting { key, value } => {
                engine.set_setting(&key, value.as_deref())?;
                Reply::Saved
            }
            Work::MarkViewer { key, mark } => {
                engine.mark_viewer(job, &key, mark)?;
                Reply::Saved
            }
            Work::AddKind { file } => {
                let kind = engine.add_kind_file(job, &file)?.def;
                Reply::KindAdded(kind.id.0, kind.columns.len())
            }
            Work::Forget(taught) => {
                engine.forget(&taught)?;
                Reply::Forgotten(taught)
            }
            Work::TeachAgain(taught) => {
                engine.teach_again(&taught)?;
                Reply::Saved
            }
            Work::AddNote { session, minute, text } => {
                Reply::NoteKept(engine.add_note(job, session, minute, &text)?)
            }
            Work::RemoveNote(id) => Reply::NoteRemoved(Box::new(engine.remove_note(id)?)),
            Work::RestoreNote(note) => Reply::NoteKept(engine.restore_note(job, &note)?),
            Work::Backup { target } => {
                engine.backup_to(&target)?;
                Reply::BackedUp(target)
            }
            Work::Check => {
                Reply::Checked { report: engine.check()?, foreign_key: engine.is_foreign_key()? }
            }
            Work::Train(question) | Work::TrainBeside(question) => {
                let source = engine.likely_source(question)?;
                let beside = matches!(work, Work::TrainBeside(_));
                let spec = TrainSpec::new(question, source, job.seed);
                engine.train(job, &TrainSpec { beside, ..spec })?;
                Reply::Trained(question)
            }
            Work::UseRun(question, run) => {
                engine.use_run(question, run)?;
                Reply::RunUsed(question)
            }
            Work::SetContactCost(question, cost) => {
                Reply::ContactCostKept(question, engine.set_contact_cost(question, cost)?)
            }
            Work::DeleteRun(question, run) => {
                Reply::RunDeleted(Box::new(engine.delete_run(question, run)?))
            }
            Work::RestoreRun(deleted) => {
                engine.restore_run(&deleted)?;
                Reply::RunRestored(deleted.question())
            }
            Work::ExportModel { question, run, kind, target } => {
                let run = match run {
                    Some(run) => Some(run),
                    None => engine.run_in_use(question)?,
                };
                let model = run.map(|run| engine.model_of_run(run, kind)).transpose()?.flatten();
                let model = model.map(|(id, _)| id);
                let (files, _) = engine.export_model(job, question, model)?;
                export::write_model(&files, &target)?
            }
            Work::SavePlan { name, form, method, usual_goal, account } => {
                let asked = PlanAsked { form: &form, method, usual_goal, account };
                let Planned { form, result, .. } = foresight::solved(engine, job, &asked)?;
                let (_, version) = engine.save_plan(job, &name, &form, &result)?;
                Reply::PlanSaved(name, version)
            }
            Work::Actions(work) => Reply::Actions(actions::run(engine, job, work)?),
            Work::Experiment(wish) => experiments::run(engine, job, &wish)?,
            Work::SetFloor(group, share) => {
                let before = engine.set_exposure_floor(&group, share)?;
                Reply::FloorSet(group, before)
            }
            Work::AttachPlan { plan, session } => {
                let before = engine.attach_plan(plan, session)?;
                let named = engine.plans()?.into_iter().find(|known| known.id == plan);
                let name = named.map_or_else(String::new, |known| known.name);
                Reply::PlanAttached { plan, name, session, before }
            }
            Work::Rejects { import, target, lang } => match import {
                Some(import) => rejects::of_import(engine, import, target, lang)?,
                None => {
                    let prepared = self.prepared.as_ref().ok_or(Failure::NothingPrepared)?;
                    rejects::of_tray(&Tray::of(prepared), target, lang)?
                }
            },
            Work::RunDown { form, method, usual_goal, account, name, kind, target, lang } => {
                let asked = PlanAsked { form: &form, method, usual_goal, account };
                let Planned { request, result, .. } = foresight::solved(engine, job, &asked)?;
                let plan = (&request, &result);
                let scope = Scope { account, ..Scope::default() };
                let about = (name.as_deref(), &scope);
                export::write_run_down((engine, job), plan, about, (kind, &target), lang)?
            }
            Work::Export { wanted, target } => export::write(engine, job, &wanted, &target)?,
            Work::Open { .. } | Work::Discard => return Err(Failure::NoStore),
        };
        let changed = engine.revision()? != before;
        let facts = if changed { Some(facts(engine)?) } else { None };
        Ok((reply, facts))
    }

    fn open(&mut self, store: PathBuf) -> Answer {
        // The old one is closed first: its lock would refuse the same file.
        self.engine = None;
        self.prepared = None;
        self.tell(None);
        let engine = Engine::open_or_create(&store, &self.places)?;
        let facts = facts(&engine)?;
        self.engine = Some(engine);
        self.tell(Some(store));
        Ok((Reply::Opened, Some(facts)))
    }

    fn tell(&self, store: Option<PathBuf>) {
        *self.open_store.lock().unwrap_or_else(PoisonError::into_inner) = store;
    }
}

/// Keeps what was taught, then reads the files with it and with what was said of single ones.
fn preview_mapped(
    engine: &mut Engine,
    job: &Job,
    mapped: &MappedTray,
) -> Result<PreparedImport, Failure> {
    if !mapped.aliases.is_empty() {
        engine.add_aliases(&mapped.aliases)?;
    }
    if let Some((name, spec)) = &mapped.save {
        engine.save_mapping(job, name, spec, None)?;
    }
    let mut options = ImportOptions::default();
    for spec in &mapped.chosen {
        options.chosen.push(engine.choose(spec)?);
    }
    for (path, session) in &mapped.sessions {
        engine.name_session_of(path.clone(), *session, &mut options)?;
    }
    Ok(engine.prepare_import(job, &mapped.paths, &options)?)
}

fn commit(engine: &mut Engine, job: &Job, prepared: &PreparedImport) -> Result<Reply, Failure> {
    let report = engine.commit_import(job, prepared)?;
    let mut tray = Tray::of(prepared).after(&report);
    if report.import.is_some() && report.events + report.comments > 0 {
        tray.cleaning = Some(engine.cleaning(job)?.counts());
    }
    let tray = TrayRef(Arc::new(tray));
    let foreign_key = engine.is_foreign_key()?;
    Ok(Reply::Committed { report: Box::new(report), tray, foreign_key })
}

/// What the window's frame says about the store.
fn facts(engine: &Engine) -> Result<StoreFacts, Failure> {
    let totals = engine.totals()?;
    let imports = engine.imports()?;
    let standing = || imports.iter().filter(|import| import.undone_at.is_none());
    Ok(StoreFacts {
        path: engine.path().to_owned(),
        bytes: std::fs::metadata(engine.path()).map_or(0, |meta| meta.len()),
        revision: engine.revision()?,
        sessions: totals.sessions,
        products: totals.products,
        order_lines: totals.order_lines,
        last_import: standing()
            .next()
            .map(|import| (import.id, import.at, import.sources.len() as u64)),
        imports: standing().count() as u64,
    })
}
