//! The window without a screen: its own code, frame by frame, but for the graphics card.

use std::path::Path;
use std::time::{Duration, Instant};

use eframe::App as _;
use eframe::egui::{self, Event, Pos2, RawInput, Rect, vec2};
use fupan::gui::app::{App, Command, Page, Prefs, Start};
use fupan::present::text::Lang;
use fupan::worker::Places;

use super::{PATIENCE, setup};

/// The window without a screen.
pub struct Window {
    ctx: egui::Context,
    pub app: App,
    frame: eframe::Frame,
    time: f64,
}

impl Window {
    /// Over the store of a folder.
    pub fn open(folder: &Path) -> Self {
        let ctx = egui::Context::default();
        let start = Start {
            store: Places::in_folder(folder).default_store(),
            files: Vec::new(),
            lang: Some(Lang::Zh),
            system_lang: Lang::Zh,
            prefs: Prefs::default(),
            sample: None,
        };
        let app = App::new(&ctx, setup(folder), start).unwrap();
        let frame = eframe::Frame::_new_kittest();
        Self { ctx, app, frame, time: 0.0 }
    }

    /// One frame as the window makes it, but for the graphics card. Returns the vertices.
    pub fn draw(&mut self, events: Vec<Event>) -> usize {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            max_texture_side: Some(8192),
            events,
            ..RawInput::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let output = self.ctx.run_ui(input, |ui| {
            app.logic(&ui.ctx().clone(), frame);
            app.ui(ui, frame);
        });
        let scale = self.ctx.pixels_per_point();
        let meshes = self.ctx.tessellate(output.shapes, scale);
        meshes
            .iter()
            .map(|mesh| match &mesh.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum()
    }

    /// Until everything that was asked for is drawn.
    pub fn settle(&mut self) {
        loop {
            self.draw(Vec::new());
            if !self.app.is_busy() {
                self.draw(Vec::new());
                if !self.app.is_busy() {
                    return;
                }
            }
            assert!(self.app.wait_for_worker(PATIENCE), "the worker is stuck");
        }
    }

    /// Until the page stands there with its figures.
    pub fn switch(&mut self, page: Page) -> Duration {
        let start = Instant::now();
        self.app.push(Command::Go(page));
        self.draw(Vec::new());
        self.settle();
        start.elapsed()
    }
}
