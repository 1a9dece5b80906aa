//! A window without a screen: a real worker on a store in a temporary folder, driven by label.
#![allow(dead_code, reason = "each flow uses what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use fupan::gui::app::{App, Appearance, Prefs, Start};
use fupan::present::text::Lang;
use fupan::worker::{Places, Setup};
use jiff::tz::TimeZone;

/// Events the worker may send before a flow counts as stuck.
const EVENTS: usize = 200;
/// How long one event may take on a slow machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A window with its folder.
pub struct Window {
    pub folder: tempfile::TempDir,
    pub harness: Harness<'static, App>,
}

/// What differs between flows.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    pub store: Option<PathBuf>,
    pub files: Vec<PathBuf>,
    pub sample: Option<PathBuf>,
    pub english: bool,
}

impl Window {
    /// Opens on an empty store in a folder of its own.
    pub fn open() -> Self {
        Self::open_with(Opening::default())
    }

    pub fn open_with(opening: Opening) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = opening.store.unwrap_or_else(|| folder.path().join("test.fupan"));
        let setup = Setup {
            places: Places::in_folder(folder.path()),
            clock: Arc::new(|| "2026-11-22T15:40:00Z".parse().unwrap()),
            seed: 42,
            zone: TimeZone::UTC,
        };
        let start = Start {
            store,
            files: opening.files,
            lang: Some(if opening.english { Lang::En } else { Lang::Zh }),
            system_lang: Lang::Zh,
            prefs: Prefs { appearance: Appearance::Light, ..Prefs::default() },
            sample: opening.sample,
        };
        let harness = Harness::builder()
            .with_size(egui::vec2(1440.0, 900.0))
            .with_max_steps(20)
            .build_eframe(move |cc| App::new(&cc.egui_ctx, setup, start).unwrap());
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

    /// Presses what is labelled so.
    pub fn press(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.settle();
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
