//! The running window: one frame is drain → draw → act.
//!
//! `logic` fetches what the worker has to say and asks for what the open page needs; `ui` draws;
//! commands run last. Nothing is computed here, and nothing is repainted without a cause.

mod act;
mod act_actions;
mod act_data;
mod act_mapping;
mod command;
mod dialog;
mod drain;
mod export;
mod frame;
mod hover;
mod icon;
mod loadable;
mod lookup;
mod page;
mod palette;
mod prefs;
mod run;
mod slot;
mod state;
mod timing;
mod toast;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Context, Ui};

use crate::gui::theme;
use crate::present::text::Lang;
use crate::worker::{self, RequestId, Work, Worker};

pub use command::Command;
pub use dialog::Choice;
pub use loadable::Loadable;
pub use page::Page;
pub use prefs::{Appearance, Prefs};
pub use run::run;
pub use slot::Slot;
pub use state::{Purpose, State, StoreState, TrayStage};

/// What the window starts with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The store to open.
    pub store: PathBuf,
    /// Files to put into the tray.
    pub files: Vec<PathBuf>,
    /// Language asked for on the command line; wins over the preference.
    pub lang: Option<Lang>,
    /// The system's language.
    pub system_lang: Lang,
    /// Preferences of the last time.
    pub prefs: Prefs,
    /// The sample data, if it is there.
    pub sample: Option<PathBuf>,
}

/// The window.
pub struct App {
    worker: Worker,
    state: State,
    dialogs: dialog::Dialogs,
    commands: Vec<Command>,
    /// The look and text size egui wears now.
    worn: Option<(theme::Look, u16)>,
    /// The title the window has now.
    titled: String,
    timing: Option<timing::Timing>,
}

impl App {
    /// Starts the worker and asks it to open the store. `wake` repaints the window.
    pub fn new(ctx: &Context, setup: worker::Setup, start: Start) -> std::io::Result<Self> {
        theme::install_fonts(ctx);
        // Our own commands zoom: egui's would take Ctrl+0 from the tenth page.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let wake: worker::Wake = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let mut prefs = start.prefs.checked();
        if start.lang.is_some() {
            prefs.lang = start.lang;
        }
        let mut state = State::new(prefs, start.system_lang, start.store, start.sample);
        state.waiting_files = start.files;
        let mut app = Self {
            worker: Worker::start(setup, Arc::clone(&wake))?,
            state,
            dialogs: dialog::Dialogs::new(wake),
            commands: Vec::new(),
            worn: None,
            titled: String::new(),
            timing: timing::Timing::from_environment(),
        };
        app.open_store();
        Ok(app)
    }

    /// What the window knows, for tests.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Runs a command at the end of the next frame, as if it had been pressed.
    pub fn push(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Whether the worker still has something to answer.
    pub fn is_busy(&self) -> bool {
        self.worker.is_busy()
    }

    /// Blocks until the worker said something or the time is over; for callers that have no
    /// event loop.
    pub fn wait_for_worker(&mut self, limit: Duration) -> bool {
        self.worker.wait(limit)
    }

    fn open_store(&mut self) {
        self.state.store = StoreState::Opening;
        let store = self.state.store_path.clone();
        if let Err(failure) = self.submit(Work::Open { store }, Purpose::Open) {
            self.state.store = StoreState::Failed(failure);
        }
    }

    fn submit(&mut self, work: Work, purpose: Purpose) -> Result<RequestId, worker::Failure> {
        let id = self.worker.submit(work)?;
        self.state.under_way.insert(id, purpose);
        Ok(id)
    }

    /// Wears the look that preferences and the system ask for.
    fn dress(&mut self, ctx: &Context) {
        let system_dark = ctx.system_theme() == Some(eframe::egui::Theme::Dark);
        let look = self.state.prefs.look(self.state.lang(), system_dark);
        let wanted = (look, self.state.prefs.text_size);
        if self.worn == Some(wanted) {
            return;
        }
        self.worn = Some(wanted);
        theme::apply(ctx, look);
        ctx.set_zoom_factor(f32::from(self.state.prefs.text_size) / 100.0);
        ctx.request_repaint();
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _: &mut eframe::Frame) {
        let now = self.worker.now();
        self.timing.take_if(|timing| !timing.shown(now));
        self.dress(ctx);
        self.drain(ctx);
        self.ask_for_pages();
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.take_keys(&ctx);
        self.draw(ui);
        self.act(&ctx, frame);
        if let Some(timing) = &mut self.timing {
            timing.drew(self.state.shows_something());
            ctx.request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, run::PREFS, &self.state.prefs);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &eframe::egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
