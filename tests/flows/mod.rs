//! A window without a screen: a real worker on a store in a temporary folder, driven by label.
#![allow(dead_code, reason = "each flow uses what it needs")]

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use eframe::egui;
use eframe::egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use fupan::domain::Job;
use fupan::engine::{Engine, ImportOptions, solve};
use fupan::gui::app::{App, Appearance, Page, Prefs, Start};
use fupan::plan::{Method, PlanForm, Scope};
use fupan::present::pages::{EvaluatePage, PlanPage};
use fupan::present::text::Lang;
use fupan::worker::{PageModel, Places, Setup};
use jiff::tz::TimeZone;

/// Events the worker may send before a flow counts as stuck.
const EVENTS: usize = 200;
/// How long one event may take on a slow machine: all methods on all buyers, unoptimised, while
/// other tests run.
const PATIENCE: Duration = Duration::from_mins(4);
/// Frames drawn beside a job before it counts as stuck.
const FRAMES: usize = 20_000;

/// A window with its folder.
pub struct Window {
    pub folder: tempfile::TempDir,
    pub harness: Harness<'static, App>,
}

/// What differs between flows.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Opening {
    pub store: Option<PathBuf>,
    pub files: Vec<PathBuf>,
    pub sample: Option<PathBuf>,
    pub english: bool,
    /// Opens on a store that holds the sample data.
    pub shop: bool,
    /// The store holds a plan of the morning before the shop's last session too.
    pub planned: bool,
    pub dark: bool,
    /// Draws pixels; the renderer must be there.
    pub pixels: bool,
}

/// A store with the sample data and the key its identities were hashed with: imported once for
/// all flows of a program, and copied for each.
fn shop() -> &'static (Vec<u8>, Vec<u8>) {
    static SHOP: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();
    SHOP.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::in_folder(folder.path());
        let store = places.default_store();
        let mut engine = Engine::open_or_create(&store, &places).unwrap();
        let job = Job::new("2026-11-22T15:40:00Z".parse().unwrap(), 42);
        let shops = ["shanhe", "guangying", "chujian"].map(sample);
        let prepared = engine.prepare_import(&job, &shops, &ImportOptions::default()).unwrap();
        engine.commit_import(&job, &prepared).unwrap();
        drop(engine);
        (std::fs::read(store).unwrap(), std::fs::read(places.identity_key()).unwrap())
    })
}

/// Keeps the plan 「周六」 as it would have been made ten hours before the shop's last session.
fn plan_ahead(store: &Path, places: &Places) {
    let mut engine = Engine::open_or_create(store, places).unwrap();
    let history = engine.plan_history(&Scope::default()).unwrap().unwrap();
    let session = engine.snapshot().unwrap().session(history.latest).unwrap().clone();
    let scope = Scope { before: Some(session.id), ..Scope::default() };
    let made = session.start.timestamp() - jiff::SignedDuration::from_hours(10);
    let mut form = PlanForm::default();
    form.session.goal = Some(30_000.0);
    let request = engine.plan_request(&form, Method::Auto, &scope).unwrap();
    let job = Job::new(made, 42);
    let result = solve(&job, &request).unwrap();
    engine.save_plan(&job, "周六", &form, &result).unwrap();
}

/// A file or folder of the sample data.
pub fn sample(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(part)
}

impl Window {
    /// Opens on an empty store in a folder of its own.
    pub fn open() -> Self {
        Self::open_with(Opening::default())
    }

    pub fn open_with(opening: Opening) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = opening.store.unwrap_or_else(|| folder.path().join("test.fupan"));
        let places = Places::in_folder(folder.path());
        if opening.shop {
            let (bytes, key) = shop();
            std::fs::write(&store, bytes).unwrap();
            std::fs::write(places.identity_key(), key).unwrap();
        }
        if opening.planned {
            plan_ahead(&store, &places);
        }
        let setup = Setup {
            places,
            clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
            seed: 42,
            zone: TimeZone::UTC,
        };
        let start = Start {
            store,
            files: opening.files,
            lang: Some(if opening.english { Lang::En } else { Lang::Zh }),
            system_lang: Lang::Zh,
            prefs: Prefs {
                appearance: if opening.dark { Appearance::Dark } else { Appearance::Light },
                ..Prefs::default()
            },
            sample: opening.sample,
        };
        let builder = Harness::builder().with_size(egui::vec2(1440.0, 900.0)).with_max_steps(20);
        let builder = if opening.pixels { builder.wgpu() } else { builder };
        let harness = builder.build_eframe(move |cc| App::new(&cc.egui_ctx, setup, start).unwrap());
        let mut window = Self { folder, harness };
        window.settle();
        window
    }

    /// Runs frames until nothing asks for another one and the worker has answered everything.
    pub fn settle(&mut self) {
        for _ in 0..EVENTS {
            self.harness.run_ok();
            if !self.harness.state().is_busy() {
                self.harness.run_ok();
                if !self.harness.state().is_busy() {
                    return;
                }
            }
            assert!(self.harness.state_mut().wait_for_worker(PATIENCE), "the worker is stuck");
        }
        panic!("the window never came to rest");
    }

    /// Draws frame after frame while the worker works, until this is so.
    #[track_caller]
    pub fn frames_until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..FRAMES {
            if holds(self) {
                return;
            }
            self.harness.step();
        }
        panic!("never: {what}; there is {:#?}", self.words());
    }

    /// How far the job is, as the window says it; `None` while nothing runs.
    pub fn progress(&self) -> Option<String> {
        self.harness
            .query_all_by_role(Role::ProgressIndicator)
            .find_map(|node| node.accesskit_node().label())
    }

    /// Lets the toasts go.
    pub fn let_toasts_go(&mut self) {
        // A frame is a quarter of a second here; a toast stays six.
        self.harness.run_steps(30);
        self.settle();
    }

    /// The store of this window, opened beside it for reading.
    pub fn engine(&self) -> Engine {
        let places = Places::in_folder(self.folder.path());
        Engine::open_read_only(&self.folder.path().join("test.fupan"), &places).unwrap()
    }

    /// The Plan page as the worker made it.
    pub fn plan_page(&self) -> &PlanPage {
        match self.harness.state().state().slots[Page::Plan.index()].model() {
            Some(PageModel::Plan(page)) => page,
            other => panic!("no plan page: {other:?}"),
        }
    }

    /// The Evaluate page as the worker made it.
    pub fn evaluate_page(&self) -> &EvaluatePage {
        match self.harness.state().state().slots[Page::Evaluate.index()].model() {
            Some(PageModel::Evaluate(page)) => page,
            other => panic!("no evaluate page: {other:?}"),
        }
    }

    /// Types into the field of that name, in place of what stands there, and confirms.
    pub fn fill(&mut self, field: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, field).focus();
        self.settle();
        self.ctrl(egui::Key::A);
        if text.is_empty() {
            self.key(egui::Key::Delete);
        } else {
            self.type_text(text);
        }
        self.key(egui::Key::Enter);
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, paths: &[&Path]) {
        for path in paths {
            let file: egui::DroppedFileHandle = Arc::new(Dropped(path.to_path_buf()));
            self.harness.input_mut().dropped_files.push(file);
        }
        self.settle();
    }

    /// Holds files over the window, or takes them away.
    pub fn hover_files(&mut self, paths: &[&Path]) {
        self.harness.input_mut().hovered_files = paths
            .iter()
            .map(|path| egui::HoveredFile { path: Some(path.to_path_buf()), ..Default::default() })
            .collect();
        self.settle();
    }

    /// Presses what is labelled so and draws one frame; what it began goes on.
    pub fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.step();
    }

    /// Presses what is labelled so.
    pub fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
    }

    /// Opens the list with this label and takes the entry with these words.
    pub fn choose(&mut self, label: &str, text: &str) {
        let label = format!("{label} ");
        let list = self.harness.query_all_by_label_contains(&label).next();
        list.unwrap_or_else(|| panic!("no 「{label}」 in {:#?}", self.words())).click();
        self.settle();
        self.press(text);
    }

    /// What stands in the field of that name.
    pub fn typed(&self, field: &str) -> String {
        let node = self.harness.get_by_role_and_label(Role::TextInput, field);
        node.accesskit_node().value().unwrap_or_default()
    }

    /// Presses keys together with Ctrl.
    pub fn ctrl(&mut self, key: egui::Key) {
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, key);
        self.settle();
    }

    /// Presses a key.
    pub fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Types into what has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.settle();
    }

    /// Whether something with these words is on the screen.
    pub fn sees(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Everything that can be read, for messages.
    pub fn words(&self) -> Vec<String> {
        self.harness
            .query_all_by_label_contains("")
            .filter_map(|node| node.accesskit_node().label().or(node.accesskit_node().value()))
            .collect()
    }

    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "「{words}」 is not there; there is {:#?}", self.words());
    }

    #[track_caller]
    pub fn must_not_see(&self, words: &str) {
        assert!(!self.sees(words), "「{words}」 is still there");
    }

    /// Writes a file into the flow's folder.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// How long until the next frame of its own. A worker thread may wake the window a moment
    /// after its answer was fetched; that is one frame, so the longest wait of a few counts.
    pub fn due(&mut self) -> Duration {
        let mut longest = Duration::ZERO;
        for _ in 0..5 {
            self.harness.step();
            let outputs = self.harness.output().viewport_output.values();
            longest = longest.max(outputs.map(|output| output.repaint_delay).min().unwrap());
        }
        longest
    }

    /// Asks for nothing: no frame is due.
    pub fn is_idle(&self) -> bool {
        self.harness
            .output()
            .viewport_output
            .values()
            .all(|output| output.repaint_delay == Duration::MAX)
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Three sessions of an own table.
pub const SESSIONS: &str = "\
场次id,账号,主播,开播时间,时长,观看人数,观看次数,商品曝光人数,商品点击人数,成交人数,订单数,成交金额
s1,小满生活馆,阿禾,2026-11-14 19:30:00,3小时,11800,15100,8200,3400,360,372,38600
s2,小满生活馆,阿禾,2026-11-17 19:30:00,3小时,12100,15600,8400,3500,370,381,39000
s3,小满生活馆,小满,2026-11-21 19:30:00,3小时,12840,16200,9960,4180,402,410,42319
";

/// A table nobody knows.
pub const UNKNOWN: &str = "抽奖日,奖品名,几个人抢\n2026/11/21,挂耳试饮装,1284\n";
